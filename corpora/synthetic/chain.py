"""Last year's report of the same body: what it carried out, this year carries in; stocks flow on.

Errors across years (class ``E25``): one of the chains broken, while each report is consistent in itself.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from gouji.form import load

from .figures import COLUMNS, sample
from .grammar import Split
from .maker import draft, make
from .record import Gold, GoldFinding, Record, Value
from .world import World, create


@dataclass(frozen=True, slots=True)
class Pair:
    """This year's report, with gold, and last year's."""

    record: Record
    previous: Record


def _whole(value: Value) -> int:
    return int(Decimal(str(value or 0)))


def _cells_before(world: World, dice: random.Random) -> dict[str, Value]:
    """Consistent tables of last year that lead to this year's."""
    cells = sample(world.level, world.form, dice)
    for column in COLUMNS:
        out = _whole(world.cells[f"t3/carried_in/{column}"])
        done = _whole(cells[f"t3/total/{column}"])
        kept = min(_whole(cells[f"t3/carried_in/{column}"]), done + out)
        figures = {"carried_out": out, "carried_in": kept, "new": done + out - kept}
        cells |= {f"t3/{row}/{column}": Decimal(v) for row, v in figures.items()}
    for row in ("carried_out", "carried_in", "new"):
        cells[f"t3/{row}/total"] = Decimal(sum(_whole(cells[f"t3/{row}/{c}"]) for c in COLUMNS))
    for group in load(world.form).table("t4").rows:
        most = world.cell(f"t4/{group.name}/total")  # what was pending last year is decided this year at best
        pending = _whole(cells[f"t4/{group.name}/pending"])
        less = max(0, pending - most)
        cells[f"t4/{group.name}/pending"] = Decimal(pending - less)
        cells[f"t4/{group.name}/total"] = Decimal(_whole(cells[f"t4/{group.name}/total"]) - less)
    if world.form == "2021":
        for kind in ("regulation", "normative_document"):
            issued, repealed, force = (
                world.cell(f"t2/{kind}/{c}") for c in ("issued", "repealed", "in_force")
            )
            before = force - issued + repealed
            made = min(_whole(cells[f"t2/{kind}/issued"]), before)
            cells |= {f"t2/{kind}/in_force": Decimal(before), f"t2/{kind}/issued": Decimal(made)}
    return cells


def _broken(cells: dict[str, Value], dice: random.Random) -> GoldFinding:
    """Break one chain by changing last year's tables, which stay consistent; says what is to be seen."""
    stock = "t2/normative_document/in_force"
    if stock in cells and _whole(cells[stock]) and dice.random() < 0.4:
        cells[stock] = Decimal(_whole(cells[stock]) + dice.choice((1, 2, 3)))
        why = f"上年末现行有效{cells[stock]}件，加制发、减废止与本年不符"
        return GoldFinding("E25", "doubt", cells=(stock,), why=why, rule="T2-2")
    by = dice.choice((1, 2))
    for row in ("carried_out", "new"):
        for column in ("natural", "total"):
            cells[f"t3/{row}/{column}"] = Decimal(_whole(cells[f"t3/{row}/{column}"]) + by)
    told = ("t3/carried_in/natural", "t3/carried_in/total")
    why = f"上年结转下年{cells['t3/carried_out/total']}件，与本年上年结转不符"
    return GoldFinding("E25", "doubt", cells=told, why=why, rule="T3-6")


def pair(seed: int | str, split: Split = "test", broken: bool = False) -> Pair:
    """Two years of one body.

    >>> one = pair(4)
    >>> one.previous.year == one.record.year - 1, one.previous.org == one.record.org
    (True, True)
    """
    record = make(seed, split).record
    world = create(split, random.Random(f"report/{split}/{seed}"))  # the body that `make` drew
    dice = random.Random(f"before/{split}/{seed}")
    cells = _cells_before(world, dice)
    gold = Gold((), record.gold.traps, record.gold.claims)
    if broken:
        gold = replace(gold, findings=(_broken(cells, dice),))
    before = replace(world, year=world.year - 1, cells=cells)
    prose = draft(before, dice).realise()
    previous = replace(
        record,
        name=f"{record.name}-before",
        year=before.year,
        title=f"{world.org}{before.year}年政府信息公开工作年度报告",
        preamble=prose.sections[0],
        sections={k: v for k, v in prose.sections.items() if k},
        cells=cells,
        gold=Gold(),
    )
    name = f"{split}-chain-{'broken' if broken else 'clean'}-{seed}"
    return Pair(replace(record, name=name, quirks=(), gold=gold), replace(previous, quirks=()))


# Figures of last year that this year's prose may name, and that last year's prose does not know of.
LAST_YEAR = frozenset({"new.last", "pub.last", "money.last"})


def pairs(count: int, split: Split = "test") -> Iterator[Pair]:
    """Pairs of years, every other one with a broken chain; prose with figures of last year is passed over."""
    seeds = (f"chain-{n}" for n in itertools.count())
    fit = (seed for seed in seeds if not LAST_YEAR & make(seed, split).plan.used())
    for number, seed in enumerate(itertools.islice(fit, count)):
        yield pair(seed, split, bool(number % 2))
