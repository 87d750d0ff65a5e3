"""How a plan is put together: figures and words by name, lists, sentences of a topic."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from .grammar import ListSlot, Mark, Slot, Text, choose, grammar, names, sentence
from .plan import Figure, Part, Plan, Relation, Word
from .world import World

Chunk = list[Part]

# How a list puts its items, by family: item template and separator.
LIST_STYLES = {
    "train": (("{n}类{f}{u}", "、"), ("{n}{f}{u}", "、"), ("{n}{f}{u}", "，"), ("{n}方面{f}{u}", "，")),
    "dev": (("{n}{f}{u}", "；"), ("{n}有{f}{u}", "，")),
    "test": (("{n}{f}{u}", "，"), ("{n}的{f}{u}", "、"), ("{n}方面的{f}{u}", "；")),
}


def percent(part: Decimal | int, whole: Decimal | int, dice: random.Random) -> tuple[Decimal, bool]:
    """A share as a clerk prints it, and whether it was truncated instead of rounded."""
    digits = dice.choices((0, 1, 2), (35, 45, 20))[0]
    exact = Decimal(part) * 100 / Decimal(whole)
    cut = dice.random() < 0.06
    shown = exact.quantize(Decimal(1).scaleb(-digits), ROUND_DOWN if cut else ROUND_HALF_UP)
    if digits and dice.random() < 0.5 and shown == shown.to_integral_value():
        shown = shown.quantize(Decimal(1))
    return shown, cut and shown != exact.quantize(shown, ROUND_HALF_UP)


class Builder:
    """Collects the figures, relations and sentences of one report."""

    def __init__(self, world: World, dice: random.Random) -> None:
        self.world = world
        self.dice = dice
        self.plan = Plan()
        self.lists: dict[str, Chunk] = {}
        w, known = world, names()
        self.words(
            year=str(w.year),
            last=str(w.year - 1),
            next=str(w.year + 1),
            body=w.body,
            org=w.org,
            short=w.short,
            scope=w.scope,
            area=w.area,
            place=w.place,
            street=dice.choice(known["streets"]),
            no=str(dice.randint(1, 399)),
            post=f"{dice.randint(0, 999999):06d}",
            phone=f"0{dice.randint(310, 998)}{dice.choice(('-', '—'))}{dice.randint(2000000, 8999999)}",
            old=str(dice.randint(1998, w.year - 3)),
        )
        self.plan.items["next.plan"] = Word(str(w.year + 1))
        self.plan.items["period.a"] = self.plan.items["period.b"] = Word(str(w.year))
        self.plan.items["self.org"] = Word(w.short)

    def words(self, **texts: str) -> None:
        """Words that no error touches; dots in names are written as double underscores."""
        self.plan.items |= {name.replace("__", "."): Word(text) for name, text in texts.items()}

    def figure(
        self, name: str, value: Decimal | int, cells: tuple[str, ...] | None = (), style: str = ""
    ) -> None:
        """A figure of the prose; small counts are now and then written in Chinese numerals."""
        value = Decimal(value)
        if not style and value == int(value) and 0 < value <= 10 and self.dice.random() < 0.04:
            style = "zh"
        elif not style and value >= 10000 and self.dice.random() < 0.05:
            style = "comma"
        self.plan.items[name] = Figure(value, cells=cells, style=style or "plain")

    def in_ten_thousands(self, *figures: str) -> None:
        """These figures are printed before 万."""
        for name in figures:
            self.plan.items[name] = replace(self.plan.figure(name), scale=10000)

    def relate(
        self,
        kind: str,
        *figures: str,
        size: int = 0,
        note: str = "",
        complete: bool = False,
        separate: bool = False,
    ) -> None:
        """A relation that holds among figures."""
        self.plan.relations.append(Relation(kind, figures, size, note, complete, separate))

    def trap(self, name: str, why: str) -> None:
        """A phrase that tempts and is true."""
        self.plan.traps.append((name, why))

    def share(self, name: str, part: str, whole: str, kind: str = "share", note: str = "") -> None:
        """The share that one figure is of another."""
        part_value, whole_value = self.plan.figure(part).true, self.plan.figure(whole).true
        shown, cut = percent(part_value, whole_value, self.dice)
        self.figure(name, shown, style="plain")
        self.relate(kind, part, whole, name, note=note)
        self.trap(name, f"{part_value}/{whole_value}" + (", truncated" if cut else ""))

    def listed(
        self, name: str, items: Sequence[tuple[str, str]], unit: str, style: int | None = None
    ) -> None:
        """A list of named figures under a list name."""
        styles = LIST_STYLES[self.world.split]
        template, mark = styles[style] if style is not None else self.dice.choice(styles)
        parts: Chunk = []
        for number, (label, figure) in enumerate(items):
            if number:
                parts.append(Text(mark))
            closing = label.startswith(("其他", "其余"))
            shape = template.replace("类{f}", "{f}") if closing and label[2:] else template
            before, after = shape.split("{f}")
            parts += [Mark(True), Text(before.replace("{n}", label)), Slot(figure)]
            parts += [Text(after.replace("{u}", unit)), Mark(False)]
        self.lists[name] = parts

    def say(self, topic: str) -> Chunk:
        """A sentence on the topic, its lists spelled out."""
        parts: Chunk = []
        for token in sentence(topic, self.world.split, self.dice):
            match token:
                case ListSlot(name):
                    parts += self.lists[name]
                case Slot(name, text) if text is not None:
                    self.plan.items[name] = Word(text)
                    parts.append(Slot(name))
                case Slot("contact"):
                    parts += self.say("contact")
                case _:
                    parts.append(token)
        return parts

    def phrase(self, topic: str, count: int) -> list[str]:
        """Phrases of a kind, each at most once."""
        return self.dice.sample(grammar()["phrases"][topic], count)

    def choice(self, template: str) -> str:
        """One of the words a template stands for."""
        return choose(template, self.dice)
