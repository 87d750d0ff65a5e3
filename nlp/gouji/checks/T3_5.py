"""An outcome is larger than the total of outcomes, or more is carried out than ever came in.

**What**: in each column of 表三 no outcome exceeds（七）总计, and 四 (carried out) does not exceed 一 +
二.
**Why**: a part cannot exceed its whole. The sums T3-2 and T3-3 imply it; it speaks where they cannot be
read.
**Example**: 予以公开 9 in a column whose（七）总计 is 8, another outcome being illegible.
**Source**: 国办公开办函〔2021〕30号, 表三; follows from T3-2 and T3-3.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding
from ..form import Form, Identity
from ..text import Text
from .articulations import Standing, describe, evidence, figures, refutation, stand, totals
from .base import Case, Rule

RULE = Rule("T3-5", "part-exceeds-whole", Text("分项大于总计", "a part exceeds its total"))
MESSAGE = Text(
    "表三“{place}”一列，总数为 {left}，其中一项却有 {right}",
    "table 3, column {place}: the whole is {left}, one part of it {right}",
)


def check(case: Case) -> Iterator[Finding]:
    """One finding for each part that exceeds its whole."""
    if case.form is None:
        return
    values = figures(case)
    for whole, parts in wholes(case.form):
        known = [values.get(name) for name in whole]
        if not any(name in values for name in whole):
            case.tally.not_applicable(RULE.code, len(parts))
            continue
        most = sum(v for v in known if v is not None)
        large = [part for part in parts if (value := values.get(part)) is None or value > most]
        case.tally.ran(RULE.code, len(parts) - len(large))
        for part in large:
            identity = Identity(RULE.code, (*((name, 1) for name in whole), (part, -1)), ">=")
            if stand(identity, values, case.document.cells) is not Standing.BROKEN:
                case.tally.unreadable(RULE.code)
                continue
            case.tally.ran(RULE.code)
            limit, stated = totals(identity, values)
            yield RULE.finding(
                describe(MESSAGE, identity, case.form, values),
                evidence(case, (part, *whole)),
                reported=stated,
                computed=limit,
                proof=refutation(identity, case, values),
            )


def wholes(form: Form) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """For each column the cells that add to a whole, and the cells that are parts of it."""
    for column in form.table("t3").row("total").columns:
        yield (f"t3/total/{column.name}",), form.groups[f"t3/leaves/{column.name}"]
        yield form.groups[f"t3/handled/{column.name}"], (f"t3/carried_out/{column.name}",)
