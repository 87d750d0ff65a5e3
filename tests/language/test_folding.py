"""The one form of a text, and the way back to the text as it is."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.language import folding
from gouji.language.folding import fold
from gouji.text import Span

FORMS = {
    # Full-width characters become ASCII.
    "公开３８００条，占２３．５％": "公开3800条，占23.5%",
    "ＰＭ２．５、Ａ座＋Ｂ座／Ｃ座": "PM2.5、A座+B座/C座",
    "缴费￥１，２００元": "缴费¥1,200元",
    "２０２３，２０２４年": "2023，2024年",
    "共５，３００件": "共5,300件",
    # Brackets and marks have one form.
    "申请12件(含结转1件);答复:9件": "申请12件（含结转1件）；答复：9件",
    "网站3条,公众号5条": "网站3条，公众号5条",
    "共1,234条": "共1,234条",
    "总数︰3件": "总数：3件",
    "17:30，１７：３０": "17:30，17:30",
    "http://a.cn/b?c=1": "http://a.cn/b?c=1",
    "「公開」": "“公开”",
    # White space goes, but for one character between words or figures.
    "公开 3800 余条": "公开3800余条",
    "占 23 %": "占23%",
    "a  b": "a b",
    "9\t0\t0": "9\t0\t0",
    "规章\t0\t0": "规章0\t0",
    "　　一、总体情况 ": "一、总体情况",
    "第\xa020\u3000条": "第20条",
    "公\u200b开\ufeff3件": "公开3件",
    "3\u200b8件": "38件",
    "第一行 \n  第二行": "第一行\n第二行",
    # Thousands grouped by a space are joined, columns are not.
    "申请1 234 件": "申请1234件",
    "访问12 345 678次": "访问12345678次",
    "72 64 178 37": "72 64 178 37",
    "9 100 200 300": "9 100 200 300",
    "2024 100": "2024 100",
    # Characters that PDF fonts put in place of others, circles for zeros.
    "⼀件、⼆件": "一件、二件",
    "二○二四年、二Ｏ二三年": "二〇二四年、二〇二三年",
    "○完成": "○完成",
    # Traditional script, line by line.
    "主動公開政府資訊15條，轉結後續辦理": "主动公开政府资讯15条，转结后续办理",
    "予以答覆，未收到覆議申請，瞭解情況": "予以答复，未收到复议申请，了解情况",
    "乾隆年間，乾淨": "乾隆年间，干净",
    "上年轉結1件": "上年转结1件",
}

UNCHANGED = """
乾坤、乾县、乾隆年间的档案
著作权、显著提升、土著
慰藉、狼藉、藉此
瞭望台、覆盖面、反复
宫商角徵羽
昇腾芯片、朱镕基、鍾南山式的干劲
后来、皇后、里程、公里、面条、干部、台州、余额、发展、头发
于是、征求、准备、丑时、只有、几乎、斗争
"""


@pytest.mark.parametrize(("text", "plain"), FORMS.items())
def test_text_comes_to_one_form(text: str, plain: str) -> None:
    assert fold(text).plain == plain


@pytest.mark.parametrize("text", [line for line in UNCHANGED.splitlines() if line])
def test_simplified_text_stays_as_it_is(text: str) -> None:
    assert fold(text).plain == text


def test_each_line_is_taken_for_the_script_it_is_in() -> None:
    assert fold("后来召开会议\n後來召開會議").plain == "后来召开会议\n后来召开会议"


WRAPS = {
    "全年收到申请\n12件": "全年收到申请12件",
    "全年公开政府信息共计38\n00余条。": "全年公开政府信息共计3800余条。",
    "办结12件。\n其中网络9件": "办结12件。\n其中网络9件",
    "办结12件\n\n其中网络9件": "办结12件\n\n其中网络9件",
    "办结情况\n（一）主动公开": "办结情况\n（一）主动公开",
    "办结情况\n一是加强": "办结情况\n一是加强",
    "9\n0\n0": "9\n0\n0",
    "规章\t1\t0\n规范性文件": "规章1\t0\n规范性文件",
}


@pytest.mark.parametrize(("text", "plain"), WRAPS.items())
def test_a_line_feed_inside_a_sentence_is_a_soft_wrap_where_that_is_asked_for(text: str, plain: str) -> None:
    assert fold(text, wraps=True).plain == plain
    assert fold(text).plain.count("\n") == text.count("\n")


def test_parts_are_folded_alone_and_keep_their_places() -> None:
    text = "一、概述 3 件\n表格 9 9\n二、结语 ４件"
    parts = [Span(0, 8), Span(16, 23)]
    folded = fold(text, parts)
    assert folded.plain == "一、概述3件\n二、结语4件"
    at = folded.plain.index("4件")
    assert folded.to_text(at, at + 2).of(text) == "４件"
    assert folded.to_text(4, 6).of(text) == "3 件"
    assert folded.to_plain(text.index("４")) == at


def test_a_range_comes_back_without_the_space_at_its_ends() -> None:
    text = "公开 3800 余条 ，"
    folded = fold(text)
    assert folded.to_text(2, 8).of(text) == "3800 余条"
    assert folded.to_plain(2) == folded.to_plain(3) == 2


TEXT = st.text(st.sampled_from("一二三12,. 　\t\n\u200b年件條開公，（(：:９％￥"), max_size=60)


@given(TEXT, st.booleans())
def test_the_way_back_leads_to_the_character_it_came_from(text: str, wraps: bool) -> None:
    folded = fold(text, wraps=wraps)
    last = -1
    for at, char in enumerate(folded.plain):
        span = folded.to_text(at, at + 1)
        assert len(span) == 1
        assert span.start > last
        if span.of(text) in "一二三12件公年":
            assert span.of(text) == char
        assert folded.to_plain(span.start) == at
        last = span.start


@given(st.text(max_size=80), st.booleans())
def test_any_text_is_folded_and_what_is_dropped_is_space(text: str, wraps: bool) -> None:
    folded = fold(text, wraps=wraps)
    kept = {
        offset
        for at in range(len(folded.plain))
        for offset in range(folded.to_text(at, at + 1).start, folded.to_text(at, at + 1).end)
    }
    dropped = [char for offset, char in enumerate(text) if offset not in kept]
    assert not [char for char in dropped if char.isprintable() and not char.isspace()]


def test_a_clean_report_is_folded_in_no_time() -> None:
    text = "全年公开信息3800余条，其中网站2000余条；办结率100%（含结转）。" * 120
    best = float("inf")
    for _ in range(20):
        start = time.process_time()
        fold(text)
        best = min(best, time.process_time() - start)
    assert best / len(text) < 0.3e-6  # 0.3 s for a million characters; it takes a third of that


def test_the_table_is_that_of_opencc() -> None:
    opencc = pytest.importorskip("opencc")
    path = Path(opencc.__file__).parent / "dictionary" / "TSCharacters.txt"
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    theirs = {old: new.split()[0] for old, new in rows if new.split()[0] != old}
    ours = {chr(old): new for old, new in folding._SCRIPT.table.items()}
    assert ours == theirs
    # What stands in simplified text too does not make a line traditional.
    assert not any(folding._SCRIPT.strict.match(char) for char in "乾於昇鎔徵")
