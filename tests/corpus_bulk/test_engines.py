"""Ray and Spark over the same shards: a machine lost in the middle changes nothing.

Slow, and run by hand or in CI with the extras installed and Java on the machine:
``pip install 'gouji[ray,spark]'``, then ``scripts/test -m slow tests/corpus_bulk/test_engines.py``.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.corpus_bulk.made import report

from gouji.corpus import Settings, run, status, to_frame
from gouji.corpus.plan import Plan, prepare
from gouji.corpus.running import Progress

pytest.importorskip("pyarrow")
pytest.importorskip("duckdb")
pytestmark = pytest.mark.slow
DOCUMENTS = 200


@pytest.fixture
def source(tmp_path: Path) -> Path:
    top = tmp_path / "in"
    top.mkdir()
    for number in range(DOCUMENTS):
        (top / f"{number:04d}.txt").write_text(report(number), "utf-8")
    return top


def bytes_of(out: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted((out / "results").iterdir())}


def change_during(
    work: Callable[[], Progress], plan: Plan, shards: int, change: Callable[[], None]
) -> Progress:
    """Do the work, and something to the cluster as soon as so many shards are there."""
    with ThreadPoolExecutor(1) as pool:
        working = pool.submit(work)
        late = time.monotonic() + 120
        while len(plan.shards) - len(plan.pending()) < shards and time.monotonic() < late:
            if working.done():
                break
            time.sleep(0.02)
        assert not working.done(), "it was over before anything was changed"
        change()
        return working.result(timeout=300)


def the_same(out: Path, quiet: Path) -> None:
    frame = to_frame(out, ["number", "status"])
    assert list(frame["number"]) == list(range(DOCUMENTS))
    assert set(frame["status"]) == {"ok"}
    assert status(out).complete
    assert bytes_of(out) == bytes_of(quiet)


def test_ray_loses_a_node_and_gains_one(source: Path, tmp_path: Path) -> None:
    ray = pytest.importorskip("ray")
    from ray.cluster_utils import Cluster

    from gouji.corpus.engines.on_ray import run_on_ray

    settings = Settings(shard=5)
    run(source, tmp_path / "quiet", workers=1, settings=settings)
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    try:
        lost = cluster.add_node(num_cpus=1)
        cluster.add_node(num_cpus=1)
        ray.init(address=cluster.address, log_to_driver=False)
        plan = prepare(source, tmp_path / "ray", settings)

        def change() -> None:
            cluster.remove_node(lost, allow_graceful=False)
            cluster.add_node(num_cpus=1)

        change_during(lambda: run_on_ray(plan), plan, 3, change)
    finally:
        ray.shutdown()
        cluster.shutdown()
    the_same(tmp_path / "ray", tmp_path / "quiet")


def executors() -> list[int]:
    """Executors of Spark that descend from this process."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                words = (entry / "cmdline").read_bytes()
                if b"CoarseGrainedExecutorBackend" in words and descends(int(entry.name), os.getpid()):
                    found.append(int(entry.name))
    return sorted(found)


def descends(pid: int, ancestor: int) -> bool:
    while pid > 1:
        if pid == ancestor:
            return True
        pid = int((Path("/proc") / str(pid) / "stat").read_text().rsplit(") ", 1)[1].split()[1])
    return False


@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java")
def test_spark_loses_an_executor(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    sql = pytest.importorskip("pyspark.sql")
    from gouji.corpus.engines.on_spark import run_on_spark

    settings = Settings(shard=5)
    run(source, tmp_path / "quiet", workers=1, settings=settings)
    session = (
        sql.SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.executor.memory", "512m")
        .getOrCreate()
    )
    try:
        plan = prepare(source, tmp_path / "spark", settings)
        killed: list[int] = []

        def kill() -> None:
            killed.extend(executors()[:1])
            for pid in killed:
                os.kill(pid, signal.SIGKILL)

        change_during(lambda: run_on_spark(plan), plan, 3, kill)
        assert killed
    finally:
        session.stop()
    the_same(tmp_path / "spark", tmp_path / "quiet")
