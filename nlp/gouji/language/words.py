"""Words: figures and names with figures first, then the dictionary for what lies between.

One interface over two engines with one dictionary: rjieba (Rust, about 20 times faster) where it has a
wheel, jieba everywhere else.  ``words.txt`` and the names of bodies in ``gazetteer.toml`` are added to both,
and what the engines treat differently (Latin words, rare characters) never reaches them, so the words
are the same whichever runs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import zip_longest
from operator import itemgetter
from typing import Any, Final, NamedTuple

from ..claim import Entity, Label, Mention
from ..text import Span
from .gazetteer import gazetteer

Cut = Callable[[str], list[str]]
Laid = tuple[int, int, tuple[str, ...]]  # a range of the text and its tokens

# Weighs less than the commonest words (的: 318 825 in jieba's dictionary) and more than the product of any
# two, so a term stays whole while the total that all weights are divided by hardly moves.
_WEIGHT: Final = 30_000

# What both engines cut alike: Chinese characters, spaces, and marks that are no part of a Latin word.
_ALIKE: Final = r"\u4e00-\u9fd5\s。，、；：？！（）()《》〈〉“”‘’·〔〕【】"
_UNLIKE: Final = re.compile(f"[^{_ALIKE}]")
_PIECE: Final = re.compile(
    f"[{_ALIKE}]+"
    r"|[A-Za-z0-9]+(?:[-.,_+#&@:/]+[A-Za-z0-9]+)*[%％+]?"  # one Latin word, number, address or code
    r"|—+|…+"  # one mark, however long
    r"|."
)

# Stands between texts that are cut together; both engines cut it off as a word of its own.
_BETWEEN: Final = "\x00"

# One word for each part of a date or of a place in a building: 2024年 1月 1日; 3号楼 506室
_PART: Final = re.compile(
    r"[至到起止\-—–~～]+|[^至到起止\-—–~～年月日号楼层室栋幢座]*(?:号楼|[年月日号楼层室栋幢座])|"
    r"[^至到起止\-—–~～年月日号楼层室栋幢座]+"
)
_FIGURE: Final = re.compile(r"\d|^[一二三四五六七八九十百千万亿〇零两]+$")
# One word for each region that a name begins with: 青峪市 桐岭县 财政局
_REGION: Final = re.compile(
    "[^省市县区州旗镇乡村]{2,4}(?:自治[区州县旗]|街道|[省市县区州旗镇乡村])(?!场|委会)"
)
_WHOLE: Final = frozenset(
    {Label.ORDINAL, Label.DOCNO, Label.PHONE, Label.POSTCODE, Label.EMAIL, Label.URL, Label.NUMBER_NAME}
)
_SIGNS: Final = frozenset({"%", "‰", "℃"})  # written as one word with their figure


class Word(NamedTuple):
    """A word of a text and where it stands; as a tuple it costs the garbage collector nothing."""

    start: int
    end: int
    quote: str

    @property
    def span(self) -> Span:
        """The code points of the text that it covers."""
        return Span(self.start, self.end)


def words(text: str) -> list[Word]:
    """The words of a text, white space left out.

    A figure is one word, its unit another; nothing is lost and nothing overlaps.

    Args:
        text: any string; offsets are code points of it.

    >>> [w.quote for w in words("全年依申请公开3800余条，同比增长8.2%。")]
    ['全年', '依申请公开', '3800', '余', '条', '，', '同比增长', '8.2%', '。']
    """
    from .folding import fold
    from .names import names
    from .quantities import scan

    folded = fold(text, wraps=True)
    mentions, scanned = scan(folded.plain)
    found = []
    at = 0
    for token in lay(folded.plain, mentions, names(folded.plain, scanned, mentions)):
        if not token.isspace():
            span = folded.to_text(at, at + len(token))
            found.append(Word(span.start, span.end, text[span.start : span.end]))
        at += len(token)
    return found


def lay(plain: str, mentions: Iterable[Mention], entities: Iterable[Entity]) -> list[str]:
    """Cut a folded text into tokens laid round the figures and names found in it; joined they give it back.

    Args:
        plain: folded text.
        mentions, entities: what was found in it; a figure ends at the ends of a token, and so does a name.
    """
    gaps: list[str] = []
    laid: list[tuple[str, ...]] = []
    at = 0
    for start, end, parts in _found(plain, mentions, entities):
        if start >= at:
            gaps.append(plain[at:start])
            laid.append(parts)
            at = end
    gaps.append(plain[at:])
    tokens: list[str] = []
    for words, parts in zip_longest(cutter()(gaps), laid, fillvalue=()):
        tokens += words
        tokens += parts
    return tokens


def _found(plain: str, mentions: Iterable[Mention], entities: Iterable[Entity]) -> list[Laid]:
    """Where the text is cut and the tokens that are settled already, in order of the text."""
    found: list[Laid] = []
    figures: list[int] = []
    for mention in mentions:
        start, end, core = mention.span.start, mention.span.end, mention.core
        found.append((start, end, _of_figure(plain, start, end, core.start, core.end, mention.quantity.unit)))
        figures.append(start)
    for entity in entities:
        start, end = entity.span.start, entity.span.end
        if entity.label in _WHOLE:
            found.append((start, end, (plain[start:end],)))
        elif entity.label is Label.DATE:
            found.append((start, end, tuple(_PART.findall(plain[start:end]))))
        else:
            at = start
            while (region := _REGION.match(plain, at, end)) and not _holds(figures, at, region.end()):
                found.append((at, region.end(), (region[0],)))
                at = region.end()
            found += (at, at, ()), (end, end, ())
    found.sort(key=itemgetter(0))
    return found


def _holds(starts: Sequence[int], start: int, end: int) -> bool:
    """Whether a figure begins in a range; starts ascend."""
    return bisect_left(starts, start) < bisect_left(starts, end)


def _of_figure(plain: str, start: int, end: int, first: int, last: int, unit: str) -> tuple[str, ...]:
    """The bound words, the figure and its unit: 近 2万 人次, 3800 余 条, 8.2%."""
    figure, rest = plain[first:last], plain[last:end]
    if rest == unit and start == first:
        return (figure, unit) if unit and unit not in _SIGNS else (figure + unit,)
    odd, found, after = rest.partition(unit) if unit else (rest, "", "")
    if found in _SIGNS and not odd:
        figure, found = figure + found, ""
    parts = (*cut_short(plain[start:first]), figure, *cut_short(odd), found, *cut_short(after))
    return tuple(part for part in parts if part)


@cache
def cutter(engine: str = "") -> Callable[[Sequence[str]], Iterator[list[str]]]:
    """The function that cuts texts without figures into tokens, none left out.

    It takes many at once, since a call into the engine costs more than the few words between two figures.

    Args:
        engine: ``rjieba`` or ``jieba``; "" takes the first that is installed.

    >>> list(cutter()(["不掌握的依申请公开", "答复书"]))
    [['不', '掌握', '的', '依申请公开'], ['答复', '书']]
    """
    native = _engine(engine).cut

    def cut(texts: Sequence[str]) -> Iterator[list[str]]:
        plain = [text if _UNLIKE.search(text) is None else "" for text in texts]
        words = native(_BETWEEN.join(plain))
        words.append(_BETWEEN)
        at = 0
        for text, same in zip(texts, plain, strict=True):
            end = words.index(_BETWEEN, at)
            yield words[at:end] if same or not text else pieces(text)
            at = end + 1

    def pieces(text: str) -> list[str]:
        tokens: list[str] = []
        for piece in _PIECE.findall(text):
            tokens += [piece] if _UNLIKE.search(piece) else native(piece)
        return tokens

    return cut


@lru_cache(1 << 14)
def cut_short(text: str) -> tuple[str, ...]:
    """The tokens of a few characters, remembered: bound words and units come again and again."""
    return tuple(next(cutter()([text])))


@dataclass(frozen=True, slots=True)
class Engine:
    """What the package needs of a segmenter.

    Args:
        cut: the tokens of a text.
        tag: the part of speech that the dictionary gives a word; "" for a word it does not hold.
    """

    cut: Cut
    tag: Callable[[str], str]


@lru_cache(1 << 16)
def tag(word: str) -> str:
    """The part of speech of a word in the dictionary, "" if it holds no such word.

    >>> tag("和平区"), tag("推动"), tag("于桐岭县")
    ('ns', 'v', '')
    """
    return _engine("").tag(word)


@cache
def _engine(name: str) -> Engine:
    if name != "jieba":
        try:
            import rjieba
        except ImportError:
            if name:
                raise
        else:
            return _rust(rjieba.Jieba())
    import jieba

    jieba.setLogLevel("ERROR")
    return _python(jieba.Tokenizer())


def _rust(engine: Any) -> Engine:
    for term in terms():
        engine.add_word(term, _WEIGHT, "n")
    return Engine(engine.cut, lambda word: engine.tag(word)[0][1] if word and engine.has_word(word) else "")


def _python(engine: Any) -> Engine:
    for term in terms():
        engine.add_word(term, _WEIGHT, "n")

    @cache
    def tags() -> dict[str, str]:
        with engine.get_dict_file() as lines:
            entries = (line.decode("utf-8").split() for line in lines)
            return {entry[0]: entry[-1] for entry in entries} | dict.fromkeys(terms(), "n")

    return Engine(engine.lcut, lambda word: tags().get(word, ""))


@cache
def terms() -> tuple[str, ...]:
    """The terms of the domain that stay whole, from words.txt and the kinds of body.

    >>> "三安全一稳定" in terms(), "人力资源和社会保障局" in terms()
    (True, True)
    """
    lines = resources.files(__package__).joinpath("words.txt").read_text("utf-8").split("\n")
    listed = (line for line in lines if line and not line.startswith("#"))
    bodies = (kind for kind in gazetteer().kinds if len(kind) > 2)
    return tuple(dict.fromkeys((*listed, *bodies)))


def keywords(text: str, top: int = 20) -> list[tuple[str, float]]:
    """The words that say most about a text, best first, with their weights (jieba's TF-IDF).

    Figures are no keywords.

    Args:
        text: any string.
        top: how many words at most.

    >>> keywords("全年依申请公开38件，比上年的35件依申请公开多3件。", 1)[0][0]
    '依申请公开'
    """
    extractor = _extractor()
    return list(extractor.extract_tags(text, topK=top, withWeight=True))


@cache
def _extractor() -> Any:
    from jieba.analyse.tfidf import TFIDF

    class Wordy:
        """Our words in the place of jieba's own tokenizer."""

        def cut(self, text: str) -> Iterator[str]:
            return (word.quote for word in words(text) if not _FIGURE.search(word.quote))

    extractor = TFIDF()
    extractor.tokenizer = Wordy()
    return extractor
