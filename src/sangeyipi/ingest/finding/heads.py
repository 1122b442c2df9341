"""The head of a table: which rows it takes, and the headings that each column has from it.

Owns what makes a row a part of a head.  What a heading means is `ingest.columns`' to say.
"""

import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence

from sangeyipi.ingest import columns, meanings
from sangeyipi.ingest.finding import labels
from sangeyipi.ingest.finding.lines import SheetLine
from sangeyipi.ingest.registers import headings
from sangeyipi.ingest.table import SourceColumn
from sangeyipi.model import term
from sangeyipi.model.lazy_dataclass import dataclass
from sangeyipi.model.patterns import later
from sangeyipi.sheets.grid import CellKind

#: No heading is longer than this.
_LONGEST = 40
#: A head has no more rows than this.
_MOST_ROWS = 4
_SHORT = 20
_YEAR = later("20[0-9]{2}(?:年度?)?")
_ORDINALS = "甲乙丙丁戊己庚辛壬癸"
_PARENT = later(
    "(?:计划|预计|实际|拟|时间|节点|目标|其中|(?:.*(?:时间|情况|投资|进度|计划|信息|节点|日期|目标|领导|单位|完成)))"
)
#: Of headings that are known, so many make a head.
LEAST_KNOWN = 2
_FROM_TWO = 3


@dataclass(frozen=True, slots=True)
class SheetHead:
    """Rows `top` to `bottom`; `name` is the column of the projects' names.

    `texts`: what each of its rows says by column, folded, to know it again further down.
    """

    top: int
    bottom: int
    left: int
    right: int
    name: int
    texts: tuple[Mapping[int, str], ...]
    columns: tuple[SourceColumn, ...]
    doubtful: tuple[int, ...] = ()

    def again(self, line: SheetLine) -> bool:
        """Whether a line below says the same as one of its rows."""
        if self.name in line.own and not self.says(self.name, line.text(self.name)):
            return False
        own = {at: labels.folded(cell.text) for at, cell in line.own.items()}
        return any(_same(own, texts) for texts in self.texts)

    def says(self, column: int, text: str) -> bool:
        """Whether one of its rows has this folded text in a column."""
        return any(texts.get(column) == text for texts in self.texts)

    def heading_of_names(self) -> str:
        """What the projects' names stand under."""
        return next((one.heading[-1] for one in self.columns if one.at == self.name), "")


def _same(own: Mapping[int, str], texts: Mapping[int, str]) -> bool:
    """Whether all that is said is said there too, and enough of it."""
    if not own or len(own) * 2 < len(texts):
        return False
    return all(texts.get(at) == text for at, text in own.items())


def name_columns(line: SheetLine, names: Collection[str] = ()) -> list[int]:
    """The columns in which a line says that projects' names stand below; `names`: folded."""
    found: list[int] = []
    first = next(iter(line.own.values()), None)
    # Most lines begin with their number, and no line of a head does.
    if first is None or first.kind is CellKind.NUMBER:
        return found
    for at, cell in line.own.items():
        raw = cell.text
        if cell.kind is not CellKind.TEXT or len(raw) > _LONGEST:
            continue
        if not names and "名" not in raw and "项" not in raw and "工" not in raw:
            continue
        text = labels.folded(raw)
        if columns.is_name(labels.without_unit(text)[0]) or text in names:
            found.append(at)
    return found


def is_number_heading(text: str) -> bool:
    """Whether rows' numbers stand below it."""
    return columns.meaning((text,)).kind is meanings.MeaningKind.NUMBER


def known_headings(line: SheetLine) -> int:
    """How many headings of tables of projects a line holds."""
    texts = (cell.text for cell in line.own.values() if cell.kind is CellKind.TEXT)
    return sum(1 for text in texts if len(text) <= _LONGEST and _known(labels.folded(text)))


#: What heads figures of many projects together.
_COUNTS = frozenset(
    ("个数", "项目个数", "项目数", "数量", "项目数量", "占比", "比重", "排名", "同比")
)


def is_count(heading: str) -> bool:
    """Whether counts stand below a heading."""
    return heading in _COUNTS


def heads_other(line: SheetLine) -> bool:
    """Whether it is the head of a table of something else than projects: 类别 | 个数 | 总投资."""
    cells = line.own.values()
    if len(cells) < _FROM_TWO or any(cell.kind is not CellKind.TEXT for cell in cells):
        return False
    texts = [labels.folded(cell.text) for cell in cells]
    plain = [columns.plain(labels.without_unit(one)[0]) for one in texts]
    counts = sum(map(is_count, plain))
    return counts > 0 and counts + sum(map(_known, plain)) >= LEAST_KNOWN


def near_name(text: str) -> bool:
    """Whether a heading is like that of projects' names."""
    return term.NAME in columns.meaning((text,)).near


def is_head(line: SheetLine, lines: Sequence[SheetLine], name: int, left: int, right: int) -> bool:
    """Whether a line with such a column is a row of a head, and no card's line or sentence."""
    part = line.within(left, right)
    texts = {at: labels.folded(cell.text) for at, cell in part.own.items()}
    if any(_is_number(part, at) for at in texts):
        return False
    known = sum(1 for text in texts.values() if _known(text) or _of_register(text))
    beneath = [
        one.within(left, right) for one in lines[line.number + 1 : line.number + 1 + _FROM_TWO]
    ]
    named = [text for one in beneath if (text := one.text(name))]
    if sum(map(_heads, named)) >= min(LEAST_KNOWN, (len(named) + 1) // 2) > 0:
        # A card: headings stand below each other, what they head beside them.
        return False
    if len(texts) == 1:
        return any(name in one.own for one in beneath)
    others = [_known(one) for below in beneath[:2] for one in map(labels.folded, _texts(below))]
    return known >= LEAST_KNOWN or any(others)


def _heads(text: str) -> bool:
    """Whether it is a heading of something else than names, whatever stands below it."""
    found = columns.meaning((labels.without_unit(text)[0],)) if text else meanings.UNKNOWN
    return found.kind is not meanings.MeaningKind.UNKNOWN and found.path != (term.NAME,)


def _texts(line: SheetLine) -> list[str]:
    return [cell.text for cell in line.own.values() if cell.kind is CellKind.TEXT]


def _known(text: str) -> bool:
    return len(text) <= _LONGEST and columns.is_known(labels.without_unit(text)[0])


def _of_register(text: str) -> bool:
    """Whether it heads what tables of problems, visits or financing have."""
    return len(text) <= _LONGEST and headings.is_known(labels.without_unit(text)[0])


def _is_number(line: SheetLine, at: int) -> bool:
    """A number that heads nothing: all but a year."""
    cell = line.own[at]
    return cell.kind not in (CellKind.TEXT,) and not _YEAR.fullmatch(labels.folded(cell.text))


def head_at(
    lines: Sequence[SheetLine], row: int, name: int, left: int, right: int, after: int
) -> SheetHead:
    """The head with this row, of the columns between two; no row before `after` belongs to it."""
    parts = {
        one.number: one.within(left, right)
        for one in lines[max(after, row - _MOST_ROWS) : row + _MOST_ROWS + 1]
    }
    top = row
    while (
        top - 1 in parts
        and row - top < _FROM_TWO - 1
        and _is_above(parts[top - 1], parts[top], name)
    ):
        top -= 1
    bottom = _bottom(parts, top, row, name)
    rows = [parts[number] for number in range(top, bottom + 1) if not _is_ordinals(parts[number])]
    found, doubtful = _columns(rows, left, right)
    texts = tuple(
        {at: labels.folded(cell.text) for at, cell in parts[number].own.items()}
        for number in range(top, bottom + 1)
    )
    return SheetHead(top, bottom, left, right, name, texts, found, doubtful)


def _is_above(line: SheetLine, below: SheetLine, name: int) -> bool:
    """Whether a line stands over parts of a head."""
    if not line.own:
        return False
    reaching = [a for a in line.areas.values() if a.bottom >= below.number and a.top == line.number]
    if any(area.left in line.own for area in reaching):
        return True
    texts = {at: labels.folded(cell.text) for at, cell in line.own.items()}
    if any(not _may_head(text) for text in texts.values()) or any(
        _is_number(line, at) for at in texts
    ):
        return False
    if any(at not in below.all for at in texts):
        return False
    if len(texts) == 1:
        at, text = next(iter(texts.items()))
        wide = line.width_of(at)
        if wide > 1:
            return at > min(below.all) or at + wide - 1 < max(below.all)
        return at > name and bool(_PARENT.fullmatch(text)) and len(text) <= _SHORT // 2
    return any(_PARENT.fullmatch(text) or _known(text) for text in texts.values())


def _may_head(text: str) -> bool:
    """Whether a text above a head is none of what stands there otherwise."""
    if len(text) > _SHORT or ":" in text or labels.total(text):
        return False
    return not (labels.is_signature(text) or labels.is_page_mark(text))


def _bottom(parts: Mapping[int, SheetLine], top: int, row: int, name: int) -> int:
    """The last row of a head."""
    bottom = row
    while bottom + 1 in parts and bottom + 1 - top < _MOST_ROWS:
        below = parts[bottom + 1]
        covered = any(
            area.top <= bottom and area.top >= top and area.bottom > bottom
            for area in below.areas.values()
        )
        if not (covered or _is_below(below, parts[bottom], name) or _is_ordinals(below)):
            break
        bottom += 1
        if _is_ordinals(below):
            break
    return bottom


def _is_below(line: SheetLine, above: SheetLine, name: int) -> bool:
    """Whether a line that no merged cell reaches goes on with a head."""
    if not line.own or name in line.own or min(line.own) < min(above.all):
        return False
    texts = {at: labels.folded(cell.text) for at, cell in line.own.items()}
    if any(not _may_head(text) for text in texts.values()) or any(
        _is_number(line, at) for at in texts
    ):
        return False
    first = min(texts)
    if is_number_heading(_over(above, first)) and not is_number_heading(texts[first]):
        # 签约, alone below 序号, heads a section.
        return False
    if len(texts) == 1 and first in above.own and _known(above_text := _over(above, first)):
        # So it does below 领域; below 总投资 万元 may stand alone.
        return bool(labels.without_unit(texts[first])[1]) and bool(above_text)
    known = sum(1 for at, text in texts.items() if _goes_on(text, _over(above, at)))
    return known * 2 >= len(texts)


def _over(above: SheetLine, at: int) -> str:
    """The heading above a place, or that to the left of it."""
    left = [one for one in above.all if one <= at]
    return labels.folded(above.all[max(left)].text) if left else ""


def _goes_on(text: str, parent: str) -> bool:
    plain, unit = labels.without_unit(text)
    if (unit and not plain) or _YEAR.fullmatch(text) or _known(text):
        return True
    return columns.meaning((parent, plain)).kind is not meanings.MeaningKind.UNKNOWN and not _known(
        parent
    )


def _is_ordinals(line: SheetLine) -> bool:
    """Whether it only counts the columns: 1 2 3 4, 甲 乙 1 2."""
    texts = [labels.folded(cell.shown or cell.text) for cell in line.own.values()]
    rest = texts[1:] if texts and texts[0] in ("栏次", "列次") else texts
    words = 0
    while words < len(rest) and rest[words] == _ORDINALS[words : words + 1]:
        words += 1
    numbers = rest[words:]
    if len(numbers) < LEAST_KNOWN or len(texts) < _FROM_TWO:
        return False
    return numbers == [str(one + 1) for one in range(len(numbers))]


def _columns(
    rows: Sequence[SheetLine], left: int, right: int
) -> tuple[tuple[SourceColumn, ...], tuple[int, ...]]:
    """The headings of each column; and those of which a parent may be missing."""
    places = sorted({at for line in rows for at in line.all if left <= at <= right})
    parents, doubtful = _filled(rows, places)
    found = [_column(at, [texts[at] for texts in parents if at in texts]) for at in places]
    found = [_without_parent(one) if one.at in doubtful else one for one in found]
    return tuple(found), doubtful


def _filled(
    rows: Sequence[SheetLine], places: Sequence[int]
) -> tuple[list[dict[int, str]], tuple[int, ...]]:
    """What each row says over each column; parents that are not merged reach to the right."""
    said: list[dict[int, str]] = []
    lacking: list[int] = []
    for i, line in enumerate(rows):
        texts = {at: labels.folded(cell.text) for at, cell in line.all.items()}
        below = rows[i + 1 :]
        reaching = {at for at in places if any(at in one.own for one in below)}
        for before, at in itertools.pairwise(places):
            if at in texts or at not in reaching:
                continue
            if before in texts and before in reaching and line.width_of(before) == 1:
                texts[at] = texts[before]
            elif texts and any(one in reaching for one in texts) and i == 0:
                lacking.append(at)
        said.append(texts)
    return said, tuple(lacking)


def _column(at: int, texts: Sequence[str]) -> SourceColumn:
    heading: list[str] = []
    unit = ""
    for text in texts:
        plain, said = labels.without_unit(text)
        unit = said or unit
        plain = columns.plain(plain)
        if heading and plain in _HINTS:
            continue
        if plain and (not heading or heading[-1] != plain):
            heading.append(plain)
    return SourceColumn(at, tuple(heading), unit)


def _without_parent(column: SourceColumn) -> SourceColumn:
    """A date over which a parent may be missing, as that would make it a plan: not to be known."""
    found = columns.meaning(column.heading)
    dated = found.path[:1] == (term.MILESTONES,) or any(
        one.startswith(term.MILESTONES) for one in found.near
    )
    if not dated:
        return column
    return column._replace(heading=(*column.heading[:-1], f"{column.heading[-1]}（上层表头不明）"))


#: What a line below a heading says of how cells are filled in, and not of what they are.
_HINTS = frozenset(
    ("年月", "年月日", "年/月", "年/月/日", "年", "%", "个", "是/否", "文字", "日期")
)


def other_columns(head: SheetHead, used: Collection[int]) -> Iterator[SourceColumn]:
    """Columns with values and without a heading."""
    known = {column.at for column in head.columns}
    yield from (SourceColumn(at, ()) for at in sorted(used) if at not in known)
