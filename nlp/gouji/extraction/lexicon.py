"""The lexicon of measures, compiled: which words name what, and which cells a measure states."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from ..claim import Reading
from ..form import Form

SHORT: Final = 100  # characters of a stretch that may come again and is kept


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of the lexicon met in a text: its concept and range."""

    concept: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The compiled lexicon."""

    topics: re.Pattern[str]
    details: Mapping[str, re.Pattern[str]]
    readings: Mapping[str, tuple[tuple[str, ...], ...]]

    def topic_hits(self, text: str) -> list[Hit]:
        """Every strong noun of a text, in order.

        >>> [h.concept for h in load().topic_hits("收到政府信息公开申请3件，引发行政复议1件")]
        ['application', 'review']
        """
        return [Hit(m.lastgroup or "", m.start(), m.end()) for m in self.topics.finditer(text)]

    def concepts(self, own: str) -> set[str]:
        """The details that a stretch speaks of.

        >>> sorted(load().concepts("因涉及第三方合法权益不予公开#"))
        ['content', 'made_public', 'refused', 'refused_third_party']
        """
        return set(_concepts(own) if len(own) <= SHORT else _concepts.__wrapped__(own))

    def slots(self, measure: str) -> set[str]:
        """What is to be filled in before a measure names cells.

        >>> load().slots("case") == {"case", "outcome"}
        True
        """
        return {n for r in self.readings[measure] for term in r for n in re.findall(r"{(\w+)}", term)}

    def cells(self, measure: str, form: Form, **slots: str) -> tuple[Reading, ...]:
        """The readings of a measure in a form, groups spelled out; () where the form has none.

        >>> from gouji import form
        >>> load().cells("received", form.load("2021"), column="total")[1]
        ('t3/new/total', 't3/carried_in/total')
        """
        key = (measure, form.id, tuple(sorted(slots.items())))
        if key in _CELLS:
            return _CELLS[key]
        found = []
        for reading in self.readings.get(measure, ()):
            spelled = [spell(term.format(**slots), form) for term in reading]
            if all(spelled):
                found.append(tuple(name for part in spelled for name in part))
        return _CELLS.setdefault(key, tuple(dict.fromkeys(found))[:3])


@lru_cache(maxsize=4096)
def _concepts(own: str) -> frozenset[str]:
    """Most stretches come again from report to report, and sixty patterns look at each."""
    return frozenset(name for name, pattern in load().details.items() if pattern.search(own))


def spell(term: str, form: Form) -> tuple[str, ...]:
    """One term of a reading as cells: the first alternative that the form knows, with its sign.

    A row group against a column group is their product, cell by cell.
    """
    for alternative in term.split("|"):
        sign = "-" if alternative.startswith("-") else ""
        name = alternative.removeprefix("-")
        cells = form.groups.get(name) or ((name,) if name in form.cells else ())
        if cells:
            return tuple(sign + cell for cell in cells)
        table, row, column = name.split("/")
        rows = next((g for n, g in form.groups.items() if n.startswith(f"{table}/{row}/")), ())
        crossed = tuple(
            cell for r in rows for cell in form.groups.get(f"{table}/{r.split('/')[1]}/{column}", ())
        )
        if crossed:
            return tuple(sign + cell for cell in crossed)
    return ()


_CELLS: dict[tuple[str, str, tuple[tuple[str, str], ...]], tuple[Reading, ...]] = {}


def _alternatives(words: Sequence[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


@cache
def load() -> Lexicon:
    """The lexicon that ships with gouji."""
    data = tomllib.loads((resources.files(__package__) / "lexicon.toml").read_text("utf-8"))
    topics = "|".join(f"(?P<{name}>{_alternatives(words)})" for name, words in data["topics"].items())
    return Lexicon(
        topics=re.compile(topics),
        details={name: re.compile(_alternatives(words)) for name, words in data["details"].items()},
        readings={name: tuple(map(tuple, value)) for name, value in data["readings"].items()},
    )
