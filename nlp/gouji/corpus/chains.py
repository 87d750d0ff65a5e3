"""What ties reports of one body from year to year (Y1 to Y5), its versions (Y7, Y9) and children (Y8).

A break is a question, not an error: a later report may mend an earlier one.  Only two formats of one report
that differ cannot both be right (Y7).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from .. import form as forms
from ..checks.years import chains
from ..finding import Verdict
from ..text import Text
from .panel import Entry, Panel
from .versions import differences, relation

SLACK: Final = 0.1  # of a figure that the prose calls approximate
FEWEST: Final = 10  # a figure below this may grow fivefold and mean nothing
STEEP: Final = 5.0
SUMMED: Final = ("t3/new/total", "t3/total/total", "t4/review/total", "t4/suit_direct/total")
WATCHED: Final = (*SUMMED, "t2/normative_document/in_force", "t2/penalty/decisions", "t2/licence/decisions")
NET: Final = Text("（减制发、加废止）", " (less issued, plus repealed)")
NOTHING: Final = Text("", "")
SHOWN: Final = 8  # differing cells that a message lists


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule across reports: its code and name, and how much a break of it says."""

    code: str
    name: str
    title: Text
    verdict: Verdict


RULES: Final = {
    code: Rule(code, name, Text(zh, en), verdict)
    for code, name, verdict, zh, en in (
        ("Y1", "carry-over-chain", Verdict.DOUBT, "结转不衔接", "carry-over broken"),
        ("Y2", "stock-chain", Verdict.DOUBT, "现行有效数不衔接", "stock does not follow"),
        ("Y3", "pending-chain", Verdict.DOUBT, "总计少于上年未审结", "fewer than were pending"),
        ("Y4", "restated-last-year", Verdict.DOUBT, "所述上年数与上年报告不符", "last year restated"),
        ("Y5", "steep-change", Verdict.NOTE, "比上年增减五倍以上", "five times last year's"),
        ("Y6", "zero-among-peers", Verdict.NOTE, "同类机关较多而为零", "zero where peers have many"),
        ("Y7", "twins-differ", Verdict.CONTRADICTION, "同一报告两种格式不同", "two formats differ"),
        ("Y8", "children-exceed-parent", Verdict.DOUBT, "下级之和大于汇总数", "children exceed their sum"),
        ("Y9", "versions-differ", Verdict.NOTE, "前后版本数字不同", "versions differ"),
    )
}


@dataclass(frozen=True, slots=True)
class Break:
    """A rule that two or more reports do not satisfy together.

    Args:
        entry: the report that is asked.
        other: the one it is held against; None where there are many.
        cells: the cells in question, of the report that is asked.
    """

    code: str
    entry: Entry
    other: Entry | None
    message: Text
    cells: tuple[str, ...]
    reported: str
    computed: str


def breaks(panel: Panel) -> Iterator[Break]:
    """All breaks within one body (Y1 to Y5, Y7, Y9), in the order of bodies and years."""
    for before, now in panel.pairs():
        yield from _carried(before, now)
        yield from _pending(before, now)
        yield from _restated(before, now)
        yield from _steep(before, now)
    for group in panel.groups().values():
        yield from _versions(group)


def _carried(before: Entry, now: Entry) -> Iterator[Break]:
    """Y1, Y2: the chains of the form, those of one code together."""
    if now.form is None:
        return
    wrong: defaultdict[str, list[tuple[str, float, float]]] = defaultdict(list)
    for chain in chains(forms.load(now.form)):
        have = now.sum([name if sign > 0 else f"-{name}" for name, sign in chain.terms])
        had = before.value(chain.previous)
        if have is not None and had is not None and have != had:
            wrong["Y1" if chain.code == "T3-6" else "Y2"].append((chain.terms[0][0], have, had))
    for code, cells in wrong.items():
        yield _broken(code, now, before, cells, NET if code == "Y2" else NOTHING)


def _pending(before: Entry, now: Entry) -> Iterator[Break]:
    """Y3: what was pending is among this year's cases."""
    if now.form is None:
        return
    for row in forms.load(now.form).table("t4").rows:
        total, had = now.value(f"t4/{row.name}/total"), before.value(f"t4/{row.name}/pending")
        if total is not None and had is not None and total < had:
            yield _broken("Y3", now, before, [(f"t4/{row.name}/total", total, had)])


def _restated(before: Entry, now: Entry) -> Iterator[Break]:
    """Y4: what the prose says of last year is what last year's tables say, in some reading."""
    for told in now.past:
        sums = [before.sum(reading) for reading in told["readings"]]
        if not sums or any(s is None for s in sums):
            continue
        low = float(told["low"]) if told["low"] is not None else float("-inf")
        high = float(told["high"]) if told["high"] is not None else float("inf")
        slack = 0.0 if told["exact"] else SLACK
        if any(low - slack * abs(low) <= s <= high + slack * abs(high) for s in sums if s is not None):
            continue
        was = _show(sums[0] or 0.0)
        message = Text(
            f"正文称上年“{told['quote']}”，{before.year}年报告为 {was}",
            f"the text says {told['quote']} of last year, the report of {before.year} says {was}",
        )
        yield Break("Y4", now, before, message, tuple(told["readings"][0]), str(told["quote"]), was)


def _versions(group: Sequence[Entry]) -> Iterator[Break]:
    """Y7, Y9: every other version against the one that counts."""
    *others, counts = group
    for other in others:
        kind = relation(other, counts)
        cells = [(name, new, old) for name, old, new in differences(other, counts)]
        if kind != "same" and cells:
            yield _broken("Y7" if kind == "twin" else "Y9", counts, other, cells)


def children(current: Sequence[Entry]) -> Iterator[Break]:
    """Y8: where a report says that it sums up others, no figure is below the sum of those we have."""
    under: defaultdict[tuple[tuple[str, ...], int], list[Entry]] = defaultdict(list)
    for entry in current:
        regions = entry.body.regions
        # A department stands under its own region; what leads a region stands under the one above.
        above = regions[:-1] if entry.body.leads else regions
        if above:
            under[above, entry.year].append(entry)
    for parent in current:
        below = under.get((parent.body.regions, parent.year), [])
        if not (parent.consolidated and parent.body.leads and len(below) > 1):
            continue
        for cell in SUMMED:
            figures = [v for v in (child.value(cell) for child in below) if v is not None]
            stated = parent.value(cell)
            if stated is not None and sum(figures) > stated:
                yield _broken("Y8", parent, None, [(cell, stated, sum(figures))])


def _steep(before: Entry, now: Entry) -> Iterator[Break]:
    """Y5: figures that are five times last year's, or a fifth."""
    for cell in WATCHED:
        have, had = now.value(cell), before.value(cell)
        if have is None or had is None or max(have, had) < FEWEST * STEEP or min(have, had) < FEWEST:
            continue
        if max(have, had) >= STEEP * min(have, had):
            yield _broken("Y5", now, before, [(cell, have, had)])


def _broken(
    code: str,
    entry: Entry,
    other: Entry | None,
    cells: Sequence[tuple[str, float, float]],
    how: Text = NOTHING,
) -> Break:
    form = forms.load(entry.form or "2021")
    shown = [(form.label(name), _show(have), _show(had)) for name, have, had in cells[:SHOWN]]
    rest = len(cells) - len(shown)
    against = "汇总" if other is None else f"{other.year}年" if other.year != entry.year else other.path
    zh = "；".join(f"{label}{how.zh} {have}，{against} {had}" for label, have, had in shown)
    en = "; ".join(f"{label}{how.en} {have}, {against} {had}" for label, have, had in shown)
    more = Text(f"；另 {rest} 格", f"; and {rest} more") if rest else Text("", "")
    return Break(
        code,
        entry,
        other,
        Text(zh + more.zh, en + more.en),
        tuple(name for name, _, _ in cells),
        shown[0][1],
        shown[0][2],
    )


def _show(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")
