"""What projects are grouped by, in which group each stands, and the order of the groups.

Owns the vocabulary of `--by`.  Must not add anything up.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from sangeyipi.model.ledger import Bands, Config
from sangeyipi.model.project import Level, Project
from sangeyipi.model.rounding import plain

_UNSAID = "未填"


class By(StrEnum):
    """What a summary can be broken down by; the Chinese words are names of the same."""

    PHASE = "phase"
    BATCH = "batch"
    SECTOR = "sector"
    UNIT = "unit"
    BAND = "band"
    LEVEL = "level"

    @property
    def word(self) -> str:
        """In Chinese."""
        return _WORDS[self]

    @classmethod
    def named(cls, text: str) -> "By | None":
        """By its English or Chinese name."""
        return next((by for by in cls if text in (by.value, by.word)), None)


_WORDS = {
    By.PHASE: "期",
    By.BATCH: "批",
    By.SECTOR: "领域",
    By.UNIT: "责任单位",
    By.BAND: "规模",
    By.LEVEL: "包联级别",
}


def labels(project: Project, by: By, config: Config) -> Iterable[str]:
    """The groups of a project: one, or with cumulative bands every band it reaches."""
    if by is By.BAND:
        return _bands(project.investment, config)
    word = _said(project, by)
    return [_UNSAID + by.word if word is None else word]


def _said(project: Project, by: By) -> str | None:
    if by is By.SECTOR:
        return project.sector
    return project.unit if by is By.UNIT else project.level


def groups_shown_empty(config: Config, by: By) -> list[str]:
    """Groups that are shown even when empty: bands, as a report counts them."""
    return band_labels(config) if by is By.BAND else []


def order(by: By, config: Config) -> Callable[[str, int], tuple[bool, int, int, str]]:
    """Where a group stands, by its label and size: as declared, from large to small, or by size."""
    fixed: dict[By, Iterable[str]] = {
        By.SECTOR: config.sectors,
        By.BAND: band_labels(config),
        By.LEVEL: list(Level),
    }
    place = {str(label): i for i, label in enumerate(fixed.get(by, []))}

    def key(label: str, count: int) -> tuple[bool, int, int, str]:
        return label.startswith(_UNSAID), place.get(label, len(place)), -count, label

    return key


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


def _bands(investment: Decimal | None, config: Config) -> Iterable[str]:
    if investment is None:
        return [_UNSAID + "总投资"]
    labels = band_labels(config)
    fits = [i for i, floor in enumerate(config.band_floors) if investment >= floor]
    if config.conventions.bands is Bands.NESTED:
        return [labels[i] for i in fits]
    return [labels[fits[0] if fits else -1]] if labels else []
