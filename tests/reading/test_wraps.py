"""Hard wraps, page breaks and page furniture are undone; headings, lists and titles are kept apart."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.drawing import display

from gouji.document import Document
from gouji.reading import read

TITLE = "云岭市雨前区水务局\n\n2024年政府信息公开工作年度报告\n\n"
PROSE = (
    "2024年，区水务局把公开贯穿供水、排水和防汛工作全过程。全年主动公开信息3120条，其中网站公开2000条，"
    "公众号公开1120条。举办开放日活动6场，接待市民480人次，发放节水手册2500余份，群众满意率达到97.5%。"
)
SECOND = "收到申请23件，上年结转2件，全部按期答复，没有延期的情形，也没有因此引发复议或者诉讼的情形出现。"


def paragraphs(document: Document, section: int) -> list[str]:
    return [p.span.of(document.text) for p in document.paragraphs if p.section == section]


def wrap(text: str, width: int, indent: str) -> list[str]:
    """Lines of so many Chinese characters, figures and words kept whole, no line begun with a comma."""
    lines = [indent]
    for piece in re.findall(r"[0-9A-Za-z.%]+|.", text):
        if display(lines[-1] + piece) > 2 * width and piece not in "，。；：、？！）”":
            lines.append("")
        lines[-1] += piece
    return lines


@pytest.mark.parametrize("indent", ["    ", "　　"])
@pytest.mark.parametrize("width", [26, 31, 38])
def test_wrapped_paragraphs_become_whole(width: int, indent: str) -> None:
    lines = [*wrap(PROSE, width, indent), *wrap(SECOND, width, indent)]
    document = read((TITLE + "一、总体情况\n" + "\n".join(lines) + "\n").encode())
    assert paragraphs(document, 1) == [PROSE, SECOND]


def test_wrapped_paragraphs_without_indentation() -> None:
    lines = [*wrap(PROSE, 30, ""), "", *wrap(SECOND, 30, "")]
    document = read((TITLE + "一、总体情况\n" + "\n".join(lines) + "\n").encode())
    assert "".join(paragraphs(document, 1)) == PROSE + SECOND
    assert len(paragraphs(document, 1)) <= 2


@pytest.mark.parametrize(
    "number",
    [
        "-3-",
        "— 3 —",
        "- 3 -",
        "－3－",
        "第3页",
        "第 3 页 共 7 页",
        "3/7",
        "·3·",
        "~3~",
        "                 - 12 -",
    ],
)
def test_a_page_break_inside_a_sentence(number: str) -> None:
    lines = wrap(PROSE, 30, "    ")
    document = read((TITLE + "一、总体情况\n" + "\n".join([*lines[:2], "", number, "", *lines[2:]])).encode())
    assert paragraphs(document, 1) == [PROSE]


def test_a_blank_line_inside_a_word_of_a_long_line() -> None:
    cut = PROSE.index("公众号公开") + 2
    document = read(f"{TITLE}一、总体情况\n\n{PROSE[:cut]}\n\n{PROSE[cut:]}\n\n{SECOND}".encode())
    assert paragraphs(document, 1) == [PROSE, SECOND]


def test_a_bare_page_number_between_long_lines() -> None:
    document = read(f"{TITLE}一、总体情况\n\n{PROSE[:50]}\n\n3\n\n{PROSE[50:]}".encode())
    assert paragraphs(document, 1) == [PROSE]


def test_a_running_head_on_every_page() -> None:
    head = "雨前区水务局年度报告"
    lines = wrap(PROSE * 4, 30, "    ")
    pages = [lines[i : i + 4] for i in range(0, len(lines), 4)]
    text = "\n".join("\n".join([*page, f"-{n}-", head]) for n, page in enumerate(pages, 1))
    document = read((TITLE + "一、总体情况\n" + text).encode())
    assert paragraphs(document, 1) == [PROSE * 4]


@pytest.mark.parametrize(
    "starts",
    [
        ["（一）主动公开。全年公开信息12条。", "（二）依申请公开。收到申请3件。"],
        ["1.主动公开", "2.依申请公开", "3.平台建设"],
        ["1、主动公开信息", "2、依申请公开信息"],
        ["一是解读形式偏少", "二是人手不足", "三是更新不够及时"],
        ["①网站", "②公众号"],
        ["主动公开情况", "全年公开信息12条，其中网站10条。"],
    ],
)
def test_starts_are_not_swallowed(starts: list[str]) -> None:
    document = read((TITLE + "一、总体情况\n\n" + "\n\n".join(starts)).encode())
    assert paragraphs(document, 1) == starts


def test_a_heading_after_an_unfinished_line_is_a_heading() -> None:
    text = f"{TITLE}一、总体情况\n\n{PROSE.rstrip('。')}\n\n六、其他需要报告的事项\n\n没有。"
    document = read(text.encode())
    assert [s.number for s in document.sections] == [0, 1, 6]
    assert paragraphs(document, 6) == ["没有。"]


def test_figures_cut_by_a_line_end_run_together_and_words_do_not() -> None:
    lines = [
        "    全年共办理群众来电来信以及网民留言合计12",
        "34件，均在规定时限之内予以答复并且做到件件有回音。",
    ]
    filler = wrap(PROSE, 22, "    ")
    document = read((TITLE + "一、总体情况\n" + "\n".join([*filler, *lines])).encode())
    assert "合计1234件" in document.text


def test_offsets_lead_back_to_the_input() -> None:
    text = (
        TITLE
        + "一、总体情况\n"
        + "\n".join(wrap(PROSE, 26, "    "))
        + "\n规章\t0\t0\t0\n行政规范性文件\t1\t2\t3\n"
    )
    document = read(text.encode())
    assert document.source is not None
    assert len(document.source) == len(document.text)
    known = [(i, at) for i, at in enumerate(document.source) if at >= 0]
    assert len(known) > 0.9 * len(document.text)
    assert all(document.text[i] == text[at] for i, at in known)


@given(st.lists(st.sampled_from([PROSE, SECOND]), min_size=1, max_size=4), st.integers(20, 40))
def test_no_character_of_prose_is_lost(parts: list[str], width: int) -> None:
    lines = [line for part in parts for line in wrap(part, width, "    ")]
    document = read((TITLE + "一、总体情况\n" + "\n".join(lines)).encode())
    assert "".join(paragraphs(document, 1)) == "".join(parts)
