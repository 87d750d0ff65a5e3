"""Sentences and clauses that never cut a figure, a bracket, a quotation or a book title.

Brackets pair inside one paragraph only, so a bracket that is never closed shelters nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from heapq import merge
from typing import Final

from ..text import Span

_OPENER: Final = dict(zip(")）〕】］]》〉”’」』｝}", "(（〔【［[《〈“‘「『｛{", strict=True))
_BRACKET: Final = re.compile("[" + re.escape("".join(_OPENER) + "".join(_OPENER.values())) + "\n]")
_CLOSERS: Final = frozenset(_OPENER) | {'"'}
_QUOTES: Final = frozenset("”’」』")

_SENTENCE_END: Final = re.compile(
    r"\n+"
    r"|[。！？]+"
    r"|(?<=[\u4e00-\u9fff])[.．](?=\s|$)"  # a full stop typed with the wrong key
    r"|[!?]+(?![\w=&/])"  # but not the one inside a web address
)
_CLAUSE_END: Final = re.compile(
    _SENTENCE_END.pattern
    + r"|[；;]"
    + r"|(?<!\d)[，,：:](?!//)|[，,：:](?!\d|//)"  # 1,234 and 12:30 are figures
    + r"|——+|……+"
)


def sentences(plain: str, keep: Iterable[Span] = ()) -> list[Span]:
    """The sentences of a text, white space at their ends left out.

    A line break ends a sentence, so hard wraps must be undone before (`gouji.read` does).

    Args:
        plain: the text; offsets are code points.
        keep: spans that no cut may fall into, in order (figures, names).

    >>> text = "公开信息63条（其中图解8条。）。“先审后发。”是原则。"
    >>> [s.of(text) for s in sentences(text)]
    ['公开信息63条（其中图解8条。）。', '“先审后发。”是原则。']
    """
    return list(_split(plain, _SENTENCE_END, keep))


def clauses(plain: str, keep: Iterable[Span] = ()) -> list[Span]:
    """The clauses of a text: sentences cut again at commas, semicolons, colons and dashes.

    The mark stays with the clause before it; 、 joins and never cuts.

    Args:
        plain: the text; offsets are code points.
        keep: spans that no cut may fall into, in order.

    >>> text = "全年公开1,234条，其中（一）网站、公众号800条；其他434条。"
    >>> [s.of(text) for s in clauses(text)]
    ['全年公开1,234条，', '其中（一）网站、公众号800条；', '其他434条。']
    """
    return list(_split(plain, _CLAUSE_END, keep))


def _split(plain: str, ends: re.Pattern[str], keep: Iterable[Span]) -> Iterator[Span]:
    shelters = _shelters(plain, keep)
    shelter = next(shelters, None)
    start = 0
    for end in ends.finditer(plain):
        cut = end.end()
        if cut <= start:
            continue
        while shelter and shelter[1] < cut:
            shelter = next(shelters, None)
        if shelter and shelter[0] < cut:
            if not _ends_speech(plain, *shelter, cut):
                continue
            cut = shelter[1]
        while cut < len(plain) and plain[cut] in _CLOSERS and plain[cut - 1] not in "，,；;：:":
            cut += 1
        yield from _trimmed(plain, start, cut)
        start = cut
    yield from _trimmed(plain, start, len(plain))


def _ends_speech(plain: str, start: int, close: int, cut: int) -> bool:
    """Whether a full stop is the last thing of a speech, so that it ends the sentence as well.

    他说：“同意。”随后签字。 has two sentences; 坚持“先审后发。”原则。 has one.
    """
    return (
        cut == close - 1
        and plain[cut] in _QUOTES
        and plain[cut - 1] in "。！？!?"
        and plain[start - 1 : start] == "："
    )


def _trimmed(plain: str, start: int, end: int) -> Iterator[Span]:
    part = plain[start:end]
    start += len(part) - len(part.lstrip())
    end = start + len(part.strip())
    if end > start:
        yield Span(start, end)


def _shelters(plain: str, keep: Iterable[Span]) -> Iterator[tuple[int, int]]:
    """The outermost ranges that no cut may fall into, in order and apart."""
    start = end = 0
    for a, b in merge(_brackets(plain), ((s.start, s.end) for s in keep)):
        if a >= end:
            if end > start:
                yield start, end
            start, end = a, b
        else:
            end = max(end, b)
    if end > start:
        yield start, end


def _brackets(plain: str) -> list[tuple[int, int]]:
    """The outermost pairs of brackets, in order; each pair stays within a paragraph."""
    pairs: list[tuple[int, int]] = []
    waiting: list[tuple[str, int]] = []
    count = dict.fromkeys(_OPENER.values(), 0)  # of each opener waiting, so that no closer searches in vain
    for m in _BRACKET.finditer(plain):
        mark = m[0]
        if mark == "\n":
            if waiting:
                waiting.clear()
                count = dict.fromkeys(count, 0)
            continue
        opener = _OPENER.get(mark)
        if opener is None:
            waiting.append((mark, m.start()))
            count[mark] += 1
        elif count[opener]:
            other = ""
            while other != opener:
                other, begin = waiting.pop()
                count[other] -= 1
            while pairs and pairs[-1][0] > begin:
                pairs.pop()
            pairs.append((begin, m.end()))
    return pairs
