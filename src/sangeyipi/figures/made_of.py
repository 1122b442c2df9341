"""Which figures the answer to a question of section one is made of: itself, or what it divides.

Owns the way from a question to the figures behind it, so that whoever explains an answer asks for
what the table asked for.
"""

from sangeyipi.figures.measures import CONVERTED, COUNT, INVESTMENT, reached
from sangeyipi.figures.rates import RateAnswer, count_rate, funds_rate, investment_rate, rule_of
from sangeyipi.figures.resolve import Figure, Figures
from sangeyipi.figures.totals import total
from sangeyipi.model.question import OF_PHASES, OF_PLATFORM, Measured, Measurement, Question, Scope
from sangeyipi.model.stages import Milestone

_SIZES = {Measured.COUNT: COUNT, Measured.INVESTMENT: INVESTMENT}


def made_of(figures: Figures, question: Question) -> tuple[Figure, ...]:
    """The figures: one for a count or amount; of a rate or share what is divided, and by what.

    Projects counted once are no figure's sum, and the whole of a table no question names.
    """
    of, asks = question
    assert not asks.once
    scope = of.scope
    match Measured(asks.name):
        case Measured.COUNT | Measured.INVESTMENT as size:
            measure = _SIZES[size]
            whole = not of.part.is_rest
            return (total(figures, scope, measure) if whole else figures.ask(scope, measure),)
        case Measured.CONVERTED:
            return (figures.ask(scope, CONVERTED),)
        case Measured.REACHED:
            assert isinstance(asks.milestone, Milestone)
            return (figures.ask(scope, reached(asks.milestone)),)
        case Measured.SHARE:
            measure = INVESTMENT if asks.by_investment else COUNT
            return tuple(
                total(figures, one, measure) for one in (scope, _whole(figures, scope, asks))
            )
        case Measured.FUNDS_RATE:
            answer = funds_rate(figures, scope)
        case Measured.RATE | Measured.TARGET:
            answer = _rate(figures, scope, asks)
    return answer.numerator, answer.denominator


def _whole(figures: Figures, scope: Scope, asks: Measurement) -> Scope:
    """What a share is one of."""
    assert asks.whole in (OF_PHASES, OF_PLATFORM)
    if asks.whole == OF_PLATFORM:
        return Scope(scope.phases, None, scope.on_platform)
    return figures.narrowed(Scope(scope.phases))


def _rate(figures: Figures, scope: Scope, asks: Measurement) -> RateAnswer:
    assert scope.batch is not None
    assert isinstance(asks.milestone, Milestone)
    rule = rule_of(scope.batch, asks.milestone)
    return (investment_rate if asks.by_investment else count_rate)(figures, scope, rule)
