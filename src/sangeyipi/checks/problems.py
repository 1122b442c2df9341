"""Rules of problems (问题): told apart, of a kind on the list, in the order of time, closed once.

Owns what a problem says by itself, and who still names it once it is closed.  Whether its project
is one of the ledger's is for `registers`.  That a time limit is past is no fault but a figure.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from sangeyipi.checks.catalogue import rule
from sangeyipi.checks.register_dates import dates_believable
from sangeyipi.model import term
from sangeyipi.model.dates import When, day
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import month_of
from sangeyipi.model.nearest import nearest
from sangeyipi.model.place import Place
from sangeyipi.model.problem import Problem
from sangeyipi.model.refusal import brief
from sangeyipi.model.rule import Severity
from sangeyipi.model.visit import Capacity, Visit

#: Nobody is given so many years to solve a problem.
_YEARS_DUE = 5
#: Days.
_YEAR = 365
#: What a text says of a problem that is over.
_OVER = re.compile(
    "已[^，。；未没不]{0,6}(?:解决|办结|化解|完成|落实|接通|办好)|(?<![未没不能有])销号"
    "|回访|复查|复核|核实|核查|验收|回头看"
)
#: How far from its number a text says so.
_NEAR = 12
_PROJECTS = """\
- 编号: SL-2021-001
  名称: 示例铝基新材料产业园
"""
_PROBLEM = """\
- 编号: WT-2022-001
  项目: SL-2021-001
  类别: 用地
  问题: 差五十亩用地指标
  提出: 2022-03-05
"""
_FILE = "problems/2022.yaml"
_VISITS = "日期,项目,走访人,身份,事项,问题\n"


def _with(more: str, problem: str = _PROBLEM) -> dict[str, str]:
    return {"projects/第1期.yaml": _PROJECTS, _FILE: problem + more}


TWICE = rule(
    "problem-twice",
    Severity.ERROR,
    title="问题的编号用了两次",
    why="编号是问题的身份：销号、走访时发现的问题都凭它，两个问题同一个编号就分不清说的是哪一个。",
    remedy="是同一个问题的合并成一条，不是的改其中一个的编号",
    bad=_with(_PROBLEM),
    good=_with(_PROBLEM.replace("001\n  项目", "0001\n  项目")),
)
UNDECLARED_KIND = rule(
    "problem-undeclared-kind",
    Severity.ERROR,
    title="问题的类别不在问题类别里",
    why="类别写法不一，同一类问题会分成两类。",
    remedy="改成 ledger.yaml“问题类别”里的一个，或在那里补上",
    bad=_with("", _PROBLEM.replace("用地\n", "土地\n")),
    good=_with("", _PROBLEM.replace("用地\n", "环评能评\n")),
)
CLOSED_BEFORE_RAISED = rule(
    "problem-closed-before-raised",
    Severity.ERROR,
    title="问题还没有提出就已销号",
    why="销号或认定无法办理的日期早于提出，未销号的个数和办理天数都会算错。",
    remedy="核对两个日期",
    bad=_with("  销号: 2022-02\n"),
    good=_with("  销号: 2022-03\n"),
)
ENDED_TWICE = rule(
    "problem-ended-twice",
    Severity.ERROR,
    title="问题既销号又无法办理",
    why="一个问题要么解决了，要么办不了；两样都写，化解率就没有一个说法。",
    remedy="后来解决了的，删去“无法办理”，把经过写进“进展”；没有解决的，删去“销号”",
    bad=_with("  销号: 2022-04-01\n  无法办理:\n    日期: 2022-03-20\n    原因: 涉及基本农田\n"),
    good=_with("  进展:\n    2022-03-20: 涉及基本农田，改线\n  销号: 2022-04-01\n"),
)
PROGRESS_OUT_OF_ORDER = rule(
    "problem-progress-out-of-order",
    Severity.WARNING,
    title="问题的进展在提出前或销号后",
    why="办理应在提出以后、销号以前，可能写错了日期，或者其实还没有解决。销号以后的回访、复查不问。",
    remedy="核对日期；销号以后还在办的，删去“销号”",
    bad=_with("  进展:\n    2022-02-20: 已报征\n    2022-04-05: 已报市里\n  销号: 2022-04-01\n"),
    good=_with("  进展:\n    2022-03-05: 已报征\n    2022-04-05: 回访企业\n  销号: 2022-04-01\n"),
)
DUE_DATE = rule(
    "problem-due-date",
    Severity.WARNING,
    title="问题的时限不像是真的",
    why=f"时限早于提出，一提出就超期；晚于提出 {_YEARS_DUE} 年以上，永远不会超期：多半写错了年份。",
    remedy="核对提出和时限",
    bad=_with("  时限: 2021-06-30\n"),
    good=_with("  时限: 2022-03\n"),
)
SATISFIED_UNSOLVED = rule(
    "problem-asked-too-early",
    Severity.WARNING,
    title="问题没有了结就有回访",
    why="回访问的是解决得怎样；没有销号，也没有认定无法办理，可能忘了写销号，满意率也算不进去。",
    remedy="补上销号的日期；还没有解决的，删去“回访”",
    bad=_with("  回访: 满意\n"),
    good=_with("  销号: 2022-04-01\n  回访: 满意\n"),
)
NAMED_AFTER_CLOSING = rule(
    "problem-named-after-closing",
    Severity.WARNING,
    title="已经销号的问题又提了出来",
    why="以后的走访或月调度还在说这个问题，可能没有真的解决。说明已经解决的、回访、复查和核查组不问。",
    remedy="没有解决的，删去“销号”；又有了新的，另立一个问题；只是编号写错的，改编号",
    bad={
        **_with("  销号: 2022-04-01\n"),
        "visits/2022.csv": f"{_VISITS}2022-05-06,SL-2021-001,张某某,督导组,看现场,WT-2022-001\n",
    },
    good={
        **_with("  销号: 2022-04-01\n"),
        "visits/2022.csv": f"{_VISITS}2022-03-30,SL-2021-001,张某某,督导组,看现场,WT-2022-001\n"
        "2022-05-06,SL-2021-001,张某某,督导组,回访用地,WT-2022-001\n",
        "progress/2022-04.csv": "编号,存在问题\nSL-2021-001,用地未解决（WT-2022-001）\n",
        "progress/2022-05.csv": "编号,存在问题\nSL-2021-001,WT-2022-001 已销号，其他无\n",
    },
)
OVERDUE = rule(
    "problem-overdue",
    Severity.HINT,
    title="问题过了时限还没有销号",
    why="今天已经过了时限。超期是一个数，不是写错了；台账三个月没有新记录的，不提醒。",
    remedy="催办；已经解决的，写上“销号”",
    bad=_with("  时限: 2025-12-31\n", _PROBLEM.replace("提出: 2022-03-05", "提出: 2025-12-05")),
    good=_with("  时限: 待定\n", _PROBLEM.replace("提出: 2022-03-05", "提出: 2025-12-05")),
)
#: A ledger without anything new for so many months is no longer kept, and reminds nobody.
_KEPT = 3


def check_problems(ledger: Ledger) -> Iterator[Diagnostic]:
    """Each problem by itself, and its 编号 among the others."""
    kinds = frozenset(ledger.config.problem_kinds)
    first: dict[str, Problem] = {}
    for problem in ledger.problems:
        other = first.setdefault(problem.id, problem)
        if other is not problem:
            message = f"编号 {problem.id} 用了两次：“{brief(other.text)}”也是这个编号"
            yield Diagnostic(TWICE, problem.origin.at(term.ID), message)
        if problem.kind not in kinds:
            yield _undeclared(problem, ledger.config.problem_kinds)
        if problem.closed or problem.unsolvable or problem.followed or problem.due:
            yield from _order(problem)
        if problem.satisfaction and not problem.closed and not problem.unsolvable:
            message = f"回访“{problem.satisfaction}”，却没有销号（{problem.id}）"
            yield Diagnostic(SATISFIED_UNSOLVED, problem.origin.at(term.SATISFACTION), message)


def _undeclared(problem: Problem, kinds: tuple[str, ...]) -> Diagnostic:
    near = nearest(problem.kind, kinds, 1)
    hint = f"；是不是“{near[0]}”？" if near else ""
    message = f"类别“{problem.kind}”不在“问题类别”里{hint}（{problem.id}）"
    remedy = f"改成其中之一（{'、'.join(kinds)}），或在 ledger.yaml 的“问题类别”里补上"
    return Diagnostic(UNDECLARED_KIND, problem.origin.at(term.KIND), message, remedy)


def _order(problem: Problem) -> Iterator[Diagnostic]:
    if problem.closed is not None and problem.unsolvable is not None:
        message = f"写了销号 {problem.closed.text}，又写了无法办理（{problem.id}）"
        yield Diagnostic(ENDED_TWICE, problem.origin.at(term.UNSOLVABLE), message)
    if not _in_order(problem) and dates_believable(problem):
        yield from _ended_early(problem)
        yield from _due(problem)
        yield from _followed(problem)


def _in_order(problem: Problem) -> bool:
    """Whether every day of it is certainly after the one before: that is so of nearly all."""
    first, last = problem.raised.last, problem.raised.last
    end = problem.closed or (problem.unsolvable.date if problem.unsolvable else None)
    if problem.followed:
        first, last = min(problem.followed), max(problem.followed)
    due = problem.due
    return (
        problem.raised.last <= first
        and (end is None or last <= end.first)
        and (end is None or problem.raised.last <= end.first)
        and (due is None or not due.dated or 0 <= (due.first - problem.raised.last).days <= _YEAR)
    )


def _ended_early(problem: Problem) -> Iterator[Diagnostic]:
    raised = problem.raised
    for word, when in _ends(problem).items():
        if when.certainly_before(raised):
            keys = (word,) if word == term.CLOSED else (word, term.DATE)
            message = f"{word} {when.text} 早于提出 {raised.text}（{problem.id}）"
            yield Diagnostic(CLOSED_BEFORE_RAISED, problem.origin.at(*keys), message)


def _ends(problem: Problem) -> dict[str, When]:
    """When it was solved, and when it was given up, by what that is called."""
    found = {term.CLOSED: problem.closed} if problem.closed else {}
    if problem.unsolvable is not None:
        found[term.UNSOLVABLE] = problem.unsolvable.date
    return found


def _due(problem: Problem) -> Iterator[Diagnostic]:
    due, raised = problem.due, problem.raised
    if due is None or not due.dated:
        return
    months = month_of(due.first).since(month_of(raised.last))
    if due.certainly_before(raised):
        said = "早于"
    elif months > 12 * _YEARS_DUE:
        said = f"比提出晚 {_YEARS_DUE} 年以上："
    else:
        return
    message = f"时限 {due.text} {said}提出 {raised.text}（{problem.id}）"
    yield Diagnostic(DUE_DATE, problem.origin.at(term.DUE), message)


def _followed(problem: Problem) -> Iterator[Diagnostic]:
    ends = _ends(problem)
    for on, text in problem.followed.items():
        when = day(on)
        said = f"早于提出 {problem.raised.text}" if when.certainly_before(problem.raised) else ""
        for word, end in ends.items():
            if end.certainly_before(when) and not _OVER.search(text):
                said = f"晚于{word} {end.text}"
        if said:
            place = problem.origin.key_at(term.FOLLOWED, on.isoformat())
            message = f"进展 {on} {said}（{problem.id}）"
            yield Diagnostic(PROGRESS_OUT_OF_ORDER, place, message)


def check_closed_problems(ledger: Ledger) -> Iterator[Diagnostic]:
    """What is closed is named by no later visit, and by no later report of its project."""
    closed = {one.id: one for one in ledger.problems if one.closed is not None}
    if not closed:
        return
    for visit in ledger.visits:
        if visit.problems is not None and not _looks_again(visit):
            yield from _visited(visit, closed)
    by_project: dict[str, list[Problem]] = defaultdict(list)
    for problem in closed.values():
        by_project[problem.project].append(problem)
    for report in ledger.reports:
        if report.problems is None or report.id not in by_project:
            continue
        for problem in by_project[report.id]:
            later = problem.id in report.problems and _before(problem, day(report.month.first))
            if later and _still_open(problem.id, report.problems):
                whose = f"{report.month} 的月调度还在说它（{problem.project}）"
                yield _named(problem, report.origin.at(term.PROBLEMS), whose)


def _before(problem: Problem, when: When) -> bool:
    return problem.closed is not None and problem.closed.certainly_before(when)


def _looks_again(visit: Visit) -> bool:
    return visit.capacity is Capacity.VERIFIERS or bool(_OVER.search(visit.matter or ""))


def _visited(visit: Visit, closed: Mapping[str, Problem]) -> Iterator[Diagnostic]:
    for id in visit.found:
        problem = closed.get(id)
        if problem is not None and _before(problem, day(visit.date)):
            whose = f"{visit.date} 的走访又列了它（{visit.visitor}）"
            yield _named(problem, visit.origin.at(term.REGISTERED_PROBLEMS), whose)


def _named(problem: Problem, place: Place, whose: str) -> Diagnostic:
    assert problem.closed is not None
    message = f"问题 {problem.id} 已在 {problem.closed.text} 销号，{whose}"
    return Diagnostic(NAMED_AFTER_CLOSING, place, message)


def _still_open(id: str, text: str) -> bool:
    """Whether a text names a problem, whole, without a word that it is over."""
    for found in re.finditer(rf"(?<![\w-]){re.escape(id)}(?![\w-])", text, re.ASCII):
        around = text[max(0, found.start() - _NEAR) : found.end() + _NEAR]
        if not _OVER.search(around):
            return True
    return False


def hint_overdue(ledger: Ledger, today: date) -> Iterator[Diagnostic]:
    """What is still open and past its time limit, in a ledger that is being kept."""
    if not ledger.problems or not _kept(ledger, today):
        return
    for problem in ledger.problems:
        if problem.due is not None and problem.overdue(today):
            days = (today - problem.due.last).days
            message = f"{problem.id} 时限 {problem.due.text}，到今天（{today}）已过 {days} 天"
            yield Diagnostic(OVERDUE, problem.origin.at(term.DUE), message)


def _kept(ledger: Ledger, today: date) -> bool:
    """Whether anything in it is of the last months."""
    days = [problem.raised.last for problem in ledger.problems]
    days += [visit.date for visit in ledger.visits[-1:]]
    days += [row.date for row in ledger.financing[-1:]]
    days += [report.month.last for report in ledger.reports[-1:]]
    days += [phase.date for phase in ledger.config.phases[-1:]]
    return month_of(today).since(month_of(max(days))) <= _KEPT


#: Run on what could be read of a ledger.
CHECKS = (check_problems, check_closed_problems)
