"""The most telling sentences of a report, as they stand.

A sentence tells most when it is like the rest of its section, by the pairs of characters it shares with it
or by the vectors of an encoder (centrality, after LexRank, Erkan and Radev 2004), and when it states figures,
those most that the form names first.  Words that any report has, or last year's, count little.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from .. import form as forms
from ..finding import Verdict
from ..outcome import Review, conflicts
from ..text import Span
from .boilerplate import load, runs

# Texts to vectors of one length; the texts are sentences of one report.
Encoder = Callable[[Sequence[str]], Sequence[Sequence[float]]]

SENTENCE: Final = re.compile(r"[^。！？\n]+[。！？]?")
SHORTEST: Final = 14  # characters below which a sentence is a heading


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the extract; ``contradicted`` where a figure in it cannot be true."""

    span: Span
    section: int
    quote: str
    contradicted: bool
    claims: tuple[str, ...]


def extract(review: Review, length: int, encoder: Encoder | None = None) -> list[Sentence]:
    """The best sentences that fit, in the order of the report.

    Args:
        review: the report.
        length: characters that they may have together.
        encoder: gives the vectors that likeness is measured by; by default pairs of characters are.
    """
    found = list(sentences(review))
    taken: list[Sentence] = []
    left = length
    for score, s in sorted(zip(_scores(found, review, encoder), found, strict=True), key=lambda x: -x[0]):
        if score > 0 and len(s.quote) <= left:
            taken.append(s)
            left -= len(s.quote)
    return sorted(taken, key=lambda s: s.span)


def sentences(review: Review) -> Iterator[Sentence]:
    """The sentences of a report's sections, headings left out."""
    text = review.document.text
    wrong = [s for f in review.of(Verdict.CONTRADICTION) for s in conflicts(f)]
    for p in review.document.paragraphs:
        for m in SENTENCE.finditer(text, p.span.start, p.span.end):
            quote = m[0].strip()
            if p.section and len(quote) >= SHORTEST:
                span = Span(*m.span())
                inside = tuple(c.id for c in review.claims if span.holds(c.span))
                yield Sentence(span, p.section, quote, any(span.meets(w) for w in wrong), inside)


def _scores(found: Sequence[Sentence], review: Review, encoder: Encoder | None) -> Iterator[float]:
    """Likeness to the rest, weighed down where the words are worn and no figure is stated, and figures.

    Figures grow by the root: the tenth part of a list tells less than its total.
    """
    likeness = _by_pairs(found) if encoder is None else _by_vectors(found, encoder)
    keys = {k.cells for k in forms.load(review.document.form).keys} if review.document.form else set()
    key_claims = {c.id for c in review.claims if c.readings and c.readings[0] in keys}
    past = frozenset(runs(review.previous.text)) if review.previous is not None else frozenset()
    for s, alike in zip(found, likeness, strict=True):
        worn = 0.0 if s.claims else _worn(s.quote, past)
        yield alike * (1 - worn) + sqrt(len(s.claims)) + sqrt(len(key_claims.intersection(s.claims)))


def _worn(quote: str, past: frozenset[str]) -> float:
    """How much of a sentence any report says, or last year's said, 0 to 1."""
    table, own = load(), list(runs(quote))
    return sum(1.0 if run in past else table.share(run) for run in own) / max(1, len(own))


def _by_pairs(found: Sequence[Sentence]) -> list[float]:
    """For each sentence in how many others of its section its pairs of characters stand, on average."""
    bags = [frozenset(s.quote[i : i + 2] for i in range(len(s.quote) - 1)) for s in found]
    spread: dict[int, Counter[str]] = {}
    for s, bag in zip(found, bags, strict=True):
        spread.setdefault(s.section, Counter()).update(bag)
    shared = ((bag, spread[s.section]) for s, bag in zip(found, bags, strict=True))
    return [sum(counts[pair] - 1 for pair in bag) / len(bag) for bag, counts in shared]


def _by_vectors(found: Sequence[Sentence], encoder: Encoder) -> list[float]:
    """For each sentence its cosines with the others of its section, added up."""
    import numpy as np

    if not found:
        return []
    vectors = np.asarray(encoder([s.quote for s in found]), dtype=float)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-12
    sections = np.array([s.section for s in found])
    alike = np.clip(vectors @ vectors.T, 0, None) * (sections[:, None] == sections)
    return [float(x) for x in alike.sum(axis=1) - alike.diagonal()]
