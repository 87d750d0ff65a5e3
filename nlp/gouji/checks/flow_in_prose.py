"""The articulation of table three told in words: 新收 + 上年结转 = 办结 + 结转下年.

Used where no table can be read: then the prose alone must satisfy what the table's head prints (T3-3).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..extraction.items import Item
from ..finding import Finding
from ..text import Text
from .base import Case, Rule
from .figures import equal_proof, show, text_evidence

MESSAGE = Text(
    "新收{new} + 上年结转{carried_in} = {left}，办结{done} + 结转下年{carried_out} = {right}，两边不等。",
    "{new} new + {carried_in} carried in = {left}, {done} completed + {carried_out} carried out = {right}.",
)
ROLES = ("new", "carried_in", "done", "carried_out")
SIGNS = {"new": 1, "carried_in": 1, "done": -1, "carried_out": -1}


def flow_in_prose(case: Case, rule: Rule) -> Iterator[Finding]:
    """Paragraphs that state all four figures, where there is no table."""
    if case.values:
        return
    found: dict[int, dict[str, Item]] = {}
    for item, link in zip(case.statement.items, case.statement.links, strict=True):
        role = "new" if link.measure == "received" else link.measure
        if role in ROLES and link.readings:
            found.setdefault(case.statement.sentences[item.sentence].paragraph, {}).setdefault(role, item)
    for roles in found.values():
        if len(roles) < len(ROLES):
            continue
        case.tally.ran(rule.code)
        case.tally.looked(*(f"c{i.index}" for i in roles.values()))
        value = {role: item.mention.value for role, item in roles.items()}
        sets = {role: item.mention.quantity.generous for role, item in roles.items()}
        left, right = sets["new"] + sets["carried_in"], sets["done"] + sets["carried_out"]
        if left.meets(right) or sets["new"].meets(right):  # 收到 may hold what was carried in
            continue
        yield rule.finding(
            MESSAGE.format(
                **{role: show(v) for role, v in value.items()},
                left=show(value["new"] + value["carried_in"]),
                right=show(value["done"] + value["carried_out"]),
            ),
            tuple(text_evidence(case, item) for item in roles.values()),
            reported=show(value["done"]),
            computed=show(value["new"] + value["carried_in"] - value["carried_out"]),
            proof=equal_proof(
                f"{show(value['new'])} + {show(value['carried_in'])}"
                f" ≠ {show(value['done'])} + {show(value['carried_out'])}",
                ("new", sets["new"]),
                [(role, sets[role], -SIGNS[role]) for role in ROLES[1:]],
            ),
        )
