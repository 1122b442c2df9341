"""What some of a sequence come to: 第一期12个、第二期9个、第三期14个、…。前三期35个已全部履约.

The first or the last so many of the phases, batches or months that a paragraph tells one after
another, in the same state.  Wrong by a slip only, where the column of all comes to a whole.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sangeyipi.audit.judging.adding import Window, is_crossed, near, summed
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.relations.sums.sequences import SAME_KIND, SequenceRow, runs
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.totals import IN_ALL_SO_FAR
from sangeyipi.audit.text.times_said import number_said
from sangeyipi.model.patterns import later

_ROWS = (
    "第一期签约8个，开工8个，投产7个；第二期签约10个，开工10个，投产8个；第三期签约7个，开工6个，投产4个；"
    "第四期签约13个，开工9个，投产2个。四期累计签约38个，开工33个，投产21个。"
)
EXAMPLES = (
    (
        "签约项目63个，其中第一期12个、第二期9个、第三期14个、第四期11个、第五期17个。"
        "前四期46个签约项目已全部履约。",
        "holds 12 + 9 + 14 + 11 = 46",
    ),
    (
        "签约项目63个，其中第一期12个、第二期9个、第三期14个、第四期11个、第五期17个。"
        "前四期64个签约项目已全部履约。",
        "wrong 12 + 9 + 14 + 11 = 64",
    ),
    (f"{_ROWS}后两期签约20个，开工15个，投产6个。", "holds 6 + 9 = 15"),
    (f"{_ROWS}后两期签约20个，开工15个，投产9个。", "wrong 4 + 2 = 9"),
    (
        "累计签约373个，其中第一期82个、第二期104个、第三期93个、第四期94个，后两期签约197个。",
        "wrong 93 + 94 = 197",
    ),
)
_SOME = re.compile(
    "[,。;:\n](?:其中)?,?(?P<end>[前后]|最?近)(?P<many>[两二三四五六七八九]|\\d)个?"
    "(?P<kind>期|批次?|轮|季度|阶段|月份?)(?P<what>[^,。;:、\\d\n]{0,10})$"
)
#: Nothing but what a figure counts.
_PLAIN = later(f"[,、;]?(?:已|{IN_ALL_SO_FAR}|实际|其中)*[\u4e00-\u9fff]{{0,6}}?(?:项目|企业)?")
#: 前两批20个项目已开工 may be some of them; 20个项目已开工18个 is of all.
_MEANT = later(
    "(?:[\u4e00-\u9fff]{2})?(?:项目|企业|工程)?"
    "(?:[,。;、]|中|(?:已经?)?(?:全部|均|都)|[^,。;、\\d]{1,6}\\d)"
)
_LOOK, _FAR, _MOST = 30, 800, 4
_FIRST = "前"
_ENDS = re.compile("[。;\n]")


class _Some(NamedTuple):
    """Some rows of a sequence, and whether all that it has stands before."""

    rows: list[SequenceRow]
    all_rows: list[SequenceRow]
    what: str


def some_of_sequences(reading: TextReading) -> Iterator[Finding]:
    """Every figure that is said of the first or the last of a sequence before it."""
    for one in reading.of(Role.COUNT):
        if one.hedge or one.inner:
            continue
        said = _SOME.search(reading.text[max(0, one.start - _LOOK) : one.start])
        some = _rows(reading, one, said) if said is not None else None
        if some is not None:
            yield from _told(reading, one, some)


def _rows(reading: TextReading, one: TextFigure, said: re.Match[str]) -> _Some | None:
    """The rows that are meant: of the last sequence before that is longer than they are many."""
    many, kind = number_said(said["many"]), SAME_KIND.get(said["kind"], said["kind"])
    before = [
        run
        for run in runs(reading, max(0, one.start - _FAR), one.start)
        if run[0].kind == kind and len(run) > max(many, 1)
        if said["end"] != _FIRST or run[0].number == 1
    ]
    if not before or many < 2:
        return None
    every = before[-1]
    return _Some(every[:many] if said["end"] == _FIRST else every[-many:], every, said["what"])


def _told(reading: TextReading, one: TextFigure, some: _Some) -> Iterator[Finding]:
    figures = reading.figures
    beside = [one]
    for other in figures[one.order + 1 : one.order + _MOST]:
        if other.role is not Role.COUNT or other.inner or other.sentence != one.sentence:
            break
        if other.unit != one.unit or not _PLAIN.fullmatch(other.lead):
            break
        beside.append(other)
    for each in beside:
        if change_of(each.lead) or is_past(each.lead) or each.hedge:
            continue
        what = some.what if each is one else None
        state = _state(each, what)
        bare = what == "" or (bool(state) and _opening(reading, some) == state)
        column = [_of_row(reading, row, state, each, bare=bare) for row in some.all_rows]
        parts = [column[some.all_rows.index(row)] for row in some.rows]
        found = [f for f in parts if f is not None]
        alike = len({words.state_of(f.lead) for f in found}) == 1
        if len(found) < len(some.rows) or not alike or found[-1].end > one.start:
            continue
        window = Window(each, found)
        if window.verdict in GOOD:
            yield summed(window, None)
        elif bare and not _MEANT.match(reading.text, each.end):
            continue
        elif _is_sure(reading, window, [f for f in column if f is not None], some):
            yield summed(window, None)


def _opening(reading: TextReading, some: _Some) -> str:
    """What the whole that opens a sequence is said to be: 累计签约373个，其中第一期82个、…."""
    figures = some.all_rows[0].figures
    before = reading.figures[figures[0].order - 1] if figures and figures[0].order else None
    opens = before is not None and before.sentence == figures[0].sentence
    return words.state_of(before.lead) if before is not None and opens else ""


def _state(one: TextFigure, what: str | None) -> str:
    """What a figure is said to be: before it, or as what it counts (46个签约项目)."""
    of = _OF.match(one.tail) if what == "" else None
    return words.state_of(one.lead) or words.state_of(what or "") or (of[1] if of else "")


_IN_ALL = later(f"{IN_ALL_SO_FAR}")
#: 46个签约项目, and not 46个项目已开工.
_OF = later("([\u4e00-\u9fff]{2})(?:项目|企业|工程)")


def _of_row(
    reading: TextReading, row: SequenceRow, state: str, one: TextFigure, *, bare: bool
) -> TextFigure | None:
    """The one figure of a row that is in a state, or the only one that it has."""
    counts: list[TextFigure] = []
    for f in row.figures:
        if counts and _ENDS.search(reading.text, counts[0].end, f.start):
            break
        if _IN_ALL.search(f.lead):
            break
        if f.role is Role.COUNT and f.unit == one.unit and not (f.inner or f.hedge):
            counts.append(f)
    called = [f for f in counts if words.state_of(f.lead) == state]
    if len(called) == 1:
        return called[0]
    # 签约项目63个，其中第一期12个: its state is said of all of them.
    return counts[0] if bare and len(counts) == 1 else None


def _is_sure(reading: TextReading, window: Window, column: list[TextFigure], some: _Some) -> bool:
    """Whether the column of the whole sequence comes to a figure, so that none of it is a slip, or
    is all that the sequence tells, right before."""
    if len(column) != len(some.all_rows) or window.verdict is not RelationVerdict.WRONG:
        return False
    plain = all(
        sum(1 for f in row.figures if f.role is Role.COUNT and f.start < window.total.start) == 1
        for row in some.all_rows
    )
    if plain and window.total.sentence == column[-1].sentence and near(window):
        return True
    whole = sum(f.value for f in column)
    first, last = column[0], window.total
    known = any(
        f.value == whole and f.unit == first.unit and f not in column and not f.hedge
        for f in reading.figures[max(0, first.order - _MOST) : last.order]
    )
    return known and (near(window) or is_crossed(window))
