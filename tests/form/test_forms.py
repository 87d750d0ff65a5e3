"""The statutory forms as data: their shape, and that their labels tell rows and forms apart."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from gouji.errors import FormError
from gouji.form import ids, load, parse
from gouji.tables.label import normal

SHAPES = {"2021": {"t2": 10, "t3": 175, "t4": 15}, "2019": {"t2": 22, "t3": 161, "t4": 15}}


def data(form_id: str) -> dict:  # type: ignore[type-arg]
    return tomllib.loads((resources.files("gouji.form") / f"{form_id}.toml").read_text("utf-8"))


@pytest.mark.parametrize("form_id", SHAPES)
def test_number_of_cells(form_id: str) -> None:
    form = load(form_id)
    assert {table.key: len(table.cells) for table in form.tables} == SHAPES[form_id]
    assert len(set(form.cells)) == len(form.cells)


@pytest.mark.parametrize("form_id", ids())
def test_no_label_names_two_rows_of_a_table(form_id: str) -> None:
    for table in load(form_id).tables:
        named: dict[str, str] = {}
        for row in table.rows:
            for label in {normal(text) for text in (row.label, *row.aliases)}:
                assert named.setdefault(label, row.name) == row.name, (table.key, label)


@pytest.mark.parametrize("form_id", ids())
def test_no_label_names_two_columns_of_a_row(form_id: str) -> None:
    for table in load(form_id).tables:
        for row in table.rows:
            official = [normal(column.label) for column in row.columns]
            assert len(set(official)) == len(official), (table.key, row.name)


@pytest.mark.parametrize("form_id", ids())
def test_marks_are_of_this_form_alone_and_stand_in_its_heads(form_id: str) -> None:
    form = load(form_id)
    heads = {column.label for table in form.tables for row in table.rows for column in row.columns}
    others = [load(other) for other in ids() if other != form_id]
    foreign = {c.label for f in others for t in f.tables for row in t.rows for c in row.columns}
    rows = {row.label for table in form.tables for row in table.rows}
    for mark in form.marks:
        assert any(mark in text for text in heads | rows), mark
        assert not any(mark in text for text in foreign), mark


@pytest.mark.parametrize("form_id", ids())
def test_every_table_and_section_is_numbered_and_named(form_id: str) -> None:
    form = load(form_id)
    assert [s.number for s in form.sections] == list(range(1, len(form.sections) + 1))
    assert {table.section for table in form.tables} <= {s.number for s in form.sections}
    assert all(table.marks and table.label for table in form.tables)
    assert form.names


@pytest.mark.parametrize("form_id", SHAPES)
def test_articulations_cover_the_application_table(form_id: str) -> None:
    form = load(form_id)
    tied = {cell for identity in form.identities for cell in identity.cells}
    assert set(form.table("t3").cells) <= tied
    assert set(form.table("t4").cells) <= tied
    counts = {code: sum(i.code == code for i in form.identities) for code in ("T3-1", "T3-2", "T3-3")}
    assert counts == {"T3-1": len(form.table("t3").rows), "T3-2": 7, "T3-3": 7}


def test_a_form_that_names_no_such_cell_is_refused() -> None:
    broken = data("2021")
    broken["identities"][0]["plus"] = ["natural", "nobody"]
    with pytest.raises(FormError, match="nobody"):
        parse("broken", broken)


def test_an_unknown_form_names_those_that_are_known() -> None:
    with pytest.raises(FormError, match="2021"):
        load("1999")
