"""`python -m eval coverage`: how many of the figures stated are checked, and what each check did."""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..claims.run import SETS
from ..systems import SYSTEMS, System

FIGURES = ("figures", "extracted", "checked", "unlinked")


def figures(
    sets: Sequence[str] = tuple(SETS), system: System = SYSTEMS["gouji"]
) -> dict[str, dict[str, Any]]:
    """Counts by set, the counts of each check among them."""
    found: dict[str, dict[str, Any]] = {}
    for name in sets:
        counts: Counter[str] = Counter()
        checks: dict[str, Counter[str]] = defaultdict(Counter)
        for case in SETS[name]():
            coverage = system(case).review.get("coverage", {})
            counts.update({key: int(coverage.get(key, 0)) for key in FIGURES} | {"reports": 1})
            for code, did in coverage.get("checks", {}).items():
                checks[code].update(did)
        if counts["figures"]:
            found[name] = {
                **counts,
                "checked_share": round(counts["checked"] / counts["figures"], 4),
                "checks": {code: dict(did) for code, did in sorted(checks.items())},
            }
    return found


def main(argv: Sequence[str]) -> int:
    """Print the coverage of each set."""
    parser = argparse.ArgumentParser(prog="python -m eval coverage", description=__doc__)
    parser.add_argument("--set", action="append", dest="sets", choices=sorted(SETS))
    parser.add_argument("--json", type=Path, dest="json_out")
    options = parser.parse_args(argv)
    found = figures(options.sets or tuple(SETS))
    for name, c in found.items():
        print(f"== {name}: {c['reports']} reports, {c['figures']} figures, {c['extracted']} claims")
        print(f"   checked {c['checked']} ({c['checked_share']:.3f})")
        print(f"   neither cell nor second figure {c['unlinked']}")
        for code, did in c["checks"].items():
            print(f"   {code:6} " + "  ".join(f"{key} {n}" for key, n in did.items()))
    if options.json_out:
        options.json_out.write_text(json.dumps(found, ensure_ascii=False, indent=1), "utf-8")
    return 0
