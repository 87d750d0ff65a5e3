"""From the words around a figure to the cells whose sum it states.

The rules go from the most telling word to the least: what kind of thing is counted (the *topic*, a
strong noun of the lexicon that holds until the next one), whether it belongs to this year at all, and
which row, column or outcome the stretch names.  Whatever stays vague gets no reading: an unlinked
figure is counted, never contradicted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Final

from ..claim import Period, Reading
from ..form import Form
from .items import Item, Sentence
from .lexicon import Hit, Lexicon
from .lexicon import load as load_lexicon

APPLICATION_UNITS: Final = frozenset(
    ("件", "份", "条", "宗", "起", "例", "次", "个", "项", "件次", "人次", "笔", "则", "人", "")
)
CASE_UNITS: Final = frozenset(("件", "宗", "起", "例", "案", "次", "件次", ""))
DECISION_UNITS: Final = frozenset(
    ("件", "宗", "起", "例", "份", "次", "个", "件次", "余件", "人次", "笔", "")
)
CASES: Final = {
    "review": "review",
    "suit": "suit",
    "suit_direct": "suit_direct",
    "suit_after_review": "suit_after_review",
}
# Row words in the order in which they decide when several stand together.
RESULTS: Final = (
    "other_overdue_fee",
    "other_overdue_correction",
    "declined_confirm",
    "declined_mass",
    "declined_publication",
    "declined_repeat",
    "declined_complaint",
    "refused_three_securities",
    "refused_state_secret",
    "refused_by_law",
    "refused_third_party",
    "refused_internal",
    "refused_process",
    "refused_enforcement_file",
    "refused_admin_query",
    "unable_unclear",
    "unable_to_create",
    "unable_not_held",
    "granted_or_partial",
    "partial",
    "withdrawn",
    "unable",
    "declined",
    "refused",
    "other_handling",
    "granted",
)
SPECIFIC: Final = frozenset(
    r for r in RESULTS if r.startswith(("refused_", "unable_", "declined_", "other_o"))
)
APPLICANTS: Final = ("organisations", "natural", "business", "research", "social", "legal")
# Details that only applications have, even where they do not tell which cell is meant.
OF_APPLICATIONS: Final = frozenset(
    (*RESULTS, *APPLICANTS, "other", "carried_in", "carried_out", "new", "channel", "content")
)
QUOTES: Final = re.compile(r"[“”「」]")
# A label in the words of the form itself.
STATUTORY: Final = re.compile(
    r"^(?:其中|办结件中|中)?(?:予以公开|部分公开|不予公开|无法提供|不予处理|其他处理|办结|答复)#"
)
GENERIC: Final = frozenset(("unable", "declined", "refused", "other_handling"))
GENERIC_WORDS: Final = re.compile(
    r"其中|予以|不予公开|不公开|未予公开|不同意公开|未公开|无法提供|不能提供|不予处理|不再处理|"
    r"其他处理|其它处理|作出?|决定|属于|属|情形|情况|的|申请|共|有|为|类|其余|另有|另|答复|告知|依法|"
    r"依规|"
    r"办理|结果|全年|年内|信息|政府|件|，|、|：|和|及|总|合计|处理|方式|被|是|数量"
)
GROUP_OF: Final = {
    "unable_": "unable",
    "declined_": "declined",
    "refused_": "refused",
    "other_": "other_handling",
}
OUTCOMES: Final = {
    "pending": "pending",
    "upheld": "upheld",
    "corrected": "corrected",
    "other_outcome": "other",
}
# 因…等原因无法提供: the row named is an example, the figure is the group's.
FOR_EXAMPLE: Final = re.compile(
    r"等(?:(?:原因|情形|情况|理由|方面|因素|问题)(?:而|的)?.{0,3})?(?:无法提供|不予公开|不予处理|"
    r"其他处理|不公开)"
)
OTHER_YEAR: Final = re.compile(
    r"(?:较|比|与|同)[^，；。]{0,4}20[0-9]{2}年|"
    r"(?:上一?年|去年|前一年|往年|同期|上一年度|上年度)(?!结转|转结|度?末?结转|度?(?:遗留|转来|转入|"
    r"未办结|留存|转接))"
)
# The caseload of a reviewing body or of its lawyers, not cases about disclosure.
OFFICE: Final = re.compile(
    r"作为(?:行政)?复议机|其他行政|无关|非(?:政府)?信息公开|备案|机构|应诉材料|出庭|代理|化解|调解|案卷|主管部门"
)
HANDLES: Final = re.compile(
    r"审查|收案|(?<!在)(?<!法院)审理的|(?<!不予)受理(?!机关)|立案|承办|承担|办理|"
    r"收到|(?<!未)审结|各类|各级"
)
ABOUT_US: Final = re.compile(r"信息公开|引发|引起|提起|被|因.{0,12}(?:不服|答复)|涉及")
# Words that may stand with a case about disclosure; any other noun makes it another case.
CASE_WORDS: Final = re.compile(
    r"(?:因|对|由|就)?(?:本机关|我局|本局)?(?:作为被(?:申请人|告)的)?(?:政府信息公开|信息公开|"
    r"依申请公开|申请人|答复|不服|工作|行为|内容|当事人)|引发|引起|提起|发生|产生|导致|涉及|被|申请|"
    r"行政|复议|诉讼|应诉|起诉|案件|案|类|法院|机关|决定|判决|裁定|裁判|"
    r"结果|维持|纠正|其他|其它|尚未审结|未审结|未结|审理|正在|尚在|处理|结论|驳回|撤销|责令|重新|败诉|"
    r"胜诉|确认违法|变更|终止|撤回|经|未经|直接|向|后|又|再|仍|作出|予以|所|而|和|及|与|均|还|的"
)
REVIEWERS: Final = re.compile(
    r"复议(?:机构|机关|委员会|办公室|局)|(?:受理|办理|承办|审理)的?(?:各类)?(?:行政)?复议(?:案件|申请)"
)
# Cases of all kinds, of which those about disclosure are a part: 被复议11件，其中信息公开类5件
OF_ALL_KINDS: Final = re.compile(
    r"(?:其中|中，)[^，。；]{0,8}信息公开|信息公开[^，。；]{0,4}(?:占其中|类[0-9一二两三四五六七八九十])|"
    r"(?:皆|均|都)(?:非|不涉及?|与)信息公开|与信息公开(?:工作)?无关"
)
# Cases about another act of the body: 对行政处罚不服的复议13件
OTHER_ACT: Final = re.compile(r"(?:针对|对|不服)[^，。；]{0,6}(?:处罚|许可|强制|征收|认定)|听证")
# A third party was asked or overruled, not obeyed; a draft or a plan is not yet a document.
NOT_REFUSED: Final = re.compile(r"(?<!不)同意公开|(?<!不予)决定公开|全文公开|征求意见")
PLANNED: Final = re.compile(r"拟(?:废止|修改|修订|保留|制定)|不计入")
# 其余49件分别作出不予公开、无法提供；执法案卷信息三件中，2件不予公开
SPLIT_AFTER: Final = re.compile(r"分别|(?:之)?中$|均?系(?:上|去)")
CHARGES: Final = re.compile(r"收费通知|缴费|信息处理费")
# How documents are classed for publication, which uses the words of results.
CLASSING: Final = re.compile(
    r"公(?:开|文)属性|转为主动公开|属性.{0,4}(?:认定|标注|调整|核定)|历史(?:文件|信息|公文)|重新核定|复核|"
    r"继续不予公开"
)
CLEARED: Final = re.compile(r"失效|清理.{0,20}(?:年至|以来|以前|年底前)")
# What ends the business of one part of the body and turns to the whole again.
APART: Final = re.compile(r"；|全[省市区县州镇乡]|合计|共")
OF_REQUESTS: Final = re.compile(r"申请(?!人|复议|行政复议|再审)")
BACK: Final = re.compile(r"(?:上述|以上|前述|这|该|此)(?:的)?$")
# Cases that are closed, not all that were brought: 复议案件已结23件.
CLOSED: Final = re.compile(r"已(?:经)?(?:审)?结|(?<!未)审结|结案|已(?:经)?判决|已(?:经)?裁[决定]")
BARE_CARRY: Final = re.compile(r"(?:其中|另有?|并|及|、)?(?:结转|转结)(?:的|了|申请)*")
# 截至6月底已收到申请33件: not yet the year
PART_YEAR: Final = re.compile(
    r"截[至止](?:到)?(?:20[0-9]{2}年)?(?:[1-9]|1[01]|[一二三四五六七八九十]|十一)月"
)
# 2023年结转3件: carried out of the year named
OUT_OF: Final = re.compile(
    r"(?P<year>20[0-9]{2})年度?(?:末|底)?(?:未办结)?(?:结转|转结|转来|转入|转接|遗留|留转)"
    r"(?!.{0,2}(?:至|到|入|下|次|明|20))"
)
# 9件复议中7件…: some of those counted right before
AMONG: Final = re.compile(r"[中里](?:有|仅|仅有|只有|约)?$")
WHOLES: Final = frozenset(("new", "received", "handled", "handled_with_carry", "done"))
# What is taken in, passed on and looked into as business of its own: 受理信访转办的投诉4件
OTHER_BUSINESS: Final = re.compile(r"受理|接到|接收|收到|接办|转办|交办|查实|化解|回复")
DIFFERENCE: Final = re.compile(
    r"(?:较|比|同比|环比|相比).{0,12}?(?:增加|减少|多[收办出]?|少[收办了]?|上升|下降|增长|提高|降低|净增|下调|"
    r"回落)了?$|(?:增加|减少|净增|多出|新增加|增长|下降)了?$|[+＋−-]$|(?:由|从)$"
)
WITH: Final = re.compile(r"新收[^，。；]{0,6}(?:与|和|加|及)[^，。；]{0,6}结转")
# 单位申请5件, 其他组织提出申请11件: a kind of applicant that no single column is sure to be
OF_A_KIND: Final = re.compile(r"^(?:其中|另)?(?:单位|组织|其他组织|机构)(?:提出|提交)?的?申请")
TOGETHER: Final = re.compile(r"(?:共|合计|共计|总计|应办|应办理|需办理|合计需办理|共需办理|合计应办)+")
# Some of them, not all of them.
SUBSET: Final = re.compile(r"(?:另有|还有|其中|有|对|这|上述|以上|剩余|其余)+")
CONTENT: Final = re.compile(
    r"(?:方面|领域|内容|类|有关|相关)(?:的)?(?:政府)?(?:信息)?(?:公开)?(?:的)?(?:申请)?(?:共|合计|"
    r"共计|约|有|达)*$|^(?:主要)?涉及|^关于"
)
# What may stand around a verb that counts applications.  Any other word makes it a count of something else:
# 医疗机构校验申请, 企业专线受理, 就同一事项先后提交.
AROUND: Final = re.compile(
    r"其中|全年|年内|年度|本年[度内]?|当年|今年|20[0-9]{2}年度?|截至.{0,8}|共计|共|累计|合计|已|均|全部|"
    r"全|按时|按期|依法|依规|实际|先后|另|我们?|本|该|按规定|统一|一年来|还|"
    r"新收|新增|新?接收|收到|收件|接到|受理|承办|接收|登记|收悉|收办|办理|处理|办结|答复|办复|回复|办理完毕|"
    r"办理完结|完结|完毕|提出|提交|提起|递交|完成|予以|进行|及时|在.{0,10}内|通过各种?渠道|各渠道|"
    r"[一-鿿]{0,8}?(?:局|委|办公室|办公厅|办|政府|街道|镇|乡|县|市|区|厅|机关|部门|单位|院|中心|所|州|"
    r"省|旗|海关|学校|支队|大队|总队|师|团|盟|司|连队|集团|公司)|各级|行政|"
    r"政府信息公开|政府信息|信息公开|依申请公开|依申请|公民|法人|和|及|与|其他组织|社会公众|公众|群众|"
    r"申请人|申请|公开|信息|请求|事项|件|数量|总数|总量|数|的|、|为|有|达|约|^在|，|：|（|）"
)
# 收件6件（政府信息公开申请）: the noun in brackets behind the figure
GLOSS: Final = re.compile(r"（(?P<noun>[^（）]{2,16})）")
# What only holds a label together.
GLUE: Final = re.compile(
    r"短期内|期内|频繁|多次|反复|检索|因|由|人|里|中|各|分别|依次|来自|合法|权益|保护|需要?|相关|连同|承接|加上|剩余|余下|度|或|以|自行|诉|年|后|[一二三四五六七八九十]|季|月|日|初|底|末|都|需"
)
UNKNOWN: Final = 2  # characters of a label that may be unknown: more are another noun
# Whose own figures are a part of what the report counts.
OWN_LEVEL: Final = re.compile(
    r"本级|机关本部|本部(?!门)|局机关|[省市县区旗州盟](?:级|直)(?:部门|单位|机关)|下级(?:机关|单位)|"
    r"(?:^|[，、；（]|各|全[省市县区州])(?:乡镇|镇街|镇|县区|区县|县市|市县|市州|州市|县（区）)(?:（?街道）?|部门|政府)*(?=[^，；。]{0,3}[受收承办新])"
)


@dataclass(frozen=True, slots=True)
class Link:
    """What a figure was found to state.

    Args:
        measure: name of the lexicon's measure, "" where none was recognised.
        topic: the strong noun in force.
        readings: cells, best first; () where the form has none.
        period: the year it speaks of.
    """

    measure: str = ""
    topic: str = ""
    readings: tuple[Reading, ...] = ()
    period: Period = Period.YEAR


NOTHING: Final = Link()


class Topics:
    """The strong nouns of a text by position."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        self.hits = list(hits)
        self.starts = [h.start for h in hits]

    def within(self, start: int, end: int) -> list[Hit]:
        """The hits that begin in a range."""
        return self.hits[bisect_right(self.starts, start - 1) : bisect_right(self.starts, end - 1)]

    def last_before(self, start: int, floor: int) -> str:
        """The concept in force at an offset, looking back no further than ``floor``."""
        at = bisect_right(self.starts, start - 1) - 1
        return self.hits[at].concept if at >= 0 and self.hits[at].start >= floor else ""


@dataclass(slots=True)
class Linker:
    """Links items to cells by lexicon and rules.

    Args:
        lexicon: the words.
        form: the form whose cells are meant.
        topics: strong nouns of the folded prose.
        spans: the sentences.
        floors: for each sentence, how far back a topic may be carried (start of its paragraph).
        parts: items that are parts of a list; who or where they count changes no subject.
        year: the year of the report, where it is known.
        led: where bodies are named that the reporting body leads.
        loose: by item, links whose labels hold words unknown; no contradiction may rest on them.
    """

    lexicon: Lexicon
    form: Form
    topics: Topics
    spans: Sequence[Sentence]
    floors: Sequence[int]
    parts: Collection[int] = ()
    year: int | None = None
    led: Sequence[int] = ()
    last: Link = NOTHING
    elsewhere: tuple[int, int] = (-2, -1)
    carried_in: int = -2
    office: int = -1
    anchors: dict[int, bool] = field(default_factory=dict)
    loose: dict[int, Link] = field(default_factory=dict)

    def link(self, item: Item, previous: Item | None, label: str | None = None) -> Link:
        """The link of one figure.

        Args:
            item: the figure.
            previous: the item before it in the same sentence, or None.
            label: its own label where a 分别 list gives it one.
        """
        own = f"{label}#{item.after}" if label is not None else QUOTES.sub("", item.own)
        quantity = item.mention.quantity
        if quantity.kind not in ("count", "money") or quantity.unit.endswith("个百分点"):
            return NOTHING
        if quantity.unit == "项" and not item.mention.quote[:1].isdecimal():
            return NOTHING  # 两项合计, 三项答复均按期完成: what was just told, counted
        details = self.carried(own, self.lexicon.concepts(own))
        topic, inherited = self.topic(item, details)
        if label is not None:  # 许可、处罚、强制决定数量分别为…: each figure has a name of its own
            named = self.lexicon.topic_hits(label)
            topic, inherited = (named[-1].concept, False) if named else (topic, True)
        if inherited and topic == "foreign" and (STATUTORY.search(own) or "carried_in" in details):
            topic = "application" if self.near(item) else topic  # after an aside on other things
        period = Period.YEAR
        if OTHER_YEAR.search(own) and not details & {"carried_in", "in_force"}:
            period = Period.LAST_YEAR
        if DIFFERENCE.search(item.before) or period is not Period.YEAR:
            return Link(topic=topic, period=period)
        sentence = self.spans[item.sentence].text
        if topic == "application" and (CHARGES.search(sentence) or CLASSING.search(sentence)):
            return NOTHING  # who was asked to pay, and who then withdrew, is a part that no row counts
        if topic == "application" and REVIEWERS.search(sentence) and "信息公开" not in own:
            return NOTHING
        if OWN_LEVEL.search(own):
            self.elsewhere = item.index, item.sentence  # what follows in the clause is of that level too
            return NOTHING
        if "extended" in details or PART_YEAR.search(own):
            return NOTHING
        if topic in ("application", "") and self.of_another(item):
            return NOTHING
        if not topic and previous is not None and self.last.readings:
            topic = self.last.topic or "application"
        if inherited and topic in ("application", "") and not self.anchored(item):
            return NOTHING
        if inherited and topic in CASES and OF_REQUESTS.search(item.lead):
            return NOTHING  # 复议9件。…违建类申请最多，20件: of applications again
        if topic in CASES and "信息公开" not in own and self.of_all_kinds(item, own):
            return NOTHING
        if topic in CASES and (self.office == item.sentence or _of_an_office(own)):
            self.office = item.sentence  # what a reviewing body handled goes on to the end of the sentence
            return NOTHING
        link = self.decide(topic, details, own, item, sentence, inherited)
        before = sentence[: item.start - self.spans[item.sentence].start]
        if link and link[0] == "other" and "撤回" in before:
            return NOTHING  # 撤回3件，其他1件: what is left beside a kind that the same row holds
        if link and _among(item, previous) and (link[0] in WHOLES or ("outcome", "total") in link[1]):
            return NOTHING
        if link and _of_applications(self.cells(*link)) and len(_unknown(own)) > UNKNOWN:
            # 接受第三方评估1次, 2件询问企业处罚情况: other words may tell of other things
            self.loose[item.index] = Link(link[0], topic, self.stated(link, item))
            link = None
        self.last = Link(link[0], topic, self.stated(link, item)) if link else Link(topic=topic)
        if self.last.measure == "carried_in" and item.before.endswith("的"):
            self.carried_in = item.index
        if self.last.readings and self.last.readings[0][0].lstrip("-").startswith(("t3/", "t4/")):
            self.anchors[item.sentence] = True
        elif quantity.kind == "count" and item.index not in self.parts and not _neutral(item, details, topic):
            self.anchors[item.sentence] = False
        return self.last

    def carried(self, own: str, details: Set[str]) -> set[str]:
        """The details, with what another year is named for: 2023年结转3件 came into this year's work."""
        out_of = OUT_OF.search(own)
        if out_of is None:
            return set(details)
        earlier = self.year is None or int(out_of["year"]) < self.year
        return {*details - {"carried_out"}, "carried_in" if earlier else "compared"}

    def of_another(self, item: Item) -> bool:
        """Whether a body that the reporting one leads did it, named in the label or before it in the clause.

        县教育局收到申请9件，办结9件；县卫健局收到申请5件 are parts of what the county tells.
        """
        at = bisect_right(self.led, item.start - 1) - 1
        named = at >= 0 and self.led[at] >= item.label_start
        of_carried = self.carried_in == item.index - 1 and "其中" in item.gap  # 结转的3件，其中公开2件
        goes_on = self.elsewhere == (item.index - 1, item.sentence) and not APART.search(item.gap)
        if not (named or of_carried or goes_on):
            return False
        self.elsewhere = item.index, item.sentence
        return True

    def of_all_kinds(self, item: Item, own: str) -> bool:
        """Whether those about disclosure are but a part of the cases, or these are about another act."""
        sentence = self.spans[item.sentence]
        return (
            OTHER_ACT.search(own) is not None
            or OF_ALL_KINDS.search(sentence.text, item.end - sentence.start) is not None
        )

    def near(self, item: Item) -> bool:
        """Whether a figure of the same part of the text has counted applications before."""
        floor = self.floors[item.sentence]
        return any(held and self.spans[n].start >= floor for n, held in self.anchors.items())

    def anchored(self, item: Item) -> bool:
        """Whether a figure without a noun of its own follows others that count applications.

        The last telling figure before it in the sentence decides; the first of a sentence looks two
        sentences back.
        """
        if item.sentence in self.anchors:
            return self.anchors[item.sentence]
        floor = self.floors[item.sentence]
        near = [
            self.anchors[n]
            for n in (item.sentence - 1, item.sentence - 2)
            if n in self.anchors and self.spans[n].start >= floor
        ]
        return not near or any(near)

    def topic(self, item: Item, details: set[str]) -> tuple[str, bool]:
        """The strong noun in force at a figure, and whether it is only carried on from before.

        Its own noun comes first, else the last one before it in the paragraph.
        """
        mine = (
            self.topics.within(item.label_start, item.start)
            or self.topics.within(item.end, item.end + len(item.after))[:1]
            or self.gloss(item)
        )
        carried = self.topics.last_before(item.label_start, self.floors[item.sentence])
        if mine and mine[-1].concept == "foreign" and details & SPECIFIC:
            asked = any(h.concept == "application" for h in mine) or carried in ("application", "")
            asked = asked and not OTHER_BUSINESS.search(item.before)
            # 索要公报的申请: the reason for declining names the thing asked for
            return ("application", False) if asked or "申请" in item.own else ("foreign", False)
        return (mine[-1].concept, False) if mine else (carried, True)

    def gloss(self, item: Item) -> list[Hit]:
        """The strong noun that brackets right behind a figure hold, where they hold nothing else."""
        span = self.spans[item.sentence]
        said = GLOSS.match(span.text, item.end - span.start)
        if said is None:
            return []
        start, end = (span.start + at for at in said.span("noun"))
        return [h for h in self.topics.within(start, end) if (h.start, h.end) == (start, end)]

    def stated(self, link: tuple[str, tuple[tuple[str, str], ...]], item: Item) -> tuple[Reading, ...]:
        """The readings of a link; a group whose reason stands in the clause before may be that row alone.

        就同一事项重复申请，不予处理1件 counts the row of repeats, or all that was declined.
        """
        measure, slots = link
        if measure == "carried_out" and BARE_CARRY.fullmatch(
            item.before
        ):  # into the next year or from the last
            return (*self.cells(measure, slots), *self.cells("carried_in", slots))
        reasons = self.lexicon.concepts(item.lead) if measure in GENERIC else ()
        rows = [r for r in RESULTS if r in reasons and r in SPECIFIC and GROUP_OF.get(_group(r)) == measure]
        named = [reading for row in rows[:1] for reading in self.cells(row, slots)]
        return (*named, *self.cells(measure, slots))

    def cells(self, measure: str, slots: tuple[tuple[str, str], ...]) -> tuple[Reading, ...]:
        """The readings of a measure with its slots filled."""
        return self.lexicon.cells(measure, self.form, **dict(slots))

    def decide(
        self, topic: str, details: set[str], own: str, item: Item, sentence: str, inherited: bool
    ) -> tuple[str, tuple[tuple[str, str], ...]] | None:
        """Measure and slots for a topic and its details, or None."""
        unit, kind = item.mention.quantity.unit, item.mention.quantity.kind
        if kind == "money":
            return None if inherited else _money(topic, own)
        if topic in CASES:
            return _case(topic, details, own, item, inherited) if unit in CASE_UNITS else None
        if topic in ("regulation", "normative_document"):
            return _document(topic, details, item, sentence)
        if topic in ("licence", "penalty", "coercion"):
            # 立案52件，结案46件: what was opened is not yet decided
            opened = "立案" in own and re.search(r"[结办]案|办结", sentence)
            return None if inherited or opened else _decision(topic, details, own, unit)
        if topic == "procurement" and "项目" in own:
            return "procurement_projects", ()
        if topic in ("application", ""):
            return (
                _application(topic, details, own, item, inherited, self.last)
                if unit in APPLICATION_UNITS
                else None
            )
        return None


def _group(row: str) -> str:
    """The prefix that the rows of a group share.

    >>> _group("declined_repeat")
    'declined_'
    """
    return next((prefix for prefix in GROUP_OF if row.startswith(prefix)), "")


def _of_applications(readings: Sequence[Reading]) -> bool:
    """Whether the cells are those of applications, reviews and suits."""
    return any(cell.lstrip("-").startswith(("t3/", "t4/")) for cell in readings[0][:1]) if readings else False


@cache
def _vocabulary() -> re.Pattern[str]:
    """The words of the lexicon with which applications and cases are told."""
    details = load_lexicon().details
    names = (*sorted(OF_APPLICATIONS - {"content"}), "received", "handled", "done", *OUTCOMES)
    return re.compile("|".join(details[name].pattern for name in names))


@lru_cache(maxsize=4096)
def _unknown(own: str) -> str:
    """The characters of a label that belong to no word with which applications and cases are told.

    Of 1,400 labels of hand-written reports whose figures their tables bear out, 98% leave two or fewer.

    >>> _unknown("因涉及第三方合法权益不予公开#"), _unknown("接受省级第三方评估#")
    ('涉', '级评估')
    """
    for words in (_vocabulary(), GENERIC_WORDS, CASE_WORDS, AROUND, GLUE):
        own = words.sub("", own)
    return re.sub(r"[^一-鿿]", "", own)


def _among(item: Item, previous: Item | None) -> bool:
    """Whether a figure counts some of what the figure right before it counts: 9件复议中7件."""
    return previous is not None and previous.joined and AMONG.search(item.before) is not None


def _neutral(item: Item, details: set[str], topic: str) -> bool:
    """Whether an unlinked figure leaves it open what the following ones count.

    A note in brackets, a bare total, a kind of result or applicant that stayed vague do; a figure with a
    noun of its own, of calls or of documents, does not.
    """
    if item.depth or item.bare or not AROUND.sub("", item.before):
        return True
    return topic in ("application", "") and bool(details & OF_APPLICATIONS)


Decision = tuple[str, tuple[tuple[str, str], ...]] | None
TOTAL: Final = (("column", "total"),)


def _money(topic: str, own: str) -> Decision:
    if topic == "fee" and not re.search(r"减免|退还|标准|罚", own):
        return "fee", ()
    if topic == "procurement" and re.search(r"采购(?:总)?(?:金额|规模|资金|额)|成交", own):
        return "procurement_amount", ()
    return None


def _of_an_office(own: str) -> bool:
    """Whether the cases are those that a reviewing body or a lawyer handled, not cases against us."""
    return OFFICE.search(own) is not None or (HANDLES.search(own) is not None and not ABOUT_US.search(own))


def _case(topic: str, details: set[str], own: str, item: Item, inherited: bool) -> Decision:
    if len(AROUND.sub("", CASE_WORDS.sub("", own.partition("#")[0]))) > 2:
        return None
    outcome = next((o for word, o in OUTCOMES.items() if word in details), "total")
    before, _, after = own.partition("#")
    if inherited and outcome == "total" and (before.strip("其中共有另、") or after or item.joined):
        return None
    if BACK.search(item.before) or (outcome == "total" and CLOSED.search(own)):
        return None
    if topic == "suit" and outcome == "total" and re.search(r"[一二终再]审", own):
        return None  # the instances of one case are several
    both = "复议" in own and "诉讼" in own and topic == "suit"
    if both:
        return "cases", (("outcome", outcome),)
    if inherited and topic in ("suit_direct", "suit_after_review"):
        return "case_or_suit", (("case", topic), ("outcome", outcome))
    return "case", (("case", CASES[topic]), ("outcome", outcome))


def _document(topic: str, details: set[str], item: Item, sentence: str) -> Decision:
    slots = (("topic", topic),)
    both = "规章" in item.before and "规范性文件" in item.before
    if both or "lapsed" in details or PLANNED.search(item.own):
        return None
    if "repealed" in details:
        return None if CLEARED.search(sentence) else ("repealed", slots)
    if "in_force" in details:
        # 清理：废止1件、修改1件、保留6件: what was changed is in force too
        kept = "保留" in item.own and re.search(r"修[改订]", sentence)
        return None if kept else ("in_force", slots)
    if "published" in details:
        return "published", slots
    if details & {"vetted", "made_public"}:
        return None
    return ("issued", slots) if "issued" in details else None


def _decision(topic: str, details: set[str], own: str, unit: str) -> Decision:
    if unit not in DECISION_UNITS or details & {"made_public"} or re.search("信息|清单|听证|审核", own):
        return None
    if not details & {"decided"} and not re.search(
        r"(?:行政)?(?:许可|处罚|强制)(?:决定|措施|案件)?(?:数量)?#", own
    ):
        return None
    return "decisions", (("topic", topic),)


def _application(
    topic: str, details: set[str], own: str, item: Item, inherited: bool, last: Link
) -> Decision:
    if details & {"carried_in", "carried_out"}:
        if "new" in details:
            return ("handled_with_carry", TOTAL) if "carried_in" in details or WITH.search(own) else None
        return ("carried_in" if "carried_in" in details else "carried_out"), TOTAL
    listed = own.partition("#")[0].endswith("、")  # the label belongs to the figure before
    result: str | None = None if listed else next((r for r in RESULTS if r in details), None)
    if result and not (result == "granted" and topic == "" and "按" not in own and "予以" not in own):
        if result in GENERIC and not FOR_EXAMPLE.search(own) and GENERIC_WORDS.sub("", own.partition("#")[0]):
            return None  # a reason that the lexicon does not know: which row it is stays open
        if SPLIT_AFTER.search(item.after) or (result == "refused_third_party" and NOT_REFUSED.search(own)):
            return None
        if FOR_EXAMPLE.search(own):
            result = next((g for p, g in GROUP_OF.items() if result.startswith(p)), result)
        return result, TOTAL
    kinds = [a for a in APPLICANTS if a in details]
    applicant = "organisations" if "organisations" in kinds else kinds[0] if len(kinds) == 1 else None
    if applicant and re.search(r"(?<![同按])各(?:自|提)?(?:提|交|递)?.{0,2}#", own):
        return None  # 3家公司各提1件
    if applicant and item.mention.quantity.unit in ("个", "人", "人次", "条", "项") and "申请" not in own:
        return None
    if applicant and applicant not in ("organisations", "natural") and re.search(r"其余|其他", item.before):
        return None  # 其余36件来自科研机构、社会公益组织等: several kinds together
    if applicant and not re.search(r"(?:信息|政策|方面|涉及).{0,8}#", own):
        return "applicant", (("column", applicant),)
    if details & {"channel"} or CONTENT.search(item.before):
        return None
    if "other" in details and topic and last.measure in RESULTS:
        return "other", TOTAL
    if topic == "" or OF_A_KIND.search(own) or AROUND.sub("", own.partition("#")[0]):
        return None
    if last.measure == "carried_in" and TOGETHER.fullmatch(item.before):
        return "handled_with_carry", TOTAL  # 新收14件，上年结转1件，合计15件
    subset = SUBSET.fullmatch(item.before.strip("，、")) is not None
    for measure in ("new", "done", "received", "handled"):
        if measure in details and not subset:
            return measure, TOTAL
    return ("received", TOTAL) if "申请" in item.full and not subset else None
