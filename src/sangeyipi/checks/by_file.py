"""A ledger of which one file was changed, judged by what is remembered of the others.

The reason: to check again what was found sound a minute ago takes most of the time that a large
ledger of which one file changed takes.  All rules of projects but those named here look at one
project, or at those of one file: where each file by itself breaks none, and nothing that only two
files can break is in sight, the ledger breaks none.  What two files can break: a 编号, a name or a
项目代码 that both have, an amount that is odd beside the others, a text that looks like another.
That is all that this can ever say; else, and of a ledger with anything beside its projects, the
rules are asked as ever.  `tests/checks/test_by_file.py` holds the two to the same, by the
catalogue's example of each rule, each of its projects in a file of its own.
"""

from collections.abc import Sequence
from datetime import date
from itertools import chain
from typing import Any

from sangeyipi.checks import run
from sangeyipi.checks.amounts import slips_of
from sangeyipi.checks.columns import check_units
from sangeyipi.checks.digests import all_distinct, are_digests, digests
from sangeyipi.checks.ids import folded_id, folded_ids
from sangeyipi.checks.projects import check_similar_names, folded_names
from sangeyipi.checks.register_dates import dates_once
from sangeyipi.checks.run import Looked
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.ledger import Config, Ledger
from sangeyipi.model.project import Project
from sangeyipi.model.project_file import ProjectFile
from sangeyipi.store.beside import MOST_FILES
from sangeyipi.store.kinds import KINDS
from sangeyipi.store.lasting import key_of
from sangeyipi.store.load import Loaded
from sangeyipi.store.plain import UNFIT

#: What a ledger is made of besides, which rules hold against its projects.
_OTHERS = tuple(one.part for one in KINDS if one.part not in ("config", "projects"))
#: What is sound by what is known of a file: no slip, and no two names that are the same.
_SEEN = frozenset({check_units, check_similar_names})
#: What is remembered of a file that is not sound by itself, or may not be beside others.
_OF_NO_USE = ()


class FileFacts(NamedTuple):
    """Of the projects of a sound file, what two files can break together.

    Of texts it has digests: that two are the same by chance says no more than that the rules are
    to be asked.
    """

    #: The ordinal of the last day that one of them tells a fact of.
    latest: int
    ids: bytes
    names: bytes
    codes: bytes


class ByFile(NamedTuple):
    """A ledger of projects alone, file by file."""

    files: tuple[ProjectFile, ...]
    ledger: Ledger
    strict: bool
    past: bool
    #: What the facts of a file are remembered as.
    name: str

    @staticmethod
    def of(loaded: Loaded, strict: bool, past: bool) -> "ByFile | None":
        """None: it has to be judged as a whole."""
        ledger = loaded.ledger
        if not loaded.as_read or ledger is None or ledger.files is None or loaded.diagnostics:
            return None
        if len(ledger.files) < 2 or (loaded.key and len(ledger.files) > MOST_FILES):
            return None
        if ledger.parts or any(getattr(ledger, one) for one in _OTHERS):
            return None
        return ByFile(ledger.files, ledger, strict, past, _name(ledger.config, strict, past))

    def sound(self, today: date | None) -> bool:
        """Whether it is known to break no rule; False says nothing."""
        known = [_restored(one.known.get(self.name)) for one in self.files]
        missing = [at for at, one in enumerate(known) if one is None]
        if _OF_NO_USE in known or len(missing) * 2 > len(self.files):
            return False
        for at in missing:
            facts = known[at] = self._judged(self.files[at])
            self.files[at].known.put(self.name, tuple(facts))
            if facts == _OF_NO_USE:
                return False
        every = [one for one in known if isinstance(one, FileFacts)]
        if today is not None and max(one.latest for one in every) > today.toordinal():
            return False
        return all(
            all_distinct([getattr(one, name) for one in every])
            for name in ("ids", "names", "codes")
        )

    def keep(self) -> None:
        """Remember of each file that it is sound: the whole of them was found to be."""
        for one in self.files:
            if one.known.get(self.name) is None:
                alone = Ledger(config=self.ledger.config, projects=one.projects())
                one.known.put(self.name, tuple(_facts(alone, Looked.at(alone))))

    def _judged(self, file: ProjectFile) -> "FileFacts | tuple[()]":
        return _judged(self.ledger.config, file.projects(), self.strict, self.past)


def facts_of(config: Config, projects: Sequence[Project]) -> tuple[str, Any] | None:
    """What `check` by default wants to know of a file, and as what; None: it is not sound."""
    facts = _judged(config, projects, False, False)
    return None if facts == _OF_NO_USE else (_name(config, False, False), tuple(facts))


def _name(config: Config, strict: bool, past: bool) -> str:
    return key_of("sound", repr(config), f"{strict} {past}")


def _judged(
    config: Config, projects: Sequence[Project], strict: bool, past: bool
) -> "FileFacts | tuple[()]":
    alone = Ledger(config=config, projects=_in_order(projects))
    looked = Looked.at(alone)
    facts = _facts(alone, looked)
    if not isinstance(facts, FileFacts) or not all_distinct([facts.names]):
        return _OF_NO_USE
    looked = looked._replace(silent=_SEEN)
    found = run.check(Loaded(alone, (), {}), strict, past=past, looked=looked)
    return _OF_NO_USE if found else facts


def _in_order(projects: Sequence[Project]) -> tuple[Project, ...]:
    """As a ledger has them."""
    return tuple(sorted(projects, key=lambda one: one.id))


def _facts(alone: Ledger, looked: Looked) -> "FileFacts | tuple[()]":
    """What two files can break of these, where nothing of them depends on how others look."""
    projects = alone.projects
    if any(True for _ in slips_of(alone)) or looked.texts.any_suspect(projects):
        return _OF_NO_USE
    days = chain(looked.dates.facts, dates_once(alone))
    return FileFacts(
        max((when.first.toordinal() for when in days), default=0),
        digests(folded_ids([one.id for one in projects])),
        digests(folded_names([one.name for one in projects])),
        digests(folded_id(one.code) for one in projects if one.code is not None),
    )


def _restored(plain: Any) -> "FileFacts | tuple[()] | None":
    if plain == _OF_NO_USE:
        return _OF_NO_USE
    try:
        found = FileFacts(*plain)
        sound = isinstance(found.latest, int) and all(map(are_digests, plain[1:]))
        return found if sound else None
    except UNFIT:
        return None
