"""Parts counted twice, months across sentences, ends of a ranking, scores: what stays silent."""

import pytest

from sangeyipi.audit.check import audited
from sangeyipi.audit.text.as_read import AsRead


def wrong(text: str) -> list[str]:
    found = audited(AsRead("x", text)).findings
    return [f"{one.expression} = {one.stated}" for one in found if one.verdict == "wrong"]


@pytest.mark.parametrize(
    "text",
    [
        # All counted twice, more than two lists, another whole, something besides.
        "省重点65个，市重点21个，其中18个项目同时列入两个盘子，共86个。",
        "省重点65个、市重点21个、县重点40个，其中18个同时列入省市重点，剔除重复后共108个。",
        "省重点65个、市重点21个，其中18个同时列入省市重点；剔除重复后，全县在建108个。",
        "收到建议65件、提案21件，其中8件重复，剔除重复件后共办理70件（另有8件撤回）。",
        "滞后项目14个，投资滞后的7个、未按期开工的4个，其中既投资滞后又未按期开工的3个。",
        "项目65个，其中新建21个，同时续建44个。",
        # Of others, of two, of another year, of some of them.
        "5月份，全市工业投资完成22.6亿元。1—5月固定资产投资完成93.8亿元，较1—4月完成75.7亿元加快。",
        "5月份，省重点完成投资22.6亿元，市重点完成10.4亿元。1—5月累计完成93.8亿元，较1—4月的75.7亿元加快。",
        "去年5月份，重点项目完成投资22.6亿元。1—5月累计完成93.8亿元，较1—4月累计完成额75.7亿元加快。",
        "5月份，重点项目到位资金22.6亿元。1—5月累计完成投资93.8亿元，较1—4月累计完成75.7亿元加快。",
        # Of another rate, and the last is not named.
        "前两位的为甲区（148%）、乙区（140.9%），后两位的为丙县（62.4%）、丁县（66.8%）。"
        "开工率首位与末位相差86.5个百分点。",
        "前两位的为甲区（148%）、乙区（140.9%），另有园区达到155%。首位与末位相差86.5个百分点。",
        # Weighted, and of more than one base.
        "甲县基础分94.6分（权重80%），因虚报投资一次扣2分，得分73.7分。",
        "甲县基础分94.6分，加权后75.7分，扣2分，得分73.7分。",
        "甲县基础分60分，工作分30分，扣2分，得分88分。",
        "甲县基础分94.6分，扣2分，乙县基础分90分，扣1分，得分89分。",
    ],
)
def test_nothing_is_called_wrong_that_may_be_right(text: str) -> None:
    assert wrong(text) == []


def test_what_is_counted_twice_is_no_plain_sum() -> None:
    text = "省重点65个，市重点21个，其中18个项目同时列入两个盘子，剔除重复后共86个。"
    found = audited(AsRead("x", text)).findings
    assert [one.verdict for one in found] == ["wrong"]
