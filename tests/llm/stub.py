"""An OpenAI-compatible endpoint on this machine that answers as a test wants it to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(slots=True)
class Reply:
    """One answer of the server.

    Args:
        content: what the model says; or the whole body as bytes.
        hold: seconds between the drops of a slow body; the server stops when the test ends.
        endless: the body never ends.
    """

    content: str | bytes = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    hold: float = 0.0
    endless: bool = False
    tokens: int | None = None

    @property
    def body(self) -> bytes:
        """The bytes that go out."""
        if isinstance(self.content, bytes):
            return self.content
        said: dict[str, Any] = {"choices": [{"message": {"role": "assistant", "content": self.content}}]}
        if self.tokens is not None:
            said["usage"] = {"total_tokens": self.tokens}
        return json.dumps(said).encode()


@dataclass(slots=True)
class Stub:
    """The running server: its address, and the requests that it got."""

    url: str
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


@contextmanager
def serving(*replies: Reply | Callable[[dict[str, Any]], Reply]) -> Iterator[Stub]:
    """A server that gives these replies one after another, the last one for ever.

    A reply may be a function of the request's body.
    """
    queue = list(replies)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the name is the library's
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            stub.requests.append({"path": self.path, **body})
            stub.keys.append(self.headers["authorization"])
            reply = queue.pop(0) if len(queue) > 1 else queue[0]
            reply = reply if isinstance(reply, Reply) else reply(body)
            with suppress(OSError):  # the client goes when it has had enough
                self._send(reply)

        def _send(self, reply: Reply) -> None:
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            while reply.endless and not stub.over.is_set():
                self.wfile.write(b" " * 65536)
            for drop in (reply.body[i : i + 1] for i in range(len(reply.body) * bool(reply.hold))):
                if stub.over.wait(reply.hold):
                    return
                self.wfile.write(drop)
                self.wfile.flush()
            if not reply.hold:
                self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    stub = Stub(f"http://127.0.0.1:{server.server_port}/v1")
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        stub.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
