"""Errors as clerks make them, planted in a consistent report, with what a careful reviewer should say.

A planter looks for a relation that the report really states and breaks it so that no rounding, no other
base and no other reading can make it true again.  It gives None where the report has no room for it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal

from gouji.quantity import Interval

from .figures import COLUMNS
from .grammar import Slot as GrammarSlot
from .grammar import sentence
from .plan import Figure, Item, Plan, Relation, Word
from .record import Value
from .shown import (
    change_broken,
    list_broken,
    share_possible,
    shares_broken,
    sum_of,
    widest,
)
from .world import World


@dataclass(frozen=True, slots=True)
class Planted:
    """One error.

    Args:
        names: figures or words whose phrase is wrong, the wrong one first.
        items: what stands in their place.
        cells: wrong cells with what stands there.
        named_cells: right cells that the error is about.
        leans: right cells without which it would not show.
    """

    klass: str
    rule: str
    why: str
    names: tuple[str, ...] = ()
    items: Mapping[str, Item] = field(default_factory=dict)
    cells: Mapping[str, Value] = field(default_factory=dict)
    named_cells: tuple[str, ...] = ()
    leans: tuple[str, ...] = ()
    verdict: str = "contradiction"
    observable: bool = True
    right: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """What a planter may look at."""

    world: World
    plan: Plan
    dice: random.Random
    used: frozenset[str]

    def value(self, cell: str) -> int:
        """A figure of the tables."""
        return self.world.cell(cell)

    def pick(self, *kinds: str) -> Relation | None:
        """A live relation of these kinds."""
        live = list(self.plan.live(*kinds))
        return self.dice.choice(live) if live else None

    def words(self, topic: str, slot: str) -> str:
        """Words of a slot as another sentence of the topic has them."""
        tokens = sentence(topic, self.world.split, self.dice)
        return next(t.text for t in tokens if isinstance(t, GrammarSlot) and t.name == slot and t.text)


Planter = Callable[[Scene], Planted | None]


# --- slips of the hand ------------------------------------------------------------------------------------


def substituted(digits: str, dice: random.Random) -> str:
    """One digit another."""
    at = dice.randrange(len(digits))
    choices = [d for d in "0123456789" if d != digits[at] and (d != "0" or at)]
    return digits[:at] + dice.choice(choices) + digits[at + 1 :]


def transposed(digits: str, dice: random.Random) -> str:
    """Two neighbours changed about."""
    places = [i for i in range(len(digits) - 1) if digits[i] != digits[i + 1] and (i or digits[1] != "0")]
    if not places:
        return digits
    at = dice.choice(places)
    return digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]


def dropped(digits: str, dice: random.Random) -> str:
    """One digit lost."""
    at = dice.randrange(len(digits))
    left = digits[:at] + digits[at + 1 :]
    return left if left and left[0] != "0" else digits


def added(digits: str, dice: random.Random) -> str:
    """One digit typed twice."""
    at = dice.randrange(len(digits))
    return digits[: at + 1] + digits[at:]


def tenfold(digits: str, dice: random.Random) -> str:
    """A nought too many."""
    return digits + "0"


def hundredfold(digits: str, dice: random.Random) -> str:
    """Two noughts too many."""
    return digits + "00"


SLIPS: Mapping[str, tuple[str, Callable[[str, random.Random], str]]] = {
    "E01": ("数字写错一位", substituted),
    "E02": ("相邻两位颠倒", transposed),
    "E03": ("漏写一位", dropped),
    "E04": ("多写一位", added),
    "E05": ("扩大十倍", tenfold),
    "E06": ("扩大百倍", hundredfold),
}


def _rule_of(cell: str) -> str:
    if cell.startswith("t4"):
        return {"review": "T4-1", "suit_direct": "T4-2", "suit_after_review": "T4-3"}[cell.split("/")[1]]
    return "T3-1"


def _filled(scene: Scene, *tables: str) -> list[str]:
    """Cells of these tables that hold more than nothing."""
    return [c for c in scene.world.cells if c.startswith(tables) and scene.value(c) > 0]


def slip(klass: str) -> Planter:
    """A slip of the hand in a cell of table three or four."""
    name, change = SLIPS[klass]

    def planter(scene: Scene) -> Planted | None:
        cells = _filled(scene, "t3", "t4")
        scene.dice.shuffle(cells)
        for cell in cells:
            was = str(scene.value(cell))
            now = change(was, scene.dice)
            if now != was:
                why = f"{cell} {name}：{was}→{now}"
                return Planted(klass, _rule_of(cell), why, cells={cell: Decimal(now)}, right=was)
        return None

    return planter


def _nudge(value: int, dice: random.Random) -> int:
    """A near value, never below nought."""
    return value + dice.choice([d for d in (-3, -2, -1, 1, 2, 3) if value + d >= 0])


def wrong_total(scene: Scene) -> Planted | None:
    """A row or column total that is not the sum."""
    totals = [c for c in _filled(scene, "t3") if c.endswith("/total") or c.startswith("t3/total/")]
    if not totals:
        return None
    cell = scene.dice.choice(totals)
    was, now = scene.value(cell), _nudge(scene.value(cell), scene.dice)
    why = f"{cell} 合计有误：{was}→{now}"
    return Planted("E12", "T3-1", why, cells={cell: Decimal(now)}, right=str(was))


def wrong_leaf(scene: Scene) -> Planted | None:
    """A cell inside the table."""
    leaves = [
        c
        for c in scene.world.cells
        if c.startswith("t3/") and not c.endswith("/total") and c.split("/")[1] not in ("total",)
    ]
    rows = {c.split("/")[1] for c in _filled(scene, "t3")}
    leaves = [c for c in leaves if c.split("/")[1] in rows]
    if not leaves:
        return None
    cell = scene.dice.choice(leaves)
    was, now = scene.value(cell), _nudge(scene.value(cell), scene.dice)
    why = f"{cell} 分项有误：{was}→{now}"
    return Planted("E13", "T3-1", why, cells={cell: Decimal(now)}, right=str(was))


def broken_flow(scene: Scene) -> Planted | None:
    """一 + 二 ≠ 三（七）+ 四, while every row and column still adds up."""
    rows = [r for r in ("new", "carried_in", "carried_out") if scene.value(f"t3/{r}/natural")]
    if not rows:
        return None
    row = scene.dice.choice(rows)
    cells = [f"t3/{row}/natural", f"t3/{row}/total"]
    by = scene.dice.choice([d for d in (-2, -1, 1, 2) if scene.value(cells[0]) + d >= 0])
    wrong: dict[str, Value] = {c: Decimal(scene.value(c) + by) for c in cells}
    return Planted("E14", "T3-3", f"{row}行{by:+d}，各行各列之和不变，勾稽不成立", cells=wrong)


def swapped(scene: Scene) -> Planted | None:
    """Two cells of one row or one column changed about."""
    leaves = [c for c in scene.world.cells if c.startswith("t3/") and not c.endswith("/total")]
    scene.dice.shuffle(leaves)
    for one in leaves:
        _, row, column = one.split("/")
        for other in leaves:
            same = (other.split("/")[1] == row) != (other.split("/")[2] == column)
            if same and scene.value(one) != scene.value(other) and scene.value(one):
                wrong: dict[str, Value] = {
                    one: Decimal(scene.value(other)),
                    other: Decimal(scene.value(one)),
                }
                return Planted("E08", "T3-2", f"{one} 与 {other} 互换", cells=wrong)
    return None


def row_shifted(scene: Scene) -> Planted | None:
    """The six figures of a row stand one column further on, its total where it was."""
    rows = [c.split("/")[1] for c in _filled(scene, "t3") if c.endswith("/total")]
    if not rows:
        return None
    row = scene.dice.choice(rows)
    cells = [f"t3/{row}/{c}" for c in COLUMNS]
    figures = [scene.value(c) for c in cells]
    moved = [figures[-1], *figures[:-1]]
    wrong: dict[str, Value] = {c: Decimal(m) for c, m, f in zip(cells, moved, figures, strict=True) if m != f}
    return Planted("E09", "T3-2", f"{row}行整行右移一格", cells=wrong) if wrong else None


def column_shifted(scene: Scene) -> Planted | None:
    """Some figures of the column 自然人 stand one row further down."""
    from gouji.form import load

    leaves = [r.name for r in load(scene.world.form).table("t3").rows][2:-2]
    start = scene.dice.randrange(len(leaves) - 5)
    cells = [f"t3/{row}/natural" for row in leaves[start : start + 5]]
    figures = [scene.value(c) for c in cells]
    moved = [figures[-1], *figures[:-1]]
    wrong: dict[str, Value] = {c: Decimal(m) for c, m, f in zip(cells, moved, figures, strict=True) if m != f}
    return Planted("E10", "T3-1", "自然人列部分数字下移一行", cells=wrong) if wrong else None


def compensating(scene: Scene) -> Planted | None:
    """Two errors that hide each other from a sum: seen by the other sums, or (a rectangle) by none."""
    dice = scene.dice
    leaves = [c for c in _filled(scene, "t3") if not c.endswith("/total") and c.split("/")[1] != "total"]
    leaves = [c for c in leaves if c.split("/")[1] not in ("new", "carried_in", "carried_out")]
    if not leaves:
        return None
    cell = dice.choice(leaves)
    _, row, column = cell.split("/")
    if dice.random() < 0.7:
        total = f"t3/total/{column}"
        wrong: dict[str, Value] = {c: Decimal(scene.value(c) + 1) for c in (cell, total)}
        return Planted("E42", "T3-1", f"{cell} 与 {total} 同时多1，列和仍平", cells=wrong)
    others = [c for c in leaves if c.split("/")[1] != row and c.split("/")[2] == column]
    side = dice.choice([c for c in COLUMNS if c != column])
    if not others:
        return None
    other = dice.choice(others)
    rectangle: dict[str, Value] = {
        cell: Decimal(scene.value(cell) - 1),
        f"t3/{row}/{side}": Decimal(scene.value(f"t3/{row}/{side}") + 1),
        other: Decimal(scene.value(other) + 1),
        f"t3/{other.split('/')[1]}/{side}": Decimal(scene.value(f"t3/{other.split('/')[1]}/{side}") - 1),
    }
    if any(isinstance(v, Decimal) and v < 0 for v in rectangle.values()):
        return None
    return Planted("E42", "", "四格互抵，各式仍平", cells=rectangle, observable=False)


# --- prose against the tables -----------------------------------------------------------------------------

SUMS = ("t3/new/total", "t3/carried_in/total", "t3/total/total")


def _meanings(scene: Scene, cells: Sequence[str]) -> set[int]:
    """What a total of applications may count: the new, those with what was carried in, those completed."""
    if not set(cells) & set(SUMS):
        return set()
    new, kept, done = (scene.value(c) for c in SUMS)
    return {total for total in (new, new + kept, done) if total}


def _readings(scene: Scene, cells: Sequence[str]) -> set[int]:
    """Every value that some reading of a statement about these cells allows."""
    values = {sum(scene.value(c) for c in cells)} | {scene.value(c) for c in cells}
    if set(cells) & set(SUMS):
        new, kept, done = (scene.value(c) for c in SUMS)
        other = sum(
            scene.value(c) for c in scene.world.cells if c.startswith("t3/other") and c.endswith("total")
        )
        values |= {new, new + kept, done, done - other}
    for column in ("natural", "business", "research", "social", "legal", "other"):
        if f"t3/new/{column}" in cells:
            values.add(scene.value(f"t3/new/{column}") + scene.value(f"t3/carried_in/{column}"))
    return values


def _linked(scene: Scene) -> list[str]:
    """Figures of the prose that state cells which are not all nought."""
    found: list[str] = []
    for name in sorted(scene.used):
        item = scene.plan.items[name]
        if isinstance(item, Figure) and item.cells and item.value > 0 and not name.startswith("fee."):
            found.append(name)
    return found


def _mistyped(value: int, dice: random.Random) -> int:
    """A count mistyped in one of the usual ways."""
    kinds = (substituted, transposed, dropped, added) if value > 9 else (substituted, added)
    for _ in range(20):
        now = int(dice.choice(kinds)(str(value), dice))
        if now not in (value, 0):
            return now
    return value + 1


def count_against_cell(scene: Scene) -> Planted | None:
    """A count of the prose that no reading of the table gives."""
    names = _linked(scene)
    if not names:
        return None
    name = scene.dice.choice(names)
    figure = scene.plan.figure(name)
    allowed = _readings(scene, figure.cells or ())
    for _ in range(30):
        now = _mistyped(int(figure.value), scene.dice)
        if now not in allowed:
            why = f"表中为{figure.value}，正文作{now}"
            items = {name: replace(figure, value=Decimal(now), style="plain")}
            return Planted(
                "E15", "X", why, (name,), items, named_cells=figure.cells or (), right=f"{figure.value:f}"
            )
    return None


def absolute(scene: Scene) -> Planted | None:
    """全部办结, 均获维持, 未收到: an absolute statement that the table denies."""
    live = [r for r in scene.plan.relations if r.kind == "absolute" and r.names[0] in scene.used]
    for relation in live:
        name = relation.names[0]
        cells: tuple[str, ...]
        match relation.note:
            case "left":
                words, cells, rule = scene.words("apply.all_done", name), ("t3/carried_out/total",), "X9"
            case "upheld":
                ends = (f"t4/review/{end}" for end in ("corrected", "other", "pending"))
                cells = tuple(cell for cell in ends if scene.value(cell))
                words, rule = scene.words("dispute.upheld", name), "X11"
            case _:
                continue
        why = f"表中{cells[0]}为{scene.value(cells[0])}"
        return Planted("E29", rule, why, (name,), {name: Word(words)}, named_cells=cells)
    return None


def impossible_stock(scene: Scene) -> Planted | None:
    """In force less than issued minus repealed, in the table and, where it says so, in the prose."""
    issued, repealed, force = (f"t2/normative_document/{c}" for c in ("issued", "repealed", "in_force"))
    if scene.world.form != "2021" or scene.value(issued) - scene.value(repealed) < 2:
        return None
    now = scene.dice.randint(0, scene.value(issued) - scene.value(repealed) - 1)
    why = f"制发{scene.value(issued)}、废止{scene.value(repealed)}，现行有效不可能是{now}"
    told = {"nd.issued", "nd.repealed", "nd.force"} <= scene.used and "nd.before" not in scene.used
    if "nd.before" in scene.used:
        return None
    items: dict[str, Item] = (
        {"nd.force": replace(scene.plan.figure("nd.force"), value=Decimal(now))} if told else {}
    )
    names = ("nd.force",) if told else ()
    return Planted("E38", "T2-3", why, names, items, {force: Decimal(now)}, (issued, repealed))


def fee_unit(scene: Scene) -> Planted | None:
    """Yuan for ten thousands of yuan, or the other way round."""
    relation = scene.pick("fee")
    if relation is None:
        return None
    name = relation.names[0]
    figure = scene.plan.figure(name)
    cell = "t2/fee/amount"
    if name == "fee.yuan" and scene.dice.random() < 0.6:
        items: dict[str, Item] = {name: replace(figure, after="万")}
        return Planted("E07", "T2-7", "“元”误作“万元”", (name,), items, named_cells=(cell,))
    yuan = (Decimal(str(scene.world.cells[cell])) * 10000).quantize(Decimal(1))
    return Planted("E07", "T2-7", "表二以元填报", (name,), {}, {cell: yuan})


# --- prose alone ------------------------------------------------------------------------------------------


def _far(
    shown: Decimal, taken: Iterable[Decimal], dice: random.Random, top: Decimal | None
) -> Decimal | None:
    """A percent with as many decimals that is far from all of these."""
    unit = Decimal(1).scaleb(int(shown.as_tuple().exponent))
    margin = max(Decimal(3), 3 * unit)
    taken = list(taken)
    for _ in range(60):
        kind = dice.random()
        if kind < 0.4 and len(str(shown)) > 1 and shown >= 10:
            digits = str(shown)
            now = Decimal(digits[1] + digits[0] + digits[2:]) if digits[1] != "." else shown
        else:
            now = (shown + Decimal(dice.choice((-1, 1)) * dice.randint(4, 25))).quantize(unit)
        if now <= 1 or (top is not None and now >= top):
            continue
        if all(abs(now - t) > margin for t in [shown, *taken]):
            return now
    return None


def share(scene: Scene) -> Planted | None:
    """A share that no whole in the report gives."""
    relation = scene.pick("share")
    if relation is None:
        return None
    part, _, name = relation.names
    shown = scene.plan.figure(name)
    wholes = [
        i.true
        for n, i in scene.plan.items.items()
        if isinstance(i, Figure) and n in scene.used and i.true > 0
    ]
    wholes += [Decimal(scene.value(c)) for c in SUMS] + [Decimal(scene.value(SUMS[0]) + scene.value(SUMS[1]))]
    value = scene.plan.figure(part).true
    possible = [value * 100 / whole for whole in wholes if whole >= value and whole]
    whole_value = scene.plan.figure(relation.names[1]).true
    possible += [w * 100 / whole_value for w in wholes if w <= whole_value]
    now = _far(shown.value, possible, scene.dice, Decimal(100))
    if now is None:
        return None
    why = f"{value}/{whole_value}={float(value * 100 / whole_value):.2f}%，原文作{now}%"
    return Planted(
        "E16", "N2", why, (name, part), {name: replace(shown, value=now)}, right=f"{shown.value:f}"
    )


def infeasible_share(scene: Scene) -> Planted | None:
    """Shares by content that no whole number of applications gives, neither of the new nor of all handled."""
    relation = scene.pick("infeasible")
    if relation is None:
        return None
    first, second = relation.names
    wholes = _meanings(scene, SUMS)
    wrong = [
        p
        for p in range(10, 91)
        if not any(share_possible(w, Decimal(q)) for w in wholes for q in (p, 100 - p))
    ]
    if not wrong:
        return None
    now = scene.dice.choice(wrong)
    items: dict[str, Item] = {
        first: replace(scene.plan.figure(first), value=Decimal(now)),
        second: replace(scene.plan.figure(second), value=Decimal(100 - now)),
    }
    why = f"{relation.size}件中没有哪个件数占{now}%"
    return Planted("E18", "N3", why, (first, second), items, leans=SUMS, verdict="doubt")


def share_list(scene: Scene) -> Planted | None:
    """Shares of one closed list that do not add to 100."""
    relation = scene.pick("shares")
    if relation is None:
        return None
    name = scene.dice.choice(relation.names)
    figure = scene.plan.figure(name)
    by = Decimal(scene.dice.choice((-3, -2, 2, 3, 5)))
    if figure.value + by <= 1:
        by = abs(by)
    now = replace(figure, value=figure.value + by)
    shown = [now.value if n == name else scene.plan.figure(n).value for n in relation.names]
    why = f"各项合计{sum(shown)}%"
    return Planted(
        "E19",
        "N4",
        why,
        (name,),
        {name: now},
        observable=shares_broken(shown),
        right=f"{figure.value:f}",
    )


def closed_list(scene: Scene) -> Planted | None:
    """A list that does not add up: a part or the total is wrong."""
    lists = scene.plan.live("parts")
    options = [(relation, n) for relation in lists for n in relation.names if not scene.plan.figure(n).cells]
    if not options:
        return None
    relation, name = scene.dice.choice(options)
    figure = scene.plan.figure(name)
    now = replace(figure, value=Decimal(_mistyped(int(figure.value), scene.dice)), style="plain")
    whole, *parts = (now if n == name else scene.plan.figure(n) for n in relation.names)
    why = f"{'+'.join(str(part.value) for part in parts)} ≠ {whole.value}"
    totals = [widest(whole), *map(Interval.point, _meanings(scene, whole.cells or ()))]
    shown = list_broken(totals, [*map(widest, parts)], relation.complete, relation.separate)
    return Planted(
        "E20",
        "N1",
        why,
        (name, relation.names[0]),
        {name: now},
        leans=SUMS if whole.cells else (),
        observable=shown,
        right=f"{figure.value:f}",
    )


def difference(scene: Scene) -> Planted | None:
    """增加N件 that is not the difference."""
    relation = scene.pick("diff")
    if relation is None:
        return None
    name = relation.names[2]
    figure = scene.plan.figure(name)
    now = int(figure.value) + scene.dice.choice([d for d in (-2, -1, 1, 2, 3) if figure.value + d > 0])
    first, second = (scene.plan.figure(n).value for n in relation.names[:2])
    why = f"|{first}-{second}|={abs(first - second)}，原文作{now}"
    items = {name: replace(figure, value=Decimal(now), style="plain")}
    return Planted("E21", "N6", why, (name, relation.names[0]), items, right=f"{figure.value:f}")


def average(scene: Scene) -> Planted | None:
    """A mean that is not the sum over the months."""
    relation = scene.pick("average")
    if relation is None:
        return None
    total, name = relation.names
    figure = scene.plan.figure(name)
    now = (figure.value * Decimal(scene.dice.choice(("1.5", "0.6", "2")))).quantize(Decimal(1), ROUND_HALF_UP)
    mean = scene.plan.figure(total).value / relation.size
    why = f"{scene.plan.figure(total).value}/{relation.size} ≠ {now}"
    wrong = replace(figure, value=now)
    return Planted(
        "E22",
        "N13",
        why,
        (name, total),
        {name: wrong},
        observable=mean not in widest(wrong).widen(Decimal(1)),
        right=f"{figure.value:f}",
    )


def approximation(scene: Scene) -> Planted | None:
    """A rounded total whose set misses the sum of its parts."""
    relation = scene.pick("approx")
    if relation is None:
        return None
    name, *parts = relation.names
    figure = scene.plan.figure(name)
    low = sum(scene.plan.figure(p).value for p in parts)
    step = 10 ** (len(str(int(low))) - (2 if low >= 1000 else 1))
    if scene.dice.random() < 0.5:
        top = (int(low) // step - 1) * step  # 近X with the parts well above X
        now = replace(figure, value=Decimal(top), before="近", after="")
    else:
        most = sum_of(widest(scene.plan.figure(p)) for p in parts).high
        assert most is not None
        now = replace(figure, value=Decimal((int(most) // step + 1) * step), before="超", after="")
    if now.value <= 0:
        return None
    why = f"各项合计约{figure.true}，不能说“{now.before}{now.core}”"
    return Planted("E23", "N1", why, (name,), {name: now})


def growth(scene: Scene) -> Planted | None:
    """A wrong rate of growth, or the wrong direction."""
    relation = scene.pick("growth")
    if relation is None:
        return None
    current, before, name = relation.names[:3]
    now, then, shown = (scene.plan.figure(n) for n in (current, before, name))
    nows = [widest(now), *map(Interval.point, _meanings(scene, now.cells or ()))]
    if len(relation.names) > 3 and scene.dice.random() < 0.4 and shown.value > 1:
        direction = relation.names[3]
        word = scene.plan.items[direction]
        assert isinstance(word, Word)
        turned = "下降" if word.text == "增长" else "增长"
        why = f"{then.value}→{now.value}，应为{word.text}"
        return Planted(
            "E24",
            "N5",
            why,
            (direction, name),
            {direction: Word(turned)},
            leans=SUMS if now.cells else (),
            observable=change_broken(nows, widest(then), turned, shown.value),
            right=word.text,
        )
    change = abs(now.value - then.value) * 100
    wrong = _far(shown.value, [change / then.value, change / now.value], scene.dice, None)
    if wrong is None:
        return None
    why = f"({now.value}-{then.value})/{then.value}={float(change / then.value):.2f}%，原文作{wrong}%"
    way = "增长" if now.value > then.value else "下降"
    return Planted(
        "E24",
        "N5",
        why,
        (name, before),
        {name: replace(shown, value=wrong)},
        leans=SUMS if now.cells else (),
        observable=change_broken(nows, widest(then), way, wrong),
        right=f"{shown.value:f}",
    )


def stock_flow(scene: Scene) -> Planted | None:
    """Last year's stock, plus issued, minus repealed, is not this year's."""
    relation = scene.pick("stock")
    if relation is None:
        return None
    name = relation.names[0]
    figure = scene.plan.figure(name)
    now = int(figure.value) + scene.dice.choice((1, 2, 3, 4, 5))
    others = [scene.plan.figure(n).value for n in relation.names[1:]]
    why = f"{now}+{others[0]}-{others[1]} ≠ {others[2]}"
    items = {name: replace(figure, value=Decimal(now))}
    return Planted("E26", "T2-2", why, (name, relation.names[3]), items, right=f"{figure.value:f}")


def stale_year(scene: Scene) -> Planted | None:
    """The plan for next year under this year, or the period of last year."""
    year = str(scene.world.year)
    if "next.plan" in scene.used and scene.dice.random() < 0.7:
        why = f"下一步工作的年份应为{scene.world.year + 1}"
        return Planted(
            "E27", "F6", why, ("next.plan",), {"next.plan": Word(year)}, right=str(scene.world.year + 1)
        )
    old = Word(str(scene.world.year - 1))
    items: dict[str, Item] = {"period.a": old, "period.b": old}
    return Planted("E27", "F5", f"统计期限应为{year}年", ("period.a", "period.b"), items, right=year)


def enumeration(scene: Scene) -> Planted | None:
    """A count and another number of names."""
    relation = scene.pick("enum")
    if relation is None:
        return None
    name = relation.names[0]
    figure = scene.plan.figure(name)
    now = relation.size + scene.dice.choice([d for d in (-1, 1, 2) if relation.size + d > 1])
    why = f"列出{relation.size}项，原文作{now}"
    return Planted(
        "E28", "N9", why, (name,), {name: replace(figure, value=Decimal(now))}, right=str(relation.size)
    )


def other_body(scene: Scene) -> Planted | None:
    """A sentence about the body itself that names another."""
    if scene.pick("body") is None:
        return None
    why = f"报告主体是{scene.world.org}"
    return Planted(
        "E35", "F7", why, ("self.org",), {"self.org": Word(scene.world.other)}, right=scene.world.short
    )


# Deeds that go by several names, and work that is so common that only counts of the whole year are one fact.
HELD = re.compile(r"^(?:组织|举办|举行|召开|开展|全年)+")
COMMON = re.compile(r"培训|会议|活动")
YEARLY = re.compile(r"全年|年内|本年度|年度内")


def _one_fact(scene: Scene, first: str, second: str) -> bool:
    """Whether two phrases count one thing: the same noun and unit, common work for the whole year."""
    prose = scene.plan.realise()
    nouns: list[str] = []
    yearly = True
    for name in (first, second):
        place = prose.places[name]
        text = prose.sections[place.section]
        nouns.append(HELD.sub("", text[place.quote[0] : place.start]) + text[place.end : place.end + 1])
        yearly = yearly and bool(YEARLY.search(text[max(0, place.quote[0] - 5) : place.start]))
    return nouns[0] == nouns[1] and (yearly or not COMMON.search(nouns[0]))


def told_twice(scene: Scene) -> Planted | None:
    """One fact with two figures."""
    relation = scene.pick("same")
    if relation is None:
        return None
    first, second = relation.names
    figure = scene.plan.figure(second)
    now = _mistyped(int(figure.value), scene.dice)
    if now in _readings(scene, figure.cells or ("",)) if figure.cells else now == figure.value:
        return None
    why = f"同一事项两处分别为{figure.value}和{now}"
    items = {second: replace(figure, value=Decimal(now), style="plain")}
    shown = bool(figure.cells) or _one_fact(scene, first, second)
    cells = figure.cells or ()
    return Planted("E36", "N17", why, (second, first), items, named_cells=cells, observable=shown)


def unit_word(scene: Scene) -> Planted | None:
    """万条 where the parts are counted in 条."""
    live = [r for r in scene.plan.live("parts") if r.names[0] == "pub"]
    if not live or scene.plan.figure("pub").value < 20:
        return None
    figure = scene.plan.figure("pub")
    items = {"pub": replace(figure, after="万")}
    return Planted("E37", "V4", f"各项合计{figure.value}条，量级词多了“万”", ("pub",), items)


def processing_fee(scene: Scene) -> Planted | None:
    """A fee in one section, none in another."""
    relation = scene.pick("processing")
    if relation is None:
        return None
    items: dict[str, Item] = {"fee6": Word(scene.words("fee6.none", "none.fee"))}
    return Planted("E39", "X13", "两处对信息处理费的说法相反", ("fee6", "pf.one"), items)


PLANTERS: Mapping[str, Planter] = {
    **{klass: slip(klass) for klass in SLIPS},
    "E07": fee_unit,
    "E08": swapped,
    "E09": row_shifted,
    "E10": column_shifted,
    "E12": wrong_total,
    "E13": wrong_leaf,
    "E14": broken_flow,
    "E15": count_against_cell,
    "E16": share,
    "E18": infeasible_share,
    "E19": share_list,
    "E20": closed_list,
    "E21": difference,
    "E22": average,
    "E23": approximation,
    "E24": growth,
    "E26": stock_flow,
    "E27": stale_year,
    "E28": enumeration,
    "E29": absolute,
    "E35": other_body,
    "E36": told_twice,
    "E37": unit_word,
    "E38": impossible_stock,
    "E39": processing_fee,
    "E42": compensating,
}


def plant(
    world: World, plan: Plan, dice: random.Random, count: int, klass: str | None = None
) -> list[Planted]:
    """Up to ``count`` errors that do not touch each other.

    With a class given, the first error is of that class, or there is none at all.
    """
    scene = Scene(world, plan, dice, frozenset(plan.used()))
    planted: list[Planted] = []
    taken: set[str] = set()
    cells: set[str] = set()
    order = list(PLANTERS)
    dice.shuffle(order)
    if klass is not None:
        order = [klass, *(k for k in order if k != klass)]
    for name in order:
        if len(planted) == count or (klass is not None and name != klass and not planted):
            break
        found = PLANTERS[name](scene)
        if found is None:
            continue
        near = plan.neighbours([*found.items, *found.names])
        tables = set(found.cells) | set(found.named_cells) | set(found.leans)
        # one error in a table at a time: two could hide each other
        clash = near & taken or (found.cells and any(c.startswith("t3") for c in cells)) or tables & cells
        if clash:
            continue
        planted.append(found)
        taken |= near
        cells |= tables
    return planted
