"""Every kind of source gives every document once, with an id that stays, whatever it is packed in."""

from __future__ import annotations

import base64
import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.corpus_bulk.made import report

from gouji.corpus import pack
from gouji.corpus.sources import Source, scan
from gouji.errors import GoujiError, InputError, UsageError

pa = pytest.importorskip("pyarrow")
import pyarrow.parquet as pq  # noqa: E402

TEXTS = [report(n) for n in range(7)]


def jsonl(folder: Path) -> Path:
    path = folder / "a.jsonl"
    path.write_text("".join(json.dumps({"text": t}, ensure_ascii=False) + "\n\n" for t in TEXTS), "utf-8")
    return path


def jsonl_gz(folder: Path) -> Path:
    path = folder / "a.jsonl.gz"
    path.write_bytes(gzip.compress(jsonl(folder).read_bytes()))
    (folder / "a.jsonl").unlink()
    return path


def jsonl_zst(folder: Path) -> Path:
    zstandard = pytest.importorskip("zstandard")
    path = folder / "a.jsonl.zst"
    path.write_bytes(zstandard.compress(jsonl(folder).read_bytes()))
    (folder / "a.jsonl").unlink()
    return path


def jsonl_base64(folder: Path) -> Path:
    path = folder / "a.jsonl"
    lines = [json.dumps({"content_base64": base64.b64encode(t.encode()).decode()}) for t in TEXTS]
    path.write_text("\n".join(lines), "utf-8")
    return path


def parquet(folder: Path) -> Path:
    path = folder / "a.parquet"
    pq.write_table(pa.table({"content": TEXTS, "other": range(7)}), path, row_group_size=3)
    return path


def tar_gz(folder: Path) -> Path:
    path = folder / "a.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for n, text in enumerate(TEXTS):
            member = tarfile.TarInfo(f"b/{n}.txt")
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))
    return path


def tar(folder: Path) -> Path:
    path = folder / "a.tar"
    path.write_bytes(gzip.decompress(tar_gz(folder).read_bytes()))
    (folder / "a.tar.gz").unlink()
    return path


def zipped(folder: Path) -> Path:
    path = folder / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for n, text in enumerate(TEXTS):
            archive.writestr(f"{n}.txt", text)
        archive.writestr("picture.bin", b"no report")
    return path


def warc(folder: Path) -> Path:
    writer = pytest.importorskip("warcio.warcwriter")
    headers = pytest.importorskip("warcio.statusandheaders")
    path = folder / "a.warc.gz"
    with path.open("wb") as stream:
        out = writer.WARCWriter(stream, gzip=True)
        for n, text in enumerate(TEXTS):
            head = headers.StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.0")
            payload = io.BytesIO(text.encode())
            out.write_record(
                out.create_warc_record(f"https://a.example/{n}", "response", payload, http_headers=head)
            )
        missing = headers.StatusAndHeaders(
            "404 Not Found", [("Content-Type", "text/html")], protocol="HTTP/1.0"
        )
        out.write_record(
            out.create_warc_record(
                "https://a.example/x", "response", io.BytesIO(b"none"), http_headers=missing
            )
        )
    return path


def folder_of_files(folder: Path) -> Path:
    for n, text in enumerate(TEXTS):
        place = folder / "deep" / "er" if n % 2 else folder
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{n}.txt").write_text(text, "utf-8")
    return folder


KINDS: dict[str, Callable[[Path], Path]] = {
    f.__name__: f
    for f in (
        folder_of_files, jsonl, jsonl_gz, jsonl_zst, jsonl_base64, parquet, tar, tar_gz, zipped, warc,
    )
}  # fmt: skip


def texts(source: Source, start: int = 0, stop: int | None = None) -> list[str]:
    return [record.data.decode() for _, record in source.records(start, stop)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_document_comes_once_and_any_range_can_be_read(kind: str, tmp_path: Path) -> None:
    source = scan(KINDS[kind](tmp_path))
    assert source.documents == len(TEXTS)
    assert sorted(texts(source)) == sorted(TEXTS)
    whole = texts(source)
    for start in range(len(TEXTS)):
        assert texts(source, start, start + 3) == whole[start : start + 3]


@pytest.mark.parametrize("kind", KINDS)
def test_ids_are_unique_and_stay_the_same_when_packed(kind: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    source = scan(KINDS[kind](tmp_path / "in"))
    before = [(r.id, r.sha256, r.path) for _, r in source.records()]
    assert len({name for name, _, _ in before}) == len(before)
    packed = pack(
        source.root / source.inputs[0].path if len(source.inputs) == 1 else source.root, tmp_path / "out", 3
    )
    assert (packed.documents, packed.files) == (7, 3)
    assert [(r.id, r.sha256, r.path) for _, r in scan(tmp_path / "out").records()] == before


def test_a_folder_of_folders_and_containers_is_one_source(tmp_path: Path) -> None:
    for name in ("jsonl", "zipped", "tar"):
        (tmp_path / name).mkdir()
        KINDS[name](tmp_path / name)
    (tmp_path / "notes.xyz").write_text("no report")
    source = scan(tmp_path)
    assert source.documents == 21
    assert source.passed_over == {".xyz": 1}
    assert [number for number, _ in source.records()] == list(range(21))


def test_a_line_that_is_no_json_is_a_row_with_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "x"}\nnonsense\n[1]\n{"title": "no text"}\n', "utf-8")
    errors = [bool(r.error) for _, r in scan(tmp_path).records()]
    assert errors == [False, True, True, True]


def test_a_file_that_changes_after_the_plan_is_not_read_as_if_it_had_not(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXTS[0], "utf-8")
    source = scan(tmp_path)
    file.write_text(TEXTS[1], "utf-8")
    ((_, record),) = source.records()
    assert record.error == "changed since it was planned"


def test_a_container_that_breaks_off_still_gives_a_row_for_each_document(tmp_path: Path) -> None:
    path = jsonl(tmp_path)
    source = scan(path)
    lines = path.read_bytes().splitlines(keepends=True)
    # As long as before, with fewer documents.
    path.write_bytes(b"".join(lines[:8]) + b" " * sum(map(len, lines[8:])))
    found = [record for _, record in source.records()]
    assert len(found) == 7
    assert [bool(r.error) for r in found] == [False] * 4 + [True] * 3


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.zip", b"PK\x03\x04 broken", InputError),
        ("a.parquet", b"PAR1 broken", InputError),
        ("a.tar.gz", b"\x1f\x8b broken", InputError),
        ("a.xyz.d", None, UsageError),
    ],
)
def test_a_source_that_cannot_be_read_is_told(
    name: str, data: bytes | None, error: type, tmp_path: Path
) -> None:
    path = tmp_path / name
    if data is None:
        path.mkdir()
    else:
        path.write_bytes(data)
    with pytest.raises(error):
        scan(path)


def test_nothing_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(GoujiError):
        scan(tmp_path / "nowhere")
