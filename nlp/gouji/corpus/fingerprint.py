"""What decides the bytes of a result, so that a job is not finished by another program than began it."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from .. import __version__
from ..checks import RULES
from .rows import SCHEMA
from .sources import Input
from .work import Settings

# Libraries whose release may change a reading, a finding or the bytes of a shard.
LIBRARIES: Final = [
    "highspy",
    "jieba",
    "lxml",
    "numpy",
    "pyarrow",
    "pypdfium2",
    "python-docx",
    "rjieba",
    "spacy",
]
# What comes after the review changes no row.
LATER: Final = ("cli.py", "service", "reporting")


def fingerprint(settings: Settings, inputs: Iterable[Input]) -> dict[str, str]:
    """Each part of what decides the result, by name.

    >>> sorted(fingerprint(Settings(), []))
    ['code', 'inputs', 'libraries', 'python', 'rules', 'schema', 'settings', 'version']
    """
    listing = "\n".join(f"{i.path}\t{i.kind}\t{i.sha256}\t{i.documents}" for i in inputs)
    return {
        "version": __version__,
        "code": _code(),
        "rules": _short(" ".join(RULES)),
        "schema": SCHEMA,
        "python": ".".join(map(str, sys.version_info[:2])),
        "libraries": ", ".join(f"{name} {_version(name)}" for name in LIBRARIES),
        "settings": settings.to_json(),
        "inputs": _short(listing),
    }


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "-"


@cache
def _code() -> str:
    """A hash of the package itself: between two releases its version stays, its code does not."""
    whole = hashlib.sha256()
    for name, data in sorted(_sources(files("gouji"), "")):
        whole.update(f"{name}\0{hashlib.sha256(data).hexdigest()}\n".encode())
    return whole.hexdigest()


def _sources(folder: Traversable, prefix: str) -> Iterable[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.name.startswith(("__pycache__", ".")) or prefix + entry.name in LATER:
            continue
        if entry.is_dir():
            yield from _sources(entry, f"{prefix}{entry.name}/")
        elif not entry.name.endswith(".pyc"):
            yield prefix + entry.name, entry.read_bytes()
