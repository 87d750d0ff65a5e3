"""A summary in a model's own words, of which only what the report supports is kept.

The model is told what the report says and writes; nothing it writes is believed.  Each sentence is read in
the company of those kept before it, and by itself, and is kept only if

- it consists of plain prose: Chinese and Latin letters, digits and the marks of a sentence, at its length;
- each of its figures is supported by the report (`gouji.verify`), by a figure that the review has not found
  contradictory, and none of its digits or numerals is left that was not read as such a figure or as a name or
  date of the report;
- its words are mostly the report's own.

So nothing that stands in a report can make a model say figures that the report does not have, and what a
hostile or broken model says is dropped and counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final, Protocol

from .. import form as forms
from ..finding import Verdict
from ..language.folding import Folded, fold
from ..language.quantities import scan
from ..outcome import Review, conflicting_cells, conflicts
from ..quantity import Quantity, Sense
from ..text import Span
from ..verification import Answer, Report, Standing, Verified, tokens


class Writer(Protocol):
    """Whatever writes a summary: a seq2seq model, a chat model."""

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    def write(self, material: str) -> str:
        """A summary of a text, in plain prose.

        Raises:
            ModelError: the model cannot be had, or fails.
        """
        ...


class Reason(StrEnum):
    """Why a sentence was dropped."""

    CHARACTERS = "characters"  # markup, control characters, no end, or endless
    FIGURE = "figure"  # a figure that the report does not support
    DISPUTED = "disputed"  # a figure of the report that the review found contradictory
    WORDS = "words"  # words that are not the report's


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence that was kept, the claims and the cells of the report that its figures rest on."""

    quote: str
    claims: tuple[str, ...]
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Abstract:
    """What was kept of a model's summary, and how many sentences were dropped for which reason."""

    model: str
    sentences: tuple[Written, ...]
    dropped: Mapping[str, int]


READ: Final = 4000  # characters of an answer that are looked at
LONGEST: Final = 200  # characters of a sentence
SENTENCE: Final = re.compile(r"[^。！？\n]*[。！？]|[^。！？\n]+")
# Letters, digits and the marks of plain Chinese prose: no markup, links, control or invisible characters.
PROSE: Final = re.compile(r"[一-鿿A-Za-z0-9０-９ ，、；：（）()《》“”‘’〔〕%％．.,:;+/·—\-–～~]{6,}[。！？]")
MARKUP: Final = re.compile(r"://|www\.|&[a-z#]|\]\(", re.IGNORECASE)
# What is a figure wherever it stands, read as one or not.
NUMERAL: Final = re.compile(
    r"[0-9]+(?:[.,:/][0-9]+)*"
    r"|[〇零一二三四五六七八九十百千万亿两]{2,}"
    r"|[〇零一二三四五六七八九十百千万亿两](?=[件条个份宗起例次期篇项场人名家户元倍成])"
)
HAN: Final = re.compile(r"[一-鿿]{2,}")
OWN: Final = 0.5  # share of a sentence's pairs of characters that must be the report's
# Another time than the report's year, or a part of it; "last" may be told as 上年 or by number.
TIME: Final = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})年|(?P<last>上一?年|去年)|(?P<next>下一?年|明年|次年|来年|翌年)|前年|年初"
    r"|[一二三四1-4]季度|[上下]半年|(?<![0-9])[0-9]{1,2}月|[每月日周]均|每[年月日周季]|平均"
)
NOT_HAN: Final = re.compile(r"[^一-鿿]")
OPENING: Final = re.compile(r"[^，。；]{2,8}，")  # a time that stands before all that a sentence says
TERRITORY: Final = re.compile(r"全[国省市州县区镇乡]")


def accepted(text: str, review: Review, model: str = "") -> Abstract:
    """Keep what the report supports.

    Args:
        text: what a model wrote; anything at all.
        review: the report.

    >>> from gouji import check
    >>> from gouji.samples import path
    >>> report = check(path())
    >>> kept = accepted("全年收到政府信息公开申请9件。全年收到政府信息公开申请12件。<b>9件</b>。", report)
    >>> [s.quote for s in kept.sentences], dict(kept.dropped)
    (['全年收到政府信息公开申请9件。'], {'figure': 1, 'characters': 1})
    """
    gate = Gate(review)
    dropped: Counter[str] = Counter()
    kept: list[Written] = []
    for piece in SENTENCE.findall(text[:READ]):
        sentence = piece.strip()
        if not sentence or any(sentence == k.quote for k in kept):
            continue
        found = gate.judge("".join(k.quote for k in kept), sentence)
        if isinstance(found, Written):
            kept.append(found)
        else:
            dropped[found.value] += 1
    return Abstract(model, tuple(kept), dict(dropped))


class Gate:
    """A report that sentences are held against."""

    def __init__(self, review: Review) -> None:
        self.review = review
        self.report = Report(review)
        self.plain = fold(review.document.text).plain
        form = forms.load(review.document.form) if review.document.form else None
        self.labels = {} if form is None else {name: form.label(name) for name in form.cells}
        self.pairs = frozenset(_pairs("\n".join([self.plain, *self.labels.values()])))
        contradictions = review.of(Verdict.CONTRADICTION)
        self.wrong = [s for f in contradictions for s in conflicts(f)]
        self.wrong_cells = {n for f in contradictions for n in conflicting_cells(f)}

    def judge(self, before: str, sentence: str) -> Written | Reason:
        """Keep a sentence or say why not.

        Args:
            before: what was kept so far; it may name the subject that the sentence goes on about.
        """
        if len(sentence) > LONGEST or not PROSE.fullmatch(sentence) or MARKUP.search(sentence):
            return Reason.CHARACTERS
        if not self._worded(sentence):
            return Reason.WORDS
        at = len(before)
        told = self.report.verify(before + sentence)
        answers = [(a.span.shift(-at), a) for a in told if a.span.start >= at]
        # by itself too: company must not lend a figure another subject
        alone = self.report.verify(sentence) if before else ()
        if any(a.verdict is Answer.CONTRADICTED for a in alone) or not self._supported(sentence, answers):
            return Reason.FIGURE
        if any(self._disputed(a) for _, a in answers):
            return Reason.DISPUTED
        claims = dict.fromkeys(a.claim.id for _, a in answers if a.claim is not None)
        return Written(sentence, tuple(claims), tuple(dict.fromkeys(n for _, a in answers for n in a.cells)))

    def _supported(self, sentence: str, answers: Sequence[tuple[Span, Verified]]) -> bool:
        """Whether every figure is the report's, and none is left that was not read."""
        folded = fold(sentence)
        mentions, entities = scan(folded.plain)
        if not all(a.verdict is Answer.SUPPORTED and a.standing is not Standing.BEHIND for _, a in answers):
            return False
        told = [(folded.to_text(*_ends(m.span)), m.quantity) for m in mentions]
        if not all(_alike(q, a) for place, q in told for span, a in answers if place.meets(span)):
            return False
        figures = [(span, a) for span, a in answers if any(place.meets(span) for place, _ in told)]
        if not _in_step(sentence, figures):
            return False
        met = [span for span, _ in answers]
        met += [folded.to_text(*_ends(e.span)) for e in entities if e.quote in self.plain]
        if not all(any(m.holds(n) for m in met) for n in _numerals(folded)):
            return False
        return self._timed(folded.plain, [a for _, a in answers])

    def _timed(self, plain: str, answers: Sequence[Verified]) -> bool:
        """Whether the sentence names no other time, part of the year or territory than the report does."""
        year = self.review.document.year
        around = dict.fromkeys(self._around(a.claim.span) for a in answers if a.claim is not None)
        around |= dict.fromkeys(self.labels.get(n.removeprefix("-"), "") for a in answers for n in a.cells)
        known = Counter(t for text in around for t in _times(text, year))
        opening = OPENING.match(plain)
        if opening and _times(opening[0], year) and not any(text.startswith(opening[0]) for text in around):
            return False
        return _times(plain, year) <= known and all(w in self.plain for w in TERRITORY.findall(plain))

    def _around(self, span: Span) -> str:
        """The sentence of the report that a claim stands in, folded."""
        text = self.review.document.text
        start = max(text.rfind(mark, 0, span.start) for mark in "。\n") + 1
        ends = [at for mark in "。\n" if (at := text.find(mark, span.end)) >= 0]
        return fold(text[start : min(ends, default=len(text))]).plain

    def _worded(self, sentence: str) -> bool:
        pairs = list(_pairs(fold(sentence).plain))
        return sum(p in self.pairs for p in pairs) >= OWN * len(pairs) and bool(pairs)

    def _disputed(self, answer: Verified) -> bool:
        claim = answer.claim
        if claim is not None and any(claim.span.meets(w) for w in self.wrong):
            return True
        return not self.wrong_cells.isdisjoint(n.removeprefix("-") for n in answer.cells)


def _in_step(sentence: str, figures: Sequence[tuple[Span, Verified]]) -> bool:
    """Whether figures without words of their own, or with words that fit several, stand beside their like.

    A share, or a part of a 分别 list, belongs to the figure that it follows: so it must in the report.
    """
    places = [int(a.claim.id[1:]) if a.claim is not None and not a.claim.negative else -1 for _, a in figures]
    for at, (span, answer) in enumerate(figures):
        before = sentence[figures[at - 1][0].end if at else 0 : span.start]
        own = before + NOT_HAN.split(sentence[span.end :], maxsplit=1)[0]
        if answer.standing is Standing.SOLE and (at == 0 or tokens(own)):
            continue
        pair = places[at - 1 : at + 1] if at else places[:2]
        if len(pair) < 2 or min(pair) < 0 or pair[0] + 1 != pair[1]:
            return False
    return True


def _alike(told: Quantity, answer: Verified) -> bool:
    """Whether a figure is as the report has it, or rounded: 3800余 is neither 3800 nor 近3800."""
    if answer.claim is None:
        return told.sense is Sense.EXACT and told.upper is None and Decimal(answer.value) in told.literal
    had = answer.claim.quantity
    same = told.value == had.value or (told.sense is Sense.EXACT and had.value in told.literal)
    return same and told.sense is had.sense and told.upper == had.upper


def _times(text: str, year: int | None) -> Counter[str]:
    """The times and parts of the year that a text names, but for the report's own year."""
    found: Counter[str] = Counter()
    for m in TIME.finditer(text):
        name = m.lastgroup or m[0]
        if m.lastgroup == "year" and year is not None:
            name = {year: "", year - 1: "last", year + 1: "next"}.get(int(m["year"]), m["year"])
        if name:
            found[name] += 1
    return found


def _numerals(folded: Folded) -> Iterator[Span]:
    """What looks like a figure, in the sentence as it was written."""
    for m in NUMERAL.finditer(folded.plain):
        yield folded.to_text(*m.span())


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _pairs(text: str) -> Iterator[str]:
    """Pairs of Chinese characters."""
    for words in HAN.findall(text):
        for at in range(len(words) - 1):
            yield words[at : at + 2]
