"""Pack any source into Parquet files: fewer, larger files, which every engine can read from the middle."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .containers import extra
from .files import commit, sweep
from .running import to_parquet
from .sources import scan

LARGEST: Final = 256_000_000  # bytes of documents after which a file is closed early


@dataclass(frozen=True, slots=True)
class Packed:
    """What was written."""

    documents: int
    files: int


def pack(source: str | os.PathLike[str], out: str | os.PathLike[str], shard: int = 5_000) -> Packed:
    """Write the documents of a source into Parquet files; a run over those gives the same ids and hashes.

    Args:
        shard: documents in a file.

    Raises:
        InputError: the source cannot be read.
    """
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    sweep(folder)
    found = scan(source)
    files = 0
    batch: list[dict[str, object]] = []
    size = 0
    for _, record in found.records():
        batch.append(
            {
                "id": record.id,
                "path": record.path,
                "modified": record.modified,
                "content": record.data,
                "error": record.error,
            }
        )
        size += len(record.data)
        if len(batch) >= shard or size >= LARGEST:
            _write(folder, files, batch)
            files, batch, size = files + 1, [], 0
    if batch:
        _write(folder, files, batch)
        files += 1
    return Packed(found.documents, files)


def _write(folder: Path, number: int, batch: list[dict[str, object]]) -> None:
    pa = extra("pyarrow")
    text = pa.string()
    schema = pa.schema(
        [("id", text), ("path", text), ("modified", text), ("content", pa.binary()), ("error", text)]
    )
    commit(folder / f"documents-{number:05d}.parquet", to_parquet(pa.Table.from_pylist(batch, schema)))
