"""Shapes of figures that measure nothing: dates, telephone and document numbers, names, list markers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ..claim import Label
from .dates import DIGIT_DATE, HAN_DATE, iso
from .hits import Hits
from .lexicon import NAME, NAME_HEADS, WORD
from .numerals import NUMERALS, numeral

HAN: Final = "\u3400-\u9fff"

# Behind the number of a hotline these say that things are counted.
_COUNTED: Final = "[件条个人次项起宗户名份篇封万余多%]"
_HOTLINE: Final = (
    "123(?:0[159]|1[2356389]|2[0689]|3[1356789]|4[05-9]|5[0-68]|6[5-9]|7[0189]|8[01258]|9[0356])"
)
_ASCII: Final = r"[0-9A-Za-z_.@/?=&%#~+:-]++"
_ASCII_UNIT: Final = (
    "(?:[wWk](?![A-Za-z0-9])|K(?=[+余多次人条个])"
    "|(?:km|kg|m|cm|mm|g|mg|t|L|ml|kW|kWh|MW|GB|TB|MB|KB|dB|ha)(?![A-Za-z]))"
)
_PLACE_NUMBER: Final = "(?:[A-Za-z]?座?[0-9]{1,5}(?:号楼|号|楼|层|室|房|单元|栋|幢))*+"

# Of the shapes below the first that fits is taken, so their order matters.
_DIGIT_SHAPES: Final[Mapping[str, tuple[str, ...]]] = {
    "marker": (
        rf"[0-9]{{1,2}}\.(?=[{HAN}“《]|20[0-9]{{2}}年)",
        rf"(?<![^\n\t。；：（，|])[0-9]{{1,2}}(?:[.、](?=[{HAN}“《（])|、(?=20[0-9]{{2}}年))",
        r"(?:(?<=[\n。；：，]（)|(?<=^（))[0-9]{1,2}）",
        r"(?<=[-—])[0-9]{1,3}(?=[-—](?![0-9]))",  # the number of a page
        r"(?:(?<=第)|(?<=共))[0-9]{1,3}(?=页)",
    ),
    # Part of a mail or web address or of a code; but behind a word of letters a figure may follow (GDP5.2%).
    "ascii": (
        rf"(?<=[A-Za-z_@])(?!(?<=[A-Za-z]{{2}})[0-9]++(?:\.[0-9]++)?(?:{_COUNTED}|[家期场亿])){_ASCII}",
        rf"(?<=[A-Za-z][/.=-]){_ASCII}",
        rf"[0-9]++@{_ASCII}",
    ),
    "docno": (
        r"(?<=[〔\[【（])(?:19|20)[0-9]{2}[〕\]】）](?:字?第)?[0-9]{1,6}(?:-[0-9]+)?号",
        # （2024）宁0105行初12号: a case before a court
        rf"(?<=[（〔\[])(?:19|20)[0-9]{{2}}[）〕\]][{HAN}][0-9]{{2,4}}[{HAN}]{{1,4}}[0-9]{{1,6}}号",
        r"(?<=[〔\[【])(?:19|20)[0-9]{2}[〕\]】](?:[0-9]{1,6}号?)?",
        r"(?<=[〔\[])[0-9]{4,12}号?",  # 〔202130号: one bracket lost
        # 泉鲤应急20221号: both brackets lost
        r"(?<=[字发办函急通规告])20[0-3][0-9]{2,5}(?:号|(?![0-9.,年月日件条个份次人家万余%]))",
        r"(?<![0-9A-Z])[0-9]{8}[0-9A-Z]{10}(?![0-9A-Z])",  # a body's code for credit
        r"(?![0-9]{7,8}/[0-9]{7,8}(?![0-9]))[0-9]{5,}(?:[-/][0-9]{2,})+(?:[-/][0-9A-Za-z]+)*",
    ),
    "date": (DIGIT_DATE,),
    "phone": (
        r"0[0-9]{2,3}(?:[-—–]{1,2}|）)[0-9]{7,8}(?:(?:-|转)[0-9]{1,6})?(?:[/、][0-9]{7,8})*+(?![0-9])",
        r"0[0-9]{2,3}[-—–]{1,2}[0-9]{5}(?![0-9])",  # 0951-12345
        r"0[0-9]{9,11}(?![0-9.])",
        r"1[3-9][0-9]{9}(?![0-9.])",
        r"[2-9][0-9]{6,7}(?:/[2-9][0-9]{6,7})+(?![0-9.])",
        r"[48]00[-—]?[0-9]{3,4}[-—]?[0-9]{3,4}(?![0-9])",
        rf"{_HOTLINE}(?![0-9.,]|{_COUNTED})",
    ),
    "postcode": (r"(?:(?<=邮编)|(?<=邮编：)|(?<=邮政编码)|(?<=邮政编码：))[0-9]{6}(?![0-9])",),
    "time": (
        r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?(?![0-9])",
        r"(?:1?[0-9]|2[0-4])时(?!间|段|限|长|效)(?:[0-5]?[0-9]分(?!钟))?",
        r"(?:1?[0-9]|2[0-4])点(?!意见|要求|建议|措施|体会|思考|做法|启示|共识|不足)(?:[0-5]?[0-9]分?|半)?",
    ),
    "name": (
        r"[0-9]++(?:\+[0-9A-Za-z]++)++",  # 1+X, 20+8
        r"[0-9]{1,2}·[0-9]{1,2}(?![0-9])",  # 5·15
        r"[0-9]++(?:\.[0-9]++){2,}+",
        r"[0-9]++[×xX*][0-9]++(?:小时)?",  # 7×24小时
        r"[0-9]++[:比][0-9]++",
        r"[0-9]\.[0-9](?=版|时代|升级|模式)",
        rf"[0-9]++(?:\.[0-9]++)?(?!{_ASCII_UNIT})[A-Za-z][0-9A-Za-z]*+",  # 5G
        r"[0-9]{1,2}(?=版(?!块))",
        r"[0-9]{3,}(?:平台|热线|专线|APP)",
    ),
    "address": (
        rf"[0-9]{{1,5}}(?:号院|号楼|号|楼(?![盘市宇房])|弄)(?!文|令|公告){_PLACE_NUMBER}",
        r"[0-9]{1,3}(?:栋|幢|座|单元|层)[0-9]{1,5}(?:单元|室|层|号|楼|房)?(?![0-9])",
        r"[0-9]{3,4}(?:室|房间|房(?!屋))",
        r"(?<=[座厦楼号])[0-9]{1,3}层",
    ),
}

_PROGRAMME: Final = (
    "统一|坚持|必须|到位|不准|不得|不愁|不摘|强化|转变|突出|注重|务必|确保|聚焦|严禁|一律|一批|清零"
    "|服从|认同|摘帽|杜绝"
)
_HAN_DIGIT: Final = "[一二两三四五六七八九十]"
_HAN_SHAPES: Final[Mapping[str, tuple[str, ...]]] = {
    "marker": ("[一二三四五六七八九十]{1,3}(?:[、）]|是|方面)",),
    "name": (NAME, "十[二三四五六]五(?=规划|期间|时期|末|”|以来|收官|开局|[，。、；]|$)"),
    "word": (WORD,),
    "date": (HAN_DATE,),
    "time": (
        r"[一二三四五六七八九十]{1,3}时(?=[，。、至前后整许]|[一二三四五六七八九十]{1,3}分)(?:[一二三四五六七八九十]{1,3}分)?",
    ),
    # 五位一体, 三审三校, 一事一审: digit, word, digit, word
    "idiom": (
        rf"{_HAN_DIGIT}(?=[{HAN}])(?![{NUMERALS}余多半第至到或点成元分年月周天季日])[{HAN}]"
        rf"[一二两三四五六七八九](?!一等|[定般些直致并起同样律切旦])(?![{NUMERALS}])[{HAN}]",
    ),
    # 三个“突出”, 四个统一: names of programmes
    "quoted": (rf"(?!一){_HAN_DIGIT}个(?=[“‘\"]|{_PROGRAMME})",),
    "address": (r"[一二三四五六七八九十]{1,3}(?:号楼|楼(?![盘市宇房]))(?:[0-9]{1,5}(?:室|房|号))?",),
}


def _any_of(shapes: Mapping[str, tuple[str, ...]]) -> re.Pattern[str]:
    """One pattern of all shapes, a named group each."""
    return re.compile("|".join(f"(?P<{name}>{'|'.join(forms)})" for name, forms in shapes.items()))


DIGIT_SHAPE: Final = _any_of(_DIGIT_SHAPES)
HAN_SHAPE: Final = _any_of(_HAN_SHAPES)

# Shapes that are not listed here are passed over in silence.
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


def take(plain: str, match: re.Match[str], hits: Hits) -> int:
    """Note down what a shape stands for; returns where reading goes on."""
    start, end = match.span()
    shape = match.lastgroup or ""
    label = _LABELS.get(shape)
    if label is None:
        return end
    value = ""
    if shape == "date":
        value = iso(match[0])
    elif shape == "docno" and plain[start - 1 : start] in _OPENING:
        start = _body(plain, start - 1)
    elif shape == "name":
        heads = NAME_HEADS.get(match[0], ())
        start -= len(next((head for head in heads if plain.endswith(head, 0, start)), ""))
    elif shape == "phone":
        if plain[start - 1 : start] == "（" and "）" in match[0]:
            start -= 1
        value = match[0].replace("）", "-").replace("—", "-")
    elif shape == "postcode":
        value = match[0]
    return hits.name(start, end, label, value)


_OPENING: Final = frozenset("〔[【（")
_BEFORE_BRACKET: Final = re.compile(f"[{HAN}]{{1,16}}$")
_NO_BODY: Final = re.compile(
    "办公室|办公厅|根据|参照|遵照|落实|按照|依据|依照|关于|以及|印发|转发|通知|文件|要求|的|和|与|及"
)


def _body(plain: str, bracket: int) -> int:
    """Where a document number begins with its issuing body: 国办公开办函〔2021〕30号."""
    before = _BEFORE_BRACKET.search(plain, max(0, bracket - 16), bracket)
    if before is None:
        return bracket
    cut = max((stop.end() for stop in _NO_BODY.finditer(before[0])), default=0)
    return max(before.start() + cut, bracket - 10)


# ---------------------------------------------------------------- 第…

_NUMBER: Final = f"(?:（[{NUMERALS}0-9]{{1,6}}）|[0-9]{{1,9}}|[{NUMERALS}]{{1,9}})"
_ORDINAL: Final = re.compile(
    rf"第({_NUMBER})(?:(?:[、—–-]|至|到){_NUMBER})*+"
    "(季度|个|[条款项位届次期号章节名轮批类部篇件场页课讲步师医中小局分回站线城声]?)"
)
_DOCUMENT_BEFORE: Final = frozenset("令告字文办发")


def ordinal(plain: str, start: int, hits: Hits) -> int:
    """第20条, 第三季度; 国令第711号 is a document number; 第三方, 第一时间 are nothing."""
    match = _ORDINAL.match(plain, start)
    if match is None:
        return start + 1
    number, unit = match[1].strip("（）"), match[2]
    if not unit and not number.isascii():
        return match.end()
    document = unit == "号" and plain[start - 1 : start] in _DOCUMENT_BEFORE
    read = numeral(number)
    value = "" if read is None else str(read.value)
    return hits.name(start, match.end(), Label.DOCNO if document else Label.ORDINAL, value)
