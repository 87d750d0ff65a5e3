"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

PARTIAL: Final = ".tmp"  # ends the name of what is not whole yet


def commit(path: Path, data: bytes) -> None:
    """Write a file so that, whenever the machine stops, either all of it is there or nothing.

    Several processes may commit the same file at once; they write the same bytes and the last one stands.
    """
    with committing(path) as partial:
        partial.write_bytes(data)


@contextmanager
def committing(path: Path) -> Iterator[Path]:
    """The same for a file that is written piece by piece, under the name that this gives."""
    partial = path.with_name(f"{path.name}.{os.getpid()}{PARTIAL}")
    yield partial
    _sync(partial)
    partial.replace(path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    """Make the contents of a file last, or the names in a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path) -> None:
    """Remove what a run that was killed left half-written."""
    for partial in folder.glob(f"*{PARTIAL}"):
        if partial.is_dir():
            shutil.rmtree(partial)
        else:
            partial.unlink(missing_ok=True)
