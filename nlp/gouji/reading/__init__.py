"""Read a report in any format into a `Document`."""

from __future__ import annotations

import hashlib
import os
from importlib import import_module
from pathlib import Path
from typing import Final

from ..document import Document
from ..errors import DamagedFile, EmptyFile, LimitExceeded, MissingFile, UnknownFormat
from ..text import Text
from .sniff import sniff

__all__ = ["read", "read_bytes"]

# Format -> module with ``read(data, *, path, sha256, format) -> Document``, imported when first needed.
READERS: Final = {
    "txt": "txt",
    "md": "markdown",
    "html": "html",
    "docx": "docx",
    "pdf": "pdf",
    "doc": "office",
    "wps": "office",
    "image": "ocr",
}
MOST_BYTES: Final = {"txt": 10_000_000, "md": 10_000_000, "html": 10_000_000, "docx": 50_000_000}
MOST_OF_ANY: Final = 200_000_000


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
    cure = Text("请检查路径", "check the path")
    try:
        if path.is_dir():
            raise MissingFile(
                Text(f"{path} 是目录", f"{path} is a directory"),
                Text("请给出其中的文件", "name the files in it"),
            )
        if path.stat().st_size > MOST_OF_ANY:
            raise _too_large(path.stat().st_size, MOST_OF_ANY)
        return path.read_bytes()
    except FileNotFoundError:
        raise MissingFile(Text(f"找不到文件 {path}", f"no such file: {path}"), cure) from None
    except PermissionError:
        raise MissingFile(
            Text(f"没有权限读取 {path}", f"no right to read {path}"),
            Text("请检查文件权限", "check its permissions"),
        ) from None
    except (OSError, ValueError) as error:
        raise MissingFile(Text(f"无法打开 {path}", f"cannot open {path}: {error}"), cure) from None


def read_bytes(data: bytes, path: str = "") -> Document:
    """Read a report from its bytes; its format is told by its content first, then by the suffix of ``path``.

    Raises:
        InputError: one of its kinds, each with the cure.
    """
    if not data.strip(b"\0\t\n\r \xef\xbb\xbf\xff\xfe"):
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
    if len(data) > MOST_BYTES.get(form, MOST_OF_ANY):
        raise _too_large(len(data), MOST_BYTES.get(form, MOST_OF_ANY))
    try:
        module = import_module(f".{READERS[form]}", __package__)
    except ModuleNotFoundError:
        raise UnknownFormat(
            Text(f"此安装不支持 {form} 格式", f"this installation cannot read {form}"),
            Text("请转换为 txt、html 或 docx", "convert it to txt, html or docx"),
        ) from None
    try:
        document: Document = module.read(
            data, path=path, sha256=hashlib.sha256(data).hexdigest(), format=form
        )
    except RecursionError:
        raise DamagedFile(
            Text("文件嵌套过深", "the file is nested too deeply"),
            Text("请另存为干净的文件再试", "save it anew and try again"),
        ) from None
    return document


def _too_large(size: int, most: int) -> LimitExceeded:
    return LimitExceeded(
        Text(f"文件有 {size:,} 字节，超过上限 {most:,}", f"{size:,} bytes, more than the limit of {most:,}"),
        Text("请拆分文件或删去图片", "split it or take its pictures out"),
    )
