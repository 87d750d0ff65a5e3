"""Tables as real reports fill them: sparse, heavy-tailed, and consistent.

Each application is drawn on its own (who asked, how it ended), so that every identity of table three holds
by construction.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from gouji.form import load

from .record import Value

COLUMNS = ("natural", "business", "research", "social", "legal", "other")
COLUMN_WEIGHTS = (880, 70, 3, 7, 30, 10)

# How applications end, in the proportions met in city and county tables.
ROW_WEIGHTS = {
    "granted": 430,
    "partial": 110,
    "refused_state_secret": 3,
    "refused_by_law": 9,
    "refused_three_securities": 3,
    "refused_third_party": 14,
    "refused_internal": 12,
    "refused_process": 18,
    "refused_enforcement_file": 12,
    "refused_admin_query": 14,
    "unable_not_held": 210,
    "unable_to_create": 14,
    "unable_unclear": 8,
    "declined_complaint": 36,
    "declined_repeat": 20,
    "declined_publication": 1,
    "declined_mass": 3,
    "declined_confirm": 4,
    "other_overdue_correction": 30,
    "other_overdue_fee": 2,
    "other_other": 40,
}
ROW_WEIGHTS_2019 = {k: v for k, v in ROW_WEIGHTS.items() if not k.startswith("other_")} | {"other": 72}


@dataclass(frozen=True, slots=True)
class Scale:
    """Typical sizes of a kind of body: median new applications, median decisions."""

    applications: float
    decisions: float
    documents: float


SCALES = {
    "street": Scale(1.2, 25, 0.3),
    "bureau": Scale(8, 180, 3),
    "office": Scale(14, 2, 4),
    "county": Scale(90, 6000, 12),
    "city": Scale(420, 90000, 40),
}


def heavy(median: float, spread: float, dice: random.Random) -> int:
    """A count with a long tail: log-normal with that median."""
    return max(0, int(median * math.exp(dice.gauss(0, spread)) + dice.random() * 0.6))


def _table_three(new: int, carried: int, rows: dict[str, int], dice: random.Random) -> dict[str, int]:
    """Counts by cell of table three for so many new and carried applications."""
    weights = list(accumulate(COLUMN_WEIGHTS))
    cells: Counter[str] = Counter()
    asked = dice.choices(COLUMNS, cum_weights=weights, k=new)
    kept = dice.choices(COLUMNS, cum_weights=weights, k=carried)
    for row, columns in (("new", asked), ("carried_in", kept)):
        for column, count in Counter(columns).items():
            cells[f"t3/{row}/{column}"] = count
    everything = [*asked, *kept]
    dice.shuffle(everything)
    left = min(len(everything), heavy(0.045 * len(everything), 0.7, dice)) if dice.random() < 0.75 else 0
    for column, count in Counter(everything[:left]).items():
        cells[f"t3/carried_out/{column}"] = count
    # bodies differ in how they answer: a shared tilt keeps tables sparse and unlike each other
    tilted = [weight * math.exp(dice.gauss(0, 0.9)) for weight in rows.values()]
    if len(everything) == 1:  # a lone application cannot repeat another
        again = ("declined_repeat", "declined_mass")
        tilted = [0.0 if row in again else weight for row, weight in zip(rows, tilted, strict=True)]
    ends = dice.choices(tuple(rows), cum_weights=list(accumulate(tilted)), k=len(everything) - left)
    for (row, column), count in Counter(zip(ends, everything[left:], strict=True)).items():
        cells[f"t3/{row}/{column}"] += count
        cells[f"t3/total/{column}"] += count
    return cells


def _row_totals(cells: dict[str, int], form_id: str) -> None:
    for row in load(form_id).table("t3").rows:
        cells[f"t3/{row.name}/total"] = sum(cells.get(f"t3/{row.name}/{c}", 0) for c in COLUMNS)


def _table_four(handled: int, dice: random.Random) -> dict[str, int]:
    cells: Counter[str] = Counter()
    for group, rate in (("review", 0.05), ("suit_direct", 0.015), ("suit_after_review", 0.015)):
        cases = min(handled, heavy(rate * handled, 0.8, dice)) if dice.random() < 0.8 else 0
        if group == "suit_after_review":  # who sues after a review has had one
            cases = min(cases, cells["t4/review/total"])
        ends = dice.choices(("upheld", "corrected", "other", "pending"), (52, 12, 24, 12), k=cases)
        for end, count in Counter(ends).items():
            cells[f"t4/{group}/{end}"] = count
        cells[f"t4/{group}/total"] = cases
    return cells


def _table_two(level: str, form_id: str, dice: random.Random) -> dict[str, Value]:
    scale = SCALES[level]
    cells: dict[str, Value] = {}

    def stock(key: str, median: float) -> None:
        issued = heavy(median, 0.8, dice)
        force = issued + heavy(median * 6, 0.7, dice)
        repealed = heavy(median * 0.7, 0.9, dice) if dice.random() < 0.7 else 0
        columns = (
            ("issued", "repealed", "in_force") if form_id == "2021" else ("made", "published", "total_public")
        )
        figures = (issued, repealed, force) if form_id == "2021" else (issued, issued, force)
        cells.update({f"t2/{key}/{c}": Decimal(v) for c, v in zip(columns, figures, strict=True)})

    stock("regulation", 1.5 if level == "city" else 0)
    stock("normative_document", scale.documents)
    powers = {"licence": 1.0, "penalty": 0.5, "coercion": 0.05}
    has_power = level not in ("office",) and dice.random() < 0.8
    for key, part in powers.items():
        decisions = heavy(scale.decisions * part, 1.1, dice) if has_power and dice.random() < 0.85 else 0
        cells[f"t2/{key}/decisions"] = Decimal(decisions)
    if form_id == "2021":
        fee = (
            Decimal(heavy(300_000, 1.5, dice)) / 10000
            if level in ("bureau", "county", "city") and dice.random() < 0.4
            else Decimal(0)
        )
        cells["t2/fee/amount"] = fee.quantize(Decimal("0.01")).normalize() + 0
        return cells
    for key in ("licence", "other_service", "penalty", "coercion", "fee"):
        items = heavy(20, 0.8, dice)
        cells[f"t2/{key}/items_last_year"] = Decimal(items)
        change = dice.choice((0, 0, 0, 1, 2, -1, -3)) if items > 3 else 0
        cells[f"t2/{key}/change"] = f"{change:+d}" if change else Decimal(0)
    cells["t2/other_service/decisions"] = Decimal(heavy(5, 1, dice))
    projects = heavy(4, 0.8, dice)
    cells["t2/procurement/projects"] = Decimal(projects)
    cells["t2/procurement/amount"] = (Decimal(heavy(900_000 * projects, 0.7, dice)) / 10000).quantize(
        Decimal("0.1")
    )
    return cells


def sample(level: str, form_id: str, dice: random.Random) -> dict[str, Value]:
    """A consistent filling of all tables of a form, in the form's order."""
    scale = SCALES[level]
    new = min(2600, heavy(scale.applications, 1.0, dice))
    carried = heavy(0.04 * new, 0.7, dice) if new > 4 and dice.random() < 0.7 else 0
    rows = ROW_WEIGHTS if form_id == "2021" else ROW_WEIGHTS_2019
    counts = _table_three(new, carried, rows, dice)
    _row_totals(counts, form_id)
    handled = counts["t3/total/total"]
    cells: dict[str, Value] = {name: Decimal(counts.get(name, 0)) for name in load(form_id).cells}
    cells |= {name: Decimal(v) for name, v in _table_four(handled, dice).items()}
    cells |= _table_two(level, form_id, dice)
    return {name: cells[name] for name in load(form_id).cells}
