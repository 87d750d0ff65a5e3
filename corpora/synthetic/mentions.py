"""Figures in context with the cells they state: training and test data for linking.

Two sources: the prose of made reports, as rows are met there, and small contexts in which every cell of the
form is met equally often.  The families of a split are those of the reports of that split.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from typing import Any

from gouji.form import load

from .figures import heavy
from .grammar import Split, choose, grammar, names, rows
from .maker import make
from .plan import Figure

Mention = dict[str, Any]

CLAUSE = re.compile(r"[，；、：。（）\n]")


def _window(text: str, start: int, end: int, dice: random.Random) -> tuple[int, int]:
    """A stretch around a figure: its sentence up to the figure (the subject may stand at its start), at most
    some seventy characters, and up to one clause more."""
    marks = [m.start() for m in CLAUSE.finditer(text)]
    opened = max(text.rfind("。", 0, start), text.rfind("\n", 0, start)) + 1
    near = [m + 1 for m in marks if max(opened, start - 70) <= m < start]
    first = near[0] if start - opened > 70 and near else opened
    after = [m for m in marks if m >= end]
    last = after[min(dice.randint(0, 1), len(after) - 1)] if after else len(text)
    until = text.find("\n", end)
    return first, min(last, until if until >= 0 else len(text))


def from_reports(split: Split, count: int, seed: int = 1) -> Iterator[Mention]:
    """The figures of that many made reports."""
    dice = random.Random(f"mentions/{split}/{seed}")
    for number in range(count):
        made = make(f"mentions-{seed}-{number}", split)
        for name, place in made.prose.places.items():
            item = made.plan.items[name]
            if not isinstance(item, Figure) or item.cells is None or not place.section:
                continue
            text = made.prose.sections[place.section]
            start, end = place.core
            first, last = _window(text, start, end, dice)
            yield {
                "source": "made",
                "split": split,
                "text": text[first:last],
                "start": start - first,
                "end": end - first,
                "figure": text[start:end],
                "cells": list(item.cells),
                "section": place.section,
            }


def _phrases(split: Split) -> list[tuple[tuple[str, ...], Sequence[str]]]:
    """Every cell or sum of cells with its phrases; as many entries without a cell as with one row."""
    known = rows()
    form = load("2021")
    found: list[tuple[tuple[str, ...], Sequence[str]]] = []
    found += [((f"t3/{row}/total",), families[split]) for row, families in known["rows"].items()]
    found += [(tuple(cells.split("+")), families[split]) for cells, families in known["cells"].items()]
    found += [
        (form.groups[f"t3/{group}/total"], families[split]) for group, families in known["groups"].items()
    ]
    return found + [((), known["nothing"][split])] * 8


def balanced(split: Split, count: int, seed: int = 1) -> Iterator[Mention]:
    """Small contexts of one to four figures, every cell as often as any other."""
    dice = random.Random(f"balanced/{split}/{seed}")
    known = _phrases(split)
    openers = grammar()["apply.topics"][split]
    made = 0
    while made < count:
        pieces: list[tuple[str, tuple[str, ...]]] = []
        for cells, phrases in dice.sample(known, dice.randint(1, 4)):
            pieces.append((choose(dice.choice(phrases), dice), cells))
        text, spots = "", []
        if dice.random() < 0.3:
            first, second = dice.sample(names()["topics"], 2)
            opener = choose(dice.choice(openers), dice)
            text = opener.replace("{topic.a}", first).replace("{topic.b}", second)
        year = dice.randint(2019, 2025)
        for number, (phrase, cells) in enumerate(pieces):
            words = phrase.replace("{last}", str(year - 1)).replace("{next}", str(year + 1))
            figure = str(1 + heavy(6, 1.1, dice))
            text += dice.choice("，，、；") if number else ""
            spots.append((len(text) + words.index("{n}"), figure, cells))
            text += words.replace("{n}", figure)
        for start, figure, cells in spots:
            yield {
                "source": "made",
                "split": split,
                "text": text,
                "start": start,
                "end": start + len(figure),
                "figure": figure,
                "cells": list(cells),
                "section": 1,
            }
            made += 1
