"""Scope and period of claims against labels set by hand (``contexts.txt``).

``python -m eval.claims.contexts`` prints how many are right, and the wrong ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import gouji

LABEL = re.compile(r"\[(?P<figure>[^/\]]+)/(?P<period>[a-z_]+)/(?P<scope>[^\]]+)\]")
FILE = Path(__file__).with_name("contexts.txt")


@dataclass(frozen=True)
class Labelled:
    """A figure of a sentence with the scope and period that a reader gives it."""

    text: str
    start: int
    figure: str
    period: str
    scope: str


def labels(path: Path = FILE) -> list[Labelled]:
    """All labels of the file."""
    found: list[Labelled] = []
    for line in path.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        text, at, marks = "", 0, []
        for m in LABEL.finditer(line):
            text += line[at : m.start()]
            marks.append((len(text), m))
            text, at = text + m["figure"], m.end()
        text += line[at:]
        found += [
            Labelled(text, start, m["figure"], m["period"], "" if m["scope"] == "-" else m["scope"])
            for start, m in marks
        ]
    return found


def wrong(labelled: list[Labelled]) -> list[tuple[Labelled, str, str]]:
    """The labels that the claims miss, with the period and scope they gave instead."""
    misses = []
    for one in labelled:
        claims = [
            c for c in gouji.claims(one.text) if c.span.start <= one.start < c.span.end and not c.negative
        ]
        period = claims[0].period.value if claims else "none"
        scope = claims[0].scope if claims else "none"
        if (period, scope) != (one.period, one.scope):
            misses.append((one, period, scope))
    return misses


def main() -> None:
    """Print the score."""
    every = labels()
    misses = wrong(every)
    for one, period, scope in misses:
        print(f"{one.figure} in {one.text}: {period}/{scope}, not {one.period}/{one.scope}")
    print(f"scope and period right: {len(every) - len(misses)}/{len(every)}")


if __name__ == "__main__":
    main()
