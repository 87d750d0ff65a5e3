"""Percentages: of what, by what, and against what.

A percentage is a *share* (``占申请总数的78%``), a *rate* (``采纳率65.9%``), a *change*
(``同比增长8.2%``) or something else (targets, weights). Shares and rates get a part and the wholes that
may be meant; changes are read by `gouji.extraction.growth`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .items import Item, Sentence
from .lists import Breakdown, whole
from .phrases import OTHER_YEAR

# 视频解读占25.8% · 约占申请总数的78% · 动漫解读占比23% · 占到全部信息的两成
SHARE: Final = re.compile(
    r"(?P<part>[^占]*?)(?:各|分别|约|共|合计|仅|均|还|就|大)?占(?!地|用|有率|位)(?:比|到|了|全部|"
    r"总)?(?P<base>[^占]*?)(?:的)?(?:比例|比重|份额)?(?:的)?(?:约|分别|为|是|达到?|近|超过?|各|仅|均|"
    r"高达)*$"
)
# 自然人申请46件，比重为58.2% · 予以公开2件，比例为办结数的40%
BESIDE: Final = re.compile(
    r"^(?:比重|比例|占比|份额)(?:约|为|是|达到?)*(?:(?P<base>[^，；。]{2,12}?)的)?(?:约|近)?$"
)
RATE: Final = re.compile(
    r"(?P<name>[一-鿿]{1,10}?(?:率|(?<=[收用纳复结])比例))(?:[、和及与][一-鿿]{1,8}率)*(?:约|均|为|是|"
    r"达到?|近|高达|在|保持在?|超过?|各|分别|实现|都)*$"
)
CHANGE: Final = re.compile(
    r"(?:同比|环比|较|比|与).{0,24}?(?:增长|增加|上升|提高|提升|增|涨|扩大|下降|减少|降低|回落|下滑|"
    r"减|缩短|降)了?(?:约|近|超过?)?$|(?:增长|增幅|增速|下降|降幅|减幅|增加|减少|提高|降低|上升|"
    r"回落)(?:率)?了?(?:约|近|为|达|超过?)*$"
)
GOAL: Final = re.compile(
    r"力争|争取|目标|确保|不低于|不少于|不得低于|权重|分值|(?:计划|拟|将|应|须|要求)(?:达|占|提高|"
    r"实现|不|超过|控制)|以上$"
)
# Rates whose base is only what fell due, or that are scores: never computed.
UNBASED: Final = re.compile(
    r"按期|按时|到期|及时|限时|逾期|知晓|满意|好评|规范|覆盖|达标|点击|增长|准确|公开率|解读率|更新|"
    r"发布率|有效|健康|可用|落实|签收|审查率|上线"
)
FRAME: Final = re.compile(r"(?:申请|件|信息)?(?:当中|之中|中|里)")
SEVERAL: Final = re.compile(r"[和及与、]")
TOGETHER: Final = re.compile(r"(?:合计|两项|两者|二者|三项|三者|共计|总共|两类|分别|依次|各|均)(?:约)?占")
EDGE: Final = re.compile(
    r"^(?:其中|分别|即|为|是|的|，|、|和|及|以及|中|并|且|而)+|(?:类|的|方面|信息|件|情况|数量|数|"
    r"申请)+$"
)


# Words that stand in the names of most things these reports count.
COMMON: Final = frozenset(("公开", "信息", "申请", "办理", "办结", "其他", "全部", "部分", "数量"))


@dataclass(frozen=True, slots=True)
class Share:
    """A share or rate.

    Args:
        item: index of the percentage.
        part: index of the item that states the part, or None where the text gives no count of it.
        label: the words that name the part.
        base: the words that name the whole, "" where the text leaves it open.
        wholes: indices of the items that may state the whole, the likeliest first.
        parent: index of the head of the breakdown the part belongs to, or None.
        rate: the name of the rate (``采纳率``), "" for a share.
        frame: index of the item that a clause before names as the whole (``办结的71件中，…占36.6%``).
    """

    item: int
    part: int | None
    label: str
    base: str
    wholes: tuple[int, ...]
    parent: int | None = None
    rate: str = ""
    frame: int | None = None


def core(label: str) -> str:
    """A label without the words that only hold it together.

    >>> core("其中视频解读类"), core("涉及征地拆迁方面的")
    ('视频解读', '涉及征地拆迁')
    """
    before = ""
    while before != label:
        before, label = label, EDGE.sub("", label)
    return label


def alike(one: str, other: str) -> bool:
    """Whether two labels name the same thing: one holds the other, or they share most characters in order.

    >>> alike("动漫解读", "动漫解读文件"), alike("图片解读", "动漫解读")
    (True, False)
    """
    a, b = core(one), core(other)
    if len(a) < 2 or len(b) < 2 or a in COMMON or b in COMMON:
        return False
    return a in b or b in a


def shares(
    items: Sequence[Item],
    spans: Sequence[Sentence],
    lists: Sequence[Breakdown],
    labels: Mapping[int, str],
) -> Iterator[Share]:
    """Every share and rate of the report, in order.

    Args:
        labels: the names that a 分别 list gives its figures, by item.
    """
    parent = {part: b.head for b in lists for part in b.parts}
    for item in items:
        q = item.mention.quantity
        if q.kind != "percent" or q.unit.endswith("百分点"):
            continue
        words = item.before
        if (
            OTHER_YEAR.search(words)
            or CHANGE.search(words)
            or GOAL.search(item.own)
            or GOAL.search(item.lead[-12:])
        ):
            continue
        if any("率" in name for name in _together(item, items, labels)):
            continue  # 建议与提案的公开率分别为100%、97.2%: two rates, not shares of one whole
        if item.index in labels:  # 网上、信函、当面三种方式分别占70.7%、22.0%和9.8%
            name = labels[item.index]
            part = _part(item, name, items, spans)
            yield Share(item.index, part, name, "", _wholes(item, part, "", items, spans, parent), None)
            continue
        if TOGETHER.search(words):
            continue  # two parts together, or two shares for two parts: not one part by one whole
        if (beside := BESIDE.match(words)) is not None:
            yield _share(item, "", beside["base"] or "", items, spans, parent)
        elif (found := SHARE.fullmatch(words)) is not None:
            yield _share(item, found["part"], found["base"], items, spans, parent)
        elif (rate := RATE.search(words)) is not None and not UNBASED.search(rate["name"]):
            named = _rate(item, rate["name"], items)
            if named is not None:
                yield named


def _together(item: Item, items: Sequence[Item], labels: Mapping[int, str]) -> list[str]:
    """The names of the 分别 list that a figure stands in."""
    if item.index not in labels:
        return []
    return [name for index, name in labels.items() if items[index].sentence == item.sentence]


def _share(
    item: Item,
    label: str,
    base: str,
    items: Sequence[Item],
    spans: Sequence[Sentence],
    parent: dict[int, int],
) -> Share:
    frame = _frame(item, items)
    part = _part(item, label, items, spans, -1 if frame is None else frame)
    if part is None and not label and not item.lead.strip("，、；："):
        label = ""
    elif part is None and not label:
        label = item.lead.rstrip("，、；：")[-20:]
    wholes = _wholes(item, part, base, items, spans, parent)
    above = _above(part, items, parent) if part is not None else None
    if frame is not None and part is None:
        return Share(item.index, None, label, items[frame].before, (frame,), None, frame=frame)
    return Share(
        item.index, part, label or (items[part].before if part is not None else ""), base, wholes, above
    )


def _above(part: int, items: Sequence[Item], parent: dict[int, int]) -> int | None:
    """The total of the list a part stands in, or the larger count of the same noun right before it."""
    if part in parent:
        return parent[part]
    one, before = items[part], items[part - 1] if part else items[part]
    same = before.sentence == one.sentence and before.mention.quantity.unit == one.mention.quantity.unit
    noun = core(before.before)[-2:]
    larger = before.mention.value >= one.mention.value and before.index != one.index
    return before.index if same and larger and len(noun) == 2 and noun in one.before else None


def _frame(item: Item, items: Sequence[Item]) -> int | None:
    """The whole that a clause before the share names: 区本级办结的71件中，予以公开的占36.6%."""
    for other in reversed(items[: item.index]):
        if other.sentence != item.sentence:
            return None
        if whole(other):
            return other.index if FRAME.fullmatch(other.after) else None
    return None


def _part(
    item: Item, label: str, items: Sequence[Item], spans: Sequence[Sentence], floor: int = -1
) -> int | None:
    """The item that states the part: the one right before a bare 占, else one of the same name.

    Args:
        floor: index of the item behind which the part must stand.
    """
    name = core(label)
    if SEVERAL.search(name):
        return None  # 予以公开和部分公开占…: two counts together
    if not name:
        at = item.index - 1
        if (
            at >= 0
            and items[at].sentence == item.sentence
            and whole(items[at])
            and items[at].depth <= item.depth
        ):
            between = item.gap[: len(item.gap) - len(item.before)]
            follows = items[at].after + between
            if (
                not re.search(r"[；。]", between)
                and len(between) <= 12 + len(items[at].after)
                and follows is not None
            ):
                return at
        return None
    paragraph = spans[item.sentence].paragraph
    for other in reversed(items[floor + 1 : item.index]):
        if spans[other.sentence].paragraph != paragraph:
            return None
        if whole(other) and alike(name, other.before or other.after):
            return other.index
    return None


def _wholes(
    item: Item,
    part: int | None,
    base: str,
    items: Sequence[Item],
    spans: Sequence[Sentence],
    parent: dict[int, int],
) -> tuple[int, ...]:
    """The items that may state the whole, the likeliest first."""
    paragraph = spans[item.sentence].paragraph
    earlier = [
        i
        for i in reversed(items[: item.index])
        if spans[i.sentence].paragraph == paragraph and whole(i) and i.index != part
    ]
    named = [i.index for i in earlier if base and _names(base, i)]
    if named:
        return tuple(named)
    if len(re.sub(r"总数|总量|全部|总|数量|数|全年|本年度?|其|的|比", "", base)) > 1:
        return ()  # a whole that the text names and does not count
    first = [parent[part]] if part is not None and part in parent else []
    kind = items[part].mention.quantity.kind if part is not None else "count"
    rest = [i.index for i in earlier if i.index not in first and i.mention.quantity.kind == kind]
    return tuple(dict.fromkeys(first + rest))


def _names(base: str, item: Item) -> bool:
    name = re.sub(r"(?:总数|总量|总|数量|数|件数|全部|的|本年度?|全年|上述|其)", "", base)
    if len(name) < 2:
        return False
    own = item.before + item.after
    return name in own or (len(name) >= 4 and name[-2:] in own and name[:2] in own)


def _rate(item: Item, name: str, items: Sequence[Item]) -> Share | None:
    """A rate whose stem names a count of the same sentence: 收集82条，采纳54条，采纳率65.9%."""
    stem = name.removesuffix("率").removesuffix("比例")[-2:]
    mates = [i for i in items[: item.index] if i.sentence == item.sentence and whole(i)]
    named = re.compile(f"(?<![不未无非]){stem}|{stem[::-1]}")  # 不合格221批次 is no part of 合格率
    part = next((i for i in reversed(mates) if named.search(i.own)), None)
    if part is None or re.search(r"全部|均|都|所有", part.own):
        return None  # 许可88件、处罚24件全部公示: of each of them all
    unit = part.mention.quantity.unit
    wholes = tuple(
        i.index for i in reversed(mates) if i.index < part.index and i.mention.quantity.unit == unit
    )
    if not wholes and stem not in ("办结", "答复"):
        return None  # only for applications do the tables hold the whole
    return Share(item.index, part.index, name, "", wholes, None, name)
