"""A sentence about this year's work names another year.

**What**: the year in the title, the head and the sentences about this year's work must be one. Another
year may stand in comparisons, plans, document numbers and history. Two shapes are errors: this year's
work told under another year, and a plan for the year that is over.
**Why**: text copied from last year's report.
**Example**: ``2023年，我镇将从以下方面改进`` in the report for 2023; ``2022年我局受理申请5件`` in the
report for 2023.
**Source**: Regulation art. 50; real-reports.md, d 21-22.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..extraction.items import Sentence
from ..finding import Finding, Proof, TextEvidence
from ..quantity import Interval
from ..text import Text
from .base import Case, Rule
from .figures import equal_proof

RULE = Rule("F6", "stale-year", Text("年份与报告年度不符", "another year than the report's"))
PLANNED: Final = Text(
    "{year}年度报告写下一步计划，仍作“{phrase}”，应为{next}年。",
    "the report for {year} states its plan for the coming year as “{phrase}”; that should be {next}.",
)
WORKED: Final = Text(
    "{year}年度报告叙述本年工作，却作“{phrase}”。",
    "the report for {year} tells its work of the year as “{phrase}”.",
)
TITLED: Final = Text(
    "报告年度为{year}年，正文却称“{phrase}”。", "the report is for {year}, but calls itself “{phrase}”."
)
# The year that opens a sentence, behind a subheading or a step mark.
OPENS: Final = re.compile(
    r"^(?:[^。；]{0,16}?[：:]|（[一二三四五六]）[^，。]{0,14}[。：]?|"
    r"[一二三四五六]是)?(?P<phrase>(?P<year>20[0-9]{2})年度?(?![0-9初末底版来起至—-])[，,]?(?P<rest>.{0,60}))"
)
# A year, and what part of it, that opens a clause.
TIMED: Final = re.compile(
    r"(?:^|[；：]|[一二三四五六]是)(?P<phrase>(?P<year>20[0-9]{2})年(?:度|(?:[0-9]{1,2}月|[上下]半年)(?:份|底)?|年?底)?"
    r"(?:之?前|以前|内|起)?(?![0-9初末版来以至—-])[，,]?(?P<rest>[^。；]{0,60}))"
)
DONE: Final = re.compile(r"已(?!有|经过)|了")
PLAN: Final = re.compile(
    r"^(?:工作)?(?:安排|打算|计划|思路|重点工作)|^(?:[一-鿿]{0,10}?[，,]?)(?:将(?=从|对|于|继续|进一步|重点|"
    r"着力|持续|以|坚持|围绕|在|按照?|不断|加强|着重|采取|努力|认真|紧|深|抓|加大|做好|结合|针对|充分|"
    r"主动|严格|积极|组织|全面|切实|大力|通过|对照|聚焦|立足|推|完善|建|开展|修|增|强|健|力争|主要|"
    r"突出|加快|把握|优化|创新|狠|一是|规范|丰富|用好|改进|细化|拓展)|下一步(?:还)?[要将拟]|还[要将]|计划(?!生育|单列|类)|拟(?!稿|定的|公开)|打算|力争)"
)
# A plan in any part of the report; 将政务公开纳入 and the like are work that was done.
AHEAD: Final = re.compile(r"^[一-鿿]{0,10}?[，,]?将(?:从以下|继续|进一步)")
# What only the year's own account counts, whatever the year it names.
ACCOUNT: Final = re.compile(
    r"共?(?:主动)?公开(?:各类)?(?:政府)?信息[0-9]|(?:收到|受理|新收)(?:政府信息公开)?申请[0-9]"
)
COMING: Final = re.compile(r"将|计划|拟|力争|预计|下一步|目标|争取|打算|要|继续|进一步|持续|一是|着力|重点")
COMPARES: Final = re.compile(
    r"较(?![好为大多高快强])|比|同比|同期|上年(?!结转)|去年|以来|年底|年末|版|印发|出台的|发布的|年报|年度报告|形成|至今|"
    r"反馈|指出|提出|存在的|整改|问题|评估|考核|规划|任务(?:书|清单|分工)|方案|要点|期间"
)
WORK: Final = re.compile(
    r"共|全年|新收|受理|收到|公开|办理|开展|召开|未|没有|无|发布|制发|组织|举办|推进|落实|坚持|认真|"
    r"围绕|严格|按照|深入|不断|紧紧|在.{0,20}领导下"
)
ITSELF: Final = re.compile(r"(?P<year>20[0-9]{2})年度?政府信息公开(?:工作)?(?:年度报告|年报)")


def check(case: Case) -> Iterator[Finding]:
    """Sentences that open with a year, and what the report calls itself."""
    year = case.document.year
    if year is None:
        case.tally.not_applicable(RULE.code)
        return
    yield from _called(case, year)
    for sentence in case.statement.sentences:
        if sentence.section == 0 or not sentence.text[:60].count("20"):
            continue
        planned = _stale_plan(sentence, year)
        opened = planned or OPENS.match(sentence.text)
        if opened is None:
            continue
        case.tally.ran(RULE.code)
        named, rest = int(opened["year"]), opened["rest"]
        start = sentence.start + opened.start("phrase")
        stop = re.search(r"[：；。]|(?<=.{14})[，,]", rest)
        end = sentence.start + opened.start("rest") + (stop.start() if stop else len(rest))
        if planned or named == year:
            if planned or AHEAD.match(rest):
                yield _finding(case, PLANNED, start, end, named, year + 1, year)
        elif named < year:
            clean = (
                not COMPARES.search(_first_clauses(rest))
                and not re.search(r"本年|今年", _first_clauses(rest))
                and str(year) not in sentence.text
            )
            alone = len(set(re.findall(r"20[0-9]{2}(?=年)", sentence.text))) == 1
            if clean and (WORK.search(rest) if named == year - 1 else alone and ACCOUNT.search(rest)):
                yield _finding(case, WORKED, start, end, named, year, year)
        elif (
            sentence.section in (1, 6)
            and not COMING.search(sentence.text)
            and re.search(r"共|全年|受理|收到|未|没有", rest)
        ):
            yield _finding(case, WORKED, start, end, named, year, year)


def _stale_plan(sentence: Sentence, year: int) -> re.Match[str] | None:
    """A plan of section five under the year that is over, or the one before: 2024年6月底前，我局将…."""
    if sentence.section != 5:
        return None
    return next(
        (
            found
            for found in TIMED.finditer(sentence.text)
            if year - 1 <= int(found["year"]) <= year
            and PLAN.match(found["rest"])
            and (int(found["year"]) == year or not COMPARES.search(found["rest"]))
            and not DONE.search(found["rest"])
        ),
        None,
    )


def _first_clauses(rest: str) -> str:
    """The clauses that the year governs: up to the second comma, or the first stop."""
    return "，".join(re.split(r"[；。]", rest)[0].split("，")[:2])


def _called(case: Case, year: int) -> Iterator[Finding]:
    """现公布…2023年政府信息公开工作年度报告 in the head of the report for 2024."""
    plain = case.statement.masked
    head = next((s.start for s in case.statement.sentences if s.section >= 1), 0)
    for found in ITSELF.finditer(plain, 0, head):
        case.tally.ran(RULE.code)
        if int(found["year"]) != year:
            yield _finding(case, TITLED, *found.span(), int(found["year"]), year, year)


def _finding(case: Case, message: Text, start: int, end: int, named: int, right: int, year: int) -> Finding:
    span = case.statement.folded.to_text(start, end)
    return RULE.finding(
        message.format(year=year, phrase=span.of(case.document.text), next=year + 1),
        (TextEvidence(span),),
        reported=str(named),
        computed=str(right),
        proof=_proof(named, right),
    )


def _proof(named: int, right: int) -> Proof:
    return equal_proof(
        f"{named} ≠ {right}",
        ("named", Interval.point(Decimal(named))),
        [("meant", Interval.point(Decimal(right)), 1)],
    )
