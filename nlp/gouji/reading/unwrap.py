"""Undo hard wraps: page furniture dropped, a sentence cut by a line end or a page end joined.

What a wrapped line looks like is learned from the report itself: how wide its lines are, and whether
its paragraphs are indented.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from .blocks import Blocks, Line, RawGrid
from .lines import (
    BARE_NUMBER,
    CANNOT_START,
    INNER,
    ends_sentence,
    is_page_number,
    is_section,
    starts_something,
)
from .width import width

SLACK: Final = 6  # columns by which a full line may fall short of the margin: a figure that would not fit
WRAPPED: Final = 0.3  # share of long lines at the margin from which a text counts as wrapped
LONG: Final = 40
WIDEST: Final = 200  # columns; no wrapped line is wider
SHORT: Final = 20  # narrower than this a line is a heading or a field, not a cut sentence
REPEATS: Final = 3  # a line met so often next to page numbers is a running head


@dataclass(frozen=True, slots=True)
class Habit:
    """How the report sets its lines.

    Args:
        margin: width of its full lines, 0 where lines are not wrapped.
        indented: its paragraphs begin with an indentation.
    """

    margin: int
    indented: bool


@dataclass(slots=True)
class Open:
    """A paragraph that may still grow.

    Args:
        parts: its lines.
        last: the last of them as it was set, for its width.
        tail: the end of what it says so far.
    """

    parts: list[Line]
    last: str
    tail: str

    def grow(self, line: Line) -> None:
        """Add a line."""
        self.last = line.text.rstrip()
        self.parts.append(_stripped(line))
        self.tail = (self.tail + self.parts[-1].text)[-2 * WIDEST :]

    def whole(self) -> Line:
        """The paragraph as one line; only Latin words need a space where they were parted."""
        first = self.parts[0]
        if len(self.parts) == 1:
            return first
        texts: list[str] = []
        sources: list[int] = []
        before = ""
        for part in self.parts:
            if _are_words(before, part.text[:1]):
                texts.append(" ")
                sources.append(-1)
            texts.append(part.text)
            sources += _sources(part)
            before = part.text[-1:]
        return replace(first, text="".join(texts), sources=tuple(sources))


def _are_words(a: str, b: str) -> bool:
    return a.isascii() and b.isascii() and a.isalpha() and b.isalpha()


def _opened(line: Line) -> Open:
    stripped = _stripped(line)
    return Open([stripped], line.text.rstrip(), stripped.text[-2 * WIDEST :])


def unwrap(blocks: Blocks) -> Iterator[Line | RawGrid]:
    """The blocks with whole paragraphs in place of wrapped lines, and no blank lines.

    >>> lines = ["    全县公开政府信息近9000条，其", "中县直部门6120条。", "", "-1-", "    二是发布。"]
    >>> [b.text for b in unwrap([Line(t) for t in lines]) if isinstance(b, Line)]
    ['全县公开政府信息近9000条，其中县直部门6120条。', '二是发布。']
    """
    kept = _without_furniture(blocks)
    habit = _habit([b for b in kept if isinstance(b, Line) and not b.whole])
    paragraph: Open | None = None
    for block in kept:
        if isinstance(block, Line) and not block.text.strip():
            continue
        if isinstance(block, Line) and paragraph and _continues(paragraph, block, habit):
            paragraph.grow(block)
            continue
        if paragraph:
            yield paragraph.whole()
        paragraph = _opened(block) if isinstance(block, Line) else None
        if isinstance(block, RawGrid):
            yield block
    if paragraph:
        yield paragraph.whole()


def _without_furniture(blocks: Blocks) -> list[Line | RawGrid]:
    """Drop page numbers, and lines that keep turning up beside them."""
    numbers = {i for i, b in enumerate(blocks) if isinstance(b, Line) and _is_number(b)}
    beside = Counter(
        "".join(line.text.split())
        for i in numbers
        for line in (_neighbour(blocks, i, -1), _neighbour(blocks, i, 1))
        if line
    )
    heads = {text for text, times in beside.items() if times >= REPEATS}
    return [
        b
        for i, b in enumerate(blocks)
        if i not in numbers and not (isinstance(b, Line) and heads and "".join(b.text.split()) in heads)
    ]


def _is_number(line: Line) -> bool:
    text = line.text.strip()
    return bool(text) and (is_page_number(text) or (not line.whole and bool(BARE_NUMBER.fullmatch(text))))


def _neighbour(blocks: Blocks, i: int, step: int) -> Line | None:
    i += step
    while 0 <= i < len(blocks):
        block = blocks[i]
        if not isinstance(block, Line):
            return None
        if block.text.strip():
            return block
        i += step
    return None


def _habit(lines: Sequence[Line]) -> Habit:
    widths = [width(line.text.rstrip()) for line in lines]
    long = Counter(w for w in widths if w >= LONG)
    ending = {
        w: sum(long[w - i] for i in range(SLACK + 1)) for w in long
    }  # lines that end at or just before w
    margin = max(ending, key=lambda w: (ending[w], w), default=0)
    wrapped = margin < WIDEST and ending.get(margin, 0) >= max(3, WRAPPED * long.total())
    firsts = [line for line in lines if line.text.strip()]
    indented = sum(line.text[:1] in " \u3000\t" for line in firsts)
    return Habit(margin if wrapped else 0, indented >= 3 and indented < 0.9 * len(firsts))


def _continues(paragraph: Open, line: Line, habit: Habit) -> bool:
    """Whether a line carries on the paragraph above it."""
    text = line.text.strip()
    first = paragraph.parts[0]
    if text.startswith(CANNOT_START):
        return True
    if first.whole or line.whole or first.heading or line.heading:
        return False
    if is_section(text) or is_section(first.text):
        return False
    if habit.indented and habit.margin and line.text[:1] in " \u3000\t":
        return False
    if _bracket_open(paragraph.tail) and not starts_something(text):
        return True
    done = ends_sentence(paragraph.last)
    if habit.margin and width(paragraph.last) >= habit.margin - SLACK:  # a full line
        return not (starts_something(text) and (done or not habit.indented))
    if done or starts_something(text) or paragraph.last.endswith(("：", ":")):
        return False
    return _is_prose(paragraph.tail)


def _bracket_open(text: str) -> bool:
    """Whether a bracket still waits for its end: a list in brackets has no comma to tell it from a title."""
    last = max(text.rfind("（"), text.rfind("("))
    return last >= 0 and not {"）", ")"}.intersection(text[last:]) and len(text) - last < WIDEST


def _is_prose(text: str) -> bool:
    """Whether a line without the end of its sentence is part of one: titles and bare headings are not."""
    return bool(INNER.search(text)) and width(text) >= SHORT


def _stripped(line: Line) -> Line:
    """The line without white space at its ends, its way back to the input kept."""
    text = line.text.strip(" \t\u3000\u00a0\ufeff\r\n")
    start = line.text.find(text) if text else 0
    if text == line.text:
        return line
    sources = line.sources[start : start + len(text)] if line.sources else None
    source = line.source + start if line.source >= 0 else -1
    return replace(line, text=text, source=source, sources=sources)


def _sources(line: Line) -> Sequence[int]:
    if line.sources is not None:
        return line.sources
    if line.source < 0:
        return [-1] * len(line.text)
    return range(line.source, line.source + len(line.text))
