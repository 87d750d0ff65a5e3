"""Score the words against the SIGHAN 2005 test sets: python -m eval segmentation [FOLDER]

The sets (research use only, not part of this project) are read from FOLDER or from ``data/sighan`` of the
shared data: ``msr_test.utf8`` and ``msr_test_gold.utf8``, the same for ``pku``.  Prints word precision,
recall and F1 for gouji as it is, for gouji with figures written as the guidelines of each corpus say, and
for the segmenter alone.

The two corpora disagree about figures.  MSR (Gao et al. 2005, factoids): a figure is one word with its
counter, and so is a whole date.  PKU (Yu et al. 2002): figure and counter are two words, a date is one
word for each of its parts, an ordinal is apart from its counter, and so is 一 (一 年) but for 一个.  These
are options of this scorer and not of the product.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from eval.counting import Hits
from gouji.claim import Entity, Label, Mention
from gouji.language.folding import fold
from gouji.language.names import names
from gouji.language.quantities import scan
from gouji.language.words import cutter, lay

Range = tuple[int, int]
FLOORS = {"msr": 0.840, "pku": 0.850}

_NUMERAL = "[0-9〇一二三四五六七八九十百千万亿两几数]"
_COUNTER = "[年天日月次种批项条件位片级场名代段套座所句份间章节篇幅遍番家张块步道届口把只台层辆艘株棵]"
# 第十四 条, 一 年, 4 ℃; but 一个 is one word there
_COUNTED = re.compile(rf"(第{_NUMERAL}+)(.+)|(?!一个)({_NUMERAL}+)({_COUNTER}|℃|世纪)")
_DATE_PART = re.compile(r"[〇一二三四五六七八九\d]{4}年|[\d一二三四五六七八九十]+[月日]")
_PERIOD = re.compile(r"[至到—~]")


def joined_as_msr(mentions: Iterable[Mention], entities: Iterable[Entity]) -> Iterator[Range]:
    """The ranges that are one word each in MSR: a figure with its unit, a date."""
    for m in mentions:
        unit = m.quote.rfind(m.unit) if m.unit else -1
        end = m.span.start + unit + len(m.unit)
        yield m.core.start, max(m.core.end, end)
    for e in entities:
        if e.label is Label.DATE and not _PERIOD.search(e.quote):
            yield e.span.start, e.span.end


def tokens(text: str, corpus: str = "") -> list[str]:
    """The words of a line, with figures written as a corpus does; "" as gouji gives them."""
    folded = fold(text)
    mentions, scanned = scan(folded.plain)
    entities = names(folded.plain, scanned, mentions)
    words = lay(folded.plain, mentions, entities)
    if corpus == "msr":
        words = _join(words, sorted(joined_as_msr(mentions, entities)))
    if corpus == "pku":
        words = [part for word in words for part in _split_as_pku(word)]
    at = 0
    found = []
    for word in words:
        span = folded.to_text(at, at + len(word))
        at += len(word)
        found.append("".join(text[span.start : span.end].split()))
    return [word for word in found if word]


def _join(words: Sequence[str], ranges: Sequence[Range]) -> list[str]:
    found: list[str] = []
    at = number = 0
    for word in words:
        while number < len(ranges) and ranges[number][1] <= at:
            number += 1
        if number < len(ranges) and ranges[number][0] < at and at < ranges[number][1]:
            found[-1] += word
        else:
            found.append(word)
        at += len(word)
    return found


def _split_as_pku(word: str) -> Sequence[str]:
    """Figure or ordinal and counter apart, also where the dictionary holds the two as one word."""
    match = _COUNTED.fullmatch(word)
    if match is None or _DATE_PART.fullmatch(word):
        return (word,)
    return [part for part in match.groups() if part]


def plain_tokens(text: str) -> list[str]:
    """The segmenter alone, without figures and names."""
    return [word for word in next(cutter()([text])) if not word.isspace()]


def ranges(words: Iterable[str]) -> set[Range]:
    """The words as ranges of the text without white space."""
    found, at = set(), 0
    for word in words:
        found.add((at, at + len(word)))
        at += len(word)
    return found


def score(folder: Path, corpus: str, cut: Callable[[str], list[str]]) -> Hits:
    """Word hits over one test set."""
    total = Hits()
    raw = (folder / f"{corpus}_test.utf8").read_text("utf-8").splitlines()
    gold = (folder / f"{corpus}_test_gold.utf8").read_text("utf-8").splitlines()
    for text, answer in zip(raw, gold, strict=True):
        wanted, found = ranges(answer.split()), ranges(cut(text))
        right = len(wanted & found)
        total += Hits(len(wanted), right, len(found), right)
    return total


def main(argv: Sequence[str]) -> int:
    """Print the scores; 1 where one is under its floor, 0 also where there is nothing to score."""
    shared = os.environ.get("GOUJI_SHARED")
    folder = Path(argv[0]) if argv else Path(shared or ".") / "data" / "sighan"
    if not folder.is_dir():
        print(f"no SIGHAN sets in {folder}", file=sys.stderr)
        return 0
    status = 0
    for corpus, floor in FLOORS.items():
        rows: dict[str, Callable[[str], list[str]]] = {
            "segmenter alone": plain_tokens,
            "gouji": tokens,
            f"gouji, figures as {corpus}": lambda text, corpus=corpus: tokens(text, corpus),  # type: ignore[misc]
        }
        for title, cut in rows.items():
            hits = score(folder, corpus, cut)
            print(f"{corpus} {title:24} P {hits.precision:.4f} R {hits.recall:.4f} F {hits.f1:.4f}")
        status |= hits.f1 < floor
    return int(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
