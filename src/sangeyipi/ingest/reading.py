"""The tables of the files of an import → every row as an entry, with what the sheets declare.

Owns what concerns more than one row of a table: parts of a project, rows that are struck out or
doubtful, columns that come to nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from sangeyipi.ingest import future
from sangeyipi.ingest.answers import LEAVE_OUT, LeftOut, Unsettled
from sangeyipi.ingest.facts import Gathered
from sangeyipi.ingest.findings import ImportQuestion, Rejected, Remark, Skipped
from sangeyipi.ingest.gone import GoneProjects, says
from sangeyipi.ingest.grouped import Groups
from sangeyipi.ingest.imported import ReadRow
from sangeyipi.ingest.listing import listed
from sangeyipi.ingest.meanings import MeaningKind
from sangeyipi.ingest.rows import Origins, RowReader, govern
from sangeyipi.ingest.said import RowOrigin, SaidFact
from sangeyipi.ingest.sections import Above, Heads
from sangeyipi.ingest.sectors import Sectors
from sangeyipi.ingest.setting import TableSetting
from sangeyipi.ingest.sums import investment_of
from sangeyipi.ingest.table import SourceRow
from sangeyipi.model import term
from sangeyipi.model.lazy_dataclass import dataclass

_TAKE = "导入"
_PARTS = (term.PARTS,)
_NAME = (term.NAME,)


@dataclass(slots=True)
class _Read:
    """A row as far as it is read: what was gathered, or what became of it instead."""

    origin: RowOrigin
    row: SourceRow
    found: Gathered | None = None
    out: Rejected | Skipped | None = None


def _tried(read: Iterable[_Read], step: Callable[[_Read], None]) -> None:
    """Take a step with each row that is not out, after which it may be."""
    for one in read:
        if one.out is None:
            try:
                step(one)
            except Unsettled as why:
                one.out = why.rejected(one.origin.row)
            except LeftOut as why:
                one.out = Skipped(why.cell, why.reason)


def read_table(
    setting: TableSetting, first: int, sectors: Sectors
) -> tuple[list[ReadRow], list[Remark]]:
    """Every row of a table, numbered from `first`, and what was decided about it."""
    rows = setting.source.rows
    origins = Origins(setting)
    read = [_Read(origins.of(row, first + at), row) for at, row in enumerate(rows)]
    parts = _parts(read, setting)
    source = setting.source
    reader = RowReader(rows, setting)
    heads = Heads(source.headings, setting.ledger.config.sectors, setting.held, setting.keep)
    gone = GoneProjects(setting)
    groups = Groups(setting)

    def said(one: _Read) -> None:
        above = heads.above(one.row.section) if one.row.section else None
        pending = _ask_whether(one, above, gone, setting)
        one.found = reader.gathered(one.origin.number - first, one.row, one.origin)
        if pending:
            one.found.gone, name = pending
            if name:
                one.found.facts[_NAME] = one.found.facts[_NAME]._replace(text=name)
        if above:
            govern(one.found, above, setting)
        groups.fill(one.row, one.found)
        _count(one, parts)
        listed(_found(one), setting)

    def of_sector(one: _Read) -> None:
        sectors.settle(_found(one), setting)

    _tried(read, said)
    _tell_plans(read, setting)
    _tried(read, of_sector)
    entries = [_entry(one, setting) for one in read]
    # What is said of a column is said once, not for each of its rows.
    return entries, list(dict.fromkeys((*_remarks(read, setting), *_columns(setting))))


def _found(one: _Read) -> Gathered:
    assert one.found is not None
    return one.found


def _ask_whether(
    one: _Read, above: Above | None, gone: GoneProjects, setting: TableSetting
) -> tuple[ImportQuestion, str] | None:
    """Whether a doubtful row is taken.  Raises Unsettled, LeftOut.

    Of one that says what the ledger seems to say already, that its project is no longer there, the
    question is left for later, with the ledger's name where the row's own has more.
    """
    says_gone = True
    if one.row.struck:
        text = "这一行划掉了：还导入吗？"
    elif one.row.doubtful:
        text = f"{one.row.doubtful}：是一个项目吗？"
        says_gone = False
    elif above and above.aside:
        text = f"标题“{above.aside}”下面的：还导入吗？"
        says_gone = says(above.aside)
    elif said := gone.said(one.row):
        place = setting.place(one.row, said.column.at)
        text = f"{place} 写着“{said.text}”：还导入吗？"
    else:
        return None
    question = ImportQuestion(
        one.origin.cell, _name(one, setting), "整行", text, (_TAKE, LEAVE_OUT)
    )
    known = gone.known(one.row) if says_gone else None
    if known is not None:
        return question, known
    setting.answers.settle(question, setting.digest, one.origin.row)
    return None


def _name(one: _Read, setting: TableSetting) -> str:
    """The project's name, as the row has it."""
    cells = (one.row.at(column.at) for column, m in setting.columns if m.path == (term.NAME,))
    return next((" ".join(cell.text.split()) for cell in cells), "")


def _parts(read: Sequence[_Read], setting: TableSetting) -> dict[int, int]:
    """How many parts each project has, by its row's number; the parts themselves are no rows."""
    counts: dict[int, int] = {}
    above: _Read | None = None
    for one in read:
        if not one.row.part:
            above = one
            continue
        shown = (text for text in one.origin.row if text and not text.isdecimal())
        name = _name(one, setting) or next(shown, "")
        whose = f"{above.origin.cell} 的项目" if above else "上面的项目"
        reason = f"“{name}”是{whose}的一部分，不单独算一个"
        one.out = Skipped(one.origin.cell, reason)
        if above is not None:
            counts[above.origin.number] = counts.get(above.origin.number, 0) + 1
    return counts


def _count(one: _Read, parts: dict[int, int]) -> None:
    """子项目个数 of a project that parts follow; a row of 其中 alone is a heading of them."""
    number = parts.get(one.origin.number)
    if number is None or one.found is None or one.out is not None:
        return
    said = one.found.facts.setdefault(_PARTS, SaidFact(str(number), one.origin.cell))
    if said.text != str(number):
        text = f"写有 {said.text} 个子项目，下面列出的是 {number} 个"
        one.found.remarks.append(Remark(said.cell, text))


def _tell_plans(read: Sequence[_Read], setting: TableSetting) -> None:
    rows = {one.origin.number: one.found for one in read if one.found and one.out is None}
    refused = future.settle(rows, setting)
    for one in read:
        why = refused.get(one.origin.number)
        if isinstance(why, Unsettled):
            one.out = why.rejected(one.origin.row)
        elif isinstance(why, LeftOut):
            one.out = Skipped(why.cell, why.reason)


def _entry(one: _Read, setting: TableSetting) -> ReadRow:
    outcome = one.out if one.out is not None else _found(one).said()
    fact = one.found.facts.get((term.INVESTMENT,)) if one.found else None
    amount = Decimal(str(fact.text)) if fact else investment_of(one.row, setting)
    return ReadRow(one.origin.number, outcome, amount)


def _remarks(read: Sequence[_Read], setting: TableSetting) -> Iterator[Remark]:
    """What was decided about rows that are imported."""
    for one in read:
        if isinstance(one.out, Skipped):
            continue
        if one.found is not None and one.out is None:
            yield from one.found.remarks


def _columns(setting: TableSetting) -> Iterator[Remark]:
    """The columns that come to nothing, each named once."""
    for column, meaning in setting.columns:
        if not any(row.at(column.at).text.strip() for row in setting.source.rows):
            continue
        cell = setting.head_of(column.at)
        if column.at == setting.plans:
            text = f"“{column.title}”列分计划和实际：计划一行的日期记作计划"
            yield Remark(cell, text)
        elif meaning.kind is MeaningKind.UNKNOWN:
            yield Remark(cell, _unknown(column.title, meaning.near, setting.keep))
        elif (
            meaning.kind in (MeaningKind.MONTHLY, MeaningKind.YEAR_TO_DATE)
            and setting.month is None
        ):
            text = (
                f"“{column.title}”列是月度数，没有导入：加 --month 2023-05 这样记入那个月的月调度"
            )
            yield Remark(cell, text)


def _unknown(title: str, near: Sequence[str], keep: bool) -> str:
    meant = f"，可能是{'、'.join(near)}，是就在映射文件里指明" if near else ""
    if keep:
        return f"“{title}”列台账里没有对应的，记入备注{meant}"
    return f"“{title}”列台账里没有对应的，没有导入{meant}；加 --keep-unmapped 可记入备注"
