"""What a project needs and has: leaders by level, land, permits, statistics, monthly plans.

Owns what stands in a project's own record besides its life and its money.  Draws from dice of its
own, so that nothing that was drawn before comes out differently.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from county.construction import month_of
from county.luck import Dice
from county.projects import Project
from county.setting import HORIZON, LAST_MONTH, PHASES, UNDATED
from county.words import ATTENDANTS, LEADERS, PUBLIC, TOWNS, words

#: A leader is of one level; those of the county keep their surnames.
_OTHERS = {
    "省级": words("秦某某 尤某某"),
    "市级": words("蒋某某 沈某某 曹某某 彭某某"),
    "乡级": words("袁某某 邓某某 傅某某 曾某某 萧某某"),
}
#: Of what is planned for a year, how much falls to each month, in per mille.
_SEASONS = (50, 30, 80, 90, 100, 100, 95, 95, 100, 100, 90, 70)
_PERMITS = ("环评", "能评", "规划许可", "施工许可", "水电气路")
_MISSING = (
    "施工许可未办结，入库资料不全",
    "投资主体变更，正在重新申报",
    "统计联网直报账号未开通",
    "合同和发票不规范，退回补正",
)
_EXEMPTIONS = (
    ("受汛期灾害影响，经县政府同意顺延", "2023-12", ""),
    ("配合国土空间规划调整，暂缓推进", "2024-03", ""),
    ("专线接入由电网统一改造，经批准顺延", "2023-11-30", "节点推进"),
    ("重污染天气管控停工", "2023-12-31", "月度计划"),
    ("受汛期灾害影响，经县政府同意顺延", "2023-08", ""),
    ("企业重组期间暂缓考核", "2023-09-30", ""),
)


def day_of(text: str, *, last: bool = False) -> int:
    """The ordinal of a date; a month's is its first day, or its last."""
    if len(text) == len("2023-06-30"):
        return date.fromisoformat(text).toordinal()
    if last:
        month = month_of(text) + 1
        return date(month // 12, month % 12 + 1, 1).toordinal() - 1
    return date.fromisoformat(f"{text}-01").toordinal()


def iso(day: int) -> str:
    """A day as it is written."""
    return date.fromordinal(day).isoformat()


def began(project: Project) -> int:
    """From when on it can be visited: it is signed, or stands on a list."""
    signed = project.reached["签约"]
    listed = PHASES[min(project.listed.values()) - 1]
    return listed if signed == UNDATED else day_of(signed, last=True)


def ended(project: Project) -> int:
    """The last day on which it is still in the programme."""
    return day_of(project.withdrawn[0]) - 1 if project.withdrawn else HORIZON


def equipped(dice: Dice, project: Project) -> Project:
    """The project with all that is told of it besides."""
    return replace(
        project,
        locality=_locality(dice, project),
        leader=_leader(dice, project),
        attendant=_attendant(dice, project),
        monthly=_monthly(dice, project),
        land=_land(dice, project),
        needs=_needs(dice, project),
        statistics=_statistics(dice, project),
        whitelisted=_whitelisted(dice, project),
    )


def _locality(dice: Dice, project: Project) -> str | None:
    named = next((town for town in TOWNS if town in project.name), None)
    zone = "先进制造业开发区" if "开发区" in project.unit else dice.pick(TOWNS)
    return named or (zone if dice.chance(96) else None)


def _leader(dice: Dice, project: Project) -> str:
    """By level; some projects have two."""
    names = _OTHERS.get(project.level or "", LEADERS)
    first = names[LEADERS.index(project.leader) % len(names)]
    second = dice.pick(names)
    return f"{first}、{second}" if dice.chance(12) and second != first else first


def _attendant(dice: Dice, project: Project) -> str:
    second = dice.pick(ATTENDANTS)
    return f"{project.attendant}、{second}" if dice.chance(6) else project.attendant


def _monthly(dice: Dice, project: Project) -> Mapping[int, tuple[int, ...]]:
    """月计划 of two in five, which adds up to the year's plan; nothing before 开工."""
    if not dice.chance(40):
        return {}
    start = month_of(project.reached["开工"]) if project.yearly else 0
    plans: dict[int, tuple[int, ...]] = {}
    for year, amount in project.yearly.items():
        if year == LAST_MONTH // 12 or dice.chance(30):
            at_work = [month for month in range(12) if year * 12 + month >= start]
            plans[year] = _spread(dice, amount, at_work)
    return plans


def _spread(dice: Dice, amount: int, at_work: list[int]) -> tuple[int, ...]:
    weights = [_SEASONS[month] * dice.between(70, 130) for month in at_work]
    unit = 100 if amount >= 20_000 else 10 if amount >= 2_000 else 1
    months = [0] * 12
    for month, weight in zip(at_work, weights, strict=True):
        months[month] = amount * weight // sum(weights) // unit * unit
    months[at_work[-1]] += amount - sum(months)
    return tuple(months)


def _land(dice: Dice, project: Project) -> dict[str, object]:
    """用地: for most, all there by 开工, or part of it."""
    if not dice.chance(64):
        return {}
    wanted = max(project.total // dice.between(200, 420), 8)
    part = ("", "", ".5", ".36")[dice.below(4)]
    if "开工" in project.reached and dice.chance(85):
        return {"需求亩": f"{wanted}{part}", "已供亩": f"{wanted}{part}", "阶段": "办证"}
    given = wanted * dice.pick((0, 0, 40, 60, 80)) // 100
    stage = dice.pick(("用地指标", "报征", "挂牌"))
    return {"需求亩": f"{wanted}{part}", "已供亩": given, "阶段": stage}


def _needs(dice: Dice, project: Project) -> dict[str, str]:
    """The permits: all given by 开工, some of them on the way before."""
    if not dice.chance(72):
        return {}
    needs = {name: _need(dice, project, name) for name in _PERMITS if not dice.chance(10)}
    return {name: said for name, said in needs.items() if said}


def _need(dice: Dice, project: Project, name: str) -> str:
    started = project.reached.get("开工")
    until = HORIZON if started is None else day_of(started)
    small = project.sector in PUBLIC or project.total < 20_000
    if name == "能评" and small and dice.chance(80):
        return "不需要"
    if started is None and dice.chance(65):
        return dice.pick(("办理中", "办理中", "未办"))
    if started is not None and name == "水电气路" and "投产" not in project.reached:
        return dice.pick(("办理中", "办理中", "未办", iso(until)))
    begin = min(began(project), until)
    day = begin + (until - begin) * dice.between(20, 100) // 100
    return iso(day)[: 7 if dice.chance(25) else 10]


def _statistics(dice: Dice, project: Project) -> dict[str, str]:
    """纳统 of most that started, within three months of it."""
    started = project.reached.get("开工")
    if started is None or not dice.chance(88):
        return {}
    day = day_of(started, last=True) + dice.between(5, 90)
    if day <= ended(project) and not dice.chance(7):
        return {"入库": iso(day)[: 7 if dice.chance(60) else 10]}
    return {"未入库": dice.pick(_MISSING)}


def _whitelisted(dice: Dice, project: Project) -> bool | None:
    if project.withdrawn or dice.chance(8):
        return None
    return dice.chance(78 if project.total >= 50_000 else 40)


def exempted(projects: Sequence[Project]) -> list[Project]:
    """With a few of those at work exempted: some still are, of some the end is past."""
    at_work = [one for one in projects if LAST_MONTH // 12 in one.yearly and not one.withdrawn]
    lucky = [one.code for one in at_work if "达效" not in one.reached][4::9]
    found = dict(zip(lucky, _EXEMPTIONS, strict=False))
    return [
        replace(one, exempt=_exemption(*found[one.code])) if one.code in found else one
        for one in projects
    ]


def _exemption(reason: str, until: str, dimension: str) -> dict[str, str]:
    said = {"原因": reason, "至": until}
    return {**said, "维度": dimension} if dimension else said
