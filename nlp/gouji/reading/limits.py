"""How large an input may be, checked before it is parsed; the figures were measured on attacks.

Memory and CPU time are limited from outside, by `isolation`; these limits keep a plain ``read`` in this
process safe too, and make the error say what was too large.
"""

from __future__ import annotations

from typing import Final

from ..errors import LimitExceeded
from ..text import Text

MB: Final = 1_000_000

TEXT_BYTES: Final = 10 * MB  # txt, md, html
TEXT_LINES: Final = 200_000
PDF_BYTES: Final = 50 * MB
OFFICE_BYTES: Final = 50 * MB  # doc, wps, docx as they come
ARCHIVE_BYTES: Final = 200 * MB  # zip, eml as they come

COLSPAN: Final = 64
ROWSPAN: Final = 500
GRID_CELLS: Final = 200_000
HTML_DEPTH: Final = 200

ZIP_PART_BYTES: Final = 50 * MB  # one unpacked part of a docx or member of an archive
ZIP_TOTAL_BYTES: Final = 200 * MB
ZIP_RATIO: Final = 100
ZIP_MEMBERS: Final = 2_000

PDF_PAGES: Final = 300
PDF_PAGE_CHARS: Final = 200_000
PDF_PAGE_PATHS: Final = 50_000

PICTURE_PIXELS: Final = 40_000_000  # a page of A3 at 300 dpi has 17 million


def at_most(number: int, limit: int, zh: str, en: str) -> None:
    """Refuses a number above a limit.

    Args:
        number: what was counted or measured.
        limit: the most that is allowed.
        zh, en: what it is, with its unit, as it follows the number (``页``, ``pages``).

    Raises:
        LimitExceeded: with both figures in the message.

    >>> at_most(3, 5, "页", "pages")
    >>> at_most(301, 300, "页", "pages")
    Traceback (most recent call last):
    ...
    gouji.errors.LimitExceeded: 文件过大：301页，最多300页：请拆分或精简文件后再试
    """
    if number > limit:
        raise LimitExceeded(
            Text(f"文件过大：{number}{zh}，最多{limit}{zh}", f"too large: {number} {en}, at most {limit}"),
            Text("请拆分或精简文件后再试", "split or slim the file and try again"),
        )


def bytes_at_most(size: int, limit: int) -> None:
    """Refuses an input of more bytes than ``limit``.

    >>> bytes_at_most(10_000_001, TEXT_BYTES)
    Traceback (most recent call last):
    ...
    gouji.errors.LimitExceeded: 文件过大：10.1 MB，最多10 MB：请拆分或精简文件后再试
    """
    if size > limit:
        tenths = -(-size * 10 // MB)  # rounded up, so that the figure shown is above the limit shown
        at = f"{tenths / 10:g} MB"
        raise LimitExceeded(
            Text(f"文件过大：{at}，最多{limit // MB} MB", f"too large: {at}, at most {limit // MB} MB"),
            Text("请拆分或精简文件后再试", "split or slim the file and try again"),
        )
