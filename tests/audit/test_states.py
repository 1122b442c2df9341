"""State words and things named: examples, and what may not be called wrong."""

import pytest

from sangeyipi.audit.check import audited
from sangeyipi.audit.judging.finding import Finding
from sangeyipi.audit.text.as_read import AsRead


def told(one: Finding) -> str:
    stated = one.stated
    return f"{one.verdict} {one.expression} = {stated.printed if stated else ''}"


@pytest.mark.parametrize(
    "text",
    [
        "签约项目已全部签约，签约开工率90%。",
        "除两个外已全部开工，开工率95%。",
        "省级项目6个已全部开工，市级项目20个，开工率95%。",
        "力争年底前全部开工，开工率95%。",
        "开工项目5个，分别为东桥、西渠等。",
        "开工项目3个，分别为东桥、西渠。",
        "项目7个，全部为装备制造项目；物流项目6个，其中装备制造项目5个。",
        "项目7个，均为装备制造项目。另有物流园9个，装备制造6个。",
        "甲市、乙市、丙市、丁市等3个市级项目开工。",
        "甲县、乙县、丙镇、开发区等3个县进度较快。",
        "东桥、西渠、南园、北湖等3个县进度较快。",
        "到位52.4亿元，占年度计划的78.8%，超额完成序时任务。",
        "完成年度任务的35.5%，同比增长24.6%，超额完成市调度指标。",
        "完成全年计划的48.5%，快于全市2.1个百分点，实现时间过半、任务接近过半。",
        "占年计划的47.9%，力争6月底任务过半。",
        "甲县完成投资20亿元，占年度计划的80%，乙县提前超额完成。",
        "完成省定目标的106.4%，完成市定目标的93.5%，超额完成省定目标。",
        "基本建成1240套，完成年度任务的95.4%，提前完成阶段任务。",
        "完成投资9.4亿元，其中外资1.2亿元，已超额完成4亿元的外资目标。",
        "44个省重点项目已全部开工建设。分类别看，省重点44个，开工44个；市重点58个，开工56个。",
        "除2个外，44个省重点项目已全部开工建设。分县看，甲县15个，开工13个；乙县29个，开工29个。",
        "首批44个项目已全部开工建设。从第二批看，甲县15个，开工9个；乙县11个，开工3个。",
        "44个项目已全部开工建设。按照计划，下半年新开工项目15个，目前开工9个。",
        "44个项目已全部开工建设。从投产看，甲县15个，投产9个；乙县29个，投产8个。",
        "1-9月，各县均超过序时进度，分别为：甲县62.6%、乙县69.4%、丙县78.8%、丁县72.3%。",
    ],
)
def test_nothing_is_called_wrong_that_may_be_right(text: str) -> None:
    assert audited(AsRead("x", text)).wrong == 0


PLACES = [
    "完成率高于全市平均水平的有东桥县、西渠县、南园县、北湖县、中洲县{}个县；其余均低于平均水平。",
    "完成率高于全市平均水平的有东桥县、西渠县、南园区、北湖县和中洲区{}个县区。",
    "进度滞后的为甲镇、乙镇、丙镇、丁乡、戊乡{}个乡镇，需加快进度。",
]
NOT_ALL_PLACES = [
    "完成率高于全市平均水平的有东桥县、西渠县、南园县等6个县区。",
    "完成率高于全市平均水平的有东桥市、西渠市8个县区。",
    "完成率高于全市平均水平的有东桥县、西渠县8个乡镇。",
    "完成率高于全市平均水平的有东桥县、西渠县4个县级项目。",
    "完成率低于80%的有东桥县、西渠县的4个镇。",
    "完成率低于80%的有东桥县、西渠县4个区域。",
]


@pytest.mark.parametrize("text", PLACES)
def test_places_that_are_named_and_counted(text: str) -> None:
    assert [one.verdict for one in audited(AsRead("x", text.format(5))).findings] == ["holds"]
    for other in (4, 6):
        assert audited(AsRead("x", text.format(other))).wrong == 1


@pytest.mark.parametrize("text", NOT_ALL_PLACES)
def test_places_that_are_not_all_named(text: str) -> None:
    assert audited(AsRead("x", text)).wrong == 0


@pytest.mark.parametrize(
    "text",
    [
        "应完成审批任务66项，已全部办结，完成率100%。",
        "完成85.3亿元，占年度计划的78.6%，7个项目已全部开工建设，开工率100%。",
        "问题31个，均已整改，销号率100%。",
    ],
)
def test_all_is_done_and_so_says_the_rate(text: str) -> None:
    found = [one for one in audited(AsRead("x", text)).findings if one.kind == "state"]
    assert [one.verdict for one in found] == ["holds"]


@pytest.mark.parametrize(
    "text",
    [
        "应完成审批任务66项，已全部办结，满意率98%。",
        "交办件已全部受理，办结率96%。",
        "除2个外，其余8个项目全部开工，开工率80%。",
        "力争6月底前，8个项目全部开工，开工率95%。",
    ],
)
def test_all_of_one_thing_says_nothing_of_another(text: str) -> None:
    assert audited(AsRead("x", text)).wrong == 0


@pytest.mark.parametrize(
    "text",
    [
        "46项问题已全部整改到位并销号。其中大气类32项、水类14项。已完成整改41项，5项正在推进。",
        "46项问题已全部完成整改并销号。已销号41项，5项正在整改中。",
        "交办信访件128件，已全部办结。大气类86件、水类42件。目前已办结121件，7件正在办理。",
        "全县128个项目已全部开工。工业86个、农业42个。已开工121个，7个尚未开工。",
    ],
)
def test_all_is_done_and_some_is_not(text: str) -> None:
    assert audited(AsRead("x", text)).wrong == 1


@pytest.mark.parametrize(
    "text",
    [
        # Another step, another time, others, and what is asked for.
        "46项问题已全部整改到位。已销号41项，5项正在履行销号程序。",
        "截至11月底，46项问题已全部整改到位。截至10月底，已完成整改41项，5项正在推进。",
        "46项立行立改问题已全部整改到位。长期整改问题46项，已完成整改41项，5项正在推进。",
        "去年46项问题已全部整改到位。今年新发现46项，已完成整改41项，5项正在推进。",
        "46项问题应全部整改到位。目前，已完成整改41项，5项正在推进。",
        "46项问题力争年底前全部整改到位。已完成整改41项，5项正在推进。",
        "已完成整改41项，5项正在推进。到12月底，46项问题已全部整改到位。",
    ],
)
def test_all_of_others_is_done(text: str) -> None:
    assert audited(AsRead("x", text)).wrong == 0


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("续建项目42个，已复工40个，复工率95.2%。全市42个续建项目全部复工，形势良好。", 1),
        # It is to be so, is so by now, or is so of others.
        ("续建项目42个，已复工40个，复工率95.2%。预计月底前42个续建项目全部复工。", 0),
        ("续建项目42个，2月底已复工40个，复工率95.2%。到3月10日，42个续建项目已全部复工。", 0),
        ("续建项目42个，已复工40个，复工率95.2%；新开工项目42个。42个新开工项目均已开工。", 0),
    ],
)
def test_all_of_as_many_are_not_fewer_by_their_rate(text: str, wrong: int) -> None:
    assert audited(AsRead("x", text)).wrong == wrong


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("新开工项目46个，已开工43个，开工率93.5%。46个新开工项目均已按期开工。", "后面写"),
        ("41个项目全部开复工，其中已开复工38个。", "前面写"),
    ],
)
def test_where_it_is_said_that_all_are_done_is_told(text: str, said: str) -> None:
    told = [one for one in audited(AsRead("x", text)).findings if one.verdict.value == "wrong"]
    assert [one.message.startswith(said) for one in told] == [True]
