"""The table of checks: every rule that one report, or it and last year's, can decide.

The order is the order in which findings of one cause yield to each other: the more specific first.
"""

from __future__ import annotations

from typing import Final

from . import (
    F4,
    F5,
    F6,
    F7,
    N1,
    N2,
    N3,
    N4,
    N5,
    N6,
    N9,
    N10,
    N13,
    N14,
    N16,
    N17,
    N20,
    T2_1,
    T2_2,
    T2_3,
    T2_6,
    T2_7,
    T3_1,
    T3_2,
    T3_3,
    T3_5,
    T3_6,
    T3_8,
    T3_9,
    T3_10,
    T3_11,
    T4_1,
    T4_2,
    T4_3,
    T4_4,
    T4_5,
    T4_6,
    T4_7,
    T4_9,
    V1,
    V2,
    V4,
    X1,
    X2,
    X3,
    X4,
    X5,
    X6,
    X7,
    X9,
    X10,
    X11,
    X13,
)
from .base import Check, Rule

_MODULES: Final = (
    V4, N1, N2, N3, N4, N5, N6, N9, N10, N13, N14, N16, N20,
    X1, X2, X3, X4, X5, X6, X7, X9, X10, X11, X13,
    T3_3, T2_6, T2_7, T4_4, T4_9,
    F5, F6, F7, N17,
    V1, V2, T3_5, T3_10, T3_6, T2_1, T2_2, T4_6, T4_5, T4_7, T3_8, T3_9, T3_11, F4,
)  # fmt: skip
# The identities of the forms are decided together, by `gouji.reconcile`.
_IDENTITIES: Final = (T2_3, T3_1, T3_2, T3_3, T4_1, T4_2, T4_3)

CHECKS: Final[dict[str, Check]] = {m.RULE.code: m.check for m in _MODULES}
RULES: Final[dict[str, Rule]] = {m.RULE.code: m.RULE for m in (*_IDENTITIES, *_MODULES)}
