"""The tasks of this folder, and how each is run.

A task is a folder with a task.toml: ``title`` and either ``module`` (a module with ``main(argv) -> int``) or
``command`` (lists of a script and its arguments; ``{shared}`` is the folder of shared data).
"""

from __future__ import annotations

import contextlib
import importlib
import io
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .cases import ROOT, shared

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Task:
    """One benchmark."""

    name: str
    title: str
    module: str = ""
    commands: tuple[tuple[str, ...], ...] = ()
    about: str = ""

    def run(self, argv: Sequence[str] = ()) -> int:
        """Run it with options; prints what it finds."""
        if self.module:
            status: int = importlib.import_module(self.module).main(list(argv))
            return status
        return max((self._script([*command, *argv]) for command in self.commands), default=0)

    def _script(self, command: Sequence[str]) -> int:
        root = shared()
        if root is None and any("{shared}" in part for part in command):
            print(f"{command[0]}: needs the shared data, which is not here")
            return 0
        filled = [part.replace("{shared}", str(root)) for part in command]
        done = subprocess.run(
            [sys.executable, *filled], cwd=ROOT, capture_output=True, text=True, check=False
        )
        print(done.stdout, end="")
        if done.returncode:
            print(done.stderr.strip().rsplit("\n", 1)[-1])
        return done.returncode

    def printed(self, argv: Sequence[str] = ()) -> str:
        """What it prints, and nothing on the screen."""
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            self.run(argv)
        return out.getvalue().strip()


def tasks() -> dict[str, Task]:
    """All tasks by name."""
    found: dict[str, Task] = {}
    for path in sorted(HERE.glob("*/task.toml")):
        data = tomllib.loads(path.read_text("utf-8"))
        commands = tuple(tuple(command) for command in data.get("command", ()))
        name = path.parent.name
        found[name] = Task(name, data["title"], data.get("module", ""), commands, data.get("about", ""))
    return found
