"""Reports whose prose is nearly that of last year's, or of a neighbour's (内容雷同).

Candidates share a band of their MinHash; a pair counts if the estimate of the shingles in common is high and
so is the share of longer sentences in common that few others have.  Figures and the body's name do not
count.  A note, since forms and templates are shared by right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final

from .panel import Entry
from .signature import BINS, alike

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ROWS: Final = 4  # of a band: pairs with .8 in common are candidates with probability .99999, with .6 of .988
NEAR: Final = 0.6  # share of shingles in common; unrelated reports have a third at most
SENTENCES: Final = 0.5  # share of the rarer sentences of the shorter report that the other has too
COMMON: Final = 0.02  # a sentence that more than this share of all reports have is nobody's own
COMMON_LEAST: Final = 5
CROWD: Final = 40  # of more candidates in one band each is compared with the next only


@dataclass(frozen=True, slots=True)
class Copy:
    """Two reports that are nearly the same text.

    Args:
        one, other: the earlier and the later.
        kind: ``last_year`` (same body) or ``neighbour`` (another body).
        shingles, sentences: shares in common.
    """

    one: Entry
    other: Entry
    kind: str
    shingles: float
    sentences: float


def copies(entries: Sequence[Entry]) -> list[Copy]:
    """All near-copies among reports of one year, or of years that follow each other."""
    common = _common(entries)
    found = []
    for a, b in sorted(_candidates(entries)):
        one, other = sorted((entries[a], entries[b]), key=lambda e: (e.year, e.number))
        if other.year - one.year > 1 or (one.body.key == other.body.key and one.year == other.year):
            continue
        shingles = alike(one.minhash, other.minhash)
        if shingles < NEAR:
            continue
        shared = _shared(one, other, common)
        if shared >= SENTENCES:
            kind = "last_year" if one.body.key == other.body.key else "neighbour"
            found.append(Copy(one, other, kind, shingles, shared))
    return found


def _common(entries: Sequence[Entry]) -> frozenset[int]:
    """The sentences that too many reports have."""
    import numpy as np

    if not entries:
        return frozenset()
    sentences, counts = np.unique(np.concatenate([e.sentences for e in entries]), return_counts=True)
    return frozenset(sentences[counts > max(COMMON_LEAST, COMMON * len(entries))].tolist())


def _shared(one: Entry, other: Entry, common: frozenset[int]) -> float:
    """The share of the rarer sentences of the shorter report that the other has too."""
    mine, theirs = (set(e.sentences.tolist()) - common for e in (one, other))
    least = min(len(mine), len(theirs))
    return len(mine & theirs) / least if least else 0.0


def _candidates(entries: Sequence[Entry]) -> set[tuple[int, int]]:
    """Pairs that agree in a whole band."""
    import numpy as np

    if len(entries) < 2:
        return set()
    hashes = np.stack([e.minhash for e in entries])
    found: set[tuple[int, int]] = set()
    for start in range(0, BINS, ROWS):
        band = np.ascontiguousarray(hashes[:, start : start + ROWS]).view(f"V{4 * ROWS}").ravel()
        for group in _equal(band):
            found.update(combinations(group, 2) if len(group) <= CROWD else pairwise(group))
    return found


def _equal(band: NDArray[np.void]) -> Iterator[list[int]]:
    """The places that hold the same value, where there are several."""
    import numpy as np

    _, which, counts = np.unique(band, return_inverse=True, return_counts=True)
    order = np.argsort(which, kind="stable")
    ends = np.cumsum(counts)
    for value in np.flatnonzero(counts > 1):
        yield [int(n) for n in order[ends[value] - counts[value] : ends[value]]]
