"""Across bodies and years: names brought to one body, chains, versions, copies; clean years stay silent."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from eval.speed import years

from gouji import form as forms
from gouji.corpus import query, run
from gouji.corpus.across import across
from gouji.corpus.bodies import body, resolve
from gouji.corpus.chains import RULES, breaks, children
from gouji.corpus.copies import copies
from gouji.corpus.outliers import zeros
from gouji.corpus.panel import Entry, Panel, _places
from gouji.corpus.signature import minhash, sentences

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")


def entry(name: str, year: int, cells: Mapping[str, float] = {}, **more: object) -> Entry:
    """A report in which every cell is 0 but those that are given."""
    values = np.zeros(len(forms.load("2021").cells))
    for cell, value in cells.items():
        values[_places("2021")[cell]] = value
    text = str(more.pop("text", f"{name}{year}"))
    plain = {
        "number": 0, "id": f"{name}-{year}", "path": f"{name}-{year}.txt", "sha256": f"{name}{year}{more}",
        "modified": "", "format": "txt", "title": name, "consolidated": False, "past": (),
        "minhash": np.array(minhash(text), dtype=np.uint32), "sentences": np.array(sentences(text)),
        "body": body(name), "year": year, "form": "2021", "values": values, "places": _places("2021"),
    }  # fmt: skip
    return Entry(**{**plain, **more})  # type: ignore[arg-type]


def codes(*entries: Entry) -> list[str]:
    panel = Panel(entries)
    return [b.code for b in (*breaks(panel), *children(list(panel.current().values())))]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("桐岭县人社局", "桐岭县人力资源和社会保障局", True),
        ("桐岭县卫健委", "桐岭县卫生健康局", True),
        ("桐岭县财政局", "桐岭县教育局", False),
        ("桐岭县财政局", "青峪市财政局", False),
        ("桐岭县人民政府", "桐岭县人民政府办公室", False),
        ("青峪市公安局", "青峪市公安局交通警察支队", False),
        ("桐岭 县财政局", "桐岭县财政局", True),
        ("桐岭县财政局（本级）", "桐岭县财政局", True),
        ("桐岭县档案馆", "桐岭县人民政府", False),
    ],
)
def test_names_of_one_body(one: str, other: str, same: bool) -> None:
    assert (body(one).key == body(other).key) is same


def test_a_region_named_alone_is_found_under_the_only_one_of_its_name() -> None:
    short, whole, other = body("城关镇人民政府"), body("桐岭县城关镇人民政府"), body("柳溪县城关镇人民政府")
    assert resolve([short, whole])[short].key == whole.key
    assert resolve([short, whole, other])[short].key == short.key


NAME = "桐岭县财政局"


def test_what_was_carried_out_is_carried_in_in_every_column() -> None:
    before = entry(NAME, 2023, {"t3/carried_out/natural": 3, "t3/carried_out/total": 3})
    right = entry(NAME, 2024, {"t3/carried_in/natural": 3, "t3/carried_in/total": 3})
    moved = entry(NAME, 2024, {"t3/carried_in/legal": 3, "t3/carried_in/total": 3})
    assert codes(before, right) == []
    assert codes(before, moved) == ["Y1"]


def test_stocks_flow_on() -> None:
    before = entry(NAME, 2023, {"t2/normative_document/in_force": 10})
    cells = {"t2/normative_document/issued": 3, "t2/normative_document/repealed": 1}
    assert codes(before, entry(NAME, 2024, cells | {"t2/normative_document/in_force": 12})) == []
    assert codes(before, entry(NAME, 2024, cells | {"t2/normative_document/in_force": 13})) == ["Y2"]


def test_a_year_that_is_missing_breaks_nothing() -> None:
    before = entry(NAME, 2022, {"t3/carried_out/total": 3})
    assert codes(before, entry(NAME, 2024)) == []


def test_cases_that_were_pending_are_among_this_years() -> None:
    before = entry(NAME, 2023, {"t4/review/pending": 2, "t4/review/total": 2})
    assert codes(before, entry(NAME, 2024, {"t4/review/total": 2})) == []
    assert codes(before, entry(NAME, 2024, {"t4/review/total": 1})) == ["Y3"]


@pytest.mark.parametrize(
    ("low", "high", "exact", "found"),
    [
        ("20", "20", True, []),
        ("21", "21", True, ["Y4"]),
        ("18", "19", False, []),
        ("30", "40", False, ["Y4"]),
    ],
)
def test_last_year_as_told_is_last_year_as_reported(
    low: str, high: str, exact: bool, found: list[str]
) -> None:
    told = {"quote": "", "low": low, "high": high, "exact": exact, "readings": [["t3/new/total"]]}
    before = entry(NAME, 2023, {"t3/new/total": 20})
    assert codes(before, entry(NAME, 2024, past=(told,))) == found


def test_twins_in_two_formats_cannot_both_be_right_and_versions_can() -> None:
    text = "全年主动公开各类政府信息，及时回应社会关切，组织开展业务培训，完善工作制度。" * 3
    web = entry(NAME, 2024, {"t3/new/total": 1}, format="html", text=text)
    file = entry(NAME, 2024, {"t3/new/total": 2}, format="docx", text=text, number=1)
    mended = entry(NAME, 2024, {"t3/new/total": 2}, format="docx", text=text, number=1, title="（更正版）")
    same = entry(NAME, 2024, {"t3/new/total": 1}, format="docx", text=text, number=1)
    assert codes(web, file) == ["Y7"]
    assert codes(web, mended) == ["Y9"]
    assert codes(web, same) == []


def test_a_mended_report_counts_before_a_later_file() -> None:
    mended = entry(NAME, 2024, modified="2025-01-01", title="2024年年报（更正）")
    later = entry(NAME, 2024, modified="2025-06-01", number=1)
    assert Panel((mended, later)).current()[body(NAME).key, 2024] is mended


def test_children_do_not_exceed_what_sums_them_up() -> None:
    children = [entry(f"桐岭县{n}局", 2024, {"t3/new/total": 5}) for n in ("财政", "教育")]
    for stated, consolidated, found in ((10, True, []), (9, True, ["Y8"]), (9, False, [])):
        parent = entry("桐岭县人民政府", 2024, {"t3/new/total": stated}, consolidated=consolidated)
        assert codes(*children, parent) == found


@pytest.mark.parametrize(
    ("had", "have", "found"), [(10, 50, 1), (10, 49, 0), (60, 12, 1), (2, 40, 0), (0, 90, 0)]
)
def test_steep_changes_are_marked(had: int, have: int, found: int) -> None:
    before, now = entry(NAME, 2023, {"t3/new/total": had}), entry(NAME, 2024, {"t3/new/total": have})
    assert codes(before, now) == ["Y5"] * found


def test_a_zero_among_many_is_marked() -> None:
    places = "甲乙丙丁戊己庚辛壬癸寅卯"
    peers = [entry(f"{p}{p}县财政局", 2024, {"t3/new/total": 30 + n}) for n, p in enumerate(places)]
    nothing = entry("子丑县财政局", 2024)
    assert [b.entry for b in zeros([*peers, nothing])] == [nothing]
    assert list(zeros([*peers[:5], nothing])) == []
    idle = [entry(f"{p}山县财政局", 2024) for p in places[:3]]
    assert list(zeros([*peers, *idle])) == []  # so many zeros are nothing strange


TEXT = "".join(
    f"本年度围绕{what}持续发力，制定了专门方案，明确了责任分工和完成时限。"
    for what in (
        "规范性文件管理",
        "政策解读",
        "平台建设",
        "依申请答复",
        "业务培训",
        "监督考核",
        "社会评议",
        "档案移交",
    )
)
OWN = "".join(
    f"针对{what}问题，召开了专题会议，逐项研究整改。"
    for what in ("栏目更新", "格式不一", "答复不当", "人手不足")
)


def test_last_years_text_and_a_neighbours_are_found_and_unlike_texts_are_not() -> None:
    first = entry(NAME, 2023, text=TEXT)
    again = entry(NAME, 2024, text=TEXT.replace("明确", "进一步明确", 2), number=1)
    neighbour = entry("柳溪县财政局", 2024, text=TEXT, number=2)
    unlike = entry("青峪市财政局", 2024, text=OWN, number=3)
    old = entry("沐阳县财政局", 2020, text=TEXT, number=4)
    found = {(c.kind, c.one.id, c.other.id) for c in copies([first, again, neighbour, unlike, old])}
    assert found == {
        ("last_year", first.id, again.id),
        ("neighbour", first.id, neighbour.id),
        ("neighbour", again.id, neighbour.id),
    }


def test_planted_years_are_found_and_clean_ones_stay_silent(tmp_path: Path) -> None:
    made, marks, copied = years.panel(44, 3, "test")
    years.write(made, tmp_path / "in")
    run(tmp_path / "in", tmp_path / "out", workers=2)
    counts = across(tmp_path / "out")
    told = query(tmp_path / "out", "SELECT code, organisation, year FROM breaks")
    found = {(r.code, r.organisation, r.year) for r in told.itertuples()}
    assert {mark[0] for mark in marks} == set(RULES)
    assert found == set(marks) | years.remarkable(made)
    assert counts["copies"] == len(copied)
    panel = query(tmp_path / "out", "SELECT * FROM panel")
    assert len(panel) == 132
    assert {"body", "region", "level", "year", "t3/new/total", "t4/review/total"} <= set(panel.columns)
    assert (tmp_path / "out" / "across" / "panel.csv").read_bytes().startswith(b"\xef\xbb\xbfbody,")


def test_two_looks_give_the_same_bytes(tmp_path: Path) -> None:
    made, _, _ = years.panel(6, 2, "bytes")
    years.write(made, tmp_path / "in")
    run(tmp_path / "in", tmp_path / "out", workers=1)
    looks = []
    for _ in range(2):
        across(tmp_path / "out")
        looks.append({p.name: p.read_bytes() for p in (tmp_path / "out" / "across").iterdir()})
    assert looks[0] == looks[1]
    across(tmp_path / "out", bucket=5)
    small = {p.name: p.read_bytes() for p in (tmp_path / "out" / "across").iterdir()}
    assert small.keys() == looks[0].keys()  # nothing that was spilled is left
    assert {n for n in small if small[n] != looks[0][n]} == {"panel.parquet"}  # in more row groups
    assert len(query(tmp_path / "out", "SELECT * FROM panel")) == 12
