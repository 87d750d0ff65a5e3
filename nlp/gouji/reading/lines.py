"""What a line of a report is: page furniture, the start of something, the heading of a section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from ..form import SectionForm, ids, load
from ..tables.folding import fold
from ..tables.label import NOISE, pairs
from .blocks import Blocks, Line, RawGrid

DASH = r"[\s\-—–－─~·•]"
# -3-  — 3 —  第3页  第 3 页 共 7 页  3/7
PAGE_NUMBER: Final = re.compile(
    rf"{DASH}*(?:第\s*\d{{1,3}}\s*页|[-—–－─~·•]\s*\d{{1,3}}\s*[-—–－─~·•]"
    rf"|(?P<page>\d{{1,3}})\s*[/／]\s*(?P<of>\d{{1,3}})\s*页?)"
    rf"(?:[\s,，/／]*共\s*\d{{1,3}}\s*页)?{DASH}*"
)
REPORT: Final = re.compile(r"年度报告|年报|工作报告|年度报表|報告|年報")
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

# 一、 第一部分 （一） 1. with the marks of Markdown before it
SECTION_NUMBER: Final = re.compile(
    r"""[\s#*_>【]*(?:
        第\s*(?P<part>[一二三四五六七八])\s*部分\s*[、.．:：]?
      | (?P<plain>[一二三四五六七八])\s*[、.．,，:：\s]
      | [（(]\s*(?P<bracketed>[一二三四五六七八])\s*[)）]\s*[、.．]?
      | (?P<arabic>\d)\s*[、.．]
    )\s*""",
    re.VERBOSE,
)
DIGIT: Final = {digit: i for i, digit in enumerate("零一二三四五六七八九")}
LONGEST_HEADING: Final = 40
LONGEST_OPENING: Final = 200  # characters of a line that are looked at


def is_page_number(text: str) -> bool:
    """Whether the line is a page number with its dashes or words.

    >>> [is_page_number(t) for t in ("-3-", " — 12 — ", "第 3 页 共 7 页", "3/7", "0/0", "-", "3")]
    [True, True, True, True, False, False, False]
    """
    match = PAGE_NUMBER.fullmatch(text) if len(text) < LONGEST_OPENING else None
    if match is None or match["of"] is None:
        return match is not None
    return 0 < int(match["page"]) <= int(match["of"]) > 1  # 0/0 is a cell: so many more, so many less


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


@dataclass(frozen=True, slots=True)
class Opening:
    """A section that a line may open.

    Args:
        number: of the section.
        weight: how sure that is; above 1 the title itself was met.
        length: characters of the line that are the heading.
        numbered: the line has the section's number.
        official: the title is the form's own.
    """

    number: int
    weight: float
    length: int
    numbered: bool = True
    official: bool = True


@dataclass(frozen=True, slots=True)
class Title:
    number: int
    text: str
    official: bool


@cache
def _titles() -> tuple[Title, ...]:
    """The bare titles of all sections, the longest first."""
    found = {
        (section.number, NOISE.sub("", fold(title))): title == section.title
        for section in section_forms()
        for title in (*section.aliases, section.title)
    }
    titles = [Title(number, text, official) for (number, text), official in found.items()]
    return tuple(sorted(titles, key=lambda t: (-len(t.text), t.number)))


# What a title weighs with its own number, bracketed or of a list, and with none.
NUMBERED: Final = 4.0
LISTED: Final = 2.0
BARE: Final = 2.5
MISNUMBERED: Final = 1.5
LIKE: Final = 2.0  # the number, and words like the title's
NUMBER_ONLY: Final = 0.5


@lru_cache(maxsize=2048)
def openings(text: str) -> tuple[Opening, ...]:
    """Which sections the line may open.

    >>> [(o.number, o.weight, o.length) for o in openings("二、主动公开政府信息情况")]
    [(2, 4.0, 12)]
    >>> [(o.number, o.numbered, o.official) for o in openings("主动公开情况")]
    [(2, False, False)]
    """
    text = text[:LONGEST_OPENING].rstrip()
    match = SECTION_NUMBER.match(text)
    number = _number(match) if match else 0
    start = match.end() if match else len(text) - len(text.lstrip(" \t\u3000#*_【"))
    rest = text[start:]
    bare = NOISE.sub("", fold(rest[: 2 * LONGEST_HEADING]))
    if not bare:
        return ()
    found: dict[int, Opening] = {}
    for title in _titles():
        if bare.startswith(title.text) and title.number not in found:
            opening = _opening(text, start, bare, title, match)
            if opening:
                found[title.number] = opening
    if (
        not found
        and match
        and match["plain"]
        and len(rest) < LONGEST_HEADING
        and not INNER.search(rest.rstrip("。:："))
    ):
        likest = max(
            (len(pairs(bare) & pairs(t.text)) / len(pairs(t.text)) for t in _titles() if t.number == number),
            default=0.0,
        )
        return (Opening(number, LIKE if likest >= 0.5 else NUMBER_ONLY, len(text), official=False),)
    return tuple(found.values())


def _number(match: re.Match[str]) -> int:
    chinese = match["part"] or match["plain"] or match["bracketed"]
    return DIGIT[chinese] if chinese else int(match["arabic"])


def _opening(text: str, start: int, bare: str, title: Title, match: re.Match[str] | None) -> Opening | None:
    """The opening by a title at the head of a line: alone on it, or with its number before the prose."""
    rest = text[start:]
    alone = bare == title.text or (len(rest) < LONGEST_HEADING and len(bare) <= len(title.text) + 2)
    if match and _number(match) != title.number:
        misnumbered = alone and title.official and (match["plain"] or match["part"])
        return Opening(title.number, MISNUMBERED, len(text)) if misnumbered else None
    weight = BARE if match is None else NUMBERED if match["plain"] or match["part"] else LISTED
    if alone:
        return Opening(title.number, weight, len(text), match is not None, title.official)
    end = start + _covering(rest, len(title.text))
    if match and text[end : end + 1] in tuple(" \u3000。:：\t"):
        return Opening(title.number, weight / 2, end, True, title.official)
    return None


def is_title(text: str) -> bool:
    """Whether the text is the title of a report on a known form.

    >>> is_title("某局2024年政府信息公开工作年度报告"), is_title("2024年政府工作报告")
    (True, False)
    """
    folded = fold(text)
    return bool(REPORT.search(folded)) and any(name in folded for name in _names())


@cache
def _names() -> frozenset[str]:
    """What reports on the known forms are called."""
    return frozenset(name for form in ids() for name in load(form).names)


def is_section(text: str) -> bool:
    """Whether the line opens a section of a report: a numbered title, or the form's own."""
    return any(o.weight > 1 and (o.numbered or o.official) for o in openings(text))


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
    cuts = [cut for m in _inner_opening().finditer(text) for cut in m.span("heading")]
    return [cut for cut in dict.fromkeys(cuts) if 0 < cut < len(text)]


@cache
def _inner_opening() -> re.Pattern[str]:
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
