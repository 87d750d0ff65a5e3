"""Does a Chinese numeral count something, or does it only belong to a word?

Digits are typed to count; 一, 三 and 百 stand in words, names and articles far more often.  A
Chinese numeral counts where a unit follows that is trusted with it (measures.toml); 一 before a
common unit (一个, 一次) only where a witness tells that things are counted.
"""

from __future__ import annotations

import re
from typing import Final

from .lexicon import ARTICLES, WITNESSES, Unit

#: What ends a clause, or the text.
BOUNDARY: Final = frozenset(("", *"，。；、！？：）】》”’\n\t "))

_PLACES: Final = frozenset("百千万亿")
_CHEQUE: Final = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟")  # one alone is part of a word: 教师队伍类, 登陆次数
_CALLED: Final = ("作为", "成为", "视为", "列为", "称为", "变为", "化为")  # 作为一项任务
_RATE: Final = re.compile("每(?:半|两|三|四|[0-9])?个?(?:年度?|月|周|季度|季|天|日|旬|学期|星期)$")
_TRUSTED: Final = frozenset(("count", "duration"))
_LASTING: Final = frozenset("为满限期达长短")  # 为一年, 满一年, 延长一年
_SCORED: Final = frozenset("得扣加减")
_ZERO_VERBS: Final = frozenset(("办结", "结转", "受理", "答复", "维持", "纠正", "申请"))


def counts(plain: str, start: int, core: str, unit: Unit | None, end: int, bound: bool) -> bool:
    """Whether the Chinese numeral ``core`` at ``start`` measures something.

    Args:
        end: where the unit ends.
        bound: whether a bound word or a half stands with it.
    """
    if unit is None:
        return _counts_alone(plain, start, core, end, bound)
    if len(core) == 1 and core in _CHEQUE:
        return unit.kind == "money"
    if core[0] in _PLACES and len(core) == 1:
        return bound  # 百余人, 近千条; but 百人大会
    if unit.only_before and not plain.startswith(unit.only_before, end):
        return False  # 二十大, 九点
    if len(core) > 1:
        return True
    if core == "零":
        return _zero_counts(plain, start, unit, end)
    if unit.trust == "digits":
        return bound or (unit.text == "分" and plain[start - 1 : start] in _SCORED)
    if core != "一":
        return True
    if plain[start - 1 : start] in ARTICLES or plain.startswith(unit.text, end):
        return False  # 每一件, 一件件
    return bound or (unit.trust == "any" and unit.kind in _TRUSTED) or _one_counts(plain, start, unit, end)


def _counts_alone(plain: str, start: int, core: str, end: int, bound: bool) -> bool:
    """A Chinese numeral without a unit: 超百万, 共计一百二十五, 为零."""
    if plain[end : end + 1] not in BOUNDARY:
        return False
    if bound and core[-1] in "十百千万亿":
        return True
    if core == "零":
        return plain[start - 1 : start] == "为"
    return len(core) > 2 and core[0] not in _PLACES and any(place in core for place in "十百千万亿")


def _one_counts(plain: str, start: int, unit: Unit, end: int) -> bool:
    """Whether 一 before a common unit is a figure: 申请一件。, 新增一个, 每季度一次."""
    if unit.kind in ("ratio", "percent"):
        return True
    if unit.kind == "duration":
        return plain[start - 1 : start] in _LASTING
    if unit.kind != "count":
        return False
    if unit.trust == "one" and plain[end : end + 1] in BOUNDARY and plain[start - 1 : start] != "的":
        return True
    head = plain[max(0, start - 6) : start].removesuffix("了").removesuffix("过")
    if head.endswith(_CALLED):
        return False
    return head[-1:] in WITNESSES or head[-2:] in WITNESSES or _RATE.search(head) is not None


def _zero_counts(plain: str, start: int, unit: Unit, end: int) -> bool:
    """零件 is a part of a machine, unless cases are counted: 结转0件、零件办结."""
    if unit.kind != "count":
        return False
    head = plain[max(0, start - 2) : start]
    if head in WITNESSES or head[-1:] in WITNESSES:
        return True
    if head[-1:] in ("，", "、", "；"):
        return plain[end : end + 2] in _ZERO_VERBS
    return unit.text != "件" and plain[end : end + 1] in BOUNDARY
