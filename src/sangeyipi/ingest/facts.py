"""What the cells of a row say, in the ledger's words: facts of its project and of its month.

Owns what is made of each column, of what is struck out, and of two columns that say the same word.
How a cell is read is for `values`.
"""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from sangeyipi.compare.fields import Path, is_amount
from sangeyipi.ingest.answers import Unsettled
from sangeyipi.ingest.findings import ImportQuestion, Remark
from sangeyipi.ingest.governing import NamedPhases, named
from sangeyipi.ingest.meanings import Meaning, MeaningKind
from sangeyipi.ingest.said import RowOrigin, Said, SaidFact
from sangeyipi.ingest.setting import TableSetting, unit_of
from sangeyipi.ingest.table import SourceColumn, SourceRow
from sangeyipi.ingest.ticks import ticked
from sangeyipi.ingest.values import amounts, days, lists
from sangeyipi.ingest.values.plain import plain
from sangeyipi.ingest.values.results import TakenValue
from sangeyipi.model import term
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.stages import Batch, Milestone
from sangeyipi.sheets.grid import Cell, CellKind

#: What was completed since January, until it is known what was completed before.
THIS_YEAR = "\0本年累计"
_UNITS = ("亿元", "万元", "元")
_REPORTED_AMOUNTS = frozenset((term.COMPLETED, term.COMPLETED_TO_DATE, term.FUNDS_TO_DATE))


@dataclass(slots=True)
class Gathered:
    """What is gathered of a row while its cells are read."""

    origin: RowOrigin
    facts: dict[Path, SaidFact] = field(default_factory=dict)
    report: dict[str, SaidFact] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    note_cell: str = ""
    remarks: list[Remark] = field(default_factory=list)
    named: list[NamedPhases] = field(default_factory=list)
    #: The lists on which a tick puts it, with its cell.
    ticked: dict[Batch, str] = field(default_factory=dict)
    #: As `Said` has it.
    gone: ImportQuestion | None = None

    def note(self, cell: str, text: str) -> None:
        """A text that has no field of its own: it goes to 备注."""
        self.notes.append(text.replace("；", "，"))
        self.note_cell = self.note_cell or cell

    @property
    def called(self) -> str:
        """The name that the row gives its project."""
        name = self.facts.get((term.NAME,))
        return str(name.text) if name else ""

    def said(self) -> Said:
        """The row."""
        if self.notes:
            own = self.facts.get((term.NOTE,))
            texts = [str(own.text)] if own else []
            cell = own.cell if own else self.note_cell
            text = "；".join(dict.fromkeys((*texts, *self.notes)))
            self.facts[term.NOTE,] = SaidFact(text, cell)
        return Said(self.origin, self.facts, self.report, tuple(self.remarks), self.gone)


Read = Callable[["ToldCell", Gathered, TableSetting], None]


class ToldCell(NamedTuple):
    """A cell that says something, with all that it is read by."""

    column: SourceColumn
    meaning: Meaning
    cell: Cell
    place: str
    row: SourceRow


def shown(cell: Cell) -> str:
    """What a person reads in a cell, on one line."""
    return " ".join((cell.shown or cell.text).split())


Known = TypeVar("Known")


def _once(told: ToldCell, setting: TableSetting, read: Callable[[], Known]) -> Known:
    """What a cell comes to, read once for all places of its column where it stands.

    Readers of files make equal cells one, and the table keeps them: so a cell is told by itself.
    """
    taken = setting.taken.setdefault(told.column.at, {})
    key = id(told.cell)
    found = taken.get(key)
    if found is None:
        found = taken[key] = read()
    result: Known = found
    return result


_OF_FIGURES = (term.NAME, term.ID, term.INVESTMENT, term.FUNDS, term.LISTED)
_OF_LISTS = (MeaningKind.PHASE, MeaningKind.BATCH, MeaningKind.PHASE_AND_BATCH)


def is_struck(told: ToldCell) -> bool:
    """Whether it is struck out, or a part of it; of an amount in part, amounts ask."""
    cell, meaning = told.cell, told.meaning
    if told.row.struck or not (cell.struck or cell.struck_part):
        return False
    monthly = meaning.kind in (MeaningKind.MONTHLY, MeaningKind.YEAR_TO_DATE)
    return cell.struck or not (monthly or (meaning.path and is_amount(meaning.path)))


def struck_out(told: ToldCell, found: Gathered, setting: TableSetting) -> None:
    """A cell that is struck out in a row that stands: what it said no longer holds."""
    kind, path = told.meaning.kind, told.meaning.path
    if kind in (MeaningKind.NUMBER, MeaningKind.UNIT, MeaningKind.LEFT_OUT, MeaningKind.UNKNOWN):
        return
    if kind in (MeaningKind.MONTHLY, MeaningKind.YEAR_TO_DATE) and setting.month is None:
        return
    seen = shown(told.cell)
    if kind in _OF_LISTS or (path and path[0] in _OF_FIGURES):
        text = f"{told.meaning.word}“{seen}”有划掉的，不知道应是什么：改成对的，或清空这一格"
        raise Unsettled(told.place, text)
    found.note(told.place, f"{told.column.title}（划掉了）：{seen}")
    found.remarks.append(Remark(told.place, f"“{seen}”有划掉的，没有导入，记入备注"))


def _listed(told: ToldCell, found: Gathered, setting: TableSetting) -> None:
    """The phase in which it stands on a list; or a tick, for the phase that all of it is of."""
    told_of = ticked(told.cell)
    number = told.cell.kind is CellKind.NUMBER or told.cell.text.strip().isdecimal()
    if told_of is not None and (told.column.at in setting.ticked or not number):
        if told_of:
            found.ticked[Batch(told.meaning.path[1])] = told.place
        return
    phase = lists.phase(told.cell, setting.held)
    fact = SaidFact(_settled_phase(phase, told, found, setting), told.place)
    _put(found, told.meaning.path, fact, told)


def _settled_phase(
    phases: tuple[int, ...], told: ToldCell, found: Gathered, setting: TableSetting
) -> str:
    if len(phases) == 1:
        return str(phases[0])
    text = f"“{shown(told.cell)}”看不出是哪一期"
    if not phases:
        raise Unsettled(told.place, f"{text}：写成第几期，如 第8期")
    numbers = tuple(map(str, phases))
    text = f"{text}，可以是第{'、'.join(numbers)}期：是哪一期？"
    question = _question(told, found, text, numbers)
    return setting.answers.settle(question, setting.digest, found.origin.row)


def _question(
    told: ToldCell, found: Gathered, text: str, answers: tuple[str, ...] = ()
) -> ImportQuestion:
    return ImportQuestion(told.place, found.called, told.meaning.word, text, answers)


def _put(found: Gathered, path: Path, fact: SaidFact, told: ToldCell) -> None:
    """A fact of the row; where another column says the same word, the first one is kept."""
    other = found.facts.get(path)
    if other is None:
        found.facts[path] = fact
    elif other.text != fact.text:
        word = ".".join(path)
        if is_amount(path):
            reason = f"{word}写了两个：{other.cell} 是 {other.text}，这里是 {fact.text}（亿元）"
            raise Unsettled(told.place, f"{reason}，改成一样再导入")
        found.note(told.place, f"{told.column.title}：{shown(told.cell)}")
        text = f"“{told.column.title}”与 {other.cell} 都是{word}，取前一个，这一格记入备注"
        found.remarks.append(Remark(told.place, text))


def read_day(told: ToldCell, found: Gathered, setting: TableSetting) -> None:
    """A date: of the milestone, or of its plan where the cell or the table's own day says so."""
    step = Milestone(told.meaning.path[1])
    planned = told.meaning.planned
    taken = _once(told, setting, lambda: days.day(told.cell, planned, setting.year, step))
    if taken.question:
        taken = days.answered(_answer(taken, told, found, setting))
    _remarked(taken, told, found)
    if taken.text is None:
        return
    group = term.PLANNED if taken.planned or told.meaning.planned else term.MILESTONES
    _put(found, (group, told.meaning.path[1]), SaidFact(taken.text, told.place), told)


def _span(told: ToldCell, found: Gathered, setting: TableSetting) -> None:
    """From when to when: the plans of 开工 and 投产."""
    steps = (Milestone.STARTED, Milestone.PRODUCING)
    for step, taken in zip(steps, days.span(told.cell, setting.year), strict=True):
        _remarked(taken, told, found)
        path = (term.PLANNED, str(step))
        if taken.text is not None and path not in found.facts:
            found.facts[path] = SaidFact(taken.text, told.place)


def _answer(taken: TakenValue, told: ToldCell, found: Gathered, setting: TableSetting) -> str:
    """The answer to the question that a cell leaves open."""
    question = _question(told, found, taken.question, taken.answers)
    return setting.answers.settle(question, setting.digest, found.origin.row)


def _remarked(taken: TakenValue, told: ToldCell, found: Gathered) -> None:
    if taken.note:
        found.note(told.place, f"{told.column.title}：{taken.note}")
    if taken.remark:
        found.remarks.append(Remark(told.place, taken.remark))


def read_amount(told: ToldCell, found: Gathered, setting: TableSetting) -> None:
    """An amount of the project; what is planned for a year, under that year."""
    path = told.meaning.path
    if path[-1] == "":
        year = setting.month.year if setting.month else setting.year
        if year is None:
            text = "看不出是哪一年的计划投资，没有导入：列名写明年份，如 2023年计划投资"
            found.remarks.append(Remark(setting.head_of(told.column.at), text))
            return
        path = (*path[:-1], str(year))
    amount = _amount(told, found, setting)
    if amount is not None:
        _put(found, path, SaidFact(amount, told.place), told)


def _amount(told: ToldCell, found: Gathered, setting: TableSetting) -> str | None:
    """An amount in 亿元.  Raises Unsettled where it is none, or nobody says in which unit."""
    zero = told.meaning.path != (term.INVESTMENT,)
    if _is_shared(told, setting):
        text = "一格合并了几行，是几个项目合起来的数：这个项目是多少（带单位写，如 3.5亿元）？"
        taken = TakenValue(question=text)
    else:
        unit, doubt = unit_of(told.row, told.column, setting)
        taken = amounts.amount(told.cell, unit, zero)
        if doubt and taken.unit_missing:
            raise Unsettled(told.place, f"{told.meaning.word}：{doubt}")
    if taken.unit_missing:
        taken = amounts.amount(told.cell, _unit_asked(told, found, setting), zero)
    if taken.question:
        answer = _answer(taken, told, found, setting)
        taken = amounts.answered(answer)
    if taken.refused:
        raise Unsettled(told.place, f"{told.meaning.word}：{taken.refused}")
    _remarked(taken, told, found)
    return taken.text


def _is_shared(told: ToldCell, setting: TableSetting) -> bool:
    """Whether an amount is one of several projects together: its cell reaches over their rows."""
    if told.column.at not in told.row.shared or told.row.continues:
        return False
    rows = setting.source.rows
    after = next((one for one in rows if one.number > told.row.number), None)
    return not (after is not None and after.continues and told.column.at in after.shared)


def _unit_asked(told: ToldCell, found: Gathered, setting: TableSetting) -> str:
    """The unit of a column that names none, asked once for all its rows; of a row that has none."""
    if told.column.at in setting.unit_columns:
        text = "这一行的单位空着：是亿元、万元还是元？"
        question = _question(told, found, text, _UNITS)
        return setting.answers.settle(question, setting.digest, found.origin.row)
    text = (
        f"“{told.column.title}”列没有写单位：是亿元、万元还是元？"
        "在列名里写明，或在表上方写“单位：万元”"
    )
    question = ImportQuestion(
        setting.head_of(told.column.at), told.column.title, told.meaning.word, text, _UNITS
    )
    unit = setting.answers.settle(question, setting.digest, found.origin.row, told.place)
    setting.units[told.column.at] = unit
    return unit


def read_plain(told: ToldCell, found: Gathered, setting: TableSetting) -> None:
    """A text, a flag, a count, a number of its own."""
    taken = _once(told, setting, lambda: plain(told.cell, told.meaning.path))
    if taken.refused:
        raise Unsettled(told.place, f"{told.meaning.word}：{taken.refused}")
    if taken.question:
        taken = TakenValue(_answer(taken, told, found, setting))
    _remarked(taken, told, found)
    if taken.text is not None:
        _put(found, told.meaning.path, SaidFact(taken.text, told.place), told)


def _monthly(told: ToldCell, found: Gathered, setting: TableSetting) -> None:
    """A figure of one month: taken where that month is imported."""
    if setting.month is None:
        return
    word = told.meaning.path[0]
    months = told.meaning.months
    if months is not None and months[1] != setting.month.number:
        text = f"“{told.column.title}”不是 {setting.month} 的数，没有导入"
        found.remarks.append(Remark(setting.head_of(told.column.at), text))
        return
    text_or_amount = (
        _amount(told, found, setting)
        if word in _REPORTED_AMOUNTS
        else plain(told.cell, told.meaning.path).text
    )
    if isinstance(text_or_amount, str):
        found.report.setdefault(word, SaidFact(text_or_amount, told.place))


def _year_to_date(told: ToldCell, found: Gathered, setting: TableSetting) -> None:
    """What was completed since January."""
    months = told.meaning.months
    if setting.month is None:
        return
    if months is not None and months != (1, setting.month.number):
        text = f"“{told.column.title}”不是到 {setting.month} 的数，没有导入"
        found.remarks.append(Remark(setting.head_of(told.column.at), text))
        return
    amount = _amount(told, found, setting)
    if amount is not None:
        found.report.setdefault(THIS_YEAR, SaidFact(amount, told.place))


def _phase(told: ToldCell, found: Gathered, setting: TableSetting) -> None:
    phases = _once(told, setting, lambda: lists.phase(told.cell, setting.held))
    if not phases:
        raise Unsettled(told.place, f"“{shown(told.cell)}”看不出是哪一期：写成第几期，如 第8期")
    found.named.append(NamedPhases(told.place, phases))


def _batch(told: ToldCell, found: Gathered, setting: TableSetting) -> None:
    batch = _once(told, setting, lambda: lists.batch(told.cell))
    if batch is None:
        text = f"“{shown(told.cell)}”看不出是哪一批：写 签约、开工、投产 中的一个"
        raise Unsettled(told.place, text)
    found.named.append(NamedPhases(told.place, (), batch))


def _phase_and_batch(told: ToldCell, found: Gathered, setting: TableSetting) -> None:
    one = named(told.place, told.cell.text, setting.held)
    if not one.phases or one.batch is None:
        text = f"“{shown(told.cell)}”看不出是哪一期哪一批：写成 第8期签约 这样"
        raise Unsettled(told.place, text)
    found.named.append(one)


def _unknown(told: ToldCell, found: Gathered, setting: TableSetting) -> None:
    found.note(told.place, f"{told.column.title}：{shown(told.cell)}")


_READ: dict[MeaningKind, Read] = {
    MeaningKind.MONTHLY: _monthly,
    MeaningKind.PHASE: _phase,
    MeaningKind.BATCH: _batch,
    MeaningKind.PHASE_AND_BATCH: _phase_and_batch,
    MeaningKind.SPAN: _span,
    MeaningKind.YEAR_TO_DATE: _year_to_date,
    MeaningKind.UNKNOWN: _unknown,
}


def reader_of(meaning: Meaning) -> Read:
    """How the cells of a column are read."""
    if meaning.kind is not MeaningKind.FIELD:
        return _READ[meaning.kind]
    path = meaning.path
    if path[0] in (term.MILESTONES, term.PLANNED) and path[1] != term.YEARLY_PLAN:
        return read_day
    if path[0] == term.LISTED:
        return _listed
    return read_amount if is_amount(path) else read_plain
