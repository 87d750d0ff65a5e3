"""Titles, organisations, years and the six sections, in the ways that reports write them."""

from __future__ import annotations

import pytest

from gouji.reading import read

TITLES = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
BODY = "这一部分的工作按要求完成，公开信息12条。"
OPENING = "云岭市雨前区水务局2024年政府信息公开工作年度报告"


def numbers(text: str, suffix: str = "") -> list[int]:
    return [s.number for s in read(text.encode()).sections]


@pytest.mark.parametrize(
    "style",
    [
        "{n}、{t}", "{n}．{t}", "{n}.{t}", "{n}、 {t}", "{n} 、{t}", "　　{n}、{t}",
        "{n}、{t}：", "{n}、{t}。", "第{n}部分 {t}", "第{n}部分、{t}", "{t}", "## {n}、{t}",
        "**{n}、{t}**", "（{n}）{t}", "{a}.{t}", "{a}、{t}",
    ],
)  # fmt: skip
def test_styles_of_headings(style: str) -> None:
    heads = [
        style.format(n=n, a=a, t=t) for a, (n, t) in enumerate(zip("一二三四五六", TITLES, strict=True), 1)
    ]
    text = OPENING + "\n\n" + "\n\n".join(f"{head}\n\n{BODY}" for head in heads)
    document = read(text.encode())
    assert [s.number for s in document.sections] == [0, 1, 2, 3, 4, 5, 6]
    assert [s.title for s in document.sections[1:]] == list(TITLES)
    assert [s.body.of(document.text).strip() for s in document.sections[1:]] == [BODY] * 6


@pytest.mark.parametrize(
    ("number", "heading"),
    [
        (1, "一、概述"), (1, "一、总体工作情况"), (2, "二、主动公开情况"),
        (2, "二、主动公开政府信息的情况"), (3, "三、收到和处理政府信息公开申请的情况"),
        (3, "三、依申请公开情况"), (3, "三、政府信息依申请公开办理情况"),
        (4, "四、行政复议和行政诉讼情况"), (4, "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
        (5, "五、存在的问题及改进措施"), (5, "五、存在的主要问题和下一步改进措施"),
        (6, "六、需要报告的其他事项"),
        (6, "六、其他需报告的事项"),
    ],
)  # fmt: skip
def test_headings_in_other_words(number: int, heading: str) -> None:
    heads = [f"{n}、{t}" for n, t in zip("一二三四五六", TITLES, strict=True)]
    heads[number - 1] = heading
    document = read((OPENING + "\n" + "\n".join(f"{head}\n{BODY}" for head in heads)).encode())
    assert [s.number for s in document.sections] == [0, 1, 2, 3, 4, 5, 6]


def test_lists_inside_a_section_that_number_as_sections_do() -> None:
    inner = [
        "一、主动公开情况。公开信息12条。",
        "二、依申请公开情况。收到3件。",
        "三、政府信息管理情况。制度健全。",
    ]
    heads = [f"{n}、{t}" for n, t in zip("一二三四五六", TITLES, strict=True)]
    text = "\n".join([OPENING, heads[0], *inner, *(f"{h}\n{BODY}" for h in heads[1:])])
    document = read(text.encode())
    assert [s.number for s in document.sections] == [0, 1, 2, 3, 4, 5, 6]
    assert [p.span.of(document.text) for p in document.paragraphs if p.section == 1] == inner


def test_a_table_of_contents_is_not_the_sections() -> None:
    heads = [f"{n}、{t}" for n, t in zip("一二三四五六", TITLES, strict=True)]
    text = "\n\n".join([OPENING, "目录", *heads, *(f"{h}\n\n{BODY}" for h in heads)])
    document = read(text.encode())
    assert [s.body.of(document.text).strip() for s in document.sections[1:]] == [BODY] * 6


def test_a_heading_on_the_line_of_its_text() -> None:
    heads = [f"{n}、{t}" for n, t in zip("一二三四五六", TITLES, strict=True)]
    document = read((OPENING + "\n" + "\n".join(f"{h}。{BODY}" for h in heads)).encode())
    assert [s.title for s in document.sections[1:]] == list(TITLES)
    assert [p.span.of(document.text) for p in document.paragraphs if p.section == 3] == [BODY]


def test_sections_that_are_missing_are_not_made_up() -> None:
    text = f"{OPENING}\n一、总体情况\n{BODY}\n五、存在的主要问题及改进情况\n{BODY}"
    assert numbers(text) == [0, 1, 5]


@pytest.mark.parametrize(
    ("lines", "title", "organisation", "year"),
    [
        (
            ["甲县财政局", "2023年政府信息公开工作年度报告"],
            "甲县财政局2023年政府信息公开工作年度报告",
            "甲县财政局",
            2023,
        ),
        (
            ["甲县财政局 2023 年", "政府信息公开工作年度报告"],
            "甲县财政局2023年政府信息公开工作年度报告",
            "甲县财政局",
            2023,
        ),
        (
            ["甲县财政局2023年度政府信息公开工作报告"],
            "甲县财政局2023年度政府信息公开工作报告",
            "甲县财政局",
            2023,
        ),
        (["甲县财政局2023年政府信息公开年报"], "甲县财政局2023年政府信息公开年报", "甲县财政局", 2023),
        (
            ["甲县财政局", "二〇二三年政府信息公开工作年度报告"],
            "甲县财政局二〇二三年政府信息公开工作年度报告",
            "甲县财政局",
            2023,
        ),
        (
            ["# 甲县财政局", "# 2023年政府信息公开工作年度报告"],
            "甲县财政局2023年政府信息公开工作年度报告",
            "甲县财政局",
            2023,
        ),
        (
            ["甲县财政局２０２３年政府信息公开工作年度报告"],
            "甲县财政局２０２３年政府信息公开工作年度报告",
            "甲县财政局",
            2023,
        ),
        (
            ["2023年甲县财政局政府信息公开工作年度报告"],
            "2023年甲县财政局政府信息公开工作年度报告",
            "甲县财政局",
            2023,
        ),
        (
            ["甲县财政局政府信息公开工作年度报告", "（2023年度）"],
            "甲县财政局政府信息公开工作年度报告（2023年度）",
            "甲县财政局",
            2023,
        ),
    ],
)
def test_titles(lines: list[str], title: str, organisation: str, year: int) -> None:
    document = read(
        ("\n\n".join(lines) + f"\n\n根据要求编制本报告，欢迎查阅。\n\n一、总体情况\n\n{BODY}").encode()
    )
    assert (document.title, document.organisation, document.year) == (title, organisation, year)
