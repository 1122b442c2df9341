"""Rules and statements on each side, matched by subject and never by line."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from sangeyipi.compare.records import compare
from sangeyipi.compare.rules import Holding, RuleChanges, compare_rules, stopping
from sangeyipi.model.ledger import Config, Ledger, Phase
from sangeyipi.model.phases import Phases
from sangeyipi.model.place import Place
from sangeyipi.model.project import Project
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.rule import Rule
from sangeyipi.model.stages import Batch
from sangeyipi.model.statement import Claim, Statement
from sangeyipi.store.load import Loaded

CONFIG = Config(name="示例台账", phases=(Phase(number=1, date=date(2021, 7, 10)),))
PARK = Project(id="A-1", name="产业园", investment=Decimal(5), listed={Batch.SIGNED: 1})
STATEMENT = Statement(
    title="通报",
    date=date(2021, 12, 31),
    claims=(Claim(count=1, investment=Decimal(5)),),
    origin=Place("statements/通报.yaml"),
)


def of(*projects: Project, line: int = 0, **parts: tuple[object, ...]) -> Loaded:
    placed = tuple(
        replace(one, origin=Place("projects/a.yaml", (line + i,))) for i, one in enumerate(projects)
    )
    return Loaded(Ledger(config=CONFIG, projects=placed, **parts), (), {})  # type: ignore[arg-type]


def found(old: Loaded, new: Loaded) -> RuleChanges:
    assert old.ledger and new.ledger
    return compare_rules(compare(old.ledger, new.ledger), old, new)


def test_newly_broken_and_newly_kept() -> None:
    wrong = replace(PARK, investment=Decimal(0))
    assert [one.rule for one in found(of(PARK), of(wrong)).broken] == [Rule.INVESTMENT_NOT_POSITIVE]
    assert [one.rule for one in found(of(wrong), of(PARK)).kept] == [Rule.INVESTMENT_NOT_POSITIVE]


def test_the_same_breach_on_another_line_or_under_a_new_id_is_not_new() -> None:
    wrong = replace(PARK, investment=Decimal(0))
    assert found(of(wrong), of(wrong, line=7)) == RuleChanges()
    renamed = found(of(wrong), of(replace(wrong, id="B-1")))
    assert not renamed.broken and not renamed.kept


def test_a_statement_that_holds_no_longer_and_again() -> None:
    right, wrong = (
        of(one, statements=(STATEMENT,)) for one in (PARK, replace(PARK, investment=Decimal(6)))
    )
    (held,) = found(right, wrong).held
    assert (held.key.word, held.before, held.after) == (
        "总投资",
        Holding.HOLDS,
        Holding.MISMATCH,
    )
    assert "公布 5，台账 6" in held.message
    (held,) = found(wrong, right).held
    assert (held.before, held.after, held.message) == (Holding.MISMATCH, Holding.HOLDS, "")


def test_a_statement_that_cannot_be_proven_any_more() -> None:
    unknown = of(replace(PARK, investment=None), statements=(STATEMENT,))
    (held,) = found(of(PARK, statements=(STATEMENT,)), unknown).held
    assert held.after is Holding.UNPROVABLE


def test_a_new_statement_that_does_not_hold() -> None:
    other = replace(PARK, investment=Decimal(6))
    (held,) = found(of(other), of(other, statements=(STATEMENT,))).held
    assert (held.before, held.after) == (None, Holding.MISMATCH)


def test_totals_made_wrong_are_named_and_statements_left_alone() -> None:
    rollup = Rollup(phases=Phases((1,)), count=3, date=date(2021, 12, 31))
    twice = of(PARK, rollups=(rollup,), statements=(STATEMENT,))
    told = found(of(PARK, statements=(STATEMENT,)), twice)
    assert [one.rule for one in told.no_totals[1]] == [Rule.ROLLUP_COUNTS_TWICE]
    assert told.no_totals[0] == () and told.held == ()


def test_only_what_cannot_be_compared_stops() -> None:
    assert stopping(of(PARK, replace(PARK, investment=None)))
    assert not stopping(of(replace(PARK, investment=Decimal(0))))
    assert not stopping(of(PARK, statements=(replace(STATEMENT, claims=(Claim(count=9),)),)))
