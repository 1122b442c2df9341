"""Parts counted twice, months across sentences, ends of a ranking, scores: what stays silent."""

import pytest

from sangeyipi.audit.check import audited
from sangeyipi.audit.documents.markdown import markdown
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
        "问题企业38家，其中环保不达标19家、安全不达标17家（5家环保、安全均不达标）。",
        "重点项目26个，列入省级18个、市级16个，其中5个同时列入省市。",
        # Of others, of two, of another year, of some of them.
        "5月份，全市工业投资完成22.6亿元。1—5月固定资产投资完成93.8亿元，较1—4月完成75.7亿元加快。",
        "5月份，省重点完成投资22.6亿元，市重点完成10.4亿元。1—5月累计完成93.8亿元，较1—4月的75.7亿元加快。",
        "去年5月份，重点项目完成投资22.6亿元。1—5月累计完成93.8亿元，较1—4月累计完成额75.7亿元加快。",
        "5月份，重点项目到位资金22.6亿元。1—5月累计完成投资93.8亿元，较1—4月累计完成75.7亿元加快。",
        # Of another rate, and the last is not named.
        "前两位的为甲区（148%）、乙区（140.9%），后两位的为丙县（62.4%）、丁县（66.8%）。"
        "开工率首位与末位相差86.5个百分点。",
        "前两位的为甲区（148%）、乙区（140.9%），另有园区达到155%。首位与末位相差86.5个百分点。",
        # Lines some of which are not printed, what lines share, and changes.
        "各县区项目如下：\n甲区41个，开工39个；\n乙区34个，开工32个；\n丙县39个，开工36个；\n全市合计145个，开工137个。",
        "各县区项目如下：\n甲区41个，涉及村18个；\n乙区34个，涉及村12个；\n丙县39个，涉及村11个；\n"
        "全市合计114个，涉及村38个。",
        "各县区项目如下：\n甲区41个，比上月增加3个；\n乙区34个，比上月增加2个；\n丙县39个，比上月减少1个；\n"
        "全市合计114个，比上月增加4个。",
        "各县区项目如下：\n甲区41个，开工39个；\n乙区34个，开工32个；\n丙县39个，开工36个；\n"
        "全市合计114个，竣工17个。",
        # Some of the first ones, of another state, and no longer of all.
        "第一批12个，第二批9个，第三批14个，累计35个。前两批20个项目已开工，其余进度正常。",
        "第一批12个，第二批9个，第三批14个，累计35个。前两批已开工19个，第三批已开工6个。",
        "第一批12个，第二批9个，第三批14个，累计35个。前两批共清退2个，剩余19个。",
        "第一批下达12万元、第二批下达9万元，累计支出25万元。",
        # Of one month only, of then, and of part of it.
        "9月省外资金12.4亿元。1—9月累计到位资金98.7亿元（前8个月86.2亿元）。",
        "9月到位资金12.4亿元。1—9月累计到位资金98.7亿元（去年同期86.2亿元）。",
        # Weighted, and of more than one base.
        "甲县基础分94.6分（权重80%），因虚报投资一次扣2分，得分73.7分。",
        "甲县基础分94.6分，加权后75.7分，扣2分，得分73.7分。",
        "甲县基础分60分，工作分30分，扣2分，得分88分。",
        "甲县基础分94.6分，扣2分，乙县基础分90分，扣1分，得分89分。",
    ],
)
def test_nothing_is_called_wrong_that_may_be_right(text: str) -> None:
    assert wrong(text) == []


@pytest.mark.parametrize("head", ["扣分", "上期得分", "平均得分"])
def test_a_score_is_no_sum_of_columns_that_take_from_it(head: str) -> None:
    """What the others say only where nothing was taken off is no reason."""
    rows = ("47.3|27.6|0|74.9", "46.8|27.9|0|74.7", "45.9|26.7|2|70.6", "44.2|25.1|0|69.3")
    lines = "".join(f"|{name}|{row}|\n" for name, row in zip("甲乙丙丁", rows, strict=True))
    table = f"|县|工业（50分）|城建（30分）|{head}|总分|\n|---|---|---|---|---|\n{lines}"
    assert not audited(markdown("x", table)).wrong


def test_what_is_counted_twice_is_no_plain_sum() -> None:
    text = "省重点65个，市重点21个，其中18个项目同时列入两个盘子，剔除重复后共86个。"
    found = audited(AsRead("x", text)).findings
    assert [one.verdict for one in found] == ["wrong"]
