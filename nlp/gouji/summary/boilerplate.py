"""How common words are, over bodies and years: what any report says tells nothing of this one.

The table holds, for runs of four characters, the share of reports that have them.  A run is kept as the
CRC-32 of its UTF-8 bytes; figures and punctuation part runs, so that a sentence is as common as its words.
The table is made by ``python -m models.boilerplate``, from the project's own corpora.
"""

from __future__ import annotations

import re
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final
from zlib import crc32

FILE: Final = "boilerplate.bin"
LONG: Final = 4  # characters of a run
FULL: Final = 255  # the stored share of a run that every report has
RUN: Final = re.compile(r"[一-鿿]+")


def runs(text: str) -> Iterator[str]:
    """The runs of four characters of a text, with repetitions.

    >>> list(runs("高度重视，公开9条"))
    ['高度重视']
    """
    for words in RUN.findall(text):
        for at in range(len(words) - LONG + 1):
            yield words[at : at + LONG]


def code(run: str) -> int:
    """The number that a run is kept as.

    >>> code("高度重视")
    3539412885
    """
    return crc32(run.encode())


@dataclass(frozen=True, slots=True)
class Table:
    """Shares of reports by run: sorted codes, and beside each its share in 255ths."""

    codes: array[int]
    shares: bytes

    @classmethod
    def parse(cls, data: bytes) -> Table:
        """The table of a file: as many codes of 4 bytes, least byte first, as bytes of shares after them."""
        count = len(data) // 5
        codes = array("I", data[: 4 * count])
        if sys.byteorder == "big":
            codes.byteswap()
        return cls(codes, data[4 * count :])

    def share(self, run: str) -> float:
        """The share of reports that have a run; 0 for one that is rare.

        >>> load().share("政府信息") > 0.5, load().share("岂有此理")
        (True, 0.0)
        """
        wanted = code(run)
        at = bisect_left(self.codes, wanted)
        return self.shares[at] / FULL if at < len(self.codes) and self.codes[at] == wanted else 0.0


@cache
def load() -> Table:
    """The table that ships with the package."""
    return Table.parse((resources.files("gouji.weights") / FILE).read_bytes())
