"""How fast figures are found, against recognizers-text in the same run, in CPU time.

The peer needs an environment of its own (it pins old packages): with ``--peer PYTHON`` that
interpreter is used, else a temporary environment is made and thrown away.  Where it cannot be made,
that is said and only our own figure is printed.

What the peer is asked for is what `gouji.language.quantities.scan` gives in one pass: numbers,
percentages, ordinals, money, dimensions, ages, temperatures; dates and durations too with ``--dates``.

    python eval/speed/quantities.py [REPORT ...] [--peer PYTHON] [--dates]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from pathlib import Path

from gouji.language.quantities import quantities
from gouji.samples import path as sample

OURS = 200_000  # characters
PEERS = 3_000  # the peer takes more than linear time, so a short text is to its favour
SECONDS = 2.0

_PEER = """
import json, sys, time
from recognizers_text import Culture
from recognizers_number import recognize_number, recognize_ordinal, recognize_percentage
from recognizers_number_with_unit import (
    recognize_age, recognize_currency, recognize_dimension, recognize_temperature)
text, dates = json.load(sys.stdin)
finders = [recognize_number, recognize_ordinal, recognize_percentage, recognize_age, recognize_currency,
           recognize_dimension, recognize_temperature]
if dates:
    from recognizers_date_time import recognize_datetime
    finders.append(recognize_datetime)
spent = {}
for find in finders:
    find("3", Culture.Chinese)
    best = 1e9
    for _ in range(2):
        start = time.process_time()
        find(text, Culture.Chinese)
        best = min(best, time.process_time() - start)
    spent[find.__name__] = best
print(json.dumps(spent))
"""


def repeated(text: str, length: int) -> str:
    """The text again and again, up to a length in characters."""
    return (text * (length // len(text) + 1))[:length]


def least(act: Callable[[], object]) -> float:
    """CPU seconds of the quickest of several calls."""
    act()
    best, start = float("inf"), time.process_time()
    while time.process_time() - start < SECONDS:
        before = time.process_time()
        act()
        best = min(best, time.process_time() - before)
    return best


def peer_seconds(python: str, text: str, dates: bool) -> dict[str, float]:
    """CPU seconds that each recogniser of the peer takes for a text."""
    asked = json.dumps([text, dates])
    done = subprocess.run(
        [python, "-W", "ignore", "-c", _PEER], input=asked, capture_output=True, text=True, check=True
    )
    seconds: dict[str, float] = json.loads(done.stdout)
    return seconds


def install(folder: str) -> str | None:
    """Make an environment with the peer in it; None where that cannot be done."""
    venv.create(folder, with_pip=True)
    python = str(Path(folder) / "bin" / "python")
    packages = ["recognizers-text-suite==1.0.2a2", "emoji<2"]
    command = [python, "-m", "pip", "install", "--quiet", "--pre", *packages]
    return python if subprocess.run(command, capture_output=True).returncode == 0 else None


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "reports", nargs="*", type=Path, help="text files; the sample report where none is named"
    )
    parser.add_argument("--peer", help="an interpreter that has recognizers-text-suite")
    parser.add_argument("--dates", action="store_true", help="ask the peer for dates and durations too")
    args = parser.parse_args()
    text = "\n".join(path.read_text("utf-8", errors="replace") for path in args.reports or [sample()])

    ours = OURS / least(lambda: quantities(repeated(text, OURS)))
    print(f"gouji.quantities    {ours / 1e6:.2f} M characters a CPU second")
    with tempfile.TemporaryDirectory() as folder:
        python = args.peer or install(folder)
        if python is None:
            print("recognizers-text could not be installed; no ratio", file=sys.stderr)
            return 0
        spent = peer_seconds(python, repeated(text, PEERS), args.dates)
    for name, seconds in spent.items():
        print(f"  {name:24} {PEERS / seconds / 1e6:.4f} M characters a CPU second")
    theirs = PEERS / sum(spent.values())
    print(f"recognizers-text    {theirs / 1e6:.4f} M characters a CPU second for all of these")
    print(f"ratio               {ours / theirs:.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
