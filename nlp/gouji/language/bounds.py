"""The bound words beside a figure (bounds.toml), and what several of them say together."""

from __future__ import annotations

import re
from typing import Final

from ..quantity import Sense
from .lexicon import AFTER, BEFORE, BoundWord, Unit

_PLACES: Final = frozenset("十百千万亿半")
_CALENDAR: Final = frozenset(("年", "月", "个月", "天", "日", "周", "个季度", "个星期"))


def before(plain: str, start: int, core: str, unit: Unit | None) -> BoundWord | None:
    """The bound word before a figure that begins at ``start``.

    Args:
        core: the figure as written; "" where words like 过 may not bind it.
    """
    last = plain[start - 1 : start]
    for word in BEFORE.get(last, ()):
        length = len(word.text)
        if length > start or not plain.startswith(word.text, start - length):
            continue
        ahead = plain[start - length - 1 : start - length]
        if ahead and ahead in word.not_after:
            continue
        if word.places and core[:1] not in _PLACES and not (unit is not None and unit.text == "成"):
            continue
        if last == "近" and unit is not None and unit.text in _CALENDAR:
            continue  # 近三年 are the last three years
        return word
    if (
        last == "的"
        and unit is not None
        and unit.kind in ("percent", "fraction")
        and _FAR.search(plain, max(0, start - 22), start)
    ):
        return _ABOUT
    return None


# 约占申请总数的78%
_FAR: Final = re.compile("(?:大约|约)占[^，。；：、0-9]{1,16}的$")
_ABOUT: Final = BoundWord("", Sense.ABOUT)

_LOOSE: Final = frozenset(("duration", "ratio", "percent", "money", "measure"))
_MORE_FOLLOWS: Final = frozenset(("次", "种", "个", "名", "家", "项", "元", "样"))


def after(plain: str, at: int, unit: Unit | None) -> tuple[Sense | None, int]:
    """The bound word behind a figure and its unit, and where it ends."""
    for word in AFTER.get(plain[at : at + 1], ()):
        if not plain.startswith(word.text, at):
            continue
        end = at + len(word.text)
        if word.text in ("余", "多"):  # 三年多, but not 12件多
            loose = unit is not None and unit.kind in _LOOSE
            following = plain[end : end + 1]
            if not loose or following in _MORE_FOLLOWS or following.isdigit():  # 较上年的40万元多3万元
                continue
        return word.sense, end
    return None, at


def combined(ahead: Sense | None, behind: Sense | None, inner: Sense | None, own: Sense) -> Sense:
    """The sense of a figure with bound words before it, behind it and inside it."""
    if own is Sense.VAGUE:
        return own
    if ahead is Sense.NEAR and Sense.ODD in (behind, inner, own):
        return Sense.ABOUT  # 近50余件: the two contradict each other
    return ahead or behind or inner or own
