"""The work on one document: bytes in, a row out; what a worker runs, and nothing else does."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from importlib import import_module
from typing import Final, cast

from ..errors import GoujiError, UsageError
from ..outcome import Plain
from ..text import Lang, Text
from . import rows
from .records import Record
from .rows import Status

GIB: Final = 2**30
Work = Callable[[int, Record, "Settings"], Plain]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is told; part of the fingerprint, since all of it can change a row.

    Args:
        lang: language of messages and titles.
        claims: whether the rows hold what the prose states; without, they are half as large.
        seconds: CPU time for one document.
        memory: address space of a worker, in bytes.
        ocr: whether scans and pictures are recognised; takes seconds a page, wants 6 GiB and 600 seconds.
        linker: who is asked about figures that the rules tie to no cell, as in `gouji.neural.proposers`; a
            transformer takes tens of milliseconds a figure, so that it is asked for by name only.
        shard: documents in a shard.
        work: ``module:function`` from number, record and settings to a row.
    """

    lang: str = "zh"
    claims: bool = True
    seconds: float = 20.0
    memory: int = 2 * GIB
    ocr: bool = False
    linker: str = "linear"
    shard: int = 500
    work: str = "gouji.corpus.work:review_record"

    def to_json(self) -> str:
        """As JSON, for the plan and for workers."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Settings:
        """What `to_json` gave.

        >>> Settings.from_json(Settings(shard=7).to_json()).shard
        7
        """
        told = json.loads(text)
        return cls(**{f.name: told[f.name] for f in fields(cls)})

    @property
    def speech(self) -> Lang:
        """The language of messages."""
        return "en" if self.lang == "en" else "zh"

    def function(self) -> Work:
        """The function that `work` names."""
        module, _, name = self.work.partition(":")
        return cast(Work, getattr(import_module(module), name))

    def checked(self) -> Settings:
        """The settings themselves.

        Raises:
            UsageError: one is out of range.
        """
        if self.shard < 1 or self.seconds <= 0 or self.memory < GIB // 2:
            raise UsageError(
                Text("分片、时间或内存上限过小", "shard, time or memory is too small"),
                Text(
                    "分片至少 1 份，时间大于 0 秒，内存至少 512 MiB",
                    "a shard holds at least 1, time is above 0, memory at least 512 MiB",
                ),
            )
        return self


def review_record(number: int, record: Record, settings: Settings) -> Plain:
    """Read and review one document.

    >>> from gouji.samples import path
    >>> record = Record("a", "a.txt", path().read_bytes())
    >>> plain = review_record(0, record, Settings())
    >>> plain["status"], plain["year"], plain["contradictions"]
    ('ok', 2024, 1)
    """
    from ..neural import proposers
    from ..reading import handover, read_bytes
    from ..reviewing import review

    handover.deferring = not settings.ocr
    lang = settings.speech
    try:
        found = review(read_bytes(record.data, record.path), None, proposers(settings.linker))
        return rows.row(number, record, found, lang, settings.claims)
    except handover.DeferredError:
        message = Text("扫描件或图片", "a scan or a picture")
        cure = Text("加上 --ocr 识别", "recognise it with --ocr")
        return rows.failed(number, record, Status.ERROR, "DeferredError", message.say(lang), cure.say(lang))
    except GoujiError as error:
        if isinstance(error.__context__, MemoryError):
            return over_memory(number, record, settings)
        return rows.from_error(number, record, error, lang)


def process(number: int, record: Record, settings: Settings, work: Work) -> Plain:
    """The row of a document, whatever happens in this process short of its death."""
    try:
        if record.error:
            return rows.failed(number, record, Status.ERROR, "SourceError", record.error)
        return work(number, record, settings)
    except MemoryError:
        return over_memory(number, record, settings)
    except Exception as error:  # a fault of ours costs this document, never the corpus
        return rows.failed(number, record, Status.ERROR, type(error).__name__, str(error)[:500])


MEMORY: Final = Text("超过内存上限（{limit:g} GiB）", "more memory than allowed ({limit:g} GiB)")
TIME: Final = Text("超过 CPU 时间上限（{limit:g} 秒）", "more CPU time than allowed ({limit:g} s)")
DEATH: Final = Text("处理进程两次异常退出（{how}）", "its worker died twice ({how})")


def over_memory(number: int, record: Record, settings: Settings) -> Plain:
    """The row of a document that took more memory than allowed."""
    told = MEMORY.format(limit=settings.memory / GIB).say(settings.speech)
    return rows.failed(number, record, Status.MEMORY, "MemoryError", told)


def over_time(number: int, record: Record, settings: Settings) -> Plain:
    """The row of a document that took too long."""
    told = TIME.format(limit=settings.seconds).say(settings.speech)
    return rows.failed(number, record, Status.TIMEOUT, "TimeoutError", told)


def crashed(number: int, record: Record, settings: Settings, how: str) -> Plain:
    """The row of a document that killed its worker."""
    return rows.failed(number, record, Status.CRASH, how, DEATH.format(how=how).say(settings.speech))
