"""Statutory tables in their printed shape."""

from __future__ import annotations

from collections import Counter

import pytest

from gouji.form import ids, load
from gouji.reporting.drawing import draw

TABLES = [(form, table.key) for form in ids() for table in load(form).tables]


@pytest.mark.parametrize(("form", "key"), TABLES)
def test_the_boxes_cover_a_rectangle_once_and_hold_every_cell(form: str, key: str) -> None:
    table = load(form).table(key)
    boxes = draw(table)
    covered = Counter(
        (r, c)
        for b in boxes
        for r in range(b.row, b.row + b.rowspan)
        for c in range(b.column, b.column + b.colspan)
    )
    high, wide = max(r for r, _ in covered) + 1, max(c for _, c in covered) + 1
    assert set(covered.values()) == {1}
    assert len(covered) == high * wide
    assert [b.cell for b in boxes if b.cell] == list(table.cells)


@pytest.mark.parametrize(
    ("key", "text", "rowspan", "colspan"),
    [
        ("t3", "法人或其他组织", 1, 5),
        ("t3", "申请人情况", 1, 6),
        ("t3", "总计", 3, 1),
        ("t3", "三、本年度办理结果", 22, 1),
        ("t3", "（三）不予公开", 8, 1),
        ("t3", "一、本年新收政府信息公开申请数量", 1, 3),
        ("t4", "行政复议", 2, 5),
        ("t4", "行政诉讼", 1, 10),
        ("t4", "复议后起诉", 1, 5),
        ("t2", "第二十条第（八）项", 1, 4),
    ],
)
def test_headings_span_what_the_statute_prints(key: str, text: str, rowspan: int, colspan: int) -> None:
    box = next(b for b in draw(load("2021").table(key)) if b.text == text)
    assert (box.rowspan, box.colspan) == (rowspan, colspan)
