"""`python -m eval discrepancies`: score a system on sets; say what it missed and falsely flagged."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from ..baselines import ALL
from ..counting import Hits, bootstrap, wilson
from ..systems import from_file
from .score import Scored, score
from .sets import MADE, SETS, made


def _percent(part: int, whole: int) -> str:
    low, high = wilson(part, whole)
    return f"{part}/{whole} = {part / whole:.3f} [{low:.3f}, {high:.3f}]" if whole else "0/0"


def _explain(result: Scored, out: list[str]) -> None:
    """Everything a developer wants to see of one report that is not perfect."""
    lines: list[str] = []
    if result.prediction.error:
        lines.append(f"  ERROR {result.prediction.error}")
    for outcome in result.outcomes:
        gold = outcome.gold
        if outcome.found or not gold.observable:
            continue
        where = gold.quote or "(table) " + " ".join(gold.cells)
        lines.append(
            f"  MISS  {gold.klass} {gold.verdict} ({outcome.state}): {where}  — {gold.why} {outcome.why}"
        )
        if outcome.by is not None:
            lines.append(f"        nearest: {outcome.by.brief}")
    for trap, said in result.flagged:
        lines.append(f"  FLAG  {trap.quote} — {trap.why}")
        lines.append(f"        by {said.brief}")
    lines += [f"  EXTRA {said.brief}" for said in result.unlisted]
    if lines:
        record = result.case.record
        note = " (as text)" if result.prediction.as_text else ""
        out.append(
            f"{result.case.name} [{record.format}{note} {','.join(record.quirks)}] {record.org} {record.year}"
        )
        if record.name.startswith("fact"):
            out.append("  " + record.sections[1].split("\n")[-1])
        out += lines


def _flagged(result: Scored) -> int:
    """Traps flagged; the labelled facts forbid only contradictions."""
    only = ("contradiction",) if result.case.name.startswith("fact-") else ("contradiction", "doubt")
    return len({trap.quote for trap, said in result.flagged if said.verdict in only})


def summary(results: Sequence[Scored]) -> dict[str, Any]:
    """Counts and ratios of a set; counts add, ratios come last."""
    hits = sum((r.hits() for r in results), Hits())
    strict = sum((r.hits(("contradiction",)) for r in results), Hits())
    outcomes = [o for r in results for o in r.outcomes]
    observable = [o for o in outcomes if o.gold.observable]
    found = [o for o in observable if o.found]
    clean = [r for r in results if r.clean]
    false_clean = sum(r.false_contradictions for r in clean)
    classes: dict[str, Hits] = defaultdict(Hits)
    for o in observable:
        classes[o.gold.klass] += Hits(wanted=1, found=int(o.found))
    coverage = Counter[str]()
    for r in results:
        given = r.prediction.review.get("coverage", {})
        coverage.update({k: int(given.get(k, 0)) for k in ("figures", "extracted", "checked", "unlinked")})
    reports = [r for r in results if any(o.gold.observable for o in r.outcomes)]
    return {
        "reports": len(results),
        "errors_of_the_system": sum(bool(r.prediction.error) for r in results),
        "as_text": sum(r.prediction.as_text for r in results),
        "wanted": hits.wanted,
        "found": hits.found,
        "recall": round(hits.recall, 4),
        "recall_interval": wilson(hits.found, hits.wanted),
        "recall_by_report": bootstrap(reports, lambda rs: sum((r.hits() for r in rs), Hits()).recall),
        "end_to_end": round(sum(o.found for o in outcomes) / len(outcomes), 4) if outcomes else 1.0,
        "precision": round(hits.precision, 4),
        "precision_of_contradictions": round(strict.precision, 4),
        "f1": round(hits.f1, 4),
        "precision_at_5": _ratio(
            sum(r.right_of_first(5) for r in results), sum(min(5, len(r.said)) for r in results)
        ),
        "hit1": _ratio(sum(o.rank == 1 for o in found), len(found)),
        "hit3": _ratio(sum(o.rank <= 3 for o in found), len(found)),
        "repair_exact": _ratio(sum(o.repaired for o in found), sum(bool(o.gold.right) for o in found)),
        "traps": sum(len(r.case.record.gold.traps) for r in results),
        "flagged": sum(map(_flagged, results)),
        "unlisted_contradictions": sum(r.false_contradictions for r in results),
        "unlisted_doubts": sum(r.false_doubts for r in results),
        "clean_reports": len(clean),
        "false_contradictions_on_clean": false_clean,
        "false_contradictions_a_clean_report": _ratio(false_clean, len(clean)) or 0.0,
        "false_doubts_on_clean": sum(r.false_doubts for r in clean),
        "clean_reports_unflagged": sum(not r.said for r in clean),
        "cpu_seconds": round(sum(r.prediction.seconds for r in results), 3),
        "coverage": dict(coverage),
        "by_class": {k: [h.found, h.wanted] for k, h in sorted(classes.items())},
        "by_format": _split(results, lambda r: [r.case.record.format]),
        "by_quirk": _split(results, lambda r: list(r.case.record.quirks) or ["none"]),
        "by_family": _split(results, lambda r: [r.case.family]),
    }


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _split(results: Iterable[Scored], keys: Any) -> dict[str, dict[str, int]]:
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for r in results:
        hits = r.hits()
        for key in keys(r):
            groups[key].update(
                {
                    "reports": 1,
                    "wanted": hits.wanted,
                    "found": hits.found,
                    "unlisted": len(r.unlisted),
                    "flagged": _flagged(r),
                }
            )
    return {k: dict(v) for k, v in sorted(groups.items())}


def lines(name: str, results: Sequence[Scored], s: dict[str, Any]) -> list[str]:
    """The summary of a set for people."""
    by = "  ".join(f"{k} {f}/{w}" for k, (f, w) in s["by_class"].items())
    return [
        f"== {name}: {s['reports']} reports ({s['clean_reports']} consistent), {s['cpu_seconds']} CPU s",
        f"   found        {_percent(s['found'], s['wanted'])}   end to end {s['end_to_end']}",
        f"   by class     {by}",
        f"   hit@1 {s['hit1']}  hit@3 {s['hit3']}  P@5 {s['precision_at_5']}"
        f"  repair exact {s['repair_exact']}",
        f"   precision    {s['precision']} (contradictions {s['precision_of_contradictions']})  F1 {s['f1']}",
        f"   traps flagged {_percent(s['flagged'], s['traps'])}",
        f"   unlisted     contradictions {s['unlisted_contradictions']}  doubts {s['unlisted_doubts']}",
        f"   consistent   contradictions {s['false_contradictions_on_clean']}"
        f"  doubts {s['false_doubts_on_clean']}"
        f"   {s['clean_reports_unflagged']}/{s['clean_reports']} reports without any",
        f"   read as text instead of own format: {s['as_text']}   crashed: {s['errors_of_the_system']}",
        f"   coverage     {s['coverage']}",
    ]


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this task."""
    parser.add_argument(
        "--set", action="append", dest="sets", choices=sorted(SETS), help="default: all that are there"
    )
    parser.add_argument("--system", default="gouji", choices=sorted(ALL))
    parser.add_argument("--predictions", type=Path, help="JSON lines of gouji/review/1 to score instead")
    parser.add_argument("--count", type=int, default=MADE, help="reports of the made set, half of them twins")
    parser.add_argument("--only", help="only reports whose name holds this")
    parser.add_argument("--quiet", action="store_true", help="figures only")
    parser.add_argument("--json", type=Path, dest="json_out", help="write the figures here")


def main(argv: Sequence[str]) -> int:
    """Score and print; returns 0, since it measures and does not judge (the gate does)."""
    parser = argparse.ArgumentParser(prog="python -m eval discrepancies", description=__doc__)
    arguments(parser)
    options = parser.parse_args(argv)
    system = from_file(options.predictions) if options.predictions else ALL[options.system]
    figures: dict[str, Any] = {}
    for name in options.sets or [s for s in SETS if "-" not in s]:
        found = made(options.count) if name == "made" else SETS[name]()
        cases = [c for c in found if not options.only or options.only in c.name]
        if not cases:
            print(f"== {name}: no such data here", file=sys.stderr)
            continue
        results = [score(case, system(case)) for case in cases]
        figures[name] = summary(results)
        out: list[str] = []
        if not options.quiet:
            for result in results:
                _explain(result, out)
        print("\n".join([*out, *lines(name, results, figures[name])]))
    if options.json_out:
        options.json_out.write_text(json.dumps(figures, ensure_ascii=False, indent=1), "utf-8")
    return 0
