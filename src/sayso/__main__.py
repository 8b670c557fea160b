"""What happens when ``sayso`` is typed?  Pages that need nothing are printed here; all else goes to the command line proper."""

import os
import sys


def main() -> int:
    """Run the command line on `sys.argv` and give back its exit status."""
    # A stream that was closed before we came has nobody to tell; the replacements stay open as long as we do.
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115
    try:
        if "_SAYSO_COMPLETE" not in os.environ:
            page = _page(sys.argv[1:])
            if page is not None:
                return _write(page)
        from sayso.cli.main import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:  # while the command line itself was loading; it answers later ones
        return 130


def _page(arguments: list[str]) -> str | None:
    """A page that needs no command to be loaded; click alone would take three times as long as Python itself."""
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        from sayso.cli.commands import help_page

        return help_page()
    if arguments == ["--version"] or arguments == ["version"]:
        from sayso import __version__

        return f"sayso {__version__}\n"
    return None


def _write(page: str) -> int:
    from sayso.cli.commands import lost_output

    try:
        sys.stdout.write(page)
        sys.stdout.flush()
    except OSError as error:
        return lost_output(error)
    return 0


if __name__ == "__main__":
    sys.exit(main())
