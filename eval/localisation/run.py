"""`python -m eval localisation`: plant wrong cells in consistent tables; are they found, and named?

- single, table three: every cell in turn (off by one to three, or two digits swapped); *first* if the first
  figure that the first finding blames is the wrong one, *unique* if the only repair offered is the truth;
- pairs, table three: random pairs of cells; *unique* as above, *listed* if the truth is among the cheapest
  repairs that are listed;
- single, table four: *named* if exactly the five cells of its block are blamed, or the wrong one alone (a
  total so small that no one part could make up for it); *located* if that cell alone is blamed once a phrase
  of the prose states the true figure.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from gouji.finding import CellEvidence, Role, Verdict
from gouji.reconcile import Cause, causes

from .tables import SEED, Report, case, pairs, reports, slip

KINDS = ("real", "dev", "handwritten")


def blamed(cause: Cause) -> list[str]:
    """The cells that a finding blames, the likeliest first."""
    return [e.cell for e in cause.finding.evidence if isinstance(e, CellEvidence) and e.role is Role.CONFLICT]


def truths(found: Sequence[Cause], right: Mapping[str, Decimal]) -> tuple[bool, bool]:
    """Whether the truth is the only repair offered, and whether it is among those listed.

    Each cause has its own repairs; the truth is listed where each cause lists its part of it.
    """
    wanted = [{n: v for n, v in right.items() if n in c.cells} for c in found]
    whole = all(any(n in c.cells for c in found) for n in right)
    listed = whole and all(w in c.repairs for w, c in zip(wanted, found, strict=True))
    return listed and all(len(c.repairs) == 1 for c in found), listed


def singles_three(report: Report, rng: random.Random) -> Counter[str]:
    """Every cell of table three wrong in turn."""
    count: Counter[str] = Counter()
    for name in report.of("t3"):
        value = report.cells[name]
        found = causes(case(report, {name: slip(rng, value)}))
        count["planted"] += 1
        count["found"] += any(c.finding.verdict is Verdict.CONTRADICTION for c in found)
        count["one finding"] += len(found) == 1
        count["first"] += bool(found) and blamed(found[0])[0] == name
        count["unique"] += truths(found, {name: Decimal(value)})[0]
    return count


def pairs_three(report: Report, rng: random.Random, number: int) -> Counter[str]:
    """Random pairs of wrong cells of table three."""
    count: Counter[str] = Counter()
    for wrong in pairs(rng, report, number):
        right = {name: Decimal(report.cells[name]) for name in wrong}
        found = causes(case(report, wrong))
        unique, listed = truths(found, right)
        count["planted"] += 1
        count["found"] += bool(found)
        count["unique"] += unique
        count["listed"] += listed
        count["both blamed"] += all(any(n in c.cells for c in found) for n in right)
    return count


def singles_four(report: Report, rng: random.Random) -> Counter[str]:
    """Every cell of table four wrong in turn, without and with a phrase that states it."""
    count: Counter[str] = Counter()
    for name in report.of("t4"):
        value = report.cells[name]
        block = {n for n in report.of("t4") if n.split("/")[1] == name.split("/")[1]}
        wrong = {name: slip(rng, value)}
        found = causes(case(report, wrong))
        count["planted"] += 1
        count["found"] += bool(found)
        count["named"] += len(found) == 1 and set(blamed(found[0])) in (block, {name})
        pinned = causes(case(report, wrong, {name: value}))
        count["located"] += len(pinned) == 1 and blamed(pinned[0]) == [name]
    return count


def main(argv: Sequence[str]) -> int:
    """Measure and print; returns 0, since it does not judge (the gate does)."""
    parser = argparse.ArgumentParser(prog="python -m eval localisation", description=__doc__)
    parser.add_argument("--set", action="append", dest="sets", choices=KINDS)
    parser.add_argument(
        "--pairs", type=int, default=2000, help="pairs for each real report; a tenth for others"
    )
    parser.add_argument("--json", type=Path, dest="json_out", help="write the figures here")
    options = parser.parse_args(argv)
    figures: dict[str, dict[str, dict[str, int]]] = {}
    for kind in options.sets or KINDS:
        number = options.pairs if kind == "real" else options.pairs // 10
        for report in reports(kind):
            rng = random.Random(SEED)
            parts = {
                "table 3, pairs": pairs_three(report, rng, number),
                "table 3, single": singles_three(report, rng),
                "table 4, single": singles_four(report, rng),
            }
            figures[f"{kind}/{report.name}"] = {name: dict(count) for name, count in parts.items()}
            for name, count in parts.items():
                shown = "  ".join(
                    f"{k} {v / count['planted']:.4f}" for k, v in count.items() if k != "planted"
                )
                print(f"{kind}/{report.name:14} {name}  n={count['planted']}  {shown}")
    if options.json_out:
        options.json_out.write_text(json.dumps(figures, ensure_ascii=False, indent=1), "utf-8")
    return 0
