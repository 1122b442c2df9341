"""The life of a project: on which lists it stands and when it takes each step.  Days are ordinals.

Owns what happens, not how it is told: a day may be written to the month only.
"""

from __future__ import annotations

from dataclasses import dataclass

from county.luck import Dice
from county.setting import HORIZON, MILESTONES, PHASES


@dataclass(frozen=True, slots=True)
class Life:
    """Batch → phase in which it is listed, and milestone → day on which it was reached."""

    listed: dict[str, int]
    reached: dict[str, int]

    def last(self) -> int:
        """The day of the last milestone reached (they are put in in order)."""
        return next(reversed(self.reached.values()))

    def stage(self) -> str:
        """The last milestone reached."""
        return next(reversed(self.reached))


def _enter(dice: Dice, batch: str, phase: int) -> Life:
    """Start a project that first stands on this list, with the steps it took before."""
    day = PHASES[phase - 1] + dice.between(-15, 5)
    if batch == "签约":
        return Life({batch: phase}, {"签约": day})
    started = day - (dice.between(200, 480) if batch == "投产" else 0)
    kept = started - dice.between(15, 90)
    reached = {"签约": kept - dice.between(10, 60), "履约": kept}
    if batch == "投产":
        reached["开工"] = started
    if dice.chance(95):  # the others stand on the list and have yet to take its step
        reached[batch] = day
    return Life({batch: phase}, reached)


def _move(dice: Dice, life: Life, batch: str, phase: int) -> bool:
    """Take the batch's step at that phase and go on its list (转化); False if it is not taken."""
    if phase > len(PHASES):  # since the last phase: it waits for the next one's list
        taken = phase == len(PHASES) + 1 and dice.chance(45)
        if taken:
            life.reached[batch] = max(HORIZON - dice.between(5, 70), life.last() + 1)
        return taken
    if dice.chance(96):  # a few take the step and are never listed for it
        life.listed[batch] = phase
        if dice.chance(4):  # and a few are listed and have yet to take it
            return False
    life.reached[batch] = max(PHASES[phase - 1] + dice.between(-15, 8), life.last() + 1)
    return True


def live(dice: Dice, batch: str, phase: int) -> Life:
    """Lead a whole life up to the horizon; who enters late has less time, so gets less far."""
    life = _enter(dice, batch, phase)
    if batch == "签约":
        if not dice.chance(97):
            return life
        life.reached["履约"] = life.last() + dice.between(15, 50)
        phase += dice.pick((1, 1, 1, 1, 2, 2, 3))
        if not (dice.chance(96) and _move(dice, life, "开工", phase)):
            return life
    if life.stage() == "开工" and batch != "投产":
        phase += dice.pick((1, 2, 2, 3, 3, 4))
        if not (dice.chance(88) and _move(dice, life, "投产", phase)):
            return life
    if life.stage() == "投产" and dice.chance(82):
        full = life.last() + dice.between(90, 400)
        if full <= HORIZON:
            life.reached["达效"] = full
    return life


def withdrawal_day(dice: Dice, life: Life) -> int | None:
    """The day on which a project that never produced left, well after all it did."""
    if "投产" in life.reached or not dice.chance(30):
        return None
    listed = PHASES[max(life.listed.values()) - 1]
    day = max(life.last(), listed) + dice.between(60, 240)
    return day if day <= HORIZON else None


def planned_days(dice: Dice, life: Life) -> dict[str, int]:
    """Planned days, each more than a month after the step before it was planned or taken."""
    plans: dict[str, int] = {}
    entry = MILESTONES.index(next(iter(life.listed)))
    before = life.reached["签约"]
    for milestone, low, high in (("开工", 50, 170), ("投产", 180, 400), ("达效", 90, 240)):
        place = MILESTONES.index(milestone)
        before = max(before, life.reached.get(MILESTONES[place - 1], before))
        if place > entry or milestone not in life.reached:
            before += dice.between(low, high)
            if milestone != "达效" or not plans or dice.chance(70):
                plans[milestone] = before
    return plans
