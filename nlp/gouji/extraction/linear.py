"""A linear model over character n-grams that proposes cells for figures which the rules leave open.

A figure is seen through *views*: its own clause before it, the very last characters before it, the words
after it, the sentence before its clause and after it.  Each n-gram of a view is a feature; the same n-gram in
another view is another feature, which is what tells ``不予公开3件`` from ``3件不予公开``.  Digits are masked,
so that no value can tell what it counts.  What the lexicon makes of the clause is a view too.  Features are
hashed (Weinberger et al. 2009), weights pruned to the rows that matter and rounded to one byte, and the
answer is abstained from where its calibrated probability lies under the shipped margin.  `models/linker`
trains the weights, rebuilds them byte for byte, and has the card.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import IO, TYPE_CHECKING, Final, cast
from zlib import crc32

import numpy as np

from ..claim import Reading
from ..text import Span
from .lexicon import load as load_lexicon
from .proposals import Proposal

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]

BITS: Final = 17  # features are hashed to 2 ** BITS rows, of which few are kept
SOURCE: Final = "linear"
NONE: Final = ""  # the label of a figure that no cell of the form holds
LONGEST: Final = 4  # characters of an n-gram
MARKS: Final = re.compile(r"[，,；;：。（）()！？\n]")
STOPS: Final = re.compile(r"[。！？\n]")
LIST_MARK: Final = re.compile(r"[、和及与]")
FIGURE: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
KNOWN: Final = 2.0  # what the concepts of the lexicon weigh against a view of n-grams
BACK, AHEAD, TAIL = 60, 24, 14  # characters looked at before the clause, after it, and right after the figure
# View: lengths of its n-grams.  The edges hold one n-gram of each length, the one that touches the figure.
VIEWS: Final[dict[str, tuple[int, ...]]] = {
    "clause": (1, 2, 3, 4),
    "edge_before": (1, 2, 3, 4),
    "after": (1, 2, 3),
    "edge_after": (1, 2, 3),
    "back": (2, 3),
    "ahead": (2, 3),
}
_MULTIPLIER: Final = np.uint64(0x9E3779B97F4A7C15)
_STEP: Final = np.uint64(1_000_003)
_MASK: Final = ord("#")


@dataclass(frozen=True, slots=True)
class Window:
    """Where the views of one figure lie in a text: half-open, ascending."""

    back: int
    clause: int
    start: int
    end: int
    after: int
    ahead: int


def window(text: str, figure: Span, before: int = 0) -> Window:
    """The stretches of text around a figure.

    Args:
        text: the prose.
        figure: the place of the figure.
        before: where the figure before it ends; what follows that one up to ``、`` is its own.

    >>> text = "全年收到申请9件，其中予以公开3件、不予公开2件。"
    >>> seen = window(text, Span(22, 23), before=16)
    >>> text[seen.clause:seen.start], text[seen.end:seen.after], text[seen.back:seen.clause]
    ('不予公开', '件', '全年收到申请9件，其中予以公开3件、')
    """
    start, end = figure.start, figure.end
    opened = max((m.end() for m in STOPS.finditer(text, max(0, start - 2 * BACK), start)), default=0)
    opened = max(opened, start - 2 * BACK, 0)
    marks = [m.end() for m in MARKS.finditer(text, opened, start)]
    clause = max(marks[-1] if marks else opened, opened)
    if before > clause and (listed := LIST_MARK.search(text, before, start)):
        clause = listed.end()
    stop = STOPS.search(text, end)
    closed = stop.start() if stop else len(text)
    mark = MARKS.search(text, end, closed)
    after = min(mark.start() if mark else closed, end + TAIL)
    return Window(max(opened, clause - BACK), clause, start, end, after, min(closed, after + AHEAD))


@dataclass(frozen=True, slots=True)
class Seen:
    """The features of some figures, one line for each feature of each figure.

    Args:
        figure: number of the figure, ascending.
        row: what the feature is hashed to.
        value: its weight; those of one view have the square sum 1, however long the view is.
    """

    figure: NDArray[np.int64]
    row: NDArray[np.int64]
    value: NDArray[np.float64]


def features(text: str, figures: Sequence[Span]) -> Seen:
    """The hashed n-grams of the views of some figures, and the concepts that the lexicon finds there.

    Args:
        text: the prose; digits are masked, a run of them counts as one character.
        figures: places of the figures, in the order of the text.
    """
    place, grams = _grams(text)
    windows = [window(text, f, _previous_figure(text, f.start)) for f in figures]
    back, clause, start, end, after, ahead = place[
        np.array([(w.back, w.clause, w.start, w.end, w.after, w.ahead) for w in windows]).reshape(-1, 6)
    ].T
    ranges = {
        "clause": (clause, start),
        "after": (end, after),
        "back": (back, clause),
        "ahead": (after, ahead),
    }
    parts: list[Seen] = []
    for number, (name, lengths) in enumerate(VIEWS.items()):
        rows, owners = [], []
        for n in lengths:
            if name == "edge_before":
                first, count = start - n, (start - n >= clause).astype(np.int64)
            elif name == "edge_after":
                first, count = end, (end + n <= after).astype(np.int64)
            else:
                first, last = ranges[name]
                count = np.maximum(last - first - n + 1, 0)
            at = np.repeat(first - np.cumsum(count) + count, count) + np.arange(count.sum())
            salt = np.uint64((number + 1) * 31 + n)
            rows.append(((grams[n - 1][at] + salt) * _MULTIPLIER >> np.uint64(64 - BITS)).astype(np.int64))
            owners.append(np.repeat(np.arange(len(figures)), count))
        parts.append(_view(np.concatenate(owners), np.concatenate(rows), len(figures), 1.0))
    parts.append(_concepts(text, windows))
    owner = np.concatenate([p.figure for p in parts])
    order = np.argsort(owner, kind="stable")
    return Seen(
        owner[order],
        np.concatenate([p.row for p in parts])[order],
        np.concatenate([p.value for p in parts])[order],
    )


def _grams(text: str) -> tuple[NDArray[np.int64], list[Hashes]]:
    """Where each character stands once runs of digits are one, and the hashes of all n-grams by length."""
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.uint64)
    digit = (codes >= ord("0")) & (codes <= ord("9"))
    kept = ~(digit & np.concatenate((digit[1:], [False])))  # of a run of digits the last
    codes = np.where(digit, np.uint64(_MASK), codes)[kept]
    held = np.zeros(len(codes) + 1, np.uint64)
    grams: list[Hashes] = []
    for n in range(1, LONGEST + 1):
        size = max(len(codes) - n + 1, 0)
        held = held[:size] * _STEP + codes[len(codes) - size :]
        grams.append(held)
    return np.concatenate(([0], np.cumsum(kept))), grams


def _view(owner: NDArray[np.int64], row: NDArray[np.int64], count: int, weight: float) -> Seen:
    """The features of one view, weighed so that its length does not matter."""
    many = np.bincount(owner, minlength=count)
    return Seen(owner, row, weight / np.sqrt(many[owner]))


def _concepts(text: str, windows: Sequence[Window]) -> Seen:
    """What the lexicon knows of the words: the details of the clause, and the last strong noun."""
    lexicon = load_lexicon()
    owner, row = [], []
    for number, w in enumerate(windows):
        names = [
            f"detail {c}" for c in lexicon.concepts(f"{text[w.clause : w.start]}#{text[w.end : w.after]}")
        ]
        topics = lexicon.topic_hits(text[w.back : w.after])
        if topics:
            where = "own" if topics[-1].start >= w.clause - w.back else "carried"
            names.append(f"{where} topic {topics[-1].concept}")
        owner += [number] * len(names)
        row += [crc32(name.encode()) >> (32 - BITS) for name in sorted(names)]
    return _view(np.array(owner, np.int64), np.array(row, np.int64), len(windows), KNOWN)


@dataclass(frozen=True, slots=True)
class Weights:
    """A trained model.

    Args:
        labels: cells joined with ``+`` by column of ``matrix``, `NONE` among them.
        rows: the hashed features that were kept, ascending.
        matrix: int8, one row for each of ``rows``, one column a label.
        bias: float64, one for each label.
        scale: what one unit of ``matrix`` is worth.
        temperature: what scores are divided by, so that probabilities are calibrated.
        margin: probability under which the model abstains.
    """

    labels: tuple[str, ...]
    rows: NDArray[np.uint32]
    matrix: NDArray[np.int8]
    bias: NDArray[np.float64]
    scale: float
    temperature: float
    margin: float

    def save(self, file: IO[bytes]) -> None:
        """Write the model as an uncompressed ``.npz``, the same bytes for the same weights."""
        np.savez(
            file,
            labels=np.frombuffer("\n".join(self.labels).encode(), np.uint8),
            rows=self.rows,
            matrix=self.matrix,
            bias=self.bias,
            settings=np.array([self.scale, self.temperature, self.margin]),
        )

    @classmethod
    def load(cls, file: IO[bytes]) -> Weights:
        """Read what `save` wrote."""
        with np.load(file, allow_pickle=False) as held:
            scale, temperature, margin = (float(x) for x in held["settings"])
            labels = bytes(held["labels"]).decode().split("\n")
            return cls(tuple(labels), held["rows"], held["matrix"], held["bias"], scale, temperature, margin)


class LinearLinker:
    """Proposes cells by the shipped model.

    >>> [answer] = LinearLinker.shipped().propose("依申请公开：部分公开3件。", [Span(10, 11)])
    >>> answer.reading
    ('t3/partial/total',)
    """

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.readings: Sequence[Reading] = [
            tuple(x for x in label.split("+") if x) for label in weights.labels
        ]
        self._at = np.full(1 << BITS, -1, np.int32)
        self._at[weights.rows] = np.arange(len(weights.rows), dtype=np.int32)

    @classmethod
    def shipped(cls) -> LinearLinker:
        """The model that comes with the package, loaded once."""
        return _shipped()

    def probabilities(self, text: str, figures: Sequence[Span]) -> NDArray[np.float64]:
        """The calibrated probability of each label for each figure, in the order of ``weights.labels``."""
        model, seen = self.weights, features(text, figures)
        at = self._at[seen.row]
        known = at >= 0
        moved = model.matrix[at[known]] * seen.value[known, None].astype(np.float32)
        owner = seen.figure[known]
        scores = np.tile(model.bias, (len(figures), 1))
        first = np.flatnonzero(np.diff(owner, prepend=-1))
        if len(first):
            scores[owner[first]] += np.add.reduceat(moved, first) * model.scale
        powers = np.exp((scores - scores.max(1, keepdims=True)) / model.temperature)
        return cast("NDArray[np.float64]", powers / powers.sum(1, keepdims=True))

    def judge(self, text: str, figure: Span) -> Mapping[Reading, float]:
        """As `Judge.judge`."""
        [shares] = self.probabilities(text, [figure])
        return dict(zip(self.readings, map(float, shares), strict=True))

    def propose(self, text: str, figures: Sequence[Span]) -> Sequence[Proposal | None]:
        """As `Proposer.propose`; figures are given in the order of the text."""
        if not figures:
            return ()
        shares = self.probabilities(text, figures)
        best = shares.argmax(1)
        sure = shares.max(1)
        return [
            Proposal(self.readings[label], float(p), SOURCE) if p >= self.weights.margin else None
            for label, p in zip(best, sure, strict=True)
        ]


def _previous_figure(text: str, start: int) -> int:
    """Where the digits before a place end, in the same sentence; 0 where there are none."""
    ends = [m.end() for m in FIGURE.finditer(text, max(0, start - BACK), start)]
    return ends[-1] if ends else 0


@lru_cache(maxsize=1)
def _shipped() -> LinearLinker:
    with (files("gouji.weights") / "linker.npz").open("rb") as file:
        return LinearLinker(Weights.load(file))
