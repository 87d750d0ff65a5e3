"""Every layout with every quirk: each cell has its figure, and no benign damage makes a row unreadable."""

from __future__ import annotations

import pytest
from tests.tables.drawing import HTML, MARKDOWN, QUIRKS, TEXT, Values, figures, report

from gouji.document import Document, State
from gouji.form import load
from gouji.reading import read

LAYOUTS = (*TEXT, *MARKDOWN, *HTML)
# Where only what is printed is kept, a blank cell leaves no trace: such rows cannot all be told.
TRACELESS = {"one_line", "row_a_line", "html_paragraphs", "html_breaks"}
BLANKS = {"zeros_blank", "zeros_nbsp"}
LOST = [(layout, quirk) for layout in sorted(TRACELESS) for quirk in sorted(BLANKS)]
KEPT = [(layout, quirk) for layout in LAYOUTS for quirk in QUIRKS if (layout, quirk) not in LOST]


def differences(document: Document, values: Values) -> list[tuple[str, object, object, str]]:
    """Cells that do not say what was drawn; a blank is as good as a zero."""
    return [
        (
            name,
            cell.value if (cell := document.cells.get(name)) else "absent",
            wanted,
            cell.state.value if cell else "",
        )
        for name, wanted in values.items()
        if (cell := document.cells.get(name)) is None
        or not (cell.value == wanted or (cell.state is State.BLANK and wanted == 0))
    ]


@pytest.mark.parametrize(("layout", "quirk"), KEPT)
def test_every_cell_is_read(layout: str, quirk: str) -> None:
    form = load("2021")
    values = figures(form)
    document = read(report(form, values, layout, quirk))
    assert document.form == "2021"
    assert document.missing == ()
    assert differences(document, values) == []
    assert State.REPAIRED not in {cell.state for cell in document.cells.values()}
    assert [s.number for s in document.sections] == [0, 1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(("layout", "quirk"), LOST)
def test_what_cannot_be_told_is_unreadable_and_never_wrong(layout: str, quirk: str) -> None:
    form = load("2021")
    values = figures(form)
    document = read(report(form, values, layout, quirk))
    wrong = differences(document, values)
    assert {state for _, _, _, state in wrong} == {"unreadable"}
    assert document.cells["t3/new/total"].state is State.UNREADABLE
    assert document.cells["t2/normative_document/in_force"].value == 36


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_older_form_is_told_by_its_header_words(layout: str) -> None:
    form = load("2019")
    values = figures(form)
    document = read(report(form, values, layout, "plain"))
    assert document.form == "2019"
    assert differences(document, values) == []


STRUCTURED = [
    layout for layout in LAYOUTS if layout.startswith(("tabs", "bars", "wide_bars", "markdown", "html"))
]


@pytest.mark.parametrize("quirk", ["plain", "zeros_blank", "zeros_slash", "zeros_hyphen", "zeros_nbsp"])
@pytest.mark.parametrize("layout", [one for one in STRUCTURED if one not in TRACELESS])
def test_a_year_in_which_nothing_happened(layout: str, quirk: str) -> None:
    form = load("2021")
    values = dict.fromkeys(form.cells, 0)
    document = read(report(form, values, layout, quirk))
    assert document.missing == ()
    assert differences(document, values) == []
    assert {cell.state for cell in document.cells.values()} == {
        State.READ if quirk == "plain" else State.BLANK
    }
