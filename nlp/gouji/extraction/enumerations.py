"""Counted enumerations: a number of kinds and the names that stand for them.

``开设政策、解读、互动三个专栏`` names first, ``4个账号：微博、…`` after, ``五大平台：一是…五是…`` in steps.  How many names a
run of words holds is a range, since 和 may join two names or two halves of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

DIGITS: Final = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
NUMBER: Final = r"(?P<number>[两二三四五六七八九]|十[一二]?|[2-9]|1[0-2])"
NOUN: Final = r"(?:政务)?(?:专栏|栏目|平台|渠道|方式|途径|方面|领域|专题|账号|新媒体|公众号|环节|形式|载体|阵地|窗口|模块|板块|专区|举措|层面|维度|原则|微专栏|类型|种类|类|重点|特点|栏|版块|系统|媒体)"
COUNTED: Final = re.compile(
    rf"(?<![第0-9一二三四五六七八九十百千])(?P<etc>等)?(?P<count>{NUMBER}(?:个|大|种|类|项|家|条|块|处)?(?P<noun>[一-鿿]{{0,4}}?{NOUN}))"
)
STEP: Final = re.compile(
    r"(?:(?<=[：；。，、\n])|(?<=\n))(?P<step>[一二三四五六七八九十]{1,2})(?:是|要|个?方面)"
)
STEPS_FOLLOW: Final = re.compile(r"[^。；\n]{0,24}?[：:，,。]?\n?\s*一是")
FIGURE: Final = re.compile(r"[0-9]")
JOIN: Final = re.compile(r"以及|[和及与跟]")
ORDER: Final = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A counted enumeration.

    Args:
        count: the number stated.
        low, high: how few and how many names the words may hold.
        start, end: the phrase with the number (folded).
        names_start, names_end: the names.
        shape: ``before``, ``after`` or ``steps``.
        etc: the names end in 等, so that fewer names than the number are no contradiction.
    """

    count: int
    low: int
    high: int
    start: int
    end: int
    names_start: int
    names_end: int
    shape: str
    etc: bool = False


def number(text: str) -> int:
    """A small number in digits or characters.

    >>> number("三"), number("12"), number("十一")
    (3, 12, 11)
    """
    if text.isdigit():
        return int(text)
    if text.startswith("十"):
        return 10 + DIGITS.get(text[1:], 0) if len(text) > 1 else 10
    return DIGITS[text]


def names(run: str) -> tuple[int, int]:
    """How few and how many names a run of words may hold.

    >>> names("微信公众号、微博、抖音号、视频号"), names("网站和公众号")
    ((4, 4), (1, 2))
    """
    run = re.sub(r"([”》])(?=[“《])", r"\1、", run)
    pieces = [p for p in run.split("、") if p]
    joins = sum(len(JOIN.findall(p)) for p in pieces)
    return len(pieces), len(pieces) + joins


def enumerations(masked: str) -> Iterator[Enumeration]:
    """Every counted enumeration of a folded, masked prose."""
    for found in COUNTED.finditer(masked):
        count = number(found["number"])
        stated = _before(masked, found, count) or _steps(masked, found, count) or _after(masked, found, count)
        if stated is not None:
            yield stated


def _before(masked: str, found: re.Match[str], count: int) -> Enumeration | None:
    """Names first: the run of words back to the last clause mark."""
    etc = bool(found["etc"])
    floor = max(masked.rfind(mark, 0, found.start()) for mark in "，；：。（）\n！？") + 1
    run = masked[floor : found.start()]
    if (
        run.endswith(("和", "及", "与", "、", "的", "以及", "了", "为", "有"))
        or FIGURE.search(run)
        or len(run) < 4
    ):
        return None
    if "、" not in run and not re.search(r"[”》][“《]", run) and not JOIN.search(run):
        return None
    if re.search(r"等(?!级|待)", run):
        return None
    low, high = names(run)
    quoted = re.findall(r"“□+”|《□+》", run)
    if len(quoted) >= 2 and run.endswith(("”", "》")):
        low, high = min(low, len(quoted)), max(high, len(quoted))
    elif high == 2 and low == 1 and not re.search(r"[“《]", run):
        return None  # one 和 alone may stand in the name of a single thing
    return Enumeration(
        count, low, high, found.start("count"), found.end(), floor, found.start(), "before", etc
    )


def _steps(masked: str, found: re.Match[str], count: int) -> Enumeration | None:
    """Steps behind: 一是 … 五是 …, in order and without a second 一是 between."""
    if not STEPS_FOLLOW.match(masked, found.end()):
        return None
    expected, end = 1, found.end()
    for step in STEP.finditer(masked, found.end(), found.end() + 4000):
        value = number_of_step(step["step"])
        if value == 1 and expected > 1:
            return (
                None
                if expected <= count and _resumes(masked, step.end(), expected)
                else _ended(found, count, expected, end)
            )
        if value != expected:
            break
        expected, end = expected + 1, step.end()
    return _ended(found, count, expected, end)


def _resumes(masked: str, at: int, expected: int) -> bool:
    """Whether the outer steps go on behind an inner list."""
    return masked.find(f"{ORDER[expected - 1]}是", at, at + 1500) >= 0


def _ended(found: re.Match[str], count: int, expected: int, end: int) -> Enumeration | None:
    if expected <= 2:
        return None
    return Enumeration(
        count, expected - 1, expected - 1, found.start("count"), found.end(), found.end(), end, "steps"
    )


def number_of_step(text: str) -> int:
    """The place of 三是 in its list.

    >>> number_of_step("三"), number_of_step("十一")
    (3, 11)
    """
    if text == "十":
        return 10
    if text.startswith("十"):
        return 10 + ORDER.index(text[1]) + 1
    return ORDER.index(text[0]) + 1 if len(text) == 1 else 0


def _after(masked: str, found: re.Match[str], count: int) -> Enumeration | None:
    """Names behind a colon or dash: 2个新媒体：A和B."""
    mark = re.match(r"(?:：|——|，(?:即|分别是|分别为)|（)", masked[found.end() : found.end() + 4])
    if mark is None:
        return None
    start = found.end() + mark.end()
    stop = re.search(r"[，；。：）\n！？]", masked[start:])
    end = start + stop.start() if stop else len(masked)
    run = masked[start:end]
    if "、" not in run and not JOIN.search(run):
        return None
    if (
        re.search(r"等|主要|如|其中|例如", run)
        or FIGURE.search(run)
        or (stop and stop[0] in "，：")
        or run.startswith("一")
    ):
        return None
    low, high = names(run)
    return Enumeration(count, low, high, found.start("count"), found.end(), start, end, "after")
