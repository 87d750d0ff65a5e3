"""Labelled facts of real reports (sums, shares, flows, prose against table) told with nouns of our own.

The facts give the figures and what a careful reader makes of them; the sentences are written here, several
shapes a fact, one small report each.  Every share, flow and table fact is also told with a wrong figure.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from corpora.synthetic.record import Gold, GoldFinding, Record, Trap, Value

from gouji.form import load

from ..cases import Case

Fact = Mapping[str, Any]

TOPICS = (
    *(
        "组织机构",
        "人事任免",
        "财政资金",
        "重点项目",
        "民生保障",
        "环境整治",
        "安全生产",
        "公共服务",
        "通知公告",
    ),
    *(
        "工作动态",
        "法规政策",
        "招标采购",
        "社会救助",
        "教育卫生",
        "征地补偿",
        "城乡建设",
        "行政执法",
        "规划计划",
    ),
    *("应急处置", "乡村振兴"),
)
CHANNELS = ("门户网站", "微信公众号", "社区公开栏", "政务微博", "便民服务大厅", "短视频号")


def _figure(value: Any) -> str:
    """A figure of the data as it would be printed."""
    return f"{Decimal(str(value)):f}"


def _is_whole(values: Sequence[Any]) -> bool:
    return all(Decimal(str(v)) == int(v) for v in values)


def _named(parts: Sequence[Any], unit: str, last: str | None = None, noun: str = "类") -> list[str]:
    names = [f"{topic}{noun}" for topic in TOPICS[: len(parts)]]
    if last is not None:
        names[-1] = last
    return [f"{name}{_figure(part)}{unit}" for name, part in zip(names, parts, strict=True)]


def _closed(total: str, parts: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """Lists that say they are complete: the phrase with the total, and the sentence."""
    listed = _named(parts, "条", "其他类" if len(parts) > 1 else None)
    quote = f"公开政府信息{total}条"
    yield quote, f"全年累计{quote}，其中{'、'.join(listed)}。"
    yield quote, f"本年度{quote}，具体为：{'，'.join(listed)}。"
    yield quote, f"本年度{quote}（{'，'.join(listed)}）。"
    after = f"共计发布{total}条"
    yield after, f"分类来看，{'，'.join(_named(parts, '条', '其他信息'))}，{after}。"
    if len(parts) == 2:
        stated = f"发布解读材料{total}篇"
        yield stated, f"全年{stated}，文字解读和视频解读分别为{_figure(parts[0])}篇和{_figure(parts[1])}篇。"


def _open(total: str, parts: Sequence[Any]) -> Iterator[tuple[str, str]]:
    listed = _named(parts, "条")
    quote = f"公开政府信息{total}条"
    yield quote, f"全年主动{quote}，其中{'，'.join(listed)}。"
    yield quote, f"全年主动{quote}，涵盖{'、'.join(listed)}等方面。"
    yield quote, f"全年主动{quote}。主要包括{'、'.join(listed)}等。"


def _overlap(total: str, parts: Sequence[Any]) -> Iterator[tuple[str, str]]:
    listed = [f"{name}{_figure(part)}条" for name, part in zip(CHANNELS, parts, strict=False)]
    quote = f"公开政府信息{total}条"
    yield quote, f"全年{quote}，其中通过{'、'.join(listed)}。"
    verbs = [f"在{name}发布{_figure(part)}条" for name, part in zip(CHANNELS, parts, strict=False)]
    yield quote, f"全年{quote}。{'，'.join(verbs)}。"


def _carried(total: str, parts: Sequence[Any]) -> Iterator[tuple[str, str]]:
    more = sum(parts) - Decimal(total)
    listed = "、".join(
        f"{way}申请{_figure(part)}件" for way, part in zip(("网络", "信函", "当面"), parts, strict=False)
    )
    quote = f"新收政府信息公开申请{total}件"
    yield quote, f"全年{quote}，上年结转{more}件，所办理的申请中{listed}。"


def _money(total: str, parts: Sequence[Any]) -> Iterator[tuple[str, str]]:
    quote = f"投入经费{total}万元"
    yield quote, f"全年{quote}，其中{'、'.join(_named(parts, '万元', '其他支出', '支出'))}。"


def _shares(parts: Sequence[Any]) -> Iterator[tuple[str, str]]:
    listed = [f"{topic}类占{_figure(part)}%" for topic, part in zip(TOPICS, parts, strict=False)]
    yield listed[0], f"从内容看，{'、'.join(listed)}。"


def _sums(fact: Fact) -> Iterator[tuple[str, str]]:
    total, parts, closure = _figure(fact["total"]), fact["parts"], fact["closure"]
    if fact["total"] == 100 and not _is_whole(parts):
        return _shares(parts)
    if not _is_whole([fact["total"], *parts]):
        return _money(total, parts)
    shapes = {"all": _closed, "nested": _closed, "some": _open, "overlap": _overlap, "carry": _carried}
    return shapes[closure](total, parts)


def wrong_percent(reported: Decimal) -> str:
    """A share that no rounding explains, printed with as many decimals.

    >>> wrong_percent(Decimal("45.3")), wrong_percent(Decimal(95)), wrong_percent(Decimal("1.52"))
    ('54.3', '59', '8.52')
    """
    digits = str(reported)
    if len(digits) > 1 and digits[:2].isdigit():
        swapped = Decimal(digits[1] + digits[0] + digits[2:])
        if abs(swapped - reported) >= 5 and 10 < swapped < 100:
            return str(swapped)
    return str(reported - 7 if reported > 50 else reported + 7)


def _share_shapes(num: str, den: str, percent: str) -> Iterator[tuple[str, str]]:
    quote = f"占{percent}%"
    yield quote, f"全年制作解读材料{den}篇，其中视频解读{num}篇，{quote}。"
    whole = f"占工单总数的{percent}%"
    yield whole, f"全年受理群众诉求工单{den}件，涉及住房保障的{num}件，{whole}。"
    rate = f"采纳率{percent}%"
    yield rate, f"公开征求意见期间收到建议{den}条，采纳{num}条，{rate}。"


def _flow_cells(fact: Fact) -> dict[str, Value]:
    """A consistent table three of that flow: all from natural persons, all granted."""
    form = load("2021")
    cells: dict[str, Value] = {name: Decimal(0) for name in form.cells}
    rows = {"new": "new", "carried_in": "carry", "granted": "done", "total": "done", "carried_out": "next"}
    for row, key in rows.items():
        for column in ("natural", "total"):
            cells[f"t3/{row}/{column}"] = Decimal(fact[key])
    return cells


def _flow_shapes(new: int, carry: int, done: int, left: int) -> Iterator[tuple[str, str]]:
    quote = f"办结{done}件"
    yield quote, f"全年新收政府信息公开申请{new}件，上年结转{carry}件，{quote}，结转下年度继续办理{left}件。"
    yield (
        f"答复{done}件",
        f"本年新收申请{new}件，加上上年结转的{carry}件，全年共答复{done}件，{left}件转入下年办理。",
    )


def _record(name: str, words: str, gold: Gold, cells: Mapping[str, Value] | None = None) -> Record:
    return Record(
        name=name,
        form="2021",
        org="澄阳县民政局",
        year=2023,
        title="澄阳县民政局2023年政府信息公开工作年度报告",
        preamble="本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。",
        sections={1: f"2023年，县民政局认真做好政府信息公开工作。\n{words}"},
        cells=cells or {},
        gold=gold,
    )


def _wrong(klass: str, quote: str, why: str, verdict: str = "contradiction") -> Gold:
    return Gold(findings=(GoldFinding(klass, verdict, quote, why=why),))


def _true(quote: str, why: str) -> Gold:
    return Gold(traps=(Trap(quote, why),))


def _sum_gold(fact: Fact, quote: str) -> Gold | None:
    """What must come of a sum; None where nothing is asked (a doubt is allowed, a contradiction is not)."""
    why = f"{fact['total']} : {'+'.join(map(str, fact['parts']))}; {fact['note']}"
    if fact["gold"] != "contra":
        return _true(quote, why)
    off = fact["diff"] != 0
    exceeds = max(fact["parts"]) > fact["total"]
    return _wrong("E20", quote, why) if off and (fact["closure"] == "all" or exceeds) else None


def _cases(index: int, fact: Fact) -> Iterator[Case]:
    def case(
        shape: int, words: str, gold: Gold, family: str, cells: Mapping[str, Value] | None = None
    ) -> Case:
        name = f"fact-{index:03d}-{family}-{shape}"
        return Case(_record(name, words, gold, cells), family=family)

    match fact["kind"]:
        case "S":
            family = "sum-soft" if fact["gold"] == "soft" else "sum"
            for shape, (quote, words) in enumerate(_sums(fact)):
                gold = _sum_gold(fact, quote)
                yield case(shape, words, gold or Gold(), family if gold else "sum-free")
        case "P":
            num, den, percent = _figure(fact["num"]), _figure(fact["den"]), Decimal(str(fact["reported"]))
            why = f"{num}/{den}={fact['computed']}%"
            if not _is_whole([fact["num"], fact["den"]]):
                return
            if fact["gold"] == "hardneg":
                words = f"全年收到依申请公开{den}件，已答复{num}件，到期办结率{percent}%。"
                yield case(0, words, _true(f"到期办结率{percent}%", fact["note"]), "share")
                return
            for shape, (quote, words) in enumerate(_share_shapes(num, den, str(percent))):
                yield case(shape, words, _true(quote, why), "share")
            for shape, (quote, words) in enumerate(_share_shapes(num, den, wrong_percent(percent))):
                yield case(shape, words, _wrong("E16", quote, why), "share-wrong")
        case "F":
            flow = fact["new"], fact["carry"], fact["done"], fact["next"]
            for shape, (quote, words) in enumerate(_flow_shapes(*flow)):
                yield case(shape, words, _true(quote, str(flow)), "flow", _flow_cells(fact))
            for shape, (quote, words) in enumerate(_flow_shapes(flow[0], flow[1], flow[2] + 3, flow[3])):
                gold = _wrong("E14", quote, f"{flow} with done + 3")
                yield case(shape, words, gold, "flow-wrong", _flow_cells(fact))
                yield case(shape, words, gold, "flow-wrong-prose")
        case "T":
            yield from _table_cases(fact, case)


def _table_cases(fact: Fact, case: Any) -> Iterator[Case]:
    cells: dict[str, Value] = {name: Decimal(0) for name in load("2021").cells}
    count = int(fact["table"])
    shapes = {
        "新收总计": ("新收政府信息公开申请{}件", ("new", "granted", "total"), ("natural", "total")),
        "新收自然人": ("自然人申请{}件", ("new", "granted", "total"), ("natural", "total")),
    }
    licences = {
        "行政许可": ("作出行政许可决定{}件", "t2/licence/decisions"),
        "行政处罚": ("作出行政处罚决定{}件", "t2/penalty/decisions"),
    }
    if fact["what"] in shapes:
        phrase, rows, columns = shapes[fact["what"]]
        cells |= {f"t3/{row}/{column}": Decimal(count) for row in rows for column in columns}
    elif fact["what"] in licences:
        phrase, name = licences[fact["what"]]
        cells[name] = Decimal(count)
    else:
        return
    lead = "收到的申请中，" if fact["what"] == "新收自然人" else "全年"
    right, wrong = phrase.format(fact["narr"]), phrase.format(fact["narr"] + 3)
    yield case(0, f"{lead}{right}。", _true(right, "as in the table"), "table", cells)
    yield case(0, f"{lead}{wrong}。", _wrong("E15", wrong, f"the table has {count}"), "table-wrong", cells)


def load_facts(path: Path) -> Iterator[Case]:
    """All small reports of a file of facts."""
    for index, line in enumerate(path.read_text("utf-8").splitlines()):
        if line.strip():
            yield from _cases(index, json.loads(line))
