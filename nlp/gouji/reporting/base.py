"""What every writer gets: the outcomes of a run and how they are wanted."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import GoujiError
from ..outcome import Review
from ..text import Lang


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read, and why."""

    path: str
    error: GoujiError


Outcome = Review | Failure


@dataclass(frozen=True, slots=True)
class Options:
    """How an output is wanted.

    Args:
        lang: language of titles and messages.
        notes: whether findings about form and completeness are shown.
        with_text: whether JSON carries the text of the document.
        width: columns of the terminal.
        colour: whether the text output is coloured.
    """

    lang: Lang = "zh"
    notes: bool = False
    with_text: bool = False
    width: int = 100
    colour: bool = False


def reviews(outcomes: list[Outcome]) -> list[Review]:
    """Those inputs that could be read."""
    return [o for o in outcomes if isinstance(o, Review)]


def failures(outcomes: list[Outcome]) -> list[Failure]:
    """Those that could not."""
    return [o for o in outcomes if isinstance(o, Failure)]
