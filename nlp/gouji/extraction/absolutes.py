"""Absolute statements: what did not happen at all, and what held for every case.

``未收到政府信息公开申请`` states a zero as surely as ``0件`` does; ``均获维持`` states that every other
outcome is zero. Each becomes a claim of value 0 on cells or sums of cells. What says nothing about a
cell (``均在法定期限内答复``) yields nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from .items import Item, Sentence
from .lexicon import Hit
from .linking import Topics
from .phrases import AROUND, CASES

CUE: Final = re.compile(r"未|没|无|零|均|全部|都|悉数|不存在|予维持|为维持")
CLAUSE: Final = re.compile(r"[^，,；;。：！？]+")
ABSENT: Final = re.compile(
    r"(?P<when>上一?年度?|去年|本年度?|全年)?(?P<no>尚未|从未|未曾|未有|未(?!经)|没有|无(?!论|法|障碍|"
    r"效|偿|缝|需|线|须|关|正当|故|锡|为|理|纸|人|证)|不存在|零)"
    r"(?P<verb>收到|接到|接收|收取|收悉|受理|办理|发生|出现|产生|引发|引起|提起|涉及|存在|被|制发|"
    r"制定|出台|印发|作出|实施|开展|有|向.{0,10}?收取|发出)?(?P<object>.*)"
)
# What is denied is then not the case itself but something about it.
QUALIFIED: Final = re.compile(
    r"纠错|败诉|被纠正|撤销|不当|过错|超期|逾期|泄密|追责|问责|违规|超时|不及时|引起的舆情|不符|[以之]外"
)
# 未收到当面申请: one channel or one kind of applicant, not all applications
PARTIAL: Final = re.compile(
    r"(?:任何)?(?:通过)?(?:当面|现场|信函|邮寄|网络|网上|书面|传真|邮件|法人|企业|商业|组织|科研)"
)
ALL: Final = r"(?:均|全部|全都|都|悉数)(?:已经|已|依法|按规定|按要求|顺利|予以|得到|被|获|予|为|是|系|由)*"
ALL_DONE: Final = re.compile(
    r"(?:全部|所有)(?:的)?申请(?:均|都|全部)?(?:已)?(?:在|于)?(?:年内|年底前?)?(?:依法|"
    r"按规定)?(?:办结|办理完毕|处理完毕)|"
    r"(?:截至.{0,8})?(?:均已|已全部|全部已|已均|都已|全部|已悉数)(?:按规定|依法|顺利|妥善)?(?:办结|"
    r"办理完毕|办理完成|办完)"
)
IN_TIME: Final = re.compile(
    r"(?:时限|期限|限期|期|规定时间|法定时间)内|按期|按时|如期"
    # only what came from the year before
    r"|(?:结转|转来|转入|遗留)(?:的|申请)*[0-9]*件?(?:申请)?(?:已经?)?(?:全部|均|都)"
)
ALL_GRANTED: Final = re.compile(r"(?:均|全部|都)(?:已)?(?:依法)?(?:予以|给予)公开(?!及|或|和|、|答复|查)")
ALL_UPHELD: Final = re.compile(
    r"(?:(?:结果|法院|复议机关|复议决定|判决|裁决)?(?:均|全部|都)(?:已)?(?:为|是|被|获得|获|予以|予|"
    r"作出|裁定|判决|决定)*(?:结果)?维持)|(?:结果为维持|复议机关(?:予以|决定)?维持|法院(?:予以|"
    r"判决)?维持)(?!.{0,2}[0-9])"
)
ALL_NATURAL: Final = re.compile(
    r"(?:申请人)?(?:均|全部|都)(?:为|是|系|由)(?:自然人|公民个人|公民|个人)(?!和|及|、|与|或|以及)"
)
ALL_DIRECT: Final = re.compile(
    r"(?:均|全部|都)(?:为|是|系|属)?(?:未经(?:行政)?复议)?(?:直接起诉|直接向.{0,8}起诉|直接提起诉讼)"
)


Slots = tuple[tuple[str, str], ...]
TOTAL: Final[Slots] = (("column", "total"),)
NEVER: Final = re.compile(r"(?!)")
# What held for all applications, what takes it back, and what is then zero.
HELD: Final[tuple[tuple[re.Pattern[str], re.Pattern[str], str, Slots], ...]] = (
    (ALL_DONE, IN_TIME, "carried_out", TOTAL),
    (ALL_GRANTED, NEVER, "not_granted", TOTAL),
    (ALL_NATURAL, NEVER, "applicant", (("column", "organisations"),)),
)


@dataclass(frozen=True, slots=True)
class Absolute:
    """An absolute statement: the measure that is zero, its slots, and where it says so (folded)."""

    measure: str
    slots: tuple[tuple[str, str], ...]
    start: int
    end: int
    sentence: int


# Applications of one sort are denied, not all: 没有达到收费标准的申请, 未收到超出范围的申请.
ATTRIBUTED: Final = re.compile(
    r"(?:达到|超过|超出|符合|属于|需要?|应当?|应予|不).{0,14}的(?:政府信息公开)?申请"
)

# 没有制定规范性文件的权限: the power is denied, not the work
POWER: Final = r"的?(?:制定|制发)?(?:权|职权|资格|主体|职能|要求|任务|计划)"
# 没有跨年度办理的申请: what stands before 的申请, and the words that narrow nothing
ATTRIBUTE: Final = re.compile(r"(?P<what>.+?)的(?:政府|政务)?(?:信息公开|依申请公开)?(?:书面)?申请")
NEUTRAL: Final = re.compile(r"任何|各类|有关|关于|相关|要求|书面|社会|群体|向|以|各种|形式|方式|直接|本人")
# What a denial says is zero, by its verb and object.
DENIED: Final[tuple[tuple[re.Pattern[str], str, Slots], ...]] = (
    (re.compile(r"信息处理费|收费通知"), "processing_fee", ()),
    (re.compile(r"^(?:任何)?(?:未办结|尚未办结|待办|积压|跨年)"), "carried_out", TOTAL),
    (re.compile(r"收取.{0,6}行政事业性收费"), "fee", ()),
    *(
        (re.compile(rf"(?:制发|制定|出台|印发).{{0,10}}{word}(?!{POWER})"), "issued", (("topic", name),))
        for word, name in (("规范性文件", "normative_document"), ("规章(?!制度)", "regulation"))
    ),
    *(
        (
            re.compile(
                rf"^(?:作出|实施|发生|办理)?(?:过|任何)?{word}(?!.*(?:信息|公示|事项|职权|权限|职能))"
            ),
            "decisions",
            (("topic", name),),
        )
        for word, name in (("行政许可", "licence"), ("行政处罚", "penalty"), ("行政强制", "coercion"))
    ),
    (
        re.compile(
            r"^(?:作出|出现|发生|存在|有)?(?:过)?(?:予以)?不予公开(?:的|决定)?(?:情形|情况|信息|申请|"
            r"事项)?"
        ),
        "refused",
        TOTAL,
    ),
)
NAMED_YEAR: Final = re.compile(r"20[0-9]{2}年度?[均也亦]?$")
RECEIVES: Final = ("收到", "接到", "接收", "收悉", "受理", "")
ANY_APPLICATION: Final = re.compile(r"(?:任何)?(?:单位|个人|公民|群众|法人|企业)?.{0,12}申请")


def absolutes(
    masked: str, spans: Sequence[Sentence], items: Sequence[Item], topics: Topics
) -> Iterator[Absolute]:
    """Every absolute statement of the prose, in order."""
    by_sentence: dict[int, list[Item]] = {}
    for item in items:
        by_sentence.setdefault(item.sentence, []).append(item)
    for number, sentence in enumerate(spans):
        if not CUE.search(sentence.text):
            continue
        for clause in CLAUSE.finditer(masked, sentence.start, sentence.end):
            if not CUE.search(clause[0]):
                continue
            start, end = clause.span()
            for measure, slots, at in (
                *_absent(clause[0], start, end, topics),
                *_all(clause[0], start, sentence, topics, by_sentence.get(number, [])),
            ):
                yield Absolute(measure, slots, at, end, number)


def _absent(clause: str, start: int, end: int, topics: Topics) -> Iterator[tuple[str, Slots, int]]:
    found = ABSENT.search(clause)
    if found is None or re.search(r"[0-9]", found["object"]):
        return
    at = start + found.start()
    verb, thing = found["verb"] or "", found["object"]
    if QUALIFIED.search(thing) or PARTIAL.match(thing):
        return
    hits = topics.within(start + found.start("object"), end)
    if "结转" in thing or "转结" in thing or "顺延" in thing:
        last = re.search(r"上一?年|去年|往年|以前年|以往|历年", found.group()) is not None
        named = NAMED_YEAR.search(clause, 0, found.start()) is not None
        if named and not last and not re.search(r"结转.*[下次2]", thing):
            return  # 2023年无结转: into it or out of it
        if re.search(r"结转(?:至|到|入)?(?:下|次|20)", thing) or not last:
            yield "carried_out", TOTAL, at
        else:
            yield "carried_in", TOTAL, at
        return
    cases = list(dict.fromkeys(h.concept for h in hits if h.concept in CASES))
    if cases and verb not in ("收取", "制发", "制定") and not re.search(r"备案|机构", thing):
        for case in cases:
            yield "case", (("case", CASES[case]), ("outcome", "total")), at
        return
    said = verb + thing
    denied = [(measure, slots) for pattern, measure, slots in DENIED if pattern.search(said)]
    if denied:
        yield from ((measure, slots, at) for measure, slots in denied)
    elif hits and hits[-1].concept == "application" and verb in RECEIVES and not ATTRIBUTED.search(thing):
        if not verb and found["no"] in ("未", "尚未", "从未", "未曾"):
            return  # 未形成申请: what was not done is not the receiving
        what = ATTRIBUTE.match(thing)
        if what is not None and AROUND.sub("", NEUTRAL.sub("", what["what"])):
            return  # applications of one sort are denied, not all
        if verb or ANY_APPLICATION.match(thing) or "依申请公开" in thing:
            yield "received", TOTAL, at


def _all(
    clause: str, start: int, sentence: Sentence, topics: Topics, items: Sequence[Item]
) -> Iterator[tuple[str, Slots, int]]:
    for pattern, veto, measure, slots in HELD:
        said = pattern.search(clause)
        if said and not veto.search(clause) and _topic(start + said.end(), sentence, topics) == "application":
            yield measure, slots, start + said.start()
    if direct := ALL_DIRECT.search(clause):
        yield "case", (("case", "suit_after_review"), ("outcome", "total")), start + direct.start()
    if upheld := ALL_UPHELD.search(clause):
        for case in _cases(start + upheld.start(), sentence, topics, items):
            for outcome in ("corrected", "other", "pending"):
                yield "case", (("case", case), ("outcome", outcome)), start + upheld.start()


def _topic(at: int, sentence: Sentence, topics: Topics) -> str:
    """The strong noun in force: of the sentence, else of what stands before it nearby."""
    return topics.last_before(at, sentence.start) or topics.last_before(at, max(0, sentence.start - 160))


def _cases(at: int, sentence: Sentence, topics: Topics, items: Sequence[Item]) -> list[str]:
    """The kinds of case that ``均获维持`` covers: those counted right before it without an outcome."""
    hits: list[Hit] = [h for h in topics.within(sentence.start, at) if h.concept in CASES]
    if not hits:
        return []
    kinds = [hits[-1].concept]
    for hit in reversed(hits[:-1]):
        between = [i for i in items if hit.start < i.start < hits[-1].start]
        if hit.concept in kinds or len(between) > 1 or any(";" in i.gap or "；" in i.gap for i in between):
            break
        if {hit.concept, kinds[0]} <= {"suit", "suit_direct", "suit_after_review"}:
            continue
        kinds.append(hit.concept)
    return kinds
