"""Numerals: digits, Chinese digits, and mixtures of the two."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.language.numerals import LONGEST, numeral
from gouji.quantity import Sense

cn2an = pytest.importorskip("cn2an")

# core: value, step, quantum
EXACT = {
    "0": ("0", "1", "1"),
    "007": ("7", "1", "1"),
    "50": ("50", "10", "1"),
    "3800": ("3800", "100", "1"),
    "1,234": ("1234", "1", "1"),
    "3,456,789.12": ("3456789.12", "0.01", "0.01"),
    "30.40": ("30.40", "0.1", "0.01"),
    "1.2万": ("12000", "1000", "1000"),
    "4.14万": ("41400", "100", "100"),
    "5000万": ("50000000", "10000000", "10000"),
    "12万3千": ("123000", "1000", "1000"),
    "1亿2000万": ("120000000", "10000000", "10000"),
    "1万2千3百": ("12300", "100", "100"),
    "12万3456": ("123456", "1", "1"),
    "3万5": ("35000", "1000", "1000"),
    "1.2w": ("12000", "1000", "1000"),
    "3k": ("3000", "1000", "1000"),
    "2万亿": ("2000000000000", "1000000000000", "1000000000000"),
    "零": ("0", "1", "1"),
    "〇": ("0", "1", "1"),
    "十": ("10", "10", "10"),
    "十二": ("12", "1", "1"),
    "一十二": ("12", "1", "1"),
    "廿三": ("23", "1", "1"),
    "卅": ("30", "10", "10"),
    "一百零五": ("105", "1", "1"),
    "一百十二": ("112", "1", "1"),
    "一百二": ("120", "10", "10"),
    "两千三百": ("2300", "100", "100"),
    "三千五": ("3500", "100", "100"),
    "三千零五": ("3005", "1", "1"),
    "一万二": ("12000", "1000", "1000"),
    "一万零二": ("10002", "1", "1"),
    "一万零二十": ("10020", "10", "10"),
    "三亿五千万": ("350000000", "10000000", "10000000"),
    "一亿三": ("130000000", "10000000", "10000000"),
    "千万": ("10000000", "10000000", "10000000"),
    "万亿": ("1000000000000", "1000000000000", "1000000000000"),
    "壹佰贰拾": ("120", "10", "10"),
    "贰万伍仟": ("25000", "1000", "1000"),
    "九十八点五": ("98.5", "0.1", "0.1"),
    "零点零五": ("0.05", "0.01", "0.01"),
    "三点五亿": ("350000000", "10000000", "10000000"),
    "二〇二四": ("2024", "1", "1"),
}

SETS = {
    "二十多万": ("200000", Sense.ODD, None),
    "5000余万": ("50000000", Sense.ODD, None),
    "二十几": ("20", Sense.ODD, None),
    "十几": ("11", Sense.VAGUE, "19"),
    "十几万": ("110000", Sense.VAGUE, "199999"),
    "几十": ("20", Sense.VAGUE, "100"),
    "数百": ("200", Sense.VAGUE, "1000"),
    "几十万": ("200000", Sense.VAGUE, "1000000"),
    "上百": ("100", Sense.VAGUE, "1000"),
    "上十万": ("100000", Sense.VAGUE, "1000000"),
    "三五": ("3", Sense.VAGUE, "5"),
    "七八": ("7", Sense.VAGUE, "8"),
    "一两": ("1", Sense.VAGUE, "2"),
    "两三百": ("200", Sense.VAGUE, "399"),
    "二三十万": ("200000", Sense.VAGUE, "399999"),
    "十七八": ("17", Sense.VAGUE, "18"),
    "三十五六": ("35", Sense.VAGUE, "36"),
}


@pytest.mark.parametrize(("core", "wanted"), EXACT.items())
def test_value_step_and_quantum(core: str, wanted: tuple[str, str, str]) -> None:
    read = numeral(core)
    assert read is not None
    assert (read.value, read.step, read.quantum) == tuple(Decimal(part) for part in wanted)
    assert read.sense is Sense.EXACT


@pytest.mark.parametrize(("core", "wanted"), SETS.items())
def test_numerals_that_stand_for_a_set(core: str, wanted: tuple[str, Sense, str | None]) -> None:
    value, sense, upper = wanted
    read = numeral(core)
    assert read is not None
    assert (read.value, read.sense) == (Decimal(value), sense)
    assert read.upper == (None if upper is None else Decimal(upper))


@pytest.mark.parametrize(
    "core",
    [
        "一二三",
        "三五四六",
        "万一",
        "百一",
        "亿万",
        "几",
        "三百几",
        "点五",
        "上",
        "上三百",
        "九三",
        "",
        "1" * 99,
    ],
)
def test_what_is_no_numeral_is_refused(core: str) -> None:
    assert numeral(core) is None


@given(st.integers(0, 10**16 - 1))
def test_chinese_numerals_agree_with_cn2an(value: int) -> None:
    for mode in ("low", "up"):
        read = numeral(cn2an.an2cn(value, mode))
        if read is not None or len(cn2an.an2cn(value, mode)) <= LONGEST:
            assert read is not None
            assert read.value == value


@given(st.integers(0, 10**8 - 1), st.integers(1, 9999))
def test_chinese_decimals_agree_with_cn2an(whole: int, part: int) -> None:
    text = f"{whole}.{part:04}".rstrip("0")
    read = numeral(cn2an.an2cn(text, "low"))
    assert read is not None
    assert read.value == Decimal(text)


@given(st.integers(0, 10**12))
def test_thousands_separators_change_nothing(value: int) -> None:
    assert numeral(f"{value:,}") == numeral(str(value))


@given(st.decimals(0, 10**6, places=2), st.sampled_from("万亿千"))
def test_a_place_scales_value_step_and_quantum_alike(value: Decimal, place: str) -> None:
    factor = {"千": 10**3, "万": 10**4, "亿": 10**8}[place]
    alone, scaled = numeral(str(value)), numeral(f"{value}{place}")
    assert alone is not None
    assert scaled is not None
    assert scaled.value == alone.value * factor
    assert scaled.step == alone.step * factor
    assert scaled.quantum == alone.quantum * factor


@given(st.text(st.sampled_from("〇零一二两三九十百千万亿点几数上余多廿12.,wk"), max_size=40))
def test_any_run_of_numeral_characters_is_read_or_refused(core: str) -> None:
    read = numeral(core)
    assert read is None or read.upper is None or read.upper > read.value
