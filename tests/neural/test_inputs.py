"""What an encoder is shown of a figure."""

from __future__ import annotations

import pytest

from gouji.neural.inputs import segments
from gouji.text import Span


@pytest.mark.parametrize(
    ("text", "own", "context"),
    [
        ("收到申请【34】件", "收到申请[FIG]0[/FIG]件", "[FIG][/FIG]"),
        (
            "上年结转2件，收到【34】件，公开5件，其他3件",
            "收到[FIG]0[/FIG]件",
            "上年结转0件，[FIG][/FIG]，公开0件",
        ),
        ("信函2件。\n网络【1,034】件\n答复5件", "网络[FIG]0[/FIG]件", "[FIG][/FIG]"),
        ("共34件（网络【30】件）", "网络[FIG]0[/FIG]件", "共0件（[FIG][/FIG]）"),
        ("收费【5.42】万元", "收费[FIG]0[/FIG]万元", "[FIG][/FIG]"),
        ("收到【十二】件", "收到[FIG]十二[/FIG]件", "[FIG][/FIG]"),
    ],
)
def test_the_own_clause_is_marked_and_its_line_is_the_context(text: str, own: str, context: str) -> None:
    start = text.index("【")
    end = text.index("】") - 1
    assert segments(text.replace("【", "").replace("】", ""), Span(start, end)) == (own, context)


def test_a_long_clause_and_a_long_line_are_cut_about_the_figure() -> None:
    text = "甲" * 300 + "，" + "乙" * 300 + "7" + "丙" * 300 + "，" + "丁" * 300
    own, context = segments(text, Span(601, 602))
    assert own.strip("乙丙") == "[FIG]0[/FIG]"
    assert len(own) + len(context) < 250


def test_the_end_of_a_text_is_the_end_of_the_clause() -> None:
    assert segments("7", Span(0, 1)) == ("[FIG]0[/FIG]", "[FIG][/FIG]")
