"""The room as it is opened: a real server on this machine's own address, and a real browser in front of it."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from sayso.cli.main import run
from sayso.store.corrected import Subject
from sayso.store.library import open_library
from tests.store.items import BARRIER, page, prepared
from tests.web.browsing import Browser, browsing
from tests.web.conftest import three_items

AXE = "SAYSO_TEST_AXE"
"""Names a copy of axe-core's axe.min.js (npm install axe-core), which looks for what shuts people out."""
SHUT = (
    "The lower lock stays shut until the water falls, the harbour office said on Monday, and no boat may leave before that day."
)
LOCK = page(
    "Lock shut", SHUT, "It was built in 1987.", "The keeper said 12 boats wait.", outlet="Sarn Gazette", date="2031-04-09"
)
LOCK_COPY = page(
    "Lock <shut>", SHUT, "The keeper said 14 boats wait.", "From the Sarn Gazette.", outlet="Quill Courier", date="2031-04-10"
)
BARRIER_ID, LOCK_ID, COPY_ID = (sha256(data).hexdigest() for data in (BARRIER, LOCK, LOCK_COPY))
PAGES = (
    "/", "/search?q=barrier", "/search?q=%22flood&in=statements", "/search?in=sources", "/search?in=terms", "/search?find-outlet=zz",
    "/counts?by=source", "/sources", "/dossiers", "/families", "/dossier?as=theme&name=Locks", "/guide", "/nowhere", "/search?q=date:x",
    f"/documents/{BARRIER_ID}", f"/documents/{BARRIER_ID}?marks=sources", f"/documents/{BARRIER_ID}?marks=plain#s-1",
    f"/documents/{LOCK_ID}/copies", f"/compare/{LOCK_ID}/{COPY_ID}", f"/compare/{BARRIER_ID}/{COPY_ID}?only=insertion",
)  # fmt: skip


def sayso(*arguments: str, cwd: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "sayso", "serve", *arguments],
        cwd=cwd,
        env={name: value for name, value in os.environ.items() if not name.startswith("SAYSO_")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def served(*arguments: str, cwd: Path) -> "Iterator[tuple[str, subprocess.Popen[str]]]":
    process = sayso(*arguments, cwd=cwd)
    try:
        assert process.stdout is not None
        assert process.stderr is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
        assert found, process.stderr.read()
        yield found.group(), process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(20)
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a library of a few items, one of them corrected and one filed under a theme."""
    folder = tmp_path_factory.mktemp("served")
    with open_library(str(folder / "news.db"), create=True) as library:
        filed = page("Locks close", "The locks close, <b>Jorun Ashby</b> said.", outlet="Lockside").replace(
            b"<article>", b"<p>Theme: <a href='/theme/locks'>Locks</a></p><article>"
        )
        library.add([*three_items(), prepared(filed), prepared(LOCK), prepared(LOCK_COPY)])
        library.copies.catch_up()
        library.correct(BARRIER_ID, Subject.OUTLET, "Sarn Evening Gazette", who="Ilse Maren", why="so it says above the date")
    return folder


def test_a_real_server_answers_on_this_machine_and_ends_quietly_by_ctrl_c(folder: Path) -> None:
    with served("--library", "news.db", "--port", "0", cwd=folder) as (address, process):
        with urllib.request.urlopen(address + "search?q=barrier") as answer:
            assert answer.status == 200
            assert "server" not in {name.lower() for name in answer.headers}
            assert b"<mark>barrier</mark>" in answer.read()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        assert process.stderr is not None
        assert process.stderr.read().strip() == ""


@pytest.mark.smoke
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_the_sample_opens_and_leaves_nothing_behind(
    tmp_path: Path, ending: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with served("--sample", "--model", "none", "--port", "0", cwd=tmp_path) as (address, process):
        with urllib.request.urlopen(address) as answer:
            body = answer.read().decode()
        assert "24 items" in body
        assert "read by rules alone" in body
        assert list(tmp_path.glob("sayso-sample-*"))
        process.send_signal(ending)
        assert process.wait(20) == 130
    assert not list(tmp_path.glob("sayso-sample-*"))


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("--host", "0.0.0.0"), 2, "there are no accounts yet"),
        (("--host", "192.168.1.5"), 2, "there are no accounts yet"),
        (("--sample", "--library", "news.db"), 2, "choose one of them"),
        (("--port", "70000"), 2, "is not a whole number from 0 to 65535"),
        (("--library", "nowhere.db"), 3, "there is no library nowhere.db"),
    ],
)
def test_what_cannot_be_opened_is_one_line(folder: Path, arguments: tuple[str, ...], status: int, says: str) -> None:
    process = sayso(*arguments, cwd=folder)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == status
    assert says in errors
    assert errors.count("\n") == 1


def test_without_the_extra_its_name_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sayso.cli.serve.find_spec", lambda name: None)
    assert run(["serve"]) == 2
    assert capsys.readouterr().err == (
        "sayso: the reading room needs jinja2, starlette, uvicorn; run: pip install 'sayso[web]'\n"
    )


def test_a_port_that_is_taken_is_one_line(folder: Path) -> None:
    with served("--library", "news.db", "--port", "0", cwd=folder) as (address, _):
        port = re.findall(r"\d+", address)[-1]
        process = sayso("--library", "news.db", "--port", port, cwd=folder)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 2
    assert (
        errors
        == f"sayso: port {port} cannot be used (Address already in use); choose another: --port N, or --port 0 for any that is free\n"
    )


@pytest.fixture(scope="module")
def room(folder: Path) -> Iterator[str]:
    with served("--library", "news.db", "--port", "0", cwd=folder) as (address, _):
        yield address.rstrip("/")


@pytest.fixture(scope="module")
def tab(browser: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browsing(browser, tmp_path_factory.mktemp("browser")) as opened:
        yield opened


def test_a_browser_asks_nobody_but_the_room_and_has_nothing_to_complain_of(tab: Browser, room: str) -> None:
    tab.asked.clear()
    tab.complaints.clear()
    for path in PAGES:
        tab.open(room + path)
    assert tab.ask("document.fonts.size") == 0
    assert {address.partition("/documents")[0][: len(room)] for address in tab.asked if not address.startswith("data:")} == {room}
    assert [said for said in tab.complaints if "404" not in said and "400" not in said] == []


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_is_wider_than_the_screen(tab: Browser, room: str, width: int) -> None:
    tab.see(width=width)
    for path in PAGES:
        tab.open(room + path)
        assert tab.ask("document.documentElement.scrollWidth") <= width, path


def test_kinds_are_told_by_their_lines_also_in_forced_colours(tab: Browser, room: str) -> None:
    line = "getComputedStyle(document.querySelector('.guide-marks {}')).{}"
    for forced in ("none", "active"):
        tab.see(forced_colors=forced)
        tab.open(f"{room}/guide")
        lines = [tab.ask(line.format(kind, "textDecorationStyle")) for kind in (".direct", ".indirect", ".mixed")]
        assert lines == ["solid", "dashed", "double"]
        assert tab.ask(line.format(".voice-own", "borderBottomStyle")) == "solid"
        assert tab.ask(line.format(".voice-undetermined", "borderBottomStyle")) == "dotted"


def test_a_finding_lights_up_where_an_address_leads_to_it(tab: Browser, room: str) -> None:
    tab.see()
    shadow = "getComputedStyle(document.querySelector('.blocks .s-1')).boxShadow"
    tab.open(f"{room}/documents/{BARRIER_ID}")
    before = tab.ask(shadow)
    tab.open(f"{room}/guide")
    tab.open(f"{room}/documents/{BARRIER_ID}#s-1")
    assert before == "none"
    assert tab.ask(shadow) != "none"


def test_keys_lead_through_the_hits_and_can_be_switched_off(tab: Browser, room: str) -> None:
    tab.open(f"{room}/search")
    focused = "document.activeElement.textContent"
    tab.press("j")
    first = tab.ask(focused)
    tab.press("j")
    second = tab.ask(focused)
    tab.press("k")
    assert tab.ask(focused) == first != second
    tab.press("/")
    assert tab.ask("document.activeElement.id") == "q"
    tab.open(f"{room}/guide")
    tab.ask("document.querySelector('#keys button').click()")
    assert tab.ask("document.querySelector('#keys button').textContent") == "Switch keys on"
    tab.open(f"{room}/search")
    tab.press("j")
    assert tab.ask("document.activeElement.tagName") == "BODY"
    tab.open(f"{room}/guide")
    tab.ask("document.querySelector('#keys button').click()")


def test_everything_is_read_without_a_script(tab: Browser, room: str) -> None:
    tab.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        tab.open(f"{room}/documents/{BARRIER_ID}")
    finally:
        tab.call("Emulation.setScriptExecutionDisabled", value=False)
    assert tab.ask("document.querySelectorAll('.statements li').length") > 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_any_page(tab: Browser, room: str, scheme: str, width: int) -> None:
    script = os.environ.get(AXE)
    if not script:
        pytest.skip(f"{AXE} names no copy of axe.min.js")
    tab.see(width=width, prefers_color_scheme=scheme)
    found = []
    for path in PAGES:
        tab.open(room + path)
        tab.ask(Path(script).read_text("utf-8") + ";0")
        for violation in tab.ask("axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"):
            found += [
                (path, violation["id"], node["html"][:160], node["failureSummary"][:300]) for node in violation["nodes"][:2]
            ]
    assert found == []
