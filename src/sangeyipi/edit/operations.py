"""Changes of a ledger → what has to be done in each of its files, and what each then holds.

Owns in which file and at which place of it a fact stands.  Must not look into a text.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Any, NamedTuple

from sangeyipi.compare import published
from sangeyipi.compare.fields import FieldChange, edited, flat
from sangeyipi.compare.published import StatementChange
from sangeyipi.compare.records import Changes
from sangeyipi.edit.failures import EditFailed
from sangeyipi.edit.placing import Placing
from sangeyipi.model import term
from sangeyipi.model.ledger import Config, Ledger
from sangeyipi.store.canonical.text import Path, raw_of
from sangeyipi.store.files import LEDGER_FILE, Kind
from sangeyipi.store.load import Loaded


class Put(NamedTuple):
    """A fact of a file, by its path in it; None: no longer said."""

    path: Path
    value: Any


class Insert(NamedTuple):
    """Items to go into a list of a file that is one record, before the one at `index`."""

    path: Path
    at: int
    values: tuple[Any, ...]


@dataclass(slots=True)
class FileEdit:
    """What has to be done in a file, and the records that it then holds, in no order.

    `puts` and `removed` are by the place of the record; None: the file is one record.
    """

    name: str
    kind: Kind | None
    puts: dict[int | None, list[Put]] = field(default_factory=dict)
    removed: set[int] = field(default_factory=set)
    added: list[Any] = field(default_factory=list)
    inserts: list[Insert] = field(default_factory=list)
    cuts: list[tuple[Path, int]] = field(default_factory=list)
    #: The records of the file as they should be; where one was edited, by its place.
    now: dict[int, Any] = field(default_factory=dict)


def operations(loaded: Loaded, changes: Changes, into: str | None) -> dict[str, FileEdit]:
    """What has to be done in each file that changes.  Raises EditFailed."""
    if loaded.ledger is None:
        raise EditFailed(f"{LEDGER_FILE} 读不了，不能修改台账")
    making = _Making(loaded, loaded.ledger, into)
    making.projects(changes)
    making.rollups(changes)
    making.statements(changes.statements)
    making.reports(changes)
    making.config(changes.config)
    return making.files


class _Making:
    def __init__(self, loaded: Loaded, ledger: Ledger, into: str | None) -> None:
        self.ledger = ledger
        self.files: dict[str, FileEdit] = {}
        self.placing = Placing(loaded, ledger, into)

    def file(self, name: str, kind: Kind | None) -> FileEdit:
        return self.files.setdefault(name, FileEdit(name, kind))

    # --- records in lists

    def edit(self, kind: Kind, before: Any, fields: Iterable[FieldChange], who: str) -> None:
        """Change facts of a record that is there."""
        fields = tuple(fields)
        said = flat(before)
        for one in fields:
            if said.get(one.path) != one.before:
                raise EditFailed(f"{who}的{one.word}已经不是“{one.before}”")
        index = _index(before)
        file = self.file(before.origin.file, kind)
        puts = file.puts.setdefault(index, [])
        puts += [Put(one.path, _raw(one.after)) for one in _removals_last(fields)]
        file.now[index] = edited(file.now.get(index, before), fields)

    def remove(self, kind: Kind, record: Any) -> None:
        file = self.file(record.origin.file, kind)
        file.removed.add(_index(record))

    def add(self, kind: Kind, name: str, record: Any) -> None:
        self.file(name, kind).added.append(record)

    def projects(self, changes: Changes) -> None:
        here = {one.id: one for one in self.ledger.projects}
        for one in changes.removed:
            self.remove(Kind.PROJECTS, _known(here, one.id))
        for renamed in changes.renamed:
            change = FieldChange((term.ID,), renamed.before.id, renamed.after.id)
            was = _known(here, renamed.before.id)
            self.edit(Kind.PROJECTS, was, [change], renamed.before.id)
        for edit in changes.edited:
            was = _known(here, edit.before.id)
            self.edit(Kind.PROJECTS, was, edit.fields, edit.before.id)
        taken = here.keys() - {one.id for one in changes.removed}
        taken -= {one.before.id for one in changes.renamed}
        for project in changes.added:
            if project.id in taken:
                raise EditFailed(f"编号 {project.id} 已经有了")
            self.add(Kind.PROJECTS, self.placing.of_project(project), project)

    def rollups(self, changes: Changes) -> None:
        for one in changes.rollups_removed:
            self.remove(Kind.ROLLUPS, self._rollup(one))
        for edit in changes.rollups_edited:
            self.edit(Kind.ROLLUPS, self._rollup(edit.before), edit.fields, edit.before.title)
        for rollup in changes.rollups_added:
            self.add(Kind.ROLLUPS, self.placing.of_rollup(rollup), rollup)

    def _rollup(self, rollup: Any) -> Any:
        """The one in the ledger that says the same, taken once."""
        for one in self.ledger.rollups:
            file = self.files.get(one.origin.file)
            used = file and (_index(one) in file.removed or _index(one) in file.now)
            if one == rollup and not used:
                return one
        raise EditFailed(f"台账里没有这条汇总：{rollup.title}")

    def reports(self, changes: Changes) -> None:
        here = {(one.id, one.month): one for one in self.ledger.reports}
        names = dict(changes.reports.followed)
        old = {now: was for was, now in names.items()}
        for one in self.ledger.reports:
            if one.id in names:
                change = FieldChange((term.ID,), one.id, names[one.id])
                self.edit(Kind.PROGRESS, one, [change], f"{one.id} {one.month}")
        for one in changes.reports.removed:
            self.remove(Kind.PROGRESS, _known(here, (old.get(one.id, one.id), one.month)))
        for edit in changes.reports.edited:
            before = edit.before
            was = _known(here, (old.get(before.id, before.id), before.month))
            self.edit(Kind.PROGRESS, was, edit.fields, f"{before.id} {before.month}")
        for one in changes.reports.added:
            self.add(Kind.PROGRESS, self.placing.of_report(one), one)

    # --- files that are one record

    def statements(self, changes: Iterable[StatementChange]) -> None:
        for change in changes:
            if change.before is None:
                name = self.placing.of_statement(change.statement, self.files)
                self.add(Kind.STATEMENTS, name, change.statement)
                continue
            was = next((one for one in self.ledger.statements if one == change.before), None)
            if was is None:
                raise EditFailed(f"台账里没有这次公布：{change.statement.title}")
            if change.after is None:
                raise EditFailed(f"{was.origin.file}: 撤去一次公布，请删去这个文件")
            file = self.file(was.origin.file, Kind.STATEMENTS)
            puts = file.puts.setdefault(None, [])
            puts += [Put(one.path, _raw(one.after)) for one in _removals_last(change.fields)]
            figures = published.published_figures(was)
            for key, _, after in change.figures:
                if key not in figures:
                    raise EditFailed(f"{was.origin.file}: 公布里没有“{key.scope}”的{key.word}")
                puts.append(Put((term.CLAIMS, figures[key].claim, key.word), after))
            file.now[0] = change.after

    def config(self, changes: tuple[FieldChange, ...]) -> None:
        if not changes:
            return
        config = self.ledger.config
        said = flat(replace(config, phases=_in_order(config)))
        for one in changes:
            if said.get(one.path) != one.before:
                raise EditFailed(f"{LEDGER_FILE} 的{one.word}已经不是“{one.before}”")
        file = self.file(LEDGER_FILE, None)
        puts = file.puts.setdefault(None, [])
        plain = [one for one in changes if one.path[0] != term.PHASES]
        puts += [Put(one.path, _raw(one.after)) for one in _removals_last(plain)]
        after = edited(replace(config, phases=_in_order(config)), changes)
        self._phases(file, config, after)
        file.now[0] = after

    def _phases(self, file: FileEdit, before: Config, after: Config) -> None:
        if before.phases == after.phases:
            return
        old = {one.number: place for place, one in enumerate(before.phases)}
        new = {one.number: one for one in after.phases}
        if len(old) != len(before.phases) or len(new) != len(after.phases):
            if sorted(before.phases, key=_number) != sorted(after.phases, key=_number):
                raise EditFailed(f"{LEDGER_FILE} 里有一期写了两次，请先改正")
            return
        file.cuts += [((term.PHASES,), place) for n, place in old.items() if n not in new]
        fresh: dict[int, list[Any]] = {}
        for number, phase in sorted(new.items()):
            if number not in old:
                place = min((at for n, at in old.items() if n > number), default=len(old))
                fresh.setdefault(place, []).append(raw_of(phase))
                continue
            was, now = raw_of(before.phases[old[number]]), raw_of(phase)
            for key in {**now, **was}:
                if was.get(key) != now.get(key):
                    path = (term.PHASES, old[number], key)
                    file.puts.setdefault(None, []).append(Put(path, now.get(key)))
        file.inserts += [
            Insert((term.PHASES,), place, tuple(raws)) for place, raws in fresh.items()
        ]


_number = attrgetter("number")


def _in_order(config: Config) -> tuple[Any, ...]:
    return tuple(sorted(config.phases, key=lambda one: (one.number, one.date, one.source or "")))


def _index(record: Any) -> int:
    return int(record.origin.path[0])


def _raw(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _removals_last(fields: Iterable[FieldChange]) -> list[FieldChange]:
    """A group from which one fact goes while another comes is never emptied in between."""
    return sorted(fields, key=lambda one: one.after is None)


def _known(here: dict[Any, Any], key: Any) -> Any:
    if key not in here:
        shown = key if isinstance(key, str) else " ".join(map(str, key))
        raise EditFailed(f"台账里没有 {shown}")
    return here[key]
