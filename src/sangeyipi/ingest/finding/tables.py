"""The tables of a workbook: which sheets hold one, where each begins and ends.

Owns the order of looking and what is said of sheets that hold none.  What it cannot place it
names: nothing of a sheet goes without a word.
"""

import itertools
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from sangeyipi.ingest import columns as columns_of
from sangeyipi.ingest.finding import heads, labels, parts, totals, twice
from sangeyipi.ingest.finding.body import Body, layout_of
from sangeyipi.ingest.finding.heads import SheetHead
from sangeyipi.ingest.finding.lines import (
    SheetLine,
    between,
    lines_of,
    says_something,
    texts_in,
    written_in,
)
from sangeyipi.ingest.findings import Remark
from sangeyipi.ingest.table import DeclaredTotal, SourceColumn, SourceRow, SourceTable
from sangeyipi.model.patterns import later
from sangeyipi.sheets.grid import CellKind, Sheet, Workbook, cell_name, place_name

_TITLE = later(".*(?:表|台账|清单|名单|汇总|情况|一览)(?:[(].*[)])?|附[件表].*")
#: Above a table, 填报单位, a date and 单位：万元 stand side by side, and no more.
_MOST_IN_TITLE = 4
#: So many hidden rows are named one by one.
_NAMED = 10
#: A head stands near the top, if it is there at all.
_LOOKED_AT = 30


class _Found(NamedTuple):
    """A head, the first row of its titles, and the row after the last of its table.

    `sectioned`: it has its head again below headings of sections, so that the line right above its
    first head is one of these.
    """

    head: SheetHead
    start: int
    end: int
    sectioned: bool = False
    #: The head of what follows, where that is no table of projects.
    other: int = -1


def find_tables(
    workbook: Workbook, sheet: str | None = None, names: Collection[str] = ()
) -> tuple[list[SourceTable], list[Remark]]:
    """The tables of one sheet or of all that a person sees, and what is said of the others.

    `names`: headings that a mapping file says are those of the projects' names.
    """
    tables: list[SourceTable] = []
    remarks: list[Remark] = []
    for one in workbook.sheets:
        if sheet is not None and one.name != sheet:
            continue
        if one.hidden and sheet is None:
            if any(says_something(cell) for row in one.rows for cell in row):
                remarks.append(Remark(one.name, "是隐藏的工作表，没有读；要读就用 --sheet 指定它"))
            continue
        found, told = _tables_of(one, names)
        tables += found
        remarks += told
    return tables, remarks


def _tables_of(sheet: Sheet, names: Collection[str]) -> tuple[list[SourceTable], list[Remark]]:
    """The tables of a sheet, from above, and of those side by side from the left."""
    written = written_in(sheet)
    lines = lines_of(sheet, written)
    tables: list[SourceTable] = []
    summaries: list[Remark] = []
    for one in _tables(lines, names):
        made = _table(sheet, written, lines, one, tables[0].titles if tables else ())
        if made:
            tables.append(made)
        else:
            place = place_name(sheet.name, one.head.top, one.head.name)
            summaries.append(Remark(place, "这张表的各行不是项目（可能是汇总），没有读"))
    return tables, summaries if tables else [Remark(sheet.name, _why_none(lines))]


def _tables(lines: Sequence[SheetLine], names: Collection[str]) -> list[_Found]:
    """Where tables begin and end."""
    found: list[_Found] = []
    current: list[SheetHead] = []
    start = after = 0
    skip_to = -1
    sectioned = False
    for line in lines:
        begin = next(iter(line.own.values()), None)
        # No head begins with a number, and most rows do.
        if line.number < skip_to or begin is None or begin.kind is CellKind.NUMBER:
            continue
        spans = _spans(line, lines, names)
        if not spans:
            if current and heads.heads_other(line):
                begins = _titles_begin(lines, after, line.number, current[0])
                found += [_Found(one, start, begins, sectioned, line.number) for one in current]
                current, start, sectioned = [], begins, False
                after = line.number + 1
            continue
        above = current[0] if current else None
        if above and set(line.own) == {above.name}:
            continue
        same = [one for one in current if one.again(line.within(one.left, one.right))]
        if same and not _new_titles(lines, after, line.number, start, current[0]):
            begins = _titles_begin(lines, after, line.number, above)
            sectioned = sectioned or any(map(_is_lead, lines[begins : line.number]))
            after = line.number + 1
            continue
        made = [heads.head_at(lines, line.number, *span, after) for span in spans]
        first = min(one.top for one in made)
        begins = _titles_begin(lines, after, first, above)
        found += [_Found(one, start, begins, sectioned) for one in current]
        current, start, sectioned = made, begins, False
        skip_to = after = max(one.bottom for one in made) + 1
    return found + [_Found(one, start, len(lines), sectioned) for one in current]


def _is_lead(line: SheetLine) -> bool:
    """Whether a line above a head reads as the heading of a section."""
    if len(line.own) != 1:
        return False
    text = labels.folded(next(iter(line.own.values())).text)
    if labels.unit_of_line(text) or labels.is_page_mark(text):
        return False
    if labels.is_chinese_mark(labels.mark(text)):
        return True
    return bool(labels.likeness(text)) and not _TITLE.fullmatch(text)


def _spans(
    line: SheetLine, lines: Sequence[SheetLine], names: Collection[str]
) -> list[tuple[int, int, int]]:
    """The tables whose head this line belongs to: column of names, first and last column."""
    places = heads.name_columns(line, names)
    if not places:
        return []
    spans = _side_by_side(line, places)
    return [one for one in spans if heads.is_head(line, lines, *one)]


def _side_by_side(line: SheetLine, places: list[int]) -> list[tuple[int, int, int]]:
    """Several tables in one row of heads: each with one column of names, a gap between."""
    last = 10**6
    if len(places) == 1:
        return [(places[0], 0, last)]
    cuts = [_cut(line, left, right) for left, right in itertools.pairwise(places)]
    if any(cut is None for cut in cuts):
        return [(places[0], 0, last)]
    edges = [0, *(cut for cut in cuts if cut is not None), last + 1]
    return [(at, edges[i], edges[i + 1] - 1) for i, at in enumerate(places)]


def _cut(line: SheetLine, left: int, right: int) -> int | None:
    """Where the second of two tables begins: at a number's heading again, or behind a gap."""
    for at in range(left + 1, right + 1):
        if at in line.all and heads.is_number_heading(line.text(at)):
            return at
    gaps = [at for at in range(left + 1, right) if at not in line.all]
    return gaps[-1] + 1 if gaps else None


def _new_titles(
    lines: Sequence[SheetLine], after: int, row: int, start: int, head: SheetHead
) -> bool:
    """Whether a head that is there again has titles of its own, that are no page's or section's."""
    known = {labels.folded(one) for one in _texts(lines[start : head.top])}
    begins = _titles_begin(lines, after, row, head)
    for line in lines[begins:row]:
        for text in _texts([line]):
            folded = labels.folded(text)
            if folded in known or labels.is_page_mark(folded) or _is_lead(line):
                continue
            return True
    return False


def _texts(lines: Sequence[SheetLine]) -> list[str]:
    return [cell.text.strip() for line in lines for cell in line.own.values()]


def _titles_begin(lines: Sequence[SheetLine], after: int, top: int, above: SheetHead | None) -> int:
    """The first of the title lines right above a head; `after` is where the table before ends."""
    begins = top
    while begins > after and _is_title(lines[begins - 1], above):
        begins -= 1
    return begins


def _is_title(line: SheetLine, above: SheetHead | None) -> bool:
    """Whether a line is one of a head's titles, and none of the table `above`."""
    if above is None or not line.own:
        return True
    texts = [labels.folded(cell.text) for cell in line.own.values()]
    if labels.unit_of_line(texts[-1]) and not _is_row(line, above):
        return True
    if any(labels.is_note(text) or labels.total(text) for text in texts):
        return False
    if len(texts) > 1 or labels.number(texts[0]) is not None:
        return False
    at = min(line.own)
    alone = at == above.name and line.width_of(at) == 1
    return not alone or _is_lead(line) or bool(_TITLE.fullmatch(texts[0]))


def _is_row(line: SheetLine, above: SheetHead) -> bool:
    """Whether a line that ends with a unit is a row, in a column of units or of remarks."""
    if len(line.own) == 1:
        return False
    first, *_, last = line.own
    headed = next((one.heading[-1] for one in above.columns if one.at == last), "")
    return (
        labels.number(labels.folded(line.text(first))) is not None
        or labels.folded(headed).endswith("单位")
        or len(line.own) > max(_MOST_IN_TITLE, len(above.columns) // 2)
    )


def _table(
    sheet: Sheet,
    written: str,
    lines: Sequence[SheetLine],
    found: _Found,
    first: Sequence[str],
) -> SourceTable | None:
    """The table of a head; `first`: the titles of the first table of the sheet."""
    head = found.head
    lead = _lead(lines, found)
    own = _titles(lines[found.start : head.top - len(lead)], head)
    titles = [*_inherited(first, own), *own]
    below = between(lines[head.bottom + 1 : found.end], head.left, head.right)
    body = Body(sheet.name, layout_of(head, below, titles))
    body.read(below, written, lead)
    if _is_summary(body, head):
        return None
    columns = tuple(_kept(head, body.lines))
    rows = parts.told(body.rows, body.lines, body.layout, frozenset(one.at for one in columns))
    nearest = own if any(labels.unit_of_line(labels.folded(one)) for one in own) else titles
    unit, remarks = _unit(sheet, found, nearest, body.footers)
    declared = _declared(sheet, body, titles, found, rows)
    rows = twice.doubted(rows, body.lines, declared, body.layout)
    return SourceTable(
        sheet=sheet.name,
        titles=tuple(titles),
        unit=unit,
        columns=columns,
        rows=tuple(rows),
        head=head.bottom,
        skipped=tuple(body.skipped),
        declared=tuple(declared),
        remarks=(*remarks, *_seen(sheet, found, rows), *body.remarks),
        footers=tuple(body.footers),
        headings=body.events.headings(),
        written=written,
    )


def _lead(lines: Sequence[SheetLine], found: _Found) -> list[SheetLine]:
    """The lines right above a head that are headings of sections, as those further down are."""
    lead: list[SheetLine] = []
    at = found.head.top - 1
    while found.sectioned and at >= found.start and _is_lead(lines[at]):
        lead.insert(0, lines[at])
        at -= 1
    return lead


def _inherited(first: Sequence[str], own: Sequence[str]) -> list[str]:
    """What the sheet's own titles say of a later table that has but a section's heading."""
    folded = [text for one in own if not _is_form(text := labels.folded(one))]
    if own and not folded:
        return list(first)
    if not all(labels.is_chinese_mark(labels.mark(one)) or labels.likeness(one) for one in folded):
        return []
    said = {labels.likeness(one) for one in folded}
    if "both" in said:
        said |= {"phase", "batch"}
    other = (said | {"both"}) - {""}
    return [one for one in first if labels.likeness(labels.folded(one)) not in other]


def _is_form(text: str) -> bool:
    """Whether a title but names a unit or a page, and not what is listed."""
    names = bool(labels.likeness(text))
    return not names and bool(labels.unit_of_line(text) or labels.is_page_mark(text))


def _is_summary(body: Body, head: SheetHead) -> bool:
    """Whether its names are none of projects: 签约, 开工, 领域, or a list with 个数 beside it."""
    names = texts_in(body.lines, head.name)
    if names and (
        all(map(columns_of.holds_batch, names)) or all(map(labels.is_field_alone, names))
    ):
        return True
    weak = head.heading_of_names() in ("项目", "名称")
    counts = (heads.is_count(one.heading[-1]) for one in head.columns if one.heading)
    return weak and any(counts)


def _kept(head: SheetHead, lines: Sequence[SheetLine]) -> Iterator[SourceColumn]:
    """The columns, also those without a heading; not those over which another's cells reach."""
    own: set[int] = set().union(*(line.own for line in lines))
    before: SourceColumn | None = None
    for one in sorted((*head.columns, *heads.other_columns(head, own))):
        if before is None or one.at in own or one.heading != before.heading:
            yield one
        before = one


def _titles(lines: Sequence[SheetLine], head: SheetHead) -> list[str]:
    """The texts above a head, of its columns and of lines that span all."""
    found = []
    for line in lines:
        part = line.within(head.left, head.right)
        found += [cell.text.strip() for cell in part.own.values()] or (
            [cell.text.strip() for cell in line.own.values()] if len(line.own) == 1 else []
        )
    return found


def _unit(
    sheet: Sheet, found: _Found, titles: Sequence[str], footers: Sequence[str]
) -> tuple[str, list[Remark]]:
    """The unit that a title states, or a note where none does; two of them are none."""
    place = place_name(sheet.name, found.head.top, found.head.left)
    for texts, where in ((titles, "表头上面"), (footers, "表下的说明")):
        said = [labels.unit_of_line(labels.folded(one)) for one in texts]
        units = {labels.same_unit(one) for one in said if one}
        if len(units) == 1:
            return units.pop(), []
        if units:
            return "", [Remark(place, f"{where}写着不止一个金额单位：{'、'.join(sorted(units))}")]
    return "", []


def _declared(
    sheet: Sheet, body: Body, titles: Sequence[str], found: _Found, rows: Sequence[SourceRow]
) -> list[DeclaredTotal]:
    """The totals of its lines; and the count that its title names."""
    aside = frozenset(row.number for row in rows if row.part or row.continues)
    result = list(totals.declared(body.events.items, aside))
    everything = tuple(row.number for row in rows if row.number not in aside)
    for title in titles:
        count = labels.count_in(labels.folded(title))
        if count is not None:
            place = place_name(sheet.name, found.start, found.head.left)
            result.append(DeclaredTotal(place, title, everything, count, {}, whole=True))
    return result


def _seen(sheet: Sheet, found: _Found, rows: Sequence[SourceRow]) -> list[Remark]:
    """What a person does not see of it: hidden rows are read, hidden columns are not."""
    remarks = []
    if found.other >= 0:
        place = place_name(sheet.name, found.other, 0)
        text = f"第 {found.other + 1} 行起是另一张表，没有“项目名称”列（可能是汇总），没有读"
        remarks.append(Remark(place, text))
    if not rows:
        place = place_name(sheet.name, found.head.bottom, found.head.name)
        remarks.append(Remark(place, "表头下面没有项目"))
    hidden = [row.number for row in rows if row.hidden]
    if hidden:
        numbers = "、".join(str(one + 1) for one in hidden[:_NAMED])
        more = "等" if len(hidden) > _NAMED else ""
        place = place_name(sheet.name, hidden[0], found.head.name)
        remarks.append(Remark(place, f"第 {numbers} {more}行是隐藏的，共 {len(hidden)} 行，也读了"))
    for at in sorted(sheet.hidden_columns):
        if not found.head.left <= at <= found.head.right:
            continue
        if any(
            says_something(sheet.at(row, at)) for row in range(found.head.bottom + 1, found.end)
        ):
            texts = [sheet.at(row, at) for row in range(found.head.top, found.head.bottom + 1)]
            named = "".join(cell.text.strip() for cell in texts if says_something(cell))
            place = place_name(sheet.name, found.head.bottom, at)
            said = f"“{named}”" if named else f"{cell_name(0, at)[:-1]} 列"
            remarks.append(Remark(place, f"{said}这一列是隐藏的，没有读；要读就先取消隐藏"))
    return remarks


def _why_none(lines: Sequence[SheetLine]) -> str:
    """Why no table of projects was found in a sheet."""
    if not any(line.own for line in lines):
        return "是空的工作表"
    best = max(lines[:_LOOKED_AT], key=heads.known_headings, default=None)
    known = heads.known_headings(best) if best else 0
    if best is None or known < heads.LEAST_KNOWN:
        return "没有读：里面没有项目表（找不到有“项目名称”的表头）"
    row = best.number + 1
    if heads.name_columns(best):
        return (
            f"没有读：第 {row} 行有“项目名称”，但不像一行一个项目的表（像是一个项目一张的卡片，"
            "或者汇总表）；要导入，先抄成一行一个项目"
        )
    texts = [cell.text.strip() for cell in best.own.values() if heads.near_name(cell.text)]
    if texts:
        return (
            f"没有读：第 {row} 行像是表头，但没有“项目名称”列；如果“{texts[0]}”就是项目名称，"
            "在映射文件里写明"
        )
    return f"没有读：第 {row} 行像是表头，但没有“项目名称”列，不是项目表（可能是汇总表）"
