"""What the prose says of a row of a table: 东河县完成计划的79.5%, 全市快于序时进度8.5个百分点.

A row is named in the clause, or it is the one that sums the others (全市).  The rate is of the one
column that is planned and the one that is done; a schedule is of the months that a head names; so
many kinds together (三类项目共49个) are all the counts of that row.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.adding import Window, near, summed
from sangeyipi.audit.judging.changed import judge, of_two
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.pairs import RatePair, told
from sangeyipi.audit.judging.slips import OF_ONE_DIGIT, SlipKind, slip_kind
from sangeyipi.audit.relations.remainders.opened_by_rest import others_are_in_it
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.figure_grid import FigureGrid, with_prose
from sangeyipi.audit.text.named import change_of
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.since_the_table import is_told_later
from sangeyipi.audit.text.terms.reference_periods import YEAR_OVER
from sangeyipi.audit.text.terms.territories import WHOLE_REGION
from sangeyipi.audit.text.terms.totals import ADDED_UP, IN_ALL
from sangeyipi.model import numerals
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT

_PLANS = (
    "|单位|年度计划|1—9月完成|\n|---|---|---|\n|东河县|74.6|59.3|\n|西山县|63.8|49.2|\n|示范区|51.2|41.7|\n"
    "|全市|189.6|150.2|\n\n"
)
_RATES = (
    "|县区|年度目标（亿元）|1—8月到位（亿元）|完成率|\n|---|---|---|---|\n|东河县|70|51.8|74.0%|\n"
    "|西山县|54|41.5|76.9%|\n|全市|124|93.3|75.2%|\n\n"
)
_KINDS = (
    "|镇区|签约|开工|投产|\n|---|---|---|---|\n|集聚区|11|8|6|\n|东桥镇|4|5|3|\n|西渠镇|2|6|4|\n"
    "|合计|17|19|13|\n\n"
)
_TEAMS = (
    "|专班|收集问题|已解决|解决率|\n|---|---|---|---|\n|金融专班|48|45|93.8%|\n|土地专班|63|52|82.5%|\n"
    "|用工专班|37|36|97.3%|\n\n"
)
EXAMPLES = (
    (f"{_PLANS}全市完成年度计划的79.2%，东河县完成79.5%。", "holds 59.3 / 74.6 * 100 = 79.5"),
    (f"{_PLANS}全市完成年度计划的79.2%，东河县完成75.9%。", "wrong 59.3 / 74.6 * 100 = 75.9"),
    (f"{_RATES}全市快于序时进度8.5个百分点。", "holds 75.2 - 8/12 * 100 = 8.5"),
    (f"{_KINDS}三类项目共49个，集聚区独占25个。", "holds 17 + 19 + 13 = 49"),
    (f"{_KINDS}三类项目共49个，集聚区独占25个。", "holds 11 + 8 + 6 = 25"),
    (f"{_KINDS}三类项目共47个。", "wrong 17 + 19 + 13 = 47"),
    (f"{_TEAMS}用工专班解决率最高，土地专班仍有11个未解决。", "holds 63 - 52 = 11"),
    (f"{_TEAMS}用工专班解决率最高，土地专班仍有21个未解决。", "wrong 63 - 52 = 21"),
)
_TOTAL = later(f"{ADDED_UP}|^{WHOLE_REGION}")
_PLAN, _DONE = later("计划|目标|任务"), later("完成|到位|支出|实现")
_RATE_HEAD = later("率|比|占|进度")
_DUE = later(
    "(?:占|为|完成|实现)?(?:了)?(?:全年|年度)?(?:计划|目标|任务)(?:投资)?的$|完成(?:率)?(?:为|达)?$|^为$|进度(?:为|达)?$"
)
_BARE = later("(?:分别)?(?:为|达|仅|只有)")
_SCHEDULE = later(
    "(?P<way>快于|高于|超过?|超出|领先于?|慢于|低于|落后于?|滞后于?)(?:全年)?(?:序时进度|时间进度)$"
)
_MONTHS = later("1-(\\d{1,2})月")
_SLOW = later("慢|低|落|滞")
_SO_MANY = later(f"([两二三四五六])(?:大)?(?:类|种|批)(?:项目)?(?:{IN_ALL})(?:有|达)?$")
_ALONE = later(f"(?:独占|共有?|{ADDED_UP}|累计|独揽)$")
_AROUND, _FAR, _TELLING = 600, 60, 100


def rows_in_prose(reading: TextReading) -> Iterator[Finding]:
    """What the sentences around each table say of its rows."""
    for grid, around in with_prose(reading, _AROUND):
        for one in around:
            found = None if one.hedge or one.inner else _told(reading, grid, one)
            if found is not None:
                yield found


def _told(reading: TextReading, grid: FigureGrid, one: TextFigure) -> Finding | None:
    if one.role is Role.PERCENT and _DUE.search(one.lead.lstrip(",、")):
        return _rate(reading, grid, one)
    if one.role is Role.POINTS and _SCHEDULE.search(one.lead):
        return _ahead(reading, grid, one)
    if one.role is Role.COUNT and not change_of(one.lead):
        return _left(reading, grid, one) or _all_kinds(reading, grid, one)
    return None


def _clause(reading: TextReading, one: TextFigure) -> str:
    """The clause of a figure; with the one before it where it says nothing: 市直最低，为58%."""
    begin = max(reading.begun("。;\n", one.start), one.start - _FAR)
    clauses = reading.text[begin : one.start].split(",")
    bare = len(clauses) > 1 and _BARE.fullmatch(clauses[-1])
    return clauses[-2] if bare and not _DIGIT.search(clauses[-2]) else clauses[-1]


_DIGIT = later("\\d")


def _is_of_rows(reading: TextReading, grid: FigureGrid, one: TextFigure) -> bool:
    """Whether a sentence, to a figure, says nothing but rates of rows that it names, of the plan.

    去年同期, 1-8月, 工业投资 or 力争目标 would be of another period, thing or target.
    """
    begin = reading.begun("。;\n", one.start)
    line = reading.text[max(reading.begun("\n", one.start), one.start - _AROUND) : begin]
    if any(_PERIOD.search(each) for each in line.split("。")):
        return False
    clauses = reading.text[max(begin, one.start - _AROUND) : one.start].split(",")
    return all(_is_of_row(grid, each) for each in clauses)


def _is_of_row(grid: FigureGrid, clause: str) -> bool:
    """东河县完成年度计划的79.5%; 市直最低."""
    if _BARE_RATE.fullmatch(clause):
        return True
    label = max(
        (each for each in grid.labels if each and clause.startswith(each)), key=len, default=""
    )
    return bool(label) and _PLAIN.fullmatch(clause, len(label)) is not None


_PERIOD = later(f"{YEAR_OVER}|同期|\\d月|季度|半年|[当本上]月|方面|情况")
_BARE_RATE = later("(?:分别)?(?:为|达|仅为?|只有)(?:\\d[\\d.]{0,6}%)?")
_PLAIN = later(
    "(?:最[高低快慢好差]|垫底|居[首末])?(?:也|则|仅|只|已)?(?:"
    "(?:完成|实现|占|为)?(?:了)?(?:全年|年度)?(?:计划|目标|任务)?(?:投资)?(?:完成率|进度)?(?:的|为|达)?"
    "|(?:进度|完成率)?(?:快于|高于|超过?|超出|领先于?|慢于|低于|落后于?|滞后于?)(?:全年)?(?:序时进度|时间进度)"
    ")(?:\\d[\\d.]{0,6}(?:%|个百分点))?"
)


def _row(grid: FigureGrid, said: str) -> int | None:
    """The one row that a clause names."""
    named = [n for n, label in enumerate(grid.labels) if len(label) > 1 and label in said]
    return named[0] if len(named) == 1 else None


def _columns(grid: FigureGrid, pattern: "re.Pattern[str]") -> list[int]:
    return [
        n
        for n, head in enumerate(grid.heads)
        if pattern.search(head) and not _RATE_HEAD.search(head) and any(grid.column(n))
    ]


def _rate(reading: TextReading, grid: FigureGrid, one: TextFigure) -> Finding | None:
    """东河县完成79.5%: of the one column that is done, and the one that is planned."""
    if one.printed.scaleb(one.places) < _TELLING:
        return None
    at = _row(grid, _clause(reading, one))
    plans = _columns(grid, _PLAN)
    done = [n for n in _columns(grid, _DONE) if n not in plans]
    if at is None or len(plans) != 1 or len(done) != 1:
        return None
    part, base = grid.rows[at][done[0]], grid.rows[at][plans[0]]
    if part is None or base is None or not base.value or part.dimension != base.dimension:
        return None
    pair = RatePair(part, base)
    if pair.comes_to(one):
        return told(pair, one)
    rates = any(_RATE_HEAD.search(head) for head in grid.heads)
    own = not _TOTAL.search(grid.labels[at]) or all(_adds_up(grid, at, n) for n in (*plans, *done))
    sure = not rates and own and is_slip(pair.value, one) and _is_of_rows(reading, grid, one)
    return told(pair, one) if sure else None


def _adds_up(grid: FigureGrid, at: int, number: int) -> bool:
    """Whether a row is what the others of a column come to."""
    whole = grid.rows[at][number]
    parts = [row[number] for n, row in enumerate(grid.rows) if n != at]
    cells = [f for f in parts if f is not None]
    return whole is not None and Window(whole, cells).verdict in GOOD


def _ahead(reading: TextReading, grid: FigureGrid, one: TextFigure) -> Finding | None:
    """全市快于序时进度8.5个百分点: of the one column of rates, by the months that a head names."""
    said = _SCHEDULE.search(one.lead)
    months = {int(each) for head in grid.heads for each in _MONTHS.findall(head)}
    rates = [n for n in range(len(grid.heads)) if _is_rates(grid, n)]
    at = _row(grid, _clause(reading, one))
    if said is None or at is None or len(rates) != 1 or len(months) != 1:
        return None
    rate, (many,) = grid.rows[at][rates[0]], months
    if rate is None or not 0 < many < _YEAR:
        return None
    due = EXACT.divide(Decimal(100 * many), Decimal(_YEAR))
    slow = _SLOW.search(said["way"]) is not None
    value = due - rate.value if slow else rate.value - due
    # Both are rounded before one is taken from the other.
    room = rate.half + Decimal(5).scaleb(-one.places - 1)
    schedule = f"{many}/12 * 100"
    text = f"{schedule} - {rate.printed:f}" if slow else f"{rate.printed:f} - {schedule}"
    found = judge(one, value, (value - room, value + room), text, (rate,))
    sure = value > 0 and is_slip(value, one) and _is_of_rows(reading, grid, one)
    return found if found.verdict in GOOD or sure else None


_YEAR = 12


def _left(reading: TextReading, grid: FigureGrid, one: TextFigure) -> Finding | None:
    """土地专班仍有11个未解决: of the one column that is 解决, and the one other that is counted."""
    clause = _clause(reading, one)
    said = _STILL.search(clause)
    behind = _NOT_DONE.match(reading.text, one.end) if said is not None else None
    what = (said and said["what"]) or (behind and behind["what"])
    at = _row_begun(grid, clause[: said.start()]) if said is not None else None
    if at is None or not what or one.hedge:
        return None
    counted = [
        n
        for n in range(len(grid.heads))
        if all(f is not None and f.role is Role.COUNT for f in grid.column(n))
    ]
    done = [n for n in counted if what in grid.heads[n] and not _NOT.search(grid.heads[n])]
    whole = [n for n in counted if n not in done]
    if len(done) != 1 or len(whole) != 1:
        return None
    first, second = grid.rows[at][whole[0]], grid.rows[at][done[0]]
    if first is None or second is None or first.value < second.value:
        return None
    found = of_two(one, first, second, down=False)
    if found.verdict in GOOD:
        return found
    # 截至目前, 去年: nothing is said but whose it is.
    begin = max(reading.begun("。;\n", one.start), one.start - _AROUND)
    before = reading.text[begin : one.start - len(clause)].split(",")
    plain = not any(_PERIOD.search(each) or "截" in each for each in (clause, *before))
    plain = plain and not (is_told_later(reading, grid, one) or _goes_on(reading, found, one))
    return found if plain and _is_one_digit_off(found.computed, one) else None


def _goes_on(reading: TextReading, found: Finding, one: TextFigure) -> bool:
    """仍有2个未解决，1个转上级协调; 仍有22个未解决，其中上月结转10个."""
    more = one.value - (found.computed or one.value)
    if more > 0:
        return others_are_in_it(reading, one, more)
    behind = reading.figures[one.order + 1 : one.order + 2]
    return any((f.sentence, f.unit) == (one.sentence, one.unit) for f in behind)


def _is_one_digit_off(value: Decimal | None, one: TextFigure) -> bool:
    kind = slip_kind(value, one) if value else None
    return kind in OF_ONE_DIGIT or kind is SlipKind.CROSSED


_STILL = later("(?:[还尚仍]?(?:未|没有)(?P<what>[\u4e00-\u9fff]{2})(?:的|项目|问题)?|[还尚仍]有)$")
_NOT_DONE = later(
    "(?:项目|问题|事项)?[还尚仍]?(?:未|没有)(?P<what>[\u4e00-\u9fff]{2})(?![\u4e00-\u9fff])"
)
_NOT = later("未|没|率|待")


def _row_begun(grid: FigureGrid, said: str) -> int | None:
    """The one row that words name, and nothing besides."""
    said = said.strip("但而其中")
    found = [n for n, label in enumerate(grid.labels) if len(label) > 1 and _is_named(label, said)]
    return found[0] if len(found) == 1 else None


def _is_named(label: str, said: str) -> bool:
    """金融 of a column of 专班 is named 金融专班."""
    return said.startswith(label) and len(said) <= len(label) + _MORE


_MORE = 2


def _is_rates(grid: FigureGrid, number: int) -> bool:
    cells = [cell for cell in grid.column(number) if cell is not None]
    return bool(cells) and all(cell.role is Role.PERCENT for cell in cells)


def _all_kinds(reading: TextReading, grid: FigureGrid, one: TextFigure) -> Finding | None:
    """三类项目共49个: the counts of the row that sums the others; 集聚区独占25个: of its own."""
    begin = max(reading.begun(",。;\n", one.start), one.start - _FAR)
    said = reading.text[begin : one.start]
    many = _SO_MANY.search(said)
    totals = [n for n, label in enumerate(grid.labels) if _TOTAL.search(label)]
    at = _row(grid, said)
    if many is not None and at is None and len(totals) == 1:
        cells = _counts(grid, totals[0])
        number = numerals.whole(many[1])
        begin = reading.begun("。;\n", one.start)
        whole = reading.text[max(begin, one.start - _FAR) : one.start]
        plain = not _SO_MANY.sub("", whole).strip("上述以全市县区,")
        window = Window(one, cells)
        sure = window.verdict in GOOD or (plain and near(window))
        return summed(window, None) if len(cells) == number and sure else None
    if many is not None and at is None:
        return _in_column(grid, one, said, numerals.whole(many[1]))
    if at is not None and _ALONE.search(said):
        cells = _counts(grid, at)
        window = Window(one, cells)
        return summed(window, None) if len(cells) > 1 and window.verdict in GOOD else None
    return None


def _in_column(grid: FigureGrid, one: TextFigure, said: str, many: int | None) -> Finding | None:
    """第七期三类项目合计49个: the counts of the column that is called so."""
    named = [n for n, head in enumerate(grid.heads) if len(head) > 1 and head in said]
    if len(named) != 1:
        return None
    cells = [f for f in grid.column(named[0]) if f is not None and f.role is Role.COUNT]
    window = Window(one, cells)
    return summed(window, None) if len(cells) == many and window.verdict in GOOD else None


def _counts(grid: FigureGrid, at: int) -> list[TextFigure]:
    """The counts of a row; none where one of its columns is no count, or is itself a sum."""
    cells = [cell for cell in grid.rows[at] if cell is not None]
    kin = {(cell.role, cell.dimension) for cell in cells}
    summed_ = any(_TOTAL.search(head) for head in grid.heads)
    plain = len(kin) == 1 and cells[0].role is Role.COUNT and not summed_
    return cells if plain else []
