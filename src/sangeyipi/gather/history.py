"""The history of a ledger made of others: what it was after each commit, the newest first.

Owns when a state is another one (by git's ids of all that it is read from), and that of two states
which follow each other only the members that differ are read and checked anew.  Must not know what
a commit did to any figure.
"""

from collections.abc import Iterator
from typing import NamedTuple

from sangeyipi.checks import run
from sangeyipi.checks.verdict import check
from sangeyipi.gather.stored import StoredMembers
from sangeyipi.gather.whole import assembled, counted
from sangeyipi.git.failures import NoLedger
from sangeyipi.git.repository import Commit
from sangeyipi.git.revisions import LedgerFolder, Revisions
from sangeyipi.git.snapshots import at
from sangeyipi.git.versions import Stored
from sangeyipi.model.diagnostic import Diagnostic, has_errors
from sangeyipi.model.gathering import Member
from sangeyipi.model.ledger import Ledger
from sangeyipi.store.files import LEDGER_FILE
from sangeyipi.store.load import Loaded, LoadedMember
from sangeyipi.store.memory import ParsedFiles


class WholeState(NamedTuple):
    """What counted of a whole after a commit; no `ledger`: there was none, or one with errors.

    `marks` are the contents that it was read from: () where there was nothing.
    """

    ledger: Ledger | None = None
    marks: tuple[object, ...] = ()


class WholeStep(NamedTuple):
    """One commit that changed a whole: after it, before it (its first parent's), and before it in
    a merge's other parents."""

    commit: Commit
    before: WholeState
    after: WholeState
    others: tuple[WholeState, ...] = ()

    @property
    def other_ledgers(self) -> tuple[Ledger | None, ...]:
        """What counted of it in a merge's other parents."""
        return tuple(one.ledger for one in self.others)


class _ReadMember(NamedTuple):
    loaded: LoadedMember
    found: tuple[Diagnostic, ...]


class WholeHistory:
    """The commits of a whole up to one; `revisions` stay open."""

    def __init__(self, revisions: Revisions, spec: str, first_parent: bool = False) -> None:
        self._revisions = revisions
        self._first_parent = first_parent
        tip = revisions.found(spec)
        self._folders = {tip.commit.oid: tip}
        self._repository = revisions.repository
        self.commits = self._repository.history(tip.commit, first_parent=first_parent)
        self._by_id = {one.oid: one for one in self.commits}
        #: Of the states in use; by the commit, and by what a member was read from.
        self._states: dict[str, WholeState] = {}
        self._members: dict[object, _ReadMember] = {}
        self._memory = ParsedFiles()

    def steps(self) -> Iterator[WholeStep]:
        """Each commit that changed anything of it, the newest first."""
        told = self._repository.changes(self.commits, (), ["*"])()
        for commit in reversed(self.commits):
            if not told.get(commit.oid):
                continue
            parents = commit.parents[:1] if self._first_parent else commit.parents
            before = [self._state(one) for one in parents if one in self._by_id]
            after = self._state(commit.oid)
            first = before[0] if before else WholeState()
            if after.marks != first.marks:
                known = self._last_known(commit, first)
                yield WholeStep(commit, known, after, tuple(before[1:]))
            self._forget({*parents, commit.oid})

    def _last_known(self, commit: Commit, state: WholeState) -> WholeState:
        """The state before a commit; of one with errors what it was before these came."""
        while state.ledger is None and state.marks and commit.parents:
            commit = self._by_id[commit.parents[0]]
            state = self._state(commit.oid)
        return state

    def _forget(self, kept: set[str]) -> None:
        """Let go of what no state in use was read from."""
        self._states = {oid: one for oid, one in self._states.items() if oid in kept}
        used = {mark for one in self._states.values() for mark in one.marks}
        self._members = {mark: one for mark, one in self._members.items() if mark in used}

    def _state(self, oid: str) -> WholeState:
        if oid not in self._states:
            self._states[oid] = self._made(self._by_id[oid])
        return self._states[oid]

    def _made(self, commit: Commit) -> WholeState:
        try:
            found = self._folders.get(commit.oid) or self._revisions.lying(commit)
        except NoLedger:
            return WholeState()
        marks = [_settings(found)]
        loaded = at(self._repository, found.entries, self._memory, found.folder)
        ledger = loaded.ledger
        if ledger is None:
            return WholeState(None, tuple(marks))
        if not ledger.config.members:
            return WholeState(
                None if has_errors(check(loaded, past=True), past=True) else ledger,
                (*marks, *((one.name, one.oid) for one in found.entries)),
            )
        stored = StoredMembers(
            Stored(
                self._repository,
                lambda: self._repository.tree(commit),
                found.folder,
                self._revisions.folder,
            )
        )
        every = [(stored.mark(one), one) for one in ledger.config.members]
        marks += [mark for mark, _ in every]
        same = next((one for one in self._states.values() if one.marks == tuple(marks)), None)
        if same is not None:
            return same
        read = [self._member(stored, loaded, mark, one) for mark, one in every]
        return WholeState(_ledger(loaded, read), tuple(marks))

    def _member(
        self, stored: StoredMembers, whole: Loaded, mark: object, member: Member
    ) -> _ReadMember:
        known = self._members.get(mark)
        if known is None:
            assert whole.ledger is not None
            loaded = stored.read(member, whole.ledger.config)
            found = run.check(loaded.loaded, past=True) if loaded.loaded else []
            known = self._members[mark] = _ReadMember(loaded, tuple(found))
        return known


def _settings(found: LedgerFolder) -> object:
    """What the whole says itself: its settings and statements, by git's ids."""
    own = (LEDGER_FILE, "statements/")
    return tuple((one.name, one.oid) for one in found.entries if one.name.startswith(own))


def _ledger(loaded: Loaded, read: list[_ReadMember]) -> Ledger | None:
    """What counts; None where the whole has errors of its own."""
    whole = assembled(loaded, tuple(one.loaded for one in read))
    theirs = [one for member in read for one in member.found]
    found = run.check_whole(whole, theirs, hints=False)
    return None if has_errors(whole.own(found), past=True) else counted(whole, found)
