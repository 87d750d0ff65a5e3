"""Regions and public bodies by their names, read from the last word backwards.

The last word of a region (县) and the kind of body after it (财政局) are found by one pattern.  Where the
name before the region starts is the hard part, since Chinese puts no space there; in this order it is
where a region that the text has named already starts, where a name in the dictionary starts, after the
nearest word that ends right before names (由, 配合), after punctuation, or where the words are cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from ..text import Span
from .gazetteer import Kind, gazetteer, trie
from .words import cut_short, tag

_HAN: Final = "\u4e00-\u9fff"
_LONGEST: Final = 9  # characters looked at before the last word of a region
_STEM: Final = 4  # characters of the name of a region without its last word
_SHORT: Final = ("省", "市", "县", "区")  # regions that are often meant by their last word alone
_OWN: Final = frozenset("我本该")
_PLACE: Final = "ns"  # as the dictionary tags the name of a place
_MINORITY: Final = ("自治区", "自治州", "自治县", "自治旗", "民族乡")  # names with 族 run longer


@dataclass(frozen=True, slots=True)
class Region:
    """One level of a region's name: ``桐岭县``; ``名`` alone where only the last word stands (县财政局)."""

    name: str
    unit: str
    level: str

    @property
    def bare(self) -> bool:
        """Whether only the last word stands, so that the text must say which is meant."""
        return self.name == self.unit


@dataclass(frozen=True, slots=True)
class Organisation:
    """A region or a body as written.

    Args:
        span: the whole name.
        regions: outermost first; () for national bodies and companies.
        kind: what sort of body; None for a region alone, and for the body's word for itself.
        tail: a part of the body named after it (``交通警察大队``).
        itself: whether it is the body's word for itself (我局, 本机关).
    """

    span: Span
    quote: str
    regions: tuple[Region, ...] = ()
    kind: Kind | None = None
    tail: str = ""
    itself: bool = False

    @property
    def is_place(self) -> bool:
        """Whether it names a region and no body in it."""
        return self.kind is None and not self.itself

    @property
    def whole(self) -> bool:
        """Whether the region is named and not only its last word."""
        return bool(self.regions) and not self.regions[-1].bare


@dataclass(slots=True)
class _Text:
    """One text and what has been met in it so far."""

    plain: str
    names: set[str] = field(default_factory=set)


def organisations(plain: str, reporter: Organisation | None = None) -> list[Organisation]:
    """The regions and bodies named in a folded text, in order and apart.

    Args:
        plain: folded text.
        reporter: the reporting body, where it is known.

    >>> [(o.quote, o.kind and o.kind.name) for o in organisations("会同青峪市桐岭县人社局到长堤镇走访")]
    [('青峪市桐岭县人社局', '人力资源和社会保障局'), ('长堤镇', None)]
    """
    text = _Text(plain, {r.name for r in reporter.regions if not r.bare} if reporter else set())
    found = [*_national(plain), *_selves(plain), *_free(plain), *_regional(text)]
    return apart(found)


def apart(found: Iterable[Organisation]) -> list[Organisation]:
    """Of names that overlap the longer stays, of two of one length the first."""
    kept: list[Organisation] = []
    for name in sorted(found, key=lambda o: (o.span.start, -o.span.end)):
        while kept and name.span.start < kept[-1].span.end and len(name.span) > len(kept[-1].span):
            kept.pop()
        if not kept or name.span.start >= kept[-1].span.end:
            kept.append(name)
    return kept


# ---------------------------------------------------------------- patterns, made once


@dataclass(frozen=True, slots=True)
class _Patterns:
    national: re.Pattern[str]
    itself: re.Pattern[str]
    free: re.Pattern[str]
    branch: re.Pattern[str]
    regional: re.Pattern[str]
    tail: re.Pattern[str]
    office: re.Pattern[str]


# Everything up to the last character that is not Chinese.
_OTHER: Final = re.compile(rf"[\s\S]*[^{_HAN}]")


@cache
def _patterns() -> _Patterns:
    tables = gazetteer()
    data = tables.data
    # What may stand in the name of a body; the last word of a region begins another name.
    inside = f"(?:(?![{tables.apart}省市县区旗州镇])[{_HAN}])"
    endings = trie(data["endings"]["words"])
    guard = (  # 县委 but not 县委托, 街道办 but not 街道办理, 县政府 but not 县政府信息公开工作
        "(?:(?<!委)|(?![员托派任外内]))(?:(?<!办)|(?![理结好公事法案件成了]))"
        "(?:(?<!人大)|(?!代表|议案|建议))(?:(?<!政协)|(?!委员|提案))"
        "(?:(?<!政府)|(?!信息|采购|购买|性|投资|债|开放日))"
    )
    itself = data["self"]
    return _Patterns(
        national=re.compile(trie(data["national"]["names"]) + "(?![门员长])"),
        itself=re.compile(
            f"[本我](?<![{itself['not_before']}].)(?!{trie(itself['not_after'])}){trie(itself['units'])}"
        ),
        free=re.compile(trie(data["endings"]["free"])),
        branch=re.compile(f"{inside}{{2,6}}?(?:分公司|分行|支行)"),
        regional=re.compile(
            f"(?P<unit>{trie(tables.levels)})"
            f"(?:(?P<kind>{trie(tables.kinds)}){guard}"
            f"|(?P<other>{inside}{{1,8}}?{endings}(?:小学|中学|医院|卫生院)?))?"
        ),
        tail=re.compile(f"(?:(?![局厅委部院办]){inside}){{0,6}}?{trie(data['endings']['tails'])}"),
        office=re.compile("政府办(?:公[室厅])?(?![理结好公事法案件成了])"),
    )


def _names_body(words: str) -> bool:
    """Whether nothing in the words tells that they are more than the name of a body."""
    no_body = gazetteer().no_body
    return not any(words[i : i + 2] in no_body for i in range(len(words) - 1))


# ---------------------------------------------------------------- names that no region comes before


def _national(plain: str) -> Iterator[Organisation]:
    for m in _patterns().national.finditer(plain):
        yield Organisation(Span(*m.span()), m[0], kind=Kind(m[0], m[0], True))


def _selves(plain: str) -> Iterator[Organisation]:
    for m in _patterns().itself.finditer(plain):
        yield Organisation(Span(*m.span()), m[0], itself=True)
    office = gazetteer().kinds["政府办公室"]
    for m in _patterns().office.finditer(plain):
        run = _run(plain, 0, m.start())
        if not run or _ends_before_name(run, len(run)):
            yield Organisation(Span(*m.span()), m[0], (Region("", "", ""),), office)


def name_start(plain: str, at: int, longest: int) -> int:
    """Where a name starts that goes on at an offset: after the nearest word that ends right before names."""
    run = _run(plain, 0, at, longest)
    start = next((p for p in range(len(run) - 2, 0, -1) if _ends_before_name(run, p)), 0)
    return at - len(run) + start


def _free(plain: str) -> Iterator[Organisation]:
    """Companies, universities, special courts."""
    data = gazetteer().data["endings"]
    for m in _patterns().free.finditer(plain):
        start = name_start(plain, m.start(), 20)
        stem = plain[start : m.start()]
        cut = max((stem.rfind(c) for c in gazetteer().data["no_region"]["characters"]), default=-1) + 1
        start, stem = start + cut, stem[cut:]
        if len(stem) < 2 or stem.endswith(tuple(data["not_free"])):
            continue
        branch = _patterns().branch.match(plain, m.end())
        span = Span(start, branch.end() if branch else m.end())
        yield Organisation(span, span.of(plain), kind=Kind(m[0], m[0]))


# ---------------------------------------------------------------- regions, and bodies named after one


def _regional(text: _Text) -> Iterator[Organisation]:
    plain, tables = text.plain, gazetteer()
    held: Organisation | None = None  # the region read last; the next may be a part of it
    low = 0  # where the name read last ends
    for m in _patterns().regional.finditer(plain):
        unit, at, end = m["unit"], m.start(), m.end("unit")
        body = m["kind"] or m["other"] or ""
        if not m["kind"] and plain.startswith(tables.not_after[unit], end):
            continue
        if m["other"] and not _names_body(body):
            body = ""
        start = _begin(text, low, at, unit, bool(body))
        if start < 0:
            continue
        if held and held.span.end != start:
            yield held
            held = None
        name = plain[start:end]
        region = Region(name, unit, tables.levels[unit])
        regions = (*(held.regions if held else ()), region)
        if held and region.bare:
            regions = held.regions  # 柳溪镇镇政府
        if len(regions) > 1 or body:
            text.names.add(name)
        first = held.span.start if held else start
        held = None
        low = end + len(body)
        if body:
            yield _body(plain, first, low, regions, tables.kinds.get(body) or Kind(body, body))
        else:
            held = Organisation(Span(first, end), plain[first:end], regions)
    if held:
        yield held


def _body(plain: str, start: int, end: int, regions: tuple[Region, ...], kind: Kind) -> Organisation:
    """A body with what belongs to its name on both sides."""
    prefixes = gazetteer().prefixes
    if plain.endswith(prefixes, 0, start):
        start -= next(len(prefix) for prefix in prefixes if plain.endswith(prefix, 0, start))
    tail = None if kind.leading else _patterns().tail.match(plain, end)
    words = tail[0] if tail and _names_body(tail[0]) else ""
    span = Span(start, end + len(words))
    return Organisation(span, span.of(plain), regions, kind, words)


def _begin(text: _Text, low: int, at: int, unit: str, is_body: bool) -> int:
    """Where the name of a region starts whose last word stands at ``at``; -1 if it is no name."""
    tables = gazetteer()
    bare = is_body or unit in tables.known
    run = _run(text.plain, low, at)
    if not run:
        return at if bare or at == low > 0 else -1
    if is_body and run[-1] in _OWN:
        return at
    length = _named(text, run, unit)
    if length:
        return at - length
    length = _stem(run, unit, at - len(run) == low or len(run) < _LONGEST)
    if length < 0 or (length == 0 and not bare):
        return -1
    stem = run[len(run) - length :] if length else ""
    part = at - length == low > 0  # a part of the region named right before it
    if _is_common(stem, unit):
        return -1
    if is_body and unit in _SHORT and tag(stem).startswith("v"):
        return at  # 推动市财政局
    doubtful = stem.endswith(tables.not_alone[unit]) or unit == "地区" or (unit == "区" and tag(stem))
    return -1 if doubtful and not (part or is_body) else at - length  # 休息区


def _named(text: _Text, run: str, unit: str) -> int:
    """How many characters belong to a name that the text has used before or the dictionary holds, or 0."""
    whole = run + unit
    first = max(len(run) - _STEM, 0)
    for start in range(first, len(run)):
        if whole[start:] in text.names:
            return len(run) - start
    for start in range(first, len(run) if unit == "州" else len(run) - 1):
        if tag(whole[start:]) == _PLACE and run[start] not in "各全每某":
            return len(run) - start
    return 0


def _is_common(stem: str, unit: str) -> bool:
    """Whether what stands before the last word of a region makes it a common word: 辖区, 这些县, 三乡."""
    tables = gazetteer()
    return (
        stem in tables.not_alone[unit]
        or stem.endswith(tables.not_before[unit])
        or not tables.strange.isdisjoint(stem)
    )


def _stem(run: str, unit: str, bounded: bool) -> int:
    """How many characters before the last word belong to the name; -1 if that cannot be told."""
    size = len(run)
    if gazetteer().levels[unit] == "省" and unit in gazetteer().known:
        return 0
    longest = _LONGEST if unit in _MINORITY else _STEM
    for length in range(min(longest, size - 1) + 1):
        if length != 1 and _ends_before_name(run, size - length):
            return length
    if bounded and size <= longest:
        return size if size > 1 or tag(run + unit) == _PLACE else -1
    pieces = cut_short(run)
    length = len(pieces[-1]) if len(pieces[-1]) > 1 or len(pieces) == 1 else len(pieces[-1]) + len(pieces[-2])
    return length if 1 < length <= longest and not tag(run[size - length :]) else -1


def _run(plain: str, low: int, at: int, longest: int = _LONGEST) -> str:
    """The Chinese characters right before an offset."""
    before = plain[max(low, at - longest) : at]
    other = _OTHER.match(before)
    return before[other.end() :] if other else before


def _ends_before_name(run: str, at: int) -> bool:
    """Whether a word that ends right before names ends at an offset of the run."""
    tables = gazetteer()
    if not at or run[at - 1] not in tables.closing:
        return at > 0 and run.endswith(tables.prefixes, 0, at)
    before = tables.before
    if run[at - 2 : at] in before or run[at - 3 : at] in before or run[at - 4 : at] in before:
        return True
    if run[at - 1] not in before:
        return False
    if at > 1 and run[at - 2] in tables.figures:
        return True  # 一位
    # 和 of 和平里 and of 平和 is no word of its own
    return not (at < len(run) and tag(run[at - 1 : at + 1])) and not (at > 1 and tag(run[at - 2 : at]))
