"""The phrases by which a figure is tied to cells or kept from them: what `linking` looks for.

Words that name a measure stand in ``lexicon.toml``; here stand those that say whose figure it is, of which
time, a part of what, and which other words may stand beside.
"""

from __future__ import annotations

import re
from typing import Final

APPLICATION_UNITS: Final = frozenset(
    ("件", "份", "条", "宗", "起", "例", "次", "个", "项", "件次", "人次", "笔", "则", "人", "")
)
CASE_UNITS: Final = frozenset(("件", "宗", "起", "例", "案", "次", "件次", ""))
DECISION_UNITS: Final = frozenset(
    ("件", "宗", "起", "例", "份", "次", "个", "件次", "余件", "人次", "笔", "")
)
CASES: Final = {
    "review": "review",
    "suit": "suit",
    "suit_direct": "suit_direct",
    "suit_after_review": "suit_after_review",
}
# Row words in the order in which they decide when several stand together.
RESULTS: Final = (
    "other_overdue_fee",
    "other_overdue_correction",
    "declined_confirm",
    "declined_mass",
    "declined_publication",
    "declined_repeat",
    "declined_complaint",
    "refused_three_securities",
    "refused_state_secret",
    "refused_by_law",
    "refused_third_party",
    "refused_internal",
    "refused_process",
    "refused_enforcement_file",
    "refused_admin_query",
    "unable_unclear",
    "unable_to_create",
    "unable_not_held",
    "granted_or_partial",
    "partial",
    "withdrawn",
    "unable",
    "declined",
    "refused",
    "other_handling",
    "granted",
)
SPECIFIC: Final = frozenset(
    r for r in RESULTS if r.startswith(("refused_", "unable_", "declined_", "other_o"))
)
APPLICANTS: Final = ("organisations", "natural", "business", "research", "social", "legal")
# Details that only applications have, even where they do not tell which cell is meant.
OF_APPLICATIONS: Final = frozenset(
    (*RESULTS, *APPLICANTS, "other", "carried_in", "carried_out", "new", "channel", "content")
)
QUOTES: Final = re.compile(r"[“”「」]")
# A label in the words of the form itself.
STATUTORY: Final = re.compile(
    r"^(?:其中|办结件中|中)?(?:予以公开|部分公开|不予公开|无法提供|不予处理|其他处理|办结|答复)#"
)
GENERIC: Final = frozenset(("unable", "declined", "refused", "other_handling"))
GENERIC_WORDS: Final = re.compile(
    r"其中|予以|不予公开|不公开|未予公开|不同意公开|未公开|无法提供|不能提供|不予处理|不再处理|"
    r"其他处理|其它处理|作出?|决定|属于|属|情形|情况|的|申请|共|有|为|类|其余|另有|另|答复|告知|依法|"
    r"依规|"
    r"办理|结果|全年|年内|信息|政府|件|，|、|：|和|及|总|合计|处理|方式|被|是|数量"
)
GROUP_OF: Final = {
    "unable_": "unable",
    "declined_": "declined",
    "refused_": "refused",
    "other_": "other_handling",
}
OUTCOMES: Final = {
    "pending": "pending",
    "upheld": "upheld",
    "corrected": "corrected",
    "other_outcome": "other",
}
# 因…等原因无法提供: the row named is an example, the figure is the group's.
FOR_EXAMPLE: Final = re.compile(
    r"等(?:(?:原因|情形|情况|理由|方面|因素|问题)(?:而|的)?.{0,3})?(?:无法提供|不予公开|不予处理|"
    r"其他处理|不公开)"
)
OTHER_YEAR: Final = re.compile(
    r"(?:较|比|与|同)[^，；。]{0,4}20[0-9]{2}年|"
    r"(?:上一?年|去年|前一年|往年|同期|上一年度|上年度)(?!结转|转结|度?末?结转|度?(?:遗留|转来|转入|"
    r"未办结|留存|转接))"
)
# The caseload of a reviewing body or of its lawyers, not cases about disclosure.
OFFICE: Final = re.compile(
    r"作为(?:行政)?复议机|其他行政|无关|非(?:政府)?信息公开|备案|机构|应诉材料|出庭|代理|化解|调解|案卷|主管部门"
)
HANDLES: Final = re.compile(
    r"审查|收案|(?<!在)(?<!法院)审理的|(?<!不予)受理(?!机关)|立案|承办|承担|办理|"
    r"收到|(?<!未)审结|各类|各级"
)
ABOUT_US: Final = re.compile(r"信息公开|引发|引起|提起|被|因.{0,12}(?:不服|答复)|涉及")
# Words that may stand with a case about disclosure; any other noun makes it another case.
CASE_WORDS: Final = re.compile(
    r"(?:因|对|由|就)?(?:本机关|我局|本局)?(?:作为被(?:申请人|告)的)?(?:政府信息公开|信息公开|"
    r"依申请公开|申请人|答复|不服|工作|行为|内容|当事人)|引发|引起|提起|发生|产生|导致|涉及|被|申请|"
    r"行政|复议|诉讼|应诉|起诉|案件|案|类|法院|机关|决定|判决|裁定|裁判|"
    r"结果|维持|纠正|其他|其它|尚未审结|未审结|未结|审理|正在|尚在|处理|结论|驳回|撤销|责令|重新|败诉|"
    r"胜诉|确认违法|变更|终止|撤回|经|未经|直接|向|后|又|再|仍|作出|予以|所|而|和|及|与|均|还|的"
)
REVIEWERS: Final = re.compile(
    r"复议(?:机构|机关|委员会|办公室|局)|(?:受理|办理|承办|审理)的?(?:各类)?(?:行政)?复议(?:案件|申请)"
)
# Cases of all kinds, of which those about disclosure are a part: 被复议11件，其中信息公开类5件
OF_ALL_KINDS: Final = re.compile(
    r"(?:其中|中，)[^，。；]{0,8}信息公开|信息公开[^，。；]{0,4}(?:占其中|类[0-9一二两三四五六七八九十])|"
    r"(?:皆|均|都)(?:非|不涉及?|与)信息公开|与信息公开(?:工作)?无关"
)
# Cases about another act of the body: 对行政处罚不服的复议13件
OTHER_ACT: Final = re.compile(r"(?:针对|对|不服)[^，。；]{0,6}(?:处罚|许可|强制|征收|认定)|听证")
# A third party was asked or overruled, not obeyed; a draft or a plan is not yet a document.
NOT_REFUSED: Final = re.compile(r"(?<!不)同意公开|(?<!不予)决定公开|全文公开|征求意见")
PLANNED: Final = re.compile(r"拟(?:废止|修改|修订|保留|制定)|不计入")
# 其余49件分别作出不予公开、无法提供；执法案卷信息三件中，2件不予公开
SPLIT_AFTER: Final = re.compile(r"分别|(?:之)?中$|均?系(?:上|去)")
CHARGES: Final = re.compile(r"收费通知|缴费|信息处理费")
# How documents are classed for publication, which uses the words of results.
CLASSING: Final = re.compile(
    r"公(?:开|文)属性|转为主动公开|属性.{0,4}(?:认定|标注|调整|核定)|历史(?:文件|信息|公文)|重新核定|复核|"
    r"继续不予公开"
)
CLEARED: Final = re.compile(r"失效|清理.{0,20}(?:年至|以来|以前|年底前)")
# What ends the business of one part of the body and turns to the whole again.
APART: Final = re.compile(r"；|全[省市区县州镇乡]|合计|共")
OF_REQUESTS: Final = re.compile(r"申请(?!人|复议|行政复议|再审)")
BACK: Final = re.compile(r"(?:上述|以上|前述|这|该|此)(?:的)?$")
# Cases that are closed, not all that were brought: 复议案件已结23件.
CLOSED: Final = re.compile(r"已(?:经)?(?:审)?结|(?<!未)审结|结案|已(?:经)?判决|已(?:经)?裁[决定]")
BARE_CARRY: Final = re.compile(r"(?:其中|另有?|并|及|、)?(?:结转|转结)(?:的|了|申请)*")
# 截至6月底已收到申请33件: not yet the year
PART_YEAR: Final = re.compile(
    r"截[至止](?:到)?(?:20[0-9]{2}年)?(?:[1-9]|1[01]|[一二三四五六七八九十]|十一)月"
)
# 2023年结转3件: carried out of the year named
OUT_OF: Final = re.compile(
    r"(?P<year>20[0-9]{2})年度?(?:末|底)?(?:未办结)?(?:结转|转结|转来|转入|转接|遗留|留转)"
    r"(?!.{0,2}(?:至|到|入|下|次|明|20))"
)
# 9件复议中7件…: some of those counted right before
AMONG: Final = re.compile(r"[中里](?:有|仅|仅有|只有|约)?$")
WHOLES: Final = frozenset(("new", "received", "handled", "handled_with_carry", "done"))
# What is taken in, passed on and looked into as business of its own: 受理信访转办的投诉4件
OTHER_BUSINESS: Final = re.compile(r"受理|接到|接收|收到|接办|转办|交办|查实|化解|回复")
DIFFERENCE: Final = re.compile(
    r"(?:较|比|同比|环比|相比).{0,12}?(?:增加|减少|多[收办出]?|少[收办了]?|上升|下降|增长|提高|降低|净增|下调|"
    r"回落)了?$|(?:增加|减少|净增|多出|新增加|增长|下降)了?$|[+＋−-]$|(?:由|从)$"
)
WITH: Final = re.compile(r"新收[^，。；]{0,6}(?:与|和|加|及)[^，。；]{0,6}结转")
# 单位申请5件, 其他组织提出申请11件: a kind of applicant that no single column is sure to be
OF_A_KIND: Final = re.compile(r"^(?:其中|另)?(?:单位|组织|其他组织|机构)(?:提出|提交)?的?申请")
TOGETHER: Final = re.compile(r"(?:共|合计|共计|总计|应办|应办理|需办理|合计需办理|共需办理|合计应办)+")
# Some of them, not all of them.
SUBSET: Final = re.compile(r"(?:另有|还有|其中|有|对|这|上述|以上|剩余|其余)+")
CONTENT: Final = re.compile(
    r"(?:方面|领域|内容|类|有关|相关)(?:的)?(?:政府)?(?:信息)?(?:公开)?(?:的)?(?:申请)?(?:共|合计|"
    r"共计|约|有|达)*$|^(?:主要)?涉及|^关于"
)
# What may stand around a verb that counts applications.  Any other word makes it a count of something else:
# 医疗机构校验申请, 企业专线受理, 就同一事项先后提交.
AROUND: Final = re.compile(
    r"其中|全年|年内|年度|本年[度内]?|当年|今年|20[0-9]{2}年度?|截至.{0,8}|共计|共|累计|合计|已|均|全部|"
    r"全|按时|按期|依法|依规|实际|先后|另|我们?|本|该|按规定|统一|一年来|还|"
    r"新收|新增|新?接收|收到|收件|接到|受理|承办|接收|登记|收悉|收办|办理|处理|办结|答复|办复|回复|办理完毕|"
    r"办理完结|完结|完毕|提出|提交|提起|递交|完成|予以|进行|及时|在.{0,10}内|通过各种?渠道|各渠道|"
    r"[一-鿿]{0,8}?(?:局|委|办公室|办公厅|办|政府|街道|镇|乡|县|市|区|厅|机关|部门|单位|院|中心|所|州|"
    r"省|旗|海关|学校|支队|大队|总队|师|团|盟|司|连队|集团|公司)|各级|行政|"
    r"政府信息公开|政府信息|信息公开|依申请公开|依申请|公民|法人|和|及|与|其他组织|社会公众|公众|群众|"
    r"申请人|申请|公开|信息|请求|事项|件|数量|总数|总量|数|的|、|为|有|达|约|^在|，|：|（|）"
)
# 收件6件（政府信息公开申请）: the noun in brackets behind the figure
GLOSS: Final = re.compile(r"（(?P<noun>[^（）]{2,16})）")
# What only holds a label together.
GLUE: Final = re.compile(
    r"短期内|期内|频繁|多次|反复|检索|因|由|人|里|中|各|分别|依次|来自|合法|权益|保护|需要?|相关|连同|承接|加上|剩余|余下|度|或|以|自行|诉|年|后|[一二三四五六七八九十]|季|月|日|初|底|末|都|需"
)
UNKNOWN: Final = 2  # characters of a label that may be unknown: more are another noun
# Whose own figures are a part of what the report counts.
OWN_LEVEL: Final = re.compile(
    r"本级|机关本部|本部(?!门)|局机关|[省市县区旗州盟](?:级|直)(?:部门|单位|机关)|下级(?:机关|单位)|"
    r"(?:^|[，、；（]|各|全[省市县区州])(?:乡镇|镇街|镇|县区|区县|县市|市县|市州|州市|县（区）)(?:（?街道）?|部门|政府)*(?=[^，；。]{0,3}[受收承办新])"
)
