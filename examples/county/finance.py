"""Financing (银企对接): what projects want of banks, what is granted and paid out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from county.luck import Dice
from county.needs import began, day_of, ended
from county.projects import Project

BANKS = ("云岫农商银行", "禾丰银行云岫支行", "岚桥银行云岫支行", "砚江村镇银行", "澄湖银行云岫支行")
_QUARTERS = (
    *("2022-03-31", "2022-06-30", "2022-09-30", "2022-12-31"),
    *("2023-03-31", "2023-06-30", "2023-09-30"),
)
_NOTES = ("", "", "", "缺抵押物", "审批中", "首笔已放款")


@dataclass(frozen=True, slots=True)
class Financing:
    """One row: 万元, cumulative; None is unknown."""

    project: str
    bank: str
    day: str
    demand: int | None
    granted: int | None
    drawn: int | None
    note: str = ""


def draw_financing(dice: Dice, project: Project) -> list[Financing]:
    """What one project has at one or two banks, quarter by quarter for some time."""
    first, last = began(project), ended(project)
    quarters = [one for one in _QUARTERS if first < day_of(one) <= last]
    if not quarters:
        return []
    banks = [dice.pick(BANKS)]
    second = dice.pick(BANKS)
    if dice.chance(25) and second not in banks:
        banks.append(second)
    return [row for bank in banks for row in _at_one(dice, project, bank, quarters)]


def _at_one(dice: Dice, project: Project, bank: str, quarters: Sequence[str]) -> list[Financing]:
    unit = 1_000 if project.total >= 50_000 else 100
    demand = max(project.total * dice.between(10, 35) // 100 // unit * unit, unit)
    begin = dice.below(len(quarters))
    granted = drawn = 0
    rows: list[Financing] = []
    for quarter in quarters[begin : begin + dice.between(1, 3)]:
        if dice.chance(65):
            granted = max(granted, demand * dice.between(40, 110) // 100 // unit * unit)
        if granted and dice.chance(70):
            drawn = max(drawn, granted * dice.between(20, 100) // 100 // unit * unit)
        known = dice.chance(90)
        rows.append(
            Financing(
                project=project.code,
                bank=bank,
                day=quarter,
                demand=demand if dice.chance(95) else None,
                granted=granted if known else None,
                drawn=drawn if known else None,
                note=dice.pick(_NOTES),
            )
        )
    return rows
