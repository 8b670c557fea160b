"""How is a DOCX read?  In a child process: unpacking and XML parsing are native code, and a packed file can be made to cost."""

from sayso.errors import EncryptedError, UnreadableError
from sayso.intake.layer import Layer
from sayso.intake.limits import DEFAULT, Limits, check_size
from sayso.intake.sandbox import run

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How an OLE2 file begins: an old DOC, or a DOCX locked with a password."""


def read_docx(data: bytes, limits: Limits = DEFAULT) -> Layer:
    """The text layer of a Word document; see `docx_parts` for what the offsets count.

    Raises EncryptedError (a password is needed), NoTextError, TooLargeError (too many bytes or parts, a bomb) or UnreadableError
    (damaged, or an older format).
    """
    check_size(len(data), limits)
    if data.startswith(_OLE):
        _refuse_old(data)
    return run("sayso.intake.docx_parts:read_parts", Layer, data, limits)


def _refuse_old(data: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise EncryptedError("the document asks for a password", "open it with the password and save it without one")
    raise UnreadableError(
        "the document is in an old binary format of Office", "open it in Word or LibreOffice and save it as DOCX"
    )
