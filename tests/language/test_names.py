"""Names: what is one, what is none, and what each stands for."""

from __future__ import annotations

import gc
import time
from itertools import pairwise
from pathlib import Path

import pytest
from eval.entities.score import marked, sample, score
from hypothesis import given
from hypothesis import strategies as st

from gouji.claim import Entity, Label
from gouji.language.names import entities, names, resolve
from gouji.text import Span

LABELLED = Path(__file__).parents[2] / "eval" / "entities"
NAMES = {Label.ORG, Label.PLACE, Label.LAW, Label.ADDRESS, Label.EMAIL, Label.URL}


def found(text: str, organisation: str = "") -> list[tuple[str, str]]:
    return [(e.label.value, e.quote) for e in entities(text, organisation) if e.label in NAMES]


ORGANISATIONS = [
    # the name from its start to its last word, whatever stands before
    ("会同桐岭县人力资源和社会保障局办理", ["桐岭县人力资源和社会保障局"]),
    ("由青峪市桐岭县长堤镇人民政府印发", ["青峪市桐岭县长堤镇人民政府"]),
    ("2024年桐岭县政府办公室印发通知", ["桐岭县政府办公室"]),
    ("组织市财政局、县审计局和区民政局参加", ["市财政局", "县审计局", "区民政局"]),
    ("在市委、市政府坚强领导下", ["市委", "市政府"]),
    ("县委县政府高度重视", ["县委", "县政府"]),
    ("向铁山区人民法院起诉", ["铁山区人民法院"]),
    ("市中级人民法院维持原判", ["市中级人民法院"]),
    ("县公安局交通警察大队公布电话", ["县公安局交通警察大队"]),
    ("市生态环境局桃源分局答复", ["市生态环境局桃源分局"]),
    ("望湖街道办事处与街道党工委", ["望湖街道办事处", "街道党工委"]),
    ("青龙村村民委员会、红旗社区居民委员会", ["青龙村村民委员会", "红旗社区居民委员会"]),
    ("国家税务总局宁远市税务局", ["国家税务总局宁远市税务局"]),
    ("中共桐岭县委宣传部、共青团桐岭县委员会", ["中共桐岭县委宣传部", "共青团桐岭县委员会"]),
    ("南屿自治区党委、苗岭苗族自治县人民政府", ["南屿自治区党委", "苗岭苗族自治县人民政府"]),
    ("根据国务院办公厅和财政部、生态环境部要求", ["国务院办公厅", "财政部", "生态环境部"]),
    ("漓川宏远环保科技有限公司提出申请", ["漓川宏远环保科技有限公司"]),
    ("来自江南大学、桐岭县第三中学", ["江南大学", "桐岭县第三中学"]),
    ("县融媒体中心与区政务服务中心", ["县融媒体中心", "区政务服务中心"]),
    ("我局、本机关、本单位和我院", ["我局", "本机关", "本单位", "我院"]),
    ("经开区管委会、高新区管理委员会", ["经开区管委会", "高新区管理委员会"]),
    ("县政府信息公开办公室负责", ["县政府信息公开办公室"]),
    ("区委网信办、市委政法委、县纪委监委", ["区委网信办", "市委政法委", "县纪委监委"]),
    # words that look like a body and are none
    ("各级行政机关、有关部门和各单位", []),
    ("全市政务公开工作稳步推进", []),
    ("全县政府信息公开工作", []),
    ("县委托第三方开展评估", []),
    ("街道办理申请9件", []),
    ("基本办结，本办法自公布之日起施行", []),
    ("园区、社区、辖区和政务公开专区", []),
    ("教育部门、公安部门和司法部门", []),
    ("《桐岭县人民政府公报》编发12期", []),
    ("复议机关予以维持，法院判决驳回", []),
]


@pytest.mark.parametrize(("text", "expected"), ORGANISATIONS)
def test_organisations(text: str, expected: list[str]) -> None:
    assert [quote for label, quote in found(text) if label == "ORG"] == expected


PLACES = [
    ("向石屏镇、落霞乡、回龙村宣传", ["石屏镇", "落霞乡", "回龙村"]),
    ("到青峪市桐岭县调研", ["青峪市桐岭县"]),
    ("辖北门街道和听雨社区", ["北门街道", "听雨社区"]),
    ("在内蒙古、宁夏回族自治区和高新区试点", ["内蒙古", "宁夏回族自治区", "高新区"]),
    ("全市各县区、各乡镇和17个行政村", []),
    ("城市、超市、市民、市场、市级、市直部门", []),
    ("城乡、家乡、乡镇、下乡、返乡", []),
    ("在大厅设咨询区、查询区和休息区", []),
    ("个别县、部分镇、这些村", []),
    ("县域、县级、区域、区别、镇域、村民、村务", []),
    ("国旗、红旗、旗帜", []),
]


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_places(text: str, expected: list[str]) -> None:
    assert [quote for label, quote in found(text) if label == "PLACE"] == expected


LAWS = [
    (
        "根据《中华人民共和国政府信息公开条例》第二十条",
        [("《中华人民共和国政府信息公开条例》", "中华人民共和国政府信息公开条例")],
    ),
    (
        "依照政府信息公开条例和行政复议法",
        [("政府信息公开条例", "政府信息公开条例"), ("行政复议法", "行政复议法")],
    ),
    (
        "修订《桐岭县重大行政决策程序规定（试行）》",
        [("《桐岭县重大行政决策程序规定（试行）》", "桐岭县重大行政决策程序规定（试行）")],
    ),
    (
        "《优化营商环境条例》实施以来，按照《条例》要求",
        [("《优化营商环境条例》", "优化营商环境条例"), ("《条例》", "优化营商环境条例")],
    ),
    ("根据条例规定答复", [("条例", "")]),
    (
        "《国务院关于修改〈信访条例〉的决定》",
        [("《国务院关于修改〈信访条例〉的决定》", "国务院关于修改〈信访条例〉的决定")],
    ),
    ("《政府公报》3期、《人民日报》《办事指南》《行动方案》", []),
    ("《书法》《工作方法》", []),
    ("行政处罚法定程序，劳动法律知识", []),
]


@pytest.mark.parametrize(("text", "expected"), LAWS)
def test_laws(text: str, expected: list[tuple[str, str]]) -> None:
    got = [(e.quote, e.value) for e in entities(text) if e.label is Label.LAW]
    assert [quote for quote, _ in got] == [quote for quote, _ in expected]
    for (_, value), (quote, wanted) in zip(got, expected, strict=True):
        assert value == wanted or (quote == "条例" and value == "条例")


CONTACTS = [
    (
        "（地址：桐岭县人民路42号行政中心3号楼506室，邮编：688123，电话：0365-6633170）",
        [
            ("ADDRESS", "桐岭县人民路42号行政中心3号楼506室"),
            ("POSTCODE", "688123"),
            ("PHONE", "0365-6633170"),
        ],
    ),
    ("来信请寄宁远市高新二路8号创业大厦6楼。", [("ADDRESS", "宁远市高新二路8号创业大厦6楼")]),
    ("位于滨河大道66号", [("ADDRESS", "滨河大道66号")]),
    ("邮箱：Gov.Open-1@example.gov.cn；", [("EMAIL", "Gov.Open-1@example.gov.cn")]),
    ("网址https://www.example.gov.cn/zwgk/?id=3。", [("URL", "https://www.example.gov.cn/zwgk/?id=3")]),
    (
        "见www.example.com，或xxgk.example.org.cn/list",
        [("URL", "www.example.com"), ("URL", "xxgk.example.org.cn/list")],
    ),
    ("拨打12345热线", [("PHONE", "12345")]),
]


@pytest.mark.parametrize(("text", "expected"), CONTACTS)
def test_contacts(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(e.label.value, e.quote) for e in entities(text)] == expected


TITLE = "青峪市桐岭县财政局2023年政府信息公开工作年度报告\n"


@pytest.mark.parametrize(
    ("mention", "value"),
    [
        ("我局", "青峪市桐岭县财政局"),
        ("本机关", "青峪市桐岭县财政局"),
        ("县财政局", "青峪市桐岭县财政局"),
        ("桐岭县财政局", "青峪市桐岭县财政局"),
        ("县政府", "桐岭县人民政府"),
        ("县政府办", "桐岭县人民政府办公室"),
        ("市政府办公室", "青峪市人民政府办公室"),
        ("县人社局", "桐岭县人力资源和社会保障局"),
        ("省财政厅", ""),
        ("长堤镇政府", "长堤镇人民政府"),
        ("政府办公室", "桐岭县人民政府办公室"),
    ],
)
def test_short_names_stand_for_what_the_title_tells(mention: str, value: str) -> None:
    last = entities(TITLE + f"会同{mention}办理。")[-1]
    assert (last.quote, last.value) == (mention, value)


def test_the_reporting_body_may_be_given() -> None:
    assert entities("我镇公开9条。", "长堤镇人民政府")[0].value == "长堤镇人民政府"
    assert entities("我镇公开9条。")[0].value == ""


def test_dates_have_iso_values_and_periods_both_ends() -> None:
    text = "统计期限为2024年1月1日至12月31日，2023年6月5日印发。"
    assert [e.value for e in entities(text) if e.label is Label.DATE] == [
        "2024-01-01/2024-12-31",
        "2023-06-05",
    ]


def test_an_article_and_its_item_are_one_ordinal() -> None:
    text = "第二十条第（一）项"
    assert [(e.label, e.quote) for e in entities(text)] == [(Label.ORDINAL, text)]


def test_the_longer_of_two_names_stays_and_then_the_first() -> None:
    def name(start: int, end: int) -> Entity:
        return Entity(Span(start, end), "x" * (end - start), Label.ORG)

    assert resolve([name(0, 3), name(2, 8)]) == [name(2, 8)]
    assert resolve([name(0, 4), name(2, 6)]) == [name(0, 4)]
    assert resolve([name(4, 6), name(0, 8), name(8, 9)]) == [name(0, 8), name(8, 9)]


def test_a_name_never_cuts_a_figure() -> None:
    from gouji.language.quantities import scan

    plain = "约2万县城居民"
    mentions, scanned = scan(plain)
    for name in names(plain, scanned, mentions):
        for m in mentions:
            assert not name.span.meets(m.span) or name.span.holds(m.span)


def test_names_point_into_the_text_as_given() -> None:
    text = "（地址：桐岭县 人民路 42 號）會同桐嶺縣財政局"
    for e in entities(text):
        assert e.span.of(text) == e.quote
    assert ("ADDRESS", "桐岭县 人民路 42 號") in found(text)


def test_a_hard_wrap_does_not_break_a_name() -> None:
    text = "本报告根据《中华人民共和国政府信息公开条\n例》和桐岭县人民政府办公\n室要求编制，面向社会公布。"
    quotes = [(e.label.value, "".join(e.quote.split())) for e in entities(text)]
    assert quotes == [("LAW", "《中华人民共和国政府信息公开条例》"), ("ORG", "桐岭县人民政府办公室")]


ALPHABET = (
    "青峪市桐岭县长堤镇区政府办公室财政局委法院我本国务《》〈〉条例法（）地址：路12号@.cn/年月日第项，。\n"
)


@given(st.text(alphabet=ALPHABET, max_size=60) | st.text(max_size=60))
def test_no_text_raises_and_names_are_apart(text: str) -> None:
    every = entities(text)
    assert all(e.span.of(text) == e.quote for e in every)
    assert all(a.span.end <= b.span.start for a, b in pairwise(every))


@pytest.mark.parametrize("half", ["dev.txt", "held.txt"])
def test_labelled_names_are_found(half: str) -> None:
    result = score(marked(LABELLED / half))
    assert result.total.f1 >= 0.95


@pytest.mark.shared
def test_labelled_names_of_the_sample_are_found(shared: Path) -> None:
    assert score(sample(shared)).total.f1 >= 0.95


def test_at_least_three_hundred_names_are_labelled() -> None:
    ours = sum(len(d.names) for half in ("dev.txt", "held.txt") for d in marked(LABELLED / half))
    rows = (LABELLED / "sample.tsv").read_text("utf-8").splitlines()
    assert ours + sum(not row.startswith("#") for row in rows) >= 300


HOSTILE = [
    "县" * 5000,
    "《" * 5000,
    "地址：）" * 2000,
    "政府办" * 3000,
    "a@" * 4000,
    "www." * 4000,
    "市县区" * 3000,
]


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", [TITLE + "县财政局与市政府办会同我局到长堤镇。《预算法》第三条。" * 300, *HOSTILE]
)
def test_time_grows_with_the_text_and_not_faster(text: str) -> None:
    def seconds(repeat: int) -> float:
        gc.collect()
        start = time.process_time()
        entities(text * repeat)
        return time.process_time() - start

    entities(text)
    gc.disable()  # its full passes come by the number of objects in the process, not by what is read
    try:
        assert min(seconds(10) for _ in range(3)) < 12 * min(seconds(1) for _ in range(5)) + 0.05
    finally:
        gc.enable()
