"""The fixed words and looks that every output shares, and text made harmless to show."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ..document import State
from ..finding import Verdict
from ..text import Text


@dataclass(frozen=True, slots=True)
class Look:
    """How a verdict is shown: a glyph that works without colour, its name, a colour for the terminal."""

    glyph: str
    name: Text
    style: str


VERDICTS: Final[Mapping[Verdict, Look]] = {
    Verdict.CONTRADICTION: Look("✗", Text("矛盾", "contradiction"), "bold red"),
    Verdict.DOUBT: Look("?", Text("存疑", "doubt"), "bold yellow"),
    Verdict.NOTE: Look("·", Text("提示", "note"), "cyan"),
}

STATES: Final[Mapping[State, Text]] = {
    State.READ: Text("已读", "read"),
    State.REPAIRED: Text("按勾稽关系复位", "put back by the table's own sums"),
    State.BLANK: Text("空白", "blank"),
    State.UNREADABLE: Text("无法读取", "unreadable"),
}

READ_BY_US: Final = Text("可能是读取所致", "may be our reading")

# Characters that steer a terminal or the direction of writing: C0 but tab and line feed, DEL and C1,
# direction marks, embeddings and isolates, line and paragraph separators, the byte order mark; and what no
# XML can hold: lone surrogates and the last two of the plane.
_STEERING: Final = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f"
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    r"\u2028\u2029\ufeff"
    r"\ud800-\udfff\ufffe\uffff"
)
STEERING: Final = re.compile(f"[{_STEERING}]")


def inert(text: str) -> str:
    """The text with each steering character as a visible sign; offsets stay as they are.

    >>> inert("a\\x1b[31mb\\u202ec")
    'a␛[31mb�c'
    """
    return STEERING.sub(lambda m: chr(0x2400 + ord(m[0])) if ord(m[0]) < 0x20 else "\ufffd", text)
