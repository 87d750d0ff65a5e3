"""A statutory table in its printed shape, from the form's data: boxes with spans, for HTML and DOCX."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from ..form import Part, Row, TableForm


@dataclass(frozen=True, slots=True)
class Box:
    """One printed box: a heading, or the place of a cell where ``cell`` names one."""

    row: int
    column: int
    text: str = ""
    cell: str = ""
    rowspan: int = 1
    colspan: int = 1


def draw(table: TableForm) -> list[Box]:
    """The boxes of the table, row by row; together they cover a rectangle.

    >>> from ..form import load
    >>> [b.text for b in draw(load("2021").table("t4"))][:4]
    ['行政复议', '行政诉讼', '未经复议直接起诉', '复议后起诉']
    """
    if table.layout == "strip":
        boxes = _strip(table)
    elif all(row.columns == table.rows[0].columns for row in table.rows):
        boxes = _sheet(table)
    else:
        boxes = _bands(table)
    return sorted(boxes, key=lambda b: (b.row, b.column))


def rows(boxes: Sequence[Box]) -> list[list[Box]]:
    """The boxes by the row in which they start."""
    return [list(group) for _, group in groupby(boxes, key=lambda b: b.row)]


def _sheet(table: TableForm) -> Iterator[Box]:
    """All rows share their columns: headings above and at the left."""
    columns = table.rows[0].columns
    top = _tree([(*_over(table.column_parts, c.name), c.label) for c in columns], "leaf")
    left = _tree(
        [(*_over(table.row_parts, r.name), *([r.block] if r.block else []), r.label) for r in table.rows],
        "leaf",
    )
    high, wide = max(n.level + n.thick for n in top), max(n.level + n.thick for n in left)
    yield Box(0, 0, table.corner, rowspan=high, colspan=wide)
    for n in top:
        yield Box(n.level, wide + n.first, n.label, rowspan=n.thick, colspan=n.count)
    for n in left:
        yield Box(high + n.first, n.level, n.label, rowspan=n.count, colspan=n.thick)
    for i, row in enumerate(table.rows):
        for j, column in enumerate(row.columns):
            yield Box(high + i, wide + j, cell=f"{table.key}/{row.name}/{column.name}")


def _strip(table: TableForm) -> Iterator[Box]:
    """All rows side by side in one printed row."""
    cells = [(row, column) for row in table.rows for column in row.columns]
    top = _tree([(*_over(table.row_parts, r.name), r.label, c.label) for r, c in cells], "root")
    for n in top:
        yield Box(n.level, n.first, n.label, rowspan=n.thick, colspan=n.count)
    high = max(n.level + n.thick for n in top)
    for i, (row, column) in enumerate(cells):
        yield Box(high, i, cell=f"{table.key}/{row.name}/{column.name}")


def _bands(table: TableForm) -> Iterator[Box]:
    """Rows with columns of their own: a band a part, with its own line of headings."""
    wide = max(len(row.columns) for row in table.rows)
    at = 0
    for _, group in groupby(table.rows, key=lambda r: (_over(table.row_parts, r.name), r.columns)):
        band: list[Row] = list(group)
        for title in _over(table.row_parts, band[0].name):
            yield Box(at, 0, title, colspan=1 + wide)
            at += 1
        yield Box(at, 0, table.corner)
        for j, column in enumerate(band[0].columns):
            yield Box(at, 1 + j, column.label, colspan=_rest(j, len(band[0].columns), wide))
        for i, row in enumerate(band, at + 1):
            yield Box(i, 0, row.label)
            for j, column in enumerate(row.columns):
                name = f"{table.key}/{row.name}/{column.name}"
                yield Box(i, 1 + j, cell=name, colspan=_rest(j, len(row.columns), wide))
        at += 1 + len(band)


def _rest(index: int, count: int, wide: int) -> int:
    """The last column of a band takes what is left of the width."""
    return wide - index if index == count - 1 else 1


def _over(parts: Sequence[Part], name: str) -> tuple[str, ...]:
    return tuple(p.label for p in parts if name in p.names)


@dataclass(frozen=True, slots=True)
class Node:
    """A heading: at which level it starts, how many levels thick, over which of the leaves it stands."""

    label: str
    level: int
    thick: int
    first: int
    count: int


def _tree(paths: Sequence[tuple[str, ...]], stretch: Literal["leaf", "root"]) -> list[Node]:
    """Headings over leaves; a path shorter than the deepest makes its leaf, or its root, thicker.

    >>> [(n.label, n.level, n.thick, n.count) for n in _tree([("a",), ("b", "c"), ("b", "d")], "leaf")]
    [('a', 0, 2, 1), ('b', 0, 1, 2), ('c', 1, 1, 1), ('d', 1, 1, 1)]
    """
    depth = max(map(len, paths))
    nodes = []
    for k in range(depth):
        for prefix, group in groupby(range(len(paths)), key=lambda i: paths[i][: k + 1]):
            leaves = list(group)
            extra = depth - len(paths[leaves[0]])
            if len(prefix) <= k:  # a shorter path, whose leaf is drawn already
                continue
            thick_at = len(paths[leaves[0]]) - 1 if stretch == "leaf" else 0
            level = k + extra if k > thick_at else k
            nodes.append(Node(prefix[k], level, 1 + extra * (k == thick_at), leaves[0], len(leaves)))
    return nodes
