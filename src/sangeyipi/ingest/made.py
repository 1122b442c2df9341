"""The projects that drafts make, each with its 编号; rows of which none can be made, refused.

Owns the step from facts to records, and which row is to blame for what is wrong with its project.
Drafts that say the same keys are made together (`store/alike.py`).
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sangeyipi.compare.fields import Path, nested
from sangeyipi.ingest.drafts import Draft
from sangeyipi.ingest.findings import Rejected
from sangeyipi.ingest.numbering import Newcomer, numbered
from sangeyipi.model import term
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.place import Place
from sangeyipi.model.project import Project
from sangeyipi.model.stages import Batch
from sangeyipi.store.alike import made_alike
from sangeyipi.store.records import RecordType

#: Where records of an import stand, as diagnostics of them say.
HERE = "import"
_ID = (term.ID,)
_LISTS = tuple((term.LISTED, str(one)) for one in Batch)


class MadeProject(NamedTuple):
    """A project made of a draft."""

    draft: Draft
    project: Project
    changed: bool


def made_of(
    drafts: Sequence[Draft], ledger: Ledger
) -> tuple[list[MadeProject], dict[int, Rejected]]:
    """A project of each draft; rows of which none can be made, refused."""
    _number(drafts, ledger)
    made: list[MadeProject] = []
    invalid: dict[int, Rejected] = {}
    for at, (draft, sound) in enumerate(zip(drafts, _plainly(drafts), strict=True)):
        faults: list[Diagnostic] = []
        project = sound if sound is not None else _read(draft, at, faults)
        if faults or project is None:
            for fault in faults:
                invalid.update(blamed(draft, fault))
            continue
        before = draft.before
        if before is not None and project == before:
            project = before
        made.append(MadeProject(draft, project, project is not before))
    return made, invalid


def _plainly(drafts: Sequence[Draft]) -> list[Project | None]:
    """A project of each draft that is plainly sound; those that say the same keys at once."""
    found: list[Project | None] = [None] * len(drafts)
    alike: dict[tuple[Path, ...], list[int]] = {}
    for at, draft in enumerate(drafts):
        alike.setdefault(tuple(draft.facts), []).append(at)
    for paths, places in alike.items():
        rows = [tuple(drafts[at].facts.values()) for at in places]
        origins = [Place(HERE, (at,)) for at in places]
        for at, project in zip(places, made_alike(Project, paths, rows, origins), strict=True):
            found[at] = project
    return found


def _read(draft: Draft, at: int, faults: list[Diagnostic]) -> Project | None:
    return RecordType.of(Project).read(nested(draft.facts), Place(HERE, (at,)), faults)


def _number(drafts: Sequence[Draft], ledger: Ledger) -> None:
    """Give an 编号 to each draft that has none."""
    new = [draft for draft in drafts if _ID not in draft.facts]
    own = {str(draft.facts[_ID]) for draft in drafts if _ID in draft.facts}
    newcomers = [Newcomer(_first_phase(draft), draft.name) for draft in new]
    for draft, id in zip(new, numbered(newcomers, ledger, own), strict=True):
        draft.facts[_ID] = id


def _first_phase(draft: Draft) -> int | None:
    facts = draft.facts
    return min([int(str(facts[path])) for path in _LISTS if path in facts], default=None)


def is_listed(draft: Draft) -> bool:
    """Whether anybody says on which list it stands."""
    return not draft.facts.keys().isdisjoint(_LISTS)


def blamed(draft: Draft, fault: Diagnostic) -> Iterator[tuple[int, Rejected]]:
    """The row that brought what is wrong with its project; all of them where none did alone."""
    path = tuple(str(one) for one in fault.place.path[1:])
    source = draft.sources.get(path)
    cells = {
        one.origin.number: [fact.cell for fact in one.facts.values()] for one in draft.group.rows
    }
    reason = fault.message + (f"。{fault.remedy}" if fault.remedy else "")
    for one in reversed(draft.group.rows):
        if one.origin.number not in draft.outcomes:
            continue
        if source is None or source.cell in cells[one.origin.number]:
            cell = source.cell if source else one.origin.cell
            yield one.origin.number, Rejected(cell, one.origin.row, reason)
            if source is not None:
                return
