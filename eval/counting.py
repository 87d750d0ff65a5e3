"""Counts first, ratios last: precision, recall, Wilson intervals, a bootstrap by report."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Hits:
    """Of so many things to find, so many found; of so many reported, so many right.

    >>> both = Hits(wanted=4, found=3, reported=5, right=3) + Hits(wanted=1, found=1, reported=1, right=1)
    >>> both.recall, both.precision
    (0.8, 0.6666666666666666)
    """

    wanted: int = 0
    found: int = 0
    reported: int = 0
    right: int = 0

    def __add__(self, other: Hits) -> Hits:
        return Hits(
            self.wanted + other.wanted,
            self.found + other.found,
            self.reported + other.reported,
            self.right + other.right,
        )

    @property
    def recall(self) -> float:
        """Found of wanted; 1 where nothing was wanted."""
        return self.found / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        """Right of reported; 1 where nothing was reported."""
        return self.right / self.reported if self.reported else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """95% Wilson score interval of a proportion (Wilson 1927); (0, 1) without trials.

    >>> [round(x, 3) for x in wilson(19, 20)], [round(x, 3) for x in wilson(0, 100)]
    ([0.764, 0.991], [0.0, 0.037])
    """
    if trials == 0:
        return 0.0, 1.0
    p, n = successes / trials, trials
    scale = 1 + Z95**2 / n
    centre = (p + Z95**2 / (2 * n)) / scale
    half = Z95 * math.sqrt(p * (1 - p) / n + Z95**2 / (4 * n * n)) / scale
    # At the ends the interval touches them; rounding must not leave a sliver.
    low = 0.0 if successes == 0 else max(0.0, centre - half)
    high = 1.0 if successes == trials else min(1.0, centre + half)
    return low, high


def bootstrap(
    reports: Sequence[T], measure: Callable[[Sequence[T]], float], rounds: int = 1000, seed: int = 20261124
) -> tuple[float, float]:
    """95% percentile interval of a measure, resampling whole reports (their errors are not independent).

    >>> low, high = bootstrap([0, 1] * 50, lambda xs: sum(xs) / len(xs))
    >>> 0.38 < low < 0.5 < high < 0.62
    True
    """
    if not reports:
        return 0.0, 1.0
    chance = random.Random(seed)
    values = sorted(measure(chance.choices(reports, k=len(reports))) for _ in range(rounds))
    return values[int(0.025 * rounds)], values[min(rounds - 1, int(0.975 * rounds))]
