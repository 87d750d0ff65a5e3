"""Score the scanner on sentences whose figures are marked by hand.

The table has the columns ``sid text start end span core_start core_end core kind value hi unit approx``; a
sentence without figures has one row with the kind ``not-a-number``.  ``date``, ``ordinal`` and
``identifier`` rows must not come out as measures.

A hit is a measure that overlaps a marked one and has its value; the pairs are found greedily in order.

    python eval/quantities/score.py $GOUJI_SHARED/data/quantities-dev.tsv --errors
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from gouji.claim import Mention
from gouji.language.quantities import quantities

NAMES = frozenset(("date", "ordinal", "identifier", "not-a-number"))


@dataclass(frozen=True)
class Gold:
    """A marked figure."""

    start: int
    end: int
    kind: str
    value: str
    high: str
    unit: str
    bound: str


def sentences(path: Path) -> Iterator[tuple[str, str, list[Gold]]]:
    """Sentence id, text and marked figures."""
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            rows[row["sid"]].append(row)
    for sid, marked in rows.items():
        gold = [
            Gold(
                int(row["start"]),
                int(row["end"]),
                row["kind"],
                row["value"],
                row["hi"],
                row["unit"],
                row["approx"],
            )
            for row in marked
            if row["kind"] not in NAMES
        ]
        yield sid, marked[0]["text"], gold


def score(path: Path) -> tuple[dict[str, float], list[str]]:
    """Precision, recall, and the share of hits with the right unit, kind, bound and upper end.

    Returns:
        The figures, and one line for each error.
    """
    counts: Counter[str] = Counter()
    errors: list[str] = []
    for sid, text, gold in sentences(path):
        left = quantities(text)
        counts["found"] += len(left)
        counts["marked"] += len(gold)
        for one in gold:
            hit = next((m for m in left if _overlaps(m, one) and m.value == Decimal(one.value)), None)
            if hit is None:
                errors.append(f"{sid}\tmissed {one.value} {one.unit}\t{text}")
                continue
            left.remove(hit)
            counts["hits"] += 1
            for name, right in _details(hit, one).items():
                counts[name] += right
                if not right:
                    errors.append(f"{sid}\t{name} of {hit.quote}: {hit.quantity}\t{text}")
        errors.extend(f"{sid}\ttoo many: {m.quote}\t{text}" for m in left)
    hits = counts["hits"] or 1
    figures = {
        "precision": counts["hits"] / (counts["found"] or 1),
        "recall": counts["hits"] / (counts["marked"] or 1),
        **{name: counts[name] / hits for name in ("unit", "kind", "bound", "high")},
        "figures": counts["marked"],
    }
    return figures, errors


def _overlaps(mention: Mention, gold: Gold) -> bool:
    return mention.span.start < gold.end and gold.start < mention.span.end


def _details(hit: Mention, gold: Gold) -> dict[str, bool]:
    # A set's upper end is marked as printed (二三十万: 300000); contract.md ends it one below the next step.
    high = hit.quantity.upper
    return {
        "unit": hit.unit == gold.unit,
        "kind": hit.kind == gold.kind,
        "bound": hit.bound == gold.bound,
        "high": not gold.high or (high is not None and high >= Decimal(gold.high)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("table", type=Path, help="tab-separated table of marked sentences")
    parser.add_argument("--errors", action="store_true", help="list every error")
    args = parser.parse_args()
    figures, errors = score(args.table)
    if args.errors:
        print("\n".join(errors))
    print(json.dumps({name: round(value, 4) for name, value in figures.items()}))


if __name__ == "__main__":
    main()
