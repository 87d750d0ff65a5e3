"""A job: planned first, gone on with only by what began it, the same bytes however it is run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from tests.corpus_bulk.made import report
from typer.testing import CliRunner

from gouji.cli import app
from gouji.corpus import Settings, check_frame, query, run, status, to_frame
from gouji.corpus.plan import load, locked, prepare
from gouji.corpus.rows import schema
from gouji.corpus.running import run_plan, run_shard
from gouji.errors import MissingFile, UsageError

pytest.importorskip("duckdb")
pq = pytest.importorskip("pyarrow.parquet")
SETTINGS = Settings(shard=10)


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished job of 24 reports, one empty file and one that says what it is not."""
    top = tmp_path_factory.mktemp("done")
    (top / "in").mkdir()
    for number in range(24):
        (top / "in" / f"{number:02d}.txt").write_text(report(number), "utf-8")
    (top / "in" / "98.txt").write_bytes(b"")
    (top / "in" / "99.pdf").write_bytes(b"no PDF")
    run(top / "in", top / "out", workers=2, settings=SETTINGS)
    return top / "out"


def parts(out: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted((out / "results").iterdir())}


def test_each_document_has_its_row_in_the_order_of_the_plan(done: Path) -> None:
    frame = to_frame(done, ["number", "path", "status", "contradictions"])
    assert list(frame["number"]) == list(range(26))
    assert list(frame["status"]) == ["ok"] * 24 + ["error"] * 2
    assert [n for n, c in zip(frame["number"], frame["contradictions"].fillna(0), strict=True) if c] == [
        n for n in range(24) if n % 5 == 0
    ]


def test_every_shard_has_the_one_schema(done: Path) -> None:
    found = [pq.read_schema(done / "results" / name) for name in parts(done)]
    assert len(found) == 3
    assert all(s.equals(schema()) for s in found)
    assert all(s.metadata[b"schema"] == b"gouji/corpus/1" for s in found)


def test_the_number_of_workers_and_the_engine_change_no_byte(done: Path, tmp_path: Path) -> None:
    source = done.parent / "in"
    run(source, tmp_path / "one", workers=1, settings=SETTINGS)
    plan = prepare(source, tmp_path / "shards", SETTINGS)
    for shard in reversed(range(len(plan.shards))):
        run_shard(plan.out, shard)
    assert parts(tmp_path / "one") == parts(tmp_path / "shards") == parts(done)


def test_only_what_is_missing_is_done_again(done: Path, tmp_path: Path) -> None:
    run(done.parent / "in", tmp_path / "out", settings=SETTINGS)
    before = parts(tmp_path / "out")
    (tmp_path / "out" / "results" / "part-00001.parquet").unlink()
    (tmp_path / "out" / "results" / "part-00002.parquet.17.tmp").write_bytes(b"half")
    assert not status(tmp_path / "out").complete
    progress = run(done.parent / "in", tmp_path / "out", settings=SETTINGS)
    assert progress.done == 10
    assert parts(tmp_path / "out") == before


def test_another_setting_is_refused_and_named(done: Path) -> None:
    with pytest.raises(UsageError, match="lang zh → en"):
        run(done.parent / "in", done, settings=replace(SETTINGS, lang="en"))


def test_other_inputs_are_refused_and_counted(folder: Path, tmp_path: Path) -> None:
    prepare(folder, tmp_path / "out", SETTINGS)
    (folder / "new.txt").write_text(report(77), "utf-8")
    (folder / "a" / "01.txt").write_text(report(78), "utf-8")
    with pytest.raises(UsageError, match=r"\+1 -0 ≠1"):
        prepare(folder, tmp_path / "out", SETTINGS)


def test_another_version_is_refused(folder: Path, tmp_path: Path) -> None:
    plan = prepare(folder, tmp_path / "out", SETTINGS)
    told = json.loads((plan.out / "_job.json").read_text("utf-8"))
    told["fingerprint"]["version"] = "0.0.1"
    (plan.out / "_job.json").write_text(json.dumps(told), "utf-8")
    with pytest.raises(UsageError, match=r"0\.0\.1"):
        prepare(folder, tmp_path / "out", SETTINGS)


def test_a_folder_with_something_else_in_it_is_left_alone(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(UsageError):
        prepare(folder, tmp_path / "out", SETTINGS)


def test_two_runs_do_not_work_in_one_folder(folder: Path, tmp_path: Path) -> None:
    plan = prepare(folder, tmp_path / "out", SETTINGS)
    with locked(plan), pytest.raises(UsageError):
        run_plan(load(plan.out))


def test_interrupting_leaves_a_job_that_goes_on(folder: Path, tmp_path: Path) -> None:
    for number in range(100, 400):
        (folder / f"{number}.txt").write_text(report(number), "utf-8")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "gouji", "corpus", "run", str(folder), "-o", str(out)]
    command += ["--shard", "5", "--workers", "1"]  # so that it is not done before the signal comes
    child = subprocess.Popen(command, stderr=subprocess.PIPE, env=os.environ | {"PYTHONUNBUFFERED": "1"})
    late = time.monotonic() + 60
    while not list(out.glob("results/part-*.parquet")) and time.monotonic() < late:
        time.sleep(0.01)
    child.send_signal(signal.SIGINT)
    _, told = child.communicate(timeout=60)
    assert child.returncode == 130
    assert "继续" in told.decode()
    assert 0 < status(out).done < status(out).shards
    assert subprocess.run(command, capture_output=True).returncode == 0
    assert status(out).complete


def test_questions_in_sql(done: Path) -> None:
    counted = query(done, "SELECT status, count(*) AS n FROM results GROUP BY status ORDER BY n DESC")
    assert list(counted["n"]) == [24, 2]
    codes = query(done, "SELECT DISTINCT code FROM findings WHERE verdict = 'contradiction'")
    assert list(codes["code"]) == ["N2"]
    assert len(to_frame(done, table="claims", columns=["quote", "value"])) > 24


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('/etc/hostname')",
        "COPY results TO 'x.csv'",
        "CREATE TABLE a (b INT)",
        "SELECT 1; SELECT 2",
        "SET enable_external_access = true",
        "nonsense",
        "",
    ],
)
def test_a_query_reads_the_job_and_nothing_else(sql: str, done: Path) -> None:
    with pytest.raises(UsageError):
        query(done, sql)


def test_a_folder_without_a_job_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        status(tmp_path)


def test_a_frame_comes_back_row_by_row() -> None:
    import pandas as pd

    frame = pd.DataFrame({"text": [report(0), None, report(1)], "id": ["x", "y", "z"]}, index=[5, 3, 9])
    found = check_frame(frame)
    assert list(found.index) == [5, 3, 9]
    assert list(found["id"]) == ["x", "y", "z"]
    assert list(found["status"]) == ["ok", "error", "ok"]
    assert list(found["contradictions"].fillna(-1)) == [1, -1, 0]


def test_the_commands(done: Path) -> None:
    runner = CliRunner()
    told = runner.invoke(app, ["corpus", "status", str(done)])
    assert told.exit_code == 0
    assert "3/3" in told.output
    asked = runner.invoke(
        app, ["corpus", "query", str(done), "SELECT count(*) AS n FROM results", "--format", "csv"]
    )
    assert asked.output.split() == ["n", "26"]
    refused = runner.invoke(app, ["corpus", "query", str(done), "DROP VIEW results"])
    assert refused.exit_code == 2
    written = runner.invoke(app, ["corpus", "report", str(done)])
    assert written.exit_code == 0
    assert all(Path(line).stat().st_size > 0 for line in written.output.splitlines())


def test_the_overview_escapes_what_reports_say(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    evil = report(0).replace("财政局", "<script>alert(1)</script>财政局")
    (tmp_path / "in" / "=1+1 <b>.txt").write_text(evil, "utf-8")
    run(tmp_path / "in", tmp_path / "out", workers=1)
    from gouji.corpus.overview import write

    page, _ = write(tmp_path / "out")
    assert "<script" not in page.read_text("utf-8")
    assert "<b>" not in page.read_text("utf-8")
