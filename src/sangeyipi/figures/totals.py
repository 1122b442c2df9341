"""How large a scope is: its count, investment and funds as totals are counted.

Owns what the setting 转化计入总数 does; tables and statements share it, so that what sgyp prints
can be published and proven.
"""

from sangeyipi.figures.measures import Measure
from sangeyipi.figures.resolve import Figure, Figures
from sangeyipi.model.question import Scope


def counted_as(figures: Figures, scope: Scope, measure: Measure) -> Measure:
    """A measure as a scope's total counts it: over several batches 转化 may be left out.

    A rollup without a batch is counted by the same convention, so it answers as it stands.
    """
    if scope.batch is not None or figures.ledger.config.conventions.converted_in_total:
        return measure
    return measure.without_converted


def total(figures: Figures, scope: Scope, measure: Measure) -> Figure:
    """A figure of a scope; over several batches without 转化 where so set."""
    return figures.ask(scope, counted_as(figures, scope, measure))
