"""Text as it comes from crawlers, PDF tools and word processors: chrome, contents pages, odd headings."""

from __future__ import annotations

import pytest
from tests.tables.drawing import CLOSING, HEADINGS, OPENING, TEXT, figures, sheets

from gouji.document import Document, State
from gouji.form import load
from gouji.reading import read

FORM = load("2021")
VALUES = figures(FORM)
TITLE = OPENING[0] + OPENING[1]
PROSE = {0: [OPENING[2]], 1: [OPENING[4]], 5: [CLOSING[1]], 6: [CLOSING[3]]}


def tables(layout: str = "tabs") -> list[str]:
    drawn = sheets(FORM, VALUES)
    return [part for key in drawn for part in (HEADINGS[key], TEXT[layout](drawn[key]))]


def prose(document: Document) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for paragraph in document.paragraphs:
        text = paragraph.span.of(document.text)
        if text not in OPENING[:2] and text != TITLE:
            found.setdefault(paragraph.section, []).append(text)
    return found


def is_whole(document: Document) -> bool:
    return {key: cell.value for key, cell in document.cells.items()} == VALUES


ABOVE = {
    "nothing": [],
    "where one is": [
        "当前位置：首页 > 政务公开 > 政府信息公开年报",
        "发布时间：2025-01-20 10:30  浏览次数：318",
    ],
    "an index": ["索 引 号：0001/2025-0012", "发文日期：2025年1月20日", "信息来源：区政府办公室"],
    "menus": ["网站首页 | 政务公开 | 办事服务 | 互动交流", "今天是2025年3月18日 星期二", "无障碍 长者模式"],
    "sizes": ["【字体：大 中 小】 打印本页 关闭窗口"],
}
BELOW = {
    "nothing": [],
    "neighbours": ["上一篇：2023年政府信息公开工作年度报告", "下一篇：没有了"],
    "attachments": ["附件：2024年年报.docx", "分享到：微信 微博"],
    "imprint": [
        "主办：云岭市雨前区人民政府",
        "备案号：云ICP备0000001号-1  网站标识码：0000000001",
        "访问量累计 98213 次",
    ],
    "related": ["相关信息", "一图读懂：收到申请77件", "版权所有 云岭市雨前区人民政府"],
}


@pytest.mark.parametrize("below", BELOW)
@pytest.mark.parametrize("above", ABOVE)
def test_chrome_around_the_text_of_a_page(above: str, below: str) -> None:
    parts = [*ABOVE[above], *OPENING, *tables(), *CLOSING, *BELOW[below]]
    document = read("\n\n".join(parts).encode())
    assert document.title == TITLE
    assert document.organisation == OPENING[0]
    assert prose(document) == PROSE
    assert is_whole(document)


def test_chrome_between_the_title_and_the_text() -> None:
    parts = [TITLE, *ABOVE["where one is"], *ABOVE["sizes"], *OPENING[2:], *tables(), *CLOSING]
    document = read("\n\n".join(parts).encode())
    assert document.title == TITLE
    assert prose(document) == PROSE


def test_a_cover_and_a_contents_page() -> None:
    contents = [f"{head}{'.' * 20}{n}" for n, head in enumerate(("一、总体情况", *HEADINGS.values()), 1)]
    parts = [OPENING[0], OPENING[1], "2025年1月", "目  录", *contents, *OPENING, *tables(), *CLOSING]
    document = read("\n\n".join(parts).encode())
    assert [s.number for s in document.sections] == [0, 1, 2, 3, 4, 5, 6]
    assert prose(document)[1] == PROSE[1]
    assert is_whole(document)


def test_a_signature_and_a_date_at_the_end() -> None:
    parts = [*OPENING, *tables(), *CLOSING, "云岭市雨前区人民政府办公室", "2025年1月20日"]
    document = read("\n\n".join(parts).encode())
    assert document.year == 2024
    assert is_whole(document)


def test_the_whole_report_on_one_line() -> None:
    parts = [*OPENING, *tables("one_line"), *CLOSING]
    document = read(" ".join(parts).encode())
    assert [s.number for s in document.sections] == [0, 1, 2, 3, 4, 5, 6]
    assert prose(document)[1] == PROSE[1]
    assert is_whole(document)


def test_headings_with_the_wrong_number() -> None:
    parts = [*OPENING, *tables(), *CLOSING]
    text = "\n\n".join(parts).replace("四、政府信息公开行政复议", "三、政府信息公开行政复议")
    document = read(text.encode())
    assert [s.number for s in document.sections] == [0, 1, 2, 3, 4, 5, 6]


def test_prose_before_and_behind_a_table() -> None:
    before, behind = "本年度没有制发规章，其他情况见下表。", "上表数据由各部门汇总而成，未作调整。"
    parts = [*OPENING]
    for heading, table in zip(tables()[::2], tables()[1::2], strict=True):
        parts += [heading, before, table, behind]
    document = read("\n\n".join([*parts, *CLOSING]).encode())
    assert prose(document)[2] == prose(document)[3] == prose(document)[4] == [before, behind]
    assert is_whole(document)


def test_windows_line_ends_and_form_feeds() -> None:
    text = "\r\n\r\n".join([*OPENING, *tables("columns"), *CLOSING]).replace("三、收到", "\f三、收到")
    assert is_whole(read(text.encode("gb18030")))


@pytest.mark.parametrize("order", [[6, 0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 5, 4, 6]])
def test_columns_in_another_order_are_told_by_their_heads(order: list[int]) -> None:
    heads = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    rows = [["项目", *(heads[i] for i in order)]]
    for row in FORM.table("t3").rows:
        cells = [str(VALUES[f"t3/{row.name}/{c.name}"]) for c in row.columns]
        rows.append([row.label, *(cells[i] for i in order)])
    table = "\n".join("\t".join(r) for r in rows)
    document = read("\n\n".join([*OPENING, HEADINGS["t3"], table, *CLOSING]).encode())
    assert all(document.cells[k].value == v for k, v in VALUES.items() if k.startswith("t3/"))
    assert document.missing == ("t2", "t4")


def test_labels_first_and_figures_behind_are_not_guessed() -> None:
    """Columns torn apart by a PDF tool: what cannot be told is unreadable, not blank and not wrong."""
    labels = [row.label for row in FORM.table("t3").rows]
    figures_ = [str(VALUES[name]) for name in FORM.table("t3").cells]
    document = read("\n".join([*OPENING, HEADINGS["t3"], *labels, *figures_, *CLOSING]).encode())
    cells = [cell for key, cell in document.cells.items() if key.startswith("t3/")]
    assert all(cell.state is State.UNREADABLE or cell.value == VALUES[cell.name] for cell in cells)


def test_a_table_of_another_kind_takes_no_cells() -> None:
    other = "\n".join(
        ["指标名称\t单位\t数值", "主动公开信息\t条\t3120", "行政许可\t件\t77", "举办培训\t次\t4"]
    )
    parts = [*OPENING, other, *tables(), *CLOSING]
    document = read("\n\n".join(parts).encode())
    assert is_whole(document)
