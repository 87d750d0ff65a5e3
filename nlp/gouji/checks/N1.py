"""The parts of a list do not fit its total.

**What**: the parts of a closed list (``其他``, ``分别``, all kinds named) must add up to the total;
those of an open list (``等``) must stay within it; lists by channel may overlap and say nothing.
**Why**: addition; but only one in five lists that do not add up is an error, so the kind of list
decides.
**Example**: ``公开信息53条，其中决策类2条、管理类5条、服务类43条、其他类4条`` adds up to 54.
**Source**: arithmetic; kinds of list and their precision from 356 facts of real reports,
docs/design.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..extraction.items import Item
from ..extraction.lists import APPLICANT, Breakdown, Closure, overlapping
from ..finding import Finding, Verdict
from ..quantity import Bound, Interval
from ..text import Text
from .base import Case, Rule
from .figures import equal_proof, show, text_evidence

RULE = Rule("N1", "parts-total-mismatch", Text("分项与总数不符", "parts do not fit the total"))
EXCEEDS = Text(
    "“{head}”所列分项之和为{sum}，超过总数{total}。",
    "the parts of “{head}” add up to {sum}, more than the total {total}.",
)
SHORT = Text(
    "“{head}”所列分项已穷尽（含“{last}”），其和为{sum}，与总数{total}不等。",
    "the parts of “{head}” are exhaustive (the last is “{last}”) and add up to {sum}, not to {total}.",
)
ONE = Text(
    "“{head}”中的一项为{sum}，大于总数{total}。",
    "one part of “{head}” is {sum}, more than the total {total}.",
)
# The most applications that a report counts: those handled, and those completed.
HANDLED = (("t3/new/total", "t3/carried_in/total"), ("t3/total/total", "t3/carried_out/total"))


def check(case: Case) -> Iterator[Finding]:
    """Every breakdown by its kind."""
    for group in case.statement.breakdowns:
        finding = _judge(case, group)
        if finding is not None:
            yield finding


def _judge(case: Case, group: Breakdown) -> Finding | None:
    items = case.statement.items
    head = items[group.head]
    parts = [items[p] for p in group.parts]
    total = head.mention.quantity.generous
    if group.closure is Closure.NESTED and group.trigger != "bracket":
        case.tally.looked(*(f"c{i.index}" for i in (head, *parts)))
        return None  # 建议18件、提案27件，其中主办31件: of which of the two the text does not say
    if _of_another(case, head, parts):
        case.tally.looked(*(f"c{i.index}" for i in parts))
        return None
    surest = parts[:1] if group.closure is Closure.NESTED else parts
    largest = max(surest, key=lambda i: i.mention.quantity.value)
    case.tally.ran(RULE.code)
    if (
        total.below(largest.mention.quantity.generous)
        and group.certain
        and group.trigger in ("among", "holds", "bracket", "each", "mainly", "split", "kinds")
    ):
        return _finding(case, ONE, head, [largest], total, Verdict.CONTRADICTION)
    case.tally.looked(*(f"c{i.index}" for i in (head, *parts)))
    if group.closure in (Closure.OVERLAP, Closure.NESTED) or _fits(case, head, parts):
        return None
    sums = _sum(parts)
    if total.below(sums):
        return _exceeds(case, group, head, parts, total, sums)
    if group.closure is Closure.CLOSED and sums.below(total) and len(parts) > 1:
        return _finding(case, SHORT, head, parts, total, Verdict.CONTRADICTION)
    return None


def _of_another(case: Case, head: Item, parts: list[Item]) -> bool:
    """Whether the parts give another total of the paragraph, told before: 1208条，按清单50条落实，其中…."""
    spans = case.statement.sentences
    total, sums = head.mention.quantity, _sum(parts)
    return len(parts) > 1 and any(
        other.mention.quantity.unit == total.unit
        and other.mention.quantity.literal == sums
        and (len(parts) > 2 or other.sentence == head.sentence)
        for other in case.statement.items[: head.index]
        if spans[other.sentence].paragraph == spans[head.sentence].paragraph
    )


def _exceeds(
    case: Case, group: Breakdown, head: Item, parts: list[Item], total: Interval, sums: Interval
) -> Finding | None:
    """More than the total: an error where the parts are certain to be separate."""
    carried = case.statement.links[head.index].topic == "application" and not case.values
    one_off = (
        sums.low is not None and total.high is not None and sums.low - total.high == 1 and total.high > 300
    )
    channel = overlapping(head, [p.before for p in parts]) > 0
    if group.trigger in ("mainly", "colon") and group.closure is Closure.OPEN:
        return None
    large = sums.low is not None and total.high is not None and sums.low > total.high * Decimal("1.3") > 65
    if group.closure is Closure.OPEN and large:
        one_off = True  # so much more that the parts are likelier to overlap than to be miscounted
    sure = group.certain and not carried and not one_off and not channel
    sure = sure or (group.closure is Closure.CLOSED and not carried and not one_off)
    sure = sure or _over_all_readings(case, head, parts, sums)
    return _finding(case, EXCEEDS, head, parts, total, Verdict.CONTRADICTION if sure else Verdict.DOUBT)


def _over_all_readings(case: Case, head: Item, parts: list[Item], sums: Interval) -> bool:
    """Whether applications by way or applicant, each of which is one, are more than the tables allow."""
    most = [total for r in HANDLED if (total := case.sum(r)) is not None]
    told = [total for r in case.statement.links[head.index].readings if (total := case.sum(r)) is not None]
    below = all(Interval.point(total).below(sums) for total in (*most, *told))
    return bool(most) and below and all(APPLICANT.search(p.before) for p in parts)


def _sum(parts: list[Item]) -> Interval:
    total = Interval.point(0)
    for part in parts:
        total = total + part.mention.quantity.generous
    return total


def _fits(case: Case, head: Item, parts: list[Item]) -> bool:
    """Whether the parts, or a first run of them, give the total, or another total that the head may mean."""
    wanted = [head.mention.quantity.generous]
    for reading in case.statement.links[head.index].readings:
        value = case.sum(reading)
        if value is not None:
            wanted.append(Interval.point(value))
    slack = _rounding(head, parts)
    if len(parts) == 1:
        return not wanted[0].below(parts[0].mention.quantity.generous)
    # What follows the parts may be read as one more, and the first may be of another split
    # (诉讼4件，其中二审2件，驳回3件，撤诉1件); but an approximate total is met by chance.
    runs = [parts]
    if head.mention.quantity.bound is Bound.EXACT:
        runs += [*(parts[:end] for end in range(2, len(parts))), *([parts[1:]] if len(parts) > 2 else [])]
    return any(w.widen(slack).meets(_sum(run)) for run in runs for w in wanted)


def _rounding(head: Item, parts: list[Item]) -> Decimal:
    """What rounding alone may add: half a unit of the last digit for each rounded figure."""
    rounded = [
        i.mention.quantity
        for i in (head, *parts)
        if i.mention.quantity.rounded and i.mention.quantity.bound is Bound.EXACT
    ]
    return max((q.quantum for q in rounded), default=Decimal(0)) * len(rounded) / 2


def _finding(
    case: Case, message: Text, head: Item, parts: list[Item], total: Interval, verdict: Verdict
) -> Finding:
    sums = _sum(parts)
    words = case.statement.phrase(head).of(case.document.text)
    shown = show(sums.low) if sums.low == sums.high else f"{show(sums.low)}～{show(sums.high)}"
    formula = " + ".join(show(p.mention.value) for p in parts)
    return RULE.finding(
        message.format(
            head=words, sum=shown, total=show(head.mention.value), last=parts[-1].before or parts[-1].after
        ),
        (text_evidence(case, head), *(text_evidence(case, p) for p in parts)),
        reported=show(head.mention.value),
        computed=shown,
        verdict=verdict,
        proof=equal_proof(
            f"{formula} = {shown} ≠ {show(head.mention.value)}",
            ("total", total),
            [(f"part{n}", p.mention.quantity.generous, 1) for n, p in enumerate(parts, 1)],
        ),
    )
