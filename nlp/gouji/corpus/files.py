"""Files that are there whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def commit(path: Path, data: bytes) -> None:
    """Write a file so that, whenever the machine stops, either all of it is there or nothing.

    Several processes may commit the same file at once; they write the same bytes and the last one stands.
    """
    partial = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with partial.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    partial.replace(path)
    _sync(path.parent)


def _sync(folder: Path) -> None:
    """Make the new name last too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path) -> None:
    """Remove what a run that was killed left half-written."""
    for partial in folder.glob("*.tmp"):
        partial.unlink(missing_ok=True)
