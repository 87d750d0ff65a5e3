"""The same thing told twice: a normal form for who did what how often.

Two figures tell one fact when verb class, noun and unit agree and neither is narrowed to a place, a
part or a season. Nouns that only name a kind of work (培训, 会议, 信息) are too common to be one fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from .items import Item
from .lists import Breakdown

VERBS: Final = {
    "hold": "召开|举办|组织召开|组织举办|举行|组织开展|组织|开展",
    "issue": "发布|制作|编发|编印|出版|编制|推出|刊发|印制|制作发布",
    "disclose": "主动公开|公开|公布",
    "receive": "收到|受理|接到|接收|征集",
    "handle": "办理|办结|答复|回复|处理|回应",
    "host": "接待",
    "answer": "接听",
    "set": "开设|设置|设立|建成|建立|配备",
}
VERB: Final = re.compile("|".join(f"(?P<{name}>{words})" for name, words in VERBS.items()))
TIME: Final = re.compile(
    r"^(?:(?:20[0-9]{2}年度?|全年|年内|本年内|本年度?|年度内|今年|一年来)[，,]?"
    r"|累计|共计|共|总共|已|先后|新|还|并|另|虽然?|也|继续"
    r"|[我本](?:局|镇|乡|县|市|区|委|办|厅|院|街道|单位|机关|中心)|我们?|本"
    r"|全(?:省|市|区|县|镇|局|街道))+"
)
SEASON: Final = re.compile(r"上半年|下半年|季度|[0-9一二三四五六七八九十]月|期间|截至|其中|日常|每")
GENERIC: Final = re.compile(
    r"^(?:各类|有关|相关|重要|政府|政务|公开|主动|专题|业务|工作|社会|群众|党务|部门|信息|文件|材料|"
    r"事项|会议|培训|培训班|活动|问题|件|类|的|等|了|各种|学习|讲座|专门|全部|政策|内容|文章|稿件|"
    r"宣传|检查|督查|次|通知|公告|动态|意见|建议|来信|来电|咨询|热线|留言|网民)*$"
)
# Said of the whole year, even 组织培训7期 is one fact; what was held is told by any word for the year, while
# 本年度发布信息 may be that of one channel.
YEAR_TOTAL: Final = re.compile(r"全年(?:共|累计)?(?!上)|本年内|年内共|本年度共|全年度")
YEAR_OF_EVENTS: Final = re.compile(r"全年(?!上)|本?年内|本年度")
GLUE: Final = re.compile(
    r"^(?:了|的|各类|各种|相关|有关|全市|全县|全区|本级|共|约)+|(?:共|共计|约|的|合计|累计|达|总数|"
    r"数量)+$"
)


SAME_WORDS: Final = 10  # characters from which two equal labels tell one fact, whatever their grammar


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with the normal form of what it counts."""

    item: int
    who: str
    verb: str
    noun: str
    unit: str


def facts(items: Sequence[Item], lists: Sequence[Breakdown]) -> Iterator[Fact]:
    """The figures that tell a fact of their own, in order."""
    parts = {p for b in lists for p in b.parts}
    for item in items:
        q = item.mention.quantity
        if item.index in parts or item.depth or q.kind not in ("count", "money", "measure"):
            continue
        fact = _fact(item)
        if fact is not None:
            yield fact
        label = TIME.sub("", item.before)
        if len(label) >= SAME_WORDS and not SEASON.search(label):
            yield Fact(item.index, "", "same words", label, q.unit)


# 全镇14个村（社区）: how many there are in all
EXTENT: Final = re.compile(r"(?P<who>全(?:镇|县|区|市|乡|街道|局|省|州|旗|系统)|下辖|所辖|辖)(?:共有?|有)?$")


KIND: Final = re.compile(r"(?:行政)?(?:村|社区|乡镇|镇街|街道|部门|单位|学校|中小学|医院|卫生院)")
SOME: Final = re.compile(r"[在对选从向于]$|试点|部分|重点")


def _fact(item: Item) -> Fact | None:
    extent = EXTENT.search(item.before)
    if extent is not None and item.mention.quantity.unit in ("个", "家", "所"):
        return _extent(item, extent)
    label = TIME.sub("", item.before)
    verb = VERB.search(label)
    if (
        verb is None
        or len(label) - len(verb[0]) > 16
        or SEASON.search(item.before)
        or SEASON.search(item.lead[-10:])
    ):
        return None
    who = TIME.sub("", label[: verb.start()]).rstrip("全年累计共已也")
    noun = GLUE.sub("", label[verb.end() :])
    noun = noun or GLUE.sub("", item.after)
    if who and (len(who) > 10 or re.search(r"[、和及与，]|通过|利用|在|向|对|围绕|依托", who)):
        return None
    held = verb.lastgroup == "hold" and YEAR_OF_EVENTS.match(item.before) is not None
    yearly = held or YEAR_TOTAL.match(item.before) is not None
    if (
        len(noun) + len(who) < (2 if held else 3)
        or (not who and GENERIC.match(noun) and not yearly)
        or re.search(r"[、和及与，]", noun)
    ):
        return None
    if who and GENERIC.match(noun):
        noun = ""  # 12333热线接听来电 is 12333热线接听
    return Fact(item.index, who, verb.lastgroup or "", noun, item.mention.quantity.unit)


def _extent(item: Item, extent: re.Match[str]) -> Fact | None:
    """全镇14个村: how many of a kind there are in all, unless only some are meant."""
    kind = KIND.match(item.after)
    if kind is None or SOME.search(item.before[: extent.start()] + item.after):
        return None
    return Fact(item.index, extent["who"], "has", kind[0], item.mention.quantity.unit)
