"""The pages of the local server, made of the same parts as the HTML report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ...reporting import FORMATS, Failure, Options
from ...reporting.html import fill, report
from ...reporting.words import inert
from ...text import Lang, Text
from ...verdicts import Judgement

if TYPE_CHECKING:
    from ..app import Summary
    from ..desk import Item

FORMAT_NAMES: Final = {
    "html": Text("HTML 报告", "HTML report"),
    "docx": Text("DOCX 批注", "DOCX with comments"),
    "pdf": Text("PDF 附注", "PDF with notes"),
    "xlsx": Text("XLSX 表格", "XLSX sheets"),
    "csv": Text("CSV", "CSV"),
    "md": Text("摘要（Markdown）", "digest (Markdown)"),
    "json": Text("JSON", "JSON"),
    "sarif": Text("SARIF", "SARIF"),
}


@dataclass(frozen=True, slots=True)
class Work:
    """What the report page needs to be worked in."""

    id: str
    judgements: Mapping[str, Judgement]
    formats: Sequence[tuple[str, str]]
    progress: str = ""


def work_page(item: Item, judgements: Mapping[str, Judgement], lang: Lang) -> str:
    """A report with buttons to decide about each finding."""
    formats = [
        (f, FORMAT_NAMES[f].say(lang))
        for f in FORMAT_NAMES
        if f in FORMATS and (f != "pdf" or item.review.document.format == "pdf")
    ]
    return report(item.review, Options(lang=lang, notes=False), work=Work(item.id, judgements, formats))


def desk_page(
    reports: Sequence[tuple[Item, Summary]], lang: Lang, lasting: bool, failed: Sequence[Failure] = ()
) -> str:
    """The place to hand in, and the reports handed in so far."""
    told = [(inert(f.path), inert(f.error.say(lang))) for f in failed]
    return fill("desk.html.j2", ("desk.js",), lang, reports=reports, lasting=lasting, failed=told)


def interface_page(openapi: Mapping[str, Any], lang: Lang) -> str:
    """The REST interface in one table; the machine's form of it is ``/api/openapi.json``."""
    rows = [
        (method.upper(), path, what.get("summary", ""), what.get("description", ""))
        for path, methods in openapi["paths"].items()
        for method, what in methods.items()
    ]
    return fill("api.html.j2", (), lang, rows=rows)
