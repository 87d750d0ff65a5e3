"""What an encoder is shown of a figure: its own clause with markers, and the words about the clause.

>>> figure = Span(11, 13)
>>> segments("本年收到政府信息公开申请34件，答复30件。", figure.shift(1))
('本年收到政府信息公开申请[FIG]0[/FIG]件', '[FIG][/FIG]，答复0件')

Digits are all 0: how many there are says nothing about what is counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from ..text import Span

if TYPE_CHECKING:
    from tokenizers import Encoding

Batch = dict[str, NDArray[np.int64]]

OPEN: Final = "[FIG]"
CLOSE: Final = "[/FIG]"
BEFORE, AFTER = 90, 40  # characters of context
OWN_BEFORE, OWN_AFTER = 48, 24  # characters of a clause

_MARK: Final = re.compile(r"[，；、：。（）(;\n]|,(?!\d)")
_DIGITS: Final = re.compile(r"\d+(?:[.,]\d+)*")


def segments(text: str, figure: Span) -> tuple[str, str]:
    """Segment A, the clause of the figure, and segment B, its line before and up to one clause after it.

    In B an empty pair of markers stands for the clause.
    """
    opened = text.rfind("\n", 0, figure.start) + 1
    closed = text.find("\n", figure.end)
    closed = len(text) if closed < 0 else closed
    marks = [m.end() for m in _MARK.finditer(text, opened, figure.start)]
    start = max(marks[-1] if marks else opened, figure.start - OWN_BEFORE)
    ends = [m.start() for m in _MARK.finditer(text, figure.end, closed)][:2]
    end = min(ends[0] if ends else closed, figure.end + OWN_AFTER)
    until = min(ends[1] if len(ends) > 1 else closed, end + AFTER)
    own = (
        _plain(text[start : figure.start])
        + OPEN
        + _plain(figure.of(text))
        + CLOSE
        + _plain(text[figure.end : end])
    )
    before = text[max(opened, start - BEFORE) : start]
    return own, _plain(before) + OPEN + CLOSE + _plain(text[end:until])


def _plain(text: str) -> str:
    return _DIGITS.sub("0", text)


def padded(encodings: Sequence[Encoding], pad: int) -> Batch:
    """Encodings as ``input_ids``, ``attention_mask`` and ``token_type_ids``, each (encodings, longest)."""
    shape = len(encodings), max(len(e.ids) for e in encodings)
    ids, mask, types = np.full(shape, pad, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    for row, encoding in enumerate(encodings):
        length = len(encoding.ids)
        ids[row, :length], mask[row, :length], types[row, :length] = encoding.ids, 1, encoding.type_ids
    return {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}
