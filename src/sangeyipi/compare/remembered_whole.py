"""What each commit did to the figures of a ledger made of others, remembered as a county's is.

A step has for its key a digest of all that the commits up to it changed in the repository, and
where the whole lay (`compare/remembered_steps.py` says why that decides).  Beside it stands what a
commit of this repository does not hold: which commit of another one a 版本 or a submodule led to.
Where that leads elsewhere by now, the step is worked out again; and where the repository is not
where it was, or the program is another one, all of them are.

Must not know how figures are made: with nothing remembered the result is the same, only later.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any, NamedTuple, Protocol

from sangeyipi.compare.commits import Told
from sangeyipi.compare.gathered_timeline import WholeChange, told_of
from sangeyipi.compare.remembered_steps import packed_rows, restored_rows, step_keys
from sangeyipi.git.repository import Commit
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.table import Row
from sangeyipi.store.lasting import key_of, lasting
from sangeyipi.store.plain import UNFIT, NotPlain
from sangeyipi.store.program import program

#: The parts of the program that decide what is told, beside those that read and check.
_PARTS = ("tables", "compare", "publish", "gather")
#: A commit of another repository: a folder, what names it, whether our own commit wrote that.
Elsewhere = tuple[str, str, bool]


class StepOfWhole(Protocol):
    """What a commit did to a whole."""

    @property
    def ledgers(self) -> tuple[Ledger | None, Ledger | None, tuple[Ledger | None, ...]]:
        """What counted before it, after it, and in a merge's other parents."""

    @property
    def changed(self) -> bool:
        """Whether it changed anything of the whole."""

    @property
    def elsewhere(self) -> Sequence[Elsewhere]:
        """What that rests on beside the repository's own commits."""

    @property
    def lasting(self) -> bool:
        """Whether it is to be so whenever it is read from these."""


class HistoryOfWhole(Protocol):
    """The commits of a whole (parents first), and what each of them did."""

    commits: list[Commit]

    @property
    def site(self) -> str:
        """Where on the disk it is, by which links and other repositories are found."""

    def said(self, commit: Commit) -> list[str]:
        """All that a commit changed, and where the whole lies in it; []: it changed nothing."""

    def step(self, commit: Commit) -> StepOfWhole:
        """What one commit did."""

    def leads_to(self, where: Elsewhere) -> str:
        """What is elsewhere at present; "" where it leads nowhere."""


class _KnownStep(NamedTuple):
    """The rows on a step, and where all that is elsewhere led to."""

    rows: tuple[Row, ...]
    led: dict[Elsewhere, str]


def whole_timeline(
    history: HistoryOfWhole, first_parent: bool = False, most: int | None = None
) -> list[Told]:
    """The commits that changed figures of the whole or of a place, the newest first.

    Of more than `most` there is one more.
    """
    keys = step_keys(history.commits, history.said, first_parent)
    by = program(*_PARTS)
    memory = lasting() if by else None
    entry = key_of("steps of a whole", by or "", history.commits[0].oid, history.site)
    known = _restored(memory.get(entry)) if memory else {}
    leads = _Leads(history)
    told: list[Told] = []
    new = False
    for commit in reversed(history.commits):
        key = keys[commit.oid].step
        if not key:
            continue
        step = known.get(key)
        if step is None or not leads.still(step.led):
            step, remembered = _worked_out(history, commit, leads)
            if remembered:
                known[key] = step
                new = True
        if step.rows:
            told.append(Told(commit, step.rows))
            if most is not None and len(told) > most:
                break
    if memory and new:
        with suppress(NotPlain):
            memory.put(entry, _packed(known, {one.step for one in keys.values()}))
    return told


class _Leads:
    """Where what is elsewhere leads to, asked once."""

    def __init__(self, history: HistoryOfWhole) -> None:
        self._history = history
        self._known: dict[Elsewhere, str] = {}

    def of(self, one: Elsewhere) -> str:
        """What it is at present."""
        if one not in self._known:
            self._known[one] = self._history.leads_to(one)
        return self._known[one]

    def still(self, led: dict[Elsewhere, str]) -> bool:
        """Whether all of these lead to where they did."""
        return all(self.of(one) == to for one, to in led.items())


def _worked_out(history: HistoryOfWhole, commit: Commit, leads: _Leads) -> tuple[_KnownStep, bool]:
    """What a commit did, and whether it can be remembered."""
    step = history.step(commit)
    told = told_of(WholeChange(commit, *step.ledgers)) if step.changed else None
    led = {one: leads.of(one) for one in step.elsewhere}
    return _KnownStep(told.rows if told else (), led), step.lasting


def _packed(known: dict[str, _KnownStep], used: set[str]) -> Any:
    """All that is known, but what is not in use where that is most of it.  Raises NotPlain."""
    if len(known) > 2 * len(used):
        known = {key: one for key, one in known.items() if key in used}
    return {
        key: ([(*where, to) for where, to in one.led.items()], packed_rows(one.rows))
        for key, one in known.items()
    }


def _restored(plain: Any) -> dict[str, _KnownStep]:
    """What was packed; nothing where that is none of this program's."""
    try:
        return {
            key: _KnownStep(restored_rows(rows), dict(_led(led)))
            for key, (led, rows) in (plain or {}).items()
        }
    except UNFIT:
        return {}


def _led(plain: Any) -> Iterator[tuple[Elsewhere, str]]:
    for folder, spec, written, to in plain:
        yield (folder, spec, written), to
