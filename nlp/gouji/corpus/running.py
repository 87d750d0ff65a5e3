"""Run a job on this machine: documents to workers, rows to shards, shards to disk."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from . import rows
from .containers import extra
from .files import commit, sweep
from .plan import Plan, load, locked, prepare
from .pool import Job, Pool, Reply
from .work import Settings

if TYPE_CHECKING:
    import pyarrow as pa

COMPRESSION: Final = {"compression": "zstd", "compression_level": 3, "use_dictionary": True}

Watch = Callable[[Reply], None]


@dataclass(slots=True)
class Progress:
    """What a run has done so far; counts add.

    Args:
        documents: how many the run has to do.
        cpu: seconds that the documents took in their workers.
        peak: the most bytes that a worker has had in memory.
    """

    documents: int
    done: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    contradictions: int = 0
    doubts: int = 0
    cpu: float = 0.0
    peak: int = 0

    def add(self, reply: Reply) -> None:
        """One more document."""
        self.done += 1
        self.statuses[reply.status.value] += 1
        self.contradictions += reply.contradictions
        self.doubts += reply.doubts
        self.cpu += reply.cpu
        self.peak = max(self.peak, reply.peak)

    def merge(self, other: Progress) -> None:
        """What another machine has done."""
        self.done += other.done
        self.statuses.update(other.statuses)
        self.contradictions += other.contradictions
        self.doubts += other.doubts
        self.cpu += other.cpu
        self.peak = max(self.peak, other.peak)


def run(
    source: str | os.PathLike[str],
    out: str | os.PathLike[str],
    workers: int | None = None,
    settings: Settings | None = None,
    watch: Watch | None = None,
) -> Progress:
    """Review every document of a source; the same call goes on with a job that was broken off.

    Args:
        source: a folder, or a JSONL, Parquet, tar, zip or WARC file.
        out: folder of the job; new, empty, or with the same job in it.
        workers: processes; None for one a core.
        settings: what a document may cost, and what its row holds.
        watch: called with each document that is done.

    Returns:
        What this call did; `status` says what the job has in all.

    Raises:
        UsageError: the folder has another job (its message says what differs), or a run is at work in it.
        InputError: the source cannot be read.

    >>> import tempfile
    >>> from gouji.samples import path
    >>> with tempfile.TemporaryDirectory() as out:
    ...     run(path(), out, workers=1).statuses
    Counter({'ok': 1})
    """
    return run_plan(prepare(source, out, settings or Settings()), workers, watch)


def run_plan(plan: Plan, workers: int | None = None, watch: Watch | None = None) -> Progress:
    """Do all shards of a plan that are not done, on this machine.

    Args:
        workers: processes; None for one a core.
        watch: called with each document that is done.

    Raises:
        UsageError: another run is at work in the folder.
        KeyboardInterrupt: passed on; the shards that are done stay, and the same call goes on from there.
    """
    with locked(plan), Pool(plan.settings, workers) as pool:
        sweep(plan.results)
        pending = plan.pending()
        progress = Progress(sum(stop - start for start, stop in (plan.shards[n] for n in pending)))
        lines: dict[int, dict[int, bytes]] = {}
        for reply in pool.run(_jobs(plan, pending)):
            shard = reply.number // plan.settings.shard
            held = lines.setdefault(shard, {})
            held[reply.number] = reply.line
            start, stop = plan.shards[shard]
            if len(held) == stop - start:
                del lines[shard]
                _commit(plan, shard, held)
            progress.add(reply)
            if watch is not None:
                watch(reply)
    return progress


def _jobs(plan: Plan, shards: Iterable[int]) -> Iterator[Job]:
    """The documents of some shards; shards that follow each other are read in one go."""
    start = stop = 0
    for shard in shards:
        first, end = plan.shards[shard]
        if first != stop:
            yield from plan.source.records(start, stop)
            start = first
        stop = end
    yield from plan.source.records(start, stop)


def run_shard(out: str | os.PathLike[str], shard: int) -> Progress:
    """Do one shard of the job in a folder, in this process and one worker; what engines schedule.

    The folder and the source must be reachable under the same paths on every machine.  A shard that is
    there already is left alone; one that two machines do at once has the same bytes from both.
    """
    plan = load(out)
    start, stop = plan.shards[shard]
    progress = Progress(stop - start)
    if plan.part(shard).exists():
        return progress
    with Pool(plan.settings, 1) as pool:
        held = {}
        for reply in pool.run(plan.source.records(start, stop)):
            held[reply.number] = reply.line
            progress.add(reply)
    _commit(plan, shard, held)
    return progress


def _commit(plan: Plan, shard: int, lines: dict[int, bytes]) -> None:
    commit(plan.part(shard), to_parquet(rows.table([lines[number] for number in sorted(lines)])))


def to_parquet(table: pa.Table) -> bytes:
    """A table as the bytes of a Parquet file: one row group, and the same bytes each time."""
    sink = extra("pyarrow").BufferOutputStream()
    extra("pyarrow.parquet").write_table(table, sink, row_group_size=max(len(table), 1), **COMPRESSION)
    return bytes(sink.getvalue().to_pybytes())
