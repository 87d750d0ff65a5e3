"""`python -m eval conformance`: small reports that a rule must or must not flag.

Cases of prose are written in cases.toml; cases of tables are spelled out here from the forms: every row and
column identity broken by one, kept, and made unreadable by a blank.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from corpora.synthetic.figures import sample
from corpora.synthetic.record import Record, Value

from gouji.form import Identity, load

from ..cases import Case
from ..systems import SYSTEMS, System

Kind = Literal["pass", "fail", "edge", "unreadable"]
KINDS: tuple[Kind, ...] = ("pass", "fail", "edge", "unreadable")
HERE = Path(__file__).parent

# The standard table that cases.toml describes: table three by row, the column 总计 left out.
STANDARD: Mapping[str, Mapping[str, int]] = {
    "new": {"natural": 34, "business": 5, "legal": 2},
    "carried_in": {"natural": 3},
    "granted": {"natural": 14, "business": 2, "legal": 1},
    "partial": {"natural": 5, "business": 1},
    "refused_third_party": {"natural": 2},
    "refused_process": {"natural": 1},
    "unable_not_held": {"natural": 7, "business": 1, "legal": 1},
    "unable_to_create": {"natural": 1},
    "declined_complaint": {"natural": 2},
    "declined_repeat": {"natural": 1},
    "other_other": {"business": 1},
    "total": {"natural": 33, "business": 5, "legal": 2},
    "carried_out": {"natural": 4},
}
OTHERS: Mapping[str, str] = {
    "t4/review/upheld": "3",
    "t4/review/corrected": "1",
    "t4/review/other": "2",
    "t4/review/pending": "1",
    "t4/review/total": "7",
    "t4/suit_direct/upheld": "2",
    "t4/suit_direct/other": "1",
    "t4/suit_direct/total": "3",
    "t4/suit_after_review/upheld": "1",
    "t4/suit_after_review/pending": "1",
    "t4/suit_after_review/total": "2",
    "t2/normative_document/issued": "5",
    "t2/normative_document/repealed": "2",
    "t2/normative_document/in_force": "31",
    "t2/licence/decisions": "812",
    "t2/penalty/decisions": "96",
    "t2/coercion/decisions": "4",
    "t2/fee/amount": "7.35",
}


@dataclass(frozen=True, slots=True)
class Micro:
    """One case: the rule, what must come of it, the report."""

    rule: str
    kind: Kind
    record: Record


def standard() -> dict[str, Value]:
    """The cells of the standard table; every identity holds."""
    cells: dict[str, Value] = {name: Decimal(0) for name in load("2021").cells}
    for row, figures in STANDARD.items():
        cells |= {f"t3/{row}/{column}": Decimal(v) for column, v in figures.items()}
        cells[f"t3/{row}/total"] = Decimal(sum(figures.values()))
    return cells | {name: Decimal(v) for name, v in OTHERS.items()}


def _record(name: str, text: str, cells: Mapping[str, Value], section: int = 1, form: str = "2021") -> Record:
    return Record(
        name=name,
        form=form,
        org="澄阳县民政局",
        year=2024,
        title="澄阳县民政局2024年政府信息公开工作年度报告",
        preamble=text if section == 0 else "",
        sections={1: "2024年，县民政局扎实做好政府信息公开工作。" + ("" if section == 0 else f"\n{text}")},
        cells=cells,
    )


def _prose() -> Iterator[Micro]:
    tables = standard()
    for rule, spec in tomllib.loads((HERE / "cases.toml").read_text("utf-8")).items():
        cells = tables if spec.get("table") else {}
        for kind in KINDS:
            for number, text in enumerate(spec.get(kind, ())):
                yield Micro(
                    rule, kind, _record(f"{rule}-{kind}-{number}", text, cells, spec.get("section", 1))
                )
        if spec.get("table"):
            yield from _unreadable(rule, spec["fail"], tables)


def _unreadable(rule: str, texts: Sequence[str], tables: Mapping[str, Value]) -> Iterator[Micro]:
    """The wrong statements beside a table of blanks: nothing to check them against."""
    blank: dict[str, Value] = dict.fromkeys(tables)
    for number, text in enumerate(texts[:2]):
        yield Micro(rule, "unreadable", _record(f"{rule}-unreadable-{number}", text, blank))


def _solid(identity: Identity, form: str) -> dict[str, Value]:
    """A consistent filling in which the identity's cells are not all nought."""
    import random

    if form == "2021":
        cells = standard()
        if any(cells[name] for name in identity.cells):
            return cells
    for seed in range(4000):
        cells = sample("city", form, random.Random(f"{identity.code}/{seed}"))
        if any(cells[name] not in (None, 0) for name in identity.cells):
            return cells
    return cells


def _tables() -> Iterator[Micro]:
    """Every identity of both forms: kept, broken by one, and with a needed cell blank."""
    for form in ("2021", "2019"):
        for number, identity in enumerate(load(form).identities):
            cells = _solid(identity, form)
            name = f"{identity.code}-{form}-{number}"
            yield Micro(identity.code, "pass", _record(f"{name}-pass", "", cells, form=form))
            target = identity.cells[-1]
            value = cells[target]
            assert isinstance(value, Decimal)
            by = Decimal(1)
            if identity.relation == ">=":  # the last term must exceed the rest
                by = sum((Decimal(str(cells[c])) for c in identity.cells[:-1]), Decimal(0)) - value + 2
            broken = {**cells, target: value + by}
            yield Micro(identity.code, "fail", _record(f"{name}-fail", "", broken, form=form))
            if identity.relation == "=" and form == "2021":
                parts = [c for c in identity.cells if cells[c]]
                if not parts:
                    continue
                blank = {**cells, parts[0]: None}  # a figure that is there in truth, and was left out
                yield Micro(identity.code, "unreadable", _record(f"{name}-unreadable", "", blank, form=form))


def micros() -> list[Micro]:
    """All cases."""
    return [*_prose(), *_tables()]


def judge(micro: Micro, system: System) -> tuple[bool, str]:
    """Whether a system does what the case asks, and what it said."""
    said = system(Case(micro.record))
    if said.error:
        return False, said.error
    strong = [f for f in said.review.get("findings", ()) if f["verdict"] in ("contradiction", "doubt")]
    told = "; ".join(f"{f['code']} {f['verdict']}: {f['message']}" for f in strong) or "nothing"
    if micro.kind == "fail":
        return any(micro.rule in _family((f["code"], *f.get("also", ()))) for f in strong), told
    return not strong, told


# Rules that state the same defect from two sides: either name is right.
SAME: Sequence[frozenset[str]] = (
    frozenset({"T3-1", "T3-2", "T3-3", "T3-5"}),
    frozenset({"X1", "X3", "X4", "X10"}),
    frozenset({"N9", "N10"}),
    frozenset({"X13", "T2-7"}),
    frozenset({"T2-1", "T2-2", "T2-3"}),
    frozenset({"N2", "X8", "N16", "N3"}),
    frozenset({"V4", "N1"}),
    frozenset({"T4-9", "X10"}),
    frozenset({"T4-4", "X11"}),
    frozenset({"T3-4", "X6"}),
    frozenset({"T3-7", "X7"}),
    frozenset({"T4-9", "X11"}),
    frozenset({"T4-8", "N2", "X8"}),
)


def _family(codes: Sequence[str]) -> set[str]:
    return set(codes).union(*(group for group in SAME if group.intersection(codes)))


def results(system: System) -> dict[str, dict[str, list[int]]]:
    """Right and all by rule and kind."""
    counts: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for micro in micros():
        right, _ = judge(micro, system)
        counts[micro.rule][micro.kind][0] += right
        counts[micro.rule][micro.kind][1] += 1
    return {rule: dict(kinds) for rule, kinds in sorted(counts.items())}


def figures(system: System = SYSTEMS["gouji"]) -> dict[str, Any]:
    """Share of cases right, by kind, for the gate and the results."""
    by_rule = results(system)
    kinds: Counter[str] = Counter()
    for found in by_rule.values():
        for kind, (right, wanted) in found.items():
            kinds.update({f"{kind}_right": right, f"{kind}_cases": wanted})
    right = sum(v for k, v in kinds.items() if k.endswith("right"))
    cases = sum(v for k, v in kinds.items() if k.endswith("cases"))
    return {
        "cases": cases,
        "right": right,
        "accuracy": round(right / cases, 4),
        "kinds": dict(kinds),
        "rules": by_rule,
    }


def main(argv: Sequence[str]) -> int:
    """Print every case that is not met, then the counts."""
    parser = argparse.ArgumentParser(prog="python -m eval conformance", description=__doc__)
    parser.add_argument("--system", default="gouji", choices=sorted(SYSTEMS))
    parser.add_argument("--only", help="only this rule")
    parser.add_argument("--json", type=Path, dest="json_out")
    options = parser.parse_args(argv)
    system = SYSTEMS[options.system]
    counts: Counter[tuple[str, bool]] = Counter()
    for micro in micros():
        if options.only and micro.rule != options.only:
            continue
        right, told = judge(micro, system)
        counts[micro.kind, right] += 1
        if not right:
            text = (micro.record.preamble or micro.record.sections[1]).split("\n")[-1]
            print(f"{micro.record.name}: {text}\n    said: {told[:200]}")
    whole = sum(counts.values())
    met = sum(n for (_, ok), n in counts.items() if ok)
    print(
        f"== conformance: {met}/{whole}  "
        + "  ".join(
            f"{kind} {counts[kind, True]}/{counts[kind, True] + counts[kind, False]}" for kind in KINDS
        )
    )
    if options.json_out:
        options.json_out.write_text(json.dumps(figures(system), ensure_ascii=False, indent=1), "utf-8")
    return 0
