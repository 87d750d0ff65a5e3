"""Every layout with every quirk: each cell has its figure, and no benign damage makes a row unreadable."""

from __future__ import annotations

import pytest
from tests.tables.drawing import HTML, MARKDOWN, QUIRKS, TEXT, figures, report

from gouji.document import Document, State
from gouji.form import load
from gouji.reading import read

LAYOUTS = (*TEXT, *MARKDOWN, *HTML)
# Blank cells leave no trace where only what is printed is kept; such rows need the identities.
TRACELESS = {
    "one_line",
    "row_a_line",
    "html_paragraphs",
    "cell_a_line_barred",
    "cell_a_line_spaced",
    "columns",
    "pasted_page",
    "html_breaks",
}


def differences(document: Document, values: dict) -> list[tuple[str, object, object, str]]:
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


@pytest.mark.parametrize("quirk", QUIRKS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_cell_is_read(layout: str, quirk: str) -> None:
    form = load("2021")
    values = figures(form)
    document = read(report(form, values, layout, quirk))
    assert document.form == "2021"
    assert document.missing == ()
    assert differences(document, values) == []
    assert [s.number for s in document.sections] == [0, 1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_older_form_is_told_by_its_header_words(layout: str) -> None:
    form = load("2019")
    values = figures(form)
    document = read(report(form, values, layout, "plain"))
    assert document.form == "2019"
    assert differences(document, values) == []
