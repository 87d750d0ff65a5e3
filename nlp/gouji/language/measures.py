"""Read one figure: the numeral, the unit behind it, the bound words on both sides."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from string import ascii_letters
from typing import Final

from ..claim import Label
from ..quantity import ONE, Quantity, Sense
from .bounds import after, before, combined
from .counting import BOUNDARY, counts
from .hits import Hits
from .lexicon import AFTER, BEFORE, INNER, UNITS, Unit, unit_pattern
from .numerals import CORE, DIGIT_CORE, HAN_CORE, Numeral, numeral
from .portions import share, slashed
from .shapes import DIGIT_SHAPE, HAN_SHAPE, take

# ---------------------------------------------------------------- the plainest figures

# Most figures of a report are a few digits with one of these units, or the cells of a table.  They
# need none of the questions below, so they are read before all of those.
_PLAIN_UNITS: Final = "件条个篇次期场份宗家人项例封批部台册户名%"
_PLAIN_UNIT: Final = unit_pattern(_PLAIN_UNITS, f"{''.join(AFTER)}-—–~至到/半")
_PLAIN: Final = re.compile(
    rf"([0-9]{{1,6}}+(?:\.[0-9]{{1,4}}+)?+)(?:((?<=[0-9]0)余)?(人次|{_PLAIN_UNIT})|(?=[\t\n |]|\Z))"
)
_NEXT_CELL: Final = re.compile(r"[\t\n |][0-9]{1,3}+(?=[\t\n |]|\Z)")
_ROW: Final = re.compile(rf"[0-9]++(?:\.[0-9]++)?(?:{_NEXT_CELL.pattern}){{0,8}}+")
_CELL: Final = re.compile(r"[0-9.]++")
_CELL_EDGE: Final = frozenset("\t\n |")

# Before a plain figure these raise questions: a bound word, a sign, a code, a list of dates.
_QUESTIONS: Final = frozenset(
    (*BEFORE, "", *'“‘"〔[【（¥的第前数-—–~−/.,:：·+×@_#', *"0123456789", *ascii_letters)
)

# Behind a short run of digits these tell that none of the shapes that measure nothing can begin here.
_MEASURED: Final = re.compile(
    r"(?<![〔\[【（A-Za-z@_/.=号字发办函告规急-])[0-9]{1,4}+(?:\.[0-9]++)?"
    rf"(?=[余多万亿元大类种{_PLAIN_UNITS}])"
)


def digits(plain: str, start: int, hits: Hits) -> int:
    """A figure that begins with an ASCII digit; returns where reading goes on."""
    match = _PLAIN.match(plain, start)
    if match is not None:
        core, more, unit = match.groups()
        last = plain[start - 1 : start]
        if unit is not None:
            if last not in _QUESTIONS:
                end = match.end()
                return hits.measure(start, end, start, match.end(1), _plain(core, unit, more))
        # Four digits may be a year; behind a word, only what more cells follow is surely a cell.
        elif last in _CELL_EDGE:
            if len(core) != 4:
                return _row(plain, start, hits)
        elif last not in _QUESTIONS and (
            len(core) < 3 or (len(core) == 3 and _NEXT_CELL.match(plain, match.end()))
        ):
            return _row(plain, start, hits)
    if not _MEASURED.match(plain, start):
        shape = DIGIT_SHAPE.match(plain, start)
        if shape is not None and shape.end() > start:
            return take(plain, shape, hits)
        end = slashed(plain, start, hits)
        if end > start:
            return end
    core_match = DIGIT_CORE.match(plain, start)
    assert core_match is not None  # a digit stands there
    return _figure(plain, start, core_match.end(), hits)


def _row(plain: str, start: int, hits: Hits) -> int:
    """The cells of a table from here on, as far as they are short."""
    row = _ROW.match(plain, start)
    assert row is not None  # a cell stands there
    for first, last, quantity in _cells(row[0]):
        hits.measure(start + first, start + last, start + first, start + last, quantity)
    return row.end()


@lru_cache(maxsize=1024)
def _cells(row: str) -> tuple[tuple[int, int, Quantity], ...]:
    """Where the cells of a row begin and end and what they say; most rows are zeros."""
    return tuple((*cell.span(), _plain(cell[0], "", None)) for cell in _CELL.finditer(row))


@lru_cache(maxsize=8192)
def _plain(core: str, unit: str, more: str | None) -> Quantity:
    """The quantity of plain digits."""
    sense = Sense.ODD if more else Sense.EXACT
    quantity = _quantity(core, None, UNITS[unit][0] if unit else None, unit, "", sense, False)
    assert quantity is not None  # plain digits are well-formed
    return quantity


# ---------------------------------------------------------------- all others


def han(plain: str, start: int, hits: Hits) -> int:
    """A figure that begins with a Chinese numeral; returns where reading goes on."""
    end = share(plain, start, hits)
    if end > start:
        return end
    shape = HAN_SHAPE.match(plain, start)
    if shape is not None:
        return take(plain, shape, hits)
    core = HAN_CORE.match(plain, start)
    assert core is not None  # a numeral stands there
    return _figure(plain, start, core.end(), hits)


_SEVERAL: Final = re.compile(
    "(?<![人总件次篇条户个页字基指系倍分票天计多少无岁半])数$|几$|(?<![以线网路身晚早天])上$"
)
_QUOTED: Final = re.compile('[^“”"，。；：%\n]{1,12}(?=[”"])')
_QUOTES: Final = frozenset('“"')
_DASHES: Final = frozenset("至到~-—–")


def _figure(plain: str, start: int, end: int, hits: Hits) -> int:
    """A numeral, what stands behind it and what before; notes down a measure, a name or nothing."""
    chinese = plain[start] > "9"
    if chinese and plain[start] in "十百千万亿":
        several = _SEVERAL.search(plain, max(0, start - 3), start)
        # 网上百余件: 上 belongs to the word before where 余 says enough.
        if several is not None and not (several[0] == "上" and plain[end : end + 1] in ("余", "多")):
            start -= 1
    core = plain[start:end]
    read = numeral(core)
    if read is None:
        return end if chinese else hits.name(start, end, Label.DOCNO)
    last = plain[start - 1 : start]
    if last in _QUOTES:
        quoted = _QUOTED.match(plain, start)
        if quoted is not None and quoted.end() >= end:  # “20条” names something
            return hits.name(start, quoted.end(), Label.NUMBER_NAME)

    at, inner = _inner(plain, end, read) if plain[end : end + 1] in INNER else (end, None)
    unit, text, at, half = _unit_at(plain, at)
    if unit is not None and unit.label is not None:
        label = Label.DOCNO if unit.text == "号" and len(core) > 5 else unit.label
        return hits.name(start, at, label, str(read.value) if label is Label.ORDINAL else "")
    if last == "前" and _ranks(plain, start, unit):
        return hits.name(start, at, Label.ORDINAL, str(read.value))
    if unit is None and inner is not None and chinese and plain[at : at + 1] not in BOUNDARY:
        return end
    top = None
    if plain[at : at + 1] in _DASHES:
        top, at, unit, text = _range(plain, start, at, unit, text)

    word = before(plain, start, core, unit) if last in BEFORE or last == "的" else None
    behind = None
    if plain[at : at + 1] in AFTER:
        behind, at = after(plain, at, unit)
    bound = word or behind or inner
    sense = combined(word.sense if word else None, behind, inner, read.sense) if bound else read.sense

    if chinese:
        if not counts(plain, start, core, unit, at, bool(bound or half)):
            return end
    elif unit is None and not bound and top is None:
        name = _unmeasured(plain, start, end, core)
        if name is not None:
            return hits.name(start, *name, core)
    if text == "日" and not (half or bound) and _is_day(plain, start, at, read):
        return hits.name(start, at, Label.DATE, f"---{int(read.value):02}")
    begin = start - len(word.text) if word else start
    if unit is None:
        unit, text = _unit_of_noun(plain, begin, core)
    elif text == "分" and plain[start - 2 : start] == "小时":
        unit = _CALENDAR_UNIT["分"]
    minus = last == "-" and not chinese and _is_minus(plain, start)
    quantity = _quantity(core, top, unit, text, half, sense, minus)
    if quantity is None:
        return end
    if minus:
        begin = start = start - 1
    return hits.measure(begin, at, start, end, quantity)


def _inner(plain: str, end: int, read: Numeral) -> tuple[int, Sense | None]:
    """A bound word between figure and unit: 3800余条, 100万+."""
    first = plain[end : end + 1]
    for word in INNER.get(first, ()):
        behind = plain[end + 1 : end + 2]
        if first == "+":
            return (end, None) if behind.isascii() and behind.isalnum() else (end + 1, word.sense)
        if not read.value or read.value % 10 or read.sense is Sense.ODD or behind in _NOT_MORE:
            break
        if first in "来几" and _unit_at(plain, end + 1)[0] is None:
            break
        return end + 1, word.sense
    return end, None


_NOT_MORE: Final = frozenset("额样数方头自说")  # 余额, 多样, 来自

_HALF_UNIT: Final = re.compile("个(半|多)(月|小时|星期|工作日|钟头|学期|季度|年)")
_CALENDAR_UNIT: Final = {
    text: Unit(text, "duration", None, ONE, "any")
    for text in ("月", "小时", "分", "星期", "工作日", "钟头", "学期", "季度", "年")
}
_PER: Final = re.compile(
    "/(?:页|人|件|次|年|月|天|日|户|亩|吨|份|张|本|台|小时|平方米|立方米|㎡|公里|度|公斤|斤)"
)
_TENTHS: Final = re.compile("[一二三四五六七八九半](?![十百千个条项件家分])")


def _unit_at(plain: str, at: int) -> tuple[Unit | None, str, int, str]:
    """The unit behind a figure: unit, as written, where it ends, and 半, 多 or a digit that it holds."""
    for key in (plain[at : at + 2], plain[at : at + 1]):
        for unit in UNITS.get(key, ()):
            end = at + len(unit.text)
            if plain.startswith(unit.text, at) and plain[end : end + 1] not in unit.not_before:
                if unit.holds_more:
                    return _held_more(plain, at, unit)
                return unit, unit.text, end, ""
    return None, "", at, ""


def _held_more(plain: str, at: int, unit: Unit) -> tuple[Unit, str, int, str]:
    """A unit that may go on: 元/页, 成五, 年半, 个半月."""
    end = at + len(unit.text)
    if unit.kind == "money" and (per := _PER.match(plain, end)):
        return unit, unit.text + per[0], per.end(), ""
    if unit.text == "成" and (tenth := _TENTHS.match(plain, end)):
        return unit, unit.text, tenth.end(), tenth[0]
    if unit.kind == "duration" and plain[end : end + 1] == "半":
        return unit, unit.text, end + 1, "半"
    if unit.text == "个" and (half := _HALF_UNIT.match(plain, at)):
        return _CALENDAR_UNIT[half[2]], half[2], half.end(), half[1]
    return unit, unit.text, end, ""


_SEPARATOR: Final = re.compile(f"(?:[至到~]|[-—–]{{1,2}})({CORE})")


def _range(
    plain: str, start: int, at: int, unit: Unit | None, text: str
) -> tuple[str | None, int, Unit | None, str]:
    """The upper figure of a range and the unit of both: 3至5件, 10%—15%; not 由3件到5件."""
    upper = _SEPARATOR.match(plain, at)
    if upper is not None and plain[start - 1 : start] not in ("由", "从"):
        above, written, end, half = _unit_at(plain, upper.end())
        if above is not None and above.kind and not half and (unit is None or above is unit):
            return upper[1], end, above, written
    return None, at, unit, text


# ---------------------------------------------------------------- digits without a unit

_NOUN: Final = re.compile("(人次|[人次件户篇条份页])数(?:合计|共计|总计|累计|达到|[为达共计有已：])*$")
_CLOSING: Final = frozenset("”’")
_YEAR: Final = re.compile("(?:19[5-9]|20[0-4])[0-9]")
_PHONE_LABEL: Final = re.compile("(?:电话|传真|手机|热线|号码|致电|专线)[^0-9，。；\n]{0,8}$")
_CODE_LABEL: Final = re.compile("(?:号|编码|代码)[：为是]?$")
_DIAL: Final = re.compile("(?:拨打|致电|热线|电话|报警)：?$")
_MORE_PHONES: Final = re.compile("(?:[/、][0-9]{7,8}(?![0-9]))*+")


_MONEY_NOUN: Final = re.compile(
    "(?:资金|经费|金额|投资|预算|罚款|费用|款项|补贴)(?:合计|共计|总计|累计|达到|[为达共计有已：])*$"
)


def _unit_of_noun(plain: str, start: int, core: str) -> tuple[Unit | None, str]:
    """The unit that the noun before a figure holds: 关注人数突破15万, 投入资金30万."""
    noun = _NOUN.search(plain, max(0, start - 8), start)
    if noun is not None:
        return None, noun[1]
    if core[-1] in "万亿" and _MONEY_NOUN.search(plain, max(0, start - 8), start):
        return UNITS["元"][0], "元"
    return None, ""


def _ranks(plain: str, start: int, unit: Unit | None) -> bool:
    """前三名 and 前10 are places in a row; 目前5名 is a count."""
    return (unit is None or unit.text in ("名", "位")) and plain[start - 2 : start - 1] not in _BEFORE_NOW


_BEFORE_NOW: Final = frozenset("目此之以日当先提会")


def _unmeasured(plain: str, start: int, end: int, core: str) -> tuple[int, Label] | None:
    """Digits that are no count: a year, a telephone number, an index number."""
    if not core.isdigit():
        return None
    if plain[end : end + 1] in _CLOSING:  # “草原110”
        return end, Label.NUMBER_NAME
    if len(core) == 4 and _YEAR.fullmatch(core):
        return end, Label.DATE
    if len(core) in (7, 8) and _PHONE_LABEL.search(plain, max(0, start - 16), start):
        more = _MORE_PHONES.match(plain, end)
        return end if more is None else more.end(), Label.PHONE
    if len(core) in (3, 5) and _DIAL.search(plain, max(0, start - 3), start):
        return end, Label.PHONE
    coded = len(core) > 4 and _CODE_LABEL.search(plain, max(0, start - 3), start)
    return (end, Label.DOCNO) if coded or len(core) > 8 else None


_DAYS: Final = re.compile("内|之内|前置|办结|有效|无理由|公示")
_DAYS_BEFORE: Final = re.compile("(?:期|限|历时|用时|时长|长达|提前|延长|缩短)(?:为|至|了|到)?$")


def _is_day(plain: str, start: int, end: int, read: Numeral) -> bool:
    """5日 is a day of the month; 5日内 and 为期5日 are durations."""
    if not 1 <= read.value <= 31 or read.decimal:
        return False
    return not (_DAYS.match(plain, end) or _DAYS_BEFORE.search(plain, max(0, start - 6), start))


def _is_minus(plain: str, start: int) -> bool:
    """Whether the hyphen before a figure is a sign and not a dash."""
    return start == 1 or plain[start - 2] in "\t\n （：长降少化幅为"


# ---------------------------------------------------------------- the quantity


@lru_cache(maxsize=8192)
def _quantity(
    core: str, top: str | None, unit: Unit | None, text: str, half: str, sense: Sense, minus: bool
) -> Quantity | None:
    """The quantity of a numeral with its unit, or None; cached, since reports repeat themselves.

    Args:
        top: the upper numeral of a range.
        text: the unit as written.
        half: 半, 多 or a digit that the unit holds.
    """
    read = numeral(core)
    assert read is not None  # the reader has read it
    if top is not None:
        ranged = _ranged(read, core, top)
        if ranged is None:
            return None
        read = ranged
    kind = "count" if unit is None or unit.kind is None else unit.kind
    if unit is not None and unit.factor != 1:
        read = read.times(unit.factor) if top is None and read.upper is None else _scaled(read, unit.factor)
    value, step, quantum = read.value, read.step, read.quantum
    if half == "半":
        extra = Decimal("0.5") if kind == "duration" else Decimal(5)
        value, step, quantum = value + extra, extra, extra
    elif half == "多":
        sense = Sense.ODD
    elif half:  # 七成五
        tenth = numeral(half)
        assert tenth is not None  # one digit
        value, step, quantum = value + tenth.value, ONE, ONE
    rounded = kind == "percent" or read.decimal
    return Quantity(
        -value if minus else value, kind, text, sense, step, quantum, rounded, read.upper, read.upper_open
    )


def _ranged(read: Numeral, core: str, top: str) -> Numeral | None:
    """Both ends of a range, or None where the second is not above the first."""
    above = numeral(top)
    if above is None or above.sense is not Sense.EXACT or read.sense is not Sense.EXACT:
        return None
    if top[-1] in "万亿" and top[-1] not in core:  # 20-30万元
        read = read.times(10**4 if top[-1] == "万" else 10**8)
    if above.value <= read.value:
        return None
    return Numeral(read.value, read.step, read.quantum, read.decimal, upper=above.value)


def _scaled(read: Numeral, factor: Decimal) -> Numeral:
    """Both ends of a range or set times a factor: 八九成 is 80 to 90."""
    upper = None if read.upper is None else read.upper * factor
    times = read.times(factor)
    return Numeral(times.value, times.step, times.quantum, read.decimal, read.sense, upper, read.upper_open)


# ---------------------------------------------------------------- ¥


_YEN: Final = re.compile(f"¥({CORE})")


def yen(plain: str, start: int, hits: Hits) -> int:
    """¥1,200."""
    match = _YEN.match(plain, start)
    if match is None or numeral(match[1]) is None:
        return start + 1
    end = match.end()
    unit, text, at, _ = _unit_at(plain, end)
    if unit is None or unit.kind != "money":
        unit, text, at = UNITS["元"][0], "元", end
    word = before(plain, start, "", unit)
    quantity = _quantity(match[1], None, unit, text, "", word.sense if word else Sense.EXACT, False)
    if quantity is None:
        return at
    return hits.measure(start - len(word.text) if word else start, at, start, end, quantity)
