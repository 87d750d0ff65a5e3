"""What the characters of one cell say: a figure, nothing, or neither."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Final

from .folding import fold


class Kind(StrEnum):
    """What stands in a cell."""

    VALUE = "value"  # a figure
    MARK = "mark"  # a sign for "nothing": / - — 无
    EMPTY = "empty"  # no characters at all
    LABEL = "label"  # anything else


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as printed in a cell.

    Args:
        value: the figure, not scaled by its unit.
        unit: ``万元``, ``元``, ``亿元`` or a counter; "" where none stands in the cell.
    """

    value: Decimal
    unit: str = ""


# Signs that stand for "nothing"; a lone 增 or 减 is a printed word whose figure was left out.
MARK: Final = re.compile(r"[/\\\-–—―─−*·._～~]{1,6}|[增减无空]|增/减|&?nbsp;")
SIGNS: Final = {"+": 1, "增加": 1, "增": 1, "-": -1, "−": -1, "减少": -1, "减": -1}
# Factors to 万元 for cells whose unit is 万元.
MONEY: Final = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10000), "千元": Decimal("0.1")}
ZEROS: Final = str.maketrans("零〇○", "000")
LONGEST: Final = 40  # characters; no figure is longer
TEN_THOUSANDS: Final = Decimal(10000)

SIGN = r"(?P<sign>[+\-−]|增加|减少|增|减)?\s?"
DIGITS = r"(?P<digits>\d{1,3}(?:[,\x20]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[零〇○])"
UNIT = r"\s?(?P<unit>亿元|万元|千元|元|万|[件个项宗条份起次部家例人]?)"
REST = (
    r"[。;*]?(?:\([^()]*\))?"  # a slip of the pen, a remark in brackets; "2." and "2、" number what follows
)
FIGURE: Final = re.compile(SIGN + DIGITS + UNIT + REST)
PAIR: Final = re.compile(r"(?:增|\+)?(\d+)/(?:减|-)?(\d+)")  # the column 增/减 filled with both halves


_LABEL: Final = Kind.LABEL


@lru_cache(maxsize=4096)
def _kind(text: str) -> Kind:
    bare = squeeze(text)
    if not bare:
        return Kind.EMPTY
    if MARK.fullmatch(bare):
        return Kind.MARK
    return Kind.LABEL if figure(text) is None else Kind.VALUE


def kind(text: str) -> Kind:
    """What stands in a cell.

    >>> [kind(t).value for t in ("１,362", "／", " ", "1.属于国家秘密", "增98", "251000元")]
    ['value', 'mark', 'empty', 'label', 'value', 'value']
    """
    return _kind(text) if len(text) < LONGEST else _LABEL


@lru_cache(maxsize=4096)
def figure(text: str) -> Figure | None:
    """The figure of a cell, or None.

    >>> figure("113.96万元"), figure("-393").value, figure("减少5").value, figure("0/0").value
    (Figure(value=Decimal('113.96'), unit='万元'), Decimal('-393'), Decimal('-5'), Decimal('0'))
    >>> figure("3/5") is figure("第5条") is None
    True
    """
    bare = fold(text).strip(" \t\u00a0\u200b\u3000")
    if match := FIGURE.fullmatch(bare):
        digits = match["digits"].replace(",", "").replace(" ", "").translate(ZEROS)
        return Figure(Decimal(digits) * SIGNS.get(match["sign"] or "+", 1), match["unit"])
    if (match := PAIR.fullmatch(bare)) and "0" in match.groups():
        return Figure(Decimal(match[1]) - Decimal(match[2]))
    return None


def in_unit(found: Figure, unit: str, header_unit: str = "") -> Decimal:
    """The figure in the unit of its column; its own unit comes before that of the table's head.

    >>> in_unit(Figure(Decimal(251000), "元"), "万元"), in_unit(Figure(Decimal(5)), "")
    (Decimal('25.1'), Decimal('5'))
    """
    own = found.unit or header_unit
    if unit == "万元" and own in MONEY:
        return _plain(found.value * MONEY[own])
    return found.value * TEN_THOUSANDS if found.unit == "万" and not unit else found.value


@lru_cache(maxsize=4096)
def amount(text: str, unit: str, header_unit: str = "") -> Decimal | None:
    """The figure of a cell in the unit of its column, or None.

    >>> amount("251000元", "万元"), amount("第5条", "")
    (Decimal('25.1'), None)
    """
    found = figure(text)
    return None if found is None else in_unit(found, unit, header_unit)


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent."""
    value = value.normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def squeeze(text: str) -> str:
    """Folded, without any white space."""
    return "".join(fold(text).replace("\u200b", "").replace("\ufeff", "").split())
