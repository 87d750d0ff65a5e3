"""`python -m eval summaries`: extracts against hand-written references, and the gate against a liar."""

from __future__ import annotations

import argparse
import random
import re
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpora.synthetic.maker import make
from corpora.synthetic.rendering import render

import gouji
from gouji.language.quantities import quantities
from gouji.outcome import Review
from gouji.summary import summarize
from gouji.summary.abstract import accepted
from gouji.summary.centrality import extract, sentences

from ..cases import ROOT, folder
from .hostile import said

HERE = Path(__file__).parent
PARTS: Mapping[str, Sequence[str]] = {"development": ("tune",), "scores": ("third", "retold")}
FOLDERS = {"tune": "handwritten/tune", "third": "handwritten/third", "retold": "retold"}
SHORT, LONG = 200, 600  # characters
LIARS = 200  # made reports that the liar tells about
AT_ONCE = 60  # sentences of the liar in one answer
SILENT = re.compile(r"[\s，。、；：（）“”《》！？,.;:()]")


@dataclass(frozen=True, slots=True)
class Reference:
    """A report and its hand-written summary."""

    part: str
    name: str
    text: str
    review: Review


def references() -> Iterator[Reference]:
    """All references, with their reports reviewed."""
    entries = tomllib.loads((HERE / "references.toml").read_text("utf-8"))["references"]
    cases = {(s, c.name): c for s, path in FOLDERS.items() for c in folder(ROOT / "corpora" / path)}
    for e in entries:
        part = next(p for p, sets in PARTS.items() if e["set"] in sets)
        review = gouji.review(gouji.read(cases[e["set"], e["name"]].content()))
        yield Reference(part, e["name"], e["text"], review)


def common(one: str, other: str) -> int:
    """Length of the longest common subsequence.

    >>> common("收到申请9件", "申请共9件")
    4
    """
    row = [0] * (len(other) + 1)
    for char in one:
        before = 0
        for at, mate in enumerate(other, 1):
            before, row[at] = row[at], before + 1 if char == mate else max(row[at], row[at - 1])
    return row[-1]


def rouge_l(summary: str, reference: str) -> float:
    """F1 of the longest common subsequence of characters, punctuation left out.

    >>> rouge_l("收到申请9件。", "收到申请9件"), rouge_l("", "收到")
    (1.0, 0.0)
    """
    one, other = SILENT.sub("", summary), SILENT.sub("", reference)
    return 2 * common(one, other) / (len(one) + len(other)) if one and other else 0.0


def stated(text: str) -> set[tuple[str, str]]:
    """The figures of a text with their units."""
    return {(str(m.value.normalize()), m.unit) for m in quantities(text)}


def lead(review: Review, length: int) -> str:
    """The first sentences that fit."""
    told = ""
    for s in sentences(review):
        if len(told) + len(s.quote) <= length:
            told += s.quote
    return told


def extracted(review: Review, length: int) -> str:
    """The extract of `gouji.summarize`."""
    return "".join(s.quote for s in extract(review, length))


SYSTEMS: Mapping[str, Callable[[Review, int], str]] = {"lead": lead, "extract": extracted}


def against_references(known: Sequence[Reference]) -> dict[str, dict[str, dict[str, float]]]:
    """Means by part and system."""
    found: dict[str, dict[str, dict[str, float]]] = {}
    for part in PARTS:
        inside = [r for r in known if r.part == part]
        for name, system in SYSTEMS.items():
            rows = [_row(r, system) for r in inside]
            means = {key: sum(row[key] for row in rows) / len(rows) for key in rows[0]}
            rounded = {key: round(mean, 4) for key, mean in means.items()}
            found.setdefault(part, {})[name] = {"reports": len(rows), **rounded}
    return found


def _row(reference: Reference, system: Callable[[Review, int], str]) -> dict[str, float]:
    wanted = stated(reference.text)
    short, long = (system(reference.review, n) for n in (SHORT, LONG))
    table = {str(f.value.normalize()) for f in summarize(reference.review, 0).facts}
    beside = {w for w in wanted if w in stated(long) or w[0] in table}
    return {
        "rouge_l": rouge_l(short, reference.text),
        "key_figures_short": len(wanted & stated(short)) / len(wanted),
        "key_figures_long": len(wanted & stated(long)) / len(wanted),
        "key_figures_with_table": len(beside) / len(wanted),
        "faithful": _faithful(short + long, reference.review),
    }


def _faithful(summary: str, review: Review) -> float:
    """Of the figures of a summary, those that the report's own text states."""
    told = stated(summary)
    return len(told & stated(review.document.text)) / len(told) if told else 1.0


def references_kept(known: Sequence[Reference]) -> tuple[int, int, Counter[str]]:
    """Sentences of the references that the gate keeps, all of them, and why the others go."""
    kept, dropped = 0, Counter[str]()
    for reference in known:
        abstract = accepted(reference.text, reference.review)
        kept += len(abstract.sentences)
        dropped.update(abstract.dropped)
    return kept, kept + dropped.total(), dropped


def made(count: int) -> Iterator[Review]:
    """Made reports, consistent."""
    for number in range(count):
        yield gouji.review(gouji.read(render(make(f"hostile-{number}", "test").record)))


def written() -> Iterator[Review]:
    """All reports written by hand: other people's prose than that of the grammar."""
    for path in sorted((ROOT / "corpora/handwritten").glob("*/")):
        for case in folder(path):
            yield gouji.review(gouji.read(case.content()))


def against_a_liar(reviews: Iterable[Review]) -> dict[str, tuple[int, int]]:
    """For each way to lie, and for "" the truth, how many sentences came through of how many told."""
    told: Counter[str] = Counter()
    came: Counter[str] = Counter()
    for number, review in enumerate(reviews):
        everything = said(review, random.Random(number))
        lies = {s.text: s.lie for s in sorted(everything, key=lambda s: s.lie, reverse=True)}
        told.update(s.lie for s in everything)
        for start in range(0, len(everything), AT_ONCE):
            text = "".join(s.text for s in everything[start : start + AT_ONCE])
            came.update(lies.get(s.quote, "injected") for s in accepted(text, review).sentences)
    return {lie: (came[lie], told[lie]) for lie in sorted(told)}


def speed(known: Sequence[Reference]) -> dict[str, float]:
    """CPU milliseconds a report."""

    def cost(work: Callable[[Reference], object]) -> float:
        began = time.process_time()
        for reference in known:
            work(reference)
        return round(1000 * (time.process_time() - began) / len(known), 2)

    return {
        "extract_ms": cost(lambda r: summarize(r.review)),
        "gate_ms": cost(lambda r: accepted(r.text, r.review)),
    }


def figures(liars: int = LIARS) -> dict[str, Any]:
    """Everything that is measured."""
    known = list(references())
    kept, whole, dropped = references_kept(known)
    return {
        "references": against_references(known),
        "references_kept": {"kept": kept, "sentences": whole, **dropped},
        "hostile": {"made": against_a_liar(made(liars)), "written": against_a_liar(written())},
        "speed": speed(known),
        "table_bytes": len((ROOT / "nlp/gouji/weights/boilerplate.bin").read_bytes()),
    }


def main(argv: Sequence[str]) -> int:
    """Print the figures; 1 if a lie came through."""
    parser = argparse.ArgumentParser(prog="python -m eval summaries", description=__doc__)
    parser.add_argument("--liars", type=int, default=LIARS, help="made reports that the liar tells about")
    options = parser.parse_args(argv)
    found = figures(options.liars)
    for part, systems in found["references"].items():
        for name, row in systems.items():
            print(f"== {part} {name}: " + "  ".join(f"{k} {v:g}" for k, v in row.items()))
    print("== references kept: " + "  ".join(f"{k} {v}" for k, v in found["references_kept"].items()))
    for name, ways in found["hostile"].items():
        for lie, (came, told) in ways.items():
            print(f"== {name}, {lie or 'truth'}: {came}/{told} came through")
    print(
        "== " + "  ".join(f"{k} {v}" for k, v in found["speed"].items()), f" table {found['table_bytes']} B"
    )
    ways = [way for ways in found["hostile"].values() for way in ways.items()]
    return int(any(came for lie, (came, _) in ways if lie))
