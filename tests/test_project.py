"""The project's own papers: what they promise a newcomer is so."""

import os
import re
import subprocess
import sys
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def blocks(document: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", (ROOT / document).read_text("utf-8"), re.M | re.S)


@pytest.fixture(autouse=True)
def in_the_tree() -> None:
    if not (ROOT / "README.md").exists():
        pytest.skip("these tests are about the source tree; this is a copy of the tests alone")


def test_the_first_two_commands_of_the_readme_show_the_sample_and_run_the_tests() -> None:
    first, second = (block.strip() for block in blocks("README.md", "sh")[:2])
    assert first.startswith("python3 -m venv .venv && ")
    assert first.endswith(".venv/bin/sayso show --sample")
    assert second == ".venv/bin/pip install -q '.[test]' && .venv/bin/pytest"


def excerpt() -> str:
    """What `sayso show --sample` prints: the facts but those about reuse, which are many, and the first statements."""
    done = subprocess.run(
        [sys.executable, "-m", "sayso", "show", "--sample", "--width", "100", "--color", "never"],
        text=True,
        encoding="utf-8",
        capture_output=True,
        check=True,
    )
    facts, statements = done.stdout.split("\nStatements", 1)
    head, rest = facts.split("\n  copyright ", 1)
    notes = "  notes " + rest.split("\n  notes ", 1)[1]
    first = "\n".join(("Statements" + statements).splitlines()[:8])
    lines = f"{head}\n  ...\n{notes}\n{first}\n  ..."
    return "".join(line.rstrip() + "\n" for line in lines.splitlines())


def test_the_readme_shows_what_the_sample_prints() -> None:
    [shown] = blocks("README.md", "text")
    printed = excerpt()
    if os.environ.get("SAYSO_RENEW"):
        readme = ROOT / "README.md"
        readme.write_text(readme.read_text("utf-8").replace(f"```text\n{shown}```", f"```text\n{printed}```"), "utf-8")
    assert shown == printed, "run this test once with SAYSO_RENEW=1 and read the difference"


def test_the_python_examples_of_the_readme_run(tmp_path: Path) -> None:
    (tmp_path / "story.html").write_bytes(files("sayso.samples").joinpath("wire-story.html").read_bytes())
    examples = blocks("README.md", "python")
    assert examples
    for example in examples:
        done = subprocess.run([sys.executable, "-c", example], cwd=tmp_path, text=True, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith("Two towns agree to share the cost of the Sarn lock printed")


DEVELOPERS = {"test", "check", "train", "benchmark"}
"""Extras for work on sayso, told of in one paragraph and not in the table."""


def test_every_dependency_has_its_reason_in_the_docs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    reasons = re.findall(r"^\| ([\w-]+) \|", (ROOT / "docs" / "dependencies.md").read_text("utf-8"), re.M)
    extras = project["optional-dependencies"]
    required = [*project["dependencies"], *(one for name in extras if name not in DEVELOPERS for one in extras[name])]
    named = {re.split(r"[<>=~ ]", requirement)[0] for requirement in required}
    assert sorted(named) == sorted(set(reasons) - {"package"})


def test_every_relation_and_role_and_ground_is_in_the_glossary() -> None:
    from sayso.model.document import Role
    from sayso.model.finding import Ground
    from sayso.model.record import Relation

    glossary = (ROOT / "docs" / "glossary.md").read_text("utf-8").lower()
    for relation in Relation:
        assert f"| `{relation.value}` |" in glossary
    for word in (*Role, *Ground):
        assert re.search(rf"\b{word.value}\b", glossary), word


def test_links_between_the_papers_lead_somewhere() -> None:
    for paper in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", paper.read_text("utf-8")):
            assert (paper.parent / target).exists(), f"{paper.name}: {target}"
