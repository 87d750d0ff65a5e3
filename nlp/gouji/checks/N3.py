"""A share that no whole number of a small total gives.

**What**: a share of n things is k/n for some whole k; no k must be missing within one unit of the
printed digit.
**Why**: of 9 applications none are 50%: 4 are 44%, 5 are 56%. Below 100 most printed percents are
impossible.
**Example**: ``全年收到申请9件 … 主要涉及征地的占50%，其他占50%``.
**Source**: the GRIM test (Brown & Heathers 2017); doubt where the whole is inferred, since one
application may ask for two things.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..extraction.shares import Share
from ..finding import Finding, Proof, Role, TextEvidence, Verdict
from ..quantity import Interval, Quantity
from ..text import Text
from .base import Case, Rule
from .figures import HUNDRED, cell_evidence, operand, round_to, show, text_evidence
from .share_bases import COUNTS, Whole, applies, part_cells, wholes

RULE = Rule("N3", "infeasible-share", Text("占比无整数解", "no whole number gives the share"), Verdict.DOUBT)
MESSAGE = Text(
    "共{whole}件，没有哪个件数占其{reported}%（{near}）。",
    "no whole number of {whole} is {reported}% ({near}).",
)
LARGEST = 200


def feasible(whole: Decimal, percent: Quantity) -> bool:
    """Whether some whole part of ``whole`` gives the printed percentage.

    >>> feasible(Decimal(9), Quantity(Decimal(50), "percent", "%", rounded=True))
    False
    >>> feasible(Decimal(8), Quantity(Decimal(50), "percent", "%", rounded=True))
    True
    """
    allowed = percent.generous
    if allowed.low is None or allowed.high is None:
        return True
    k = int(max(Decimal(0), allowed.low * whole / HUNDRED))
    return any(Decimal(n) * HUNDRED / whole in allowed for n in range(k, k + int(whole) + 2) if n <= whole)


def check(case: Case) -> Iterator[Finding]:
    """Shares without a count of their part, list by list."""
    for run in _runs(case):
        finding = _judge(case, run)
        if finding is not None:
            yield finding


def _runs(case: Case) -> Iterator[list[Share]]:
    """Shares without a part, those of one sentence together."""
    run: list[Share] = []
    items = case.statement.items
    for share in case.statement.shares:
        if share.part is not None or share.rate or part_cells(case, share):
            continue
        if run and (items[run[-1].item].sentence != items[share.item].sentence or run[-1].base != share.base):
            yield run
            run = []
        run.append(share)
    if run:
        yield run


def _judge(case: Case, run: list[Share]) -> Finding | None:
    items = case.statement.items
    bases = list(wholes(case, run[0]))
    if applies(case, run[0]):
        bases = _applications(case, bases)
    elif not any(w.named for w in bases):
        bases = []
    if not bases or not all(_small(w) for w in bases):  # a large total has a whole number for every share
        case.tally.not_applicable(RULE.code)
        return None
    case.tally.ran(RULE.code)
    case.tally.looked(*(f"c{s.item}" for s in run))
    missed = [s for s in run if not any(feasible(_n(b), items[s.item].mention.quantity) for b in bases)]
    if not missed:
        return None
    base, q = bases[0], items[missed[0].item].mention.quantity
    whole = _n(base)
    low = int(q.value * whole / HUNDRED)
    near = "，".join(
        f"{k}件为{show(round_to(Decimal(k) * 100 / whole, q.quantum))}%" for k in (low, low + 1) if k <= whole
    )
    support = (
        (text_evidence(case, base.item, Role.SUPPORT),)
        if base.item is not None
        else cell_evidence(case, base.cells, Role.SUPPORT)
    )
    return RULE.finding(
        MESSAGE.format(whole=show(whole), reported=show(q.value), near=near),
        (*(TextEvidence(case.statement.phrase(items[s.item])) for s in missed), *support),
        reported="、".join(f"{show(items[s.item].mention.value)}%" for s in missed),
        computed="",
        verdict=Verdict.CONTRADICTION if bool(run[0].base) and base.named else Verdict.DOUBT,
        proof=Proof(
            "integer_share",
            f"k ÷ {show(whole)} ≠ {show(q.value)}%",
            (operand("whole", Interval.point(whole)), operand("percent", q.generous)),
        ),
    )


def _small(whole: Whole) -> bool:
    low, high = whole.values.low, whole.values.high
    return low is not None and low == high and 0 < low <= LARGEST and low == int(low)


def _n(whole: Whole) -> Decimal:
    assert whole.values.low is not None
    return whole.values.low


def _applications(case: Case, bases: list[Whole]) -> list[Whole]:
    """Of the totals in scope those that count applications."""
    return [
        b
        for b in bases
        if b.cells or (b.item is not None and case.statement.links[b.item.index].measure in COUNTS)
    ]
