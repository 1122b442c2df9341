"""Rows that say a whole, a part and a rate each, and one whose rate has the whole or the part of
another row.

签约41个，已开工37个，开工率90.2%；开工68个，已投产24个，投产率58.5%；…: the rows stand one behind
another and say nothing else, but for how many are meant, so that each rate is of its own.  The
others come out so; that one comes out with a figure of another row is how it was mistaken, and no
other reading of it.
"""

from collections.abc import Iterator

from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.judging.pairs import RatePair, is_share, of_other_base, told, verdict
from sangeyipi.audit.judging.reasons import Why
from sangeyipi.audit.relations.shares.alike_shares import kind_of_share, rate_stem, share_words
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.audit.text.terms.coverage import ALSO
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "“签约一批”43个，已开工38个，开工率88.4%；“开工一批”67个，已投产26个，投产率60.5%；"
        "“投产一批”54个，已达效51个，达效率94.4%。",
        "wrong 26 / 67 * 100 = 60.5",
    ),
    (
        "2024年新签约项目58个，当年开工43个，开工率67.2%；2023年新签约项目51个，当年开工39个，开工率76.5%。",
        "wrong 43 / 58 * 100 = 67.2",
    ),
    (
        "年度计划32.65亿元，完成15.81亿元，完成率48.4%。其中省市重点项目18个，年度计划12.4亿元，完成6.73亿元，"
        "完成率20.6%；县级重点项目46个，年度计划20.25亿元，完成9.08亿元，完成率44.8%。",
        "wrong 6.73 / 12.4 * 100 = 20.6",
    ),
    (
        "甲县任务12.4亿元，完成10.2亿元，占82.3%；乙县任务18.6亿元，完成7.4亿元，占59.7%；"
        "丙县任务15.2亿元，完成11.9亿元，占78.3%。",
        "wrong 7.4 / 18.6 * 100 = 59.7",
    ),
    (
        "东片送检样品164件，检出合格151件，不合格9件，待复检4件，合格率92.1%；西片送检138件，检出合格127件，"
        "不合格11件，合格率77.4%。",
        "wrong 127 / 138 * 100 = 77.4",
    ),
)
_LEAST, _TWO, _DIGITS, _WIDE = 3, 2, 100, 6
_STOP, _CLAUSES = later("[;。:\n]"), later("[;。\n]")
#: 占签约的 names its whole, and 其中 another than the first.
_NAMES_NONE = later("占(?:比|任务|计划|总数)?(?:为|达|的)?$")
_OF_SOME = later(f"其中|{ALSO}|其余")
_UNDONE = later("(?:未|不|没有)[\u4e00-\u9fff]{2,4}")
_Row = tuple[TextFigure, TextFigure, TextFigure]


def rows_of_three(around: Surroundings, found: list[Finding]) -> list[Finding]:
    """The findings, with the rates that come out of the whole of another row told wrong."""
    groups = [rows for rows in _groups(around) if len(rows) >= _TWO]
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
    own_part, own_base = (
        f.start == g.start for f, g in zip(one.operands, (part, base), strict=True)
    )
    if own_part is own_base or not all(_holds(each) for each in others):
        return None
    strange = one.operands[1] if own_part else one.operands[0]
    copied = any(each[own_base].start == strange.start for each in others)
    telling = one.verdict is RelationVerdict.HOLDS and rate.printed.scaleb(rate.places) >= _DIGITS
    if not copied or (len(rows) < _LEAST and not telling):
        return None
    new = told(RatePair(part, base), rate)
    if new.verdict is not RelationVerdict.WRONG:
        return None
    why = of_other_base(strange) if own_part else Why(f"像是用了另一个分子 {strange.text}")
    return new._replace(why=why)


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
            longer = _with_others(around, rate)
            if longer is None:
                continue
            row = longer
        last = group[-1] if group else None
        if last is not None and not _is_next(last, row):
            yield group
            group = []
        group.append(row)
    yield group


def _with_others(around: Surroundings, rate: TextFigure) -> _Row | None:
    """上报41个，通过33个，退回6个，通过率80.5%: what became of the others stands between the part,
    which the rate is called after, and the rate."""
    figures = around.reading.figures
    begin = rate.order
    while begin and rate.order - begin < _WIDE:
        before = figures[begin - 1]
        if before.role is Role.PERCENT or _STOP.search(
            around.reading.text, before.end, figures[begin].start
        ):
            break
        begin -= 1
    if rate.order - begin <= _TWO or kind_of_share(around, rate) != "率":
        return None
    base, part, *others = figures[begin : rate.order]
    stem = rate_stem(around, rate)
    if not stem or stem in base.lead + base.tail or not _is_row(around, (base, part, rate)):
        return None
    plain = all(
        (f.role, f.unit) == (part.role, part.unit)
        and not (f.inner or f.hedge or stem in _UNDONE.sub("", f.lead) + f.tail)
        and part.value + f.value <= base.value
        for f in others
    )
    return (base, part, rate) if plain else None


def _is_next(last: _Row, row: _Row) -> bool:
    """Whether a row stands right behind another, of as many kinds of figures."""
    apart = row[0].order - last[2].order
    behind = 1 <= apart <= _TWO and row[0].paragraph == last[0].paragraph
    return behind and row[0].unit == last[0].unit


def _head(around: Surroundings, base: TextFigure) -> TextFigure:
    """省市重点项目18个，年度计划12.4亿元: how many are meant, where a row's whole is an amount."""
    before = around.reading.figures[base.order - 1] if base.order else base
    counts = before.role is Role.COUNT and base.role is Role.MONEY and not before.inner
    apart = _CLAUSES.search(around.reading.text, before.end, base.start)
    return before if counts and not apart else base


def _is_row(around: Surroundings, row: _Row) -> bool:
    base, part, rate = row
    if base.role not in COUNTABLE or (part.role, part.unit) != (base.role, base.unit):
        return False
    if not base.value or any(f.inner or f.hedge or not f.printed for f in row):
        return False
    text = around.reading.text
    head = _head(around, base)
    before = around.reading.figures[head.order - 1] if head.order else None
    opens = (
        before is None or before.role is Role.PERCENT or _STOP.search(text, before.end, head.start)
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
