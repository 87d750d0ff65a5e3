"""What it costs to put all figures of one report together, in CPU time.

- clean: the identities of a form on a report that satisfies them, the common case;
- planted N: the causes of a report with N wrong cells in table three, from the cells to the findings;
- program: the mixed-integer program alone on the same three wrong cells, which the search leaves unused.

    python -m eval.speed.repair [--reports N]
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Sequence

from gouji import localise
from gouji.localise import Equation, System, Variable
from gouji.reconcile import causes

from ..localisation.tables import SEED, Report, case, pairs, reports


def milliseconds(work: Callable[[], object]) -> float:
    """CPU time of one call."""
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


def line(name: str, took: Sequence[float]) -> str:
    """The times of one kind in one line."""
    order = sorted(took)
    return (
        f"{name:12} n={len(order):4}  median {order[len(order) // 2]:8.3f} ms"
        f"  p99 {order[int(0.99 * (len(order) - 1))]:8.3f} ms  most {order[-1]:8.3f} ms"
    )


def system(report: Report, wrong: dict[str, int]) -> System:
    """Table three alone as an abstract system."""
    variables = tuple(Variable(n, wrong.get(n, report.cells[n])) for n in report.of("t3"))
    known = set(report.of("t3"))
    return System(
        variables,
        tuple(Equation(i.code, i.terms) for i in report.form.identities if known.issuperset(i.cells)),
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=100, help="cases of each kind")
    number = parser.parse_args().reports
    known = [*reports("real"), *reports("handwritten")]
    clean = [case(r, {}) for r in known]
    for c in clean:
        causes(c)
    print(line("clean", [milliseconds(lambda c=c: causes(c)) for c in clean * 3]))
    rng = random.Random(SEED)
    for size in (1, 2, 3, 4):
        took = []
        for k in range(number):
            report = known[k % len(known)]
            c = case(report, next(pairs(rng, report, 1, size)))
            took.append(milliseconds(lambda c=c: causes(c)))
        print(line(f"planted {size}", took))
    localise.program(system(known[0], next(pairs(rng, known[0], 1, 3))), 64, 80)  # loads the solver
    took = []
    for k in range(max(1, number // 10)):
        report = known[k % len(known)]
        s = system(report, next(pairs(rng, report, 1, 3)))
        took.append(milliseconds(lambda s=s: localise.program(s, 64, 80)))
    print(line("program 3", took))


if __name__ == "__main__":
    main()
