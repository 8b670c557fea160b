"""What is a finding?  A value with its evidence: where it stands, on what ground, and who or what found it."""

from enum import Enum
from hashlib import blake2b
from typing import Generic, TypeVar

import msgspec
from msgspec import Struct

from sayso.model.span import Span

T = TypeVar("T")


class Ground(Enum):
    """How a finding is known."""

    PRINTED = "printed"
    """A reader sees it on the page."""
    MARKED_UP = "marked up"
    """Only the file says so: metadata, JSON-LD, link relations, mail headers."""
    INFERRED = "inferred"
    """Concluded from other evidence, such as the address of the page."""
    UNRESOLVED = "unresolved"
    """The evidence points two ways, and sayso does not choose."""


class Zone(Enum):
    """Where on the page the evidence stands, seen from the body."""

    HEADER = "header"
    BODY_HEAD = "body head"
    BODY = "body"
    BODY_TAIL = "body tail"
    FOOTER = "footer"
    MARKUP = "markup"
    ADDRESS = "address"


class MakerKind(Enum):
    """What sort of maker a finding has."""

    RULE = "rule"
    MODEL = "model"
    PERSON = "person"


class Maker(Struct, frozen=True):
    """Who or what made a finding: a rule (``origin/source-line``), a model, or a person who corrected it."""

    kind: MakerKind
    name: str
    version: str


def rule(name: str, version: str = "1") -> Maker:
    """The maker of a finding made by rule; raise `version` when the rule's answers change."""
    return Maker(MakerKind.RULE, name, version)


class Finding(Struct, Generic[T], frozen=True, kw_only=True):
    """A value and why it is believed.

    `spans` are places in ``Document.text``.  `original` are places in the original's characters, given where the evidence is not
    visible text (metadata in an HTML head).  At least one of the two is given, unless the ground is the address of the page.
    `p` is a calibrated probability, or None where nothing calibrated it.  `replaces` is the `finding_id` of the finding that a
    person's correction stands in for.
    """

    value: T
    ground: Ground
    by: Maker
    spans: tuple[Span, ...] = ()
    original: tuple[Span, ...] = ()
    zone: Zone | None = None
    p: float | None = None
    note: str | None = None
    replaces: str | None = None


def finding_id(finding: Struct) -> str:
    """A short, stable name of a finding: 16 hex digits of a hash over all that it says."""
    return blake2b(msgspec.json.encode(finding, order="deterministic"), digest_size=8).hexdigest()
