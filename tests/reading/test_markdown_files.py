"""Markdown: headings, bold numbers, tables of its own and in HTML."""

from __future__ import annotations

import pytest
from tests.tables.drawing import CLOSING, HEADINGS, HTML, OPENING, figures, sheets

from gouji.form import load
from gouji.reading import read, read_bytes

VALUES = figures(load("2021"))
START = "# 某局2024年政府信息公开工作年度报告\n\n## 一、总体情况\n\n"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("公开信息**3120**条，占 **78%**。", "公开信息3120条，占 78%。"),
        ("公开`12`条；__其中__网站*9*条。", "公开12条；其中网站9条。"),
        ("- 公开12条。", "公开12条。"),
        ("> 公开12条。", "公开12条。"),
        ("公开12条\\.", "公开12条."),
        ("公开&nbsp;12&nbsp;条。", "公开 12 条。"),
        (
            "公开12条，其中网站公开的信息有9条，公众号\n公开3条。",
            "公开12条，其中网站公开的信息有9条，公众号公开3条。",
        ),
    ],
)
def test_marks_are_taken_off(source: str, text: str) -> None:
    document = read_bytes((START + source).encode(), "a.md")
    assert document.format == "md"
    assert [p.span.of(document.text) for p in document.paragraphs if p.section == 1] == [text]


def test_tables_in_html_as_converters_write_them() -> None:
    tables = "\n\n".join(
        f"# {HEADINGS[k]}\n\n{HTML['html'](s)}" for k, s in sheets(load("2021"), VALUES).items()
    )
    text = "\n\n".join(
        [f"# {OPENING[0]}{OPENING[1]}", *OPENING[2:3], f"# {OPENING[3]}", OPENING[4], tables, *CLOSING]
    )
    document = read_bytes(text.encode(), "a.md")
    assert {key: cell.value for key, cell in document.cells.items()} == VALUES
    assert [s.number for s in document.sections] == [0, 1, 2, 3, 4, 5, 6]


def test_offsets_lead_back_through_the_marks() -> None:
    text = START + "公开信息**3120**条。\n"
    document = read_bytes(text.encode(), "a.md")
    assert document.source
    at = document.source[document.text.index("3120")]
    assert text[at : at + 4] == "3120"


def test_markdown_is_told_by_its_content() -> None:
    assert read((START + "公开12条。").encode()).format == "md"
