"""Of a mail or a saved page the part that people read is read; what is attached is listed and never opened."""

import base64
import zlib
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import EncryptedError, NoTextError, SaysoError, TooLargeError, UnreadableError
from sayso.intake.limits import DEFAULT, Limits
from sayso.intake.mail import MailPart, read_mail
from sayso.model.dates import PartialDate

HEAD = "From: Mira Solten <mira@example.org>\r\nSubject: Strike\r\nDate: Wed, 09 Apr 2031 10:30:00 +0200\r\nMIME-Version: 1.0\r\n"


def mail(head: str, body: str = "", charset: str = "utf-8") -> bytes:
    return (HEAD + head + "\r\n" + body).replace("\r\n", "\n").replace("\n", "\r\n").encode(charset)


def multipart(sort: str, *parts: str, boundary: str = "b", more: str = "") -> str:
    """A multipart entity: its content type, an empty line, its parts."""
    inner = "".join(f"--{boundary}\n{part}\n" for part in parts)
    return f'Content-Type: multipart/{sort}; boundary="{boundary}"{more}\n\npreamble\n{inner}--{boundary}--\nepilogue\n'


def whole(entity: str) -> bytes:
    head, _, body = entity.partition("\n\n")
    return mail(head + "\n", body)


PLAIN = "Content-Type: text/plain\n\nThe pilots stopped work.\n"
HTML = "Content-Type: text/html\n\n<p>The pilots <b>stopped</b> work.</p>\n"
ZIP = (
    'Content-Type: application/zip; name="data.zip"\nContent-Disposition: attachment; filename="data.zip"\n'
    "Content-Transfer-Encoding: base64\n\nUEsDBA==\n"
)


def headers_of(part: MailPart) -> dict[str, str]:
    return {value.name: value.value for value in part.headers}


@pytest.mark.smoke
def test_plain_mail_gives_its_body_headers_and_date() -> None:
    part = read_mail(mail("", "The pilots stopped work.\r\n"))
    assert (part.source, part.media_type, part.name) == ("The pilots stopped work.\r\n", "text/plain", "MIME body")
    assert headers_of(part)["From"] == "Mira Solten <mira@example.org>"
    assert part.date == PartialDate("2031-04-09T10:30:00+02:00")
    assert part.url is None
    assert part.remarks == ()


def test_of_alternatives_the_page_is_read() -> None:
    part = read_mail(whole(multipart("alternative", PLAIN, HTML)))
    assert part.source.startswith("<p>The pilots <b>")
    assert (part.media_type, part.name, part.remarks) == ("text/html", "MIME part 2", ())


def test_first_text_is_read_and_attachments_are_listed() -> None:
    inner = multipart("alternative", PLAIN, HTML, boundary="inner")
    part = read_mail(whole(multipart("mixed", inner, ZIP, PLAIN.replace("text/plain", 'text/plain; name="list.txt"'))))
    assert part.name == "MIME part 1.2"
    assert [remark.sentence for remark in part.remarks] == ["2 attachments are not read: data.zip, list.txt"]


def test_text_before_an_attached_page_is_preferred() -> None:
    attached = HTML.replace("\n\n", "\nContent-Disposition: attachment; filename=page.html\n\n", 1)
    part = read_mail(whole(multipart("mixed", attached, PLAIN)))
    assert part.name == "MIME part 2"


def test_forwarded_message_is_read_where_nothing_else_is() -> None:
    forwarded = "Content-Type: message/rfc822\n\nSubject: inner\nContent-Type: text/plain\n\nInner words.\n"
    part = read_mail(whole(multipart("mixed", forwarded)))
    assert part.source.strip() == "Inner words."
    assert part.name == "MIME part 1.1"


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-15", "koi8-r", "utf-16"])
def test_transfer_encoding_and_charset_are_undone(encoding: str, charset: str) -> None:
    words = "Пилоты" if charset == "koi8-r" else "Øre, naïve"
    if encoding == "8bit":
        raw = HEAD.encode() + f"Content-Type: text/plain; charset={charset}\r\n\r\n".encode() + words.encode(charset)
    else:
        message = EmailMessage()
        message["Subject"] = "x"
        message.add_header("Date", "today")
        body = words.encode(charset)
        message.set_type("text/plain")
        message.set_param("charset", charset)
        message["Content-Transfer-Encoding"] = encoding
        payload = base64.encodebytes(body).decode() if encoding == "base64" else "".join(f"={byte:02X}" for byte in body)
        message.set_payload(payload)
        raw = message.as_bytes()
    assert read_mail(raw).source.strip() == words


def test_wrong_charset_is_repaired_or_said() -> None:
    for declared in ("utf-8", "x-nonsense", "undefined", "unicode_escape", "a\0b", "us-ascii"):
        raw = HEAD.encode() + f"Content-Type: text/plain; charset={declared}\r\n\r\n".encode() + "Füße \\u0041".encode("cp1252")
        assert read_mail(raw).source == "Füße \\u0041"


def test_encoded_words_in_headers_are_decoded_and_damaged_ones_kept() -> None:
    part = read_mail(
        b"Subject: =?utf-8?q?F=C3=BC=C3=9Fe?=\r\n =?iso-8859-1?b?5A==?=\r\nFrom: =?x-no?q?a?=\r\nSender: =?ut\xc3\xb0-8?q?a?=\r\nTo: =?utf-8?b?%%%?=\r\n"
        + "Organization: Ärzte\r\n\r\nx".encode()
    )
    assert headers_of(part) == {
        "Subject": "Füßeä",
        "From": "=?x-no?q?a?=",
        "Sender": "=?utð-8?q?a?=",
        "To": "=?utf-8?b?%%%?=",
        "Organization": "Ärzte",
    }


MHTML = multipart(
    "related",
    "Content-Type: text/html\nContent-ID: <frame>\nContent-Transfer-Encoding: quoted-printable\n"
    "Content-Location: https://herald.example/strike\n\n<title>Strike</title><p class=3Dlead>Text</p>\n",
    "Content-Type: image/png\nContent-Transfer-Encoding: base64\nContent-Location: https://herald.example/a.png\n\niVBORw0=\n",
    "Content-Type: text/html\nContent-ID: <root>\nContent-Location: cid:f\n\n<p>An advertisement.</p>\n",
    more='; type="text/html"',
)


def test_saved_page_is_read_from_its_root_with_address_and_date() -> None:
    raw = whole(MHTML).replace(b"MIME-Version", b"Snapshot-Content-Location: https://herald.example/strike?x=1\r\nMIME-Version")
    part = read_mail(raw)
    assert part.source.strip() == "<title>Strike</title><p class=lead>Text</p>"
    assert part.url == "https://herald.example/strike?x=1"
    assert part.date is not None
    assert part.remarks == ()
    assert read_mail(whole(MHTML)).url == "https://herald.example/strike"


def test_saved_page_names_its_root() -> None:
    named = MHTML.replace('type="text/html"', 'type="text/html"; start="<root>"', 1)
    assert "advertisement" in read_mail(whole(named)).source


def test_mailbox_line_and_byte_order_mark_are_passed_over() -> None:
    raw = b"\xef\xbb\xbfFrom mira@example.org Wed Apr  9 10:30:00 2031\r\n" + mail("", "Text.")
    assert read_mail(raw).source == "Text."


@pytest.mark.parametrize("date", ["", "yesterday", "99 Foo 2031 25:61", "Wed, 09 Apr 99999999 10:30:00 +0200", "1 " * 500])
def test_unreadable_date_is_none(date: str) -> None:
    assert read_mail(f"Subject: x\r\nDate: {date}\r\n\r\nText.".encode()).date is None


# Bad input


def failure(data: bytes, limits: Limits = DEFAULT) -> SaysoError:
    with pytest.raises(SaysoError) as caught:
        read_mail(data, limits)
    assert "\n" not in str(caught.value)
    return caught.value


def test_empty_mail_is_said() -> None:
    assert type(failure(b"")) is NoTextError
    assert type(failure(mail(""))) is NoTextError


def test_mail_of_attachments_only_names_them() -> None:
    error = failure(whole(multipart("mixed", ZIP)))
    assert type(error) is NoTextError
    assert "data.zip" in error.reason


def test_no_message_at_all_is_said() -> None:
    assert type(failure(b"Hello there\r\n\r\nText.")) is UnreadableError


def test_encrypted_mail_is_said() -> None:
    locked = multipart("encrypted", "Content-Type: application/pgp-encrypted\n\nVersion: 1\n", PLAIN)
    assert type(failure(whole(locked))) is EncryptedError
    assert type(failure(mail("Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n", "AAAA"))) is EncryptedError


@pytest.mark.parametrize("depth", [30, 3000])
def test_parts_nested_without_end_are_refused(depth: int) -> None:
    entity = PLAIN
    for level in range(depth):
        entity = f"Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n{entity}\n--b{level}--\n"
    assert type(failure(whole(entity))) is TooLargeError


def test_messages_forwarded_without_end_are_refused() -> None:
    assert type(failure(mail("Content-Type: message/rfc822\r\n", "Content-Type: message/rfc822\r\n\r\n" * 5000))) is TooLargeError


def test_parts_without_number_are_refused() -> None:
    assert type(failure(whole(multipart("mixed", *[PLAIN] * 5000)))) is TooLargeError


def test_headers_without_end_are_refused() -> None:
    assert type(failure(b"Subject: x\r\n" + b"X: " + b"y" * (1 << 20))) is UnreadableError


def test_attached_bomb_is_never_unpacked() -> None:
    bomb = base64.encodebytes(zlib.compress(bytes(50 << 20), 9)).decode()
    head = "Content-Type: application/zip\nContent-Disposition: attachment; filename=bomb.zip\n"
    attached = f"{head}Content-Transfer-Encoding: base64\n\n{bomb}"
    part = read_mail(whole(multipart("mixed", PLAIN, attached)))
    assert part.source.strip() == "The pilots stopped work."
    assert "bomb.zip" in part.remarks[0].sentence


def test_hostile_file_names_are_printed_without_their_controls() -> None:
    attached = ZIP.replace('filename="data.zip"', "filename*=utf-8''%1b[31m%E2%80%AEgpj.exe").replace('; name="data.zip"', "")
    part = read_mail(whole(multipart("mixed", PLAIN, attached)))
    assert part.remarks[0].sentence.isprintable()


def test_truncated_mail_gives_what_is_there() -> None:
    raw = whole(multipart("mixed", HTML, ZIP))
    part = read_mail(raw[: raw.index(b"work.") + 5])
    assert part.source == "<p>The pilots <b>stopped</b> work."


def test_damaged_base64_gives_what_can_be_read() -> None:
    raw = mail("Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n", "VGhlIHBpbG90cyE=garbage=\r\n!!!x")
    assert read_mail(raw).source.startswith("The pilots")


def test_nul_bytes_do_no_harm() -> None:
    assert read_mail(mail("X\0: y\r\n", "a\0b")).source == "a\0b"


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_damage_gives_text_or_our_error(data: st.DataObject) -> None:
    damaged = bytearray(
        data.draw(
            st.sampled_from([whole(MHTML), whole(multipart("mixed", multipart("alternative", PLAIN, HTML, boundary="i"), ZIP))])
        )
    )
    for _ in range(data.draw(st.integers(1, 12))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        damaged[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    try:
        part = read_mail(bytes(damaged))
    except SaysoError:
        return
    part.source.encode("utf-8")
    assert all(value.value.isprintable() or value.value for value in part.headers)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_our_error(data: bytes) -> None:
    try:
        read_mail(b"Subject: x\n" + data)
    except SaysoError:
        return
