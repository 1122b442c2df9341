"""What figures come from that no sentence rule has bound: looked for among all that stand around.

Owns which figures are still open, and for which kind of relation; the percentages come first, for
an amount may be what a share says of another.
"""

from collections.abc import Callable, Iterator, Sequence

from sangeyipi.audit.judging import open_sums
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind, RelationVerdict
from sangeyipi.audit.judging.reckoned import unless_reckoned_otherwise
from sangeyipi.audit.relations.averages import (
    any_amount,
    by_area,
    each_by_name,
    means_of_means,
    named_averages,
    of_a_part,
    of_those_before,
    per_thousand,
    products_of_each,
    stated_averages,
)
from sangeyipi.audit.relations.changes import (
    against_same,
    amount_and_growth,
    any_change,
    growth_of_difference,
    slipped_change,
    slipped_growth,
    than_then,
)
from sangeyipi.audit.relations.claims import wrong_units
from sangeyipi.audit.relations.remainders import (
    crossed_rests,
    left_beside,
    rests_behind,
    rests_of_lists,
)
from sangeyipi.audit.relations.repeats import said_again
from sangeyipi.audit.relations.shares import (
    alike_rows,
    any_share,
    begun_together,
    bracketed_rows,
    columns_beside,
    exchanged,
    inferred_bases,
    joint_rates,
    last_years,
    misnamed,
    named_wholes,
    one_whole,
    other_bases,
    own_wholes,
    plans_of_rows,
    rates_among,
    rates_of_rows,
    rows_by_name,
    rows_named_again,
    rows_of_three,
    said_wholes,
    shares_in_order,
    shares_of_bands,
    shares_of_rows,
    shares_of_several,
    slipped_rates,
    slipped_wholes,
    slips_beside,
    stated_shares,
    three_lists,
)
from sangeyipi.audit.relations.sums import (
    above_all,
    any_sum,
    corroborated,
    counts_of_rows,
    crossed_totals,
    named_columns,
    near_sums,
    proven_lists,
    proven_rows,
    rated_rows,
    with_sibling_rows,
)
from sangeyipi.audit.second_readings import weighed
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import COUNTABLE, RATES, TextReading

#: What a figure comes from.
Search = Callable[[Surroundings, TextFigure], Finding | None]
#: A search, and what it is asked of.
Asked = tuple[tuple[Search, tuple[Role, ...]], ...]
_PERCENT = (Role.PERCENT,)
#: In the order in which they are asked, each with what a figure must be for it to find anything:
#: of a megabyte a hundred thousand questions are not asked.
_OF_RATES: Asked = (
    (joint_rates.joint_rate, _PERCENT),
    (stated_shares.exchanged_shares, _PERCENT),
    (shares_of_several.share_of_list, _PERCENT),
    (stated_shares.bound_or_found, _PERCENT),
    (shares_of_several.share_of_column, _PERCENT),
    (any_change.any_change, (*_PERCENT, Role.POINTS, Role.TIMES)),
    (stated_averages.bound_or_found, (Role.TIMES,)),
    (plans_of_rows.plan_of_row, _PERCENT),
    (any_share.cut_share, _PERCENT),
    # What the words bind, before an amount is worked out from a share that was cut off.
    (stated_shares.stated_share, _PERCENT),
)
#: A number that is settled as a sum may be a difference too: 尚有12个（甲7个、乙5个）.
_OF_AMOUNTS: Asked = (
    (any_change.any_change, COUNTABLE),
    (by_area.by_area, COUNTABLE),
    (means_of_means.mean_of_means, COUNTABLE),
    (of_those_before.of_those_before, COUNTABLE),
    (named_averages.named_average, COUNTABLE),
    (stated_averages.bound_or_found, COUNTABLE),
    (stated_averages.stated_average, COUNTABLE),
    (each_by_name.each_by_name, COUNTABLE),
    (products_of_each.product_of_each, COUNTABLE),
    (per_thousand.per_thousand, COUNTABLE),
)
_SLIPS: Asked = (
    (last_years.last_years_part, _PERCENT),
    (said_wholes.said_whole, _PERCENT),
    (slipped_rates.slipped_rate, _PERCENT),
    (begun_together.begun_together, _PERCENT),
    (any_share.slipped_share, _PERCENT),
    (slips_beside.slip_beside, _PERCENT),
    (growth_of_difference.cut_growth, _PERCENT),
    (slipped_growth.slipped_growth, _PERCENT),
    (slipped_change.slipped_change, (*_PERCENT, Role.POINTS, *COUNTABLE)),
    (any_sum.slipped_sum, COUNTABLE),
    (near_sums.near_sum, COUNTABLE),
)


def _by_role(asked: Asked) -> dict[Role, tuple[Search, ...]]:
    return {role: tuple(search for search, of in asked if role in of) for role in Role}


_AT_FIRST, _AT_LAST = _by_role((*_OF_RATES, *_OF_AMOUNTS)), _by_role(_SLIPS)
_SETTLED = GOOD | {RelationVerdict.WRONG, RelationVerdict.UNREADABLE}


_NONE: frozenset[int] = frozenset()


class _Open:
    """What is settled so far: of which figure, and between which figures."""

    def __init__(self, found: list[Finding]) -> None:
        self.found = found
        self._sums: dict[int, frozenset[int]] = {}
        self._others: set[int] = set()
        self._between: dict[frozenset[int], int] = {}
        for number, one in enumerate(found):
            if one.verdict in _SETTLED:
                self._settle(one, number)

    def _settle(self, one: Finding, number: int) -> None:
        if one.stated:
            if one.kind is RelationKind.SUM:
                parts = {each.order for each in one.operands}
                self._sums[one.stated.start] = self._sums.get(one.stated.start, _NONE) | parts
            else:
                self._others.add(one.stated.start)
        self._between[one.starts] = number

    def asks(self, one: TextFigure) -> bool:
        """Whether a figure is what no relation but a sum says."""
        return one.start not in self._others

    def parts(self, one: TextFigure) -> frozenset[int]:
        """The parts that a figure is a sum of, by their order."""
        return self._sums.get(one.start, _NONE)

    def take(self, one: Finding) -> bool:
        """Whether a finding is new; what was told only as a sum may be told better."""
        key = one.starts
        number = self._between.get(key)
        if number is None:
            self.found.append(one)
            self._settle(one, len(self.found) - 1)
            return True
        # 已开工38个，尚有7个: what a word says to be left is so, whatever is added up.
        before = self.found[number]
        if before.kind is RelationKind.SUM and one.kind is RelationKind.DIFFERENCE:
            if before.verdict is RelationVerdict.WRONG:
                self.found[number] = one
            else:
                self.found.append(one)
            self._settle(one, number)
            return True
        # 占32%，约139.5亿元: of the three the amount is what was worked out.
        if any_amount.is_made(one) and before.verdict in GOOD:
            self.found[number] = one
            self._settle(one, number)
            return True
        return False


def searched(
    reading: TextReading,
    found: list[Finding],
    of_rows: Sequence[Finding],
    said_otherwise: Sequence[Finding],
) -> list[Finding]:
    """The findings, with what is found for figures that none of these settles.

    `of_rows` is what sibling rows say of themselves (`sibling_sums`), and `said_otherwise` what is
    said again with a slip (`said_again`, `these_again`, `beside_counts`).
    """
    around, left = Surroundings(reading), _Open(list(found))
    _look_at(around, left)
    found = weighed(around, left.found)
    found = joint_rates.of_rows_before(reading, found)
    settled = {one.stated.start for one in found if one.stated and one.verdict in _SETTLED}
    found = alike_rows.alike_rows(around, found, settled)
    found = left_beside.left_beside(around, found)
    found = proven_rows.proven_rows(around, found)
    found = shares_of_rows.shares_of_rows(around, found)
    found = shares_of_bands.shares_of_bands(around, found)
    found = named_wholes.named_wholes(around, found)
    found = own_wholes.own_wholes(around, found)
    found = rows_of_three.rows_of_three(around, found)
    found = bracketed_rows.bracketed_rows(reading, found)
    found = three_lists.three_lists(reading, found)
    found = rows_by_name.rows_by_name(around, found)
    found = shares_in_order.shares_in_order(around, found)
    found = rows_named_again.rows_named_again(around, found)
    found = slipped_wholes.slipped_wholes(around, found)
    found = one_whole.one_whole(around, found)
    found = exchanged.exchanged(around, found)
    found = misnamed.misnamed(around, found)
    found = said_wholes.said_wholes(around, found)
    found = other_bases.other_bases(around, found)
    found = rates_among.rates_among(around, found)
    found = rates_of_rows.rates_of_rows(around, found)
    found = columns_beside.columns_beside(around, found)
    found = with_sibling_rows.with_rows(found, of_rows)
    found = proven_lists.proven_lists(around, found)
    found = said_again.with_slips(around, found, said_otherwise)
    found = unless_reckoned_otherwise(reading, found)
    found = inferred_bases.inferred_bases(around, found)
    found = open_sums.with_crossed(around, found)
    found = corroborated.corroborated(around, found)
    found = rated_rows.rated_rows(around, found)
    found = counts_of_rows.counts_of_rows(reading, found)
    found = against_same.against_same(reading, found)
    found = than_then.than_then(reading, found)
    found = amount_and_growth.amounts_and_growth(reading, found)
    found = crossed_totals.crossed_totals(around, found)
    found = above_all.above_all(reading, found)
    found = rests_behind.rests_behind(reading, found)
    found = rests_of_lists.rests_of_lists(reading, found)
    found = crossed_rests.crossed_rests(around, found)
    found = named_columns.named_columns(around, found)
    found = of_a_part.of_a_part(reading, found)
    found = wrong_units.with_wrong_units(reading, found)
    settled = {one.stated.start for one in found if one.stated and one.verdict in _SETTLED}
    return [
        one
        for one in found
        if one.verdict in _SETTLED or not one.stated or one.stated.start not in settled
    ]


def _look_at(around: Surroundings, left: _Open) -> None:
    """Look for what figures come from: the rates, then the amounts, then slips of all."""
    figures = [one for one in around.reading.figures if not around.is_crowded(one)]
    for figure in figures:
        if figure.role in RATES:
            _look(around, left, _AT_FIRST[figure.role], figure)
    for figure in figures:
        if figure.role not in RATES:
            _look(around, left, _AT_FIRST[figure.role], figure)
            for one in any_sum.any_sum(around, figure, left.parts(figure)):
                left.take(one)
    for figure in figures:
        if not left.parts(figure):
            _look(around, left, _AT_LAST[figure.role], figure)
        elif left.asks(figure):
            # 中央3370亿元，地方18744亿元。分产业看，…: one view that comes out, and another.
            found = near_sums.near_sum(around, figure)
            if found is not None and left.parts(figure).isdisjoint(_orders(found)):
                left.take(found)


def _orders(found: Finding) -> Iterator[int]:
    return (each.order for each in found.operands)


def _look(
    around: Surroundings, left: _Open, searches: tuple[Search, ...], figure: TextFigure
) -> None:
    """Look for what a figure comes from, and take the first that is new."""
    if left.asks(figure):
        for search in searches:
            found = search(around, figure)
            if found is not None and left.take(found):
                break
