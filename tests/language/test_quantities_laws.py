"""Laws of the scanner: dress changes nothing, no input breaks it, time grows with length."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from itertools import pairwise

import cn2an
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gouji.claim import Mention
from gouji.language import folding
from gouji.language.folding import fold
from gouji.language.quantities import quantities, scan

SENTENCES = [
    "全年主动公开信息3800余条，其中网站2000余条，比上年增长12.6%。",
    "收到申请126件，办结率100%，约占总数的78%。",
    "安排经费28万元，节约3.2万元，收费0.5元/页。",
    "培训420人次，突破15万人，近2万人次参与。",
    "平均用时12.5天，不超过20个工作日，为期3个月。",
    "公开规章14部、文件96件和公报4期，合计114件。",
    "约三成网民留言，七成五来自电话，同比翻一番。",
    "每月抽查3至5件，涉及5—8个部门，满分100分，得98.5分。",
    "自2024年1月1日至12月31日，依据国办公开办函〔2021〕30号，新增12项。",
    "开展业务讲座9场，参与1.3万余个家庭，合格率98.6%，抽检1206批次。",
]

SIMPLE_TO_TRADITIONAL = {
    simple: old
    for old, simple in (
        (chr(point), simple) for point, simple in folding._SCRIPT.table.items() if len(simple) == 1
    )
    if folding._SCRIPT.strict.match(old)
}


def _meaning(mentions: list[Mention]) -> list[object]:
    return [m.quantity for m in mentions]


def _is_ascii_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


def full_width(text: str, _: random.Random) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c in "%." or (c.isascii() and c.isalnum()) else c for c in text)


def traditional(text: str, _: random.Random) -> str:
    return "".join(SIMPLE_TO_TRADITIONAL.get(c, c) for c in text)


def ascii_marks(text: str, _: random.Random) -> str:
    return text.translate(str.maketrans("，（）：；", ",():;"))


def spaced(text: str, chance: random.Random) -> str:
    """Space put anywhere but inside a run of digits or letters."""
    out = []
    for before, after in zip(text, text[1:] + " ", strict=True):
        out.append(before)
        inside = (_is_ascii_word(before) or before in ",.") and (_is_ascii_word(after) or after in ",.")
        if not inside and chance.random() < 0.4:
            out.append(chance.choice([" ", "  ", "\u3000", "\xa0", "\u200b"]))
    return "".join(out)


def broken(text: str, chance: random.Random) -> str:
    """Soft wraps between two Chinese characters, or between a figure and its unit."""
    out = []
    for before, after in zip(text, text[1:] + "\n", strict=True):
        out.append(before)
        plain = before not in "。！？；：，、" and not (_is_ascii_word(before) and _is_ascii_word(after))
        if plain and after not in ".,%。\n" and before not in ".," and chance.random() < 0.15:
            out.append("\n")
    return "".join(out)


@pytest.mark.parametrize("dress", [full_width, traditional, ascii_marks, spaced, broken])
@pytest.mark.parametrize("sentence", SENTENCES)
@given(seed=st.integers(0, 10**6))
@settings(max_examples=20, deadline=None)
def test_dress_changes_no_figure(
    sentence: str, dress: Callable[[str, random.Random], str], seed: int
) -> None:
    dressed = dress(sentence, random.Random(seed))
    plain, found = quantities(sentence), quantities(dressed)
    assert _meaning(found) == _meaning(plain)
    # The spans lie over the same characters.
    for one, other in zip(plain, found, strict=True):
        assert fold(dressed[other.span.start : other.span.end], wraps=True).plain in (
            one.quote,
            *(traditional(one.quote, random.Random()),),
        )
        assert other.quote == dressed[other.span.start : other.span.end]


COUNTERS = st.sampled_from(["件", "条", "篇", "期", "人次", "户", "份", "项"])


@given(st.integers(2, 10**8), COUNTERS)
def test_digits_and_chinese_numerals_say_the_same(value: int, counter: str) -> None:
    before, after = "全年公开信息", "，均已办结。"
    by_digits = quantities(f"{before}{value}{counter}{after}")
    spelled = cn2an.an2cn(value, "low")
    by_words = quantities(f"{before}{spelled}{counter}{after}")
    assert [m.value for m in by_digits] == [m.value for m in by_words] == [value]
    assert [m.unit for m in by_digits] == [m.unit for m in by_words] == [counter]
    assert by_words[0].quote == f"{spelled}{counter}"
    assert by_words[0].span.start == by_digits[0].span.start == len(before)


@given(st.decimals(0, 100, places=2))
def test_percentages_in_digits_and_in_words_say_the_same(value: object) -> None:
    text = f"{value:f}".rstrip("0").rstrip(".") or "0"
    (by_digits,) = quantities(f"增长{text}%。")
    (by_words,) = quantities(f"增长百分之{cn2an.an2cn(text, 'low')}。")
    assert by_digits.value == by_words.value
    assert by_digits.unit == by_words.unit == "%"
    assert by_digits.low == by_words.low


ALPHABET = st.sampled_from(
    "0123456789一二三五十百千万亿两半几数上约近超余多来年月日号第〔〕（）%％.,，。、；：-—~至到/+ \t\n"
    '件条个次项人元成倍番分点翻¥“”"AkwK@零〇廿壹佰占的不过破开公開條\u200b　０９'
)


@given(st.text(ALPHABET, max_size=120))
@settings(max_examples=400, deadline=None)
def test_no_text_breaks_the_scanner_and_every_span_fits(text: str) -> None:
    found = quantities(text)
    for mention in found:
        assert 0 <= mention.span.start <= mention.core.start < mention.core.end <= mention.span.end
        assert mention.span.end <= len(text)
        assert mention.quote == text[mention.span.start : mention.span.end]
        assert (
            mention.quantity.literal.low is None
            or mention.quantity.literal.high is None
            or (mention.quantity.literal.low <= mention.quantity.literal.high)
        )
    plain = fold(text).plain
    mentions, entities = scan(plain)
    figures = sorted([(m.span.start, m.span.end) for m in mentions])
    assert all(one[1] <= other[0] for one, other in pairwise(figures))
    assert all(e.quote == plain[e.span.start : e.span.end] for e in entities)


@given(st.text(max_size=200))
@settings(deadline=None)
def test_any_string_is_read(text: str) -> None:
    quantities(text)
    scan(fold(text).plain)


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_any_bytes_decoded_somehow_are_read(raw: bytes) -> None:
    for encoding in ("utf-8", "gb18030", "latin-1"):
        quantities(raw.decode(encoding, errors="replace"))
    quantities(raw.decode("utf-8", errors="surrogateescape"))


@given(st.text(ALPHABET, min_size=1, max_size=30), st.text(ALPHABET, min_size=1, max_size=30))
@settings(max_examples=300, deadline=None)
def test_a_blank_line_parts_two_texts(one: str, other: str) -> None:
    assume(one.strip() and other.strip())
    both = quantities(f"{one}。\n\n。{other}")
    assert _meaning(both) == _meaning(quantities(f"{one}。")) + _meaning(quantities(f"。{other}"))


HOSTILE = [
    *(
        "9",
        "万",
        "万万",
        "1,234,",
        "1.",
        "一",
        "十",
        "0-",
        "0951-2078503",
        "（1",
        "〔2021",
        "第1、",
        "第一至",
    ),
    *("百分之", "分之一", "三五", "1万", "1万2千", "余", "约", "近", "3至", "3件至", "2024年", "20241231"),
    *("1月1日至", "A1", "1+", "“1", "12345", "1 234 ", " ", "\n", "\t", "1\n", "1 ", "1/", "22355951/"),
    *("两个半", "半", "翻", "翻两", "¥", "¥1,", "開", "\u200b", "1\u200b", "１，２", "二○", "a@1", "。1."),
    *("的78%", "约占申请", "不超过", "上百", "人数", "(", ":", "1:2", "1·", "一三", "一事一", "1号1", "1栋2"),
    *(
        "三点",
        "1k",
        "-1",
        "二〇二四年",
        "http://a.b/1",
        "中 1\n2",
        "中\n",
        "3件，",
        "公开3800余条，占12.5%；",
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize("unit", HOSTILE)
def test_ten_times_the_text_takes_at_most_twelve_times_the_time(unit: str) -> None:
    short = (unit * (5_000 // len(unit) + 1))[:5_000]
    # Another process on the same core may spoil one measurement, but not each of four.
    assert any(_seconds(short * 10) <= 12 * _seconds(short) + 0.005 for _ in range(4))


@pytest.mark.parametrize("unit", ["9", "万", "一", "1,234,", "第1、", "“1", "1 234 ", "百分之", "3至", "約"])
def test_a_hundred_thousand_hostile_characters_take_no_time(unit: str) -> None:
    text = (unit * 100_000)[:100_000]
    start = time.process_time()
    quantities(text)
    assert time.process_time() - start < 3


def _seconds(text: str) -> float:
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        quantities(text)
        best = min(best, time.process_time() - start)
    return best
