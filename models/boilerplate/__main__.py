"""``python -m models.boilerplate [--check]``: make ``gouji/weights/boilerplate.bin`` and its card anew.

For runs of four characters the share of reports that have them, over bodies and years: made reports (half of
them two years of one body) and reports written by hand weigh alike, so that neither house's turns of phrase
rule.  Sets that summaries are scored on are not among them.  The result depends on the corpora alone.
"""

from __future__ import annotations

import hashlib
import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from corpora.synthetic.chain import pair
from corpora.synthetic.maker import make
from corpora.synthetic.record import Record, load_record

from gouji.summary.boilerplate import FILE, FULL, code, runs

ROOT: Final = Path(__file__).resolve().parent.parent.parent
HOME: Final = ROOT / "nlp" / "gouji" / "weights"
BODIES: Final = 400  # made bodies with one year, and as many with two
SETS: Final = ("tune", "held", "second")  # of the reports written by hand
RARE: Final = 0.015  # share of reports below which a run is not kept
FEW: Final = 3  # reports below which a run is somebody's habit


def made() -> Iterator[Record]:
    """Made reports of the families for training."""
    for number in range(BODIES):
        yield make(f"boilerplate-{number}", "train").record
        both = pair(f"boilerplate-two-{number}", "train")
        yield from (both.record, both.previous)


def written() -> Iterator[Record]:
    """Reports written by hand."""
    for name in SETS:
        for path in sorted((ROOT / "corpora" / "handwritten" / name).glob("*.json")):
            yield load_record(path)


def shares(records: Iterable[Record]) -> dict[str, float]:
    """For each run the share of reports that have it; runs of too few reports are left out."""
    counts: Counter[str] = Counter()
    whole = 0
    for record in records:
        prose = "\n".join([record.preamble, *record.sections.values()])
        counts.update(set(runs(prose)))
        whole += 1
    return {run: count / whole for run, count in counts.items() if count >= FEW}


def table() -> bytes:
    """The file: codes, then shares."""
    houses = [shares(made()), shares(written())]
    mean = {run: sum(h.get(run, 0.0) for h in houses) / len(houses) for house in houses for run in house}
    kept = sorted((code(run), max(1, round(share * FULL))) for run, share in mean.items() if share >= RARE)
    unique = dict(kept)  # of two runs with one code the more common
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
data = "made reports (training families, {BODIES} bodies with one year and {BODIES} with two), corpora/handwritten ({", ".join(SETS)})"
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
