"""A text → its figures and the relations between them: what `sgyp audit` tells.

Owns which kinds of relation there are and in which order they are told.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from sangeyipi.audit.alongside import with_alongside
from sangeyipi.audit.by_two import Progress, by_two
from sangeyipi.audit.chapters import Chapter, chapters
from sangeyipi.audit.charsets import remembered
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.explained import unless_explained
from sangeyipi.audit.judging.finding import GOOD, SHARES, Finding, RelationKind, RelationVerdict
from sangeyipi.audit.judging.misread_lists import unless_misread
from sangeyipi.audit.judging.narrower_parts import unless_of_fewer
from sangeyipi.audit.judging.narrower_totals import unless_narrower
from sangeyipi.audit.judging.no_base import unless_no_base
from sangeyipi.audit.judging.no_parts import unless_no_parts
from sangeyipi.audit.judging.not_its_base import unless_not_its_base
from sangeyipi.audit.judging.not_of_now import unless_not_of_now
from sangeyipi.audit.judging.open_growth import unless_open
from sangeyipi.audit.judging.other_averages import unless_other_averages
from sangeyipi.audit.judging.other_scopes import unless_of_other_scope
from sangeyipi.audit.judging.other_subjects import unless_of_others
from sangeyipi.audit.judging.other_wholes import unless_own
from sangeyipi.audit.judging.pairs import is_of_nothing
from sangeyipi.audit.judging.reasons import Reason
from sangeyipi.audit.judging.rests_of_one import unless_of_one
from sangeyipi.audit.judging.third_states import unless_others_left
from sangeyipi.audit.judging.thresholds import as_thresholds
from sangeyipi.audit.lazily import lazily
from sangeyipi.audit.relations.averages import (
    averages_beside,
    each_in_order,
    listed_averages,
    periods,
)
from sangeyipi.audit.relations.changes import (
    against_label,
    against_named,
    base_inside,
    changes,
    changes_of_several,
    columns_changed,
    compared,
    elliptic,
    extremes,
    from_first,
    growth,
    lists_of_years,
    lists_then_and_now,
    multiples,
    net_of_changes,
    only_direction,
    schedule_said,
    schedule_words,
    since_then,
    stock_ends,
    then_beside,
    turned,
    two_rows_compared,
    year_before,
)
from sangeyipi.audit.relations.claims import (
    all_begun,
    every_one,
    fulfilled,
    items,
    late_ones,
    lost,
    states,
)
from sangeyipi.audit.relations.remainders import (
    balances,
    gaps,
    more_done,
    named_rests,
    remainders,
    rest,
    rest_of_plan,
    scores,
    set_off,
    undone_by_name,
)
from sangeyipi.audit.relations.repeats import (
    among,
    beside_counts,
    bracketed_heads,
    headline_bounds,
    headline_rates,
    other_units,
    repeats,
    said_again,
    taken_up,
    these_again,
)
from sangeyipi.audit.relations.shares import (
    bare_ratios,
    bases_behind,
    become_shares,
    bracketed_bases,
    bracketed_rates,
    complements,
    contributions,
    dues_behind,
    in_time,
    kept,
    largest_shares,
    loan_ratios,
    named_again,
    named_ratios,
    of_this_one,
    parallel,
    rates,
    rates_without,
    shares_of_all,
    structure,
)
from sangeyipi.audit.relations.sums import (
    added_to,
    adds_up,
    bands,
    brackets,
    closed_views,
    compounds,
    counted_items,
    labelled_items,
    line_rows,
    lots_so_done,
    months,
    named_together,
    negated,
    numbered_items,
    odd_units,
    overlaps,
    parts_above,
    parts_of_many,
    rows,
    rows_of_states,
    rows_together,
    sequences,
    several_lists,
    sibling_sums,
    some_of_sequences,
    stage_counts,
    stage_rows,
    sums,
    totals,
    totals_of_few,
    ups_and_downs,
    views,
)
from sangeyipi.audit.relations.tables import (
    cells_in_prose,
    outlines,
    rows_in_prose,
    shares_in_prose,
    tables,
    told_of_tables,
    totals_in_prose,
    undone_in_prose,
)
from sangeyipi.audit.search import searched
from sangeyipi.audit.text.as_read import AsRead
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.plain import Places
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import compile_all

if TYPE_CHECKING:
    from sangeyipi.audit.ledger.binding import Against

#: What a kind of relation finds in a text.
Relation = Callable[[TextReading], Iterator[Finding]]
RELATIONS: tuple[Relation, ...] = (
    sums.sums,
    parallel.parallel,
    rates.rates,
    rates_without.rates_without,
    then_beside.then_beside,
    base_inside.base_inside,
    schedule_said.schedule_said,
    changes.changes,
    changes_of_several.changes_of_several,
    columns_changed.columns_changed,
    growth.growth,
    multiples.multiples,
    net_of_changes.net_of_changes,
    lists_of_years.lists_of_years,
    lists_then_and_now.lists_then_and_now,
    lost.lost,
    states.states,
    all_begun.all_begun,
    every_one.every_one,
    fulfilled.fulfilled,
    late_ones.late_ones,
    tables.tables,
    totals.totals,
    totals_of_few.totals_of_few,
    rows.rows,
    items.items,
    averages_beside.averages_beside,
    listed_averages.listed_averages,
    remainders.remainders,
    repeats.repeats,
    among.among,
    taken_up.taken_up,
    headline_bounds.headline_bounds,
    headline_rates.headline_rates,
    bracketed_heads.bracketed_heads,
    brackets.brackets,
    views.views,
    closed_views.closed_views,
    ups_and_downs.ups_and_downs,
    bands.bands,
    sequences.sequences,
    some_of_sequences.some_of_sequences,
    several_lists.several_lists,
    compared.compared,
    structure.structure,
    complements.complements,
    shares_of_all.shares_of_all,
    balances.balances,
    gaps.gaps,
    set_off.set_off,
    each_in_order.each_in_order,
    periods.periods,
    named_again.named_again,
    bracketed_rates.bracketed_rates,
    contributions.contributions,
    dues_behind.dues_behind,
    extremes.extremes,
    from_first.from_first,
    turned.turned,
    bare_ratios.bare_ratios,
    bases_behind.bases_behind,
    of_this_one.of_this_one,
    told_of_tables.told_of_tables,
    totals_in_prose.totals_in_prose,
    shares_in_prose.shares_in_prose,
    rows_in_prose.rows_in_prose,
    cells_in_prose.cells_in_prose,
    undone_in_prose.undone_in_prose,
    outlines.outlines,
    other_units.other_units,
    more_done.more_done,
    elliptic.elliptic,
    since_then.since_then,
    stock_ends.stock_ends,
    two_rows_compared.two_rows_compared,
    year_before.year_before,
    rest.rest,
    rest_of_plan.rest_of_plan,
    adds_up.adds_up,
    added_to.added_to,
    odd_units.odd_units,
    against_named.against_named,
    only_direction.only_direction,
    against_label.against_label,
    schedule_words.schedule_words,
    compounds.compounds,
    counted_items.counted_items,
    labelled_items.labelled_items,
    lots_so_done.lots_so_done,
    months.months,
    named_together.named_together,
    negated.negated,
    overlaps.overlaps,
    named_rests.named_rests,
    undone_by_name.undone_by_name,
    bracketed_bases.bracketed_bases,
    parts_above.parts_above,
    parts_of_many.parts_of_many,
    scores.scores,
    line_rows.line_rows,
    rows_of_states.rows_of_states,
    rows_together.rows_together,
    stage_rows.stage_rows,
    stage_counts.stage_counts,
    numbered_items.numbered_items,
    named_ratios.named_ratios,
    loan_ratios.loan_ratios,
    kept.kept,
    in_time.in_time,
    largest_shares.largest_shares,
    become_shares.become_shares,
)


#: What another kind of relation may know better.
_OPEN = frozenset({RelationVerdict.INCOMPLETE, RelationVerdict.BASE_UNCLEAR})


class _Examined(NamedTuple):
    """What was found in a chapter: its figures and findings, and where these stand in the text."""

    start: int
    places: Places
    figures: list[TextFigure]
    found: list[Finding]


class Audited:
    """A text with its figures and findings; all offsets are into the text as read.

    They are found in plain texts, and put where they stand in the text as read when somebody asks:
    of a long text hardly any is told.
    """

    def __init__(self, source: AsRead, examined: Sequence[_Examined]) -> None:
        self.source = source
        self._examined = examined
        self._placing = [_Placing(one) for one in examined]
        self._found = [finding for one in examined for finding in one.found]

    @lazily
    def figures(self) -> tuple[TextFigure, ...]:
        """All of them, in the order of the text."""
        return tuple(
            placing.figure(figure)
            for placing, one in zip(self._placing, self._examined, strict=True)
            for figure in one.figures
        )

    @lazily
    def findings(self) -> tuple[Finding, ...]:
        """All of them, in the order of the text."""
        return self._placed(frozenset(RelationVerdict))

    @lazily
    def doubtful(self) -> tuple[Finding, ...]:
        """The findings that do not hold."""
        return self._placed(frozenset(RelationVerdict) - GOOD)

    def _placed(self, verdicts: frozenset[RelationVerdict]) -> tuple[Finding, ...]:
        found = [
            placing.finding(finding)
            for placing, one in zip(self._placing, self._examined, strict=True)
            for finding in one.found
            if finding.verdict in verdicts
        ]
        return tuple(sorted(found, key=lambda one: one.figures[0].start if one.figures else 0))

    @property
    def many(self) -> int:
        """How many figures there are."""
        return sum(len(one.figures) for one in self._examined)

    def verdicts(self, of_ledger: bool) -> list[RelationVerdict]:
        """What was found, of the text by itself or against a ledger."""
        return [
            one.verdict for one in self._found if (one.kind is RelationKind.LEDGER) is of_ledger
        ]

    @property
    def wrong(self) -> int:
        """How many relations contradict themselves."""
        return sum(1 for one in self._found if one.verdict is RelationVerdict.WRONG)


def audited(
    source: AsRead, against: "Against | None" = None, progress: Progress | None = None
) -> Audited:
    """All that can be said of the figures of a text: by itself, and against a ledger."""
    parts = chapters(source)
    if len(parts) > 1:
        # Before there is a copy of this process, which would compile them again.
        with remembered():
            compile_all()
    found = by_two(len(parts), lambda at: _examined(parts[at]), progress)
    if against is not None:
        found.append(_held_against(source, against))
    return Audited(source, found)


def _examined(chapter: Chapter) -> _Examined:
    """What can be said of a chapter by itself."""
    reading = TextReading(chapter.source)
    # What these say is looked at after all others, and is found without them.
    by_kinds = chain.from_iterable(relation(reading) for relation in RELATIONS)
    of_rows = list(sibling_sums.row_sums(reading))
    said_otherwise = [
        *said_again.slips(reading),
        *these_again.these_again(reading),
        *beside_counts.beside_counts(reading),
    ]
    found = searched(reading, _once(by_kinds), of_rows, said_otherwise)
    found = as_thresholds(reading, with_alongside(reading, found))
    found = unless_own(reading, _unless_it_holds(_once(found)))
    found = unless_others_left(reading, unless_of_others(reading, unless_of_one(reading, found)))
    found = unless_open(reading, unless_not_its_base(reading, found))
    found = unless_of_other_scope(reading, found)
    found = unless_no_base(reading, unless_no_parts(reading, unless_not_of_now(reading, found)))
    found = unless_other_averages(reading, found)
    found = unless_narrower(reading, unless_misread(reading, unless_explained(reading, found)))
    found = unless_of_fewer(reading, found)
    cells = (one.figure for table in reading.tables for one in table.entries)
    every = sorted((*reading.figures, *cells), key=lambda one: one.start)
    return _Examined(chapter.start, reading.plain.places, every, found)


def _held_against(source: AsRead, against: "Against") -> _Examined:
    """What a ledger says of a text, which it is held against as a whole."""
    # It brings the figures of a ledger and its reports, which most texts are audited without.
    from sangeyipi.audit.ledger.binding import bound

    reading = TextReading(source)
    return _Examined(0, reading.plain.places, [], list(bound(reading, against)))


def _once(found: Iterable[Finding]) -> list[Finding]:
    """Without what two kinds of relation say alike, and what is of nothing."""
    kept: dict[tuple[object, ...], Finding] = {}
    for one in found:
        if is_of_nothing(one):
            continue
        stated = one.stated.start if one.stated else -1
        key = (stated, one.computed, one.starts, one.kind)
        if kept.setdefault(key, one).verdict in _OPEN:
            kept[key] = one
    return list(kept.values())


def _unless_it_holds(found: list[Finding]) -> list[Finding]:
    """Without the percentages told wrong of one whole that the same part has of another, or of two
    figures that another percentage is of: 已开工163项，完成计划228项的71.5%，按期开工率90.1%."""
    # 节约率 is of the budget by its name, whatever comes out of another base.
    mistaken = {_percentage(one) for one in found if one.reason is Reason.OTHER_BASE} - {None}
    found = [one for one in found if one.verdict not in GOOD or _percentage(one) not in mistaken]
    good = [one for one in found if one.verdict is RelationVerdict.HOLDS]
    held = {_percentage(one) for one in good} - {None}
    pairs = {_pair(one): one.stated for one in good if one.stated}
    pairs.pop(None, None)
    return [
        one
        for one in found
        if one.verdict is not RelationVerdict.WRONG
        or not (_percentage(one) in held or _is_of_other(one, pairs))
    ]


def _is_of_other(one: Finding, pairs: dict[tuple[int, int] | None, TextFigure]) -> bool:
    """Whether two figures are of another percentage, which this one is no slip of.

    分别占63.0%、63.6%; 批次批复率77.8%，面积批复率77.9%: right beside it, it is of another pair.
    """
    stated = one.stated
    if stated is None or one.computed is None or stated.role is not Role.PERCENT:
        return False
    other = pairs.get(_pair(one), stated)
    beside = abs(other.order - stated.order) == 1 and other.sentence == stated.sentence
    return other.start != stated.start and (beside or not is_slip(one.computed, stated))


def _pair(one: Finding) -> tuple[int, int] | None:
    """Where the part and the whole of a percentage stand; None for what is none of two amounts."""
    if one.kind not in SHARES or len(one.operands) != 2:
        return None
    return one.operands[0].start, one.operands[1].start


def _percentage(one: Finding) -> tuple[int, int] | None:
    """Where it stands, and where its part; None for what is no percentage of two amounts."""
    if one.kind not in SHARES or len(one.operands) != 2:
        return None
    return (one.stated.start, one.operands[0].start) if one.stated else None


class _Placing:
    """Puts figures of a chapter where they stand in the text as read, each once."""

    def __init__(self, of: _Examined) -> None:
        self._start, self._places = of.start, of.places
        #: By identity; the figure itself is kept, so that no other takes its place.
        self._done: dict[int, tuple[TextFigure, TextFigure]] = {}

    def figure(self, one: TextFigure) -> TextFigure:
        if one.start < 0:
            return one
        found = self._done.get(id(one))
        if found is None:
            start, end = self._places.span(one.start, one.end)
            placed = one._replace(start=self._start + start, end=self._start + end)
            found = self._done[id(one)] = one, placed
        return found[1]

    def finding(self, one: Finding) -> Finding:
        stated = self.figure(one.stated) if one.stated else None
        return one._replace(stated=stated, operands=tuple(map(self.figure, one.operands)))
