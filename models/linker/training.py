"""Softmax regression over hashed n-grams, in plain numpy: AdaGrad, dropout of features, then pruning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from gouji.extraction.linear import BITS, Weights, features
from gouji.text import Span

from .data import Mention

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Seen = tuple[NDArray[np.int64], NDArray[np.float64]]
    Matrix = NDArray[np.float64]

LEAST: Final = 1e-8  # what AdaGrad's sums start from


@dataclass(frozen=True, slots=True)
class Settings:
    """How it is trained.

    Args:
        epochs: times that every mention is seen.
        batch: mentions a step.
        rate: step size before AdaGrad divides it.
        dropout: share of n-grams left out at each step, so that no single one decides.
        least: mentions in which an n-gram must be met.
        rows: n-grams kept in the end, those that move scores the most.
        seed: of the order and of dropout.
    """

    epochs: int = 5
    batch: int = 64
    rate: float = 0.5
    dropout: float = 0.5
    least: int = 2
    rows: int = 11_000
    seed: int = 1


def seen_of(mention: Mention) -> Seen:
    """Rows and values of a mention."""
    found = features(mention["text"], [Span(mention["start"], mention["end"])])
    return found.row, found.value


def label(mention: Mention) -> str:
    """Its cells, in one order, joined; "" for none.

    >>> label({"cells": ["t3/partial/total", "t3/granted/total"]})
    't3/granted/total+t3/partial/total'
    """
    return "+".join(sorted(mention["cells"]))


def train(mentions: Sequence[Mention], settings: Settings) -> Weights:
    """Weights that are neither calibrated nor given a margin yet; the same for the same mentions and seed."""
    seen, labels = [seen_of(m) for m in mentions], [label(m) for m in mentions]
    names = sorted(set(labels))
    counts = np.zeros(1 << BITS, np.int64)
    for rows, _ in seen:
        counts[np.unique(rows)] += 1
    kept = np.flatnonzero(counts >= settings.least)
    column = np.full(1 << BITS, -1, np.int64)
    column[kept] = np.arange(len(kept))
    dense = [(column[rows][column[rows] >= 0], values[column[rows] >= 0]) for rows, values in seen]
    wanted = np.eye(len(names))[np.searchsorted(names, labels)]
    matrix, bias = _fit(dense, wanted, len(kept), settings)
    return _pruned(names, kept, counts[kept], matrix, bias, settings.rows)


def _fit(
    seen: Sequence[Seen], wanted: Matrix, size: int, settings: Settings
) -> tuple[Matrix, NDArray[np.float64]]:
    """AdaGrad on the cross entropy.  In double precision, so that rounding to a byte hides the last bits in
    which processors differ."""
    matrix, bias = np.zeros((size, wanted.shape[1])), np.zeros(wanted.shape[1])
    squares, bias_squares = np.full_like(matrix, LEAST), np.full_like(bias, LEAST)
    dice = np.random.default_rng(settings.seed)
    keep = 1 - settings.dropout
    for _ in range(settings.epochs):
        order = dice.permutation(len(seen))
        for start in range(0, len(order), settings.batch):
            chosen = order[start : start + settings.batch]
            shown = np.zeros((len(chosen), size))
            for line, number in zip(shown, chosen, strict=True):
                columns, values = seen[number]
                held = dice.random(len(columns)) < keep
                np.add.at(line, columns[held], values[held] / keep)
            gap = softmax(shown @ matrix + bias) - wanted[chosen]
            used = np.flatnonzero(shown.any(0))
            slope = shown[:, used].T @ gap / len(chosen)
            squares[used] += slope**2
            matrix[used] -= settings.rate * slope / np.sqrt(squares[used])
            slope_of_bias = gap.mean(0)
            bias_squares += slope_of_bias**2
            bias -= settings.rate * slope_of_bias / np.sqrt(bias_squares)
    return matrix, bias


def softmax(scores: Matrix) -> Matrix:
    """Probabilities row by row."""
    powers = np.exp(scores - scores.max(1, keepdims=True))
    return powers / powers.sum(1, keepdims=True)


def _pruned(
    names: Sequence[str],
    kept: NDArray[np.int64],
    counts: NDArray[np.int64],
    matrix: Matrix,
    bias: NDArray[np.float64],
    rows: int,
) -> Weights:
    """The rows that move scores the most, rounded to a byte."""
    moved = np.abs(matrix - matrix.mean(1, keepdims=True)).max(1) * np.sqrt(counts)
    best = np.sort(np.argsort(-moved, kind="stable")[:rows])
    scale = float(np.abs(matrix[best]).max()) / 127
    whole = np.rint(matrix[best] / scale).astype(np.int8)
    return Weights(
        tuple(names), kept[best].astype(np.uint32), whole, np.round(bias, 6), round(scale, 9), 1.0, 0.0
    )
