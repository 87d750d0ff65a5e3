"""Files that hold many documents: JSON lines, Parquet, tar, zip, WARC.

Each container can count its documents and give those from one number to another; the path of a record is
what is added to the container's own (``#17``, ``/某局.html``), or a URL.
"""

from __future__ import annotations

import base64
import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal, cast

from ..errors import MissingTool
from ..reading import limits
from ..text import Text
from .records import Record

# Keys under which JSON lines and Parquet keep a document, the first that is there counts.
TEXTS: Final = ("content", "text", "html", "markdown", "body")
IDS: Final = ("id", "_id", "doc_id")
PATHS: Final = ("path", "url", "file", "name")
DATES: Final = ("modified", "date", "fetched", "published")
TOO_LARGE: Final = f"larger than {limits.ZIP_PART_BYTES // limits.MB} MB"


def extra(module: str, name: str = "corpus") -> Any:
    """A module of an extra, by default ``corpus``.

    Raises:
        MissingTool: it is not installed.
    """
    try:
        return import_module(module)
    except ImportError:
        missing = module.partition(".")[0]
        raise MissingTool(
            Text(f"批量处理需要 {missing}", f"work on a corpus needs {missing}"),
            Text(f"请安装：pip install 'gouji[{name}]'", f"install it: pip install 'gouji[{name}]'"),
        ) from None


@dataclass(frozen=True, slots=True)
class Container:
    """How to count the documents of a file, and how to read some of them."""

    suffixes: tuple[str, ...]
    count: Callable[[Path], int]
    read: Callable[[Path, int, int], Iterator[Record]]


def from_fields(fields: Mapping[str, Any], path: str) -> Record:
    """The document that a line of JSON or a row of a table describes.

    >>> from_fields({"id": 7, "text": "全年公开3条。", "url": "https://a.example/7"}, "#0").path
    'https://a.example/7'
    >>> from_fields({"name": "甲"}, "#3").error
    'none of the fields content, text, html, markdown, body'
    """
    told = {kind: _first(fields, names) for kind, names in (("id", IDS), ("path", PATHS), ("date", DATES))}
    stated = str(told["path"] or "")
    record = {"id": str(told["id"] or ""), "path": stated or path, "modified": str(told["date"] or "")}
    content = _first(fields, TEXTS)
    if fields.get("content_base64"):
        content = base64.b64decode(fields["content_base64"])
    error = str(fields.get("error") or "")
    if content is None and not error:
        error = f"none of the fields {', '.join(TEXTS)}"
    if error or content is None:
        return Record(data=b"", error=error, **record)
    data = content if isinstance(content, bytes) else str(content).encode("utf-8", "replace")
    return Record(data=data, **record)


def _first(fields: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((fields[n] for n in names if fields.get(n) is not None), None)


# ---- JSON lines --------------------------------------------------------------------------------------


def _decompressed(path: Path) -> AbstractContextManager[BinaryIO]:
    if path.suffix in (".gz", ".tgz"):
        return cast(AbstractContextManager[BinaryIO], gzip.open(path, "rb"))
    if path.suffix in (".zst", ".zstd"):
        reader = (
            extra("zstandard")
            .ZstdDecompressor()
            .stream_reader(path.open("rb"), read_across_frames=True, closefd=True)
        )
        return io.BufferedReader(reader)
    return path.open("rb")


def _lines(path: Path) -> Iterator[bytes]:
    with _decompressed(path) as stream:
        yield from (line for line in stream if not line.isspace())


def _read_jsonl(path: Path, start: int, stop: int) -> Iterator[Record]:
    for number, line in enumerate(islice(_lines(path), start, stop), start):
        yield _line(line, f"#{number}")


def _line(line: bytes, path: str) -> Record:
    try:
        fields = json.loads(line)
        if isinstance(fields, dict):
            return from_fields(fields, path)
        return Record("", path, b"", error="no JSON object")
    except (ValueError, RecursionError) as error:
        return Record("", path, b"", error=f"no JSON: {error}")


# ---- Parquet -----------------------------------------------------------------------------------------


def _read_parquet(path: Path, start: int, stop: int) -> Iterator[Record]:
    with extra("pyarrow.parquet").ParquetFile(path) as file:
        wanted = [
            n
            for n in file.schema_arrow.names
            if n in {*TEXTS, *IDS, *PATHS, *DATES, "content_base64", "error"}
        ]
        first = 0
        for group in range(file.num_row_groups):
            size = file.metadata.row_group(group).num_rows
            low, high = max(start - first, 0), min(stop - first, size)
            if low < high:
                rows = file.read_row_group(group, columns=wanted).slice(low, high - low)
                for number, fields in enumerate(rows.to_pylist(), first + low):
                    yield from_fields(fields, f"#{number}")
            first += size


def _count_parquet(path: Path) -> int:
    return int(extra("pyarrow.parquet").read_metadata(path).num_rows)


# ---- tar and zip -------------------------------------------------------------------------------------


def _members(path: Path) -> Iterator[tuple[tarfile.TarFile, tarfile.TarInfo]]:
    # "r|*" reads a stream of any compression that tarfile knows, "r|" what we have decompressed already.
    with _decompressed(path) as stream, tarfile.open(fileobj=stream, mode=_mode(path)) as archive:
        yield from ((archive, member) for member in archive if member.isfile() and _is_report(member.name))


def _mode(path: Path) -> Literal["r|", "r|*"]:
    return "r|*" if path.suffix in (".bz2", ".xz") else "r|"


def _read_tar(path: Path, start: int, stop: int) -> Iterator[Record]:
    for archive, member in islice(_members(path), start, stop):
        when = datetime.fromtimestamp(int(member.mtime), UTC).isoformat()
        if member.size > limits.ZIP_PART_BYTES:
            yield Record("", f"/{member.name}", b"", when, TOO_LARGE)
            continue
        stream = archive.extractfile(member)
        yield Record("", f"/{member.name}", stream.read() if stream else b"", when)


def _reports(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [m for m in archive.infolist() if not m.is_dir() and _is_report(m.filename)]


def _count_zip(path: Path) -> int:
    with zipfile.ZipFile(path) as archive:
        return len(_reports(archive))


def _read_zip(path: Path, start: int, stop: int) -> Iterator[Record]:
    with zipfile.ZipFile(path) as archive:
        for member in _reports(archive)[start:stop]:
            when = "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}+00:00".format(*member.date_time)
            where = f"/{_zip_name(member)}"
            try:
                # The size of the directory may lie: never more than allowed is unpacked.
                with archive.open(member) as stream:
                    data = stream.read(limits.ZIP_PART_BYTES + 1)
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
                yield Record("", where, b"", when, f"damaged member ({error})")
                continue
            too_large = len(data) > limits.ZIP_PART_BYTES
            yield Record("", where, b"" if too_large else data, when, TOO_LARGE if too_large else "")


def _zip_name(member: zipfile.ZipInfo) -> str:
    """The name of a member; Windows in China writes it as GBK and does not say so."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return member.filename


def _is_report(name: str) -> bool:
    from .sources import REPORTS

    leaf = name.rsplit("/", 1)[-1]
    return Path(leaf).suffix.lower() in REPORTS and not leaf.startswith((".", "~$"))


# ---- WARC --------------------------------------------------------------------------------------------


def _responses(path: Path) -> Iterator[Any]:
    records = extra("warcio.archiveiterator").ArchiveIterator
    with _decompressed(path) if path.suffix == ".zst" else path.open("rb") as stream:
        for record in records(stream):
            if record.rec_type in ("response", "resource") and _is_page(record):
                yield record


def _is_page(record: Any) -> bool:
    head = record.http_headers
    if head is not None and head.get_statuscode() != "200":
        return False
    told = (head or record.rec_headers).get_header("Content-Type") or ""
    return not told or any(word in told for word in ("html", "text/plain", "pdf", "word", "octet-stream"))


def _read_warc(path: Path, start: int, stop: int) -> Iterator[Record]:
    for record in islice(_responses(path), start, stop):
        where = record.rec_headers.get_header("WARC-Target-URI") or ""
        when = record.rec_headers.get_header("WARC-Date") or ""
        name = (record.rec_headers.get_header("WARC-Record-ID") or "").strip("<>").removeprefix("urn:uuid:")
        try:
            data = record.content_stream().read(limits.ZIP_PART_BYTES + 1)
        except Exception as error:  # broken chunks and encodings, each with its own error
            yield Record(name, where, b"", when, f"damaged record ({type(error).__name__})")
            continue
        too_large = len(data) > limits.ZIP_PART_BYTES
        yield Record(name, where, b"" if too_large else data, when, TOO_LARGE if too_large else "")


def _counted(items: Callable[[Path], Iterator[Any]]) -> Callable[[Path], int]:
    return lambda path: sum(1 for _ in items(path))


_COMPRESSED: Final = ("", ".gz", ".zst", ".zstd")
CONTAINERS: Final = {
    "jsonl": Container(
        tuple(s + c for s in (".jsonl", ".ndjson") for c in _COMPRESSED), _counted(_lines), _read_jsonl
    ),
    "parquet": Container((".parquet",), _count_parquet, _read_parquet),
    "tar": Container(
        (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".tar.zst"), _counted(_members), _read_tar
    ),
    "zip": Container((".zip",), _count_zip, _read_zip),
    "warc": Container(tuple(".warc" + c for c in _COMPRESSED), _counted(_responses), _read_warc),
}
