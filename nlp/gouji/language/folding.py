"""One form of a text for all patterns, with the way back to the text as it is.

Reports come with full-width digits, in traditional script, with spaces round every figure and
with ASCII brackets.  `fold` brings all of that to one form, so that no later pattern needs to know
of it.  Characters are only replaced one for one or dropped; that keeps the way back simple.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate, islice
from typing import Final

from ..text import Span


@dataclass(frozen=True, slots=True)
class Folded:
    """A text and its folded form.

    Args:
        text: the original.
        plain: the folded form.
        starts: offsets in ``plain`` at which a run of kept characters begins, ascending.
        origins: for each run the offset in ``text`` of its first character.

    >>> folded = fold("公开 ３８００ 余条")
    >>> folded.plain, folded.to_text(2, 8), folded.to_plain(3)
    ('公开3800余条', Span(start=3, end=10), 2)
    """

    text: str
    plain: str
    starts: tuple[int, ...] = (0,)
    origins: tuple[int, ...] = (0,)

    def to_text(self, start: int, end: int) -> Span:
        """The part of the original that a range of ``plain`` stands for, without space at its ends."""
        run = bisect_right(self.starts, start) - 1
        first = self.origins[run] + start - self.starts[run]
        if end <= start:
            return Span(first, first)
        run = bisect_right(self.starts, end - 1) - 1
        return Span(first, self.origins[run] + end - self.starts[run])

    def to_plain(self, offset: int) -> int:
        """Where a code point of the original stands in ``plain``; a dropped one, where the next does."""
        run = bisect_right(self.origins, offset) - 1
        if run < 0:
            return 0
        end = self.starts[run + 1] if run + 1 < len(self.starts) else len(self.plain)
        return min(self.starts[run] + offset - self.origins[run], end)


def fold(text: str, parts: Sequence[Span] | None = None, wraps: bool = False) -> Folded:
    """Fold a text for reading.

    Full-width letters, digits and signs become ASCII; brackets become （）; colon, comma and semicolon
    become full-width unless they stand between ASCII letters or digits; lines in traditional script
    become simplified, one character for one.  White space goes, except one character between two
    ASCII letters or digits, and a line feed stays.  Thousands grouped by a space are joined.

    Args:
        text: any string.
        parts: fold only these spans of ``text``, in order, joined by a line feed.
        wraps: take a line feed inside a sentence for a soft wrap and drop it.

    >>> fold("收到申请\\n12 件(含上年1 件)", wraps=True).plain
    '收到申请12件（含上年1件）'
    >>> fold("主動公開 1 234 件").plain
    '主动公开1234件'
    >>> fold("一、概述\\n公开9件\\n附表", parts=[Span(0, 4), Span(10, 12)]).plain
    '一、概述\\n附表'
    """
    same = _replaced(text)
    if wraps and "\n" in same:
        same = _unwrapped(same)
    if parts is None:
        if not _GAP.search(same):
            return Folded(text, same)
        parts = (Span(0, len(same)),)

    kept: list[str] = []
    origins: list[int] = []
    for number, part in enumerate(parts):
        if number:
            kept.append("\n")
            origins.append(parts[number - 1].end)
        # Kept runs and gaps by turns; a run begins where the gap before it ends.
        pieces = _GAP.split(same[part.start : part.end])
        kept += pieces[::2]
        origins += islice(accumulate(map(len, pieces[:-1]), initial=part.start), 0, None, 2)
    starts = accumulate(map(len, kept[:-1]), initial=0)
    return Folded(text, "".join(kept), tuple(starts), tuple(origins) or (0,))


# ---------------------------------------------------------------- characters, one for one

_SPACE: Final = " \t\r\v\f\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_NOTHING: Final = "\x00-\x08\x0e-\x1b\x7f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_WORD: Final = "0-9A-Za-z"
_CHINESE: Final = "\u3007\u3400-\u4dbf\u4e00-\u9fff"

# Signs that Unicode's own compatibility forms do not bring to the form wanted here.
_SIGNS: Final = dict(
    zip(
        "￥〜∼−‐‑․‧・•﹙﹚︵︶﹝﹞︰﹕∶﹔﹐﹑「」『』﹁﹂﹃﹄﹪",
        "¥~~---.···（）（）〔〕：：：；，、“”‘’“”‘’%",
        strict=True,
    )
)


def _signs() -> dict[str, str]:
    """Full-width forms, and the radicals and doubles that PDF fonts put in place of characters."""
    table = dict(_SIGNS)
    for start, end in ((0xFF02, 0xFF5F), (0x2E80, 0x2FE0), (0xF900, 0xFB00)):
        for point in range(start, end):
            plain = unicodedata.normalize("NFKC", chr(point))
            if len(plain) == 1 and plain != chr(point):
                table[chr(point)] = plain
    for kept in "（），：；？":  # the canonical form is the full-width one
        table.pop(kept, None)
    return table


_SIGN_OF: Final = _signs()
_SIGN_TABLE: Final = str.maketrans(_SIGN_OF)
_SIGN: Final = re.compile(f"[{re.escape(''.join(_SIGN_OF))}]+")

# Thousands of a text typed full-width: ３，４５６.
_WIDE_GROUP: Final = re.compile("，(?<=[０-９]，)(?=[０-９]{3}(?![０-９]))")

# A zero typed as a circle or a letter among Chinese digits: 二○二四.
_CIRCLE: Final = re.compile("[○◯Ｏ](?<=[一二三四五六七八九〇○◯Ｏ].)")

_PUNCTUATION: Final = re.compile(
    rf"[():;,：](?:(?<=[()])|(?<![{_WORD}].)(?<!：)|(?<!：)(?![{_WORD}/])|(?<=[0-9]：)(?=[0-9]))"
)
_PUNCTUATION_OF: Final = {"(": "（", ")": "）", ":": "：", ";": "；", ",": "，", "：": ":"}


def _replaced(text: str) -> str:
    """All replacements of one character by one."""
    if _UNUSUAL.search(text):
        text = _WIDE_GROUP.sub(",", text)
        text = _CIRCLE.sub("〇", text)
        text = _SIGN.sub(lambda signs: _usual(signs[0]), text)
        if _SCRIPT.strict.search(text):
            text = "\n".join(_SCRIPT.simplified(line) for line in text.split("\n"))
    text = _PUNCTUATION.sub(lambda mark: _PUNCTUATION_OF[mark[0]], text)
    if _GROUP_GAP.search(text):
        text = _GROUPED.sub(lambda group: _THIN_GAP.sub(_DROP, group[0]), text)
    return text


@lru_cache(maxsize=4096)
def _usual(signs: str) -> str:
    """A run of signs in the usual form; most are short figures, again and again."""
    return signs.translate(_SIGN_TABLE)


class _Script:
    """The table of traditional characters."""

    def __init__(self) -> None:
        blocks: dict[str, list[str]] = {}
        for line in (files(__package__) / "traditional.txt").read_text("utf-8").splitlines():
            if line.startswith("["):
                blocks[line[1:-1]] = words = []
            elif not line.startswith("#"):
                words.append(line)
        pairs = {section: " ".join(blocks[section]).split() for section in ("strict", "shared")}
        self.table = str.maketrans({pair[0]: pair[1:] for both in pairs.values() for pair in both})
        # A character class with code points beyond the first plane is two hundred times slower.
        self.strict = re.compile(f"[{''.join(p[0] for p in pairs['strict'] if p[0] <= chr(0xFFFF))}]")
        self.modern = re.compile(f"[{''.join(blocks['simplified'])}]")
        self.phrases = dict(line.split(" ") for line in blocks["phrases"])
        self.phrase = re.compile("|".join(self.phrases))

    def simplified(self, line: str) -> str:
        """The line in simplified script, if it is a line of traditional script.

        A name with a rare character (昇, 鎔) stands in a simplified line now and then; the line is
        taken for traditional only where such characters are more than the simplified ones.
        """
        old = len(line) - len(self.strict.sub("", line))
        if not old or old <= len(line) - len(self.modern.sub("", line)):
            return line
        changed = line.translate(self.table)
        for match in self.phrase.finditer(line):
            changed = changed[: match.start()] + self.phrases[match[0]] + changed[match.end() :]
        return changed


_SCRIPT: Final = _Script()

# One look tells whether a text holds anything but what reports are mostly written with.
_UNUSUAL: Final = re.compile(f"[{re.escape(''.join(_SIGN_OF))}○◯Ｏ{_SCRIPT.strict.pattern[1:-1]}]")

# ---------------------------------------------------------------- what is dropped

#: Put in place of a character that is to be dropped.
_DROP: Final = "\u200b"

# A gap is a run of space, but for its first character where it stands between words or figures.
_GAP: Final = re.compile(
    rf"([{_SPACE}{_NOTHING}](?:(?<![{_WORD}].)[{_SPACE}{_NOTHING}]*+|[{_SPACE}{_NOTHING}]*+(?![{_WORD}])"
    rf"|(?<=[{_NOTHING}])[{_NOTHING}]*+))",
    re.DOTALL,
)

# 1 234 567 件: one group of digits, then groups of three, and no other figure beside them.
_THIN: Final = " \xa0\u2009\u202f"
_THIN_GAP: Final = re.compile(f"[{_THIN}]")
_GROUP_GAP: Final = re.compile(f"[{_THIN}](?<=[0-9].)(?=[0-9]{{3}}(?![0-9]))")
_GROUPED: Final = re.compile(
    rf"[1-9](?<![0-9.,].)(?<![0-9][{_THIN}].)[0-9]{{0,2}}(?:[{_THIN}][0-9]{{3}})++"
    rf"(?![0-9.,])(?=[{_THIN}]*[^{_THIN}\sA-Za-z0-9])"
)

_ENDS_SENTENCE: Final = frozenset("。！？；：")
_MARKER: Final = re.compile(
    r"（?[一二三四五六七八九十]{1,3}[）、.]|[一二三四五六七八九十]是"
    r"|第[一二三四五六七八九十]{1,3}[章节条，]|（?[0-9]{1,2}[）、.](?![0-9])"
)
_COLUMNS: Final = re.compile(r"\t|[ \u3000]{3}")  # a row of a table, not prose
_BROKEN_FIGURE: Final = re.compile(rf"[0-9]++(?:\.[0-9]++)?[%{_CHINESE}]")
_PROSE: Final = re.compile(rf"[{_CHINESE}].{{8}}")


def _unwrapped(same: str) -> str:
    """The text with those line feeds marked as dropped that only wrap a sentence."""
    lines = same.split("\n")
    bare = [line.strip() for line in lines]
    joined = [lines[0]]
    for number in range(1, len(lines)):
        joined.append(_DROP if _is_wrap(bare[number - 1], bare[number]) else "\n")
        joined.append(lines[number])
    return "".join(joined)


def _is_wrap(line: str, following: str) -> bool:
    """Whether the line feed between two lines only wraps a sentence."""
    if not line or not following or line[-1] in _ENDS_SENTENCE:
        return False
    if _is_word(line[-1]) and _is_word(following[0]):
        # Two figures on two lines, or one figure that a long line of prose has cut?
        cut = _BROKEN_FIGURE.match(following) and _PROSE.search(line)
        return cut is not None and not _COLUMNS.search(line)
    return not (_MARKER.match(following) or _COLUMNS.search(line))


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()
