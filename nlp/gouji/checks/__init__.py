"""The table of checks: every rule that one report, or it and last year's, can decide.

The order is the order in which findings of one cause yield to each other: the more specific first.
"""

from __future__ import annotations

from typing import Final

from . import (
    F1,
    F2,
    F3,
    F4,
    F5,
    F6,
    F7,
    F8,
    F9,
    F12,
    F13,
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
    N18,
    N20,
    T2_1,
    T2_2,
    T2_3,
    T2_6,
    T2_7,
    T2_8,
    T2_9,
    T3_1,
    T3_2,
    T3_3,
    T3_4,
    T3_5,
    T3_6,
    T3_7,
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
    T4_8,
    T4_9,
    V1,
    V2,
    V3,
    V4,
    X1,
    X2,
    X3,
    X4,
    X5,
    X6,
    X7,
    X8,
    X9,
    X10,
    X11,
    X12,
    X13,
    X14,
)
from .base import Check, Rule

_MODULES: Final = (
    V4, V3, N18, N1, N2, N3, N4, N5, N6, N9, N10, N13, N14, N16, N20,
    X1, X2, X3, X4, X5, T3_4, X6, T3_7, X7, X8, X9, X10, X11, X12, X13,
    T3_3, T2_6, T2_7, T4_4, T4_8, T4_9,
    F5, F6, F7, N17, X14,
    V1, V2, T3_5, T3_10, T3_6, T2_1, T2_2, T2_9, T4_6, T4_5, T4_7, T3_8, T3_9, T3_11,
    F1, F2, F3, F4, F8, F9, F12, F13, T2_8,
)  # fmt: skip
# The identities of the forms are decided together, by `gouji.reconcile`.
_IDENTITIES: Final = (T2_3, T3_1, T3_2, T3_3, T4_1, T4_2, T4_3)

CHECKS: Final[dict[str, Check]] = {m.RULE.code: m.check for m in _MODULES}
RULES: Final[dict[str, Rule]] = {m.RULE.code: m.RULE for m in (*_IDENTITIES, *_MODULES)}
