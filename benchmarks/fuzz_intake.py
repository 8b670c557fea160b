"""Does any input bring intake down?  Mutates valid files of every format for a while and reports whatever is not our own error.

    python -m benchmarks.fuzz_intake --seconds 120 --seed 1

Each mutation follows from the seed and its number, so a finding can be repeated.  PDF and DOCX are read inside a worker process
without the sandbox, for the sandbox would turn a fault of ours into "the file is damaged"; a worker that dies is a finding too,
though in use the sandbox contains it.
"""

import multiprocessing
import multiprocessing.queues
import queue
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from types import FrameType

import click
import msgspec

from sayso.errors import SaysoError
from sayso.intake.docx_parts import read_parts
from sayso.intake.layer import Layer
from sayso.intake.limits import DEFAULT
from sayso.intake.open import open_document
from sayso.intake.pdf_pdfium import read_by_pdfium
from sayso.model.document import Document
from tests.intake.make_docx import document, make_docx, p, r
from tests.intake.make_pdf import Annotation, Run, lines, make_pdf

SLOW = 5
"""Seconds after which a mutation of a file of a few kilobytes counts as a finding."""
BATCH = 200
"""Inputs a worker reads before it is replaced: pdfium keeps what it has opened."""
TOKENS = [
    *[
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\x1b[31m",
        "\u202e".encode(),
        b"\r",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"9" * 40,
    ],
    *[
        b"<div>" * 200,
        b"</p>",
        b"<script>",
        b"<!--",
        b"]]>",
        b"<![CDATA[",
        b"&#x110000;",
        b"&#xD800;",
        b"&lt",
        b"<p " + b"a=1 " * 99,
    ],
    *[b'{"@type":', b"<table><tr>" * 50, b"<svg><title>", b"<template>", b"<select><option>", b"<plaintext>", b"<frameset>"],
    *[b"endobj", b"stream\n", b"/Count -1", b"/Kids [1 0 R 2 0 R 3 0 R]", b"<< /Length 99999999 >>", b"1 0 obj", b"/Rotate 45"],
    *[
        b"PK\x01\x02",
        b"PK\x05\x06",
        b"<w:p>" * 100,
        b"<w:fldChar w:fldCharType='end'/>",
        b"--b\r\n",
        b"--b--",
        b"=?utf-8?b?",
        b"=\r\n",
    ],
    *[
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n",
        b"charset=undefined",
        b"[a](b)",
        b"> " * 300,
        b"* " * 300,
        b"|-|" * 99,
    ],
    *[b"\n" * 300, b" " * 3000, b"[" * 500, b"](" * 300, b"```", b"***" * 99, b"\\", b"---\n", "“‘«".encode() * 50, b"#" * 99],
]
ELEMENTS = [
    *[
        b"<w:p><w:r><w:t>x</w:t></w:r></w:p>",
        b"<w:r><w:tab/></w:r>",
        b"<w:r><w:sym w:char='F0B7'/></w:r>",
        b"<w:vanish/>",
        b"<w:b/>",
    ],
    *[
        b"<w:del><w:r><w:t>y</w:t></w:r></w:del>",
        b"<w:r><w:fldChar w:fldCharType='begin'/></w:r>",
        b'<w:instrText>HYPERLINK "a"</w:instrText>',
    ],
    *[
        b"<w:r><w:fldChar w:fldCharType='separate'/></w:r>",
        b"<w:r><w:fldChar w:fldCharType='end'/></w:r>",
        b"&#65;",
        b"&amp;",
        b"z \r\n z",
    ],
    *[b"<w:tbl><w:tr><w:tc/></w:tr></w:tbl>", b"<w:hyperlink w:anchor='b'><w:r><w:t>l</w:t></w:r></w:hyperlink>", "ä🦉".encode()],
    *[
        b"<p>x</p>",
        b"<div><p>",
        b"</div>",
        b"<h1>y</h1>",
        b"<br>",
        b"<a href=javascript:x>l</a>",
        b"<table><td>c",
        b"<li>",
        b"<b>",
        b"</i>",
    ],
]
ARTICLE = [
    "The pilots of Vellmar harbour stopped work on Monday",
    "night, said Oru Tamm of the pilots' association. “We can-",
    "not go on,” he said.",
]


HTML = """<!doctype html><html lang=en><head><meta charset=utf-8><title>Strike | Herald</title>
<meta name=author content="Mira Solten"><script type="application/ld+json">{"@type": "NewsArticle", "headline": "Strike",
"author": {"name": "Mira Solten"}}</script></head><body><nav><a href=/>Home</a></nav><article><h1>Strike</h1>
<p class=byline>By Mira Solten</p>TEXT<figure><img src=a.png alt=Harbour><figcaption>The harbour</figcaption></figure></article>
<footer>© 2031 Herald</footer></body></html>"""
MARKDOWN = """# Strike

By [Mira Solten](#)

TEXT

> *“Not now,”* he said.

- one
- two

| a | b |
|---|---|
| 1 | 2 |
"""
HEAD = "From: Mira Solten <m@example.org>\nSubject: =?utf-8?q?Str=C3=AFke?=\nDate: Wed, 09 Apr 2031 10:30:00 +0200\n"


def seeds() -> dict[str, bytes]:
    """One small valid file of each format, written by us; of DOCX also its main part alone: checksums guard the packed file."""
    text = " ".join(ARTICLE)
    html = HTML.replace("TEXT", f"<p>{text}</p>" * 4)
    alternative = f"--b\n\n{text}\n--b\nContent-Type: text/html\n\n{html}\n--b--\n"
    saved = f"--b\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n{html.replace('=', '=3D')}\n--b--\n"
    body = [
        *lines(60, 700, ARTICLE * 3, 8),
        *lines(340, 700, ARTICLE * 3, 8),
        Run(60, 300, "ספינות 25 (מחר)"),
        Run(60, 760, "Herald"),
    ]
    link = Annotation((60, 690, 120, 710), "https://example.org")
    table = f"<w:tbl><w:tr><w:tc>{p('x')}</w:tc></w:tr></w:tbl>"
    paragraphs = p("Strike", "Titel") + p(text) + p(r("not ") + r("now", "<w:b/>")) + table
    root = f"{HEAD}Snapshot-Content-Location: https://a.example/s\nContent-Type: multipart/related; boundary=b\n\n"
    return {
        "html": html.encode(),
        "markdown": MARKDOWN.replace("TEXT", text).encode(),
        "text": f"Strike\n\n{text}\n\n{text}".encode(),
        "mail": f"{HEAD}Content-Type: multipart/alternative; boundary=b\n\n{alternative}".encode(),
        "mhtml": f"{root}{saved}".encode(),
        "pdf": make_pdf([[*body, Run(280, 30, f"{number}")] for number in (1, 2)], info={"Title": "Strike"}, links=[link]),
        "docx": make_docx(paragraphs),
        "docx part": document(paragraphs).encode(),
    }


def mutate(data: bytes, dice: random.Random, others: list[bytes]) -> bytes:
    """One to eight changes: bytes, stretches, tokens, repetitions, cuts, a piece of another file."""
    out = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 3, 5, 8))):
        place = dice.randrange(len(out) + 1)
        length = dice.choice((1, 2, 8, 64, 512))
        match dice.randrange(10):
            case 0 if place < len(out):
                out[place] = dice.randrange(256)
            case 1:
                del out[place : place + length]
            case 2:
                out[place:place] = dice.choice(TOKENS)
            case 3:
                out[place:place] = out[place : place + length] * dice.choice((1, 3, 50))
            case 4 if dice.random() < 0.2:
                del out[place:]
            case 6 | 7 | 8:
                place = out.find(b">", place) + 1
                out[place:place] = dice.choice(ELEMENTS)
            case 5:
                other = dice.choice(others)
                start = dice.randrange(len(other))
                out[place : place + length] = other[start : start + length]
            case _:
                out[place : place + length] = dice.randbytes(length)
    return bytes(out[: 1 << 20])


def check(kind: str, data: bytes) -> None:
    """Read the file; whatever comes must be sound."""
    readers: dict[str, Callable[[bytes], Layer | Document]] = {
        "pdf": lambda data: read_by_pdfium(data, DEFAULT),
        "docx": lambda data: read_parts(data, DEFAULT),
        "docx part": lambda data: read_parts(make_docx("", {"word/document.xml": data}), DEFAULT),
    }
    result = readers.get(kind, open_document)(data)
    msgspec.json.encode(result)
    offsets = result.offsets
    assert list(offsets.text) == sorted(offsets.text), "text side of the map descends"
    assert list(offsets.source) == sorted(offsets.source), "source side of the map descends"
    for block in result.blocks:
        for span in block.spans:
            assert span.end <= len(result.text), "a block reaches beyond the text"
            assert len(span), "a block is empty"


def _late(signum: int, frame: FrameType | None) -> None:
    raise TimeoutError(f"more than {SLOW} s")


def work(seed: int, first: int, deadline: float, box: "multiprocessing.queues.Queue[tuple[str, int, str]]") -> None:
    """Read a batch of mutations; tell of each its format, number and outcome."""
    files = seeds()
    kinds = sorted(files)
    signal.signal(signal.SIGALRM, _late)
    for number in range(first, first + BATCH):
        if time.monotonic() > deadline:
            return
        kind = kinds[number % len(kinds)]
        data = mutate(files[kind], random.Random(f"{seed}/{number}"), list(files.values()))
        box.put((kind, number, "began"))
        signal.alarm(SLOW)
        try:
            check(kind, data)
            outcome = "read"
        except SaysoError as error:
            outcome = type(error).__name__
        except Exception as error:  # finding these is the purpose
            place = error.__traceback__
            while place and place.tb_next:
                place = place.tb_next
            where = f"{place.tb_frame.f_code.co_filename.rpartition('/')[2]}:{place.tb_lineno}" if place else ""
            outcome = f"FINDING {type(error).__name__}: {str(error)[:100]!r} at {where}"
        finally:
            signal.alarm(0)
        box.put((kind, number, outcome))


@click.command()
@click.option("--seconds", default=60.0, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--repeat", type=int, help="Only this number, in this process, with its traceback.")
def main(seconds: float, seed: int, repeat: int | None) -> None:
    """Mutate and read until the time is up; exit status 1 if anything but our own errors came up."""
    if repeat is not None:
        files = seeds()
        kind = sorted(files)[repeat % len(files)]
        check(kind, mutate(files[kind], random.Random(f"{seed}/{repeat}"), list(files.values())))
        return
    context = multiprocessing.get_context("fork")
    counts: Counter[tuple[str, str]] = Counter()
    findings: dict[str, int] = {}
    deadline = time.monotonic() + seconds
    first = 0
    while time.monotonic() < deadline:
        box = context.Queue()
        worker = context.Process(target=work, args=(seed, first, deadline, box))
        worker.start()
        open_one: tuple[str, int] | None = None
        while worker.is_alive() or not box.empty():
            try:
                kind, number, outcome = box.get(timeout=0.2)
            except queue.Empty:  # look again whether the worker lives
                continue
            open_one = (kind, number) if outcome == "began" else None
            if outcome.startswith("FINDING"):
                findings.setdefault(f"{kind}: {outcome}", number)
                outcome = "finding"
            if outcome != "began":
                counts[kind, outcome] += 1
        if worker.exitcode and open_one:
            findings.setdefault(f"{open_one[0]}: FINDING worker died with {worker.exitcode}", open_one[1])
        first = (open_one[1] + 1) if worker.exitcode and open_one else first + BATCH
    for (kind, outcome), count in sorted(counts.items()):
        click.echo(f"{kind:10} {outcome:18} {count:7}")
    for finding, number in findings.items():
        click.echo(f"{finding} (repeat with --seed {seed} --repeat {number})")
    click.echo(f"{sum(counts.values())} inputs, {len(findings)} kinds of finding")
    raise SystemExit(1 if findings else 0)


if __name__ == "__main__":
    main()
