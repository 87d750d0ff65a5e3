"""The shares of a closed list do not add up to 100%.

**What**: shares that name all kinds (``其他``, a known split) add to 100 within half a unit of the last
printed digit for each share.
**Why**: the parts of a whole are the whole; rounding explains no more than that.
**Example**: ``政策法规类占32.5%、工作动态类占41.2%、公示公告类占18.7%、其他类占9.6%`` adds up to
102.0%.
**Source**: arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..extraction.lists import OPEN, REST, exhaustive
from ..extraction.shares import Share
from ..finding import Finding, TextEvidence
from ..quantity import Bound, Interval
from ..text import Text
from .base import Case, Rule
from .figures import equal_proof, show

RULE = Rule("N4", "shares-not-100", Text("占比合计不为100%", "shares do not add to 100%"))
MESSAGE = Text(
    "所列{n}项占比已穷尽，合计为{sum}%，不是100%。",
    "the {n} shares are exhaustive and add up to {sum}%, not 100%.",
)


def check(case: Case) -> Iterator[Finding]:
    """Every run of shares of one whole."""
    items = case.statement.items
    for run in _runs(case):
        labels = [s.label for s in run]
        if not (REST.search(labels[-1]) or exhaustive(labels)) or OPEN.match(items[run[-1].item].after):
            continue
        case.tally.ran(RULE.code)
        quantities = [items[s.item].mention.quantity for s in run]
        total = sum((q.value for q in quantities), Decimal(0))
        quantum = max(q.quantum for q in quantities)
        slack = quantum * len(run) / 2
        if any(q.bound is not Bound.EXACT for q in quantities):
            slack += 2 * len(run)
        allowed = Interval.point(Decimal(100)).widen(slack)
        if total in allowed:
            continue
        span = case.statement.folded.to_text(items[run[0].item].label_start, items[run[-1].item].end)
        yield RULE.finding(
            MESSAGE.format(n=len(run), sum=show(total)),
            (TextEvidence(span),),
            reported=f"{show(total)}%",
            computed="100%",
            proof=equal_proof(
                " + ".join(show(q.value) for q in quantities) + f" = {show(total)} ≠ 100",
                ("whole", allowed),
                [(f"share{n}", Interval.point(q.value), 1) for n, q in enumerate(quantities, 1)],
            ),
        )


def _runs(case: Case) -> Iterator[list[Share]]:
    """Shares of one sentence that follow one another and name the same whole."""
    items = case.statement.items
    run: list[Share] = []
    for share in case.statement.shares:
        if share.rate:
            continue
        if run:
            last, now = items[run[-1].item], items[share.item]
            between = [i for i in items[last.index + 1 : now.index] if i.mention.quantity.kind == "percent"]
            if last.sentence != now.sentence or last.depth != now.depth or between or _again(run, share):
                if len(run) > 1:
                    yield run
                run = []
        run.append(share)
    if len(run) > 1:
        yield run


def _again(run: list[Share], share: Share) -> bool:
    """Whether the share starts another list: another whole, or the list before was closed."""
    return bool(REST.search(run[-1].label)) or bool(
        share.base and run[-1].base and share.base != run[-1].base
    )
