"""A count that is no whole number, or negative.

**What**: every count of the tables is a whole number, and not below zero unless the form asks for a
change (本年增/减).
**Why**: applications, decisions and documents are counted, not measured.
**Example**: 予以公开 ``3.5``; 结转下年度 ``-2``.
**Source**: 国办公开办函〔2021〕30号 and 〔2019〕60号, the tables.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding, Proof
from ..quantity import ZERO, Interval
from ..text import Text
from .articulations import evidence, odd
from .base import Case, Rule
from .figures import operand, show

RULE = Rule("V1", "impossible-count", Text("件数不可能", "no possible count"))
MESSAGE = Text(
    "{label} 为 {value}，件数应为非负整数", "{label} is {value}; a count is a whole number and not negative"
)


def check(case: Case) -> Iterator[Finding]:
    """One finding for each cell."""
    if case.form is None:
        return
    case.tally.ran(RULE.code, len(case.document.cells))
    for column, cell in odd(case, case.form):
        value = cell.value or ZERO
        if column.unit or (column.signed and value == value.to_integral_value()):
            continue
        operands = (operand(cell.name, Interval.point(value), -1),)
        yield RULE.finding(
            MESSAGE.format(label=case.form.label(cell.name), value=show(value)),
            evidence(case, (cell.name,)),
            reported=show(value),
            proof=Proof("atmost", f"0 > {show(value)}", operands) if value < 0 else None,
        )
