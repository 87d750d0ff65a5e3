"""Words: terms stay whole, figures are never cut, nothing is lost, whichever engine runs."""

from __future__ import annotations

import gc
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gouji.language.folding import fold
from gouji.language.names import names
from gouji.language.quantities import scan
from gouji.language.words import cutter, keywords, lay, terms, words

# A hundred terms of government reports, chosen without looking at the dictionary.
_TERMS = """
政府信息公开 依申请公开 主动公开 政务公开 不予公开 部分公开 政务新媒体 政府门户网站
政府公报 政策解读 行政规范性文件 规范性文件 行政许可 行政处罚 行政强制 行政复议
行政诉讼 行政事业性收费 三安全一稳定 信息处理费 国家秘密 商业秘密 个人隐私 第三方合法权益
过程性信息 内部事务信息 行政执法案卷 行政查询事项 公开出版物 重复申请 自然人 商业企业
科研机构 社会公益组织 法律服务机构 上年结转 结转下年度 尚未审结 结果维持 结果纠正
公开指南 公开目录 公开属性 保密审查 三审三校 办结率 答复率 满意率
知晓率 百分点 政务公开专区 政务服务中心 便民服务中心 微信公众号 新闻发布会 政府常务会议
政府工作报告 网民留言 意见征集 在线访谈 办事指南 权责清单 双随机 一网通办
营商环境 放管服 财政预决算 三公经费 政府采购 重大建设项目 公共资源配置 重大行政决策
社会救助 征地拆迁 乡村振兴 生态环境 食品安全 安全生产 公共法律服务 基层政务公开
人民政府 街道办事处 村民委员会 居民委员会 中级人民法院 人民检察院 财政局 卫生健康局
市场监督管理局 人力资源和社会保障局 自然资源和规划局 住房和城乡建设局 农业农村局 应急管理局
医疗保障局 退役军人事务局 发展和改革委员会 政务公开办公室 领导小组 工作专班
"""
TERMS = _TERMS.split()

FRAMES = ("{}", "全年{}2,300余件", "认真做好{}、公开栏目等工作，较上年增长8.2%。", "关于{}的规定")


def quotes(text: str) -> list[str]:
    return [word.quote for word in words(text)]


def test_hundred_terms_are_a_hundred() -> None:
    assert len(set(TERMS)) == 100


@pytest.mark.parametrize("frame", FRAMES)
def test_government_terms_stay_whole(frame: str) -> None:
    cut = [term for term in TERMS if term not in quotes(frame.format(term))]
    assert cut == []


def test_every_term_of_the_dictionary_stays_whole_with_either_engine() -> None:
    assert len(terms()) > 300
    for engine in ("rjieba", "jieba"):
        if engine == "rjieba":
            pytest.importorskip("rjieba")
        every = terms()
        assert [term for term, cut in zip(every, cutter(engine)(every), strict=True) if cut != [term]] == []


SENTENCES = [
    "全年依申请公开答复38件，因危及三安全一稳定不予公开2件，结转下年度继续办理1件。",
    "桐岭县人力资源和社会保障局牵头，政务新媒体推送原创文章1.2万余篇。",
    "联系邮箱abc-d_e@example.cn，网址https://www.example.cn/a-b?x=1&y=2，“1+X”清单A-12。",
    "〇三年𠮷野家𪚥龘——好…… \t\n\r\n表：3800 条",
]


@pytest.mark.parametrize("text", SENTENCES)
def test_both_engines_give_the_same_words(text: str) -> None:
    pytest.importorskip("rjieba")
    assert next(cutter("rjieba")([text])) == next(cutter("jieba")([text]))


@given(
    st.text(
        alphabet="政务公开信息依申请条件年月县财政局桐岭的了在 \n\tabc-+._%@/:12３，。《》（）—…𠮷",
        max_size=40,
    )
)
def test_both_engines_agree_on_what_they_are_given(text: str) -> None:
    pytest.importorskip("rjieba")
    assert next(cutter("rjieba")([text])) == next(cutter("jieba")([text]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公开信息3800余条", ["公开", "信息", "3800", "余", "条"]),
        ("近2万人次参加", ["近", "2万", "人次", "参加"]),
        ("占比23.5%。", ["占比", "23.5%", "。"]),
        ("提高5个百分点", ["提高", "5", "个百分点"]),
        ("投入28万元以上", ["投入", "28万", "元", "以上"]),
        ("2024年1月1日至12月31日", ["2024年", "1月", "1日", "至", "12月", "31日"]),
        ("国办公开办函〔2021〕30号文", ["国办公开办函〔2021〕30号", "文"]),
        ("电话0951-2078503。", ["电话", "0951-2078503", "。"]),
        ("青峪市桐岭县财政局", ["青峪市", "桐岭县", "财政局"]),
        ("落实三审三校制度", ["落实", "三审三校", "制度"]),
    ],
)
def test_figures_and_names_are_laid_first(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected


def test_offsets_point_into_the_text_as_given() -> None:
    text = "共公开 ３８００ 余条，\n較上年增加"
    found = words(text)
    assert [word.span.of(text) for word in found] == [word.quote for word in found]
    assert "３８００" in [word.quote for word in found]
    assert "".join(word.quote for word in found) == "".join(text.split())


FIGURES = "0123456789一二三十百千万亿两几余多近约超%％件条元年月日号第个.,，。至-—（）县市局政府公开 \n的《》"


@given(st.text(alphabet=FIGURES, max_size=60))
@example("1至0日")  # a date whose first day has no unit of its own
@example("二约百个县")  # a figure within what looks like a place
def test_a_token_never_cuts_a_figure_or_a_name(text: str) -> None:
    plain = fold(text).plain
    mentions, scanned = scan(plain)
    entities = names(plain, scanned, mentions)
    tokens = lay(plain, mentions, entities)
    assert "".join(tokens) == plain
    ends = {0}
    for token in tokens:
        assert token
        ends.add(max(ends) + len(token))
    for found in (*mentions, *entities):
        assert {found.span.start, found.span.end} <= ends, found


@given(st.text(max_size=80))
def test_no_text_raises_and_nothing_visible_is_lost(text: str) -> None:
    found = words(text)
    assert [word.span.of(text) for word in found] == [word.quote for word in found]
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@given(st.lists(st.text(alphabet="政务公开，。a1 \n\x00", max_size=8), max_size=8))
def test_texts_cut_together_are_cut_as_each_alone(texts: list[str]) -> None:
    cut = cutter()
    assert list(cut(texts)) == [next(cut([text])) for text in texts]
    assert ["".join(tokens) for tokens in cut(texts)] == texts


def test_keywords_are_words_and_no_figures() -> None:
    text = "全年依申请公开38件，依申请公开答复36件，政务新媒体推送政策解读120篇，政策解读占比38%。"
    found = dict(keywords(text, 5))
    assert {"依申请公开", "政策解读"} <= found.keys()
    assert not any(character.isdigit() for word in found for character in word)


@pytest.mark.slow
def test_time_grows_with_the_text_and_not_faster() -> None:
    text = "全年主动公开政府信息3800余条，桐岭县财政局答复申请38件，占比23.5%。" * 1000

    def seconds(repeat: int) -> float:
        gc.collect()
        start = time.process_time()
        words(text * repeat)
        return time.process_time() - start

    words(text)
    gc.disable()  # its full passes come by the number of objects in the process, not by what is read
    try:
        assert min(seconds(10) for _ in range(3)) < 12 * min(seconds(1) for _ in range(5))
    finally:
        gc.enable()


@pytest.mark.shared
@pytest.mark.slow
def test_sighan_scores_hold(shared: Path) -> None:
    from eval.segmentation.sighan import FLOORS, score, tokens

    for corpus, floor in FLOORS.items():
        hits = score(shared / "data" / "sighan", corpus, lambda text, corpus=corpus: tokens(text, corpus))
        assert hits.f1 >= floor, corpus
