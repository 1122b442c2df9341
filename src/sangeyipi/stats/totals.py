"""How large a scope is: its count and investment as totals are counted.

Owns what the setting 转化计入总数 does; tables and statements share it, so that what sgyp prints
can be published and proven.
"""

from sangeyipi.stats.figures import Figure, Figures
from sangeyipi.stats.measures import CONVERTED, CONVERTED_INVESTMENT, COUNT, INVESTMENT, Measure
from sangeyipi.stats.scope import Scope

_CONVERTED = {COUNT: CONVERTED, INVESTMENT: CONVERTED_INVESTMENT}


def total(figures: Figures, scope: Scope, measure: Measure) -> Figure:
    """COUNT or INVESTMENT of a scope; over several batches without 转化 where so set."""
    whole = figures.ask(scope, measure)
    if scope.batch is not None or figures.ledger.config.conventions.converted_in_total:
        return whole
    part = figures.ask(scope, _CONVERTED[measure])
    if whole.value is None:
        return whole
    if part.exact is None or whole.exact is None:
        outside = (*whole.outside, *part.outside)
        return Figure(part.measure, None, whole.used, part.missing, outside)
    return Figure(measure, whole.exact - part.exact, whole.used)
