"""Simple checkers to compare with, and our own with one part taken out.

The simple ones read tables with gouji's reader, so that only the checking differs; their prose is a
handful of regular expressions, as a first script of an office would have them.
"""

from __future__ import annotations

import importlib
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from decimal import Decimal
from typing import Any
from unittest import mock

from .cases import Case
from .systems import SYSTEMS, Plain, Prediction, System, gouji_system, read_case

Finding = dict[str, Any]
Values = Mapping[str, Decimal]

# Each phrase and the one cell it is taken to state.
PHRASES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"(?:新收|收到|受理)[^，。；]{0,12}?申请(\d+)件", ("t3/new/total",)),
    (r"上年结转[^，。；]{0,6}?(\d+)件", ("t3/carried_in/total",)),
    (r"(?:办结|答复)[^，。；]{0,10}?(\d+)件", ("t3/total/total",)),
    (r"结转(?:至|到)?下[^，。；]{0,10}?(\d+)件", ("t3/carried_out/total",)),
    (r"行政复议[^，。；]{0,4}?(\d+)件", ("t4/review/total",)),
    (r"行政诉讼[^，。；]{0,4}?(\d+)件", ("t4/suit_direct/total", "t4/suit_after_review/total")),
)
TOTAL = re.compile(r"(\d+)[条件个篇份][，。：（]*其中")
PART = re.compile(r"(\d+)[条件个篇份]")


def _finding(code: str, message: str, evidence: list[dict[str, Any]]) -> Finding:
    return {
        "code": code,
        "verdict": "contradiction",
        "message": message,
        "computed": "",
        "evidence": [{"role": "conflict", **e} for e in evidence],
    }


def _text(text: str, start: int, end: int) -> dict[str, Any]:
    return {"kind": "text", "span": [start, end], "quote": text[start:end]}


def _off(one: Decimal, other: Decimal, tolerance: Decimal) -> bool:
    return abs(one - other) > tolerance * max(abs(one), abs(other))


def _phrases(text: str, values: Values, tolerance: Decimal) -> Iterator[Finding]:
    """Each phrase against its one cell."""
    for pattern, cells in PHRASES:
        for match in re.finditer(pattern, text):
            said, held = Decimal(match[1]), sum((values.get(c, Decimal(0)) for c in cells), Decimal(0))
            if _off(said, held, tolerance):
                cell_evidence = [{"kind": "cell", "cell": c, "value": str(values.get(c, 0))} for c in cells]
                yield _finding("X", f"{said} ≠ {held}", [_text(text, *match.span()), *cell_evidence])


def _lists(text: str, tolerance: Decimal) -> Iterator[Finding]:
    """Every 其中 list against its total, up to the full stop."""
    for match in TOTAL.finditer(text):
        end = text.find("。", match.end())
        parts = list(PART.finditer(text, match.end(), end if end >= 0 else len(text)))
        total, whole = sum((Decimal(m[1]) for m in parts), Decimal(0)), Decimal(match[1])
        if len(parts) > 1 and _off(total, whole, tolerance):
            evidence = [_text(text, *match.span(1)), *(_text(text, *m.span()) for m in parts)]
            yield _finding("N1", f"{total} ≠ {whole}", evidence)


def _identities(form_id: str | None, values: Values, tolerance: Decimal) -> Iterator[Finding]:
    """Every identity of the tables, all its cells blamed."""
    from gouji.form import load

    for identity in load(form_id).identities if form_id and values else ():
        terms = [sign * values.get(name, Decimal(0)) for name, sign in identity.terms]
        plus, minus = sum(t for t in terms if t > 0), -sum(t for t in terms if t < 0)
        broken = plus < minus if identity.relation == ">=" else _off(Decimal(plus), Decimal(minus), tolerance)
        if broken:
            cells = [{"kind": "cell", "cell": c, "value": str(values.get(c, 0))} for c in identity.cells]
            yield _finding(identity.code, f"{plus} ≠ {minus}", cells)


def simple(prose: bool, lists: bool, tables: bool, tolerance: str = "0") -> System:
    """A simple checker of some parts at one tolerance (0.01: one part in a hundred)."""

    def answer(case: Case) -> Prediction:
        got = read_case(case)
        if got.document is None:
            return Prediction(error=got.error, seconds=got.seconds)
        start = time.process_time()
        allowed, document = Decimal(tolerance), got.document
        values = {n: c.value for n, c in document.cells.items() if c.value is not None}
        found: list[Finding] = []
        if prose and values:
            found += _phrases(document.text, values, allowed)
        if lists:
            found += _lists(document.text, allowed)
        if tables:
            found += _identities(document.form, values, allowed)
        review: Plain = {
            "document": {"path": case.name, "text": document.text},
            "findings": found,
            "claims": [],
            "cells": [],
            "coverage": {},
        }
        spent = got.seconds + time.process_time() - start
        return Prediction(review, seconds=spent, as_text=got.as_text)

    return answer


# --- ablations: gouji with one part replaced at its seam --------------------------------------------------


def _points() -> Any:
    """Figures as points: 3800余 is 3800, a share is what is printed."""
    from gouji.quantity import Interval, Quantity

    exact = property(lambda self: Interval.point(self.value))
    return [mock.patch.object(Quantity, "generous", exact), mock.patch.object(Quantity, "literal", exact)]


def _one_reading() -> Any:
    """Only the best reading of each claim."""
    from gouji import reviewing
    from gouji.extraction import claims

    original = claims.read

    def first_only(*args: Any, **kwargs: Any) -> Any:
        statement = original(*args, **kwargs)
        cut = tuple(replace(c, readings=c.readings[:1]) for c in statement.claims)
        return replace(statement, claims=cut)

    return [mock.patch.object(reviewing, "read", first_only)]


def _as_printed() -> Any:
    """Rows stay where they are printed: no other alignment is tried."""
    module = importlib.import_module("gouji.tables.settle")
    return [mock.patch.object(module, "_next_fit", return_value=None)]


def ablated(patches: Callable[[], Any], drop: frozenset[str] = frozenset(), rereads: bool = False) -> System:
    """gouji with a part replaced (of its reading: ``rereads``), or without the findings of some rules."""

    def answer(case: Case) -> Prediction:
        again = case if not rereads else replace(case)  # another object: what was read is not remembered
        with ExitStack() as stack:
            for patch in patches():
                stack.enter_context(patch)
            said = gouji_system(again)
        kept = [f for f in said.review.get("findings", ()) if f["code"] not in drop]
        return replace(said, review={**said.review, "findings": kept})

    return answer


BASELINES: Mapping[str, System] = {
    "six-regex": simple(prose=True, lists=False, tables=False),
    "sums-only": simple(prose=False, lists=True, tables=True),
    "all-exact": simple(prose=True, lists=True, tables=True),
    "one-percent": simple(prose=True, lists=True, tables=True, tolerance="0.01"),
}
ABLATIONS: Mapping[str, System] = {
    "gouji-no-intervals": ablated(_points),
    "gouji-no-feasibility": ablated(list, frozenset({"N3"})),
    "gouji-one-reading": ablated(_one_reading),
    "gouji-no-table-repair": ablated(_as_printed, rereads=True),
}
ALL: Mapping[str, System] = {**SYSTEMS, **BASELINES, **ABLATIONS}
