"""Shards as partitions of a Spark frame, done by ``mapInPandas``.

To review the rows of a Spark frame of your own, map `gouji.corpus.check_frames` over it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from ..containers import extra
from ..plan import Plan, locked
from ..running import Progress, run_shard

if TYPE_CHECKING:
    import pandas as pd

SCHEMA: Final = (
    "shard int, done long, statuses string, contradictions long, doubts long, cpu double, peak long"
)


def run_on_spark(plan: Plan, address: str = "") -> Progress:
    """Do the pending shards of a plan on a Spark cluster.

    Args:
        address: the master (``spark://…``); "" for the session that is there, or this machine.

    Raises:
        MissingTool: the extra ``spark`` is not installed.
    """
    sql: Any = extra("pyspark.sql", "spark")
    if not address or address.startswith("local"):  # elsewhere PYSPARK_PYTHON names what is installed there
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = sql.SparkSession.builder.appName("gouji")
    session = (builder.master(address) if address else builder).getOrCreate()
    with locked(plan):
        pending = plan.pending()
        whole = Progress(sum(stop - start for start, stop in (plan.shards[n] for n in pending)))
        if pending:
            # One shard a partition: what an executor loses when it dies.
            shards = session.sparkContext.parallelize([(n,) for n in pending], len(pending))
            frame = session.createDataFrame(shards, "shard int")
            for row in frame.mapInPandas(_mapper(str(plan.out.resolve())), SCHEMA).collect():
                whole.merge(_progress(row.asDict()))
    return whole


def _mapper(out: str) -> Callable[[Iterable[pd.DataFrame]], Iterator[pd.DataFrame]]:
    def run_shards(frames: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        import pandas as pd

        for frame in frames:
            for shard in frame["shard"]:
                progress = run_shard(out, int(shard))
                yield pd.DataFrame([{"shard": shard, **_plain(progress)}])

    return run_shards


def _plain(progress: Progress) -> dict[str, Any]:
    statuses = " ".join(f"{name}={n}" for name, n in progress.statuses.items())
    return {
        "done": progress.done,
        "statuses": statuses,
        "contradictions": progress.contradictions,
        "doubts": progress.doubts,
        "cpu": progress.cpu,
        "peak": progress.peak,
    }


def _progress(row: dict[str, Any]) -> Progress:
    progress = Progress(0, done=row["done"], contradictions=row["contradictions"], doubts=row["doubts"])
    progress.cpu, progress.peak = row["cpu"], row["peak"]
    for word in row["statuses"].split():
        name, _, count = word.partition("=")
        progress.statuses[name] += int(count)
    return progress
