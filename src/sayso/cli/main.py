"""How is a command found and run, and how does every ending become one line and an exit status?"""

import os
import sys
from importlib import import_module

import click
from click.shell_completion import CompletionItem

from sayso.cli.commands import COMMANDS, help_page, lost_output
from sayso.cli.printing import complain
from sayso.errors import SaysoError, UsageError

INTERRUPTED = 130
_USAGE = 2
_UNREADABLE = 5


class Commands(click.Group):
    """The commands of `sayso.cli.commands`, each imported when it is used and not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the help page."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command's object, from its module; None where there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"sayso.cli.{cmd_name}").command
        return command if isinstance(command, click.Command) else None

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant; UsageError with the nearest name where there is none such."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            raise UsageError(f"there is no command {name}", _nearest(name))
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: click.Context) -> str:
        """The page that is printed without click as well."""
        return help_page().rstrip("\n")

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Names that begin with `incomplete`, without importing any command."""
        return [CompletionItem(name, help=does) for name, does in COMMANDS.items() if name.startswith(incomplete)]


application = Commands("sayso", context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=False)


def run(arguments: list[str]) -> int:
    """Run the command line and give back the exit status.  Nothing is raised and no traceback printed, whatever the input."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # a character the terminal lacks is named
    if os.environ.get("_SAYSO_COMPLETE", "").startswith("powershell"):
        import_module("sayso.cli.completion")  # click knows the other three shells by itself
    try:
        status = application.main(arguments, prog_name="sayso", standalone_mode=False)
        sys.stdout.flush()
    except SaysoError as error:
        complain(error.reason, error.remedy)
        return error.status
    except click.ClickException as error:
        complain(error.format_message().rstrip("."), f"see {_help_of(error)}")
        return _USAGE
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except SystemExit as left:  # click's own two: completion has answered, or the reader of the output has left (1, quietly)
        return int(left.code or 0) if "_SAYSO_COMPLETE" in os.environ else 0
    except OSError as error:  # files are answered where they are read; what is left is the output
        return lost_output(error)
    except MemoryError:
        complain("there is not enough memory to read this", "give the article alone")
        return _UNREADABLE
    except Exception as error:  # a fault of ours: said in one line, with what a maintainer needs
        complain(_fault(error), "report it with the input; SAYSO_TRACEBACK=1 shows where it happened")
        return _UNREADABLE
    return status if isinstance(status, int) else 0


def _nearest(name: str) -> str:
    from difflib import get_close_matches  # only where a name was mistyped

    if os.path.isfile(name) or name.lower().startswith(("http://", "https://")):
        return f"did you mean: sayso show {name}"
    near = get_close_matches(name, COMMANDS, n=1)
    return f"did you mean {near[0]}?" if near else "see sayso --help"


def _help_of(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    return f"{context.command_path if context else 'sayso'} --help"


def _fault(error: Exception) -> str:
    import traceback  # a tenth of what starting takes, for what should never happen

    if os.environ.get("SAYSO_TRACEBACK"):
        traceback.print_exception(error)
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({os.path.basename(frames[-1].filename)}:{frames[-1].lineno})" if frames else ""
    return f"a fault in sayso{place}: {type(error).__name__}: {str(error)[:200]}"
