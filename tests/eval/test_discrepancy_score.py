"""The scorer of discrepancies: what counts as found, as flagged, as unlisted."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from corpora.synthetic.record import Gold, GoldFinding, Record, Trap
from eval.cases import Case
from eval.counting import Hits, bootstrap, wilson
from eval.discrepancies.matching import fold, occurrences, touches
from eval.discrepancies.run import summary
from eval.discrepancies.score import Scored, score
from eval.systems import Prediction, silent_system

TEXT = "全年解读文件23个，其中图片解读16个，动漫解读7个，占23%。公开信息198条，新增98条。"


def case(*findings: GoldFinding, traps: tuple[Trap, ...] = ()) -> Case:
    record = Record(
        "r", "2021", "某局", 2024, "某局2024年报告", "", {1: TEXT}, {}, gold=Gold(findings, traps)
    )
    return Case(record)


def finding(
    verdict: str, *evidence: Any, role: str = "conflict", code: str = "N2", computed: str = ""
) -> Any:
    def piece(e: str) -> dict[str, Any]:
        if e.startswith("t3/"):
            return {"kind": "cell", "role": role, "cell": e, "value": "1"}
        start = TEXT.index(e)
        return {"kind": "text", "role": role, "span": [start, start + len(e)], "quote": e}

    return {
        "code": code,
        "verdict": verdict,
        "message": "",
        "computed": computed,
        "evidence": [piece(e) for e in evidence],
    }


def scored(the_case: Case, *findings: Any, text: str | None = TEXT) -> Scored:
    document = {"path": "r"} if text is None else {"path": "r", "text": text}
    return score(the_case, Prediction({"document": document, "findings": list(findings)}))


SHARE = GoldFinding("E16", "contradiction", "动漫解读7个，占23%", right="30%")


@pytest.mark.parametrize(
    ("gold", "said", "state"),
    [
        (SHARE, finding("contradiction", "占23%"), "found"),
        (SHARE, finding("contradiction", "23个", "7个"), "found"),
        (SHARE, finding("doubt", "占23%"), "weak"),
        (SHARE, finding("contradiction", "198条"), "missed"),
        (SHARE, finding("note", "占23%"), "missed"),
        (SHARE, finding("contradiction", "占23%", role="support"), "missed"),
        (GoldFinding("E18", "doubt", "占23%"), finding("doubt", "占23%"), "found"),
        (GoldFinding("E18", "doubt", "占23%"), finding("contradiction", "占23%"), "found"),
        (GoldFinding("E36", "contradiction", "198条", "98条"), finding("contradiction", "98条。"), "near"),
        (
            GoldFinding("E13", "contradiction", cells=("t3/new/total",)),
            finding("contradiction", "t3/new/total"),
            "found",
        ),
        (
            GoldFinding("E13", "contradiction", cells=("t3/new/total",)),
            finding("contradiction", "t3/new/natural"),
            "missed",
        ),
    ],
)
def test_what_counts_as_found(gold: GoldFinding, said: Any, state: str) -> None:
    assert scored(case(gold), said).outcomes[0].state == state


def test_rank_is_the_place_among_conflict_evidence_and_the_repair_must_be_exact() -> None:
    outcome = scored(
        case(SHARE), finding("contradiction", "198条", "t3/new/total", "占23%", computed="30%")
    ).outcomes[0]
    assert (outcome.rank, outcome.repaired) == (3, True)
    assert not scored(case(SHARE), finding("contradiction", "占23%", computed="31%")).outcomes[0].repaired


def test_a_trap_is_flagged_by_conflict_evidence_of_doubts_and_contradictions_only() -> None:
    trapped = case(traps=(Trap("图片解读16个", ""),))
    assert scored(trapped, finding("doubt", "16个")).flagged
    assert not scored(trapped, finding("note", "16个")).flagged
    assert not scored(trapped, finding("contradiction", "16个", role="support")).flagged
    assert not scored(trapped, finding("contradiction", "7个")).flagged


def test_findings_that_no_gold_explains_are_unlisted() -> None:
    result = scored(case(SHARE), finding("contradiction", "占23%"), finding("doubt", "198条"))
    assert [s.verdict for s in result.unlisted] == ["doubt"]
    assert result.hits() == Hits(wanted=1, found=1, reported=2, right=1)
    assert (result.false_contradictions, result.false_doubts) == (0, 1)


def test_quotes_alone_are_compared_where_no_text_is_given() -> None:
    assert scored(case(SHARE), finding("contradiction", "占23%"), text=None).outcomes[0].found
    assert not scored(case(SHARE), finding("contradiction", "198条"), text=None).outcomes[0].found


def test_unobservable_errors_count_end_to_end_only() -> None:
    hidden = GoldFinding("E13", "contradiction", cells=("t3/new/total",), observable=False)
    figures = summary([scored(case(SHARE, hidden), finding("contradiction", "占23%"))])
    assert (figures["recall"], figures["end_to_end"]) == (1.0, 0.5)


def test_a_crash_counts_as_a_miss() -> None:
    figures = summary([score(case(SHARE), Prediction(error="ValueError: x"))])
    assert (figures["found"], figures["wanted"], figures["errors_of_the_system"]) == (0, 1, 1)


def test_the_system_that_never_speaks_flags_nothing_and_finds_nothing() -> None:
    figures = summary([score(c, silent_system(c)) for c in (case(SHARE), case())])
    assert (figures["recall"], figures["false_contradictions_a_clean_report"]) == (0.0, 0.0)


def test_a_figure_is_not_met_inside_a_longer_one() -> None:
    assert [TEXT[a:b] for a, b in occurrences("98条", fold(TEXT))] == ["98条"]
    assert occurrences("1.2万", fold("共11.2万次")) == []


def test_script_width_and_spaces_do_not_matter() -> None:
    text = "全年主動公開 政府信息１２條"
    assert [text[a:b] for a, b in occurrences("公开政府信息12条", fold(text))] == ["公開 政府信息１２條"]
    assert touches("公開信息", "公开信息12条")


def test_wilson_interval_agrees_with_the_published_example() -> None:
    # Newcombe 1998, table I: 81 of 263 gives 0.2553 to 0.3662.
    assert [round(x, 4) for x in wilson(81, 263)] == [0.2553, 0.3662]


def test_bootstrap_is_the_same_each_time() -> None:
    reports = [Decimal(i % 3) for i in range(30)]
    runs = [bootstrap(reports, lambda rs: float(sum(rs) / len(rs)), rounds=200) for _ in range(2)]
    assert runs[0] == runs[1]
