"""Every hostile file ends in a typed error or a right result, within its budget, and the parent goes on."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.hostile.files import HOSTILE, REPORT, Hostile

from gouji.document import Document
from gouji.errors import InputError
from gouji.reading import documents, isolation


def outcomes(file: Hostile, folder: Path) -> list[tuple[str, Document | InputError]]:
    """What the command sees of the file: path inside it, and document or error."""
    path = folder / file.name
    path.write_bytes(file.make())
    return [(inner.removeprefix(str(path)), found) for inner, found in documents(path, isolated=True)]


@pytest.fixture(autouse=True)
def alive() -> Iterator[None]:
    """After each file the parent has not grown and still reads."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert (
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 2 * 10**6
    )  # KiB; the file itself is in it
    assert isolation.read_bytes(REPORT.encode()).year == 2024


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_as_it_should(name: str, tmp_path: Path) -> None:
    file = HOSTILE[name]
    found = outcomes(file, tmp_path)
    ends = {"reads" if isinstance(f, Document) else type(f).__name__ for _, f in found}
    assert ends <= set(file.ends), [str(f)[:200] for _, f in found]
    assert ends
    for path, result in found:
        assert ".." not in path
        if isinstance(result, Document):
            assert result.year == 2024
            assert "root:" not in result.text
