"""Scope and period of claims hold their floor on labels set by hand."""

from __future__ import annotations

from eval.claims.contexts import labels, wrong

LABELS, FLOOR = 150, 0.95


def test_scope_and_period_are_right_where_hand_labels_say_so() -> None:
    every = labels()
    assert len(every) >= LABELS
    assert 1 - len(wrong(every)) / len(every) >= FLOOR


def test_every_label_stands_in_its_sentence() -> None:
    assert all(one.text.startswith(one.figure, one.start) for one in labels())
