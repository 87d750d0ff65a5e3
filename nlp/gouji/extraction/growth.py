"""Changes from one year to the next, or from one state to another.

A change is stated by up to four figures: now, then, the difference, the percentage; and a word gives
its direction. Any two of the figures imply the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from .items import Item, Sentence
from .lists import THEN
from .phrases import OTHER_YEAR

RISE: Final = re.compile(r"增长|增加|上升|提高|提升|增至|增到|升至|升到|扩大|多出|净增|增幅|增(?!值)|涨")
FALL: Final = re.compile(
    r"下降|减(?!免)|降低|回落|下滑|降至|降到|减至|减到|缩减|压减|压降|精简|缩短|少|减幅|降幅|整合为|压缩"
)
CHANGE: Final = re.compile(
    r"(?:(?:同比|环比|(?:较|比|与)[^，；。]{0,24}?(?:相比)?)[，,]?(?:实现|略有|小幅|"
    r"大幅)?)?(?P<way>增长|增加|上升|提高|提升|多出|多|净增|增幅|涨|增|下降|减少|降低|回落|下滑|减幅|"
    r"降幅|缩减|压减|精简|少|减|降)(?:率|幅度?)?了?(?:约|近|达|为|超过?|共)*$"
)
LAST_YEARS: Final = re.compile(
    r"(?:上一?年度?|去年|20[0-9]{2}年|年初|上一?年[末底])(?:同期)?(?:为|是|公开|发布|新收|受理|收到|"
    r"办理)(?:申请|信息)?$"
)
# 申请数量较2024年的44件下降…: this year's figure is the count of applications, told somewhere else
SUBJECT: Final = re.compile(
    r"(?:申请|(?:(?<![一-鿿])|年[度内]?)收件)(?:总)?(?:数量|数|量|件数)(?:较|比|与|在|同)"
)
# 新收申请增长33%: the change names what is counted; 2024年新收申请206件，本年增长: the earlier figure does
RECEIVED: Final = re.compile(
    r"(?:新收|收到|接到|受理)(?:的)?(?:政府信息|信息)?(?:公开)?申请(?:总)?(?:数量|数|量|件数)?"
)
THIS_YEAR: Final = re.compile(r"(?:本年度?|今年|当年)")
OF_YEAR: Final = re.compile(r"(?:20[0-9]{2}年度?|上一?年度?|去年)(?!底|末|结转|转)")
REAL: Final = re.compile(r"不变价|可比价|可比口径|剔除|名义|实际增长|同口径")
PLAN: Final = re.compile(r"力争|争取|目标|计划|拟|预计|将(?!政务|信息|公开|依)|确保|分值|标准")
FROM_TO: Final = re.compile(
    r"(?P<to>增至|增加到|增加至|增长到|增长至|上升到|上升至|提高到|提高至|提升到|提升至|升至|扩大到|"
    r"扩大至|减少到|减少至|减至|下降到|下降至|降至|降低到|降低至|降到|压减到|压减至|精简到|精简至|"
    r"精简为|整合为|整合到|整合至|压缩到|压缩至|缩短到|缩短至|变为|调整为|回落到|回落至|缩减为|缩减到|缩减至)(?:了|约|近|"
    r"目前的|现在的|今年的|本年的)?$"
)
FROM: Final = re.compile(r"(?:由|从)(?P<of>[^，；。由从]{0,16})$")


@dataclass(frozen=True, slots=True)
class Growth:
    """One change; each figure is the index of an item or None.

    ``then_year`` tells that the earlier figure is last year's (and may be found in last year's report).
    """

    now: int | None
    then: int | None
    difference: int | None
    percent: int | None
    way: Literal["rise", "fall"]
    way_text: str
    then_year: bool


def growths(items: Sequence[Item], spans: Sequence[Sentence]) -> Iterator[Growth]:
    """Every change that the report states, in order."""
    used: set[int] = set()
    for item in items:
        if item.index in used:
            continue
        to = FROM_TO.search(item.before) or FROM_TO.search(item.gap)
        if to is not None and item.index and _mate(items[item.index - 1], item):
            before = items[item.index - 1]
            if FROM.search(before.before):
                difference, percent = _follow(item, items, used)
                yield Growth(item.index, before.index, difference, percent, _way(to["to"]), to["to"], False)
                continue
        change = CHANGE.search(item.before)
        if REAL.search(item.lead[-24:] + item.before):
            continue  # growth at constant prices is not the growth of the figures
        if change is None or PLAN.search(item.before) or PLAN.search(item.lead[-8:]):
            continue
        yield from _compared(item, change["way"], items, spans, used)


def _way(word: str) -> Literal["rise", "fall"]:
    return "fall" if FALL.search(word) else "rise"


def _mate(one: Item, other: Item) -> bool:
    a, b = one.mention.quantity, other.mention.quantity
    return one.sentence == other.sentence and a.kind == b.kind and (a.unit == b.unit or not a.unit)


def _follow(now: Item, items: Sequence[Item], used: set[int]) -> tuple[int | None, int | None]:
    """Difference and percentage that follow right behind: …增至2.6万人，增加0.5万人，增长23.8%."""
    difference = percent = None
    for item in items[now.index + 1 : now.index + 3]:
        change = CHANGE.search(item.before)
        if item.sentence != now.sentence or change is None or len(item.gap) > 14:
            break
        if "新增" in item.before:
            break  # what came in, of which other things may have gone out
        q = item.mention.quantity
        if q.kind == "percent" and not q.unit.endswith("百分点") and percent is None:
            percent = item.index
        elif q.unit == now.mention.quantity.unit or (
            q.unit.endswith("百分点") and now.mention.quantity.kind == "percent"
        ):
            difference = item.index
        used.add(item.index)
    return difference, percent


def _compared(
    item: Item, way: str, items: Sequence[Item], spans: Sequence[Sentence], used: set[int]
) -> Iterator[Growth]:
    """A change read from its first figure: a percentage or a difference against another time."""
    q = item.mention.quantity
    if q.unit.endswith("百分点"):
        return
    earlier = [
        i
        for i in items[: item.index]
        if i.sentence == item.sentence and i.depth <= item.depth and i.mention.quantity.kind != "duration"
    ]
    then = None
    if len(earlier) > 1 and _successive(earlier[-2], earlier[-1]):
        then = earlier[-2]  # 2019年发布313条，2020年发布359条，增长…
    elif earlier and (_is_then(earlier[-1], item) or _last_year(earlier[-1], item)):
        then = earlier.pop()
    elif _in_brackets(item, items):
        then = items[item.index - 1]  # 比2022年（50宗）减少6宗
    elif earlier and OTHER_YEAR.search(earlier[-1].before):
        then = earlier.pop()  # 申请量在上年346件的基础上下降…
        if not _of_applications(then, item):
            return
    elif earlier and THIS_YEAR.match(item.before) and OF_YEAR.match(earlier[-1].before):
        then = earlier.pop()  # 2024年新收申请206件，本年增长…
    now = earlier[-1] if earlier else None
    if now is not None and (
        now.mention.quantity.kind in ("percent", "ratio", "fraction")
        or _far(now, item, then)
        or (then is not None and not _mate(now, then))
        or CHANGE.search(now.before)  # 信息量增加189条，增长9.3%: itself a difference
    ):
        now = None
    asked = then is not None and _of_applications(then, item)
    if now is None or (then is not None and asked):
        if then is not None and asked and q.kind == "percent":
            yield Growth(None, then.index, None, item.index, _way(way), way, True)
        return
    difference, percent = (None, item.index) if q.kind == "percent" else (item.index, None)
    if difference is not None and not _mate(now, item):
        return
    last = item
    for other in items[item.index + 1 : item.index + 2]:
        if other.sentence == item.sentence and len(other.gap) <= 14 and CHANGE.search(other.before):
            o = other.mention.quantity
            if o.kind == "percent" and percent is None and not o.unit.endswith("百分点"):
                percent, last = other.index, other
            elif difference is None and _mate(now, other):
                difference, last = other.index, other
            used.add(other.index)
    if then is None:
        then = _then_behind(last, now, items)
    year = bool(re.search(r"同比|上一?年|去年|前一年|20[0-9]{2}年", item.gap)) or then is not None
    yield Growth(now.index, then.index if then else None, difference, percent, _way(way), way, year)


def _of_applications(then: Item, change: Item) -> bool:
    """Whether a change against another year is that of the applications received."""
    return bool(
        SUBJECT.search(then.before + then.lead[-12:])
        or RECEIVED.match(change.before)
        or (THIS_YEAR.match(change.before) and RECEIVED.search(then.before))
    )


def _far(now: Item, item: Item, then: Item | None) -> bool:
    """Whether other statements stand between the figure and its change."""
    first = then or item
    between = first.gap[len(now.after) :]
    clauses = [c for c in re.split(r"[，,；;：]", between) if c]
    return "；" in between or len(clauses) > 2 or len(between) > 34


def _is_then(item: Item, change: Item) -> bool:
    """较上年的1157件下降…: the figure right before the change is the earlier one."""
    return bool(
        re.search(r"(?:较|比|与)[^，；。]{0,12}$", item.full)
        and not CHANGE.search(item.before)
        and (OTHER_YEAR.search(item.full) or re.search(r"20[0-9]{2}年|年初|前", item.before))
        and len(change.gap) <= 14
    )


def _in_brackets(change: Item, items: Sequence[Item]) -> bool:
    before = items[change.index - 1] if change.index else change
    return (
        before.depth > change.depth and before.sentence == change.sentence and bool(THEN.search(before.gap))
    )


def _successive(one: Item, other: Item) -> bool:
    """Whether two figures of one kind are told of two years that follow each other."""
    years = [re.findall(r"20[0-9]{2}(?=年)", i.before) for i in (one, other)]
    return all(years) and int(years[0][-1]) + 1 == int(years[1][-1]) and _mate(one, other)


def _last_year(item: Item, change: Item) -> bool:
    """120.6万票，上年为112.5万票，同比增长…: last year's figure between this year's and the change."""
    return bool(LAST_YEARS.match(item.before) and len(change.gap) <= 14)


def _then_behind(last: Item, now: Item, items: Sequence[Item]) -> Item | None:
    """…同比增长8.2%（2021年收办1189件） · …增长16.9%，上年新收65件."""
    nxt = last.index + 1
    if nxt >= len(items) or items[nxt].sentence != last.sentence:
        return None
    other = items[nxt]
    says_then = OTHER_YEAR.search(other.own) or re.search(r"20[0-9]{2}年", other.gap)
    return other if says_then and _mate(now, other) and len(other.gap) <= 20 else None
