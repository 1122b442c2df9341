"""Why a number of a register is what it is: of 问题, 走访, 要素 and 银企, record by record.

Owns which records are behind each column of the registers' tables; how they stand on a day is
asked of `figures`, in which rows they count of `by`.  A number of different things (projects, days,
banks) names each at the first record that has it.
"""

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from decimal import Decimal
from typing import TypeVar

from sangeyipi.figures.financing import AMOUNTS, BankMatch, coverage, matches
from sangeyipi.figures.guarantees import (
    DONE_RATE,
    State,
    permits,
    plans,
    whitelist,
)
from sangeyipi.figures.problems import (
    SATISFIED_RATE,
    SOLVED_RATE,
    ProblemStanding,
    problems_by,
    standing,
)
from sangeyipi.figures.rates import ratio
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.visits import by_leader, covered, leaders, of_year
from sangeyipi.model import term
from sangeyipi.model.project import Project
from sangeyipi.model.question import Part, Question, Scope, Subject
from sangeyipi.model.rounding import EXACT
from sangeyipi.model.visit import Verdict, Visit
from sangeyipi.tables.registers import financing as financing_tables
from sangeyipi.tables.registers import guarantees as guarantees_tables
from sangeyipi.tables.registers import problems as problems_tables
from sangeyipi.tables.registers import visits as visits_tables
from sangeyipi.tables.registers.by import By, named
from sangeyipi.tables.why_sums import PieceSum, WhyAnswer, added, counted

Item = TypeVar("Item")
_DAYS = "天"
_AREA = "亩"
#: Counts of problems, as a problem stands.
_PROBLEMS = {
    "raised": "累计提出",
    "raised_now": "本月提出",
    "closed": "累计销号",
    "closed_now": "本月销号",
    "given_up": "无法办理",
    "open": "未销号",
    "overdue": "超期",
    "limitless": "没有时限",
    "answered": "有回访",
    "pleased": "满意",
}
_PROBLEM_RATES = {
    "solved_rate": (SOLVED_RATE, "closed", "raised", ""),
    "satisfied_rate": (SATISFIED_RATE, "pleased", "answered", "回访"),
}
_VERDICTS = {
    "verified_true": Verdict.TRUE,
    "verified_partly": Verdict.PARTLY,
    "verified_false": Verdict.FALSE,
}
_STATES = {
    "done": State.DONE,
    "in_hand": State.IN_HAND,
    "not_needed": State.NOT_NEEDED,
    "missing": State.MISSING,
    "unknown": State.UNKNOWN,
}
_LAND = {"land_wanted": "需求亩", "land_given": "已供亩", "land_lacking": "尚缺亩"}
_LISTED: dict[str, bool | None] = {"在白名单": True, "不在白名单": False, "没有写": None}

#: Tables of one row; banks are no groups of projects, and all projects stand beside all banks.
_WHOLES = ("all", "bank")


def of_register(figures: Figures, question: Question) -> WhyAnswer | None:
    """What is behind a number of a register; None: it is of none."""
    day = figures.as_of
    if day is None:
        return None
    for ask in (_of_problems, _of_financing, _of_land, _of_guarantees, _of_whitelist, _of_visits):
        found = ask(figures, question, day)
        if found is not None:
            return found
    return None


def _members(of: Subject, by: By[Item] | None, items: Iterable[Item]) -> list[Item] | None:
    """The records that count in a row; None where no such row is known."""
    if of.part is Part.TOTAL and (by is not None or of.by in _WHOLES):
        return list(items)
    return None if by is None else [one for one in items if of.group in by.labels(one)]


def _first(items: Iterable[Item], key: Callable[[Item], Hashable]) -> list[Item]:
    """One of each."""
    found: dict[Hashable, Item] = {}
    for one in items:
        found.setdefault(key(one), one)
    return list(found.values())


def _of_problems(figures: Figures, question: Question, day: date) -> WhyAnswer | None:
    of, asks = question
    known = problems_by(figures).found
    if of.project:
        known = [one for one in known if one.problem.project == of.project]
    if of.by == "problem":
        return _of_problem(known, of.group, asks.name)
    theirs = {*_PROBLEMS, *_PROBLEM_RATES, "mean_days_closed", "mean_days_open"}
    theirs |= {"days_closed_known", "days_open_known"}
    if asks.name not in theirs:
        return None
    found = _members(of, named(problems_tables.ways(figures.ledger.config), of.by), known)
    if found is None:
        return None
    if asks.name in _PROBLEMS:
        return _one(_problems(found, asks.name))
    if asks.name in _PROBLEM_RATES:
        name, part, whole, base = _PROBLEM_RATES[asks.name]
        return _rate(name, _problems(found, part), _problems(found, whole), base)
    ended = "closed" in asks.name
    told = [one for one in found if (one.closed if ended else one.open and not one.closed)]
    dated = [one for one in told if one.days is not None]
    number = counted("按几个算", [(one.problem, True) for one in dated])
    if asks.name.endswith("_known"):
        return _one(number)
    days = added("天数合计", [(one.problem, Decimal(one.days or 0)) for one in dated], _DAYS)
    mean = (
        EXACT.divide(days.made.value, Decimal(len(dated)))
        if dated and days.made.value is not None
        else None
    )
    return WhyAnswer(mean, False, (days, number))


def _problems(found: list[ProblemStanding], name: str) -> PieceSum:
    return counted(f"{_PROBLEMS[name]}的问题", [(o.problem, getattr(o, name)) for o in found])


def _of_problem(known: list[ProblemStanding], id: str, name: str) -> WhyAnswer | None:
    one = next((one for one in known if one.problem.id == id), None)
    value = getattr(one, name, None) if name in ("days", "days_over") else None
    if one is None or value is None:
        return None
    word = "天数" if name == "days" else "超期天数"
    return _one(added(word, [(one.problem, Decimal(value))], _DAYS))


def _of_visits(figures: Figures, question: Question, day: date) -> WhyAnswer | None:
    of, asks = question
    by = named(visits_tables.ways(figures.ledger.config), of.by)
    if by is None:
        return None
    if asks.name == "led":
        return _one(counted("包联项目", [(one, True) for one in _led(figures, of)]))
    if asks.name in ("visits_due", "visits_short", "visits_required"):
        return _of_leader(figures, of.group, asks.name, day)
    kept = covered(figures.ledger, day.year)
    projects = {one.id: one for one in figures.ledger.projects}
    walks = [
        visits_tables.Walk(one, projects.get(one.project)) for one in of_year(figures.ledger, day)
    ]
    if of.by == "leader":
        walks = [one for one in walks if by_leader(one.visit)]
    found = _members(of, by, walks)
    if found is None:
        return None
    visits = [one.visit for one in found]
    if asks.name in ("found", "found_closed"):
        one = _found(figures, visits, asks.name, day)
    elif asks.name == "visited_projects":
        went = _first(found, lambda one: one.visit.project)
        one = counted("走访项目", [(one.project or one.visit, True) for one in went])
    else:
        verdict = _VERDICTS.get(asks.name)
        chosen = {
            "visits": visits,
            "visit_days": _first(visits, lambda one: one.date),
            "verified": [one for one in visits if one.verdict is not None],
        }.get(asks.name)
        if verdict is not None:
            chosen = [one for one in visits if one.verdict is verdict]
        if chosen is None:
            return None
        one = counted(
            "走访天数" if asks.name == "visit_days" else "走访", [(v, True) for v in chosen]
        )
    return _one(one) if kept else WhyAnswer(None, False, (PieceSum(one.made._replace(value=None)),))


def _led(figures: Figures, of: Subject) -> list[Project]:
    everyone = figures.population(Scope())
    if of.part is Part.TOTAL:
        return [one for one in everyone if one.leaders]
    return [one for one in everyone if of.group in one.leaders]


def _of_leader(figures: Figures, name: str, asked: str, day: date) -> WhyAnswer | None:
    """What is required of a leader: no sum of anything."""
    one = next((one for one in leaders(figures, day) if one.name == name), None)
    if one is None:
        return None
    cell = {"visits_due": one.due, "visits_required": one.required}.get(asked, one.short)
    level = "、".join(one.levels) or "没有写包联级别"
    year = "不明" if one.required is None else f"{one.required} 天"
    return WhyAnswer(cell, False, (), (f"{level}全年要求 {year}，已满 {one.months} 个月（÷12）。",))


def _found(figures: Figures, visits: list[Visit], name: str, day: date) -> PieceSum:
    """The problems that visits found; for a number without a record its first visit is named."""
    records = {one.id: one for one in figures.ledger.problems}
    first: dict[str, Visit] = {}
    for visit in visits:
        for number in visit.found:
            first.setdefault(number, visit)
    if name == "found":
        return counted("发现问题", [(records.get(n) or visit, True) for n, visit in first.items()])
    said = [
        (records[n], standing(records[n], None, day).closed) if n in records else (visit, None)
        for n, visit in first.items()
    ]
    return counted("已销号", said)


def _of_financing(figures: Figures, question: Question, day: date) -> WhyAnswer | None:
    of, asks = question
    if asks.name not in {*AMOUNTS, "all_projects", "matched", "coverage", "banks"}:
        return None
    known = matches(figures, day).found
    if of.by == "match":
        known = [one for one in known if f"{one.row.project} {one.row.bank}" == of.group]
        return _one(_lent(known, asks.name)) if known and asks.name in AMOUNTS else None
    ways = financing_tables.ways(figures.ledger.config)
    found = _members(of, named(ways, of.by), known)
    if found is None:
        return None
    theirs = _first(found, lambda one: one.project.id)
    matched = counted("对接项目", [(one.project, True) for one in theirs])
    if asks.name == "matched":
        return _one(matched)
    if asks.name == "banks":
        banks = _first(found, lambda one: one.row.bank)
        return _one(counted("银行", [(one.row, True) for one in banks]))
    if asks.name in AMOUNTS:
        return _one(_lent(found, asks.name))
    everyone = _members(
        of, named(guarantees_tables.ways(figures.ledger.config), of.by), figures.population(Scope())
    )
    if everyone is None:
        return None
    whole = counted("项目", [(one, True) for one in everyone])
    if asks.name == "all_projects":
        return _one(whole)
    rate = coverage(everyone, {one.project.id for one in found})
    return WhyAnswer(rate, False, (matched, whole))


def _lent(found: list[BankMatch], name: str) -> PieceSum:
    word = {"demand": term.DEMAND, "granted": term.GRANTED, "drawn": term.DRAWN}[name]
    return added(word, [(one.row, getattr(one.row, name)) for one in found])


def _of_guarantees(figures: Figures, question: Question, day: date) -> WhyAnswer | None:
    of, asks = question
    key = of.by.removeprefix("guarantee-")
    label, _, kind = of.group.rpartition(" ")
    if key == of.by or not kind:
        return None
    everyone: Iterable[Project] = figures.population(Scope())
    if label:
        by = named(guarantees_tables.ways(figures.ledger.config), key)
        everyone = [one for one in everyone if by and label in by.labels(one)]
    states = [(one, dict(permits(one, day)).get(kind)) for one in everyone]
    if asks.name == "guarantee_projects":
        return _one(counted("项目", [(one, True) for one, _ in states]))
    if asks.name in _STATES:
        state = _STATES[asks.name]
        return _one(counted(f"{kind}{state}", [(one, it is state) for one, it in states]))
    if asks.name != "done_rate":
        return None
    done = counted(f"{kind}{State.DONE}", [(one, it is State.DONE) for one, it in states])
    need = counted(f"{kind}需办", [(one, it is not State.NOT_NEEDED) for one, it in states])
    if any(it is State.UNKNOWN for _, it in states):
        return WhyAnswer(None, False, (done, need), (f"有没有写{kind}的，不算{DONE_RATE}。",))
    return _rate(DONE_RATE, done, need, "需办")


def _of_land(figures: Figures, question: Question, day: date) -> WhyAnswer | None:
    of, asks = question
    if not asks.name.startswith("land_"):
        return None
    by = named(guarantees_tables.ways(figures.ledger.config), of.by)
    everyone = figures.population(Scope())
    single = of.by == "project"
    found = (
        [one for one in everyone if one.id == of.group] if single else _members(of, by, everyone)
    )
    if found is None or (single and not found):
        return None
    if asks.name == "land_projects":
        return _one(counted("项目", [(one, True) for one in found]))
    if asks.name == "land_unsaid":
        silent = [(one, _land(one, "land_lacking") is None) for one in found]
        return _one(counted("没有写全的项目", silent))
    if asks.name not in _LAND:
        return None
    said = [(one, _land(one, asks.name)) for one in found]
    return _one(added(_LAND[asks.name], said, _AREA))


def _land(project: Project, name: str) -> Decimal | None:
    land = project.guarantees.land if project.guarantees else None
    value: Decimal | None = getattr(land, name.removeprefix("land_"), None)
    return value


def _of_whitelist(figures: Figures, question: Question, day: date) -> WhyAnswer | None:
    of, asks = question
    if of.by != "whitelisted":
        return None
    everyone = figures.population(Scope())
    planned = figures.once(
        ("whitelist", day.year), lambda: list(plans(figures.ledger, everyone, day.year))
    )
    whole = [(one, plan) for one, plan in planned if one.parts is None]
    part = whole
    if of.part is not Part.TOTAL:
        if of.group not in _LISTED:
            return None
        answer = _LISTED[of.group]
        part = [(one, plan) for one, plan in whole if one.whitelisted is answer]
    if asks.name == "whitelist_projects":
        return _one(counted("项目", [(one, True) for one, _ in part]))
    total = added(term.YEARLY_PLAN, part)
    if asks.name == "whitelist_plan":
        return _one(total) if total.made.value or not total.made.at_least else _unknown(total)
    if asks.name != "whitelist_share":
        return None
    cell = whitelist(figures.ledger, everyone, day.year).share(_LISTED.get(of.group))
    return WhyAnswer(cell, False, (total, added(term.YEARLY_PLAN, whole)))


def _one(one: PieceSum) -> WhyAnswer:
    value = one.made.value
    whole = value is None or one.made.of_amounts or one.made.unit == _AREA
    return WhyAnswer(value if whole else int(value or 0), one.made.at_least, (one,))


def _unknown(one: PieceSum) -> WhyAnswer:
    return WhyAnswer(
        None, False, (PieceSum(one.made._replace(value=None, at_least=False), one.pieces),)
    )


def _rate(name: str, part: PieceSum, whole: PieceSum, base: str = "") -> WhyAnswer:
    exact = not (part.made.at_least or whole.made.at_least)
    cell = ratio(name, part.made.value, whole.made.value) if exact else None
    return WhyAnswer(cell and cell._replace(base=base), False, (part, whole))
