"""Whether an edit makes a ledger worse: which errors it would have that it has not had.

A ledger with errors can be mended one by one: an error that stood there before, of the same rule
about the same fact of the same record, may go on to stand there.  And where an error that made all
sums wrong is mended, published figures are compared for the first time: what is found then was not
made by the edit.  Owns that rule.
"""

from collections import Counter
from collections.abc import Hashable, Iterable
from datetime import date

from sangeyipi.checks.run import NO_TOTALS
from sangeyipi.checks.verdict import check
from sangeyipi.edit.proposal import Proposal
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.place import Place
from sangeyipi.model.rule import Severity
from sangeyipi.store.files import FileKind
from sangeyipi.store.kinds import KINDS
from sangeyipi.store.load import Loaded


def new_errors(proposal: Proposal, today: date) -> list[Diagnostic]:
    """The errors that the ledger would have and does not have now."""
    before = _errors(check(proposal.before, today=today))
    known = Counter(_subjects(proposal.before, before))
    exposed = _hides_sums(proposal.before, before) and not _hides_sums(
        proposal.after, proposal.errors
    )
    found = []
    for one, subject in zip(
        proposal.errors, _subjects(proposal.after, proposal.errors), strict=True
    ):
        if known[subject] > 0:
            known[subject] -= 1
        elif not (exposed and _of_statement(one)):
            found.append(one)
    return found


def _errors(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [one for one in found if one.rule.severity is Severity.ERROR]


def _hides_sums(loaded: Loaded, errors: Iterable[Diagnostic]) -> bool:
    return not loaded.complete or any(one.rule in NO_TOTALS for one in errors)


def _of_statement(one: Diagnostic) -> bool:
    return one.place.file.startswith(f"{FileKind.STATEMENTS}/")


def _subjects(loaded: Loaded, found: Iterable[Diagnostic]) -> list[Hashable]:
    """What each is about, whatever line or number its record has come to stand at."""
    names = _names(loaded.ledger) if loaded.ledger else {}
    return [_subject(one, names) for one in found]


def _subject(one: Diagnostic, names: dict[Place, Hashable]) -> Hashable:
    record = Place(one.place.file, one.place.path[:1])
    if record in names:
        return one.rule, names[record], one.place.path[1:]
    return one.rule, one.place.file, one.place.path


def _names(ledger: Ledger) -> dict[Place, Hashable]:
    told = (one for one in KINDS if one.identity and one.kind is not FileKind.ROLLUPS)
    return {
        record.origin: (one.kind, *one.identity_of(record))
        for one in told
        for record in getattr(ledger, one.part)
    }
