"""The sheets of registers and a ledger → its new records, every row and sum accounted for.

Owns which project and which record of the ledger a row is about.  Nothing is guessed: a name that
is but like a project's is a question, a record that says otherwise than the ledger stays out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from sangeyipi.checks.run import check_all
from sangeyipi.compare.fields import differences, flat
from sangeyipi.compare.records import compare
from sangeyipi.ingest.answers import Answers, LeftOut, Unsettled
from sangeyipi.ingest.findings import ImportQuestion, Rejected, Remark, Skipped
from sangeyipi.ingest.governing import day_of, year_of
from sangeyipi.ingest.imported import Imported, check_errors
from sangeyipi.ingest.reconciliation import Investment, NotReconciled, Reconciliation, RowAccount
from sangeyipi.ingest.registers import sameness, sums
from sangeyipi.ingest.registers.cells import Drafted, RegisterSetting, RowReader
from sangeyipi.ingest.registers.headings import (
    NUMBER,
)
from sangeyipi.ingest.registers.numbers import Numbers
from sangeyipi.ingest.registers.projects import Projects
from sangeyipi.ingest.registers.rows import drafted
from sangeyipi.ingest.registers.sheets import RegisterSheet
from sangeyipi.ingest.table import SourceRow
from sangeyipi.ingest.values.texts import is_blank
from sangeyipi.model import term
from sangeyipi.model.lazy_dataclass import dataclass
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.place import Place
from sangeyipi.model.rule import Severity
from sangeyipi.sheets.grid import place_name
from sangeyipi.store.canonical.text import raw_of
from sangeyipi.store.kinds import FINANCING, PROBLEMS, RecordKind
from sangeyipi.store.load import Loaded
from sangeyipi.store.records import RecordType

#: Where records of an import stand, as diagnostics of them say.
_HERE = "import"
_ZERO = Decimal(0)
_MOST_ROUNDS = 50
_UPDATE = "更新"


def _merged(one: RegisterSheet) -> Iterator[tuple[int, int]]:
    """The cells of a table that are merged with those of other rows."""
    numbers = {row.number for row in one.table.rows}
    for sheet in one.book.sheets:
        for area in sheet.merged if sheet.name == one.table.sheet else ():
            rows = numbers.intersection(range(area.top, area.bottom + 1))
            if len(rows) > 1:
                columns = range(area.left, area.right + 1)
                yield from ((row, at) for row in rows for at in columns)


@dataclass(slots=True)
class _Row:
    """A row on its way to a record."""

    setting: RegisterSetting
    row: SourceRow
    draft: Drafted | None = None
    before: Any = None
    record: Any = None
    out: Rejected | Skipped | None = None
    unchanged: bool = False

    @property
    def kind(self) -> RecordKind:
        return self.setting.found.kind


def imported(
    sheets: Sequence[RegisterSheet],
    remarks: Sequence[Remark],
    ledger: Ledger,
    answers: Answers,
    as_of: date | None,
    keep: bool = False,
) -> Imported:
    """The whole import of registers.  Raises NotReconciled, which is our fault."""
    told = set(check_errors(ledger))
    settings = [_setting(one, ledger, answers, as_of, keep) for one in sheets]
    refused: dict[tuple[int, int], Rejected] = {}
    own = [text for one in settings for text in _numbers(one)]
    for _ in range(_MOST_ROUNDS):
        making = _Making(ledger, refused, own)
        for number, setting in enumerate(settings):
            making.table(number, setting)
        faults = making.faults(told)
        if not faults:
            return making.result(remarks, told)
        refused.update(faults)
    raise NotReconciled("行与行互相矛盾，没完没了")


def _setting(
    one: RegisterSheet, ledger: Ledger, answers: Answers, as_of: date | None, keep: bool
) -> RegisterSetting:
    table = one.table
    stem = PurePath(one.book.name).stem
    return RegisterSetting(
        table=table,
        found=one.found,
        ledger=ledger,
        answers=answers,
        digest=one.book.digest,
        prefix=one.prefix,
        day=as_of or day_of(table.titles, table.footers),
        year=year_of([*table.titles, table.sheet, stem]),
        keep=keep,
        merged=frozenset(_merged(one)),
    )


class _Making:
    """One go through all rows that are not refused yet."""

    def __init__(
        self, ledger: Ledger, refused: Mapping[tuple[int, int], Rejected], own: Sequence[str]
    ) -> None:
        self.before = ledger
        self.refused = refused
        self.projects = Projects.of(ledger)
        self.rows: list[_Row] = []
        self.keys: list[tuple[int, int]] = []
        self.skipped: list[Skipped] = []
        self.settings: list[RegisterSetting] = []
        self.now: dict[str, list[Any]] = {
            part: list(getattr(ledger, part)) for part in ("problems", "visits", "financing")
        }
        self._broken: list[Any] | None = None
        #: The cell of the row that a record was met in, by part and place.
        self.taken: dict[tuple[str, int], str] = {}
        self.numbers = Numbers([*(one.id for one in ledger.problems), *own])
        self._by_identity = {
            part: {sameness.identity(part, one): at for at, one in enumerate(records)}
            for part, records in self.now.items()
        }
        self._problems: dict[tuple[Any, ...], int] = {
            sameness.same_problem(one): at for at, one in enumerate(self.now["problems"])
        }

    def table(self, number: int, setting: RegisterSetting) -> None:
        """All rows of a table."""
        self.settings.append(setting)
        prefix = setting.prefix
        self.skipped += [Skipped(prefix + one.cell, one.reason) for one in setting.table.skipped]
        for row in setting.table.rows:
            one = _Row(setting, row)
            self.rows.append(one)
            self.keys.append((number, row.number))
            one.out = self.refused.get((number, row.number))
            if one.out is None:
                self._take(one)

    def _take(self, one: _Row) -> None:
        reader = RowReader(one.row, one.setting)
        try:
            if one.row.struck:
                raise Unsettled(reader.made.cell, "这一行划掉了：还要的去掉删除线，不要的删去")
            project = self.projects.meant(reader)
            one.draft = drafted(one.row, one.setting, project)
            self._record(one, one.draft)
        except Unsettled as why:
            one.out = why.rejected(reader.made.shown)
        except LeftOut as why:
            one.out = Skipped(why.cell, why.reason)

    def _record(self, one: _Row, draft: Drafted) -> None:
        part = one.kind.part
        at = self._there(one, draft)
        if at is not None:
            self._once(one, draft, at)
            self._beside(one, draft, at)
            self.taken[part, at] = draft.cell
            return
        self.taken[part, len(self.now[part])] = draft.cell
        if one.kind is PROBLEMS and term.ID not in draft.facts:
            draft.facts[term.ID] = self.numbers.next(str(draft.facts[term.RAISED]))
        record = _read(one, draft, draft.facts)
        one.record = record
        self._by_identity[part][sameness.identity(part, record)] = len(self.now[part])
        if one.kind is PROBLEMS:
            self._problems.setdefault(sameness.same_problem(record), len(self.now[part]))
        self.now[part].append(record)

    def _there(self, one: _Row, draft: Drafted) -> int | None:
        """Where the record of a row is already; None: nowhere."""
        record = self._alone(one, draft)
        part = one.kind.part
        if one.kind is not PROBLEMS:
            return self._by_identity[part].get(sameness.identity(part, record))
        same = self._problems.get(sameness.same_problem(record))
        if term.ID not in draft.facts:
            return same
        at = self._by_identity[part].get((record.id,))
        if at is None and same is not None:
            other = self.now[part][same].id
            why = f"与 {other} 的项目、问题、提出日期都一样，编号却是 {record.id}"
            raise Unsettled(draft.cells[term.ID], f"{why}：是同一个就用 {other}")
        return at

    def _alone(self, one: _Row, draft: Drafted) -> Any:
        """The record of what the row alone says."""
        unnumbered = {term.ID: "?"} if one.kind is PROBLEMS else {}
        return _read(one, draft, unnumbered | draft.facts)

    def _once(self, one: _Row, draft: Drafted, at: int) -> None:
        """A sheet names a record once: again it is a slip, or another one, which nobody knows."""
        part = one.kind.part
        before = self.taken.get((part, at))
        if before is None:
            return
        old = self.now[part][at]
        same = flat(
            _read(one, draft, {term.ID: "?"} | draft.facts if one.kind is PROBLEMS else draft.facts)
        )
        there = flat(old)
        if one.kind is not FINANCING and all(
            there.get(path) == value for path, value in same.items() if path != (term.ID,)
        ):
            raise LeftOut(draft.cell, f"与 {before} 是同一条{one.kind.word}，只登记一次")
        why = f"与 {before} 是同一条{one.kind.word}（{one.kind.title_of(old)}）"
        raise Unsettled(draft.cell, f"{why}：重复的删去，不是一回事的分清楚、合成一行，再导入")

    def _beside(self, one: _Row, draft: Drafted, at: int) -> None:
        """A record that is there: unchanged, or updated where it is certainly that one."""
        old = self.now[one.kind.part][at]
        facts = sameness.merged(raw_of(old), draft.facts)
        facts[term.PROJECT] = draft.facts[term.PROJECT]
        new = replace(_read(one, draft, facts), origin=old.origin)
        one.before = old
        changed = differences(old, new)
        if draft.unsolved and old.closed is not None:
            why = f"{old.id} 在台账里 {old.closed.text} 已经销号，这一行写的是没有：核对后再导入"
            raise Unsettled(draft.cell, why)
        if not changed:
            one.unchanged, one.record = True, old
            return
        if old.project != new.project:
            why = f"{old.id} 在台账里是项目 {old.project} 的问题，这一行是 {new.project} 的"
            raise Unsettled(draft.cell, why)
        if one.kind is PROBLEMS and sameness.other_problem(old, new):
            why = f"{old.id} 在台账里是“{old.text}”（{old.raised.text} 提出），这一行是另一个问题"
            raise Unsettled(draft.cells.get(term.ID, draft.cell), f"{why}：核对编号再导入")
        told = "；".join(f"{c.word}：{_shown(c.before)} → {_shown(c.after)}" for c in changed)
        title = one.kind.title_of(old)
        if one.kind is not PROBLEMS:
            why = f"台账里已有{title}，说的不一样（{told}）：哪个对就改哪边，再导入"
            raise Unsettled(_cell_of(draft, changed), why)
        if term.ID not in draft.cells:
            question = ImportQuestion(
                draft.cell,
                draft.name,
                term.ID,
                f"与台账里的{title}是同一个问题，要更新吗（{told}）？",
                (_UPDATE,),
            )
            one.setting.answers.settle(question, one.setting.digest, draft.shown)
        one.record = new
        self.now[one.kind.part][at] = new

    # --- results

    def after(self) -> Ledger:
        """The ledger with all of it."""
        parts: dict[str, Any] = {part: tuple(records) for part, records in self.now.items()}
        return replace(self.before, **parts)

    def broken(self, told: set[tuple[Any, str]]) -> list[Any]:
        """The errors that the ledger would newly have."""
        if self._broken is None:
            self._broken = [
                one
                for one in check_all(Loaded(self._placed(), (), {}))
                if one.rule.severity is Severity.ERROR and (one.rule, one.message) not in told
            ]
        return self._broken

    def _placed(self) -> Ledger:
        """The ledger after, new records standing where their rows can be found again."""
        places = {
            id(one.record): Place(_HERE, (number,))
            for number, one in enumerate(self.rows)
            if one.record is not None and not one.unchanged
        }
        parts: dict[str, Any] = {
            part: tuple(
                replace(one, origin=places[id(one)]) if id(one) in places else one
                for one in records
            )
            for part, records in self.now.items()
        }
        return replace(self.before, **parts)

    def faults(self, told: set[tuple[Any, str]]) -> dict[tuple[int, int], Rejected]:
        """Rows by which the ledger would break a rule that it does not break now."""
        found: dict[tuple[int, int], Rejected] = {}
        for one in self.broken(told):
            if one.place.file != _HERE or not one.place.path:
                continue
            number = int(str(one.place.path[0]))
            draft = self.rows[number].draft
            if draft is not None:
                cell = _fault_cell(draft, one.place.path[1:])
                reason = one.message + (f"。{one.remedy}" if one.remedy else "")
                found[self.keys[number]] = Rejected(cell, draft.shown, reason)
        return found

    def result(self, remarks: Sequence[Remark], told: set[tuple[Any, str]]) -> Imported:
        """What it comes to, once nothing more is refused."""
        rejected = [one.out for one in self.rows if isinstance(one.out, Rejected)]
        left_out = [one.out for one in self.rows if isinstance(one.out, Skipped)]
        taken = [one for one in self.rows if one.out is None]
        rows = RowAccount(
            read=len(self.rows) + len(self.skipped),
            added=sum(one.before is None for one in taken),
            updated=sum(one.before is not None and not one.unchanged for one in taken),
            unchanged=sum(one.unchanged for one in taken),
            skipped=(*self.skipped, *left_out),
            rejected=tuple(rejected),
        )
        after = self.after()
        financing = [
            sums.TakenRow(one.draft, one.record, one.unchanged)
            for one in taken
            if one.kind is FINANCING and one.draft is not None
        ]
        said = [r for one in taken if one.draft for r in one.draft.remarks]
        columns = [r for one in self.settings for r in _left_columns(one)]
        tables = [
            Remark(one.prefix + r.cell, r.text) for one in self.settings for r in one.table.remarks
        ]
        said_sums = [r for one in self.settings for r in sums.checked(one)]
        return Imported(
            before=self.before,
            after=after,
            changes=compare(self.before, after),
            reconciliation=Reconciliation(rows, Investment(_ZERO, _ZERO, _ZERO, None)),
            remarks=tuple(dict.fromkeys((*remarks, *tables, *said, *columns, *said_sums))),
            broken=tuple(self.broken(told)),
            sums=tuple(sums.gained(financing)) if financing else (),
            row_cells={
                (one.kind.part, *one.kind.identity_of(one.record)): one.draft.cell
                for one in taken
                if one.draft is not None
            },
        )


def _numbers(setting: RegisterSetting) -> list[str]:
    """The numbers of problems that a table brings."""
    column = setting.found.columns.get("id")
    return [] if column is None else list(setting.table.values(column))


def _read(one: _Row, draft: Drafted, facts: Mapping[str, Any]) -> Any:
    """The record of these facts.  Raises Unsettled with the model's own words."""
    faults: list[Any] = []
    record = RecordType.of(one.kind.model).read(
        {word: dict(v) if isinstance(v, dict) else v for word, v in facts.items()},
        Place(_HERE, (0,)),
        faults,
    )
    if record is None or faults:
        fault = faults[0]
        reason = fault.message + (f"。{fault.remedy}" if fault.remedy else "")
        raise Unsettled(_fault_cell(draft, fault.place.path[1:]), reason)
    return record


def _fault_cell(draft: Drafted, path: Sequence[Any]) -> str:
    return draft.cells.get(str(path[0]), draft.cell) if path else draft.cell


def _cell_of(draft: Drafted, changed: Sequence[Any]) -> str:
    return next((draft.cells[c.path[0]] for c in changed if c.path[0] in draft.cells), draft.cell)


def _shown(value: Any) -> str:
    return "没有写" if value is None else str(value)


def _left_columns(setting: RegisterSetting) -> Iterator[Remark]:
    """Columns that come to nothing, each named once."""
    table = setting.table
    for one in setting.found.left:
        if one.at == setting.found.columns.get(NUMBER, one._replace(at=-1)).at:
            continue
        if any(not is_blank(row.at(one.at)) for row in table.rows):
            cell = setting.prefix + place_name(table.sheet, table.head, one.at)
            how = "记入备注" if setting.keep else "没有导入；加 --keep-unmapped 可记入备注"
            yield Remark(cell, f"“{one.title}”列{setting.found.kind.word}里没有对应的，{how}")
