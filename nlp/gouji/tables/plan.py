"""A form seen as the list of rows that may be printed, with the labels that tell them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ..form import Column, Form, Identity, Row, TableForm, load
from .label import normal


@dataclass(frozen=True, slots=True)
class Target:
    """One row that may be printed: a row of the form, or all rows of a strip side by side.

    Args:
        keys: normalised labels that name it.
        part: it is one block of a strip, printed on its own.
        within: the identities between its own cells.
        touching: all identities that tie one of its cells.
        sums: which of its cells are the sum of others.
        size: how many figures it holds.
        names: the normalised names of each of its columns.
    """

    index: int
    table: TableForm
    rows: tuple[Row, ...]
    cells: tuple[str, ...]
    columns: tuple[Column, ...]
    keys: frozenset[str]
    strip: bool = False
    part: bool = False
    within: tuple[Identity, ...] = ()
    touching: tuple[Identity, ...] = ()
    sums: tuple[int, ...] = ()
    size: int = 0
    names: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All targets of a form in the order of print.

    Args:
        exact: the targets that a normalised label names.
        words: every normalised label of the form, of rows, blocks and columns.
        sums: the cells that are the sum of others in some identity.
        strips, parts, lone: the targets that are strips, blocks of a strip, and all others.
    """

    form: Form
    targets: tuple[Target, ...]
    exact: Mapping[str, tuple[int, ...]]
    words: frozenset[str]
    sums: frozenset[str]
    strips: tuple[Target, ...]
    parts: tuple[Target, ...]
    lone: tuple[Target, ...]


@cache
def plan(form_id: str) -> Plan:
    """The plan of a form.

    >>> p = plan("2021")
    >>> [p.targets[i].cells[0] for i in p.exact["三类内容事务信息"]]
    ['t3/refused_internal/natural']
    """
    form = load(form_id)
    targets: list[Target] = []
    for table in form.tables:
        if table.layout == "strip":
            targets.append(_target(form, len(targets), table, table.rows, strip=True))
        for row in table.rows:
            targets.append(_target(form, len(targets), table, (row,), part=table.layout == "strip"))
    exact: dict[str, list[int]] = defaultdict(list)
    for target in targets:
        for key in target.keys:
            exact[key].append(target.index)
    columns = {normal(name) for t in targets for c in t.columns for name in (c.label, *c.aliases)}
    blocks = {normal(row.block) for t in targets for row in t.rows if row.block}
    return Plan(
        form,
        tuple(targets),
        {key: tuple(found) for key, found in exact.items()},
        frozenset(exact) | columns | blocks,
        frozenset(name for i in form.identities if (name := _sum_of(i))),
        strips=tuple(t for t in targets if t.strip),
        parts=tuple(t for t in targets if t.part),
        lone=tuple(t for t in targets if not (t.strip or t.part)),
    )


def _target(
    form: Form, index: int, table: TableForm, rows: tuple[Row, ...], strip: bool = False, part: bool = False
) -> Target:
    cells = tuple(f"{table.key}/{row.name}/{column.name}" for row in rows for column in row.columns)
    own = set(cells)
    within = tuple(i for i in form.identities if own.issuperset(i.cells))
    return Target(
        index=index,
        table=table,
        rows=rows,
        cells=cells,
        columns=tuple(column for row in rows for column in row.columns),
        keys=frozenset()
        if strip
        else frozenset(normal(name) for r in rows for name in (r.label, *r.aliases)),
        strip=strip,
        part=part,
        within=within,
        touching=tuple(i for i in form.identities if not own.isdisjoint(i.cells)),
        sums=tuple(cells.index(name) for i in within if (name := _sum_of(i))),
        size=len(cells),
        names=tuple(tuple(normal(n) for n in (c.label, *c.aliases)) for row in rows for c in row.columns),
    )


def _sum_of(identity: Identity) -> str:
    """The one cell that an identity makes the sum of others, or ""."""
    minus = [name for name, sign in identity.terms if sign < 0]
    return minus[0] if identity.relation == "=" and len(minus) == 1 else ""
