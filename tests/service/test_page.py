"""The page as people use it, in a real browser, with mouse, keyboard and a screen reader's rules."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest

from gouji.reporting import FORMATS, Options
from gouji.samples import path as sample

SERIOUS = {"serious", "critical"}
SIZES = {"desk": {"width": 1280, "height": 860}, "phone": {"width": 390, "height": 844}}


@pytest.fixture(params=sorted(SIZES))
def page(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    """An empty page at desktop and at phone width; a script error fails the test."""
    opened = browser.new_page(viewport=SIZES[request.param])
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on(
        "console", lambda m: errors.append(m.text) if m.type == "error" and "422" not in m.text else None
    )
    opened.set_default_timeout(30_000)
    yield opened
    assert errors == []
    opened.close()


def hand_in(page: Any, server: Any, *files: Path) -> None:
    page.goto(server.url)
    page.set_input_files("#files", [str(f) for f in files])
    page.click("button.primary")
    page.wait_for_function("n => document.querySelectorAll('#queue li').length === n", arg=len(files))
    page.wait_for_function(
        "() => [...document.querySelectorAll('#queue li')].every((li) => /✓|✗/.test(li.textContent))"
    )


def serious(page: Any) -> list[str]:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    found = axe.Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found if v["impact"] in SERIOUS]


def card(page: Any, code: str) -> Any:
    return page.locator(".card", has=page.locator(f".code:text-is('{code}')"))


def test_from_the_sample_to_a_verdict_that_lasts(page: Any, start: Any) -> None:
    server = start()
    hand_in(page, server, sample())
    page.click("#reports a")
    for code in ("N2", "N3"):
        assert card(page, code).is_visible()

    card(page, "N2").locator(".evidence .conflict a").first.click()
    lit = page.locator("mark.lit")
    assert "23%" in lit.inner_text()
    assert lit.is_visible()
    lit.locator("a.no").first.click()
    assert page.evaluate("document.querySelector('.card.lit')?.dataset.finding") is not None

    with page.expect_response("**/findings/*"):
        card(page, "N3").locator("[data-decision=dismissed]").click()
    card(page, "N3").locator("input").fill("一件申请可以要两样东西")
    with page.expect_response("**/findings/*"):
        card(page, "N3").locator("input").press("Tab")

    hand_in(page, server, sample())
    page.click("#reports tbody tr:first-child a")
    assert "dismissed" in card(page, "N3").get_attribute("class")
    assert card(page, "N3").locator("input").input_value() == "一件申请可以要两样东西"
    assert "dismissed" not in card(page, "N2").get_attribute("class")


def test_work_by_keyboard_alone(page: Any, start: Any) -> None:
    server = start()
    hand_in(page, server, sample())
    page.click("#reports a")
    page.wait_for_url("**/reports/*", wait_until="load")  # a key pressed before the page listens is lost
    page.keyboard.press("j")
    with page.expect_response("**/findings/*"):
        page.keyboard.press("c")
    first = page.locator(".card").first
    assert "confirmed" in first.get_attribute("class")
    page.keyboard.press("e")
    assert page.locator(".lit").count() == 1
    page.keyboard.press("b")
    with page.expect_response("**/findings/*"):
        page.keyboard.press("c")
    assert "confirmed" not in first.get_attribute("class")
    page.keyboard.press("n")
    page.keyboard.type("jd")
    assert first.locator("input").input_value() == "jd"


def test_ten_files_at_once_one_of_them_broken(page: Any, server: Any, tmp_path: Path) -> None:
    files = []
    for n in range(9):
        files.append(tmp_path / f"report-{n}.txt")
        files[-1].write_text(sample().read_text("utf-8").replace("云岫区", f"第{n}号区"), "utf-8")
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 no archive")
    hand_in(page, server, *files, broken)
    told = page.locator("#queue li").all_inner_texts()
    assert len([t for t in told if "✗" in t]) == 1
    assert "broken.docx" in next(t for t in told if "✗" in t)
    for n in range(9):
        assert page.locator(f"#reports th:has-text('report-{n}.txt')").count() >= 1


def test_a_docx_comes_back_with_comments(page: Any, server: Any, tmp_path: Path) -> None:
    import gouji

    original = tmp_path / "original.docx"
    data = FORMATS["docx"].render([gouji.Review(gouji.read(sample()))], Options())
    assert isinstance(data, bytes)
    original.write_bytes(data)
    hand_in(page, server, original)
    page.click("#reports tbody tr:first-child a")
    page.click(".menu summary")
    with page.expect_download() as download:
        page.click(".menu a:has-text('DOCX')")
    comments = docx.Document(io.BytesIO(Path(download.value.path()).read_bytes())).comments
    assert any("占比不符" in c.text for c in comments)


def test_compare_with_last_year(page: Any, server: Any, tmp_path: Path) -> None:
    before = tmp_path / "2023.txt"
    before.write_text(sample().read_text("utf-8").replace("2024", "2023"), "utf-8")
    hand_in(page, server, sample())
    page.click("#reports tbody tr:first-child a")
    with page.expect_navigation():
        page.set_input_files("#previous", str(before))
    assert "上年：" in page.locator("#c-t3-new-total").get_attribute("title")


def test_no_serious_accessibility_violation(page: Any, server: Any) -> None:
    hand_in(page, server, sample())
    assert serious(page) == []
    page.click("#reports tbody tr:first-child a")
    page.keyboard.press("j")
    assert serious(page) == []
    page.goto(server.url + "api?lang=en")
    assert serious(page) == []


def test_nothing_is_wider_than_the_screen(page: Any, server: Any) -> None:
    hand_in(page, server, sample())
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0
    page.click("#reports tbody tr:first-child a")
    assert page.evaluate(wide) <= 0


def test_the_html_report_alone_is_as_good(page: Any, tmp_path: Path) -> None:
    import gouji

    file = tmp_path / "report.html"
    file.write_text(str(FORMATS["html"].render([gouji.check(sample())], Options())), "utf-8")
    page.goto(file.as_uri())
    page.keyboard.press("j")
    assert page.locator(".lit").count() == 1
    page.locator("#c-t3-granted-total").click()
    assert "T3-1" in page.locator("#inspector").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#inspector").is_hidden()
    assert serious(page) == []


def test_hostile_files_show_inert(page: Any, server: Any, tmp_path: Path) -> None:
    bad = tmp_path / "<img src=x onerror=alert(1)>.txt"
    hostile = sample().read_text("utf-8").replace("动漫解读7个", "<script>alert(2)</script>动漫解读7个")
    bad.write_text(hostile, "utf-8")
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    hand_in(page, server, bad)
    page.click("#reports tbody tr:first-child a")
    assert "<script>alert(2)</script>" in page.locator("#document").inner_text()
