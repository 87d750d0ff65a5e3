"""Bodies over several years, with breaks of the rules across reports planted: what bulk work is scored on.

Goes back from the last year as `corpora.synthetic.chain` does: what a year carried out the next carries in,
stocks flow on.  Each plant says what must be found: rule, body and year; everything else must stay silent.
"""

from __future__ import annotations

import itertools
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from statistics import quantiles

from corpora.synthetic.chain import LAST_YEAR, _cells_before, _whole
from corpora.synthetic.maker import draft
from corpora.synthetic.record import Record, Value
from corpora.synthetic.rendering import render
from corpora.synthetic.world import World, create

from gouji.corpus.bodies import body as resolved
from gouji.corpus.chains import SUMMED, WATCHED

FORMATS = ("txt", "html", "md", "docx")
COLUMNS = ("natural", "business", "research", "social", "legal", "other", "total")
Cells = dict[str, Value]
Mark = tuple[str, str, int]  # rule, body, year
"""What must be found."""


@dataclass(slots=True)
class Years:
    """One body: a report a year, the oldest first, and what was planted in them."""

    reports: list[Record]
    marks: list[Mark] = field(default_factory=list)

    @property
    def org(self) -> str:
        """The body."""
        return self.reports[0].org


def body(seed: str, count: int, last: int = 2025) -> Years:
    """Consistent reports of one body for some years up to ``last``."""
    dice = random.Random(seed)
    world = create("test", dice)
    while world.form != "2021":
        world = create("test", dice)
    return _years(replace(world, year=last), count, dice)


def _years(world: World, count: int, dice: random.Random) -> Years:
    worlds = [world]
    for _ in range(count - 1):
        now = worlds[-1]
        worlds.append(replace(now, year=now.year - 1, cells=_cells_before(now, dice)))
    return Years([_report(w, dice) for w in reversed(worlds)])


def _report(world: World, dice: random.Random) -> Record:
    while LAST_YEAR & (plan := draft(world, dice)).used():
        pass  # its prose names figures of a last year that this chain does not have
    prose = plan.realise()
    return Record(
        name=f"{world.org}-{world.year}",
        form="2021",
        org=world.org,
        year=world.year,
        title=f"{world.org}{world.year}年政府信息公开工作年度报告",
        preamble=prose.sections[0],
        sections={k: v for k, v in prose.sections.items() if k},
        cells=world.cells,
        format=dice.choice(FORMATS),
    )


def _add(cells: Cells, by: int, *names: str) -> Cells:
    return dict(cells) | {name: Decimal(_whole(cells[name]) + by) for name in names}


# ---- plants: each breaks one rule at one year, and leaves each report true in itself -------------------


def carry_over(years: Years, dice: random.Random) -> None:
    """Y1: last year's report carried out more."""
    at = dice.randrange(len(years.reports) - 1)
    names = [f"t3/{row}/{column}" for row in ("carried_out", "new") for column in ("natural", "total")]
    _change(years, at, _add(dict(years.reports[at].cells), dice.choice((1, 2, 7)), *names))
    years.marks.append(("Y1", years.org, years.reports[at + 1].year))


def stock(years: Years, dice: random.Random) -> None:
    """Y2: the first report had more documents in force; Y4 too, where the next says how many they were."""
    kind, label = dice.choice((("regulation", "规章"), ("normative_document", "规范性文件")))
    _change(years, 0, _add(dict(years.reports[0].cells), dice.choice((1, 3)), f"t2/{kind}/in_force"))
    years.marks.append(("Y2", years.org, years.reports[1].year))
    if re.search(f"上年末[^。，]*{label}", "".join(years.reports[1].sections.values())):
        years.marks.append(("Y4", years.org, years.reports[1].year))


def pending(years: Years, dice: random.Random) -> None:
    """Y3: more cases were pending than there are in all a year later."""
    at = dice.randrange(len(years.reports) - 1)
    group = dice.choice(("review", "suit_direct", "suit_after_review"))
    most = _whole(years.reports[at + 1].cells[f"t4/{group}/total"])
    cells = dict(years.reports[at].cells)
    by = most + dice.choice((1, 2)) - _whole(cells[f"t4/{group}/pending"])
    _change(years, at, _add(cells, by, f"t4/{group}/pending", f"t4/{group}/total"))
    years.marks.append(("Y3", years.org, years.reports[at + 1].year))


RESTATED = (
    "{last}年新收政府信息公开申请{n}件。",
    "上年新收政府信息公开申请{n}件。",
    "{last}年，本机关新收政府信息公开申请{n}件。",
    "本年新收政府信息公开申请{now}件，上年为{n}件。",
)


def restate(years: Years, dice: random.Random, by: int | None = None) -> None:
    """Y4: a sentence gives another figure for last year than last year's report; ``by`` 0 gives the same."""
    at = dice.randrange(1, len(years.reports))
    one, before = years.reports[at], years.reports[at - 1]
    true = _whole(before.cells["t3/new/total"])
    by = dice.choice((1, 4, 10)) if by is None else by
    told = dice.choice(RESTATED).format(last=before.year, n=true + by, now=_whole(one.cells["t3/new/total"]))
    sections = dict(one.sections) | {1: f"{one.sections[1]}\n{told}"}
    years.reports[at] = replace(one, sections=sections)
    if by:
        years.marks.append(("Y4", years.org, one.year))


def _changed_twice(record: Record) -> Cells:
    """One more application that was granted, true in itself and in no chain."""
    names = [f"t3/{row}/{column}" for row in ("new", "granted", "total") for column in ("legal", "total")]
    return _add(dict(record.cells), 1, *names)


def twin(years: Years, dice: random.Random) -> None:
    """Y7: one report in two formats with different figures."""
    at = dice.randrange(len(years.reports))
    one = replace(years.reports[at], format="html")
    years.reports[at] = replace(one, format="docx")
    years.reports.append(replace(one, name=f"{one.name}-网页", cells=_changed_twice(one)))
    years.marks.append(("Y7", years.org, one.year))


def version(years: Years, dice: random.Random) -> None:
    """Y9: a report that was mended."""
    at = dice.randrange(len(years.reports))
    one = years.reports[at]
    years.reports.append(replace(one, name=f"{one.name}-更正", cells=_changed_twice(one)))
    years.marks.append(("Y9", years.org, one.year))


NOTED = "t2/penalty/decisions"  # in no chain, and no part of a sum
USUAL = range(40, 90)  # what like bodies have of it


def leap(years: Years, dice: random.Random) -> None:
    """Y5: five times as much as the year before."""
    at = dice.randrange(1, len(years.reports))
    for k, figure in ((at - 1, 12), (at, dice.randrange(60, 90))):
        _change(years, k, dict(years.reports[k].cells) | {NOTED: Decimal(figure)})
    years.marks.append(("Y5", years.org, years.reports[at].year))


def peers(seed: str, count: int) -> list[Years]:
    """Like bodies of like size, such as no other report is of; one has nothing in one year (Y6)."""
    dice = random.Random(seed)
    names = [f"{a}{b}县气象局" for a in "松柏梅" for b in "台川陵峡"]
    found = [_renamed(body(f"{seed}/{n}", count), name) for n, name in enumerate(names)]
    for years in found:
        for at, one in enumerate(years.reports):
            _change(years, at, dict(one.cells) | {NOTED: Decimal(dice.choice(USUAL))})
    idle, at = dice.choice(found), dice.randrange(count)
    _change(idle, at, dict(idle.reports[at].cells) | {NOTED: Decimal(0)})
    idle.marks.append(("Y6", idle.org, idle.reports[at].year))
    return found


def remarkable(made: Sequence[Years]) -> set[Mark]:
    """What Y5 and Y6 must mark besides what was planted, by the cells that were made, not by those read."""
    found: set[Mark] = set()
    alike: defaultdict[tuple[str, str, int], list[Record]] = defaultdict(list)
    for years in made:
        reports = {r.year: r for r in years.reports}  # of versions the last counts
        for year, one in reports.items():
            who = resolved(one.org)
            alike[who.level, who.function, year].append(one)
            for name in WATCHED if year - 1 in reports else ():
                less, more = sorted((_whole(one.cells[name]), _whole(reports[year - 1].cells[name])))
                if less >= 10 and more >= 50 and more >= 5 * less:
                    found.add(("Y5", one.org, year))
    for (_, _, year), group in alike.items():
        for name in WATCHED:
            figures = sorted(_whole(one.cells[name]) for one in group)
            few = len(figures) >= 12 and 0 < figures.count(0) <= max(1, len(figures) / 20)
            if few and quantiles(figures, n=4)[0] >= 20:
                found.update(("Y6", one.org, year) for one in group if not _whole(one.cells[name]))
    return found


def same_twin(years: Years, dice: random.Random) -> None:
    """Nothing to find: one report in two formats with the same figures."""
    one = years.reports[0]
    other = "html" if one.format != "html" else "docx"
    years.reports.append(replace(one, name=f"{one.name}-附件", format=other))


def _change(years: Years, at: int, cells: Cells) -> None:
    """Other tables, and prose that speaks of none of them."""
    one = years.reports[at]
    years.reports[at] = replace(one, cells=cells)


def region(seed: str, number: int, count: int, planted: bool) -> list[Years]:
    """A county and three bureaus under it, whose figures the county's report sums up (Y8)."""
    dice = random.Random(f"{seed}/{number}")
    parts = [body(f"{seed}/{number}/{n}", count) for n in range(4)]
    place = f"{'青白赤玄翠'[number % 5]}{'岭川湖原浦'[number // 5 % 5]}{dice.choice('溪峰塘坪')}县"
    names = [f"{place}{end}" for end in ("人民政府", "财政局", "教育局", "民政局")]
    renamed = [_renamed(years, name) for years, name in zip(parts, names, strict=True)]
    parent, children = renamed[0], renamed[1:]
    # Sums of chains that hold are chains that hold.  Planted: it leaves out itself and one of the three.
    summed = children[1:] if planted else renamed
    for at, one in enumerate(parent.reports):
        cells = dict(one.cells)
        for name in cells:
            if name.startswith(("t3/", "t4/")):
                cells[name] = Decimal(sum(_whole(years.reports[at].cells[name]) for years in summed))
        told = f"{one.sections[1]}\n本报告汇总了全县各级行政机关的数据。"
        parent.reports[at] = replace(one, cells=cells, sections=dict(one.sections) | {1: told})
        if planted and any(_whole(children[0].reports[at].cells[name]) for name in SUMMED):
            parent.marks.append(("Y8", parent.org, one.year))
    return renamed


def _renamed(years: Years, name: str) -> Years:
    """The same reports under another name."""
    old = years.org

    def put(text: str) -> str:
        return text.replace(old, name)

    reports = [
        replace(
            r,
            name=f"{name}-{r.year}",
            org=name,
            title=put(r.title),
            preamble=put(r.preamble),
            sections={k: put(v) for k, v in r.sections.items()},
        )
        for r in years.reports
    ]
    return Years(reports)


PLANTS: tuple[Callable[[Years, random.Random], None], ...] = (
    carry_over, stock, pending, restate, leap, twin, version, same_twin,
)  # fmt: skip


Pair = tuple[str, frozenset[tuple[str, int]]]
"""Kind of a near-copy, and body and year of both reports; which was first nobody can tell from the texts."""


def panel(bodies: int, count: int, seed: str = "panel") -> tuple[list[Years], list[Mark], list[Pair]]:
    """Bodies over some years: half of them clean; gives them, what must be found, and the planted copies."""
    dice = random.Random(seed)
    known: set[str] = set()
    made: list[Years] = []
    plants = itertools.cycle(PLANTS)
    for n in range(bodies // 10):
        made += region(f"{seed}/region", n, count, planted=n % 2 == 0)
    if bodies >= 30:
        made += peers(f"{seed}/peers", count)
    for n in itertools.count():
        if len(made) >= bodies:
            break
        years = body(f"{seed}/{n}", count)
        if years.org in known:
            continue
        known.add(years.org)
        if n % 2:
            next(plants)(years, dice)
        made.append(years)
    copied = _copies(made, dice, bodies // 10)
    for years in made:
        if not years.marks:
            restate(years, dice, by=0)
    return made, [m for y in made for m in y.marks], copied


def _copies(made: list[Years], dice: random.Random, wanted: int) -> list[Pair]:
    """Copy the prose of last year's report, or of a neighbour's, some sentences written anew."""
    found: list[Pair] = []
    plain = [y for y in made if not y.marks and len(y.reports) == len(made[0].reports)]
    dice.shuffle(plain)
    # Nobody copies from one who copies, and each is copied from once: every pair is one that was planted.
    targets, sources = plain[:wanted], plain[wanted : 2 * wanted]
    for n, (years, other) in enumerate(zip(targets, sources, strict=False)):
        neighbour = bool(n % 2)
        source = other.reports[-1] if neighbour else years.reports[-2]
        target = years.reports[-1]
        sections = {
            k: _reworded(v.replace(source.org, target.org).replace(str(source.year), str(target.year)), dice)
            for k, v in source.sections.items()
        }
        years.reports[-1] = replace(target, sections=sections)
        both = frozenset(((source.org, source.year), (target.org, target.year)))
        found.append(("neighbour" if neighbour else "last_year", both))
    return found


def _reworded(text: str, dice: random.Random) -> str:
    """New figures, and some sentences told otherwise."""
    lines = []
    for line in text.split("\n"):
        parts = line.split("。")
        for at, part in enumerate(parts):
            # What it says of last year would be false of another body, and found as that.
            if "上年" in part or (len(part) > 20 and dice.random() < 0.1):
                parts[at] = f"本机关还结合实际做好其他{dice.choice('甲乙丙丁')}类工作，成效逐步显现"
        lines.append("。".join(parts))
    return "\n".join(lines)


def write(made: list[Years], out: Path) -> int:
    """One file a report, in folders by year; gives how many."""
    count = 0
    for record in _records(made):
        place = out / str(record.year)
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{record.name}.{record.format}").write_bytes(render(record))
        count += 1
    return count


def _records(made: list[Years]) -> Iterator[Record]:
    return (record for years in made for record in years.reports)
