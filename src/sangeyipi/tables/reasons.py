"""Why a figure is unknown or only a lower bound: which entries do not say, overlap, or are too old.

Owns the wording of these footnotes.  A remark never changes a figure.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from sangeyipi.figures.entries import Entry, ProjectsEntry, RollupEntry
from sangeyipi.figures.measures import FigureKind, Measure
from sangeyipi.figures.resolve import Figure, Figures
from sangeyipi.model.phases import phases
from sangeyipi.model.question import Scope
from sangeyipi.tables.notes import (
    Asked,
    platform_unsaid,
    scope_titles,
    some,
    titles,
    undated,
    unique_entries,
)

Answer = tuple[Scope, Figure]


def reasons(figures: Figures, asked: Asked, rests: Iterable[Answer] = ()) -> Iterator[str]:
    """All that a table has to say of its “—” and “≥”; `rests` are left over beside the parts."""
    rests = list(rests)
    yield from _unknowns(figures, [*asked, *rests])
    yield from _lower_bounds(asked)
    yield from _of_different_days(figures, [figure for _, figure in (*asked, *rests)])


def _unknowns(figures: Figures, asked: Asked) -> Iterator[str]:
    """What prints as “—” and why."""
    by_word: dict[str, list[Entry]] = {}
    empty: list[Scope] = []
    for scope, figure in asked:
        if not (figure.used or figure.missing or figure.outside or figure.stale):
            empty.append(scope)
        for entry in figure.missing:
            if isinstance(entry, ProjectsEntry) and figure.measure.counts_steps:
                continue
            by_word.setdefault(_lacking_word(entry, figure.measure), []).append(entry)
    told = list(_reasons({word: unique_entries(found) for word, found in by_word.items()}))
    if told:
        yield f"“—”：{'；'.join(told)}。"
    yield from _undated([(f.measure, f.missing) for _, f in asked], bound=False)
    yield from _empty(figures, empty)


def _lacking_word(entry: Entry, measure: Measure) -> str:
    """What an entry would have to say, for a total without 转化 that may be how many these are."""
    shown = measure.shown
    if measure.net and isinstance(entry, RollupEntry) and shown.of(entry) is not None:
        return FigureKind.CONVERTED.value
    return shown.word


def _empty(figures: Figures, scopes: list[Scope]) -> Iterator[str]:
    """Of what nothing is recorded, and which phases are only still to come."""
    config, as_of = figures.ledger.config, figures.as_of
    later = {p.number for p in config.phases} - {p.number for p in config.held(as_of)}
    held: list[Scope] = []
    to_come: set[int] = set()
    for scope in scopes:
        numbers = scope.phases or ()
        to_come |= later.intersection(numbers)
        left = [number for number in numbers if number not in later]
        if left or scope.phases is None:
            held.append(scope._replace(phases=phases(left)) if left else scope)
    if held:
        yield f"“—”：{scope_titles(held)}在台账中没有记录。"
    if to_come:
        yield f"“—”：{phases(to_come).title}到 {as_of} 还没有举行。"


def _reasons(by_word: dict[str, list[Entry]]) -> Iterator[str]:
    """What rollups do not say, which of them are too late, which projects do not say it."""
    silent: dict[str, list[str]] = {}
    for word, entries in by_word.items():
        found = titles(e for e in entries if isinstance(e, RollupEntry) and e.usable)
        if found:
            silent.setdefault(found, []).append(f"“{word}”")
    if silent:
        told = (f"{'、'.join(words)}（{named}）" for named, words in silent.items())
        yield f"汇总没有{'、'.join(told)}"
    too_late: dict[date, list[Entry]] = {}
    for entry in unique_entries(e for entries in by_word.values() for e in entries):
        if isinstance(entry, RollupEntry) and not entry.usable:
            too_late.setdefault(entry.rollup.date, []).append(entry)
    for day, found_late in too_late.items():
        yield f"{titles(found_late)}的汇总截至 {day}，晚于所问的日子"
    for word, entries in by_word.items():
        ids = [one for e in entries if isinstance(e, ProjectsEntry) for one in _lacking(e, word)]
        if ids:
            yield f"{some(sorted(set(ids)))} 没有“{word}”"


def _lacking(cell: ProjectsEntry, word: str) -> list[str]:
    return cell.missing_funds if word == FigureKind.FUNDS.value else cell.missing_investment


def _undated(found: Iterable[tuple[Measure, Iterable[Entry]]], *, bound: bool) -> Iterator[str]:
    """Whose steps on these lists have no day."""
    ids = [
        one
        for measure, entries in found
        if measure.counts_steps and measure.milestone
        for entry in entries
        if isinstance(entry, ProjectsEntry)
        for one in entry.undated
        if one.leaves_open(measure.milestone)
    ]
    why = "节点只写“已”、没有日期"
    if bound:
        yield from undated("“≥”为至少数", ids, f"{why}，到没到不明，未计入，率记“—”")
    else:
        yield from undated("“—”", ids, why)


def _lower_bounds(asked: Asked) -> Iterator[str]:
    """What prints as “≥” (or “—”) because an entry only overlaps the question."""
    for bound in (True, False):
        overlap = [
            (scope, figure)
            for scope, figure in asked
            if figure.is_lower_bound is bound and _rollups(figure.outside)
        ]
        if overlap:
            outside = unique_entries(e for _, figure in overlap for e in _rollups(figure.outside))
            where = scope_titles([scope for scope, _ in overlap])
            said = "“≥”为至少数：" if bound else "“—”："
            yield f"{said}{titles(outside)}与{where}只是部分重叠，未计入其中。"
    yield from _undated([(f.measure, f.undated) for _, f in asked], bound=True)
    unsaid = [
        (figure.is_lower_bound, id)
        for _, figure in asked
        for entry in figure.outside
        if isinstance(entry, ProjectsEntry)
        for id in entry.unsaid
    ]
    if any(bound for bound, _ in unsaid):
        yield from platform_unsaid(list({id for _, id in unsaid}))
    elif unsaid:
        yield f"“—”：{some(sorted({id for _, id in unsaid}))} 没有写“监管平台”，不知道算不算。"


def _rollups(entries: Iterable[Entry]) -> list[RollupEntry]:
    return [entry for entry in entries if isinstance(entry, RollupEntry)]


def _of_different_days(figures: Figures, found: list[Figure]) -> Iterator[str]:
    """Which rollups are of another day than what lies inside them, so that neither is a part."""
    behind = _rollups(unique_entries(e for f in found for e in (*f.used, *f.stale)))
    inner: dict[int, list[RollupEntry]] = {}
    here = {id(entry) for entry in behind}
    for entry in behind:
        for around in figures.around(entry):
            if id(around) in here and around.day != entry.day:
                inner.setdefault(id(around), []).append(entry)
    bounds = {id(e) for f in found if f.is_lower_bound for e in f.stale}
    stale = [_out_of_date(e, inner.get(id(e), [])) for e in behind if id(e) in bounds]
    if stale:
        yield f"“≥”为至少数：{'；'.join(stale)}，汇总已经过时；余数、占比和率记“—”。"
    apart = [
        f"{entry.scope.title}的汇总截至 {entry.day}，其中{_dated(inner[id(entry)])}"
        for entry in behind
        if id(entry) not in bounds and id(entry) in inner
    ]
    if apart:
        yield f"不同日子的数不相加减、不相比，余数、占比和率记“—”：{'；'.join(apart)}。"


def _out_of_date(entry: RollupEntry, parts: list[RollupEntry]) -> str:
    newer = _dated(part for part in parts if part.day > entry.day)
    more = f"其中{newer}" if newer else "其中在册的项目以后又有进展"
    return f"{entry.scope.title}的汇总截至 {entry.day}，{more}"


def _dated(parts: Iterable[RollupEntry]) -> str:
    by_day: dict[str, list[str]] = {}
    for part in parts:
        by_day.setdefault(part.day.isoformat(), []).append(part.scope.title)
    return "，".join(f"{'、'.join(told)}截至 {day}" for day, told in sorted(by_day.items()))
