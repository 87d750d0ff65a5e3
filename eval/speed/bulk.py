"""What bulk work costs and finds: python -m eval.speed.bulk [speed|flat|panel] [--count N]

``speed``: made reports in mixed formats, a bare loop in one process against the runner with two workers;
CPU time of all processes counts, since wall-clock time on a shared machine says nothing.  ``flat``: the cost
of a document as a run grows.  ``panel``: bodies over four years with planted breaks of the rules
across reports.
Without a name all three, small.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from corpora.synthetic.maker import corpus
from corpora.synthetic.rendering import render
from eval.speed import years

from gouji.corpus import Settings, query, run
from gouji.corpus.across import across
from gouji.corpus.pool import Reply
from gouji.corpus.sources import scan
from gouji.corpus.work import process
from gouji.corpus.worker import WARM

FORMATS = ("txt", "html", "md", "docx")
OVERHEAD = 0.10  # of the CPU time of a bare loop that the runner may cost in addition
HARD = ("Y1", "Y2", "Y3", "Y4", "Y7", "Y8", "Y9")
SOFT = ("Y5", "Y6")  # what is unusual: planted, and true of other reports by chance


def cpu() -> float:
    """CPU seconds of this process and of its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def made(count: int, folder: Path, formats: Sequence[str]) -> Path:
    """Made reports, half of them with errors, one file each."""
    folder.mkdir()
    written = 0
    for one in corpus(count, "test", formats, 1):
        for record in (one.record, one.twin):
            if record is not None and written < count:
                (folder / f"{record.name}.{record.format}").write_bytes(render(record))
                written += 1
    return folder


def bare(source: Path) -> float:
    """CPU seconds of a loop over the same documents in this process, rows included, nothing written."""
    settings = Settings()
    work = settings.function()
    for number, record in scan(source).records(0, 3):
        process(number, record, settings, work)  # what is loaded once
    began = time.process_time()
    for number, record in scan(source).records():
        process(number, record, settings, work)
    return time.process_time() - began


def speed(folder: Path, count: int) -> bool:
    """The runner against a bare loop; true where it costs no more than allowed."""
    source = made(count, folder / "made", FORMATS)
    size = sum(p.stat().st_size for p in source.iterdir())
    alone = bare(source)
    began, wall = cpu(), time.monotonic()
    progress = run(source, folder / "job", workers=2)
    spent, wall = cpu() - began, time.monotonic() - wall
    rows = query(folder / "job", "SELECT count(*) AS n, count(DISTINCT number) AS m FROM results").iloc[0]
    start = starting()
    kept = sum(p.stat().st_size for p in (folder / "job" / "results").iterdir())
    more = (spent - 2 * start) / alone - 1
    print(f"{count} documents, {size / count / 1e3:.1f} kB each; rows {rows.n}, different {rows.m}")
    print(f"bare loop {alone:.1f} CPU s, {count / alone:.0f} documents a CPU second")
    print(
        f"runner {spent:.1f} CPU s in all ({2 * start:.1f} s of it to start two workers), wall {wall:.1f} s"
    )
    print(f"without the start {more:+.1%}; peak of a worker {progress.peak / 1e6:.0f} MB")
    print(f"{kept / count:.0f} bytes a row on disk; {dict(progress.statuses)}")
    return bool(rows.n == rows.m == count) and more <= OVERHEAD


def starting() -> float:
    """CPU seconds that a worker takes until it is ready."""
    from gouji.corpus.pool import Pool
    from gouji.corpus.records import Record

    began = cpu()
    with Pool(Settings(), 1) as pool:
        list(pool.run([(0, Record("", "", WARM.encode()))]))
    return cpu() - began


class Growth:
    """What a document costs as a run goes on: CPU of worker and parent over stretches that grow."""

    def __init__(self, count: int) -> None:
        self.ends = [count * share // 100 for share in (1, 5, 10, 20, 40, 60, 80, 100)]
        self.costs: list[float] = []
        self._done = self._began = 0
        self._worker, self._parent = 0.0, own()
        print("documents   worker   parent   a fixed loop meanwhile (CPU ms)")

    def add(self, reply: Reply) -> None:
        """One more document."""
        self._done += 1
        self._worker += reply.cpu
        if self._done == self.ends[0]:
            count = self.ends.pop(0) - self._began
            worker, parent, loop = self._worker / count, (own() - self._parent) / count, fixed_loop()
            print(
                f"{self._done:>9}   {worker * 1e3:6.2f}   {parent * 1e3:6.2f}   {loop * 1e3:6.2f}", flush=True
            )
            self.costs.append((worker + parent) / loop)
            self._began, self._worker, self._parent = self._done, 0.0, own()


def own() -> float:
    """CPU seconds of this process."""
    return time.process_time()


def fixed_loop() -> float:
    """CPU seconds of always the same work, which a busy neighbour makes longer as it does all else."""
    times = []
    for _ in range(9):
        began = own()
        sum(n * n for n in range(200_000))
        times.append(own() - began)
    return sorted(times)[len(times) // 2]


def flat(folder: Path, count: int) -> bool:
    """The cost of a document of text as a run grows; true where it stays within a fifth, load allowed for.

    A thousand texts come again and again, so that every stretch is the same work.
    """
    source = made(min(1000, max(count // 100, 1)), folder / "text", ("txt",))
    texts = [p.read_text("utf-8", "replace") for p in sorted(source.iterdir())]
    lines = folder / "reports.jsonl"
    with lines.open("w", encoding="utf-8") as file:
        for n in range(count):
            text = texts[n % len(texts)]
            file.write(json.dumps({"id": f"{n}", "text": text}, ensure_ascii=False) + "\n")
    growth = Growth(count)
    progress = run(lines, folder / "job", workers=1, watch=growth.add)
    parent = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"peak of a worker {progress.peak / 1e6:.0f} MB, of the parent {parent / 1e3:.0f} MB")
    later = growth.costs[1:]  # the first stretch pays for the start
    return max(later) <= 1.2 * min(later)


def panel(folder: Path, count: int, seed: str = "score") -> bool:
    """Planted breaks and near-copies against what is found; true where none is missed or false."""
    made_years, marks, copied = years.panel(count, 4, seed)
    documents = years.write(made_years, folder / "years")
    run(folder / "years", folder / "panel-job", workers=2)
    began = time.process_time()
    tables = across(folder / "panel-job")
    spent = time.process_time() - began
    told = query(folder / "panel-job", "SELECT code, organisation, year FROM breaks")
    found = {(r.code, r.organisation, r.year) for r in told.itertuples()}
    print(f"{count} bodies, {documents} reports, {tables['panel']} in the panel, across in {spent:.1f} CPU s")
    good = True
    for code in HARD:
        wanted, said = ({m for m in marks_ if m[0] == code} for marks_ in (set(marks), found))
        print(f"{code}: planted {len(wanted)}, found {len(wanted & said)}, false {len(said - wanted)}")
        good &= wanted == said
    chance = years.remarkable(made_years)
    for code in SOFT:
        wanted, true, said = ({m for m in marks_ if m[0] == code} for marks_ in (set(marks), chance, found))
        print(f"{code}: planted {len(wanted)}, found {len(wanted & said)}", end="; ")
        others = true - wanted
        print(f"true of {len(others)} others, found {len(others & said)}, false {len(said - true - wanted)}")
        good &= said == wanted | true
    pairs = query(
        folder / "panel-job",
        "SELECT c.kind, a.organisation AS a, c.year AS ay, b.organisation AS b, c.other_year AS by_ "
        "FROM copies c JOIN results a ON a.id = c.document JOIN results b ON b.id = c.other",
    )
    near = {(r.kind, frozenset(((r.a, r.ay), (r.b, r.by_)))) for r in pairs.itertuples()}
    wanted_pairs = set(copied)
    hit = len(near & wanted_pairs)
    print(f"near-copies: planted {len(wanted_pairs)}, found {hit}, false {len(near - wanted_pairs)}")
    return good and hit >= 0.95 * len(wanted_pairs) and hit >= 0.95 * len(near)


TASKS = {"speed": (speed, 200), "flat": (flat, 2_000), "panel": (panel, 30)}


def main(argv: Sequence[str]) -> int:
    """Run one task or all; 1 where one does not reach what is asked of it."""
    parser = argparse.ArgumentParser(prog="python -m eval.speed.bulk", description=__doc__)
    parser.add_argument("task", nargs="?", choices=sorted(TASKS))
    parser.add_argument("--count", type=int, help="documents, or bodies")
    parser.add_argument("--keep", type=Path, help="folder to leave the corpora and jobs in")
    options = parser.parse_args(argv)
    good = True
    for name, (task, small) in TASKS.items():
        if options.task in (None, name):
            folder = Path(tempfile.mkdtemp(prefix="bulk-", dir=options.keep))
            try:
                good &= task(folder, options.count or small)
            finally:
                if options.keep is None:
                    shutil.rmtree(folder)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
