"""`sgyp summary --dataset` and the SQL itself answer as the ledger does, cell by cell."""

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

pytest.importorskip("duckdb", reason="the extra `dataset` is not installed")
pytest.importorskip("pyarrow", reason="the extra `dataset` is not installed")

from conftest import DATA, DEMO
from hypothesis import strategies as st
from properties.strategies import CONFIG, LAST, partly_known
from properties.test_oracle import worlds

from sangeyipi import api
from sangeyipi.dataset.answers import Dataset, opened
from sangeyipi.dataset.engine import Engine
from sangeyipi.figures.resolve import Figures
from sangeyipi.model.ledger import Bands, Conventions, Ledger, RateBase
from sangeyipi.tables.summary import phase_table

from .asked import (
    GROUPED,
    Question,
    cells,
    expected_rates,
    from_dataset,
    from_text,
    loaded,
    made,
    questions,
    same,
    sql_asked,
)


def answers_the_same(dataset: Dataset, figures: Figures, asked: Question) -> None:
    """Whole tables, titles and notes too; but for the note on funds of a day."""
    answer, expected = from_dataset(dataset, asked), from_text(figures, asked)
    if asked.as_of is not None and figures.ledger.reports:
        answer = [one._replace(notes=_without_funds(one.notes)) for one in answer]
        expected = [one._replace(notes=_without_funds(one.notes)) for one in expected]
    for mine, theirs in zip(answer, expected, strict=True):
        for one, other in zip(mine, theirs, strict=True):
            assert one == other, asked


def _without_funds(notes: tuple[str, ...]) -> tuple[str, ...]:
    """Notes but for what is said of 资金到位率: a dataset knows none of a day, and says so."""
    kept = (re.sub("(^|；)[^；]*资金到位率 [^；。]*", "", one) for one in notes)
    return tuple(one for one in kept if one.strip("。") and "资金到位率未列" not in one)


def sql_answers_the_same(engine: Engine, figures: Figures, asked: Question) -> None:
    """The files of `sql/`, by themselves."""
    if asked.rank is not None:
        return
    engine.ask(sql_asked(asked))
    if asked.by is not None:
        if asked.by in GROUPED:
            engine.run(GROUPED[asked.by])
            found = engine.run("by")
            (table,) = from_text(figures, asked)
            expected = cells(table)
            if not expected:  # of nobody, a table has no rows
                found = []
            same(found, expected, asked)
        return
    if asked.chosen is None or asked.unique:
        return
    expected = cells(phase_table(figures.on(asked.as_of), asked.chosen, asked.platform))
    found = engine.run("summary")
    if not figures.ledger.rollups:
        for row in expected:
            row["label"] = str(row["label"]).removeprefix("平台").removeprefix("非平台")
        rates = {row["rate"]: (row["part"], row["whole"]) for row in engine.run("rates")}
        assert rates == expected_rates(figures, asked), asked
    same(found, expected, asked)


@pytest.mark.parametrize("folder", [DATA, DEMO], ids=["data", "demo"])
def test_a_ledger_and_its_dataset(folder: Path, tmp_path: Path) -> None:
    source = api.load(folder)
    assert source.ledger is not None
    days = [None, date(2023, 6, 30)]
    out = made(tmp_path / "数 据'集[1]*", source, tuple(days), partitioned=folder is DATA)
    engine = Engine(out)
    figures, dataset = Figures(source.ledger), opened(engine)
    for asked in questions(days, ["3", "1-7", None], 2 if folder is DEMO else 4):
        answers_the_same(dataset, figures, asked)
        sql_answers_the_same(engine, figures, asked)


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[Ledger, date | None]:
    """Random ledgers under random 口径, some with rollups."""
    if draw(st.booleans()):
        known = draw(partly_known(timed=draw(st.booleans()), hide_platform=True))
        ledger, as_of = known.ledger, known.as_of
    else:
        ledger, as_of = draw(worlds())
    conventions = Conventions(
        started_base=draw(st.sampled_from(RateBase)),
        converted_in_total=draw(st.booleans()),
        bands=draw(st.sampled_from(Bands)),
    )
    found = tuple(
        replace(one, leader=("张三、李四" if i % 3 else "张三") if i % 2 else None)
        for i, one in enumerate(ledger.projects)
    )
    config = replace(CONFIG, conventions=conventions)
    return replace(ledger, config=config, projects=found), as_of


@settings(max_examples=2, deadline=None)
@given(ledgers(), st.sampled_from(["1", "2", "1-2", "1,3", "1-3"]))
def test_any_ledger(
    tmp_path_factory: pytest.TempPathFactory, one: tuple[Ledger, date | None], chosen: str
) -> None:
    ledger, as_of = one
    folder = tmp_path_factory.mktemp("any")
    engine = Engine(made(folder / "d", loaded(ledger), (None, as_of or LAST)))
    figures, dataset = Figures(ledger), opened(engine)
    for asked in questions([as_of], [None, chosen], 5):
        answers_the_same(dataset, figures, asked)
        if not ledger.rollups or asked.chosen is None or asked.chosen.single:
            sql_answers_the_same(engine, figures, asked)
    engine.close()
    shutil.rmtree(folder)
