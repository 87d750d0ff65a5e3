"""How fast one report is checked: the cold command, and a warm review against what jieba takes.

Prints CPU time, never wall-clock time, so that a busy machine does not change the figures:

- cold: user and system time of ``gouji check REPORT`` in a fresh process, the least of a few runs;
- warm: ``gouji.review`` of a document that is read already, averaged;
- words: ``jieba.lcut`` of the same text in the same process, averaged;
- ratio: warm / words.

    python eval/speed/check.py [REPORT]
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import gouji
from gouji.samples import path as sample

COLD_RUNS = 5
SECONDS = 2.0  # of CPU for each average


def cold(report: Path) -> float:
    """CPU seconds of the whole command in a fresh process."""
    command = [sys.executable, "-m", "gouji", "check", str(report)]
    best = float("inf")
    for _ in range(COLD_RUNS):
        before = os.times()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        after = os.times()
        spent = after.children_user + after.children_system - before.children_user - before.children_system
        best = min(best, spent)
    return best


def average(act: Callable[[], object]) -> float:
    """CPU seconds of one call, once it is warm."""
    for _ in range(3):
        act()
    calls, start = 0, time.process_time()
    while time.process_time() - start < SECONDS:
        act()
        calls += 1
    return (time.process_time() - start) / calls


def main() -> int:
    import jieba

    report = Path(sys.argv[1]) if len(sys.argv) > 1 else sample()
    document = gouji.read(report)
    jieba.setLogLevel(60)
    jieba.initialize()
    warm = average(lambda: gouji.review(document))
    words = average(lambda: jieba.lcut(document.text))
    print(f"report   {report.name}, {len(document.text)} characters")
    print(f"cold     {cold(report):.2f} s of CPU   (bar 1.5)")
    print(f"warm     {warm * 1000:.2f} ms")
    print(f"words    {words * 1000:.2f} ms")
    print(f"ratio    {warm / words:.2f}          (bar 2)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
