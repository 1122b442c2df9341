"""Shares that a table and the prose around it say together: 甲县占全市的33.3%, of its row.

A share in the prose whose clause names a row is of that row's cell and the table's total; a rate
right behind its base (总投资72.5亿元，资金到位率) is of the total of the column that it is called
after.  A column of shares in a table that has no total is of an amount of the prose, where all its
rows come out.  Told where it comes out to the last of three digits; of such a column with all
rows but one that one is told, if it is off by a slip.  Where the prose says what the columns come
to, the share is of that.
"""

from collections.abc import Iterator, Sequence

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import Finding
from sangeyipi.audit.judging.pairs import RatePair, is_share, told
from sangeyipi.audit.relations.tables.totals_in_prose import columns_of, may_be_total, totals_of
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.figure_grid import FigureGrid, sheet
from sangeyipi.audit.text.named import change_of, is_past, rate_in
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.territories import WHOLE_REGION
from sangeyipi.audit.text.terms.totals import ADDED_UP
from sangeyipi.model.patterns import later

_TABLE = (
    "|单位|项目个数|年度计划投资（亿元）|\n|---|---|---|\n|河东县|17|21.4|\n|河西县|13|18.2|\n"
    "|高新区|11|14.7|\n|合计|41|54.3|\n"
)
_FIRST = (
    "|位次|县区|完成投资（亿元）|占全市比重（%）|\n|---|---|---|---|\n|1|河东县|64.8|17.7|\n"
    "|2|河西县|51.3|{}|\n|3|高新区|46.9|12.8|\n"
)
_UNSUMMED = (
    "|单位|年度计划（亿元）|完成投资（亿元）|\n|---|---|---|\n|城南区|92.6|64.8|\n|城北区|71.3|56.0|\n"
    "|高新区|58.2|41.7|\n全市完成投资合计162.5亿元，"
)
_ALL = "1—9月，全市共完成投资366.8亿元。前三位如下：\n"
EXAMPLES = (
    (f"{_TABLE}\n从个数看，河东县占全市的41.5%。", "holds 17 / 41 * 100 = 41.5"),
    (f"{_TABLE}\n从年度计划看，河东县占39.4%。", "holds 21.4 / 54.3 * 100 = 39.4"),
    (
        "|来源|到位资金（亿元）|占比（%）|\n|---|---|---|\n|财政|6.3|18.3|\n|贷款|12.8|37.1|\n"
        "|自筹|15.4|44.6|\n|合计|34.5|100.0|\n"
        "项目总投资58.6亿元，资金到位率58.9%。",
        "holds 34.5 / 58.6 * 100 = 58.9",
    ),
    (_ALL + _FIRST.format("14.0"), "holds 51.3 / 366.8 * 100 = 14.0"),
    (
        f"{_UNSUMMED}其中城北区完成投资占34.5%。",
        "holds 56.0 / 162.5 * 100 = 34.5",
    ),
    (
        f"{_UNSUMMED}其中城北区完成投资占35.4%。",
        "wrong 56.0 / 162.5 * 100 = 35.4",
    ),
    (_ALL + _FIRST.format("14.5"), "wrong 51.3 / 366.8 * 100 = 14.5"),
)
_TOTAL = later(f"{ADDED_UP}|^{WHOLE_REGION}")
_SHARE = later("占")
_OF_ALL = later("占(?:比|全|总|比重|比例|\\(|%|$)")
_BOUNDS = later("[,。;\\n]")
_AROUND, _NEAR, _MOST, _WIDE, _FAR = 2000, 600, 60, 12, 40
_DIGITS, _ROWS = 100, 3


def shares_in_prose(reading: TextReading) -> Iterator[Finding]:
    """What each table and the sentences around it say of shares."""
    for table in reading.tables:
        grid = sheet(table)
        if len(grid.labels) > _MOST or len(grid.heads) > _WIDE:
            continue
        place = table.grid.start, table.grid.end
        near = reading.near_places(*place, _AROUND)
        totals = [n for n, label in enumerate(grid.labels) if _TOTAL.search(label)]
        if len(totals) == 1:
            for one in (f for figures in near.values() for f in figures):
                found = _of_row(reading, grid, totals[0], one)
                found = found or _of_total(reading, grid, totals[0], one)
                if found is not None:
                    yield found
        elif not totals:
            near = reading.near_places(*place, _NEAR)
            prose = [f for figures in near.values() for f in figures]
            yield from _columns(grid, prose)
            yield from _of_rows(reading, grid, prose)


def _is_telling(one: TextFigure) -> bool:
    plain = one.role is Role.PERCENT and not one.hedge
    return plain and one.printed.scaleb(one.places) >= _DIGITS


def _of_rows(
    reading: TextReading, grid: FigureGrid, prose: Sequence[TextFigure]
) -> Iterator[Finding]:
    """三镇完成投资合计7.41亿元，其中西陵镇完成投资占45.9%: of the row's cell, and of the total."""
    shares = [f for f in prose if _is_telling(f) and _SHARE.search(f.lead)]
    if not shares:
        return
    wholes = [f for f in prose if may_be_total(f)]
    columns = [(each, list(totals_of(each, wholes))) for each in columns_of(grid)]
    for one in shares:
        row = _row_named(reading, grid, one) if is_share(reading, one) else None
        if row is None:
            continue
        pairs = [
            (column.head, RatePair(column.parts[row], totals[0]))
            for column, totals in columns
            if len(totals) == 1 and totals[0].value > 0
        ]
        fits = [pair for _, pair in pairs if pair.comes_to(one)]
        said = _said(reading, one).removeprefix("其中").removeprefix(grid.labels[row])
        named = [pair for head, pair in pairs if _OF_HEAD.sub("", said) == _UNIT_OF.sub("", head)]
        if len(fits) == 1:
            yield told(fits[0], one)
        elif (
            not fits
            and len(named) == 1
            and is_slip(named[0].value, one)
            and not _is_of_another(reading, named[0].part, one)
        ):
            yield told(named[0], one)


def _is_of_another(reading: TextReading, part: TextFigure, one: TextFigure) -> bool:
    """占全市162亿元的96.9%，其中城北区占29.0%: of another amount that its sentence names."""
    before = reading.figures[reading.begins[one.order] : one.order]
    wholes = [f for f in before if f.dimension == part.dimension and f.value > 0]
    return any(RatePair(part, whole).comes_to(one) for whole in wholes)


_UNIT_OF = later(r"[(（][^()（）]{1,8}[)）]$")
#: 占全县的 may be of more than the table.
_OF_HEAD = later("^的|占(?:比|总[额量数]的?)?[为达到约]?$")


def _row_named(reading: TextReading, grid: FigureGrid, one: TextFigure) -> int | None:
    """The one row that the clause of a figure names."""
    said = _said(reading, one)
    rows = [n for n, label in enumerate(grid.labels) if len(label) > 1 and label in said]
    return rows[0] if len(rows) == 1 else None


def _said(reading: TextReading, one: TextFigure) -> str:
    return _BOUNDS.split(reading.text[max(0, one.start - _FAR) : one.start])[-1]


def _of_row(reading: TextReading, grid: FigureGrid, total: int, one: TextFigure) -> Finding | None:
    """从个数看，汝北县占全市的33.3%: the one column of the row that comes out."""
    if not _is_telling(one) or not _SHARE.search(one.lead) or not is_share(reading, one):
        return None
    row = _row_named(reading, grid, one)
    if row is None or row == total:
        return None
    pairs = [
        RatePair(part, base)
        for part, base in zip(grid.rows[row], grid.rows[total], strict=True)
        if part is not None and base is not None and base.value > 0 and part.role in COUNTABLE
    ]
    fits = [pair for pair in pairs if pair.comes_to(one)]
    return told(fits[0], one) if len(fits) == 1 else None


def _of_total(
    reading: TextReading, grid: FigureGrid, total: int, one: TextFigure
) -> Finding | None:
    """项目总投资72.5亿元，资金到位率63.4%: of the total of 到位资金."""
    rate = rate_in(one.lead) if _is_telling(one) else None
    base = reading.figures[one.order - 1] if one.order else None
    if rate is None or base is None or base.sentence != one.sentence or base.hedge:
        return None
    name = rate[1][-2:]
    for head, part in zip(grid.heads, grid.rows[total], strict=True):
        if part is None or name not in head or part.dimension != base.dimension:
            continue
        pair = RatePair(part, base)
        if part.role in COUNTABLE and base.value > 0 and pair.comes_to(one):
            return told(pair, one)
    return None


def _columns(grid: FigureGrid, prose: Sequence[TextFigure]) -> Iterator[Finding]:
    """占全市比重: a column whose whole stands in the prose."""
    shares = [n for n, head in enumerate(grid.heads) if _OF_ALL.search(head)]
    if len(shares) != 1 or len(grid.rows) < _ROWS:
        return
    printed = [cell for cell in grid.column(shares[0]) if cell is not None]
    if len(printed) != len(grid.rows) or not all(map(_is_telling, printed)):
        return
    for number in range(len(grid.heads)):
        parts = [cell for cell in grid.column(number) if cell is not None]
        if number == shares[0] or len(parts) != len(printed) or parts[0].role not in COUNTABLE:
            continue
        for whole in _wholes(parts, prose):
            if whole.value <= 0:
                continue
            pairs = [RatePair(part, whole) for part in parts]
            off = [n for n, pair in enumerate(pairs) if not pair.comes_to(printed[n])]
            if len(off) > 1 or len(pairs) - len(off) < _ROWS - 1:
                continue
            if off and not is_slip(pairs[off[0]].value, printed[off[0]]):
                continue
            yield from (told(pair, one) for pair, one in zip(pairs, printed, strict=True))
            return


def _wholes(parts: Sequence[TextFigure], prose: Sequence[TextFigure]) -> Iterator[TextFigure]:
    most = sum(part.value for part in parts)
    for one in prose:
        alike = (one.role, one.dimension) == (parts[0].role, parts[0].dimension)
        plain = not (one.hedge or is_past(one.lead) or change_of(one.lead))
        if alike and plain and one.value >= most:
            yield one
