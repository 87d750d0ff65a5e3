"""Counted enumerations: a number of kinds and the names that stand for them.

``开设政策、解读、互动三个专栏`` names first, ``4个账号：微博、…`` after, ``五大平台：一是…五是…`` in
steps. How many names a run of words holds is a range, since 和 may join two names or two halves of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

DIGITS: Final = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
NUMBER: Final = r"(?P<number>[两二三四五六七八九]|十[一二]?|[2-9]|1[0-2])"
# Nouns whose names a list gives one by one, so that fewer names than the number tell too.
NOUNS: Final = (
    "部门 单位 专栏 栏目 平台 渠道 方式 途径 方面 领域 专题 账号 新媒体 公众号 环节 形式 载体 阵地 窗口 "
    "模块 板块 版块 专区 举措 措施 层面 维度 原则 微专栏 类型 种类 类 重点 特点 栏 系统 媒体"
)
NOUN: Final = f"(?:政务)?(?:{'|'.join(NOUNS.split())})"
COUNTED: Final = re.compile(
    rf"(?<![第0-9一二三四五六七八九十百千])(?P<etc>等)?"
    rf"(?P<count>{NUMBER}(?:个|大|种|类|项|家|条|块|处)?(?P<noun>[一-鿿]{{0,4}}?{NOUN}))"
)

# The ways in which steps are marked; each finds the mark of step n.
CHINESE: Final = "一二三四五六七八九十"
MARKS: Final = ("{c}是", "{c}要", "第{c}，", "（{n}）", "（{c}）", "{n}.", "{n}、", "{o}")
CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩"
FIRST: Final = re.compile(
    r"[”》]?[^。；\n]{0,24}?[：，。]?\n?(?P<mark>一是|一要|第一，|（1）|（一）|1\.|1、|①)"
)
# 建成公开阵地3个：门户网站、政务微博
BEHIND: Final = re.compile(rf"(?P<count>{NOUN}(?:共|有|共有)?{NUMBER}(?:个|种|类|项|大))(?=：|（)")
# 问题有三：一是…
HAVING: Final = re.compile(rf"(?<=[一-鿿])有(?P<count>{NUMBER}(?:点|条)?)(?=[：，]一)")
# Any other counted noun: then only more names than the number tell, since one name may stand for several.
ANYTHING: Final = re.compile(
    rf"(?<![第0-9一二三四五六七八九十百千])(?P<etc>等)?(?P<count>{NUMBER}(?:个|大|种|类|项|张|份|本|套|部|块|支)(?P<noun>[一-鿿]{{1,5}}))"
)
LISTED: Final = re.compile(r"(?:[^，；。：（）\n！？]|（[^（）]*）)+")
BRACKETS: Final = re.compile(r"（[^（）]*）")
LONGEST: Final = 160  # characters of a run of names
FIGURE: Final = re.compile(r"[0-9]")
JOIN: Final = re.compile(r"以及|[和及与跟]")


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
    joins = sum(_joins(p) for p in pieces)
    return len(pieces), len(pieces) + joins


# What the name of a body ends in: 和 inside 发展和改革局 joins no two bodies.
BODY: Final = re.compile(r"[局委办厅院会部处所署]$")


def _joins(piece: str) -> int:
    """How many more names a 和 in a piece may make.

    >>> _joins("发展和改革局"), _joins("司法局和财政局"), _joins("网站和公众号")
    (0, 1, 1)
    """
    joins = list(JOIN.finditer(piece))
    if BODY.search(piece):
        joins = [j for j in joins if BODY.search(piece[: j.start()])]
    return len(joins)


@lru_cache(maxsize=2)
def enumerations(plain: str, masked: str) -> tuple[Enumeration, ...]:
    """Every counted enumeration of a folded prose; a number in quotes can only announce steps."""
    return tuple(_enumerations(plain, masked))


def _enumerations(plain: str, masked: str) -> Iterator[Enumeration]:
    for found in COUNTED.finditer(plain):
        count = number(found["number"])
        quoted = masked[found.start("number")] == "□"
        before = None if quoted else _before(masked, found, count)
        stated = _steps(masked, found, count) if before is None or before.count > before.high else None
        stated = stated or before or (None if quoted else _after(masked, found, count))
        if stated is not None:
            yield stated
    for found in HAVING.finditer(masked):
        if (steps := _steps(masked, found, number(found["number"]))) is not None:
            yield steps
    for found in BEHIND.finditer(masked):
        listed = _after(masked, found, number(found["number"]))
        if listed is not None:
            yield listed
    for found in ANYTHING.finditer(plain):
        if masked[found.start("number")] == "□" or COUNTED.match(plain, found.start()):
            continue
        if (steps := _steps(masked, found, number(found["number"]))) is not None:
            yield steps
            continue
        more = _before(masked, found, number(found["number"]))
        if more is not None and more.low >= 3:
            yield more if _places(masked, found, more) else replace(more, high=max(more.high, more.count))


# 石崖、桦湾、双泉3个管护站: places are named one by one, but one name may hold several: 城关镇、河东镇12个村
PLACE: Final = re.compile(r"[一-鿿]{0,3}?(?:站|所|村|社区|乡镇|镇|街道|公示点)")
AREA: Final = re.compile(r"(?:镇|乡|街道|县|区|市|局|片区)(?:、|$)")


def _places(masked: str, found: re.Match[str], listed: Enumeration) -> bool:
    """Whether a list of places is one name short, which no reading of its names explains."""
    named = masked[listed.names_start : listed.names_end]
    return (
        listed.count == listed.high + 1
        and PLACE.match(found["noun"]) is not None
        and not listed.etc
        and AREA.search(named) is None
    )


def _before(masked: str, found: re.Match[str], count: int) -> Enumeration | None:
    """Names first: the run of words back to the last clause mark."""
    if masked.startswith("、", found.end()):
        return None  # 低保、残疾人两项补贴、孤儿保障: itself a member of the list
    etc = bool(found["etc"])
    low_end = max(0, found.start() - LONGEST)
    flat = BRACKETS.sub(lambda b: "□" * len(b[0]), masked[low_end : found.start()])
    cut = max(flat.rfind(mark) for mark in "，；：。（）\n！？") + 1
    floor, run = low_end + cut, flat[cut:]
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
    """Steps behind: 一是 … 五是 …, in order and without a second beginning between."""
    first = FIRST.match(masked, found.end())
    if first is None:
        return None
    if first["mark"][0] in "（1①" and not first[0].removesuffix(first["mark"]).endswith("："):
        return None  # a heading of the next part, not a step of this one
    style = next(m for m in MARKS if _mark(m, 1) == first["mark"])
    again = masked.find(first["mark"], first.end())
    end, step = first.end(), 1
    while step < len(CHINESE):
        at = masked.find(_mark(style, step + 1), end, end + 1500)
        if at < 0:
            break
        if 0 <= again < at:
            return None  # a list inside the list: which steps are whose is not marked
        end, step = at + 1, step + 1
    if step < 2:
        return None
    return Enumeration(count, step, step, found.start("count"), found.end(), found.end(), end, "steps")


def _mark(style: str, step: int) -> str:
    """The mark of a step in a style.

    >>> _mark("{c}是", 3), _mark("（{n}）", 2)
    ('三是', '（2）')
    """
    return style.format(c=CHINESE[step - 1], n=step, o=CIRCLED[step - 1])


def _after(masked: str, found: re.Match[str], count: int) -> Enumeration | None:
    """Names behind a colon or dash: 2个新媒体：A和B."""
    mark = re.match(r"(?:：|——|，(?:即|分别是|分别为)|（)", masked[found.end() : found.end() + 4])
    if mark is None:
        return None
    start = found.end() + mark.end()
    listed = LISTED.match(masked, start)
    end = listed.end() if listed else start
    run = BRACKETS.sub("", masked[start:end])
    if "、" not in run and not JOIN.search(run):
        return None
    if re.search(r"等|主要|如|其中|例如", run) or FIGURE.search(run) or masked[end : end + 1] in ("，", "："):
        return None
    if run.startswith("一"):
        return None
    low, high = names(run)
    return Enumeration(count, low, high, found.start("count"), found.end(), start, end, "after")
