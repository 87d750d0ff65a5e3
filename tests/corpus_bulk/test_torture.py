"""Documents that raise, hang, eat memory and kill; a parent that is killed: every row there, once."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from tests.corpus_bulk.made import report
from tests.corpus_bulk.misbehave import EXPECTED

from gouji.corpus import Settings, run, status, to_frame

pytest.importorskip("pyarrow")
pytest.importorskip("duckdb")

WORK = "tests.corpus_bulk.misbehave:work"
RUN = """
import sys
from gouji.corpus import Settings, run
run(sys.argv[1], sys.argv[2], workers=2, settings=Settings.from_json(sys.argv[3]))
"""


def make(top: Path, count: int, deeds: dict[str, int]) -> Counter[str]:
    """Reports with misbehaving documents strewn among them; gives the statuses that are to come out."""
    top.mkdir()
    bad = [deed for deed, times in deeds.items() for _ in range(times)]
    expected: Counter[str] = Counter()
    step = count // len(bad)
    for number in range(count):
        deed = bad[number // step] if number % step == step // 2 and number // step < len(bad) else ""
        text = f"!{deed}" if deed else report(number)
        (top / f"{number:04d}.txt").write_text(text, "utf-8")
        expected[EXPECTED.get(deed, "ok")] += 1
    return expected


def bytes_of(out: Path) -> dict[str, str]:
    """The hash of each shard; nothing else may lie beside them."""
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted((out / "results").iterdir())}


def workers_of(parents: list[int]) -> list[int]:
    """Workers that were started by these processes and are still there."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if b"gouji.corpus.worker" in b" ".join(words) and words[-2:-1] in [
                [str(p).encode()] for p in parents
            ]:
                found.append(int(entry.name))
    return found


def killed_and_resumed(source: Path, out: Path, settings: Settings, kills: int, apart: float) -> list[int]:
    """Run in another process, which is killed some times; gives the ids of all of them."""
    command = [sys.executable, "-c", RUN, str(source), str(out), settings.to_json()]
    parents = []
    for n in range(kills + 1):
        child = subprocess.Popen(command, stderr=subprocess.PIPE)
        parents.append(child.pid)
        if n < kills:
            # Each time a shard more than before, so that it is killed while at work and gets on.
            wanted = len(list(out.glob("results/part-*.parquet"))) + 1
            late = time.monotonic() + 120
            while len(list(out.glob("results/part-*.parquet"))) < wanted and time.monotonic() < late:
                time.sleep(0.02)
            time.sleep(apart)
            child.send_signal(signal.SIGKILL)
            child.communicate()
        else:
            _, told = child.communicate(timeout=300)
            assert child.returncode == 0, told.decode()
    return parents


@pytest.mark.parametrize("deed", ["spin", "hang_in_regex", "eat_memory", "fail", "die", "leave"])
def test_a_document_that_misbehaves_gets_its_row_and_harms_no_other(
    deed: str, tmp_path: Path, strict: Settings
) -> None:
    expected = make(tmp_path / "in", 6, {deed: 1})
    progress = run(tmp_path / "in", tmp_path / "out", workers=1, settings=strict)
    assert Counter(progress.statuses) == expected
    frame = to_frame(tmp_path / "out", ["number", "status"])
    assert list(frame["number"]) == list(range(6))


@pytest.mark.slow
def test_every_row_is_there_once_with_the_same_bytes_after_four_kills(tmp_path: Path) -> None:
    settings = Settings(shard=20, seconds=1.0, memory=2**30, work=WORK)
    source = tmp_path / "in"
    deeds = {deed: 2 for deed in EXPECTED if deed != "sleep_long"} | {"sleep_long": 1}
    expected = make(source, 300, deeds)
    run(source, tmp_path / "quiet", workers=1, settings=settings)
    parents = killed_and_resumed(source, tmp_path / "killed", settings, kills=4, apart=0.2)

    frame = to_frame(tmp_path / "killed", ["number", "path", "status"])
    assert list(frame["number"]) == list(range(300))
    assert frame["path"].is_unique
    assert Counter(frame["status"]) == expected
    assert status(tmp_path / "killed").complete
    assert bytes_of(tmp_path / "killed") == bytes_of(tmp_path / "quiet")
    time.sleep(0.5)
    assert workers_of([*parents, os.getpid()]) == []


def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    settings = Settings(shard=5, seconds=60, work=WORK)
    make(tmp_path / "in", 10, {"spin": 1})
    command = [sys.executable, "-c", RUN, str(tmp_path / "in"), str(tmp_path / "out"), settings.to_json()]
    parent = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    late = time.monotonic() + 60
    while not workers_of([parent.pid]) and time.monotonic() < late:
        time.sleep(0.05)
    time.sleep(1)
    assert workers_of([parent.pid])
    parent.kill()
    parent.wait()
    time.sleep(0.5)
    assert workers_of([parent.pid]) == []
