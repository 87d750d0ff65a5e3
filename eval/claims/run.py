"""`python -m eval claims`: for each gold claim, is there a claim on its phrase with its value and its cells?

A gold claim without cells asks for a claim with an empty reading, or none at all.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from corpora.synthetic.maker import make
from corpora.synthetic.record import GoldClaim

from ..cases import Case
from ..counting import wilson
from ..discrepancies.matching import Folded, fold, meets, occurrences
from ..discrepancies.sets import SETS as REPORTS
from ..systems import SYSTEMS, System


def made(count: int = 80) -> Iterator[Case]:
    """Consistent made reports."""
    for number in range(count):
        yield Case(make(f"claims-{number}", "test").record)


SETS: dict[str, Callable[[], Iterator[Case]]] = {
    "made": made,
    "tune": REPORTS["tune"],
    "held": REPORTS["held"],
    "second": REPORTS["second"],
    "third": REPORTS["third"],
    "dev": REPORTS["dev"],
}


def same(value: object, gold: str) -> bool:
    """Whether two figures are equal as numbers, 0.25 as 25 of a percent not.

    >>> same("12.50", "12.5"), same(None, "1")
    (True, False)
    """
    try:
        return Decimal(str(value)) == Decimal(gold)
    except InvalidOperation:
        return False


def verdict(gold: GoldClaim, claims: Sequence[Mapping[str, Any]], text: Folded) -> str:
    """``right``, ``unlinked``, ``wrong`` (another cell), ``unread`` (no claim of that value there)."""
    places = occurrences(gold.quote, text)
    near = [c for c in claims if any(meets(tuple(c["span"]), place) for place in places)]
    valued = [c for c in near if same(c["value"], gold.value)]
    readings = [set(r) for c in valued for r in c["readings"][:3]]
    if gold.cells is None:
        return "wrong" if readings else "right"
    if not valued:
        return "unread"
    if set(gold.cells) in readings:
        return "right"
    return "wrong" if readings else "unlinked"


def score(case: Case, system: System) -> list[tuple[GoldClaim, str]]:
    """What became of each gold claim of a report."""
    said = system(case)
    text = fold(said.text or "")
    return [(g, verdict(g, said.review.get("claims", ()), text)) for g in case.record.gold.claims]


def figures(
    sets: Sequence[str] = tuple(SETS), system: System = SYSTEMS["gouji"]
) -> dict[str, dict[str, Any]]:
    """Counts and accuracy by set."""
    found: dict[str, dict[str, Any]] = {}
    for name in sets:
        counts: Counter[str] = Counter()
        for case in SETS[name]():
            for gold, became in score(case, system):
                counts.update({became: 1, "with_cells" if gold.cells else "without": 1, "claims": 1})
                counts["linked_right"] += bool(gold.cells) and became == "right"
        if counts:
            accuracy = round(counts["right"] / counts["claims"], 4)
            linked = round(counts["linked_right"] / max(1, counts["with_cells"]), 4)
            found[name] = {**counts, "accuracy": accuracy, "linked": linked}
    return found


def main(argv: Sequence[str]) -> int:
    """Print the accuracy of each set and, if asked, every claim that is not right."""
    parser = argparse.ArgumentParser(prog="python -m eval claims", description=__doc__)
    parser.add_argument("--set", action="append", dest="sets", choices=sorted(SETS))
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--json", type=Path, dest="json_out")
    options = parser.parse_args(argv)
    for name in options.sets or list(SETS):
        counts: Counter[str] = Counter()
        for case in SETS[name]():
            for gold, became in score(case, SYSTEMS["gouji"]):
                counts[became] += 1
                if options.errors and became != "right":
                    print(f"  {case.name} {became}: {gold.quote} = {gold.value}, {gold.cells or 'no cell'}")
        whole = sum(counts.values())
        if not whole:
            print(f"== {name}: no such data here")
            continue
        low, high = wilson(counts["right"], whole)
        share = f"{counts['right']}/{whole} = {counts['right'] / whole:.3f} [{low:.3f}, {high:.3f}]"
        rest = "  ".join(f"{k} {n}" for k, n in sorted(counts.items()) if k != "right")
        print(f"== {name}: right {share}  {rest}")
    if options.json_out:
        options.json_out.write_text(json.dumps(figures(options.sets or tuple(SETS)), indent=1), "utf-8")
    return 0
