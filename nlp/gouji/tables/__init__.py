"""Grids to the cells of a statutory form, with repair of what the layout has damaged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from ..document import Cell, Grid, State
from ..form import TableForm, ids
from .candidates import candidates
from .label import normal
from .match import heaviest_chain, match
from .plan import Plan, Target, plan
from .rows import PrintedRow, printed_rows
from .settle import settle, unreadable
from .value import Kind, kind, squeeze

MOST_FIGURES: Final = 20  # in one printed row; more are several rows run together

__all__ = ["Tables", "heaviest_chain", "knows", "read"]


@dataclass(frozen=True, slots=True)
class Tables:
    """The statutory tables of one report.

    Args:
        form: id of the form, or None where no table of any form was met.
        cells: by name, in the form's order; those of missing tables are left out.
        missing: keys of the form's tables that were not found.
    """

    form: str | None = None
    cells: Mapping[str, Cell] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


def knows(label: str) -> bool:
    """Whether a text is a label of any form: of a row, a block of rows or a column.

    >>> knows("2.重复申请"), knows("（三）不予公开"), knows("全年重复申请较多")
    (True, True, False)
    """
    return normal(label) in _words()


@cache
def _words() -> frozenset[str]:
    return frozenset().union(*(plan(form).words for form in ids()))


def read(grids: Sequence[Grid], sections: Sequence[int] = ()) -> Tables:
    """Read the cells of whichever form the grids hold.

    Args:
        grids: the tables as drawn, in order.
        sections: the number of the section of each grid; 0 or nothing where unknown.

    Returns:
        the cells with their states; no figure is ever made up.
    """
    places = [*sections, *[0] * (len(grids) - len(sections))]
    tried = [_read_as(plan(form), grids, places) for form in _likely_forms(grids)]
    return max(tried, key=_readable, default=Tables(missing=_all_tables()))


def _all_tables() -> tuple[str, ...]:
    """What is missing where nothing was met: the tables of the newest form."""
    return tuple(table.key for table in plan(ids()[0]).form.tables)


def _likely_forms(grids: Sequence[Grid]) -> list[str]:
    """The forms whose header words are met most; all of them where none is met."""
    text = squeeze("".join(cell.text for grid in grids for cell in grid.cells))
    if not text:
        return []
    counts = {form: sum(mark in text for mark in plan(form).form.marks) for form in ids()}
    return [form for form, count in counts.items() if count == max(counts.values())]


def _readable(tables: Tables) -> float:
    """How much of a form was met: the forms share most of their rows, the fuller reading is the right one."""
    good = sum(cell.state is not State.UNREADABLE for cell in tables.cells.values())
    return good - 2.0 * (len(tables.cells) - good)


def _read_as(plan: Plan, grids: Sequence[Grid], sections: Sequence[int]) -> Tables:
    rows = printed_rows(grids, plan)
    paired = match(rows, plan, sections)
    paired = {i: row for i, row in paired.items() if _is_there(plan.targets[i].table, paired, plan)}
    found = settle(candidates({i: rows[row] for i, row in paired.items()}, plan.targets), plan)
    there = {plan.targets[i].table.key for i in paired}
    absent = [t for t in plan.targets if t.table.key in there and not t.strip and t.cells[0] not in found]
    labels = _label_columns(grids) if absent else []
    for target in absent:
        blank = _is_labelled(target, labels) and not _figures_left(target, paired, rows)
        found |= {name: Cell(name, None, State.BLANK) if blank else unreadable(name) for name in target.cells}
    return Tables(
        plan.form.id if found else None,
        {name: found[name] for name in plan.form.cells if name in found},
        tuple(table.key for table in plan.form.tables if table.key not in there),
    )


def _is_there(table: TableForm, paired: Mapping[int, int], plan: Plan) -> bool:
    """Whether enough rows were met to say that the table is there; one may be another table's."""
    met: list[Target] = [plan.targets[i] for i in paired if plan.targets[i].table is table]
    return len(met) >= min(3, (len(table.rows) + 1) // 2) or any(t.strip for t in met)


def _label_columns(grids: Sequence[Grid]) -> list[str]:
    """What stands in each column of each grid, from the top down, normalised."""
    columns: dict[tuple[int, int], list[str]] = defaultdict(list)
    for number, grid in enumerate(grids):
        for cell in grid.cells:
            if kind(cell.text) is Kind.LABEL:
                columns[number, cell.column].append(normal(cell.text))
    return ["".join(words) for words in columns.values()]


def _is_labelled(target: Target, labels: Sequence[str]) -> bool:
    """Whether the label of a row stands anywhere; 总计 and 其他 also head columns and do not tell."""
    keys = target.keys - {normal(column.label) for column in target.columns}
    return any(key in text for key in keys for text in labels)


def _figures_left(target: Target, paired: Mapping[int, int], rows: Sequence[PrintedRow]) -> bool:
    """Whether figures that belong to no row stand where this one should be, or a row has far too many."""
    above = max((row for i, row in paired.items() if i < target.index), default=-1)
    below = min((row for i, row in paired.items() if i > target.index), default=len(rows))
    near = [rows[i] for i in (above, below) if 0 <= i < len(rows)]
    return any(row.filled for row in rows[above + 1 : below]) or any(
        len(row.filled) > MOST_FIGURES for row in near
    )
