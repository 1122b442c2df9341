"""Rows that are lines of their own, of one build, and the line of their total below them.

甲区41个，开工39个；/ 乙区34个，开工32个；/ 全市合计75个，开工71个: each line begins with what it
is of, as do 签约：33个 / 162.5亿元 and 签约：33个（162.5亿元）.  Where one column comes out no line
is missing, and another that does not is wrong.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from sangeyipi.audit.judging.adding import Window, summed
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.territories import WHOLE_REGION
from sangeyipi.audit.text.terms.totals import IN_ALL
from sangeyipi.model.patterns import later

_LINES = (
    "各县区情况如下：\n甲区41个，开工39个，开工率95.1%；\n乙区34个，开工32个，开工率94.1%；\n"
    "丙县39个，开工36个，开工率92.3%。\n"
)
_POSTER = "签约：33个 / 162.5亿元\n开工：47个 / 238.1亿元\n投产：29个 / 117.6亿元\n"
EXAMPLES = (
    (f"{_LINES}全市合计114个，开工107个，平均开工率93.9%。", "holds 39 + 32 + 36 = 107"),
    (f"{_LINES}全市合计114个，开工117个，平均开工率93.9%。", "wrong 39 + 32 + 36 = 117"),
    (f"{_POSTER}合计：109个 / 518.2亿元\n", "holds 162.5 + 238.1 + 117.6 = 518.2"),
    (f"{_POSTER}合计：109个 / 581.2亿元\n", "wrong 162.5 + 238.1 + 117.6 = 581.2"),
)
_TOTAL = re.compile(f"^(?:以上|{WHOLE_REGION}|全镇|总体)?(?:{IN_ALL})(?:有|为)?")
#: What several rows may have in common is counted once in all.
_SHARED = later(f"{words.REACHES}|平均|[户人亩]均")
_FILLED = re.compile("[,、;:的为共达有计合平均]")
_ROWS, _MOST, _TELLING, _LONGEST = 3, 40, 20, 24
_BULLETS = " -*•·●◆■▲、"


def line_rows(reading: TextReading) -> Iterator[Finding]:
    """Every line of a total below such lines."""
    totals = [f for f in reading.figures if f.role in COUNTABLE and _TOTAL.match(_head(reading, f))]
    if not totals:
        return
    plain: dict[int, list[TextFigure]] = defaultdict(list)
    bracketed: dict[int, list[TextFigure]] = defaultdict(list)
    for one in reading.figures:
        if not one.inner:
            plain[one.paragraph].append(one)
        if (
            not one.inner
            or (one.order and reading.between(reading.figures[one.order - 1], one)) == "("
        ):
            bracketed[one.paragraph].append(one)
    for total in totals:
        for lines in (plain, bracketed):
            row = lines[total.paragraph]
            if row and row[0] is total:
                yield from _told(row, _above(reading, lines, total.paragraph))


def _head(reading: TextReading, one: TextFigure) -> str:
    """What a line says before a figure, up to a colon too."""
    at = one.start - 1
    if one.lead or at < 0 or reading.text[at] != ":":
        return one.lead
    return reading.text[max(reading.begun("。;\n", at), at - _LONGEST) : at].strip(_BULLETS)


def _above(
    reading: TextReading, lines: dict[int, list[TextFigure]], at: int
) -> list[list[TextFigure]]:
    """The lines right above one that are built alike."""
    found: list[list[TextFigure]] = []
    while len(found) <= _MOST and at > 0:
        at -= 1
        row = lines.get(at, [])
        head = _head(reading, row[0]) if row else ""
        if not head or _TOTAL.match(head):
            break
        if found and _build(row) != _build(found[0]):
            break
        found.insert(0, row)
    return found if len({_head(reading, row[0]) for row in found}) == len(found) else []


def _build(row: list[TextFigure]) -> list[tuple[str, str]]:
    return [(one.unit, "" if at == 0 else _name(one)) for at, one in enumerate(row)]


def _name(one: TextFigure) -> str:
    return _FILLED.sub("", one.lead)


def _told(whole: list[TextFigure], rows: list[list[TextFigure]]) -> Iterator[Finding]:
    """What the columns come to."""
    if len(rows) < _ROWS:
        return
    windows = [
        Window(total, [row[at] for row in rows])
        for at, total in enumerate(whole[: len(rows[0])])
        if _may_add(total, rows[0][at], first=at == 0)
    ]
    proven = [one for one in windows if one.verdict in GOOD and one.total.value >= _TELLING]
    for one in windows:
        if one.verdict in GOOD or (proven and max(f.value for f in one.parts) < one.total.value):
            yield summed(one, None)


def _may_add(total: TextFigure, cell: TextFigure, *, first: bool) -> bool:
    """Whether a figure of the total is of what the rows have in that place."""
    if total.role not in COUNTABLE or (total.role, total.unit) != (cell.role, cell.unit):
        return False
    if total.hedge or cell.hedge or _SHARED.search(total.lead + cell.lead):
        return False
    if change_of(total.lead) or is_past(total.lead):
        return False
    return first or _name(total) == _name(cell)
