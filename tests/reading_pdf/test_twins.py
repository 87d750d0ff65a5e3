"""One report in every format gives the same findings."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from corpora.synthetic.maker import make
from corpora.synthetic.rendering import render

from gouji.finding import CellEvidence, TextEvidence
from gouji.reading import office, read_bytes
from gouji.reviewing import review

FORMATS = ("txt", "md", "html", "docx", "pdf")
needs_office = pytest.mark.skipif(
    not any(map(shutil.which, office.PROGRAMS)), reason="LibreOffice is not installed"
)


def plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def findings(data: bytes, name: str) -> list[tuple[object, ...]]:
    """What is found, without where in the text it stands: white space differs between formats."""
    found = []
    document = read_bytes(data, name)
    for finding in review(document).findings:
        quotes = [plain(e.span.of(document.text)) for e in finding.evidence if isinstance(e, TextEvidence)]
        cells = [
            (e.cell, str(document.cells[e.cell].value))
            for e in finding.evidence
            if isinstance(e, CellEvidence)
        ]
        found.append((finding.code, finding.verdict.value, finding.origin.value, *quotes, *cells))
    return sorted(found, key=repr)


@pytest.mark.parametrize("seed", ["twin-1", "twin-2", "twin-3", "twin-4"])
def test_the_formats_of_one_report_agree(seed: str) -> None:
    record = make(seed, "test", errors=3, format="pdf").record
    found = {form: findings(render(replace(record, format=form, quirks=())), f"a.{form}") for form in FORMATS}
    assert found["txt"]
    assert all(found[form] == found["txt"] for form in FORMATS)


@needs_office
def test_an_old_word_file_agrees_too(tmp_path: Path) -> None:
    record = replace(make("twin-1", "test", errors=3, format="docx").record, quirks=())
    source = tmp_path / "a.docx"
    source.write_bytes(render(record))
    program = next(found for name in office.PROGRAMS if (found := shutil.which(name)))
    profile = f"-env:UserInstallation={(tmp_path / 'p').as_uri()}"
    convert = ["--convert-to", "doc:MS Word 97", "--outdir", str(tmp_path), str(source)]
    subprocess.run([program, "--headless", profile, *convert], capture_output=True, check=True)
    found = findings((tmp_path / "a.doc").read_bytes(), "a.doc")
    assert found == findings(source.read_bytes(), "a.docx")
    assert found
