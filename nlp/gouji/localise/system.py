"""What the localisation speaks of: variables, equations, choices, and the repairs it finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

Terms = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Variable:
    """A figure that may be changed at a price.

    Args:
        value: as printed, in whole units (scale decimals up before).
        weight: the price of changing it, above zero.
        low, high: the values it may take; None is open.
    """

    name: str
    value: int
    weight: int = 10
    low: int | None = 0
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Equation:
    """``low <= sum of factor times value <= high``; None is open, two zeros make it an equation."""

    code: str
    terms: Terms
    low: int | None = 0
    high: int | None = 0

    def excess(self, values: Mapping[str, int]) -> int:
        """How far the sum lies above ``high`` (positive) or below ``low`` (negative); 0 where it holds.

        >>> Equation("", (("a", 1), ("b", -1)), 0, None).excess({"a": 2, "b": 5})
        -3
        """
        total = 0
        for name, factor in self.terms:
            total += factor * values[name]
        if self.high is not None and total > self.high:
            return total - self.high
        if self.low is not None and total < self.low:
            return total - self.low
        return 0


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that holds if one of its options does, and costs ``weight`` where none does."""

    name: str
    options: tuple[Equation, ...]
    weight: int

    def holds(self, values: Mapping[str, int]) -> bool:
        """Whether an option holds."""
        return any(not option.excess(values) for option in self.options)


@dataclass(frozen=True, slots=True)
class System:
    """Everything that should be true together."""

    variables: tuple[Variable, ...]
    equations: tuple[Equation, ...]
    choices: tuple[Choice, ...] = ()

    @property
    def values(self) -> dict[str, int]:
        """The values as printed."""
        return {v.name: v.value for v in self.variables}

    def broken(self) -> tuple[Equation, ...]:
        """The equations that the printed values break."""
        values = self.values
        return tuple(e for e in self.equations if e.excess(values))


@dataclass(frozen=True, slots=True)
class Repair:
    """One way to make all of it true.

    Args:
        cost: prices of the changed variables and of the choices left unsatisfied.
        values: the changed variables with their new values, by name.
        unmet: the choices that stay unsatisfied.
    """

    cost: int
    values: tuple[tuple[str, int], ...]
    unmet: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The variables it changes."""
        return frozenset(name for name, _ in self.values)


@dataclass(frozen=True, slots=True)
class Solution:
    """All repairs of the least cost.

    Args:
        repairs: likeliest first.
        complete: whether these are all; False where the list was cut.
        program: whether the mixed-integer program was asked.
    """

    repairs: tuple[Repair, ...]
    complete: bool = True
    program: bool = False
    share: Mapping[str, float] = field(init=False)

    def __post_init__(self) -> None:
        counts: dict[str, int] = {}
        for repair in self.repairs:
            for name in repair.names:
                counts[name] = counts.get(name, 0) + 1
        share = {n: c / len(self.repairs) for n, c in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))}
        object.__setattr__(self, "share", share)


def likeliest_first(repairs: Iterable[Repair], system: System) -> tuple[Repair, ...]:
    """Repairs in the order a reader would try them.

    Slips of the pen come first, small changes before large ones, and what stands further on before what
    stands before it: totals and balances are worked out from the figures above them.
    """
    printed = system.values
    place = {v.name: k for k, v in enumerate(system.variables)}

    def rank(repair: Repair) -> tuple[int, int, int]:
        slips = sum(is_slip(printed[name], value) for name, value in repair.values)
        change = sum(abs(printed[name] - value) for name, value in repair.values)
        return -slips, change, -sum(place[name] for name, _ in repair.values)

    return tuple(sorted(repairs, key=rank))


def is_slip(wrong: int, right: int) -> bool:
    """Whether two neighbouring digits were swapped, or one digit lost or doubled.

    >>> is_slip(1268, 1286), is_slip(13, 103), is_slip(12, 13)
    (True, True, False)
    """
    a, b = str(wrong), str(right)
    if len(a) == len(b):
        at = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
        return len(at) == 2 and at[1] == at[0] + 1 and a[at[0]] == b[at[1]] and a[at[1]] == b[at[0]]
    short, long = sorted((a, b), key=len)
    return len(short) > 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def components(system: System) -> Iterator[System]:
    """The independent parts that hold a broken equation, each with what it shares variables with."""
    parent = {v.name: v.name for v in system.variables}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    def tie(names: Iterable[str]) -> None:
        first: str | None = None
        for name in names:
            if first is None:
                first = root(name)
            else:
                parent[root(name)] = first

    for equation in system.equations:
        tie(name for name, _ in equation.terms)
    for choice in system.choices:
        tie(name for option in choice.options for name, _ in option.terms)
    for part in dict.fromkeys(root(e.terms[0][0]) for e in system.broken()):
        yield System(
            tuple(v for v in system.variables if root(v.name) == part),
            tuple(e for e in system.equations if root(e.terms[0][0]) == part),
            tuple(c for c in system.choices if root(c.options[0].terms[0][0]) == part),
        )
