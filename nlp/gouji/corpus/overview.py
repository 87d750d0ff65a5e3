"""What a job found, on one page and in one workbook: ``report/overview.html`` and ``report/findings.xlsx``.

The page holds counts and the heads of lists, so that it opens at once however large the corpus; the workbook
holds every contradiction and doubt, the breaks across reports, the near-copies, and what could not be read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..checks import RULES
from ..finding import Verdict
from ..outcome import Plain
from ..reporting.words import VERDICTS, inert
from ..text import Lang, Text
from .across import across, fresh
from .bodies import body
from .chains import RULES as ACROSS
from .files import commit
from .plan import load
from .plots import Bar, bars
from .store import query, status

if TYPE_CHECKING:
    import pandas as pd

LISTED: Final = 50  # rows of a list on the page
BARS: Final = 20
SHEET_ROWS: Final = 1_000_000  # what a sheet holds
LONGEST: Final = 32_000  # characters that a cell holds

FINDINGS: Final = """
SELECT organisation, year, verdict, code, title, message, reported, computed, suggestion, origin, path,
       array_to_string([coalesce(e.quote, e.cell) FOR e IN evidence], '；') AS evidence
FROM findings WHERE verdict <> 'note' AND origin = 'wrote' ORDER BY verdict, number
"""
BODIES: Final = """
WITH found AS (
  SELECT organisation, count(*) AS documents, sum(contradictions)::BIGINT AS contradictions,
         sum(doubts)::BIGINT AS doubts
  FROM results WHERE status = 'ok' AND organisation <> '' GROUP BY organisation),
years AS (
  SELECT organisation, count(*) FILTER (verdict <> 'note') AS breaks FROM breaks GROUP BY organisation)
SELECT organisation, documents, contradictions, doubts, coalesce(breaks, 0)::BIGINT AS breaks
FROM found LEFT JOIN years USING (organisation)
WHERE contradictions + doubts + coalesce(breaks, 0) > 0
ORDER BY contradictions DESC, doubts + coalesce(breaks, 0) DESC, organisation
"""
SHEETS: Final = {
    "findings": (Text("问题清单", "findings"), FINDINGS),
    "breaks": (
        Text("跨年跨机关", "across"),
        "SELECT organisation, year, verdict, code, title, message, reported, computed, path, other_path "
        "FROM breaks ORDER BY verdict, code, organisation, year",
    ),
    "copies": (
        Text("内容雷同", "near-copies"),
        "SELECT path, year, other_path, other_year, kind, shingles, sentences "
        "FROM copies ORDER BY shingles DESC, path, other_path",
    ),
    "failures": (
        Text("未能读取", "not read"),
        "SELECT path, status, error_type, error, cure FROM results WHERE status <> 'ok' ORDER BY number",
    ),
    "unplaced": (Text("机关或年度不明", "unplaced"), "SELECT path, missing FROM unplaced ORDER BY number"),
}
HEADS: Final = {
    "organisation": Text("机关", "organisation"),
    "year": Text("年度", "year"),
    "verdict": Text("结论", "verdict"),
    "code": Text("代码", "code"),
    "title": Text("问题", "finding"),
    "message": Text("说明", "message"),
    "reported": Text("原数", "reported"),
    "computed": Text("推算", "computed"),
    "suggestion": Text("建议", "suggestion"),
    "origin": Text("来源", "origin"),
    "path": Text("文件", "file"),
    "evidence": Text("依据", "evidence"),
    "other_path": Text("对照文件", "held against"),
    "other_year": Text("对照年度", "its year"),
    "kind": Text("类型", "kind"),
    "shingles": Text("文字相同", "text in common"),
    "sentences": Text("句子相同", "sentences in common"),
    "status": Text("状态", "status"),
    "error_type": Text("错误", "error"),
    "error": Text("原因", "why"),
    "cure": Text("办法", "cure"),
    "missing": Text("缺少", "missing"),
    "level": Text("层级", "level"),
    "documents": Text("报告", "reports"),
    "contradictions": Text("矛盾", "contradictions"),
    "doubts": Text("存疑", "doubts"),
    "share": Text("有矛盾的报告", "reports with one"),
    "checked": Text("数字已核对", "figures checked"),
    "tables": Text("表格读全", "tables read"),
    "format": Text("格式", "format"),
    "breaks": Text("跨年问题", "across years"),
    "count": Text("次数", "times"),
    "reports": Text("报告数", "reports"),
}
WIDE: Final = {
    "message": 60,
    "evidence": 50,
    "path": 40,
    "other_path": 40,
    "organisation": 28,
    "title": 24,
    "error": 40,
}


def write(out: str | os.PathLike[str], lang: Lang = "zh") -> tuple[Path, Path]:
    """Write the overview and the workbook of a job; looks across first where that is older than the results.

    Raises:
        UsageError: the job has no results yet.
    """
    folder = Path(out)
    plan = load(folder)
    if not fresh(folder):
        across(folder)
    target = folder / "report"
    target.mkdir(exist_ok=True)
    page, book = target / "overview.html", target / "findings.xlsx"
    commit(page, _page(folder, lang, str(plan.source.root)).encode())
    _workbook(folder, book, lang)
    return page, book


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: a plot, a table, or both.

    Args:
        note: what the reader must know to read it right.
    """

    title: str
    plot: str = ""
    frame: pd.DataFrame | None = None
    note: str = ""


def _page(folder: Path, lang: Lang, source: str) -> str:
    from jinja2 import Environment, PackageLoader

    ask = partial(query, folder)
    page = Environment(loader=PackageLoader("gouji.corpus", "."), autoescape=True).get_template(
        "overview.html.j2"
    )
    style = files("gouji.reporting.html").joinpath("style.css").read_text("utf-8")
    totals = ask(
        "SELECT count(*) AS documents, coalesce(sum(contradictions), 0)::BIGINT AS contradictions, "
        "coalesce(sum(doubts), 0)::BIGINT AS doubts, count(*) FILTER (status <> 'ok') AS failed FROM results"
    ).to_dict("records")[0]
    sections = [make(ask, lang) for make in SECTIONS]
    return page.render(
        t=lambda zh, en: Text(zh, en).say(lang),
        lang=lang,
        style=style,
        source=inert(source),
        totals=totals,
        complete=status(folder).complete,
        sections=[s for s in sections if s.plot or (s.frame is not None and len(s.frame))],
        head=lambda name: HEADS[name].say(lang) if name in HEADS else name,
        show=lambda name, value: _show(name, value, lang),
    )


Ask = Callable[[str], "pd.DataFrame"]


def _by_year(ask: Ask, lang: Lang) -> Section:
    frame = ask(
        "SELECT year, count(*) AS documents, avg((contradictions > 0)::INT) AS share, "
        "sum(contradictions)::BIGINT AS contradictions, sum(doubts)::BIGINT AS doubts, "
        "sum(checked) / greatest(sum(figures), 1) AS checked "
        "FROM results WHERE status = 'ok' AND year IS NOT NULL GROUP BY year ORDER BY year"
    )
    rows = [
        Bar(str(r.year), r.share, f"{r.share:.0%} / {r.documents}", "contradiction") for r in _rows(frame)
    ]
    title = Text("按年度：有矛盾的报告", "By year: reports with a contradiction").say(lang)
    return Section(title, bars(title, rows), frame)


def _by_rule(ask: Ask, lang: Lang) -> Section:
    frame = ask(
        "SELECT code, any_value(verdict ORDER BY verdict) AS verdict, count(*) AS count, "
        "count(DISTINCT number) AS reports "
        f"FROM findings WHERE verdict <> 'note' GROUP BY code ORDER BY count DESC, code LIMIT {BARS}"
    )
    rows = [Bar(_named(r.code, lang), r.count_, f"{r.count_}", r.verdict) for r in _rows(frame)]
    title = Text("按规则", "By rule").say(lang)
    return Section(title, bars(title, rows))


def _across(ask: Ask, lang: Lang) -> Section:
    frame = ask(
        "SELECT code, any_value(verdict) AS verdict, count(*) AS count, count(DISTINCT document) AS reports "
        "FROM breaks GROUP BY code ORDER BY code"
    )
    copied = ask("SELECT kind, count(*) AS count FROM copies GROUP BY kind ORDER BY kind")
    names = {
        "last_year": Text("与上年雷同", "like last year"),
        "neighbour": Text("与他人雷同", "like another's"),
    }
    rows = [Bar(_named(r.code, lang), r.count_, f"{r.count_}", r.verdict) for r in _rows(frame)]
    rows += [Bar(names[r.kind].say(lang), r.count_, f"{r.count_}", "note") for r in _rows(copied)]
    title = Text("跨年度、跨机关", "Across years and bodies").say(lang)
    note = Text(
        "上年报告也可能有误或已更正，故为存疑；倍增、为零和雷同只作提示。",
        "Last year's report may be the wrong one, or mended since: a question. Notes only mark.",
    )
    return Section(title, bars(title, rows) if rows else "", note=note.say(lang))


def _bodies(ask: Ask, lang: Lang) -> Section:
    frame = ask(f"{BODIES} LIMIT {LISTED}")
    return Section(Text("问题较多的机关", "Bodies with most findings").say(lang), frame=frame)


def _levels(ask: Ask, lang: Lang) -> Section:
    names = ask(
        "SELECT organisation, count(*) AS documents, sum((contradictions > 0)::INT) AS flagged "
        "FROM results WHERE status = 'ok' GROUP BY 1"
    )
    if not len(names):
        return Section("")
    names["level"] = [body(name).level or "-" for name in names["organisation"]]
    frame = names.groupby("level")[["documents", "flagged"]].sum().sort_values("documents", ascending=False)
    rows = [
        Bar(
            str(level),
            r.flagged / r.documents,
            f"{r.flagged / r.documents:.0%} / {r.documents:.0f}",
            "contradiction",
        )
        for level, r in frame.iterrows()
    ]
    title = Text("按层级：有矛盾的报告", "By level: reports with a contradiction").say(lang)
    return Section(title, bars(title, rows))


def _coverage(ask: Ask, lang: Lang) -> Section:
    frame = ask(
        "SELECT format, count(*) AS documents, sum(checked) / greatest(sum(figures), 1) AS checked, "
        "avg((form IS NOT NULL AND len(missing) = 0)::INT) AS tables "
        "FROM results WHERE status = 'ok' GROUP BY format ORDER BY documents DESC"
    )
    note = Text(
        "未核对的数字不等于正确：多数在表中没有对应项。",
        "A figure that was not checked is not thereby right: most have no cell in the tables.",
    )
    return Section(Text("核对范围", "Coverage").say(lang), frame=frame, note=note.say(lang))


def _failures(ask: Ask, lang: Lang) -> Section:
    """A map of what could not be read: kind of error by suffix."""
    frame = ask(
        "SELECT status || ' · ' || coalesce(error_type, '') AS error, "
        "coalesce(nullif(lower(regexp_extract(path, '\\.[A-Za-z0-9]{1,5}$')), ''), '-') AS suffix, "
        "count(*) AS count FROM results WHERE status <> 'ok' GROUP BY ALL"
    )
    if not len(frame):
        return Section("")
    wide = frame.pivot_table(index="error", columns="suffix", values="count", aggfunc="sum", fill_value=0)
    title = Text("未能读取的报告（原因 × 格式）", "Not read (why by format)").say(lang)
    return Section(title, frame=wide.reset_index())


def _list(ask: Ask, lang: Lang) -> Section:
    frame = ask(
        "SELECT organisation, year, code, message, path FROM findings "
        f"WHERE verdict = 'contradiction' ORDER BY number LIMIT {LISTED}"
    )
    note = Text("前 {n} 条；全部见 findings.xlsx。", "The first {n}; all are in findings.xlsx.").format(
        n=LISTED
    )
    return Section(Text("矛盾", "Contradictions").say(lang), frame=frame, note=note.say(lang))


SECTIONS: Final = (_by_year, _by_rule, _across, _levels, _bodies, _coverage, _failures, _list)


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows; ``count`` is a method of tuples."""
    return frame.rename(columns={"count": "count_"}).itertuples(index=False)


def _named(code: str, lang: Lang) -> str:
    rule = RULES.get(code) or ACROSS.get(code)
    return f"{code} {rule.title.say(lang)}" if rule else code


def _show(name: str, value: Any, lang: Lang) -> str:
    if value is None or value != value:
        return ""
    if name in ("share", "checked", "tables"):
        return f"{value:.0%}"
    if name == "verdict":
        return VERDICTS[Verdict(value)].name.say(lang)
    return inert(str(value))


def _workbook(folder: Path, path: Path, lang: Lang) -> None:
    import xlsxwriter

    partial_path = path.with_suffix(".tmp")
    settings = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    with xlsxwriter.Workbook(partial_path, settings | {"constant_memory": True}) as book:
        head = book.add_format({"bold": True, "bg_color": "#E9EDF1", "bottom": 1})
        for title, sql in SHEETS.values():
            frame = query(folder, f"SELECT * FROM ({sql}) LIMIT {SHEET_ROWS}")
            sheet = book.add_worksheet(title.say(lang))
            for column, name in enumerate(frame.columns):
                sheet.set_column(column, column, WIDE.get(name, 12))
                sheet.write_string(0, column, HEADS[name].say(lang), head)
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, len(frame), len(frame.columns) - 1)
            for at, row in enumerate(frame.itertuples(index=False), 1):
                _write_row(sheet, at, dict(zip(frame.columns, row, strict=True)), lang)
    partial_path.replace(path)


def _write_row(sheet: Any, at: int, row: Plain, lang: Lang) -> None:
    for column, (name, value) in enumerate(row.items()):
        if isinstance(value, int | float) and value == value:
            sheet.write_number(at, column, value)
        else:
            sheet.write_string(at, column, _show(name, value, lang)[:LONGEST])
