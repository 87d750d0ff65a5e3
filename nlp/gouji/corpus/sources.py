"""Where documents come from: folders, and files that hold many documents.

A source is a list of `Input`, each a file; an input holds one document (a report) or many (a container:
JSON lines, Parquet, tar, zip, WARC).  Documents are numbered through all inputs, in the order of their
paths, so that a range of numbers says which documents a shard has.
"""

from __future__ import annotations

import hashlib
import os
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from ..errors import GoujiError, MissingFile, UsageError
from ..text import Text
from .containers import CONTAINERS, Container
from .records import Record, stable_id

# What a folder of reports is looked through for; other files are left alone, and counted.
REPORTS: Final = frozenset(
    [
        ".txt",
        ".text",
        ".md",
        ".markdown",
        ".html",
        ".htm",
        ".shtml",
        ".xhtml",
        ".docx",
        ".docm",
        ".doc",
        ".wps",
        ".rtf",
        ".pdf",
        ".png",
        ".jpg",
        ".jpeg",
    ]
)
BLOCK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Input:
    """One file of a source.

    Args:
        path: relative to the root of the source, with ``/``.
        kind: ``file`` for one document, else the name of a container.
        size, modified: of the file, in bytes and nanoseconds, by which a change is noticed.
        sha256: of the file.
        documents: how many it holds.
    """

    path: str
    kind: str
    size: int
    modified: int
    sha256: str
    documents: int


@dataclass(frozen=True, slots=True)
class Source:
    """The inputs under one root, with the documents in them numbered from 0.

    Args:
        root: a folder, or the folder of the only file.
        inputs: in the order of their paths.
        passed_over: files that are no report and no container, by suffix.
    """

    root: Path
    inputs: tuple[Input, ...]
    passed_over: dict[str, int]

    @property
    def documents(self) -> int:
        """How many documents all inputs hold."""
        return sum(i.documents for i in self.inputs)

    def records(self, start: int = 0, stop: int | None = None) -> Iterator[tuple[int, Record]]:
        """The documents numbered ``start`` to ``stop``, each with its number.

        Raises:
            InputError: an input is not what it was when the source was scanned.
        """
        stop = self.documents if stop is None else stop
        firsts = self._firsts()
        at = max(bisect_right(firsts, start) - 1, 0)
        for first, one in zip(firsts[at:], self.inputs[at:], strict=True):
            if first >= stop:
                return
            low, high = max(start - first, 0), min(stop - first, one.documents)
            if low < high:
                self._unchanged(one)
                yield from enumerate(self._open(one, low, high), first + low)

    def _firsts(self) -> list[int]:
        firsts, number = [], 0
        for one in self.inputs:
            firsts.append(number)
            number += one.documents
        return firsts

    def _unchanged(self, one: Input) -> None:
        path = self.root / one.path
        try:
            status = path.stat()
        except OSError:
            status = None
        if one.kind != "file" and (status is None or status.st_size != one.size):
            raise MissingFile(
                Text(f"{path} 在制定计划后被移动或修改", f"{path} was moved or changed since it was planned"),
                Text("请恢复该文件，或换一个输出目录重新运行", "put it back, or run into another folder"),
            )

    def _open(self, one: Input, start: int, stop: int) -> Iterator[Record]:
        path = self.root / one.path
        if one.kind == "file":
            yield _file(path, one)
            return
        found = 0
        for record in CONTAINERS[one.kind].read(path, start, stop):
            found += 1
            # "#17" and "/a.html" go on from the container's path; a path that a record brings is whole.
            where = f"{one.path}{record.path}" if record.path.startswith(("#", "/")) else record.path
            yield replace(record, path=where, id=record.id or stable_id(where))
        # A container that breaks off gives its rows all the same: one out for each one planned.
        for index in range(start + found, stop):
            where = f"{one.path}#{index}"
            yield Record(stable_id(where), where, b"", error="the container ends before this document")


def scan(path: str | os.PathLike[str], known: Mapping[str, Input] | None = None) -> Source:
    """Look through a folder, at any depth, or at one file.

    Args:
        known: inputs of an earlier scan by path; those whose size and time are the same are not read again.

    Raises:
        InputError: there is nothing, or a container is broken or needs a package that is missing.
        UsageError: no document was found.

    >>> from gouji.samples import path
    >>> source = scan(path())
    >>> source.documents, source.inputs[0].kind
    (1, 'file')
    """
    top = Path(path)
    if not top.exists():
        raise MissingFile(
            Text(f"找不到 {top}", f"no such file or folder: {top}"), Text("请检查路径", "check the path")
        )
    root = top if top.is_dir() else top.parent
    inputs, passed_over = [], dict[str, int]()
    for file in sorted(_files(top), key=lambda p: p.relative_to(root).as_posix()):
        kind = _kind(file)
        if kind is None and file != top:
            suffix = file.suffix.lower()
            passed_over[suffix] = passed_over.get(suffix, 0) + 1
        else:
            inputs.append(_known(file, root, known or {}) or _input(file, root, kind))
    source = Source(root, tuple(inputs), dict(sorted(passed_over.items())))
    if not source.documents:
        raise UsageError(
            Text(f"{top} 里没有报告", f"{top} holds no report"),
            Text(
                "请给出报告文件夹，或 JSONL、Parquet、tar、zip、WARC 文件",
                "give a folder of reports, or a JSONL, Parquet, tar, zip or WARC file",
            ),
        )
    return source


def _files(top: Path) -> Iterator[Path]:
    if top.is_file():
        yield top
        return
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        yield from (Path(folder, name) for name in names if not name.startswith("."))


def _kind(file: Path) -> str | None:
    name = file.name.lower()
    for kind, container in CONTAINERS.items():
        if name.endswith(container.suffixes):
            return kind
    return "file" if file.suffix.lower() in REPORTS else None


def _known(file: Path, root: Path, known: Mapping[str, Input]) -> Input | None:
    one = known.get(file.relative_to(root).as_posix())
    status = file.stat()
    return one if one and (one.size, one.modified) == (status.st_size, status.st_mtime_ns) else None


def _input(file: Path, root: Path, kind: str | None) -> Input:
    status = file.stat()
    container: Container | None = CONTAINERS.get(kind or "")
    try:
        documents = 1 if container is None else container.count(file)
    except GoujiError:
        raise
    except Exception as error:  # each container's library has its own
        raise MissingFile(
            Text(f"{file} 无法打开（{error}）", f"{file} cannot be opened ({error})"),
            Text("请修复或移走该文件", "mend the file or move it away"),
        ) from error
    return Input(
        path=file.relative_to(root).as_posix(),
        kind=kind or "file",
        size=status.st_size,
        modified=status.st_mtime_ns,
        sha256=_hash(file),
        documents=documents,
    )


def _hash(file: Path) -> str:
    whole = hashlib.sha256()
    try:
        with file.open("rb") as stream:
            while block := stream.read(BLOCK):
                whole.update(block)
    except PermissionError:
        return ""  # its row will say so
    return whole.hexdigest()


def _file(path: Path, one: Input) -> Record:
    when = datetime.fromtimestamp(one.modified // 10**9, UTC).isoformat()
    try:
        data = path.read_bytes()
    except OSError as error:
        return Record(stable_id(one.path), one.path, b"", when, f"cannot be opened ({error.strerror})")
    if hashlib.sha256(data).hexdigest() != one.sha256:
        return Record(stable_id(one.path), one.path, b"", when, "changed since it was planned")
    return Record(stable_id(one.path), one.path, data, when)
