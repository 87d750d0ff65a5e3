"""Consistent tables of reports, wrong cells to plant in them, and the case that the checks look at."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from gouji import form as forms
from gouji.checks.base import Case
from gouji.claim import Claim
from gouji.document import Cell, Document, State
from gouji.form import Form
from gouji.quantity import Quantity
from gouji.reviewing import prepare
from gouji.text import Span

from ..cases import ROOT, shared

SEED = 20261124


@dataclass(frozen=True, slots=True)
class Report:
    """The tables three and four of one report, all cells by name."""

    name: str
    form: Form
    cells: Mapping[str, int]

    def of(self, table: str) -> list[str]:
        """Cell names of one table, in the form's order."""
        return list(self.form.table(table).cells)


def reports(kind: str) -> Iterator[Report]:
    """The reports of a set whose tables are whole and satisfy every identity."""
    for path in _paths(kind):
        data = json.loads(path.read_text("utf-8"))
        form = forms.load(data["form"])
        tables = data.get("tables", data)
        if not tables.get("t3") or not tables.get("t4"):
            continue
        figures = [*(v for row in tables["t3"] for v in row), *tables["t4"]]
        names = [*form.table("t3").cells, *form.table("t4").cells]
        if len(figures) != len(names) or not all(isinstance(v, int) for v in figures):
            continue
        report = Report(path.stem, form, dict(zip(names, figures, strict=True)))
        if all(_holds(i.terms, report.cells) for i in form.identities if i.cells[0] in report.cells):
            yield report


def _holds(terms: Sequence[tuple[str, int]], cells: Mapping[str, int]) -> bool:
    return not sum(sign * cells[name] for name, sign in terms)


def _paths(kind: str) -> list[Path]:
    if kind == "handwritten":
        return sorted((ROOT / "corpora" / "handwritten").glob("*/hw-*.json"))
    folder = shared()
    if folder is None:
        return []
    return sorted((folder / "data").glob("real/*_20*.json" if kind == "real" else "reports/dev-*.json"))


def case(report: Report, changed: Mapping[str, int], phrases: Mapping[str, int] | None = None) -> Case:
    """The report with some cells changed, and phrases of the prose that state some cells."""
    cells = {
        name: Cell(name, Decimal(changed.get(name, value)), State.READ, str(changed.get(name, value)))
        for name, value in report.cells.items()
    }
    made = prepare(Document("", cells=cells, form=report.form.id))
    claims = tuple(
        Claim(f"c{k}", Span(0, 0), "", Quantity(Decimal(value), "count", "件"), readings=((name,),))
        for k, (name, value) in enumerate((phrases or {}).items())
    )
    return replace(made, statement=replace(made.statement, claims=claims))


def slip(rng: random.Random, value: int) -> int:
    """A wrong figure: a digit swapped with its neighbour where that changes it, else off by one to three."""
    digits = str(value)
    at = [i for i in range(len(digits) - 1) if digits[i] != digits[i + 1]]
    if at and rng.random() < 0.5:
        i = rng.choice(at)
        return int(digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :])
    return off(rng, value)


def off(rng: random.Random, value: int) -> int:
    """The figure off by one to three, never below zero."""
    while True:
        wrong = value + rng.choice((-3, -2, -1, 1, 2, 3))
        if wrong >= 0:
            return wrong


def pairs(rng: random.Random, report: Report, count: int, size: int = 2) -> Iterator[dict[str, int]]:
    """Random sets of wrong cells of table three, uniform over the cells."""
    names = report.of("t3")
    for _ in range(count):
        yield {name: off(rng, report.cells[name]) for name in rng.sample(names, size)}
