"""Short reports for the tests of bulk work."""

from __future__ import annotations

REPORT = """{body}{year}年政府信息公开工作年度报告
一、总体情况
（一）主动公开。全年主动公开政府信息{n}条，其中政策解读{part}条，占比{share}%。
（二）依申请公开。全年未收到政府信息公开申请。
五、存在的主要问题及改进情况
公开内容还不够丰富，下一步将加强培训。
六、其他需要报告的事项
无。
"""


def report(number: int, year: int = 2024) -> str:
    """A short report; every fifth one states a wrong share."""
    n, part = 100 + number, 10 + number % 7
    share = round(100 * part / n) + (20 if number % 5 == 0 else 0)
    body = "甲乙丙丁戊己庚辛壬癸"[number % 10] * 2 + "县" + ("财政局", "教育局", "民政局")[number // 10 % 3]
    return REPORT.format(body=body, year=year, n=n, part=part, share=share)
