"""`python -m eval.gate`: the measured figures against pinned floors, on pinned corpora.

A floor is raised with ``--pin`` and lowered only with ``--allow-regression REASON``, which writes the reason
into the changelog.  When a corpus has changed, its figures are not comparable: the gate says so and fails
until the floors are pinned anew.  A report on which the system fails counts as a miss.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpora.synthetic.record import to_dict

from .cases import ROOT, Case, shared
from .cells.run import figures as cell_figures
from .claims.run import figures as claim_figures
from .conformance.run import figures as conformance_figures
from .conformance.run import micros
from .discrepancies.run import summary
from .discrepancies.score import score
from .discrepancies.sets import SETS, made
from .linking.run import figures as linking_figures
from .systems import SYSTEMS, System

FLOORS = Path(__file__).with_name("floors.json")
CHANGELOG = ROOT / "CHANGELOG.md"
MADE = 192  # reports of the made set: small enough for the time CI has
SLACK = 1e-9
OTHERS = ("years", "retold", "dev", "facts")  # sets of discrepancies that are no author's own

# Figures where less is better; of all others more is better.
LESS = ("false_contradictions_a_clean_report", "flagged", "wrong", "false_doubts_on_clean")


@dataclass(slots=True)
class Pinned:
    """What is pinned: floors (or ceilings) by figure, and the hash of each corpus."""

    corpora: dict[str, str] = field(default_factory=dict)
    floors: dict[str, float] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> Pinned:
        """Read the file; empty where there is none."""
        if not path.is_file():
            return cls()
        data = json.loads(path.read_text("utf-8"))
        return cls(data["corpora"], data["floors"])

    def save(self, path: Path) -> None:
        """Write the file, sorted."""
        data = {"corpora": self.corpora, "floors": self.floors}
        path.write_text(json.dumps(data, indent=1, sort_keys=True) + "\n", "utf-8")


def less_is_better(name: str) -> bool:
    """Whether a figure is a ceiling.

    >>> less_is_better("discrepancies.made.flagged"), less_is_better("conformance.accuracy")
    (True, False)
    """
    return name.rsplit(".", 1)[-1] in LESS


def worse(name: str, now: float, pinned: float) -> bool:
    """Whether a figure has fallen through its floor or risen over its ceiling."""
    return now > pinned + SLACK if less_is_better(name) else now < pinned - SLACK


def failures(pinned: Pinned, corpora: Mapping[str, str], measured: Mapping[str, float]) -> list[str]:
    """Every reason why the gate stays shut.

    A pinned figure that was not measured is a failure unless its corpus is not here at all.
    """
    found: list[str] = []
    for name, digest in pinned.corpora.items():
        if name in corpora and corpora[name] != digest:
            found.append(f"corpus {name} has changed since its floors were pinned: run with --pin")
    for name, floor in pinned.floors.items():
        corpus = ".".join(name.split(".")[:-1])
        if name not in measured:
            if corpus in corpora:
                found.append(f"{name}: not measured, pinned at {floor}")
        elif worse(name, measured[name], floor):
            word = "over the ceiling" if less_is_better(name) else "under the floor"
            found.append(f"{name}: {measured[name]:.4f} is {word} of {floor:.4f}")
    return found


def pin(pinned: Pinned, corpora: Mapping[str, str], measured: Mapping[str, float], lower: bool) -> Pinned:
    """Floors raised to what was measured; lowered too where allowed, or where the corpus is another."""
    changed = {n for n, digest in corpora.items() if pinned.corpora.get(n, digest) != digest}
    floors = dict(pinned.floors)
    for name, now in measured.items():
        corpus = ".".join(name.split(".")[:-1])
        if name not in floors or lower or corpus in changed or not worse(name, now, floors[name]):
            floors[name] = round(now, 4)
    return Pinned({**pinned.corpora, **corpora}, floors)


def digest(cases: Iterable[Case]) -> str:
    """Hash over the records of a set, in order."""
    whole = hashlib.sha256()
    for case in cases:
        whole.update(json.dumps(to_dict(case.record), ensure_ascii=False, sort_keys=True).encode())
    return whole.hexdigest()


def _discrepancies(system: System) -> tuple[dict[str, str], dict[str, float]]:
    corpora: dict[str, str] = {}
    measured: dict[str, float] = {}
    sets: dict[str, Callable[[], Iterable[Case]]] = {"made": lambda: made(MADE)}
    sets |= {n: SETS[n] for n in ("tune", "held", "second", "third", "fourth", "fifth", "sixth", *OTHERS)}
    for name, load in sets.items():
        cases = list(load())
        if not cases:
            continue
        corpora[f"discrepancies.{name}"] = digest(cases)
        figures = summary([score(case, system(case)) for case in cases])
        for key in ("recall", "false_contradictions_a_clean_report", "flagged"):
            measured[f"discrepancies.{name}.{key}"] = float(figures[key])
    return corpora, measured


def measure(system: System = SYSTEMS["gouji"]) -> tuple[dict[str, str], dict[str, float]]:
    """Hashes of the corpora that are here, and every figure that may be pinned."""
    corpora, measured = _discrepancies(system)
    cases = micros()
    corpora["conformance"] = digest(Case(m.record) for m in cases)
    measured["conformance.accuracy"] = float(conformance_figures(system)["accuracy"])
    for name, layouts in cell_figures(("made", "handwritten", "dev")).items():
        counts = list(layouts.values())
        whole = sum(c["cells"] for c in counts)
        measured[f"cells.{name}.right"] = sum(c.get("right", 0) for c in counts) / whole
        measured[f"cells.{name}.wrong"] = float(sum(c.get("wrong", 0) for c in counts))
    for task, found in (("linking", linking_figures()), ("claims", claim_figures(system=system))):
        measured |= {f"{task}.{name}.accuracy": float(values["accuracy"]) for name, values in found.items()}
    return corpora, measured


def note(reason: str, lowered: Sequence[str]) -> str:
    """The changelog line of a regression that was allowed."""
    return f"- Evaluation floors lowered ({', '.join(lowered)}): {reason}\n"


def _write_note(line: str) -> None:
    """Put a line under the first heading of the changelog."""
    text = CHANGELOG.read_text("utf-8") if CHANGELOG.is_file() else "# Changelog\n\n## Unreleased\n\n"
    at = text.find("\n## ")
    at = text.find("\n", at + 1) + 1 if at >= 0 else len(text)
    CHANGELOG.write_text(text[:at] + "\n" + line + text[at:].lstrip("\n"), "utf-8")


def main(argv: Sequence[str]) -> int:
    """0 where every floor holds, 1 where one does not."""
    parser = argparse.ArgumentParser(prog="python -m eval.gate", description=__doc__)
    parser.add_argument("--pin", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--allow-regression", metavar="REASON", help="lower floors; the reason is logged")
    options = parser.parse_args(argv)
    pinned = Pinned.load(FLOORS)
    corpora, measured = measure()
    for name in sorted(measured):
        print(f"{name:60} {measured[name]:.4f}  pinned {pinned.floors.get(name, 'not yet')}")
    if shared() is None:
        print("GOUJI_SHARED names no folder: the sets of the shared data were not measured")
    found = failures(pinned, corpora, measured)
    if options.allow_regression:
        lowered = [n for n, floor in pinned.floors.items() if n in measured and worse(n, measured[n], floor)]
        pin(pinned, corpora, measured, lower=True).save(FLOORS)
        if lowered:
            _write_note(note(options.allow_regression, lowered))
        return 0
    if options.pin:
        pin(pinned, corpora, measured, lower=False).save(FLOORS)
        found = [f for f in found if "has changed" not in f]
    print("\n".join(f"FAIL {line}" for line in found) or "all floors hold")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
