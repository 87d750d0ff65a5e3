"""Training, calibration and the margin: from the corpora to the shipped file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from gouji.extraction.linear import NONE, LinearLinker, Weights
from gouji.text import Span

from .data import Mention, Mixture, by_hand, development, training
from .training import Settings, label, train

if TYPE_CHECKING:
    from numpy.typing import NDArray

PRECISE: Final = 0.90  # of the links proposed at the margin, on figures that were not trained on
TEMPERATURES: Final = tuple(np.round(np.arange(0.6, 3.01, 0.05), 2))


@dataclass(frozen=True, slots=True)
class Judged:
    """Answers on figures that were not trained on.

    Args:
        scores: logarithms of the probabilities at temperature 1, figures by labels.
        truth: column of the true label; -1 where the model has none such.
        links: whether the best label names cells.
    """

    scores: NDArray[np.float64]
    truth: NDArray[np.int64]
    links: NDArray[np.bool_]


def judge(weights: Weights, mentions: Sequence[Mention]) -> Judged:
    """What a model says of mentions."""
    linker = LinearLinker(replace(weights, temperature=1.0))
    columns = {name: n for n, name in enumerate(weights.labels)}
    scores = [
        np.log(linker.probabilities(m["text"], [Span(m["start"], m["end"])])[0] + 1e-300) for m in mentions
    ]
    table = np.array(scores)
    best = table.argmax(1)
    return Judged(
        table,
        np.array([columns.get(label(m), -1) for m in mentions]),
        np.array([weights.labels[b] != NONE for b in best]),
    )


def calibrated(weights: Weights, judged: Judged) -> Weights:
    """The temperature of least surprise (Guo et al. 2017), and the least margin with precise links."""
    temperature = min(TEMPERATURES, key=lambda t: _surprise(judged, t))
    links = judged.links
    sure = _shares(judged.scores, temperature).max(1)[links]
    right = (judged.scores.argmax(1) == judged.truth)[links]
    order = np.argsort(-sure, kind="stable")
    precision = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    held = np.flatnonzero(precision >= PRECISE)
    margin = float(sure[order][held[-1]]) if len(held) else 1.0
    # rounded down, so that the last figure that was counted is still answered
    return replace(weights, temperature=float(temperature), margin=int(margin * 1e4) / 1e4)


def _shares(scores: NDArray[np.float64], temperature: float) -> NDArray[np.float64]:
    powers = np.exp((scores - scores.max(1, keepdims=True)) / temperature)
    shares: NDArray[np.float64] = powers / powers.sum(1, keepdims=True)
    return shares


def _surprise(judged: Judged, temperature: float) -> float:
    known = judged.truth >= 0
    shares = _shares(judged.scores[known], temperature)
    return float(-np.log(shares[np.arange(known.sum()), judged.truth[known]] + 1e-12).sum())


def build(mixture: Mixture, settings: Settings) -> Weights:
    """The model from nothing but the corpora of this project, the same bytes each time.

    It is calibrated on made reports of template families that it has not seen.
    """
    weights = train(training(mixture, by_hand()), settings)
    return calibrated(weights, judge(weights, list(development())))
