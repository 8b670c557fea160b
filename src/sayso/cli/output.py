"""Where does a report go?  To standard output or to a file, and never over a file that is not a report."""

import os
import sys
from functools import partial

from sayso.cli.printing import tell
from sayso.errors import UsageError
from sayso.export.places import place_at
from sayso.export.whereabouts import Read


def write_report(read: Read, out: str) -> None:
    """Write the report of what was `read` to the file `out`, or to standard output for ``-``.

    An earlier report is replaced; UsageError for anything else that stands there already, so that a slip such as
    ``show --html article.html`` costs no article.
    """
    from sayso.export.report import report_of  # only a report needs it

    page = report_of(read.record, partial(place_at, read.record.document, read.lines)).encode()
    if out == "-":
        sys.stdout.buffer.write(page)
        sys.stdout.buffer.flush()
        return
    try:
        if os.path.lexists(out) and not _is_report(out):
            raise UsageError(f"{out} exists and is not a report of sayso", "choose another name, or remove it first")
        with open(out, "wb") as stream:
            stream.write(page)
    except OSError as error:
        raise UsageError(f"{out} cannot be written ({error.strerror or error})", "choose another place for the report") from error
    tell(f"report written to {out}")


def _is_report(path: str) -> bool:
    if not os.path.isfile(path):
        return False
    from sayso.export.report import MARK

    with open(path, "rb") as stream:
        return MARK.encode() in stream.read(512)
