"""What a numeral says: its value, how finely it is printed, and the set it stands for.

A numeral is digits, Chinese digits or a mixture with the places 十 百 千 万 亿 (``12万3千``,
``二十多万``, ``三千五``, ``七八``, ``几十``, ``壹佰贰拾``, ``1.2w``).  It is read from its highest
place down: what stands before the place counts it, what stands behind adds to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from functools import lru_cache
from typing import Final

from ..quantity import ONE, Sense

DIGITS: Final = {
    char: value
    for value, chars in enumerate(
        ("〇零", "一壹", "二两贰俩", "三叁仨", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for char in chars
}
PLACES: Final = {"亿": 10**8, "万": 10**4, "千": 1000, "百": 100, "十": 10}
_SPELLING: Final = str.maketrans(
    {"拾": "十", "佰": "百", "仟": "千", "廿": "二十", "卅": "三十", "卌": "四十", "数": "几"}
    | {"w": "万", "W": "万", "k": "千", "K": "千"}
)

#: Characters a Chinese numeral is made of.
NUMERALS: Final = "".join(DIGITS) + "".join(PLACES) + "拾佰仟廿卅卌几"

# 千 and 百 behind digits may also begin a unit or another word (千米, 百分点).
_PLACE: Final = "(?:[万亿]|千(?![克米瓦伏帕卡家方山百秋])|百(?!分|姓|强|度|家|货|日|佳|花))"
_DIGITS: Final = r"(?:[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])|[0-9]++)(?:\.[0-9]++)?"
_DIGIT_CORE: Final = (
    rf"{_DIGITS}"
    rf"(?:[余多来]?{_PLACE}++(?:零?{_DIGITS}[余多]?{_PLACE}++)*+(?:零?[0-9]++(?![.,年月日%]|个百分))?"
    r"|[wWk](?![A-Za-z0-9])|K(?=[+余多次人条个]))?"
)
_HAN_CORE: Final = rf"[{NUMERALS}]++(?:[余多来][十百千万亿]++)?(?:点[〇零一二三四五六七八九]++[百千万亿]*+)?"

#: The shape of a numeral; `numeral` says whether it is well-formed.
CORE: Final = f"(?:{_DIGIT_CORE}|{_HAN_CORE})"
DIGIT_CORE: Final = re.compile(_DIGIT_CORE)
HAN_CORE: Final = re.compile(_HAN_CORE)

#: Longer than any figure that means something; a longer run is an identifier or noise.
LONGEST: Final = 32

# The default context rounds at 28 digits.
_EXACT: Final = Context(prec=4 * LONGEST)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral, read.

    Args:
        value: what it says, or the lower end of what it says.
        step: the unit of its last digit that is not zero (3800: 100; 十: 10; 0: 1).
        quantum: the unit of its last printed digit (3800: 1; 1.2万: 1000).
        decimal: whether a decimal point is printed.
        sense: `Sense.ODD` for an inner 余 多 来 几 (二十多万), `Sense.VAGUE` for a set (几十, 七八).
        upper: upper end of such a set.
        upper_open: whether the end itself is left out.
    """

    value: Decimal
    step: Decimal = ONE
    quantum: Decimal = ONE
    decimal: bool = False
    sense: Sense = Sense.EXACT
    upper: Decimal | None = None
    upper_open: bool = False

    def times(self, factor: int | Decimal) -> Numeral:
        """The same numeral before a place.

        >>> numeral("1.2").times(10000).quantum
        Decimal('1000')
        """
        by = Decimal(factor)
        upper = self.upper
        if upper is not None:
            # 二三十 ends with 39, so 二三十万 ends with 399999.
            upper = upper * by if self.upper_open else (upper + 1) * by - 1
        return replace(
            self,
            value=_product(self.value, by),
            step=_product(self.step, by),
            quantum=_product(self.quantum, by),
            upper=upper,
        )


def _product(one: Decimal, other: Decimal) -> Decimal:
    """Exact, and a whole number without zeros behind a point."""
    product = _EXACT.multiply(one, other)
    whole = product.to_integral_value()
    return whole.quantize(ONE, context=_EXACT) if whole == product else product


@lru_cache(maxsize=4096)
def numeral(core: str) -> Numeral | None:
    """Read a numeral, or None where the characters are no well-formed one.

    Args:
        core: folded characters, without a unit: digits with or without thousands separators, Chinese
            digits, places, 点, the letters w and k for 万 and 千, an inner 余 多 来 几.

    >>> numeral("12万3千").value, numeral("一万二").value, numeral("九十八点五").value
    (Decimal('123000'), Decimal('12000'), Decimal('98.5'))
    >>> numeral("两三百").value, numeral("两三百").upper
    (Decimal('200'), Decimal('399'))
    >>> numeral("三五四六"), numeral("百一")
    (None, None)
    """
    if len(core) > LONGEST:
        return None
    spelling = core.translate(_SPELLING).replace(",", "")
    if spelling.startswith("上"):
        return _up_from(spelling[1:])
    return _read(spelling)


def _up_from(places: str) -> Numeral | None:
    """上百, 上十万: from the place up to the next."""
    read = _read(places)
    if read is None or read.value != read.step or read.sense is not Sense.EXACT:
        return None
    return replace(read, sense=Sense.VAGUE, upper=read.value * 10, upper_open=True)


def _read(text: str) -> Numeral | None:
    """A numeral of digits and places, highest place first."""
    whole, point, decimals = text.rpartition("点")
    if point and not PLACES.keys() & set(decimals):  # 九十八点五, but 三点五亿 is a place behind
        return _with_decimals(_read(whole), decimals)
    place = next((p for p in PLACES if p in text), None)
    if place is None:
        return _digits(text)
    head, _, tail = text.rpartition(place)
    scale = PLACES[place]
    counted = _count_of(head, scale)
    if counted is None or not tail:
        return counted
    return _add(counted, tail, scale, bare=not head)


def _with_decimals(whole: Numeral | None, decimals: str) -> Numeral | None:
    """A whole number and the Chinese digits behind 点."""
    if whole is None or whole.sense is not Sense.EXACT or whole.decimal or not _HAN.fullmatch(decimals):
        return None
    part = _printed("0." + "".join(str(DIGITS[char]) for char in decimals))
    step = part.step if part.value else whole.step
    return Numeral(_EXACT.add(whole.value, part.value), step, part.quantum, decimal=True)


def _count_of(head: str, scale: int) -> Numeral | None:
    """What stands before a place, times the place."""
    if head in ("几", ""):
        value = Decimal(scale)
        if not head:
            return Numeral(value, value, value)
        return Numeral(2 * value, value, value, False, Sense.VAGUE, 10 * value, True)
    odd = head[-1] in "余多来" and len(head) > 1
    counted = _read(head[:-1] if odd else head)
    if counted is None:
        return None
    # Before 十 百 千 stands one digit (or two beside each other: 二三十); 万 and 亿 count anything less.
    small = scale < 10**4 and head[0] in DIGITS
    if counted.value >= (10 if small else 10**8):
        return None
    return replace(counted, sense=Sense.ODD).times(scale) if odd else counted.times(scale)


def _add(counted: Numeral, tail: str, scale: int, bare: bool) -> Numeral | None:
    """Add what stands behind a place: 三千|零五, 三千|五, 二十|七八, 二十|几, 一千二百|."""
    if counted.sense is not Sense.EXACT or counted.decimal:
        return None
    if tail == "几":
        if scale != 10:
            return None
        if counted.value == 10:
            return replace(counted, value=Decimal(11), sense=Sense.VAGUE, step=ONE, upper=Decimal(19))
        return replace(counted, sense=Sense.ODD)
    if bare and scale != 10:  # 百一, 万一: no numerals
        return None
    zero = tail[0] in "零〇"
    rest = _read(tail.lstrip("零〇"))
    if rest is None:
        return None
    if len(tail) == 1 and tail in "一二三四五六七八九123456789" and scale > 10:
        rest = rest.times(scale // 10)  # 三千五, 一万二
    if rest.value >= scale or (zero and rest.value >= scale // 10 > 1):
        return None
    upper = None if rest.upper is None else counted.value + rest.upper
    return replace(rest, value=_EXACT.add(counted.value, rest.value), upper=upper)


_PLAIN: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_HAN_DIGITS: Final = "".join(DIGITS)
_HAN: Final = re.compile(f"[{_HAN_DIGITS}]+")


def _digits(text: str) -> Numeral | None:
    """Digits without a place."""
    if _PLAIN.fullmatch(text):
        return _printed(text)
    if not _HAN.fullmatch(text):
        return None
    if len(text) == 1 or "〇" in text:
        return _printed("".join(str(DIGITS[char]) for char in text))
    if len(text) == 2:
        low, high = (DIGITS[char] for char in text)
        if low and (high == low + 1 or (low, high) == (3, 5)):
            return Numeral(Decimal(low), sense=Sense.VAGUE, upper=Decimal(high))
    return None


def _printed(text: str) -> Numeral:
    """ASCII digits with or without decimals."""
    value = Decimal(text)
    digits = value.as_tuple().digits
    exponent = int(value.as_tuple().exponent)
    quantum = Decimal(1).scaleb(exponent)
    zeros = len(digits) - len("".join(map(str, digits)).rstrip("0")) if value else 0
    return Numeral(value, _product(quantum, Decimal(10**zeros)), quantum, exponent < 0)
