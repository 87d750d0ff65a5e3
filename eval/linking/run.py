"""`python -m eval linking`: is the labelled sum of cells among the readings of the figure's claim?

A figure labelled with cells is right when those cells are one of at most three readings; a figure labelled
``[]`` is right when its claim has no reading, or there is no claim.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpora.synthetic import mentions
from corpora.synthetic.grammar import Split

from ..cases import shared
from ..counting import Hits, wilson

Mention = Mapping[str, Any]
Readings = Sequence[Sequence[str]]
Linker = Callable[[str, int, int], Readings]


def _from_file(source: str) -> Callable[[], Iterator[Mention]]:
    """The labelled mentions of the shared data; none where that is absent."""

    def read() -> Iterator[Mention]:
        root = shared()
        path = None if root is None else root / "data" / "mentions-dev.jsonl"
        if path is not None and path.is_file():
            lines = map(json.loads, path.read_text("utf-8").splitlines())
            yield from (m for m in lines if m["source"] == source)

    return read


def _made(split: Split, count: int = 600) -> Callable[[], Iterator[Mention]]:
    def read() -> Iterator[Mention]:
        half = count // 2
        yield from itertools.islice(mentions.from_reports(split, count, seed=9), half)
        yield from itertools.islice(mentions.balanced(split, half, seed=9), half)

    return read


SETS: dict[str, Callable[[], Iterator[Mention]]] = {
    "made-dev": _made("dev"),
    "made-test": _made("test"),
    "hand": _from_file("hand"),
    "real": _from_file("real"),
}


def gouji_linker(text: str, start: int, end: int) -> Readings:
    """The readings that gouji gives the figure at a place."""
    from gouji.extraction.claims import claims

    held = [c for c in claims(text) if c.span.start <= start and end <= c.span.end]
    return min(held, key=lambda c: len(c.span)).readings if held else ()


def is_right(gold: Sequence[str], readings: Readings) -> bool:
    """Whether the labelled cells are among the readings, or both are empty."""
    if not gold:
        return not readings
    return any(set(reading) == set(gold) for reading in readings[:3])


def score(found: Iterator[Mention], linker: Linker) -> tuple[Hits, dict[str, list[int]], list[str]]:
    """Right of all; of figures with cells how many were linked, and how many links are right; the errors.

    In `Hits`, ``wanted`` counts all figures and ``found`` the right ones; ``reported`` counts predicted
    links and ``right`` those whose label they meet.
    """
    hits, rows, errors = Hits(), defaultdict[str, Counter[str]](Counter), list[str]()
    for mention in found:
        gold = mention["cells"]
        readings = linker(mention["text"], mention["start"], mention["end"])
        right = is_right(gold, readings)
        hits += Hits(1, int(right), int(bool(readings)), int(bool(readings) and right))
        row = gold[0].rsplit("/", 1)[0] if gold else "none"
        rows[row].update(wanted=1, right=int(right))
        if not right:
            text, start, end = mention["text"], mention["start"], mention["end"]
            at = f"{text[:start]}【{mention['figure']}】{text[end:]}"
            said = " | ".join("+".join(r) for r in readings[:3]) or "none"
            errors.append(f"  {at}\n      gold {'+'.join(gold) or 'none'}; said {said}")
    return hits, {row: [c["right"], c["wanted"]] for row, c in sorted(rows.items())}, errors


def figures(sets: Sequence[str] = tuple(SETS), linker: Linker = gouji_linker) -> dict[str, dict[str, float]]:
    """Accuracy and precision of links by set, for the gate and the results."""
    found: dict[str, dict[str, float]] = {}
    for name in sets:
        hits, _, _ = score(SETS[name](), linker)
        if hits.wanted:
            found[name] = {
                "figures": hits.wanted,
                "accuracy": round(hits.recall, 4),
                "link_precision": round(hits.precision, 4),
            }
    return found


def main(argv: Sequence[str]) -> int:
    """Print the score of each set and, if asked, every error."""
    parser = argparse.ArgumentParser(prog="python -m eval linking", description=__doc__)
    parser.add_argument("--set", action="append", dest="sets", choices=sorted(SETS))
    parser.add_argument("--errors", action="store_true", help="list every error")
    parser.add_argument("--json", type=Path, dest="json_out")
    options = parser.parse_args(argv)
    for name in options.sets or list(SETS):
        hits, rows, errors = score(SETS[name](), gouji_linker)
        if not hits.wanted:
            print(f"== {name}: no such data here")
            continue
        low, high = wilson(hits.found, hits.wanted)
        print(f"== {name}: right {hits.found}/{hits.wanted} = {hits.recall:.3f} [{low:.3f}, {high:.3f}]")
        print(f"   links predicted {hits.reported}, right {hits.right} = {hits.precision:.3f}")
        if options.errors:
            print("\n".join(errors))
            print("   " + "  ".join(f"{row} {right}/{wanted}" for row, (right, wanted) in rows.items()))
    if options.json_out:
        options.json_out.write_text(json.dumps(figures(options.sets or tuple(SETS)), indent=1), "utf-8")
    return 0
