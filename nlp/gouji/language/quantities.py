"""Find every figure of a text: what it measures, or what it names.

One pass over folded characters, before any word is cut.  At each character that can begin a figure
a reader is called: it tries the shapes that measure nothing (dates, telephone numbers, document
numbers, names), then reads the numeral, the unit behind it, and the bound words on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from ..claim import Entity, Mention
from ..text import Span
from .folding import fold
from .hits import Hits
from .measures import digits, han, yen
from .numerals import NUMERALS
from .portions import doubled, half
from .shapes import ordinal


def quantities(text: str) -> list[Mention]:
    """Every measure that a bare text states.

    Args:
        text: any string; a line feed inside a sentence is taken for a soft wrap.

    Returns:
        Mentions in order; spans and quotes are those of ``text`` as it is given.

    >>> [(m.quote, m.value, m.unit, m.bound.value) for m in quantities("公开３８００ 余条，占比约 23%。")]
    [('３８００ 余条', Decimal('3800'), '条', 'over'), ('约 23%', Decimal('23'), '%', 'about')]
    """
    folded = fold(text, wraps=True)
    hits = _figures(folded.plain)
    found = []
    # The figures come in order, so the run of kept characters that holds one is found by going on.
    runs = zip(folded.starts, folded.origins, (*folded.starts[1:], len(folded.plain) + 1), strict=True)
    run_end = shift = 0
    for (start, end, core_start, core_end), quantity in zip(hits.places, hits.quantities, strict=True):
        while start >= run_end:
            run_start, origin, run_end = next(runs)
            shift = origin - run_start
        if end <= run_end:  # nothing was dropped inside
            first, last = start + shift, end + shift
            span = Span(first, last)
            whole = core_start == start and core_end == end
            core = span if whole else Span(core_start + shift, core_end + shift)
            found.append(Mention(span, core, text[first:last], quantity))
        else:
            span, core = folded.to_text(start, end), folded.to_text(core_start, core_end)
            found.append(Mention(span, core, span.of(text), quantity))
    return found


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
    hits = _figures(plain)
    mentions = [
        Mention(Span(start, end), Span(core_start, core_end), plain[start:end], quantity)
        for (start, end, core_start, core_end), quantity in zip(hits.places, hits.quantities, strict=True)
    ]
    entities = [
        Entity(Span(start, end), plain[start:end], label, value) for start, end, label, value in hits.names
    ]
    return mentions, entities


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
_BEGINNING: Final = re.compile(f"[{''.join(_READERS)}]")


def _figures(plain: str) -> Hits:
    """Call the readers along a folded text."""
    hits = Hits()
    search = _BEGINNING.search
    begin = search(plain)
    while begin:
        start = begin.start()
        end = _READERS[plain[start]](plain, start, hits)
        begin = search(plain, end if end > start else start + 1)
    _share_units(plain, hits)
    return hits


_LISTED: Final = frozenset(("、", "和", "与", "及", "以及", "/"))


def _share_units(plain: str, hits: Hits) -> None:
    """Give a figure of a list the unit that stands only on the last: 57、63和71件."""
    places, said = hits.places, hits.quantities
    for i in range(len(said) - 2, -1, -1):
        bare, shared = said[i], said[i + 1]
        if not shared.unit or bare.unit or bare.kind != "count":
            continue
        if plain[places[i][1] : places[i + 1][0]] in _LISTED:
            rounded = bare.rounded or shared.rounded
            said[i] = replace(bare, unit=shared.unit, kind=shared.kind, rounded=rounded)
