"""Which cells a figure is tied to by the rules, and which figures are left alone."""

from __future__ import annotations

import pytest

from gouji import claims

LINKED = [
    # suits told by the way they came
    ("因不服复议决定提起诉讼2件", "2", {"t4/suit_after_review/total"}),
    ("复议之后再行起诉3件", "3", {"t4/suit_after_review/total"}),
    ("径直起诉的4件", "4", {"t4/suit_direct/total"}),
    ("径行提起行政诉讼5件", "5", {"t4/suit_direct/total"}),
    ("未曾复议直接起诉的6件", "6", {"t4/suit_direct/total"}),
    # outcomes
    ("行政复议3件，其中1件待结", "1", {"t4/review/pending"}),
    ("行政复议3件，其中撤回2件", "2", {"t4/review/other"}),
    # the whole of what came
    ("本年新收与上年结转合计12件政府信息公开申请", "12", {"t3/new/total", "t3/carried_in/total"}),
]
LEFT = [
    # cases of all kinds, of another kind, or about another act
    ("我局被申请行政复议11件，其中信息公开类5件", "11"),
    ("全年行政应诉案件18件，均与信息公开无关", "18"),
    ("对处罚决定不服申请行政复议7件", "7"),
    ("民事诉讼5件", "5"),
    ("复议局收案61件", "61"),
    # of other bodies
    ("各县区收到政府信息公开申请120件", "120"),
    ("全市乡镇（街道）收到政府信息公开申请215件", "215"),
    ("各市州收到政府信息公开申请132件", "132"),
    ("州级部门收到政府信息公开申请55件", "55"),
    ("下级机关收到的政府信息公开申请26件", "26"),
    # one each, a kind that no column is, several kinds
    ("收到政府信息公开申请，其中3家公司各提1件", "1"),
    ("收到政府信息公开申请12件，单位申请5件", "5"),
    ("其余49件分别作出不予公开、无法提供答复", "49"),
    # third parties that agreed, plans, hearings
    ("征求第三方意见后，第三方书面同意公开的7件", "7"),
    ("清理行政规范性文件310件，拟废止31件", "31"),
    ("行政处罚案件经听证的8件", "8"),
    # what the words before count, counted again; a change
    ("予以公开、部分公开两项相加", "两"),
    ("因信息公开引发的复议由8件降为5件", "8"),
]


def _cells(text: str, figure: str) -> set[str]:
    found = [c for c in claims(text, proposers=()) if c.quote.startswith(figure)]
    return {cell for c in found for r in c.readings[:1] for cell in r}


@pytest.mark.parametrize(("text", "figure", "cells"), LINKED)
def test_a_figure_is_tied_to_the_cells_that_its_words_name(text: str, figure: str, cells: set[str]) -> None:
    assert _cells(text, figure) == cells


@pytest.mark.parametrize(("text", "figure"), LEFT)
def test_a_figure_of_something_else_is_left_alone(text: str, figure: str) -> None:
    assert _cells(text, figure) == set()
