"""Rows that say a whole, a part and a rate each, and one whose rate is of another row's whole.

签约41个，已开工37个，开工率90.2%；开工68个，已投产24个，投产率58.5%；…: the rows stand one behind
another and say nothing else, so that each rate is of its own.  Two others come out so; that one
comes out of the whole of another row is how it was mistaken, and no other reading of it.
"""

from collections.abc import Iterator

from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.judging.pairs import RatePair, is_share, told, verdict
from sangeyipi.audit.relations.shares.alike_shares import kind_of_share, rate_stem, share_words
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "“签约一批”43个，已开工38个，开工率88.4%；“开工一批”67个，已投产26个，投产率60.5%；"
        "“投产一批”54个，已达效51个，达效率94.4%。",
        "wrong 26 / 67 * 100 = 60.5",
    ),
    (
        "甲县任务12.4亿元，完成10.2亿元，占82.3%；乙县任务18.6亿元，完成7.4亿元，占59.7%；"
        "丙县任务15.2亿元，完成11.9亿元，占78.3%。",
        "wrong 7.4 / 18.6 * 100 = 59.7",
    ),
)
_LEAST, _TWO = 3, 2
_STOP, _CLAUSES = later("[;。:\n]"), later("[;。\n]")
#: 占签约的 names its whole, and 其中 another than the first.
_NAMES_NONE = later("占(?:比|任务|计划|总数)?(?:为|达|的)?$")
_OF_SOME = later("其中|另|其余")
_Row = tuple[TextFigure, TextFigure, TextFigure]


def rows_of_three(around: Surroundings, found: list[Finding]) -> list[Finding]:
    """The findings, with the rates that come out of the whole of another row told wrong."""
    groups = [rows for rows in _groups(around) if len(rows) >= _LEAST]
    if not groups:
        return found
    own = {row[2].start: (row, rows) for rows in groups for row in rows}
    return [_judged(each, own) or each for each in found]


def _judged(one: Finding, own: dict[int, tuple[_Row, list[_Row]]]) -> Finding | None:
    """What is told of a rate that came out of the whole of another row."""
    if one.verdict not in GOOD or one.stated is None or len(one.operands) != _TWO:
        return None
    row, rows = own.get(one.stated.start, (None, []))
    if row is None:
        return None
    base, part, rate = row
    others = [each for each in rows if each is not row]
    if one.operands[0].start != part.start or one.operands[1].start == base.start:
        return None
    copied = any(each[0].start == one.operands[1].start for each in others)
    if not copied or not all(_holds(each) for each in others):
        return None
    new = told(RatePair(part, base), rate)
    if new.verdict is not RelationVerdict.WRONG:
        return None
    said = f"{new.message.split('；')[0]}；像是用了另一个基数 {one.operands[1].text}"
    return new._replace(message=said)


def _holds(row: _Row) -> bool:
    base, part, rate = row
    return verdict(RatePair(part, base), rate) in GOOD


def _groups(around: Surroundings) -> Iterator[list[_Row]]:
    """Rows of three figures each, one right behind another."""
    figures = around.reading.figures
    group: list[_Row] = []
    for rate in figures[_TWO:]:
        if rate.role is not Role.PERCENT:
            continue
        row = figures[rate.order - 2], figures[rate.order - 1], rate
        if not _is_row(around, row):
            continue
        last = group[-1] if group else None
        if last is not None and not _is_next(last, row):
            yield group
            group = []
        group.append(row)
    yield group


def _is_next(last: _Row, row: _Row) -> bool:
    """Whether a row stands right behind another, of as many kinds of figures."""
    behind = row[0].order == last[2].order + 1 and row[0].paragraph == last[0].paragraph
    return behind and row[0].unit == last[0].unit


def _is_row(around: Surroundings, row: _Row) -> bool:
    base, part, rate = row
    if base.role not in COUNTABLE or (part.role, part.unit) != (base.role, base.unit):
        return False
    if not base.value or any(f.inner or f.hedge or not f.printed for f in row):
        return False
    text = around.reading.text
    before = around.reading.figures[base.order - 1] if base.order else None
    opens = (
        before is None or before.role is Role.PERCENT or _STOP.search(text, before.end, base.start)
    )
    if not opens or _CLAUSES.search(text, base.end, rate.start) or part.value > base.value:
        return False
    if _OF_SOME.search(text, max(0, base.start - len(base.lead)), rate.start):
        return False
    if any(change_of(f.lead) or is_past(f.lead) for f in (base, part)):
        return False
    if not is_share(around.reading, rate):
        return False
    if kind_of_share(around, rate) == "率":
        return bool(stem := rate_stem(around, rate)) and stem in part.lead + part.tail
    return _NAMES_NONE.fullmatch(share_words(around, rate)) is not None
