"""Find every figure of a text: what it measures, or what it names.

One pass over folded characters, before any word is cut.  At each character that can begin a
numeral, shapes that are no measure are tried first (dates, telephone numbers, document numbers,
names); then the numeral is read, the unit behind it, and the bound words on both sides.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

from ..claim import Entity, Label, Mention
from ..quantity import ONE, Quantity, Sense
from ..text import Span
from .dates import DIGIT_DATE, HAN_DATE, iso
from .folding import fold
from .lexicon import (
    AFTER,
    ARTICLES,
    BEFORE,
    INNER,
    NAME,
    NAME_HEADS,
    NUMERALS,
    UNITS,
    WITNESSES,
    WORD,
    BoundWord,
    Unit,
)
from .numerals import Numeral, numeral

Hit = Mention | Entity | None


def quantities(text: str) -> list[Mention]:
    """Every measure that a bare text states.

    Args:
        text: any string; a line feed inside a sentence is taken for a soft wrap.

    Returns:
        Mentions in order; spans and quotes are those of ``text`` as it is given.

    >>> [(m.quote, m.value, m.unit, m.bound.value) for m in quantities("公开３８００ 余条，占比约 23%。")]
    [('３８００ 余条', Decimal('3800'), '条', 'over'), ('约 23%', Decimal('23'), '%', 'about')]
    """
    folded = fold(text, wraps=True)
    mentions, _ = scan(folded.plain)
    if folded.plain == text:
        return mentions
    found = []
    for mention in mentions:
        span = folded.to_text(mention.span.start, mention.span.end)
        core = folded.to_text(mention.core.start, mention.core.end)
        found.append(Mention(span, core, span.of(text), mention.quantity))
    return found


def scan(plain: str) -> tuple[list[Mention], list[Entity]]:
    """Every figure of a folded text.

    Args:
        plain: a text as `gouji.language.folding.fold` gives it.

    Returns:
        The measures, and the figures that are none, each in order; spans in ``plain``.

    >>> mentions, entities = scan("2024年公开信息12条，其中第3季度5条。")
    >>> [m.quote for m in mentions], [(e.quote, e.label.value, e.value) for e in entities]
    (['12条', '5条'], [('2024年', 'DATE', '2024'), ('第3季度', 'ORDINAL', '3')])
    """
    mentions: list[Mention] = []
    entities: list[Entity] = []
    begin = _BEGINNING.search
    found = begin(plain)
    while found:
        start = found.start()
        hit, end = _READERS[plain[start]](plain, start)
        if isinstance(hit, Mention):
            mentions.append(hit)
        elif hit is not None:
            entities.append(hit)
        found = begin(plain, max(end, start + 1))
    _share_units(plain, mentions)
    return mentions, entities


# ---------------------------------------------------------------- numerals in a text

# Ten thousand and the like behind digits; 千 and 百 may also begin a unit or another word (千米, 百分点).
_PLACE: Final = "(?:[万亿]|千(?![克米瓦伏帕卡家方山百秋])|百(?!分|姓|强|度|家|货|日|佳|花))"
_DIGITS: Final = r"(?:[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])|[0-9]++)(?:\.[0-9]++)?"
_CORE: Final = re.compile(
    rf"{_DIGITS}"
    rf"(?:[余多来]?{_PLACE}++(?:零?{_DIGITS}{_PLACE}++)*+(?:零?[0-9]++(?![.,年月日%]|个百分))?"
    r"|[wWkK](?![A-Za-z0-9]))?"
)
_HAN_CORE: Final = re.compile(
    rf"[{NUMERALS}]++(?:[余多来][十百千万亿]++)?(?:点[〇零一二三四五六七八九]++[百千万亿]*+)?"
)
_ANY_CORE: Final = re.compile(rf"(?=[0-9])(?:{_CORE.pattern})|{_HAN_CORE.pattern}")

# ---------------------------------------------------------------- shapes that are no measure

_HAN: Final = "\u3400-\u9fff"
_COUNTED: Final = "[件条个人次项起宗户名份篇封万余多%]"  # behind a hotline's number: no hotline

_HOTLINES: Final = (
    "123(?:0[159]|1[2356389]|2[0689]|3[1356789]|4[05-9]|5[0-68]|6[5-9]|7[0189]|8[01258]|9[0356])"
)

# Order matters: the first that fits is taken.
_DIGIT_SHAPES: Final = {
    "ascii": "|".join(  # part of a mail or web address, or of a code
        (
            rf"(?<=[A-Za-z_@])(?!(?<=[A-Za-z]{{2}})[0-9]++(?:\.[0-9]++)?(?:[%余]|{_COUNTED}|[家期场亿]))"
            r"[0-9A-Za-z_.@/?=&%#~+:-]++",
            r"(?<=[A-Za-z][/.=-])[0-9A-Za-z_.@/?=&%#~+:-]++",
        )
    ),
    "docno": "|".join(
        (
            r"(?<=[〔\[【（])(?:19|20)[0-9]{2}[〕\]】）](?:字?第)?[0-9]{1,6}(?:-[0-9]+)?号",
            r"(?<=[〔\[【])(?:19|20)[0-9]{2}[〕\]】](?:[0-9]{1,6}号?)?",
            r"(?<=[〔\[])[0-9]{4,12}号?",  # 〔202130号: a bracket lost
            # 泉鲤应急20221号: both brackets lost
            r"(?<=[字发办函急通规告])20[0-3][0-9]{2,5}(?:号|(?![0-9.,年月日件条个份次人家万余%]))",
            r"(?<![0-9A-Z])[0-9]{8}[0-9A-Z]{10}(?![0-9A-Z])",  # a body's code for credit
            r"(?![0-9]{7,8}/[0-9]{7,8}(?![0-9]))[0-9]{5,}(?:[-/][0-9]{2,})+(?:[-/][0-9A-Za-z]+)*",
        )
    ),
    "date": DIGIT_DATE,
    "phone": "|".join(
        (
            r"0[0-9]{2,3}(?:[-—–]{1,2}|）)[0-9]{7,8}(?:(?:-|转)[0-9]{1,6})?(?:[/、][0-9]{7,8})*+(?![0-9])",
            r"0[0-9]{9,11}(?![0-9.])",
            r"1[3-9][0-9]{9}(?![0-9.])",
            r"[2-9][0-9]{6,7}(?:/[2-9][0-9]{6,7})+(?![0-9.])",
            r"[48]00[-—]?[0-9]{3,4}[-—]?[0-9]{3,4}(?![0-9])",
            rf"(?:{_HOTLINES})(?![0-9.,]|{_COUNTED})",
        )
    ),
    "postcode": r"(?:(?<=邮编)|(?<=邮编：)|(?<=邮政编码)|(?<=邮政编码：))[0-9]{6}(?![0-9])",
    "time": "|".join(
        (
            r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?(?![0-9])",
            r"(?:1?[0-9]|2[0-4])时(?!间|段|限|长|效)(?:[0-5]?[0-9]分(?!钟))?",
            r"(?:(?<=[午晚早晨日])|(?<=凌晨))(?:1?[0-9]|2[0-4])点(?:[0-5]?[0-9]分?|半)?",
        )
    ),
    "name": "|".join(
        (
            r"[0-9]++(?:\+[0-9A-Za-z]++)++",  # 1+X, 20+8
            r"[0-9]{1,2}·[0-9]{1,2}(?![0-9])",  # 5·15
            r"[0-9]++(?:\.[0-9]++){2,}+",
            r"[0-9]++[×xX*][0-9]++(?:小时)?",  # 7×24小时
            r"[0-9]++:[0-9]++",
            r"[0-9]\.[0-9](?=版|时代|升级|模式)",
            r"[0-9]++(?:\.[0-9]++)?(?![wWkK](?![A-Za-z0-9])|(?:km|kg|m|cm|mm|g|mg|t|L|ml|kW|kWh|MW|GB|TB|MB|KB|dB|ha)"
            r"(?![A-Za-z]))[A-Za-z][0-9A-Za-z]*+",  # 5G
            r"[0-9]{1,2}(?=版(?!块))",
            r"[0-9]{3,}(?:平台|热线|专线|APP)",
        )
    ),
    "marker": "|".join(
        (
            rf"(?<![^\n\t。；：（，])[0-9]{{1,2}}(?:[.、](?=[{_HAN}“《（])|、(?=20[0-9]{{2}}年))",
            r"(?:(?<=[\n。；：，]（)|(?<=^（))[0-9]{1,2}）",
            r"(?<=[-—])[0-9]{1,3}(?=[-—](?![0-9]))",  # the number of a page
            r"(?<=第)[0-9]{1,3}(?=页)|(?<=共)[0-9]{1,3}(?=页)",
        )
    ),
    "address": "|".join(
        (
            r"[0-9]{1,5}(?:号院|号楼|号|楼(?![盘市宇房])|弄)(?!文|令|公告)"
            r"(?:[A-Za-z]?座?[0-9]{1,5}(?:号楼|号|楼|层|室|房|单元|栋|幢))*+",
            r"[0-9]{1,3}(?:栋|幢|座|单元|层)[0-9]{1,5}(?:单元|室|层|号|楼|房)?(?![0-9])",
            r"[0-9]{3,4}(?:室|房间|房(?!屋))",
        )
    ),
}

_DIGIT: Final = "[一二两三四五六七八九十]"
_HAN_SHAPES: Final = {
    "name": f"{NAME}|十[二三四五六七]五(?=规划|期间|时期|末|”|以来|收官|开局|[，。、；]|$)",
    "word": WORD,
    "date": HAN_DATE,
    "share": "|".join(
        (
            rf"[百千万]分之(?:{_ANY_CORE.pattern})(?:(?:至|到|[-—–~])(?:[百千万]分之)?(?:{_ANY_CORE.pattern}))?",
            "百分百",
            f"[{NUMERALS}]{{1,4}}分之[{NUMERALS}]{{1,4}}",
            "一半",
        )
    ),
    # 五位一体, 三审三校, 一事一审: digit, word, digit, word
    "idiom": rf"{_DIGIT}(?=[{_HAN}])(?![{NUMERALS}余多半第至到或点成元分年月周天季日])[{_HAN}]"
    rf"[一二三四五六七八九](?!一等|[定般些直致并起同样律切旦])(?![{NUMERALS}])[{_HAN}]",
    "quoted": rf"{_DIGIT}个(?=[“‘\"])",
    "address": r"[一二三四五六七八九十]{1,3}(?:号楼|楼(?![盘市宇房]))(?:[0-9]{1,5}(?:室|房|号))?",
}


def _master(shapes: dict[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{shape})" for name, shape in shapes.items()))


_DIGIT_SHAPE: Final = _master(_DIGIT_SHAPES)
_HAN_SHAPE: Final = _master(_HAN_SHAPES)

_LABELS: Final = {
    "docno": Label.DOCNO,
    "date": Label.DATE,
    "time": Label.DATE,
    "phone": Label.PHONE,
    "postcode": Label.POSTCODE,
    "name": Label.NUMBER_NAME,
    "idiom": Label.NUMBER_NAME,
    "quoted": Label.NUMBER_NAME,
    "address": Label.ADDRESS,
}


def _shaped(plain: str, match: re.Match[str]) -> tuple[Hit, int]:
    """What a shape stands for, and where reading goes on."""
    name = match.lastgroup or ""
    if name == "share":
        return _share(plain, match)
    label = _LABELS.get(name)
    if label is None:
        return None, match.end()
    start, end = match.span()
    value = ""
    if name == "date":
        value = iso(match[0])
    elif name == "docno" and plain[start - 1 : start] in _OPENING:
        start = _agency(plain, start)
    elif name == "name":
        start -= len(
            next((head for head in NAME_HEADS.get(match[0], ()) if plain.endswith(head, 0, start)), "")
        )
    elif name == "phone":
        if match[0].find("）") > 0 and plain[start - 1 : start] == "（":
            start -= 1
        value = match[0].replace("）", "-").replace("—", "-")
    elif name == "postcode":
        value = match[0]
    return Entity(Span(start, end), plain[start:end], label, value), end


_OPENING: Final = frozenset("〔[【（")

# The body before the bracket of a document number: 国办公开办函〔2021〕30号.
_AGENCY: Final = re.compile(f"[{_HAN}]{{1,16}}$")
_NO_AGENCY: Final = re.compile(
    "办公室|办公厅|根据|按照|依据|依照|关于|以及|印发|转发|通知|文件|要求|的|和|与|及|《|》"
)


def _agency(plain: str, start: int) -> int:
    """Where a document number with its issuing body begins; ``start`` is behind its bracket."""
    start -= 1
    match = _AGENCY.search(plain, max(0, start - 16), start)
    if match is None:
        return start
    cut = max((stop.end() for stop in _NO_AGENCY.finditer(match[0])), default=0)
    return max(start - len(match[0]) + cut, start - 10)


# ---------------------------------------------------------------- percent, fractions, halves


def _share(plain: str, match: re.Match[str]) -> tuple[Hit, int]:
    """百分之二十三, 四分之一, 百分百, 一半."""
    start, end = match.span()
    quantity = _share_of(match[0])
    if quantity is None:
        return None, end
    return _bounded(plain, start, start, end, quantity)


_SCALES: Final = {"百": ("percent", "%", ONE), "千": ("fraction", "‰", Decimal("0.001"))}
_TO: Final = re.compile("至|到|[-—–~]")
_TENTH: Final = Decimal("0.1")


@lru_cache(maxsize=1024)
def _share_of(text: str) -> Quantity | None:
    """The quantity of a share written in words."""
    if text == "一半":
        return Quantity(Decimal("0.5"), "fraction", step=_TENTH, quantum=_TENTH)
    if text == "百分百":
        text = "百分之百"
    base, _, rest = text.partition("分之")
    sides = [side.rpartition("分之")[2] for side in _TO.split(rest)]
    read = [numeral(side) for side in sides]
    if not all(read):
        return None
    first, last = read[0], read[-1]
    assert first is not None
    assert last is not None
    if base == "百":
        top = last.value if len(read) > 1 else first.upper
        quantity = Quantity(
            first.value, "percent", "%", first.sense, first.step, first.quantum, True, top, first.upper_open
        )
        return quantity if top is None or top > first.value else None
    below = numeral(base)
    if below is None or not below.value or len(read) > 1 or first.sense is not Sense.EXACT:
        return None
    value = first.value / below.value
    exact = value * below.value == first.value and -int(value.as_tuple().exponent) < 12
    tiny = Decimal("0.000001")
    unit = "‰" if base == "千" else ""
    return Quantity(value, "fraction", unit, step=ONE / below.value, quantum=tiny, rounded=not exact)


# ---------------------------------------------------------------- measures


def _digits(plain: str, start: int) -> tuple[Hit, int]:
    """A figure that begins with an ASCII digit."""
    shape = _DIGIT_SHAPE.match(plain, start)
    if shape is not None and shape.end() > start:
        return _shaped(plain, shape)
    core = _CORE.match(plain, start)
    assert core is not None  # a digit stands there
    return _measure(plain, start, core.end())


def _han(plain: str, start: int) -> tuple[Hit, int]:
    """A figure that begins with a Chinese numeral."""
    shape = _HAN_SHAPE.match(plain, start)
    if shape is not None:
        return _shaped(plain, shape)
    core = _HAN_CORE.match(plain, start)
    assert core is not None  # a numeral stands there
    return _measure(plain, start, core.end())


_CALENDAR: Final = frozenset(("年", "月", "个月", "天", "日", "周", "个季度", "个星期"))
_BOUNDARY: Final = frozenset(("", *"，。；、！？：）】》”’\n\t "))
_SEVERAL: Final = re.compile(
    "(?<![人总件次篇条户个页字基指系倍分票天计多少无岁])数$|好?几$|(?<![以线网路身晚早天])上$"
)
_SEPARATOR: Final = re.compile("[至到~]|[-—–]{1,2}")
_HALF_UNIT: Final = re.compile("个(半|多)(月|小时|星期|工作日|钟头|学期|季度|年)")
_PER: Final = re.compile(
    "/(?:页|人|件|次|年|月|天|日|户|亩|吨|份|张|本|台|小时|平方米|立方米|㎡|公里|度|公斤|斤)"
)
_QUOTED: Final = re.compile('[^“”"，。；：%\n]{1,12}(?=[”"])')
_TENTHS: Final = re.compile("[一二三四五六七八九半](?![十百千个条项件家分])")
_PHONE_LABEL: Final = re.compile("(?:电话|传真|手机|热线|号码|致电|专线)[^0-9，。；\n]{0,8}$")
_MORE_PHONES: Final = re.compile("(?:[/、][0-9]{7,8}(?![0-9]))*+")
_DAYS: Final = re.compile("内|之内|以内|以上|以下|左右|前置|办结|有效|无理由|公示")
_DAYS_BEFORE: Final = re.compile(
    "(?:期|限|为期|历时|用时|时长|长达|提前|延长|缩短|至少|不少于|不超过)(?:为|至|了)?$"
)
_YEAR: Final = re.compile("(?:19[5-9]|20[0-4])[0-9]")
_OUTER_ODD: Final = frozenset("余多")


def _measure(plain: str, start: int, end: int) -> tuple[Hit, int]:
    """A numeral, what stands behind it and what before."""
    han = plain[start] > "9"
    if han and plain[start] in "十百千万亿":
        lead = _SEVERAL.search(plain, max(0, start - 3), start)
        if lead is not None and not (lead[0] == "上" and plain[end : end + 1] in _OUTER_ODD):
            start = lead.end() - 1
    core = plain[start:end]
    read = numeral(core)
    if read is None:
        return _identifier(plain, start, end) if not han else None, end
    quote = plain[start - 1 : start]
    if quote and quote in '“"':
        quoted = _QUOTED.match(plain, start)
        if quoted is not None and quoted.end() >= end:
            return Entity(Span(start, quoted.end()), quoted[0], Label.NUMBER_NAME), quoted.end()
    at, inner = _inner(plain, end, read, han)
    unit, text, at, half = _unit_at(plain, at)
    if unit is not None and unit.label is not None:
        value = str(read.value) if unit.label is Label.ORDINAL else ""
        return Entity(Span(start, at), plain[start:at], unit.label, value), at
    if unit is None and inner is not None and han and plain[at : at + 1] not in _BOUNDARY:
        return None, end

    top = None
    to = _range(plain, at, unit, start)
    if to is not None:
        top, at, unit, text = to
    word = _before(plain, start, read if top is None else None, unit)
    after, at = _after(plain, at, unit)
    bound = bool(word or after or inner or half)
    if han and not _counts(plain, start, core, unit, at, bound):
        return None, end
    if not han and unit is None and top is None and word is None and inner is None:
        name = _unmeasured(plain, start, end)
        if name is not None:
            return name, name.span.end
    if unit is not None and unit.text == "日" and not half and _is_day(plain, start, at, read):
        return Entity(Span(start, at), plain[start:at], Label.DATE, f"---{int(read.value):02}"), at
    if unit is None:
        text = _noun_unit(plain, start - len(word.text) if word else start)
    sense = _sense(word.sense if word else None, after, inner, read.sense)
    minus = not han and _is_negative(plain, start)
    quantity = _quantity(core, top, unit, text, half, sense, minus)
    if quantity is None:
        return None, end
    core_start = start - minus
    begin = start - len(word.text) if word else core_start
    return (
        Mention(Span(begin, at), Span(core_start, end), plain[begin:at], quantity),
        at,
    )


_NOUN: Final = re.compile("(人次|[人次件户篇条份页])数(?:量)?(?:合计|共计|总计|累计|达到|[为达共计有已：])*$")


def _noun_unit(plain: str, start: int) -> str:
    """The unit that the noun before a figure holds: 关注人数突破15万."""
    noun = _NOUN.search(plain, max(0, start - 8), start)
    return "" if noun is None else noun[1]


def _inner(plain: str, end: int, read: Numeral, han: bool) -> tuple[int, Sense | None]:
    """A bound word between figure and unit: 3800余条, 100万+."""
    for word in INNER.get(plain[end : end + 1], ()):
        behind = plain[end + 1 : end + 2]
        if word.text == "+":
            return (end, None) if behind.isascii() and behind.isalnum() else (end + 1, word.sense)
        if not read.value or read.value % 10 or read.sense is not Sense.EXACT:
            break
        if behind in ("额", "样", "数", "方", "头", "自", "说") or (
            word.text in "来几" and _unit_at(plain, end + 1)[0] is None
        ):
            break
        return end + 1, word.sense
    return end, None


def _unit_at(plain: str, at: int) -> tuple[Unit | None, str, int, str]:
    """The unit behind a figure: unit, as written, its end, and 半 or 多 that stands with it."""
    first = plain[at : at + 1]
    if first == "个":
        half = _HALF_UNIT.match(plain, at)
        if half is not None:
            return _CALENDAR_UNIT[half[2]], half[2], half.end(), half[1]
    for unit in UNITS.get(first, ()):
        if not plain.startswith(unit.text, at):
            continue
        end = at + len(unit.text)
        behind = plain[end : end + 1]
        if behind and behind in unit.not_before:
            continue
        if unit.kind == "money":
            per = _PER.match(plain, end)
            if per is not None:
                return unit, unit.text + per[0], per.end(), ""
        elif unit.text == "成":
            tenth = _TENTHS.match(plain, end)
            if tenth is not None:
                return unit, unit.text, tenth.end(), tenth[0]
        elif unit.kind == "duration" and behind == "半":
            return unit, unit.text, end + 1, "半"
        return unit, unit.text, end, ""
    return None, "", at, ""


def _range(plain: str, at: int, unit: Unit | None, start: int) -> tuple[str, int, Unit | None, str] | None:
    """The upper figure of a range and the unit of both: 3至5件, 10%—15%; not 由3件到5件."""
    separator = _SEPARATOR.match(plain, at)
    if separator is None or plain[start - 1 : start] in ("由", "从"):
        return None
    core = _ANY_CORE.match(plain, separator.end())
    if core is None:
        return None
    above, text, end, half = _unit_at(plain, core.end())
    if above is None or above.kind is None or half or (unit is not None and above is not unit):
        return None
    return core[0], end, above, text


def _before(plain: str, start: int, read: Numeral | None, unit: Unit | None) -> BoundWord | None:
    """The bound word before a figure."""
    last = plain[start - 1 : start]
    for word in BEFORE.get(last, ()):
        if not plain.startswith(word.text, start - len(word.text)) or start < len(word.text):
            continue
        ahead = plain[start - len(word.text) - 1 : start - len(word.text)]
        if ahead and ahead in word.not_after:
            continue
        if word.places and not (read is not None and plain[start] in "十百千万亿半"):
            continue
        if last == "近" and unit is not None and unit.text in _CALENDAR:
            continue  # 近三年 are the last three years
        return word
    if unit is not None and unit.kind == "percent" and last == "的":
        return _far_about(plain, start)
    return None


_FAR: Final = re.compile("(?:大约|约)占[^，。；：、0-9]{1,16}的$")
_ABOUT: Final = BoundWord("", Sense.ABOUT)


def _far_about(plain: str, start: int) -> BoundWord | None:
    """约占申请总数的78%."""
    return _ABOUT if _FAR.search(plain, max(0, start - 22), start) else None


def _after(plain: str, at: int, unit: Unit | None) -> tuple[Sense | None, int]:
    """The bound word behind a figure and its unit."""
    for word in AFTER.get(plain[at : at + 1], ()):
        if not plain.startswith(word.text, at):
            continue
        end = at + len(word.text)
        if word.text in _OUTER_ODD:
            loose = unit is not None and unit.kind in ("duration", "ratio", "percent", "money", "measure")
            if not loose or plain[end : end + 1] in ("次", "种", "个", "名", "家", "项", "元", "样"):
                continue
        return word.sense, end
    return None, at


def _sense(before: Sense | None, after: Sense | None, inner: Sense | None, own: Sense) -> Sense:
    """The sense of a figure with bound words on several sides."""
    if own is Sense.VAGUE:
        return own
    odd = Sense.ODD in (after, inner, own)
    if before is Sense.NEAR and odd:
        return Sense.ABOUT  # 近50余件: the two contradict each other
    return before or after or inner or own


# ---------------------------------------------------------------- does a Chinese numeral count?

_PLACES: Final = frozenset("百千万亿")
_RATE: Final = re.compile("每(?:半|两|三|四|[0-9])?(?:个)?(?:年度?|月|周|季度|季|天|日|旬|学期|星期)$")
_ZERO_VERBS: Final = frozenset(("办结", "结转", "受理", "答复", "维持", "纠正", "申请"))


def _counts(plain: str, start: int, core: str, unit: Unit | None, at: int, bound: bool) -> bool:
    """Whether a Chinese numeral measures something, or only belongs to a word."""
    if unit is None:
        return _counts_alone(plain, start, core, at, bound)
    if core[0] in _PLACES and len(core) == 1:
        return bound  # 百余人, 近千条; 百人大会
    if len(core) > 1:
        return unit.text != "大" or core == "十"  # 二十大
    if core == "零":
        return _zero_counts(plain, start, unit, at)
    if unit.only_before and not plain.startswith(unit.only_before, at):
        return False
    if unit.trust == "digits":
        return bound or (unit.text == "分" and plain[start - 1 : start] in ("得", "扣", "加", "减"))
    if core != "一":
        return True
    if plain[start - 1 : start] in ARTICLES:
        return False
    return (unit.trust == "any" and unit.kind == "count") or bound or _one_counts(plain, start, at, unit)


def _counts_alone(plain: str, start: int, core: str, at: int, bound: bool) -> bool:
    """A Chinese numeral without a unit: 超百万, 共计一百二十五, 为零."""
    if plain[at : at + 1] not in _BOUNDARY:
        return False
    if bound and core[-1] in "十百千万亿":
        return True
    if core == "零":
        return plain[start - 1 : start] == "为"
    return len(core) > 2 and core[0] not in _PLACES and any(place in core for place in "十百千万亿")


def _one_counts(plain: str, start: int, at: int, unit: Unit) -> bool:
    """Whether 一 before a common counter is a figure: 申请一件。, 新增一个, 每季度一次."""
    if unit.kind in ("ratio", "percent"):
        return True
    behind = plain[at : at + 1]
    if (
        unit.trust == "one"
        and behind in _BOUNDARY
        and plain[start - 1 : start] != "的"
        and unit.kind == "count"
    ):
        return True
    head = plain[max(0, start - 6) : start].removesuffix("了").removesuffix("过")
    if unit.kind == "count" and _RATE.search(head):
        return True
    return unit.kind == "count" and any(head[-n:] in WITNESSES for n in (1, 2))


def _zero_counts(plain: str, start: int, unit: Unit, at: int) -> bool:
    """零件 is a part of a machine, unless cases are counted."""
    if unit.kind != "count":
        return False
    head = plain[max(0, start - 2) : start]
    if head[-2:] in WITNESSES or head[-1:] in WITNESSES:
        return True
    if head[-1:] in ("，", "、", "；"):
        return plain[at : at + 2] in _ZERO_VERBS
    return unit.text != "件" and plain[at : at + 1] in _BOUNDARY


# ---------------------------------------------------------------- bare digits


def _identifier(plain: str, start: int, end: int) -> Entity:
    """Digits too long for a figure."""
    return Entity(Span(start, end), plain[start:end], Label.DOCNO)


def _unmeasured(plain: str, start: int, end: int) -> Entity | None:
    """Digits without unit that are no count: a year, a telephone number, an index number."""
    core = plain[start:end]
    if not core.isdigit():
        return None
    if len(core) == 4 and _YEAR.fullmatch(core):
        return Entity(Span(start, end), core, Label.DATE, core)
    if len(core) in (7, 8) and _PHONE_LABEL.search(plain, max(0, start - 16), start):
        more = _MORE_PHONES.match(plain, end)
        last = end if more is None else more.end()
        return Entity(Span(start, last), plain[start:last], Label.PHONE, core)
    return _identifier(plain, start, end) if len(core) > 8 else None


def _is_day(plain: str, start: int, at: int, read: Numeral) -> bool:
    """5日 is a day of the month, but 5日内 and 为期5日 are durations."""
    if read.value > 31 or read.value < 1 or read.decimal:
        return False
    return not (_DAYS.match(plain, at) or _DAYS_BEFORE.search(plain, max(0, start - 6), start))


def _is_negative(plain: str, start: int) -> bool:
    """A minus sign, not a dash."""
    if plain[start - 1 : start] != "-":
        return False
    return start == 1 or plain[start - 2] in "\t\n （：长降少化幅为"


# ---------------------------------------------------------------- the quantity


@lru_cache(maxsize=8192)
def _quantity(
    core: str, top: str | None, unit: Unit | None, text: str, half: str, sense: Sense, minus: bool
) -> Quantity | None:
    """The quantity of a numeral with its unit; cached, since reports repeat themselves."""
    read = numeral(core)
    assert read is not None  # the scanner has read it
    upper, upper_open = read.upper, read.upper_open
    if top is not None:
        above = numeral(top)
        if above is None or above.sense is not Sense.EXACT or read.sense is not Sense.EXACT:
            return None
        last = "" if top[-1] not in "万亿" else top[-1]
        if last and last not in core:
            read = read.times(10**4 if last == "万" else 10**8)  # 20-30万元
        upper = above.value
        if upper <= read.value:
            return None
    kind = "count" if unit is None or unit.kind is None else unit.kind
    factor = ONE if unit is None else unit.factor
    value, step = read.value * factor, read.step * factor
    quantum = read.quantum * factor
    if half == "半":
        extra = Decimal("0.5") if kind == "duration" else Decimal(5)
        value, step, quantum = value + extra, extra, extra
    elif half == "多":
        sense = Sense.ODD
    elif half:  # 七成五
        tenth = numeral(half)
        assert tenth is not None
        value, step, quantum = value + tenth.value, ONE, ONE
    rounded = kind == "percent" or read.decimal
    if upper is not None:
        upper *= factor
    if minus:
        value = -value
    return Quantity(value, kind, text, sense, step, quantum, rounded, upper, upper_open)


_CALENDAR_UNIT: Final = {
    text: Unit(text, "duration", None, ONE, "any", "")
    for text in ("月", "小时", "星期", "工作日", "钟头", "学期", "季度", "年")
}


def _bounded(plain: str, start: int, core_start: int, core_end: int, quantity: Quantity) -> tuple[Hit, int]:
    """A mention of a quantity already made, with the bound words round it."""
    unit = _SHARE_UNIT
    word = _before(plain, start, None, unit)
    after, end = _after(plain, core_end, unit)
    sense = _sense(word.sense if word else None, after, None, quantity.sense)
    if sense is not quantity.sense:
        quantity = replace(quantity, sense=sense)
    begin = start - len(word.text) if word else start
    return Mention(Span(begin, end), Span(core_start, core_end), plain[begin:end], quantity), end


_SHARE_UNIT: Final = Unit("", "percent", None, ONE, "any", "")

# ---------------------------------------------------------------- other beginnings

_ORDINAL_NUMBER: Final = f"(?:（[{NUMERALS}0-9]{{1,6}}）|[0-9]{{1,9}}|[{NUMERALS}]{{1,9}})"
_ORDINAL: Final = re.compile(
    rf"第({_ORDINAL_NUMBER})(?:(?:[、—–-]|至|到){_ORDINAL_NUMBER})*"
    "(季度|个|[条款项位届次期号章节名轮批类部篇件场页课讲步师医中小局分回站线城声]?)"
)
_DOCNO_BEFORE: Final = frozenset("令告字文办发")


def _ordinal(plain: str, start: int) -> tuple[Hit, int]:
    """第20条, 第三季度, 第711号."""
    match = _ORDINAL.match(plain, start)
    if match is None:
        return None, start + 1
    number, unit = match[1].strip("（）"), match[2]
    if not unit and not number.isascii():
        return None, match.end()  # 第三方, 第一时间
    label = Label.ORDINAL
    if unit == "号" and plain[start - 1 : start] in _DOCNO_BEFORE:
        label = Label.DOCNO
    read = numeral(number)
    value = "" if read is None else str(read.value)
    return Entity(Span(start, match.end()), match[0], label, value), match.end()


_YEN: Final = re.compile(f"¥({_CORE.pattern})")


def _yen(plain: str, start: int) -> tuple[Hit, int]:
    """¥1,200."""
    match = _YEN.match(plain, start)
    if match is None or numeral(match[1]) is None:
        return None, start + 1
    end = match.end()
    at, inner = end, None
    unit = UNITS["元"][-1]
    _, text, at, _ = _unit_at(plain, end) if plain.startswith("元", end) else (None, "元", end, "")
    word = _before(plain, start, None, unit)
    sense = _sense(word.sense if word else None, None, inner, Sense.EXACT)
    quantity = _quantity(match[1], None, unit, text, "", sense, False)
    if quantity is None:
        return None, end
    begin = start - len(word.text) if word else start
    return Mention(Span(begin, at), Span(start, end), plain[begin:at], quantity), at


_DOUBLED: Final = re.compile(
    "翻了?(?:近|约|超过|超)?([一二两三四五六七八九十]|[0-9]{1,2})番|翻了?番|翻了?一倍|翻倍"
)


def _doubled(plain: str, start: int) -> tuple[Hit, int]:
    """翻两番 is four times as much."""
    match = _DOUBLED.match(plain, start)
    if match is None:
        return None, start + 1
    times = numeral(match[1]) if match[1] else None
    value = Decimal(2) ** (1 if times is None else min(int(times.value), 99))
    quantity = Quantity(value, "ratio", match[0][-1])
    return _bounded(plain, start, start, match.end(), quantity)


_HALF: Final = {
    "half": re.compile("(?:过|超过|超)半数?"),
    "halved": re.compile("减半"),
    "time": re.compile("(?<![上下前后大每一多])半(年|个月|小时|个小时|天|日|月)(?!报|刊|度)"),
    "number": re.compile("半数"),
}


def _half(plain: str, start: int) -> tuple[Hit, int]:
    """过半, 减半, 半年, 半数以上."""
    half = Decimal("0.5")
    for word in ("超过", "过", "超"):
        begin = start - len(word)
        match = _HALF["half"].match(plain, begin) if begin >= 0 and plain.startswith(word, begin) else None
        if match is not None and plain[begin - 1 : begin] not in ("通", "不"):
            quantity = Quantity(half, "fraction", "", Sense.BEYOND, _TENTH, _TENTH)
            return Mention(
                Span(begin, match.end()), Span(start, match.end()), match[0], quantity
            ), match.end()
    if start and (match := _HALF["halved"].match(plain, start - 1)):
        quantity = Quantity(half, "ratio", step=_TENTH, quantum=_TENTH)
        return Mention(
            Span(start - 1, match.end()), Span(start - 1, match.end()), match[0], quantity
        ), match.end()
    if match := _HALF["time"].match(plain, start):
        quantity = Quantity(half, "duration", match[1], step=half, quantum=half)
        return _bounded(plain, start, start, match.end(), quantity)
    if match := _HALF["number"].match(plain, start):
        quantity = Quantity(half, "fraction", step=_TENTH, quantum=_TENTH)
        return _bounded(plain, start, start, match.end(), quantity)
    return None, start + 1


_LISTED: Final = frozenset(("、", "和", "与", "及", "以及", "/"))


def _share_units(plain: str, mentions: list[Mention]) -> None:
    """Give a figure of a list the unit that stands only on the last: 57、63和71件."""
    for i in range(len(mentions) - 2, -1, -1):
        one, other = mentions[i], mentions[i + 1]
        if one.quantity.unit or one.quantity.kind != "count" or not other.quantity.unit:
            continue
        if plain[one.span.end : other.span.start] not in _LISTED:
            continue
        shared = other.quantity
        quantity = replace(
            one.quantity, unit=shared.unit, kind=shared.kind, rounded=one.quantity.rounded or shared.rounded
        )
        mentions[i] = replace(one, quantity=quantity)


_READERS: Final = (
    dict.fromkeys("0123456789", _digits)
    | dict.fromkeys(NUMERALS, _han)
    | {"第": _ordinal, "¥": _yen, "翻": _doubled, "半": _half}
)
_BEGINNING: Final = re.compile(f"[{''.join(_READERS)}]")
