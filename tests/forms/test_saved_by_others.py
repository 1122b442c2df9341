"""What another office saves of a workbook of ours, in any of its kinds, comes back untouched."""

from pathlib import Path

import pytest
from conftest import DEMO
from office import OFFICE, Saving, save

from forms.books import form, sent
from sangeyipi import api
from sangeyipi.forms.ours import is_ours
from sangeyipi.forms.returned import is_edited, returned
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month
from sangeyipi.sheets.reader import read_workbook

_KINDS = ("xlsx", "ods", "xls")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice")


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return api.verified(api.load(DEMO)).ledger


@pytest.fixture(scope="module")
def folder(ledger: Ledger, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    paths = [sent(ledger, folder, "w.xlsx"), form(ledger, Month(2023, 9), folder, "f.xlsx")]
    targets = [(one, folder / kind / f"{one.stem}.{kind}") for one in paths for kind in _KINDS]
    save(folder / "profile", [Saving(one, target) for one, target in targets])
    return folder


@pytest.mark.parametrize("kind", _KINDS)
@pytest.mark.parametrize("name", ["w", "f"])
def test_saved_again_it_changes_nothing(folder: Path, ledger: Ledger, kind: str, name: str) -> None:
    book = read_workbook(folder / kind / f"{name}.{kind}")
    assert is_ours(book)
    assert not is_edited(book)
    result = returned([book], ledger)
    assert not result.changes
    assert not result.rejected
    assert len(result.unchanged) == (len(ledger.projects) if name == "w" else result.rows - 1)
