"""Verdicts that last."""

from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

import gouji
from gouji.cli import app
from gouji.errors import UsageError
from gouji.samples import path as sample
from gouji.verdicts import Decision, Judgement, Verdicts, report_key

NO = Judgement(Decision.DISMISSED, "一件申请可以要两样东西")


@pytest.fixture
def store(tmp_path: Path) -> Verdicts:
    return Verdicts(tmp_path / "verdicts.db")


def written(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    """The sample in another file, changed."""
    text = sample().read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "newer.txt"
    path.write_text(text, "utf-8")
    return path


def dismiss(store: Verdicts, review: gouji.Review, code: str) -> None:
    finding = next(f for f in review.findings if f.code == code)
    store.put(report_key(review.document), finding.identity(review.document.text), code, NO)


def codes(review: gouji.Review) -> list[str]:
    return [f.code for f in review.findings]


def test_a_dismissed_finding_stays_dismissed_in_the_next_run(store: Verdicts) -> None:
    review = gouji.check(sample())
    dismiss(store, review, "N3")
    left, gone = Verdicts(store.path).apply(gouji.check(sample()))
    assert gone == 1
    assert "N3" not in codes(left)
    assert "N2" in codes(left)


def test_it_survives_a_newer_version_of_the_file(store: Verdicts, tmp_path: Path) -> None:
    dismiss(store, gouji.check(sample()), "N3")
    newer = written(tmp_path, ("政府信息 3800 余条", "政府信息 3900 余条"), ("占50%，其他", "占 50% ，其他"))
    assert "N3" not in codes(store.apply(gouji.check(newer))[0])


def test_a_changed_figure_reopens_it(store: Verdicts, tmp_path: Path) -> None:
    dismiss(store, gouji.check(sample()), "N2")
    assert "N2" not in codes(store.apply(gouji.check(sample()))[0])
    newer = written(tmp_path, ("动漫解读占比23%", "动漫解读占比24%"))
    assert "N2" in codes(store.apply(gouji.check(newer))[0])


def test_another_body_s_report_keeps_its_own_findings(store: Verdicts, tmp_path: Path) -> None:
    dismiss(store, gouji.check(sample()), "N3")
    other = written(tmp_path, ("云岫区", "霁川区"))
    assert "N3" in codes(store.apply(gouji.check(other))[0])


def test_another_year_s_report_keeps_its_own_findings(store: Verdicts) -> None:
    review = gouji.check(sample())
    dismiss(store, review, "N3")
    later = replace(review, document=replace(review.document, year=2025))
    assert "N3" in codes(store.apply(later)[0])


def test_a_confirmed_finding_is_shown_and_a_taken_back_verdict_forgotten(store: Verdicts) -> None:
    review = gouji.check(sample())
    key = report_key(review.document)
    finding = review.findings[0].identity(review.document.text)
    store.put(key, finding, "N2", Judgement(Decision.CONFIRMED, "确认"))
    assert store.apply(review)[1] == 0
    assert store.of(key)[finding].note == "确认"
    store.put(key, finding, "N2", Judgement())
    assert store.of(key) == {}


def test_a_verdict_outlives_a_killed_process(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path;"
        "from gouji.verdicts import *;"
        "v = Verdicts(Path(sys.argv[1]));"
        "[v.put('某局|2024|', str(n), 'N2', Judgement(Decision.DISMISSED)) for n in range(50)];"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    path = tmp_path / "v.db"
    done = subprocess.run([sys.executable, "-c", code, str(path)], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    assert len(Verdicts(path).of("某局|2024|")) == 50


def test_a_file_that_is_no_store_is_refused_with_a_cure(tmp_path: Path) -> None:
    bad = tmp_path / "bad.db"
    bad.write_text("not a database, and long enough to be seen as one that is broken" * 20, "utf-8")
    with pytest.raises(UsageError, match="复核记录"):
        Verdicts(bad)


def test_the_command_leaves_out_what_was_dismissed_and_says_so(store: Verdicts) -> None:
    review = gouji.check(sample())
    for finding in review.findings:
        dismiss(store, review, finding.code)
    result = CliRunner().invoke(app, ["check", str(sample()), "--store", str(store.path)])
    assert result.exit_code == 0
    assert "占比不符" not in result.stdout
    assert f"{len(review.findings)} 处" in result.stderr
