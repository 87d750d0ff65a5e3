"""Row and column labels as they are compared: without numbering, punctuation and white space."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from .folding import fold

# The number before a label in all its shapes: （一） (1) 一、 1. 6、 ①  第一、  and a bare digit.
NUMBER: Final = re.compile(
    r"""\s*(?:
        \(\s*[一二三四五六七八九十\d]{1,3}\s*\)     # （三） (3)
      | [一二三四五六七八九十]{1,2}\s*[、.．:,]      # 三、
      | \d{1,2}\s*[、.．,:)]?(?!\d)                  # 3. 3、 3) 3
      | [①-⑳⒈-⒛㈠-㈩⑴-⒇]
    )\s*[、.．]?""",
    re.VERBOSE,
)
NOISE: Final = re.compile(r"""[\s,.;:!?()\[\]、。·“”‘’"'《》〈〉「」『』\-—_~|/\\*]+""")
LONGEST: Final = 200  # characters of a text that may be a label
REMARK: Final = re.compile(r"\([^()]*(?:\)|$)")


def normal(text: str) -> str:
    """The label without its number, its remarks in brackets, its punctuation.

    >>> normal("（二）部分公开（区分处理的，只计这一情形）"), normal("3重复申请"), normal("6、四类过程性信息")
    ('部分公开', '重复申请', '四类过程性信息')
    >>> normal("三类内部事务信息")
    '三类内部事务信息'
    """
    return _normal(text[:LONGEST])


@lru_cache(maxsize=4096)
def _normal(text: str) -> str:
    folded = fold(text)
    match = NUMBER.match(folded)
    rest = folded[match.end() :] if match else folded
    bare = NOISE.sub("", REMARK.sub("", rest))
    return bare or NOISE.sub("", rest)


@lru_cache(maxsize=4096)
def pairs(text: str) -> frozenset[str]:
    """All pairs of neighbouring characters; for one character, itself.

    >>> sorted(pairs("自然人"))
    ['然人', '自然']
    """
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) or frozenset(text)


def likeness(printed: str, near: str, key: str) -> float:
    """How well a printed label, with what stands around it, fits a label of the form: 0 to 1.

    Half is how much of the printed label belongs to the form's, half how much of the form's is there.

    >>> likeness("属于三类内容事务信息", "", "属于三类内部事务信息") > 0.7
    True
    >>> likeness("政机关不再处理其", "申请人逾期不补正行政", "自然人")
    0.0
    """
    wanted = pairs(key)
    own, around = pairs(printed) if printed else frozenset(), pairs(near) if near else frozenset()
    if not own:
        return 0.9 * len(around & wanted) / len(wanted)
    return (len(own & wanted) / len(own) + len((own | around) & wanted) / len(wanted)) / 2
