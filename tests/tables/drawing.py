"""Statutory tables drawn in the layouts and with the damage that real reports show.

A sheet is a list of rows of boxes, each with its text and the rows and columns that it covers; every
layout is a function from a sheet to lines or markup, every quirk a function from a sheet to a sheet.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from gouji.form import Form, Row, TableForm, load

Values = Mapping[str, int | Decimal]


@dataclass(frozen=True, slots=True)
class Box:
    text: str
    rows: int = 1
    columns: int = 1


Sheet = list[list[Box]]

NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
KINDS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")

# One leaf row of table three by one: natural … other; what is not named is zero.
LEAVES = {
    "granted": (41, 3, 0, 0, 1, 0),
    "partial": (12, 0, 0, 0, 0, 0),
    "refused_state_secret": (1, 0, 0, 0, 0, 0),
    "refused_third_party": (2, 1, 0, 0, 0, 0),
    "refused_process": (4, 0, 0, 0, 0, 1),
    "refused_admin_query": (7, 0, 0, 0, 0, 0),
    "unable_not_held": (1230, 2, 0, 0, 0, 0),
    "unable_unclear": (3, 0, 0, 0, 0, 0),
    "declined_complaint": (5, 0, 0, 0, 0, 0),
    "declined_repeat": (2, 0, 0, 0, 0, 0),
    "declined_confirm": (1, 0, 0, 0, 0, 0),
    "other": (3, 0, 0, 0, 0, 1),
    "other_overdue_correction": (2, 0, 0, 0, 0, 0),
    "other_other": (1, 0, 0, 0, 0, 1),
}
STRIP = (6, 2, 3, 1, 12, 2, 0, 1, 0, 3, 1, 1, 0, 0, 2)
ACTIVE = {
    "2021": {
        "regulation": (0, 0, 0),
        "normative_document": (4, 11, 36),
        "licence": (20417,),
        "penalty": (318,),
        "coercion": (0,),
        "fee": (Decimal("113.96"),),
    },
    "2019": {
        "regulation": (0, 0, 0),
        "normative_document": (3, 3, 21),
        "licence": (28, -2, 164),
        "other_service": (5, 0, 9),
        "penalty": (133, 4, 12),
        "coercion": (22, 0, 0),
        "fee": (2, 0),
        "procurement": (11, Decimal("386.2")),
    },
}


def figures(form: Form) -> dict[str, int | Decimal]:
    """A world whose identities hold: every cell of the form with its figure."""
    values: dict[str, int | Decimal] = {}
    for name, figures_of_row in ACTIVE[form.id].items():
        row = form.table("t2").row(name)
        values |= {f"t2/{name}/{c.name}": v for c, v in zip(row.columns, figures_of_row, strict=True)}
    columns = [c.name for c in form.table("t3").rows[0].columns]
    rows = {r.name: list(LEAVES.get(r.name, (0,) * 6)) for r in form.table("t3").rows}
    leaves = [cell.split("/")[1] for cell in form.groups["t3/leaves/total"]]
    rows["total"] = [sum(rows[leaf][i] for leaf in leaves) for i in range(6)]
    rows["carried_in"] = [9, 1, 0, 0, 0, 0]
    rows["carried_out"] = [14, 1, 0, 0, 0, 0]
    rows["new"] = [rows["total"][i] + rows["carried_out"][i] - rows["carried_in"][i] for i in range(6)]
    for name, kinds in rows.items():
        values |= {f"t3/{name}/{c}": v for c, v in zip(columns, [*kinds, sum(kinds)], strict=True)}
    values |= dict(zip(form.table("t4").cells, STRIP, strict=True))
    return values


def sheets(form: Form, values: Values) -> dict[str, Sheet]:
    """The three tables as the form prints them."""
    return {
        "t2": _active(form.table("t2"), values, form.id),
        "t3": _applications(form.table("t3"), values),
        "t4": _disputes(form.table("t4"), values),
    }


HEADS_2021 = (
    ("（一）", ("regulation", "normative_document")),
    ("（五）", ("licence",)),
    ("（六）", ("penalty", "coercion")),
    ("（八）", ("fee",)),
)
HEADS_2019 = (
    ("（一）", ("regulation", "normative_document")),
    ("（五）", ("licence", "other_service")),
    ("（六）", ("penalty", "coercion")),
    ("（八）", ("fee",)),
    ("（九）", ("procurement",)),
)


def _active(table: TableForm, values: Values, form_id: str) -> Sheet:
    sheet: Sheet = []
    for article, names in HEADS_2021 if form_id == "2021" else HEADS_2019:
        columns = table.row(names[0]).columns
        last = 4 - len(columns)  # the last column takes what is left of the four
        sheet.append([Box(f"第二十条第{article}项", 1, 4)])
        sheet.append(
            [Box("信息内容"), *(Box(c.label) for c in columns[:-1]), Box(columns[-1].label, 1, last)]
        )
        for name in names:
            cells = [str(values[f"t2/{name}/{c.name}"]) for c in columns]
            sheet.append([Box(table.row(name).label), *(Box(t) for t in cells[:-1]), Box(cells[-1], 1, last)])
    return sheet


def _applications(table: TableForm, values: Values) -> Sheet:
    head = [
        [Box(NOTE, 3, 3), Box("申请人情况", 1, 7)],
        [Box("自然人", 2), Box("法人或其他组织", 1, 5), Box("总计", 2)],
        [Box(kind) for kind in KINDS[1:]],
    ]
    results = [r for r in table.rows if r.name not in ("new", "carried_in", "carried_out")]
    sheet = head
    block = ""
    for row in table.rows:
        cells = [Box(str(values[f"t3/{row.name}/{c.name}"])) for c in row.columns]
        labels: list[Box] = []
        if row is results[0]:
            labels.append(Box("三、本年度办理结果", len(results)))
        if row.block and row.block != block:
            labels.append(Box(row.block, sum(r.block == row.block for r in table.rows)))
        wide = 1 if row.block else 2 if row in results else 3
        labels.append(Box(row.label, 1, wide))
        block = row.block
        sheet.append([*labels, *cells])
    return sheet


def _disputes(table: TableForm, values: Values) -> Sheet:
    return [
        [Box("行政复议", 1, 5), Box("行政诉讼", 1, 10)],
        [*(Box(r, 2) for r in RESULTS), Box("未经复议直接起诉", 1, 5), Box("复议后起诉", 1, 5)],
        [Box(r) for r in RESULTS * 2],
        [Box(str(values[name])) for name in table.cells],
    ]


# ---------------------------------------------------------------- grids


def expand(sheet: Sheet, spelled: bool = False) -> list[list[str]]:
    """The full grid; places that a box covers are empty, or hold its text again where spelled out."""
    grid: list[dict[int, str]] = [{} for _ in sheet]
    for r, row in enumerate(sheet):
        column = 0
        for box in row:
            while column in grid[r]:
                column += 1
            for i in range(box.rows):
                for j in range(box.columns):
                    if r + i < len(grid):
                        grid[r + i][column + j] = box.text if spelled or not (i or j) else ""
            column += box.columns
    width = max(max(row, default=0) for row in grid) + 1
    return [[row.get(c, "") for c in range(width)] for row in grid]


def dropped(sheet: Sheet) -> list[list[str]]:
    """Each row with the cells that begin in it, spans forgotten."""
    return [[box.text for box in row] for row in sheet]


# ---------------------------------------------------------------- layouts: a sheet to text


def display(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def pad(text: str, width: int) -> str:
    return text + " " * (width - display(text))


def tabs(sheet: Sheet) -> str:
    return "\n".join("\t".join(row) for row in expand(sheet))


def tabs_dropped(sheet: Sheet) -> str:
    return "\n".join("\t".join(row) for row in dropped(sheet))


def bars(sheet: Sheet) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in dropped(sheet))


def bars_behind(sheet: Sheet) -> str:
    return "\n".join(" | ".join(row) + " |" for row in dropped(sheet))


def bars_between(sheet: Sheet) -> str:
    return "\n".join(" | ".join(row) for row in expand(sheet, spelled=True))


def wide_bars(sheet: Sheet) -> str:
    return "\n".join("│" + "│".join(row) + "│" for row in expand(sheet))


def cell_a_line(sheet: Sheet) -> str:
    return "\n".join(cell for row in dropped(sheet) for cell in row)


def cell_a_line_spaced(sheet: Sheet) -> str:
    return "\n\n".join(cell for row in dropped(sheet) for cell in row)


def cell_a_line_barred(sheet: Sheet) -> str:
    return "\n".join(f"{cell} |" for row in dropped(sheet) for cell in row)


def one_line(sheet: Sheet) -> str:
    return " ".join(cell for row in dropped(sheet) for cell in row if cell)


def row_a_line(sheet: Sheet) -> str:
    """Single spaces between cells, one line a row: text copied from a browser."""
    return "\n".join(" ".join(cell for cell in row if cell) for row in dropped(sheet))


def columns(sheet: Sheet) -> str:
    """Columns by spaces, one line a row."""
    grid = expand(sheet)
    widths = [max(display(row[c]) for row in grid) + 3 for c in range(len(grid[0]))]
    return "\n".join("".join(pad(t, w) for t, w in zip(row, widths, strict=True)).rstrip() for row in grid)


def pasted_page(sheet: Sheet, wrap: int = 24) -> str:
    """A printed page as text: labels wrapped around the line of their figures, tall labels spelled down."""
    lines: list[str] = []
    tall = "三本年度办理结果"
    left = 3 if sheet[0][0].columns == 3 else 1 if len(sheet) > 5 else 0  # columns of labels
    for number, (row, own) in enumerate(zip(expand(sheet), dropped(sheet), strict=True)):
        label = next((t for t in reversed(row[:left]) if t), "")
        group = row[1] if left == 3 and row[1] != label else ""
        pieces = [label[i : i + wrap // 2] for i in range(0, len(label), wrap // 2)] or [""]
        middle = (len(pieces) - 1) // 2
        for i, piece in enumerate(pieces):
            letter = tall[number % len(tall)] if group and not i else ""
            head = (
                pad(letter, 4) + pad(group[:6] if i == middle else "", 14) + pad(piece, wrap + 4)
                if left
                else ""
            )
            values = "".join(pad(t, 14) for t in row[left:]) if i == middle and own else ""
            lines.append((head + values).rstrip())
        if number % 4 == 3:
            lines.append("")
    return "\n".join(lines)


def html(sheet: Sheet) -> str:
    def attributes(box: Box) -> str:
        return (f' rowspan="{box.rows}"' if box.rows > 1 else "") + (
            f' colspan="{box.columns}"' if box.columns > 1 else ""
        )

    rows = "".join(
        "<tr>" + "".join(f"<td{attributes(b)}><p><span>{b.text}</span></p></td>" for b in row) + "</tr>"
        for row in sheet
    )
    return f"<table border=1><tbody>{rows}</tbody></table>"


def html_dropped(sheet: Sheet) -> str:
    rows = "".join("<tr>" + "".join(f"<td>{t}</td>" for t in row) + "</tr>" for row in dropped(sheet))
    return f"<table>{rows}</table>"


def html_spelled(sheet: Sheet) -> str:
    rows = "".join("<tr>" + "".join(f"<td>{t}</td>" for t in row) + "</tr>" for row in expand(sheet, True))
    return f"<table>{rows}</table>"


def html_paragraphs(sheet: Sheet) -> str:
    """Every cell its own paragraph: a page whose tables were thrown away."""
    return "".join(f"<p>{cell}</p>" for row in dropped(sheet) for cell in row)


def html_breaks(sheet: Sheet) -> str:
    """A row a line in <br>, cells parted by spaces."""
    return "<p>" + "<br>".join("&nbsp;&nbsp;&nbsp;".join(row) for row in dropped(sheet)) + "</p>"


def markdown(sheet: Sheet) -> str:
    grid = expand(sheet, spelled=True)
    lines = ["| " + " | ".join(row) + " |" for row in grid]
    return "\n".join([lines[0], "|" + " --- |" * len(grid[0]), *lines[1:]])


TEXT: Mapping[str, Callable[[Sheet], str]] = {
    f.__name__: f
    for f in (
        tabs, tabs_dropped, bars, bars_behind, bars_between, wide_bars, cell_a_line, cell_a_line_spaced,
        cell_a_line_barred, one_line, row_a_line, columns, pasted_page,
    )
}  # fmt: skip
HTML: Mapping[str, Callable[[Sheet], str]] = {
    f.__name__: f for f in (html, html_dropped, html_spelled, html_paragraphs, html_breaks)
}
MARKDOWN: Mapping[str, Callable[[Sheet], str]] = {"markdown": markdown}

# ---------------------------------------------------------------- quirks: a sheet to a sheet


def each(sheet: Sheet, change: Callable[[str], str]) -> Sheet:
    return [[replace(box, text=change(box.text)) for box in row] for row in sheet]


def is_figure(text: str) -> bool:
    return bool(re.fullmatch(r"-?\d+(\.\d+)?", text))


def zeros_as(sign: str) -> Callable[[Sheet], Sheet]:
    return lambda sheet: each(sheet, lambda t: sign if t == "0" else t)


def thousands(sheet: Sheet) -> Sheet:
    return each(sheet, lambda t: f"{Decimal(t):,}" if is_figure(t) else t)


def full_width(sheet: Sheet) -> Sheet:
    wide = str.maketrans("0123456789.-+", "０１２３４５６７８９．－＋")
    return each(sheet, lambda t: t.translate(wide) if is_figure(t) else t)


def counted(sheet: Sheet) -> Sheet:
    return each(sheet, lambda t: t + "件" if is_figure(t) and "." not in t else t)


def short_labels(sheet: Sheet) -> Sheet:
    short = {row.label: row.aliases[0] for table in load("2021").tables for row in table.rows if row.aliases}
    return each(sheet, lambda t: short.get(t, t))


def other_numbers(sheet: Sheet) -> Sheet:
    """1. as 1、 and （一） as (一)."""
    return each(sheet, lambda t: re.sub(r"^(\d)\.", r"\1、", t.replace("（", "(").replace("）", ")")))


def bare_numbers(sheet: Sheet) -> Sheet:
    return each(sheet, lambda t: re.sub(r"^(\d)\.(?=\D)", r"\1", t))


def typos(sheet: Sheet) -> Sheet:
    wrong = {
        "三类内部事务": "三类内容事务",
        "没有现成信息": "没有现存信息",
        "危及“三安全一稳定”": "危及三安全-稳定",
        "补正后": "补证后",
    }
    return each(sheet, lambda t: next((t.replace(a, b) for a, b in wrong.items() if a in t), t))


def spaced_labels(sheet: Sheet) -> Sheet:
    return each(sheet, lambda t: " ".join(t) if re.fullmatch(r"[\u4e00-\u9fff]{2,6}", t) else t)


def traditional(sheet: Sheet) -> Sheet:
    pairs = (
        "请請务務项項总總计計维維纠糾结結审審诉訴讼訟复復议議构構团團业業织織转轉继繼续續办辦处處罚罰许許"
        "当當无無没沒现現关關进進举舉报報级級经經与與开開数數费費单單万萬规規书書获獲据據给給应應类類过過执執"
        "询詢权權护護发發们們个個对對于於属屬国國机機证證强強价價门門间間内內补補后後确確认認这這计計网網图圖组組会會区區况況购購额額"
    )
    table = str.maketrans({pairs[i]: pairs[i + 1] for i in range(0, len(pairs), 2)})
    return each(sheet, lambda t: t.translate(table))


def split_with_head(sheet: Sheet) -> Sheet:
    """A page break with the head printed again; the tall labels begin anew."""
    return _split(sheet, repeat=True)


def split_without_head(sheet: Sheet) -> Sheet:
    return _split(sheet, repeat=False)


def _split(sheet: Sheet, repeat: bool) -> Sheet:
    if len(sheet) < 15:
        return sheet
    at = 17
    upper = [[replace(b, rows=min(b.rows, at - r)) for b in row] for r, row in enumerate(sheet[:at])]
    open_labels = [
        replace(box, rows=box.rows - (at - r), text=box.text if repeat else "")
        for r, row in enumerate(sheet[:at])
        for box in row
        if r + box.rows > at
    ]
    return [*upper, *(sheet[:3] if repeat else []), [*open_labels, *sheet[at]], *sheet[at + 1 :]]


QUIRKS: Mapping[str, Callable[[Sheet], Sheet]] = {
    "plain": lambda sheet: sheet,
    "zeros_blank": zeros_as(""),
    "zeros_slash": zeros_as("/"),
    "zeros_dash": zeros_as("—"),
    "zeros_hyphen": zeros_as("-"),
    "zeros_nbsp": zeros_as("\u00a0"),
    "thousands": thousands,
    "full_width": full_width,
    "counted": counted,
    "short_labels": short_labels,
    "other_numbers": other_numbers,
    "bare_numbers": bare_numbers,
    "typos": typos,
    "spaced_labels": spaced_labels,
    "traditional": traditional,
    "split_with_head": split_with_head,
    "split_without_head": split_without_head,
}

HEADINGS = {
    "t2": "二、主动公开政府信息情况",
    "t3": "三、收到和处理政府信息公开申请情况",
    "t4": "四、政府信息公开行政复议、行政诉讼情况",
}
OPENING = (
    "云岭市雨前区人民政府办公室",
    "2024年政府信息公开工作年度报告",
    "依照有关规定编制本报告，数据自2024年1月1日起至2024年12月31日止。",
    "一、总体情况",
    "全年公开信息3120条，其中网站2000条、公众号1120条。收到的申请全部在期限内答复。",
)
CLOSING = (
    "五、存在的主要问题及改进情况",
    "解读形式还不够多。下一年度将增加问答和图表。",
    "六、其他需要报告的事项",
    "没有收取信息处理费。",
)


def report(form: Form, values: Values, layout: str, quirk: str) -> bytes:
    """A whole report with its tables in a layout, damaged by a quirk; also the file's suffix matters not."""
    drawn = {key: QUIRKS[quirk](sheet) for key, sheet in sheets(form, values).items()}
    if layout in HTML:
        body = "".join(f"<p>{line}</p>" for line in OPENING)
        body += "".join(f"<p>{HEADINGS[key]}</p>{HTML[layout](sheet)}" for key, sheet in drawn.items())
        body += "".join(f"<p>{line}</p>" for line in CLOSING)
        return f"<html><body><div>{body}</div></body></html>".encode()
    draw = {**TEXT, **MARKDOWN}[layout]
    mark = "## " if layout in MARKDOWN else ""
    parts = [*OPENING, *(f"{mark}{HEADINGS[key]}\n\n{draw(sheet)}" for key, sheet in drawn.items()), *CLOSING]
    return "\n\n".join(parts).encode()


def labels(row: Row) -> tuple[str, ...]:
    return (row.label, *row.aliases)


def grid_of(lines: Sequence[Sequence[str]]) -> str:
    """Rows of cells as text with tabs."""
    return "\n".join("\t".join(line) for line in lines)
