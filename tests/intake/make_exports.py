"""Exports of press databases as files, made of lines; the outlets, people and places do not exist."""

from html import escape

from tests.intake.make_docx import make_docx, p

FERRY = [
    "The ferry left Ilm at nine on Tuesday, the harbour office said. It was the first boat in three weeks.",
    "“We waited, and then we waited again,” said Ada Quill, who runs the inn at the landing.",
    "Update: the next boat leaves on Friday, according to the timetable of the port – weather permitting.",
]
BRIDGE = [
    "Der Rat von Sarn hat am Montag beschlossen, die Brücke über den Elm zu sperren.",
    "„Die Pfeiler müssen geprüft werden“, sagte die Bürgermeisterin Ödeon Vale.",
]
NEXIS_COVER = [
    "User Name: O. Vaskerly", "Date and Time: Wednesday, April 16, 2031 10:30:00 AM CEST", "Job Number: 10000001", "Documents (2)",
    "1. Ferry sails again", "Client/Matter: -None-", "Search Terms: ferry", "Search Type: Natural Language", "Narrowed by:",
    "Content Type", "Narrowed by", "News", "Sources: The Elm Owl; Content Type: News", "2. Brücke wird gesperrt", "Client/Matter: -None-",
    "Search Terms: ferry", "Search Type: Natural Language", "Narrowed by:", "Content Type", "Narrowed by", "News", "Sources: Sarner Bote",
]  # fmt: skip
NEXIS_FERRY = [
    "Ferry sails again", "The Elm Owl", "April 9, 2031, Wednesday,, FINAL EDITION", "Copyright 2031 Elm Owl Press", "All Rights Reserved",
    "Section: HARBOUR; Pg. 4", "Length:\xa0512 words", "Byline: Oriel Vaskerly", "Dateline: PORT ELM", "Highlight: The island had no link for three weeks",
    "Body", *FERRY, "Graphic", "PHOTO: The landing at Ilm", "Classification", "Language: ENGLISH", "Publication-Type: Newspaper",
    "Subject: FERRIES (90%)", "Load-Date: April 10, 2031", "End of Document",
]  # fmt: skip
NEXIS_BRIDGE = [
    "Brücke wird gesperrt", "Sarner Bote", "10. April 2031 Donnerstag", "Copyright 2031 Sarner Bote Verlag", "Rubrik: LOKALES; S. 1", "Länge: 88 Wörter",
    "Autor: Ödeon Vale", "Body", *BRIDGE, "Classification", "Language: GERMAN; DEUTSCH", "Load-Date: April 11, 2031", "End of Document",
]  # fmt: skip
NEXIS = [*NEXIS_COVER, *NEXIS_FERRY, *NEXIS_BRIDGE]
NEXIS_OLD = [
    "1 of 2 DOCUMENTS", "The Elm Owl", "April 9, 2031 Wednesday", "FINAL EDITION", "Ferry sails again", "BYLINE: Oriel Vaskerly", "SECTION: HARBOUR; Pg. 4",
    "LENGTH: 512 words", "DATELINE: PORT ELM", "HIGHLIGHT: The island had no link for three weeks", *FERRY, "GRAPHIC: PHOTO: The landing at Ilm",
    "LOAD-DATE: April 10, 2031", "LANGUAGE: ENGLISH", "SUBJECT: FERRIES (90%)", "PUBLICATION-TYPE: Newspaper", "Copyright 2031 Elm Owl Press", "All Rights Reserved",
    "2 of 2 DOCUMENTS", "Sarner Bote", "10. April 2031 Donnerstag", "Brücke wird gesperrt", "AUTOR: Ödeon Vale", "RUBRIK: LOKALES; S. 1", "LÄNGE: 88 Wörter", *BRIDGE,
    "UPDATE: 11. April 2031", "SPRACHE: Deutsch", "Copyright 2031 Sarner Bote Verlag",
]  # fmt: skip
FACTIVA_EYE = [
    "Harbour", "Ferry sails again", "By Oriel Vaskerly", "512 words", "9 April 2031", "10:30", "The Elm Owl", "ELMOWL", "4", "English", "(c) 2031 Elm Owl Press",
    *FERRY, "Document ELMOWL0020310409e74900001",
    "Brücke wird gesperrt", "88 Wörter", "10 April 2031", "Sarner Bote", "SARNBO", "Deutsch", "(c) 2031 Sarner Bote Verlag", *BRIDGE,
    "Dokument SARNBO0020310410e74a00002", "Search Summary", "Text", "ferry", "Results Found", "2",
]  # fmt: skip
FACTIVA_CODED = [
    ("SE", ["Harbour"]), ("HD", ["Ferry sails again"]), ("BY", ["By Oriel Vaskerly"]), ("WC", ["512 words"]), ("PD", ["9 April 2031"]), ("ET", ["10:30"]),
    ("SN", ["The Elm Owl"]), ("SC", ["ELMOWL"]), ("PG", ["4"]), ("LA", ["English"]), ("CY", ["(c) 2031 Elm Owl Press"]), ("LP", FERRY[:1]), ("TD", FERRY[1:]),
    ("NS", ["gtran : Transport"]), ("RE", ["lodel : Lower Delta"]), ("AN", ["Document ELMOWL0020310409e74900001"]),
    ("HD", ["Brücke wird gesperrt"]), ("WC", ["88 Wörter"]), ("PD", ["10 April 2031"]), ("SN", ["Sarner Bote"]), ("SC", ["SARNBO"]), ("LA", ["Deutsch"]),
    ("CY", ["(c) 2031 Sarner Bote Verlag"]), ("TD", BRIDGE), ("AN", ["Document SARNBO0020310410e74a00002"]),
]  # fmt: skip


def as_docx(lines: list[str]) -> bytes:
    return make_docx("".join(p(escape(line)) for line in lines))


def as_html(lines: list[str]) -> bytes:
    paragraphs = "".join(f"<div><p><span>{escape(line)}</span></p></div>\n" for line in lines)
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>Export</title></head><body>{paragraphs}</body></html>".encode()
    )


def as_rtf(lines: list[str]) -> bytes:
    return rtf("".join(f"{{\\pard\\plain\\f0\\fs20 {rtf_text(line)}\\par}}\n" for line in lines))


def rtf(body: str) -> bytes:
    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}}{\colortbl;\red0\green0\blue0;}{\stylesheet{\s0 Normal;}}"
    return f"{head}{{\\header Page 1 of 9\\par}}\n{body}}}".encode("ascii")


def rtf_text(text: str) -> str:
    """Latin characters by code page, others as Unicode with a question mark to stand in."""
    written = []
    for sign in text:
        code = sign.encode("utf-16-le")
        units = [int.from_bytes(code[at : at + 2], "little", signed=True) for at in range(0, len(code), 2)]
        latin = sign.encode("cp1252", "ignore")
        if sign in "\\{}":
            written.append("\\" + sign)
        elif sign < "\x7f" and sign >= " ":
            written.append(sign)
        elif sign == "\t":
            written.append("\\tab ")
        else:
            written.append(f"\\'{latin[0]:02x}" if latin else "".join(f"\\u{unit}?" for unit in units))
    return "".join(written)


def coded_html(rows: list[tuple[str, list[str]]]) -> bytes:
    cells = "".join(
        f"<tr><td><b>{code}</b>&nbsp;</td><td>{''.join(f'<p>{escape(line)}</p>' for line in lines)}</td></tr>"
        for code, lines in rows
    )
    return f"<html><body><div class='article enArticle'><table>{cells}</table></div></body></html>".encode()


def coded_rtf(rows: list[tuple[str, list[str]]]) -> bytes:
    contents = (r"\par ".join(map(rtf_text, lines)) for _, lines in rows)
    return rtf("".join(f"{{\\b {code}}}\\tab {content}\\par\n" for (code, _), content in zip(rows, contents, strict=True)))


def coded_docx(rows: list[tuple[str, list[str]]]) -> bytes:
    cells = "".join(
        f"<w:tr><w:tc>{p(code)}</w:tc><w:tc>{''.join(p(escape(line)) for line in lines)}</w:tc></w:tr>" for code, lines in rows
    )
    return make_docx(f"<w:tbl>{cells}</w:tbl>")
