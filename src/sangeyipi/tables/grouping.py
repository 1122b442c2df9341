"""What a summary is broken down by: in which group each project stands, in which order groups do.

Owns the vocabulary of `--by`.  Must not add anything up.
"""

from collections.abc import Callable, Iterable
from enum import EnumType
from itertools import pairwise
from typing import Any, get_args

from sangeyipi.model import term
from sangeyipi.model.declared import value_types
from sangeyipi.model.lazy_dataclass import dataclass
from sangeyipi.model.ledger import Bands, Config
from sangeyipi.model.project import Project, project_keys
from sangeyipi.model.rounding import plain

_UNSAID = "未填"


def _none(config: Config) -> Iterable[str]:
    return ()


@dataclass(frozen=True, eq=False, slots=True)
class Grouping:
    """One way to break a summary down, by its English name and its Chinese one."""

    key: str
    word: str
    #: The groups that a project stands in, mostly one; None: its listings are grouped, by a table
    #: of its own.
    groups: Callable[[Project, Config], Iterable[str]] | None
    #: The groups that have a place of their own, in order; the others follow by size.
    places: Callable[[Config], Iterable[str]] = _none
    #: Whether these are shown even when empty, as a report counts bands.
    shows_empty: bool = False
    #: Whether a project may name several (people), each of whom has it in the own row.
    several: bool = False
    #: Whether a summary by it counts listings, in a table of its own, as by 期.
    by_lists: bool = False

    @property
    def apart(self) -> str:
        """How a table broken down by it is called: 分领域, 分批次."""
        return f"分{self.word}{'次' if self.word == term.BATCH else ''}"

    @property
    def of_lists(self) -> bool:
        """Whether a summary by it counts each listing."""
        return self.groups is None or self.by_lists

    @property
    def of_projects(self) -> bool:
        """Whether each project is counted once."""
        return self.groups is not None

    def labels(self, project: Project, config: Config) -> Iterable[str]:
        """The groups of a project: one, or with cumulative bands every band it reaches."""
        return self.groups(project, config) if self.groups else ()

    def shown_empty(self, config: Config) -> Iterable[str]:
        """Groups that are shown even when empty."""
        return self.places(config) if self.shows_empty else ()

    def order(self, config: Config) -> Callable[[str, int], tuple[bool, int, int, str]]:
        """Where a group stands, by its label and size: as declared, or from large to small."""
        place = {str(label): i for i, label in enumerate(self.places(config))}

        def key(label: str, count: int) -> tuple[bool, int, int, str]:
            return is_unsaid(label), place.get(label, len(place)), -count, label

        return key


def is_unsaid(label: str) -> bool:
    """Whether a group is of those of whom nobody says where they belong."""
    return label.startswith(_UNSAID)


def band_labels(config: Config) -> list[str]:
    """The bands' names, largest first: 100亿元以上, 50—100亿元, … ; each holds its lower bound."""
    floors = [plain(floor) for floor in config.band_floors]
    if config.conventions.bands is Bands.NESTED:
        return [f"{floor}亿元以上" for floor in floors]
    if not floors:
        return []
    return [
        f"{floors[0]}亿元以上",
        *(f"{low}-{high}亿元" for high, low in pairwise(floors)),
        f"{floors[-1]}亿元以下",
    ]


def _bands(project: Project, config: Config) -> Iterable[str]:
    """One, or with cumulative bands every one that the project reaches."""
    investment = project.investment
    if investment is None:
        return [_UNSAID + term.INVESTMENT]
    labels = band_labels(config)
    fits = [i for i, floor in enumerate(config.band_floors) if investment >= floor]
    if config.conventions.bands is Bands.NESTED:
        return [labels[i] for i in fits]
    return [labels[fits[0] if fits else -1]] if labels else []


def _by_key(name: str) -> Grouping:
    """By what projects say of a key, as the key declares."""

    key = project_keys()[name]

    def groups(project: Project, config: Config) -> Iterable[str]:
        return key.named(getattr(project, name)) or [_UNSAID + key.word]

    words = words_of(value_types(Project)[name])
    return Grouping(
        name, key.word, groups, _PLACES.get(name, lambda config: words), several=key.several
    )


def words_of(kind: Any) -> tuple[str, ...]:
    """The words of an enumeration, in order; of a text any may be said."""
    enumerated = next((one for one in (kind, *get_args(kind)) if isinstance(one, EnumType)), None)
    return tuple(map(str, enumerated)) if enumerated else ()


#: Keys whose values the ledger declares, in its own order.
_PLACES: dict[str, Callable[[Config], Iterable[str]]] = {"sector": lambda config: config.sectors}
#: By what a project says of itself, by the name of the field.
OF_KEYS = {name: _by_key(name) for name, key in project_keys().items() if key.grouped}
PHASE = Grouping("phase", term.PHASE, None)
BATCH = Grouping("batch", term.BATCH, None)
BAND = Grouping("band", "规模", _bands, band_labels, shows_empty=True)
#: By the ledgers that one is made of; a county's own projects are all of one place.
REGION = Grouping(
    "region",
    term.REGION,
    lambda project, config: [project.region or config.region or _UNSAID + term.REGION],
    lambda config: [one.region for one in config.members],
    by_lists=True,
)
#: Every one that `--by` takes.
GROUPINGS = (PHASE, BATCH, *OF_KEYS.values(), BAND, REGION)


def named(text: str) -> Grouping | None:
    """A grouping by its English or Chinese name."""
    return next((by for by in GROUPINGS if text in (by.key, by.word)), None)
