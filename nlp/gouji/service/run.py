"""Start the local server."""

from __future__ import annotations

import socket
import sys
import tempfile
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Final

import uvicorn

from ..errors import UsageError
from ..text import Text
from ..verdicts import Verdicts
from .app import create
from .desk import Desk

LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")


def run(host: str, port: int, store: Path | None, keep: float, names: Iterable[str] = ()) -> None:
    """Serve until interrupted.

    Args:
        host, port: where to listen; port 0 takes any that is free.
        store: where verdicts are kept; None keeps them as long as the server runs.
        keep: seconds that a report stays on the desk.
        names: names under which the server may be called, besides its address and the loopback's.

    Raises:
        UsageError: the address cannot be taken, or the store not be opened.
    """
    listening = _listen(host, port)
    address, number = listening.getsockname()[:2]
    with tempfile.TemporaryDirectory(prefix="gouji-verdicts-") as folder:
        verdicts = Verdicts(store or Path(folder) / "verdicts.db")
        app = create(Desk(verdicts, keep), {*LOOPBACK, host, *names}, lasting=store is not None)
        shown = f"[{address}]" if ":" in address else address
        print(f"http://{shown}:{number}/", file=sys.stderr, flush=True)
        config = uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=5)
        with closing(listening), closing(verdicts):
            uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)  # whoever reads the address may call at once
    except OSError as error:
        listening.close()
        raise UsageError(
            Text(
                f"无法在 {host}:{port} 监听（{error.strerror}）",
                f"cannot listen on {host}:{port} ({error.strerror})",
            ),
            Text("请用 --port 换一个端口", "choose another port with --port"),
        ) from error
    return listening
