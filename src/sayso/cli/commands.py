"""Which commands are there?  A list that costs nothing to read, so that ``sayso --help`` answers at once."""

COMMANDS = {
    "show": "one article: where it came from, who says what, what may be reused",
    "reuse": "the reuse terms of one article, as conditions",
    "check": "what an editor should look at again, one line each",
    "schema": "the JSON Schema of what --json prints",
    "config": "every setting, its value, and where it came from",
    "completion": "completion for bash, zsh, fish or PowerShell",
    "doctor": "what is installed, what is missing, and how to get it",
    "version": "the version of sayso",
}
"""Each is the module of the same name in `sayso.cli`, whose `command` is what runs."""

HELP = """\
Usage: sayso COMMAND [OPTIONS] ...

  On whose say-so?  Takes news apart and keeps it honest: evidence, never a verdict.

Commands:
{commands}

Options:
  --version     print the version
  -h, --help    print this page; sayso COMMAND --help prints that of a command

Start with:  sayso show --sample
Exit status: 0 done, 1 a check found something, 2 usage, 3 not found, 4 in part, 5 unreadable, 130 interrupted
"""


def help_page() -> str:
    """What ``sayso --help`` prints."""
    return HELP.format(commands="\n".join(f"  {name:<12}  {does}" for name, does in COMMANDS.items()))
