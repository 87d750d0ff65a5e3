"""Find every figure of a text: what it measures, or what it names.

One pass over folded characters, before any word is cut.  At each character that can begin a figure
a reader is called: it tries the shapes that measure nothing (dates, telephone numbers, document
numbers, names), then reads the numeral, the unit behind it, and the bound words on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from ..claim import Entity, Mention
from .folding import Folded, fold
from .hits import Hits
from .measures import digits, han, yen
from .numerals import NUMERALS
from .portions import doubled, half
from .shapes import HAN, ordinal


def quantities(text: str) -> list[Mention]:
    """Every measure that a bare text states.

    Args:
        text: any string; a line feed inside a sentence is taken for a soft wrap.

    Returns:
        Mentions in order; spans and quotes are those of ``text`` as it is given.

    >>> [(m.quote, m.value, m.unit, m.bound.value) for m in quantities("公开３８００ 余条，占比约 23%。")]
    [('３８００ 余条', Decimal('3800'), '条', 'over'), ('约 23%', Decimal('23'), '%', 'about')]
    """
    return _figures(fold(text, wraps=True), original=True).mentions


def scan(plain: str) -> tuple[list[Mention], list[Entity]]:
    """Every figure of a folded text.

    Args:
        plain: a text as `gouji.language.folding.fold` gives it.

    Returns:
        The measures, and the figures that are none, each in order; spans in ``plain``.

    >>> mentions, entities = scan("2024年公开信息12条，其中第3季度5条。")
    >>> [m.quote for m in mentions], [(e.quote, e.label.value, e.value) for e in entities]
    (['12条', '5条'], [('2024年', 'DATE', '2024'), ('第3季度', 'ORDINAL', '3')])
    """
    hits = _figures(Folded(plain, plain), original=False)
    return hits.mentions, hits.entities()


Reader = Callable[[str, int, Hits], int]

# The reader for each character that can begin a figure.
_READERS: Final[Mapping[str, Reader]] = {
    **dict.fromkeys("0123456789", digits),
    **dict.fromkeys(NUMERALS, han),
    "第": ordinal,
    "¥": yen,
    "翻": doubled,
    "半": half,
}
# Most characters of these that begin no figure belong to list markers (一是, 二、, （三）, 1.) or such words.
_NONE: Final = (
    rf"(?<=[一二三四五六七八九十])(?:[、）]|是|方面)|(?<=[0-9])\.[{HAN}“《]|(?<=一)[些定步般体直致律]"
)
_BEGINNING: Final = re.compile(f"[{''.join(_READERS)}](?!{_NONE})")


def _figures(folded: Folded, original: bool) -> Hits:
    """Call the readers along a folded text."""
    hits, plain, search = Hits(folded, original), folded.plain, _BEGINNING.search
    begin = search(plain)
    while begin:
        start = begin.start()
        end = _READERS[plain[start]](plain, start, hits)
        begin = search(plain, end if end > start else start + 1)
    return hits
