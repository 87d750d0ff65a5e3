"""A difference that the two figures do not give.

**What**: where now, then and the difference are all stated, 增加N件 must be now - then (减少N件 then - now).
**Why**: subtraction.
**Example**: ``由43个整合为31个，减少10个``.
**Source**: arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding
from ..text import Text
from .base import Case, Rule
from .figures import equal_proof, show, text_evidence

RULE = Rule("N6", "difference-mismatch", Text("增减数不符", "difference mismatch"))
MESSAGE = Text(
    "由{then}到{now}相差{computed}，原文作{word}{reported}。",
    "from {then} to {now} is a difference of {computed}, the text says {reported}.",
)


def check(case: Case) -> Iterator[Finding]:
    """Every change with now, then and difference."""
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
