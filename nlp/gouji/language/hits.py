"""What the readers of figures hand on, before it becomes mentions and entities."""

from __future__ import annotations

from ..claim import Label
from ..quantity import Quantity

#: Start and end with unit and bound words, start and end of the figure alone.
Place = tuple[int, int, int, int]
#: Start and end, what the name is, and its normal form.
Name = tuple[int, int, Label, str]


class Hits:
    """The figures of one text, in order.

    Places and quantities are kept apart, since Python's garbage collector soon forgets a tuple that
    holds only numbers: with both in one, a long text takes more than its share of time.
    """

    __slots__ = ("names", "places", "quantities")

    def __init__(self) -> None:
        self.places: list[Place] = []
        self.quantities: list[Quantity] = []
        self.names: list[Name] = []

    def measure(self, start: int, end: int, core_start: int, core_end: int, quantity: Quantity) -> int:
        """Note down a measure; returns where reading goes on."""
        self.places.append((start, end, core_start, core_end))
        self.quantities.append(quantity)
        return end

    def name(self, start: int, end: int, label: Label, value: str = "") -> int:
        """Note down a figure that measures nothing; returns where reading goes on."""
        self.names.append((start, end, label, value))
        return end
