"""load∘dump is the identity, whatever texts, dates and figures a ledger holds."""

import tempfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sangeyipi.model import dates
from sangeyipi.model.ledger import (
    Bands,
    CompletedBy,
    Conventions,
    Ledger,
    RankGroup,
    RateBase,
    Targets,
)
from sangeyipi.model.month import Month
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.plan import Plan
from sangeyipi.model.project import Level
from sangeyipi.model.statement import Claim, Statement
from sangeyipi.store.kinds import REGISTERS, in_ledgers_order
from sangeyipi.store.settled import load_files

from . import registers
from .strategies import CONFIG, PHASE_SETS, Known, amounts, days, partly_known
from .written import dump

ODD = [
    "~", "null", "Null", "true", "no", "010", "1_000", "12:30", "- a", "a: b", "a #b", "#", "a:",
    "[bold]", "[/]", "{a}", "*a", "&a", "!a", "|", ">", "%", "@a", "`a", "'a'", '"a"', "a\\b",
    "换行\n第二行", "\ta", "a\t", " a", "a ", "---", "...", "?", "? a", "：", "，", "“引号”", "🚧",
    "\x1b[31m红", "\u200b", "\u2028", "\x85", "\ufeff", "\u00a0", "=1+1", "<<", "a,b", "é", "\x7f",
    "\U0001f600", "\ufffe", "𠮷", "e\u0301",
]  # fmt: skip
texts = st.sampled_from(ODD) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufffe\uffff"),
    min_size=1,
    max_size=12,
)
said = texts.filter(lambda text: bool(text.strip()))
maybe = st.none() | said
rates = st.none() | st.decimals(Decimal(0), Decimal(120), places=1)
planned_days = st.none() | (
    days.map(dates.day) | days.map(lambda day: dates.month(day.year, day.month))
)
REQUIRED = ({Level.COUNTY: 12}, {Level.COUNTY: 10, Level.TOWNSHIP: 4})
planned = (
    st.builds(
        Plan,
        started=planned_days,
        producing=planned_days,
        yearly=st.dictionaries(st.integers(2021, 2024), amounts, max_size=2),
    )
    | registers.plans
)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    return Claim(
        phases=draw(st.sampled_from(PHASE_SETS)),
        on_platform=draw(st.sampled_from((None, True, False))),
        count=draw(st.none() | st.integers(0, 10**6)),
        investment=draw(st.none() | amounts),
        signed_started_rate=draw(rates),
        note=draw(maybe),
    )


def ledgers() -> st.SearchStrategy[Ledger]:
    return registers.with_registers(_ledgers()).map(as_loaded)


def as_loaded(ledger: Ledger) -> Ledger:
    parts: dict[str, Any] = {
        one.part: in_ledgers_order(one, getattr(ledger, one.part)) for one in REGISTERS
    }
    return replace(ledger, **parts)


@st.composite
def _ledgers(draw: st.DrawFn) -> Ledger:
    """A ledger with every kind of field filled in here and there."""
    known: Known = draw(partly_known(hide_platform=True))
    config = replace(
        known.ledger.config,
        name=draw(said),
        notice=draw(maybe),
        sectors=tuple(draw(st.lists(said, max_size=3, unique=True))),
        band_floors=tuple(draw(st.lists(amounts, min_size=1, max_size=3))),
        conventions=Conventions(
            started_base=draw(st.sampled_from(RateBase)),
            converted_in_total=draw(st.booleans()),
            bands=draw(st.sampled_from(Bands)),
            amount_places=draw(st.integers(0, 4)),
            completed_by=draw(st.sampled_from(CompletedBy)),
            silent_months=draw(st.integers(1, 99)),
        ),
        targets=Targets(signed_started=draw(rates)),
        ranked_apart=tuple(
            RankGroup(by="责任单位", group=draw(said), names=(name,))
            for name in draw(st.lists(said, max_size=2, unique=True))
        ),
        lights=tuple(draw(st.lists(registers.lights, max_size=2))),
        visits_required=draw(st.sampled_from(REQUIRED)),
    )
    projects = tuple(
        replace(
            project,
            name=draw(said),
            note=draw(maybe),
            leader=draw(maybe),
            level=draw(st.none() | st.sampled_from(Level)),
            planned=draw(planned),
            guarantees=draw(st.none() | registers.guarantees),
            in_statistics=draw(st.none() | registers.statistics),
            exempt=draw(st.none() | registers.exemptions),
            whitelisted=draw(st.none() | st.booleans()),
        )
        for project in known.ledger.projects
    )
    reports = tuple(
        MonthlyReport(
            id=project.id,
            month=month,
            completed=draw(st.none() | amounts),
            completed_to_date=draw(st.none() | amounts),
            on_site=draw(maybe),
        )
        for month in (Month(2022, 12), Month(2023, 1))
        for project in known.ledger.projects
        if draw(st.booleans())
    )
    statements = tuple(
        Statement(title=draw(said), date=draw(days), claims=tuple(made))
        for made in draw(st.lists(st.lists(claims(), max_size=3), max_size=2))
    )
    return replace(
        known.ledger, config=config, projects=projects, statements=statements, reports=reports
    )


def reloaded(files: dict[str, str]) -> Ledger:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        loaded = load_files(Path(folder))
    assert loaded.diagnostics == ()
    assert loaded.ledger is not None
    return loaded.ledger


@settings(max_examples=60, deadline=None)
@given(ledgers())
def test_what_is_written_is_read_back(ledger: Ledger) -> None:
    files = dump(ledger)
    again = reloaded(files)
    assert again == ledger
    assert dump(again) == files


def published(**figures: Decimal) -> Ledger:
    claim = Claim(phases=PHASE_SETS[1], **figures)  # type: ignore[arg-type]
    made = Statement(title="通报", date=date(2022, 6, 30), claims=(claim,))
    return Ledger(config=CONFIG, statements=(made,))


@pytest.mark.parametrize("figures", [{"investment": "43.0"}, {"signed_started_rate": "99.0"}])
def test_a_published_figure_keeps_its_decimals(figures: dict[str, str]) -> None:
    before = published(**{key: Decimal(text) for key, text in figures.items()})
    (claim,) = reloaded(dump(before)).statements[0].claims
    assert {key: str(getattr(claim, key)) for key in figures} == figures
