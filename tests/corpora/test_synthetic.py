"""The maker of reports: consistent, repeatable, varied, and wrong exactly where its gold says so."""

from __future__ import annotations

import time
from collections import Counter
from decimal import Decimal

import pytest
from corpora.synthetic.builder import percent
from corpora.synthetic.chain import pair
from corpora.synthetic.errors import PLANTERS
from corpora.synthetic.grammar import SPLITS, choose, grammar, tokens
from corpora.synthetic.maker import Made, corpus, make
from corpora.synthetic.plan import Figure, Plan, Relation, Word
from corpora.synthetic.record import from_dict, to_dict
from corpora.synthetic.rendering import render
from corpora.synthetic.shown import change_broken, list_broken, shares_broken, widest

from gouji.form import load

SEEDS = range(60)


def words(made: Made) -> str:
    return "\n".join([made.record.preamble, *made.record.sections.values()])


def value(plan: Plan, name: str) -> Decimal:
    return plan.figure(name).true


def unit(figure: Figure) -> Decimal:
    return Decimal(1).scaleb(int(figure.value.as_tuple().exponent))


def holds(plan: Plan, relation: Relation) -> bool:
    """Whether a relation is true, worked out again from the exact values."""
    names = relation.names
    match relation.kind:
        case "parts" | "approx":
            return value(plan, names[0]) == sum(value(plan, n) for n in names[1:])
        case "open":
            return value(plan, names[0]) > sum(value(plan, n) for n in names[1:])
        case "share":
            exact = value(plan, names[0]) * 100 / value(plan, names[1])
            return abs(exact - value(plan, names[2])) < unit(plan.figure(names[2]))
        case "shares":
            slack = unit(plan.figure(names[0])) * len(names) / 2
            return abs(sum((value(plan, n) for n in names), Decimal(0)) - 100) <= slack
        case "growth":
            exact = abs(value(plan, names[0]) / value(plan, names[1]) - 1) * 100
            return abs(exact - value(plan, names[2])) <= unit(plan.figure(names[2])) / 2
        case "diff":
            return abs(value(plan, names[0]) - value(plan, names[1])) == value(plan, names[2])
        case "flow":
            return value(plan, "new") + value(plan, "in") == value(plan, "done") + value(plan, "out")
        case "stock":
            before, issued, repealed, after = (value(plan, n) for n in names)
            return before + issued - repealed == after >= 0
        case "same":
            return value(plan, names[0]) == value(plan, names[1])
        case "enum":
            return value(plan, names[0]) == relation.size
        case _:
            return True


@pytest.mark.parametrize("split", SPLITS)
def test_every_relation_of_a_clean_report_is_true(split: str) -> None:
    kinds: Counter[str] = Counter()
    for seed in SEEDS:
        plan = make(seed, split).plan  # type: ignore[arg-type]
        for relation in plan.live(*{r.kind for r in plan.relations}):
            assert holds(plan, relation), (seed, relation)
            kinds[relation.kind] += 1
    assert {"parts", "open", "share", "growth", "flow", "enum", "same"} <= set(kinds)


def shows(plan: Plan, relation: Relation) -> bool:
    """Whether the printed figures of a relation show that it is false."""
    figures = [plan.figure(n) for n in relation.names if isinstance(plan.items[n], Figure)]
    sets = [widest(f) for f in figures]
    match relation.kind:
        case "parts" | "approx":
            return list_broken(sets[:1], sets[1:], complete=True, separate=True)
        case "shares":
            return shares_broken([f.value for f in figures])
        case "growth":
            way = plan.items[relation.names[3]] if len(relation.names) > 3 else Word("增长")
            assert isinstance(way, Word)
            return change_broken(sets[:1], sets[1], way.text, figures[2].value)
    return False


@pytest.mark.parametrize("split", SPLITS)
def test_nothing_of_a_clean_report_shows_as_false(split: str) -> None:
    for seed in SEEDS:
        plan = make(seed, split).plan  # type: ignore[arg-type]
        for relation in plan.live("parts", "approx", "shares", "growth"):
            assert not shows(plan, relation), (seed, relation)


def test_some_errors_do_not_show_and_most_do() -> None:
    seen: dict[str, Counter[bool]] = {k: Counter() for k in ("E19", "E20", "E24")}
    for made in corpus(300):
        for finding in made.record.gold.findings:
            if finding.klass in seen:
                seen[finding.klass][finding.observable] += 1
    assert all(count[True] > count[False] for count in seen.values()), seen
    assert any(count[False] for count in seen.values())


def test_a_table_that_tells_of_an_error_in_the_prose_keeps_its_blank_cells() -> None:
    for seed in range(80):
        record = make(seed, errors=1, klass="E15").record
        assert not {"one_cell_per_line", "blank_zero"} <= set(record.quirks)


def test_every_identity_of_the_forms_holds() -> None:
    for seed in SEEDS:
        record = make(seed, "dev").record
        for identity in load(record.form).identities:
            total = sum(sign * int(Decimal(str(record.cells[name] or 0))) for name, sign in identity.terms)
            assert total == 0 if identity.relation == "=" else total >= 0, (seed, identity.code)


def test_prose_states_what_the_cells_hold() -> None:
    checked = 0
    for seed in SEEDS:
        made = make(seed)
        for name, item in made.plan.items.items():
            if isinstance(item, Figure) and item.cells and name in made.prose.places and "fee" not in name:
                total = sum(Decimal(str(made.record.cells[c])) for c in item.cells)
                assert total == item.value, (seed, name)
                checked += 1
    assert checked > 200


def test_the_same_seed_gives_the_same_bytes_and_another_does_not() -> None:
    for form in ("txt", "html", "md", "docx", "pdf"):
        one, two = make(5, errors=1, format=form), make(5, errors=1, format=form)
        assert one.record == two.record
        if form != "docx":  # a zip holds the time of its making
            assert render(one.record) == render(two.record)
    assert make(5).record != make(6).record


def test_a_record_survives_its_json() -> None:
    for seed in range(20):
        record = make(seed, errors=2).record
        assert from_dict(to_dict(record)) == record


@pytest.mark.parametrize("klass", list(PLANTERS))
def test_every_class_of_error_can_be_planted_and_its_twin_differs_only_there(klass: str) -> None:
    made = next(m for m in (make(s, "train", 1, klass=klass) for s in range(900)) if m.twin is not None)
    twin, gold = made.twin, made.record.gold.findings[0]
    assert twin is not None
    assert gold.klass == klass
    changed = {c for c, v in made.record.cells.items() if v != twin.cells[c]}
    assert changed <= set(gold.cells)
    text, true = words(made), "\n".join([twin.preamble, *twin.sections.values()])
    assert changed or text != true
    if text != true:
        assert gold.quote
        assert gold.quote in text
        assert len(set(text.split("\n")) - set(true.split("\n"))) == 1
    assert not twin.gold.findings


def test_no_trap_of_a_wrong_report_shares_a_figure_with_the_error() -> None:
    for made in corpus(64, "train"):
        text = {f.quote for f in made.record.gold.findings if f.quote}
        assert text.isdisjoint(t.quote for t in made.record.gold.traps)


def test_reports_share_few_sentences() -> None:
    """Of sentences with a figure, few stand in more than one of many reports."""
    seen: Counter[str] = Counter()
    for seed in range(300):
        sentences = words(make(seed, "train")).replace("\n", "").split("。")
        seen.update({s for s in sentences if any(c.isdigit() for c in s)})
    shared = sum(n > 1 for n in seen.values()) / len(seen)
    assert shared < 0.05


def test_splits_share_no_template() -> None:
    for topic, families in grammar().items():
        if topic != "phrases":
            templates = [t for split in SPLITS for t in families[split]]
            assert len(templates) == len(set(templates)), topic
            assert all(families[split] for split in SPLITS), topic


def test_a_hundred_text_reports_a_cpu_second() -> None:
    make(0)  # loads the grammar
    start = time.process_time()
    for seed in range(60):
        render(make(seed).record)
    assert 60 / (time.process_time() - start) > 100


def test_claims_quote_figures_that_stand_in_the_prose() -> None:
    for seed in range(30):
        made = make(seed)
        for claim in made.record.gold.claims:
            assert claim.quote in words(made)


def test_choices_are_made_inside_out() -> None:
    import random

    found = {choose("(甲(一|二)|乙)", random.Random(i)) for i in range(40)}
    assert found == {"甲一", "甲二", "乙"}


def test_no_mark_of_the_grammar_is_left_in_the_prose() -> None:
    for split in SPLITS:
        for seed in SEEDS:
            text = words(make(seed, split, errors=1))
            assert not set(text) & set("{}<>[]()|_"), text


def test_tokens_cover_the_whole_template() -> None:
    assert len(tokens("甲{a}乙<b>[丙{c:丁}]")) == 8


def test_a_share_is_rounded_or_cut_never_more_than_a_unit_off() -> None:
    import random

    dice = random.Random(3)
    for _ in range(500):
        whole = dice.randint(2, 4000)
        part = dice.randint(1, whole)
        shown, _ = percent(part, whole, dice)
        assert abs(shown - Decimal(part) * 100 / whole) < Decimal(1).scaleb(int(shown.as_tuple().exponent))


def test_last_year_leads_to_this_year_unless_the_chain_is_broken() -> None:
    for seed in range(30):
        for broken in (False, True):
            one = pair(seed, broken=broken)
            now, before = one.record.cells, one.previous.cells
            for identity in load(one.record.form).identities:
                total = sum(sign * int(Decimal(str(before[name] or 0))) for name, sign in identity.terms)
                assert total == 0 if identity.relation == "=" else total >= 0, (seed, identity.code)
            carried = before["t3/carried_out/total"] == now["t3/carried_in/total"]
            stock = "t2/normative_document/"
            flows = one.record.form != "2021" or sum(
                (Decimal(str(before[stock + "in_force"])), Decimal(str(now[stock + "issued"])))
            ) == sum((Decimal(str(now[stock + "in_force"])), Decimal(str(now[stock + "repealed"]))))
            assert (carried and flows) is not broken, seed
            assert len(one.record.gold.findings) == int(broken)
