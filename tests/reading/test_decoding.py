"""Which encoding some bytes have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.reading.decode import decode

WORDS = "一、总体情况\n全年公开信息12条，占比30.4%。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb2312", "gb18030", "utf-16", "utf-32"])
def test_encodings_met_in_the_wild(encoding: str) -> None:
    assert decode(WORDS.encode(encoding)) == WORDS


def test_rare_characters_of_gb18030() -> None:
    assert decode("㐂镇𠀀村".encode("gb18030")) == "㐂镇𠀀村"


def test_one_bad_byte_costs_one_character() -> None:
    data = bytearray(WORDS.encode())
    data[len("一、总".encode())] = 0xFF
    assert decode(bytes(data)).count("\ufffd") <= 3
    assert "全年公开信息12条" in decode(bytes(data))


def test_a_bad_byte_in_gbk_does_not_make_it_utf8() -> None:
    data = WORDS.encode("gbk") + b"\xff" + "完".encode("gbk")
    assert "全年公开信息12条" in decode(data)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends(end: str) -> None:
    assert decode(f"甲{end}乙".encode()) == "甲\n乙"


@given(st.binary(max_size=200))
def test_any_bytes_give_some_text(data: bytes) -> None:
    assert isinstance(decode(data), str)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\ufeff")))
def test_what_was_written_as_utf8_comes_back(text: str) -> None:
    if not text.startswith("\x00"):
        assert decode(text.encode()) == text
