"""Dates and periods: their shapes in folded text, and their ISO forms.

A shape may have lost its 年 or 月 on the way through a PDF, so that the digits run together
(``20221月1日``, ``20211231日``).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from .numerals import DIGITS, numeral

_YEAR: Final = "(?:19|20)[0-9]{2}"
_HAN_YEAR: Final = "(?:一九|二[〇零])[〇零一二三四五六七八九]{2}"
_MONTH: Final = "(?:1[0-2]|0?[1-9])(?![0-9])"
_DAY: Final = "(?:3[01]|[12][0-9]|0?[1-9])(?![0-9])"
_HAN_MONTH: Final = "(?:十[一二]?|[一二三四五六七八九])"
_HAN_DAY: Final = "(?:[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"
_TO: Final = "(?:至|到|[-—–~]{1,2})"

_MONTH_DAY: Final = f"{_MONTH}月(?![饼嫂])份?(?:{_DAY}[日号])?"
_HAN_MONTH_DAY: Final = f"{_HAN_MONTH}月(?![饼嫂])份?(?:{_HAN_DAY}[日号])?"

_DIGIT_POINT: Final = "|".join(
    (
        f"{_YEAR}年度?(?:{_MONTH_DAY}|{_HAN_MONTH_DAY})?",  # 2024年3月5日, 2024年度
        f"{_YEAR}-{_MONTH}-{_DAY}日?",
        f"{_YEAR}/{_MONTH}/{_DAY}日?",
        rf"{_YEAR}\.{_MONTH}\.{_DAY}日?",
        f"{_YEAR}(?:1[0-2]|0?[1-9])月(?:{_DAY}[日号])?",  # 20221月1日: 年 lost
        f"{_YEAR}[0-9]{{2,4}}日",  # 20211231日: 年 and 月 lost
        f"{_YEAR}(?:1[0-2]|0[1-9])(?:3[01]|[12][0-9]|0[1-9])"
        "(?![0-9.,件条个篇次期场份人户项家名元万余多%])",  # 20240305
        f"[0-9]{{2}}年{_MONTH_DAY}",  # 24年3月
        f"{_YEAR}(?=版|学年)",
        _MONTH_DAY,
    )
)
_HAN_POINT: Final = f"{_HAN_YEAR}年度?(?:{_HAN_MONTH_DAY}|{_MONTH_DAY})?|{_HAN_MONTH_DAY}"

_DIGIT_RANGES: Final = "|".join(
    (
        f"(?:{_YEAR}年度?)?{_MONTH}{_TO}{_MONTH}月份?",  # 1-6月
        f"(?:{_YEAR}年)?{_MONTH}月{_DAY}日?{_TO}{_DAY}日",  # 3月5日至7日
        f"{_DAY}日{_TO}{_DAY}日",
        f"{_YEAR}{_TO}{_YEAR}(?![0-9])(?:学年|年度?)?",  # 2000-2023年
    )
)
_HAN_RANGES: Final = f"(?:{_HAN_YEAR}年)?{_HAN_MONTH}{_TO}{_HAN_MONTH}月份?"

_ANY_POINT: Final = f"(?:{_DIGIT_POINT}|{_HAN_POINT})"
_TAIL: Final = f"(?:[起始]?{_TO}{_ANY_POINT})?"

#: Shapes that begin with an ASCII digit, and shapes that begin with a Chinese one.
DIGIT_DATE: Final = (
    f"(?=[0-9]{{1,2}}[年月日至到~—–-]|(?:19|20)[0-9]{{2}})(?:{_DIGIT_RANGES}|(?:{_DIGIT_POINT}){_TAIL})"
)
HAN_DATE: Final = f"(?:{_HAN_RANGES}|(?:{_HAN_POINT}){_TAIL})"

_SPLIT: Final = re.compile(
    f"[起始]?(?:至|到|—|–|~|(?<=[年月日度])-+|(?<={_YEAR})-(?={_YEAR})|-(?={_MONTH}月))+"
)
_SIDE: Final = re.compile(
    f"(?P<year>{_YEAR}|{_HAN_YEAR}|[0-9]{{2}}(?=年))?(?:学年|年)?度?"
    r"(?P<rest>.*)",
    re.DOTALL,
)


@lru_cache(maxsize=1024)
def iso(shape: str) -> str:
    """The ISO form of a date or period: ``2024``, ``2024-03-05``, ``--12-31``, ``2024-01/2024-06``.

    Args:
        shape: characters that one of the shapes above has matched.

    >>> iso("2024年1月1日至12月31日"), iso("12月31日"), iso("2000-2023年"), iso("20221月1日")
    ('2024-01-01/2024-12-31', '--12-31', '2000/2023', '2022-01-01')
    >>> iso("二〇二四年三月"), iso("2024年1-6月"), iso("202111日起至20211231日")
    ('2024-03', '2024-01/2024-06', '2021-01-01/2021-12-31')
    """
    sides = [_side(side) for side in _SPLIT.split(shape, maxsplit=1)]
    if len(sides) == 1:
        return _written(*sides[0])
    (year, month, day), (last_year, last_month, last_day) = sides
    if last_year is None:
        last_year = year
        if last_month is None and month is not None:
            last_month, last_day = (month, last_day) if day is not None else (last_day, None)
    if year is None and month is None and day is None:
        return _written(last_year, last_month, last_day)
    return f"{_written(year, month, day)}/{_written(last_year, last_month, last_day)}"


def _side(side: str) -> tuple[int | None, int | None, int | None]:
    """Year, month and day of one date."""
    match = _SIDE.match(side)
    assert match is not None  # the pattern matches everything
    year = None if match["year"] is None else _year(match["year"])
    rest = match["rest"]
    if "月" in rest:
        month, _, day = rest.partition("月")
        return year, _number(month), _number(day.strip("份日号"))
    if year is not None and rest[:1] in ("-", "/", "."):
        month, day = re.split("[-/.]", rest[1:].strip("日"))
        return year, int(month), int(day)
    digits = rest.strip("日号")
    if year is None:  # the bare end of a range: 1-6月, 5日至7日
        return (None, None, _number(digits)) if "日" in rest else (None, _number(digits), None)
    if len(digits) <= 2 and "日" not in rest:  # 2024年1-6月
        return year, _number(digits), None
    cut = {2: 1, 3: 1 if digits[1:3] <= "31" else 2, 4: 2}.get(len(digits))
    if cut is None:
        return year, None, None
    return year, int(digits[:cut]), int(digits[cut:])


def _year(text: str) -> int:
    digits = "".join(str(DIGITS.get(c, c)) for c in text)
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _number(text: str) -> int | None:
    read = numeral(text) if text else None
    return None if read is None else int(read.value)


def _written(year: int | None, month: int | None, day: int | None) -> str:
    parts = ["-" if year is None else str(year)]
    if month is not None:
        parts.append(f"{month:02}")
    if day is not None:
        parts.append(f"{day:02}" if month is not None else f"-{day:02}")
    return "-".join(parts)
