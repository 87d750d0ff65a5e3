"""What a line of a report is: page furniture, the start of something, the heading of a section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Final

from ..form import SectionForm, ids, load
from ..tables.folding import fold
from ..tables.label import NOISE, pairs
from .blocks import Blocks, Line, RawGrid

DASH = r"[\s\-—–－─~·•]"
# -3-  — 3 —  第3页  第 3 页 共 7 页  3/7
PAGE_NUMBER: Final = re.compile(
    rf"{DASH}*(?:第\s*\d{{1,3}}\s*页|[-—–－─~·•]\s*\d{{1,3}}\s*[-—–－─~·•]|\d{{1,3}}\s*[/／]\s*\d{{1,3}}\s*页?)"
    rf"(?:[\s,，/／]*共\s*\d{{1,3}}\s*页)?{DASH}*"
)
BARE_NUMBER: Final = re.compile(r"\s*\d{1,3}\s*")
# 一、 （一） 1. 1、 (1) ① 第一章 一是 第一，
START: Final = re.compile(
    r"""\s*(?:
        [一二三四五六七八九十]{1,3}\s*[、.．]
      | [（(]\s*[一二三四五六七八九十\d]{1,3}\s*[)）]
      | \d{1,2}\s*(?:[、．]|\.(?!\d))
      | [①-⑳]
      | 第[一二三四五六七八九十]+(?:[章节]|部分|[，,、])
      | [一二三四五六七八九]是
      | [#*•●◆■▪]\s*
    )""",
    re.VERBOSE,
)
ENDS: Final = re.compile(r"""[。！？；!?;…](?:[”’」』）)》"']*)\s*$""")
CANNOT_START: Final = tuple("，。、；：！？）】》”’,;)")
INNER: Final = re.compile(r"[，。；！？,;]")

SECTION_NUMBER: Final = re.compile(
    r"\s*(?:#+\s*)?(?:第?\s*[（(]?\s*(?P<number>[一二三四五六七八])\s*(?:部分\s*[、.．:：]?|[)）]?\s*[、.．,，:：\s])|(?P<arabic>\d)\s*[、.．])\s*"
)
DIGIT: Final = {digit: i for i, digit in enumerate("零一二三四五六七八九")}
LONGEST_HEADING: Final = 40


def is_page_number(text: str) -> bool:
    """Whether the line is a page number with its dashes or words.

    >>> [is_page_number(t) for t in ("-3-", " — 12 — ", "第 3 页 共 7 页", "3/7", "-", "2024", "3")]
    [True, True, True, True, False, False, False]
    """
    return len(text) < 200 and PAGE_NUMBER.fullmatch(text) is not None


def starts_something(text: str) -> bool:
    """Whether the line begins with the number of a heading or of a list item."""
    return START.match(text) is not None


def ends_sentence(text: str) -> bool:
    """Whether the line ends with the end of a sentence."""
    return ENDS.search(text) is not None


@cache
def section_forms() -> tuple[SectionForm, ...]:
    """The sections of all forms, each title once."""
    return tuple(dict.fromkeys(section for form in ids() for section in load(form).sections))


@cache
def _titles() -> tuple[tuple[int, str], ...]:
    """(number, bare title) of all sections, the longest titles first."""
    found = {
        (section.number, NOISE.sub("", fold(title)))
        for section in section_forms()
        for title in (section.title, *section.aliases)
    }
    return tuple(sorted(found, key=lambda pair: (-len(pair[1]), pair)))


@cache
def section_like(text: str) -> tuple[tuple[int, float, int], ...]:
    """Which sections the line may open: (number, weight, length of the heading) each.

    >>> section_like("二、主动公开政府信息情况")
    ((2, 4.0, 12),)
    >>> section_like("主动公开政府信息情况")
    ((2, 2.5, 10),)
    """
    if len(text) > 2000:
        text = text[:2000]
    match = SECTION_NUMBER.match(text)
    number = (DIGIT[match["number"]] if match["number"] else int(match["arabic"])) if match else 0
    start = match.end() if match else len(text) - len(text.lstrip(" \t\u3000#*"))
    rest = text[start:].rstrip()
    bare = NOISE.sub("", fold(rest[: 2 * LONGEST_HEADING]))
    if not bare:
        return ()
    found: dict[int, tuple[float, int]] = {}
    for own, title in _titles():
        if not bare.startswith(title):
            continue
        alone = bare == title or (len(rest) < LONGEST_HEADING and len(bare) <= len(title) + 2)
        weight = {True: 4.0, False: 2.5 if not number else 0.0}[number == own]
        end = start + _covering(rest, len(title))
        inline = number == own and (end == len(text.rstrip()) or text[end] in " \u3000。:：\t")
        if weight and (alone or inline) and own not in found:
            found[own] = (weight if alone else weight / 2, len(text.rstrip()) if alone else end)
    if not found and number and len(rest) < LONGEST_HEADING and not INNER.search(rest.rstrip("。:：")):
        like = max(
            (
                len(pairs(bare) & pairs(title)) / len(pairs(title))
                for own, title in _titles()
                if own == number
            ),
            default=0.0,
        )
        found[number] = (2.0 if like >= 0.5 else 0.5, len(text.rstrip()))
    return tuple((own, weight, length) for own, (weight, length) in found.items())


def is_section(text: str) -> bool:
    """Whether the line opens a section of a report."""
    return any(weight > 1 for _, weight, _ in section_like(text))


def section_openings(blocks: Blocks) -> Iterator[Line | RawGrid]:
    """The blocks with long lines cut before and behind every heading of a section that stands inside them.

    >>> line = Line("工作开展顺利。 二、主动公开政府信息情况 规章 0 0 0")
    >>> [b.text for b in section_openings([line]) if isinstance(b, Line)]
    ['工作开展顺利。 ', '二、主动公开政府信息情况', ' 规章 0 0 0']
    """
    for block in blocks:
        if not isinstance(block, Line) or not (cuts := _inner_openings(block.text)):
            yield block
            continue
        for start, end in zip([0, *cuts], [*cuts, len(block.text)], strict=True):
            sources = block.sources[start:end] if block.sources else None
            source = block.source + start if block.source >= 0 else -1
            yield replace(block, text=block.text[start:end], source=source, sources=sources, whole=False)


def _inner_openings(text: str) -> list[int]:
    if "、" not in text:
        return []
    cuts = [cut for m in _opening().finditer(text) for cut in m.span("heading")]
    return [cut for cut in dict.fromkeys(cuts) if 0 < cut < len(text)]


@cache
def _opening() -> re.Pattern[str]:
    """The number and title of any section, after white space or a sentence and before white space."""
    digits = "零一二三四五六七八九"
    titles = {(s.number, title) for s in section_forms() for title in (s.title, *s.aliases)}
    heads = "|".join(f"{digits[n]}、\\s?{re.escape(t)}" for n, t in sorted(titles, key=lambda x: -len(x[1])))
    return re.compile(rf"(?:^|(?<=[\s。！”]))(?P<heading>{heads})(?=\s|$)")


def _covering(text: str, length: int) -> int:
    """How many characters of ``text`` hold its first ``length`` characters that are no noise."""
    seen = 0
    for i, char in enumerate(text):
        if not NOISE.fullmatch(char):
            seen += 1
        if seen == length:
            return i + 1
    return len(text)
