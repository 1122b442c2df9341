"""The scorecard: every mark with what it was made of."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.scores import Marked, Score, said, written
from sangeyipi.model import term
from sangeyipi.model.question import Moment, Part, Subject
from sangeyipi.model.rounding import EXACT, plain
from sangeyipi.model.score import ScoreRules
from sangeyipi.model.table import Cell, Column, Kind, Row, Table

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
