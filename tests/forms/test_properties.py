"""For any ledger: what was not touched changes nothing, edits come back as just themselves."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from properties.strategies import HELD, amounts, days, ledgers_of_projects
from properties.test_round_trip import maybe, said

from forms.books import columns, edited, form, row_of, sent
from sangeyipi.checks.run import check_all
from sangeyipi.forms.columns import ID, NAME, FormColumn, Holds, project_columns
from sangeyipi.forms.monthly import SHEET, reporting
from sangeyipi.forms.returned import is_edited, returned
from sangeyipi.forms.workbook import facts_of
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.rule import Severity
from sangeyipi.sheets.reader import read_workbook
from sangeyipi.store.load import Loaded

Facts = dict[tuple[str, ...], str]
plain_texts = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=9)


def _drawn(draw: st.DrawFn, texts: dict[str, Any]) -> dict[str, Any]:
    return {name: draw(text) for name, text in texts.items()}


@st.composite
def odd(draw: st.DrawFn) -> Ledger:
    """A ledger with texts of every kind in every place for them."""
    ledger = draw(ledgers_of_projects())
    texts = dict.fromkeys(("sector", "builder", "unit", "locality", "leader", "note"), maybe)
    made = [replace(one, name=draw(said), **_drawn(draw, texts)) for one in ledger.projects]
    return replace(ledger, projects=tuple(made))


@given(odd())
@settings(max_examples=20)
def test_untouched_it_changes_nothing(ledger: Ledger) -> None:
    with TemporaryDirectory() as name:
        book = read_workbook(sent(ledger, Path(name)))
    assert not is_edited(book)
    result = returned([book], ledger)
    assert not result.changes
    assert len(result.unchanged) == result.rows == len(ledger.projects)
    assert not result.rejected


@given(ledgers_of_projects())
@settings(max_examples=12)
def test_into_an_empty_ledger_it_is_the_ledger(ledger: Ledger) -> None:
    with TemporaryDirectory() as name:
        book = edited(sent(ledger, Path(name)), lambda sheet: None)
    result = returned([book], replace(ledger, projects=()))
    refused = {one.row[0] for one in result.rejected}
    wanted = [one for one in ledger.projects if one.id not in refused]
    assert list(result.after.projects) == wanted
    if not errors(ledger):
        assert not refused


def errors(ledger: Ledger) -> list[str]:
    found = check_all(Loaded(ledger, (), {}))
    return [one.message for one in found if one.rule.severity is Severity.ERROR]


def typed(column: FormColumn) -> st.SearchStrategy[tuple[Any, str | None]]:
    """What a person may type into a cell, and what the ledger then says."""
    by: dict[Holds, st.SearchStrategy[tuple[Any, str | None]]] = {
        Holds.AMOUNT: amounts.map(lambda one: (float(one), f"{one.normalize():f}")),
        Holds.NUMBER: st.sampled_from(list(HELD)).map(lambda one: (one, str(one))),
        Holds.DATE: days.map(lambda one: (datetime(one.year, one.month, one.day), str(one)))
        | days.map(lambda one: (str(one)[:7], str(one)[:7]))
        | days.map(lambda one: (f"{one.year}/{one.month}/{one.day}", str(one))),
        Holds.FLAG: st.sampled_from([("是", "true"), ("否", "false"), (True, "true")]),
        Holds.WORD: st.sampled_from(column.choices or ("县级",)).map(lambda one: (one, one)),
        Holds.LINE: plain_texts.map(lambda one: (one, one)),
        Holds.PROSE: plain_texts.map(lambda one: (f"{one}\n{one}", f"{one}\n{one}")),
    }
    emptied = st.just((None, None))
    return by[column.holds] if column.path == NAME else by[column.holds] | emptied


@st.composite
def edits(draw: st.DrawFn, ledger: Ledger) -> dict[tuple[str, tuple[str, ...]], Any]:
    """A few cells of a workbook, with what is typed into each and what that says."""
    asked = [one for one in project_columns(ledger) if one.path != ID]
    ids = st.sampled_from([one.id for one in ledger.projects])
    found = {}
    for _ in range(draw(st.integers(1, 6))):
        column = draw(st.sampled_from(asked))
        found[draw(ids), column.path] = draw(typed(column))
    return found


@given(st.data())
@settings(max_examples=20)
def test_edits_come_back_as_just_those(data: st.DataObject) -> None:
    ledger = data.draw(ledgers_of_projects().filter(lambda one: bool(one.projects)))
    made = data.draw(edits(ledger))

    def edit(sheet: Any) -> None:
        places = columns(sheet)
        for (id, path), (value, _) in made.items():
            sheet.cell(row_of(sheet, id), places[".".join(path)]).value = value

    with TemporaryDirectory() as name:
        book = edited(sent(ledger, Path(name)), edit)
    result = returned([book], ledger)
    wanted: dict[str, Facts] = {one.id: facts_of(one) for one in ledger.projects}
    refused = {one.row[0] for one in result.rejected}
    for (id, path), (_, text) in made.items():
        if id not in refused:
            wanted[id].pop(path, None)
            if text is not None:
                wanted[id][path] = text
    assert {one.id: facts_of(one) for one in result.after.projects} == wanted
    assert result.rows == len(ledger.projects)
    if refused:
        assert all(one.reason for one in result.rejected)


@given(st.data())
@settings(max_examples=15)
def test_forms_come_back_with_just_what_was_filled_in(data: st.DataObject) -> None:
    ledger = data.draw(ledgers_of_projects())
    month = Month(2022, 3)
    ids = [one.project.id for one in reporting(ledger, month)]
    part = st.none() | st.decimals(Decimal(0), Decimal("0.005"), places=4)
    made: dict[str, tuple[Decimal | None, str | None]] = {
        id: (data.draw(part), data.draw(st.none() | plain_texts)) for id in ids
    }

    def edit(sheet: Any) -> None:
        places = columns(sheet, 4)
        figure, text = (places[word] for word in ("本月完成投资", "存在问题"))
        for id, (completed, problems) in made.items():
            row = row_of(sheet, id)
            sheet.cell(row, figure).value = None if completed is None else float(completed)
            sheet.cell(row, text).value = problems

    with TemporaryDirectory() as name:
        book = edited(form(ledger, month, Path(name)), edit, SHEET)
    result = returned([book], ledger, month)
    assert not result.rejected
    wanted = {
        MonthlyReport(id=id, month=month, completed=completed, problems=problems)
        for id, (completed, problems) in made.items()
        if completed is not None or problems is not None
    }
    assert set(result.after.reports) == wanted
