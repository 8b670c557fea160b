"""How is a file read that may be made to break its reader?  In a child process that can compute and nothing else.

A fresh interpreter and not a fork: a fork copies the parent's memory, secrets and all, may deadlock where the parent has threads,
and counts the parent's address space against the limit.  Starting one takes 0.1 s, of a PDF's usual 0.2 s.  The child gets
the bytes on its standard input and, before it looks at them, gives up for good (where the system knows such limits, as Linux
and macOS do): memory and CPU beyond the bounds, opening any file or connection, writing files, starting processes, leaving a
core dump.  Of the environment it has where Python's libraries lie.  What comes back is MessagePack, bounded in size and checked
against the expected type.

On Windows the limits on memory, CPU, files and processes are not enforced; wall-clock time and the size of the answer are.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import IO, TypeVar

import msgspec
from msgspec import Struct

from sayso import errors
from sayso.errors import SaysoError, TooLargeError, UnreadableError
from sayso.intake.limits import Limits, megabytes

T = TypeVar("T")
_Reader = Callable[[bytes, Limits], object]

_ANSWER = 256 << 20
"""Bytes of answer taken at most: 2,000 dense pages give some 60 MB of text and map."""
_START = "import sys; sys.path[:] = {path!r}; from sayso.intake.sandbox import serve; serve()"
"""The parent's module search path is handed over: sayso may run from a zip (Spark) or a source tree."""
_LIBRARIES = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", *(("SYSTEMROOT", "PATH") if sys.platform == "win32" else ()))
_TOO_BIG = "memory"


class _Order(Struct, frozen=True):
    reader: str
    limits: Limits


class _Failure(Struct, frozen=True):
    """Why there is no answer: the name of an error in `sayso.errors`, or of another exception, and its two sentences."""

    error: str
    reason: str
    remedy: str = ""


def run(reader: str, kind: type[T], data: bytes, limits: Limits) -> T:
    """What the reader returns for ``(data, limits)``, computed in a child process.

    `reader` names a function, ``package.module:function``, so that the parent need not load what only the child uses; it returns
    a `kind`.  When the function runs, no file can be opened any more: its module must import all it needs at its top, and may
    have a function ``prepare`` for what loads late.

    Errors of sayso that the reader raises are raised here.  TooLargeError: out of time or memory.  UnreadableError: the reader
    crashed, whatever the way.
    """
    order = msgspec.json.encode(_Order(reader, limits))
    status, answer, late = _converse(order, data, 2 * limits.seconds)
    if late:
        raise _too_slow(limits)
    if len(answer) > _ANSWER:
        raise _too_big(limits)
    if not answer:
        raise _crash(status, limits)
    sort, body = answer[:1], answer[1:]
    try:
        if sort == b"+":
            return msgspec.msgpack.decode(body, type=kind)
        failure = msgspec.msgpack.decode(body, type=_Failure)
    except msgspec.DecodeError as error:
        raise UnreadableError("the reader of this file broke off", "the file is probably damaged; save it again") from error
    raise _failed(failure, limits)


def _converse(order: bytes, data: bytes, seconds: float) -> tuple[int, bytes, bool]:
    """Start a child, give it order and data, take its answer: its exit status, the answer, and whether it was too late."""
    path = [entry or os.getcwd() for entry in sys.path]
    command = [sys.executable, "-I", "-X", "utf8", "-c", _START.format(path=path)]
    pipe, null = subprocess.PIPE, subprocess.DEVNULL
    try:
        child = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=null, env=_environment(), close_fds=True)
    except OSError as error:
        why = error.strerror or "it has no interpreter"
        raise UnreadableError(
            f"the reader of this file cannot be started ({why})", "free memory or processes and try again"
        ) from error
    assert child.stdin is not None  # a pipe: asked for above
    assert child.stdout is not None
    late = threading.Event()

    def stop() -> None:
        late.set()
        child.kill()

    clock = threading.Timer(seconds, stop)
    clock.daemon = True
    clock.start()
    try:
        with suppress(BrokenPipeError, OSError):  # a child that died early; its status says how
            child.stdin.write(len(order).to_bytes(4, "big") + order + data)
            child.stdin.close()
        answer = child.stdout.read(_ANSWER + 1)
    finally:
        clock.cancel()
        child.kill()
        status = child.wait()
        child.stdout.close()
        with suppress(BrokenPipeError, OSError):
            child.stdin.close()
    return status, answer, late.is_set()


def _environment() -> dict[str, str]:
    """Nothing of the parent's but where the system finds Python's own libraries."""
    return {name: os.environ[name] for name in _LIBRARIES if name in os.environ}


def _too_slow(limits: Limits) -> TooLargeError:
    return TooLargeError(
        f"reading it takes more than {limits.seconds} seconds", "split the file, or print it anew from its source"
    )


def _too_big(limits: Limits) -> TooLargeError:
    return TooLargeError(f"reading it takes more than {megabytes(limits.memory)} of memory", "split the file into smaller ones")


def _crash(status: int, limits: Limits) -> SaysoError:
    """What a child without an answer died of: the CPU limit sends SIGXCPU (24), then SIGKILL (9), which only it and we send."""
    if status in (-24, -9):
        return _too_slow(limits)
    how = f"signal {-status}" if status < 0 else f"status {status}"
    return UnreadableError(f"the reader of this file crashed ({how})", "the file is damaged, or made to do so; do not trust it")


def _failed(failure: _Failure, limits: Limits) -> SaysoError:
    if failure.error == _TOO_BIG:
        return _too_big(limits)
    kind = getattr(errors, failure.error, None)
    if isinstance(kind, type) and issubclass(kind, UnreadableError):
        return kind(failure.reason, failure.remedy)
    return UnreadableError(f"the file is damaged ({failure.error}: {failure.reason})", "save it again, or get another copy")


def serve() -> None:
    """The child's side: read order and data, compute, answer, end."""
    out, received = sys.stdout.buffer, sys.stdin.buffer
    order = msgspec.json.decode(received.read(int.from_bytes(received.read(4), "big")), type=_Order)
    name, _, function = order.reader.partition(":")
    module = import_module(name)
    reader: _Reader = getattr(module, function)
    getattr(module, "prepare", lambda: None)()
    data = received.read()
    _renounce(order.limits)
    _answer(out, reader, data, order.limits)


def _answer(out: IO[bytes], reader: _Reader, data: bytes, limits: Limits) -> None:
    try:
        answer = b"+" + msgspec.msgpack.encode(reader(data, limits))
    except SaysoError as error:
        answer = _failure(type(error).__name__, error.reason, error.remedy)
    except MemoryError:
        answer = _failure(_TOO_BIG, "")
    except Exception as error:  # a parser may fail in any way on hostile bytes; the parent says so in one line
        answer = _failure(type(error).__name__, _one_line(error))
    out.write(answer)
    out.flush()


def _failure(error: str, reason: str, remedy: str = "") -> bytes:
    return b"-" + msgspec.msgpack.encode(_Failure(error, reason, remedy))


def _one_line(error: Exception) -> str:
    """What a parser says, as printable ASCII: it may quote the file."""
    return "".join(sign if " " <= sign <= "~" else "?" for sign in str(error)[:120])


def _renounce(limits: Limits) -> None:
    """Give up, for the rest of this process, what reading a file does not need."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, 0),
        (resource.RLIMIT_AS, limits.memory),
    ):
        with suppress(ValueError, OSError):  # macOS refuses some; the others still hold
            resource.setrlimit(what, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
