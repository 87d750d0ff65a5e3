"""A sentence about the reporting body itself names another body.

**What**: the body that reports is one. A sentence that tells how "we" took care of disclosure, with
another body of no relation as its subject, was copied. Superiors, parts of the body and partners may be
named.
**Why**: text copied from a neighbour's report.
**Example**: ``云栖区卫生健康局高度重视政务公开工作`` in the report of 长堤镇人民政府.
**Source**: Regulation art. 49: each body reports for itself; real-reports.md, d 23.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ..finding import Finding, Proof, TextEvidence
from ..language.parties import Body, Relation, bodies
from ..language.words import tag
from ..quantity import Interval
from ..text import Text
from .base import Case, Rule
from .figures import operand

RULE = Rule("F7", "other-organisation", Text("主体写成其他单位", "another body as the subject"))
MESSAGE = Text(
    "本报告由{own}发布，此处却作“{phrase}”。", "the report is that of {own}, but here it reads “{phrase}”."
)
# What a body says of itself in such reports; of others it tells what they did with or for it.
OF_ITSELF: Final = re.compile(
    r"(?:高度|十分|非常)重视|(?:专题|定期|认真|多次)?研究(?:部署|推进)?(?:政务|政府信息)?公开|始终坚持|坚持以|"
    r"认真(?:贯彻|落实|执行|做好|开展)|严格(?:落实|执行|按照|遵守)|紧紧围绕|扎实(?:推进|做好|开展)|"
    r"深入(?:推进|贯彻)|"
    r"(?:成立|调整).{0,10}领导小组|将(?:其|政务公开|政府信息公开)|把(?:政务公开|政府信息公开)|(?:全年|"
    r"本年度?|共)?(?:未收到|新收|收到|受理|主动公开|公开政府信息|公开各类)"
)
# 向县人民政府提出的政府信息公开申请: whom the applicants asked
ADDRESSED: Final = re.compile(
    r"(?:[、和及与].{2,16})?(?:提出|提交|递交)(?:了)?(?:的)?(?:(?:政府)?(?:信息)?公开)?申请"
)
DISCLOSURE: Final = re.compile(
    r"政务公开|信息公开|公开(?:政府)?信息|依申请|公开(?:工作|要求|职责|规定)|主动公开"
)


# 我厅 in the report of a 局: the word a body uses for itself, by the last characters of its name
SELF: Final = re.compile(r"(?<![一-鿿])我(?P<kind>局|厅|委|办|院|校|署|镇|乡|街道|中心|队)(?![室公法])")
NAMED: Final = {
    "办": "办室",
    "校": "校学院",
    "院": "院所校",
    "队": "队",
    "委": "委会",
    "乡": "乡镇",
    "镇": "乡镇",
}


def _sibling(body: Body, own: str) -> bool:
    """Whether the subject is another 街道, 镇 or 乡 in the report of one: nobody tells of a neighbour."""
    same_level = body.level in ("街道", "镇", "乡") and body.level in own
    stem = body.region.removesuffix(body.level)
    named = len(stem) > 1 and tag(stem)[:1] in ("", "n")  # 梳理街道文件 names no street
    return same_level and named and body.kind in ("", "街道办事处", "人民政府")


def _abbreviates(name: str, own: str) -> bool:
    """Whether every character of a name stands, in order, in the body's own.

    >>> _abbreviates("市人力社保局", "天塬市人力资源和社会保障局"), _abbreviates("市数据局", "滏南市审批局")
    (True, False)
    """
    rest = iter(own)
    return all(c in rest for c in name)


def _self_named(case: Case, own: str) -> Iterator[Finding]:
    """A body that calls itself by another kind of body's name."""
    statement = case.statement
    for said in SELF.finditer(statement.masked):
        kind = said["kind"]
        if any(c in own for c in NAMED.get(kind, kind)):
            continue
        sentence = next((s for s in statement.sentences if s.start <= said.start() < s.end), None)
        if sentence is None or sentence.section == 0:
            continue
        rest = re.match(r"[^，；。]{0,24}", statement.masked[said.end() : sentence.end])
        span = statement.folded.to_text(said.start(), said.end() + (rest.end() if rest else 0))
        yield RULE.finding(
            MESSAGE.format(own=own, phrase=span.of(case.document.text)),
            (TextEvidence(span),),
            reported=said[0],
            computed=own,
            proof=Proof("zero", f"{said[0]} ≠ {own}", (operand("another body", Interval.point(1)),)),
        )
        return


def _addressed(case: Case, found: Sequence[Body], own: str) -> Iterator[Finding]:
    """Applications that were made to somebody else."""
    statement = case.statement
    for body in found:
        start = body.span.start
        asked = ADDRESSED.match(statement.masked, body.span.end)
        if (
            asked is None
            or statement.masked[start - 1] != "向"
            or body.relation in (Relation.SAME, Relation.SHORT)
        ):
            continue
        if body.relation is Relation.SUBORDINATE or re.search(
            r"转|建议|引导|告知", statement.masked[max(0, start - 12) : start]
        ):
            continue
        span = statement.folded.to_text(start - 1, asked.end())
        yield RULE.finding(
            MESSAGE.format(own=own, phrase=span.of(case.document.text)),
            (TextEvidence(span),),
            reported=body.name,
            computed=own,
            proof=Proof("zero", f"{body.name} ≠ {own}", (operand("another body", Interval.point(1)),)),
        )


def check(case: Case) -> Iterator[Finding]:
    """Subjects that are neither the body nor related to it."""
    own = case.document.organisation
    if not own:
        case.tally.not_applicable(RULE.code)
        return
    statement = case.statement
    found = bodies(statement.masked, own)
    yield from _addressed(case, found, own)
    yield from _self_named(case, own)
    others = [b for b in found if b.subject and b.relation is Relation.OTHER]
    case.tally.ran(RULE.code)
    for body in others:
        sentence = next((s for s in statement.sentences if s.start <= body.span.start < s.end), None)
        if sentence is None or sentence.section == 0 or _abbreviates(body.quote, own):
            continue
        rest = statement.masked[body.span.end : sentence.end]
        said = re.match(rf".{{0,12}}?(?:{OF_ITSELF.pattern})[^，；。]*", rest)
        if said is None or not DISCLOSURE.search(said[0]):
            said = re.match("", rest) if _sibling(body, own) else None
        if said is None:
            continue
        span = statement.folded.to_text(body.span.start, body.span.end + said.end())
        yield RULE.finding(
            MESSAGE.format(own=own, phrase=span.of(case.document.text)),
            (TextEvidence(span),),
            reported=body.name,
            computed=own,
            proof=Proof("zero", f"{body.name} ≠ {own}", (operand("another body", Interval.point(1)),)),
        )
