"""Read a report in any format into a `Document`."""

from __future__ import annotations

import hashlib
import os
from importlib import import_module
from pathlib import Path
from typing import Final

from ..document import Document
from ..errors import DamagedFile, EmptyFile, MissingFile, UnknownFormat
from ..text import Text
from . import limits
from .assemble import assemble
from .blocks import Blocks
from .sniff import sniff

__all__ = ["load", "read", "read_bytes"]

# Format -> module, its function from bytes to blocks, the most bytes it takes; imported when first needed.
READERS: Final = {
    "txt": ("txt", "read_txt", limits.TEXT_BYTES),
    "md": ("markdown", "read_markdown", limits.TEXT_BYTES),
    "html": ("html", "read_html", limits.TEXT_BYTES),
    "docx": ("docx", "read_docx", limits.OFFICE_BYTES),
    "pdf": ("pdf", "read_pdf", limits.PDF_BYTES),
    "doc": ("office", "read_office", limits.OFFICE_BYTES),
    "image": ("ocr", "read_image", limits.PDF_BYTES),
}
NOTHING: Final = b"\0\t\n\v\f\r \xef\xbb\xbf\xff\xfe"  # white space and byte order marks


def read(path_or_bytes: str | os.PathLike[str] | bytes, isolated: bool = False) -> Document:
    """Read one report.

    Args:
        path_or_bytes: a file, or the bytes of one.
        isolated: read in a child process with limits on memory and time, for files of unknown origin.

    Raises:
        InputError: one of its kinds, each with the cure.

    >>> read("某局2024年政府信息公开工作年度报告\\n一、总体情况\\n公开信息3条。".encode()).year
    2024
    """
    if isolated:
        module = import_module(".isolation", __package__)
        document: Document = module.read(path_or_bytes)
        return document
    if isinstance(path_or_bytes, bytes):
        return read_bytes(path_or_bytes)
    return read_bytes(load(Path(path_or_bytes)), os.fspath(path_or_bytes))


def load(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        MissingFile: no such file, a directory, or no right to read it.
        LimitExceeded: larger than any format may be.
    """
    try:
        if path.is_dir():
            raise MissingFile(
                Text(f"{path} 是目录", f"{path} is a directory"),
                Text("请给出其中的文件", "name the files in it"),
            )
        limits.bytes_at_most(path.stat().st_size, limits.ARCHIVE_BYTES)
        return path.read_bytes()
    except FileNotFoundError:
        raise MissingFile(
            Text(f"找不到文件 {path}", f"no such file: {path}"),
            Text("请检查路径", "check the path"),
        ) from None
    except PermissionError:
        raise MissingFile(
            Text(f"没有权限读取 {path}", f"no right to read {path}"),
            Text("请检查文件权限", "check its permissions"),
        ) from None
    except (OSError, ValueError) as error:
        raise MissingFile(
            Text(f"无法打开 {path}", f"cannot open {path} ({error})"),
            Text("请检查路径", "check the path"),
        ) from None


def read_bytes(data: bytes, path: str = "") -> Document:
    """Read a report from its bytes; its format is told by its content first, then by the suffix of ``path``.

    Raises:
        InputError: one of its kinds, each with the cure.
    """
    if not data.strip(NOTHING):
        raise EmptyFile(
            Text("文件为空", "the file is empty"),
            Text("请确认文件已完整下载或保存", "check that it was saved or downloaded whole"),
        )
    form = sniff(data, Path(path).suffix.lower())
    if form not in READERS:
        raise UnknownFormat(
            Text("无法识别的文件格式", "unknown file format"),
            Text("请转换为 txt、md、html、docx 或 pdf 后再试", "convert it to txt, md, html, docx or pdf"),
        )
    module, function, most = READERS[form]
    limits.bytes_at_most(len(data), most)
    try:
        blocks: Blocks = getattr(import_module(f".{module}", __package__), function)(data)
    except RecursionError:
        raise DamagedFile(
            Text("文件嵌套过深", "the file is nested too deeply"),
            Text("请另存为干净的文件再试", "save it anew and try again"),
        ) from None
    return assemble(blocks, path=path, sha256=hashlib.sha256(data).hexdigest(), format=form)
