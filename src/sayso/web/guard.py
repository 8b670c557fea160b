"""What may ask, and what may a browser do with the answer?  Host and method are looked at first; every answer has its headers."""

from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = frozenset({"127.0.0.1", "localhost"})
"""Names that this machine calls itself.  A page of another site that had its own name led here is told off by them."""
METHODS = ("GET", "HEAD")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'"
)
"""A browser loads our own style and script and nothing else, sends forms nowhere else, and lets no page hold ours in a frame."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}
Refuse = Callable[[int, str, str], Response]
"""Makes the page that says what is wrong: status, reason, remedy."""


class Guard:
    """The application within its guard."""

    def __init__(self, application: ASGIApp, refuse: Refuse) -> None:
        self._application = application
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":  # a server's own start and end; of a socket the application knows no address
            await self._application(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await (self._refused(scope) or self._application)(scope, receive, with_headers)

    def _refused(self, scope: Scope) -> Response | None:
        """The answer to a request that gets no page; None where it does."""
        if not is_ours(Headers(scope=scope).get("host", "")):
            return self._refuse(421, "this is not the name of the reading room", "open it as 127.0.0.1 or localhost")
        if scope["method"] not in METHODS:
            response = self._refuse(405, "the reading room is there to read", "correct, add and withdraw with the command line")
            response.headers["Allow"] = ", ".join(METHODS)
            return response
        return None


def is_ours(host: str) -> bool:
    """Whether a Host header names this machine; its port may be another where somebody has led it on.

    >>> is_ours("localhost:7297"), is_ours("localhost.evil.example"), is_ours("127.0.0.1:80:80")
    (True, False, False)
    """
    name, colon, port = host.lower().partition(":")
    return name in HOSTS and (not colon or (port.isascii() and port.isdigit()))
