"""Totals and the parts a text breaks them into.

``主动公开信息189条，其中组织人事类12条、财政资金类24条、其他类153条`` is a breakdown: a head, a
trigger, parts, and words that say whether the parts are all there is (``其他``), some (``等``), or may
overlap because one notice goes out through several channels. Which arithmetic a breakdown must satisfy
hangs on that kind alone (real-reports.md: of the lists that do not add up one in five is an error).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from .items import BRACKET, CLAUSE, Item, Sentence

TRIGGER: Final = re.compile(
    r"(?P<among>其中(?![的部]|一(?![图网窗]))|^中[，：])|(?P<holds>包括|包含|涵盖|(?<![一-鿿])含)|(?P<each>分别|"
    r"具体(?:为|是|包括|情况为)|分为|构成)|(?P<colon>：)|(?P<bracket>（)|(?P<mainly>主要(?:有|是|为|"
    r"涉及|包括|包含))"
)
REST: Final = re.compile(r"其他(?!法律|行政法规)|其它|其余|余下|剩余")
OPEN: Final = re.compile(r"等(?!级|待|候|同|于)|主要|(?<![一-鿿])含|另有|还有")
CHANNEL: Final = re.compile(
    r"网站|网(?:上)?平台|门户|公众号|微信|微博|抖音|头条|视频号|客户端|APP|短视频|窗口|发布会|新媒体|公开栏|公示栏|"
    r"宣传栏|展板|电子屏|LED|屏|报纸|报刊|电视|电台|广播|公报|平台|渠道|栏目|专栏|媒体|渠道|方式|"
    r"信用中国|公开网"
)
# What comes in comes by one channel only: 收到留言120条，其中网站50条、微信70条.
INBOUND: Final = re.compile(
    r"收到|受理|接到|接收|接听|新收|征集|收集|收悉|咨询|留言|来信|来电|诉求|申请|投诉|举报|工单|信件|提问"
)
# A figure of the whole level is no part of one body's or one channel's.
WIDER: Final = re.compile(r"^全(?:省|市|区|县|州|镇|乡|旗|系统)")
# A part with a predicate of its own is no part of the head but the next statement.
PREDICATE: Final = re.compile(
    r"报送|上报|采用|转载|召开|举办|组织|开展|培训|发放|接待|办理|受理|答复|收到|作出|印发|制发|制定|"
    r"废止|引发|发生|提起|结转|点击|阅读|浏览|访问|参加|参训|回复|回应|处理|办结|(?<!未)审结|整改|"
    r"采纳|更新|修订|征集|新增|建成|设立|配备|编发|出版|制作|召集|审核|审查|检查|抽查|投入|安排|收取|"
    r"获|开设"
)
# Names of kinds that hold such a word: 执法检查类, 社会组织, 城市更新.
NOT_DONE: Final = re.compile(
    r"社会(?:公益)?组织|群众(?:性)?组织|(?:其他|民间)组织|组织(?:机构|人事|建设)|城市更新|"
    r"[^，；。#]{2,}?(?:类|方面|领域)(?:的)?(?:信息|内容)?#"
)
# 、技能培训的767条: behind a mark of a list a name of four characters, not a deed.
COMPOUND: Final = re.compile(r"^、?[一-鿿]{2}(?:培训|检查|审查|更新|审核|处理|整改|办理|接待)的?#")
INFORMATION: Final = frozenset(("条", "件", "篇", "则", "份", "部", "幅", "宗", "起", "例", "个"))
SPLIT_BY: Final = re.compile(
    r"(?:从|按|按照|以|分|就|依)[^，；。]{1,14}?(?:看|来看|分|划分|统计|来说|而言|"
    r"区分)(?:（[^（）]*）)?[，：]"
    r"|(?:途径|渠道|方式|主体)(?:分布)?(?:为|是|中)："
    r"|(?:形式|内容|类型|类别|途径|渠道|方式)(?:上|方面)，"
)
TOTAL_AFTER: Final = re.compile(
    r"^(?:以上|各项|各类)?(?:加起来|相加)?(?:总计|合计|共计|总共|一?共)(?:公开|发布|主动公开|制作|办理|受理|收到)?$"
)
TOTAL_NAMED: Final = re.compile(r"(?:总计|合计|共计|总共)(?:公开|发布|推送|制作|办理)?$")
STEP: Final = re.compile(r"(?:^|[：；，。])[一二三四五六七八九十]是")


ANOTHER: Final = re.compile(
    r"上一?年度?(?!结转|转结|度?结转)|去年|同期|20[0-9]{2}年(?:度)?(?:收|新收|受理|办|为|的|底|末|同)|"
    r"(?:较|比|同比|环比).*$|(?:增加|减少|净增|多出|增长|下降)了?$"
)
# 比2022年（50宗）减少6宗: a figure of another year in brackets behind it
THEN: Final = re.compile(
    r"(?:上一?年(?!度?(?:末|底)?(?:结转|转结|转来|转入|遗留))|去年(?!结转|遗留)|同期|20[0-9]{2}年(?!度?结转)|满分|总分|目标|(?<!规划)计划)[^，；。（）]{0,4}（?$"
)
NO_REST: Final = re.compile(r"^[，；]?(?:没有|无|再无)其他|^[，；]?此外(?:没有|无)")
APART: Final = re.compile(r"不重复|互不重叠|互不交叉|去重")
# What is split without a word that says so: 办理建议提案21件，建议6件、提案15件.
# 县政府办公室受理15件，乡镇受理20件: beside the others, not their total
BY_ONE: Final = re.compile(r"办公[室厅]|本级|机关|直接")
KIND_HEADS: Final = re.compile(r"建议|提案|公文|文件|申请|发文")
CLASSES: Final = re.compile(r"主动公开")
APPLICANT: Final = re.compile(r"自然人|企业|法人|个人|公民|机构|组织|律所|网络|信函|当面")
CONTINUES: Final = re.compile(r"其中|主要包括|主要有|主要是|包括|具体为|具体包括")
CARRIED: Final = re.compile(r"结转|转结|转下|转入|顺延")
RESULT: Final = re.compile(
    r"予以公开|部分公开|不予公开|无法提供|不予处理|其他处理|维持|纠正|其他结果|尚未审结"
)
WAYS: Final = re.compile(r"网络|网上|信函|邮寄|当面|现场|传真")
OUTCOME: Final = re.compile(r"公开|提供|处理|掌握|答复|维持|纠正")
PENDING: Final = re.compile(r"尚未审结|未审结|审理|待审|未结|在办|尚在|办理中")


class Closure(StrEnum):
    """What the text says about how complete and how separate the parts are."""

    CLOSED = "closed"  # all of it: the parts add up to the total
    OPEN = "open"  # some of it: the parts stay within the total
    OVERLAP = "overlap"  # channels and the like: nothing follows
    NESTED = "nested"  # parts of parts mixed in: nothing follows but for each part


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A total and its parts.

    Args:
        head: index of the item that states the total; None where it is carried over.
        parts: indices of the items that state the parts, in order.
        closure: see `Closure`.
        certain: whether the head is unmistakable (a trigger right behind it), so that an excess is an error.
        trigger: name of the words that opened the list.
    """

    head: int
    parts: tuple[int, ...]
    closure: Closure
    certain: bool
    trigger: str


# Kinds that together are all there is.  Each kind is a pattern for labels.
# 分春节、八一两轮: as many kinds as there are parts
KINDS: Final = re.compile(
    r"分(?:为|成)?[^，；。]{0,16}?(?P<n>[两二三四五2-5])(?:轮|类|批|种|部分|期|块|档|级)"
)
NUMBERS: Final = {c: n for n, cs in ((2, "两二2"), (3, "三3"), (4, "四4"), (5, "五5")) for c in cs}
EXHAUSTIVE: Final = tuple(
    tuple(re.compile(p) for p in kinds)
    for kinds in (
        (r"人大|建议", r"政协|提案"),
        (r"自然人|公民|个人", r"法人|其他组织"),
        (r"网络|网上|在线|平台", r"信函|邮寄|来信|邮政|快递", r"当面|现场|窗口|面交"),
        (r"维持", r"纠正|纠错", r"其他|其它", r"尚未审结|未审结|正在审理"),
        (r"^予以公开|^公开", r"部分公开", r"不予公开", r"无法提供", r"不予处理", r"其他处理|其他"),
        (r"主动公开", r"依申请公开", r"不予公开|不公开"),
        (r"电话|来电|热线", r"当面|现场|窗口|来访", r"网络|网上|网站|在线|平台"),
        (r"线上", r"线下"),
        (r"^县级|县本级|县直|县级部门", r"乡级|乡镇|镇街|街道"),
        (r"市级|市本级|市直", r"县级|县（|县区|区县|区（"),
    )
)


def same_kind(head: Item, part: Item) -> bool:
    """Whether a part is counted in a unit that the head's can be broken into."""
    a, b = head.mention.quantity, part.mention.quantity
    if a.kind != b.kind:
        return False
    if a.unit == b.unit:
        return True
    if not b.unit:
        return part.gap.startswith("、")  # a unit lost in the run of a list: 部分公开67
    named = a.unit == "个" and head.after  # 4个子栏目 counts columns, whatever 26条 counts
    return a.kind == "count" and not named and a.unit in INFORMATION and b.unit in INFORMATION


def whole(item: Item) -> bool:
    """Whether the item can be a total or a part: a count, an amount or a measure of this year."""
    return item.mention.quantity.kind in ("count", "money", "measure")


def stands(item: Item) -> bool:
    """Whether the item is a figure of its own and not last year's, a difference or a share of another."""
    return (
        whole(item)
        and not item.joined
        and not item.before.endswith("各")
        and not ANOTHER.search(item.before)
        and not THEN.search(item.gap)
    )


def exhaustive(labels: Sequence[str]) -> bool:
    """Whether the labels name all kinds of a known split.

    >>> exhaustive(["人大代表建议", "政协委员提案"]), exhaustive(["自然人", "商业企业"])
    (True, False)
    """
    return any(
        len(labels) >= len(kinds)
        and all(any(kind.search(label) for label in labels) for kind in kinds)
        and all(any(kind.search(label) for kind in kinds) for label in labels)
        for kinds in EXHAUSTIVE
    )


def one_kind(label: str) -> bool:
    """Whether a label is itself one kind of a known split: 全国人大代表建议1件、省政协提案19件.

    >>> one_kind("全国人大代表建议"), one_kind("办理建议提案")
    (True, False)
    """
    return any(sum(1 for kind in kinds if kind.search(label)) == 1 for kinds in EXHAUSTIVE[:1])


def overlapping(head: Item, labels: Sequence[str]) -> int:
    """How many labels name channels through which one notice may go out twice."""
    return 0 if INBOUND.search(head.own) else sum(1 for label in labels if CHANNEL.search(label))


def closure_of(items: Sequence[Item], head: Item, parts: Sequence[int], trigger: str, tail: str) -> Closure:
    """How complete and how separate the parts are, by the words around them."""
    labels = [items[p].before for p in parts]
    channels = overlapping(head, labels)
    if channels >= 2 or (channels and channels == len(labels)):
        return Closure.OVERLAP
    if OPEN.match(tail) or trigger in ("mainly",):
        return Closure.OPEN
    if any(REST.search(label) and "等" not in label for label in labels):
        return Closure.CLOSED
    kinds = KINDS.search(head.lead + head.before)
    if trigger == "each" or exhaustive(labels) or (kinds and NUMBERS.get(kinds["n"]) == len(parts)):
        return Closure.CLOSED
    return Closure.OPEN


def breakdowns(items: Sequence[Item], spans: Sequence[Sentence]) -> Iterator[Breakdown]:
    """Every breakdown of the report, in order."""
    inner: set[int] = set()
    for head in items:
        if stands(head):
            for group in (part for g in _after(head, items, spans) for part in _by_kind(g, items)):
                beside = head.gap.startswith("、") and head.index and same_kind(items[head.index - 1], head)
                if (head.index in inner or beside) and group.trigger != "bracket":
                    # parts of a part: where the inner run ends and the outer goes on is not marked
                    group = replace(group, closure=Closure.NESTED)
                inner.update(group.parts)
                yield group
        yield from _ordered(head, items, spans)
    yield from _before(items)


def _by_kind(group: Breakdown, items: Sequence[Item]) -> Iterator[Breakdown]:
    """A run of kinds of applicant and then of channels is two splits of one total."""
    asked = [n for n, p in enumerate(group.parts) if WAYS.search(items[p].before)]
    if len(asked) < 2 or asked[0] == 0 or asked != list(range(asked[0], len(group.parts))):
        yield group
        return
    head = items[group.head]
    for parts in (group.parts[: asked[0]], group.parts[asked[0] :]):
        closure = closure_of(items, head, parts, group.trigger, items[parts[-1]].after)
        yield replace(group, parts=parts, closure=closure)


def _ordered(head: Item, items: Sequence[Item], spans: Sequence[Sentence]) -> Iterator[Breakdown]:
    """Parts in steps: …634条：一是补贴类，…217条；二是…；四是其他类，…124条."""
    if not stands(head) or head.index + 1 >= len(items) or "一是" not in items[head.index + 1].gap:
        return
    parts, last = [], ""
    for item in items[head.index + 1 :]:
        if item.sentence != head.sentence:
            break
        step = STEP.search(item.gap)
        if step is not None and same_kind(head, item) and item.depth == head.depth:
            parts.append(item.index)
            last = item.gap[step.end() : step.end() + 6]
    if len(parts) > 1:
        closed = REST.match(last) is not None
        yield Breakdown(head.index, tuple(parts), Closure.CLOSED if closed else Closure.OPEN, False, "steps")


def _after(head: Item, items: Sequence[Item], spans: Sequence[Sentence]) -> Iterator[Breakdown]:
    """The breakdowns that follow a head: one in brackets right behind it, one in the run of the text."""
    inner = next(_following(head, items, head.depth + 1), None)
    if inner is not None and inner.index == head.index + 1 and inner.depth > head.depth:
        yield from _opened(head, inner, items, spans)
    outer = next(_following(head, items, head.depth), None)
    if outer is not None:
        yield from _opened(head, outer, items, spans)


def _following(head: Item, items: Sequence[Item], deepest: int) -> Iterator[Item]:
    """The figures behind a head that are neither its share, nor last year's, nor deeper than allowed."""
    for item in items[head.index + 1 :]:
        if item.sentence > head.sentence + 1:
            return
        if item.depth <= deepest and stands(item):
            yield item


def _opened(head: Item, first: Item, items: Sequence[Item], spans: Sequence[Sentence]) -> Iterator[Breakdown]:
    """The breakdown that starts with ``first``, if a trigger stands before it."""
    at = first.index
    later = first.sentence != head.sentence
    if later and (head.depth or not _continues(head, first, items)):
        return
    if later and spans[first.sentence].paragraph != spans[head.sentence].paragraph:
        return
    opened = TRIGGER.search(BRACKET.sub("", first.gap))
    if first.depth == head.depth and (
        CARRIED.search(head.before) or (APPLICANT.search(head.before) and OUTCOME.search(first.before))
    ):
        return  # 上年结转1件，其中 … and 企业3件，其中予以公开8件: of what is left open
    if not same_kind(head, first) or first.depth < head.depth:
        return
    if _beside(head, first, later):
        return
    if opened is None:
        yield from _kinds(head, at, items)
        return
    if opened.lastgroup == "bracket" and first.depth <= head.depth:
        return
    if first.depth > head.depth and opened.lastgroup != "bracket":
        return
    trigger = opened.lastgroup or ""
    inner = TRIGGER.search(BRACKET.sub("", first.gap), opened.end())
    if inner is not None and inner.lastgroup in ("holds", "each", "mainly"):
        trigger = inner.lastgroup
    parts, nested = _siblings(head, at, items)
    if not parts or (trigger == "bracket" and len(parts) == 1):
        return
    end = items[parts[-1]]
    tail = end.after or ""
    labels = [items[p].before for p in parts]
    closure = closure_of(items, head, parts, trigger, tail)
    told = "".join(s.text for s in spans[max(0, head.sentence - 1) : first.sentence + 1])
    if closure is Closure.OVERLAP and APART.search(told):
        closure = Closure.CLOSED if REST.search("".join(items[p].before for p in parts)) else Closure.OPEN
    if NO_REST.search(end.after + spans[first.sentence].text[end.end - spans[first.sentence].start :]):
        closure = Closure.CLOSED
    if closure is Closure.CLOSED and trigger == "each" and len(parts) > 1:
        mark = items[parts[1]].gap[:1]
        rest = REST.search(end.before) is not None
        closure = Closure.OPEN if not rest and _goes_on(end, mark, head, items) else closure
    if nested and closure is not Closure.OVERLAP:
        closure = Closure.NESTED
    if (
        re.search(r"另有|上一?年度?(?:结转|转结)|结转", "".join(labels) + end.gap)
        and "结转" not in head.before
    ):
        closure = Closure.NESTED
    yield Breakdown(head.index, tuple(parts), closure, trigger != "colon", trigger)


def _beside(head: Item, first: Item, later: bool) -> bool:
    """Whether 其中 behind a result opens no part of it: 予以公开22件。其中予以公开和部分公开98件."""
    if not RESULT.search(head.before):
        return False
    results = {m[0] for m in RESULT.finditer(first.before)}
    return bool(results - {m[0] for m in RESULT.finditer(head.before)}) or (
        later and APPLICANT.search(first.before) is not None
    )


def _goes_on(last: Item, mark: str, head: Item, items: Sequence[Item]) -> bool:
    """Whether the next figure stands in the same run as the last part: the list may have been cut short."""
    after = items[last.index + 1 : last.index + 2]
    return any(
        i.sentence == last.sentence
        and i.depth == last.depth
        and i.gap.startswith(mark)
        and same_kind(head, i)
        for i in after
    )


def _kinds(head: Item, at: int, items: Sequence[Item]) -> Iterator[Breakdown]:
    """All kinds of a known split right behind the total, or a split that is announced: 从栏目看，…."""
    first = items[at]
    split = SPLIT_BY.search(first.gap)
    if at != head.index + 1 or first.sentence != head.sentence or first.depth != head.depth:
        return
    parts, nested = _siblings(head, at, items)
    labels = [items[p].before for p in parts]
    beside = BY_ONE.search(head.before) and not split
    if APPLICANT.search(head.before) or one_kind(head.before) or beside:
        return  # the total of these is not what one kind of applicant asked
    told = head.before + head.after
    known = exhaustive(labels) and KIND_HEADS.search(told)
    if nested or len(parts) < 2 or not (split or known or _adds(head, [items[p] for p in parts])):
        return
    if any(RESULT.search(label) and not RESULT.search(told) for label in labels) and not CLASSES.search(
        labels[0]
    ):
        return
    trigger = "split" if split else "kinds"
    closure = closure_of(items, head, parts, trigger, items[parts[-1]].after)
    yield Breakdown(head.index, tuple(parts), closure, True, trigger)


def _adds(head: Item, parts: Sequence[Item]) -> bool:
    """Whether bare names right behind a total add up to it: 解读46篇，图文31篇、视频15篇."""
    return (
        sum(p.mention.value for p in parts) == head.mention.value
        and all(p.mention.quantity.unit == head.mention.quantity.unit for p in parts)
        and not any(PREDICATE.search(NOT_DONE.sub("#", p.own)) for p in parts)
    )


def headless(
    items: Sequence[Item], spans: Sequence[Sentence], counts: Collection[int]
) -> Iterator[Breakdown]:
    """Splits whose total stands in a sentence before: 收到申请9件。从途径看，网络7件，信函2件.

    Args:
        counts: indices of the items that may be the total.
    """
    for first in items:
        split = SPLIT_BY.search(first.gap)
        if split is None or not whole(first) or first.depth:
            continue
        if first.index and items[first.index - 1].sentence == first.sentence:
            continue
        paragraph = spans[first.sentence].paragraph
        heads = [i for i in counts if i < first.index and spans[items[i].sentence].paragraph == paragraph]
        if not heads or not same_kind(items[max(heads)], first):
            continue
        head = items[max(heads)]
        parts, nested = _siblings(head, first.index, items)
        if nested or len(parts) < 2 or any(RESULT.search(items[p].before) for p in parts):
            continue
        closure = closure_of(items, head, parts, "split", items[parts[-1]].after)
        yield Breakdown(head.index, tuple(parts), closure, False, "split")


def _continues(head: Item, first: Item, items: Sequence[Item]) -> bool:
    """Whether the next sentence goes on breaking down the last figure of this one: …23个。其中…."""
    if first.sentence != head.sentence + 1 or not CONTINUES.match(first.gap):
        return False
    rivals = [i for i in items[: first.index] if i.sentence == head.sentence and stands(i) and not i.depth]
    return sum(same_kind(i, first) for i in rivals) == 1 and _last(head, items)


def _last(head: Item, items: Sequence[Item]) -> bool:
    """Whether no other whole figure follows in the head's sentence at its level."""
    return all(
        not whole(i) or i.depth > head.depth for i in items[head.index + 1 :] if i.sentence == head.sentence
    )


def _siblings(head: Item, at: int, items: Sequence[Item]) -> tuple[list[int], bool]:
    """The run of parts from ``at`` on, and whether parts of parts stand among them."""
    first = items[at]
    parts, nested = [at], False
    has_predicate = PREDICATE.search(head.own) is not None
    for item in items[at + 1 :]:
        if item.sentence != first.sentence or item.depth < first.depth:
            break
        if item.depth > first.depth:
            continue
        if not whole(item) or item.joined:
            continue
        if REST.search(items[parts[-1]].before) and not PENDING.search(item.own):
            break
        opened = TRIGGER.search(item.gap)
        if opened is not None and opened.lastgroup in ("among", "each", "holds"):
            marked = all(items[p].gap.startswith("；") for p in parts[1:])
            outer = _resumed(item, head, items) if marked else []
            parts += outer
            nested = not outer
            break
        words = NOT_DONE.sub("#", item.own)
        predicate = PREDICATE.search(COMPOUND.sub("#", words) if item.gap.startswith("、") else words)
        own_predicate = (
            predicate is not None
            and predicate[0] not in head.own
            and not (has_predicate and PREDICATE.search(first.own) and predicate[0] in first.own)
            # 因需另行制作无法提供1件: a result and its reason
            and not (RESULT.search(first.before) and RESULT.search(item.before))
            and not PENDING.search(item.own)
        )
        if (
            own_predicate
            or (WIDER.search(item.before) and not WIDER.search(head.before))
            or not same_kind(head, item)
            or re.search(r"此外|同时|另外|截至|全年|以上|合计|共计|总计", item.gap)
        ):
            break
        if RESULT.search(head.before) and RESULT.search(item.before):
            break  # the next result beside the head, not a part of it
        if first.bare and first.after and not item.bare and not item.joined:
            break  # 其中2件经过复议，法院驳回3件: figures before their words, then words before theirs
        if "；" in item.gap and len(parts) > 1 and "；" not in items[parts[1]].gap:
            break
        if SPLIT_BY.search(item.gap) or re.search(r"中[，,]?(?=[^，；。]*$)", item.lead[-6:]):
            break
        parts.append(item.index)
    return parts, nested


def _resumed(inner: Item, head: Item, items: Sequence[Item]) -> list[int]:
    """The parts behind a list inside the list: A类46条，含甲36条、乙10条；其他853条.

    Only ``；`` up to a rest marks where the outer run goes on.
    """
    outer = [
        i
        for i in items[inner.index + 1 :]
        if i.sentence == inner.sentence and i.depth == inner.depth and i.gap.startswith("；")
    ]
    ends = [n for n, i in enumerate(outer, 1) if REST.search(i.before)]
    if not ends or not all(whole(i) and same_kind(head, i) for i in outer[: ends[0]]):
        return []
    return [i.index for i in outer[: ends[0]]]


def _before(items: Sequence[Item]) -> Iterator[Breakdown]:
    """Parts first, the total behind them: ``A类26条、B类59条，总共120条``."""
    for total in items:
        named = TOTAL_NAMED.search(total.before) is not None
        if not whole(total) or total.depth or not (named or TOTAL_AFTER.match(total.before)):
            continue
        if total.before == "共" and not total.gap.lstrip("，、").startswith("共"):
            continue
        parts = []
        for item in reversed(items[: total.index]):
            if (
                item.sentence != total.sentence
                or item.depth
                or not stands(item)
                or not same_kind(total, item)
            ):
                break
            parts.append(item.index)
        parts.reverse()
        if len(parts) >= 2 and all(items[p].before for p in parts):
            channels = overlapping(total, [items[p].before for p in parts])
            before = items[parts[0] - 1] if parts[0] else total
            cut = before.sentence == total.sentence and before.index < parts[0]
            # where the run starts in the middle of the sentence its first part may have been missed
            closure = Closure.OVERLAP if channels >= 2 or cut else Closure.CLOSED
            if named and not TOTAL_AFTER.match(total.before):
                closure = Closure.OVERLAP  # a total with a name of its own may count more than the run
            yield Breakdown(total.index, tuple(parts), closure, False, "after")


__all__ = [
    "CLAUSE",
    "Breakdown",
    "Closure",
    "breakdowns",
    "exhaustive",
    "overlapping",
    "same_kind",
    "whole",
]
