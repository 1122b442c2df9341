"""Everything `diff` has to say about two states of a ledger, in one value.

Owns the order of the steps: compare, sort out, count, run the rules.  Must not render.
"""

from decimal import Decimal
from typing import NamedTuple

from sangeyipi.compare.effects import Effect, effects
from sangeyipi.compare.form import NotChanges, not_changes
from sangeyipi.compare.meaning import Sorted, sort_out
from sangeyipi.compare.records import Changes, compare
from sangeyipi.compare.restated import Restated, sort_reports
from sangeyipi.compare.rules import RuleChanges, compare_rules
from sangeyipi.figures.monthly import funds_reported
from sangeyipi.model.ledger import Ledger
from sangeyipi.store.load import Loaded


class Comparison(NamedTuple):
    """What changed between two states, and what it does."""

    ledger: str
    titles: tuple[str, str]
    changes: Changes
    projects: Sorted
    section_one: tuple[Effect, ...]
    rules: RuleChanges
    form: NotChanges
    reports: Restated
    #: Whether anything changed that section one depends on.
    asked: bool

    @property
    def backward(self) -> bool:
        """Whether a project fell back, or is gone without having been withdrawn."""
        return bool(self.projects.moved_back or self.changes.removed)

    @property
    def totals(self) -> bool:
        """Whether a figure of section one or a published one changed, or holds no longer.

        Where an error makes totals wrong it cannot be ruled out, so any change is one.
        """
        unknown = any(self.rules.no_totals) and self.asked
        figures = any(one.figures for one in self.changes.statements)
        return bool(self.section_one or figures or self.rules.held or unknown)

    @property
    def anything(self) -> bool:
        """Whether anything changed but form."""
        rules = self.rules
        return bool(self.changes or rules.broken or rules.kept or rules.held)


def compare_loaded(old: Loaded, new: Loaded, titles: tuple[str, str]) -> Comparison:
    """The comparison of two ledgers that can be compared (`rules.stopping` is empty for both)."""
    assert old.ledger is not None and new.ledger is not None
    changes = compare(old.ledger, new.ledger)
    rules = compare_rules(changes, old, new)
    asked = changes.beside_reports or _paid(old.ledger) != _paid(new.ledger)
    totals = asked and not any(rules.no_totals)
    return Comparison(
        ledger=new.ledger.config.name,
        titles=titles,
        changes=changes,
        projects=sort_out(changes),
        section_one=effects(changes, old.ledger, new.ledger) if totals else (),
        rules=rules,
        form=not_changes(changes, old, new),
        reports=sort_reports(changes, old.ledger, new.ledger),
        asked=asked,
    )


def _paid(ledger: Ledger) -> dict[str, Decimal | None]:
    """What section one takes from monthly reports: what has arrived."""
    return funds_reported(ledger, None)
