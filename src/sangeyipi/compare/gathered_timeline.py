"""What a commit did to section one of a ledger made of others, and by how much.

Pure: states in, rows out.  Told are the figures of the cumulative table, then those of each place
that has any which moved; what a place that is not there leaves open is “≥” or “—”, as in any table.
Where no figure of several phases moved, those of single phases are told.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any, NamedTuple

from sangeyipi.compare.commits import Told
from sangeyipi.compare.figures_along import counted
from sangeyipi.compare.records import rollup_key
from sangeyipi.compare.section_one import rows
from sangeyipi.compare.timeline import CommitEffect, moved_figures
from sangeyipi.figures.monthly import funds_reported
from sangeyipi.figures.resolve import Figures
from sangeyipi.git.repository import Commit
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.question import Part
from sangeyipi.model.table import Row, Table
from sangeyipi.tables.differences import Difference, aligned
from sangeyipi.tables.regions import opened
from sangeyipi.tables.summary import cumulative_table, phases_table

_Records = Mapping[Hashable, Any]


class WholeChange(NamedTuple):
    """What a commit made of a whole; None: there was none, or `after` one that has errors.

    `others`: what a merge's other parents had.
    """

    commit: Commit
    before: Ledger | None
    after: Ledger | None
    others: tuple[Ledger | None, ...] = ()


def told_of(change: WholeChange) -> Told | None:
    """What is told of a commit; None where section one is as it was, or its parents' say it."""
    before, after = change.before, change.after
    if after is None:
        return CommitEffect(change.commit, (), readable=False).told if before else None
    if change.others and not _says_something(change, after):
        return None
    old, new = Figures(before) if before else None, Figures(after)
    moved = _moved(old, new, after, cumulative_table)
    moved = moved or _moved(old, new, after, phases_table)
    if not moved:
        return None
    ids = tuple(_ids(before, after))
    found = list(CommitEffect(change.commit, moved, ids).told.rows)
    for part in after.parts:
        theirs = new.of_region(part.region)
        if part.member.counted and theirs is not None:
            was = old.of_region(part.region) if old else None
            own = _moved(was, theirs, theirs.ledger, cumulative_table)
            if was is None:
                # Who has come is told by its size; it can be asked for itself.
                own = tuple(one for one in own if one.subject.part is Part.TOTAL)
            found += _of(part.region, CommitEffect(change.commit, own).told.rows)
    return Told(change.commit, tuple(found))


def _of(region: str, told: tuple[Row, ...]) -> Iterator[Row]:
    for row in told:
        cells = {key: cell for key, cell in row.cells.items() if key != "projects"}
        yield row._replace(cells={**cells, "scope": f"{region} {cells['scope']}"})


def _moved(
    old: Figures | None, new: Figures, now: Ledger, made: Callable[[Figures], Table]
) -> tuple[Difference, ...]:
    before = rows(old, opened(made(old), old.ledger), "answered") if old else {}
    after = rows(new, opened(made(new), now), "answered")
    return tuple(moved_figures((was, row) for _, was, row in aligned(before, after)))


def _projects(ledger: Ledger | None) -> _Records:
    """By place and 编号, as the county writes it: what other counties have does not rename it."""
    return {
        (one.region, one.id.removeprefix(f"{one.region}/")): one
        for one in (ledger.projects if ledger else ())
    }


def _ids(before: Ledger | None, after: Ledger) -> Iterator[str]:
    """The projects that figures depend on and that are not as they were."""
    old, new = _projects(before), _projects(after)
    was = funds_reported(before, None) if before else {}
    now = funds_reported(after, None)
    for key in dict.fromkeys([*new, *old]):
        left, right = old.get(key), new.get(key)
        there: Any = right or left
        paid = (left and was.get(left.id)) != (right and now.get(right.id))
        if paid or (left is not right and counted(left) != counted(right)):
            yield str(there.id)


def _says_something(merge: WholeChange, after: Ledger) -> bool:
    """Whether a merge's ledger says anything that none of its parents does."""
    parents = [merge.before, *merge.others]
    if all(one is None or one.config != after.config for one in parents):
        return True
    for keyed in (_projects, _rollups, _reports):
        now, known = keyed(after), [keyed(one) for one in parents]
        for key in dict.fromkeys([*now, *(key for one in known for key in one)]):
            if all(one.get(key) != now.get(key) for one in known):
                return True
    return False


def _rollups(ledger: Ledger | None) -> _Records:
    return {rollup_key(one): one for one in (ledger.rollups if ledger else ())}


def _reports(ledger: Ledger | None) -> _Records:
    # A member's files are called by its place first.
    return {
        (one.origin.file.partition("/")[0], one.id.rpartition("/")[2], one.month): one
        for one in (ledger.reports if ledger else ())
    }
