"""Which blocks of a web page are the report: what lies between its title and the end of its last section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..tables import heaviest_chain
from .blocks import Line, RawGrid
from .lines import ends_sentence, is_title, openings

LINKED: Final = 0.5  # share of its characters in links from which a line is navigation
SHORT: Final = 120
LONGEST_NAME: Final = 40  # characters of the name of an organisation
FEW: Final = 4  # lines that a title may run over
SENTENCE: Final = re.compile(r"[，。；]")
PUNCTUATION: Final = re.compile(r"[，。：；,:;|>]")
# What stands around an article: where one is, when it was put there and how often read, what else there is.
CHROME: Final = re.compile(
    r"""当前位置|您(?:现在)?所在的?位置|首页\s*[>＞»]
      | (?:发布|发文|成文|生成|更新|公开|信息)(?:时间|日期)\s*[:：]
      | (?:浏览|点击|阅读|访问)(?:次数|量|数|人次)?\s*[:：]|累计访问|访问量累计|次浏览
      | 字(?:号|体)(?:大小)?\s*[:：【\[]|【?(?:大|中|小)[\s　]*(?:中|小|大)[\s　]*(?:小|中|大)】?$
      | 索\s*引\s*号|信息来源\s*[:：]|^来源\s*[:：]|^作者\s*[:：]|责任编辑|^编辑\s*[:：]|^审核\s*[:：]
      | ^分享|分享(?:到|至)|^打印$|打印(?:本页|此页|文章)|关闭(?:窗口|本页)|扫一扫|收藏本页|回到顶部|返回顶部
      | ^上一[篇条]|^下一[篇条]|^相关(?:信息|链接|阅读|附件|文章|文档|解读|新闻)|^附\s*件\s*\d?\s*[:：]
      | ^(?:主办|承办|协办)(?:单位)?\s*[:：]|^技术支持|版权所有|ICP备|网站标识码|公网安备|Copyright
      | 站点地图|网站地图
      | ^无障碍(?:$|\s|浏览|阅读)|今天是\d{4}年|请输入关键[字词]|^网站首页|^首页$""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of a page.

    Args:
        links: share of its characters that are links.
        chrome: it stands in an element that is named as navigation or footer.
        title: it is the page's ``<title>``.
    """

    block: Line | RawGrid
    links: float = 0.0
    chrome: bool = False
    title: bool = False


def article(pieces: Sequence[Piece]) -> list[Line | RawGrid]:
    """The blocks of the report.

    Above, from its title on, chrome between title and text left out; where no title stands above the
    first heading of a section, from the first chrome on.  Below, down to the first chrome after the
    last heading.  A page without such headings gives all that is no chrome.
    """
    shown = [p for p in pieces if not p.title]
    heads = _headings(shown)
    if not heads:
        return [p.block for p in shown if not _is_chrome(p)] or [p.block for p in shown]
    first, last = heads[0], heads[-1]
    titles = [i for i, p in enumerate(shown[:first]) if _is_title(p)]
    if titles:
        start = _above_title(shown, titles[-1])
    else:
        start = next((i + 1 for i in range(first - 1, -1, -1) if _is_chrome(shown[i])), 0)
    end = next((i for i in range(last + 1, len(shown)) if _is_chrome(shown[i])), len(shown))
    opening = [p.block for p in shown[start:first] if not _is_chrome(p)]
    body = [p.block for p in shown[first:end]]
    return [*([] if titles else _title_outside(pieces)), *opening, *body]


def _above_title(pieces: Sequence[Piece], title: int) -> int:
    """Where the lines begin that name the organisation above the rest of its title."""
    start = title
    for i in range(title - 1, -1, -1):
        piece = pieces[i]
        if isinstance(piece.block, RawGrid) or _is_chrome(piece):
            break
        text = piece.block.text.strip()
        if len(text) > LONGEST_NAME or PUNCTUATION.search(text):
            break
        if text:
            start = i
        if title - start == FEW:
            break
    return start


def _headings(pieces: Sequence[Piece]) -> list[int]:
    """The headings of the sections, in order; links to them are left out."""
    chain = heaviest_chain(
        [
            (i, opening.number, opening.weight)
            for i, piece in enumerate(pieces)
            if isinstance(piece.block, Line) and piece.links < LINKED and not piece.chrome
            for opening in openings(piece.block.text.strip())
            if opening.weight > 1
        ]
    )
    return list(chain)


def _is_chrome(piece: Piece) -> bool:
    if piece.chrome:
        return True
    block = piece.block
    if isinstance(block, RawGrid):
        text = "".join(cell.text for cell in block.cells[:12])
        return len(block.cells) < 40 and bool(CHROME.search(text))
    text = block.text.strip()
    if piece.links >= LINKED:
        return True
    return len(text) < SHORT and not ends_sentence(text) and bool(CHROME.search(text))


def _is_title(piece: Piece) -> bool:
    if isinstance(piece.block, RawGrid) or piece.links >= LINKED or _is_chrome(piece):
        return False
    text = piece.block.text.strip()
    # Prose that was wrapped in the middle of the report's name has the marks of a sentence.
    return len(text) < SHORT and not ends_sentence(text) and not SENTENCE.search(text) and is_title(text)


def _title_outside(pieces: Sequence[Piece]) -> list[Line]:
    """A title that the page shows above its chrome, or else in its window."""
    lines = [p for p in pieces if isinstance(p.block, Line) and (p.title or p.block.heading)]
    named = [p.block.text for p in lines if isinstance(p.block, Line) and _is_title(p)]
    return [Line(re.split(r"[-_|—]", named[-1])[0].strip(), whole=True, heading=True)] if named else []
