"""The claims as a component of anyone's spaCy pipeline."""

from __future__ import annotations

import pytest
import spacy

import gouji


def test_claims_stand_as_spans_with_the_cells_they_speak_of() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("gouji_claims")
    doc = nlp("本年新收政府信息公开申请 12 件，其中自然人9件。")
    assert [span.label_ for span in doc.spans["claims"]] == ["t3/new/total", "t3/new/natural"]
    assert [str(claim.quantity.value) for claim in doc._.claims] == ["12", "9"]


def test_claims_join_our_own_pipeline() -> None:
    nlp = gouji.load()
    nlp.add_pipe("gouji_claims")
    doc = nlp("引发行政诉讼3件。")
    assert doc._.claims[0].readings == (("t4/suit_direct/total", "t4/suit_after_review/total"),)


def test_the_form_can_be_chosen() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("gouji_claims", config={"form": "2019"})
    doc = nlp("新制作规范性文件3件。")
    assert doc._.claims[0].readings == (("t2/normative_document/made",),)


@pytest.mark.parametrize(
    ("text", "linked_by"),
    [
        ("收到政府信息公开申请3件，因涉及第三方合法权益不予公开1件。", "rules"),
        ("收到政府信息公开申请3件，接受省级委托的第三方评估测评1件。", "rules, loosely"),
        ("收到政府信息公开申请3件，其中2件询问物流企业受罚的经过。", "rules, loosely"),
    ],
)
def test_a_label_with_unknown_words_is_linked_loosely(text: str, linked_by: str) -> None:
    assert gouji.claims(text)[1].linked_by == linked_by
