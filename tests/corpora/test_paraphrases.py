"""The hand-written contexts of figures: their marks, labels, counts and card."""

from __future__ import annotations

import hashlib
import re
from collections import Counter

import pytest
from corpora.paraphrases import HERE, MARK, Split, cells, files, load, mentions, names

from gouji.form import load as load_form

SPLITS: tuple[Split, ...] = ("train", "test")
FORM = load_form("2021")
GROUPS = ("refused", "unable", "declined", "other_handling", "handled", "suit", "new/organisations")


def lines(split: Split) -> list[str]:
    return [x for path in files(split) for x in path.read_text("utf-8").splitlines() if x]


@pytest.mark.parametrize("split", SPLITS)
def test_every_line_is_a_heading_or_a_context_whose_marks_all_parse(split: Split) -> None:
    for line in lines(split):
        if line.startswith("#"):
            assert re.fullmatch(r"# [A-H] [1-6]", line), line
        else:
            assert MARK.search(line), line
            assert not re.search(r"[\[\]|]", MARK.sub("", line)), line


@pytest.mark.parametrize("split", SPLITS)
def test_places_cut_out_the_figures_and_cells_are_those_of_the_form(split: Split) -> None:
    known = set(FORM.cells)
    for m in load(split):
        assert m["text"][m["start"] : m["end"]] == m["figure"]
        assert set(m["cells"]) <= known
        assert len(m["cells"]) == len(set(m["cells"]))


def test_no_text_stands_twice_or_in_both_splits() -> None:
    texts = [MARK.sub(r"\1", x) for split in SPLITS for x in lines(split) if not x.startswith("#")]
    assert [t for t, n in Counter(texts).items() if n > 1] == []


@pytest.mark.parametrize(
    ("split", "contexts", "figures", "each"), [("train", 520, 1040, 8), ("test", 200, 400, 3)]
)
def test_there_are_enough_of_every_label(split: Split, contexts: int, figures: int, each: int) -> None:
    found = list(load(split))
    counts = Counter(tuple(m["cells"]) for m in found)
    assert len({m["text"] for m in found}) >= contexts
    assert len(found) >= figures
    alone = [
        c for c in FORM.cells if not c.startswith("t3/") or c.startswith("t3/new/") or c.endswith("/total")
    ]
    wanted = [(cell,) for cell in alone] + [names()[group] for group in GROUPS]
    assert [c for c in wanted if counts[c] < each] == []
    assert 0.4 <= counts[()] / len(found) <= 0.55


def test_a_short_name_stands_for_its_cell_or_group() -> None:
    assert cells("new+carried_in") == list(names()["handled"])
    assert cells("suit") == ["t4/suit_direct/total", "t4/suit_after_review/total"]
    assert cells("") == []
    with pytest.raises(KeyError):
        cells("no_such_row")


def test_marks_before_a_figure_do_not_shift_its_place() -> None:
    first, second = mentions("收到[34|new]宗，多[5|]宗", "train", 3)
    assert (first["start"], second["start"], second["text"]) == (2, 7, "收到34宗，多5宗")


def test_the_card_counts_what_the_files_hold() -> None:
    card = (HERE / "README.md").read_text("utf-8")
    counts = {split: Counter(tuple(m["cells"]) for m in load(split)) for split in SPLITS}
    for label, train, test in re.findall(r"^\| `(\S+)` \| (\d+) \| (\d+) \|$", card, re.MULTILINE):
        key = names()[label]
        assert (int(train), int(test)) == (counts["train"][key], counts["test"][key]), label


def test_the_hashes_are_those_of_the_files() -> None:
    listed = [x.split() for x in (HERE / "SHA256SUMS").read_text("utf-8").splitlines()]
    assert {name: digest for digest, name in listed} == {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest() for s in SPLITS for p in files(s)
    }
