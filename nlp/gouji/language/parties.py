"""Who reports, and in what relation every other body of the text stands to it.

A report speaks of itself as 我局, 本机关, 县卫健局 or 桐岭县卫生健康局; all of these are one body.  Whether
another body is the subject of a sentence is what tells a copied paragraph from a partner or a superior.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from ..text import Span
from .folding import fold
from .organisations import Organisation, Region, organisations

_RANKS: Final = {"国家": 0, "省": 1, "市": 2, "县": 3, "区": 3, "镇": 4, "乡": 4, "街道": 4, "村": 5}
_NATION: Final = "国家"


class Relation(StrEnum):
    """How a body that the text names stands to the reporting body."""

    SAME = "same"  # its own name
    SHORT = "short"  # its word for itself: 我局, 县卫健局, for a 镇 also 长堤镇
    SUPERIOR = "superior"  # leads it: 县委, 市人民政府, 省卫生健康委员会
    SUBORDINATE = "subordinate"  # is led by it
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Body:
    """A body or region that the prose names.

    Args:
        span: where, in the coordinates of the text given.
        name: in full, as far as the text lets it be known (``桐岭县卫生健康局``).
        region: the innermost region it belongs to (``桐岭县``); "" where unknown.
        level: ``国家 省 市 县 区 镇 乡 街道 村``; "" where unknown.
        kind: ``卫生健康局``, ``人民政府`` …; "" for a region alone.
        relation: to the reporting body.
        subject: whether it opens its sentence as the subject, after nothing but a date or a list mark.
    """

    span: Span
    quote: str
    name: str
    region: str
    level: str
    kind: str
    relation: Relation
    subject: bool


@lru_cache(maxsize=2)
def bodies(plain: str, organisation: str = "") -> tuple[Body, ...]:
    """The bodies that a folded text names, each with its relation to the reporting body.

    Args:
        plain: folded text; spans point into it.
        organisation: the reporting body; "" to take it from the title of the report, if there is one.

    >>> text = "2023年，云栖区卫生健康局听取汇报。我镇配合区司法局普法，在区政府领导下开展工作。"
    >>> for body in bodies(text, "泊宁市云栖区长堤镇人民政府"):
    ...     print(body.name, body.relation.value, body.subject)
    云栖区卫生健康局 other True
    泊宁市云栖区长堤镇人民政府 short True
    云栖区司法局 other False
    云栖区人民政府 superior False
    """
    speaker = named(organisation) if organisation else None
    found = organisations(plain, speaker)
    speaker = speaker or titled(plain, found)
    subjects = set(_subjects(plain, found))
    return tuple(_body(o, speaker, o.span in subjects) for o in found)


def _body(found: Organisation, speaker: Organisation | None, subject: bool) -> Body:
    party = speaker if found.itself and speaker else found
    region = _region(party, speaker)
    return Body(
        span=found.span,
        quote=found.quote,
        name=full_name(found, speaker),
        region="" if region is None or region.bare else region.name,
        level=_level(party, speaker),
        kind=party.kind.name if party.kind else "",
        relation=relation(found, speaker),
        subject=subject,
    )


# ---------------------------------------------------------------- the reporting body

_REPORT: Final = re.compile(
    r"(?:20\d\d|二[〇零]..)年?度?(?:政府信息公开|政务公开|信息公开)[^\n，。]{0,6}报告"
)


def reporter(plain: str, organisation: str = "") -> Organisation | None:
    """The reporting body: the one given, else the one in the title of the report, else None.

    >>> found = reporter("桐岭县财政局\\n2023年政府信息公开工作年度报告")
    >>> found and found.quote
    '桐岭县财政局'
    """
    return named(organisation) if organisation else titled(plain, organisations(plain))


def named(organisation: str) -> Organisation:
    """The reporting body from its name."""
    name = fold(organisation).plain
    found = [o for o in organisations(name) if o.whole]
    return found[-1] if found else Organisation(Span(0, len(name)), name)


def titled(plain: str, found: Sequence[Organisation]) -> Organisation | None:
    """The reporting body from the title of the report.

    Args:
        plain: folded text.
        found: the bodies named in it, in order.
    """
    for title in _REPORT.finditer(plain):
        at = bisect_right(found, title.start(), key=_end) - 1
        if at >= 0 and found[at].whole and not plain[found[at].span.end : title.start()].strip("\n关于—-"):
            return found[at]
    return None


def _end(found: Organisation) -> int:
    return found.span.end


def full_name(found: Organisation, speaker: Organisation | None) -> str:
    """The full name of a body, "" where the text does not tell it.

    >>> speaker = reporter("", "青峪市桐岭县财政局")
    >>> [full_name(o, speaker) for o in organisations("本局、县财政局、县人社局、省财政厅")]
    ['青峪市桐岭县财政局', '青峪市桐岭县财政局', '桐岭县人力资源和社会保障局', '']
    """
    if found.itself or (speaker and _is_same(found, speaker)):
        return speaker.quote if speaker else ""
    if found.is_place or not found.regions:
        return found.quote
    region = _region(found, speaker)
    if region is None or region.bare or found.kind is None:
        return ""
    return region.name + found.kind.name + found.tail


def _region(found: Organisation, speaker: Organisation | None) -> Region | None:
    """The innermost region; where only its last word stands, the reporting body's region of that word."""
    if not found.regions:
        return None
    region = found.regions[-1]
    if not region.bare or speaker is None:
        return region
    own = [r for r in speaker.regions if region.unit in (r.unit, "")]
    return own[-1] if own else region


def _level(found: Organisation, speaker: Organisation | None) -> str:
    region = _region(found, speaker)
    if region is not None:
        return region.level
    return _NATION if found.kind and found.kind.leading else ""


# ---------------------------------------------------------------- relations


def relation(found: Organisation, speaker: Organisation | None) -> Relation:
    """How a body stands to the reporting body; `Relation.OTHER` where that cannot be told.

    >>> speaker = reporter("", "青峪市桐岭县财政局")
    >>> [relation(o, speaker).value for o in organisations("县政府、市财政局、桐岭县审计局、我局")]
    ['superior', 'superior', 'other', 'short']
    """
    if found.itself:
        return Relation.SHORT
    if speaker is None or not speaker.regions:
        return Relation.OTHER
    if _is_same(found, speaker):
        return Relation.SAME if speaker.quote.endswith(found.quote) and found.whole else Relation.SHORT
    region, own = _region(found, speaker), speaker.regions[-1]
    if region is None:
        return Relation.SUPERIOR if found.kind and found.kind.leading else Relation.OTHER
    distance = _RANKS[own.level] - _RANKS.get(region.level, _RANKS[own.level])
    if region.name == own.name:
        return _within(found, speaker)
    if distance > 0 and (region.bare or region in speaker.regions):
        return Relation.SUPERIOR if _leads(found, speaker) else Relation.OTHER
    if distance < 0 and (_governs(speaker) or _function(found) == _function(speaker)):
        return Relation.SUBORDINATE
    return Relation.OTHER


def _within(found: Organisation, speaker: Organisation) -> Relation:
    """Two bodies of one region."""
    if found.kind is None:
        return Relation.SHORT if _governs(speaker) else Relation.SUPERIOR
    if _function(found) == _function(speaker):
        return Relation.SUBORDINATE  # a part of it: 县公安局交通警察大队
    if not found.kind.leading:
        return Relation.SUBORDINATE if _governs(speaker) else Relation.OTHER
    is_office = found.kind.name.endswith("办公室")
    return Relation.SUBORDINATE if is_office and _governs(speaker) else Relation.SUPERIOR


def _leads(found: Organisation, speaker: Organisation) -> bool:
    """Whether a body of a higher region is in the line of command: its government, or the same trade."""
    return found.kind is None or found.kind.leading or _function(found) == _function(speaker)


def _governs(body: Organisation) -> bool:
    return bool(body.kind and body.kind.leading)


def _function(body: Organisation) -> str:
    return body.kind.function if body.kind else ""


def _is_same(found: Organisation, speaker: Organisation) -> bool:
    region = _region(found, speaker)
    return bool(
        region
        and speaker.regions
        and region.name == speaker.regions[-1].name
        and found.kind
        and _function(found) == _function(speaker)
        and found.tail == speaker.tail
    )


# ---------------------------------------------------------------- subjects

_MARK: Final = (
    r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]"  # （一） 1.
    r"|[一二三四五六七八九十]是|第[一二三四五六七八九十]，|首先，|其次，|同时，|此外，|另外，|其中，"
    r"|[^，。：；\n]{2,12}：)"  # 平台建设情况：
)
_TIME: Final = (
    r"(?:(?:20\d\d|二[〇零]..|本|今|去|上|全|一|近)?年(?:度|来|内|底|初|上半年|下半年)?"
    r"|(?:自|从|截至)?[^，。；\n]{0,12}(?:[年月日]|期间|以来|之后|年底|年末)"
    r"|目前|近年来|下一步|今后|期间|随后)[，,]?"
)
_LEAD: Final = re.compile(rf"(?:^|[。！？；\n])[”）]?\s*(?:{_MARK})?(?:{_TIME})?\Z")
_LEAD_LONGEST: Final = 40
# What follows a name that is no subject: an attribute of something else, or the end of a heading.
_NO_SUBJECT: Final = re.compile(
    r"[的”》）〉]|(?:门户)?网站|官网|官方|公众号|微信|微博|政务|新媒体|公报|网|门户|服务|[书县市区镇乡]长|书记|主任|常务会|[。；：\n]|\Z"
)
_JOINT: Final = re.compile(r"[、和与及]|以及|")


def _subjects(plain: str, found: list[Organisation]) -> Iterator[Span]:
    """The names that open a sentence; of 县委、县政府 both, if the two together do."""
    group: list[Organisation] = []
    for name in found:
        if group and not _JOINT.fullmatch(plain, group[-1].span.end, name.span.start):
            yield from _opening(plain, group)
            group = []
        group.append(name)
    yield from _opening(plain, group)


def _opening(plain: str, group: list[Organisation]) -> Iterator[Span]:
    if not group or _NO_SUBJECT.match(plain, group[-1].span.end):
        return
    start = group[0].span.start
    begin = max(0, start - _LEAD_LONGEST)
    lead = plain[begin:start] if begin else "\n" + plain[:start]
    if _LEAD.search(lead):
        yield from (name.span for name in group)
