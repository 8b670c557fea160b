"""How is a record read in a browser?  One page that needs nothing else: the text with its findings marked, a ledger beside it."""

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files

from sayso import __version__
from sayso.export.drawing import drawn_legend, drawn_shares, drawn_text, language_of, target_rules
from sayso.export.facts import Fact, facts_of
from sayso.export.ledger import NO_TITLE, PlaceOf, facts_table, ledger, nowhere, sources_table
from sayso.export.marks import marks_of
from sayso.export.markup import quoted, shown
from sayso.model.legible import one_line
from sayso.model.record import Record

MARK = '<meta name="generator" content="sayso report">'
"""Stands near the beginning of every report, so that a report may be written over a report and over nothing else."""


def report_of(record: Record, place_of: PlaceOf = nowhere) -> str:
    """The whole page.  It holds no script, asks nothing of the network, and escapes every character that came from outside.

    `place_of` says where a span of the text, or else one of the original, stands, as the terminal does: ``12:5``, ``p. 3``.
    """
    facts = facts_of(record)
    marks = marks_of(record, facts)
    text, placed = drawn_text(record, marks)
    parts = (
        _head(record, facts, report_style() + target_rules(placed)),
        _header(record, facts),
        '<main>\n<section class="sheet" aria-labelledby="h-facts">\n<h2 id="h-facts">Facts</h2>\n',
        facts_table(facts[1:], placed, place_of),
        "</section>\n",
        sources_table(record, placed, place_of),
        '<div class="reading">\n',
        '<article id="text" aria-labelledby="h-text">\n<h2 id="h-text">The text as it stands</h2>\n',
        drawn_legend(record, marks),
        f'<div class="blocks" lang="{language_of(record)}">\n{text}</div>\n</article>\n',
        ledger(record, facts, placed, place_of),
        "</div>\n</main>\n",
        _footer(record),
        "</body>\n</html>\n",
    )
    return "".join(parts)


def _head(record: Record, facts: Sequence[Fact], style: str) -> str:
    seal = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{seal}'; base-uri 'none'; form-action 'none'"
    title = record.document.capture.name or "an article" if facts[0].missing else facts[0].value
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n{MARK}\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{quoted(title)} - sayso</title>\n<style>{style}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#text">To the text</a>\n'
    )


def _header(record: Record, facts: Sequence[Fact]) -> str:
    capture = record.document.capture
    origin = [("file", capture.name), ("address", capture.url), ("copy made", capture.taken.iso if capture.taken else None)]
    origin += [("kind", capture.media_type), ("size", f"{capture.size:,} bytes"), ("sha-256", capture.sha256)]
    items = "".join(f"<div><dt>{name}</dt><dd>{shown(one_line(value))}</dd></div>" for name, value in origin if value)
    title = facts[0]
    heading = (
        f'<h1 class="missing" id="l-f-title">{NO_TITLE}</h1>'
        if title.missing
        else f'<h1 dir="auto" id="l-f-title">{shown(title.value)}</h1>'
    )
    return (
        f'<header>\n<p class="kicker">sayso <span>provenance sheet</span></p>\n{heading}\n'
        f'<dl class="capture">{items}</dl>\n{drawn_shares(record)}</header>\n'
    )


def _footer(record: Record) -> str:
    parts = ", ".join(f"{shown(one_line(name))} {shown(one_line(number))}" for name, number in record.versions)
    made = f"Made by sayso {__version__}{f' with {parts}' if parts else ''}."
    return (
        f"<footer>\n<p>{made} sayso gives evidence and no verdict: it does not say whether anything here is true. "
        "What is said about reuse is not legal advice.</p>\n</footer>\n"
    )


@cache
def report_style() -> str:
    """The style of the report, which the reading room builds on."""
    return files("sayso.export").joinpath("data", "report.css").read_text("utf-8")
