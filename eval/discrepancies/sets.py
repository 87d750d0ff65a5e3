"""The sets of reports a system is scored on, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from ..cases import ROOT, Case, folder, shared
from .facts import load_facts


def _handwritten(part: str) -> Callable[[], Iterator[Case]]:
    return lambda: folder(ROOT / "corpora" / "handwritten" / part)


def _shared(path: str, load: Callable[[Path], Iterator[Case]]) -> Callable[[], Iterator[Case]]:
    """A set that lies in the shared data; empty where that is absent."""

    def cases() -> Iterator[Case]:
        root = shared()
        if root is not None and (root / path).exists():
            yield from load(root / path)

    return cases


SETS: dict[str, Callable[[], Iterator[Case]]] = {
    "tune": _handwritten("tune"),
    "held": _handwritten("held"),
    "retold": lambda: folder(ROOT / "corpora" / "retold"),
    "dev": _shared("data/reports", folder),
    "facts": _shared("data/facts-dev.jsonl", load_facts),
}
