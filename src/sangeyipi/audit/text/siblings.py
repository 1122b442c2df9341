"""Sibling rows: the items of a list, each with a figure a column, and the whole they come to.

竣工22个，总投资718亿元；续建63个，2515亿元；新开工20个，539亿元: rows are told apart by
semicolons, by stops, and by a comma where the next clause begins with a count of its own.  A cell
belongs to a column by what it measures, or, where it says nothing, by its place in the row.

Read once for each text; owns rows, cells and columns, and judges nothing.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import DOWN, change_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE, TextReading

#: What a cell measures; the head of a row is its first count.
Label = tuple[str, ...]
HEAD = "头"
_ENDS = re.compile("[;。!?\n]")
#: What a whole of its own clause opens: 612个优选项目中,…
_OPENS = re.compile("^[^,(]{0,12}中,|:$|:[^,]{0,12}$")
_BARE = ",、;:和及与"
_LISTED = re.compile("[^,。;:]{0,14}(?:、|和|及|与)[^,。;:]{0,14}")
_PLANNED = re.compile("计划|目标|任务|拟|力争|要求|应")
_DULL = re.compile("其中|项目|工程|累计|[,、;:的共有为达数个已]")
#: More figures of a paragraph are a table that somebody has written out, or none.
_MOST = 240
_TELLING = 2


class Cell(NamedTuple):
    """A figure in a row; of a head `also` is what it would be were it none."""

    figure: TextFigure
    label: Label
    also: Label = ()


class SiblingRow(NamedTuple):
    """A piece of a paragraph with its cells; `sentence` is that of the first."""

    cells: tuple[Cell, ...]
    sentence: int

    def of(self, label: Label) -> list[TextFigure]:
        """The cells of a column, in order."""
        return [one.figure for one in self.cells if label in (one.label, one.also)]


def siblings(reading: TextReading) -> Iterator[list[SiblingRow]]:
    """The rows of each paragraph that has some."""
    paragraphs: dict[int, list[TextFigure]] = defaultdict(list)
    for one in reading.figures:
        if one.role in COUNTABLE and one.printed and not (one.role is Role.QUANTITY and one.half):
            paragraphs[one.paragraph].append(one)
    for figures in _with_phases(reading, list(paragraphs.values())):
        if len(figures) > _TELLING and len(figures) <= _MOST:
            rows = list(_rows(reading, figures))
            if len(rows) > _TELLING:
                yield rows


def _with_phases(
    reading: TextReading, paragraphs: Sequence[list[TextFigure]]
) -> Iterator[list[TextFigure]]:
    """The figures of each paragraph, with those of the lines below it that go on phase by phase."""
    piece: list[TextFigure] = []
    for figures in paragraphs:
        gap = reading.text[piece[-1].end : figures[0].start] if piece else ""
        if piece and not (len(gap) < _NEAR and _PHASE.search(gap)):
            yield piece
            piece = []
        piece = [*piece, *figures]
    if piece:
        yield piece


#: 。\n第四期签约7个: a line that begins with the next phase.
_PHASE = re.compile("^[^\n]{0,8}\n第[一二三四五六七八九十]{1,3}[期批轮]")
_NEAR = 40


def _rows(reading: TextReading, figures: Sequence[TextFigure]) -> Iterator[SiblingRow]:
    piece: list[TextFigure] = []
    before: list[Cell] = []
    for one in figures:
        if piece and _parts(reading, piece[-1], one):
            before = _cells(reading, piece, before)
            yield SiblingRow(tuple(before), piece[0].sentence)
            piece = []
        piece.append(one)
    if piece:
        yield SiblingRow(tuple(_cells(reading, piece, before)), piece[0].sentence)


def _parts(reading: TextReading, one: TextFigure, after: TextFigure) -> bool:
    """Whether a row ends between two figures."""
    gap = reading.text[one.end : after.start]
    if _ENDS.search(gap) or _OPENS.search(gap):
        return True
    # 已开工242个，79个准备类项目…: the clause begins with a count of what follows it.
    if _state_behind(reading, after):
        return False
    return after.role is not Role.MONEY and after.first and not after.inner and gap.endswith(",")


def _cells(reading: TextReading, piece: Sequence[TextFigure], before: Sequence[Cell]) -> list[Cell]:
    """The figures of a row with what they measure; one that says nothing as in the row before."""
    found: list[Cell] = []
    amounts = [one for one in piece if one.role is Role.MONEY and not one.inner]
    known = [one.label for one in before if one.figure.role is Role.MONEY and not one.figure.inner]
    placed = known if len(known) == len(amounts) else []
    at, head = 0, False
    for one in piece:
        last = found[-1] if found else None
        goes_on = (
            last is not None
            and last.figure.dimension == one.dimension
            and last.figure.inner is one.inner
            and _LISTED.fullmatch(reading.text, last.figure.end, one.start) is not None
        )
        if one.role is Role.MONEY:
            bare = not one.lead.strip(_BARE)
            if last is not None and goes_on and bare:
                label = last.label
            elif bare and placed and not one.inner:
                label = placed[at]
            else:
                label = amount(one)
            at += not one.inner
        elif one.inner:
            label = (one.dimension, "(", said(one.lead))
        elif behind := _state_behind(reading, one):
            label = (one.dimension, _way(one.lead), behind)
        elif last is not None and goes_on and (last.label[1] == HEAD or not said(one.lead)):
            # 7个生态项目、26个民生项目分别完成: two rows in one.
            label = last.label
        elif not head and not _way(one.lead):
            label, head = (one.dimension, HEAD), True
        else:
            label = of_count(one)
        found.append(Cell(one, label, of_count(one) if label[1] == HEAD else ()))
    return found


def amount(one: TextFigure) -> Label:
    """What an amount measures: whether of a plan, of the past, or by how much it changed."""
    lead = one.lead
    planned = "计划" if _PLANNED.search(lead) or one.measure in ("计划", "任务") else ""
    return (one.dimension, "(" if one.inner else "", one.measure, planned, _way(lead))


def of_count(one: TextFigure) -> Label:
    """What a count is said of, and by how much it changed."""
    return (one.dimension, _way(one.lead), said(one.lead))


def _state_behind(reading: TextReading, one: TextFigure) -> str:
    """45个完工、137个在建: the state that stands behind a count; what is before it is another's."""
    found = _BEHIND.match(one.tail)
    if found is None or _STATE.search(one.lead):
        return ""
    # 288个项目已开工271个: that state is of the next.
    end = one.end + found.end()
    return "" if found[0][-1] not in "、和" and reading.text[end : end + 1].isdigit() else found[1]


_STATES = "签约|履约|注册|开工|复工|在建|投产|竣工|完工|前期|停工|入库|落地|办结|整改|化解"
_STATE = re.compile(f"(?:{_STATES})$")
_BEHIND = re.compile(
    f"(?:项目|企业)?(?:已|正在|完成|实现|工商|开){{0,3}}({_STATES})(?:登记|建设|阶段)?(?:[、和]|$)"
)


def _way(lead: str) -> str:
    """比上年增加: in which direction something changed; 上年: that it is of another time."""
    if change_of(lead):
        return "减" if DOWN.search(lead) else "增"
    return "旧" if is_past(lead) else ""


@lru_cache(maxsize=4096)
def said(lead: str) -> str:
    """What a count is said of, by the end of the words before it: 已开复工, 未开复工."""
    plain = _DULL.sub("", lead)
    return ("未" if re.search("未|没|尚", plain) else "") + plain[-_TELLING:]
