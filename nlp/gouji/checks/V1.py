"""A count that is no whole number, or negative.

**What**: every count of the tables is a whole number, and not below zero unless the form asks for a change
(本年增/减).
**Why**: applications, decisions and documents are counted, not measured.
**Example**: 予以公开 ``3.5``; 结转下年度 ``-2``.
**Source**: 国办公开办函〔2021〕30号 and 〔2019〕60号, the tables.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding, Operand, Proof
from ..quantity import Interval
from ..text import Text
from .articulations import evidence
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
    cells = case.document.cells
    for table in case.form.tables:
        for row in table.rows:
            for column in row.columns:
                name = f"{table.key}/{row.name}/{column.name}"
                cell = cells.get(name)
                if column.unit or cell is None or cell.value is None:
                    continue
                value = cell.value
                case.tally.ran(RULE.code)
                whole, negative = value == value.to_integral_value(), value < 0 and not column.signed
                if whole and not negative:
                    continue
                operands: tuple[Operand, ...] = (operand(name, Interval.point(value), -1),)
                yield RULE.finding(
                    MESSAGE.format(label=case.form.label(name), value=show(value)),
                    evidence(case, (name,)),
                    reported=show(value),
                    proof=Proof("atmost", f"0 > {show(value)}", operands) if negative else None,
                )
