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
from .phrases import (
    ABOUT_US,
    AMONG,
    APART,
    APPLICANTS,
    APPLICATION_UNITS,
    AROUND,
    BACK,
    BARE_CARRY,
    CASE_UNITS,
    CASE_WORDS,
    CASES,
    CHARGES,
    CLASSING,
    CLEARED,
    CLOSED,
    CONTENT,
    DECISION_UNITS,
    DIFFERENCE,
    FOR_EXAMPLE,
    GENERIC,
    GENERIC_WORDS,
    GLOSS,
    GLUE,
    GROUP_OF,
    HANDLES,
    NOT_REFUSED,
    OF_A_KIND,
    OF_ALL_KINDS,
    OF_APPLICATIONS,
    OF_REQUESTS,
    OFFICE,
    OTHER_ACT,
    OTHER_BUSINESS,
    OTHER_YEAR,
    OUT_OF,
    OUTCOMES,
    OWN_LEVEL,
    PART_YEAR,
    PLANNED,
    QUOTES,
    RESULTS,
    REVIEWERS,
    SPECIFIC,
    SPLIT_AFTER,
    STATUTORY,
    SUBSET,
    TOGETHER,
    UNKNOWN,
    WHOLES,
    WITH,
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
