"""How is the room opened to a browser?  On this machine's own address alone, until it is closed."""

import logging
import signal
from collections.abc import Callable

from starlette.types import ASGIApp

from sayso.errors import SaysoError, UsageError

HOST = "127.0.0.1"
"""The only address: there are no accounts yet, and whoever reaches a port reads the library."""
_FAREWELL = 2
"""Seconds that open answers get when the room closes."""


def serve(application: ASGIApp, port: int, opened: Callable[[str], None]) -> None:
    """Answer until interrupted; then KeyboardInterrupt is raised.  `opened` is told the address once it can be used.

    Raises UsageError where the port is taken or may not be used.
    """
    import uvicorn

    logging.getLogger("uvicorn.error").addHandler(logging.NullHandler())
    logging.getLogger("uvicorn.error").propagate = False
    config = uvicorn.Config(
        application,
        host=HOST,
        port=port,
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=_FAREWELL,
    )
    try:
        taken = config.bind_socket()
    except SystemExit as error:  # uvicorn ends the program where a port cannot be had; we say why
        raise _unusable(port, error.__context__) from error
    taken.listen(config.backlog)  # who comes before the loop runs waits, instead of being turned away
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended by either, what is temporary is removed
    opened(f"http://{HOST}:{taken.getsockname()[1]}/")
    uvicorn.Server(config).run(sockets=[taken])


def _unusable(port: int, error: BaseException | None) -> SaysoError:
    said = error.strerror if isinstance(error, OSError) else None
    return UsageError(
        f"port {port} cannot be used ({said or error})", "choose another: --port N, or --port 0 for any that is free"
    )
