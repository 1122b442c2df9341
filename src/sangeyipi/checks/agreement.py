"""Fine and coarse: what a rollup says against what was known of its parts on its own day.

Figures of one day must agree; what is newer than the rollup contradicts nothing (it is out of
date, figures/rollup_tree.py), and neither do older parts that come to less.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from sangeyipi.figures.entries import Entry, ProjectsEntry, RollupEntry
from sangeyipi.figures.measures import (
    CONVERTED,
    COUNT,
    FUNDS,
    INVESTMENT,
    Measure,
    reached,
)
from sangeyipi.figures.rollup_tree import RollupTree, Worth
from sangeyipi.model import term
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.rounding import plain
from sangeyipi.model.rule import Rule
from sangeyipi.model.stages import Milestone

_STEPS = tuple(reached(milestone) for milestone in Milestone)
_ALL = (COUNT, INVESTMENT, FUNDS, *_STEPS)


def check_agreement(entries: Iterable[Entry], day: date) -> Iterator[Diagnostic]:
    """The rollups of a day against what was known by then of their parts."""
    everything = list(entries)
    tree = RollupTree(everything)
    for entry in everything:
        if isinstance(entry, RollupEntry) and entry.day == day and tree.children(entry):
            yield from _disagreements(tree, entry)
            yield from _more_than_there_are(tree, entry)


def _disagreements(tree: RollupTree, entry: RollupEntry) -> Iterator[Diagnostic]:
    for measure in (*_as_it_counts(entry, _ALL), CONVERTED):
        message = _disagreement(tree, entry, measure)
        if message:
            key = term.MILESTONES if measure.milestone else measure.shown.word
            place = entry.rollup.origin.at(key, *filter(None, [measure.milestone]))
            yield Diagnostic(Rule.ROLLUP_DISAGREES, place, message)


def _as_it_counts(entry: RollupEntry, measures: Iterable[Measure]) -> Iterator[Measure]:
    """With or without 转化, as the rollup itself."""
    for measure in measures:
        yield measure.without_converted if entry.net else measure


def _disagreement(tree: RollupTree, entry: RollupEntry, measure: Measure) -> str:
    stated = measure.of(entry)
    if stated is None:
        return ""
    below = tree.children(entry)
    title = f"{entry.scope.title}：{measure.shown.word}"
    full = tree.cover(entry, measure)
    if full is not None and full.value is not None and _of_its_day(full, entry):
        if full.value == stated:
            return ""
        return (
            f"{title}写的是 {plain(stated)}，各部分合计是 {plain(full.value)}，"
            f"{more_or_less(full.value - stated)}（{_parts(tree, below, measure)}）"
        )
    part = tree.least(entry, measure).value
    if part is not None and part > stated:
        return (
            f"{title}写的是 {plain(stated)}，其中一部分已有 {plain(part)}"
            f"（{_parts(tree, below, measure)}）"
        )
    return ""


class _Known(NamedTuple):
    """A figure of a rollup's own day; `own`: as the rollup says it."""

    measure: Measure
    value: Decimal
    own: bool


def _more_than_there_are(tree: RollupTree, entry: RollupEntry) -> Iterator[Diagnostic]:
    """Steps of which more were taken than there are projects, or than took the step before.

    Each figure alone may agree with its like: one stands in the rollup, the other in its parts.
    What a rollup says of both is a rule of its own (rollup-exceeds-count).
    """
    there: list[_Known] = []
    for measure in _as_it_counts(entry, (COUNT, *_STEPS)):
        least = _of_that_day(entry, measure, tree.value(entry, measure))
        if least is None and measure.milestone:
            least = _of_that_day(entry, measure, tree.least(entry, measure))
        if least is None:
            continue
        for most in there:
            if least.value > most.value and not (least.own and most.own):
                yield _too_many(tree, entry, least, most)
                return
        if tree.value(entry, measure).value is not None:
            there.append(least)


def _of_that_day(entry: RollupEntry, measure: Measure, worth: Worth) -> _Known | None:
    if worth.value is None or not _of_its_day(worth, entry):
        return None
    return _Known(measure, worth.value, any(one is entry for one in worth.used))


def _too_many(tree: RollupTree, entry: RollupEntry, least: _Known, most: _Known) -> Diagnostic:
    parts = most.measure if least.own else least.measure
    message = (
        f"{entry.scope.title}：{least.measure.word} {plain(least.value)} 多于"
        f"{most.measure.word} {plain(most.value)}"
        f"（{_parts(tree, tree.children(entry), parts)}）"
    )
    return Diagnostic(Rule.ROLLUP_DISAGREES, entry.rollup.origin, message)


def _of_its_day(worth: Worth, entry: RollupEntry) -> bool:
    return not worth.stale and worth.days <= {entry.day}


def more_or_less(difference: Decimal) -> str:
    """A difference in words: 多 2, 少 0.5."""
    return f"{'多' if difference > 0 else '少'} {plain(abs(difference))}"


def _parts(tree: RollupTree, below: list[Entry], measure: Measure) -> str:
    named = [
        f"{entry.scope.title}{'的在册项目' if isinstance(entry, ProjectsEntry) else ''} "
        f"{plain(_known(tree, entry, measure))}"
        for entry in below
    ]
    return "、".join(named[:6]) + (f" 等 {len(named)} 项" if len(named) > 6 else "")


def _known(tree: RollupTree, entry: Entry, measure: Measure) -> Decimal:
    return (
        measure.least(entry)
        if isinstance(entry, ProjectsEntry)
        else tree.known_part(entry, measure)
    )
