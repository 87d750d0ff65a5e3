"""``python -m models.boilerplate [--check]``: make ``gouji/weights/boilerplate.bin`` and its card anew.

For runs of four characters, the share of the reports written by hand that have them, over bodies and years.
Made reports are left out: what their grammar repeats is its own habit, and changes with it.  So is the set
that summaries are scored on.
"""

from __future__ import annotations

import hashlib
import sys
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from corpora.synthetic.record import Record, load_record

from gouji.summary.boilerplate import FILE, FULL, code, runs

ROOT: Final = Path(__file__).resolve().parent.parent.parent
HOME: Final = ROOT / "nlp" / "gouji" / "weights"
SETS: Final = ("tune", "held", "second", "fourth")  # of the reports written by hand
FEW: Final = 3  # reports below which a run is somebody's habit


def reports() -> Iterator[Record]:
    """The reports that are counted."""
    for name in SETS:
        for path in sorted((ROOT / "corpora" / "handwritten" / name).glob("*.json")):
            yield load_record(path)


def table() -> bytes:
    """The file: codes, then shares."""
    counts: Counter[str] = Counter()
    whole = 0
    for record in reports():
        counts.update(set(runs("\n".join([record.preamble, *record.sections.values()]))))
        whole += 1
    shares = sorted((code(run), round(n / whole * FULL)) for run, n in counts.items() if n >= FEW)
    unique = dict(shares)  # of two runs with one code the more common
    codes = array("I", unique)
    if sys.byteorder == "big":
        codes.byteswap()
    return codes.tobytes() + bytes(unique.values())


def card(data: bytes) -> str:
    """What the file is, for people and for the test of its hash."""
    return f'''# Made by `python -m models.boilerplate`; do not edit.
name = "boilerplate"
file = "{FILE}"
sha256 = "{hashlib.sha256(data).hexdigest()}"
bytes = {len(data)}
entries = {len(data) // 5}
what = "For runs of four characters, the share of annual reports that have them; used to weigh sentences down."
data = "corpora/handwritten ({", ".join(SETS)}): {sum(1 for _ in reports())} reports of as many bodies"
licence = "Apache-2.0"
limits = "Reports on government information disclosure only; our wording, not a sample of the country's."
'''  # noqa: E501 # lines of a card


def main(argv: Sequence[str]) -> int:
    """Write the file and its card, or with ``--check`` say whether they are in step."""
    data = table()
    wanted = {HOME / FILE: data, (HOME / FILE).with_suffix(".toml"): card(data).encode()}
    if "--check" in argv:
        stale = [path.name for path, content in wanted.items() if path.read_bytes() != content]
        print("\n".join(f"{name} is not what the corpora give" for name in stale) or "in step")
        return 1 if stale else 0
    for path, content in wanted.items():
        path.write_bytes(content)
    print(f"{len(data)} bytes, {len(data) // 5} runs")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
