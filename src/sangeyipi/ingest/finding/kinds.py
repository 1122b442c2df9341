"""What kind of line each line below a head is, by its words and by its other cells.

Owns the rule that a project is never lost for its name: 合计算力中心 with a number of its own is a
project, and where the cells leave it open the row stays a row that is doubtful.
"""

from collections.abc import Collection, Mapping, Sequence
from enum import Enum, auto
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from sangeyipi.ingest import columns, sections
from sangeyipi.ingest.columns import BLANKS
from sangeyipi.ingest.finding import labels
from sangeyipi.ingest.finding.heads import SheetHead
from sangeyipi.ingest.finding.lines import SheetLine, texts_in
from sangeyipi.sheets.grid import Cell, CellKind

#: A heading is no sentence.
_LONG = 45
#: What says nothing is shorter.
_SHORT = 6
_BATCH_OR_PHASE = 12


class LineKind(Enum):
    """What a line is."""

    NOTHING = auto()
    ROW = auto()
    TOTAL = auto()
    #: What earlier pages came to, once more.
    CARRIED = auto()
    AVERAGE = auto()
    AMONG = auto()
    SECTION = auto()
    HEAD = auto()
    NOTE = auto()
    PAGE = auto()
    NUMBER_ONLY = auto()
    #: A line that says 其中 and nothing else.
    PARTS_BELOW = auto()


class LabelledKind(NamedTuple):
    """A line's kind, and the column of the label that says so."""

    kind: LineKind
    at: int = -1
    label: str = ""


class Layout(NamedTuple):
    """What the lines are judged by: the head, the column of row numbers, how rows are numbered."""

    head: SheetHead
    #: None: rows have no numbers.
    numbers: int | None
    #: Whether rows are numbered 1, 2, 3, so that what has none is no usual row.
    numbered: bool
    titles: Collection[str]
    #: The column of 子项目个数.
    parts: int | None = None
    investment: int | None = None
    #: Whether rows are numbered (1), (2), below 一, 二.
    bracketed: bool = False
    #: The column of 编号, where 合计 may stand as well as before the names.
    ids: int | None = None

    def heads_bracketed(self, line: SheetLine) -> bool:
        """Whether 一 | 先进制造业 | 11 may head the rows (1), (2) below it: it says but figures."""
        numbers = self.numbers
        if not self.bracketed or numbers is None or self.head.name not in line.own:
            return False
        chinese = labels.chinese_number(line.text(numbers))
        return chinese and not words(line.own, (numbers, self.head.name))


ROW = LabelledKind(LineKind.ROW)


def usual_rows(lines: Sequence[SheetLine], layout: Layout) -> Collection[int]:
    """Those that are rows as nearly all are, numbered and named, by a look at two columns.

    A number leaves but totals and heads; these have a word of their own at the name or before it.
    `test_kinds.py` holds this to what `judged` says of every line.
    """
    name, numbers = layout.head.name, layout.numbers
    if numbers is None or numbers >= name:
        return ()
    first = (numbers, name)
    names = texts_in(lines, name)
    counted = labels.numbers(texts_in(lines, numbers))
    heads = {texts.get(name) for texts in layout.head.texts}
    return {
        at
        for at, (line, text, number) in enumerate(zip(lines, names, counted, strict=True))
        if number is not None
        and tuple(islice(line.own, 2)) == first
        and line.own[name].kind is CellKind.TEXT
        and text not in heads
        and _names(text)
    }


@lru_cache(65536)
def _names(text: str) -> bool:
    """Whether a folded text at the place of a name has nothing of a total, a head or a blank."""
    return not (labels.may_total(text) or text in BLANKS or columns.is_name(text))


def judged(line: SheetLine, layout: Layout, notes: bool) -> LabelledKind:
    """What a line is, by all that is known of it."""
    own = {
        at: cell
        for at, cell in line.own.items()
        if len(cell.text) > _SHORT or not _is_blank(cell.text)
    }
    if not own:
        return LabelledKind(LineKind.NOTHING)
    if layout.head.again(line) or columns.is_name(line.text(layout.head.name)):
        return LabelledKind(LineKind.HEAD, min(own), _said(own))
    first = min(own)
    number = labels.number(line.text(layout.numbers)) if layout.numbers is not None else None
    for told in (
        _total(line, own, layout, number),
        _alone(line, own, layout, notes) if len(own) == 1 else None,
        _with_figures(line, own, layout, number),
        _note(line, own, layout, number),
    ):
        if told:
            return told
    if number is not None and set(own) == {layout.numbers}:
        return LabelledKind(LineKind.NUMBER_ONLY, first, own[first].text.strip())
    return ROW


@lru_cache(65536)
def _is_blank(text: str) -> bool:
    return labels.folded(text) in BLANKS


def _said(own: dict[int, Cell]) -> str:
    return "、".join(cell.text.strip() for cell in list(own.values())[:3])


def _total(
    line: SheetLine, own: dict[int, Cell], layout: Layout, number: int | None
) -> LabelledKind | None:
    """A total, a mean, or 其中: its label stands at the name or before it."""
    name = layout.head.name
    for at, cell in own.items():
        if cell.kind is not CellKind.TEXT:
            continue
        text = labels.folded(cell.text)
        if at > name and any(one <= name and own[one].kind is CellKind.TEXT for one in own):
            return None
        if not labels.may_total(text):
            continue
        if labels.total(text) and _heads_total(line, own, layout, at):
            return LabelledKind(LineKind.TOTAL, at, cell.text.strip())
        if labels.is_carried(text) and len(own) > 1 and number is None:
            return LabelledKind(LineKind.CARRIED, at, cell.text.strip())
        if labels.is_average(text) and number is None:
            return LabelledKind(LineKind.AVERAGE, at, cell.text.strip())
        if labels.named_total(text) and number is None and not words(own, (at,)):
            return LabelledKind(LineKind.TOTAL, at, cell.text.strip())
        if labels.is_among(text) and number is None:
            alone = len(own) == 1 and text.rstrip(":") == "其中"
            return LabelledKind(
                LineKind.PARTS_BELOW if alone else LineKind.AMONG, at, cell.text.strip()
            )
    return None


def _heads_total(line: SheetLine, own: dict[int, Cell], layout: Layout, at: int) -> bool:
    """Whether a total's word in this column is the line's label, and not, say, a unit's name."""
    name = layout.head.name
    if at in (name, layout.numbers, layout.ids):
        return True
    named = line.text(name)
    return not named or named in BLANKS or labels.count_in(named) is not None or named.isdecimal()


def words(own: Mapping[int, Cell], but: Collection[int | None]) -> list[str]:
    """The words in a line besides some columns: what is neither a number nor a count."""
    return [
        text
        for at, cell in own.items()
        if at not in but
        and cell.kind in (CellKind.TEXT, CellKind.DATE)
        and not _is_figure(text := labels.folded(cell.text))
    ]


def _is_figure(text: str) -> bool:
    bare = text.replace(",", "")
    for unit in ("亿元", "万元", "元", "亿", "万", "个", "项", "家", "%"):
        bare = bare.removesuffix(unit)
    return bare.replace(".", "", 1).isdecimal() or text in BLANKS


def _alone(
    line: SheetLine, own: dict[int, Cell], layout: Layout, notes: bool
) -> LabelledKind | None:
    """A line with one text: a heading, a note, or a project of which only the name is known."""
    at, cell = next(iter(own.items()))
    if cell.kind is not CellKind.TEXT:
        return None
    text = labels.folded(cell.text)
    said = cell.text.strip()
    if labels.is_page_mark(text) or text in layout.titles:
        return LabelledKind(LineKind.PAGE, at, said)
    if labels.is_note(text) or labels.is_signature(text):
        return LabelledKind(LineKind.NOTE, at, said)
    if labels.number(text) is not None and at == layout.numbers:
        return None
    wide = line.width_of(at) > 1 and at <= layout.head.name
    before_name = at < layout.head.name
    marked = labels.is_chinese_mark(labels.mark(text))
    if notes and not marked:
        return LabelledKind(LineKind.NOTE, at, said)
    if wide or before_name:
        sentence = len(text) > _LONG or text.endswith(("。", "；", ";"))
        return LabelledKind(LineKind.NOTE if sentence else LineKind.SECTION, at, said)
    if at == layout.head.name and (_is_heading(text, marked) or _is_standing(text)):
        return LabelledKind(LineKind.SECTION, at, said)
    if at == layout.head.name and not layout.numbered and len(text) > _LONG:
        return LabelledKind(LineKind.NOTE, at, said)
    return None


def _is_heading(text: str, marked: bool) -> bool:
    """Whether the text of a name, with nothing beside it, can only be a heading."""
    if marked or (
        labels.count_in(text) is not None and text.endswith(("个)", "项)", "家)", "目)"))
    ):
        return True
    return len(text) <= _BATCH_OR_PHASE and bool(labels.likeness(text)) and labels.is_section(text)


def _is_standing(text: str) -> bool:
    """Whether it is 续建项目 or the like, which is no project's name."""
    return not labels.likeness(text) and sections.is_standing(text)


def is_field(text: str) -> bool:
    """Whether what stands for a name is a field of work, or a state, and no project's."""
    return labels.is_field_of_work(text) or sections.is_standing(sections.bare(text))


def _with_figures(
    line: SheetLine, own: dict[int, Cell], layout: Layout, number: int | None
) -> LabelledKind | None:
    """A heading with its section's figures beside it: 一 | 先进制造业 | 16 | 123.4."""
    if number is not None:
        return None
    first = min(own)
    text = labels.folded(own[first].text)
    name = layout.head.name
    if first > name or own[first].kind is not CellKind.TEXT:
        return None
    label = own[first].text.strip()
    in_numbers = first == layout.numbers and labels.chinese_number(text)
    if in_numbers and name in own:
        mark = label.rstrip("、.．")
        label = (
            f"{mark}、{own[name].text.strip()}"
            if not mark.endswith((")", "）"))
            else (f"{mark}{own[name].text.strip()}")
        )
    marked = labels.is_chinese_mark(labels.mark(text))
    counted = labels.count_in(labels.folded(label)) is not None
    if layout.heads_bracketed(line) and is_field(line.text(name)):
        return LabelledKind(LineKind.SECTION, first, label)
    if layout.numbered and (in_numbers or marked):
        return LabelledKind(LineKind.SECTION, first, label)
    if (marked or in_numbers) and counted and not words(own, (first, name)):
        return LabelledKind(LineKind.SECTION, first, label)
    if words(own, (first,)) or labels.subnumber(text):
        return None
    merged = first < name and line.width_of(first) > name - first
    if first < name and name not in own and not merged:
        return LabelledKind(LineKind.SECTION, first, label)
    if layout.numbered and (merged or first == name) and _is_heading(text, marked):
        return LabelledKind(LineKind.SECTION, first, label)
    return None


def _note(
    line: SheetLine, own: dict[int, Cell], layout: Layout, number: int | None
) -> LabelledKind | None:
    """A line of notes in several cells: 填表人：… | 审核人：… | 2023年6月1日."""
    if number is not None:
        return None
    first = min(own)
    if first <= layout.head.name and labels.is_note(labels.folded(own[first].text)):
        return LabelledKind(LineKind.NOTE, first, _said(own))
    if not any(":" in cell.text or "：" in cell.text for cell in own.values()):
        return None
    texts = {at: labels.folded(cell.text) for at, cell in own.items()}
    signed = sum(1 for text in texts.values() if labels.is_signature(text))
    if signed * 2 >= len(texts):
        return LabelledKind(LineKind.NOTE, first, _said(own))
    return None
