"""A stock at the start, what came and went, and the stock at the end, told in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from .items import Item

START: Final = re.compile(r"年初|20[0-9]{2}年(?:底|末)|上一?年末|上一?年底|去年底|去年末|原有|原来|期初")
END: Final = re.compile(r"年末|年底|目前|现有|现存|期末|现在|在用|在运维|现运维")
CAME: Final = re.compile(
    r"新增|新登记|新加入|新引进|新开通|新上线|增设|入驻|引进|招录|聘任|加入|"
    r"新培训|新建|新招|新开|新设|新认定|新办|新注册|新备案|新入|增加|新成立|新聘|迁入"
)
WENT: Final = re.compile(
    r"减少|撤并|裁撤|离职|注销|核销|到期|终止|停办|移出|迁走|报废|流失|除名|"
    r"关停|关闭|撤销|退出|整合|合并|清退|停用|取消|淘汰|迁出|下线|解聘"
)


@dataclass(frozen=True, slots=True)
class Stock:
    """Items of one flow: start + came - went = end."""

    start: Item
    end: Item
    came: tuple[Item, ...]
    went: tuple[Item, ...]


def stocks(items: Sequence[Item]) -> Iterator[Stock]:
    """Every flow that a sentence states in full, in order.

    The end must come last, and what lies between must all be coming or going.
    """
    for start in items:
        told = re.split(r"[，：；]", start.lead.rstrip("，"))[-1] + start.before
        if not START.search(told) or start.mention.quantity.kind != "count" or start.depth:
            continue
        came: list[Item] = []
        went: list[Item] = []
        for item in items[start.index + 1 :]:
            same_unit = item.mention.quantity.unit in (start.mention.quantity.unit, "")
            if item.sentence != start.sentence or item.depth or not same_unit:
                break
            if END.search(item.before):
                if came or went:
                    yield Stock(start, item, tuple(came), tuple(went))
                break
            if WENT.search(item.own):
                went.append(item)
            elif CAME.search(item.own):
                came.append(item)
            else:
                break
