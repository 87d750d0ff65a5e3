"""The recipe's hard negatives, and what it keeps from training."""

from __future__ import annotations

from typing import Any

from models.transformer_linker.data import neighbours, parted


def mention(text: str, figure: str, *cells: str) -> dict[str, Any]:
    start = text.index(figure)
    return {"text": text, "start": start, "end": start + len(figure), "figure": figure, "cells": list(cells)}


MENTIONS = [
    mention("收到申请34件，", "34", "t3/new/total"),
    mention("予以公开20件", "20", "t3/granted/total"),
    mention("热线接听57次。", "57"),
]


def test_a_neighbour_changes_the_context_and_never_the_figure_or_its_label() -> None:
    labels = {m["figure"]: m["cells"] for m in MENTIONS}
    found = list(neighbours(MENTIONS, 60, seed=1))
    assert len(found) > 30
    for made in found:
        figure = made["text"][made["start"] : made["end"]]
        assert made["cells"] == labels[figure]
        # one of the two contexts at least states a cell, and the other is not of the same cells
        assert sum(other in made["text"] for other in labels) == 2
    assert {tuple(m["cells"]) for m in found} == {("t3/new/total",), ("t3/granted/total",), ()}


def test_figures_of_one_context_are_kept_out_together() -> None:
    texts = [
        mention(f"收到{n}件，公开{n + 100}件", figure) for n in range(24) for figure in (str(n), str(n + 100))
    ]
    shown, kept = parted(texts)
    assert len(shown) == 44
    assert len(kept) == 4
    assert not {m["text"] for m in shown} & {m["text"] for m in kept}
