"""What a report states: figures met in the text, and what they claim."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from .quantity import Bound, Kind, Quantity
from .text import Span


@dataclass(frozen=True, slots=True, init=False)
class Mention:
    """A figure met in a text.

    ``span`` covers bound words, figure and unit (``近2万人次``), ``core`` the figure alone (``2万``).
    """

    span: Span
    core: Span
    quote: str
    quantity: Quantity

    def __init__(self, span: Span, core: Span, quote: str, quantity: Quantity) -> None:
        # As in Span: made by the thousand.
        _set_span(self, span)
        _set_core(self, core)
        _set_quote(self, quote)
        _set_quantity(self, quantity)

    @property
    def kind(self) -> Kind:
        """What sort of figure it is."""
        return self.quantity.kind

    @property
    def value(self) -> Decimal:
        """The core figure, scaled."""
        return self.quantity.value

    @property
    def low(self) -> Decimal | None:
        """Lower end of the literal set."""
        return self.quantity.literal.low

    @property
    def high(self) -> Decimal | None:
        """Upper end of the literal set."""
        return self.quantity.literal.high

    @property
    def unit(self) -> str:
        """The counter or unit as written."""
        return self.quantity.unit

    @property
    def bound(self) -> Bound:
        """How a word beside the figure widens it."""
        return self.quantity.bound


_set_span: Final = Mention.__dict__["span"].__set__
_set_core: Final = Mention.__dict__["core"].__set__
_set_quote: Final = Mention.__dict__["quote"].__set__
_set_quantity: Final = Mention.__dict__["quantity"].__set__


class Label(StrEnum):
    """Kinds of names that `gouji.entities` finds."""

    DATE = "DATE"
    ORDINAL = "ORDINAL"
    DOCNO = "DOCNO"
    PHONE = "PHONE"
    POSTCODE = "POSTCODE"
    EMAIL = "EMAIL"
    URL = "URL"
    ADDRESS = "ADDRESS"
    ORG = "ORG"
    LAW = "LAW"
    PLACE = "PLACE"
    NUMBER_NAME = "NUMBER_NAME"


@dataclass(frozen=True, slots=True)
class Entity:
    """A name, date or identifier met in a text.

    ``value`` is its normal form: ISO dates (``2024-01-01/2024-12-31`` for a period), the name that
    我局 or 本机关 stands for, digits of a phone number; "" where there is none.
    """

    span: Span
    quote: str
    label: Label
    value: str = ""


class Period(StrEnum):
    """The time a claim speaks of."""

    YEAR = "this_year"
    LAST_YEAR = "last_year"
    YEAR_END = "year_end"
    LAST_YEAR_END = "last_year_end"
    NEXT_YEAR = "next_year"
    OTHER = "other"


# A reading: the cells whose signed sum a phrase states; "-" before a name subtracts it.
Reading = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure or an absolute statement of the prose, and the cells it may speak of.

    Args:
        id: stable within the review ("c12").
        measure: what is counted, in the words of the text (subject and noun).
        readings: best first, at most three; () where the form has no such cell.
        scope: whose figure it is (全市, 本机关, 网站 …); "" for the reporting body.
        negative: an absolute statement of absence (未收到, 无, 均未).
        linked_by: who tied it to its cells: "rules"; or "rules, loosely" (a label with words unknown) or the
            name of a learned linker, on whose readings no finding rests; "" without readings.
    """

    id: str
    span: Span
    quote: str
    quantity: Quantity
    measure: str = ""
    readings: tuple[Reading, ...] = ()
    scope: str = ""
    period: Period = Period.YEAR
    section: int = 0
    negative: bool = False
    linked_by: str = ""
