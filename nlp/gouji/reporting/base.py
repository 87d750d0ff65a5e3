"""What every writer gets: the outcomes of a run and how they are wanted."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from ..document import Document
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
        original: where the document's bytes lie, if not at its path.
    """

    lang: Lang = "zh"
    notes: bool = False
    with_text: bool = False
    width: int = 100
    colour: bool = False
    original: Path | None = None

    def bytes_of(self, document: Document) -> bytes | None:
        """The bytes that the document was read from; None where they are gone or have changed since."""
        try:
            data = (self.original or Path(document.path)).read_bytes()
        except (OSError, ValueError):
            return None
        return data if hashlib.sha256(data).hexdigest() == document.sha256 else None


def reviews(outcomes: list[Outcome]) -> list[Review]:
    """Those inputs that could be read."""
    return [o for o in outcomes if isinstance(o, Review)]


def failures(outcomes: list[Outcome]) -> list[Failure]:
    """Those that could not."""
    return [o for o in outcomes if isinstance(o, Failure)]
