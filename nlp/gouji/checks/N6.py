"""A difference, or a flow, that the figures do not give.

**What**: where now, then and the difference are all stated, 增加N件 must be now - then (减少N件 then -
now); a stock at the start, with what came and what went, must give the stock at the end.
**Why**: addition and subtraction.
**Example**: ``由43个整合为31个，减少10个``; ``年初38个，新开2个、注销9个，现有33个``.
**Source**: arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..extraction.stocks import stocks
from ..finding import Finding, Role
from ..quantity import ZERO, Interval
from ..text import Text
from .base import Case, Rule
from .figures import equal_proof, show, text_evidence

RULE = Rule("N6", "difference-mismatch", Text("增减数不符", "difference mismatch"))
MESSAGE = Text(
    "由{then}到{now}相差{computed}，原文作{word}{reported}。",
    "from {then} to {now} is a difference of {computed}, the text says {reported}.",
)


FLOW = Text(
    "{start} + {came} − {went} = {computed}，原文作{end}。",
    "{start} + {came} - {went} = {computed}, the text says {end}.",
)


def check(case: Case) -> Iterator[Finding]:
    """Every change with now, then and difference; every flow of one sentence."""
    yield from _differences(case)
    yield from _flows(case)


def _flows(case: Case) -> Iterator[Finding]:
    for flow in stocks(case.statement.items):
        every = (flow.end, flow.start, *flow.came, *flow.went)
        case.tally.ran(RULE.code)
        case.tally.looked(*(f"c{i.index}" for i in every))
        terms = [
            ("start", flow.start, 1),
            *(("came", i, 1) for i in flow.came),
            *(("went", i, -1) for i in flow.went),
        ]
        total = Interval.point(0)
        for _, item, sign in terms:
            q = item.mention.quantity.generous
            total = total + q if sign > 0 else total - q
        if total.meets(flow.end.mention.quantity.generous):
            continue
        came = sum((i.mention.value for i in flow.came), ZERO)
        went = sum((i.mention.value for i in flow.went), ZERO)
        computed = flow.start.mention.value + came - went
        yield RULE.finding(
            FLOW.format(
                start=show(flow.start.mention.value),
                came=show(came),
                went=show(went),
                computed=show(computed),
                end=show(flow.end.mention.value),
            ),
            (
                text_evidence(case, flow.end),
                text_evidence(case, flow.start),
                *(text_evidence(case, i, Role.SUPPORT) for i in (*flow.came, *flow.went)),
            ),
            reported=show(flow.end.mention.value),
            computed=show(computed),
            proof=equal_proof(
                f"{show(flow.start.mention.value)} + {show(came)} − {show(went)}"
                f" ≠ {show(flow.end.mention.value)}",
                ("end", flow.end.mention.quantity.generous),
                [(name, item.mention.quantity.generous, sign) for name, item, sign in terms],
            ),
        )


def _differences(case: Case) -> Iterator[Finding]:
    items = case.statement.items
    for change in case.statement.growths:
        if change.now is None or change.then is None or change.difference is None:
            continue
        now, then, step = (items[i].mention.quantity for i in (change.now, change.then, change.difference))
        case.tally.ran(RULE.code)
        case.tally.looked(f"c{change.now}", f"c{change.then}", f"c{change.difference}")
        sign = 1 if change.way == "rise" else -1
        moved = now.generous - then.generous if sign > 0 else then.generous - now.generous
        if moved.meets(step.generous):
            continue
        computed = (now.value - then.value) * sign
        if computed < 0:
            continue  # the direction is wrong, which N5 reports
        yield RULE.finding(
            MESSAGE.format(
                then=show(then.value),
                now=show(now.value),
                computed=show(computed),
                word=change.way_text,
                reported=show(step.value),
            ),
            tuple(text_evidence(case, items[i]) for i in (change.difference, change.now, change.then)),
            reported=show(step.value),
            computed=show(computed),
            proof=equal_proof(
                f"{show(now.value)} − {show(then.value)} ≠ {show(step.value)}",
                ("difference", step.generous),
                [("now", now.generous, sign), ("then", then.generous, -sign)],
            ),
        )
