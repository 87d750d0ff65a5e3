"""`python -m eval [TASK [options]]`: run one benchmark, or all of them."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from .tasks import tasks


def main(argv: Sequence[str]) -> int:
    """Run the named task with its options, or all tasks without any."""
    known = tasks()
    if argv and argv[0] in ("-h", "--help"):
        print(__doc__)
        print("\n".join(f"  {name:16} {task.title}" for name, task in known.items()))
        return 0
    if argv and argv[0] not in known:
        print(f"no task is named {argv[0]}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    chosen = {argv[0]: list(argv[1:])} if argv else {name: [] for name in known}
    return max(known[name].run(options) for name, options in chosen.items())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
