"""Prints the table of docs/security.md: ``python -m tests.hostile.measure [NAME…]``.

Every file is read by a process of its own, as the command reads it; the figures are what its children took:
CPU seconds together, peak memory of the largest.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
from multiprocessing.connection import Connection
from pathlib import Path

from tests.hostile.files import HOSTILE

from gouji.document import Document
from gouji.reading import documents, isolation


def read(path: str, told: Connection) -> None:
    """Reads one file and tells how it ended, CPU seconds, and peak memory in bytes."""
    ends = {
        "reads" if isinstance(f, Document) else type(f).__name__ for _, f in documents(path, isolated=True)
    }
    isolation.close()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    told.send((sorted(ends), used.ru_utime + used.ru_stime, used.ru_maxrss * 1024))


def main() -> None:
    """One row a file."""
    print("| file | ends in | CPU, s | memory, MB |")
    print("|---|---|---:|---:|")
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        for name, file in HOSTILE.items():
            if len(sys.argv) > 1 and name not in sys.argv[1:]:
                continue
            path = Path(folder) / file.name
            path.write_bytes(file.make())
            here, there = context.Pipe()
            process = context.Process(target=read, args=(str(path), there))
            process.start()
            ends, cpu, peak = here.recv()
            process.join()
            print(f"| {file.title} | {', '.join(ends)} | {cpu:.1f} | {peak / 1e6:.0f} |", flush=True)


if __name__ == "__main__":
    main()
