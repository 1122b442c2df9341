"""The scorecard: every mark with what it was made of."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from sangeyipi.figures.compared import Marks, marks
from sangeyipi.figures.ranking import places
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.scores import Marked, Outside, Score, said, written
from sangeyipi.model import term
from sangeyipi.model.question import Moment, Part, Subject
from sangeyipi.model.rounding import EXACT, plain
from sangeyipi.model.score import ScoreRules
from sangeyipi.model.table import Cell, Column, Kind, Row, Table
from sangeyipi.tables.grouping import REGION
from sangeyipi.tables.ranking import PLACE
from sangeyipi.tables.regions import regions_of, uncounted_in

INDICATOR = "indicator"
_COLUMNS = (
    Column(INDICATOR, "指标"),
    Column("points", "分值", Kind.NUMBER),
    Column("way", "算法"),
    Column("measure", "完成"),
    Column("numerator", "分子", for_machines=True),
    Column("denominator", "分母", for_machines=True),
    Column("target", "目标"),
    Column("how", "怎样算"),
    Column("mark", "得分", Kind.NUMBER),
)


def score_table(figures: Figures, rules: ScoreRules, found: Score) -> Table:
    """What each indicator brought, and what they come to.  Id: `score`."""
    rows = [_row(one) for one in (*found.indicators, *found.extras)]
    total: dict[str, Cell] = {
        INDICATOR: term.TOTAL,
        "points": _exact(found.attainable),
        "mark": None if found.total is None else _exact(found.total),
    }
    whole = Row(total, (), 0, Subject(by=INDICATOR, part=Part.TOTAL))
    return Table(
        "score",
        f"{figures.ledger.config.region or ''}{rules.name}得分",
        _COLUMNS,
        (*rows, whole),
        tuple(_notes(rules, found)),
        rules.places,
        Moment(figures.as_of),
    )


def region_marks(figures: Figures, rules: ScoreRules, outside: Iterable[Outside]) -> list[Marks]:
    """The scorecards of a city's counties, each compared with those of its group."""
    config = figures.ledger.config
    groups = {
        name: one.group
        for one in config.ranked_apart
        if one.by == REGION.word
        for name in regions_of(config, one.names)
    }
    return marks(figures, rules, outside, groups)


def region_scores(figures: Figures, rules: ScoreRules, found: list[Marks]) -> Table:
    """A city's counties by what their scorecards come to.  Id: `score-by-region`."""
    config = figures.ledger.config
    grouped = any(one.group for one in found)
    rows: list[Row] = []
    for group in dict.fromkeys(one.group for one in found):
        here = [one for one in found if one.group == group]
        at = places([one.score.total for one in here])
        told = sorted(zip(here, at, strict=True), key=lambda one: one[1] or len(here) + 1)
        rows += [_region_row(one, place) for one, place in told]
    names = [*(one.name for one in rules.indicators), *(one.name for one in rules.extras)]
    apart = (Column("rank_group", "组"),) if grouped else ()
    return Table(
        "score-by-region",
        f"{config.region or ''}{rules.name}各地区得分{uncounted_in(figures.ledger)}",
        (
            Column(REGION.key, REGION.word),
            *apart,
            *(Column(f"mark_{at}", name, Kind.NUMBER) for at, name in enumerate(names)),
            Column("mark", "得分", Kind.NUMBER),
            PLACE,
        ),
        tuple(rows),
        tuple(_region_notes(found, grouped)),
        rules.places,
        Moment(figures.as_of),
    )


def _region_row(one: Marks, place: int | None) -> Row:
    total = one.score.total
    lines = (*one.score.indicators, *one.score.extras)
    cells: dict[str, Cell] = {
        REGION.key: one.part.region,
        "rank_group": one.group,
        **{
            f"mark_{at}": None if line.mark is None else _exact(line.mark)
            for at, line in enumerate(lines)
            if line.counts
        },
        "mark": None if total is None else _exact(total),
    }
    if place is not None:
        cells[PLACE.key] = place
    return Row(cells, (), 1, Subject(by=REGION.key, group=one.part.region))


def _region_notes(found: list[Marks], apart: bool) -> Iterator[str]:
    where = "各组分开排，" if apart else ""
    yield f"名次：按得分从高到低，{where}按准确值比较；相等的并列，后面的不跳号。"
    yield "各地区的数由它们的台账算；排名和功效系数是这些地区之间比的。"
    for one in found:
        lines = (*one.score.indicators, *one.score.extras)
        lacking = [f"{line.name}（{line.why}）" for line in lines if line.counts and not line.how]
        if one.score.total is None:
            yield f"{one.part.region}没有得分：{'、'.join(lacking)}。"
        left = [line.name for line in lines if not line.counts]
        if left:
            yield f"{one.part.region}的{'、'.join(left)}没有项目可比，不计分。"


def _exact(value: Fraction) -> Decimal:
    """As a decimal: exact where it has an end, and where not far beyond what is ever shown."""
    return EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))


def _row(one: Marked) -> Row:
    measured = one.measured
    cells: dict[str, Cell] = {
        INDICATOR: one.name,
        "way": one.way,
        "measure": said(measured) or None,
        "how": one.how or f"—：{one.why}",
    }
    if one.counts:
        cells["mark"] = None if one.mark is None else _exact(one.mark)
    if one.points is not None:
        cells["points"] = one.points
    if measured.numerator is not None and measured.denominator is not None:
        cells["numerator"] = plain(measured.numerator)
        cells["denominator"] = plain(measured.denominator)
    if one.due or one.target is not None:
        cells["target"] = one.due or written(one.target or Fraction(0))
    return Row(cells, (), 1, Subject(by=INDICATOR, group=one.name))


def _notes(rules: ScoreRules, found: Score) -> Iterator[str]:
    lines = (*found.indicators, *found.extras)
    unknown = [one.name for one in lines if one.counts and one.mark is None]
    if unknown:
        yield f"“—”：{'、'.join(unknown)}还没有得分，总分也就不知道。"
    left = [one.name for one in found.indicators if not one.counts]
    if left:
        yield f"{'、'.join(left)}没有项目可比，不计分，也不计入分值合计。"
    given = [f"{one.name}（{one.measured.source}）" for one in lines if one.measured.source]
    if given:
        yield f"外部数据：{'、'.join(given)}。"
    if found.others:
        yield f"名次和功效系数是同{'、'.join(found.others)}比的。"
    unused = [(one.name, one.measured.beside) for one in lines if one.measured.beside]
    if unused:
        told = "、".join(f"{name}（外部数据写 {said(other)}）" for name, other in unused if other)
        yield f"台账里有的，用台账的数：{told}。"
    if rules.source:
        yield f"办法出处：{rules.source}。"
    if any(one.mark is not None for one in lines):
        yield "得分按精确的数相加，只在显示时四舍五入。"
