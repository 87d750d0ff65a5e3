"""Where a gold phrase stands in a text, and whether evidence touches it.

Phrases are compared after NFKC, traditional to simplified script, and white space removed, as the
output format promises to outside tests.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@cache
def _simplified() -> dict[str, str]:
    """Traditional to simplified, character by character, from OpenCC's table; empty without that package."""
    try:
        import opencc
    except ImportError:
        return {}
    table = Path(opencc.__file__).parent / "dictionary" / "TSCharacters.txt"
    pairs = (line.split("\t") for line in table.read_text("utf-8").splitlines() if "\t" in line)
    return {old: new.split()[0] for old, new in pairs if new.strip()}


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in comparable form; ``source[i]`` is where its character ``i`` came from."""

    text: str
    source: tuple[int, ...]


def fold(text: str) -> Folded:
    """The comparable form of a text.

    >>> fold("公開 １２條").text
    '公开12条'
    """
    simple = _simplified()
    kept: list[str] = []
    source: list[int] = []
    for at, char in enumerate(text):
        for part in unicodedata.normalize("NFKC", char):
            if not part.isspace():
                kept.append(simple.get(part, part))
                source.append(at)
    return Folded("".join(kept), tuple(source))


Range = tuple[int, int]


def occurrences(phrase: str, folded: Folded) -> list[Range]:
    """Where a phrase stands, as ranges of the original text; ``98个`` is not met inside ``198个``.

    >>> occurrences("98个", fold("共198个，新建 98 个"))
    [(9, 13)]
    """
    wanted = fold(phrase).text
    found: list[Range] = []
    at = folded.text.find(wanted) if wanted else -1
    while at >= 0:
        before = folded.text[at - 1] if at else ""
        after = folded.text[at + len(wanted) : at + len(wanted) + 1]
        inside = (wanted[0].isdigit() and (before.isdigit() or before == ".")) or (
            wanted[-1].isdigit() and after.isdigit()
        )
        if not inside:
            found.append((folded.source[at], folded.source[at + len(wanted) - 1] + 1))
        at = folded.text.find(wanted, at + 1)
    return found


def meets(one: Range, other: Range) -> bool:
    """Whether two half-open ranges share a place."""
    return one[0] < other[1] and other[0] < one[1]


def touches(quote: str, phrase: str) -> bool:
    """Whether two quotes are about the same words, where no text is given to look them up in.

    >>> touches("公开信息63条", "信息63条，其中"), touches("63条", "16条")
    (True, False)
    """
    one, other = fold(quote).text, fold(phrase).text
    if not one or not other:
        return False
    if one in other or other in one:
        return True
    enough = min(len(one), len(other), 4)
    return any(
        one.endswith(other[:n]) or other.endswith(one[:n])
        for n in range(enough, min(len(one), len(other)) + 1)
    )


def evidence_meets(evidence: Sequence[tuple[Range, str]], phrase: str, text: Folded | None) -> list[int]:
    """Which pieces of evidence (span, quote) touch the phrase, by their index."""
    if text is None:
        return [i for i, (_, quote) in enumerate(evidence) if touches(quote, phrase)]
    places = occurrences(phrase, text)
    return [i for i, (span, _) in enumerate(evidence) if any(meets(span, place) for place in places)]
