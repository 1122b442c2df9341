"""Tables by sector, responsible unit or investment band: each project once.

Rollups know none of these, so they are left out and named in a footnote.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from sangeyipi.model.ledger import Bands, Config
from sangeyipi.model.project import Project
from sangeyipi.model.rounding import plain
from sangeyipi.model.stages import STEP, Milestone
from sangeyipi.model.table import Cell, Column, Kind, Row, Table
from sangeyipi.stats import notes
from sangeyipi.stats.figures import Figures
from sangeyipi.stats.rates import ratio
from sangeyipi.stats.scope import Scope
from sangeyipi.stats.selection import population


class By(StrEnum):
    """What a summary can be broken down by; the Chinese words are names of the same."""

    PHASE = "phase"
    BATCH = "batch"
    SECTOR = "sector"
    UNIT = "unit"
    BAND = "band"

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
}
_MILESTONE_KEYS = {
    Milestone.SIGNED: "signed",
    Milestone.COMMITTED: "committed",
    Milestone.STARTED: "started",
    Milestone.PRODUCING: "producing",
    Milestone.AT_CAPACITY: "at_capacity",
}
_UNSAID = "未填"


@dataclass
class _Group:
    """The projects of one row, added up.  Investments in 亿元."""

    label: str
    count: int = 0
    investment: Decimal = Decimal(0)
    without_investment: list[str] = field(default_factory=list)
    reached: dict[Milestone, int] = field(default_factory=lambda: dict.fromkeys(Milestone, 0))
    undecided: dict[Milestone, int] = field(default_factory=lambda: dict.fromkeys(Milestone, 0))
    undated: list[str] = field(default_factory=list)
    #: Projects that may belong here or not: nobody says whether the platform counts them.
    unsure: list[str] = field(default_factory=list)

    def add(self, project: Project, progress: tuple[int, int]) -> None:
        self.count += 1
        if project.investment is None:
            self.without_investment.append(project.id)
        else:
            self.investment += project.investment
        certain, possible = progress
        if possible > certain:
            self.undated.append(project.id)
        for milestone, step in STEP.items():
            self.reached[milestone] += step <= certain
            self.undecided[milestone] += certain < step <= possible

    @property
    def known_investment(self) -> Decimal | None:
        return None if self.without_investment else self.investment


def breakdown(figures: Figures, by: By, scope: Scope) -> Table:
    """Projects by sector, unit or band.  Id: `by-sector`, `by-unit`, `by-band`.

    With phases in `scope` those listed there, without all of them, listed or not.
    """
    config = figures.ledger.config
    groups = _groups(config, by)
    whole = _Group("合计")
    nested = by is By.BAND and config.conventions.bands is Bands.NESTED
    for project in population(figures.ledger, scope, figures.as_of):
        into = [whole, *(groups.setdefault(x, _Group(x)) for x in _labels(project, by, config))]
        for group in into:
            if scope.on_platform is not None and project.on_platform is None:
                group.unsure.append(project.id)
            else:
                group.add(project, project.progress(figures.as_of))
    ordered = _ordered(groups, by, config)
    rows = [_row(by, group, whole, 1) for group in ordered]
    total = _row(by, whole, whole, 0)
    remarks = [*_remarks(figures, by, scope, whole, nested)]
    if not nested:
        remarks += notes.rounding([("", rows, total)], config.conventions.amount_places)
    where = scope.phases.title if scope.phases else ""
    platform = {None: "", True: "（监管平台口径）", False: "（非监管平台口径）"}[scope.on_platform]
    return Table(
        f"by-{by}",
        f"{config.region or ''}{where}“三个一批”项目按{by.word}{platform}",
        _columns(by),
        (*rows, total) if whole.count or whole.unsure else (),
        (*notes.opening(figures), *dict.fromkeys(remarks)),
        config.conventions.amount_places,
    )


def _columns(by: By) -> tuple[Column, ...]:
    return (
        Column(by.value, by.word),
        Column("count", "个数", Kind.COUNT),
        Column("share_count", "个数 占比", Kind.RATE),
        Column("investment", "总投资", Kind.AMOUNT),
        Column("share_investment", "投资 占比", Kind.RATE),
        *(Column(key, f"已{m}", Kind.RATE) for m, key in _MILESTONE_KEYS.items()),
    )


def _groups(config: Config, by: By) -> dict[str, _Group]:
    """Groups that are shown even when empty: bands, as a report counts them."""
    labels = band_labels(config) if by is By.BAND else []
    return {label: _Group(label) for label in labels}


def _labels(project: Project, by: By, config: Config) -> Iterator[str]:
    if by is By.SECTOR:
        yield project.sector or _UNSAID + by.word
    elif by is By.UNIT:
        yield project.unit or _UNSAID + by.word
    else:
        yield from _bands(project.investment, config)


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


def _ordered(groups: dict[str, _Group], by: By, config: Config) -> list[_Group]:
    """Sectors as declared, bands from large to small, units by number of projects."""
    fixed = {By.SECTOR: list(config.sectors), By.BAND: band_labels(config)}.get(by, [])
    place = {label: i for i, label in enumerate(fixed)}

    def key(group: _Group) -> tuple[bool, int, int, str]:
        unsaid = group.label.startswith(_UNSAID)
        return unsaid, place.get(group.label, len(place)), -group.count, group.label

    return sorted(groups.values(), key=key)


def _row(by: By, group: _Group, whole: _Group, level: int) -> Row:
    investment = group.known_investment
    cells: dict[str, Cell] = {by.value: group.label, "count": group.count, "investment": investment}
    unsure = bool(group.unsure)
    part, all_of = Decimal(group.count), Decimal(whole.count)
    cells["share_count"] = None if whole.unsure else ratio("个数占比", part, all_of)
    cells["share_investment"] = (
        None if whole.unsure else ratio("投资占比", investment, whole.known_investment, True)
    )
    for milestone, key in _MILESTONE_KEYS.items():
        known = None if unsure or group.undecided[milestone] else group.reached[milestone]
        reached = None if known is None else Decimal(known)
        cells[key] = ratio(f"已{milestone}占比", reached, part)
    bounds = [key for key in ("count", "investment") if unsure and cells[key] is not None]
    return Row(cells, tuple(bounds), level)


def _remarks(figures: Figures, by: By, scope: Scope, whole: _Group, nested: bool) -> Iterator[str]:
    yield "每个项目只计一次；“已签约”等列为达到该节点的个数÷本行个数。"
    if by is By.BAND:
        yield "各档含下限，不含上限。" + ("各档累计，故不等于合计。" if nested else "")
    if not whole.count and not whole.unsure:
        yield "没有逐项登记的项目。"
    yield from notes.rollups_left_out(figures, scope, f"按{by.word}拆分")
    yield from notes.projects_lacking("总投资", whole.without_investment)
    yield from notes.projects_lacking("节点日期", whole.undated)
    yield from notes.platform_unsaid(whole.unsure)
