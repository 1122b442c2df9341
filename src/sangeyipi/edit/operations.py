"""Changes of a ledger → what has to be done in each of its files, and what each then holds.

Owns in which file and at which place of it a fact stands.  Must not look into a text.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from sangeyipi.compare import published
from sangeyipi.compare.fields import INNER, FieldChange, edited, flat, name_in
from sangeyipi.compare.published import StatementChange
from sangeyipi.compare.records import Changes, config_in_order
from sangeyipi.compare.registers import Findable, RecordChanges
from sangeyipi.edit.failures import EditFailed
from sangeyipi.edit.placing import Placing
from sangeyipi.model import term
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.ledger import Config, Ledger
from sangeyipi.store.canonical.text import Path, raw_of
from sangeyipi.store.files import LEDGER_FILE, FileKind
from sangeyipi.store.keys import key_of
from sangeyipi.store.kinds import OF_PROJECTS, RecordKind
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
    kind: FileKind | None
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
    making.registers(changes)
    making.config(changes.config)
    return making.files


class _Making:
    def __init__(self, loaded: Loaded, ledger: Ledger, into: str | None) -> None:
        self.ledger = ledger
        self.files: dict[str, FileEdit] = {}
        self.placing = Placing(loaded, ledger, into)

    def file(self, name: str, kind: FileKind | None) -> FileEdit:
        return self.files.setdefault(name, FileEdit(name, kind))

    # --- records in lists

    def edit(self, kind: FileKind, before: Any, fields: Iterable[FieldChange], who: str) -> None:
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

    def remove(self, kind: FileKind, record: Any) -> None:
        file = self.file(record.origin.file, kind)
        file.removed.add(_index(record))

    def add(self, kind: FileKind, name: str, record: Any) -> None:
        self.file(name, kind).added.append(record)

    def projects(self, changes: Changes) -> None:
        here = {one.id: one for one in self.ledger.projects}
        for one in changes.removed:
            self.remove(FileKind.PROJECTS, _known(here, one.id))
        for renamed in changes.renamed:
            change = FieldChange((term.ID,), renamed.before.id, renamed.after.id)
            was = _known(here, renamed.before.id)
            self.edit(FileKind.PROJECTS, was, [change], renamed.before.id)
        for edit in changes.edited:
            was = _known(here, edit.before.id)
            self.edit(FileKind.PROJECTS, was, edit.fields, edit.before.id)
        taken = here.keys() - {one.id for one in changes.removed}
        taken -= {one.before.id for one in changes.renamed}
        for project in changes.added:
            if project.id in taken:
                raise EditFailed(f"编号 {project.id} 已经有了")
            self.add(FileKind.PROJECTS, self.placing.of_project(project), project)

    def rollups(self, changes: Changes) -> None:
        for one in changes.rollups_removed:
            self.remove(FileKind.ROLLUPS, self._rollup(one))
        for edit in changes.rollups_edited:
            self.edit(FileKind.ROLLUPS, self._rollup(edit.before), edit.fields, edit.before.title)
        for rollup in changes.rollups_added:
            self.add(FileKind.ROLLUPS, self.placing.of_rollup(rollup), rollup)

    def _rollup(self, rollup: Any) -> Any:
        """The one in the ledger that says the same, taken once."""
        for one in self.ledger.rollups:
            file = self.files.get(one.origin.file)
            used = file and (_index(one) in file.removed or _index(one) in file.now)
            if one == rollup and not used:
                return one
        raise EditFailed(f"台账里没有这条汇总：{rollup.title}")

    def registers(self, changes: Changes) -> None:
        """Monthly reports, problems, visits, financing."""
        for one in OF_PROJECTS:
            assert one.kind is not None
            found = changes.of_kind(one.kind)
            if found or found.followed:
                self._register(one, one.kind, found)

    def _register(self, one: RecordKind, kind: FileKind, found: RecordChanges[Any]) -> None:
        names = dict(found.followed)
        word = key_of(one.model, one.about) or ""
        here = list(getattr(self.ledger, one.part))
        now: list[Any] = []
        for record in here:
            project = getattr(record, one.about)
            now.append(record)
            if project in names:
                change = FieldChange((word,), project, names[project])
                self.edit(kind, record, [change], one.title_of(record))
                now[-1] = replace(record, **{one.about: names[project]})
        finding = Findable(kind, now)

        def known(record: Any) -> Any:
            try:
                return here[finding.taken(record)]
            except LookupError:
                raise EditFailed(f"台账里没有 {one.title_of(record)}") from None

        for gone in found.removed:
            self.remove(kind, known(gone))
        for edit in found.edited:
            self.edit(kind, known(edit.before), edit.fields, one.title_of(edit.before))
        for new in found.added:
            self.add(kind, self.placing.of_record(one, new), new)

    # --- files that are one record

    def statements(self, changes: Iterable[StatementChange]) -> None:
        for change in changes:
            if change.before is None:
                name = self.placing.of_statement(change.statement, self.files)
                self.add(FileKind.STATEMENTS, name, change.statement)
                continue
            was = next((one for one in self.ledger.statements if one == change.before), None)
            if was is None:
                raise EditFailed(f"台账里没有这次公布：{change.statement.title}")
            if change.after is None:
                raise EditFailed(f"{was.origin.file}: 撤去一次公布，请删去这个文件")
            file = self.file(was.origin.file, FileKind.STATEMENTS)
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
        said = flat(config_in_order(config))
        for one in changes:
            if said.get(one.path) != one.before:
                raise EditFailed(f"{LEDGER_FILE} 的{one.word}已经不是“{one.before}”")
        file = self.file(LEDGER_FILE, None)
        puts = file.puts.setdefault(None, [])
        plain = [one for one in changes if one.path[0] not in INNER]
        puts += [Put(one.path, _raw(one.after)) for one in _removals_last(plain)]
        after = edited(config_in_order(config), changes)
        for word in INNER:
            self._inner(file, word, _listed(config, word), _listed(after, word))
        file.now[0] = after

    def _inner(self, file: FileEdit, word: str, before: list[Any], after: list[Any]) -> None:
        """Records that are listed in ledger.yaml, each told by its own word; phases by number."""
        if _as_listed(before, word) == _as_listed(after, word):
            return
        old = {name_in(one, word): place for place, one in enumerate(before)}
        new = {name_in(one, word): one for one in after}
        if len(old) != len(before) or len(new) != len(after):
            raise EditFailed(f"{LEDGER_FILE} 的{word}里有同名的，请先改正")
        file.cuts += [((word,), place) for name, place in old.items() if name not in new]
        fresh: dict[int, list[Any]] = {}
        for name, raw in sorted(new.items(), key=lambda one: _by_number(one[0])):
            if name not in old:
                fresh.setdefault(_place_of(name, old), []).append(raw)
                continue
            was = before[old[name]]
            for key in {**raw, **was}:
                if was.get(key) != raw.get(key):
                    path = (word, old[name], key)
                    file.puts.setdefault(None, []).append(Put(path, raw.get(key)))
        file.inserts += [Insert((word,), place, tuple(raws)) for place, raws in fresh.items()]


def _listed(config: Config, word: str) -> list[Any]:
    """The records that ledger.yaml lists under a word, as it writes them."""
    listed: list[Any] = raw_of(config).get(word, [])
    return listed


def _as_listed(listed: list[Any], word: str) -> list[Any]:
    return sorted(listed, key=lambda one: (_by_number(name_in(one, word)), sorted(one.items())))


def _by_number(name: str) -> tuple[int, str]:
    return (int(name), "") if name.isdecimal() else (0, name)


def _place_of(name: str, old: dict[str, int]) -> int:
    """Where a new one goes: phases before the next later one, others behind the last."""
    if not name.isdecimal():
        return len(old)
    return min(
        (at for n, at in old.items() if n.isdecimal() and int(n) > int(name)), default=len(old)
    )


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
