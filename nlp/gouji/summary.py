"""A report in short: its key figures with their evidence, and its most telling sentences.

Nothing is written anew: a figure is a cell or a claim of the report, a sentence stands as the report has it.
A sentence tells most when it shares its words with the rest of its section (centrality of character pairs,
after LexRank, Erkan and Radev 2004) and states figures; one that could stand in any report tells least.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import sqrt
from typing import Final

from . import form as forms
from .checks.base import usable
from .document import Document
from .finding import Verdict
from .outcome import NUMERALS, Plain, Review, conflicts, plain
from .text import Lang, Span, Text

SCHEMA: Final = "gouji/summary/1"
LENGTH: Final = 600  # characters of the extract
# Name and the cells whose sum it is; a form without them leaves the figure out.
KEYS: Final[tuple[tuple[Text, tuple[str, ...]], ...]] = (
    (Text("新收申请", "applications received"), ("t3/new/total",)),
    (Text("上年结转", "carried in"), ("t3/carried_in/total",)),
    (Text("办理结果总计", "completed"), ("t3/total/total",)),
    (Text("予以公开", "granted"), ("t3/granted/total",)),
    (Text("部分公开", "granted in part"), ("t3/partial/total",)),
    (Text("结转下年", "carried out"), ("t3/carried_out/total",)),
    (Text("行政复议", "administrative reviews"), ("t4/review/total",)),
    (Text("行政诉讼", "suits"), ("t4/suit_direct/total", "t4/suit_after_review/total")),
    (Text("现行有效规范性文件", "normative documents in force"), ("t2/normative_document/in_force",)),
    (Text("行政许可", "licences"), ("t2/licence/decisions",)),
    (Text("行政处罚", "penalties"), ("t2/penalty/decisions",)),
    (Text("行政强制", "coercive measures"), ("t2/coercion/decisions",)),
    (Text("行政事业性收费（万元）", "fees (10,000 yuan)"), ("t2/fee/amount",)),
)
SENTENCE: Final = re.compile(r"[^。！？\n]+[。！？]?")
BOILERPLATE: Final = re.compile(
    r"根据《|按照《|编制本|深入贯彻|坚持以|指导思想|不断|进一步|下一步|联系电话|邮编|高度重视|切实|认真落实"
)
SHORTEST: Final = 14  # characters below which a sentence is a heading


@dataclass(frozen=True, slots=True)
class Fact:
    """A key figure: its cells, what they hold, last year's, and the claims of the prose that state it."""

    name: Text
    cells: tuple[str, ...]
    value: Decimal
    previous: Decimal | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the extract; ``contradicted`` where a figure in it cannot be true."""

    span: Span
    section: int
    quote: str
    contradicted: bool
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """Key figures and extract of one report."""

    title: str
    facts: tuple[Fact, ...]
    sentences: tuple[Sentence, ...]

    def to_dict(self, lang: Lang = "zh") -> Plain:
        """The plain form, ``gouji/summary/1``."""
        return {
            "schema": SCHEMA,
            "title": self.title,
            "facts": [
                {
                    "name": f.name.say(lang),
                    "cells": list(f.cells),
                    "value": plain(f.value),
                    "previous": plain(f.previous),
                    "claims": list(f.claims),
                }
                for f in self.facts
            ],
            "extract": [
                {
                    "span": [s.span.start, s.span.end],
                    "section": s.section,
                    "quote": s.quote,
                    "contradicted": s.contradicted,
                    "claims": list(s.claims),
                }
                for s in self.sentences
            ],
        }

    def lines(self, lang: Lang = "zh") -> Iterator[str]:
        """The summary for people, ✗ before a sentence that cannot be true."""
        yield self.title
        then = Text("上年", "last year").say(lang)
        for f in self.facts:
            yield f"  {f.name.say(lang)} {plain(f.value)}" + (
                "" if f.previous is None else f"（{then} {plain(f.previous)}）"
            )
        section = 0
        for s in self.sentences:
            if s.section != section:
                section = s.section
                yield f"{NUMERALS[section]}、"
            yield f"{'✗' if s.contradicted else ' '} {s.quote}"


def summarize(review: Review, length: int = LENGTH) -> Summary:
    """The report in short.

    Args:
        review: the report; with last year's where `gouji.review` was given it.
        length: characters that the extract may have.

    >>> from gouji import check
    >>> from gouji.samples import path
    >>> short = summarize(check(path()), length=200)
    >>> short.facts[0].name.zh, plain(short.facts[0].value), sum(len(s.quote) for s in short.sentences) <= 200
    ('新收申请', '9', True)
    """
    return Summary(review.document.title, tuple(_facts(review)), tuple(_extract(review, length)))


def _facts(review: Review) -> Iterator[Fact]:
    for name, cells in KEYS:
        value = _sum(review.document, cells)
        if value is not None:
            then = None if review.previous is None else _sum(review.previous, cells)
            said = tuple(c.id for c in review.claims if c.readings and c.readings[0] == cells)
            yield Fact(name, cells, value, then, said)


def _sum(document: Document, cells: tuple[str, ...]) -> Decimal | None:
    if document.form is None:
        return None
    values = usable(forms.load(document.form), document.cells)
    known = [v for v in map(values.get, cells) if v is not None]
    return sum(known, Decimal(0)) if len(known) == len(cells) else None


def _extract(review: Review, length: int) -> list[Sentence]:
    """The best sentences that fit, in the order of the report; each section gets its best one first."""
    scored = _scored(review)
    first: dict[int, float] = {}
    for score, s in scored:
        first[s.section] = max(first.get(s.section, 0.0), score)
    taken: list[Sentence] = []
    left = length
    for score, s in sorted(scored, key=lambda x: (x[0] < first[x[1].section], -x[0])):
        if score > 0 and len(s.quote) <= left:
            taken.append(s)
            left -= len(s.quote)
    return sorted(taken, key=lambda s: s.span)


def _scored(review: Review) -> list[tuple[float, Sentence]]:
    text = review.document.text
    wrong = [s for f in review.of(Verdict.CONTRADICTION) for s in conflicts(f)]
    found: list[Sentence] = []
    for p in review.document.paragraphs:
        for m in SENTENCE.finditer(text, p.span.start, p.span.end):
            span = Span(*m.span())
            if p.section and len(m[0].strip()) >= SHORTEST:
                inside = tuple(c.id for c in review.claims if span.holds(c.span))
                bad = any(span.meets(w) for w in wrong)
                found.append(Sentence(span, p.section, m[0].strip(), bad, inside))
    bags = [frozenset(s.quote[i : i + 2] for i in range(len(s.quote) - 1)) for s in found]
    spread = {
        n: Counter(t for s, b in zip(found, bags, strict=True) if s.section == n for t in b)
        for n in range(10)
    }
    return [(_score(s, b, spread[s.section]), s) for s, b in zip(found, bags, strict=True)]


def _score(sentence: Sentence, bag: frozenset[str], spread: Counter[str]) -> float:
    """Words shared with the other sentences of its section, and figures; boilerplate pulls it down."""
    central = sum(spread[t] - 1 for t in bag) / len(bag)
    return (central + sqrt(len(sentence.claims))) / (1 + len(BOILERPLATE.findall(sentence.quote)))
