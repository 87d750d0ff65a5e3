"""Sentences cut into items: one figure each, with the words around it.

A report states most figures as ``label figure unit`` strung together by commas and enumeration marks.
An `Item` keeps, for one figure, the words of its own stretch (``before`` and ``after``), the whole gap
since the figure before, and how deep in brackets it stands.  Lists, shares, growth and links to cells
are all read from items; none of them looks at raw characters again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..claim import Mention

# Names and titles in quotes hold commas and figures that are not the sentence's own.
QUOTED = re.compile(r"《[^《》\n]{1,80}》|“[^“”\n]{1,60}”|「[^「」\n]{1,60}」")
SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
BRACKET = re.compile(r"（[^（）]*）")
CLAUSE = re.compile(r"[，,；;：。（）]")
# Words that only introduce a figure; a label of nothing else borrows the words before it.
FILLER = re.compile(
    r"(?:其中|包括|包含|含|另有|另|共计|共|合计|总计|总数|总共|累计|约占|约|为|达到|达|有|占比|占|计|"
    r"分别|均|各|是|的|数量|件数|总量|已|全年|本年[度内]?|年内|当年|今年|数|和|及|以及|与|、|仅)+"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the folded prose: its range, its place in the paragraph, and its section."""

    start: int
    end: int
    paragraph: int
    section: int
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One figure with the words around it.

    Args:
        index: its number in the report.
        sentence: number of its sentence.
        gap: everything between the figure before (or the start of the sentence) and this one.
        before: its own label: the last clause of the gap, closed brackets taken out.
        after: the words that follow up to the next mark or figure.
        lead: the clauses of the gap before the label, for carried subjects.
        depth: how many brackets are open around it.
        joined: the next figure follows without a mark, so that this one counts its subject (9个乡镇2613条).
        full: the label with its closed brackets.
        start, end: the figure with its bound words and unit, in folded coordinates.
        label_start: where the label begins.
    """

    index: int
    mention: Mention
    sentence: int
    gap: str
    before: str
    after: str
    lead: str
    depth: int
    start: int
    end: int
    label_start: int
    full: str
    joined: bool = False

    @property
    def own(self) -> str:
        """Label and what follows, brackets kept, the figure masked."""
        return f"{self.full}#{self.after}"

    @property
    def bare(self) -> bool:
        """Whether the label says nothing of its own."""
        return not self.before or FILLER.fullmatch(self.before) is not None


def mask(plain: str) -> str:
    """The text with what stands in quotes and titles filled up, length kept.

    >>> mask("发布“好政策，好解读”5期")
    '发布“□□□□□□□”5期'
    """
    return QUOTED.sub(lambda m: m[0][0] + "□" * (len(m[0]) - 2) + m[0][-1], plain)


def sentences(masked: str, sections: Sequence[tuple[int, int]]) -> Iterator[Sentence]:
    """The sentences of a folded prose, in order.

    Args:
        masked: the folded prose, paragraphs on lines of their own.
        sections: for each paragraph its start and its section number.
    """
    paragraph = -1
    starts = [start for start, _ in sections]
    for found in SENTENCE.finditer(masked):
        start, end = found.span()
        while paragraph + 1 < len(starts) and starts[paragraph + 1] <= start:
            paragraph += 1
        section = sections[paragraph][1] if paragraph >= 0 else 0
        yield Sentence(start, end, paragraph, section, found[0])


def items(plain: str, masked: str, spans: Sequence[Sentence], mentions: Sequence[Mention]) -> list[Item]:
    """One item for each figure, in order."""
    found: list[Item] = []
    following = iter(mentions)
    mention = next(following, None)
    for number, sentence in enumerate(spans):
        inside: list[Mention] = []
        while mention is not None and mention.span.start < sentence.end:
            if mention.span.start >= sentence.start and masked[mention.core.start] != "□":
                inside.append(mention)  # a figure in a name or a title counts nothing
            mention = next(following, None)
        depth, at = 0, sentence.start
        for k, m in enumerate(inside):
            start, end = m.span.start, m.span.end
            gap = masked[at:start]
            depth = max(0, depth + gap.count("（") - gap.count("）"))
            flat = BRACKET.sub(lambda b: "\0" * len(b[0]), gap) if "（" in gap else gap
            cut = 0
            for mark in CLAUSE.finditer(flat):
                cut = mark.end()
            if not cut and k and (listed := TAIL.match(flat)):
                cut = listed.end()  # 3件判决维持、2件未审结: what follows a figure up to 、 is its own
            label_start = at + cut
            full = label = plain[label_start:start]
            if "\0" in flat:
                label = "".join(c for c, f in zip(label, flat[cut:], strict=True) if f != "\0")
            stop = inside[k + 1].span.start if k + 1 < len(inside) else sentence.end
            tail = masked[end:stop]
            mark_ = AFTER.search(tail)
            last = k + 1 == len(inside)
            after = plain[end : end + mark_.start()] if mark_ else (plain[end:stop] if last else "")
            found.append(
                Item(
                    index=len(found),
                    mention=m,
                    sentence=number,
                    gap=gap,
                    before=label.lstrip("、和及与").strip(),
                    after=after.rstrip("。！？"),
                    lead=gap[:cut],
                    depth=depth,
                    start=start,
                    end=end,
                    label_start=label_start,
                    full=full,
                    joined=not last
                    and mark_ is None
                    and bool(tail.strip("和及与跟或"))
                    and inside[k + 1].quantity.kind == m.quantity.kind,
                )
            )
            at = end
    return found


TAIL = re.compile(r"[^，,；;：。（）、]+、")
AFTER = re.compile(r"[，,；;：。（）、]")
