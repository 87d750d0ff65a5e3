"""Archives and mails: the files in them, checked before they are unpacked and never written to disk."""

from __future__ import annotations

import re
import stat
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, Final

from ..errors import DamagedFile, EmptyFile, InputError, LimitExceeded
from ..text import Text
from . import limits

if TYPE_CHECKING:
    from email.message import EmailMessage, MIMEPart
    from zipfile import ZipFile, ZipInfo

DOCUMENTS: Final = ("txt", "text", "md", "markdown", "html", "htm", "shtml", "xhtml")
OFFICE: Final = ("docx", "docm", "doc", "wps", "rtf", "pdf")
PICTURES: Final = ("png", "jpg", "jpeg", "tif", "tiff", "bmp")
READABLE: Final = frozenset((*DOCUMENTS, *OFFICE, *PICTURES))
NESTED: Final = frozenset(("zip", "eml", "mht", "mhtml"))
DEPTH: Final = 1  # archives inside the archive that are opened
LONGEST_NAME: Final = 120
PACKED: Final = (0, 8)  # stored and deflated; other methods can ask for gigabytes to unpack

_UTF8: Final = 0x800  # flags of a zip member
_LOCKED: Final = 0x1
_UNSAFE: Final = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2066-\u2069<>:\"|?*]")
# The first line of a mail; what follows has to hold one of the headers that all mails have.
_MAIL: Final = re.compile(rb"(?i)\A\s*(?:[A-Za-z][A-Za-z0-9-]{1,40}:[ \t]|From )")
_HEADER: Final = re.compile(rb"(?im)^(?:mime-version|from|received|message-id|content-type):[ \t]*\S")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: a harmless name, "/" between folders, and its bytes or why there are none."""

    name: str
    data: bytes = b""
    error: InputError | None = None


def is_mail(data: bytes) -> bool:
    """Whether some bytes are a mail (RFC 5322), or a web page saved as one (MHTML).

    >>> is_mail(b"From: a@b.cn\\r\\nSubject: x\\r\\n\\r\\nhello"), is_mail("注意：附件".encode())
    (True, False)
    """
    head = data[:4096]
    return bool(_MAIL.match(head)) and bool(_HEADER.search(head.split(b"\n\n")[0].split(b"\r\n\r\n")[0]))


def is_archive(data: bytes) -> bool:
    """Whether some bytes are an archive or a mail that `members` opens, and no DOCX.

    >>> is_archive(b"PK\\x05\\x06" + bytes(18))
    True
    """
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return b"word/document.xml" not in _directory(data)
    return is_mail(data)


def _directory(data: bytes) -> bytes:
    """The list of names at the end of a zip archive; a DOCX stored inside has its own further up."""
    end = data.rfind(b"PK\x05\x06")
    if end < 0 or end + 20 > len(data):
        return data
    start = int.from_bytes(data[end + 16 : end + 20], "little")
    return data[start:] if start < end else data[-limits.MB :]


def members(data: bytes, depth: int = 0) -> list[Member]:
    """The readable files in an archive or mail, those of archives inside it included, in their order.

    Args:
        data: a zip archive, a mail, or a web page saved as a mail.
        depth: how many archives this one stands in.

    Raises:
        DamagedFile: its structure is broken.
        EmptyFile: it holds no file of a format that can be read.
        LimitExceeded: too many files, or more bytes than `limits` allows, also for their packed size.

    >>> import io, zipfile
    >>> with zipfile.ZipFile(io.BytesIO(), "w") as packed:
    ...     packed.writestr("../年报.txt", "一")
    ...     packed.writestr("logo.svg", "<svg/>")
    ...     held = packed.fp
    >>> [(m.name, m.data.decode()) for m in members(held.getvalue())]
    [('年报.txt', '一')]
    """
    limits.bytes_at_most(len(data), limits.ARCHIVE_BYTES)
    found: list[Member] = []
    total = 0
    for member in _zip(data) if data.startswith(b"PK") else _mail(data):
        suffix = _suffix(member.name)
        if suffix in READABLE or member.error:
            found.append(member)
        elif suffix in NESTED:
            found += _inside(member, depth)
        total += len(member.data)
        limits.bytes_at_most(total, limits.ZIP_TOTAL_BYTES)
    if not found:
        raise EmptyFile(
            Text("压缩包或邮件里没有可读的文件", "no file that can be read in the archive or mail"),
            Text("请放入 txt、html、docx、doc 或 pdf", "put txt, html, docx, doc or pdf in it"),
        )
    limits.bytes_at_most(sum(len(m.data) for m in found), limits.ZIP_TOTAL_BYTES)
    return found


def _inside(member: Member, depth: int) -> list[Member]:
    if depth == DEPTH:
        error = LimitExceeded(
            Text("压缩包嵌套过深", "archives are nested too deeply"),
            Text("请先解压内层的压缩包", "unpack the inner one first"),
        )
        return [Member(member.name, error=error)]
    try:
        inner = members(member.data, depth + 1)
    except InputError as error:
        return [Member(member.name, error=error)]
    return [replace(m, name=f"{member.name}/{m.name}") for m in inner]


def _zip(data: bytes) -> Iterator[Member]:
    import zipfile

    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise _damaged() from error
    with archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        limits.at_most(len(entries), limits.ZIP_MEMBERS, "个文件", "files")
        limits.bytes_at_most(sum(entry.file_size for entry in entries), limits.ZIP_TOTAL_BYTES)
        for entry in entries:
            name = _name(entry)
            if name.startswith("__MACOSX/") or stat.S_ISLNK(entry.external_attr >> 16):
                continue
            if _suffix(name) not in READABLE | NESTED:
                continue
            try:
                yield Member(name, _unpacked(archive, entry))
            except InputError as error:
                yield Member(name, error=error)


def _unpacked(archive: ZipFile, entry: ZipInfo) -> bytes:
    from zipfile import BadZipFile

    limits.bytes_at_most(entry.file_size, limits.ZIP_PART_BYTES)
    if entry.file_size > limits.MB:
        ratio = entry.file_size // max(entry.compress_size, 1)
        limits.at_most(ratio, limits.ZIP_RATIO, "倍压缩比", "times its packed size")
    if entry.flag_bits & _LOCKED:
        raise DamagedFile(
            Text("压缩包有密码", "the archive is locked with a password"),
            Text("请先用密码解压", "unpack it with its password first"),
        )
    if entry.compress_type not in PACKED:
        raise DamagedFile(
            Text("不支持的压缩方法", "an unusual method of compression"),
            Text("请用普通 zip 重新压缩", "pack it anew as an ordinary zip"),
        )
    try:
        with archive.open(entry) as packed:
            data = packed.read(limits.ZIP_PART_BYTES + 1)
    except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise _damaged() from error
    limits.bytes_at_most(len(data), limits.ZIP_PART_BYTES)
    return data


def _damaged() -> DamagedFile:
    return DamagedFile(
        Text("压缩包已损坏", "the archive is damaged"),
        Text("请重新下载或重新压缩", "download it or pack it again"),
    )


def _name(entry: ZipInfo) -> str:
    """The name of a member; without the flag for UTF-8 it is mostly GBK, which zipfile takes for cp437."""
    name = entry.filename
    if not entry.flag_bits & _UTF8:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            return harmless(name)
        for encoding in ("utf-8", "gb18030"):
            try:
                return harmless(raw.decode(encoding))
            except UnicodeDecodeError:
                continue
    return harmless(name)


def harmless(name: str) -> str:
    """A name without the parts that could lead out of a folder or deceive who reads it.

    >>> [harmless(name) for name in ("../../etc/年报.txt", "C:\\\\a\\\\b.doc", "x\\u202efdp.exe", "..")]
    ['etc/年报.txt', 'C/a/b.doc', 'xfdp.exe', '未命名']
    """
    parts = [_UNSAFE.sub("", part).strip(" .") for part in name.replace("\\", "/").split("/")]
    kept = [part[-LONGEST_NAME:] for part in parts if part]
    return "/".join(kept[-8:]) or "未命名"


def _suffix(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _mail(data: bytes) -> Iterator[Member]:
    """The attachments of a mail; its own text only where it has none."""
    from email import message_from_bytes, policy

    try:
        mail = message_from_bytes(data, policy=policy.default)
        parts = [part for part in mail.walk() if not part.is_multipart()]
        limits.at_most(len(parts), limits.ZIP_MEMBERS, "个附件", "attachments")
        attached = [m for i, part in enumerate(parts, 1) if (m := _attachment(part, i)) is not None]
        yield from attached or _body(mail)
    except (ValueError, LookupError, AttributeError, TypeError, IndexError) as error:
        # What the email package raises on broken headers is not one kind of error.
        raise DamagedFile(
            Text("邮件已损坏", "the mail is damaged"), Text("请重新导出邮件", "export the mail again")
        ) from error


def _attachment(part: EmailMessage, number: int) -> Member | None:
    name = part.get_filename()
    if name is None and part.get_content_disposition() != "attachment":
        return None
    suffix = {"application/pdf": ".pdf", "message/rfc822": ".eml"}.get(part.get_content_type(), ".txt")
    return Member(harmless(name or f"附件{number}{suffix}"), _payload(part))


def _body(mail: EmailMessage) -> Iterator[Member]:
    body = mail.get_body(preferencelist=("related", "html", "plain"))
    if body is not None and body.is_multipart():
        body = next((part for part in body.walk() if part.get_content_maintype() == "text"), None)
    if body is not None:
        suffix = "html" if body.get_content_subtype() == "html" else "txt"
        yield Member(f"正文.{suffix}", _payload(body))


def _payload(part: MIMEPart) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
