"""HTML: the article among the chrome of the page, tables with their spans, hostile markup."""

from __future__ import annotations

import time

import pytest
from tests.tables.drawing import HEADINGS, HTML, figures, sheets

from gouji.document import Document
from gouji.errors import InputError, LimitExceeded, NotAReport
from gouji.form import load
from gouji.reading import read
from gouji.reading.blocks import Line, RawGrid
from gouji.reading.html import read_html

FORM = load("2021")
VALUES = figures(FORM)
TITLE = "云岭市雨前区水务局2024年政府信息公开工作年度报告"
PREAMBLE = "依照有关规定编制本报告，数据自2024年1月1日起至2024年12月31日止。"
TABLES = "".join(f"<p>{HEADINGS[k]}</p>{HTML['html'](sheet)}" for k, sheet in sheets(FORM, VALUES).items())
BODY = (
    f"<p>{PREAMBLE}</p><p>一、总体情况</p><p>全年公开信息3120条。</p>{TABLES}"
    "<p>五、存在的主要问题及改进情况</p><p>解读偏少，下一年增加。</p><p>六、其他需要报告的事项</p><p>没有收费。</p>"
)
PROSE = {0: [PREAMBLE], 1: ["全年公开信息3120条。"], 5: ["解读偏少，下一年增加。"], 6: ["没有收费。"]}


def prose(document: Document) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for paragraph in document.paragraphs:
        found.setdefault(paragraph.section, []).append(paragraph.span.of(document.text))
    return found


PAGES = {
    "bare": f"<h1>{TITLE}</h1>{BODY}",
    "title above the chrome": f"<h1>{TITLE}</h1>"
    f"<div>发布时间：2025-01-20 浏览次数：318 来源：区水务局</div><div>{BODY}</div>",
    "title only in the window": f"<html><head><title>{TITLE}_雨前区政府网</title></head><body>"
    f"<div>当前位置：<a>首页</a> &gt; <a>年报</a></div><div>字号：[大 中 小]</div>{BODY}</body></html>",
    "navigation lists and footers": "<ul><li><a>首页</a></li><li><a>政务公开</a></li></ul>"
    "<div class=left><a>2023年报</a><a>2022年报</a></div>"
    f"<h2>{TITLE}</h2><p>【字体：大 中 小】</p>{BODY}<p>上一篇：<a>2023年年报</a></p><p>下一篇：没有了</p>"
    "<p>版权所有：雨前区人民政府 备案号：云ICP备0000001号</p><p>访问量累计 98213 次</p>",
    "semantic elements": f"<nav>政务公开 互动交流 12345</nav><main><h1>{TITLE}</h1>{BODY}</main>"
    "<aside>热点 37 条</aside><footer>联系电话 0000-1234567</footer>",
    "an index table": "<table><tr><td>索 引 号</td><td>0001/25</td><td>日期</td><td>2025-01-20</td></tr>"
    f"<tr><td>主题分类</td><td>年报</td><td>文 号</td><td>无</td></tr></table><h1>{TITLE}</h1>{BODY}"
    "<div>扫一扫在手机打开当前页</div><div>打印本页 关闭窗口</div>",
    "laid out with tables": f"<table><tr><td><a>栏目</a></td><td><h1>{TITLE}</h1>"
    f"<div>{BODY}</div></td></tr></table>",
    "links in the side list that look like headings": "<ul><li><a href=#1>一、总体情况</a></li>"
    f"<li><a href=#2>二、主动公开政府信息情况</a></li></ul><h1>{TITLE}</h1>{BODY}",
    "attachments below": f"<h1>{TITLE}</h1>{BODY}<p>附件：<a>雨前区水务局2024年年报.docx</a>（18KB）</p>"
    "<div>相关链接</div><ul><li><a>一图读懂：申请77件</a> 2024-03-01</li></ul>"
    "<div>主办：雨前区人民政府</div>",
    "hidden and scripted": "<script>var n=12;</script><div style='display:none'>暗文77条</div>"
    f"<h1>{TITLE}</h1>{BODY}",
    "upper case and unquoted": f"<HTML><BODY><H1>{TITLE}</H1>"
    + BODY.replace("<p>", "<P class=x>").replace("</p>", "")
    + "</BODY></HTML>",
    "inline marks inside words": "<h1><i>云岭市雨前区</i><b>水务局</b>2024年政府信息公开工作年度报告</h1>"
    + BODY.replace("3120条", "<strong>3</strong><span>120</span>条"),
    "line ends inside sentences": f"<h1>{TITLE}</h1>" + BODY.replace("信息3120", "\n   信息\n3120"),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_article_and_nothing_else(name: str) -> None:
    document = read(PAGES[name].encode())
    assert document.format == "html"
    assert (document.title.split("_")[0], document.year) == (TITLE, 2024)
    assert {key: cell.value for key, cell in document.cells.items()} == VALUES
    found = prose(document)
    found[0] = [text for text in found[0] if TITLE not in text]
    assert {k: ["".join(t.split()) for t in v] for k, v in found.items() if v} == PROSE


@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "big5", "nonsense"])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_a_wrong_declaration_does_no_harm(encoding: str, declared: str) -> None:
    page = f"<html><head><meta charset={declared}></head><body><h1>{TITLE}</h1>{BODY}</body></html>"
    document = read(page.encode(encoding))
    assert document.title == TITLE
    assert prose(document)[6] == ["没有收费。"]


def test_lines_broken_by_br_are_one_sentence_or_two() -> None:
    page = (
        f"<h1>{TITLE}</h1><p>一、总体情况</p><p>全年公开信息3120条，其中网站公开的信息有2000条，"
        "公众号公开的有<br>1120条。<br>收到申请9件。</p>"
    )
    document = read(page.encode())
    assert prose(document)[1] == [
        "全年公开信息3120条，其中网站公开的信息有2000条，公众号公开的有1120条。",
        "收到申请9件。",
    ]


def test_preformatted_text_keeps_its_columns() -> None:
    lines = [
        "信息内容        本年制发件数  本年废止件数  现行有效件数",
        "规章            0             0             0",
        "行政规范性文件  4             11            36",
        "行政许可        27",
        "行政处罚        9",
    ]
    page = f"<h1>{TITLE}</h1><p>二、主动公开政府信息情况</p><pre>" + "\n".join(lines) + "</pre>"
    document = read(page.encode())
    assert document.cells["t2/normative_document/in_force"].value == 36
    assert document.cells["t2/penalty/decisions"].value == 9


def test_a_page_that_is_no_report() -> None:
    news = "<html><head><title>节水宣传</title></head><body><p>480人参加，发手册2500份。</p></body></html>"
    with pytest.raises(NotAReport):
        read(news.encode())


def test_a_list_of_reports_is_no_report() -> None:
    links = "".join(
        f"<li><a>雨前区水务局{y}年政府信息公开工作年度报告</a><span>{y + 1}-01-20</span></li>"
        for y in range(2018, 2025)
    )
    with pytest.raises(NotAReport):
        read(f"<html><body><ul>{links}</ul></body></html>".encode())


SPANS = {
    "zero": ("rowspan=0 colspan=0", 2),
    "negative": ("rowspan=-3 colspan=-1", 2),
    "no number": ("rowspan=two colspan='1.5'", 2),
    "enormous": ("rowspan=999999999 colspan=100000000", 2),
}


@pytest.mark.parametrize("case", SPANS)
def test_hostile_spans_end_soon(case: str) -> None:
    attributes, cells = SPANS[case]
    start = time.process_time()
    (found,) = read_html(f"<table><tr><td {attributes}>甲</td><td>乙</td></tr></table>".encode())
    assert isinstance(found, RawGrid)
    assert len(found.cells) == cells
    assert time.process_time() - start < 0.5


BOMBS = {
    "nested 300 deep": "<p>一、总体情况</p>" + "<div>" * 300 + "x" + "</div>" * 300,
    "nested 100 000 deep": "<div>" * 100_000 + "x",
    "tables of many wide cells": "<table>"
    + "<tr><td rowspan=500 colspan=64>甲</td><td>乙</td></tr>" * 400
    + "</table>",
}


@pytest.mark.parametrize("case", BOMBS)
def test_bombs_are_refused_in_one_line(case: str) -> None:
    start = time.process_time()
    with pytest.raises(LimitExceeded) as caught:
        read(("<html><body>" + BOMBS[case]).encode())
    assert "\n" not in str(caught.value)
    assert time.process_time() - start < 3


def test_entities_do_not_leave_the_page() -> None:
    page = (
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body><h1>'
        + TITLE
        + "</h1><p>一、总体情况</p><p>甲&x;乙。</p>"
    )
    assert "甲" in read(page.encode()).text


@pytest.mark.parametrize("junk", ["<html>", "<html><body></body></html>", "<p>&nbsp;</p>", "<table></table>"])
def test_pages_without_text(junk: str) -> None:
    with pytest.raises(InputError):
        read(junk.encode())


def test_broken_labels_run_on_and_figures_keep_apart() -> None:
    (grid,) = read_html(
        "<table><tr><td><p>结果</p><p>维持</p></td><td>3<br>5</td><td>&nbsp;</td></tr></table>".encode()
    )
    assert isinstance(grid, RawGrid)
    assert [c.text.strip() for c in grid.cells] == ["结果维持", "3 5", ""]


def test_headings_are_known_as_such() -> None:
    lines = [b for b in read_html("<h2>一、总体情况</h2><p>甲</p>".encode()) if isinstance(b, Line)]
    assert [(line.text, line.heading) for line in lines] == [("一、总体情况", True), ("甲", False)]
