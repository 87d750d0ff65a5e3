"""Replay the proofs of a review, trusting nothing of the program that wrote it.

Only the plain form ``gouji/review/1`` goes in.  For each finding with a proof, two questions: are the
operands what the same review says it read (cells by name, phrases of the prose as sets that hold the
literal one), and can those sets satisfy the relation?  A proof stands if they cannot.  Arithmetic is
exact (fractions); no code is shared with the checks.

>>> three, four = (Range(Fraction(n), Fraction(n)) for n in (3, 4))
>>> possible("zero", [Operand("part", three, Fraction(1)), Operand("sum", four, Fraction(-1))])
False
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from typing import Any, Final, NamedTuple

from .errors import DamagedFile, MissingFile
from .text import Text

# No exponents: a file from elsewhere must not make us build a number of a million digits.
PLAIN: Final = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,40})?", re.ASCII)
WIDEST: Final = 100_000


class Range(NamedTuple):
    """A set of values; an end that is None is open to infinity."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    def __contains__(self, value: object) -> bool:
        """Whether a value lies inside."""
        assert isinstance(value, Fraction)
        above = self.low is None or value > self.low or (value == self.low and not self.low_open)
        below = self.high is None or value < self.high or (value == self.high and not self.high_open)
        return above and below

    def covers(self, other: Range) -> bool:
        """Whether the other's ends lie no further out; open or closed is all the same here."""
        low = self.low is None or (other.low is not None and self.low <= other.low)
        high = self.high is None or (other.high is not None and self.high >= other.high)
        return low and high

    def times(self, factor: Fraction) -> Range:
        """Every value times a factor."""
        ends = [None if e is None else e * factor for e in (self.low, self.high)]
        if factor >= 0:
            return Range(ends[0], ends[1], self.low_open, self.high_open)
        return Range(ends[1], ends[0], self.high_open, self.low_open)

    def plus(self, other: Range) -> Range:
        """All sums of a value here and a value there."""
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Range(low, high, self.low_open or other.low_open, self.high_open or other.high_open)


class Operand(NamedTuple):
    """One figure of a proof."""

    name: str
    values: Range
    factor: Fraction


def possible(relation: str, operands: Sequence[Operand]) -> bool:
    """Whether some values of the operands satisfy the relation; `gouji.finding.Proof` lists the relations.

    Raises:
        ValueError: the relation is unknown or has the wrong number of operands.
    """
    if relation in ("zero", "atmost"):
        total = Range(Fraction(0), Fraction(0))
        for o in operands:
            total = total.plus(o.values.times(o.factor))
        if relation == "zero":
            return Fraction(0) in total
        return total.low is None or total.low < 0 or (total.low == 0 and not total.low_open)
    if relation == "share" and len(operands) == 3:
        part, whole, percent = (o.values for o in operands)
        # part / whole meets percent / 100 where 100 part - percent whole can be zero; each stands once, so
        # for a whole above zero the ends of the ranges decide
        if whole.low is None or whole.low <= 0 or percent.low is None or percent.low < 0:
            return True  # more than this relation can tell
        high = None if whole.high is None or percent.high is None else whole.high * percent.high
        reach = Range(whole.low * percent.low, high, percent.low_open, percent.high_open)
        return Fraction(0) in part.times(Fraction(100)).plus(reach.times(Fraction(-1)))
    if relation == "integer_share" and len(operands) == 2:
        whole, percent = (o.values for o in operands)
        if whole.low is None or whole.high is None or percent.low is None or percent.high is None:
            return True
        if whole.high - whole.low > WIDEST:
            return True
        return any(
            Fraction(100 * k, n) in percent
            for n in range(max(1, ceil(whole.low)), floor(whole.high) + 1)
            for k in range(floor(percent.low * n / 100), min(n, ceil(percent.high * n / 100)) + 1)
        )
    raise ValueError(f"no relation {relation!r} over {len(operands)} operands")


@dataclass(frozen=True, slots=True)
class Replay:
    """What became of one proof.

    Args:
        path: the document's path as the review gives it.
        finding, code: which finding.
        formula: the proof as people read it.
        trouble: why it does not stand; None where it does.
    """

    path: str
    finding: str
    code: str
    formula: str
    trouble: Text | None = None

    @property
    def stands(self) -> bool:
        """Whether the proof was replayed."""
        return self.trouble is None


def replay(review: Mapping[str, Any]) -> Iterator[Replay]:
    """Replay every proof of one review in plain form."""
    for finding in review["findings"]:
        proof = finding["proof"]
        if proof is not None:
            path = review["document"]["path"]
            yield Replay(
                path, finding["id"], finding["code"], proof["formula"], _trouble(review, finding, proof)
            )


def _trouble(review: Mapping[str, Any], finding: Mapping[str, Any], proof: Mapping[str, Any]) -> Text | None:
    operands = [Operand(o["name"], _range(o), _figure(o["factor"])) for o in proof["operands"]]
    stated = _stated(review, finding)
    for o in operands:
        if o.name in stated and not o.values.covers(stated[o.name]):
            return Text(f"“{o.name}”与核对结果所载不同", f"{o.name} is not what the review says it read")
    if possible(proof["relation"], operands):
        return Text("所列数字可以同时成立", "the figures can all be true")
    return None


def _stated(review: Mapping[str, Any], finding: Mapping[str, Any]) -> dict[str, Range]:
    """What the review says it read, by the names that operands may have: cells, claims, last year's cells."""
    stated = {c["cell"]: _point(c["value"]) for c in review["cells"]}
    stated |= {c["id"]: Range(_end(c["low"]), _end(c["high"])) for c in review["claims"]}
    for e in finding["evidence"]:
        if e["kind"] == "cell" and e.get("previous"):
            stated["previous:" + e["cell"]] = _point(e["value"])
    return stated


def _point(value: str | None) -> Range:
    """A figure that was read; a blank may be any count."""
    return Range(Fraction(0), None) if value is None else Range(_figure(value), _figure(value))


def _end(value: str | None) -> Fraction | None:
    return None if value is None else _figure(value)


def _figure(value: str) -> Fraction:
    if not PLAIN.fullmatch(value):
        raise ValueError(value)
    return Fraction(value)


def _range(o: Mapping[str, Any]) -> Range:
    return Range(_end(o["low"]), _end(o["high"]), o["low_open"], o["high_open"])


def reviews(path: Path) -> Iterator[Mapping[str, Any]]:
    """The reviews of a JSON file: one object, or one a line; lines about inputs that failed are passed over.

    Raises:
        MissingFile: it cannot be opened.
        DamagedFile: it is no JSON, or holds something that is no review.
    """
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise MissingFile(
            Text(f"无法打开 {path}", f"cannot open {path}"),
            Text("请检查路径和读取权限", "check the path and whether you may read it"),
        ) from error
    except UnicodeDecodeError as error:
        raise _no_review(path) from error
    try:
        found = [json.loads(text)]
    except RecursionError as error:
        raise _no_review(path) from error
    except ValueError:
        try:
            found = [json.loads(line) for line in text.splitlines() if line.strip()]
        except (ValueError, RecursionError) as error:
            raise _no_review(path) from error
    for value in found:
        schema = value.get("schema") if isinstance(value, dict) else None
        if schema == "gouji/review/1":
            yield value
        elif schema != "gouji/error/1":
            raise _no_review(path)
    if not found:
        raise _no_review(path)


def _no_review(path: Path) -> DamagedFile:
    return DamagedFile(
        Text(f"{path} 不是核对结果", f"{path} holds no review"),
        Text("请用 gouji check --format json 生成", "write one with gouji check --format json"),
    )


def verify(path: Path) -> tuple[Replay, ...]:
    """Replay every proof of a file of reviews; `gouji verify-proof` prints the outcome.

    Raises:
        InputError: the file cannot be read, or holds no review.
    """
    try:
        return tuple(r for review in reviews(path) for r in replay(review))
    except (KeyError, TypeError, AttributeError, ValueError, ZeroDivisionError) as error:
        raise _no_review(path) from error
