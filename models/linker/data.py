"""What the linker learns from: made prose, single phrases of every row, and contexts written by hand."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from corpora.paraphrases import load as paraphrases
from corpora.synthetic import mentions

Mention = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mixture:
    """How much of each source.

    Args:
        reports: made reports of the train families, whose figures are met as often as in reports.
        without: share kept of their figures that no cell holds, which are two in three.
        phrases: figures of small contexts in which each cell is met as often as any other.
        repeats: how often the contexts written by hand are shown.
    """

    reports: int = 300
    without: float = 0.35
    phrases: int = 6000
    repeats: int = 3


SEED: Final = 1


def training(mixture: Mixture, hand: Sequence[Mention], seed: int = SEED) -> list[Mention]:
    """The mentions to learn from, the same for the same seed.

    Args:
        hand: the contexts written by hand that may be learned from.
    """
    dice = random.Random(f"linker/{seed}")
    made = [
        m
        for m in mentions.from_reports("train", mixture.reports, seed=seed)
        if m["cells"] or dice.random() < mixture.without
    ]
    return [*made, *mentions.balanced("train", mixture.phrases, seed=seed), *list(hand) * mixture.repeats]


def development() -> Iterator[Mention]:
    """Figures of template families that were not trained on; for settings, not for claims of quality."""
    yield from itertools.islice(mentions.from_reports("dev", 600, seed=9), 300)
    yield from itertools.islice(mentions.balanced("dev", 300, seed=9), 300)


def by_hand() -> list[Mention]:
    """The contexts written by hand that may be learned from, in order."""
    return list(paraphrases("train"))
