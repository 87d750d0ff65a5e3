"""The sets of reports a system is scored on, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from corpora.synthetic.chain import pairs
from corpora.synthetic.grammar import Split
from corpora.synthetic.maker import corpus

from ..cases import ROOT, Case, folder, shared
from .facts import load_facts

MADE = 256  # reports of the made set unless another number is asked for, half of them twins
FORMATS = ("txt", "txt", "html", "txt", "md", "docx", "txt", "html", "txt", "pdf")


def made(count: int = MADE, split: Split = "test", formats: Sequence[str] = FORMATS) -> Iterator[Case]:
    """Made reports of a split, each error beside its consistent twin."""
    for one in corpus(count // 2, split, formats):
        family = one.record.gold.findings[0].klass
        assert one.twin is not None
        yield Case(one.record, family=family, twin=one.twin.name)
        yield Case(one.twin, family=f"{family}-twin")


def _handwritten(part: str) -> Callable[[], Iterator[Case]]:
    return lambda: folder(ROOT / "corpora" / "handwritten" / part)


def _shared(path: str, load: Callable[[Path], Iterator[Case]]) -> Callable[[], Iterator[Case]]:
    """A set that lies in the shared data; empty where that is absent."""

    def cases() -> Iterator[Case]:
        root = shared()
        if root is not None and (root / path).exists():
            yield from load(root / path)

    return cases


def chained(count: int = 80) -> Iterator[Case]:
    """Two years of one body, every other pair with a broken chain."""
    for one in pairs(count):
        yield Case(one.record, family="chain", previous=one.previous)


SETS: dict[str, Callable[[], Iterator[Case]]] = {
    "made": made,
    "years": chained,
    "made-dev": lambda: made(split="dev"),
    "made-train": lambda: made(split="train"),
    "tune": _handwritten("tune"),
    "held": _handwritten("held"),
    "second": _handwritten("second"),
    "third": _handwritten("third"),
    "fourth": _handwritten("fourth"),
    "fifth": _handwritten("fifth"),
    "sixth": _handwritten("sixth"),
    "retold": lambda: folder(ROOT / "corpora" / "retold"),
    "dev": _shared("data/reports", folder),
    "facts": _shared("data/facts-dev.jsonl", load_facts),
}
