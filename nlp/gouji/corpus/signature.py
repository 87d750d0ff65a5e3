"""What two reports are compared by without keeping their texts: a MinHash of the prose, hashes of sentences.

Figures, white space and the body's own name are left out, so that last year's text with new figures, or a
neighbour's with another name, is still the same text.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from ..document import Document

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BINS: Final = 128
EMPTY: Final = 2**32 - 1
SHINGLE: Final = 5  # characters
LEAST: Final = 12  # characters of a sentence that says more than a heading
_DROPPED: Final = re.compile(r"[\d\s零〇一二三四五六七八九十百千万亿.%％，,、]+")
_SENTENCE: Final = re.compile(r"[。；;！？\n]+")


def prose(document: Document) -> str:
    """The paragraphs, without the tables and without the name of the reporting body.

    >>> from gouji import read
    >>> prose(read("甲县财政局2024年政府信息公开年报\\n一、总体情况\\n甲县财政局公开信息3条。".encode()))
    '2024年政府信息公开年报\\n公开信息3条。'
    """
    text = "\n".join(p.span.of(document.text) for p in document.paragraphs)
    return text.replace(document.organisation, "") if document.organisation else text


def sentences(text: str) -> list[int]:
    """A hash of each longer sentence, without its figures; sorted, each once.

    >>> a, b = (f"全年通过网站主动公开各类政府信息{n}条。" for n in (3, 15))
    >>> sentences(a) == sentences(b) != []
    True
    """
    cut = (_DROPPED.sub("", part) for part in _SENTENCE.split(text))
    return sorted({_hash(part) for part in cut if len(part) >= LEAST})


def _hash(sentence: str) -> int:
    digest = hashlib.blake2b(sentence.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1  # fits a signed column


def minhash(text: str) -> list[int]:
    """One permutation hashing of the shingles (Li, Owen and Zhang, 2012): the least hash in each bin.

    >>> import numpy as np
    >>> one, other = (minhash(f"全年主动公开各类政府信息{n}条。" * 9) for n in (3, 15))
    >>> alike(np.array(one), np.array(other)), len(one)
    (1.0, 128)
    """
    import numpy as np

    codes = np.frombuffer(_DROPPED.sub("", text).encode("utf-32-le", "replace"), dtype=np.uint32).astype(
        np.uint64
    )
    found = np.full(BINS, EMPTY, dtype=np.uint64)
    if len(codes) >= SHINGLE:
        hashes = _mixed(codes)
        # The upper half of a hash says the bin, the lower half is the value there.
        bins, values = (hashes >> np.uint64(57)).astype(np.intp), hashes & np.uint64(EMPTY)
        np.minimum.at(found, bins, values)
    return [int(v) for v in found]


def _mixed(codes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """A hash of each shingle: its characters as one number, mixed as splitmix64 does."""
    import numpy as np

    size = len(codes) - SHINGLE + 1
    number = np.zeros(size, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for shift in range(SHINGLE):
            number = number * np.uint64(0x100000001B3) + codes[shift : shift + size]
        for by, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
            number = (number ^ (number >> np.uint64(by))) * np.uint64(factor)
    return number ^ (number >> np.uint64(31))


def alike(one: NDArray[np.uint32], other: NDArray[np.uint32]) -> float:
    """An estimate of the share of shingles that two texts have in common; 0 where there are none."""
    used = (one != EMPTY) | (other != EMPTY)
    return float(((one == other) & used).sum() / used.sum()) if used.any() else 0.0
