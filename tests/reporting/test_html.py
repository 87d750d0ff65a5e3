"""The HTML report: what it shows, that its links meet, and that nothing in it can run."""

from __future__ import annotations

import base64
import hashlib
import re
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from lxml import html

from gouji.document import Cell, State
from gouji.finding import CellEvidence, Verdict
from gouji.form import load
from gouji.outcome import Review
from gouji.reporting import FORMATS, Options


def page(review: Review, **options: object) -> html.HtmlElement:
    text = FORMATS["html"].render([review], Options(**options))  # type: ignore[arg-type]
    return html.document_fromstring(str(text))


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_link_leads_to_something_in_the_page(review: Review, lang: str) -> None:
    tree = page(review, lang=lang)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = [h[1:] for h in tree.xpath("//a/@href")]
    assert links
    assert set(links) <= set(ids)


def test_a_finding_leads_to_its_evidence_and_back(review: Review) -> None:
    tree = page(review)
    (card,) = tree.xpath("//li[@id='f1']")
    anchors = card.xpath(".//ul[@class='evidence']//a/@href")
    marks = [tree.xpath(f"//*[@id='{a[1:]}']/ancestor-or-self::mark")[0] for a in anchors]
    assert [re.sub(r"\d$", "", words(m)) if i else words(m) for i, m in enumerate(marks)] == [
        "23个",
        "动漫7个",
        "动漫解读占比23%",
    ]
    assert marks[1].xpath(".//a[@class='no']/@href") == ["#f1"]
    assert "contradiction conflict" in marks[1].get("class")
    assert "support" in marks[0].get("class")


def test_the_text_of_the_document_is_all_there(review: Review) -> None:
    sheet = page(review).get_element_by_id("document")
    for number in sheet.xpath(".//a[@class='no']"):
        number.drop_tree()
    prose = "".join(e.text_content() for e in sheet.xpath(".//p|.//h2|.//h3"))
    assert prose == review.document.text.replace("\n", "")


def test_tables_stand_in_their_sections_in_statutory_shape(review: Review) -> None:
    tree = page(review)
    cells = {td.get("id"): td for td in tree.xpath("//figure[@id='table-t3']//td")}
    assert len(cells) == 175
    assert words(cells["c-t3-new-total"]) == "9"
    assert "support" in cells["c-t3-new-total"].get("class")
    assert "state-repaired" in cells["c-t3-declined_publication-total"].get("class")
    assert "state-unreadable" in cells["c-t3-carried_out-natural"].get("class")
    order = [e.get("id") or words(e) for e in tree.xpath("//main//figure|//main//h2")]
    assert order.index("三、收到和处理政府信息公开申请情况") < order.index("table-t3")
    assert order.index("table-t3") < order.index("六、其他需要报告的事项")


def test_a_cell_tells_its_relations_with_the_figures_put_in(review: Review) -> None:
    hint = page(review).get_element_by_id("c-t3-new-total").get("title")
    assert "T3-1：9 = 9 ✓" in hint
    assert "T3-3" in hint


def test_what_could_not_be_read_is_told_apart_from_what_holds(review: Review) -> None:
    tree = page(review)
    assert "未读到表四" in words(tree.xpath("//section[@class='unchecked']")[0])
    rows = {words(tr.xpath("./th")[0]): tr for tr in tree.xpath("//details[@class='coverage']//tbody/tr")}
    assert any(head.startswith("T3-3") and "成立" in head for head in rows)
    assert not any(head.startswith("N2") and "成立" in head for head in rows)


def test_notes_are_folded_unless_asked_for(review: Review) -> None:
    assert page(review).xpath("//details[@class='notes']/@open") == []
    assert page(review, notes=True).xpath("//details[@class='notes']/@open")


def test_the_file_needs_nothing_from_outside_and_runs_only_its_own_script(review: Review) -> None:
    tree = page(review)
    assert not tree.xpath("//link|//img|//iframe|//object|//*[@src]|//*[@style]")
    assert not [a for a in tree.xpath("//@*") if str(a).startswith(("http", "//", "javascript:"))]
    (script,) = tree.xpath("//script")
    digest = base64.b64encode(hashlib.sha256(script.text.encode()).digest()).decode()
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert f"script-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy


def test_hostile_text_is_shown_and_does_not_run(hostile: Review) -> None:
    tree = page(hostile, notes=True)
    assert len(tree.xpath("//script")) == 1
    assert not tree.xpath("//img|//b[not(ancestor::p)]|//main//b")
    assert not [a for e in tree.iter() for a in e.attrib if a.startswith("on")]
    assert "<script>alert(1)</script>" in tree.get_element_by_id("document").text_content()
    assert "\u202e" not in tree.text_content()


def test_evidence_inside_a_table_leads_to_its_cell(review: Review) -> None:
    f = replace(review.findings[0], evidence=(CellEvidence("t3/new/total", Decimal(9)),))
    tree = page(replace(review, findings=(f,)))
    assert tree.xpath("//li[@id='f1']//ul[@class='evidence']//a/@href") == ["#c-t3-new-total"]
    assert tree.get_element_by_id("c-t3-new-total").xpath("./a/@href") == ["#f1"]


def test_ten_thousand_findings_are_shown(review: Review) -> None:
    many = replace(review, findings=(review.findings[0],) * 10_000)
    start = time.process_time()
    text = str(FORMATS["html"].render([many], Options()))
    assert text.count('<li class="card') == 10_000
    assert time.process_time() - start < 30


def test_a_report_without_tables_is_laid_out(make: Callable[[str], Review]) -> None:
    review = make("a.txt")
    bare = replace(review, document=replace(review.document, form=None, cells={}, missing=()), findings=())
    tree = page(bare)
    assert not tree.xpath("//figure")
    assert "没有读到法定表格" in words(tree.xpath("//p[@class='reading']")[0])


def test_the_2019_form_is_drawn_too(make: Callable[[str], Review]) -> None:
    form = load("2019")
    cells = {n: Cell(n, Decimal(1), State.READ, "1") for n in form.cells}
    review = make("a.txt")
    old = replace(
        review, document=replace(review.document, form="2019", cells=cells, missing=()), findings=()
    )
    assert len(page(old).xpath("//td[starts-with(@id,'c-')]")) == len(form.cells)


def test_last_year_stands_beside_this_year(make: Callable[[str], Review]) -> None:
    review = replace(make("a.txt"), previous=make("b.txt").document)
    assert "上年：9" in page(review).get_element_by_id("c-t3-new-total").get("title")


def test_verdicts_are_told_apart_without_colour(review: Review) -> None:
    cards = page(review, notes=True).xpath("//li[starts-with(@class,'card')]")
    glyphs = [c.xpath(".//span[@class='glyph']")[0].text for c in cards]
    assert glyphs == ["✗", "?", "?", "·"]
    style = page(review).xpath("//style")[0].text
    for look in ("wavy", "dashed", "dotted"):
        assert f"underline {look}" in style
    assert {v.value for v in Verdict} <= set(re.findall(r"mark\.(\w+)", style))
