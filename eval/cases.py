"""A report to be judged: its record with the gold, and the bytes a system is given."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from corpora.synthetic.record import Record, load_record
from corpora.synthetic.rendering import render

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Case:
    """One report of a set.

    Args:
        record: the report and its gold.
        path: the file to read, or None where ``record`` is to be rendered.
        family: family of templates or of shapes; "" where it has none.
        twin: name of the consistent twin, "" where there is none.
        data: the rendered bytes, kept where several systems read the same case.
        previous: last year's report, where the case is about two years.
    """

    record: Record
    path: Path | None = None
    family: str = ""
    twin: str = ""
    data: bytes | None = None
    previous: Record | None = None

    @property
    def name(self) -> str:
        """Name of the report, unique in its set."""
        return self.record.name

    def content(self) -> Path | bytes:
        """What a system reads."""
        if self.path is not None:
            return self.path
        return self.data if self.data is not None else render(self.record)

    def kept(self) -> Case:
        """The same case with its bytes rendered once and for all."""
        return self if self.path is not None else replace(self, data=render(self.record))

    def as_text(self) -> bytes:
        """The same report as plain text, for formats that cannot be read."""
        return render(replace(self.record, format="txt", quirks=()))


def shared() -> Path | None:
    """The folder of shared data that GOUJI_SHARED names, where there is one."""
    named = os.environ.get("GOUJI_SHARED", "")
    return Path(named) if named and Path(named).is_dir() else None


def folder(path: Path) -> Iterator[Case]:
    """The reports of a folder: each JSON record, with the file of the same stem beside it."""
    for gold in sorted(path.glob("*.json")):
        record = load_record(gold)
        file = gold.with_suffix(f".{record.format}")
        yield Case(record, file if file.is_file() else None)
