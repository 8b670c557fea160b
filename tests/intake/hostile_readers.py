"""Readers that misbehave, for `test_sandbox`; a child process imports them from here."""

import ctypes
import os
import socket
import sys
import time
from pathlib import Path

from sayso.errors import EncryptedError
from sayso.intake.limits import Limits


def upper(data: bytes, limits: Limits) -> str:
    return data.decode().upper()


def raises_ours(data: bytes, limits: Limits) -> str:
    raise EncryptedError("locked", "unlock it")


def raises_theirs(data: bytes, limits: Limits) -> str:
    raise KeyError("\x1b[31mred")


def segfaults(data: bytes, limits: Limits) -> str:
    ctypes.string_at(0)
    return ""


def exits(data: bytes, limits: Limits) -> str:
    os._exit(3)


def spins(data: bytes, limits: Limits) -> str:
    while True:
        pass


def sleeps(data: bytes, limits: Limits) -> str:
    time.sleep(60)
    return ""


def fills_memory(data: bytes, limits: Limits) -> str:
    return str(len(bytearray(limits.memory)))


def recurses(data: bytes, limits: Limits) -> str:
    return recurses(data, limits)


def answers_nonsense(data: bytes, limits: Limits) -> str:
    os.write(1, b"+\xc1\xc1\xc1")
    os._exit(0)


def opens_the_file(data: bytes, limits: Limits) -> str:
    return Path(data.decode()).read_text()


def writes_the_file(data: bytes, limits: Limits) -> str:
    return str(Path(data.decode()).write_text("written"))


def opens_a_connection(data: bytes, limits: Limits) -> str:
    return str(socket.socket())


def tells_environment(data: bytes, limits: Limits) -> str:
    return ",".join(sorted(os.environ))


def answers_number(data: bytes, limits: Limits) -> int:
    return 7


def tells_memory(data: bytes, limits: Limits) -> str:
    return "secret" if "tests.intake.test_sandbox" in sys.modules else "clean"
