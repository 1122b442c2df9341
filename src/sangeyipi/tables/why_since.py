"""How a figure came from that of another day, or of another version of the ledger.

Owns which question of another day is the same question, what the difference of two answers is made
of, and what happened to a project in between.  A difference is the sum of those of its sources, so
that it adds up whatever the figure is one of.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from sangeyipi.figures.measures import COUNT
from sangeyipi.figures.pieces import Piece, Record
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.schedule import dispatch_day
from sangeyipi.model import term
from sangeyipi.model.explained import FigureSource, MadeSum, Since
from sangeyipi.model.ledger import Config
from sangeyipi.model.month import month_of
from sangeyipi.model.period import Period, PeriodKind, moved
from sangeyipi.model.project import Project
from sangeyipi.model.question import LESS, Moment, Part, Question, Scope
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.rounding import plain
from sangeyipi.model.table import Points, Rate
from sangeyipi.tables.differences import SideAnswer as Side
from sangeyipi.tables.why_sums import PieceSum, WhyAnswer, period_of, source_of

#: What is said of a source that is not as it was: of its record before and after.
Told = Callable[[Record | None, Record | None], str]

#: What begins anew each year, and is not compared with that of another.
_OF_THE_YEAR = frozenset({"year_plan", "year_completed", "year_rate", "ahead"})


def is_growth(question: Question) -> bool:
    """Whether it asks by how much a figure exceeds that of another period."""
    return question.subject.part is Part.LESS or question.measurement.name.endswith(LESS)


#: Why what begins anew has no growth over the year's beginning.
ANEW = "当年的数每年从头起，1 月、第一季度的不与上一年的比。"


def begins_anew(question: Question) -> bool:
    """Whether it asks for the growth of what is the year's alone."""
    return question.measurement.name.removesuffix(LESS) in _OF_THE_YEAR


def sides_of(figures: Figures, question: Question) -> tuple[Question, Question] | None:
    """What a growth is one from, and to; None where no such period is known."""
    of, asks = question
    moment = of.moment or Moment()
    named = period_of(moment.period)
    if named is None or moment.as_of is None:
        return None
    if of.part is Part.LESS:
        to = Moment(moment.as_of, _of_same_kind(named, moment.as_of).name)
        now = of._replace(part=Part.ALL, moment=to)
        then = now._replace(moment=Moment(named.last, named.name))
        return Question(then, asks), Question(now, asks)
    asks = asks._replace(name=asks.name.removesuffix(LESS))
    before = earlier(Question(of, asks))
    if before is None:
        return None
    if of.narrowed:
        before = _narrowed_anew(figures, before)
    return before, Question(of, asks)


def _of_same_kind(period: Period, day: date) -> Period:
    """The month, quarter or year that a day ends."""
    while period.last < day:
        after = moved(period, 1)
        assert after is not None
        period = after
    return period


def _narrowed_anew(figures: Figures, question: Question) -> Question:
    """As the tables narrow it on its own day."""
    (scope, *_), _ = question
    moment = question.subject.moment
    then = figures.on(moment.as_of if moment else None)
    found = then.narrowed(Scope(scope.phases))._replace(batch=scope.batch)
    if scope.batch is not None and then.ask(found, COUNT).outside:
        found = then.narrowed(found)
    return question._replace(subject=question.subject._replace(scope=found))


def earlier(question: Question, day: date | None = None) -> Question | None:
    """The same asked of another day; without one of the end of the period before.

    A figure of a period is asked of that which ends by the day.
    """
    subject, asks = question
    moment = subject.moment or Moment()
    if not moment.period:
        if day is None:
            return None
        return Question(subject._replace(moment=Moment(day)), asks)
    period = period_of(moment.period)
    if period is None:
        return None
    period = moved(period, -1)
    while period is not None and day is not None and period.last > day:
        period = moved(period, -1)
    if period is None or (begins_anew(question) and _over_new_year(period, moment.period)):
        return None
    return Question(subject._replace(moment=Moment(period.last, period.name)), asks)


def _over_new_year(before: Period, now: str) -> bool:
    """Whether what begins anew each year did so in between; whole years are compared."""
    return before.kind is not PeriodKind.YEAR and before.name[:4] != now[:4]


def month_before(figures: Figures, as_of: date | None) -> date | None:
    """The end of the month before that of a day, of which 较上月 is said.

    Without a day: before the newest month reported; None where no month is.
    """
    day = as_of or dispatch_day(figures.ledger)
    return None if day is None else month_of(day).first - timedelta(days=1)


def grown(before: WhyAnswer, after: WhyAnswer) -> WhyAnswer:
    """By how much an answer exceeds another, with the pieces that differ."""
    sums = tuple(_grown(old, new) for old, new in _side_by_side(before, after))
    cell = after.cell
    old, new = _exact(before), _exact(after)
    if isinstance(before.cell, Rate) and isinstance(after.cell, Rate):
        cell = Points(f"{after.cell.name}增减", after.cell, before.cell)
    elif old is None or new is None:
        cell = None
    else:
        cell = new - old if isinstance(after.cell, Decimal) else int(new - old)
    reasons = tuple(dict.fromkeys((*after.reasons, *before.reasons)))
    return WhyAnswer(cell, False, sums, reasons)


def nothing_yet(after: WhyAnswer) -> WhyAnswer:
    """The answer of a day before the first list of what is asked: nothing is in its sums."""
    sums = (PieceSum(one.made._replace(value=Decimal(0), at_least=False)) for one in after.sums)
    return WhyAnswer(None, False, tuple(sums), ())


def changes(title: str, before: WhyAnswer, after: WhyAnswer, told: Told) -> Since:
    """What became of an answer, source by source."""
    pairs = [*_side_by_side(before, after)]
    sums = [_grown(old, new) for old, new in pairs]
    changed = dict.fromkeys(piece.key for one in sums for piece in one.pieces)
    found = tuple(_source(key, pairs, sums, told) for key in changed)
    found = tuple(sorted(found, key=_largest_first))
    return Since(title, before.cell, before.at_least, tuple(one.made for one in sums), found)


def _exact(one: WhyAnswer) -> Decimal | None:
    """The count or amount, where it is one and exact."""
    return Side(one.cell, True, one.at_least).number


def _side_by_side(before: WhyAnswer, after: WhyAnswer) -> Iterator[tuple[PieceSum, PieceSum]]:
    """The sums of both; where one has none, there is nothing in it."""
    for number in range(max(len(before.sums), len(after.sums))):
        old = before.sums[number] if number < len(before.sums) else None
        new = after.sums[number] if number < len(after.sums) else None
        there = new or old
        assert there is not None
        none = PieceSum(there.made._replace(value=None, at_least=False, listing=()))
        yield old or none, new or none


def _grown(before: PieceSum, after: PieceSum) -> PieceSum:
    old, new = before.made, after.made
    exact = old.value is not None and new.value is not None and not (old.at_least or new.at_least)
    value = (new.value or Decimal(0)) - (old.value or Decimal(0)) if exact else None
    made = MadeSum(f"{new.word}增减", value, new.of_amounts, unit=new.unit)
    was = {one.key: one for one in before.pieces}
    now = {one.key: one for one in after.pieces}
    pieces = []
    for key in dict.fromkeys([*now, *was]):
        left, right = was.get(key), now.get(key)
        one = _less(left, right)
        if one is not None:
            pieces.append(one)
    return PieceSum(made, tuple(pieces))


def _less(before: Piece | None, after: Piece | None) -> Piece | None:
    """What a source adds to a difference; None where it is as it was."""
    there = after or before
    assert there is not None
    old = before.part if before else Decimal(0)
    new = after.part if after else Decimal(0)
    times = (after.times if after else 0) - (before.times if before else 0)
    if old == new and not times:
        return None
    return there._replace(part=None if old is None or new is None else new - old, times=times)


def _source(
    key: tuple[str, ...], pairs: list[tuple[PieceSum, PieceSum]], sums: list[PieceSum], told: Told
) -> FigureSource:
    def found(pieces: tuple[Piece, ...]) -> Piece | None:
        return next((one for one in pieces if one.key == key), None)

    olds = [found(old.pieces) for old, _ in pairs]
    news = [found(new.pieces) for _, new in pairs]
    changes = [found(one.pieces) for one in sums]
    parts = tuple(Decimal(0) if one is None else one.part for one in changes)
    times = next((one.times for one in changes if one and one.times), 0)
    old = next((one.of for one in olds if one), None)
    new = next((one.of for one in news if one), None)
    there = new or old
    assert there is not None
    made = source_of(Piece(there, None, times), parts, times)
    how = "新计入" if old is None else "不再计入" if new is None else _from_to(olds, news)
    why = told(old, new)
    return made._replace(remark="：".join(filter(None, (how, why))))


def _from_to(olds: list[Piece | None], news: list[Piece | None]) -> str:
    """Of a source that is counted on both sides: what it added, and adds."""
    said = []
    for old, new, word in zip(olds, news, ("分子", "分母"), strict=False):
        which = word if len(olds) > 1 else ""
        if old is None and new is not None:
            said.append(f"新计入{which}")
        elif new is None and old is not None:
            said.append(f"不再计入{which}")
        elif old and new and old.part != new.part:
            was, now = ("不明" if one.part is None else plain(one.part) for one in (old, new))
            said.append(f"{which}由 {was} 到 {now}")
    return "，".join(dict.fromkeys(said))


def _largest_first(one: FigureSource) -> tuple[Decimal, str]:
    return -max((abs(part) for part in one.parts if part is not None), default=Decimal(0)), one.id


def happened(config: Config, first: date, last: date) -> Told:
    """What a record's own dates say happened after one day and by another.

    Where they go back in time, the other way round: what had not happened yet.
    """

    def told(before: Record | None, after: Record | None) -> str:
        if isinstance(before, Rollup) and isinstance(after, Rollup):
            return f"{term.AS_OF} {before.date} 改用 {term.AS_OF} {after.date} 的汇总"
        there = after or before
        if not isinstance(there, Project):
            return ""
        days = [(day, what) for day, what in _dated(there, config) if first < day <= last]
        return "；".join(f"{day} {what}" for day, what in sorted(days))

    return told


def _dated(project: Project, config: Config) -> Iterator[tuple[date, str]]:
    """What happened to a project, by the day from which it counts."""
    for batch, phase in project.listed.items():
        day = config.date_of(phase)
        if day is not None:
            yield day, f"列入第{phase}期{batch}一批"
    for milestone, when in project.milestones.items():
        if when.dated:
            yield when.last, f"已{milestone}"
    if project.withdrawn is not None:
        yield project.withdrawn.date.last, "调出"
