"""Projects: a life, a name, amounts and people put together, as they will be written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from county.lives import Life, planned_days, withdrawal_day
from county.luck import Dice
from county.setting import PLACE
from county.words import (
    ATTENDANTS,
    BRANDS,
    LEADERS,
    NOTES,
    REASONS,
    SECTOR_MIX,
    SECTORS,
    TOWNS,
    Sector,
)


@dataclass(frozen=True, slots=True)
class Project:
    """One project as it is written; amounts in 万元, dates as text (day, month or 已).

    `yearly` is what is to be invested in each year, `monthly` in each month of one; what a project
    needs (`needs`), its statistics and its exemption are keys and what stands behind them.
    """

    code: str
    name: str
    sector: str
    total: int
    arrived: int | None
    on_platform: bool
    builder: str
    unit: str
    leader: str
    attendant: str
    listed: Mapping[str, int]
    reached: Mapping[str, str]
    planned: Mapping[str, str]
    withdrawn: tuple[str, str] | None
    note: str | None
    level: str | None = None
    yearly: Mapping[int, int] = field(default_factory=dict)
    locality: str | None = None
    monthly: Mapping[int, Sequence[int]] = field(default_factory=dict)
    land: Mapping[str, object] = field(default_factory=dict)
    needs: Mapping[str, str] = field(default_factory=dict)
    statistics: Mapping[str, str] = field(default_factory=dict)
    whitelisted: bool | None = None
    exempt: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Identity:
    """What a project is called and who is behind it."""

    name: str
    sector: Sector
    builder: str
    unit: str


def draw_identity(dice: Dice, number: int | None = None) -> Identity:
    """Draw a name. A bench ledger's number makes it unique; without one the caller draws again."""
    sector = SECTORS[dice.pick(SECTOR_MIX)]
    work = dice.pick(sector.works)
    owner = dice.pick(TOWNS if sector.public else BRANDS)
    builder = PLACE if sector.public else f"{PLACE[:-1]}{owner}"
    unit, mark = work.unit, ""
    if number is not None:
        mark = f"{number:07d}号"
        unit = f"{dice.pick(TOWNS)}人民政府" if dice.chance(30) else unit
    name = f"{PLACE}{owner}{mark}{work.stem}"
    return Identity(name, sector, f"{builder}{work.trade}有限公司", f"{PLACE}{unit}")


# 万元, each as likely as the next; public works stay in the first five.
SIZES = (
    (3_000, 10_000),
    (10_000, 30_000),
    (10_000, 50_000),
    (30_000, 60_000),
    (50_000, 80_000),
    (50_000, 100_000),
    (80_000, 150_000),
    (100_000, 300_000),
    (200_000, 500_000),
    (450_000, 1_300_000),
)
STEPS = (10_000, 10_000, 5_000, 1_000, 1_000, 1_000, 100, 100, 1)


def _investment(dice: Dice, sector: Sector) -> int:
    low, high = dice.pick(SIZES[:5] if sector.public else SIZES)
    amount = dice.between(low, high)
    return max(low, amount - amount % dice.pick(STEPS))


def draw_level(dice: Dice, total: int) -> str:
    """Of which level the leader is; a surname stands for many people, so it says nothing here."""
    if total >= 300_000:
        return dice.pick(("省级", "市级", "市级", "县级"))
    if total >= 100_000:
        return dice.pick(("市级", "县级", "县级", "县级"))
    if total < 20_000:
        return dice.pick(("县级", "县级", "乡级"))
    return "市级" if dice.chance(4) else "县级"


SHARES = {"签约": (2, 12), "履约": (5, 25), "开工": (20, 75), "投产": (70, 96), "达效": (90, 100)}


def draw_funds(dice: Dice, total: int, stage: str) -> int:
    """Funds arrived, more the further it has come; to the million once they are large."""
    amount = total * dice.between(*SHARES[stage]) // 100
    return amount - amount % 100 if amount > 10_000 else amount


@cache
def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _texts(dice: Dice, days: Mapping[str, int], monthly: int) -> dict[str, str]:
    """Dates as text, `monthly` percent of them to the month only."""
    return {key: _iso(day)[: 7 if dice.chance(monthly) else 10] for key, day in days.items()}


def draw_project(
    dice: Dice, code: str, identity: Identity, life: Life, *, full: bool = False
) -> Project:
    """Fill in the rest; `full` leaves out none of the optional amounts and notes."""
    total, stage = _investment(dice, identity.sector), life.stage()
    arrived = draw_funds(dice, total, stage) if dice.chance(80) or full else None
    withdrawal = withdrawal_day(dice, life)
    return Project(
        code=code,
        name=identity.name,
        sector=identity.sector.name,
        total=total,
        arrived=arrived,
        on_platform=dice.chance(88),
        builder=identity.builder,
        unit=identity.unit,
        leader=dice.pick(LEADERS),
        attendant=dice.pick(ATTENDANTS),
        listed=life.listed,
        reached=_texts(dice, life.reached, 8),
        planned=_texts(dice, planned_days(dice, life), 65),
        withdrawn=None if withdrawal is None else (_iso(withdrawal), dice.pick(REASONS)),
        note=dice.pick(NOTES[stage]) if withdrawal is None and (full or dice.chance(25)) else None,
    )
