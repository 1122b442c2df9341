"""Members put together: one ledger on which every table, filter and question works.

Owns which members a whole may count (those without errors).  What is read of a member stays as it
was read; what is counted of it stands under the whole's 口径.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any

from sangeyipi.checks.gathered import between_of, check_own_records
from sangeyipi.checks.verdict import check
from sangeyipi.gather.members import read
from sangeyipi.gather.names import Taken, has_projects, names_of, renamed, taken_twice
from sangeyipi.gather.stored import StoredMembers
from sangeyipi.git.versions import Stored
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.ledger import Config, Ledger, RegionPart
from sangeyipi.model.project import Project
from sangeyipi.model.rule import Severity
from sangeyipi.store.beside import SumsOf
from sangeyipi.store.kinds import OF_PROJECTS
from sangeyipi.store.load import Loaded, LoadedMember, Progress

#: The records of a whole, each kind with that by which they are in order; else they stand as
#: their members do.
_RECORDS = {
    "projects": "",
    "rollups": "",
    "problems": "",
    **{one.part: one.order for one in OF_PROJECTS if one.part != "problems"},
}


def gathered(
    lies: Path | Stored,
    loaded: Loaded,
    progress: Progress | None = None,
    sums: SumsOf | None = None,
) -> Loaded:
    """A ledger of a folder, or of a commit, with the members that its ledger.yaml names.

    `sums`: what is going to be asked of each file of projects, rather than for its projects.
    Raises HistoryFailed where the files of a commit cannot be listed.
    """
    assert loaded.ledger is not None
    config = loaded.ledger.config
    if isinstance(lies, Path):
        wanted = sums and partial(_with_names, sums)
        members = tuple(read(lies, one, config, progress, wanted) for one in config.members)
    else:
        stored = StoredMembers(lies)
        members = tuple(stored.read(one, config) for one in config.members)
    return assembled(loaded, members)


def _with_names(
    sums: SumsOf, config: Config, projects: Sequence[Project]
) -> Iterable[tuple[str, Any]] | None:
    """What is asked of a member's file, and what members beside each other want of it."""
    found = sums(config, projects)
    return None if found is None else (*found, between_of(projects), names_of(projects))


def assembled(loaded: Loaded, members: tuple[LoadedMember, ...]) -> Loaded:
    """A ledger with its members, as they have been read."""
    assert loaded.ledger is not None
    own = tuple(check_own_records(loaded.ledger))
    ledger = put_together(loaded.ledger, members, {})
    sources = dict(loaded.sources)
    for one in members:
        sources |= one.loaded.sources if one.loaded else {}
    return loaded._replace(
        ledger=ledger,
        members=members,
        sources=sources,
        diagnostics=(*loaded.diagnostics, *own),
    )


def counted(loaded: Loaded, found: Iterable[Diagnostic]) -> Ledger:
    """The whole of those members in which no errors were found."""
    assert loaded.ledger is not None
    wrong = faults(loaded, found)
    if not wrong:
        return loaded.ledger
    parts = (
        RegionPart(member=one.member, fault=one.fault or wrong[one.region])
        if one.region in wrong
        else one
        for one in loaded.ledger.parts
    )
    return _of_parts(loaded.ledger, tuple(parts))


def faults(loaded: Loaded, found: Iterable[Diagnostic]) -> dict[str, str]:
    """Which members have errors, and how many, in words."""
    past = {one.member.region for one in loaded.members if one.past}
    number: Counter[str] = Counter()
    for one in found:
        region = region_of(one)
        if one.rule.severity is Severity.ERROR and not (region in past and one.present_only):
            number[region] += one.more or 1
    regions = {one.member.region for one in loaded.members}
    return {
        region: f"台账有 {count} 处错误" for region, count in number.items() if region in regions
    }


def region_of(one: Diagnostic) -> str:
    """What a finding's file begins with: the name of the member, where it is in one of its."""
    return one.place.file.partition("/")[0]


def side_by_side(old: Loaded, new: Loaded) -> tuple[Loaded, Loaded, tuple[str, ...]]:
    """Two states of a whole to be compared: the records of both under the same names.

    A member that is not whole in one of them is in neither, as else all of it would seem to have
    come or gone; who that is, and why, is told.  One that the other does not name at all has.
    """
    sides = (old, new)
    wrong: dict[str, str] = {}
    for one in sides[::-1]:
        found = check(one, past=True) if one.members else []
        gone = {each.member.region: each.fault for each in one.members if each.fault}
        wrong |= faults(one, found) | gone
    every = [each for one in sides for each in one.members]
    configs = [one.ledger.config for one in sides if one.ledger is not None]
    taken = taken_twice(every, configs[-1]) if configs else None
    first, second = (
        one._replace(ledger=put_together(one.ledger, one.members, wrong, taken))
        if one.ledger is not None and one.members
        else one
        for one in sides
    )
    uncounted = {each.member.region for each in every if not each.member.counted}
    beside = dict.fromkeys(sorted(uncounted - wrong.keys()), "不计入")
    told = (f"{region}（{why}）" for region, why in (wrong | beside).items())
    return first, second, tuple(told)


def put_together(
    whole: Ledger,
    members: Iterable[LoadedMember],
    wrong: dict[str, str],
    taken: Taken | None = None,
) -> Ledger:
    """The whole: its own settings and statements, and the records of those that count.

    `taken`: which names are told apart, where another state has a say in that.
    """
    members = list(members)
    if taken is None:
        taken = taken_twice(members, whole.config)
    return _of_parts(whole, tuple(_part(one, whole.config, taken, wrong) for one in members))


def _of_parts(whole: Ledger, parts: tuple[RegionPart, ...]) -> Ledger:
    """The whole of these: records of a kind are put together when they are first asked for."""
    counted = [one.ledger for one in parts if one.member.counted and one.ledger is not None]

    def records(name: str, order: str) -> tuple[Any, ...]:
        found = (record for ledger in counted for record in getattr(ledger, name))
        return tuple(sorted(found, key=attrgetter(order)) if order else found)

    every = {name: partial(records, name, order) for name, order in _RECORDS.items()}
    made = Ledger(config=whole.config, statements=whole.statements, parts=parts)
    return made.with_made_later(every)


def _part(one: LoadedMember, config: Config, taken: Taken, wrong: dict[str, str]) -> RegionPart:
    member = one.member
    ledger = one.loaded.ledger if one.loaded else None
    fault = one.fault or wrong.get(member.region, "")
    if ledger is not None and not fault and not ledger.rollups and not has_projects(ledger):
        # Nobody who has begun no ledger has said that there is nothing.
        fault = "台账里还没有项目，也没有汇总"
    if ledger is None or fault:
        return RegionPart(member=member, fault=fault or "台账读不了")
    return RegionPart(
        member=member,
        ledger=renamed(ledger, config, member.region, taken),
        known_to=_known_to(ledger),
    )


def _known_to(ledger: Ledger) -> date | None:
    """The last day of which a member tells, where it tells of each month."""
    if ledger.reports:
        return ledger.reports[-1].month.last
    if ledger.rollups and not ledger.projects:
        return max(one.date for one in ledger.rollups)
    return None
