"""`python -m eval [TASK [options]]`: run one benchmark, or all of them."""

from __future__ import annotations

import importlib
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


def tasks() -> dict[str, dict[str, Any]]:
    """The tasks by name: every folder with a task.toml."""
    return {p.parent.name: tomllib.loads(p.read_text("utf-8")) for p in sorted(HERE.glob("*/task.toml"))}


def main(argv: Sequence[str]) -> int:
    """Run the named task with its options, or all tasks without any."""
    known = tasks()
    if argv and argv[0] in ("-h", "--help"):
        print(__doc__)
        print("\n".join(f"  {name:16} {task['title']}" for name, task in known.items()))
        return 0
    if argv and argv[0] not in known:
        print(f"no task is named {argv[0]}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    chosen = {argv[0]: argv[1:]} if argv else dict.fromkeys(known, ())
    status = 0
    for name, options in chosen.items():
        module = importlib.import_module(known[name]["module"])
        status = max(status, module.main(list(options)))
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
