"""The statutory tables as they are drawn: boxes with spans, filled from cell values.

Only the drawing is here (head rows, merged boxes, block labels); which cells a form has comes from
`gouji.form`.  A sheet is what every renderer starts from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from gouji.form import Form, Row, TableForm

RELATION_NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
RESULTS = "三、本年度办理结果"


@dataclass(frozen=True, slots=True)
class Box:
    """One drawn cell.

    Args:
        text: what is printed.
        cell: name of the statutory cell it shows, or None for a label.
    """

    text: str
    rowspan: int = 1
    colspan: int = 1
    cell: str | None = None


Sheet = list[list[Box]]
Show = Callable[[str], str]  # cell name -> printed figure


@dataclass(frozen=True, slots=True)
class Placed:
    """A box at its place in the expanded grid; ``first`` tells the box itself from its shadow."""

    box: Box
    first: bool


def expand(sheet: Sheet) -> list[list[Placed]]:
    """The full matrix: a spanning box fills every place it covers.

    >>> grid = expand([[Box("a", rowspan=2), Box("b", colspan=2)], [Box("c"), Box("d")]])
    >>> [[p.box.text + ("" if p.first else "*") for p in row] for row in grid]
    [['a', 'b', 'b*'], ['a*', 'c', 'd']]
    """
    width = sum(box.colspan for box in sheet[0])
    grid: list[list[Placed | None]] = [[None] * width for _ in sheet]
    for r, row in enumerate(sheet):
        c = 0
        for box in row:
            while grid[r][c] is not None:
                c += 1
            for down in range(min(box.rowspan, len(sheet) - r)):
                for right in range(box.colspan):
                    grid[r + down][c + right] = Placed(box, down == 0 and right == 0)
            c += box.colspan
    return [[place or Placed(Box(""), True) for place in row] for row in grid]


# Article 20 items of table two: item, head labels, rows, by form.
_TABLE_TWO: Mapping[str, Sequence[tuple[str, Sequence[str], Sequence[str]]]] = {
    "2021": (
        ("一", ("本年制发件数", "本年废止件数", "现行有效件数"), ("regulation", "normative_document")),
        ("五", ("本年处理决定数量",), ("licence",)),
        ("六", ("本年处理决定数量",), ("penalty", "coercion")),
        ("八", ("本年收费金额（单位：万元）",), ("fee",)),
    ),
    "2019": (
        ("一", ("本年新制作数量", "本年新公开数量", "对外公开总数量"), ("regulation", "normative_document")),
        ("五", ("上一年项目数量", "本年增/减", "处理决定数量"), ("licence", "other_service")),
        ("六", ("上一年项目数量", "本年增/减", "处理决定数量"), ("penalty", "coercion")),
        ("八", ("上一年项目数量", "本年增/减"), ("fee",)),
        ("九", ("采购项目数量", "采购总金额"), ("procurement",)),
    ),
}


def _spread(boxes: Sequence[Box], width: int) -> list[Box]:
    """Boxes stretched over ``width`` columns, the last taking what is left."""
    last = boxes[-1]
    return [*boxes[:-1], Box(last.text, last.rowspan, width - len(boxes) + 1, last.cell)]


def table_two(form: Form, show: Show) -> Sheet:
    """Table two: one block an item of article 20."""
    table = form.table("t2")
    sheet: Sheet = []
    for item, heads, rows in _TABLE_TWO[form.id]:
        sheet.append([Box(f"第二十条第（{item}）项", colspan=4)])
        sheet.append([Box("信息内容"), *_spread([Box(h) for h in heads], 3)])
        for name in rows:
            row = table.row(name)
            cells = [f"t2/{name}/{column.name}" for column in row.columns]
            sheet.append([Box(row.label), *_spread([Box(show(c), cell=c) for c in cells], 3)])
    return sheet


def _figures(table: TableForm, row: Row, show: Show) -> list[Box]:
    cells = [f"{table.key}/{row.name}/{column.name}" for column in row.columns]
    return [Box(show(c), cell=c) for c in cells]


def table_three(form: Form, show: Show) -> Sheet:
    """Table three: three head rows, the results under one tall label, blocks under theirs."""
    table = form.table("t3")
    labels = [c.label for c in table.rows[0].columns]
    sheet: Sheet = [
        [Box(RELATION_NOTE, 3, 3), Box("申请人情况", 1, 7)],
        [Box(labels[0], 2), Box("法人或其他组织", 1, 5), Box(labels[6], 2)],
        [Box(label) for label in labels[1:6]],
    ]
    results = [r for r in table.rows if r.name not in ("new", "carried_in", "carried_out")]
    sizes: dict[str, int] = {}
    for row in results:
        sizes[row.block] = sizes.get(row.block, 0) + 1
    opened: set[str] = set()
    for row in table.rows:
        figures = _figures(table, row, show)
        if row not in results:
            sheet.append([Box(row.label, 1, 3), *figures])
            continue
        lead = [] if row is not results[0] else [Box(RESULTS, len(results))]
        if not row.block:
            sheet.append([*lead, Box(row.label, 1, 2), *figures])
            continue
        block = [] if row.block in opened else [Box(row.block, sizes[row.block])]
        opened.add(row.block)
        sheet.append([*lead, *block, Box(row.label), *figures])
    return sheet


def table_four(form: Form, show: Show) -> Sheet:
    """Table four: one strip of fifteen figures under three head rows."""
    table = form.table("t4")
    labels = [c.label for c in table.rows[0].columns]
    return [
        [Box("行政复议", 1, 5), Box("行政诉讼", 1, 10)],
        [*(Box(label, 2) for label in labels), Box("未经复议直接起诉", 1, 5), Box("复议后起诉", 1, 5)],
        [Box(label) for label in labels * 2],
        [box for row in table.rows for box in _figures(table, row, show)],
    ]


def sheets(form: Form, show: Show) -> dict[int, Sheet]:
    """The tables by the section they stand in."""
    return {2: table_two(form, show), 3: table_three(form, show), 4: table_four(form, show)}
