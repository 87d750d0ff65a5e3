"""Error localisation: the smallest change of figures that makes a system of equations true.

Fellegi and Holt (1976): a record that breaks its edits is mended by changing the fewest (or least
weighty) fields such that all edits can hold.  Here the fields are cells, the edits are the articulations
of a form, and phrases of the prose or last year's figures are *choices*: they speak for a value, and
leaving one unsatisfied has a price.

`localise` finds every cheapest repair: `search` in plain Python, which is fast for the few errors a
report has, and beyond its budget `program`, the same question as a mixed-integer program for HiGHS.

>>> table = System(
...     (Variable("a", 3), Variable("b", 4), Variable("sum", 8)),
...     (Equation("row", (("a", 1), ("b", 1), ("sum", -1))),),
...     (Choice("text", (Equation("", (("sum", 1),), 8, 8),), 8),),
... )
>>> [dict(r.values) for r in localise(table).repairs]
[{'b': 5}, {'a': 4}]
"""

from __future__ import annotations

from .program import program
from .search import search
from .system import Choice, Equation, Repair, Solution, System, Variable, components

__all__ = [
    "Choice",
    "Equation",
    "Repair",
    "Solution",
    "System",
    "Variable",
    "components",
    "localise",
    "program",
    "search",
]


def localise(system: System, budget: int = 1000, most: int = 64, dearest: int = 80) -> Solution:
    """Every cheapest repair of one system.

    Args:
        system: what must hold; see `components` to treat independent parts one by one.
        budget: search nodes before the question goes to the solver; 1000 are about a fifth of a second.
        most: how many repairs of equal cost are listed at most.
        dearest: the price beyond which no repair is looked for: so much is not a slip of the author's.

    Returns:
        The repairs, likeliest first; none where nothing is broken or nothing helps.
    """
    found = search(system, budget, most, dearest)
    return program(system, most, dearest) if found is None else found
