"""What the part and the whole of a share may be, for the checks of shares.

The whole is what the text names; else the total of the list the part stands in; else any total in
scope. For applications and cases the cells of the tables stand beside the prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ..extraction.items import Item
from ..extraction.lexicon import load as load_lexicon
from ..extraction.shares import Share, core
from ..quantity import Interval
from .base import Case

# Which totals a named whole may be, as symbolic cells.
NAMED: Final = (
    (re.compile(r"新收"), ("t3/new/total",)),
    (re.compile(r"办结|答复|办理结果|办理总|已办"), ("t3/total/total", "t3/new/total", "t3/handled/total")),
    (re.compile(r"申请|受理|收到|收件|办件"), ("t3/new/total", "t3/handled/total", "t3/total/total")),
)
COUNTS: Final = frozenset(("new", "received", "handled", "done", "handled_with_carry"))
# 从申请内容看, 就内容而言: what the applications asked for
ASKED: Final = re.compile(r"(?:内容|主题|事项|诉求|领域|类型)(?:来)?(?:看|而言|来说|分|划分|上|方面)")
KIND: Final = re.compile(
    r"(?:申请人|新收|其中|办理结果|结果|办结件)?(?:中|里|以|为|的)*"
    r"(?:自然人|公民个人|公民|个人|法人(?:或|和|及)其他组织|法人|商业企业|企业|科研机构|社会公益组织|"
    r"法律服务机构|"
    r"予以公开(?:及|和|或|与)?部分公开|予以公开|部分公开|不予公开|无法提供|不予处理|其他处理|"
    r"公开)(?:提出|为主)?(?:的)?"
)
# 21个市州、183个县区: two counts strung together
STRUNG: Final = re.compile(r"[一-鿿]{0,8}[、和及与]")
CLASSED: Final = re.compile(r"(?<!依申请)主动公开[^，；。]{0,6}占.*依申请公开|公开属性")
ROWS: Final = ("granted", "partial", "granted_or_partial", "refused", "unable", "declined", "other_handling")
COLUMNS: Final = ("natural", "organisations", "business", "research", "social", "legal")


@dataclass(frozen=True, slots=True)
class Whole:
    """A total that a share may refer to: its set, where it stands, and its name for people."""

    values: Interval
    item: Item | None
    cells: tuple[str, ...]
    named: bool


def wholes(case: Case, share: Share) -> list[Whole]:
    """The totals that may be meant, the likeliest first."""
    items = case.statement.items
    if share.frame is not None:
        return [_item(items[share.frame], True)]
    named = bool(share.base) and not generic(share.base)
    found: list[Whole] = []
    if share.parent is not None and not named:
        found.append(_item(items[share.parent], True))
    found += [_item(items[i], named) for i in share.wholes if named or i != share.parent]
    told = (*share.wholes, *(() if share.parent is None else (share.parent,)))
    found += [w for i in told if (w := _together(items, i, named)) is not None]
    if applies(case, share):
        if named:  # 占新收申请的86%, where the text says 接到申请21件
            found.extend(_item(items[i], True) for i in _counted(case, share) if i not in share.wholes)
        found.extend(_cells(case, share, named))
    return found


def _counted(case: Case, share: Share) -> Iterator[int]:
    """The totals of applications that the same paragraph states before the share."""
    items, spans = case.statement.items, case.statement.sentences
    paragraph = spans[items[share.item].sentence].paragraph
    for item in reversed(items[: share.item]):
        if spans[item.sentence].paragraph != paragraph:
            return
        if case.statement.links[item.index].measure in COUNTS:
            yield item.index


def generic(base: str) -> bool:
    """Whether the base only says "of all of it": 占总数的, 占全部的.

    >>> generic("总数"), generic("申请总数")
    (True, False)
    """
    return not re.sub(r"总数|总量|全部|总|数量|数|全年|本年度?|其|的|比", "", base)


def applies(case: Case, share: Share) -> bool:
    """Whether the share is one of applications, so that table three may hold its whole."""
    if re.search(r"新收|申请|办结|受理|答复", share.base):
        return True
    items, links = case.statement.items, case.statement.links
    if share.part is not None:
        return any(r and r[0].startswith("t3/") for r in links[share.part].readings[:1]) or (
            links[share.part].topic == "application"
        )
    item = items[share.item]
    sentence = case.statement.sentences[item.sentence]
    floor = min((s.start for s in case.statement.sentences if s.paragraph == sentence.paragraph), default=0)
    if case.statement.topics.last_before(item.start, floor) == "application":
        return True
    return bool(ASKED.search(sentence.text)) and any(
        links[i.index].measure in COUNTS
        and case.statement.sentences[i.sentence].paragraph == sentence.paragraph
        for i in items[: item.index]
    )


def _together(items: Sequence[Item], index: int, named: bool) -> Whole | None:
    """A figure and the one that it is strung to: 对21个市州、183个县区开展检查, which is 204 together."""
    one, before = items[index], items[index - 1] if index else items[index]
    strung = one.sentence == before.sentence and STRUNG.fullmatch(one.gap) is not None
    if (
        not strung
        or one.mention.quantity.unit != before.mention.quantity.unit
        or before.before.endswith("中")
    ):
        return None
    both = before.mention.quantity.generous + one.mention.quantity.generous
    return Whole(both, one, (), named)


def _item(item: Item, named: bool) -> Whole:
    return Whole(item.mention.quantity.generous, item, (), named)


def _cells(case: Case, share: Share, named: bool) -> Iterator[Whole]:
    form = case.form
    if form is None or not case.values:
        return
    wanted = next((cells for pattern, cells in NAMED if pattern.search(share.base)), NAMED[-1][1])
    for name in wanted:
        cells = form.groups.get(name, (name,))
        value = case.sum(tuple(cells))
        if value is not None and value > 0:
            yield Whole(Interval.point(value), None, tuple(cells), named)


def part_cells(case: Case, share: Share) -> list[tuple[tuple[str, ...], Decimal]]:
    """The cells that a part without a count of its own may be: 自然人占91.4%, 予以公开占50.2%."""
    form = case.form
    if form is None or not applies(case, share):
        return []
    sentence = case.statement.sentences[case.statement.items[share.item].sentence]
    if CLASSED.search(sentence.text):
        return []  # 主动公开的占三成，不予公开的占两成: of documents, by class
    if share.frame is not None and not case.statement.links[share.frame].readings:
        return []  # of a whole that no cell holds
    if not KIND.fullmatch(core(share.label)):
        return []  # 社会组织年检类: what was asked, not who asked
    lexicon = load_lexicon()
    details = lexicon.concepts(f"{core(share.label)}#")
    if details & {"content", "channel"}:
        return []
    found = []
    for column in COLUMNS:
        if column in details:
            found = list(lexicon.cells("applicant", form, column=column))
            break
    else:
        row = next((r for r in ROWS if r in details), None)
        rows = (row, "granted_or_partial") if row == "granted" else (row,)  # 公开类 may hold both
        found = [r for name in rows if name for r in lexicon.cells(name, form, column="total")]
    return [(r, value) for r in found if (value := case.sum(r)) is not None]
