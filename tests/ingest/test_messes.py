"""Every mess comes to exactly what it holds: no row is lost, altered or invented."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import inside, write_files
from office import OFFICE, Saving, save

from ingest.messes import (
    amounts,
    days,
    files,
    identity,
    levels,
    lists,
    monthly,
    sections,
    slips,
    structure,
)
from ingest.messes.mess import LEDGER, Mess

FAMILIES = (structure, sections, levels, amounts, days, lists, identity, monthly, files, slips)
MESSES: list[Mess] = [one for family in FAMILIES for one in family.MESSES]
_WORDS = ("总投资",)


def test_there_are_many_and_each_is_known_by_its_name() -> None:
    assert len({one.name for one in MESSES}) == len(MESSES) >= 60
    assert {one.office for one in MESSES} >= {"xlsx", "xls", "ods"}


@pytest.fixture(scope="session")
def saved_by_office(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The files that LibreOffice saves, by the names of their messes."""
    folder = tmp_path_factory.mktemp("office")
    savings = {}
    for number, one in enumerate(MESSES):
        if one.office:
            source = folder / f"{number}.xlsx"
            one.write(source)
            savings[one.name] = Saving(source, folder / one.office / f"{number}.{one.office}")
    save(folder / "profile", savings.values())
    return {name: saving.target for name, saving in savings.items()}


@pytest.mark.parametrize("mess", MESSES, ids=lambda one: one.name)
def test_a_mess_comes_to_what_it_holds(
    mess: Mess, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = tmp_path / mess.file
    if not mess.office:
        mess.write(path)
    elif OFFICE is None:
        pytest.skip("LibreOffice is not installed")
    else:
        path = path.with_suffix(f".{mess.office}")
        shutil.copy(request.getfixturevalue("saved_by_office")[mess.name], path)
    ledger = write_files(tmp_path / "县", {"ledger.yaml": LEDGER, **mess.ledger})
    result = inside("import", path, "--format", "json", "--ledger", ledger, *mess.options)
    assert result.code in (0, 1), result.errors
    found = json.loads(result.out)
    _rows(mess, found["rows"])
    assert _projects(found["projects"]) == _named(mess, found["projects"])
    _amounts(mess, found["investment"])
    for cell, part in mess.notes.items():
        said = [one["text"] for one in found["notes"] if one["cell"] == cell]
        assert any(part in text for text in said), (cell, part, found["notes"])
    assert result.code == (1 if mess.rejected else 0)


def _rows(mess: Mess, rows: dict[str, Any]) -> None:
    told = {one["cell"]: one["reason"] for one in rows["rejected"]}
    assert sorted(told) == sorted(mess.rejected), rows
    for cell, part in mess.rejected.items():
        assert part in told[cell]
    counts = (rows["read"], rows["added"], rows["updated"], rows["unchanged"])
    assert counts == mess.rows, rows
    assert [one["cell"] for one in rows["skipped"]] == list(mess.skipped), rows


def _projects(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(found, key=lambda one: str(one["名称"]))


def _named(mess: Mess, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was expected, with the 编号 that were given where it names none."""
    ids = {one["名称"]: one["编号"] for one in found}
    return _projects([{"编号": ids.get(one["名称"], "?"), **one} for one in mess.projects])


def _amounts(mess: Mess, found: dict[str, Any]) -> None:
    sheet, rejected, declared = mess.investment
    assert (found["sheet"], found["rejected"], found["declared"]) == (sheet, rejected, declared)
    assert found["ledger"] == (sheet if mess.gains is None else mess.gains)
