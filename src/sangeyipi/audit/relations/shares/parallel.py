"""Rows that say the same of several: 用地类41个，解决36个；融资类55个，解决50个；….

Each row is a clause between semicolons (or a sentence) with figures of the same kinds in the same
order.  What the rows' first figures come to shows that they are all there are; a further column is
wrong where the whole that is named as that column is off by a slip.  A rate that is of the same two
columns in all rows but one is of these in that one too.  The whole may be a row at the end.
"""

import re
from collections.abc import Iterator
from itertools import permutations

from sangeyipi.audit.judging.adding import Window, near, summed
from sangeyipi.audit.judging.evidence import at_most
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.pairs import RatePair, told, verdict
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, growth_of
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.totals import IN_ALL_SO_FAR
from sangeyipi.model.patterns import later

_ROWS = (
    "其中用地类41个，解决36个；融资类55个，解决50个；用工类29个，解决27个；其他类22个，解决16个。"
)
EXAMPLES = (
    (f"收集问题147个，已协调解决129个。{_ROWS}", "holds 36 + 50 + 27 + 16 = 129"),
    (f"收集问题147个，已协调解决129个。{_ROWS}", "holds 41 + 55 + 29 + 22 = 147"),
    ("市级45个，开工42个；县级126个，开工109个。合计171个，开工151个。", "holds 42 + 109 = 151"),
    (
        "规上任务100家，入规86家，完成率86%；专精任务40家，认定37家，完成率92.5%；"
        "上云任务300家，完成264家，完成率84%。",
        "wrong 264 / 300 * 100 = 84",
    ),
    (f"收集问题147个，已协调解决126个。{_ROWS}", "wrong 36 + 50 + 27 + 16 = 126"),
)
_LEAST, _MOST, _BACK = 3, 30, 10
_DULL = later("其中|项目|[,、;:共计有为已的]")
_Kind = tuple[Role, str, str]


def parallel(reading: TextReading) -> Iterator[Finding]:
    """Every run of rows with the wholes before it."""
    run: list[list[TextFigure]] = []
    for row in _rows(reading):
        same = bool(run) and row[0].paragraph == run[-1][0].paragraph
        if same and _SUMS_UP.search(row[0].lead) and _kinds(row)[: len(run[0])] == _kinds(run[0]):
            # 合计171个，开工151个，开工率88.3%: more may be said of the whole.
            yield from _told(reading, [*run, row[: len(run[0])]])
            run = []
            continue
        if run and not (same and _kinds(row) == _kinds(run[-1])):
            yield from _told(reading, run)
            run = []
        run.append(row)
    yield from _told(reading, run)


def _told(reading: TextReading, run: list[list[TextFigure]]) -> Iterator[Finding]:
    """The first row may be the whole of the others: 147个，已解决129个。其中用地类41个，…."""
    yield from _rates(run)
    if len(run) > 2 and _SUMS_UP.search(run[-1][0].lead) and len(run[0]) > 1:
        yield from _summed_up(run[:-1], run[-1])
        run = run[:-1]
    for rows in (run[1:], run):
        found = list(_of_rows(reading, rows)) if _LEAST <= len(rows) <= _MOST else []
        yield from found
        if found:
            return


_SUMS_UP = re.compile(f"{IN_ALL_SO_FAR}|总体")
#: So many rows with a rate that comes out prove of which columns it is.
_PROVEN = 2
#: As many values at least a rounded whole may have.
_TELLING = 20
#: Of a wider row not all pairs of columns are tried.
_WIDE = 12


def _summed_up(run: list[list[TextFigure]], last: list[TextFigure]) -> Iterator[Finding]:
    """市级45个，开工42个；县级126个，开工109个。合计171个，开工151个."""
    windows = []
    for at, total in enumerate(last):
        column = [row[at] for row in run]
        if total.role in COUNTABLE and not any(f.hedge or f.inner for f in (total, *column)):
            windows.append(Window(total, column))
    good = [one for one in windows if one.verdict in GOOD]
    if len(good) * 2 >= len(windows) > 1:
        for one in windows:
            if one.verdict in GOOD or near(one):
                yield summed(one, None)


def _rates(run: list[list[TextFigure]]) -> Iterator[Finding]:
    """任务100家，入规86家，完成率86%；任务40家，认定37家，完成率92.5%: the same way in each."""
    if len(run) <= _PROVEN or len(run[0]) > _WIDE:
        return
    for at, head in enumerate(run[0]):
        if head.role is not Role.PERCENT or growth_of(head.lead):
            continue
        rates = [row[at] for row in run]
        pairs, good = _best_columns(run, at, rates)
        if good >= _PROVEN and good >= len(run) - 1:
            alike = len({_label(one) for one in rates}) == 1
            for pair, one in zip(pairs, rates, strict=True):
                if alike or verdict(pair, one) in GOOD:
                    yield told(pair, one)


def _best_columns(
    run: list[list[TextFigure]], at: int, rates: list[TextFigure]
) -> tuple[list[RatePair], int]:
    """Of which two columns most of the rates come out, and how many do."""
    best: list[RatePair] = []
    good = 0
    for part, base in permutations(range(at), 2):
        if run[0][part].dimension != run[0][base].dimension:
            continue
        pairs = [RatePair(row[part], row[base]) for row in run]
        if any(not p.base.value or p.part.value > p.base.value * 2 for p in pairs):
            continue
        holds = sum(verdict(p, one) in GOOD for p, one in zip(pairs, rates, strict=True))
        if holds > good:
            best, good = pairs, holds
    return best, good


_BEGINS = re.compile("[;。\n]|其中")


def _rows(reading: TextReading) -> Iterator[list[TextFigure]]:
    row: list[TextFigure] = []
    for one in reading.figures:
        # 147个，已解决129个，其中用地类41个: a list that begins within a clause.
        if row and _BEGINS.search(reading.text, row[-1].end, one.start):
            yield row
            row = []
        row.append(one)
    if row:
        yield row


def _kinds(row: list[TextFigure]) -> list[_Kind]:
    return [(one.role, one.dimension, one.measure) for one in row]


def _of_rows(reading: TextReading, run: list[list[TextFigure]]) -> Iterator[Finding]:
    first = run[0][0]
    before = [
        f
        for f in reading.figures[max(0, first.order - _BACK) : first.order]
        if f.paragraph >= first.paragraph - 1 and not f.inner and not change_of(f.lead)
    ]
    proven: TextFigure | None = None
    for at, head in enumerate(run[0]):
        column = [row[at] for row in run]
        if head.role not in COUNTABLE or any(f.inner or f.hedge for f in column):
            continue
        if any(change_of(f.lead) for f in column) or (at and len({_label(f) for f in column}) > 1):
            continue
        # 3亿元 is by chance what any rows come to that are rounded so far.
        wholes = [
            f
            for f in before
            if _kin(f) == _kin(head) and not f.hedge
            if not f.half or at_most(f, f.value) >= _TELLING
        ]
        good = [w for w in (Window(f, column) for f in wholes) if w.verdict in GOOD]
        if good and good[-1].sum > len(run):
            yield summed(good[-1], None)
            proven = proven or (good[-1].total if at == 0 else None)
            continue
        named = [f for f in wholes if at and _label(head) and _label(f).endswith(_label(head))]
        if proven is not None and len(named) == 1 and named[0].order > proven.order:
            window = Window(named[0], column)
            if window.verdict in GOOD or (near(window) and not _goes_on(reading, column)):
                yield summed(window, None)


def _goes_on(reading: TextReading, column: list[TextFigure]) -> bool:
    """进展红灯1个、黄灯2个；问题办理黄灯5个: what lacks a column ends the run, not the list."""
    last, called = column[-1], _label(column[-1])
    return any(
        f.order > last.order and called and _label(f).endswith(called)
        for f in reading.by_sentence[last.sentence]
    )


def _kin(one: TextFigure) -> tuple[Role, str, str]:
    return one.role, one.unit if one.role is not Role.MONEY else one.dimension, one.measure


def _label(one: TextFigure) -> str:
    return _DULL.sub("", one.lead)
