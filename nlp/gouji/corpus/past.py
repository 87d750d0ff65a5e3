"""What a report says of the year before, with the cells of last year's tables that would say the same.

A review leaves such figures without cells, since its own tables do not have them; beside last year's report
they can be compared (rule Y4).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Final

from .. import form as forms
from ..claim import Claim, Period, Reading
from ..document import Document, Paragraph
from ..extraction.claims import read
from ..extraction.linkers import RULES
from ..form import Form
from ..outcome import Plain, Review, plain
from ..text import Span

PAST: Final = (Period.LAST_YEAR, Period.LAST_YEAR_END)
# How last year is called, with its number put in; a figure of an earlier year is told of by another.
LAST: Final = "(?:上一?年度?|去年|{year}年度?)"
# Words that are left out when a clause is read as if it spoke of this year.
YEAR: Final = "(?:截[至止])?{last}(?:全年|同期|年?[末底])?[，,]?"
# After this year's figure, words that only say that the next is the same of last year.
SAME: Final = "[，,（(]?(?:比|较|与)?{last}(?:同期)?的?(?:共|为|是|新收|收到|受理)*"
CLAUSE: Final = re.compile(r"[。；;，,：:\n]")
NEAR: Final = 60  # characters before a figure that its clause may begin
CLEAR: Final = 2  # more readings than this say too little to be held against last year's tables


def past(review: Review) -> list[Plain]:
    """The figures of last year that can be compared with last year's tables.

    >>> from dataclasses import replace
    >>> from gouji import read, review
    >>> text = "甲县财政局2024年政府信息公开年报\\n一、总体情况\\n新收政府信息公开申请23件，上年19件。"
    >>> found = past(review(replace(read(text.encode()), form="2021")))
    >>> [(f["quote"], f["readings"]) for f in found]
    [('19件', [['t3/new/total']])]
    """
    document = review.document
    if document.form is None:
        return []
    form = forms.load(document.form)
    last = LAST.format(year=(document.year or 0) - 1)
    told = [m.start() for m in re.finditer(last, document.text)]
    found = []
    for at, claim in enumerate(review.claims):
        near = bisect_right(told, claim.span.end) - bisect_left(told, claim.span.start - NEAR)
        if not near and claim.period not in PAST:
            continue
        clause = _clause(claim, document.text)
        named = re.search(last, clause)
        if claim.scope or not (claim.period in PAST or (named and claim.linked_by != RULES)):
            continue
        before = review.claims[at - 1] if at else None
        readings = _beside(before, claim, document.text, SAME.format(last=last)) or _alone(
            claim, re.sub(YEAR.format(last=last), "", clause), form
        )
        if readings and len(readings) <= CLEAR:
            literal = claim.quantity.literal
            found.append(
                {
                    "quote": claim.quote,
                    "start": claim.span.start,
                    "low": plain(literal.low),
                    "high": plain(literal.high),
                    "exact": literal.low == literal.high,
                    "readings": [list(r) for r in readings],
                }
            )
    return found


def _clause(claim: Claim, text: str) -> str:
    """The clause of a figure up to the end of the figure."""
    near = max(0, claim.span.start - NEAR)
    start = max((m.end() for m in CLAUSE.finditer(text, near, claim.span.start)), default=near)
    return text[start : claim.span.end]


def _beside(before: Claim | None, claim: Claim, text: str, same: str) -> tuple[Reading, ...]:
    """The readings of this year's figure that stands right before: 新收23件，上年19件."""
    if before is None or before.linked_by != RULES or before.period is not Period.YEAR:
        return ()
    if before.quantity.unit != claim.quantity.unit:
        return ()
    return before.readings if re.fullmatch(same, text[before.span.end : claim.span.start]) else ()


def _alone(claim: Claim, clause: str, form: Form) -> tuple[Reading, ...]:
    """The readings that the clause would have if it spoke of this year: 去年作出处罚决定31件."""
    if not clause.endswith(claim.quote):
        return ()
    whole = Span(0, len(clause))
    reread = read(Document(clause, (Paragraph(whole, 1),), form=form.id), form)
    last = [c for c in reread.claims if c.span.end == whole.end and c.period is Period.YEAR]
    return last[-1].readings if last else ()
