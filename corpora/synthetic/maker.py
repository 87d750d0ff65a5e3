"""Whole reports from a seed: the body, the plan of its prose, the gold, the way it is rendered."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .builder import Builder, Chunk
from .errors import PLANTERS, Planted, plant
from .grammar import Split, Text
from .plan import Plan, Prose
from .record import Gold, GoldClaim, GoldFinding, Record, Trap, Value
from .topics import GUARD, MANAGEMENT, PLATFORM, PROACTIVE, REQUESTS, Topic, training_again
from .world import World, create

HEADS = ("主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障")
TAILS = ("情况", "方面", "工作", "")
NUMERALS = "一二三四五"

TEXT_LAYOUTS = (
    (),
    ("tab_split_row_shift",),
    ("pipe_rows",),
    ("trailing_pipe",),
    ("leading_pipe",),
    ("one_cell_per_line",),
    ("space_columns", "header_numbers"),
)
HTML_LAYOUTS = (
    (),
    ("no_rowspan",),
    ("span_expanded",),
    ("word_markup",),
    ("page_chrome",),
    ("page_chrome", "gbk"),
)
ZEROS = ("slash_zero", "dash_zero", "blank_zero")


@dataclass(frozen=True, slots=True)
class Made:
    """A made report, its plan, and its consistent twin where errors were planted."""

    record: Record
    plan: Plan
    prose: Prose
    twin: Record | None
    split: Split


def _paragraphs(b: Builder) -> list[Chunk]:
    """Section one: an opening, then the five parts in one of the shapes met."""
    dice = b.dice
    tail = dice.choice(TAILS)
    shape = dice.choices(("inline", "own line", "digits", "ordinal", "bare"), (55, 12, 10, 8, 15))[0]
    paragraphs: list[Chunk] = [b.say("intro")]
    for number, topics in enumerate((PROACTIVE, REQUESTS, MANAGEMENT, PLATFORM, GUARD)):
        sentences = _sentences(b, topics, ordered=number == 1)
        if not sentences:
            continue
        title = f"{HEADS[number]}{tail}"
        match shape:
            case "inline":
                lead = f"（{NUMERALS[number]}）{title}。"
            case "digits":
                lead = f"{number + 1}.{title}。"
            case "ordinal":
                lead = f"第{NUMERALS[number]}，{title}。"
            case "own line":
                paragraphs.append([Text(f"（{NUMERALS[number]}）{title}")])
                lead = ""
            case _:
                lead = ""
        paragraphs.append([Text(lead), *(part for sentence in sentences for part in sentence)])
    return paragraphs


def _sentences(b: Builder, topics: Sequence[tuple[float, Topic]], ordered: bool) -> list[Chunk]:
    """The sentences of a part; those that lean on one another stay together and in order."""
    told = [topic(b) for chance, topic in topics if b.dice.random() < chance]
    if not ordered:
        b.dice.shuffle(told)
    return [sentence for sentences in told for sentence in sentences]


def _later_sections(b: Builder) -> dict[int, list[Chunk]]:
    dice = b.dice
    sections: dict[int, list[Chunk]] = {}
    if b.world.total("new") and "new" in b.plan.items and dice.random() < 0.12:
        b.figure("new.again", b.world.total("new"), ("t3/new/total",), style="plain")
        b.relate("same", "new", "new.again")
        sections[3] = [b.say("section3")]
    first, second = b.phrase("problem", 2)
    third, fourth = b.phrase("plan", 2)
    b.words(problem__a=first, problem__b=second, plan__a=third, plan__b=fourth)
    b.relate("year", "next.plan")
    improved = training_again(b)
    sections[5] = [b.say("problem"), *improved, b.say("plan")]
    sections[6] = [b.say("fee6.some" if "fee6" in b.plan.items else "fee6.none")]
    if dice.random() < 0.5:
        sections[5] = [[part for sentence in sections[5] for part in sentence]]
    return sections


def draft(world: World, dice: random.Random) -> Plan:
    """The plan of a report: every choice made, every relation true."""
    b = Builder(world, dice)
    b.relate("period", "period.a", "period.b")
    preamble = b.say("preamble")
    ones = _paragraphs(b)
    later = _later_sections(b)
    b.plan.sections = {0: [preamble], 1: ones, **later}
    return b.plan


def _layout(dice: random.Random, form: str, whole_table: bool, told: bool = False) -> tuple[str, ...]:
    """How a report of a format looks; a wrong table is not also damaged where that would hide the error.

    Args:
        whole_table: the error stands in a table.
        told: the error stands in the prose and a table tells, which must not lose its blank cells.
    """
    quirks: list[str] = []
    if form == "txt":
        layouts = [q for q in TEXT_LAYOUTS if not whole_table or "tab_split_row_shift" not in q]
        quirks += dice.choice(layouts)
        if dice.random() < 0.1:
            quirks.append("gbk")
    elif form == "html":
        quirks += dice.choice(HTML_LAYOUTS)
        if dice.random() < 0.08:
            quirks.append("traditional")
    elif form == "docx" and dice.random() < 0.3:
        quirks.append("page_break_t3")
    elif form == "pdf":
        quirks.append("header_numbers")
    if not whole_table and dice.random() < 0.3:
        zero = dice.choice(ZEROS)
        lost = zero == "blank_zero" and "one_cell_per_line" in quirks
        quirks.append("slash_zero" if lost and told else zero)
    for quirk, chance in (("thousand_sep", 0.12), ("fullwidth_digits", 0.06), ("row_label_short", 0.12)):
        if dice.random() < chance:
            quirks.append(quirk)
    return tuple(quirks)


def _claims(plan: Plan, prose: Prose, touched: set[str]) -> tuple[GoldClaim, ...]:
    """What the prose states of the form's cells, and some of what it states of none."""
    claims: list[GoldClaim] = []
    for name, place in prose.places.items():
        item = plan.items[name]
        cells = getattr(item, "cells", None)
        if cells is None or name in touched:
            continue
        section = prose.sections[place.section]
        unit = section[place.end : place.end + 1]
        claims.append(
            GoldClaim(section[slice(*place.quote)], f"{plan.figure(name).scaled:f}", unit, cells or None)
        )
    return tuple(claims)


def _traps(plan: Plan, prose: Prose, touched: set[str]) -> tuple[Trap, ...]:
    seen = {n: why for n, why in plan.traps if n in prose.places and n not in touched}
    return tuple(Trap(prose.quote(name), why) for name, why in seen.items())


def _findings(planted: Sequence[Planted], true: Prose, false: Prose) -> tuple[GoldFinding, ...]:
    findings: list[GoldFinding] = []
    for p in planted:
        quote = false.quote(p.names[0]) if p.names else ""
        was = true.quote(p.names[0]) if p.names else ""
        findings.append(
            GoldFinding(
                klass=p.klass,
                verdict=p.verdict,
                quote=quote,
                quote2=false.quote(p.names[1]) if len(p.names) > 1 else "",
                cells=tuple(p.cells) + p.named_cells,
                why=p.why + (f"; 原为“{was}”" if was and was != quote else ""),
                rule=p.rule,
                observable=p.observable,
                right=p.right,
            )
        )
    return tuple(findings)


def make(
    seed: int | str, split: Split = "test", errors: int = 0, format: str = "txt", klass: str | None = None
) -> Made:
    """One report, the same for the same arguments.

    Args:
        seed: any number or text.
        split: whose template families to use.
        errors: how many errors to plant; fewer where the report has no room for them.
        format: ``txt``, ``md``, ``html``, ``docx`` or ``pdf``.
        klass: the class of the first error; None: any that the report has room for.

    >>> one, two = make(7, errors=1), make(7, errors=1)
    >>> one.record == two.record and one.twin is not None
    True
    """
    dice = random.Random(f"report/{split}/{seed}")
    world = create(split, dice)
    plan = draft(world, dice)
    true = plan.realise()
    planted = plant(world, plan, dice, errors, klass) if errors else []
    items = {name: item for p in planted for name, item in p.items.items()}
    cells: dict[str, Value] = {**world.cells, **{c: v for p in planted for c, v in p.cells.items()}}
    false = plan.realise(items)
    wrong_table = any(c.startswith(("t2", "t3", "t4")) for p in planted for c in p.cells)
    told = any(c.startswith(("t2", "t3", "t4")) for p in planted for c in p.named_cells)
    quirks = _layout(dice, format, wrong_table, told)
    touched = plan.neighbours(list(items)) if items else set()
    ties = {c for p in planted for c in (*p.cells, *p.named_cells)}
    touched |= {n for n in plan.used() if ties.intersection(getattr(plan.items.get(n), "cells", None) or ())}
    kind = f"{planted[0].klass}-" if planted else "clean-"
    name = f"{split}-{kind}{seed}-{format}"
    base = Record(
        name=name,
        form=world.form,
        org=world.org,
        year=world.year,
        title=f"{world.org}{world.year}年政府信息公开工作年度报告",
        preamble=true.sections[0],
        sections={k: v for k, v in true.sections.items() if k},
        cells=world.cells,
        format=format,
        quirks=quirks,
        gold=Gold((), _traps(plan, true, set()), _claims(plan, true, set())),
    )
    if not planted:
        return Made(base, plan, true, None, split)
    record = replace(
        base,
        preamble=false.sections[0],
        sections={k: v for k, v in false.sections.items() if k},
        cells=cells,
        gold=Gold(
            _findings(planted, true, false), _traps(plan, false, touched), _claims(plan, false, touched)
        ),
    )
    return Made(record, plan, false, replace(base, name=f"{name}-twin"), split)


def corpus(
    count: int, split: Split = "test", formats: Sequence[str] = ("txt",), seed: int = 1, tries: int = 600
) -> Iterator[Made]:
    """That many reports with errors, every class in turn, each with its consistent twin.

    One report in five holds two or three errors.  A class for which no report with room is found within
    ``tries`` seeds is passed over.
    """
    classes = list(PLANTERS)
    seeds = iter(range(tries * count))
    for number in range(count):
        klass = classes[number % len(classes)]
        errors = (1, 1, 1, 1, 2 + number % 2)[number // len(classes) % 5]
        form = formats[number % len(formats)]
        drawn = (make(f"{seed}-{next(seeds)}", split, errors, form, klass) for _ in range(tries))
        made = next((one for one in drawn if one.twin is not None), None)
        if made is not None:
            yield made
