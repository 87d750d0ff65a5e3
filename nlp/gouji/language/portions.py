"""Shares and multiples said in words: 百分之二十三, 四分之一, 一半, 过半, 减半, 翻两番."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

from ..quantity import ONE, Kind, Quantity, Sense
from .bounds import after, before, combined
from .hits import Hits
from .lexicon import Unit
from .numerals import CORE, NUMERALS, numeral

_HALF: Final = Decimal("0.5")
_TENTH: Final = Decimal("0.1")
#: Precision of a fraction that no decimal ends (三分之一).
_TINY: Final = Decimal("0.000001")

_TO: Final = "(?:至|到|[-—–~])"
_SHARE: Final = re.compile(
    rf"[百千万]分之(?:{CORE})(?:{_TO}(?:[百千万]分之)?(?:{CORE}))?"
    rf"|百分百|[{NUMERALS}]{{1,4}}分之[{NUMERALS}]{{1,4}}|一半"
)


def share(plain: str, start: int, hits: Hits) -> int:
    """A share that begins with a Chinese numeral; returns ``start`` where none stands."""
    match = _SHARE.match(plain, start)
    if match is None:
        return start
    quantity = _share_of(match[0])
    if quantity is None:
        return match.end()
    return _bounded(plain, start, match.end(), quantity, hits)


@lru_cache(maxsize=1024)
def _share_of(text: str) -> Quantity | None:
    """The quantity of a share in words, or None where it is malformed."""
    if text == "一半":
        return Quantity(_HALF, "fraction", step=_TENTH, quantum=_TENTH)
    if text == "百分百":
        text = "百分之百"
    base, _, rest = text.partition("分之")
    read = [numeral(side.rpartition("分之")[2]) for side in re.split(_TO, rest)]
    first, last = read[0], read[-1]
    if first is None or last is None:
        return None
    if base == "百":
        top = last.value if len(read) > 1 else first.upper
        if top is not None and top <= first.value:
            return None
        quantum = first.quantum if first.decimal else ONE  # 百分之十 is printed to the percent, as 10% is
        return Quantity(
            first.value, "percent", "%", first.sense, first.step, quantum, True, top, first.upper_open
        )
    below = numeral(base)
    if below is None or not below.value or len(read) > 1 or first.sense is not Sense.EXACT:
        return None
    return _fraction(first.value, below.value, "‰" if base == "千" else "")


def _fraction(above: Decimal, below: Decimal, unit: str) -> Quantity:
    """A fraction; one that no decimal ends (三分之一) is rounded at `_TINY`."""
    value = above / below
    ends = len(value.as_tuple().digits) < 12
    return Quantity(value, "fraction", unit, step=ONE / below, quantum=_TINY, rounded=not ends)


# 占1/3; elsewhere a stroke stands between two figures
_SLASHED: Final = re.compile("([1-9][0-9]?)/([1-9][0-9]?)(?![0-9/年月日])")


def slashed(plain: str, start: int, hits: Hits) -> int:
    """A share written with a stroke; returns ``start`` where none stands."""
    if plain[start - 1 : start] not in _BEFORE_STROKE:
        return start
    match = _SLASHED.match(plain, start)
    if match is None or int(match[1]) >= int(match[2]):
        return start
    return _bounded(plain, start, match.end(), _fraction(Decimal(match[1]), Decimal(match[2]), ""), hits)


_BEFORE_STROKE: Final = frozenset("占的约近超过达为")


_DOUBLED: Final = re.compile("翻了?(近|约|超过|超)?(?:([一二两三四五六七八九十]|[0-9]{1,2})番|番|一?倍)")
_INNER: Final = {"近": Sense.NEAR, "约": Sense.ABOUT, "超": Sense.BEYOND, "超过": Sense.BEYOND}


def doubled(plain: str, start: int, hits: Hits) -> int:
    """翻两番 is four times as much."""
    match = _DOUBLED.match(plain, start)
    if match is None:
        return start + 1
    times = numeral(match[2]) if match[2] else None
    value = Decimal(2) ** (1 if times is None else int(times.value))
    sense = _INNER.get(match[1], Sense.EXACT)
    return _bounded(plain, start, match.end(), Quantity(value, "ratio", match[0][-1], sense), hits)


# What a half measures: the pattern from 半 on and the kind; the first that fits is taken.
_HALVES: Final[tuple[tuple[re.Pattern[str], Kind], ...]] = (
    (re.compile("半(?<=减.)"), "ratio"),
    (re.compile("半(?<![上下前后大每一多].)(年|个月|小时|个小时|天|日|月)(?![报刊度])"), "duration"),
    (re.compile("半数|半(?<=[过超].)(?<![通经]..)"), "fraction"),
)


def half(plain: str, start: int, hits: Hits) -> int:
    """过半, 减半, 半年, 半数以上."""
    for pattern, kind in _HALVES:
        match = pattern.match(plain, start)
        if match is None:
            continue
        begin = start - 1 if kind == "ratio" else start
        unit = match[1] if kind == "duration" else ""
        step = _HALF if kind == "duration" else _TENTH
        return _bounded(plain, begin, match.end(), Quantity(_HALF, kind, unit, step=step, quantum=step), hits)
    return start + 1


def _bounded(plain: str, start: int, end: int, quantity: Quantity, hits: Hits) -> int:
    """Note down a portion with the bound words round it."""
    unit = Unit(quantity.unit, quantity.kind, None, ONE, "any")
    word = before(plain, start, "半" if quantity.value == _HALF else "", unit)
    behind, at = after(plain, end, unit)
    sense = combined(word.sense if word else None, behind, None, quantity.sense)
    if sense is not quantity.sense:
        quantity = replace(quantity, sense=sense)
    begin = start - len(word.text) if word else start
    return hits.measure(begin, at, start, end, quantity)
