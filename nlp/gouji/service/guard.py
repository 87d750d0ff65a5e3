"""What stands before the application: the right host, the right origin, no more bytes than allowed.

A page of another site must not reach this one through the user's browser: neither by a name that it had
pointed here (the ``Host`` is checked), nor by a request of its own (browsers send ``Origin`` with every
request that changes something, and it must be ours).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any, Final
from urllib.parse import urlsplit

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

SAFE: Final = frozenset(("GET", "HEAD", "OPTIONS"))
HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)


class _TooMuchError(Exception):
    """More bytes came than the request may have."""


class Guard:
    """An ASGI layer around the application.

    Args:
        app: what answers.
        hosts: names under which this server may be called.
        most: bytes that one request may carry.
    """

    def __init__(self, app: App, hosts: Iterable[str], most: int) -> None:
        self.app = app
        self.hosts = frozenset(h.lower() for h in hosts)
        self.most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request or turn it away."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {k.decode("latin-1"): v.decode("latin-1") for k, v in scope["headers"]}
        refusal = self._refusal(scope["method"], headers)
        if refusal is not None:
            await _answer(send, *refusal)
            return
        await self._guarded(scope, receive, send)

    def _refusal(self, method: str, headers: dict[str, str]) -> tuple[int, str] | None:
        host = headers.get("host", "")
        if (urlsplit(f"//{host}").hostname or "") not in self.hosts:
            return 421, "this server is not called by that name"
        if method not in SAFE and not _same_origin(headers, host):
            return 403, "a page of another origin asked for this"
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self.most:
            return 413, f"a request may have {self.most} bytes"
        return None

    async def _guarded(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what comes in, and put our headers on what goes out."""
        left, started = self.most, False

        async def counted() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise _TooMuchError
            return message

        async def dressed(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                if left < 0:  # the application took it for a broken form
                    message["status"] = 413
                known = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(h for h in HEADERS if h[0] not in known)]
            await send(message)

        try:
            await self.app(scope, counted, dressed)
        except _TooMuchError:
            if not started:
                await _answer(send, 413, f"a request may have {self.most} bytes")


def _same_origin(headers: dict[str, str], host: str) -> bool:
    """Whether a request that changes something comes from our own page, or from no page at all."""
    if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == host


async def _answer(send: Send, status: int, words: str) -> None:
    body = f'{{"error": {{"type": "Refused", "message": "{words}", "cure": ""}}}}'.encode()
    head = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": [*head, *HEADERS]})
    await send({"type": "http.response.body", "body": body})
