"""What the transformer learns from: the linear model's mixture, with neighbours that mislead."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from models.linker.data import Mixture, by_hand, development, folds, training

Mention = Mapping[str, Any]

MIXTURE: Final = Mixture(reports=160, without=0.35, phrases=3000, repeats=3)
FOLDS: Final = 12  # one of them is kept for the calibration


@dataclass(frozen=True, slots=True)
class Sets:
    """Mentions to train on, and mentions for the calibration that are not trained on."""

    train: list[Mention]
    dev: list[Mention]


def sets(seed: int = 1) -> Sets:
    """Both, the same for the same seed."""
    *shown, kept = folds(by_hand(), FOLDS)
    hand = [mention for fold in shown for mention in fold]
    known = training(MIXTURE, hand, seed)
    return Sets([*known, *neighbours(known, len(known) // 4, seed)], [*kept, *development()])


def neighbours(mentions: Sequence[Mention], count: int, seed: int) -> Iterator[Mention]:
    """Hard negatives: a figure whose neighbouring clauses speak of another cell, its own label unchanged.

    Two contexts are put side by side, a sentence each; the figure asked for is in turn of the first and of
    the second, so that only its own clause can tell.
    """
    dice = random.Random(f"neighbours/{seed}")
    linked = [m for m in mentions if m["cells"]]
    for number in range(count):
        one, other = dice.choice(linked), dice.choice(mentions)
        if one["cells"] == other["cells"]:
            continue
        asked, beside = (one, other) if number % 2 else (other, one)
        if dice.random() < 0.5:
            yield {**asked, "text": f"{_sentence(asked)}{beside['text']}"}
        else:
            before = _sentence(beside)
            start, end = (asked[key] + len(before) for key in ("start", "end"))
            yield {**asked, "text": before + asked["text"], "start": start, "end": end}


def _sentence(mention: Mention) -> str:
    text = mention["text"].rstrip("，；、：。\n")
    return text + "。"
