"""What rows say and what a ledger has → what an import changes, every row and 亿元 accounted for.

Owns the order of the steps from rows to changes.  Pure but for the answers that it asks for; must
not write anything.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

from sangeyipi.checks.run import check_all
from sangeyipi.compare.fields import Flat, Path
from sangeyipi.compare.records import Changes, compare
from sangeyipi.ingest.answers import Answers
from sangeyipi.ingest.drafts import Draft, RowOutcome, drafted
from sangeyipi.ingest.findings import Rejected, Remark, Skipped
from sangeyipi.ingest.made import HERE, MadeProject, blamed, is_listed, made_of
from sangeyipi.ingest.mapping import Recognised
from sangeyipi.ingest.matching import RowMatching, match
from sangeyipi.ingest.reconciliation import (
    NotReconciled,
    Reconciliation,
    RegisterSum,
    RowAccount,
    investment,
    outcomes,
)
from sangeyipi.ingest.reports import ReportedMonth, reported
from sangeyipi.ingest.said import Said, SaidFact
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.ledger import Config, Ledger
from sangeyipi.model.month import Month
from sangeyipi.model.place import Place
from sangeyipi.model.project import Project
from sangeyipi.model.rule import Rule, Severity
from sangeyipi.store.example import EXAMPLE_FILE, EXAMPLE_NAME
from sangeyipi.store.kinds import REGISTERS
from sangeyipi.store.load import Loaded

_ZERO = Decimal(0)
#: Each round rejects a row, or ends; a row is rejected once.
_MOST_ROUNDS = 50


class ReadRow(NamedTuple):
    """A row read: what it says, or what else became of it; its 总投资 in 亿元 where one is read."""

    number: int
    outcome: Said | Rejected | Skipped
    investment: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Sheets:
    """All that was read of all files: every row, what was decided, what the sheets declare."""

    entries: tuple[ReadRow, ...]
    remarks: tuple[Remark, ...] = ()
    declared: Decimal | None = None
    #: What answers add to the ledger's list of 领域.
    sectors: tuple[str, ...] = ()
    #: Each table with what its columns were recognised as, for a mapping file.
    tables: tuple[Recognised, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import comes to.  `projects` are those that would be written, by 编号."""

    before: Ledger
    after: Ledger
    changes: Changes
    reconciliation: Reconciliation
    added: tuple[Project, ...] = ()
    updated: tuple[Project, ...] = ()
    remarks: tuple[Remark, ...] = ()
    #: What the ledger as a whole would break that it does not break now.
    broken: tuple[Diagnostic, ...] = ()
    #: What the projects that would be written say, as a ledger writes it, by 编号.
    facts: Mapping[str, Flat] = field(default_factory=dict)
    #: What the import says, each fact with its cell, by 编号.
    sources: Mapping[str, Mapping[Path, SaidFact]] = field(default_factory=dict)
    #: Of an import of registers, the sums of their amounts; None: it is one of projects.
    sums: tuple[RegisterSum, ...] | None = None
    #: The cell of the row of each of its records, by part of the ledger and identity.
    row_cells: Mapping[tuple[Any, ...], str] = field(default_factory=dict)

    def cells_of(self, loaded: Loaded, found: Iterable[Diagnostic]) -> list[str]:
        """The cells that say what diagnostics of the ledger `loaded` are about."""
        assert loaded.ledger is not None
        ids = {one.origin: one.id for one in loaded.ledger.projects}
        rows = {
            one.origin: (kind.part, *kind.identity_of(one))
            for kind in REGISTERS
            for one in (getattr(loaded.ledger, kind.part) if self.row_cells else ())
        }
        cells = []
        for one in found:
            row = rows.get(Place(one.place.file, one.place.path[:1]))
            if row is not None and row in self.row_cells:
                cells.append(self.row_cells[row])
            id = ids.get(Place(one.place.file, one.place.path[:1]))
            path = tuple(str(key) for key in one.place.path[1:])
            fact = self.sources.get(id or "", {}).get(path)
            if fact is not None:
                cells.append(fact.cell)
        return list(dict.fromkeys(cells))


def imported(
    sheets: Sheets, ledger: Ledger, answers: Answers, month: Month | None = None
) -> Imported:
    """The whole import.  Raises NotReconciled, which is our fault."""
    told = set(check_errors(ledger))
    refused: dict[int, Rejected] = {}
    for _ in range(_MOST_ROUNDS):
        found = _round(sheets, ledger, answers, month, refused)
        faults = found.faults(told)
        if not faults:
            return found.result(sheets, told)
        refused.update(faults)
    raise NotReconciled("行与行互相矛盾，没完没了")


def check_errors(ledger: Ledger) -> Iterator[tuple[Rule, str]]:
    """The errors of a ledger, by what they say."""
    for one in check_all(Loaded(ledger, (), {})):
        if one.rule.severity is Severity.ERROR:
            yield one.rule, one.message


@dataclass(slots=True)
class _Round:
    """One go through all rows that are not refused yet."""

    before: Ledger
    after: Ledger
    made: list[MadeProject]
    rejected: dict[int, Rejected]
    left_out: dict[int, Skipped]
    remarks: list[Remark]
    invalid: dict[int, Rejected]
    reports: ReportedMonth
    _broken: list[Diagnostic] | None = None

    def faults(self, told: set[tuple[Rule, str]]) -> dict[int, Rejected]:
        """Rows by which a record of the ledger breaks a rule that it did not break before."""
        if self.invalid:
            return self.invalid
        found: dict[int, Rejected] = {}
        for one in self.broken(told):
            if one.place.file == HERE and one.row >= 0:
                made = self.made[one.row]
                found.update(blamed(made.draft, one))
        return found

    def broken(self, told: set[tuple[Rule, str]]) -> list[Diagnostic]:
        """The errors that the ledger would newly have."""
        if self._broken is None:
            self._broken = [
                one
                for one in check_all(Loaded(self.after, (), {}))
                if one.rule.severity is Severity.ERROR and (one.rule, one.message) not in told
            ]
        return self._broken

    def _gone(self) -> list[Remark]:
        left = {one.id for one in self.after.projects}
        return [
            Remark("", f"{one.id}“{one.name}”是 init 写的样子，一并删去")
            for one in examples(self.before)
            if one.id not in left
        ]

    def result(self, sheets: Sheets, told: set[tuple[Rule, str]]) -> Imported:
        """What it comes to, once nothing more is refused."""
        drafts = [one.draft for one in self.made]
        counts = outcomes(drafts)
        skipped = {
            one.number: one.outcome for one in sheets.entries if isinstance(one.outcome, Skipped)
        } | self.left_out
        rows = RowAccount(
            read=len(sheets.entries),
            added=counts[RowOutcome.ADDED],
            updated=counts[RowOutcome.UPDATED],
            unchanged=counts[RowOutcome.UNCHANGED],
            skipped=tuple(skipped[number] for number in sorted(skipped)),
            rejected=tuple(self.rejected[number] for number in sorted(self.rejected)),
        )
        lost = (one.investment for one in sheets.entries if one.number in self.rejected)
        amounts = investment(
            [(one.draft, one.project) for one in self.made],
            sum((one for one in lost if one is not None), _ZERO),
            sheets.declared,
        )
        changed = [one for one in self.made if one.changed]
        return Imported(
            before=self.before,
            after=self.after,
            changes=compare(self.before, self.after),
            reconciliation=Reconciliation(rows, amounts),
            added=tuple(one.project for one in changed if one.draft.before is None),
            updated=tuple(one.project for one in changed if one.draft.before is not None),
            remarks=(*sheets.remarks, *self.remarks, *self.reports.remarks, *self._gone()),
            broken=tuple(self.broken(told)),
            facts={one.project.id: one.draft.facts for one in changed},
            sources={one.project.id: one.draft.sources for one in self.made},
        )


def _round(
    sheets: Sheets,
    ledger: Ledger,
    answers: Answers,
    month: Month | None,
    refused: Mapping[int, Rejected],
) -> _Round:
    rejected = {
        one.number: one.outcome for one in sheets.entries if isinstance(one.outcome, Rejected)
    } | dict(refused)
    rows = [
        one.outcome
        for one in sheets.entries
        if isinstance(one.outcome, Said) and one.number not in refused
    ]
    matched = match(rows, ledger.projects, RowMatching(answers, ledger.config.region or ""))
    rejected.update(matched.rejected)
    left_out = dict(matched.left_out)
    drafts = []
    for group in matched.groups:
        draft = drafted(group, answers)
        rejected.update(draft.rejected)
        left_out.update(draft.left_out)
        if draft.outcomes:
            drafts.append(draft)
    config = _extended(ledger.config, sheets.sectors)
    made, invalid = made_of(drafts, ledger)
    reports = reported([(one.draft, one.project.id) for one in made], ledger, month)
    after = _with(ledger, config, made, reports)
    _nothing_new(made, reports)
    remarks = [one for draft in drafts for one in (*draft.remarks, *_on_no_list(draft))]
    return _Round(ledger, after, made, rejected, left_out, remarks, invalid, reports)


def examples(ledger: Ledger) -> list[Project]:
    """The project that a new ledger was made with, if nobody has touched it."""
    return [
        one
        for one in ledger.projects
        if one.name == EXAMPLE_NAME and one.origin.file == EXAMPLE_FILE
    ]


def _nothing_new(made: Iterable[MadeProject], reports: ReportedMonth) -> None:
    """Rows that say nothing but what the ledger has already, of the month too."""
    for one in made:
        if not one.changed and one.project.id not in reports.changed:
            outcomes = one.draft.outcomes
            outcomes.update(dict.fromkeys(outcomes, RowOutcome.UNCHANGED))


def _on_no_list(draft: Draft) -> Iterator[Remark]:
    """A new project of which nobody says where it is listed."""
    if draft.before is None and not is_listed(draft):
        text = "看不出是第几期、哪一批，没有列入任何一期：用 --phase 和 --batch 指明"
        yield Remark(draft.group.rows[0].origin.cell, text)


def _extended(config: Config, sectors: Sequence[str]) -> Config:
    new = tuple(one for one in dict.fromkeys(sectors) if one not in config.sectors)
    return replace(config, sectors=(*config.sectors, *new)) if new else config


def _with(
    ledger: Ledger, config: Config, made: Iterable[MadeProject], reports: "ReportedMonth"
) -> Ledger:
    """The ledger with what was made; what did not change is the very same record."""
    new = {one.project.id: one.project for one in made if one.changed}
    # Real projects take the place of the one that a new ledger shows how to write them by.
    gone = {one.id for one in examples(ledger)} if new else set()
    kept = [new.pop(one.id, one) for one in ledger.projects if one.id not in gone]
    projects = sorted((*kept, *new.values()), key=lambda one: one.id)
    return replace(
        ledger,
        config=config,
        projects=tuple(projects),
        reports=reports.all(ledger),
    )
