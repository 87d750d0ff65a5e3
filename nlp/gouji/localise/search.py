"""Best-first search for the cheapest repairs: exact integers, no dependencies.

A node is a set of freed variables.  A row that does not hold and has no freed variable left in it is a
*certificate*: one of its variables must change, so the node branches on them.  Freeing a variable
eliminates it from the other rows (Gauss), so the next certificate is again a single row, and the freed
variables are always independent: their values follow.  Siblings shut out each other's variables, so
every set is met once.  The bound that orders the nodes is a packing of certificates without a common
variable: each of them costs at least its cheapest variable.

An inequality is an equation with a slack that costs nothing.  Bounds and choices wait until they are
broken; then they join as rows.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import gcd
from typing import NamedTuple

from .system import Equation, Repair, Solution, System, likeliest_first


class Row(NamedTuple):
    """``sum of factor times change + residual = 0``, over the changes of the variables."""

    factors: Mapping[int, int]
    residual: int


class Pivot(NamedTuple):
    """A freed variable and the row that gives its change."""

    variable: int
    row: Row


class Certificate(NamedTuple):
    """A row that does not hold, and its variables that may still be freed."""

    variables: list[int]
    row: Row


@dataclass(frozen=True, slots=True)
class Node:
    """Some variables freed, some shut out, some choices given up."""

    cost: int
    rows: tuple[Row, ...]
    pivots: tuple[Pivot, ...] = ()
    shut: frozenset[int] = frozenset()
    given_up: frozenset[int] = frozenset()

    def enforcing(self, row: Row) -> Node:
        """The node with one more row, in which the freed variables are eliminated."""
        for pivot in self.pivots:
            if pivot.variable in row.factors:
                row = _without(row, pivot)
        return Node(self.cost, (*self.rows, row), self.pivots, self.shut, self.given_up)

    def freeing(self, variable: int, row: Row, price: int, shut: frozenset[int]) -> Node:
        """The node with ``row`` used up to settle ``variable``."""
        pivot = Pivot(variable, row)
        rows = tuple(_without(r, pivot) if variable in r.factors else r for r in self.rows if r is not row)
        return Node(self.cost + price, rows, (*self.pivots, pivot), shut, self.given_up)

    def certificates(self) -> list[Certificate] | None:
        """What must still change, the shortest first; None where a row cannot be mended any more."""
        found = []
        for row in self.rows:
            if row.residual:
                variables = [i for i in row.factors if i not in self.shut]
                if not variables:
                    return None
                found.append(Certificate(variables, row))
        found.sort(key=lambda c: len(c.variables))
        return found


def search(system: System, budget: int, most: int, dearest: int) -> Solution | None:
    """Every cheapest repair that costs no more than ``dearest``.

    Args:
        budget: how many nodes may be looked at.
        most: how many repairs are listed.

    Returns:
        None where the budget does not suffice, or where only fractions came out (which the articulations of
        a table never give, and other systems seldom): then it takes the program.
    """
    try:
        return _Search(system, most, dearest).run(budget)
    except _Fraction:
        return None


class _Fraction(Exception):  # noqa: N818  # a turn in the search, not an error of anybody's
    """Some set of variables would have to take broken values."""


class _Search:
    """One run: the system in numbers, and the queue of open nodes.

    Variables are numbered as in the system; after them comes a slack, free of charge, for every equation
    and option whose two bounds differ.
    """

    def __init__(self, system: System, most: int, dearest: int) -> None:
        self.system, self.most, self.dearest = system, most, dearest
        self.index = {v.name: i for i, v in enumerate(system.variables)}
        self.values = [v.value for v in system.variables]
        self.weights = [v.weight for v in system.variables]
        self.bounds = [(v.low, v.high) for v in system.variables]
        self.rows = tuple(self._row(e) for e in system.equations)
        self.options = [[self._row(o) for o in choice.options] for choice in system.choices]
        self.queue: list[tuple[int, int, Node, list[Certificate]]] = []
        self.pushed = 0

    def run(self, budget: int) -> Solution | None:
        if not any(row.residual for row in self.rows):
            return Solution(())
        self._push(Node(0, self.rows))
        found: dict[tuple[tuple[str, int], ...], Repair] = {}
        while self.queue:
            bound, _, node, certificates = heapq.heappop(self.queue)
            if bound > self.dearest:
                break
            if not budget:
                return None
            budget -= 1
            if certificates:
                self._branch(node, certificates[0])
                continue
            for repair in self._settle(node):
                self.dearest = repair.cost
                found.setdefault(repair.values, repair)
            if len(found) >= self.most:
                return Solution(likeliest_first(found.values(), self.system), complete=False)
        return Solution(likeliest_first(found.values(), self.system))

    def _row(self, equation: Equation) -> Row:
        """The equation as a row; with a slack where its bounds differ, as near to holding as may be."""
        factors: dict[int, int] = {}
        total = 0
        for name, factor in equation.terms:
            i = self.index[name]
            factors[i] = factors.get(i, 0) + factor
            total += factor * self.values[i]
        low, high = equation.low, equation.high
        if low == high:
            return Row(factors, total - (low or 0))
        nearest = total if low is None or total >= low else low
        nearest = nearest if high is None or nearest <= high else high
        factors[len(self.values)] = -1
        self.values.append(nearest)
        self.weights.append(0)
        self.bounds.append((low, high))
        return Row(factors, total - nearest)

    def _push(self, node: Node) -> None:
        certificates = node.certificates()
        if certificates is None:
            return
        bound, used = node.cost, set[int]()
        for variables, _ in certificates:
            if used.isdisjoint(variables):
                used.update(variables)
                bound += min(self.weights[i] for i in variables)
        self.pushed += 1
        deep_first = self.pushed - 1_000_000 * len(node.pivots)  # of equal bounds, what ends sooner
        heapq.heappush(self.queue, (bound, deep_first, node, certificates))

    def _branch(self, node: Node, certificate: Certificate) -> None:
        variables, row = certificate
        for k, variable in enumerate(variables):
            shut = node.shut.union(variables[:k])
            self._push(node.freeing(variable, row, self.weights[variable], shut))

    def _settle(self, node: Node) -> Iterator[Repair]:
        """All rows hold: the repair, if bounds and choices hold too; else the branches that may mend them."""
        changes = _changes(node.pivots)
        if changes is None:
            raise _Fraction
        outside = list(self._outside(changes))
        for row in outside:
            self._push(node.enforcing(row))
        changed = sorted(
            (v.name, v.value + changes[i]) for i, v in enumerate(self.system.variables) if i in changes
        )
        values = self.system.values
        values.update(changed)
        for k, choice in enumerate(self.system.choices):
            if k in node.given_up or choice.holds(values):
                continue
            for row in self.options[k]:
                self._push(node.enforcing(row))
            if not outside:
                cost, given_up = node.cost + choice.weight, node.given_up | {k}
                self._push(Node(cost, node.rows, node.pivots, node.shut, given_up))
                return
        freed_for_nothing = any(not changes[i] and self.weights[i] for i in changes)
        if not outside and not freed_for_nothing:
            unmet = tuple(self.system.choices[k].name for k in sorted(node.given_up))
            yield Repair(node.cost, tuple(changed), unmet)

    def _outside(self, changes: Mapping[int, int]) -> Iterator[Row]:
        """For each freed variable beyond its bounds, the row that keeps it at the bound."""
        for i, change in changes.items():
            low, high = self.bounds[i]
            value = self.values[i] + change
            if low is not None and value < low:
                yield Row({i: 1}, self.values[i] - low)
            elif high is not None and value > high:
                yield Row({i: 1}, self.values[i] - high)


def _without(row: Row, pivot: Pivot) -> Row:
    """The row with the pivot's variable eliminated."""
    a, b = pivot.row.factors[pivot.variable], row.factors[pivot.variable]
    factors = {i: a * f for i, f in row.factors.items()}
    for i, f in pivot.row.factors.items():
        left = factors.get(i, 0) - b * f
        if left:
            factors[i] = left
        else:
            factors.pop(i, None)
    residual = a * row.residual - b * pivot.row.residual
    if abs(a) == 1:
        return Row(factors, residual)
    common = gcd(residual, *factors.values()) or 1
    return Row({i: f // common for i, f in factors.items()}, residual // common)


def _changes(pivots: tuple[Pivot, ...]) -> dict[int, int] | None:
    """The change of each freed variable; None where one is no whole number.

    A pivot's row may hold variables freed later, never those freed before: the last one is settled first.
    """
    changes: dict[int, int] = {}
    for variable, row in reversed(pivots):
        rest = row.residual + sum(f * changes[i] for i, f in row.factors.items() if i in changes)
        change, left = divmod(-rest, row.factors[variable])
        if left:
            return None
        changes[variable] = change
    return changes
