"""What a process may no longer do once it is confined, and what it still may."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

RUN = """
import os, socket, subprocess, sys, threading
from gouji.reading.confine import confine
path = sys.argv[1]
if not confine():
    print("unsupported")
    sys.exit()
try:
    {act}
    print("done")
except OSError as error:
    print(type(error).__name__)
"""


def outcome(act: str, folder: Path) -> str:
    path = folder / "kept"
    path.write_text("kept", encoding="ascii")
    told = subprocess.run(
        [sys.executable, "-c", RUN.format(act=act), str(path)], capture_output=True, text=True, check=True
    ).stdout.strip()
    if told == "unsupported":
        pytest.skip("this kernel has no seccomp filters")
    assert path.read_text(encoding="ascii") == "kept"
    assert [p.name for p in folder.iterdir()] == ["kept"]
    return told


@pytest.mark.parametrize(
    "act",
    [
        "socket.socket()",
        "socket.socketpair()",
        "os.fork()",
        "os.execv('/bin/true', ['true'])",
        "subprocess.run(['true'])",
        "os.posix_spawn('/bin/true', ['true'], {{}})",
        "open(path, 'w')",
        "open(path, 'a')",
        "open(path, 'r+')",
        "open(path + '2', 'x')",
        "os.truncate(path, 0)",
        "os.unlink(path)",
        "os.rename(path, path + '2')",
        "os.link(path, path + '2')",
        "os.symlink('/', path + '2')",
        "os.mkdir(path + '2')",
        "os.mkfifo(path + '2')",
        "os.chmod(path, 0)",
        "os.utime(path)",
        "os.kill(os.getppid(), 0)",
    ],
)
def test_the_network_programs_and_changes_to_files_are_refused(act: str, tmp_path: Path) -> None:
    assert outcome(act.replace("{{}}", "{}"), tmp_path) == "PermissionError"


@pytest.mark.parametrize(
    "act",
    [
        "open(path).read()",
        "t = threading.Thread(target=print); t.start(); t.join()",
        "import lxml.html, pypdfium2, zipfile, email",
        "bytes(50_000_000)",
    ],
)
def test_what_a_parser_needs_is_left(act: str, tmp_path: Path) -> None:
    assert outcome(act, tmp_path) == "done"
