"""Who made a finding, and what a correction replaces."""

import msgspec

from sayso.model.finding import Finding, Ground, Maker, MakerKind, finding_id, rule
from sayso.model.span import Span


def outlet(name: str, **more: object) -> Finding[str]:
    values = {"value": name, "ground": Ground.PRINTED, "by": rule("masthead/publisher"), "spans": (Span(3, 9),), **more}
    return msgspec.convert(values, Finding[str])


def test_id_is_stable_and_tells_findings_apart() -> None:
    assert finding_id(outlet("Ilm Post")) == finding_id(outlet("Ilm Post"))
    assert finding_id(outlet("Ilm Post")) != finding_id(outlet("Ilm Herald"))
    assert finding_id(outlet("Ilm Post")) != finding_id(outlet("Ilm Post", spans=(Span(4, 9),)))


def test_a_correction_names_its_maker_and_what_it_replaces() -> None:
    first = outlet("Ilm Post")
    corrected = outlet("The Ilm Post", by=Maker(MakerKind.PERSON, "Ada Quill", "2031-04-09"), replaces=finding_id(first))
    again = msgspec.json.decode(msgspec.json.encode(corrected), type=Finding[str])
    assert again == corrected
    assert (again.by.kind, again.replaces) == (MakerKind.PERSON, finding_id(first))
