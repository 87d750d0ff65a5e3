"""From a document to its claims: the seam between language and checks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from ..claim import Claim, Period
from ..document import Document
from ..form import Form
from ..form import load as load_form
from ..language.folding import Folded, fold
from ..language.parties import Relation, bodies
from ..language.quantities import scan
from ..quantity import ZERO as NOUGHT
from ..quantity import Quantity
from ..text import Span
from .absolutes import Absolute, absolutes
from .growth import growths
from .items import Item, Sentence, items, mask, sentences
from .lexicon import Hit, Lexicon
from .lexicon import load as load_lexicon
from .linkers import RULES, shipped, suggestions
from .linking import NOTHING, Link, Linker, Topics
from .lists import Breakdown, breakdowns, headless
from .proposals import Judge, Proposer
from .shares import shares
from .statement import Statement

# Whose figure it is, by the nearest words before it; "" is the reporting body as a whole.
# Measures that count all applications, whose kinds a later sentence may list.
COUNTS: Final = frozenset(("new", "received", "handled", "handled_with_carry"))
SCOPE: Final = re.compile(
    r"全(?:省|市|区|县|州|镇|乡|旗|街道|系统|局|院|校)|(?:省|市|区|县|州|镇|街道)级(?:部门|单位)?|本级|"
    r"(?:省|市|区|县)直|乡镇|备案|"
    # a channel is a scope where something is done on it, not where it is counted: 检查网站61家
    r"(?:(?:门户|政府)?网站|公众号|新媒体)(?=[^，；。]{0,3}(?:公开|发布|推送|访问|更新|刊登|浏览|粉丝|关注))"
)
OUTCOME_ALONE: Final = re.compile(
    r"(?:结果|予以|被)?(?:维持|纠正|撤销|驳回|其他|未审结|公开|部分公开|不予公开|无法提供)"
)
APART: Final = re.compile(r"分别(?:占|为|是|达|有|共|公开|发布|办理|完成)?|各自?(?:为|是)?")
KINDS: Final = re.compile(
    r"^[^、]{0,10}?(?:只有|包括|有|为|通过|采用|以)(?=[^，]*、)|(?:等)?[两二三四五六](?:种|类|项|"
    r"个)(?:方式|渠道|途径|形式|情形|类型)?$"
)
LEADING: Final = re.compile(r"^(?:全年|本年度?|年内|共|作出|办理|实施)+")
NAMES: Final = re.compile(r"[、和及与]|以及")
SEVERAL_YEARS: Final = re.compile(
    r"近?[两二三四五六七八九十]年(?:来|间|累计|共|（)|近[两二三四五六七八九十]年|历年|"
    r"20[0-9]{2}年?(?:至|—|-|到|～|~)20[0-9]{2}年"
)
# The time a stock speaks of, by the nearest words before it.
STOCK_TIME: Final = re.compile(
    r"(?P<then>年初|上一?年(?:底|末)|去年(?:底|末))|(?P<year>20[0-9]{2})年(?:底|末|12月(?:底|31日))|"
    r"(?P<now>年末|年底|目前|现有)"
)


def read(document: Document, form: Form | None = None, proposers: Sequence[Proposer] = ()) -> Statement:
    """Read the prose of a document.

    Args:
        document: the report; its paragraphs are the prose.
        form: the form whose cells the prose may speak of; the document's own by default, and the
            newest form where the document shows none (its prose can still be checked).
        proposers: learned linkers, asked about figures that the rules leave without cells.
    """
    spans = [p.span for p in document.paragraphs]
    folded = fold(document.text, spans)
    return _read(
        folded,
        [p.section for p in document.paragraphs],
        form or load_form(document.form or "2021"),
        document.year,
        document.organisation,
        proposers,
    )


def claims(text: str, form: str = "2021", proposers: Sequence[Proposer] | None = None) -> list[Claim]:
    """The claims of a bare text, with no report around it.

    Args:
        form: id of the form whose cells the text may speak of.
        proposers: learned linkers, asked about figures that the rules leave without cells; the one that
            comes with the package by default.

    >>> [c.readings for c in claims("全年新收政府信息公开申请23件，上年结转2件。")]
    [(('t3/new/total',),), (('t3/carried_in/total',),)]
    """
    folded = fold(text, wraps=True)
    asked = shipped() if proposers is None else proposers
    return list(_read(folded, [0] * (folded.plain.count("\n") + 1), load_form(form), None, "", asked).stated)


def _read(
    folded: Folded,
    numbers: Sequence[int],
    form: Form,
    year: int | None,
    organisation: str,
    proposers: Sequence[Proposer],
) -> Statement:
    plain = folded.plain
    masked = mask(plain)
    mentions, entities = scan(plain)
    starts = [0, *(m.end() for m in re.finditer("\n", plain))]
    sections = list(zip(starts, [*numbers, *([0] * (len(starts) - len(numbers)))], strict=False))
    spans = list(sentences(masked, sections))
    found = items(plain, masked, spans, mentions)
    lexicon = load_lexicon()
    topics = Topics(_of_subjects(lexicon.topic_hits(masked), masked))
    lists = list(breakdowns(found, spans))
    linked = Linker(lexicon, form, topics, spans, [], led=_led(masked, organisation))
    links = _links(found, spans, starts, lists, linked, plain, year)
    counts = {i for i, link in enumerate(links) if link.measure in COUNTS and link.readings}
    lists.extend(headless(found, spans, counts))
    statements = list(absolutes(masked, spans, found, topics))
    return Statement(
        folded=folded,
        masked=masked,
        mentions=mentions,
        entities=entities,
        sentences=spans,
        items=found,
        links=links,
        breakdowns=lists,
        shares=list(shares(found, spans, lists, _apart(found))),
        growths=list(growths(found, spans)),
        absolutes=statements,
        claims=[
            *(_claim(i, link, spans, folded) for i, link in zip(found, links, strict=True)),
            *(_zero(n, a, spans, folded, lexicon, form) for n, a in enumerate(statements)),
        ],
        topics=topics,
        judge=next((p for p in proposers if isinstance(p, Judge)), None),
        suggestions=suggestions(plain, found, links, lists, proposers, form, linked.loose),
    )


# Bodies without a name that a larger one leads, where they are said to do it: 3个街道办结10件.
LOWER: Final = re.compile(
    r"(?:街道|乡镇|镇街|县区|区县|分局|支队|派出所|部门|属单位|直单位)(?:[（）、一-鿿]{0,3}?)"
    r"(?:共|分别)?(?=新收|收到|受理|承办|办结|办理|答复)"
)
LOWEST: Final = re.compile(r"街道|[镇乡]人民政府|分局$|派出所$|支队$")


def _led(masked: str, organisation: str) -> list[int]:
    """Where bodies are named that the reporting body leads; what they took in is a part of its figures."""
    if not organisation:
        return []
    named = [b.span.start for b in bodies(masked, organisation) if b.relation is Relation.SUBORDINATE]
    if LOWEST.search(organisation):
        return named
    return sorted({*named, *(m.start() for m in LOWER.finditer(masked))})


# 申请内容主要涉及行政复议案件材料: what was asked for, not what the text goes on to count
ASKED_FOR: Final = re.compile(r"(?:主要|内容|事项|大多|多)(?:均)?(?:涉及|集中[在于])[^；。\n]*")


def _of_subjects(hits: Sequence[Hit], masked: str) -> list[Hit]:
    """The strong nouns without those of a clause that only says what applications asked for."""
    asides = [m.span() for m in ASKED_FOR.finditer(masked) if not re.search(r"[0-9]", m[0])]
    return [h for h in hits if not any(start <= h.start < end for start, end in asides)]


def _links(
    found: Sequence[Item],
    spans: Sequence[Sentence],
    starts: Sequence[int],
    lists: Sequence[Breakdown],
    linker: Linker,
    plain: str,
    year: int | None,
) -> list[Link]:
    """One link an item; a part that would repeat its head's cells is a detail without a cell."""
    linker.parts = {part for group in lists for part in group.parts}
    linker.floors = _floors(spans, starts, plain)
    linker.year = year
    labels = _apart(found)
    classed = _classed(found)
    links: list[Link] = []
    for item in found:
        before = found[item.index - 1] if item.index else None
        if before is not None and before.sentence != item.sentence:
            before = None
        if item.index in classed:
            links.append(NOTHING)
            continue
        link = linker.link(item, before, labels.get(item.index))
        named = link.readings or item.index in linker.loose
        if named and year is not None and (told := _other_period(item, spans, year)):
            link = Link(link.measure, link.topic, (), told)
            linker.loose.pop(item.index, None)
        if link.measure == "in_force":
            link = _stock_period(item, link, spans, year)
        links.append(link)
    for group in lists:
        head = links[group.head]
        elsewhere = not head.readings and head.topic not in ("application", "review", "suit", "")
        for part in group.parts:
            if elsewhere and _of_applications(links[part]) and not STRONG.search(found[part].own):
                links[part] = NOTHING  # parts of documents, calls or notices are no applications
            if head.readings and links[part].readings and links[part].readings[0] == head.readings[0]:
                links[part] = NOTHING
    return links


# What starts a new subject: a numbered heading, or a new section.
HEADED: Final = re.compile(
    r"(?:（[一二三四五六七八九十]+）|[一二三四五六七八九十]+(?:、|是)|[0-9]+[.．、]|第[一二三四五六])"
)


def _floors(spans: Sequence[Sentence], starts: Sequence[int], plain: str) -> list[int]:
    """For each sentence how far back its subject may be carried: to the last heading of its section."""
    floors: list[int] = []
    floor, section, paragraph = 0, -1, -1
    for s in spans:
        if s.paragraph != paragraph:
            start = starts[s.paragraph] if 0 <= s.paragraph < len(starts) else s.start
            if s.section != section or HEADED.match(plain, start):
                floor = start
            section, paragraph = s.section, s.paragraph
        floors.append(floor)
    return floors


def _stock_period(item: Item, link: Link, spans: Sequence[Sentence], year: int | None) -> Link:
    """A stock at the end of another year has no cell in this year's table."""
    sentence = spans[item.sentence]
    said = list(STOCK_TIME.finditer(sentence.text, 0, item.end - sentence.start))
    if not said:
        return link
    named = said[-1]["year"]
    if said[-1]["then"] or (named and year is not None and int(named) < year):
        return Link(link.measure, link.topic, (), Period.LAST_YEAR_END)
    return Link(link.measure, link.topic, link.readings, Period.YEAR_END)


# 2023年，我局收到…；上年度，… : a clause of nothing but a time, which holds until the next
HEADED_BY: Final = re.compile(
    r"(?:^|(?<=[；：。）]))在?(?:(?P<year>20[0-9]{2})年(?:度|全年|1月1日?(?:至|—|-)(?:20[0-9]{2}年)?12月31日)?"
    r"|(?P<last>上一?年度?|去年))，"
)
NOW: Final = re.compile(r"(?<![较比])(?:20[0-9]{2}年|本年|今年|当年)")


def _other_period(item: Item, spans: Sequence[Sentence], year: int) -> Period | None:
    """The time of the figure's work where it is another than the report's year."""
    if _other_year(item, spans, year):
        return Period.OTHER
    sentence = spans[item.sentence]
    said = list(HEADED_BY.finditer(sentence.text, 0, item.start - sentence.start))
    if not said or re.search(r"结转|转入|顺延|转至|延至", item.own):
        return None
    head = said[-1]
    if NOW.search(sentence.text, head.end(), item.start - sentence.start) or head["year"] == str(year):
        return None
    return Period.LAST_YEAR if head["last"] or int(head["year"]) == year - 1 else Period.OTHER


def _other_year(item: Item, spans: Sequence[Sentence], year: int) -> bool:
    """Whether the clause of the figure names another year than the report's as the time of its work."""
    text = item.before if not item.bare else item.lead[-30:] + item.before
    if re.search(r"结转|转入|顺延|转至|延至", item.own):
        return False
    if SEVERAL_YEARS.search(spans[item.sentence].text, 0, item.start - spans[item.sentence].start):
        return True
    years = [int(y) for y in re.findall(r"(?<![〔\[(（0-9-])(20[0-9]{2})年(?!代|版|以来)", text)]
    return bool(years) and year not in years


def _classed(found: Sequence[Item]) -> set[int]:
    """Counts of documents by how they are classed for publication, which no table holds.

    ``印发文件146份，其中主动公开31份、依申请公开58份、不予公开57份`` counts documents, not applications.
    """
    classes = [i for i in found if CLASS.search(i.before)]
    inside: set[int] = set()
    for one, other in pairwise(classes):
        if one.sentence == other.sentence and other.index - one.index <= 2:
            inside.update((one.index, other.index))
    proactive = {i.sentence for i in classes if "主动" in i.before}
    return {i for i in inside if found[i].sentence in proactive}


def _of_applications(link: Link) -> bool:
    return bool(link.readings) and link.readings[0][0].lstrip("-").startswith(("t3/", "t4/"))


STRONG: Final = re.compile(r"信息公开申请|行政复议|行政诉讼|规范性文件|行政(?:许可|处罚|强制)")
CLASS: Final = re.compile(
    r"(?:主动公开|依申请公开|不予公开|不公开|免予公开)(?:的|类|属性)?(?:公文|文件)?(?:共|有)?$"
)


def _apart(found: Sequence[Item]) -> dict[int, str]:
    """Labels of a 分别 list: ``许可、处罚、强制决定数量分别为1宗、2宗和3宗`` names first, figures after."""
    labels: dict[int, str] = {}
    for item in found:
        words = APART.search(item.before)
        if words is None:
            continue
        run = [item]
        for other in found[item.index + 1 :]:
            if (
                other.sentence != item.sentence
                or len(other.gap) > len(other.before) + 1
                or other.before.strip("、和及与")
            ):
                break
            run.append(other)
        told = item.before[: words.start()] or _told_before(item, found)
        names = [n for n in NAMES.split(KINDS.sub("", LEADING.sub("", told))) if n]
        if len(run) > 1 and len(names) == len(run):
            tail = re.search(r"(?:决定|件)?(?:数量|件数|数)$", names[-1])
            for other, name in zip(run, names, strict=True):
                labels[other.index] = name if tail is None or name.endswith(tail[0]) else name + tail[0]
    return labels | _behind(found)


def _behind(found: Sequence[Item]) -> dict[int, str]:
    """Labels of a run whose names follow their figures without a mark: ``5件维持1件纠正``."""
    labels: dict[int, str] = {}
    for first, second in pairwise(found):
        if first.joined and not first.before and second.after and first.index not in labels:
            run = [first, second]
            for other in found[second.index + 1 :]:
                if not run[-1].joined:
                    break
                run.append(other)
            names = [*(i.before for i in run[1:]), run[-1].after]
            if all(OUTCOME_ALONE.fullmatch(name) for name in names):
                labels |= {i.index: name for i, name in zip(run, names, strict=True)}
    return labels


def _told_before(item: Item, found: Sequence[Item]) -> str:
    """The names that a 分别 at the head of a clause takes up: 只有网上、信函、当面三种，分别占…."""
    before = found[item.index - 1] if item.index else None
    if (
        before is not None
        and before.sentence == item.sentence
        and before.mention.quantity.unit in ("种", "类", "项", "个")
    ):
        return before.before
    return item.lead.rstrip("，：").rpartition("，")[2]


def _claim(item: Item, link: Link, spans: Sequence[Sentence], folded: Folded) -> Claim:
    sentence = spans[item.sentence]
    span = folded.to_text(item.start, item.end)
    scopes = SCOPE.findall(sentence.text[: item.start - sentence.start])
    return Claim(
        id=f"c{item.index}",
        span=span,
        quote=span.of(folded.text),
        quantity=item.mention.quantity,
        measure=(item.before or item.after).strip("的"),
        readings=link.readings,
        scope=scopes[-1] if scopes else "",
        period=link.period,
        section=sentence.section,
        linked_by=RULES if link.readings else "",
    )


ZERO_COUNT: Final = Quantity(NOUGHT, "count")


def _zero(
    number: int, a: Absolute, spans: Sequence[Sentence], folded: Folded, lexicon: Lexicon, form: Form
) -> Claim:
    span: Span = folded.to_text(a.start, a.end)
    return Claim(
        id=f"a{number}",
        span=span,
        quote=span.of(folded.text),
        quantity=ZERO_COUNT,
        measure=a.measure,
        readings=lexicon.cells(a.measure, form, **dict(a.slots)),
        section=spans[a.sentence].section,
        negative=True,
        linked_by=RULES,
    )
