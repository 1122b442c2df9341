"""调度: the county's problems, visits and financing put together, and the text of their files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from county.finance import Financing, draw_financing
from county.luck import Dice
from county.monthly import Report
from county.needs import iso
from county.problems import (
    KINDS,
    Problem,
    another,
    draw_problems,
    early_problems,
    is_late,
    numbered,
)
from county.projects import Project
from county.setting import HEADER
from county.texts import amount
from county.visits import Diary, Visit, any_visits, finding, inspecting, leading, serving
from county.words import LEADERS

VISITS_HEADER = "日期,项目,走访人,身份,事项,问题,核查结论,不符之处\n"
FINANCE_HEADER = "项目,银行,截至,需求,授信,投放,备注\n"
#: How the files of each folder begin.
HEADS = {"problems": f"{HEADER}\n", "visits": VISITS_HEADER, "finance": FINANCE_HEADER}
PATTERNS = ("problems/*.yaml", "visits/*.csv", "finance/*.csv")
OFFICERS_OUT, INSPECTIONS = 60, 50
_LIGHTS = (
    ("投资进度", "序时差", "≥10且<30", "≥30"),
    ("投资进度比", "序时比", "≥50且<70", "<50"),
    ("节点推进", "逾期月数", "≥1且<6", "≥6"),
    ("月报报送", "未更新月数", "≥1且<2", "≥2"),
    ("进展雷同", "与上月雷同", "≥1且<2", "≥2"),
    ("问题办理", "问题超期", "≥1且<2", "≥2"),
    ("月度计划", "月计划完成率", "≥50且<80", "<50"),
    ("入库纳统", "未纳统月数", "≥1且<2", "≥2"),
)


def rules_text() -> str:
    """What ledger.yaml says of dispatch."""
    lights = "".join(
        f"  - 维度: {name}\n    量: {quantity}\n    黄: {yellow}\n    红: {red}\n"
        for name, quantity, yellow, red in _LIGHTS
    )
    return f"问题类别: [{', '.join(KINDS)}]\n走访要求:\n  市级: 4\n  县级: 12\n红黄灯:\n{lights}"


def demo_dispatch(told: Sequence[tuple[Project, list[Report]]]) -> dict[str, str]:
    """The files of the demo county."""
    projects = [project for project, _ in told]
    drawn: list[Problem] = []
    for number, (project, some) in enumerate(told):
        drawn += draw_problems(Dice(7_000 + number), project, some)
    late = [one for one in drawn if is_late(one)]
    problems = numbered([*drawn, *(another(Dice(85), one) for one in late[-2:])])
    diary = Diary()
    finding(Dice(81), diary, problems)
    leading(Dice(82), diary, projects, LEADERS)
    serving(Dice(83), diary, projects, OFFICERS_OUT)
    inspecting(Dice(84), diary, [one for _, some in told for one in some], INSPECTIONS)
    asking = (one for at, one in enumerate(projects) if at % 4 == 1 and one.total >= 10_000)
    financing = [
        row for at, one in enumerate(asking) for row in draw_financing(Dice(900 + at), one)
    ]
    return dispatch_files(problems, diary.visits(), financing)


def bench_dispatch(numbered_projects: Iterable[tuple[int, Project]]) -> dict[str, str]:
    """The files of a part of a bench ledger: two problems a project, visits, a bank."""
    problems: list[Problem] = []
    diary = Diary()
    financing: list[Financing] = []
    for number, project in numbered_projects:
        dice = Dice(50_000_000 + number)
        some = early_problems(dice, project, 2)
        named = [replace(one, code=f"WT-{number:07d}-{at}") for at, one in enumerate(some, 1)]
        finding(dice, diary, named)
        any_visits(dice, diary, project, 3)
        problems += named
        financing += draw_financing(dice, project) if number % 3 == 0 else []
    return dispatch_files(problems, diary.visits(), financing)


def dispatch_files(
    problems: Iterable[Problem], visits: Iterable[Visit], financing: Iterable[Financing]
) -> dict[str, str]:
    """Relative path → text; a file a year of each kind."""
    rows = sorted(financing, key=lambda one: (one.day, one.project, one.bank))
    told = [
        *((f"problems/{iso(one.raised)[:4]}.yaml", _problem(one)) for one in problems),
        *((f"visits/{iso(one.day)[:4]}.csv", _visit(one)) for one in visits),
        *((f"finance/{one.day[:4]}.csv", _financing(one)) for one in rows),
    ]
    files: dict[str, list[str]] = {}
    for path, text in told:
        files.setdefault(path, [HEADS[path.partition("/")[0]]]).append(text)
    return {path: "".join(texts) for path, texts in files.items()}


def _problem(problem: Problem) -> str:
    scalars = {
        "项目": problem.project.code,
        "类别": problem.kind,
        "问题": problem.text,
        "来源": problem.source,
        "提出": iso(problem.raised),
        "牵头单位": problem.unit,
        "层级": problem.solver,
        "时限": problem.due,
    }
    lines = [f"- 编号: {problem.code}\n"]
    lines += [f"  {key}: {value}\n" for key, value in scalars.items() if value]
    if problem.followed:
        lines.append("  进展:\n")
        lines += [f"    {iso(day)}: {text}\n" for day, text in sorted(problem.followed.items())]
    if problem.closed is not None:
        lines.append(f"  销号: {iso(problem.closed)}\n")
    if problem.unsolvable:
        day, reason = problem.unsolvable
        lines.append(f"  无法办理:\n    日期: {iso(day)}\n    原因: {reason}\n")
    if problem.satisfaction:
        lines.append(f"  回访: {problem.satisfaction}\n")
    return "".join(lines)


def _visit(visit: Visit) -> str:
    cells = (
        iso(visit.day),
        visit.project,
        visit.visitor,
        visit.capacity,
        visit.matter,
        visit.problems,
        visit.verdict,
        visit.differs,
    )
    return ",".join(cells) + "\n"


def _financing(row: Financing) -> str:
    amounts = ("" if wan is None else amount(wan) for wan in (row.demand, row.granted, row.drawn))
    return ",".join((row.project, row.bank, row.day, *amounts, row.note)) + "\n"
