"""What can be measured of a county by one number, by name: for 评价办法.

Owns the names and what each is made of; every figure is asked of the module that defines it.
A rate is in per cent, an amount in 亿元.  What is unknown, or only a lower bound, is no number.
"""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from sangeyipi.figures import rates
from sangeyipi.figures.financing import COVERAGE, coverage, matches
from sangeyipi.figures.guarantees import whitelist
from sangeyipi.figures.measures import COUNT, INVESTMENT
from sangeyipi.figures.monthly import KnownAmount, Total
from sangeyipi.figures.problems import SATISFIED_RATE, SOLVED_RATE, Totals, problems_by
from sangeyipi.figures.rates import FUNDS_RATE, RULES, RateAnswer
from sangeyipi.figures.resolve import Figure, Figures
from sangeyipi.figures.schedule import together
from sangeyipi.figures.selection import unreported
from sangeyipi.figures.status import COMPLETED_RATE, YEAR_RATE, Standing, stood
from sangeyipi.figures.totals import total
from sangeyipi.figures.visits import covered, leaders
from sangeyipi.model import term
from sangeyipi.model.month import last_full_month
from sangeyipi.model.period import of_month
from sangeyipi.model.phases import Phases
from sangeyipi.model.question import Scope
from sangeyipi.model.stages import Batch
from sangeyipi.model.table import Rate

PER_CENT, PIECES, YI = "%", "个", "亿元"


class MeasuredIndicator(NamedTuple):
    """A measure: its value, and what it was divided from where it is a rate.

    `why`: why there is no value.  `nothing`: there is nothing to be measured.
    """

    value: Fraction | None
    unit: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    why: str = ""
    nothing: bool = False
    #: Where it is not from the ledger: who says so.
    source: str = ""
    #: What 序时 would have it be, in per cent.
    due: Rate | None = None
    #: What was given from outside as well, and not used.
    beside: "MeasuredIndicator | None" = None


class IndicatorScope(NamedTuple):
    """Of which lists; None: of all held."""

    phases: Phases | None = None
    batch: Batch | None = None


#: One measure of a county.
Indicator = Callable[[Figures, IndicatorScope], MeasuredIndicator]


def _answer(found: RateAnswer) -> MeasuredIndicator:
    rate = found.rate
    if rate:
        return percentage(rate.numerator, rate.denominator)
    part, whole = found.numerator, found.denominator
    # With nothing on the list there is nothing to answer with.
    if whole.exact == 0 or not (whole.used or whole.missing or whole.outside):
        return MeasuredIndicator(None, PER_CENT, why="没有项目", nothing=True)
    told = [name for name, one in (("分子", part), ("分母", whole)) if one.exact is None]
    why = "、".join(told) + "不全，只知道一部分" if told else "分子、分母不是同一天的数"
    return MeasuredIndicator(None, PER_CENT, why=f"台账里{why}")


def percentage(part: Decimal, whole: Decimal) -> MeasuredIndicator:
    """A rate in per cent, exactly."""
    if not whole:
        return MeasuredIndicator(None, PER_CENT, part, whole, "分母是 0", nothing=True)
    return MeasuredIndicator(Fraction(part) * 100 / Fraction(whole), PER_CENT, part, whole)


def _list_rate(name: str) -> Indicator:
    rule = RULES[name]

    def ask(figures: Figures, asked: IndicatorScope) -> MeasuredIndicator:
        return _answer(rates.count_rate(figures, Scope(asked.phases, rule.batch), rule))

    return ask


def _funds_rate(figures: Figures, asked: IndicatorScope) -> MeasuredIndicator:
    return _answer(rates.funds_rate(figures, Scope(asked.phases, asked.batch)))


def _whole(found: Figure, unit: str) -> MeasuredIndicator:
    if found.exact is None:
        return MeasuredIndicator(None, unit, why="台账里不全，只知道一部分")
    return MeasuredIndicator(Fraction(found.exact), unit)


def _count(figures: Figures, asked: IndicatorScope) -> MeasuredIndicator:
    return _whole(total(figures, Scope(asked.phases, asked.batch), COUNT), PIECES)


def _investment(figures: Figures, asked: IndicatorScope) -> MeasuredIndicator:
    return _whole(total(figures, Scope(asked.phases, asked.batch), INVESTMENT), YI)


def _standings(figures: Figures, asked: IndicatorScope) -> list[Standing]:
    if figures.as_of is None:
        return []
    month = last_full_month(figures.as_of)
    return stood(figures, of_month(month), Scope(asked.phases, asked.batch))


def _money(
    parts: Iterable[KnownAmount], wholes: Iterable[Decimal | None], whole_word: str
) -> MeasuredIndicator:
    done = Total()
    for one in parts:
        done.add(one)
    planned = list(wholes)
    if not planned:
        return MeasuredIndicator(None, PER_CENT, why="没有月调度", nothing=True)
    if None in planned:
        return MeasuredIndicator(
            None, PER_CENT, why=f"有 {planned.count(None)} 个项目没有{whole_word}"
        )
    if not done.exact:
        return MeasuredIndicator(None, PER_CENT, why="月调度有缺，只知道至少数")
    return percentage(done.value, sum((one for one in planned if one), Decimal(0)))


def _year_rate(figures: Figures, asked: IndicatorScope) -> MeasuredIndicator:
    found = _standings(figures, asked)
    plans = (one.plan for one in found)
    rate = _money((one.completed_in_year for one in found), plans, term.YEARLY_PLAN)
    gone = together((one.schedule for one in found), found[0].month).gone if found else None
    return rate._replace(due=gone)


def _completed_rate(figures: Figures, asked: IndicatorScope) -> MeasuredIndicator:
    found = [one for one in _standings(figures, asked) if one.reports]
    wholes = (one.project.investment for one in found)
    return _money((one.completed_to_date for one in found), wholes, term.INVESTMENT)


def _unreported(figures: Figures, asked: IndicatorScope) -> MeasuredIndicator:
    found = [one for one in _standings(figures, asked) if one.reports]
    if not found:
        return MeasuredIndicator(None, PIECES, why="没有月调度", nothing=True)
    month = found[0].month
    owing = [unreported(one.record, month) for one in found]
    if None in owing:
        return MeasuredIndicator(None, PIECES, why=f"有 {owing.count(None)} 个项目是否已开工不明")
    return MeasuredIndicator(Fraction(owing.count(True)), PIECES)


def _rate(rate: Rate | None, some: bool, whole: str) -> MeasuredIndicator:
    """A rate that another module makes; `some`: whether there is anything to divide by."""
    if rate is not None:
        return percentage(rate.numerator, rate.denominator)
    if not some:
        return MeasuredIndicator(None, PER_CENT, why=f"没有{whole}", nothing=True)
    return MeasuredIndicator(None, PER_CENT, why=f"有的{whole}不全，只知道一部分")


def _problems(figures: Figures) -> Totals:
    found = Totals()
    for one in problems_by(figures.on(_day(figures))).found:
        found.take(one)
    return found


def _day(figures: Figures) -> date:
    if figures.as_of is None:
        raise ValueError("this is asked of a day")
    return figures.as_of


def _solved(figures: Figures, asked: IndicatorScope) -> MeasuredIndicator:
    found = _problems(figures)
    return _rate(found.solved_rate, found.raised.most > 0, "问题")


def _satisfied(figures: Figures, asked: IndicatorScope) -> MeasuredIndicator:
    found = _problems(figures)
    return _rate(found.satisfied_rate, found.answered.most > 0, "问题回访")


def _overdue(figures: Figures, asked: IndicatorScope) -> MeasuredIndicator:
    if not figures.ledger.problems:
        return MeasuredIndicator(None, PIECES, why="没有问题台账", nothing=True)
    exact = _problems(figures).overdue.exact
    if exact is None:
        return MeasuredIndicator(None, PIECES, why="有的日期只知道月份，数不准")
    return MeasuredIndicator(Fraction(exact), PIECES)


def _coverage(figures: Figures, asked: IndicatorScope) -> MeasuredIndicator:
    if not figures.ledger.financing:
        return MeasuredIndicator(None, PER_CENT, why="没有银企对接的记录", nothing=True)
    matched = {one.project.id for one in matches(figures, _day(figures)).found}
    projects = list(figures.population(Scope()))
    return _rate(coverage(projects, matched), bool(projects), "项目")


def _whitelisted(figures: Figures, asked: IndicatorScope) -> MeasuredIndicator:
    day = _day(figures)
    found = whitelist(figures.ledger, figures.population(Scope()), day.year)
    certain, most = found.share(True), found.most
    if certain is not None and certain == most:
        return percentage(certain.numerator, certain.denominator)
    return MeasuredIndicator(None, PER_CENT, why="有的项目没有写是否在白名单、或没有年度计划投资")


def _visits(figures: Figures, asked: IndicatorScope) -> MeasuredIndicator:
    """Leaders who went as often as is required ÷ those of whom something is required."""
    day = _day(figures)
    if not covered(figures.ledger, day.year):
        return MeasuredIndicator(None, PER_CENT, why=f"没有 {day.year} 年的走访记录", nothing=True)
    found = [one for one in leaders(figures, day) if one.applies]
    if any(one.short is None for one in found):
        return MeasuredIndicator(None, PER_CENT, why="有的领导没有写包联级别")
    met = sum(one.short == 0 for one in found)
    return percentage(Decimal(met), Decimal(len(found)))


#: Every measure that a ledger can give, by its name.
INDICATORS: dict[str, Indicator] = {
    **{name: _list_rate(name) for name in RULES},
    FUNDS_RATE: _funds_rate,
    term.COUNT: _count,
    term.INVESTMENT: _investment,
    YEAR_RATE: _year_rate,
    COMPLETED_RATE: _completed_rate,
    "月调度缺报项目数": _unreported,
    f"问题{SOLVED_RATE}": _solved,
    f"问题{SATISFIED_RATE}": _satisfied,
    "超期问题个数": _overdue,
    f"银企{COVERAGE}": _coverage,
    "白名单占年度计划投资": _whitelisted,
    "走访达标率": _visits,
}
#: As tables head the same figure.
ALSO_CALLED = {
    "年度完成率": YEAR_RATE,
    **{name: f"问题{name}" for name in (SOLVED_RATE, SATISFIED_RATE)},
    COVERAGE: f"银企{COVERAGE}",
}
