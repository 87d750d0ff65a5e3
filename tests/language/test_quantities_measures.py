"""Figures of report prose and what they say: a table of cases for each family of wording."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gouji.claim import Mention
from gouji.language.quantities import quantities

# "quote|value|unit|kind|bound|low|high"; kind count, bound exact and no ends where they are left out.
# An empty last field is an open end.
COUNTS = {
    "全年公开各类信息412条": ["412条|412|条"],
    "收到来信9封、来电31个": ["9封|9|封", "31个|31|个"],
    "办理提案12件,建议7件": ["12件|12|件", "7件|7|件"],
    "处罚决定公示3宗": ["3宗|3|宗"],
    "曝光案例6例": ["6例|6|例"],
    "发布通知88则": ["88则|88|则"],
    "抽检4批次": ["4批次|4|批次"],
    "现行规章14部": ["14部|14|部"],
    "走访群众270户次": ["270户次|270|户次"],
    "接访16件次": ["16件次|16|件次"],
    "推送1460篇次": ["1460篇次|1460|篇次"],
    "配备终端3台": ["3台|3|台"],
    "卷宗装订52册": ["52册|52|册"],
    "支出5笔": ["5笔|5|笔"],
    "车辆2辆": ["2辆|2|辆"],
    "开办讲座8场": ["8场|8|场"],
    "举办直播7期": ["7期|7|期"],
    "配合调查的13家企业": ["13家|13|家"],
    "发放问卷200份，收回188份": ["200份|200|份", "188份|188|份"],
    "涉及34个部门": ["34个|34|个"],
    "参会420人次": ["420人次|420|人次"],
    "举报线索1起": ["1起|1|起"],
    "共有兼职人员23名": ["23名|23|名"],
    "海报20幅、折页3000张": ["20幅|20|幅", "3000张|3000|张"],
    "清单共5类31项": ["5类|5|类", "31项|31|项"],
    "学校52所": ["52所|52|所"],
    "依托5大平台": ["5大|5|大"],
    "依托四大载体": ["四大|4|大"],
    "办结 8 件/次": ["8 件|8|件"],
    "总访问量1,846,290次": ["1,846,290次|1846290|次"],
    "登记1 234 条": ["1 234 条|1234|条"],
    "登记12 345 678 条": ["12 345 678 条|12345678|条"],
    "无结转，为0件": ["0件|0|件"],
}

LOST_UNITS = {
    "予以公开67，占4.61%": ["67|67|", "4.61%|4.61|%|percent"],
    "行政强制2，行政许可15，": ["2|2|", "15|15|"],
    "公开信息260余。": ["260余|260||count|over"],
    "关注人数达到3.2万。": ["3.2万|32000|人"],
    "浏览次数：352": ["352|352|次"],
    "三个镇分别为57、63和71件": ["三个|3|个", "57|57|件", "63|63|件", "71件|71|件"],
    "各科室公开12、8、5条": ["12|12|条", "8|8|条", "5条|5|条"],
    "许可、处罚、强制分别为20万宗、3万宗和1.5万宗": [
        "20万宗|200000|宗",
        "3万宗|30000|宗",
        "1.5万宗|15000|宗",
    ],
}

CHINESE = {
    "编发简报九期": ["九期|9|期"],
    "召开会议十一次": ["十一次|11|次"],
    "修订制度十二项": ["十二项|12|项"],
    "办结二十件": ["二十件|20|件"],
    "收到两百三十五件": ["两百三十五件|235|件"],
    "登记一百零五条": ["一百零五条|105|条"],
    "共一千二百零八人": ["一千二百零八人|1208|人"],
    "覆盖一万零三十户": ["一万零三十户|10030|户"],
    "服务三万五千人次": ["三万五千人次|35000|人次"],
    "整改廿六项": ["廿六项|26|项"],
    "清理卅二件": ["卅二件|32|件"],
    "提供二〇件": ["二〇件|20|件"],
    "收款壹佰贰拾叁元": ["壹佰贰拾叁元|123|元|money"],
    "收款贰万伍仟元整": ["贰万伍仟元|25000|元|money"],
    "公开两千四条": ["两千四条|2400|条"],
    "点击三万六次": ["三万六次|36000|次"],
    "约一亿三的点击": [],
    "得分八十九点五分": ["八十九点五分|89.5|分|measure"],
    "出席代表一百二十五": ["一百二十五|125|"],
    "受理诉讼两起、复议三件": ["两起|2|起", "三件|3|件"],
    "开设三个专栏": ["三个|3|个"],
    "发布专题四期": ["四期|4|期"],
    "申请量为零。": ["零|0|"],
    "结转零件，": ["零件|0|件"],
}

LONE_ONE = {
    "收到申请一件。": ["一件|1|件"],
    "较上年减少一个。": ["一个|1|个"],
    "全年举办一次培训": ["一次|1|次"],
    "举办了一场座谈会": ["一场|1|场"],
    "每季度一次": ["一次|1|次"],
    "每半年通报一次": ["一次|1|次"],
    "每月至少一次": ["至少一次|1|次|count|atleast"],
    "编印一期简报": ["一期|1|期"],
    "编印一篇通讯": ["一篇|1|篇"],
    "配备一名信息员": ["一名|1|名"],
    "新增一项制度": ["一项|1|项"],
    "其中一件已办结": ["一件|1|件"],
    "引发诉讼案件一起": ["一起|1|起"],
    "形成一个整体": [],
    "作为一项重要任务": [],
    "实行一个窗口受理": [],
    "给予一次性补助": [],
    "与各部门一起推动": [],
    "每一次会议、另一个问题、下一项工作、同一件事": [],
    "推动一件件实事落地": [],
    "一项一项地抓": [],
}

SCALED = {
    "访问4.5亿次": ["4.5亿次|450000000|次"],
    "点击195.4万余次": ["195.4万余次|1954000|次|count|over"],
    "12万3千人次": ["12万3千人次|123000|人次"],
    "覆盖1亿2000万人": ["1亿2000万人|120000000|人"],
    "阅读量1.2w+": ["1.2w+|12000||count|over"],
    "转发3k次": ["3k次|3000|次"],
    "阅读10w+的文章3篇": ["10w+|100000||count|over", "3篇|3|篇"],
    "粉丝100万+人": ["100万+人|1000000|人|count|over"],
    "3千多人": ["3千多人|3000|人|count|over"],
    "两万多人次": ["两万多人次|20000|人次|count|over"],
}

MONEY = {
    "安排经费28万元": ["28万元|280000|元|money"],
    "收费258.5亿元": ["258.5亿元|25850000000|元|money"],
    "预算712.187895万元": ["712.187895万元|7121878.95|元|money"],
    "罚款3,405,820元": ["3,405,820元|3405820|元|money"],
    "支出5000余万元": ["5000余万元|50000000|元|money|over"],
    "投入三千万元": ["三千万元|30000000|元|money"],
    "争取二十多万元": ["二十多万元|200000|元|money|over"],
    "每页0.5元/页": ["0.5元/页|0.5|元/页|money"],
    "缴费¥1,200": ["¥1,200|1200|元|money"],
    "缴费￥35.50元": ["￥35.50元|35.5|元|money"],
    "约¥300": ["约¥300|300|元|money|about"],
    "出口1200万美元": ["1200万美元|12000000|美元|money"],
    "近百万元": ["近百万元|1000000|元|money|near"],
    "逾千万元": ["逾千万元|10000000|元|money|over"],
    "亿元以上项目9个": ["亿元以上|100000000|元|money|atleast", "9个|9|个"],
    "上亿元": ["上亿元|100000000|元|money|vague|100000000|1000000000"],
}

SHARES = {
    "占比82.4%": ["82.4%|82.4|%|percent|exact|82.35|82.45"],
    "按时率100％": ["100％|100|%|percent"],
    "百分之七十六的": ["百分之七十六|76|%|percent"],
    "百分之十二点五": ["百分之十二点五|12.5|%|percent"],
    "百分之98.5": ["百分之98.5|98.5|%|percent"],
    "约百分之四十": ["约百分之四十|40|%|percent|about"],
    "满意度百分百": ["百分百|100|%|percent"],
    "满意度百分之百": ["百分之百|100|%|percent"],
    "三成": ["三成|30|成|percent"],
    "近四成": ["近四成|40|成|percent|near"],
    "超六成": ["超六成|60|成|percent|over"],
    "六成以上": ["六成以上|60|成|percent|atleast"],
    "七成五": ["七成五|75|成|percent"],
    "两成半": ["两成半|25|成|percent"],
    "九成多": ["九成多|90|成|percent|over|90|100"],
    "八九成": ["八九成|80|成|percent|vague|80|90"],
    "二至三成": ["二至三成|20|成|percent|exact|20|30"],
    "提高5个百分点": ["5个百分点|5|个百分点|percent"],
    "回落0.3个百分点": ["0.3个百分点|0.3|个百分点|percent"],
    "增长10%—15%": ["10%—15%|10|%|percent|exact|10|15"],
    "增长5-8%": ["5-8%|5|%|percent|exact|5|8"],
    "百分之五到百分之八": ["百分之五到百分之八|5|%|percent|exact|5|8"],
    "百分之五至八": ["百分之五至八|5|%|percent|exact|5|8"],
    "增速为-5.2%": ["-5.2%|-5.2|%|percent"],
    "约占全部申请的61%": ["61%|61|%|percent|about"],
    "约占申请总量的四分之一": ["四分之一|0.25||fraction|about"],
    "占1/4": ["1/4|0.25||fraction"],
    "五分之二": ["五分之二|0.4||fraction"],
    "千分之三": ["千分之三|0.003|‰|fraction"],
    "占5‰": ["5‰|0.005|‰|fraction"],
    "接近一半": ["接近一半|0.5||fraction|near"],
    "过半": ["过半|0.5||fraction|over"],
    "超过半数": ["超过半数|0.5||fraction|over"],
    "半数以上": ["半数以上|0.5||fraction|atleast"],
    "GDP增长5.2%": ["5.2%|5.2|%|percent"],
}

MULTIPLES = {
    "是上年的3倍": ["3倍|3|倍|ratio"],
    "增长1.5倍": ["1.5倍|1.5|倍|ratio"],
    "提高一倍": ["一倍|1|倍|ratio"],
    "两倍多": ["两倍多|2|倍|ratio|over"],
    "翻一番": ["翻一番|2|番|ratio"],
    "翻了两番": ["翻了两番|4|番|ratio"],
    "实现翻番": ["翻番|2|番|ratio"],
    "翻了近一番": ["翻了近一番|2|番|ratio|near"],
    "用时减半": ["减半|0.5||ratio"],
}

RANGES = {
    "每月3至5件": ["3至5件|3|件|count|exact|3|5"],
    "每月3-5件": ["3-5件|3|件|count|exact|3|5"],
    "每月3—5个": ["3—5个|3|个|count|exact|3|5"],
    "每月3~5次": ["3~5次|3|次|count|exact|3|5"],
    "三到五家": ["三到五家|3|家|count|exact|3|5"],
    "投入20-30万元": ["20-30万元|200000|元|money|exact|200000|300000"],
    "投入20万-30万元": ["20万-30万元|200000|元|money|exact|200000|300000"],
    "每次2件至4件": ["2件至4件|2|件|count|exact|2|4"],
    "需5—7个工作日": ["5—7个工作日|5|个工作日|duration|exact|5|7"],
    "需两至三天": ["两至三天|2|天|duration|exact|2|3"],
    "由5件到9件": ["5件|5|件", "9件|9|件"],
    "从43个减至31个": ["43个|43|个", "31个|31|个"],
    "约5至8人": ["约5至8人|5|人|count|about"],
}

VAGUE = {
    "上百家": ["上百家|100|家|count|vague|100|1000"],
    "上千人次": ["上千人次|1000|人次|count|vague|1000|10000"],
    "数十场": ["数十场|20|场|count|vague|20|100"],
    "几十次": ["几十次|20|次|count|vague|20|100"],
    "几十余位": ["几十余位|20|位|count|vague|20|100"],
    "几百条": ["几百条|200|条|count|vague|200|1000"],
    "数万人": ["数万人|20000|人|count|vague|20000|100000"],
    "十几个": ["十几个|11|个|count|vague|11|19"],
    "十几万人": ["十几万人|110000|人|count|vague|110000|199999"],
    "两三百人": ["两三百人|200|人|count|vague|200|399"],
    "三五家": ["三五家|3|家|count|vague|3|5"],
    "七八天": ["七八天|7|天|duration|vague|7|8"],
    "十七八人": ["十七八人|17|人|count|vague|17|18"],
    "二三十万元": ["二三十万元|200000|元|money|vague|200000|399999"],
    "三四十件": ["三四十件|30|件|count|vague|30|49"],
}

BOUNDS = {
    "3800余条": ["3800余条|3800|条|count|over|3800|3900"],
    "三百多件": ["三百多件|300|件|count|over|300|400"],
    "14万余条": ["14万余条|140000|条|count|over|140000|150000"],
    "十余次": ["十余次|10|次|count|over|10|20"],
    "百余人": ["百余人|100|人|count|over|100|200"],
    "二十几个": ["二十几个|20|个|count|over|20|30"],
    "十来天": ["十来天|10|天|duration|over|10|20"],
    "百来人": ["百来人|100|人|count|over|100|200"],
    "3年多": ["3年多|3|年|duration|over"],
    "超3800万人": ["超3800万人|38000000|人|count|over|38000000|39000000"],
    "超过600万次": ["超过600万次|6000000|次|count|over"],
    "突破2937万": ["突破2937万|29370000||count|over"],
    "逾十万人": ["逾十万人|100000|人|count|over"],
    "过百家": ["过百家|100|家|count|over"],
    "破万": ["破万|10000||count|over"],
    "多于5件": ["多于5件|5|件|count|over"],
    "近2万本": ["近2万本|20000|本|count|near|10000|20000"],
    "近千位": ["近千位|1000|位|count|near|0|1000"],
    "接近90件": ["接近90件|90|件|count|near|80|90"],
    "将近三十人": ["将近三十人|30|人|count|near|20|30"],
    "不到10件": ["不到10件|10|件|count|near|0|10"],
    "不足50条": ["不足50条|50|条|count|near|40|50"],
    "约2100条": ["约2100条|2100|条|count|about|2050|2150"],
    "大约30件": ["大约30件|30|件|count|about|25|35"],
    "大概100人": ["大概100人|100|人|count|about|50|150"],
    "30件左右": ["30件左右|30|件|count|about|25|35"],
    "50人上下": ["50人上下|50|人|count|about|45|55"],
    "不少于10期": ["不少于10期|10|期|count|atleast|10|"],
    "至少3次": ["至少3次|3|次|count|atleast|3|"],
    "5人以上": ["5人以上|5|人|count|atleast|5|"],
    "85分（含）以上": ["85分（含）以上|85|分|measure|atleast"],
    "不低于20%": ["不低于20%|20|%|percent|atleast|20|"],
    "不超过15个工作日": ["不超过15个工作日|15|个工作日|duration|atmost|0|15"],
    "至多4件": ["至多4件|4|件|count|atmost|0|4"],
    "3件以下": ["3件以下|3|件|count|atmost|0|3"],
    "20日以内": ["20日以内|20|日|duration|atmost|0|20"],
    "近50余件": ["近50余件|50|件|count|about"],
    "1.2万次": ["1.2万次|12000|次|count|exact|11500|12500"],
    "3900元": ["3900元|3900|元|money|exact|3900|3900"],
}

# Characters that bind a figure elsewhere and here belong to another word.
NO_BOUNDS = {
    "节约3万元": ["3万元|30000|元|money"],
    "预约5次": ["5次|5|次"],
    "通过3件": ["3件|3|件"],
    "打破2项": ["2项|2|项"],
    "签约6个": ["6个|6|个"],
    "赶超2家": ["2家|2|家"],
    "最近3天": ["3天|3|天|duration"],
    "近三年": ["三年|3|年|duration"],
    "附近5家": ["5家|5|家"],
    "网上百余件": ["百余件|100|件|count|over"],
    "参会人数百余人": ["百余人|100|人|count|over"],
    "总额30余额": ["30|30|"],
    "违约4起": ["4起|4|起"],
}

DURATIONS = {
    "20个工作日内": ["20个工作日|20|个工作日|duration"],
    "24小时响应": ["24小时|24|小时|duration"],
    "用时12.5天": ["12.5天|12.5|天|duration"],
    "两个半月": ["两个半月|2.5|月|duration"],
    "一个半小时": ["一个半小时|1.5|小时|duration"],
    "三年半": ["三年半|3.5|年|duration"],
    "为期半年": ["半年|0.5|年|duration"],
    "半个月": ["半个月|0.5|个月|duration"],
    "一个多月": ["一个多月|1|月|duration|over"],
    "15日内办结": ["15日|15|日|duration"],
    "公示期5日": ["5日|5|日|duration"],
    "时限一个月": ["一个月|1|个月|duration"],
    "期限为一年": ["一年|1|年|duration"],
    "四个季度": ["四个季度|4|个季度|duration"],
    "90分钟": ["90分钟|90|分钟|duration"],
}

MEASURES = {
    "绿化3.6万亩": ["3.6万亩|36000|亩|measure"],
    "通车12.8公里": ["12.8公里|12.8|公里|measure"],
    "建筑面积1200平方米": ["1200平方米|1200|平方米|measure"],
    "展厅300㎡": ["300㎡|300|㎡|measure"],
    "减排500吨": ["500吨|500|吨|measure"],
    "水温25℃": ["25℃|25|℃|measure"],
    "浓度35微克/立方米": ["35微克/立方米|35|微克/立方米|measure"],
    "用电2万千瓦时": ["2万千瓦时|20000|千瓦时|measure"],
    "满分100分，得98.5分": ["100分|100|分|measure", "98.5分|98.5|分|measure"],
    "距离5km": ["5km|5|km|measure"],
    "年满18周岁": ["18周岁|18|周岁|measure"],
    "重3千克": ["3千克|3|千克|measure"],
}

FAMILIES = {
    "counts": COUNTS,
    "lost units": LOST_UNITS,
    "chinese": CHINESE,
    "lone one": LONE_ONE,
    "scaled": SCALED,
    "money": MONEY,
    "shares": SHARES,
    "multiples": MULTIPLES,
    "ranges": RANGES,
    "vague": VAGUE,
    "bounds": BOUNDS,
    "no bounds": NO_BOUNDS,
    "durations": DURATIONS,
    "measures": MEASURES,
}
CASES = [
    pytest.param(text, wanted, id=f"{family}: {text}")
    for family, cases in FAMILIES.items()
    for text, wanted in cases.items()
]


def _as_wanted(mention: Mention, wanted: str) -> str:
    """The mention in the notation of the tables, as far as ``wanted`` says something."""
    quantity = mention.quantity
    fields: list[str] = [
        mention.quote,
        _number(mention.value),
        mention.unit,
        mention.kind,
        mention.bound.value,
        _number(quantity.literal.low),
        _number(quantity.literal.high),
    ]
    said = len(wanted.split("|"))
    # What the table leaves out is count and exact.
    if said < 5 and (mention.bound.value != "exact" or (said < 4 and mention.kind != "count")):
        said = 5
    return "|".join(fields[:said])


def _number(value: Decimal | None) -> str:
    return "" if value is None else format(value.normalize(), "f")


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_figures_say_what_the_table_says(text: str, wanted: list[str]) -> None:
    found = quantities(text)
    assert [_as_wanted(m, w) for m, w in zip(found, wanted, strict=False)] == wanted
    assert len(found) == len(wanted), found[len(wanted) :]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_figures_keep_their_meaning_inside_a_sentence(text: str, wanted: list[str]) -> None:
    inside = quantities(f"2024年，我局按要求开展工作，{text}，其余事项（含上年）按规定办理。")
    assert [m.quote for m in inside] == [w.split("|")[0] for w in wanted]


def test_the_tables_hold_at_least_two_hundred_cases() -> None:
    assert len(CASES) >= 200


def test_quote_and_core_are_parts_of_the_text_as_given() -> None:
    text = "公开　３８００ 余条，\n约占 ７８％"
    first, second = quantities(text)
    assert (first.quote, text[first.core.start : first.core.end]) == ("３８００ 余条", "３８００")
    assert (second.quote, second.quantity.bound.value) == ("约占 ７８％", "about")
