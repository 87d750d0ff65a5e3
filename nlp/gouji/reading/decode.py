"""Bytes to text: byte order mark, strict UTF-8, strict GB18030, else whatever loses least.

Guessing libraries were tried and are wrong on a third of real files (one bad byte is enough), and a
page's own ``charset`` is often wrong; strict decoders are not.
"""

from __future__ import annotations

import codecs
from typing import Final

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
STRICT: Final = ("utf-8", "gb18030")
LENIENT: Final = ("utf-8", "gb18030", "big5hkscs")
BAD: Final = "\ufffd"


def decode(data: bytes) -> str:
    """The text that the bytes most likely stand for; line ends become single line feeds.

    >>> decode("政府信息".encode("gb18030")), decode("政府信息".encode("utf-16"))
    ('政府信息', '政府信息')
    >>> decode("公开".encode() + b"\\xff" + "报告".encode())
    '公开\ufffd报告'
    """
    return _characters(data).replace("\r\n", "\n").replace("\r", "\n")


def _characters(data: bytes) -> str:
    for mark, name in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    for name in STRICT:
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    return min((data.decode(name, "replace") for name in LENIENT), key=lambda text: text.count(BAD))
