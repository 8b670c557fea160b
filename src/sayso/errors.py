"""Everything sayso can raise.

The tree, with exit statuses:

    SaysoError
    ├── UsageError            the call cannot be right (exit 2)
    ├── NotFoundError         no such file, page or id (exit 3)
    ├── UnreadableError       the input cannot be read as a document (exit 5)
    │   ├── TooLargeError     beyond a stated limit of bytes, pages or time
    │   ├── EncryptedError    asks for a password
    │   └── NoTextError       nothing to read: empty, or scanned pages without a text layer
    ├── FetchError            the page could not be fetched, or may not be (exit 3)
    │   └── BusyError         the host asks to be left alone for a while
    └── LibraryError          the library cannot be opened, read or written (exit 5)
"""


class SaysoError(Exception):
    """The root.  `reason` says what is wrong, `remedy` what to do; both are one line."""

    status = 1

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}; {remedy}")
        self.reason = reason
        self.remedy = remedy


class UsageError(SaysoError):
    """The call cannot be right."""

    status = 2


class NotFoundError(SaysoError):
    """There is no such file, page or id."""

    status = 3


class UnreadableError(SaysoError):
    """The input cannot be read as a document."""

    status = 5


class TooLargeError(UnreadableError):
    """The input is beyond a stated limit."""


class EncryptedError(UnreadableError):
    """The input asks for a password."""


class NoTextError(UnreadableError):
    """The input holds no text."""


class FetchError(SaysoError):
    """The page could not be fetched, or may not be."""

    status = 3


class LibraryError(SaysoError):
    """The library cannot be opened, read or written: locked, read-only, damaged, of a newer version, out of room."""

    status = 5


class BusyError(FetchError):
    """The host asks to be left alone for a while.  `seconds` is how long, None where it did not say."""

    def __init__(self, reason: str, remedy: str, seconds: float | None = None) -> None:
        super().__init__(reason, remedy)
        self.seconds = seconds
