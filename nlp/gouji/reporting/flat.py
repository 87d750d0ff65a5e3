"""Reviews as flat rows, for sheets and CSV: one row a finding, a cell, a claim or a check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ..finding import Origin, TextEvidence, Verdict
from ..outcome import Review, place
from ..text import Lang, Text
from .base import Failure, Outcome
from .view import cells, form_of, label
from .words import READ_BY_US, VERDICTS

Value = str | int
Row = tuple[Value, ...]

HEADS: Final[dict[str, tuple[tuple[str, Text], ...]]] = {
    "overview": (
        ("path", Text("文件", "file")),
        ("organisation", Text("机关", "organisation")),
        ("year", Text("年度", "year")),
        ("form", Text("格式", "form")),
        ("contradictions", Text("矛盾", "contradictions")),
        ("doubts", Text("存疑", "doubts")),
        ("notes", Text("提示", "notes")),
        ("figures", Text("正文数字", "figures")),
        ("checked", Text("已核对", "checked")),
        ("unlinked", Text("表中无对应项", "without a cell")),
        ("error", Text("未能读取的原因", "why it was not read")),
    ),
    "findings": (
        ("path", Text("文件", "file")),
        ("verdict", Text("结论", "verdict")),
        ("code", Text("代码", "code")),
        ("title", Text("问题", "finding")),
        ("section", Text("位置", "place")),
        ("quotes", Text("原文", "quotes")),
        ("cells", Text("表格数字", "cells")),
        ("reported", Text("原数", "reported")),
        ("computed", Text("推算", "computed")),
        ("message", Text("说明", "message")),
        ("suggestion", Text("建议", "suggestion")),
        ("also", Text("同时违反", "also breaks")),
        ("origin", Text("来源", "origin")),
        ("id", Text("编号", "id")),
    ),
    "cells": (
        ("path", Text("文件", "file")),
        ("cell", Text("单元格", "cell")),
        ("label", Text("名称", "label")),
        ("value", Text("数值", "value")),
        ("state", Text("读取情况", "state")),
        ("raw", Text("原样", "raw")),
    ),
    "claims": (
        ("path", Text("文件", "file")),
        ("id", Text("编号", "id")),
        ("quote", Text("原文", "quote")),
        ("value", Text("数值", "value")),
        ("low", Text("下限", "low")),
        ("high", Text("上限", "high")),
        ("unit", Text("单位", "unit")),
        ("kind", Text("种类", "kind")),
        ("bound", Text("约数", "bound")),
        ("measure", Text("指标", "measure")),
        ("readings", Text("对应单元格", "readings")),
        ("scope", Text("范围", "scope")),
        ("period", Text("期间", "period")),
        ("start", Text("起", "start")),
        ("end", Text("止", "end")),
    ),
    "coverage": (
        ("path", Text("文件", "file")),
        ("code", Text("代码", "code")),
        ("run", Text("核对", "run")),
        ("found", Text("发现", "found")),
        ("not_applicable", Text("不适用", "not applicable")),
        ("unreadable", Text("无法核对", "unreadable")),
    ),
}
"""Keys and printed heads of each table, in order; the keys are those of the JSON where it has them."""


def overview(outcomes: list[Outcome], lang: Lang) -> Iterator[Row]:
    """One row an input, also for those that could not be read."""
    for o in outcomes:
        if isinstance(o, Failure):
            yield (o.path, "", "", "", "", "", "", "", "", "", o.error.say(lang))
        else:
            d, c = o.document, o.coverage
            found = [len(o.of(v)) for v in VERDICTS]
            yield (
                *(d.path, d.organisation, d.year or "", d.form or "", *found),
                *(c.figures, c.checked, c.unlinked, ""),
            )


def findings(review: Review, lang: Lang) -> Iterator[Row]:
    """One row a finding."""
    d = review.document
    for f in review.findings:
        spans = [e.span for e in f.evidence if isinstance(e, TextEvidence)]
        yield (
            d.path,
            f.verdict.value,
            f.code,
            f.title.say(lang),
            place(d, spans[0].start) if spans else "",
            " … ".join(s.of(d.text) for s in spans),
            "；".join(f"{c.label} {c.value or '—'}" for c in cells(review, f, lang)),
            f.reported,
            f.computed,
            f.message.say(lang),
            f.suggestion.say(lang),
            "、".join(f.also),
            READ_BY_US.say(lang) if f.origin is Origin.READ else "",
            f.identity(d.text),
        )


def cell_rows(review: Review, lang: Lang) -> Iterator[Row]:
    """One row a statutory cell."""
    form = form_of(review.document)
    for c in review.to_dict(lang)["cells"]:
        name = label(form, c["cell"])
        yield (review.document.path, c["cell"], name, c["value"] or "", c["state"], c["raw"])


def claims(review: Review, lang: Lang) -> Iterator[Row]:
    """One row a claim of the prose."""
    for c in review.to_dict(lang)["claims"]:
        readings = " | ".join(" + ".join(r).replace("+ -", "- ") for r in c["readings"])
        flat = c | {"readings": readings, "start": c["span"][0], "end": c["span"][1]}
        yield (review.document.path, *(_known(flat[key]) for key, _ in HEADS["claims"][1:]))


def coverage(review: Review, lang: Lang) -> Iterator[Row]:
    """One row a check."""
    for code, n in review.coverage.checks.items():
        yield (review.document.path, code, n.run, n.found, n.not_applicable, n.unreadable)


def _known(value: Value | None) -> Value:
    return "" if value is None else value


def wanted(review: Review, notes: bool) -> Review:
    """The review without its notes, unless they are asked for."""
    if notes:
        return review
    return replace(review, findings=review.of(Verdict.CONTRADICTION, Verdict.DOUBT))
