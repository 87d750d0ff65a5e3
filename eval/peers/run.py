"""`python -m eval peers [--make]`: the figures of made sentences as gouji and other libraries read them."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
import venv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

from corpora.synthetic.maker import make
from corpora.synthetic.plan import Figure

from ..cases import ROOT
from ..counting import Hits

# Pinned: a peer that changes changes the table. emoji<2 is what recognizers-text was written for.
PACKAGES = (
    "cn2an==0.5.24",
    "chinese2digits==6.0.2",
    "recognizers-text-suite==1.0.2a2",
    "emoji<2",
    "WeTextProcessing==1.0.4.1",
)
PEERS = ("cn2an", "chinese2digits", "recognizers-text", "WeTextProcessing")
WORKER = Path(__file__).with_name("worker.py")


def folder() -> Path:
    """Where the environment of the peers is: GOUJI_PEERS, else ``build/peers``."""
    return Path(os.environ.get("GOUJI_PEERS") or ROOT / "build" / "peers")


def python() -> Path | None:
    """The interpreter of that environment, or None where it has not been made."""
    found = folder() / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    return found if found.is_file() else None


def make_environment() -> None:
    """Make the environment and install the peers."""
    venv.create(folder(), with_pip=True)
    interpreter = python()
    assert interpreter is not None
    subprocess.run([interpreter, "-m", "pip", "install", "-q", *PACKAGES], check=True)


Sentence = tuple[str, Counter[Decimal]]


def sentences(count: int = 600) -> list[Sentence]:
    """Sentences of made reports with the values of their figures."""
    found: list[Sentence] = []
    seed = 0
    while len(found) < count:
        made = make(f"peers-{seed}", "test")
        seed += 1
        text = made.prose.sections[1]
        figures = [
            (place.core[0], made.plan.figure(name).scaled)
            for name, place in made.prose.places.items()
            if place.section == 1 and isinstance(made.plan.items[name], Figure)
        ]
        start = 0
        for end in (i + 1 for i, char in enumerate(text) if char in "。\n"):
            values = Counter(value for at, value in figures if start <= at < end)
            if values:
                found.append((text[start:end].strip(), values))
            start = end
    return found[:count]


def values_of(read: Iterable[str]) -> Counter[Decimal]:
    """The numbers among what a library gave; a percent may be given as its fraction."""
    found: Counter[Decimal] = Counter()
    for item in read:
        try:
            found[Decimal(item)] += 1
        except InvalidOperation:
            continue
    return found


def hits(gold: Counter[Decimal], said: Counter[Decimal]) -> Hits:
    """Values met, as multisets; 0.3 for 30% and 13 for 13万 count as met.

    >>> hits(Counter({Decimal(30): 1, Decimal(5): 1}), Counter({Decimal("0.3"): 1, Decimal(7): 1}))
    Hits(wanted=2, found=1, reported=2, right=1)
    """
    left = gold.copy()
    right = 0
    for value, times in said.items():
        for _ in range(times):
            met = next((v for v in (value, value * 100, value * 10000) if left[v] > 0), None)
            if met is not None:
                left[met] -= 1
                right += 1
    return Hits(gold.total(), right, said.total(), right)


def _gouji(texts: Sequence[str]) -> tuple[list[list[str]], float]:
    from gouji.language.quantities import quantities

    quantities(texts[0])
    start = time.process_time()
    answers = [[str(m.value) for m in quantities(text)] for text in texts]
    return answers, time.process_time() - start


def _peer(interpreter: Path, name: str, texts: Sequence[str]) -> tuple[list[list[str]], float]:
    given = "\n".join(json.dumps(text) for text in texts)
    line = [str(interpreter), str(WORKER), name]
    done = subprocess.run(line, input=given, capture_output=True, text=True, check=True)
    *answers, spent = [
        json.loads(answer) for answer in done.stdout.splitlines() if answer[:1] in "[0123456789"
    ]
    return answers, float(spent)


def figures(count: int = 600) -> dict[str, dict[str, float]]:
    """Recall, precision and speed of each library that is here."""
    found = sentences(count)
    texts = [text for text, _ in found]
    characters = sum(map(len, texts))
    answers = {"gouji": _gouji(texts)}
    interpreter = python()
    if interpreter is not None:
        answers |= {name: _peer(interpreter, name, texts) for name in PEERS}
    table: dict[str, dict[str, float]] = {}
    for name, (said, spent) in answers.items():
        pairs = zip((gold for _, gold in found), map(values_of, said), strict=True)
        total = sum((hits(gold, values) for gold, values in pairs), Hits())
        table[name] = {
            "figures": total.wanted,
            "recall": round(total.recall, 4),
            "precision": round(total.precision, 4),
            "f1": round(total.f1, 4),
            "characters_a_cpu_second": round(characters / spent) if spent else 0,
        }
    return table


def show(table: Mapping[str, Mapping[str, float]]) -> str:
    """The table for people."""
    return "\n".join(
        f"{name:18} R {f['recall']:.3f} P {f['precision']:.3f} F {f['f1']:.3f}"
        f"  {f['characters_a_cpu_second']:>9} characters a CPU second"
        for name, f in table.items()
    )


def main(argv: Sequence[str]) -> int:
    """Print the table; with --make, make the environment of the peers first."""
    parser = argparse.ArgumentParser(prog="python -m eval peers", description=__doc__)
    parser.add_argument("--make", action="store_true", help="make the environment of the peers")
    parser.add_argument("--json", type=Path, dest="json_out")
    options = parser.parse_args(argv)
    if options.make and python() is None:
        make_environment()
    table = figures()
    print(show(table))
    if python() is None:
        print("the peers are not installed: python -m eval peers --make", file=sys.stderr)
    if options.json_out:
        options.json_out.write_text(json.dumps(table, indent=1), "utf-8")
    return 0
