"""Names of a report: bodies, laws, places, addresses, mail, and the dates and numbers beside them.

Every kind of name has one small reader that works on the folded text; `resolve` settles what overlaps:
the longer name stays, of two of one length the first.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from ..claim import Entity, Label, Mention
from ..text import Span
from .folding import fold
from .gazetteer import gazetteer, trie
from .organisations import Organisation, name_start, organisations
from .parties import Body, Relation, bodies, full_name, named, titled

__all__ = ["Body", "Relation", "bodies", "entities", "names", "resolve"]

_HAN: Final = "\u4e00-\u9fff"

# ---------------------------------------------------------------- what comes out


def entities(text: str, organisation: str = "") -> list[Entity]:
    """The names, dates and identifiers of a text, in order and apart.

    ``value`` is the normal form: ISO dates, the full name of a body (我局 and 县卫健局 stand for the
    reporting body, where the text names it), the title of a law without its marks.

    Args:
        text: any string; offsets are code points of it.
        organisation: the reporting body; "" to take it from the title of the report, if there is one.

    >>> text = "桐岭县财政局2023年政府信息公开工作年度报告。我局依照《预算法》办理。"
    >>> [(e.quote, e.value) for e in entities(text) if e.label in ("ORG", "LAW")]
    [('桐岭县财政局', '桐岭县财政局'), ('我局', '桐岭县财政局'), ('《预算法》', '预算法')]
    """
    from .quantities import scan

    folded = fold(text, wraps=True)
    mentions, scanned = scan(folded.plain)
    found = []
    for entity in names(folded.plain, scanned, mentions, organisation):
        span = folded.to_text(entity.span.start, entity.span.end)
        found.append(replace(entity, span=span, quote=span.of(text)))
    return found


def names(
    plain: str, scanned: Iterable[Entity] = (), mentions: Sequence[Mention] = (), organisation: str = ""
) -> list[Entity]:
    """The same for a folded text in which the figures have been read.

    Args:
        plain: folded text.
        scanned: the dates, ordinals and identifiers that `scan` has found.
        mentions: the figures it has found; no name cuts one.
        organisation: as for `entities`.
    """
    speaker = named(organisation) if organisation else None
    parties = organisations(plain, speaker)
    speaker = speaker or titled(plain, parties)
    titles = [m.span() for m in _TITLE.finditer(plain)]
    found = list(_outside(titles, parties))
    every = [*_laws(plain), *_mail(plain), *_addresses(plain, found), *(_party(o, speaker) for o in found)]
    return resolve([*_whole_ordinals(plain, scanned), *_not_across(mentions, every)])


def _not_across(mentions: Sequence[Mention], found: Iterable[Entity]) -> Iterator[Entity]:
    """The names that hold a figure whole or not at all."""
    starts = [m.span.start for m in mentions]
    ends = [0, *(m.span.end for m in mentions)]
    for name in found:
        start, end = name.span.start, name.span.end
        # The figures that begin before the name, and before its end, must end there as well.
        if ends[bisect_left(starts, start)] <= start and ends[bisect_left(starts, end)] <= end:
            yield name


def _whole_ordinals(plain: str, scanned: Iterable[Entity]) -> Iterator[Entity]:
    """The entities of the figures, ordinals that touch joined: 第二十条第（一）项 is one place of a law."""
    waiting: Entity | None = None
    for entity in scanned:
        if entity.label is Label.ORDINAL and waiting and waiting.span.end == entity.span.start:
            waiting = _entity(plain, waiting.span.start, entity.span.end, Label.ORDINAL)
            continue
        if waiting:
            yield waiting
            waiting = None
        if entity.label is Label.ORDINAL:
            waiting = entity
        else:
            yield entity
    if waiting:
        yield waiting


def _party(found: Organisation, speaker: Organisation | None) -> Entity:
    label = Label.PLACE if found.is_place else Label.ORG
    return Entity(found.span, found.quote, label, full_name(found, speaker))


def resolve(found: Iterable[Entity]) -> list[Entity]:
    """Of names that overlap the longer stays, of two of one length the first."""
    kept: list[Entity] = []
    for name in sorted(found, key=lambda e: (e.span.start, -e.span.end)):
        start, size = name.span.start, len(name.span)
        while kept and start < kept[-1].span.end and size > len(kept[-1].span):
            kept.pop()
        if not kept or start >= kept[-1].span.end:
            kept.append(name)
    return kept


def _entity(plain: str, start: int, end: int, label: Label, value: str = "") -> Entity:
    return Entity(Span(start, end), plain[start:end], label, value)


def _outside(titles: Sequence[tuple[int, int]], found: Iterable[Organisation]) -> Iterator[Organisation]:
    """The names that are no part of a title in 《》: 《桐岭县人民政府公报》 is a paper and no body."""
    at = 0
    for name in found:
        while at < len(titles) and titles[at][1] <= name.span.start:
            at += 1
        if at == len(titles) or name.span.end <= titles[at][0]:
            yield name


# ---------------------------------------------------------------- laws

_TITLE: Final = re.compile(r"《(?:[^《》\n]|《[^《》\n]{1,80}》){1,120}》")
_EDITION: Final = re.compile(r"（[^（）]*）$")  # （试行）, （2021年修订）
_SHORT_TITLE: Final = 4  # 《条例》, 《实施办法》: a title given before is meant
# 条例 alone is the regulation where such a word comes before it, or no character at all
_BARE_RULE: Final = re.compile(
    r"条例(?<![新老现行该本此一项部法规定案试行度员会市省县区政府开]条例)"
    rf"(?:(?<=[按依遵参对][照据循]条例)|(?<=根据条例)|(?<=落实条例)|(?<=贯彻条例)|(?<=违反条例)|(?<![{_HAN}]条例))"
    r"(?![草起立解])"
)


@cache
def _named_law() -> re.Pattern[str]:
    """Laws that are named without 《》 often enough to be known."""
    return re.compile(trie(gazetteer().data["laws"]["bare"]) + _LAW_ENDS)


_LAW_ENDS: Final = "(?![律规院官人治庭学定则])"
_STATE_LAW: Final = re.compile(f"中华人民共和国[{_HAN}]{{2,20}}?(?:法|条例){_LAW_ENDS}")


def _is_law(title: str) -> bool:
    laws = gazetteer().data["laws"]
    title = _EDITION.sub("", title)
    return title.endswith(tuple(laws["ends"])) and not title.endswith(tuple(laws["not_ends"]))


def _laws(plain: str) -> Iterator[Entity]:
    """Laws and rules, each with its title; 《条例》 has that of the last one named in full."""
    marks = [(m.start(), m.end(), m[0][1:-1]) for m in _TITLE.finditer(plain) if _is_law(m[0][1:-1])]
    for bare in (_named_law(), _STATE_LAW, _BARE_RULE):
        marks += [(m.start(), m.end(), m[0]) for m in bare.finditer(plain)]
    named: dict[str, str] = {}
    for start, end, title in sorted(marks):
        if len(title) > _SHORT_TITLE:
            named[title[-2:]] = title
        elif title[-2:] in named:
            title = named[title[-2:]]
        yield _entity(plain, start, end, Label.LAW, title)


# ---------------------------------------------------------------- mail and web

_AT: Final = re.compile(r"@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
_MAILBOX: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}\Z")
_WEB: Final = re.compile(
    r"(?:https?|ftp)://[!-~]{3,2000}"
    r"|www\.[!-~]{3,2000}"
    r"|\.(?:gov|com|org|net|edu|cn)(?![A-Za-z0-9-])[!-~]{0,2000}"
)
_HOST: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,250}\Z")


def _mail(plain: str) -> Iterator[Entity]:
    for m in _AT.finditer(plain):
        box = _MAILBOX.search(plain, max(0, m.start() - 64), m.start())
        if box:
            yield _entity(plain, box.start(), m.end(), Label.EMAIL, plain[box.start() : m.end()].lower())
    done = 0
    for m in _WEB.finditer(plain):
        start = m.start()
        if start < done:
            continue
        if m[0][0] == ".":  # xxgk.example.gov.cn/list
            host = _HOST.search(plain, max(done, start - 250), start)
            if not host or plain[host.start() - 1 : host.start()] == "@":
                continue
            start = host.start()
        done = m.end()
        address = plain[start:done].rstrip(".,;:!?'\"()")
        yield _entity(plain, start, start + len(address), Label.URL, address)


# ---------------------------------------------------------------- addresses


@cache
def _announced() -> re.Pattern[str]:
    """An address after a word that announces one."""
    data = gazetteer().data["addresses"]
    end = rf"[，,；;。！？\n]|）(?![^（，；。\n]{0, 30}[室楼号])|{trie(data['stops'])}|\Z"
    return re.compile(rf"{trie(data['cues'])}[是为在]?：?((?:(?!{end})[^“”《》：]){{4,60}})(?={end})")


@cache
def _road() -> re.Pattern[str]:
    """A road with a house number, and the house and room after it."""
    data = gazetteer().data["addresses"]
    house = (
        r"(?:附?[A-Z]?\d{1,4}(?:-\d{1,4})?(?:号楼|号院|号|栋|幢|座|单元|楼|层|室|房间|房)"
        r"|[A-Z一二三四五六七八九十]{1,2}(?:座|栋|号楼|楼|层|单元)"
        r"|[东西南北主附]楼"
        rf"|(?:(?![楼室])[{_HAN}]){{0,6}}?{trie(data['houses'])})"
    )
    return re.compile(rf"{trie(data['roads'])}(?:[东西南北中]段?)?\d{{1,5}}(?:-\d{{1,4}})?号{house}*")


_HOUSE: Final = re.compile(r"\d+号|[路街道巷弄村镇楼室层厦院]|中心")


def _addresses(plain: str, found: Sequence[Organisation]) -> Iterator[Entity]:
    for m in _announced().finditer(plain):
        if _HOUSE.search(m[1]):
            yield _entity(plain, m.start(1), m.end(1), Label.ADDRESS)
    places = {o.span.end: o.span.start for o in found if o.is_place}
    for m in _road().finditer(plain):
        start = name_start(plain, m.start(), 8)
        region = next((end for end in range(m.start(), start, -1) if end in places), start)
        yield _entity(plain, places.get(region, region), m.end(), Label.ADDRESS)
