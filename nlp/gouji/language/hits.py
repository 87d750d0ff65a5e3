"""What the readers of figures hand on: plain tuples, since a report holds hundreds."""

from __future__ import annotations

from ..claim import Label
from ..quantity import Quantity

#: Start and end with unit and bound words, start and end of the figure alone, and what it says.
Measure = tuple[int, int, int, int, Quantity]
#: Start and end, what the name is, and its normal form.
Name = tuple[int, int, Label, str]


class Hits:
    """The figures of one text, in order."""

    __slots__ = ("measures", "names")

    def __init__(self) -> None:
        self.measures: list[Measure] = []
        self.names: list[Name] = []
