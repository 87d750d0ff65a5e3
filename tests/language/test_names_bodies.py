"""Bodies: who is meant, how they stand to the reporting body, and who is the subject."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.language.names import Relation, bodies
from gouji.language.parties import reporter

TOWN = "泊宁市云栖区长堤镇人民政府"
BUREAU = "青峪市桐岭县财政局"
COUNTY = "青峪市桐岭县人民政府"
OFFICE = "澜清市望澄区人民政府办公室"

RELATIONS = [
    (TOWN, "泊宁市云栖区长堤镇人民政府", "same"),
    (TOWN, "长堤镇人民政府", "same"),
    (TOWN, "镇政府", "short"),
    (TOWN, "我镇", "short"),
    (TOWN, "本机关", "short"),
    (TOWN, "长堤镇", "short"),
    (TOWN, "镇党委", "superior"),
    (TOWN, "区政府", "superior"),
    (TOWN, "云栖区人民政府", "superior"),
    (TOWN, "市政府办公室", "superior"),
    (TOWN, "国务院", "superior"),
    (TOWN, "云栖区卫生健康局", "other"),
    (TOWN, "区司法局", "other"),
    (TOWN, "东升镇人民政府", "other"),
    (TOWN, "泊宁市教育局", "other"),
    (BUREAU, "桐岭县财政局", "same"),
    (BUREAU, "县财政局", "short"),
    (BUREAU, "我局", "short"),
    (BUREAU, "县政府", "superior"),
    (BUREAU, "县委", "superior"),
    (BUREAU, "市财政局", "superior"),
    (BUREAU, "省财政厅", "superior"),
    (BUREAU, "县人社局", "other"),
    (BUREAU, "市审计局", "other"),
    (BUREAU, "泊宁市财政局", "other"),
    (COUNTY, "县财政局", "subordinate"),
    (COUNTY, "县政府办公室", "subordinate"),
    (COUNTY, "长堤镇人民政府", "subordinate"),
    (COUNTY, "珑川县", "short"),
    (COUNTY, "市政府", "superior"),
    (OFFICE, "区政府", "superior"),
    (OFFICE, "区政府办", "short"),
    (OFFICE, "政府办公室", "short"),
    (OFFICE, "区委", "superior"),
]


@pytest.mark.parametrize(("organisation", "mention", "relation"), RELATIONS)
def test_relation_to_the_reporting_body(organisation: str, mention: str, relation: str) -> None:
    if mention == "珑川县":
        organisation = "珑川县人民政府"
    (body,) = bodies(f"{mention}召开会议。", organisation)
    assert (body.quote, body.relation.value) == (mention, relation)


SUBJECTS = [
    ("{}高度重视政务公开工作。", True),
    ("2023年，{}高度重视政务公开工作。", True),
    ("2023年{}高度重视政务公开工作。", True),
    ("截至2023年底，{}公开9条。", True),
    ("一是{}加强领导。", True),
    ("（一）主动公开。{}公开信息9条。", True),
    ("组织领导情况：{}召开会议。", True),
    ("公开9条。\n{}认真落实要求；", True),
    ("{}、市财政局联合发文。", True),
    ("配合{}开展普法宣传。", False),
    ("向{}报送材料。", False),
    ("在{}领导下开展工作。", False),
    ("2023年，在{}指导下完成整改。", False),
    ("接受{}检查3次。", False),
    ("{}门户网站公开9条。", False),
    ("{}的要求得到落实。", False),
    ("{}\n2023年年度报告", False),
    ("由{}牵头，各科室配合。", False),
]


@pytest.mark.parametrize(("frame", "subject"), SUBJECTS)
def test_who_is_the_subject_of_a_sentence(frame: str, subject: bool) -> None:
    name = "云栖区卫生健康局"
    body = next(b for b in bodies(frame.format(name), TOWN) if b.quote == name)
    assert body.subject is subject


def test_what_is_known_of_a_body() -> None:
    first, second = bodies("区卫健局会同青峪市生态环境局检查。", TOWN)
    assert (first.name, first.region, first.level, first.kind) == (
        "云栖区卫生健康局",
        "云栖区",
        "区",
        "卫生健康局",
    )
    assert (second.region, second.level, second.kind) == ("青峪市", "市", "生态环境局")
    (national,) = bodies("国务院办公厅印发通知。", TOWN)
    assert (national.level, national.region) == ("国家", "")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("桐岭县财政局2023年政府信息公开工作年度报告", "桐岭县财政局"),
        ("桐岭县财政局\n2023年政府信息公开工作年度报告", "桐岭县财政局"),
        ("附件\n青峪市桐岭县财政局关于2023年度政府信息公开工作年度报告", "青峪市桐岭县财政局"),
        ("长堤镇人民政府二〇二三年政务公开工作报告", "长堤镇人民政府"),
        ("县财政局公开9条。", ""),
    ],
)
def test_the_title_names_the_reporting_body(text: str, name: str) -> None:
    body = reporter(text)
    assert (body.quote if body else "") == name


@given(
    st.text(alphabet="泊宁市云栖区长堤镇人民政府卫生健康局我本，。；：、的一是（）2023年\n", max_size=50),
    st.text(max_size=12),
)
def test_no_text_raises(text: str, organisation: str) -> None:
    for body in bodies(text, organisation):
        assert body.span.of(text) == body.quote
        assert isinstance(body.relation, Relation)
