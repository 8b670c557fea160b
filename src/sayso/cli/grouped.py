"""How does a command have actions of its own (``sayso people merge``), and do what it mostly does where none is named?"""

import click


class Grouped(click.Group):
    """Commands under one name.  What does not begin with the name of one of them is for the one called `usual`."""

    usual = "list"

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the usual command before arguments that name none."""
        helped = args[:1] and args[0] in ctx.help_option_names
        if not helped and (not args or args[0] not in self.commands):
            args = [self.usual, *args]
        return super().parse_args(ctx, args)
