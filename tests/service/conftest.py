"""A real server in a process of its own, and a real browser."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest


class Server:
    """``gouji serve`` on a free port of the loopback."""

    def __init__(self, store: Path | None, *options: str) -> None:
        command = [sys.executable, "-m", "gouji", "serve", "--port", "0", *options]
        command += ["--store", str(store)] if store else []
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert self.process.stderr is not None
        self.url = self.process.stderr.readline().strip()
        assert self.url.startswith("http://127.0.0.1:"), self.url
        # what nobody reads fills the pipe, and then the server waits for ever
        self.said: list[str] = []
        threading.Thread(target=self.said.extend, args=(self.process.stderr,), daemon=True).start()
        self.client = httpx.Client(base_url=self.url, timeout=60)

    def hand_in(self, *files: tuple[str, bytes]) -> list[dict[str, Any]]:
        """What became of each file."""
        answer = self.client.post("/api/reports", files=[("files", f) for f in files])
        assert answer.status_code == 201, answer.text
        found: list[dict[str, Any]] = answer.json()
        return found

    def findings(self, id: str) -> list[dict[str, Any]]:
        """The findings of a report."""
        found: list[dict[str, Any]] = self.client.get(f"/api/reports/{id}").json()["review"]["findings"]
        return found

    def stop(self, kill: bool = False) -> None:
        """End the process, at once where ``kill``."""
        self.client.close()
        self.process.kill() if kill else self.process.terminate()
        self.process.wait(20)


Start = Callable[..., Server]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts servers that share one store of verdicts."""
    running: list[Server] = []

    def begin(*options: str) -> Server:
        running.append(Server(tmp_path / "verdicts.db", *options))
        return running[-1]

    yield begin
    for server in running:
        if server.process.poll() is None:
            server.stop()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for tests that leave nothing behind that others mind."""
    running = Server(tmp_path_factory.mktemp("store") / "verdicts.db")
    yield running
    running.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium, driven by Playwright."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("needs Chromium (Debian: chromium)")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield running
        running.close()
