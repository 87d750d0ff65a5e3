"""A report before it is words: sentences with named figures, and the relations that make it consistent.

The plan fixes every choice; `Plan.realise` prints it with the true figures or with some replaced, so that a
report with an error and its consistent twin differ in nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from .grammar import Mark, Slot, Text

NUMERALS = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as the prose prints it.

    Args:
        value: the core figure as printed (23 of 23%, 3800 of 3800余).
        before, after: bound words around it (近, 余).
        style: ``plain``, ``zh`` (三), ``wan`` (2.4万), ``comma``.
        cells: the cells whose sum it states; () where the form has none; None for what is no figure of
            the report's business (a year, a house number).
        exact: hidden exact value where the printed one is rounded or bounded.
        scale: what the unit after it multiplies by (10000 of 13万元).
    """

    value: Decimal
    before: str = ""
    after: str = ""
    style: str = "plain"
    cells: tuple[str, ...] | None = ()
    exact: Decimal | None = None
    scale: int = 1

    @property
    def core(self) -> str:
        """The printed figure alone."""
        match self.style:
            case "zh" if 0 < self.value <= 10 and self.value == int(self.value):
                return "两" if self.value == 2 else NUMERALS[int(self.value)]
            case "wan":
                return f"{(self.value / 10000).normalize():f}万"
            case "comma":
                return f"{self.value:,f}"
            case _:
                return f"{self.value:f}"

    @property
    def scaled(self) -> Decimal:
        """The value with its unit's magnitude: yuan, persons."""
        return self.value * self.scale

    @property
    def true(self) -> Decimal:
        """The exact value behind it."""
        return self.value if self.exact is None else self.exact


@dataclass(frozen=True, slots=True)
class Word:
    """Words that an error may replace (a year, a direction, a body, an absolute statement)."""

    text: str


Item = Figure | Word


@dataclass(frozen=True, slots=True)
class Relation:
    """A true relation among named figures; errors are planted by breaking one.

    ``kind``: ``parts`` (total, parts…), ``open`` (total, parts… that fall short), ``overlap``, ``approx``,
    ``share`` (part, whole, percent), ``shares`` (percents… of one list), ``infeasible`` (percents of a small
    whole), ``growth`` (now, then, percent, direction), ``diff`` (now, then, difference), ``flow``,
    ``stock`` (before, issued, repealed, after), ``same`` (a, b), ``enum`` (count; ``size`` names listed),
    ``average``, ``year``, ``body``, ``absolute``, ``unit``, ``fee``.

    Of a list (``parts``): ``complete``, whether it says that it is all there is; ``separate``, whether no two
    parts can hold the same thing.
    """

    kind: str
    names: tuple[str, ...]
    size: int = 0
    note: str = ""
    complete: bool = False
    separate: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure or word stands in the realised prose: section, offsets, the phrase around it."""

    name: str
    section: int
    start: int
    end: int
    core: tuple[int, int]
    quote: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Prose:
    """The realised prose: text by section (0: the preamble) and where everything stands."""

    sections: Mapping[int, str]
    places: Mapping[str, Place]

    def quote(self, name: str) -> str:
        """The phrase around a figure."""
        place = self.places[name]
        return self.sections[place.section][slice(*place.quote)]


Part = Text | Slot | Mark


@dataclass(slots=True)
class Plan:
    """Everything about a report but its printed words."""

    items: dict[str, Item] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    traps: list[tuple[str, str]] = field(default_factory=list)  # name of a figure that tempts, why it is true
    sections: dict[int, list[list[Part]]] = field(default_factory=dict)  # paragraphs of parts

    def figure(self, name: str) -> Figure:
        """The figure of that name."""
        item = self.items[name]
        assert isinstance(item, Figure)
        return item

    def used(self) -> set[str]:
        """Names that stand in the prose."""
        return {
            p.name
            for paragraphs in self.sections.values()
            for ps in paragraphs
            for p in ps
            if isinstance(p, Slot)
        }

    def live(self, *kinds: str) -> Iterator[Relation]:
        """Relations of these kinds whose figures all stand in the prose."""
        used = self.used()
        yield from (r for r in self.relations if r.kind in kinds and used.issuperset(r.names))

    def neighbours(self, names: Sequence[str]) -> set[str]:
        """The names that share a relation with one of these, and these."""
        near = set(names)
        for relation in self.relations:
            if near.intersection(relation.names) and relation.kind != "flow":
                near |= set(relation.names)
        return near

    def realise(self, changed: Mapping[str, Item] | None = None) -> Prose:
        """Print the prose, with some figures or words replaced."""
        items = {**self.items, **(changed or {})}
        texts: dict[int, str] = {}
        places: dict[str, Place] = {}
        for section, paragraphs in self.sections.items():
            out: list[str] = []
            length = 0
            for number, parts in enumerate(paragraphs):
                if number:
                    out.append("\n")
                    length += 1
                length = _realise(section, parts, items, out, length, places)
            texts[section] = "".join(out)
        return Prose(texts, places)


def _realise(
    section: int,
    parts: Sequence[Part],
    items: Mapping[str, Item],
    out: list[str],
    at: int,
    places: dict[str, Place],
) -> int:
    """Print one paragraph from offset ``at``; returns the offset after it."""
    opened: int | None = None
    waiting: list[Place] = []

    def close(end: int) -> None:
        for place in waiting:
            start = place.start if opened is None else opened
            places.setdefault(
                place.name, Place(place.name, section, place.start, place.end, place.core, (start, end))
            )
        waiting.clear()

    for part in parts:
        match part:
            case Mark(opens):
                if opens:
                    close(at)
                    opened = at
                else:
                    close(at)
                    opened = None
            case Text(text):
                out.append(text)
                at += len(text)
            case Slot(name, _):
                item = items[name]
                if isinstance(item, Figure):
                    printed, core = item.before + item.core + item.after, item.core
                    first = at + len(item.before)
                else:
                    printed = core = item.text
                    first = at
                out.append(printed)
                waiting.append(
                    Place(
                        name,
                        section,
                        at,
                        at + len(printed),
                        (first, first + len(core)),
                        (at, at + len(printed)),
                    )
                )
                at += len(printed)
                if opened is None:
                    close(at)
    return at
