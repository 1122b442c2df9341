"""The words of monthly reports: what stands on site, what is stuck, what the unit says to it.

Owns which words fit which works and when; how far the works are is worked out in `construction`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from county.luck import Dice

#: Per cent completed from which each of the next words is true.
STEPS = (4, 20, 45, 65, 85)


@dataclass(frozen=True, slots=True)
class Story:
    """How works come along, step by step; the words for once they run are the sector's."""

    fits: tuple[str, ...]  # works with one of these in their name; none: works of no other story
    steps: tuple[str, ...]  # one more than STEPS


@dataclass(frozen=True, slots=True)
class Works:
    """The works of a sector: their stories, and the words for once they are in use."""

    stories: tuple[Story, ...]
    partly: str  # in use, while much is still built
    nearly: str  # in use, but for the last few per cent
    done: str


def _story(fits: str, steps: str) -> Story:
    return Story(tuple(fits.split()), tuple(steps.split()))


_PLANT = Works(
    (
        _story("", "场地平整 桩基施工 厂房主体施工 厂房封顶，围护结构施工 设备安装 设备调试"),
        _story(
            "",
            "临时设施搭建，围挡完成 土方开挖和基础施工 钢结构吊装 屋面和室外管网施工"
            " 生产线陆续进场安装 联动试车，附属工程收尾",
        ),
        _story(
            "",
            "三通一平 厂房和综合楼基础施工 厂房和综合楼主体施工 主体完工，内部装修"
            " 首批设备到场，水电安装 设备单机调试，厂区道路硬化",
        ),
        _story(
            "储能 氢能",
            "场地平整 设备基础施工 站房主体施工 首批设备进场 设备安装接线 联合调试",
        ),
    ),
    "一期已投产，二期施工中",
    "已投产，附属工程收尾",
    "全部建成",
)
_FARM = Works(
    (
        _story("", "场地平整 基础施工 车间和冷库主体施工 车间封顶，保温层施工 设备安装 加工线调试"),
        _story(
            "养殖 温室 栽培",
            "场地平整 棚舍基础施工 棚舍主体施工 棚舍主体完工，水电配套 设备安装 试运行准备",
        ),
        _story(
            "种植 制种 繁育",
            "土地流转 田块整治，道路施工 水肥管网敷设 仓储和烘干用房施工 设备安装 首季生产准备",
        ),
    ),
    "一期已投产，扩建部分施工中",
    "已投产，仓储配套收尾",
    "全部建成",
)
_SERVICE = Works(
    (
        _story(
            "",
            "场地清理和管线探测 基坑支护和基础施工 主体结构施工 主体封顶，二次结构砌筑"
            " 机电安装和内部装修 设备调试，消防自查",
        ),
        _story(
            "民宿 基地 平台",
            "原有建筑拆改 基础加固 主体改建 外立面和屋面施工 内部装修，弱电布线"
            " 设备调试，试营业准备",
        ),
    ),
    "首期已运营，二期施工中",
    "已运营，停车和绿化配套收尾",
    "全部建成",
)
_LINE = Works(
    (
        _story("", "测量放线，管材招采 沟槽开挖 管道敷设 构筑物主体施工 机电安装 试运行，路面恢复"),
        _story(
            "公路 道路 连接线 停车",
            "测量放线，便道施工 清表和土方施工 基础和涵洞施工 结构物完工，基层铺筑"
            " 面层铺筑 标线和绿化收尾",
        ),
        _story(
            "河道",
            "测量放线，导流施工 清淤疏浚 堤岸填筑 护坡砌筑 闸站机电安装 堤顶道路和绿化收尾",
        ),
    ),
    "首个标段已启用，其余标段施工中",
    "已启用，附属工程收尾",
    "全部完工",
)
_HOUSE = Works(
    (
        _story(
            "",
            "场地平整，围挡完成 基坑开挖和基础施工 主体结构施工 主体封顶，砌体施工"
            " 内外装修和水电安装 室外配套，竣工资料整理",
        ),
        _story(
            "小区",
            "入户调查，施工准备 地下管网改造 外墙和屋面改造 楼道和单元门改造"
            " 道路和停车位施工 绿化和充电设施安装",
        ),
    ),
    "首批已启用，其余部分施工中",
    "已启用，室外配套收尾",
    "全部完工",
)
WORKS: Mapping[str, Works] = {
    "先进制造业": _PLANT,
    "战略性新兴产业": _PLANT,
    "现代服务业": _SERVICE,
    "现代农业": _FARM,
    "基础设施": _LINE,
    "社会民生": _HOUSE,
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is stuck in some months, what the unit says to it, and whether the works stand still."""

    problem: str
    opinion: str
    stops: bool


_Kinds = tuple[tuple[str, tuple[str, ...]], ...]
_EARLY: _Kinds = (
    (
        "土地：部分用地未完成报批",
        ("请自然资源局月底前报批", "先用已批地块施工，其余倒排工期报批"),
    ),
    (
        "征迁：红线内尚有住户未搬迁",
        ("由属地乡镇包户做工作，限期清零", "请征迁专班本月内完成评估和签约"),
    ),
    ("审批：二期地块规划许可未办结", ("容缺受理，由首席服务员全程代办", "请资规部门限期办结")),
    ("审批：设计变更待审查", ("请审图机构加急，五个工作日内反馈",)),
    (
        "征迁：杆线、光缆未迁改",
        ("请供电和通信单位会商迁改方案", "已约谈产权单位，下月上旬完成迁改"),
    ),
)
_MIDDLE: _Kinds = (
    (
        "施工：连续降雨，土方作业停工",
        ("雨后增加机械人手，抢回工期", "调整工序，先做室内和构件加工"),
    ),
    ("施工：重污染天气管控，部分工序停工", ("申请保障类工程，落实六个百分之百",)),
    ("材料：主材涨价，供货推迟", ("由县里协调商砼和钢材保供", "按合同调差，督促按时供货")),
    ("用工：节后返岗不足", ("请人社局组织专场招工", "督促总包单位一周内补足人手")),
)
_MONEY: Mapping[bool, _Kinds] = {
    False: (
        ("资金：银行贷款尚未放款", ("请金融服务中心对接银行，列入白名单",)),
        (
            "资金：企业自筹部分未按期到位",
            ("约谈投资方，限期注资", "按投资协议催缴，并协助对接基金"),
        ),
    ),
    True: (
        ("资金：专项债券尚未下达", ("财政局先行调度库款，保证不停工",)),
        ("资金：县级配套资金未拨付", ("已报县政府常务会研究，下月拨付",)),
    ),
}
_LATE: Mapping[bool, _Kinds] = {
    False: (
        ("用电：专用线路未接通", ("请供电公司加快外线施工", "先接临时电源，保证设备调试")),
        ("用气：天然气管道未到厂区", ("请住建部门督促燃气公司本月接通",)),
        ("设备：进口设备交货推迟", ("督促供应商分批发货，先装国产部分",)),
        ("用工：熟练工招不满", ("联合职教中心开办订单班", "请乡镇摸排返乡人员，组织招聘")),
    ),
    True: (
        ("用电：变压器增容未完成", ("请供电公司纳入本月停电计划",)),
        ("验收：消防验收资料不全", ("由主管部门上门指导，一次补齐",)),
        ("施工：与相邻道路工程交叉作业", ("由交通和住建部门统一排定工期",)),
    ),
}
_FINE = ("进展正常，抓好安全生产", "按节点推进，做好下阶段要素保障", "加快进度，力争提前完成")
_STOPPING = ("征迁", "施工", "资金", "土地")


def draw_troubles(dice: Dice, percents: Mapping[int, int], public: bool) -> dict[int, Trouble]:
    """The months with a problem, of those at work with the per cent then to be completed.

    A problem lasts up to four months.
    """
    troubles: dict[int, Trouble] = {}
    last = max(percents)
    for month, percent in percents.items():
        if month not in troubles and dice.chance(8):
            kinds = _EARLY if percent < 15 else _MIDDLE if percent < 60 else _LATE[public]
            kinds += _MONEY[public]
            problem, opinions = dice.pick(kinds)
            opinion = dice.pick(opinions) if dice.chance(85) else ""
            stops = problem.startswith(_STOPPING) and dice.chance(50)
            trouble = Trouble(problem, opinion, stops)
            lasting = range(month, min(month + dice.between(1, 4), last + 1))
            troubles |= dict.fromkeys(lasting, trouble)
    return troubles


def fine_opinion(dice: Dice) -> str:
    """What the unit says where nothing is stuck; mostly nothing."""
    return dice.pick(_FINE) if dice.chance(5) else ""


def draw_story(dice: Dice, sector: str, name: str) -> Story:
    """The story that a project keeps to."""
    stories = WORKS[sector].stories
    fitting = [story for story in stories if any(word in name for word in story.fits)]
    return dice.pick(fitting or [story for story in stories if not story.fits])


def on_site(sector: str, story: Story, percent: int, running: bool) -> str:
    """What stands on site; `percent` of the investment is completed, 100 only when all is."""
    works = WORKS[sector]
    if percent == 100:
        return works.done
    if running:
        return works.partly if percent < STEPS[-1] else works.nearly
    return story.steps[bisect_right(STEPS, percent)]
