"""A real PostgreSQL for the tests: one that an address names, else one started from the machine's own binaries."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ADDRESS = "SAYSO_TEST_POSTGRES"
"""Names a server to use in place of one of our own: ``postgresql://USER:PASSWORD@HOST:PORT/DATABASE``, a user that may create databases."""


@contextmanager
def postgres() -> Iterator[str | None]:
    """The address of a server for as long as it is wanted; None where this machine has no binaries."""
    if os.environ.get(ADDRESS):
        yield os.environ[ADDRESS]
        return
    binaries = find_binaries()
    if binaries is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="sayso-postgres-"))
    user = _other_user(folder)
    try:
        yield from _served(binaries, folder, user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_binaries() -> Path | None:
    """The folder of ``postgres`` and ``initdb``: on the path, or where Debian puts them."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return debian[-1].parent if debian else None


def _other_user(folder: Path) -> int | None:
    """PostgreSQL refuses to run as root: then it runs as nobody, whose folder this becomes."""
    if os.geteuid() != 0:
        return None
    user = pwd.getpwnam("nobody").pw_uid
    os.chown(folder, user, -1)
    return user


def _served(binaries: Path, folder: Path, user: int | None) -> Iterator[str]:
    data = folder / "data"
    made: list[str | Path] = [
        binaries / "initdb",
        "-D",
        data,
        "-U",
        "sayso",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-locale",
        "--no-sync",
    ]
    subprocess.run(made, check=True, capture_output=True, user=user, cwd=folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (folder / "log").open("wb") as log:
        options = ["-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={folder}", "-c", "fsync=off"]
        server = subprocess.Popen(
            [binaries / "postgres", "-D", data, "-p", str(port), *options], stdout=log, stderr=log, user=user, cwd=folder
        )
    try:
        _wait_for(port, server, folder / "log")
        yield f"postgresql://sayso@127.0.0.1:{port}/postgres"
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    import pg8000.dbapi as driver

    for _ in range(200):
        if server.poll() is not None:
            raise RuntimeError(f"PostgreSQL ended: {log.read_text()[-500:]}")
        try:
            driver.connect(user="sayso", host="127.0.0.1", port=port, database="postgres").close()
            return
        except (driver.Error, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL does not answer: {log.read_text()[-500:]}")
