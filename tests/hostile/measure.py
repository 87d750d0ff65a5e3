"""Prints the table of docs/security.md: ``python -m tests.hostile.measure``.

Each file is read in a child of its own; the figures are the child's CPU seconds and peak memory, or those of
the last child that answered where the file needs several.
"""

from __future__ import annotations

import resource
import sys
import tempfile
from pathlib import Path

from tests.hostile.files import HOSTILE

from gouji.document import Document
from gouji.errors import InputError
from gouji.reading import documents, isolation


def children() -> tuple[float, int]:
    """CPU seconds of all children that have ended, and the peak of the largest, in bytes."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime, used.ru_maxrss * 1024


def main() -> None:
    """One row a file."""
    print("| file | ends in | CPU, s | parent grew, MB |")
    print("|---|---|---:|---:|")
    start, _ = children()
    with tempfile.TemporaryDirectory() as folder:
        for name, file in HOSTILE.items():
            if len(sys.argv) > 1 and name not in sys.argv[1:]:
                continue
            path = Path(folder) / file.name
            path.write_bytes(file.make())
            grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            ends = [_end(found) for _, found in documents(path, isolated=True)]
            grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - grown
            isolation.close()
            end, _ = children()
            print(
                f"| {file.title} | {', '.join(sorted(set(ends)))} | {end - start:.1f} | {grown / 1000:.0f} |",
                flush=True,
            )
            start = end
    print(f"\nLargest child: {children()[1] / 2**20:.0f} MiB")


def _end(found: Document | InputError) -> str:
    return "reads" if isinstance(found, Document) else type(found).__name__


if __name__ == "__main__":
    main()
