"""Section five without problems, or without improvements.

**What**: section 五 names problems and what is done about them; "无" is not enough.
**Why**: completeness of form; says nothing about truth.
**Example**: ``存在的主要问题：无``.
**Source**: 国办公开办函〔2021〕30号, format, section 五.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..finding import Finding, TextEvidence, Verdict
from ..text import Span, Text
from .base import Case, Rule

RULE = Rule("F8", "problems-missing", Text("问题或改进缺失", "no problems or no improvements"), Verdict.NOTE)
MESSAGE = Text("第五部分未写明{list}。", "section five does not state {list}.")
PROBLEMS: Final = re.compile(r"问题|不足|差距|薄弱|不够|有待|短板|缺失|偏|欠缺|不高|不强|不及时")
IMPROVES: Final = re.compile(r"改进|下一步|加强|提升|完善|提高|优化|强化|健全|推进|将|今后|措施|打算")


def check(case: Case) -> Iterator[Finding]:
    """One note at most."""
    section = next((s for s in case.document.sections if s.number == 5), None)
    if section is None:
        case.tally.not_applicable(RULE.code)
        return
    case.tally.ran(RULE.code)
    text = section.body.of(case.document.text)
    missing = [n for n, w in (("存在的问题", PROBLEMS), ("改进情况", IMPROVES)) if not w.search(text)]
    if missing:
        evidence = TextEvidence(Span(section.span.start, section.body.start))
        yield RULE.finding(MESSAGE.format(list="、".join(missing)), (evidence,))
