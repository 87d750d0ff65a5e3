"""HTML pages as content systems of public bodies write them.

Quirks: ``no_rowspan`` (spans dropped, each box once), ``span_expanded`` (each box repeated in every place),
``page_chrome`` (navigation, meta data, related links around the article), ``word_markup`` (paragraphs and
spans in every cell), ``gbk``, ``wrong_charset`` (GB18030 bytes that declare UTF-8).
"""

from __future__ import annotations

import random
from html import escape

from ..record import Record
from ..sheets import Sheet, expand
from .parts import Heading, Title, blocks, chance, split_title

CELL = '<td style="border:1px solid #333;text-align:center"{span}>{text}</td>'
WORD_CELL = (
    '<td style="border:solid windowtext 1.0pt;padding:0cm 5.4pt"{span}><p class="MsoNormal">'
    '<span style="font-family:仿宋">{text}</span></p></td>'
)


def _table(sheet: Sheet, quirks: tuple[str, ...]) -> str:
    template = WORD_CELL if "word_markup" in quirks else CELL
    rows: list[list[tuple[str, str]]]
    if "span_expanded" in quirks:
        rows = [[(p.box.text, "") for p in row] for row in expand(sheet)]
    elif "no_rowspan" in quirks:
        rows = [[(box.text, "") for box in row] for row in sheet]
    else:
        rows = [[(box.text, _span(box.rowspan, box.colspan)) for box in row] for row in sheet]
    drawn = (
        "".join(template.format(span=span, text=escape(text) or "&nbsp;") for text, span in row)
        for row in rows
    )
    body = "\n".join(f"<tr>{cells}</tr>" for cells in drawn)
    return f'<table border="1" cellspacing="0" cellpadding="0"><tbody>\n{body}\n</tbody></table>'


def _span(down: int, right: int) -> str:
    return (f' rowspan="{down}"' if down > 1 else "") + (f' colspan="{right}"' if right > 1 else "")


def _before(record: Record, dice: random.Random) -> str:
    """What stands above the article on a page of a public body."""
    year, n = record.year, dice.randint
    years = "".join(f"<li><a href='#'>{year - i}年</a></li>" for i in range(4))
    return f"""<div id="head"><a href="/">首页</a> | <a href="/xxgk">信息公开</a>
<span>{year + 1}年{n(1, 3)}月{n(1, 28)}日 星期{dice.choice("一二三四五")}</span></div>
<div class="left"><h3>年度报告</h3><ul>{years}</ul></div>
<table class="head"><tr><td>索 引 号</td><td>{n(10000, 99999)}-{year}-{n(100, 999)}</td>
<td>公开日期</td><td>{year + 1}-01-{n(10, 28)}</td></tr></table>
<div class="info">来源：{record.org}　阅读：<span id="pv">{n(40, 900)}</span> 次
　字体：【大】【中】【小】</div>"""


def _after(record: Record, dice: random.Random) -> str:
    """What stands below it, figures of other matters among them."""
    year, n = record.year, dice.randint
    return f"""<div class="tools">打印本页 | 关闭窗口 | 扫一扫在手机打开当前页</div>
<div class="more"><h4>相关阅读</h4><ul>
<li><a href="#">{year - 1}年收到政府信息公开申请{n(200, 900)}件 公开工作再上台阶</a></li>
<li><a href="#">图解：{year}年民生实事完成率{n(90, 99)}.{n(1, 9)}%</a></li></ul></div>
<div id="foot">主办单位：{record.org}　ICP备{n(10**7, 10**8)}号　总访问量：{n(10**6, 10**8)}次</div>"""


def render(record: Record) -> bytes:
    """The report as an HTML page."""
    dice = chance(record)
    parts: list[str] = []
    for block in blocks(record):
        match block:
            case Title(text):
                parts += [
                    f"<p align='center'><b>{escape(line)}</b></p>" for line in split_title(record, text)
                ]
            case Heading(text):
                parts.append(f"<p><strong>{escape(text)}</strong></p>")
            case str():
                parts.append(
                    f'<p style="text-indent:2em">{dice.choice(("", "&emsp;&emsp;"))}{escape(block)}</p>'
                )
            case _:
                parts.append(_table(block, record.quirks))
    article = "\n".join(parts)
    chrome = "page_chrome" in record.quirks
    before, after = (_before(record, dice), _after(record, dice)) if chrome else ("", "")
    bytes_in = "gb18030" if {"gbk", "wrong_charset"} & set(record.quirks) else "utf-8"
    declared = "gb2312" if "gbk" in record.quirks else "utf-8"
    return f"""<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared}">
<title>{escape(record.title)}</title>
<style>.left{{float:left}}</style><script>var v={dice.randint(1, 999)};</script></head>
<body>{before}
<div class="TRS_Editor">
{article}
</div>
{after}</body></html>""".encode(bytes_in)
