"""Which format some bytes have: by content first, by suffix where the content does not say."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Final

from ..errors import DamagedFile
from ..text import Text

MAGIC: Final = (
    (b"%PDF", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
    (b"{\\rtf", "doc"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"BM", "bmp"),
)
SUFFIXES: Final = {
    "." + suffix: form
    for form, suffixes in {
        "txt": ("txt", "text"),
        "md": ("md", "markdown"),
        "html": ("html", "htm", "shtml", "xhtml"),
        "docx": ("docx", "docm"),
        "doc": ("doc", "wps"),
        "pdf": ("pdf",),
    }.items()
    for suffix in suffixes
}
TAG: Final = re.compile(
    rb"<!doctype\s+html|<(?:html|head|body|table|div|p|meta|article|section)\b[^<>]*>", re.IGNORECASE
)
MARKDOWN: Final = re.compile(rb"^(?:#{1,4} \S|\|?[ \t]*:?-{3,}:?[ \t]*\|)", re.MULTILINE)
TEXT_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
HEAD: Final = 4096
CONTROLS: Final = bytes([*range(9), *range(14, 27)])


def sniff(data: bytes, suffix: str = "") -> str:
    """The format, or "" where it is none that is known.

    Args:
        suffix: of the file's name, with its dot, in small letters.

    Raises:
        DamagedFile: the suffix promises a format and the content is not of it.

    >>> sniff(b"%PDF-1.7"), sniff(b"<html><body><p>x</p>"), sniff("一、总体情况".encode(), ".md")
    ('pdf', 'html', 'md')
    >>> sniff(b"<html><body><table><tr><td>1", ".doc")
    'html'
    """
    head = data[:HEAD]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    stripped = head.lstrip()
    for magic, form in MAGIC:
        if stripped.startswith(magic) and (form != "bmp" or b"\0" in head):
            return "image" if form == "bmp" else form
    wanted = SUFFIXES.get(suffix, "")
    if wanted == "doc" and TAG.search(head):
        return "html"  # what web systems export for Word
    if wanted in ("docx", "pdf", "doc"):
        raise DamagedFile(
            Text(
                f"扩展名是 {suffix}，内容却不是", f"the name ends in {suffix}, the content is something else"
            ),
            Text("请用原程序重新保存，或改用正确的扩展名", "save it anew in its program, or mend its suffix"),
        )
    if _binary(head):
        return ""
    if TAG.search(head) and wanted in ("", "html", "txt"):
        return "html"
    if wanted:
        return wanted
    return "md" if MARKDOWN.search(data[:65536]) else "txt"


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        raise DamagedFile(
            Text("压缩结构已损坏", "its zip structure is broken"),
            Text("请重新下载或另存文件", "download or save the file again"),
        ) from None
    return "docx" if "word/document.xml" in names else "zip"


def _binary(head: bytes) -> bool:
    """Whether the bytes cannot be text: control characters that no text file holds."""
    if head.startswith(TEXT_MARKS):
        return False
    return len(head) - len(head.translate(None, CONTROLS)) > len(head) // 100
