"""Section one counted again, listing by listing, with nothing of `stats`: both must agree.

Simple and slow on purpose.  Only for ledgers of projects; rollups have properties of their own.
"""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sangeyipi.api import summary
from sangeyipi.figures.resolve import Figures
from sangeyipi.model.document import answer
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.phases import parse_phases
from sangeyipi.model.project import Project
from sangeyipi.render.json import to_json
from sangeyipi.tables.pictures.pictures import MAKERS

from .strategies import HELD, days, ledgers_of_projects

ORDER = ["签约", "履约", "开工", "投产", "达效"]
STEPS = {"签约": ("签约", "开工"), "开工": ("开工", "投产"), "投产": ("投产", "达效")}


class Oracle:
    """One ledger on one day."""

    def __init__(self, ledger: Ledger, as_of: date | None) -> None:
        self.as_of = as_of
        #: (project, batch, phase) for every listing there is by then.
        self.listings = [
            (project, str(batch), phase)
            for project in ledger.projects
            for batch, phase in project.listed.items()
            if as_of is None or HELD[phase] <= as_of
        ]

    def gone(self, project: Project) -> bool:
        left = project.withdrawn
        return left is not None and (self.as_of is None or left.date.last <= self.as_of)

    def has(self, project: Project, milestone: str) -> bool | None:
        """Whether it was reached; None: by a step of which nobody says when."""
        wanted = ORDER.index(milestone)
        days = {ORDER.index(str(one)): when for one, when in project.milestones.items()}
        if self.as_of is None:
            return any(at >= wanted for at in days)
        dated = {at: when.last for at, when in days.items() if when.text != "已"}
        if any(at >= wanted and day <= self.as_of for at, day in dated.items()):
            return True
        perhaps = [at for at, when in days.items() if at >= wanted and when.text == "已"]
        to_come = [at for at, day in dated.items() if day > self.as_of]
        if any(all(at < other for other in to_come) for at in perhaps):
            return None
        return False

    def select(self, phases: list[int], batch: str | None) -> list[Project]:
        return [
            project
            for project, on, phase in self.listings
            if phase in phases and batch in (None, on)
        ]

    def narrow(self, phases: list[int]) -> bool | None:
        """The platform value that all share who count there, else all who ever stood there."""
        found = self.select(phases, None)
        values = {p.on_platform for p in [p for p in found if not self.gone(p)] or found}
        return values.pop() if len(values) == 1 else None

    def row(self, phases: list[int], batch: str | None, platform: bool | None) -> dict[str, Any]:
        found = self.select(phases, batch)
        inside = [p for p in found if platform is None or p.on_platform is platform]
        bound = platform is not None and any(
            p.on_platform is None and not self.gone(p) for p in found
        )
        there = [p for p in inside if not self.gone(p)]
        row: dict[str, Any] = {"count": None, "investment": None, "bounds": set()}
        unknown = any(p.investment is None for p in there)
        if inside:
            row["count"] = len(there)
            row["investment"] = None if unknown else sum(p.investment or 0 for p in there)
            sizes = {key for key in ("count", "investment") if row[key] is not None}
            row["bounds"] |= sizes if bound else set()
        for prefix, milestone in zip(("own", "next"), STEPS.get(batch or "", ()), strict=False):
            row[f"{prefix}_reached"] = row[f"{prefix}_rate"] = None
            row[f"{prefix}_rate_investment"] = None
            if not inside:
                continue
            answers = {p.id: self.has(p, milestone) for p in there}
            done = [p for p in there if answers[p.id]]
            if None in answers.values():
                # Of what is at least nothing, nothing is known.
                row[f"{prefix}_reached"] = len(done) or None
                row["bounds"] |= {f"{prefix}_reached"} if done else set()
                continue
            row[f"{prefix}_reached"] = len(done)
            row["bounds"] |= {f"{prefix}_reached"} if bound else set()
            if there and not bound:
                row[f"{prefix}_rate"] = Fraction(len(done), len(there))
            if there and not bound and not unknown:
                part = sum((p.investment or Decimal(0) for p in done), Decimal(0))
                row[f"{prefix}_rate_investment"] = Fraction(part) / Fraction(row["investment"])
        return row


def seen(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the JSON in the oracle's terms."""
    result: dict[str, Any] = {"count": row["count"], "bounds": set(row.get("lower_bounds", ()))}
    result["investment"] = None if row["investment"] is None else Decimal(row["investment"])
    for prefix in ("own", "next"):
        if f"{prefix}_reached" not in row:
            continue
        result[f"{prefix}_reached"] = row[f"{prefix}_reached"]
        for key in (f"{prefix}_rate", f"{prefix}_rate_investment"):
            rate = row[key]
            result[key] = rate and Fraction(rate["numerator"]) / Fraction(rate["denominator"])
    return result


def tables(ledger: Ledger, as_of: date | None, phases: str | None, platform: bool | None) -> Any:
    made = summary(Figures(ledger, as_of), phases, on_platform=platform)
    return {t["id"]: t["rows"] for t in json.loads(to_json(answer(made, "", as_of)))["tables"]}


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Ledger, date | None]:
    """Any projects; half of the ledgers have them all on the platform."""
    as_of = draw(st.none() | days)
    ledger = draw(ledgers_of_projects())
    if draw(st.booleans()):
        found = tuple(replace(p, on_platform=True) for p in ledger.projects)
        ledger = replace(ledger, projects=found)
    return ledger, as_of


PHASES = {"1": [1], "2": [2], "1-2": [1, 2], "1-3": [1, 2, 3], "1,3": [1, 3], "7": [7]}


@settings(max_examples=80, deadline=None)
@given(worlds(), st.sampled_from(list(PHASES)), st.sampled_from((None, True, False)))
def test_one_phase_or_several(
    world: tuple[Ledger, date | None], chosen: str, platform: bool | None
) -> None:
    oracle, phases = Oracle(*world), PHASES[chosen]
    asked = oracle.narrow(phases) if platform is None else platform
    rows = tables(*world, chosen, platform)["phase"]
    assert [row["batch"] for row in rows] == ["签约", "开工", "投产", "合计"]
    assert {row.get("platform") for row in rows} == {asked}
    whole = oracle.row(phases, None, asked)
    for row in rows:
        batch = None if row["batch"] == "合计" else row["batch"]
        expected = oracle.row(phases, batch, asked)
        assert seen(row) == expected
        for key in ("count", "investment"):
            share = row[f"share_{key}"]
            if (
                expected[key] is None
                or not whole[key]
                or key in whole["bounds"] | expected["bounds"]
            ):
                assert share is None
            else:
                assert Fraction(share["numerator"]) == expected[key]
                assert Fraction(share["denominator"]) == whole[key]


@settings(max_examples=60, deadline=None)
@given(worlds(), st.sampled_from((None, True)))
def test_every_phase_and_all_together(
    world: tuple[Ledger, date | None], platform: bool | None
) -> None:
    oracle, as_of = Oracle(*world), world[1]
    held = [number for number, day in HELD.items() if as_of is None or day <= as_of]
    made = tables(*world, None, platform)
    rows = iter(made["phases"])
    for number in held:
        asked = oracle.narrow([number]) if platform is None else platform
        for batch in (None, "签约", "开工", "投产"):
            assert seen(next(rows)) == oracle.row([number], batch, asked)
    assert next(rows, None) is None
    if held:
        asked = oracle.narrow(held) if platform is None else platform
        assert seen(made["cumulative"][-1]) == oracle.row(held, None, asked)


STEP_KEYS = dict(
    zip(("signed", "committed", "started", "producing", "at_capacity"), ORDER, strict=True)
)


@settings(max_examples=80, deadline=None)
@given(worlds(), st.sampled_from(list(PHASES)))
def test_each_project_once(world: tuple[Ledger, date | None], chosen: str) -> None:
    """A lower bound is what is certain, so that no possible truth is less; exact is certain."""
    oracle, figures = Oracle(*world), Figures(*world)
    there = {p.id: p for p in oracle.select(PHASES[chosen], None) if not oracle.gone(p)}.values()
    answers = {one: [oracle.has(p, one) for p in there] for one in ORDER}
    made = summary(figures, chosen, by="sector")
    rows = json.loads(to_json(answer(made, "", world[1])))["tables"][0]["rows"]
    assert bool(rows) is bool(there)
    if not there:
        return
    for key, milestone in STEP_KEYS.items():
        rate = rows[-1][key]
        told = (rate and int(rate["numerator"]), key in rows[-1].get("lower_bounds", ()))
        assert told == at_least(answers[milestone])
    picture = MAKERS["pipeline"](figures, parse_phases(chosen), None).table
    steps = json.loads(to_json(answer([picture], "", world[1])))["tables"][0]["rows"]
    for row, milestone, beyond in zip(steps, ORDER, [*ORDER[1:], None], strict=True):
        bounds = row.get("lower_bounds", ())
        assert (row["reached"], "reached" in bounds) == at_least(answers[milestone])
        if beyond is None:
            assert (row["finished"], "finished" in bounds) == at_least(answers[milestone])
            continue
        assert (row["beyond"], "beyond" in bounds) == at_least(answers[beyond])
        both = zip(answers[milestone], answers[beyond], strict=True)
        assert (row["standing"], "standing" in bounds) == at_least([stands(*one) for one in both])


def stands(here: bool | None, beyond: bool | None) -> bool | None:
    if here is False or beyond is True:
        return False
    return None if here is None or beyond is None else True


def at_least(answers: list[bool | None]) -> tuple[int | None, bool]:
    """How many for certain, and whether it may be more; of at least nothing nothing is known."""
    sure = answers.count(True)
    if None not in answers:
        return sure, False
    return (sure, True) if sure else (None, False)
