"""Rows that the layout has damaged are put back by the identities; what the author broke stays as printed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from tests.tables.drawing import CLOSING, HEADINGS, OPENING, Sheet, dropped, expand, figures, sheets

from gouji.document import Document, State
from gouji.form import load
from gouji.reading import read

FORM = load("2021")
VALUES = figures(FORM)
Rows = list[list[str]]
NEW, CARRIED_IN, GRANTED, PARTIAL, NOT_HELD, COMPLAINT, REPEAT, MASS = 3, 4, 5, 6, 15, 18, 19, 21
OVERDUE, TOTAL, CARRIED_OUT = 23, 26, 27


def rows_of(key: str, grid: Callable[[Sheet], Rows] = dropped) -> Rows:
    return [list(row) for row in grid(sheets(FORM, VALUES)[key])]


def report(t3: Rows | None = None, t2: Rows | None = None, t4: Rows | None = None) -> Document:
    parts = list(OPENING)
    for key, rows in (("t2", t2), ("t3", t3), ("t4", t4)):
        drawn = "\n".join("\t".join(row) for row in rows or rows_of(key))
        parts += [HEADINGS[key], drawn]
    return read("\n\n".join([*parts, *CLOSING]).encode())


def row(document: Document, name: str) -> list[Decimal | None]:
    return [cell.value for key, cell in document.cells.items() if key.startswith(f"{name}/")]


def states(document: Document, name: str) -> set[State]:
    return {cell.state for key, cell in document.cells.items() if key.startswith(f"{name}/")}


def same_elsewhere(document: Document, *names: str) -> bool:
    """Whether all rows but the named ones are read as drawn."""
    return all(
        document.cells[key].value == value and document.cells[key].state is State.READ
        for key, value in VALUES.items()
        if not key.startswith(tuple(f"{name}/" for name in names))
    )


def numbers(*values: int | None) -> list[Decimal | None]:
    return [None if v is None else Decimal(v) for v in values]


def as_zero(values: list[Decimal | None]) -> list[Decimal]:
    return [v or Decimal(0) for v in values]


def changed(
    at: int, change: Callable[[list[str]], list[str]], grid: Callable[[Sheet], Rows] = dropped
) -> Rows:
    rows = rows_of("t3", grid)
    rows[at] = change(rows[at])
    return rows


LOST_OR_GAINED = {
    "a page number in the row": (NEW, lambda r: [*r[:2], "3", *r[2:]], "t3/new"),
    "the total printed twice": (GRANTED, lambda r: [*r, r[-1]], "t3/granted"),
    "a zero too many": (NOT_HELD, lambda r: [*r[:4], "0", *r[4:]], "t3/unable_not_held"),
    "a zero lost": (NEW, lambda r: [*r[:3], *r[4:]], "t3/new"),
    "two zeros lost": (CARRIED_IN, lambda r: [*r[:3], *r[5:]], "t3/carried_in"),
}


@pytest.mark.parametrize("case", LOST_OR_GAINED)
def test_a_row_with_a_cell_too_few_or_too_many(case: str) -> None:
    at, change, name = LOST_OR_GAINED[case]
    document = report(t3=changed(at, change))
    wanted = [v for key, v in VALUES.items() if key.startswith(f"{name}/")]
    assert as_zero(row(document, name)) == wanted
    assert State.REPAIRED in states(document, name)
    assert states(document, name) <= {State.REPAIRED, State.BLANK}
    assert same_elsewhere(document, name)


def test_a_lost_figure_that_the_columns_give_back() -> None:
    """Natural persons' 41 lost: the row alone allows nothing, and nothing is invented."""
    document = report(t3=changed(GRANTED, lambda r: [*r[:2], *r[3:]]))
    assert states(document, "t3/granted") == {State.UNREADABLE}
    assert row(document, "t3/granted") == [None] * 7
    assert same_elsewhere(document, "t3/granted")


def test_a_shifted_row_is_told_by_its_neighbours() -> None:
    rows = rows_of("t3", expand)
    assert rows[REPEAT][:3] == ["", "", "2.重复申请"]
    rows[REPEAT] = ["2.重复申请", "", *rows[REPEAT][3:], ""]
    document = report(t3=rows)
    assert row(document, "t3/declined_repeat") == numbers(2, 0, 0, 0, 0, 0, 2)
    assert states(document, "t3/declined_repeat") == {State.REPAIRED}
    assert same_elsewhere(document, "t3/declined_repeat")


def test_a_shifted_row_with_blank_zeros() -> None:
    rows = [[("" if t == "0" else t) for t in r] for r in rows_of("t3", expand)]
    rows[COMPLAINT] = [*rows[COMPLAINT][1:], ""]
    document = report(t3=rows)
    assert as_zero(row(document, "t3/declined_complaint")) == numbers(5, 0, 0, 0, 0, 0, 5)


def test_stray_letters_of_a_label_before_a_row() -> None:
    rows = rows_of("t3", expand)
    rows[OVERDUE][0:2] = ["处理", "（六）其他"]
    document = report(t3=rows)
    assert same_elsewhere(document)


def test_a_row_cut_by_a_page_in_its_label() -> None:
    rows = rows_of("t3")
    label, *cells = rows[MASS]
    rows[MASS : MASS + 1] = [[label[:7], *[""] * 7], [], ["-5-"], [], [label[7:], *cells]]
    document = report(t3=rows)
    assert row(document, "t3/declined_mass") == numbers(0, 0, 0, 0, 0, 0, 0)
    assert same_elsewhere(document, "t3/declined_mass")


def test_a_row_cut_by_a_page_in_its_figures() -> None:
    rows = rows_of("t3")
    rows[NOT_HELD : NOT_HELD + 1] = [rows[NOT_HELD][:5], ["-5-"], rows[NOT_HELD][5:]]
    document = report(t3=rows)
    assert as_zero(row(document, "t3/unable_not_held")) == numbers(1230, 2, 0, 0, 0, 0, 1232) or states(
        document, "t3/unable_not_held"
    ) == {State.UNREADABLE}
    assert same_elsewhere(document, "t3/unable_not_held")


def test_a_blank_total_stays_blank() -> None:
    document = report(t3=changed(GRANTED, lambda r: [*r[:-1], ""]))
    assert row(document, "t3/granted") == numbers(41, 3, 0, 0, 1, 0, None)
    assert document.cells["t3/granted/total"].state is State.BLANK
    assert same_elsewhere(document, "t3/granted")


def test_a_whole_column_of_blank_totals_stays_blank() -> None:
    rows = rows_of("t3")
    document = report(t3=[*rows[:3], *([*r[:-1], ""] for r in rows[3:])])
    totals = [
        cell for key, cell in document.cells.items() if key.startswith("t3/") and key.endswith("/total")
    ]
    assert {cell.state for cell in totals} == {State.BLANK}
    assert row(document, "t3/new")[:6] == numbers(1316, 6, 0, 0, 1, 2)


def test_only_the_totals_are_filled() -> None:
    rows = rows_of("t3")
    document = report(t3=[*rows[:3], *([*r[:-7], *[""] * 6, r[-1]] for r in rows[3:])])
    assert row(document, "t3/new") == numbers(None, None, None, None, None, None, 1325)
    assert document.cells["t3/new/total"].state is State.READ


def test_labels_that_swallowed_their_first_figure() -> None:
    t2 = [
        [f"{r[0]}{r[1]}", *r[2:]] if r[0] in ("行政处罚", "行政强制", "行政许可") else r
        for r in rows_of("t2")
    ]
    t3 = changed(NEW, lambda r: [f"{r[0]} {r[1]}", *r[2:]])
    assert same_elsewhere(report(t2=t2, t3=t3))


def test_all_figures_of_a_row_in_one_cell() -> None:
    document = report(t3=changed(PARTIAL, lambda r: [r[0], " ".join(r[1:])]))
    assert same_elsewhere(document)


BROKEN = {
    "a wrong leaf": ("t3/granted/natural", 43),
    "a wrong row total": ("t3/granted/total", 44),
    "a wrong column total": ("t3/total/business", 9),
    "a wrong flow": ("t3/carried_out/natural", 20),
    "a wrong sum in table four": ("t4/review/total", 13),
}


@pytest.mark.parametrize("case", BROKEN)
@pytest.mark.parametrize("grid", [dropped, expand])
def test_what_the_author_broke_is_read_as_printed(case: str, grid: Callable[[Sheet], Rows]) -> None:
    name, value = BROKEN[case]
    wrong = {**VALUES, name: value}
    drawn = {key: [list(r) for r in grid(sheet)] for key, sheet in sheets(FORM, wrong).items()}
    document = report(t2=drawn["t2"], t3=drawn["t3"], t4=drawn["t4"])
    assert {key: cell.value for key, cell in document.cells.items()} == wrong
    assert {cell.state for cell in document.cells.values()} == {State.READ}


def test_a_row_whose_label_says_nothing_is_placed_by_its_neighbours() -> None:
    document = report(t3=changed(REPEAT, lambda r: ["？？？？", *r[1:]]))
    assert row(document, "t3/declined_repeat") == numbers(2, 0, 0, 0, 0, 0, 2)
    assert same_elsewhere(document, "t3/declined_repeat")


def test_rows_that_the_author_left_out_are_not_zeros() -> None:
    rows = rows_of("t3")
    document = report(t3=[*rows[:MASS], *rows[MASS + 1 :]])
    assert states(document, "t3/declined_mass") == {State.UNREADABLE}
    assert same_elsewhere(document, "t3/declined_mass")


def test_a_column_of_serial_numbers_before_the_labels() -> None:
    rows = rows_of("t3")
    document = report(t3=[*rows[:3], *([str(i), *r] for i, r in enumerate(rows[3:], 1))])
    assert same_elsewhere(document)


def test_a_table_without_its_head() -> None:
    assert same_elsewhere(report(t3=rows_of("t3")[3:]))


T4_LAYOUTS = {
    "one row of fifteen, no head": [[str(v) for v in list(VALUES.values())[-15:]]],
    "three rows of five": [
        ["", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"],
        ["行政复议", "6", "2", "3", "1", "12"],
        ["未经复议直接起诉", "2", "0", "1", "0", "3"],
        ["复议后起诉", "1", "1", "0", "0", "2"],
    ],
    "three tables below one another": [
        ["行政复议"],
        ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"],
        ["6", "2", "3", "1", "12"],
        ["行政诉讼"],
        ["未经复议直接起诉"],
        ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"],
        ["2", "0", "1", "0", "3"],
        ["复议后起诉"],
        ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"],
        ["1", "1", "0", "0", "2"],
    ],
}


@pytest.mark.parametrize("case", T4_LAYOUTS)
def test_shapes_of_table_four(case: str) -> None:
    assert same_elsewhere(report(t4=T4_LAYOUTS[case]))


def test_table_four_with_a_figure_too_many() -> None:
    rows = rows_of("t4")
    rows[-1] = [*rows[-1][:5], "7", *rows[-1][5:]]
    document = report(t4=rows)
    assert [v for k, v in ((k, c.value) for k, c in document.cells.items()) if k.startswith("t4/")] == [
        v for k, v in VALUES.items() if k.startswith("t4/")
    ]
    assert same_elsewhere(document, "t4/review", "t4/suit_direct", "t4/suit_after_review")


@pytest.mark.parametrize(
    ("head", "cell", "value"),
    [
        ("本年收费金额（单位：万元）", "113.96", "113.96"),
        ("本年收费金额（单位：万元）", "251000元", "25.1"),
        ("本年收费金额（单位：万元）", "113.96万元", "113.96"),
        ("本年收费金额（单位：万元）", "0.5亿元", "5000"),
        ("本年收费金额（单位：元）", "8040", "0.804"),
        ("本年收费金额", "8040", "8040"),
    ],
)
def test_money_comes_out_in_ten_thousands(head: str, cell: str, value: str) -> None:
    t2 = rows_of("t2")
    t2[-2], t2[-1] = ["信息内容", head], ["行政事业性收费", cell]
    document = report(t2=t2)
    assert document.cells["t2/fee/amount"].value == Decimal(value)
    assert document.cells["t2/fee/amount"].raw == cell


@pytest.mark.parametrize(
    "cells", [["318", "0", "0"], ["318", "318", "318"], ["318", "", ""], ["", "", "318"]]
)
def test_a_merged_cell_that_was_spelled_out(cells: list[str]) -> None:
    t2 = [[r[0], *cells] if r[0] == "行政处罚" else r for r in rows_of("t2")]
    document = report(t2=t2)
    assert document.cells["t2/penalty/decisions"].value == 318


def test_a_cell_that_holds_words_is_unreadable_and_its_row_is_not() -> None:
    document = report(t3=changed(GRANTED, lambda r: [*r[:2], "四十一", *r[3:]]))
    assert document.cells["t3/granted/natural"].state is State.UNREADABLE
    assert row(document, "t3/granted") == numbers(None, 3, 0, 0, 1, 0, 45)


def test_a_table_that_kept_its_labels_only_has_no_figures() -> None:
    rows = [[t for t in r if not t.isdigit()] for r in rows_of("t3")]
    document = report(t3=rows)
    assert all(
        cell.value is None and cell.state is not State.READ
        for key, cell in document.cells.items()
        if key.startswith("t3/")
    )


def test_an_author_s_error_among_blank_zeros_is_read_as_printed() -> None:
    """Tabs as word processors paste them: the cells before the first figure belong to the label."""
    rows = [[("" if t == "0" else t) for t in r] for r in rows_of("t3", expand)]
    rows[CARRIED_IN][-1] = "11"
    document = report(t3=[[*r, ""] for r in rows])
    assert row(document, "t3/carried_in") == numbers(9, 1, None, None, None, None, 11)
    assert states(document, "t3/carried_in") == {State.READ, State.BLANK}
