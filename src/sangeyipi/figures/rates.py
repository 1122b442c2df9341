"""Rates (口径): which list and which milestone each is made of, by count and by investment.

The rates of lists are declared as keys of what is published (`model/statement.py`) and nowhere
else; tables, footnotes and statements share them.
Figures of different days make no rate: nobody knows that one is a part of the other.
"""

from decimal import Decimal

from sangeyipi.figures.entries import RollupEntry
from sangeyipi.figures.measures import (
    COUNT,
    FUNDS,
    INVESTMENT,
    reached,
    reached_investment,
)
from sangeyipi.figures.resolve import Figure, Figures
from sangeyipi.figures.totals import total
from sangeyipi.model.declared import keys
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.ledger import RateBase
from sangeyipi.model.question import Scope
from sangeyipi.model.stages import Batch, Milestone
from sangeyipi.model.statement import Claim, RateKey
from sangeyipi.model.table import Rate

FUNDS_RATE = keys(Claim)["funds_rate"].word


class RateRule(NamedTuple):
    """A rate: projects on a batch's list that reached a milestone ÷ projects on the list."""

    name: str
    batch: Batch
    milestone: Milestone


#: Every rate of a list, by the name of its key in a statement: there they are declared.
_DECLARED = {
    name: RateRule(key.word, key.batch, key.milestone)
    for name, key in keys(Claim).items()
    if isinstance(key, RateKey)
}
#: By its word.
RULES = {rule.name: rule for rule in _DECLARED.values()}
_BY_STEP = {(rule.batch, rule.milestone): rule for rule in RULES.values()}


def rule_of(batch: Batch, milestone: Milestone) -> RateRule:
    """The rate of those on a batch's list that reached a milestone."""
    return _BY_STEP[batch, milestone]


def rule_for(batch: Batch | None, milestone: object) -> RateRule | None:
    """The same where there is one: those who signed have no rate of 投产."""
    found = (rule for rule in RULES.values() if rule.batch is batch)
    return next((rule for rule in found if rule.milestone is milestone), None)


def own_step(batch: Batch) -> RateRule:
    """签约率, 开工率, 投产率: reached what the list is named after."""
    return rule_of(batch, batch.own)


def next_step(batch: Batch) -> RateRule:
    """签约开工率, 开工投产率, 投产达效率: took the next step."""
    return rule_of(batch, batch.next)


#: Rates that no column of section one has, as they are of neither step: 履约率.
BESIDE = {
    name: rule
    for name, rule in _DECLARED.items()
    if rule.milestone not in (rule.batch.own, rule.batch.next)
}
COMMITTED = rule_of(Batch.SIGNED, Milestone.COMMITTED)
SIGNED_STARTED = next_step(Batch.SIGNED)


class RateAnswer(NamedTuple):
    """A rate and the figures behind it.

    `rate` is None where one is unknown, where nothing divides, or where they are of different days.
    """

    rate: Rate | None
    numerator: Figure
    denominator: Figure

    @property
    def days(self) -> tuple[RollupEntry, ...]:
        """Rollups of different days that only one of the two figures is made of; or nothing."""
        return _of_different_days(self.numerator, self.denominator)


def count_rate(figures: Figures, scope: Scope, rule: RateRule) -> RateAnswer:
    """The rate by count.  Base of 签约开工率: the list, or those that reached 履约 (a setting)."""
    numerator = figures.ask(scope, reached(rule.milestone))
    base = _base(figures, rule)
    denominator = figures.ask(scope, reached(base) if base else COUNT)
    return _answer(rule.name, numerator, denominator, base)


def investment_rate(figures: Figures, scope: Scope, rule: RateRule) -> RateAnswer:
    """The rate by investment (亿元), where every investment is known."""
    base = _base(figures, rule)
    numerator = _investment_reached(figures, scope, rule.milestone)
    denominator = (
        _investment_reached(figures, scope, base) if base else figures.ask(scope, INVESTMENT)
    )
    return _answer(rule.name, numerator, denominator, base)


def funds_rate(figures: Figures, scope: Scope) -> RateAnswer:
    """资金到位率: funds arrived ÷ total investment, both counted as the total is."""
    funds, investment = total(figures, scope, FUNDS), total(figures, scope, INVESTMENT)
    return _answer(FUNDS_RATE, funds, investment, None)


def named_rate(figures: Figures, scope: Scope, name: str) -> RateAnswer | None:
    """A rate by its name, in a scope whose batch it fits; None where it does not apply."""
    if name == FUNDS_RATE:
        return funds_rate(figures, scope)
    rule = RULES[name]
    if scope.batch not in (None, rule.batch):
        return None
    return count_rate(figures, Scope(scope.phases, rule.batch, scope.on_platform), rule)


def ratio(
    name: str, part: Decimal | None, whole: Decimal | None, of_amounts: bool = False
) -> Rate | None:
    """A share of a whole; None where either is unknown or the whole is zero."""
    if part is None or not whole:
        return None
    return Rate(name, part, whole, of_amounts=of_amounts)


def _base(figures: Figures, rule: RateRule) -> Milestone | None:
    committed = figures.ledger.config.conventions.started_base is RateBase.COMMITTED
    return Milestone.COMMITTED if committed and rule == SIGNED_STARTED else None


def _investment_reached(figures: Figures, scope: Scope, milestone: Milestone) -> Figure:
    """The investment of those that reached a milestone.

    Where counts and investments come from different entries, it is still certain when all or none
    have reached it.
    """
    direct = figures.ask(scope, reached_investment(milestone))
    if direct.value is not None:
        return direct
    part, whole = figures.ask(scope, reached(milestone)), figures.ask(scope, COUNT)
    if part.exact is not None and part.exact == whole.exact:
        return direct if _of_different_days(part, whole) else figures.ask(scope, INVESTMENT)
    return direct


def _answer(
    name: str, numerator: Figure, denominator: Figure, base: Milestone | None
) -> RateAnswer:
    part, whole = numerator.exact, denominator.exact
    answer = RateAnswer(None, numerator, denominator)
    # Of what is on a list no more can have taken a step; money may exceed what was planned.
    if part is None or not whole or (part > whole and name != FUNDS_RATE) or answer.days:
        return answer
    rate = Rate(name, part, whole, base or "", numerator.measure.is_amount)
    return RateAnswer(rate, numerator, denominator)


def _of_different_days(one: Figure, other: Figure) -> tuple[RollupEntry, ...]:
    """The rollups of different days among those that only one of two figures is made of."""
    rollups = [entry for entry in (*one.used, *other.used) if isinstance(entry, RollupEntry)]
    if not rollups:
        return ()
    both = {id(entry) for entry in one.used} & {id(entry) for entry in other.used}
    apart = tuple(entry for entry in rollups if id(entry) not in both)
    return apart if len({entry.day for entry in apart}) > 1 else ()
