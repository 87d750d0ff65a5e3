"""All figures of a report together: what is blamed, what is offered, and what is one finding."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from eval.localisation.run import pairs_three, singles_three
from eval.localisation.tables import SEED, reports
from eval.localisation.tables import case as planted
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji import form as forms
from gouji.checks.base import Case, Rule
from gouji.claim import Claim, Reading
from gouji.document import Cell, Document, State
from gouji.finding import CellEvidence, Finding, Operand, Origin, Proof, Role, TextEvidence, Verdict
from gouji.proof import replay
from gouji.quantity import Interval, Quantity, Sense
from gouji.reconcile import _clusters, absorb, causes, reconcile
from gouji.reviewing import prepare, review
from gouji.text import Span, Text

FORM = forms.load("2021")
Phrase = tuple[str, int, Sequence[Reading]]

# One small report that ties: twelve applications, nine persons and three firms.
NEW = {"new/natural": 9, "new/business": 3, "new/total": 12, "carried_in/natural": 2, "carried_in/total": 2}
DONE = {"granted/natural": 6, "granted/business": 2, "granted/total": 8}
MORE = {"unable_not_held/natural": 4, "unable_not_held/business": 1, "unable_not_held/total": 5}
END = {
    "total/natural": 10,
    "total/business": 3,
    "total/total": 13,
    "carried_out/natural": 1,
    "carried_out/total": 1,
}
SMALL = {f"t3/{name}": value for name, value in (NEW | DONE | MORE | END).items()}
SMALL |= {"t4/review/upheld": 2, "t4/review/other": 1, "t4/review/total": 3}


def cells(figures: Mapping[str, int | str | None], **more: object) -> dict[str, Cell]:
    made = {}
    for name in FORM.cells:
        value = figures.get(name, 0)
        if value is None:
            made[name] = Cell(name, None, State.BLANK)
        else:
            made[name] = Cell(name, Decimal(value), State.READ, str(value), **more)  # type: ignore[arg-type]
    return made


def case(
    figures: Mapping[str, int | str | None],
    phrases: Sequence[Phrase] = (),
    previous: Case | None = None,
    **more: object,
) -> Case:
    """A report with these figures, zeros elsewhere, whose prose is these phrases."""
    text, claims = "", []
    for k, (quote, value, readings) in enumerate(phrases):
        span = Span(len(text), len(text) + len(quote))
        claims.append(
            Claim(f"c{k}", span, quote, Quantity(Decimal(value), "count", "件"), readings=tuple(readings))
        )
        text += quote + "。"
    made = prepare(Document(text, cells=cells(figures, **more), form="2021"), previous)
    return replace(made, statement=replace(made.statement, claims=tuple(claims)))


def only(found: Sequence[Finding]) -> Finding:
    assert len(found) == 1, [f.message.zh for f in found]
    return found[0]


def blamed(finding: Finding) -> list[str]:
    return [e.cell for e in finding.evidence if isinstance(e, CellEvidence) and e.role is Role.CONFLICT]


def quoted(finding: Finding, text: str) -> list[str]:
    return [e.span.of(text) for e in finding.evidence if isinstance(e, TextEvidence)]


# ---------------------------------------------------------------- one wrong cell


def test_a_consistent_report_has_no_finding() -> None:
    c = case(SMALL)
    assert reconcile(c) == []
    assert c.tally.counts["T3-1"].run == 25
    assert c.tally.counts["T3-2"].run == 7


def test_a_wrong_total_is_one_finding_that_names_it_and_its_value() -> None:
    finding = only(reconcile(case(SMALL | {"t3/new/total": 21})))
    assert (finding.code, finding.also) == ("T3-1", ("T3-3",))
    assert finding.verdict is Verdict.CONTRADICTION
    assert blamed(finding) == ["t3/new/total"]
    assert (finding.reported, finding.computed) == ("21", "12")
    assert finding.suggestion.zh == "表三·新收申请·总计应为 12"
    assert finding.proof is not None
    assert finding.proof.formula == "9 + 3 = 12 ≠ 21"


def test_a_wrong_total_of_outcomes_is_told_by_its_column() -> None:
    finding = only(reconcile(case(SMALL | {"t3/total/natural": 11})))
    assert finding.code == "T3-2"
    assert set(finding.also) == {"T3-1", "T3-3"}
    assert blamed(finding) == ["t3/total/natural"]


def test_a_wrong_leaf_is_told_by_its_row() -> None:
    finding = only(reconcile(case(SMALL | {"t3/unable_not_held/business": 3})))
    assert (finding.code, finding.also) == ("T3-1", ("T3-2",))
    assert blamed(finding) == ["t3/unable_not_held/business"]


def test_the_message_holds_the_figures_in_both_languages() -> None:
    finding = only(reconcile(case(SMALL | {"t3/new/total": 21})))
    for part in ("新收申请", "9 + 3 = 12", "21"):
        assert part in finding.message.zh
        assert part in finding.message.en
    assert not set("{}") & set(finding.message.zh + finding.message.en)


def test_the_prose_that_has_the_right_figure_supports_the_finding() -> None:
    c = case(SMALL | {"t3/new/total": 21}, [("新收申请12件", 12, [("t3/new/total",)])])
    cause = causes(c)[0]
    assert quoted(cause.finding, c.document.text) == ["新收申请12件"]
    assert [claim.id for claim in cause.claims] == ["c0"]
    assert "新收申请12件" in cause.finding.message.zh


def test_the_prose_that_repeats_a_wrong_total_does_not_hide_it() -> None:
    c = case(SMALL | {"t3/new/total": 21}, [("新收申请21件", 21, [("t3/new/total",)])])
    assert blamed(only(reconcile(c))) == ["t3/new/total"]


# ---------------------------------------------------------------- several wrong cells


def test_two_wrong_cells_apart_are_two_findings() -> None:
    found = reconcile(case(SMALL | {"t3/new/total": 21, "t3/granted/business": 4}))
    assert sorted(map(blamed, found)) == [["t3/granted/business"], ["t3/new/total"]]


def test_two_wrong_cells_of_one_column_are_two_findings_with_their_own_rows() -> None:
    found = reconcile(case(SMALL | {"t3/granted/natural": 7, "t3/unable_not_held/natural": 6}))
    assert sorted(map(blamed, found)) == [["t3/granted/natural"], ["t3/unable_not_held/natural"]]


def test_tables_three_and_four_are_told_apart() -> None:
    found = reconcile(case(SMALL | {"t3/new/total": 21, "t4/review/total": 4}))
    assert [f.code for f in found] == ["T3-1", "T4-1"]


BALANCE = SMALL | {"t3/carried_out/natural": 3, "t3/carried_out/total": 3}


def test_a_broken_balance_whose_sums_hold_is_one_finding_with_all_its_repairs() -> None:
    finding = only(reconcile(case(BALANCE)))
    assert (finding.code, finding.also) == ("T3-3", ())
    assert blamed(finding)[:2] == ["t3/carried_out/total", "t3/carried_out/natural"]
    assert not finding.suggestion.zh
    assert "不能断定" in finding.message.zh


def test_the_prose_tells_which_side_of_a_balance_is_wrong() -> None:
    phrases = [
        ("新收12件", 12, [("t3/new/total",)]),
        ("上年结转2件", 2, [("t3/carried_in/total",)]),
    ]
    c = case(BALANCE, phrases)
    finding = only(reconcile(c))
    assert set(blamed(finding)) == {"t3/carried_out/natural", "t3/carried_out/total"}
    assert "结转下年度继续办理·总计应为 1" in finding.suggestion.zh
    assert quoted(finding, c.document.text) == ["新收12件", "上年结转2件"]


def test_a_phrase_of_several_readings_decides_nothing_that_one_of_them_allows() -> None:
    either = ("受理12件", 12, [("t3/new/total",), ("t3/new/total", "t3/carried_in/total")])
    assert not only(reconcile(case(BALANCE, [either]))).suggestion.zh


def test_last_years_report_tells_which_side_of_a_balance_is_wrong() -> None:
    last = case({"t3/carried_out/natural": 4, "t3/carried_out/total": 4})
    cause = causes(case(BALANCE, previous=last))[0]
    assert blamed(cause.finding) == ["t3/carried_in/total", "t3/carried_in/natural"]


# ---------------------------------------------------------------- table four, table two


def test_table_four_names_its_block_where_nothing_tells_which() -> None:
    finding = only(reconcile(case(SMALL | {"t4/review/total": 4})))
    assert set(blamed(finding)) == {n for n in FORM.cells if n.startswith("t4/review/")}
    assert not finding.suggestion.zh


@pytest.mark.parametrize("wrong", ["upheld", "corrected", "other", "pending", "total"])
def test_table_four_names_the_cell_that_the_prose_pins(wrong: str) -> None:
    name = f"t4/review/{wrong}"
    right = SMALL.get(name, 0)
    c = case(SMALL | {name: right + 1}, [("有关复议若干件", right, [(name,)])])
    finding = only(reconcile(c))
    assert blamed(finding) == [name]
    assert finding.computed == str(right)


def test_prose_about_both_blocks_of_suits_pins_their_sum() -> None:
    suits = {"t4/suit_direct/upheld": 2, "t4/suit_direct/total": 3, "t4/suit_after_review/total": 1}
    suits |= {"t4/suit_after_review/upheld": 1}
    both = ("t4/suit_direct/total", "t4/suit_after_review/total")
    assert blamed(only(reconcile(case(suits, [("诉讼3件", 3, [both])]))))[0] == "t4/suit_direct/total"


def test_an_impossible_stock_blames_all_three_figures() -> None:
    figures = {"issued": 6, "repealed": 1, "in_force": 4}
    finding = only(reconcile(case({f"t2/normative_document/{k}": v for k, v in figures.items()})))
    assert finding.code == "T2-3"
    assert set(blamed(finding)) == {f"t2/normative_document/{k}" for k in figures}
    assert finding.proof is not None
    assert finding.proof.formula == "4 + 1 = 5 < 6"


def test_the_prose_tells_which_figure_of_a_stock_is_wrong_and_that_the_limit_is_open() -> None:
    figures = {"t2/normative_document/issued": 6, "t2/normative_document/in_force": 4}
    issued = ("制发6件", 6, [("t2/normative_document/issued",)])
    none = ("未废止", 0, [("t2/normative_document/repealed",)])
    finding = only(reconcile(case(figures, [issued, none])))
    assert finding.suggestion.zh == "表二·规范性文件·现行有效件数应为至少 6"


# ---------------------------------------------------------------- blanks and what was hard to read


def test_blanks_for_zeros_break_nothing() -> None:
    blanks = {name: SMALL.get(name) for name in FORM.cells}
    assert reconcile(case(blanks)) == []


def test_a_blank_that_may_hold_a_figure_leaves_its_identities_unreadable() -> None:
    c = case(SMALL | {"t3/new/total": None})
    assert reconcile(c) == []
    assert c.tally.counts["T3-1"].unreadable == 1
    assert c.tally.counts["T3-1"].run == 24
    assert c.tally.counts["T3-3"].unreadable == 1


def test_figures_that_no_count_in_a_blank_could_mend_are_broken_all_the_same() -> None:
    blanks = {name: SMALL.get(name) for name in FORM.cells} | {"t3/unable_not_held/business": 3}
    finding = only(reconcile(case(blanks)))
    assert finding.verdict is Verdict.CONTRADICTION
    assert blamed(finding)[0] == "t3/unable_not_held/business"


def test_a_missing_table_is_not_a_table_of_zeros() -> None:
    c = case(SMALL)
    kept = {n: cell for n, cell in c.document.cells.items() if not n.startswith("t4")}
    c = replace(c, document=replace(c.document, cells=kept))
    assert reconcile(c) == []
    assert c.tally.counts["T4-1"].not_applicable == 1


def test_an_illegible_cell_makes_its_identities_unreadable() -> None:
    c = case(SMALL | {"t3/new/total": 21})
    spoilt = dict(c.document.cells)
    spoilt["t3/new/total"] = Cell("t3/new/total", None, State.UNREADABLE, "2?")
    c = replace(c, document=replace(c.document, cells=spoilt))
    assert reconcile(c) == []
    assert c.tally.counts["T3-1"].unreadable == 1


def unsure(c: Case, name: str, value: int, confidence: float = 0.6, state: State = State.READ) -> Case:
    """The same case with one cell read with less confidence."""
    read = dict(c.document.cells)
    read[name] = Cell(name, Decimal(value), state, str(value), confidence=confidence)
    return replace(c, document=replace(c.document, cells=read))


def test_a_figure_that_the_recogniser_may_have_mistaken_is_a_note_of_ours() -> None:
    finding = only(reconcile(unsure(case(SMALL), "t3/granted/natural", 8, confidence=0.9)))
    assert (finding.origin, finding.verdict) == (Origin.READ, Verdict.NOTE)
    assert finding.suggestion.zh == "表三·予以公开·自然人应为 6"


def test_an_unsure_figure_is_never_a_contradiction() -> None:
    finding = only(reconcile(unsure(case(SMALL), "t3/granted/natural", 17)))
    assert (finding.origin, finding.verdict) == (Origin.READ, Verdict.DOUBT)


def test_a_repaired_cell_is_blamed_before_the_authors() -> None:
    c = unsure(case(SMALL | {"t4/review/total": 3}), "t4/review/other", 2, 1.0, State.REPAIRED)
    finding = only(reconcile(c))
    assert finding.origin is Origin.READ
    assert blamed(finding) == ["t4/review/other"]


def test_an_authors_error_in_a_sure_scan_stays_his() -> None:
    finding = only(reconcile(case(SMALL | {"t3/new/total": 21}, confidence=0.98)))
    assert (finding.origin, finding.verdict) == (Origin.WROTE, Verdict.CONTRADICTION)


def test_a_table_full_of_broken_sums_was_hardly_read_right() -> None:
    rng = random.Random(3)
    noise = {n: rng.randrange(50) for n in FORM.table("t3").cells}
    finding = only(reconcile(case(noise)))
    assert finding.origin is Origin.READ
    assert finding.verdict is Verdict.DOUBT
    assert finding.proof is not None


# ---------------------------------------------------------------- other figures


def test_fractions_are_added_exactly() -> None:
    finding = only(
        reconcile(case({"t4/review/upheld": "0.1", "t4/review/other": "0.2", "t4/review/total": "0.4"}))
    )
    assert finding.proof is not None
    assert finding.proof.formula == "0.1 + 0.2 = 0.3 ≠ 0.4"
    assert (
        reconcile(case({"t4/review/upheld": "0.1", "t4/review/other": "0.2", "t4/review/total": "0.3"})) == []
    )


def test_an_approximate_phrase_is_a_set_of_whole_figures() -> None:
    c = case(SMALL | {"t4/review/total": 4})
    about = Quantity(Decimal(4), "count", "件", Sense.ABOUT)
    claim = Claim("c0", Span(0, 0), "约4件", about, readings=(("t4/review/total",),))
    c = replace(c, statement=replace(c.statement, claims=(claim,)))
    assert len(blamed(only(reconcile(c)))) == 5  # 约4件 holds of 3 and of 4 alike


def test_a_report_without_a_form_has_nothing_to_reconcile() -> None:
    assert reconcile(prepare(Document("全年公开信息3条。"))) == []


# ---------------------------------------------------------------- findings of other checks

RULE = Rule("X1", "new-applications-mismatch", Text("新收申请数不符", "new applications differ"))


def against(value: int, cell: str, printed: int) -> Finding:
    operands = (
        Operand("text", Interval.point(value)),
        Operand(cell, Interval.point(printed), Decimal(-1)),
    )
    return RULE.finding(
        Text("正文与表不符", "text and table differ"),
        (TextEvidence(Span(0, 4)), CellEvidence(cell, Decimal(printed))),
        proof=Proof("zero", "", operands),
    )


def test_what_the_repair_explains_joins_its_finding() -> None:
    found = causes(case(SMALL | {"t3/new/total": 21}))
    joined = only(absorb(found, [against(12, "t3/new/total", 21)]))
    assert joined.also == ("T3-3", "X1")
    assert TextEvidence(Span(0, 4), Role.SUPPORT) in joined.evidence


def test_a_phrase_that_every_repair_satisfies_joins_by_whichever_reading_it_was_held_against_the_table() -> (
    None
):
    readings = [("t3/new/total",), ("t3/new/total", "t3/carried_in/total")]
    c = case(SMALL | {"t3/new/total": 21}, [("受理12件", 12, readings)])
    other = replace(against(12, "t3/carried_in/total", 2), proof=None)
    assert only(absorb(causes(c), [other])).also == ("T3-3", "X1")


def test_what_the_repair_does_not_explain_stays_apart() -> None:
    found = causes(case(SMALL | {"t3/new/total": 21}))
    assert len(absorb(found, [against(15, "t3/new/total", 21)])) == 2
    assert len(absorb(found, [against(9, "t3/granted/total", 8)])) == 2


def test_what_only_one_of_several_repairs_explains_stays_apart() -> None:
    found = causes(case(SMALL | {"t4/review/total": 4}))
    assert len(absorb(found, [against(3, "t4/review/total", 4)])) == 2


def test_a_review_reports_a_wrong_total_once() -> None:
    figures = SMALL | {"t3/granted/total": 28}
    made = review(Document("", cells=cells(figures), form="2021"))
    finding = only([f for f in made.findings if f.verdict is Verdict.CONTRADICTION])
    assert {finding.code, *finding.also} == {"T3-1", "T3-2", "T3-5"}


# ---------------------------------------------------------------- laws

LEAVES = FORM.groups["t3/leaves/total"]
COLUMNS = [c.name for c in FORM.table("t3").rows[0].columns]
PARTS = [c for c in COLUMNS if c != "total"]
T3 = FORM.table("t3").cells


@st.composite
def consistent(draw: st.DrawFn) -> dict[str, int]:
    """Any tables that satisfy every identity; most cells are zero, as in real ones."""
    count = st.one_of(st.just(0), st.just(0), st.integers(0, 9), st.integers(0, 2000))
    rows = [name.split("/")[1] for name in LEAVES]
    chosen = draw(st.lists(st.sampled_from(rows), max_size=8, unique=True))
    figures = {f"t3/{row}/{column}": draw(count) for row in chosen for column in PARTS}
    for column in PARTS:
        figures[f"t3/total/{column}"] = sum(figures.get(f"t3/{row}/{column}", 0) for row in rows)
        figures[f"t3/carried_out/{column}"] = draw(st.integers(0, 3))
        handled = figures[f"t3/total/{column}"] + figures[f"t3/carried_out/{column}"]
        figures[f"t3/carried_in/{column}"] = draw(st.integers(0, min(handled, 3)))
        figures[f"t3/new/{column}"] = handled - figures[f"t3/carried_in/{column}"]
    for row in (r.name for r in FORM.table("t3").rows):
        figures[f"t3/{row}/total"] = sum(figures.get(f"t3/{row}/{column}", 0) for column in PARTS)
    for block in ("review", "suit_direct", "suit_after_review"):
        parts = {f"t4/{block}/{c}": draw(count) for c in ("upheld", "corrected", "other", "pending")}
        figures |= parts | {f"t4/{block}/total": sum(parts.values())}
    stock = {"issued": draw(count), "repealed": draw(count), "in_force": draw(count)}
    stock["in_force"] += stock["issued"]
    return figures | {f"t2/normative_document/{k}": v for k, v in stock.items()}


@settings(max_examples=40, deadline=None)
@given(consistent())
def test_consistent_tables_have_no_finding(figures: dict[str, int]) -> None:
    assert reconcile(case(figures)) == []


@settings(max_examples=60, deadline=None)
@given(consistent(), st.sampled_from(T3), st.integers(1, 3000), st.booleans())
def test_any_single_change_of_table_three_is_found_and_undone(
    figures: dict[str, int], name: str, by: int, down: bool
) -> None:
    right = figures.get(name, 0)
    wrong = right - by if down and by <= right else right + by
    cause = causes(case(figures | {name: wrong}))
    assert len(cause) == 1
    assert cause[0].repairs == ({name: Decimal(right)},)
    assert blamed(cause[0].finding) == [name]


@settings(max_examples=40, deadline=None)
@given(consistent(), st.sampled_from(FORM.table("t4").cells), st.integers(1, 30), st.booleans())
def test_any_single_change_of_table_four_is_found_in_its_block_and_nowhere_else(
    figures: dict[str, int], name: str, by: int, down: bool
) -> None:
    right = figures.get(name, 0)
    wrong = right - by if down and by <= right else right + by
    cause = causes(case(figures | {name: wrong}))
    assert len(cause) == 1
    block = {c for c in FORM.cells if c.startswith(name.rpartition("/")[0] + "/")}
    # a total so small that no one part could make up for it is located without help
    assert set(blamed(cause[0].finding)) in (block, {name})
    assert {name: Decimal(right)} in cause[0].repairs


@settings(max_examples=40, deadline=None)
@given(consistent(), st.dictionaries(st.sampled_from(T3), st.integers(0, 40), min_size=1, max_size=3))
def test_every_proof_stands_and_no_cell_is_blamed_twice(
    figures: dict[str, int], wrong: dict[str, int]
) -> None:
    made = review(Document("", cells=cells(figures | wrong), form="2021"))
    outcomes = list(replay(made.to_dict()))
    assert all(o.stands for o in outcomes)
    names = [n for f in made.findings if f.verdict is Verdict.CONTRADICTION for n in blamed(f)]
    assert len(names) == len(set(names))


@pytest.mark.shared
@pytest.mark.parametrize("name", ["huaian_2024", "xixia_2024"])
def test_real_tables_with_wrong_cells(shared: Path, name: str) -> None:
    report = next(r for r in reports("real") if r.name == name)
    rng = random.Random(SEED)
    assert causes(planted(report, {})) == []
    single = singles_three(report, rng)
    assert single["first"] == single["unique"] == single["planted"] == 175
    pairs = pairs_three(report, rng, 60)
    assert pairs["found"] == pairs["listed"] == 60
    assert pairs["unique"] >= 57


def test_causes_come_in_the_same_order_whatever_order_a_set_has() -> None:
    names = {f"t3/new/{n}" for n in range(9)}
    assert _clusters(names, []) == [frozenset([name]) for name in sorted(names)]
