"""Which commands are there?  A list that costs nothing to read, so that ``sayso --help`` answers at once."""

import os
import sys

UNWRITABLE = 2
"""The place for the output was ill chosen: a matter of the call, as a report that cannot be written is."""
COMMANDS = {
    "show": "one article: where it came from, who says what, what may be reused",
    "statements": "every statement of one article: who is said to have said exactly what",
    "sources": "every source of one article, or how a whole library is sourced",
    "trace": "what some articles share, who copied whom, and what shows it",
    "diff": "what was changed between two versions of an article, each change named",
    "reuse": "the reuse terms of one article, as conditions",
    "add": "put files, folders, archives, feeds into the library",
    "follow": "put what is new in feeds into the library",
    "search": "what in the library answers a query, in context, with counts",
    "quotations": "each quotation of the library once: who prints it, and what differs",
    "export": "write items of the library out in one of many formats",
    "families": "the copies in the library, family by family",
    "lines": "on how many lines of sourcing the answers to a query rest",
    "origin": "where an item of the library came from, among its copies; say otherwise",
    "people": "who is quoted over the library, under one name each, with the grounds",
    "dossier": "what you keep together, by hand or by a saved query",
    "note": "what you note beside the words of an item",
    "serve": "the reading room: the library in a browser, on this machine alone",
    "correct": "say against what was read, for good and on record",
    "reread": "read again what an older version has read",
    "withdraw": "take an item's text out of the library, leaving a tombstone",
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


def lost_output(error: OSError) -> int:
    """Answer a standard output that takes no more: quietly where its reader has left, in one line where a disk is full."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # the interpreter flushes once more on its way out
    if isinstance(error, BrokenPipeError):
        return 0
    sys.stderr.write(f"sayso: the output cannot be written ({error.strerror}); make room or write elsewhere\n")
    return UNWRITABLE
