"""Read a report in any format into a `Document`, an archive or a mail into several."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..document import Document
from ..errors import DamagedFile, EmptyFile, InputError, LimitExceeded, MissingFile, UnknownFormat
from ..text import Text
from . import limits
from .archives import Member, is_archive

if TYPE_CHECKING:
    from .blocks import Blocks

__all__ = ["documents", "load", "read", "read_bytes"]

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
ISOLATES: Final = os.name == "posix"  # elsewhere a file is read in this process, its size checked first
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
    path = "" if isinstance(path_or_bytes, bytes) else os.fspath(path_or_bytes)
    data = path_or_bytes if isinstance(path_or_bytes, bytes) else load(Path(path_or_bytes))
    if not is_archive(data):
        return _reader(isolated)(data, path)
    held = list(documents(path_or_bytes, isolated))
    if len(held) > 1:
        raise UnknownFormat(
            Text(f"压缩包或邮件里有 {len(held)} 个文件", f"an archive or mail of {len(held)} files"),
            Text(
                "请用 gouji.reading.documents 逐个读取", "read them one by one with gouji.reading.documents"
            ),
        )
    found = held[0][1]
    if isinstance(found, InputError):
        raise found
    return found


def documents(
    path_or_bytes: str | os.PathLike[str] | bytes, isolated: bool = False
) -> Iterator[tuple[str, Document | InputError]]:
    """Read what may hold several reports: an archive or a mail; any other file gives its one.

    Args:
        path_or_bytes, isolated: as for `read`.

    Yields:
        A path for each report (``年报.zip/某局.docx`` for one in an archive), and the document or why there
        is none.

    >>> text = "某局2024年政府信息公开工作年度报告\\n一、总体情况\\n公开信息3条。"
    >>> [(path, found.year) for path, found in documents(text.encode())]
    [('', 2024)]
    """
    path = "" if isinstance(path_or_bytes, bytes) else os.fspath(path_or_bytes)
    try:
        data = path_or_bytes if isinstance(path_or_bytes, bytes) else load(Path(path_or_bytes))
        held = _members(data, isolated) if is_archive(data) else [Member("", data)]
    except InputError as error:
        yield path, error
        return
    for member in held:
        inner = "/".join(part for part in (path, member.name) if part)
        if member.error:
            yield inner, member.error
            continue
        try:
            yield inner, _reader(isolated)(member.data, inner)
        except InputError as error:
            yield inner, error


def _reader(isolated: bool) -> Callable[[bytes, str], Document]:
    if not (isolated and ISOLATES):
        return read_bytes
    from .isolation import read_bytes as read_in_child

    return read_in_child


def _members(data: bytes, isolated: bool) -> list[Member]:
    if isolated and ISOLATES:
        from .isolation import expand

        return expand(data)
    from .archives import members

    return members(data)


def load(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        MissingFile: no such file, a directory or a device, or no right to read it.
        LimitExceeded: larger than any format may be.
    """
    try:
        if path.is_dir():
            raise MissingFile(
                Text(f"{path} 是目录", f"{path} is a directory"),
                Text("请给出其中的文件", "name the files in it"),
            )
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # a pipe or a device may never end
            raise MissingFile(
                Text(f"{path} 不是普通文件", f"{path} is no ordinary file"),
                Text("请检查路径", "check the path"),
            )
        limits.bytes_at_most(status.st_size, limits.ARCHIVE_BYTES)
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
    # The command reads in a child, and its own process need not know how.
    from .assemble import assemble
    from .sniff import sniff

    if not data.strip(NOTHING):
        raise EmptyFile(
            Text("文件为空", "the file is empty"),
            Text("请确认文件已完整下载或保存", "check that it was saved or downloaded whole"),
        )
    try:
        form = sniff(data, Path(path).suffix.lower())
        if form not in READERS:
            raise UnknownFormat(
                Text("无法识别的文件格式", "unknown file format"),
                Text(
                    "请转换为 txt、md、html、docx 或 pdf 后再试", "convert it to txt, md, html, docx or pdf"
                ),
            )
        module, function, most = READERS[form]
        limits.bytes_at_most(len(data), most)
        blocks: Blocks = getattr(import_module(f".{module}", __package__), function)(data)
        return assemble(blocks, path=path, sha256=hashlib.sha256(data).hexdigest(), format=form)
    except InputError:
        raise
    except MemoryError:
        raise LimitExceeded(
            Text("解析所需内存超过上限", "reading it takes more memory than allowed"),
            Text("请拆分或精简文件后再试", "split or slim the file and try again"),
        ) from None
    except RecursionError:
        raise DamagedFile(
            Text("文件嵌套过深", "the file is nested too deeply"),
            Text("请另存为干净的文件再试", "save it anew and try again"),
        ) from None
    except Exception as error:  # a library's own, on a file that it did not foresee
        raise DamagedFile(
            Text(
                f"解析失败（{type(error).__name__}）", f"its parser failed ({type(error).__name__}: {error})"
            ),
            Text("请用原程序打开并另存后再试", "open it in its program, save it anew and try again"),
        ) from error
