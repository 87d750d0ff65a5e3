"""Counted enumerations against their number, for steps and for names alike."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..extraction.enumerations import enumerations
from ..finding import Finding, Role, TextEvidence
from ..quantity import Interval
from ..text import Text
from .base import Case, Rule
from .figures import equal_proof

MESSAGE = Text("原文称“{phrase}”，实际列出{found}。", "the text says “{phrase}”, but names {found}.")


def counted(case: Case, rule: Rule, shapes: tuple[str, ...]) -> Iterator[Finding]:
    """Findings for the enumerations of some shapes."""
    statement = case.statement
    for e in enumerations(statement.plain, statement.masked):
        if e.shape not in shapes:
            continue
        case.tally.ran(rule.code)
        if e.low <= e.count <= e.high or (e.etc and e.count > e.high):
            continue
        span = statement.folded.to_text(e.start, e.end)
        found = str(e.low) if e.low == e.high else f"{e.low}～{e.high}"
        yield rule.finding(
            MESSAGE.format(phrase=span.of(case.document.text), found=found),
            (
                TextEvidence(span),
                TextEvidence(statement.folded.to_text(e.names_start, e.names_end), Role.SUPPORT),
            ),
            reported=str(e.count),
            computed=found,
            proof=equal_proof(
                f"{e.count} ≠ {found}",
                ("stated", Interval.point(e.count)),
                [("listed", Interval(Decimal(e.low), Decimal(e.high)), 1)],
            ),
        )
