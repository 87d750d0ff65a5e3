"""Contexts of figures, written by hand, each figure with the cells whose sum it states.

A file holds one context a line; ``[34|new]`` marks the figure 34 with its label.  ``# A 3`` heads the
contexts of voice A that stand in section 3 of a report.  The card and the codebook are in README.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

from gouji.form import load as load_form

Mention = dict[str, Any]
Split = Literal["train", "test"]

HERE = Path(__file__).parent
MARK = re.compile(r"\[([^\[\]|]+)\|([^\[\]|]*)\]")


@cache
def names() -> dict[str, tuple[str, ...]]:
    """The cells that each short name stands for: its own, or those of a group.

    A short name is that of a cell or a group without its table, and without its column where that is
    ``total``.

    >>> names()["granted"], names()["new/natural"], len(names()["refused"])
    (('t3/granted/total',), ('t3/new/natural',), 8)
    """
    form = load_form("2021")
    found: dict[str, tuple[str, ...]] = {}
    for name, cells in [*((cell, (cell,)) for cell in form.cells), *form.groups.items()]:
        short = name.split("/", 1)[1].removesuffix("/total")
        if short in found:
            raise ValueError(f"two cells or groups of the form have the short name {short}")
        found[short] = cells
    return found


def cells(label: str) -> list[str]:
    """The cells of a label, short names joined by ``+``; none for the empty label.

    Raises:
        KeyError: the form has no cell or group of such a name.
    """
    return [cell for short in label.split("+") if short for cell in names()[short]]


def mentions(line: str, split: Split, section: int) -> list[Mention]:
    """The marked figures of one context, in the order of the text."""
    marks = list(MARK.finditer(line))
    text = MARK.sub(r"\1", line)
    found: list[Mention] = []
    removed = 0  # characters of marks before this one, which the text does not have
    for mark in marks:
        figure, label = mark.groups()
        start = mark.start() - removed
        removed += len(mark[0]) - len(figure)
        found.append(
            {
                "source": "paraphrase",
                "split": split,
                "text": text,
                "start": start,
                "end": start + len(figure),
                "figure": figure,
                "cells": cells(label),
                "section": section,
            }
        )
    return found


def files(split: Split) -> Sequence[Path]:
    """The files of a split, in order of name."""
    return sorted(HERE.glob(f"{split}*.txt"))


def load(split: Split) -> Iterator[Mention]:
    """All marked figures of a split, with the keys of ``corpora.synthetic.mentions``."""
    for path in files(split):
        section = 1
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("#"):
                section = int(line.split()[-1])
            elif line:
                yield from mentions(line, split, section)
