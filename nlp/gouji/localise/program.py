"""The same question as a mixed-integer program, for what is too tangled to search.

For each variable a change up and a change down (whole numbers) and a switch that allows them; for each
choice a switch per option and one for giving it up.  The objective is the sum of the prices.  After the
first optimum each found set of switches is cut off and the program asked again, until the price rises.
Values are read back as whole numbers and every equation is tested again without floats.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .system import Equation, Repair, Solution, System, likeliest_first

if TYPE_CHECKING:
    import highspy


def program(system: System, most: int, dearest: int, seconds: float = 5.0) -> Solution:
    """Every cheapest repair that costs no more than ``dearest``, by HiGHS.

    Args:
        most: how many repairs are listed.
        seconds: time limit of each of its runs; a repair that is found later is not found.
    """
    if not system.broken():
        return Solution((), program=True)
    model = _Model(system)
    highs = model.load(seconds)
    model.cap(highs, dearest)
    found: dict[tuple[tuple[str, int], ...], Repair] = {}
    while len(found) < most:
        repair = model.ask(highs)
        if repair is None:
            done = model.exhausted(highs)
            return Solution(likeliest_first(found.values(), system), complete=done, program=True)
        if not found:
            model.cap(highs, repair.cost)
        found[repair.values] = repair
        model.cut(highs, repair)
    return Solution(likeliest_first(found.values(), system), complete=False, program=True)


def _quiet() -> highspy.Highs:
    """A solver whose birth is not announced on standard output, which belongs to our own output.

    ``Highs.__init__`` turns callbacks on, and that prints a banner before any option can forbid it.
    """
    import highspy

    highs = highspy.Highs.__new__(highspy.Highs)
    super(highspy.Highs, highs).__init__()
    return highs


@dataclass(slots=True)
class _Model:
    """Columns in order: for each variable up, down, switch; for each choice its options, then giving up."""

    system: System
    reach: int = 0
    cost: list[int] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    columns: list[int] = field(default_factory=list)
    factors: list[float] = field(default_factory=list)

    def row(self, terms: list[tuple[int, int]], low: int | None, high: int | None) -> None:
        """Add ``low <= sum of factor times column <= high``."""
        infinity = float("inf")
        self.lower.append(-infinity if low is None else low)
        self.upper.append(infinity if high is None else high)
        self.columns.extend(c for c, _ in terms)
        self.factors.extend(f for _, f in terms)
        self.starts.append(len(self.columns))

    def load(self, seconds: float) -> highspy.Highs:
        """The solver with the program in it."""
        import highspy
        import numpy as np

        system, at, printed = self.system, self._places(), self.system.values
        wrong = [abs(e.excess(printed)) for e in system.equations]
        wrong += [min(abs(o.excess(printed)) for o in c.options) for c in system.choices]
        self.reach = 2 * sum(wrong) + 1  # no sensible repair moves a figure further than all that is wrong

        count = 3 * len(system.variables)
        cost, upper = self.cost, [0.0] * count
        cost.extend([0] * count)
        for k, v in enumerate(system.variables):
            up = self.reach if v.high is None else min(self.reach, max(0, v.high - v.value))
            down = self.reach if v.low is None else min(self.reach, max(0, v.value - v.low))
            upper[3 * k : 3 * k + 3] = [up, down, 1]
            cost[3 * k + 2] = v.weight
            self.row([(3 * k, 1), (3 * k + 1, 1), (3 * k + 2, -self.reach)], None, 0)
        for equation in system.equations:
            self._equation(equation, at, printed)
        for choice in system.choices:
            switches = range(count, count + len(choice.options) + 1)
            self.row([(c, 1) for c in switches], 1, None)
            for option, switch in zip(choice.options, switches, strict=False):
                self._option(option, at, printed, switch)
            cost += [0] * len(choice.options) + [choice.weight]
            upper += [1.0] * len(switches)
            count += len(switches)

        highs = _quiet()
        highs.setOptionValue("output_flag", False)
        highs.setOptionValue("threads", 1)
        highs.setOptionValue("time_limit", seconds)
        highs.setOptionValue("mip_rel_gap", 0.0)
        highs.setOptionValue("mip_abs_gap", 0.5)
        highs.passModel(
            count,
            len(self.lower),
            len(self.columns),
            int(highspy.MatrixFormat.kRowwise),
            int(highspy.ObjSense.kMinimize),
            0.0,
            np.array(cost, dtype=np.double),
            np.zeros(count),
            np.array(upper, dtype=np.double),
            np.array(self.lower, dtype=np.double),
            np.array(self.upper, dtype=np.double),
            np.array(self.starts[:-1], dtype=np.int32),
            np.array(self.columns, dtype=np.int32),
            np.array(self.factors, dtype=np.double),
            np.ones(count, dtype=np.int32),
        )
        return highs

    def _places(self) -> dict[str, int]:
        return {v.name: 3 * k for k, v in enumerate(self.system.variables)}

    def _changes(
        self, equation: Equation, at: dict[str, int], printed: dict[str, int]
    ) -> tuple[list[tuple[int, int]], int]:
        """The terms over changes, and what the printed values sum to."""
        terms = [t for name, f in equation.terms for t in ((at[name], f), (at[name] + 1, -f))]
        return terms, sum(f * printed[name] for name, f in equation.terms)

    def _equation(self, equation: Equation, at: dict[str, int], printed: dict[str, int]) -> None:
        terms, now = self._changes(equation, at, printed)
        low, high = equation.low, equation.high
        self.row(terms, None if low is None else low - now, None if high is None else high - now)

    def _option(self, option: Equation, at: dict[str, int], printed: dict[str, int], switch: int) -> None:
        """The option must hold where its switch is on."""
        terms, now = self._changes(option, at, printed)
        slack = self.reach * sum(abs(f) for _, f in option.terms) + abs(option.excess(printed))
        if option.low is not None:
            self.row([*terms, (switch, -slack)], option.low - now - slack, None)
        if option.high is not None:
            self.row([*terms, (switch, slack)], None, option.high - now + slack)

    def ask(self, highs: highspy.Highs) -> Repair | None:
        """One cheapest repair that is not cut off; None where there is none."""
        import highspy

        highs.run()
        if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        x = highs.getSolution().col_value
        changes = {
            v.name: v.value + round(x[3 * k]) - round(x[3 * k + 1])
            for k, v in enumerate(self.system.variables)
        }
        if any(e.excess(changes) for e in self.system.equations):
            return None  # floats misled the solver: better no repair than a wrong one
        unmet = [c for c in self.system.choices if not c.holds(changes)]
        moved = [v for v in self.system.variables if changes[v.name] != v.value]
        return Repair(
            sum(v.weight for v in moved) + sum(c.weight for c in unmet),
            tuple(sorted((v.name, changes[v.name]) for v in moved)),
            tuple(c.name for c in unmet),
        )

    def exhausted(self, highs: highspy.Highs) -> bool:
        """Whether the last answer was that there is no further repair, not that time ran out."""
        import highspy

        return bool(highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible)

    def cap(self, highs: highspy.Highs, cost: int) -> None:
        """Ask for nothing dearer from now on: that ends the program as soon as the list is whole."""
        priced = [(k, c) for k, c in enumerate(self.cost) if c]
        columns, costs = [k for k, _ in priced], [float(c) for _, c in priced]
        highs.addRow(-float("inf"), cost, len(columns), columns, costs)

    def cut(self, highs: highspy.Highs, repair: Repair) -> None:
        """Shut out this set of changed variables and every larger one."""
        places = self._places()
        switches = [places[name] + 2 for name, _ in repair.values]
        highs.addRow(-float("inf"), len(switches) - 1, len(switches), switches, [1.0] * len(switches))
