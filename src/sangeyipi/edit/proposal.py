"""What an edit would make of a ledger: its texts, the ledger after it, what that means.

Refuses nothing itself: whether the result is sound is said by `errors`.
Writing is left to the store.
"""

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from sangeyipi.checks.run import check
from sangeyipi.compare.comparison import Comparison, compare_loaded
from sangeyipi.compare.records import Changes, apply, compare
from sangeyipi.compare.rules import stopping
from sangeyipi.edit.failures import EditFailed
from sangeyipi.edit.texts import rewritten
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.lazy_dataclass import dataclass
from sangeyipi.model.rule import Severity
from sangeyipi.store.atomic.transaction import replace_files
from sangeyipi.store.files import FileKind, sort_files
from sangeyipi.store.kinds import records_of
from sangeyipi.store.load import Loaded, ledger_of, parse_file, without_collector
from sangeyipi.store.source import checked_source

#: What the two sides of an edit are called.
TITLES = ("现在", "改后")


@dataclass(frozen=True)
class Proposal:
    """An edit that can be put in place.

    `before` is the ledger that it was made from, whose bytes the files must still have then.
    """

    texts: dict[str, bytes]
    before: Loaded
    after: Loaded
    diagnostics: tuple[Diagnostic, ...]

    @cached_property
    def comparison(self) -> Comparison | None:
        """The two ledgers set side by side; None where they cannot be, or nothing changes.

        Made when it is asked for: of many records that takes longer than all the rest.
        """
        if not self.texts or stopping(self.before) or stopping(self.after):
            return None
        return compare_loaded(self.before, self.after, TITLES)

    @property
    def expected(self) -> dict[str, bytes | None]:
        """What each file that changes holds now; None: there is no such file."""
        sources = self.before.sources
        return {name: sources[name].data if name in sources else None for name in self.texts}

    @property
    def errors(self) -> list[Diagnostic]:
        """What makes the result no sound ledger."""
        return [one for one in self.diagnostics if one.rule.severity is Severity.ERROR]

    def __bool__(self) -> bool:
        """Whether any file changes."""
        return bool(self.texts)


def propose(
    loaded: Loaded,
    changes: Changes,
    into: str | None = None,
    today: date | None = None,
    *,
    strict: bool = False,
    hints: bool = False,
) -> Proposal:
    """What `changes` would make of a ledger.  Raises EditFailed.

    New projects go to the file `into`, if given.  `today`: nothing can have happened after it.

    `changes` are best made as `compare(ledger, replace(ledger, …))`: a problem is added by
    `problems=(*ledger.problems, new)`, facts of one are edited by putting `facts.with_facts(one,
    facts)` in its place, a visit or financing is added to `visits` or `financing`; what has no file
    yet gets the one that `placing` says.  Or by hand, without comparing:
    `Changes(registers={Kind.PROBLEMS: RecordChanges(added=(new,))})`, where `edited` takes
    `Edit(before, after, differences(before, after))`.
    """
    with without_collector():
        texts = rewritten(loaded, changes, into)
        after = with_texts(loaded, texts)
        _prove(loaded, changes, after)
        found = check(after, strict, hints, today=today)
        return Proposal(texts, loaded, after, tuple(found))


def with_texts(loaded: Loaded, texts: dict[str, bytes]) -> Loaded:
    """The ledger with some of its files holding other texts, or being new."""
    if not texts:
        return loaded
    assert loaded.ledger is not None
    kept = (one for one in records_of(loaded.ledger) if one.origin.file not in texts)
    by_file: dict[str, list[Any]] = {}
    for record in kept:
        by_file.setdefault(record.origin.file, []).append(record)
    sources = dict(loaded.sources)
    diagnostics = [one for one in loaded.diagnostics if one.place.file not in texts]
    for name in texts:
        source = checked_source(name, texts[name])
        parsed = parse_file(_kind(name), name, source)
        if parsed.source is not None:
            sources[name] = parsed.source
        diagnostics += parsed.diagnostics
        by_file[name] = list(parsed.records)
    ledger = ledger_of(tuple(many) for _, many in sorted(by_file.items()))
    return Loaded(ledger, tuple(diagnostics), dict(sorted(sources.items())))


def _kind(name: str) -> FileKind | None:
    return next((kind for kind, _ in sort_files([name]).files), None)


def _prove(loaded: Loaded, changes: Changes, after: Loaded) -> None:
    """The ledger after is what the changes make of the one before."""
    if loaded.ledger is None or after.ledger is None:
        raise EditFailed("改后的台账读不回来，没有改")
    if compare(apply(changes, loaded.ledger), after.ledger):
        raise EditFailed("改后的台账与要改的不同，没有改")


def put_in_place(root: Path, proposal: Proposal, title: str = "") -> None:
    """Write what was proposed, all of it or nothing; `title` is the command, for who undoes it.

    Raises TransactionFailed; ChangedSince where the ledger is no longer the one it was made from:
    then load again and propose anew.
    """
    expected: dict[str, bytes | None] = {
        name: source.data for name, source in proposal.before.sources.items()
    }
    expected |= proposal.expected
    whole = proposal.before.complete
    replace_files(root, proposal.texts, expected, whole=whole, title=title)
