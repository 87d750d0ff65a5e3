"""The data files of the figures, ready for the scanner: units, bound words, names with a numeral."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from typing import Any, Final, Literal

from ..claim import Label
from ..quantity import ONE, Kind, Sense
from .numerals import NUMERALS

Trust = Literal["any", "one", "witness", "digits"]


@dataclass(frozen=True, slots=True, eq=False)  # compared and hashed by identity: a cache is keyed by it
class Unit:
    """What may stand behind a numeral (measures.toml).

    Args:
        text: as written.
        kind: the kind of measure, or None where figure and unit together are a name.
        label: the kind of name, or None.
        factor: what the figure is multiplied by (成: 10).
        trust: which numerals make a measure with it.
        not_before: characters that, standing behind it, make it another word.
        holds_more: whether it may go on (元/页, 年半, 成五, 个半月).
        only_before: the words one of which must follow where a Chinese numeral stands before it.
    """

    text: str
    kind: Kind | None
    label: Label | None
    factor: Decimal
    trust: Trust
    not_before: frozenset[str] = frozenset()
    holds_more: bool = False
    only_before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BoundWord:
    """A word that widens the figure beside it (bounds.toml)."""

    text: str
    sense: Sense
    not_after: str = ""
    places: bool = False


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / name).read_text("utf-8"))


def _units() -> dict[str, tuple[Unit, ...]]:
    """All units by their first two characters, those of one character by it, the longest first."""
    data = _load("measures.toml")
    not_before: dict[str, str] = data["not_before"]
    only_before: dict[str, str] = data["only_before"]
    by_first: dict[str, list[Unit]] = {}
    for group in data["group"]:
        for text in group["units"].split():
            unit = Unit(
                text=text,
                kind=group.get("kind"),
                label=Label(group["label"]) if "label" in group else None,
                factor=Decimal(group["factor"]) if "factor" in group else ONE,
                trust=group.get("trust", "any"),
                not_before=frozenset(not_before.get(text, "")),
                holds_more=group.get("kind") in ("money", "duration") or text in ("个", "成"),
                only_before=tuple(only_before.get(text, "").split()),
            )
            by_first.setdefault(text[:2], []).append(unit)
    return {key: tuple(sorted(units, key=lambda u: -len(u.text))) for key, units in by_first.items()}


def unit_pattern(texts: Iterable[str], stops: str) -> str:
    """A pattern for units of one character that no longer unit or other word begins with.

    Args:
        stops: characters that must not follow any of them.
    """
    branches = []
    for text in texts:
        (unit,) = UNITS[text]
        longer = (key[1] for key in UNITS if len(key) == 2 and key[0] == text)
        branches.append(f"{text}(?![{re.escape(''.join({*unit.not_before, *longer, *stops}))}])")
    return "|".join(branches)


def _bounds(side: str) -> dict[str, tuple[BoundWord, ...]]:
    """The bound words of one side by the character next to the figure, the longest first."""
    table: dict[str, list[BoundWord]] = {}
    for row in _load("bounds.toml")[side]:
        for text in row["words"].split():
            word = BoundWord(text, Sense(row["sense"]), row.get("not_after", ""), row.get("places", False))
            table.setdefault(text[-1] if side == "before" else text[0], []).append(word)
    return {c: tuple(sorted(words, key=lambda w: -len(w.text))) for c, words in table.items()}


def _cut(word: str) -> tuple[str, str]:
    """A word before and from its first numeral."""
    at = next(i for i, char in enumerate(word) if char in NUMERALS)
    return word[:at], word[at:]


def _alternation(words: Iterable[str]) -> str:
    """A pattern for words that hold a numeral, to be matched at the first numeral of each.

    Words that begin with one character share a branch, so that a word costs nothing where the
    first character is another.
    """
    branches: dict[str, set[str]] = {}
    for head, tail in map(_cut, words):
        branches.setdefault(f"{tail[0]}(?<={head}.)" if head else tail[0], set()).add(tail[1:])
    return "|".join(
        f"{first}(?:{'|'.join(sorted(map(re.escape, tails), key=lambda t: (-len(t), t)))})"
        for first, tails in branches.items()
    )


def _heads(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """What stands before the first numeral of a name, by the rest of it, the longest first."""
    heads: dict[str, list[str]] = {}
    for head, tail in map(_cut, words):
        if head:
            heads.setdefault(tail, []).append(head)
    return {tail: tuple(sorted(found, key=len, reverse=True)) for tail, found in heads.items()}


_NAMES: Final = _load("names.toml")

UNITS: Final = _units()
BEFORE: Final = _bounds("before")
INNER: Final = _bounds("inner")
AFTER: Final = _bounds("after")
#: Words that hold a numeral and mean nothing to us, names that hold one, as patterns.
WORD: Final = _alternation(_NAMES["words"].split())
NAME: Final = _alternation(_NAMES["names"].split())
NAME_HEADS: Final = _heads(_NAMES["names"].split())
ARTICLES: Final = frozenset(_NAMES["articles"])
WITNESSES: Final = frozenset(_NAMES["witnesses"].split())
