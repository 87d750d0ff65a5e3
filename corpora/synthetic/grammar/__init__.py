"""Templates of clerks' sentences: choices, figures, lists and quotable phrases.

A template is plain Chinese with ASCII marks: ``(a|b)`` one of these, ``{x}`` the figure or word named x,
``{x:words}`` words that an error may replace, ``<x>`` a list, ``[…]`` the phrase that gold quotes.  Templates
of one topic are split into families for train, dev and test; a made report uses one split only.
"""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

Split = Literal["train", "dev", "test"]
SPLITS: tuple[Split, ...] = ("train", "dev", "test")


@dataclass(frozen=True, slots=True)
class Text:
    """Words that stand as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A figure or word by name; ``text`` are words given in the template itself."""

    name: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class ListSlot:
    """A list by name, to be spelled out by the maker."""

    name: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Start or end of a quotable phrase."""

    opens: bool


Token = Text | Slot | ListSlot | Mark

_CHOICE = re.compile(r"\(([^()]*)\)")
_TOKEN = re.compile(
    r"\{(?P<slot>[a-z0-9_.]+)(?::(?P<words>[^{}]*))?\}"  # {x} or {x:words}
    r"|<(?P<list>[a-z0-9_.]+)>"
    r"|(?P<open>\[)|(?P<close>\])"
    r"|(?P<text>[^{}<>\[\]]+)"
)


def choose(template: str, dice: random.Random) -> str:
    """One of the sentences a template stands for.

    >>> choose("(全年|本年)公开", random.Random(1)) in ("全年公开", "本年公开")
    True
    """
    while match := _CHOICE.search(template):
        options = match[1].split("|")
        template = template[: match.start()] + dice.choice(options) + template[match.end() :]
    return template


def tokens(sentence: str) -> list[Token]:
    """The parts of a sentence whose choices are made.

    >>> tokens("[新收{new}件]")
    [Mark(opens=True), Text(text='新收'), Slot(name='new', text=None), Text(text='件'), Mark(opens=False)]
    """
    found: list[Token] = []
    for match in _TOKEN.finditer(sentence):
        kind = match.lastgroup
        if match["slot"]:
            found.append(Slot(match["slot"], match["words"]))
        elif kind == "list":
            found.append(ListSlot(match["list"]))
        elif kind == "text":
            found.append(Text(match["text"]))
        else:
            found.append(Mark(kind == "open"))
    return found


@cache
def grammar() -> dict[str, Any]:
    """All topics by name: the files of this folder but the names and the rows."""
    topics: dict[str, Any] = {}
    for file in resources.files(__package__).iterdir():
        if file.name.endswith(".toml") and file.name not in ("names.toml", "rows.toml"):
            topics |= tomllib.loads(file.read_text("utf-8"))
    return topics


@cache
def names() -> dict[str, Any]:
    """Invented places and bodies, and what they do."""
    return tomllib.loads((resources.files(__package__) / "names.toml").read_text("utf-8"))


@cache
def rows() -> dict[str, Any]:
    """How single rows, cells and groups of rows are worded."""
    return tomllib.loads((resources.files(__package__) / "rows.toml").read_text("utf-8"))


def sentence(topic: str, split: Split, dice: random.Random) -> list[Token]:
    """A sentence on a topic from the families of a split."""
    return tokens(choose(dice.choice(grammar()[topic][split]), dice))
