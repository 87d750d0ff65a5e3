"""A text about a report, held figure by figure against the report it speaks of.

A press release, a speech or a summary tells the report's figures in other words.  Each figure of it is read
as a claim, with the words around it, and looked for in two ways: among the cells and claims that state the
same sum of cells, and among the claims that count the same thing in the same unit.  A figure that is met
there is supported; one that is met only with other values is contradicted; for all else the report has no
answer.  Where it is not certain that both speak of one thing, the answer is that nothing was found: an
accusation of a true sentence costs more than a silence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from math import log, sqrt
from typing import Any, Final

from . import form as forms
from .checks.base import Case, Tally, usable
from .claim import Claim, Period, Reading
from .document import Document, Paragraph
from .extraction.claims import read
from .extraction.facts import TIME, VERBS
from .extraction.items import Item
from .extraction.statement import Statement
from .outcome import Plain, Review, plain
from .quantity import Quantity, Sense
from .text import Lang, Span, Text


class Answer(StrEnum):
    """What the report says to a figure of the text."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not_found"


class Standing(StrEnum):
    """How a claim that supports a figure stands among claims of other values that may tell the same thing."""

    SOLE = "sole"  # none is as like it
    TIED = "tied"  # some are just as like it
    BEHIND = "behind"  # some are more like it, or it states other cells: the figure may be another one's


@dataclass(frozen=True, slots=True)
class Verified:
    """A figure of the text and what the report says to it; fields can also be had by name in brackets.

    Args:
        span, quote: the figure, or the words of an absolute statement, in the text.
        verdict: see `Answer`.
        claim: the claim of the report that supports or contradicts it, or None where only cells do.
        cells: the cells whose sum does, in the notation of readings.
        value: what the report has in its place, in plain decimals (money in yuan); "" where not found.
        standing: of what supports it, see `Standing`.
    """

    span: Span
    quote: str
    verdict: Answer
    claim: Claim | None = None
    cells: Reading = ()
    value: str = ""
    standing: Standing = Standing.SOLE

    def __getitem__(self, name: str) -> Any:
        if name not in self.__dataclass_fields__:
            raise KeyError(name)
        return getattr(self, name)

    def to_dict(self) -> Plain:
        """The plain form: spans as pairs, the claim by its id and quote.

        >>> Verified(Span(2, 4), "3件", Answer.NOT_FOUND).to_dict()["verdict"]
        'not_found'
        """
        claim = self.claim
        return {
            "span": [self.span.start, self.span.end],
            "quote": self.quote,
            "verdict": self.verdict.value,
            "claim": claim
            and {"id": claim.id, "quote": claim.quote, "span": [claim.span.start, claim.span.end]},
            "cells": list(self.cells),
            "value": self.value,
        }


def verify(text: str | Document, review: Review) -> list[Verified]:
    """Hold every figure of a text against a report.

    Args:
        text: what was written about the report; paragraphs on lines of their own. Or a document as read.
        review: the report, as `gouji.review` or `gouji.check` gives it.

    Returns:
        One answer a figure or absolute statement, in the order of the text; spans point into the text.

    >>> from gouji import check
    >>> from gouji.samples import path
    >>> told = verify("全年收到信息公开申请9件，召开座谈会7次。", check(path()))
    >>> [(v.quote, v.verdict.value) for v in told]
    [('9件', 'supported'), ('7次', 'not_found')]
    """
    return Report(review).verify(text)


SCHEMA: Final = "gouji/verify/1"
MARKS: Final[Mapping[Answer, tuple[str, Text]]] = {
    Answer.SUPPORTED: ("✓", Text("有据", "supported")),
    Answer.CONTRADICTED: ("✗", Text("不符", "contradicted")),
    Answer.NOT_FOUND: ("·", Text("未见", "not found")),
}


def to_dict(answers: Sequence[Verified], text: Document, review: Review) -> Plain:
    """The plain form of all answers, ``gouji/verify/1``."""
    return {
        "schema": SCHEMA,
        "document": {"path": text.path},
        "against": {"path": review.document.path, "sha256": review.document.sha256},
        "figures": [a.to_dict() for a in answers],
    }


def lines(answers: Sequence[Verified], text: Document, review: Review, lang: Lang = "zh") -> Iterator[str]:
    """The answers for people: a line each with the words before the figure, then how many there are."""
    for answer in answers:
        mark, word = MARKS[answer.verdict]
        line = f"{mark} {word.say(lang)}  {_around(text.text, answer.span)}"
        if answer.verdict is Answer.CONTRADICTED:
            line += Text("  报告：", "  report: ").say(lang) + _source(answer, review)
        yield line
    counted = Counter(a.verdict for a in answers)
    yield "  ".join(f"{word.say(lang)} {counted[a]}" for a, (_, word) in MARKS.items())


def _around(text: str, span: Span) -> str:
    """The figure with the words before it, to the last mark or line break."""
    before = re.split(r"[\n。；，,;]", text[max(0, span.start - 30) : span.start])[-1]
    return before + span.of(text).replace("\n", "")


def _source(answer: Verified, review: Review) -> str:
    if answer.claim is not None:
        return _around(review.document.text, answer.claim.span)
    form = forms.load(review.document.form or "2021")
    names = [form.label(n.removeprefix("-")) for n in answer.cells]
    named = " + ".join(names) if len(names) <= SHOWN else f"{names[0]} … {names[-1]}"
    return f"{named} = {answer.value}"


SHOWN: Final = 3  # cells of a sum that are named one by one


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim with the words that name what it counts.

    Args:
        own: the words of its own label, as tokens.
        full: those and the words it stands under: the clauses before, the head of its list.
        way: 1 for a rise, -1 for a fall, 0 for a figure that says neither.
        denied: whether its own label denies something: 不予公开, 未办结.
    """

    claim: Claim
    own: frozenset[str]
    full: frozenset[str]
    way: int = 0
    denied: bool = False

    @property
    def unit(self) -> str:
        """What kind of figure can equal this one."""
        q = self.claim.quantity
        return CASES if q.unit in UNITS else q.unit if q.kind in ("count", "measure", "duration") else q.kind


# Counters of applications, cases and papers that one text may exchange for another.
UNITS: Final = frozenset("件宗起份例")
CASES: Final = "件"
# Sums that a fee is printed in: the tables hold units of ten thousand yuan.
WAN: Final = Decimal(10000)
RISE: Final = re.compile(r"增长|增加|上升|提高|提升|增幅|上涨|增|升")
FALL: Final = re.compile(r"下降|减少|降低|回落|下滑|降幅|减幅|减|降")
DENIED: Final = re.compile(r"不予|不再|不能|未|没有|尚无|无法|无需|不(?=公开|属于|掌握|存在|合格)")
# Words that lead to a figure and name nothing.
GLUE: Final = re.compile(
    r"其中|主要|分别|包括|包含|通过|利用|以及|方面|有关|相关|各类|各种|全部|总数|总量|数量|件数|合计|"
    r"共计|累计|总计|占比|比例|[的了为是占共达有约等和与及由被将把在对从向以已均各于中含计]"
)
# What a text may say for a verb of a report, beyond the verbs that tell one fact twice within a report.
MORE: Final = {
    "receive": "收办|收悉|收件|新增受理",
    "handle": "办复|审结|办毕|处置",
    "issue": "制发|印发|推送|登载|刊登|张贴|出台",
    "disclose": "公示|披露",
    "hold": "开办|安排",
    "host": "接访",
}
VERB: Final = re.compile(
    "|".join(
        f"(?P<{name}>{MORE[name]}|{words})" if name in MORE else f"(?P<{name}>{words})"
        for name, words in VERBS.items()
    )
)
# Who did it, and the full name of what every text about such a report calls 申请 or 复议.
SHORT: Final = re.compile(
    r"(?:该|我|本|全)[省市州盟区县旗镇乡局委办厅院校]|该(?:单位|机关|街道)|(?:政府)?信息公开(?=申请|行政|复议|诉讼)"
)
# A text about a report names the body before the year: 玉岑市2024年公开信息.
WHO: Final = re.compile(r"^[一-鿿]{2,20}?(?=20[0-9]{2}年)")
HAN_RUN: Final = re.compile(r"[一-鿿A-Za-z0-9]+")

Likeness = tuple[float, float]  # all in all, and by own words; 0 to 1 each

NEAR: Final = 0.3  # likeness from which an equal figure in an equal unit tells the same thing
SAME: Final = 0.6  # likeness from which two figures count the same thing, whatever their values
RIVAL: Final = 0.85  # a claim less like than this share of the best is no rival for it


def tokens(label: str) -> frozenset[str]:
    """The words of a label as verb classes and pairs of characters.

    >>> tokens("全年共收到申请") == tokens("本年度受理申请")
    True
    """
    found: set[str] = set()
    named = WHO.sub("", label)
    rest = SHORT.sub("", TIME.sub("", named.replace("新收", "收到")))  # TIME would take 新 for a mere adverb
    for verb in VERB.finditer(rest):
        found.add(f"<{verb.lastgroup}>")
    for run in HAN_RUN.findall(GLUE.sub(" ", VERB.sub(" ", rest))):
        found.update(run[i : i + 2] for i in range(max(len(run) - 1, 1)))
    return frozenset(found)


def stated(statement: Statement) -> Iterator[Stated]:
    """The figures of a prose with the words that name them."""
    heads = {part: b.head for b in statement.breakdowns for part in b.parts}
    for item in statement.items:
        own = tokens(item.before) | tokens(item.after)
        around = item.lead + "，" + _above(item, statement.items, heads)
        full = own | tokens(around)
        if not own:
            own = full or tokens(statement.sentences[item.sentence].text)
        denied = bool(DENIED.search(item.before))
        yield Stated(statement.claim(item.index), own, full or own, _way(item.before), denied)


def _above(item: Item, found: Sequence[Item], heads: Mapping[int, int]) -> str:
    """The label of the total that a part belongs to, and of the total above that."""
    words, at = "", item.index
    while at in heads and heads[at] < at:
        at = heads[at]
        words += "，" + found[at].before + "，" + found[at].after
    return words


def _way(label: str) -> int:
    label = label.replace("增加值", "")  # what is made, not a rise
    rise, fall = RISE.search(label), FALL.search(label)
    return 0 if bool(rise) == bool(fall) else 1 if rise else -1


@dataclass(slots=True)
class Report:
    """What a report holds, ready to be asked."""

    review: Review
    case: Case = field(init=False)
    entries: tuple[Stated, ...] = field(init=False)
    denials: tuple[Claim, ...] = field(init=False)
    weights: dict[str, float] = field(init=False)

    def __post_init__(self) -> None:
        document = self.review.document
        form = forms.load(document.form) if document.form else None
        statement = read(document, form)
        values = usable(form, document.cells) if form is not None and document.cells else {}
        self.case = Case(document, form, statement, Tally(), None, values)
        self.entries = tuple(stated(statement))
        self.denials = tuple(statement.claims[len(statement.items) :])
        counted = Counter(t for e in self.entries for t in e.own)
        self.weights = {t: log(1 + len(self.entries) / n) for t, n in counted.items()}

    def verify(self, text: str | Document) -> list[Verified]:
        """As the function `verify`, for one text after another."""
        document = text if isinstance(text, Document) else plain_text(text)
        about = self.review.document
        told = read(replace(document, form=about.form, year=about.year))
        # a bare number without unit or words is a postcode, a page number: nobody can say what it counts
        answers = [self.answer(s) for s in stated(told) if s.own or s.claim.quantity.unit]
        denied = [self.denial(c) for c in told.claims[len(told.items) :]]
        return sorted([*answers, *_merged(denied)], key=lambda v: v.span)

    def answer(self, told: Stated) -> Verified:
        """Supported, contradicted or not found."""
        claim, quantity = told.claim, told.claim.quantity
        rivals = self._alike(told)
        cells = self._sums(claim)
        others = [likeness for e, likeness in rivals if not agree(quantity, e.claim.quantity)]
        for entry, likeness in rivals:
            if agree(quantity, entry.claim.quantity) and told.way * entry.way >= 0:
                standing = _standing(likeness, others) if told.denied == entry.denied else Standing.BEHIND
                return replace(_met(claim, Answer.SUPPORTED, entry.claim), standing=standing)
        for reading, value in cells:
            if agree(quantity, Quantity(value, quantity.kind)):
                held = plain(value) or ""
                standing = _standing((SAME, 0.0), others)
                return Verified(claim.span, claim.quote, Answer.SUPPORTED, None, reading, held, standing)
        if (twin := self._twin(told, rivals)) is not None:
            return replace(_met(claim, Answer.SUPPORTED, twin.claim), standing=Standing.BEHIND)
        if claim.readings:  # one that states cells and one that states none are strangers
            rivals = [r for r in rivals if r[0].claim.readings]
        if rivals and rivals[0][1][0] >= SAME:
            return _met(claim, Answer.CONTRADICTED, rivals[0][0].claim)
        if cells and len(cells) == len(claim.readings):
            reading, value = cells[0]
            return Verified(claim.span, claim.quote, Answer.CONTRADICTED, None, reading, plain(value) or "")
        return Verified(claim.span, claim.quote, Answer.NOT_FOUND)

    def denial(self, claim: Claim) -> Verified:
        """An absolute statement: nothing was received, no fee was taken."""
        for other in self.denials:
            if other.readings == claim.readings and other.measure == claim.measure:
                return _met(claim, Answer.SUPPORTED, other)
        return self.answer(Stated(claim, frozenset(), frozenset()))

    def _twin(self, told: Stated, rivals: Sequence[tuple[Stated, Likeness]]) -> Stated | None:
        """An agreeing claim of the very same words, no further off in what stands around it than any rival.

        In another order of sentences a part may be read under another head, and so as other cells.
        """
        nearest = max((self._cosine(told.full, e.full) for e, _ in rivals), default=0.0)
        for e in self.entries:
            same = bool(told.own) and e.own == told.own and e.unit == told.unit
            equal = same and agree(told.claim.quantity, e.claim.quantity) and told.way * e.way >= 0
            if equal and self._cosine(told.full, e.full) >= nearest:
                return e
        return None

    def _alike(self, told: Stated) -> list[tuple[Stated, Likeness]]:
        """The claims that may tell the same thing, the likeliest first."""
        found = [
            (e, (1.0, 1.0) if _reads_as(e, told.claim) else self._likeness(told, e))
            for e in self.entries
            if e.unit == told.unit and not _apart(e.claim, told.claim)
        ]
        best = max((likeness for _, (likeness, _) in found), default=0.0)
        floor = max(NEAR, best * RIVAL)
        return sorted((f for f in found if f[1][0] >= floor), key=lambda f: f[1], reverse=True)

    def _likeness(self, told: Stated, entry: Stated) -> Likeness:
        """How alike the two name what they count, and how alike by their own words alone.

        What stands around a figure counts only as far as the figure's own words are met too, or the parts
        of one list would all be alike.
        """
        own = self._cosine(told.own, entry.own)
        around = max(self._cosine(told.own, entry.full), self._cosine(told.full, entry.full))
        held = self._held(entry.own, told.full) and self._held(told.own, entry.full)
        return max(own, around) if held else own, own

    def _held(self, one: frozenset[str], other: frozenset[str]) -> bool:
        return self._weight(one & other) >= SAME * self._weight(one)

    def _cosine(self, one: frozenset[str], other: frozenset[str]) -> float:
        whole = sqrt(self._weight(one) * self._weight(other))
        return round(self._weight(one & other) / whole, 6) if whole else 0.0

    def _weight(self, words: Iterable[str]) -> float:
        rare = log(1 + len(self.entries))
        return sum(self.weights.get(w, rare) ** 2 for w in words)

    def _sums(self, claim: Claim) -> list[tuple[Reading, Decimal]]:
        """The sums of cells that the claim may state, as far as they can be had, in the claim's unit."""
        if claim.period in (Period.LAST_YEAR, Period.LAST_YEAR_END, Period.NEXT_YEAR, Period.OTHER):
            return []
        factor = WAN if claim.quantity.kind == "money" else Decimal(1)
        sums = ((reading, self.case.sum(reading)) for reading in claim.readings)
        return [(reading, value * factor) for reading, value in sums if value is not None]


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether two printed figures can be the same: equal at the coarser precision, or sets that meet.

    >>> cent = Quantity(Decimal("25.8"), "percent", "%", quantum=Decimal("0.1"), rounded=True)
    >>> agree(cent, Quantity(Decimal(26), "percent", "%", rounded=True))
    True
    >>> agree(cent, Quantity(Decimal(25), "percent", "%", rounded=True))
    False
    """
    if (
        one.value == other.value
        and one.upper == other.upper
        and (one.sense == other.sense or _loose(one, other))
    ):
        return True
    if one.sense is other.sense is Sense.EXACT:
        return one.value in other.literal or other.value in one.literal
    return one.literal.meets(other.literal)


def _loose(one: Quantity, other: Quantity) -> bool:
    """Whether one of two leaves out the bound word that the other has."""
    return Sense.EXACT in (one.sense, other.sense)


def _reads_as(entry: Stated, claim: Claim) -> bool:
    """Whether both state the same cells."""
    return bool(claim.readings) and entry.claim.readings == claim.readings


def _apart(one: Claim, other: Claim) -> bool:
    """Whether the two certainly speak of different things: other cells, or another year."""
    cells = [set(c.readings) for c in (one, other)]
    if cells[0] and cells[1] and not cells[0] & cells[1]:
        return True
    past = [c.period in (Period.LAST_YEAR, Period.LAST_YEAR_END, Period.OTHER) for c in (one, other)]
    return past[0] != past[1]


def _standing(likeness: Likeness, others: Sequence[Likeness]) -> Standing:
    best = max(others, default=(0.0, 0.0))
    return Standing.SOLE if likeness > best else Standing.TIED if likeness == best else Standing.BEHIND


def _met(told: Claim, verdict: Answer, claim: Claim) -> Verified:
    return Verified(told.span, told.quote, verdict, claim, value=plain(claim.quantity.value) or "")


def _merged(answers: Iterable[Verified]) -> Iterator[Verified]:
    """One answer for one phrase, though it may deny several things: the worst."""
    order = (Answer.CONTRADICTED, Answer.NOT_FOUND, Answer.SUPPORTED)
    found: dict[Span, Verified] = {}
    for answer in answers:
        held = found.setdefault(answer.span, answer)
        if order.index(answer.verdict) < order.index(held.verdict):
            found[answer.span] = answer
    yield from found.values()


def plain_text(text: str, path: str = "") -> Document:
    """A bare text as a document: each line a paragraph."""
    spans = (Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text))
    return Document(text, tuple(Paragraph(s, 0) for s in spans), path=path)
