"""Problems (问题): what keeps a project back, from being raised to being solved, or not.

Owns what happens to a problem and its words; who was there when it was found is told in `visits`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from county.construction import month_text
from county.luck import Dice
from county.monthly import Report
from county.needs import began, day_of, ended, iso
from county.projects import Project
from county.setting import HORIZON, LAST_MONTH, PLACE

KINDS = ("资金", "用地", "审批", "环评能评", "施工环境", "配套", "原材料", "用工", "其他")
#: The kind of what a monthly report says, by how it begins.
_KIND_OF = {
    "土地": "用地",
    "征迁": "施工环境",
    "施工": "施工环境",
    "材料": "原材料",
    "用电": "配套",
    "用气": "配套",
    "设备": "其他",
    "验收": "审批",
}
_UNITS = {
    "资金": "金融服务中心",
    "用地": "自然资源局",
    "审批": "行政审批和政务信息管理局",
    "环评能评": "生态环境分局",
    "配套": "住房和城乡建设局",
    "原材料": "工业和信息化局",
    "用工": "人力资源和社会保障局",
    "其他": "商务局",
}
#: (kind, what is wrong) before the works begin, when nobody reports monthly.
_EARLY = (
    ("用地", "建设用地指标尚缺，部分地块未报批"),
    ("用地", "地块已报征，组卷资料需补正"),
    ("审批", "立项备案与用地范围不一致，需变更"),
    ("审批", "总平面方案未通过审查"),
    ("环评能评", "环评报告书需补充总量指标来源"),
    ("环评能评", "节能审查意见未出具"),
    ("施工环境", "地上附着物未清点完毕"),
    ("施工环境", "进场道路被占用，大型车辆进不了场"),
    ("配套", "临时用电报装未办结"),
    ("资金", "企业融资缺少抵押物"),
    ("其他", "合作方股权变更，注册资本未到位"),
)
_STEPS = (
    "已交办牵头单位",
    "牵头单位现场核实，拟定解决办法",
    "召开协调会，明确责任人和时间",
    "资料已补正，报上级部门",
    "办理过半，按周调度",
)
_SOLVED = ("已办结，企业确认", "问题解决，恢复正常施工", "手续已发放", "已落实到位")
_GIVEN_UP = ("不符合现行政策，依法不能办理", "超出县级权限，上级答复不予办理", "企业撤回诉求")
#: From when on problems are recorded.
_FIRST = day_of("2021-11-01")
_DUE_DAYS = (3, 7, 7, 15, 30, 30, 60, 90)
_MORE_SOURCES = ("月报", "月报", "月报", "月报", "走访", "走访", "督查", "上级交办")


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem; days are ordinals.  `due` is written as it is, as 待定 is no day."""

    code: str
    project: Project
    kind: str
    text: str
    source: str
    raised: int
    unit: str
    solver: str
    due: str
    followed: dict[int, str] = field(default_factory=dict)
    closed: int | None = None
    unsolvable: tuple[int, str] | None = None
    satisfaction: str = ""


def draw_problems(
    dice: Dice, project: Project, reports: Sequence[Report], percent: int = 56
) -> list[Problem]:
    """Those of one project, still without numbers: of what it reports, so many per cent."""
    found: list[Problem] = []
    stuck = dice.chance(3)  # nothing is solved there
    for first, last, text in _troubles(reports):
        head, _, words = text.partition("：")
        day = day_of(month_text(first)) + dice.between(2, 26)
        if dice.chance(percent):
            over = day_of(month_text(last), last=True)
            kind = _KIND_OF.get(head, head)
            days = _Days(day, over, last == LAST_MONTH or stuck)
            found.append(_lived(dice, project, kind, words, days))
    if "开工" not in project.reached or dice.chance(7):
        found += early_problems(dice, project, 1 if dice.chance(60) else 0)
    return found


def early_problems(dice: Dice, project: Project, number: int) -> list[Problem]:
    """So many of the time in which nobody reports, or of any time at all."""
    found: list[Problem] = []
    start, end = max(began(project), _FIRST), ended(project)
    until = day_of(project.reached["开工"]) if "开工" in project.reached else end
    for _ in range(number):
        kind, text = dice.pick(_EARLY)
        day = start + max(min(max(until, start), end) - start, 1) * dice.below(100) // 100
        over = day + dice.between(4, 120)
        if day <= end:
            found.append(_lived(dice, project, kind, text, _Days(day, over, over > HORIZON)))
    return found


def another(dice: Dice, problem: Problem) -> Problem:
    """One more of a project in which one is open past its time limit, and it stays so as well."""
    kind, text = dice.pick([one for one in _EARLY if one[0] != problem.kind])
    raised = problem.raised + dice.between(5, 20)
    lived = _lived(dice, problem.project, kind, text, _Days(raised, HORIZON, True))
    return replace(lived, due=iso(raised + 7))


def is_late(problem: Problem) -> bool:
    """Open to the end, and past a time limit."""
    over = problem.closed is not None or problem.unsolvable is not None
    return not over and problem.due[:1].isdigit() and problem.due < iso(HORIZON)


@dataclass(frozen=True, slots=True)
class _Days:
    """When it was raised, when it was over, and whether it goes on."""

    raised: int
    over: int
    goes_on: bool


def _troubles(reports: Iterable[Report]) -> Iterator[tuple[int, int, str]]:
    """Each trouble in the monthly reports with its first and its last month."""
    first, before = 0, None
    for report in reports:
        if before and report.problem != before.problem:
            if before.problem:
                yield first, before.month, before.problem
            first = report.month
        first = first or report.month
        before = report
    if before and before.problem:
        yield first, before.month, before.problem


def _lived(dice: Dice, project: Project, kind: str, text: str, days: _Days) -> Problem:
    raised = days.raised
    limit = dice.pick(_DUE_DAYS)
    chance = dice.below(100)
    pending = 35 if days.goes_on else 8
    due = "待定" if chance < pending else "" if chance > 95 else iso(raised + limit)
    problem = Problem(
        code="",
        project=project,
        kind=kind,
        text=text,
        source=dice.pick(_MORE_SOURCES),
        raised=raised,
        unit=_unit(dice, project, kind),
        solver=dice.pick(("县", "县", "县", "县", "需市级协调", "")),
        due=due,
    )
    solved = max(raised + limit * dice.between(40, 130) // 100, raised + 1)
    solved = days.over + dice.between(0, 12) if dice.chance(45) else solved
    stuck = days.goes_on or dice.chance(7)
    return _ended(dice, problem, solved, stuck)


def _unit(dice: Dice, project: Project, kind: str) -> str:
    if kind not in _UNITS:
        place = project.locality or ""
        return f"{place}人民政府" if place[-1:] in ("镇", "乡") else project.unit
    return f"{PLACE}{_UNITS[kind]}" if dice.chance(96) else ""


def _ended(dice: Dice, problem: Problem, solved: int, stuck: bool) -> Problem:
    """Solved, given up, or neither; who leaves the programme takes its problems along."""
    end = ended(problem.project)
    last = min(solved, end)
    if end < HORIZON and (stuck or solved > end):
        reason = "项目已调出，不再办理"
        last = max(end, problem.raised)
        return _followed(dice, replace(problem, unsolvable=(last, reason)), last)
    if stuck or solved > HORIZON:
        return _followed(dice, problem, HORIZON)
    if dice.chance(11):
        given_up = replace(problem, unsolvable=(last, dice.pick(_GIVEN_UP)))
        return _followed(dice, given_up, last)
    chance = dice.below(100)
    said = "满意" if chance < 60 else "基本满意" if chance < 80 else "不满意" if chance < 88 else ""
    closed = _followed(dice, replace(problem, closed=last, satisfaction=said), last)
    return replace(closed, followed={**closed.followed, last: dice.pick(_SOLVED)})


def _followed(dice: Dice, problem: Problem, last: int) -> Problem:
    """What was done between two days, a line each."""
    lines: dict[int, str] = {}
    day = problem.raised
    for step in _STEPS:
        day += dice.between(1, 14)
        if day > last or not dice.chance(72):
            break
        lines[day] = step
    return replace(problem, followed=lines)


def numbered(problems: Iterable[Problem]) -> list[Problem]:
    """In the order of days, with a number in each year."""
    counts: dict[str, int] = {}
    found: list[Problem] = []
    for problem in sorted(problems, key=lambda one: (one.raised, one.project.code, one.text)):
        year = iso(problem.raised)[:4]
        counts[year] = counts.get(year, 0) + 1
        found.append(replace(problem, code=f"WT-{year}-{counts[year]:03d}"))
    return found
