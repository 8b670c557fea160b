"""A Chromium that is told what to do over two pipes: pages are opened, looked at and asked, without a package for it."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--remote-debugging-pipe",
)  # fmt: skip


class Browser:
    """One page of a browser.  `asked` are the addresses it has asked for, `complaints` what it said of them."""

    def __init__(self, to: int, back: int) -> None:
        self._to, self._back, self._left, self._number = to, back, b"", 0
        self._session: str | None = None
        self.asked: list[str] = []
        self.complaints: list[str] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.call(f"{domain}.enable")
        self.call("Page.setLifecycleEventsEnabled", enabled=True)

    def call(self, method: str, **given: Any) -> dict[str, Any]:
        """What the browser answers to one command."""
        self._number += 1
        session = {"sessionId": self._session} if self._session else {}
        os.write(self._to, json.dumps({"id": self._number, "method": method, "params": given, **session}).encode() + b"\0")
        while (message := self._message()).get("id") != self._number:
            self._note(message)
        if "error" in message:
            raise RuntimeError(f"{method}: {message['error']}")
        return dict(message["result"])

    def open(self, address: str) -> None:
        """Open an address, and wait until all of it is there."""
        loader = self.call("Page.navigate", url=address).get("loaderId")
        while loader:  # none where it is another place of the same page
            message = self._message()
            self._note(message)
            told = message.get("params", {})
            if message.get("method") == "Page.lifecycleEvent" and (told["loaderId"], told["name"]) == (loader, "load"):
                return

    def see(self, *, width: int = 1280, height: int = 900, **media: str) -> None:
        """Be a screen of this width, with these media features: ``prefers_color_scheme="dark"``."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        features = [{"name": name.replace("_", "-"), "value": value} for name, value in media.items()]
        self.call("Emulation.setEmulatedMedia", features=features)

    def ask(self, script: str) -> Any:
        """The value of an expression in the page."""
        answer = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        """Press a key."""
        said = {"text": key} if len(key) == 1 else {"text": "\r"} if key == "Enter" else {}
        self.call("Input.dispatchKeyEvent", type="keyDown", key=key, **said)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key)

    def _note(self, message: dict[str, Any]) -> None:
        if message.get("method") == "Network.requestWillBeSent":
            self.asked.append(message["params"]["request"]["url"])
        elif message.get("method") == "Log.entryAdded":
            self.complaints.append(message["params"]["entry"]["text"])
        elif message.get("method") == "Runtime.exceptionThrown":
            self.complaints.append(str(message["params"]["exceptionDetails"]))

    def _message(self) -> dict[str, Any]:
        while b"\0" not in self._left:
            more = os.read(self._back, 1 << 16)
            if not more:
                raise RuntimeError("the browser is gone")
            self._left += more
        said, _, self._left = self._left.partition(b"\0")
        return dict(json.loads(said))


@contextmanager
def browsing(program: str, folder: Path) -> Iterator[Browser]:
    """A browser with a profile in `folder`, until the block ends."""
    to_read, to_write = os.pipe()
    back_read, back_write = os.pipe()
    # The browser reads from its third file and writes to its fourth.
    line = f'exec "$0" "$@" 3<&{to_read} 4>&{back_write}'
    process = subprocess.Popen(
        ["bash", "-c", line, program, *_FLAGS, f"--user-data-dir={folder / 'profile'}"],
        pass_fds=(to_read, back_write),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(to_read)
    os.close(back_write)
    try:
        yield Browser(to_write, back_read)
    finally:
        process.terminate()
        process.wait(20)
        os.close(to_write)
        os.close(back_read)
