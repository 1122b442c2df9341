"""True or open: columns beside rows that are all there, which tempt to be told wrong."""

import pytest

from sangeyipi.audit.check import audited
from sangeyipi.audit.text.as_read import AsRead


@pytest.mark.parametrize(
    "text",
    [
        # Of all the time, and of half a year.
        "268个项目自开工以来累计完成投资9416.7亿元，今年上半年完成投资1764.2亿元。其中，基础设施项目81个，"
        "上半年完成1046.5亿元；产业项目134个，上半年完成609.2亿元；生态项目53个，上半年完成108.5亿元。",
        # Nobody died in the others.
        "1-6月发生事故278起、死亡72人。工矿事故19起、死亡21人；道路事故116起、死亡49人；"
        "火灾事故3起、死亡2人。",
        # One case may be of two.
        "查处问题48起，处理76人（1人涉及多起）。违规吃喝12起、处理19人；收送礼品18起、处理29人；"
        "公车私用11起、处理18人；其他7起、处理12人。",
        # Another stage, another month, what is only planned.
        "第一次签约12项、开工8项，第二次签约15项、开工9项，两次共签约27项、投产13项。",
        "240个项目本月开工48个。其中，176个实施类项目累计开工151个，64个储备类项目累计开工7个。",
        "签约类17个，合同总额88.6亿元；开工类21个，总投资64.3亿元；投产类13个，总投资38.5亿元。"
        "三类合计51个、年度计划投资93.4亿元。",
        "第一期共42个，其中签约12个、开工18个、投产12个。\n第二期共51个，其中签约17个、开工20个、"
        "投产14个。\n两期合计93个，其中签约29个、开工38个、投产26个。",
        # Of the year, and of all years.
        "安排项目312个，年度投资规模17.46亿元，其中：甲市62个、总投资15.87亿元；乙县158个、总投资18.21亿元；"
        "丙县54个、总投资21.72亿元；丁县38个、总投资21.66亿元。",
        # What is done of 续建 and 新建, and a figure before them that is no part.
        "安排项目127个，总投资386.2亿元，完成投资214.6亿元，其中续建68个、完成138.4亿元，"
        "新建59个、完成76.2亿元；储备项目41个。",
    ],
)
def test_what_may_be_right_is_not_wrong(text: str) -> None:
    assert audited(AsRead("x", text)).wrong == 0
