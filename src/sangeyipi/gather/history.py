"""The history of a ledger made of others: what it was after each commit.

Owns when a state is another one (by git's ids of all that it is read from), and that of two states
which follow each other only the members that differ are read and checked anew.  Must not know what
a commit did to any figure.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sangeyipi.checks import run
from sangeyipi.checks.verdict import check
from sangeyipi.gather.stored import Elsewhere, StoredMembers
from sangeyipi.gather.whole import assembled, counted
from sangeyipi.git.places import places
from sangeyipi.git.repository import Commit, TreeEntry
from sangeyipi.git.revisions import Revisions, holds_ledger
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
    elsewhere: tuple[Elsewhere, ...] = ()
    #: Whether it is to be so whenever it is read from these.
    lasting: bool = True


class WholeStep(NamedTuple):
    """One commit: what a whole was after it, before it (its first parent's), and before it in a
    merge's other parents."""

    commit: Commit
    before: WholeState
    after: WholeState
    others: tuple[WholeState, ...] = ()
    #: What is told of it rests on this beside the repository's own commits, and on no chance.
    elsewhere: tuple[Elsewhere, ...] = ()
    lasting: bool = True

    @property
    def changed(self) -> bool:
        """Whether it changed anything of the whole."""
        return self.after.marks != self.before.marks

    @property
    def ledgers(self) -> tuple[Ledger | None, Ledger | None, tuple[Ledger | None, ...]]:
        """What counted before it, after it, and in a merge's other parents."""
        return self.before.ledger, self.after.ledger, tuple(one.ledger for one in self.others)


class _ReadMember(NamedTuple):
    loaded: LoadedMember
    found: tuple[Diagnostic, ...]


class WholeHistory:
    """The commits of a whole up to one; `revisions` stay open."""

    def __init__(self, revisions: Revisions, spec: str, first_parent: bool = False) -> None:
        tip = revisions.found(spec)
        self._root = revisions.folder
        self._first_parent = first_parent
        self._folder = tip.folder
        self._repository = revisions.repository
        #: Parents first.
        self.commits = self._repository.history(tip.commit, first_parent=first_parent)
        self._by_id = {one.oid: one for one in self.commits}
        self._changes = self._repository.changes(self.commits, (), ["*"])()
        known = {tip.commit.oid: tip.folder}
        self._lies = places(self._repository, self.commits, self._changes, known)
        #: Of the states in use; by the commit, and by what a member was read from.
        self._states: dict[str, WholeState] = {}
        self._members: dict[object, _ReadMember] = {}
        # Versions that follow each other are more than is worth keeping one by one.
        self._memory = ParsedFiles(keeps=False)

    @property
    def site(self) -> str:
        """Where on the disk it is, by which links and other repositories are found."""
        top = self._repository.site("").base
        return "\n".join((*top, str(self._root.absolute())))

    def said(self, commit: Commit) -> list[str]:
        """All that a commit changed, and where the whole lies in it; []: it changed nothing."""
        said = [part or "" for one in self._changes.get(commit.oid, ()) for part in one]
        return [self._folder_in(commit), *said] if said else []

    def leads_to(self, where: tuple[str, str, bool]) -> str:
        """What a commit of another repository is at present; "" where it leads nowhere."""
        return Elsewhere(*where).leads_to()

    def _folder_in(self, commit: Commit) -> str:
        return self._lies.get(commit.oid, self._folder)

    def step(self, commit: Commit) -> WholeStep:
        """What one commit did; asked of one after another, either way, each state is read once."""
        parents = commit.parents[:1] if self._first_parent else commit.parents
        before = [self._state(self._by_id[one]) for one in parents if one in self._by_id]
        after = self._state(commit)
        first, *others = before or [WholeState()]
        passed = [first] if after.marks == first.marks else [*self._until_known(commit, first)]
        self._forget({*parents, commit.oid})
        seen = (after, *passed, *others)
        elsewhere = tuple(dict.fromkeys(one for state in seen for one in state.elsewhere))
        lasting = all(one.lasting for one in seen)
        return WholeStep(commit, passed[-1], after, tuple(others), elsewhere, lasting)

    def _until_known(self, commit: Commit, state: WholeState) -> Iterator[WholeState]:
        """The state before a commit; of one with errors also those before, until one had none."""
        yield state
        while state.ledger is None and state.marks and commit.parents:
            commit = self._by_id[commit.parents[0]]
            state = self._state(commit)
            yield state

    def _forget(self, kept: set[str]) -> None:
        """Let go of what no state in use was read from."""
        self._states = {oid: one for oid, one in self._states.items() if oid in kept}
        used = {mark for one in self._states.values() for mark in one.marks}
        self._members = {mark: one for mark, one in self._members.items() if mark in used}

    def _state(self, commit: Commit) -> WholeState:
        if commit.oid not in self._states:
            self._states[commit.oid] = self._made(commit)
        return self._states[commit.oid]

    def _made(self, commit: Commit) -> WholeState:
        files = self._repository.tree(commit)
        folder = self._folder_in(commit)
        entries = [
            one._replace(name=one.name.removeprefix(folder))
            for one in files
            if one.name.startswith(folder)
        ]
        if not holds_ledger(entries):
            return WholeState()
        marks = [_settings(entries)]
        loaded = at(self._repository, entries, self._memory, folder)
        ledger = loaded.ledger
        if ledger is None:
            return WholeState(None, tuple(marks))
        if not ledger.config.members:
            return WholeState(
                None if has_errors(check(loaded, past=True), past=True) else ledger,
                (*marks, *((one.name, one.oid) for one in entries)),
            )
        lies = Stored(self._repository, lambda: files, folder, self._root)
        stored = StoredMembers(lies, self._memory)
        every = [(stored.mark(one), one) for one in ledger.config.members]
        marks += [mark for mark, _ in every]
        same = next((one for one in self._states.values() if one.marks == tuple(marks)), None)
        if same is not None:
            return same
        read = [self._member(stored, loaded, mark, one) for mark, one in every]
        beside = zip(map(stored.elsewhere, ledger.config.members), read, strict=True)
        elsewhere = {where: one.loaded for where, one in beside if where is not None}
        # What is there and could not be read may be the next time.
        lasting = not any(one.fault and where.leads_to() for where, one in elsewhere.items())
        return WholeState(_ledger(loaded, read), tuple(marks), tuple(elsewhere), lasting)

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


def _settings(entries: Iterable[TreeEntry]) -> object:
    """What the whole says itself: its settings and statements, by git's ids."""
    own = (LEDGER_FILE, "statements/")
    return tuple((one.name, one.oid) for one in entries if one.name.startswith(own))


def _ledger(loaded: Loaded, read: list[_ReadMember]) -> Ledger | None:
    """What counts; None where the whole has errors of its own."""
    whole = assembled(loaded, tuple(one.loaded for one in read))
    theirs = [one for member in read for one in member.found]
    found = run.check_whole(whole, theirs, hints=False)
    return None if has_errors(whole.own(found), past=True) else counted(whole, found)
