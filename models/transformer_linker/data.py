"""What the transformer learns from: the linear model's mixture, with neighbours that mislead."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from models.linker.data import Mixture, by_hand, development, training

Mention = Mapping[str, Any]

MIXTURE: Final = Mixture(reports=160, without=0.35, phrases=3000, repeats=3)
FOLDS: Final = 12  # runs of the contexts by hand; one is kept


@dataclass(frozen=True, slots=True)
class Sets:
    """Mentions to train on; made ones to calibrate on and contexts by hand to look at, not trained on."""

    train: list[Mention]
    dev: list[Mention]
    kept: list[Mention]


def sets(seed: int = 1) -> Sets:
    """All three, the same for the same seed."""
    hand, kept = parted(by_hand())
    known = training(MIXTURE, hand, seed)
    return Sets([*known, *neighbours(known, len(known) // 4, seed)], list(development()), kept)


def parted(mentions: Sequence[Mention]) -> tuple[list[Mention], list[Mention]]:
    """All but the last of `FOLDS` runs of contexts, and the last; figures of one text stay together."""
    texts = list(dict.fromkeys(m["text"] for m in mentions))
    kept = {text for n, text in enumerate(texts) if n * FOLDS // len(texts) == FOLDS - 1}
    return [m for m in mentions if m["text"] not in kept], [m for m in mentions if m["text"] in kept]


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
