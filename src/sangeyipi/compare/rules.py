"""What the rules say to two ledgers: newly broken, newly kept; statements that stopped holding.

Diagnostics are matched by rule and subject (编号, scope), never by line.  Must not have a rule of
its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from sangeyipi.checks.run import NO_TOTALS
from sangeyipi.checks.verdict import check, check_all
from sangeyipi.compare import published
from sangeyipi.compare.published import FigureKey
from sangeyipi.compare.records import Changes, rollup_key
from sangeyipi.model import term
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.place import Place
from sangeyipi.model.rule import Rule
from sangeyipi.model.statement import Statement
from sangeyipi.store.files import FileKind
from sangeyipi.store.load import Loaded

_STATEMENT_RULES = {Rule.STATEMENT_MISMATCH, Rule.STATEMENT_UNPROVABLE}


class Holding(StrEnum):
    """Whether the ledger adds up to a published figure."""

    HOLDS = "相符"
    MISMATCH = "不符"
    UNPROVABLE = "台账算不出"
    #: An error elsewhere makes sums wrong, so that statements were not compared.
    UNCHECKED = "没有核对"


class HeldFigure(NamedTuple):
    """A published figure that holds no longer, or again, or is new (no `before`) and does not."""

    statement: Statement
    key: FigureKey
    before: Holding | None
    after: Holding
    message: str


class RuleChanges(NamedTuple):
    """What is newly broken and newly kept, and why totals cannot be compared, if they cannot."""

    broken: tuple[Diagnostic, ...] = ()
    kept: tuple[Diagnostic, ...] = ()
    held: tuple[HeldFigure, ...] = ()
    #: The errors of either side that make its totals wrong.
    no_totals: tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]] = ((), ())


def stopping(loaded: Loaded) -> list[Diagnostic]:
    """The errors that make a ledger impossible to compare: unread records, a 编号 used twice."""
    errors = loaded.unread
    if errors or loaded.ledger is None:
        return errors
    ids = [project.id for project in loaded.ledger.projects]
    if len(set(ids)) == len(ids):
        return []
    return [one for one in check(loaded) if one.rule is Rule.DUPLICATE_ID]


def compare_rules(changes: Changes, old: Loaded, new: Loaded) -> RuleChanges:
    """The rules on each side.  Both ledgers must be comparable (`stopping` is empty)."""
    assert old.ledger is not None and new.ledger is not None
    left, right = check_all(old), check_all(new)
    faults = _no_totals(old.ledger, left), _no_totals(new.ledger, right)
    held = _held(_holding(old.ledger, left, faults[0]), _holding(new.ledger, right, faults[1]))
    left, right = _comparable(left, right)
    names = {one.before.id: one.after.id for one in changes.renamed}
    before, after = _by_subject(old.ledger, left, names), _by_subject(new.ledger, right, {})
    return RuleChanges(
        tuple(after[key] for key in after if key not in before),
        tuple(before[key] for key in before if key not in after),
        tuple(held),
        faults,
    )


def _comparable(
    left: list[Diagnostic], right: list[Diagnostic]
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Both sides, without rules of which not every breach is known: only their numbers are told."""
    counted = {one.rule: one for one in (*left, *right) if one.more}
    if not counted:
        return left, right
    sides = [[one for one in side if one.rule not in counted] for side in (left, right)]
    for rule, one in counted.items():
        before, after = (
            sum(one.more or 1 for one in side if one.rule is rule) for side in (left, right)
        )
        if before != after:
            message = f"违反这条规则的原来有 {before} 处，现在有 {after} 处，太多，没有逐处比较"
            told = Diagnostic(rule, Place(one.place.file), message)
            sides[after > before].append(told)
    return sides[0], sides[1]


def _no_totals(ledger: Ledger, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Errors that make totals wrong; not those of a member of which nothing is counted."""
    gone = {part.region for part in ledger.parts if part.ledger is None}
    return tuple(
        one
        for one in found
        if one.rule in NO_TOTALS
        and not _of_statement(one)
        and one.place.file.partition("/")[0] not in gone
    )


def _of_statement(one: Diagnostic) -> bool:
    return one.place.file.startswith(f"{FileKind.STATEMENTS}/")


_Subject = tuple[Rule, object, object]


def _by_subject(
    ledger: Ledger, found: Sequence[Diagnostic], names: dict[str, str]
) -> dict[_Subject, Diagnostic]:
    """Diagnostics by what they are about, in an order that no file's order changes."""
    subjects: dict[Place, object] = {}
    for project in ledger.projects:
        subjects[project.origin] = names.get(project.id, project.id)
    for rollup in ledger.rollups:
        subjects[rollup.origin] = rollup_key(rollup)
    # There are many reports, and seldom anything wrong with them.
    blamed = {one.place.file for one in found}
    for report in ledger.reports:
        if report.origin.file in blamed:
            subjects[report.origin] = names.get(report.id, report.id), report.month
    result: dict[_Subject, Diagnostic] = {}
    for one in sorted(found, key=lambda one: (one.rule, one.message)):
        if one.rule not in _STATEMENT_RULES:
            result[_subject(one, subjects)] = one
    return result


def _subject(one: Diagnostic, subjects: dict[Place, object]) -> _Subject:
    record = Place(one.place.file, one.place.path[:1])
    if record in subjects:
        return one.rule, subjects[record], one.place.path[1:]
    return one.rule, one.message, ()


_Figure = tuple[Statement, FigureKey, Holding, str]


def _holding(
    ledger: Ledger, found: Iterable[Diagnostic], faults: tuple[Diagnostic, ...]
) -> dict[object, _Figure]:
    """Every published figure with whether it holds."""
    told = {one.place: one for one in found if _of_statement(one)}
    result: dict[object, _Figure] = {}
    for statement in ledger.statements:
        for key, said in published.published_figures(statement).items():
            if key.word == published.NOTE:
                continue
            claim = statement.origin.at(term.CLAIMS, said.claim)
            one = told.get(claim.at(key.word))
            unchecked = bool(faults) or claim.at(term.PHASE) in told
            holding = Holding.UNCHECKED if unchecked else _state(one)
            message = one.message if one else ""
            result[published.key_of(statement), key] = statement, key, holding, message
    return result


def _state(one: Diagnostic | None) -> Holding:
    if one is None:
        return Holding.HOLDS
    return Holding.MISMATCH if one.rule is Rule.STATEMENT_MISMATCH else Holding.UNPROVABLE


def _held(before: dict[object, _Figure], after: dict[object, _Figure]) -> Iterator[HeldFigure]:
    for identity, (statement, key, now, message) in after.items():
        then = before[identity][2] if identity in before else None
        known = Holding.HOLDS if then in (None, Holding.UNCHECKED) else then
        if now not in (known, Holding.UNCHECKED):
            yield HeldFigure(statement, key, then, now, message)
