"""What the PDF reader makes of pages: order of lines, furniture, tables split, cut and unruled."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from tests.reading_pdf.maker import FONT, HEIGHT, WIDTH, Paper

from gouji.errors import MissingTool
from gouji.reading import read_bytes
from gouji.reading.blocks import Line, RawGrid
from gouji.reading.pdf import read_pdf

Blocks = list[Line | RawGrid]


def texts(found: Blocks) -> list[str]:
    return [block.text.strip() for block in found if isinstance(block, Line)]


def grids(found: Blocks) -> list[RawGrid]:
    return [block for block in found if isinstance(block, RawGrid)]


def cells(grid: RawGrid) -> list[list[str]]:
    rows: list[list[str]] = []
    for cell in grid.cells:
        while len(rows) <= cell.row:
            rows.append([])
        rows[cell.row].append(cell.text)
    return rows


def read(draw: Callable[[Paper], object]) -> Blocks:
    paper = Paper()
    draw(paper)
    return read_pdf(paper.bytes())


BODY = ["本机关全年办理来信若干，", "并按时答复了来信人。"]
HEADER = ["事项", "本年件数", "上年件数"]


# ---- lines -------------------------------------------------------------------------------------------


def test_lines_keep_their_hard_wraps_page_and_box() -> None:
    first, second = read(lambda p: p.lines(90, 200, BODY))
    assert isinstance(first, Line)
    assert isinstance(second, Line)
    assert (first.text, second.text, first.whole) == (*BODY, False)
    assert first.place is not None
    left, top, right, low = first.place.box
    assert first.place.page == 1
    assert left == pytest.approx(90, abs=1)
    assert right == pytest.approx(90 + 12 * 12, abs=1)
    assert top < 200 < low + 3


def test_an_indented_line_says_so() -> None:
    def draw(p: Paper) -> None:
        p.text(114, 200, "本机关全年办理来信若干，")
        p.text(90, 220, "并按时答复了来信人。")

    assert [b.text for b in read(draw) if isinstance(b, Line)] == ["　　" + BODY[0], BODY[1]]


def test_glyphs_are_ordered_by_place_not_by_the_order_of_drawing() -> None:
    def draw(p: Paper) -> None:
        p.text(102, 200, "公开指南")
        p.text(150, 200, "”已更新")
        p.text(90, 200, "“")

    assert texts(read(draw)) == ["“公开指南”已更新"]


def test_bold_drawn_twice_is_read_once() -> None:
    def draw(p: Paper) -> None:
        p.text(90, 200, "共1355件")
        p.text(90.4, 200, "共1355件")

    assert texts(read(draw)) == ["共1355件"]


@pytest.mark.parametrize(("gap", "expected"), [(3, "公开12件"), (12, "公开 12件")])
def test_a_space_is_kept_only_where_it_is_wide(gap: float, expected: str) -> None:
    def draw(p: Paper) -> None:
        p.text(90, 200, "公开")
        p.text(90 + 24 + gap, 200, "12件")

    assert texts(read(draw)) == [expected]


def test_a_slanted_watermark_is_left_out() -> None:
    def draw(p: Paper) -> None:
        p.lines(90, 200, BODY)
        p.canvas.saveState()
        p.canvas.translate(200, 400)
        p.canvas.rotate(45)
        p.canvas.setFont(FONT, 40)
        p.canvas.drawString(0, 0, "内部样稿")
        p.canvas.restoreState()

    assert texts(read(draw)) == BODY


LETTERS = ["Letters received in the year", "and letters answered in time"]


def letters(p: Paper, x: float, y: float) -> None:
    """A font that the file carries: without one, pdfium drops characters it cannot measure."""
    p.lines(x, y, LETTERS, font="Vera")
    p.table(x, y + 60, [90, 60, 60], [["item", "now", "then"], ["letters", "12", "9"]], font="Vera")


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_text_drawn_sideways_is_read_upright(quarters: int) -> None:
    def draw(p: Paper) -> None:
        p.canvas.translate(WIDTH / 2, HEIGHT / 2)
        p.canvas.rotate(90 * quarters)
        p.canvas.translate(-100, -HEIGHT / 2)
        letters(p, 0, HEIGHT / 2)

    found = read(draw)
    assert texts(found) == LETTERS
    assert [cells(g) for g in grids(found)] == [[["item", "now", "then"], ["letters", "12", "9"]]]


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_marked_as_rotated_reads_the_same(quarters: int) -> None:
    def draw(p: Paper) -> None:
        p.canvas.setPageRotation(90 * quarters)
        p.canvas.translate(WIDTH / 2, HEIGHT / 2)
        p.canvas.rotate(90 * quarters)
        p.canvas.translate(-100, -HEIGHT / 2)
        letters(p, 0, HEIGHT / 2)

    assert texts(read(draw)) == LETTERS


def test_text_that_no_font_can_show_is_said_not_dropped() -> None:
    # pdfium leaves out a lone character of a font that neither the file nor the machine has.
    def draw(p: Paper) -> None:
        for row in range(20):
            for column in range(20):
                p.text(90 + 12 * column, 100 + 20 * row, "件")

    def outcome() -> list[str]:
        try:
            return texts(read(draw))
        except MissingTool as error:
            return [error.cure.zh[:9]]

    assert outcome() in (
        ["请安装中文字体（如"],
        ["件" * 20] * 20,
    )  # the second where a Chinese font is installed


# ---- furniture ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "number", ["- {n} -", "— {n} —", "{n}", "第{n}页", "第 {n} 页 共 3 页", "{n}/3", "Page {n} of 3"]
)
def test_page_numbers_are_dropped(number: str) -> None:
    def draw(p: Paper) -> None:
        for n in (1, 2, 3):
            p.lines(90, 300, BODY)
            p.text(280, 800, number.format(n=n))
            if n < 3:
                p.page()

    assert texts(read(draw)) == BODY * 3


def test_running_heads_are_dropped_and_a_title_is_kept() -> None:
    def draw(p: Paper) -> None:
        p.text(200, 60, "某某局年度报告汇编")
        p.text(200, 90, "某某局2024年度报告")
        for n in range(4):
            p.lines(90, 300 + 5 * n, BODY)
            p.page()
            p.text(200, 60, "某某局年度报告汇编")
        p.lines(90, 300, BODY)

    assert texts(read(draw)) == ["某某局2024年度报告", *BODY * 5]


def test_blank_pages_are_passed_over() -> None:
    def draw(p: Paper) -> None:
        p.page()
        p.lines(90, 300, BODY)
        p.page()

    assert texts(read(draw)) == BODY


def test_a_number_in_the_body_is_no_page_number() -> None:
    assert texts(read(lambda p: p.lines(90, 400, ["共计", "12", "件数"]))) == ["共计", "12", "件数"]


# ---- columns -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("offset", [0, 7])
def test_two_columns_are_read_one_after_the_other(offset: float) -> None:
    left = [f"左栏第{n}行说明一年来的各项工作情况" for n in "一二三四五六七八"]
    right = [f"右栏第{n}行说明下一年的各项工作打算" for n in "一二三四五六七八"]

    def draw(p: Paper) -> None:
        p.text(100, 100, "横跨两栏的标题横跨两栏的标题横跨两栏的标题横跨")
        p.lines(60, 150, left)
        p.lines(320, 150 + offset, right)

    assert texts(read(draw))[1:] == left + right


# ---- ruled tables ------------------------------------------------------------------------------------


def test_a_ruled_table_gives_its_cells_with_boxes() -> None:
    (grid,) = read(lambda p: p.table(80, 200, [100, 60, 60], [HEADER, ["来信", "1,050", "9"]]))
    assert isinstance(grid, RawGrid)
    assert cells(grid) == [HEADER, ["来信", "1,050", "9"]]
    place = grid.cells[4].place
    assert place is not None
    assert place.box == pytest.approx((180, 224, 240, 248), abs=1)


def test_merged_cells_span_rows_and_columns() -> None:
    def draw(p: Paper) -> None:
        for y, x in ((200, 80), (224, 80), (248, 140), (272, 80)):
            p.rule(x, y, 320, y)
        p.rule(80, 200, 80, 272)
        p.rule(320, 200, 320, 272)
        p.rule(140, 224, 140, 272)
        p.rule(230, 248, 230, 272)
        for x, y, text in (
            (150, 215, "合计"),
            (84, 240, "来信"),
            (144, 240, "7"),
            (144, 264, "3"),
            (234, 264, "4"),
        ):
            p.text(x, y, text, 9)

    (grid,) = grids(read(draw))
    found = {c.text: (c.row, c.column, c.rowspan, c.colspan) for c in grid.cells}
    assert found == {
        "合计": (0, 0, 1, 3),
        "来信": (1, 0, 2, 1),
        "7": (1, 1, 1, 2),
        "3": (2, 1, 1, 1),
        "4": (2, 2, 1, 1),
    }


def test_rulings_may_be_thin_bars_and_pieces_per_cell() -> None:
    def draw(p: Paper) -> None:
        for row in range(3):
            for column in range(3):
                x, y = 80 + 60 * column, 200 + 24 * row
                if column < 2:
                    p.bar(x, y, 60, 0.6)
                if row < 2:
                    p.bar(x, y, 0.6, 24.6)
        for x, y, text in ((84, 216, "来信"), (144, 216, "12"), (84, 240, "来访"), (144, 240, "5")):
            p.text(x, y, text, 9)

    assert [cells(g) for g in grids(read(draw))] == [[["来信", "12"], ["来访", "5"]]]


def test_a_table_open_at_its_sides_keeps_its_outer_columns() -> None:
    def draw(p: Paper) -> None:
        for y in (200, 224, 248):
            p.rule(80, y, 320, y)
        for x in (160, 240):
            p.rule(x, 200, x, 248)
        for i, row in enumerate([HEADER, ["来信", "12", "9"]]):
            for k, text in enumerate(row):
                p.text(84 + 80 * k, 216 + 24 * i, text, 9)

    assert [cells(g) for g in grids(read(draw))] == [[HEADER, ["来信", "12", "9"]]]


def test_a_box_round_prose_is_no_table() -> None:
    def draw(p: Paper) -> None:
        for y in (180, 260):
            p.rule(60, y, 500, y)
        for x in (60, 500):
            p.rule(x, 180, x, 260)
        p.lines(90, 200, BODY)

    found = read(draw)
    assert (texts(found), grids(found)) == (BODY, [])


def test_a_number_wrapped_in_a_narrow_cell_grows_together() -> None:
    (grid,) = grids(read(lambda p: p.table(80, 200, [60, 20, 60], [["许可", "4472\n28", "31\n5"]])))
    assert cells(grid) == [["许可", "447228", "31 5"]]


def test_rows_that_no_line_parts_are_rows_all_the_same() -> None:
    def draw(p: Paper) -> None:
        for y in (200, 224, 310):
            p.rule(80, y, 380, y)
        for x in (80, 120, 220, 300, 380):
            p.rule(x, 200, x, 310)
        p.text(84, 260, "办理", 9)
        for x, text in ((124, "事项"), (224, "本年件数"), (304, "上年件数")):
            p.text(x, 216, text, 9)
        y = 240
        for label, more, a, b in (
            ("1.当事人未说明", "理由的", "7", "3"),
            ("2.重复来信", "", "12", "0"),
            ("3.其他", "", "5", "41"),
        ):
            p.text(124, y - 5 * bool(more), label, 9)
            p.text(124, y + 5, more, 9)
            p.text(250, y, a, 9)
            p.text(330, y, b, 9)
            y += 24

    (grid,) = grids(read(draw))
    assert cells(grid) == [
        ["", "事项", "本年件数", "上年件数"],
        ["", "1.当事人未说明理由的", "7", "3"],
        ["办理", "2.重复来信", "12", "0"],
        ["", "3.其他", "5", "41"],
    ]


def test_a_figure_wider_than_its_cell_stays_whole() -> None:
    def draw(p: Paper) -> None:
        p.table(80, 200, [60, 20, 20, 60], [["许可", "", "", ""], ["处罚", "", "", ""]])
        p.text(141, 212, "3985758", 9)  # 31 points in a cell of 20
        p.text(163, 236, "12", 9)
        p.text(143, 236, "7", 9)

    (grid,) = grids(read(draw))
    assert cells(grid) == [["许可", "3985758", "", ""], ["处罚", "7", "12", ""]]


def test_rulings_inside_a_form_are_found() -> None:
    def draw(p: Paper) -> None:
        p.canvas.beginForm("table")
        p.table(80, 200, [100, 60, 60], [HEADER, ["来信", "12", "9"]])
        p.canvas.endForm()
        p.canvas.translate(10, -30)
        p.canvas.doForm("table")

    (grid,) = grids(read(draw))
    assert cells(grid) == [HEADER, ["来信", "12", "9"]]
    assert grid.cells[0].place is not None
    assert grid.cells[0].place.box == pytest.approx((90, 230, 190, 254), abs=1)


# ---- tables over pages -------------------------------------------------------------------------------

WIDTHS = [150.0, 60.0, 60.0]


def over_pages(*parts: Sequence[Sequence[str]], between: str = "", shift: float = 0) -> Blocks:
    """Fragments of one table, each at the top of its page, with a page number below."""

    def draw(p: Paper) -> None:
        for n, part in enumerate(parts):
            if n:
                p.page()
                if between:
                    p.text(90, 110, between)
            p.table(80 + shift * (n % 2), 130, WIDTHS, part)
            p.text(290, 800, f"- {n + 1} -")

    return read(draw)


def test_fragments_on_successive_pages_are_one_table() -> None:
    (grid,) = grids(over_pages([HEADER, ["来信", "12", "9"]], [["来访", "5", "4"]], [["来电", "7", "0"]]))
    assert cells(grid) == [HEADER, ["来信", "12", "9"], ["来访", "5", "4"], ["来电", "7", "0"]]
    assert {c.place.page for c in grid.cells if c.place} == {1, 2, 3}


def test_text_between_keeps_two_tables_apart() -> None:
    found = grids(over_pages([HEADER, ["来信", "12", "9"]], [["来访", "5", "4"]], between="二、另一张表"))
    assert len(found) == 2


def test_a_mark_of_continuation_does_not() -> None:
    found = over_pages([HEADER, ["来信", "12", "9"]], [["来访", "5", "4"]], between="（续表）")
    assert len(grids(found)) == 1
    assert texts(found) == []


def test_a_repeated_header_is_dropped() -> None:
    (grid,) = grids(over_pages([HEADER, ["来信", "12", "9"]], [HEADER, ["来访", "5", "4"]]))
    assert cells(grid) == [HEADER, ["来信", "12", "9"], ["来访", "5", "4"]]


def test_margins_of_a_bound_book_do_not_split_a_table() -> None:
    (grid,) = grids(over_pages([HEADER, ["来信", "12", "9"]], [["来访", "5", "4"]], shift=30))
    assert cells(grid) == [HEADER, ["来信", "12", "9"], ["来访", "5", "4"]]


LONG = "1.当事人未说明理由又逾期未答复而"


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        (
            [LONG, "3", "4"],
            ["不再办理的", "", ""],
            [["1.当事人未说明理由又逾期未答复而不再办理的", "3", "4"]],
        ),
        (
            [LONG, "", ""],
            ["不再办理的", "3", "4"],
            [["1.当事人未说明理由又逾期未答复而不再办理的", "3", "4"]],
        ),
        ([LONG, "3", "4"], ["2.其他", "", ""], [[LONG, "3", "4"], ["2.其他", "", ""]]),
        (["来信", "3", "4"], ["来访", "", ""], [["来信", "3", "4"], ["来访", "", ""]]),
        ([LONG, "3", "4"], ["不再办理的", "5", "6"], [[LONG, "3", "4"], ["不再办理的", "5", "6"]]),
    ],
)
def test_a_row_is_whole_again_only_if_it_was_cut(
    above: list[str], below: list[str], expected: list[list[str]]
) -> None:
    (grid,) = grids(over_pages([HEADER, above], [below, ["来电", "7", "0"]]))
    assert cells(grid) == [HEADER, *expected, ["来电", "7", "0"]]


def test_a_label_beside_several_rows_is_whole_again() -> None:
    def half(p: Paper, label: str, rows: Sequence[Sequence[str]]) -> None:
        low = p.table(120, 130, [100.0, 60.0], rows)
        p.rule(80, 130, 120, 130)
        p.rule(80, low, 120, low)
        p.rule(80, 130, 80, low)
        p.text(83, 145, label, 9)

    def draw(p: Paper) -> None:
        half(p, "（一）不", [["1.信件", "3"], ["2.网络", "4"]])
        p.page()
        half(p, "予办理", [["3.当面", "5"], ["4.电话", "6"]])

    (grid,) = grids(read(draw))
    label = grid.cells[0]
    assert (label.text, label.rowspan) == ("（一）不予办理", 4)
    assert [c.text for c in grid.cells if c.column == 2] == ["3", "4", "5", "6"]


def test_slivers_between_fragments_are_dropped() -> None:
    def draw(p: Paper) -> None:
        p.table(80, 130, [150, 60, 60], [HEADER, ["来信", "12", "9"]])
        p.page()
        p.table(80, 130, [155, 55, 60], [["来访", "5", "4"]])

    (grid,) = grids(read(draw))
    assert [(c.text, c.column, c.colspan) for c in grid.cells if c.row == 2] == [
        ("来访", 0, 1),
        ("5", 1, 1),
        ("4", 2, 1),
    ]
    assert [(c.text, c.column, c.colspan) for c in grid.cells if c.row == 1] == [
        ("来信", 0, 1),
        ("12", 1, 1),
        ("9", 2, 1),
    ]


# ---- tables without rulings --------------------------------------------------------------------------


def test_columns_of_figures_without_rulings_are_a_table() -> None:
    rows = [
        ["来信办理", "12", "9", "21"],
        ["来访办理", "5", "4", "9"],
        ["来电办理", "107", "0", "107"],
        ["网上留言", "-", "3", "3"],
    ]

    def draw(p: Paper) -> None:
        p.text(90, 150, "一年来办理情况如下表所示：")
        for k, text in enumerate(["事项", "本年", "上年", "合计"]):
            p.text(90 + 100 * k, 180, text)
        for i, row in enumerate(rows):
            for k, text in enumerate(row):
                p.text(90 + 100 * k, 200 + 20 * i, text)
        p.text(90, 320, "以上均已办结。")

    found = read(draw)
    assert texts(found) == ["一年来办理情况如下表所示：", "以上均已办结。"]
    assert [cells(g) for g in grids(found)] == [[["事项", "本年", "上年", "合计"], *rows]]


def test_a_wrapped_label_stays_with_its_row() -> None:
    def draw(p: Paper) -> None:
        for i, (upper, lower, a, b) in enumerate(
            [
                ("1.当事人未说明理由", "而逾期未答复的", "1", "2"),
                ("2.当事人重复来信", "且内容相同的", "3", "4"),
                ("3.其他", "", "5", "6"),
            ]
        ):
            y = 200 + 40 * i
            p.text(90, y - 7, upper)
            p.text(90, y + 7, lower)
            p.text(300, y, a)
            p.text(400, y, b)

    (grid,) = grids(read(draw))
    assert cells(grid) == [
        ["1.当事人未说明理由而逾期未答复的", "1", "2"],
        ["2.当事人重复来信且内容相同的", "3", "4"],
        ["3.其他", "5", "6"],
    ]


def test_a_sparse_table_keeps_its_columns_and_the_captions_within() -> None:
    def draw(p: Paper) -> None:
        rows = [
            (90, "事项"), (250, "本年件数"), (400, "上年件数"),
            (90, "来信"), (270, "7"), (420, "3"),
            (90, "来访"), (420, "12"),
            (240, "第二类事项"),
            (90, "事项"), (330, "办理件数"),
            (90, "来电"), (345, "28"),
            (345, "5"),
            (90, "网上"), (270, "0"), (420, "0"),
        ]  # fmt: skip
        y = 200.0
        before = 0
        for x, text in rows:
            y += 20 * (x <= before)
            p.text(x, y, text)
            before = x

    (grid,) = grids(read(draw))
    filled = [[(c.column, c.text) for c in grid.cells if c.row == row and c.text] for row in range(8)]
    assert filled == [
        [(0, "事项"), (1, "本年件数"), (3, "上年件数")],
        [(0, "来信"), (1, "7"), (3, "3")],
        [(0, "来访"), (3, "12")],
        [(1, "第二类事项")],
        [(0, "事项"), (2, "办理件数")],
        [(0, "来电"), (2, "28")],
        [(2, "5")],
        [(0, "网上"), (1, "0"), (3, "0")],
    ]


def test_prose_with_figures_is_no_table() -> None:
    prose = [f"全年受理来信{n}件，办结{n}件，办结率达到百分之百。" for n in (12, 35, 7, 120)]
    found = read(lambda p: p.lines(90, 200, prose))
    assert (texts(found), grids(found)) == (prose, [])


def test_prose_wrapped_in_the_name_of_the_report_is_not_its_title() -> None:
    paper = Paper()
    paper.text(200, 100, "某某市教育局2022年政府信息公开工作年度报告")
    paper.lines(
        90,
        140,
        [
            "根据有关规定，现公布某某市教",
            "育局2022年政府信息公开工作年度报告。统计期限：2022年全",
            "年。",
            "一、总体情况",
            "全年主动公开政府信息12条。",
        ],
    )
    document = read_bytes(paper.bytes())
    assert document.title == "某某市教育局2022年政府信息公开工作年度报告"
    assert "现公布某某市教育局2022年政府信息公开工作年度报告。统计期限：2022年全年。" in document.text
