"""The life of one project: when each fact was recorded, by which commit, old → new; of its monthly
reports (月调度), problems, visits and financing one line each.

Pure: steps in, table out.  A project whose 编号 changed and nothing else is followed under both.
"""

from collections.abc import Container, Iterable, Iterator
from typing import Any, NamedTuple

from sangeyipi.compare.commits import COLUMNS, commit_cells
from sangeyipi.compare.fields import Flat, Path, Text, differences, flat, is_amount
from sangeyipi.git.repository import Commit
from sangeyipi.git.snapshots import HistoryStep, Snapshot, named
from sangeyipi.model import term
from sangeyipi.model.month import Month
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.project import Project
from sangeyipi.model.table import Column, Row, Table
from sangeyipi.store.files import FileKind
from sangeyipi.store.keys import key_of
from sangeyipi.store.kinds import REGISTERS, RecordKind

_ID: Path = (term.ID,)
_COLUMNS = (
    *COLUMNS,
    Column("event", "事"),
    Column("before", "之前"),
    Column("after", "之后"),
)


class Event(NamedTuple):
    """What one commit did to a project: one fact, or (path None) its coming or going."""

    commit: Commit
    word: str
    before: str | None
    after: str | None


class _Turn(NamedTuple):
    """What one commit made of projects, by the 编号 that they had and have."""

    step: HistoryStep
    pairs: tuple[tuple[Project | None, Project | None], ...]


def life(steps: Iterable[HistoryStep], id: str) -> tuple[Event, ...]:
    """Everything that was recorded of the project now (or last) called `id`, oldest first."""
    turns = [_Turn(step, tuple(_paired(step))) for step in steps if step.names]
    events: list[Event] = []
    called = {id}
    for turn in reversed(turns):
        told: list[Event] = []
        was = called
        for old, new in turn.pairs:
            if not _is(new, called) and not (_is(old, called) and new is None):
                continue
            told.extend(_events(turn.step, old, new))
            if old is not None and new is not None and old.id != new.id:
                was = (was - {new.id}) | {old.id}
        for one in reported(turn.step, was, called):
            told.append(Event(turn.step.commit, f"月调度 {one.month}", one.before, one.after))
        told.extend(_registered(turn.step, was, called))
        called = was
        events.extend(reversed(told))
    return tuple(reversed(events))


def called(steps: Iterable[HistoryStep]) -> dict[str, str]:
    """The last name of every 编号 that any commit ever had, for those who mistype one."""
    found: dict[str, str] = {}
    for step in steps:
        for old, new in step.projects():
            found.update((one.id, one.name) for one in (old, new) if one)
    return found


def _is(project: Project | None, called: set[str]) -> bool:
    return project is not None and project.id in called


def _paired(step: HistoryStep) -> Iterator[tuple[Project | None, Project | None]]:
    """The changed projects, with one that only changed its 编号 as one of them."""
    gone: dict[tuple[object, ...], Project] = {}
    rest: list[tuple[Project | None, Project | None]] = []
    for old, new in step.projects():
        if old is not None and new is None:
            gone[_content(old)] = old
        else:
            rest.append((old, new))
    for old, new in rest:
        if old is None and new is not None:
            old = gone.pop(_content(new), None)
        yield old, new
    yield from ((old, None) for old in gone.values())


def _content(project: Project) -> tuple[object, ...]:
    return tuple(sorted((path, text) for path, text in flat(project).items() if path != _ID))


def _events(step: HistoryStep, old: Project | None, new: Project | None) -> Iterator[Event]:
    was, now = _facts(old), _facts(new)
    id = named(old, new).id
    others = [_facts(other.projects().get(id)) for other in step.others]
    if others and any(bool(other) != bool(was) and bool(other) == bool(now) for other in others):
        # A merge brought it in or took it out; the branch has told that.
        return
    if old is None or new is None:
        yield Event(step.commit, "登记" if new else "删除", None, None)
    for path in [*now, *(path for path in was if path not in now)]:
        before, after = was.get(path), now.get(path)
        if before == after or any(other.get(path) == after for other in others):
            continue
        if new is not None:
            yield Event(step.commit, ".".join(path), _text(before), _text(after))


def _facts(project: Project | None) -> Flat:
    return flat(project) if project else {}


def _text(value: Text | None) -> str | None:
    return "、".join(value) if isinstance(value, tuple) else value


def life_table(events: Iterable[Event], id: str, notes: Iterable[str] = ()) -> Table:
    """The events, in the order given.  Id: `life`."""
    rows: list[Row] = []
    last: Commit | None = None
    for event in events:
        cells = commit_cells(event.commit, event.commit is not last)
        cells["event"] = event.word
        for key, value in (("before", event.before), ("after", event.after)):
            if value is not None:
                cells[key] = value
        rows.append(Row(cells))
        last = event.commit
    return Table("life", f"{id} 的来历", _COLUMNS, tuple(rows), tuple(notes))


_OF_REPORTS = f"{FileKind.PROGRESS}/"
_By = dict[Month, MonthlyReport]


class ReportChange(NamedTuple):
    """What a commit did to the report of one month: the facts that differ, on either side."""

    month: Month
    before: str | None
    after: str | None


def reported(step: HistoryStep, was: Container[str], now: Container[str]) -> Iterator[ReportChange]:
    """What a commit did to a project's reports, the project being called one of `was`, then `now`.

    A merge is told only where none of its other parents says the same.
    """
    names = [name for name in step.names if name.startswith(_OF_REPORTS)]
    if not names:
        return
    before, after = _reports(step.before, names, was), _reports(step.after, names, now)
    others = [_reports(other, names, now) for other in step.others]
    for month in sorted(before.keys() | after.keys()):
        one, other = before.get(month), after.get(month)
        if one is other or _said_facts(one) == _said_facts(other):
            continue
        if not any(_said_facts(parent.get(month)) == _said_facts(other) for parent in others):
            yield _report_of(month, one, other)


def _reports(state: Snapshot, names: list[str], called: Container[str]) -> _By:
    """The project's reports in some files of a state."""
    files = (state.files[name] for name in names if name in state.files)
    records = (record for file in files for record in file.records)
    return {one.month: one for one in records if one.id in called}


def _said_facts(report: MonthlyReport | None) -> Flat:
    return {path: text for path, text in flat(report).items() if path != _ID} if report else {}


def _report_of(
    month: Month, before: MonthlyReport | None, after: MonthlyReport | None
) -> ReportChange:
    if before is None or after is None:
        return ReportChange(month, _line(_figures(before)), _line(_figures(after)))
    changed = [one for one in differences(before, after) if one.path != _ID]
    old = {one.path: one.before for one in changed if one.before is not None}
    new = {one.path: one.after for one in changed if one.after is not None}
    return ReportChange(month, _line(old), _line(new))


def _figures(report: MonthlyReport | None) -> Flat:
    """The figures of a whole report; its words only where it has none."""
    facts = _said_facts(report)
    return {path: text for path, text in facts.items() if is_amount(path)} or facts


def _line(facts: Flat) -> str | None:
    """`本月完成投资 0.5，累计完成投资 3.2`; None where nothing is said."""
    told = (f"{'.'.join(path)} {_text(text)}" for path, text in facts.items())
    return "，".join(told) or None


def _registered(step: HistoryStep, was: Container[str], now: Container[str]) -> Iterator[Event]:
    """What a commit did to the problems, visits and financing of a project so called.

    A merge is told only where none of its other parents says the same.
    """
    for kind in REGISTERS:
        names = [name for name in step.names if name.startswith(f"{kind.kind}/")]
        if not names:
            continue
        before, after = _of(kind, step.before, names, was), _of(kind, step.after, names, now)
        others = [_of(kind, other, names, now) for other in step.others]
        for key in sorted(before.keys() | after.keys(), key=str):
            one, other = _own(kind, before.get(key)), _own(kind, after.get(key))
            told = any(_own(kind, parent.get(key)) == other for parent in others)
            if one != other and not told:
                yield Event(step.commit, " ".join((kind.word, *key)), *_sides(one, other))


def _of(
    kind: RecordKind, state: Snapshot, names: list[str], called: Container[str]
) -> dict[tuple[str, ...], Any]:
    """The project's records in some files of a state, by what tells them apart but the project."""
    files = (state.files[name] for name in names if name in state.files)
    mine = (one for file in files for one in file.records if getattr(one, kind.about) in called)
    words = [name for name in kind.identity if name != kind.about]
    return {tuple(str(getattr(one, name)) for name in words): one for one in mine}


def _own(kind: RecordKind, record: Any) -> Flat:
    """The facts of a record, but the project that it is about."""
    word = key_of(kind.model, kind.about)
    return {path: text for path, text in flat(record).items() if path != (word,)} if record else {}


def _sides(before: Flat, after: Flat) -> tuple[str | None, str | None]:
    """Both sides of a record, as far as they differ; what came or went is told whole."""
    shown = [path for path in {**before, **after} if before.get(path) != after.get(path)]
    return _line(_among(before, shown)), _line(_among(after, shown))


def _among(facts: Flat, paths: list[Path]) -> Flat:
    return {path: facts[path] for path in paths if path in facts}
