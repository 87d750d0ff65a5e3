"""Shapes of tables that real reports were seen to have, redrawn with figures of our own."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.tables.drawing import CLOSING, HEADINGS, OPENING, Box, Sheet, figures, html, html_dropped, sheets

from gouji.document import Document, State
from gouji.form import load
from gouji.reading import read

FORM = load("2021")
VALUES = figures(FORM)
OLD = load("2019")
OLD_VALUES = figures(OLD)
PAGE_BREAK = 17


def page(**tables: str) -> Document:
    drawn = {key: tables.get(key) or html(sheet) for key, sheet in sheets(FORM, VALUES).items()}
    body = "".join(f"<p>{line}</p>" for line in OPENING)
    body += "".join(f"<p>{HEADINGS[key]}</p>{table}" for key, table in drawn.items())
    body += "".join(f"<p>{line}</p>" for line in CLOSING)
    return read(f"<html><body>{body}</body></html>".encode())


def wrong(document: Document, values: dict[str, int | Decimal] = VALUES) -> dict[str, object]:
    return {
        key: (cell.value, cell.state)
        for key, value in values.items()
        for cell in [document.cells[key]]
        if cell.value != value
    }


def t3() -> Sheet:
    return sheets(FORM, VALUES)["t3"]


def cut_at(sheet: Sheet, at: int) -> tuple[Sheet, Sheet]:
    """Two sheets, labels that run over the cut in the upper one only."""
    upper = [[replace(box, rows=min(box.rows, at - r)) for box in row] for r, row in enumerate(sheet[:at])]
    return upper, sheet[at:]


@pytest.mark.parametrize("between", ["", "<p>-5-</p>", "<p>&nbsp;</p>", "<div>续表</div>"])
@pytest.mark.parametrize("head", [True, False])
def test_a_table_in_two_with_its_head_again_or_not(head: bool, between: str) -> None:
    upper, lower = cut_at(t3(), PAGE_BREAK)
    second = [*(t3()[:3] if head else []), *lower]
    assert wrong(page(t3=html(upper) + between + html(second))) == {}


def test_every_row_its_own_table() -> None:
    assert wrong(page(t3="".join(html([row]) for row in t3()[3:]))) == {}


def test_a_row_cut_by_a_page_with_its_figures_above() -> None:
    sheet = t3()
    *labels, label = [box for box in sheet[PAGE_BREAK] if not box.text.isdigit()]
    cells = [box for box in sheet[PAGE_BREAK] if box.text.isdigit()]
    upper, lower = cut_at(sheet, PAGE_BREAK)
    upper.append([*labels, Box(label.text[:6]), *cells])
    continued = [Box(label.text[6:]), *[Box("")] * 7]
    assert wrong(page(t3=html_dropped(upper) + html_dropped([continued, *lower[1:]]))) == {}


def test_a_row_cut_by_a_page_with_its_figures_below() -> None:
    sheet = t3()
    *labels, label = [box for box in sheet[PAGE_BREAK] if not box.text.isdigit()]
    cells = [box for box in sheet[PAGE_BREAK] if box.text.isdigit()]
    upper, lower = cut_at(sheet, PAGE_BREAK)
    upper.append([*labels, Box(label.text[:6]), *[Box("")] * 7])
    continued = [Box(label.text[6:]), *cells]
    assert wrong(page(t3=html_dropped(upper) + html_dropped([continued, *lower[1:]]))) == {}


@pytest.mark.parametrize("rows", [20, 23, 40])
def test_merged_labels_that_claim_too_many_or_too_few_rows(rows: int) -> None:
    sheet = [
        [replace(box, rows=rows) if box.text == "三、本年度办理结果" else box for box in row] for row in t3()
    ]
    document = page(t3=html(sheet))
    assert wrong(document) == {}


def test_a_remark_column_behind_the_total() -> None:
    sheet = [[*row, Box("备注" if r == 1 else "含补正2件" if r == 5 else "")] for r, row in enumerate(t3())]
    assert wrong(page(t3=html_dropped(sheet))) == {}


def test_a_row_that_numbers_the_columns() -> None:
    sheet = t3()
    numbers = [Box("栏次", 1, 3), *(Box(str(i)) for i in range(1, 8))]
    assert wrong(page(t3=html([*sheet[:3], numbers, *sheet[3:]]))) == {}


def test_sums_of_blocks_that_the_form_does_not_have() -> None:
    sheet = t3()
    sums = [Box("不予公开小计"), *(Box(t) for t in ("14", "1", "0", "0", "0", "1", "16"))]
    assert wrong(page(t3=html_dropped([*sheet[:15], sums, *sheet[15:]]))) == {}


def test_labels_all_in_one_cell() -> None:
    """Three levels of labels written into one cell, as accessible pages do."""
    sheet = t3()
    block, flat = "", []
    for row in sheet[3:]:
        labels = [b.text for b in row if not b.text.isdigit()]
        if any(text.startswith("（") and len(labels) > 1 for text in labels[-2:-1]):
            block = labels[-2]
        own = labels[-1]
        text = f"三、本年度办理结果 {block} {own}" if own[0].isdigit() else own
        flat.append([Box(text), *(b for b in row if b.text.isdigit())])
    assert wrong(page(t3=html_dropped([*sheet[:3], *flat]))) == {}


def test_changes_in_the_older_form() -> None:
    drawn = sheets(OLD, OLD_VALUES)
    prints = {"-2": "减2", "4": "+4"}
    drawn["t2"] = [[replace(b, text=prints.get(b.text, b.text)) for b in row] for row in drawn["t2"]]
    drawn["t2"][-1][-1] = replace(drawn["t2"][-1][-1], text="3862000元")
    body = "".join(f"<p>{line}</p>" for line in OPENING)
    body += "".join(f"<p>{HEADINGS[key]}</p>{html(sheet)}" for key, sheet in drawn.items())
    document = read(f"<html><body>{body}</body></html>".encode())
    assert document.form == "2019"
    assert {key: document.cells[key].value for key in OLD_VALUES} == OLD_VALUES


def test_the_older_form_is_told_without_its_second_table() -> None:
    body = "".join(f"<p>{line}</p>" for line in OPENING)
    body += f"<p>{HEADINGS['t3']}</p>{html(sheets(OLD, OLD_VALUES)['t3'])}"
    document = read(f"<html><body>{body}</body></html>".encode())
    assert document.form == "2019"
    assert document.missing == ("t2", "t4")
    assert wrong(document, {k: v for k, v in OLD_VALUES.items() if k.startswith("t3/")}) == {}


@pytest.mark.parametrize(
    "heads",
    [
        ("本年度制发数", "本年废止数", "现行有效数"),
        ("本年(2024)制发件数", "本年废止件数", "现行有效件数 (历史累计)"),
    ],
)
def test_heads_in_other_words(heads: tuple[str, str, str]) -> None:
    sheet = sheets(FORM, VALUES)["t2"]
    sheet[1] = [sheet[1][0], *(Box(text) for text in heads)]
    document = page(t2=html(sheet))
    assert document.form == "2021"
    assert wrong(document) == {}


def test_a_scan_s_slips_in_labels() -> None:
    slips = {
        "新收": "新牧",
        "结转": "结辕",
        "予以公开": "予以公幵",
        "国家秘密": "囯家秘密",
        "重复申请": "重夏申请",
        "继续办理": "继续办埋",
    }
    sheet = t3()
    for old, new in slips.items():
        sheet = [[replace(b, text=b.text.replace(old, new)) for b in row] for row in sheet]
    assert wrong(page(t3=html(sheet))) == {}


def test_every_cell_says_where_it_stands() -> None:
    document = page()
    for cell in document.cells.values():
        assert cell.span is not None
        assert cell.span.of(document.text) == cell.raw
        assert cell.state is State.READ


def test_rises_and_falls_in_one_cell_are_no_page_numbers() -> None:
    drawn = sheets(OLD, OLD_VALUES)["t2"]
    changes = {"-2": "0/2", "4": "4/0", "0": "0/0"}
    rows = [[b.text for b in row] for row in drawn]
    for row in rows:
        if row[0] in ("行政许可", "其他对外管理服务事项", "行政处罚", "行政强制", "行政事业性收费"):
            row[2] = changes.get(row[2], row[2])
    text = "\n".join(cell for row in rows for cell in row)
    document = read("\n\n".join([*OPENING, HEADINGS["t2"], text, *CLOSING]).encode())
    assert {k: c.value for k, c in document.cells.items()} == {
        k: v for k, v in OLD_VALUES.items() if k.startswith("t2/")
    }
