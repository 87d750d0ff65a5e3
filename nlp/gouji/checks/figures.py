"""Small tools that the narrative checks share: figures as words, sets of percents, evidence, proofs."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from ..extraction.items import Item
from ..finding import CellEvidence, Operand, Proof, Role, TextEvidence
from ..form import Form
from ..quantity import ZERO, Interval, Quantity
from .base import Case

HUNDRED: Final = Decimal(100)


def show(value: Decimal | None) -> str:
    """A figure in plain digits, no exponent, no trailing zeros.

    >>> show(Decimal("123800.00")), show(Decimal("1E+3")), show(None)
    ('123800', '1000', '∞')
    """
    if value is None:
        return "∞"
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def round_to(value: Decimal, quantum: Decimal) -> Decimal:
    """The figure rounded half up to a printed step.

    >>> round_to(Decimal("30.4347"), Decimal(1))
    Decimal('30')
    """
    return (value / quantum).quantize(Decimal(1), ROUND_HALF_UP) * quantum


def percent_of(part: Interval, whole: Interval) -> Interval | None:
    """The percentages that part / whole can be; None where the whole may be zero or is open."""
    if whole.low is None or whole.low <= 0:
        return None
    low = None if part.low is None or whole.high is None else part.low * HUNDRED / whole.high
    high = None if part.high is None else part.high * HUNDRED / whole.low
    return Interval(low if low is not None else ZERO, high)


def tolerance(q: Quantity) -> Interval:
    """The set that a printed percentage or amount stands for in a hard test: one unit of its last digit."""
    return q.generous


def text_evidence(case: Case, item: Item, role: Role = Role.CONFLICT) -> TextEvidence:
    """Label and figure of an item as evidence."""
    return TextEvidence(case.statement.phrase(item), role)


def cell_evidence(case: Case, reading: Sequence[str], role: Role = Role.CONFLICT) -> tuple[CellEvidence, ...]:
    """The cells of a reading as evidence, with their figures."""
    names = [term.removeprefix("-") for term in reading]
    return tuple(CellEvidence(name, case.values.get(name), role) for name in names)


def cell_label(form: Form | None, reading: Sequence[str]) -> str:
    """A reading's name for people; a group by its first cell's block and the number of its rows.

    >>> from gouji import form
    >>> cell_label(form.load("2021"), ("t3/new/total", "t3/carried_in/total"))
    '表三·新收申请·总计 + 表三·上年结转·总计'
    """
    if form is None:
        return ""
    names = [term.removeprefix("-") for term in reading]
    group = next((n for n, cells in form.groups.items() if tuple(names) == cells and len(cells) > 2), None)
    if group is not None:
        first = form.label(names[0])
        table, row = names[0].split("/")[:2]
        block = form.table(table).row(row).block
        return (
            f"{first.split('·')[0]}·{block}（{len(names)}格之和）"
            if block
            else f"{first} 等{len(names)}格之和"
        )
    joined = ""
    for term, name in zip(reading, names, strict=True):
        joined += (" − " if term.startswith("-") else " + ") + form.label(name)
    return joined.removeprefix(" + ").strip()


def operand(name: str, values: Interval, factor: int | Decimal = 1) -> Operand:
    """One figure of a proof."""
    return Operand(name, values, Decimal(factor))


def equal_proof(
    formula: str, one: tuple[str, Interval], others: Sequence[tuple[str, Interval, int]]
) -> Proof:
    """Proof that ``one`` cannot equal the signed sum of the others."""
    return Proof(
        "zero", formula, (operand(*one), *(operand(name, values, -sign) for name, values, sign in others))
    )
