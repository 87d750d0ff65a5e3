"""Sentences and clauses: where they end, and what they never cut."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.language.folding import fold
from gouji.language.quantities import scan
from gouji.language.sentences import clauses, sentences
from gouji.text import Span

SENTENCES = [
    ("公开63条。办结9件！是否答复？是。", ["公开63条。", "办结9件！", "是否答复？", "是。"]),
    ("公开63条（其中图解8条。另有2条。）均已上网。", ["公开63条（其中图解8条。另有2条。）均已上网。"]),
    ("坚持“先审查。后公开。”原则。完成任务。", ["坚持“先审查。后公开。”原则。", "完成任务。"]),
    ("他说：“同意。”随后签字。", ["他说：“同意。”", "随后签字。"]),
    ("按照《条例。释义》办理。", ["按照《条例。释义》办理。"]),
    (
        "一、总体情况\n2024年，公开9条。\n\n（一）主动公开",
        ["一、总体情况", "2024年，公开9条。", "（一）主动公开"],
    ),
    ("未闭的（括号。不吞下一句。\n下一段。", ["未闭的（括号。", "不吞下一句。", "下一段。"]),
    ("多出的）右括号。照常。", ["多出的）右括号。", "照常。"]),
    ("见https://a.cn/x?id=3!b网页。完。", ["见https://a.cn/x?id=3!b网页。", "完。"]),
    ("增长3.5%。比例1：3。", ["增长3.5%。", "比例1：3。"]),
    ("误用英文句点.  下一句。", ["误用英文句点.", "下一句。"]),
    ("  首尾空白。  ", ["首尾空白。"]),
    ("", []),
]

CLAUSES = [
    ("公开1,234条，办结9件；其余无。", ["公开1,234条，", "办结9件；", "其余无。"]),
    ("其中：图解、动漫各3件，视频2件", ["其中：", "图解、动漫各3件，", "视频2件"]),
    (
        "12:30开会，比例为3：1，访问http://a.cn，完",
        ["12:30开会，", "比例为3：1，", "访问http://a.cn，", "完"],
    ),
    ("渠道多样（网站，公众号；公开栏），方便群众", ["渠道多样（网站，公众号；公开栏），", "方便群众"]),
    ("落实“一事，一审”制度——成效明显", ["落实“一事，一审”制度——", "成效明显"]),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in sentences(text)] == expected


@pytest.mark.parametrize(("text", "expected"), CLAUSES)
def test_clauses(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in clauses(text)] == expected


def test_spans_to_keep_are_kept() -> None:
    text = "联系：张三，李四。电话另告。"
    assert [s.of(text) for s in sentences(text, [Span(3, 12)])] == [text]
    assert [s.of(text) for s in clauses(text, [Span(3, 8)])] == ["联系：", "张三，李四。", "电话另告。"]


MARKS = st.text(alphabet="公开条。！？；，：、（）《》“”\n1,2 …—.!?\"':", max_size=60)


@given(MARKS)
def test_nothing_visible_is_lost_and_spans_are_apart(text: str) -> None:
    for split in (sentences, clauses):
        spans = split(text)
        assert "".join("".join(s.of(text).split()) for s in spans) == "".join(text.split())
        assert all(a.end <= b.start for a, b in pairwise(spans))


@given(MARKS)
def test_clauses_lie_inside_sentences(text: str) -> None:
    whole = sentences(text)
    assert all(any(sentence.holds(clause) for sentence in whole) for clause in clauses(text))


@given(st.text(alphabet="公开收到0123456789一二三万千余近约%件条个.,，。：（）", max_size=60))
def test_no_figure_is_cut(text: str) -> None:
    plain = fold(text).plain
    mentions, _ = scan(plain)
    spans = clauses(plain, [m.span for m in mentions])
    for mention in mentions:
        assert any(span.holds(mention.span) for span in spans), mention.quote


@given(
    st.text(alphabet="公开条件，。；", min_size=1, max_size=20),
    st.sampled_from(["（）", "《》", "“”", "【】"]),
)
def test_what_stands_in_brackets_is_one_piece(inside: str, pair: str) -> None:
    text = f"前文{pair[0]}{inside}{pair[1]}后文。尾。"
    assert sentences(text)[0].of(text).startswith(f"前文{pair[0]}{inside}{pair[1]}后文")


def test_brackets_that_never_close_take_linear_time() -> None:
    text = "（" * 50_000 + "》）" * 50_000 + "。" * 50_000
    assert clauses(text)
