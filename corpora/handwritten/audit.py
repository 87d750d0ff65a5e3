"""Audit of the hand-written reports: is the gold itself right?

``python corpora/handwritten/audit.py [FILE…]`` reads every report and prints what does not hold; exit
status 1 if anything is printed. It knows nothing of ``gouji``: the identities of the tables are written out
here once more, so that a fault in the package cannot hide a fault in its gold.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CLASSES = {f"E{n}" for n in (12, 13, 14, 15, 16, 18, 19, 20, 23, 24, 26, 27, 28, 29, 35, 36, 37, 38, 39)}
TABLE_ERRORS = {"E12", "E13", "E14", "E38"}
Report = dict[str, Any]

NUMBER = r"\d+(?:\.\d+)?%?"
SIDE = rf"(?:[(（]*{NUMBER}[)）]*[-+*/×÷])*[(（]*{NUMBER}[)）]*"
EQUATION = re.compile(rf"(?<![\d.]){SIDE}(?:[=≠]{SIDE})+(?![\d.])")


def squeeze(text: str) -> str:
    """``text`` without white space, as quotes are compared.

    >>> squeeze("新收 9\\n件")
    '新收9件'
    """
    return re.sub(r"\s", "", text)


def evaluate(side: str) -> tuple[Fraction, Fraction]:
    """Value of one side of an equation, and half a unit of its last printed digit (0 for a sum or quotient).

    >>> evaluate("8/31"), evaluate("25.8%")
    ((Fraction(8, 31), Fraction(0, 1)), (Fraction(129, 500), Fraction(1, 2000)))
    """
    text = side.translate(str.maketrans("（）×÷", "()*/"))
    if re.fullmatch(NUMBER, text):
        digits = text.rstrip("%")
        scale = Fraction(1, 100) if text.endswith("%") else Fraction(1)
        half = (
            Fraction(1, 2 * 10 ** len(digits.partition(".")[2]))
            if "." in digits or "%" in text
            else Fraction(0)
        )
        return Fraction(digits) * scale, half * scale
    exact = re.sub(
        NUMBER, lambda m: f"Fraction('{m[0].rstrip('%')}')" + ("/100" if "%" in m[0] else ""), text
    )
    return Fraction(eval(exact, {"Fraction": Fraction, "__builtins__": {}})), Fraction(0)


def balanced(side: str) -> str:
    """One side of an equation without the brackets that enclose the whole equation.

    >>> balanced("(3+4"), balanced("(3+4)/2")
    ('3+4', '(3+4)/2')
    """
    surplus = len(re.findall(r"[(（]", side)) - len(re.findall(r"[)）]", side))
    return side[surplus:] if surplus > 0 else side[:surplus] if surplus < 0 else side


def wrong_equations(text: str) -> Iterator[str]:
    """Equations written in ``text`` (``8/31=25.8%``, ``3+4≠8``) that do not hold as printed.

    >>> list(wrong_equations("12+5=17，8/31=25.8%，而3+4≠8")), list(wrong_equations("12+5=18"))
    ([], ['12+5=18'])
    """
    for match in EQUATION.finditer(text.replace(" ", "")):
        parts = [balanced(part) for part in re.split(r"([=≠])", match[0])]
        for left, sign, right in zip(parts[::2], parts[1::2], parts[2::2], strict=False):
            (a, half_a), (b, half_b) = evaluate(left), evaluate(right)
            if (abs(a - b) <= max(half_a, half_b)) != (sign == "="):
                yield match[0]


def cell_value(report: Report, cell: str) -> Fraction:
    """Figure at a gold cell name; a blank counts 0."""
    table, *path = cell.split(".")
    tables = report["tables"]
    raw: Any
    if table == "t3":
        raw = tables["t3"][int(path[0][1:]) - 1][int(path[1][1:]) - 1]
    elif table == "t4":
        raw = tables["t4"][int(path[0]) - 1]
    else:
        raw = tables["t2"][path[0]]
        raw = raw[int(path[1]) - 1] if len(path) > 1 else raw
    return Fraction(str(raw or 0).removesuffix("万元"))


def broken_identities(report: Report) -> Iterator[tuple[str, set[str]]]:
    """Each identity of the tables that does not hold, with the cells that it names."""
    t3 = [[cell or 0 for cell in row] for row in report["tables"]["t3"]]
    total, out = len(t3) - 1, len(t3)  # row numbers from 1
    for number, row in enumerate(t3, 1):
        if sum(row[:6]) != row[6]:
            yield f"t3 行{number}: {sum(row[:6])}≠{row[6]}", {f"t3.r{number}.c{c}" for c in range(1, 8)}
    for column in range(1, 8):
        values = [row[column - 1] for row in t3]
        if sum(values[2 : total - 1]) != values[total - 1]:
            names = {f"t3.r{r}.c{column}" for r in range(3, total + 1)}
            yield f"t3 列{column}: {sum(values[2 : total - 1])}≠{values[total - 1]}", names
        if values[0] + values[1] != values[total - 1] + values[out - 1]:
            names = {f"t3.r{r}.c{column}" for r in (1, 2, total, out)}
            yield f"t3 列{column} 一+二≠七+四", names
    t4 = report["tables"]["t4"]
    for start in (0, 5, 10):
        if sum(t4[start : start + 4]) != t4[start + 4]:
            yield f"t4 第{start + 1}组", {f"t4.{start + k}" for k in range(1, 6)}
    if report["form"] == "2021":
        for label in ("规章", "行政规范性文件"):
            made, repealed, in_force = report["tables"]["t2"][label]
            if in_force - made + repealed < 0:
                yield f"t2 {label}: {in_force}<{made}-{repealed}", {f"t2.{label}.{k}" for k in (1, 2, 3)}


def faults_of_tables(report: Report) -> Iterator[str]:
    """Identities broken without a finding, and table findings that break none."""
    findings = [f for f in report["gold"]["findings"] if f["class"] in TABLE_ERRORS]
    broken = list(broken_identities(report))
    for name, cells in broken:
        if not any(cells & set(f["cells"]) for f in findings):
            yield f"identity broken without a finding: {name}"
    for finding in findings:
        if not any(cells & set(finding["cells"]) for _, cells in broken):
            yield f"{finding['class']} breaks no identity: {finding['cells']}"


def faults_of_quotes(report: Report) -> Iterator[str]:
    """Quotes that do not stand in the text, and tempting phrases that a finding covers."""
    gold = report["gold"]
    text = squeeze("\n".join([report["preamble"], *report["sections"].values()]))
    wrong = [squeeze(q) for f in gold["findings"] for q in (f["quote"], f["quote2"]) if q]
    tempting = [squeeze(m["quote"]) for m in gold["must_not_flag"]]
    claimed = [squeeze(c["quote"]) for c in gold["claims"]]
    for quote in [*wrong, *tempting, *claimed]:
        if quote not in text:
            yield f"quote not in the text: {quote}"
    for quote in [*wrong, *tempting]:
        if text.count(quote) > 1:
            yield f"quote stands {text.count(quote)} times: {quote}"
    for quote in tempting:
        if any(quote in w or w in quote for w in wrong):
            yield f"tempting phrase is also a finding: {quote}"


def faults_of_claims(report: Report) -> Iterator[str]:
    """Claims whose figure is not that of their cells although no finding says so."""
    gold = report["gold"]
    text = squeeze("\n".join([report["preamble"], *report["sections"].values()]))
    excused_cells = {c for f in gold["findings"] for c in f["cells"]}
    for claim in gold["claims"]:
        if claim["cells"] is None:
            continue
        value = Fraction(str(claim["value"])) / (10_000 if claim["unit"] == "元" else 1)
        stated = sum(cell_value(report, c) for c in claim["cells"])
        if value != stated and not excused_cells & set(claim["cells"]):
            yield f"claim {claim['quote']}: {claim['value']} against cells {stated}"
        if text.count(squeeze(claim["quote"])) > 1:
            yield f"claim quote stands more than once: {claim['quote']}"


def faults(report: Report) -> Iterator[str]:
    """Everything about one report that does not hold."""
    gold = report["gold"]
    yield from faults_of_tables(report)
    yield from faults_of_quotes(report)
    yield from faults_of_claims(report)
    for entry in [*gold["findings"], *gold["must_not_flag"]]:
        for equation in wrong_equations(entry["why"]):
            yield f"false equation in why: {equation}"
    for finding in gold["findings"]:
        if finding["class"] not in CLASSES or finding["verdict"] not in {"contradiction", "doubt"}:
            yield f"unknown class or verdict: {finding['class']} {finding['verdict']}"
        if not finding["quote"] and not finding["cells"]:
            yield f"finding without evidence: {finding['why']}"
    if len(gold["must_not_flag"]) < 6 or len(gold["claims"]) < 6:
        yield f"too few: {len(gold['must_not_flag'])} must_not_flag, {len(gold['claims'])} claims"
    if len(report["tables"]["t3"]) != (25 if report["form"] == "2021" else 23):
        yield "table three has the wrong number of rows"


def main(arguments: list[str]) -> int:
    """Audit the files named, or the whole corpus."""
    paths = [Path(a) for a in arguments] or sorted(HERE.glob("*/h?-*.json"))
    found = [
        f"{p.stem}: {fault}" for p in paths for fault in faults(json.loads(p.read_text(encoding="utf-8")))
    ]
    print("\n".join(found) or f"{len(paths)} reports, nothing amiss")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
