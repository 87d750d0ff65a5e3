"""`python -m eval linking`: is the labelled sum of cells among the readings of the figure's claim?

A figure labelled with cells is right when those cells are one of at most three readings; a figure labelled
``[]`` is right when its claim has no reading, or there is no claim.  Linkers stand side by side: the rules
alone, the linear model alone, both (what gouji does), and both with a transformer where one is given.
"""

from __future__ import annotations

import argparse
import itertools
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpora.paraphrases import load as paraphrases
from corpora.synthetic import mentions
from corpora.synthetic.grammar import Split

from gouji.extraction.proposals import Proposer
from gouji.text import Span

from ..cases import shared
from ..counting import wilson

Mention = Mapping[str, Any]
Readings = Sequence[Sequence[str]]
Linker = Callable[[str, int, int], Readings | None]  # None: it abstains


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
    "paraphrases": lambda: paraphrases("test"),
    "hand": _from_file("hand"),
    "real": _from_file("real"),
}


def by_claims(proposers: Sequence[Proposer] | None = None) -> Linker:
    """The readings that the claim at a place has.

    Args:
        proposers: learned linkers asked where the rules abstain; the shipped one by default.
    """
    from gouji.extraction.claims import claims

    def link(text: str, start: int, end: int) -> Readings:
        held = [c for c in claims(text, "2021", proposers) if c.span.start <= start and end <= c.span.end]
        return min(held, key=lambda c: len(c.span)).readings if held else ()

    return link


def alone(proposer: Proposer) -> Linker:
    """What a proposer says of a place, all readings of the measure it names; it may abstain."""
    from gouji.extraction.linkers import meanings

    known = meanings("2021")

    def link(text: str, start: int, end: int) -> Readings | None:
        [answer] = proposer.propose(text, [Span(start, end)])
        if answer is None or not answer.reading:
            return None if answer is None else ()
        meant = known.get(frozenset(answer.reading))
        return meant.readings if meant else (answer.reading,)

    return link


def linkers(transformer: str = "") -> dict[str, Linker]:
    """Those that are compared, by name.

    Args:
        transformer: folder or ``.onnx`` file of a trained transformer.
    """
    from gouji.extraction.linear import LinearLinker
    from gouji.neural import load, proposers

    linear = LinearLinker.shipped()
    found = {
        "gouji": by_claims(),
        "rules": by_claims(()),
        "linear": alone(linear),
        "linear without margin": alone(LinearLinker(replace(linear.weights, margin=0.0))),
    }
    if transformer:
        found |= {"transformer": alone(load(transformer)), "with it": by_claims(proposers(transformer))}
    return found


def is_right(gold: Sequence[str], readings: Readings) -> bool:
    """Whether the labelled cells are among the readings, or both are empty."""
    if not gold:
        return not readings
    return any(set(reading) == set(gold) for reading in readings[:3])


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one linker on one set.

    Args:
        figures, right: all, and those answered as labelled; who abstains says that there is no cell.
        links, precise: figures that cells were named for, and those of them whose label they meet.
        answered: figures on which it did not abstain.
        seconds: CPU time.
        errors: what went wrong, one text a figure.
        rows: right and all by row of the label.
    """

    figures: int
    right: int
    links: int
    precise: int
    answered: int
    seconds: float
    errors: tuple[str, ...]
    rows: Mapping[str, tuple[int, int]]

    def to_dict(self) -> dict[str, float]:
        """The figures for tables and the gate."""
        return {
            "figures": self.figures,
            "accuracy": round(self.right / self.figures, 4),
            "links": self.links,
            "link_precision": round(self.precise / self.links, 4) if self.links else 0.0,
            "answered": round(self.answered / self.figures, 4),
            "a_cpu_second": round(self.figures / self.seconds) if self.seconds else 0,
        }


def score(found: Iterator[Mention], linker: Linker) -> Score:
    """How a linker does on a set."""
    counts, errors = Counter[str](), list[str]()
    rows = defaultdict[str, Counter[str]](Counter)
    seconds = 0.0
    for mention in found:
        text, start, end = mention["text"], mention["start"], mention["end"]
        gold = mention["cells"]
        began = time.process_time()
        answer = linker(text, start, end)
        seconds += time.process_time() - began
        readings = answer or ()
        right = is_right(gold, readings)
        counts.update(
            figures=1,
            right=right,
            links=bool(readings),
            precise=bool(readings) and right,
            answered=answer is not None,
        )
        row = gold[0].rsplit("/", 1)[0] if gold else "none"
        rows[row].update(wanted=1, right=int(right))
        if not right:
            at = f"{text[:start]}【{mention['figure']}】{text[end:]}"
            said = " | ".join("+".join(r) for r in readings[:3]) or "none"
            errors.append(f"  {at}\n      gold {'+'.join(gold) or 'none'}; said {said}")
    names = ("figures", "right", "links", "precise", "answered")
    by_row = {row: (c["right"], c["wanted"]) for row, c in sorted(rows.items())}
    return Score(*(counts[n] for n in names), seconds, tuple(errors), by_row)


def figures(sets: Sequence[str] = tuple(SETS), linker: Linker | None = None) -> dict[str, dict[str, float]]:
    """Accuracy and precision of links by set, for the gate and the results, without sets not here."""
    scores = {name: score(SETS[name](), linker or by_claims()) for name in sets}
    return {name: s.to_dict() for name, s in scores.items() if s.figures}


def main(argv: Sequence[str]) -> int:
    """Print the score of each linker on each set and, if asked, every error."""
    parser = argparse.ArgumentParser(prog="python -m eval linking", description=__doc__)
    parser.add_argument("--set", action="append", dest="sets", choices=sorted(SETS))
    parser.add_argument("--linker", action="append", dest="names", help="default: gouji; all for all")
    parser.add_argument("--transformer", default="", metavar="PATH", help="a trained one, to compare too")
    parser.add_argument("--errors", action="store_true", help="list every error")
    parser.add_argument("--json", type=Path, dest="json_out")
    options = parser.parse_args(argv)
    chosen = linkers(options.transformer)
    names = list(chosen) if options.names == ["all"] else options.names or ["gouji"]
    whole: dict[str, dict[str, dict[str, float]]] = {}
    for set_name, name in itertools.product(options.sets or list(SETS), names):
        s = score(SETS[set_name](), chosen[name])
        if not s.figures:
            print(f"== {set_name}: no such data here")
            continue
        whole.setdefault(name, {})[set_name] = s.to_dict()
        low, high = wilson(s.right, s.figures)
        print(f"== {set_name}, {name}: right {s.right}/{s.figures} = {s.right / s.figures:.3f}", end="")
        print(f" [{low:.3f}, {high:.3f}]; links {s.links}, right {s.precise}", end="")
        print(f" = {s.precise / max(s.links, 1):.3f}; answered {s.answered / s.figures:.3f}")
        if options.errors:
            print("\n".join(s.errors))
            print("   " + "  ".join(f"{row} {right}/{wanted}" for row, (right, wanted) in s.rows.items()))
    if options.json_out:
        options.json_out.write_text(json.dumps(whole, indent=1), "utf-8")
    return 0
