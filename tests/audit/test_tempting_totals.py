"""True or open: totals behind what they seem to add up, which tempt to be told wrong."""

import pytest

from sangeyipi.audit.check import audited
from sangeyipi.audit.text.as_read import AsRead


@pytest.mark.parametrize(
    "text",
    [
        # A whole year has more than is listed.
        "签约项目分别为38个、42个、35个和47个，全年签约562个。",
        "2024年共举办4期活动，前三期签约项目分别为38个、42个、35个，全年签约162个。",
        # Up to another month, or of more than what came in it.
        "县区属项目1—7月完成投资165.2亿元，市直项目同期完成21.3亿元。两类项目1—8月合计完成196.5亿元。",
        "县区属项目7月完成投资65.2亿元；市直项目当月完成21.3亿元。两类项目1—7月合计完成186.3亿元。",
        # Not all are in brackets.
        "排名前三的为甲（1182.4亿元）、乙（662.7亿元）、丙（365.1亿元），14条产业链合计2810.2亿元。",
        "较大的有甲（1182.4亿元）、乙（662.7亿元）、丙（365.1亿元）等，合计2810.2亿元。",
        # Scores that something was added to, or that are weighed.
        "甲镇三项得分分别为36.2分、31.5分、22.8分，总分90.5分；乙镇分别为37.4分、30.6分、21.9分，"
        "加分后总分99.9分。",
        # More will be built, something is pulled down, another thing is counted.
        "累计建成厂房157万平方米，在建22万平方米，拆除老旧厂房5万平方米，建成后总规模将达174万平方米。",
        "已建成高速公路1570公里，在建220公里，建成后公路总里程将达19790公里。",
        "已建成充电桩157个，在建22个，年底建成后覆盖小区将达174个。",
        # What was taken off.
        "本年完成23.5亿元，加上上年结转的41.3亿元，扣除上缴2亿元，总额达62.8亿元。",
        # Of more than what stands right before it.
        "全市有工业企业96家，其中规上企业54家，加上商贸企业31家，共137家。",
        # What is expected of each need not come to what is expected of all.
        "产品营收605.8亿美元，分析师预期606.7亿美元。手机营收396.7亿美元，分析师预期398亿美元。"
        "平板营收57.9亿美元，分析师预期63.3亿美元。电脑营收151.2亿美元，分析师预期147.5亿美元。",
        # A table's column is of other months, or of more than the prose counts.
        "|类别|个数|1—8月完成（亿元）|\n|---|---|---|\n|产业|46|51.3|\n|基础设施|23|20.6|\n|民生|17|16.9|\n\n"
        "到9月底，86个项目完成投资89.8亿元。",
        "|类别|个数|完成（亿元）|\n|---|---|---|\n|产业|46|51.3|\n|基础设施|23|20.6|\n|民生|17|16.9|\n\n"
        "86个项目完成工业投资84.8亿元。",
        "|类别|个数|完成（亿元）|\n|---|---|---|\n|产业|46|51.3|\n|基础设施|23|20.6|\n|民生|17|16.9|\n\n"
        "86个项目预计完成投资89.8亿元。",
        # Of those who answer for them, or of both levels.
        "9个未办结问题，牵头单位包括县级7个、乡级4个，均已交办。",
        "未办结的9个问题中，县级7个、乡级4个，其中2个由两级共同办理。",
        "未办结的9个问题中，县级重点7个、用地类4个，均已交办。",
        # What is signed has what is begun in it, some stand twice, or there is a stage more.
        "项目库共有项目154个，其中谋划98个、洽谈61个、签约47个、开工32个。",
        "项目库共有项目154个，其中谋划58个、洽谈31个、签约27个、开工22个、投产17个，有1个同时列入两类。",
        "项目库共有项目154个，其中谋划58个、洽谈31个、签约27个、开工20个、投产17个。",
        "项目库共有项目154个，其中谋划58个、洽谈31个、累计签约27个、开工22个、投产17个。",
        # Two batches of two places, of two doings, or with some that were in both.
        "全市第二批集中开工27个项目。我县首批开工36个，前两批共64个。",
        "全市第二批集中开工27个项目。首批签约36个，前两批共64个。",
        "全市第二批集中开工27个项目。首批开工36个，剔除重复1个，前两批共62个。",
    ],
)
def test_what_may_be_right_is_not_wrong(text: str) -> None:
    assert audited(AsRead("x", text)).wrong == 0
