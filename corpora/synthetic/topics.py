"""What reports tell: each topic draws its figures, states how they hang together, and gives its sentences."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from decimal import Decimal

from .builder import Builder, Chunk
from .figures import heavy
from .grammar import ListSlot, Mark, Slot, Text, names, rows, tokens
from .plan import Figure

Topic = Callable[[Builder], list[Chunk]]

PUBLISHED = {"street": 260, "bureau": 620, "office": 1900, "county": 5200, "city": 21000}
OUTCOMES = {
    "予以公开": ("granted",),
    "部分公开": ("partial",),
    "不予公开": (
        *("refused_state_secret", "refused_by_law", "refused_three_securities", "refused_third_party"),
        *("refused_internal", "refused_process", "refused_enforcement_file", "refused_admin_query"),
    ),
    "无法提供": ("unable_not_held", "unable_to_create", "unable_unclear"),
    "不予处理": (
        *(
            "declined_complaint",
            "declined_repeat",
            "declined_publication",
            "declined_mass",
            "declined_confirm",
        ),
    ),
    "其他处理": ("other_overdue_correction", "other_overdue_fee", "other_other"),
}
PEOPLE = {
    "自然人": "natural",
    "商业企业": "business",
    "科研机构": "research",
    "社会公益组织": "social",
    "法律服务机构": "legal",
}
DISPUTE_ENDS = {"维持": "upheld", "纠正": "corrected", "其他结果": "other", "尚未审结": "pending"}


def split_up(total: int, count: int, dice: random.Random) -> list[int]:
    """A total in that many parts, none of them zero, of unlike sizes."""
    weights = [dice.expovariate(1) + 0.08 for _ in range(count)]
    parts = [max(1, int(total * w / sum(weights))) for w in weights]
    parts[parts.index(max(parts))] += total - sum(parts)
    return parts if min(parts) > 0 else [total - count + 1, *[1] * (count - 1)]


def _parts(
    b: Builder,
    name: str,
    total: int,
    labels: Sequence[str],
    unit: str,
    kind: str = "parts",
    whole: bool = False,
) -> None:
    """Figures ``name.1``… that make up ``name``, listed as ``name.parts``.

    Args:
        whole: the parts are all there is, and each thing is in one of them.
    """
    figures = [f"{name}.{i}" for i in range(1, len(labels) + 1)]
    for figure, part in zip(figures, split_up(total, len(labels), b.dice), strict=True):
        b.figure(figure, part)
    b.listed(f"{name}.parts", list(zip(labels, figures, strict=True)), unit)
    b.relate(kind, name, *figures, complete=whole, separate=whole)


def _categories(b: Builder, count: int) -> list[str]:
    pool = b.world.domain["categories"] if b.world.level == "bureau" else names()["categories"]
    return b.dice.sample(pool, min(count, len(pool)))


# --- 主动公开 ---------------------------------------------------------------------------------------------


def published(b: Builder) -> list[Chunk]:
    """How much was published, told in one of the ways that mislead naive sums."""
    dice = b.dice
    total = 12 + heavy(PUBLISHED[b.world.level], 0.8, dice)
    b.figure("pub", total)
    kind = dice.choices(
        ("closed", "open", "channels", "approx", "nested", "growth", "plain"), (42, 14, 10, 12, 5, 9, 8)
    )[0]
    match kind:
        case "closed":
            labels = [*_categories(b, dice.randint(2, 5)), dice.choice(("其他", "其他类", "其他信息"))]
            _parts(b, "pub", total, labels, "条", whole=True)
            b.trap("pub", "the closed list adds up")
            b.relate("unit", "pub", note="条")
        case "open":
            labels = _categories(b, dice.randint(3, 6))
            shown = max(len(labels), int(total * dice.uniform(0.5, 0.93)))
            _parts(b, "pub", shown, labels, "条", "open")
            b.trap("pub", "the list is open")
        case "channels":
            _channels(b, total)
        case "approx":
            _approximate(b, total)
        case "nested":
            _nested(b, total)
        case "growth":
            _growth(b, "pub", total)
    return [b.say(f"published.{kind}")]


def _channels(b: Builder, total: int) -> None:
    """The same items on several channels: the parts overlap and exceed the total."""
    labels = b.dice.sample(names()["platforms"], 3)
    figures = [f"ch.{i}" for i in range(3)]
    for figure in figures:
        b.figure(figure, max(1, int(total * b.dice.uniform(0.55, 1))))
    b.listed("pub.channels", list(zip(labels, figures, strict=True)), "条")
    b.relate("overlap", "pub", *figures)
    b.trap("pub", "channels overlap")


def _approximate(b: Builder, total: int) -> None:
    """A rounded total over rounded parts; all printed sets hold the hidden values."""
    dice = b.dice
    total = max(total, 150)
    hidden = split_up(total, dice.choice((2, 3)), dice)
    labels = [*_categories(b, len(hidden) - 1), dice.choice(("其他", "其他类", "其他信息"))]
    figures = [f"pub.{i}" for i in range(1, len(hidden) + 1)]
    exact_parts = dice.random() < 0.4
    for figure, value in zip(figures, hidden, strict=True):
        if exact_parts or value < 30:
            b.figure(figure, value, style="plain")
        else:
            b.plan.items[figure] = _rounded(value, ("余", "多"), dice)
    b.plan.items["pub"] = _rounded(total, ("余", "多", "近", "超", "约"), dice)
    b.listed("pub.parts", list(zip(labels, figures, strict=True)), "条")
    b.relate("approx", "pub", *figures)
    b.trap("pub", f"hidden {total} = {'+'.join(map(str, hidden))}")


def _rounded(value: int, words: Sequence[str], dice: random.Random) -> Figure:
    """A figure with a bound word whose set holds the value."""
    step = 10 ** (len(str(value)) - (2 if value >= 1000 else 1))
    word = dice.choice(words)
    if value % step == 0:
        return Figure(Decimal(value), exact=Decimal(value))
    low = value // step * step
    match word:
        case "近":
            return Figure(Decimal(low + step), before="近", exact=Decimal(value))
        case "超":
            return Figure(Decimal(low), before="超", exact=Decimal(value))
        case "约":
            nearest = low if value - low < step / 2 else low + step
            return Figure(Decimal(nearest), before="约", exact=Decimal(value))
        case _:
            return Figure(Decimal(low), after=word, exact=Decimal(value))


def _nested(b: Builder, total: int) -> None:
    a, rest = split_up(total, 2, b.dice)
    first, second = split_up(a, 2, b.dice) if a > 1 else (1, 0)
    for name, value in (("a", a), ("b", rest), ("a1", first), ("a2", second)):
        b.figure(name, value)
    labels = _categories(b, 3)
    b.words(nest__a=labels[0], nest__a1=labels[1], nest__a2=labels[2])
    b.relate("parts", "pub", "a", "b", complete=True, separate=True)
    b.relate("parts", "a", "a1", "a2", separate=True)
    b.trap("pub", "nested parts")


def _growth(b: Builder, name: str, now: int) -> None:
    """``name.last``, ``name.pct`` and ``name.dir`` beside a figure of this year."""
    then = max(2, int(now * b.dice.choice((b.dice.uniform(0.6, 0.97), b.dice.uniform(1.04, 1.5)))))
    if then == now:
        then += 1
    b.figure(f"{name}.last", then)
    digits = b.dice.choice((0, 1, 1, 2))
    change = abs(Decimal(now - then)) * 100 / then
    shown = change.quantize(Decimal(1).scaleb(-digits), "ROUND_HALF_UP")
    if shown == 0:
        shown = change.quantize(Decimal("0.01"))
    b.figure(f"{name}.pct", shown, style="plain")
    b.words(**{f"{name}__dir": "增长" if now > then else "下降"})
    b.relate("growth", name, f"{name}.last", f"{name}.pct", f"{name}.dir")
    b.trap(f"{name}.pct", f"{now}/{then}-1 = {now / then - 1:+.4%}")


def interpretation(b: Builder) -> list[Chunk]:
    """Interpretations of policies by form, with or without a share."""
    dice = b.dice
    total = 2 + heavy(16 if b.world.level != "street" else 4, 0.7, dice)
    b.figure("jd", total)
    labels = dice.sample(names()["forms"], dice.choice((2, 2, 3)))
    if dice.random() < 0.45 and total >= 4:
        counts = split_up(total, len(labels), dice)
        b.words(jd__name=labels[0])
        b.figure("jd.one", counts[0], style="plain")
        figures = ["jd.one", *(f"jd.{i}" for i in range(2, len(labels) + 1))]
        for figure, count in zip(figures[1:], counts[1:], strict=True):
            b.figure(figure, count)
        b.listed("jd.parts", [(f"{n}解读", f) for n, f in zip(labels, figures, strict=True)], "个")
        b.share("jd.pct", "jd.one", "jd")
        b.relate("parts", "jd", *figures)
        return [b.say("interpretation.share")]
    _parts(b, "jd", max(total, len(labels)), [f"{label}解读" for label in labels], "个")
    b.figure("jd", max(total, len(labels)))
    b.trap("jd", "the list adds up")
    return [b.say("interpretation.closed")]


def _stock(b: Builder, key: str, prefix: str, topic: str) -> list[Chunk]:
    cells = [f"t2/{key}/{c}" for c in ("issued", "repealed", "in_force")]
    for name, cell in zip(("issued", "repealed", "force"), cells, strict=True):
        b.figure(f"{prefix}.{name}", b.world.cell(cell), (cell,), style="plain")
    return [b.say(topic)]


def policy(b: Builder) -> list[Chunk]:
    """Normative documents issued, repealed, in force; now and then with last year's stock."""
    if b.world.form != "2021" or b.world.cell("t2/normative_document/in_force") == 0:
        return []
    b.trap("nd.force", "as in table two")
    if b.dice.random() < 0.6:
        return _stock(b, "normative_document", "nd", "policy.flow")
    columns = ("issued", "repealed", "in_force")
    issued, repealed, force = (b.world.cell(f"t2/normative_document/{c}") for c in columns)
    b.figure("nd.before", force - issued + repealed, style="plain")
    b.relate("stock", "nd.before", "nd.issued", "nd.repealed", "nd.force")
    return _stock(b, "normative_document", "nd", "policy.stock")


def regulation(b: Builder) -> list[Chunk]:
    """Regulations, where the body has any."""
    if b.world.form != "2021" or b.world.cell("t2/regulation/in_force") == 0:
        return []
    return _stock(b, "regulation", "rg", "regulation.flow")


def decisions(b: Builder) -> list[Chunk]:
    """Licences, penalties and coercion as in table two, and the counts that are not those."""
    w, chunks = b.world, []
    licence, penalty, coercion = (w.cell(f"t2/{k}/decisions") for k in ("licence", "penalty", "coercion"))
    if licence and penalty and b.dice.random() < 0.75:
        for name, key, value in (
            ("lic", "licence", licence),
            ("pen", "penalty", penalty),
            ("coe", "coercion", coercion),
        ):
            b.figure(name, value, (f"t2/{key}/decisions",))
        chunks.append(b.say("decisions.three" if coercion and b.dice.random() < 0.5 else "decisions"))
        b.trap("lic", "as in table two")
    if b.dice.random() < 0.3:
        b.figure("pw.lic", heavy(18, 0.6, b.dice) + 1)
        b.figure("pw.pen", heavy(120, 0.6, b.dice) + 3)
        b.figure("pw.coe", heavy(8, 0.6, b.dice) + 1)
        known = sum(int(b.plan.figure(f"pw.{k}").value) for k in ("lic", "pen", "coe"))
        b.figure("pw", known + heavy(40, 0.6, b.dice) + 5)
        chunks.append(b.say("powers"))
        b.trap("pw.lic", "items of the list of powers, not decisions")
        b.trap("pw.pen", "items of the list of powers, not decisions")
    if penalty and b.dice.random() < 0.3:
        b.figure("nt", max(1, int(penalty * b.dice.uniform(0.7, 0.98))))
        chunks.append(b.say("notices"))
        b.trap("nt", "notices published, not decisions")
    return chunks


def fees(b: Builder) -> list[Chunk]:
    """Administrative fees in yuan or ten thousands of yuan."""
    if b.world.form != "2021" or not b.world.cells["t2/fee/amount"]:
        return []
    amount = Decimal(str(b.world.cells["t2/fee/amount"]))
    in_yuan = b.dice.random() < 0.6
    if in_yuan:
        b.figure("fee.yuan", (amount * 10000).quantize(Decimal(1)), ("t2/fee/amount",), style="plain")
        b.relate("fee", "fee.yuan")
        b.trap("fee.yuan", "yuan against ten thousands of yuan")
    else:
        b.figure("fee.wan", amount, ("t2/fee/amount",), style="plain")
        b.in_ten_thousands("fee.wan")
        b.relate("fee", "fee.wan")
        b.trap("fee.wan", "as in table two")
    return [b.say("fee.yuan" if in_yuan else "fee.wan")]


def press(b: Builder) -> list[Chunk]:
    """Press conferences; told again elsewhere now and then."""
    b.figure("press", 1 + heavy(4, 0.7, b.dice), style="plain")
    return [b.say("press")]


def press_again(b: Builder) -> list[Chunk]:
    """The same number of press conferences in another place."""
    if "press" not in b.plan.items or b.dice.random() < 0.5:
        return []
    b.figure("press.again", b.plan.figure("press").value, style="plain")
    b.relate("same", "press", "press.again")
    b.trap("press.again", "the same number again")
    return [b.say("press.again")]


def _rate(b: Builder, name: str, median: float, low: float, topic: str) -> list[Chunk]:
    """A whole, a part of it, and the rate."""
    whole = 8 + heavy(median, 0.9, b.dice)
    part = min(whole, max(1, round(whole * b.dice.uniform(low, 1))))
    sub = {"yj": "yj.ok", "hot": "hot.done", "sv": "sv.back"}[name]
    b.figure(name, whole)
    b.figure(sub, part, style="plain")
    b.share(f"{name}.pct", sub, name)
    return [b.say(topic)]


def consult(b: Builder) -> list[Chunk]:
    """Opinions asked for and taken up."""
    return _rate(b, "yj", 60, 0.2, "consult")


def hotline(b: Builder) -> list[Chunk]:
    """Hotline cases, which are no applications."""
    chunks = _rate(b, "hot", 900, 0.93, "hotline")
    b.trap("hot", "hotline cases, not applications")
    b.trap("hot.done", "hotline cases, not applications")
    return chunks


def proposals(b: Builder) -> list[Chunk]:
    """Proposals of deputies and members: an exhaustive pair."""
    first, second = 1 + heavy(14, 0.7, b.dice), 1 + heavy(17, 0.7, b.dice)
    for name, value in (("ta", first + second), ("ta.rd", first), ("ta.zx", second)):
        b.figure(name, value, style="plain")
    b.relate("parts", "ta", "ta.rd", "ta.zx", complete=True, separate=True)
    b.trap("ta", "the pair adds up")
    return [b.say("proposals")]


def shares(b: Builder) -> list[Chunk]:
    """Shares of one closed list, which add to 100 up to rounding."""
    told = any(r.kind != "growth" and r.names[0] == "pub" for r in b.plan.relations)
    if told or b.dice.random() < 0.2:  # the same categories must not be told twice
        return []
    labels = [*_categories(b, b.dice.randint(2, 4)), "其他"]
    counts = split_up(b.dice.randint(400, 4000), len(labels), b.dice)
    digits = b.dice.choice((0, 1, 1))
    shown = [(Decimal(c) * 100 / sum(counts)).quantize(Decimal(1).scaleb(-digits)) for c in counts]
    if any(s == 0 for s in shown):
        return []
    figures = [f"sh.{i}" for i in range(len(labels))]
    parts: Chunk = []
    for number, (label, figure, value) in enumerate(zip(labels, figures, shown, strict=True)):
        b.figure(figure, value, style="plain")
        parts += [Text("、")] if number else []
        parts += [Mark(True), Text(f"{label}类占"), Slot(figure), Text("%"), Mark(False)]
    b.lists["sh.parts"] = parts
    b.relate("shares", *figures)
    b.trap(figures[0], f"shares add to {sum(shown)}")
    return [b.say("shares")]


# --- 依申请公开 -------------------------------------------------------------------------------------------


def requests(b: Builder) -> list[Chunk]:
    """Applications: how many, by whom, by which way, with which result."""
    w, dice = b.world, b.dice
    new, kept, done, left = (w.total(r) for r in ("new", "carried_in", "total", "carried_out"))
    named = {
        "new": (new, "new"),
        "in": (kept, "carried_in"),
        "done": (done, "total"),
        "out": (left, "carried_out"),
    }
    for name, (value, row) in named.items():
        b.figure(
            name,
            value,
            (f"t3/{row}/total",),
            style="zh" if 0 < value < 3 and dice.random() < 0.1 else "plain",
        )
    b.figure("both", new + kept, ("t3/new/total", "t3/carried_in/total"), style="plain")
    b.relate("flow", "new", "in", "done", "out")
    if new + kept == 0:
        zero = dice.random() < 0.85
        b.relate("absolute", "none.new", note="new")
        return [b.say("apply.zero" if zero else "apply.silent")]
    if dice.random() < 0.06:
        b.relate("silent", size=new)
        return [b.say("apply.silent")]
    chunks = [_opening(b, new, kept, left)]
    small = [topic for chance, topic in _details(b, new, done) if dice.random() < chance]
    chunks += [c for topic in small for c in topic(b)]
    if left:
        b.relate("absolute", "all.done", note="left")
        if "out" not in {p.name for c in chunks for p in c if isinstance(p, Slot)} and dice.random() < 0.6:
            chunks.append(b.say("apply.open_left"))
    elif dice.random() < 0.4:
        chunks.append(b.say("apply.all_done"))
        b.trap("all.done", "nothing is carried over")
    return chunks


def _opening(b: Builder, new: int, kept: int, left: int) -> Chunk:
    dice = b.dice
    if kept and dice.random() < 0.3:
        b.trap("both", "new and carried in")
        return b.say("apply.both")
    if kept or left or dice.random() < 0.2:
        b.trap("new", "as in table three")
        return b.say("apply.flow")
    b.trap("new", "as in table three")
    return b.say("apply.new")


def _details(b: Builder, new: int, done: int) -> list[tuple[float, Topic]]:
    """Topics about applications, each with its chance; only those that the figures allow."""
    large = new >= 12
    listed: list[tuple[float, Topic]] = []
    if new:
        listed += [(0.35, _people), (0.45, _ways if not large or b.dice.random() < 0.5 else _way_share)]
        listed += [(0.25, _topics), (0.25 if large else 0.1, _request_growth)]
    if done:
        listed += [(0.8, b.dice.choices((_results, _rows, _result_share), (50, 30, 20))[0])]
    if large:
        listed += [(0.2, _people_share), (0.2, _open_sum)]
    if 3 <= new <= 24:
        listed.append((0.3, _topic_shares))
    return listed


def _people(b: Builder) -> list[Chunk]:
    w = b.world
    columns = {label: column for label, column in PEOPLE.items() if w.total("new", column)}
    rest = w.total("new", "other")
    items: list[tuple[str, str]] = []
    organisations = [c for c in ("business", "research", "social", "legal", "other") if w.total("new", c)]
    if organisations and w.total("new", "natural") and b.dice.random() < 0.4:
        b.figure("who.natural", w.total("new", "natural"), ("t3/new/natural",), style="plain")
        many = tuple(f"t3/new/{c}" for c in ("business", "research", "social", "legal", "other"))
        b.figure("who.org", sum(w.total("new", c) for c in organisations), many, style="plain")
        items = [("自然人", "who.natural"), ("法人或其他组织", "who.org")]
    else:
        for label, column in columns.items():
            b.figure(f"who.{column}", w.total("new", column), (f"t3/new/{column}",), style="plain")
            items.append((label, f"who.{column}"))
        if rest:
            b.figure("who.other", rest, ("t3/new/other",), style="plain")
            items.append(("其他组织", "who.other"))
    if len(items) < 2:
        return []
    b.listed("who.parts", items, "件", 1 if b.world.split == "train" else 0)
    b.relate("parts", "new", *(f for _, f in items), separate=True)
    b.trap(items[0][1], "as in table three")
    return [b.say("apply.people")]


def _people_share(b: Builder) -> list[Chunk]:
    natural = b.world.total("new", "natural")
    if not natural or "who.natural" in b.plan.items:
        return []
    b.figure("who.nat", natural, ("t3/new/natural",), style="plain")
    b.share("who.pct", "who.nat", "new", note="named")
    return [b.say("apply.people_share")]


def _ways(b: Builder) -> list[Chunk]:
    new = b.world.total("new")
    labels = b.dice.sample(("网络申请", "信函申请", "当面申请"), min(new, b.dice.choice((2, 3))))
    if len(labels) < 2:
        return []
    figures = [f"way.{i}" for i in range(len(labels))]
    for figure, value in zip(figures, split_up(new, len(labels), b.dice), strict=True):
        b.figure(figure, value, style="plain")
    b.listed("way.parts", list(zip(labels, figures, strict=True)), "件", 1 if b.world.split == "train" else 0)
    b.relate("parts", "new", *figures, separate=True)
    b.trap(figures[0], "ways of applying, no cell")
    return [b.say("apply.channel")]


def _way_share(b: Builder) -> list[Chunk]:
    new = b.world.total("new")
    b.figure("way.net", max(1, int(new * b.dice.uniform(0.5, 0.97))), style="plain")
    b.share("way.pct", "way.net", "new", note="named")
    return [b.say("apply.channel_share")]


def _row_cells(b: Builder, label: str) -> tuple[str, ...]:
    rows = OUTCOMES[label] if b.world.form == "2021" or label != "其他处理" else ("other",)
    return tuple(f"t3/{row}/total" for row in rows)


def _results(b: Builder) -> list[Chunk]:
    items: list[tuple[str, str]] = []
    for number, label in enumerate(OUTCOMES):
        cells = _row_cells(b, label)
        value = sum(b.world.cell(c) for c in cells)
        if value:
            b.figure(f"res.{number}", value, cells, style="plain")
            items.append((label, f"res.{number}"))
    if len(items) < 2:
        return []
    b.listed("res.parts", items, "件", 1 if b.world.split == "train" else 0)
    b.relate("parts", "done", *(f for _, f in items), separate=True)
    b.trap(items[-1][1], "as in table three")
    return [b.say("apply.result")]


def _rows(b: Builder) -> list[Chunk]:
    """Some rows of the results, each in words of its own; not a complete list."""
    worded = rows()["rows"]
    filled = [r for r in worded if f"t3/{r}/total" in b.world.cells and b.world.total(r)]
    if len(filled) < 2:
        return []
    chosen = [r for r in filled if b.dice.random() < 0.8][:6] or filled[:2]
    parts: Chunk = [Text(b.choice("(其中|办理结果中|从结果看)，"))]
    for number, row in enumerate(chosen):
        name = f"row.{number}"
        b.figure(name, b.world.total(row), (f"t3/{row}/total",), style="plain")
        words = b.choice(b.dice.choice(worded[row][b.world.split])).replace("{n}", f"{{{name}}}")
        parts += [Text("，")] if number else []
        parts += [Mark(True), *(t for t in tokens(words) if not isinstance(t, ListSlot)), Mark(False)]
    b.trap("row.0", "as in table three")
    return [[*parts, Text("。")]]


def _result_share(b: Builder) -> list[Chunk]:
    value = b.world.total("granted")
    if not value:
        return []
    b.figure("res.ok", value, ("t3/granted/total",), style="plain")
    b.share("res.pct", "res.ok", "done", note="table")
    return [b.say("apply.result_share")]


def _open_sum(b: Builder) -> list[Chunk]:
    value = b.world.total("granted") + b.world.total("partial")
    if not value or not b.world.total("partial"):
        return []
    b.figure("gp", value, ("t3/granted/total", "t3/partial/total"), style="plain")
    b.share("gp.pct", "gp", "done", note="table")
    return [b.say("apply.open_sum")]


def _request_growth(b: Builder) -> list[Chunk]:
    _growth(b, "new", b.world.total("new"))
    b.plan.items["new.last"] = Figure(b.plan.figure("new.last").value, cells=())
    return [b.say("apply.growth")]


def _topic_pair(b: Builder) -> None:
    pool = b.world.domain["topics"] if b.world.level == "bureau" else names()["topics"]
    first, second = b.dice.sample(pool, 2)
    b.words(topic__a=first, topic__b=second)


def _topics(b: Builder) -> list[Chunk]:
    _topic_pair(b)
    return [b.say("apply.topics")]


def _topic_shares(b: Builder) -> list[Chunk]:
    """Shares by content that some count of applications gives."""
    if "topic.a" in b.plan.items:
        return []
    new = b.world.total("new")
    part = b.dice.randint(1, new - 1)
    _topic_pair(b)
    first = (Decimal(part) * 100 / new).quantize(Decimal(1), "ROUND_HALF_UP")
    b.figure("tp.a", first, style="plain")
    b.figure("tp.b", 100 - first, style="plain")
    b.relate("infeasible", "tp.a", "tp.b", size=new)
    b.trap("tp.a", f"{part} of {new}")
    return [b.say("apply.topic_shares")]


def disputes(b: Builder) -> list[Chunk]:
    """Reviews and suits."""
    w, dice = b.world, b.dice
    review = w.cell("t4/review/total")
    suits = [w.cell(f"t4/{g}/total") for g in ("suit_direct", "suit_after_review")]
    if review + sum(suits) == 0:
        if dice.random() < 0.75:
            b.relate("absolute", "none.dispute", note="dispute")
            return [b.say("dispute.none")]
        return []
    chunks: list[Chunk] = []
    if review and dice.random() < 0.85:
        chunks += _reviews(b, review)
    if sum(suits) and dice.random() < 0.8:
        chunks += _suits(b, sum(suits))
    elif not sum(suits) and dice.random() < 0.5:
        chunks.append(b.say("dispute.no_suit"))
        b.trap("none.suit", "no suits in table four")
    return chunks


def _reviews(b: Builder, review: int) -> list[Chunk]:
    b.figure("rv", review, ("t4/review/total",), style="plain")
    upheld = b.world.cell("t4/review/upheld")
    if upheld == review and b.dice.random() < 0.6:
        b.trap("all.upheld", "all upheld in table four")
        return [b.say("dispute.upheld")]
    if upheld < review and b.dice.random() < 0.25:
        b.relate("absolute", "all.upheld", note="upheld")
        return [b.say("dispute.mixed")]
    items: list[tuple[str, str]] = []
    for label, end in DISPUTE_ENDS.items():
        if value := b.world.cell(f"t4/review/{end}"):
            b.figure(f"rv.{end}", value, (f"t4/review/{end}",), style="plain")
            items.append((label, f"rv.{end}"))
    b.listed("rv.parts", items, "件", 1 if b.world.split == "train" else 0)
    b.relate("parts", "rv", *(f for _, f in items), separate=True)
    b.trap("rv", "as in table four")
    return [b.say("dispute.review")]


def _suits(b: Builder, suits: int) -> list[Chunk]:
    b.figure("su", suits, ("t4/suit_direct/total", "t4/suit_after_review/total"), style="plain")
    items: list[tuple[str, str]] = []
    for label, end in DISPUTE_ENDS.items():
        cells = (f"t4/suit_direct/{end}", f"t4/suit_after_review/{end}")
        if value := sum(b.world.cell(c) for c in cells):
            b.figure(f"su.{end}", value, cells, style="plain")
            items.append((label, f"su.{end}"))
    b.listed("su.parts", items, "件", 1 if b.world.split == "train" else 0)
    b.relate("parts", "su", *(f for _, f in items), separate=True)
    b.trap("su", "both blocks of table four")
    return [b.say("dispute.suit")]


def city_reviews(b: Builder) -> list[Chunk]:
    """Reviews that the body decides for others: another count than table four."""
    if b.world.level not in ("city", "county") or b.dice.random() < 0.7:
        return []
    whole = 40 + heavy(300, 0.6, b.dice)
    b.figure("city.rv", whole)
    b.figure("city.done", int(whole * b.dice.uniform(0.8, 0.98)))
    b.trap("city.rv", "all cases of the area, not those of table four")
    return [b.say("city.reviews")]


# --- 管理、平台、保障 -------------------------------------------------------------------------------------


def attributes(b: Builder) -> list[Chunk]:
    """Attributes of documents: their 不予公开 is not that of applications."""
    counts = split_up(20 + heavy(150, 0.7, b.dice), 3, b.dice)
    for name, value in zip(("doc.a", "doc.b", "doc.c"), counts, strict=True):
        b.figure(name, value, style="plain")
    b.figure("doc", sum(counts), style="plain")
    b.relate("parts", "doc", "doc.a", "doc.b", "doc.c", complete=True, separate=True)
    b.trap("doc.c", "an attribute of documents, not a result of applications")
    return [b.say("manage.attr")]


def rules(b: Builder) -> list[Chunk]:
    """Two rules named of several: an open enumeration."""
    first, second = b.dice.sample(names()["rules"], 2)
    b.words(rule__a=first, rule__b=second)
    b.figure("rules", b.dice.randint(3, 7), None, style="plain")
    b.trap("rules", "等: the names are not all")
    return [b.say("manage.rules")]


def cleaning(b: Builder) -> list[Chunk]:
    """Old years that are no error."""
    b.figure("cl", 1 + heavy(40, 0.8, b.dice))
    b.trap("old", "years of old documents")
    return [b.say("manage.clean")]


def enumeration(b: Builder) -> list[Chunk]:
    """A count and the names it counts."""
    count = b.dice.choice((2, 3, 3, 4, 4, 5))
    chosen = b.dice.sample(names()["platforms"], count)
    if b.dice.random() < 0.25:
        b.lists["en.inline"] = [Text("、".join(chosen))]
        b.figure("en.more", count + b.dice.randint(1, 4), None, style="plain")
        b.trap("en.more", "等: the names are not all")
        return [b.say("platform.open_enum")]
    b.figure("en", count, None, style="zh" if b.dice.random() < 0.4 else "plain")
    ordinals = "一二三四五六"
    b.lists["en.names"] = [Text("；".join(f"{ordinals[i]}是{name}" for i, name in enumerate(chosen)))]
    b.lists["en.inline"] = [Text("、".join(chosen))]
    b.relate("enum", "en", size=count)
    b.trap("en", "as many as are named")
    return [b.say("platform.enum")]


def visits(b: Builder) -> list[Chunk]:
    """Visits and followers, rounded to ten thousands."""
    b.figure("visits", heavy(90, 0.9, b.dice) * 1000 + 10000, style="wan")
    b.figure("fans", heavy(25, 0.9, b.dice) * 1000 + 11000, style="wan")
    return [b.say("platform.visits")]


def monthly(b: Builder) -> list[Chunk]:
    """A yearly count and its monthly mean."""
    year = 240 + heavy(3000, 0.9, b.dice)
    b.figure("mv", year, style="plain")
    mean = (Decimal(year) / 12).quantize(Decimal(1), "ROUND_HALF_UP")
    b.plan.items["mv.avg"] = Figure(mean, before="约" if mean * 12 != year else "")
    b.relate("average", "mv", "mv.avg", size=12)
    b.trap("mv.avg", f"{year}/12")
    return [b.say("platform.month")]


def merging(b: Builder) -> list[Chunk]:
    """Accounts before and after."""
    before = b.dice.randint(6, 60)
    gone = b.dice.randint(1, before // 2)
    for name, value in (("mg.a", before), ("mg.b", before - gone), ("mg.d", gone)):
        b.figure(name, value, style="plain")
    b.relate("diff", "mg.a", "mg.b", "mg.d")
    b.trap("mg.d", f"{before}-{before - gone}")
    return [b.say("platform.merge")]


def followers(b: Builder) -> list[Chunk]:
    """Followers before and after, in ten thousands."""
    before = Decimal(b.dice.randint(11, 400)) / 10
    after = before + max(
        Decimal("0.1"), (before * Decimal(b.dice.randint(3, 40)) / 100).quantize(Decimal("0.1"))
    )
    b.figure("fg.a", before, style="plain")
    b.figure("fg.b", after, style="plain")
    b.in_ten_thousands("fg.a", "fg.b")
    b.figure("fg.pct", ((after / before - 1) * 100).quantize(Decimal("0.1")), style="plain")
    b.relate("growth", "fg.b", "fg.a", "fg.pct")
    b.trap("fg.pct", f"{after}/{before}-1")
    return [b.say("platform.fans")]


def training(b: Builder) -> list[Chunk]:
    """Trainings and who came; told again in section five now and then."""
    b.figure("tr", b.dice.randint(1, 9), style="plain")
    people = heavy(140, 0.7, b.dice) + 20
    b.plan.items["tr.p"] = (
        _rounded(people, ("余", "余", "约"), b.dice) if b.dice.random() < 0.5 else Figure(Decimal(people))
    )
    return [b.say("guard.train")]


def training_again(b: Builder) -> list[Chunk]:
    """The same number of trainings in another place."""
    if "tr" not in b.plan.items or b.dice.random() < 0.6:
        return []
    b.figure("tr.again", b.plan.figure("tr").value, style="plain")
    b.relate("same", "tr", "tr.again")
    b.trap("tr.again", "the same number again")
    return [b.say("guard.train_again")]


def survey(b: Builder) -> list[Chunk]:
    """Questionnaires out and back."""
    return _rate(b, "sv", 150, 0.7, "guard.survey")


def money(b: Builder) -> list[Chunk]:
    """Money this year, last year, and the difference."""
    last = b.dice.randint(5, 60)
    more = b.dice.randint(1, 15)
    for name, value in (("money.last", last), ("money.more", more), ("money", last + more)):
        b.figure(name, value, style="plain")
    b.in_ten_thousands("money", "money.last", "money.more")
    b.relate("diff", "money", "money.last", "money.more")
    b.trap("money.more", f"{last + more}-{last}")
    return [b.say("guard.money")]


def measures(b: Builder) -> list[Chunk]:
    """Measures counted and spelled out."""
    count = b.dice.choice((3, 3, 4, 5))
    items = b.phrase("measures", count)
    ordinals = "一二三四五六"
    b.figure("ms", count, None, style=b.dice.choice(("zh", "plain")))
    b.lists["ms.items"] = [Text("；".join(f"{ordinals[i]}是{item}" for i, item in enumerate(items)))]
    b.relate("enum", "ms", size=count)
    b.trap("ms", "as many as are named")
    return [b.say("guard.measures")]


def weight(b: Builder) -> list[Chunk]:
    """A weight in an appraisal, which is no share of anything here."""
    b.figure("wt", b.dice.choice((3, 4, 5, 8, 10)), None, style="plain")
    b.trap("wt", "a weight")
    return [b.say("guard.weight")]


def own_body(b: Builder) -> list[Chunk]:
    """A sentence about the body itself, by name."""
    b.relate("body", "self.org")
    return [b.say("manage.org")]


def processing_fee(b: Builder) -> list[Chunk]:
    """A fee for processing, told here and in section six."""
    amount = b.dice.randint(2, 160) * 10
    b.figure("pf.one", amount, style="plain")
    b.words(fee6=f"收取信息处理费{amount}元")
    b.relate("processing", "pf.one", "fee6")
    b.trap("pf.one", "the same fee as in section six")
    return [b.say("fee1.some")]


def filler(topic: str) -> Topic:
    """A sentence without figures."""
    return lambda b: [b.say(topic)]


PROACTIVE: Sequence[tuple[float, Topic]] = (
    (0.95, published),
    (0.55, interpretation),
    (0.5, policy),
    (0.6, regulation),
    (0.8, decisions),
    (0.6, fees),
    (0.4, press),
    (0.3, consult),
    (0.3, proposals),
    (0.3, hotline),
    (0.3, shares),
    (0.6, filler("filler.proactive")),
)
REQUESTS: Sequence[tuple[float, Topic]] = (
    (0.3, filler("apply.filler")),
    (1.0, requests),
    (0.95, disputes),
    (1.0, city_reviews),
    (0.05, processing_fee),
)
MANAGEMENT: Sequence[tuple[float, Topic]] = (
    (0.5, filler("manage.filler")),
    (0.3, attributes),
    (0.4, rules),
    (0.4, cleaning),
)
PLATFORM: Sequence[tuple[float, Topic]] = (
    (0.5, filler("platform.filler")),
    (0.55, enumeration),
    (0.4, visits),
    (0.2, monthly),
    (0.2, merging),
    (0.2, followers),
    (0.9, press_again),
)
GUARD: Sequence[tuple[float, Topic]] = (
    (0.6, own_body),
    (0.6, training),
    (0.25, survey),
    (0.25, money),
    (0.3, measures),
    (0.3, weight),
    (0.5, filler("guard.none")),
)
