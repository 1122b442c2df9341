"""The newest sets of a kind stay; only sets of ours go."""

from pathlib import Path

import pytest

from publish.sets import MONTH, manifest, names, posix, present, put, snapshot
from sangeyipi.model.period import PeriodKind
from sangeyipi.publish import retention
from sangeyipi.publish.failures import PublishFailed
from sangeyipi.publish.manifest import MANIFEST
from sangeyipi.publish.place.exchange import rename
from sangeyipi.publish.retention import Retired, keep

MONTHS = ["2022-11", "2022-12", "2023-01", "2023-10"]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    for name in [*MONTHS, "2021", "2021-Q1", "phase-9", "phase-10"]:
        put(tmp_path, "a", name)
    return tmp_path


def test_the_newest_stay(out: Path) -> None:
    assert keep(out, 2, PeriodKind.MONTH) == Retired(("2022-11", "2022-12"))
    assert names(out) == ["2021", "2021-Q1", "2023-01", "2023-10", "phase-10", "phase-9"]
    assert keep(out, 2, PeriodKind.MONTH) == Retired()
    assert keep(out, 1, PeriodKind.PHASE) == Retired(("phase-9",))
    assert keep(out, 1, PeriodKind.YEAR) == Retired()
    assert all(present(out, name) == "a" for name in names(out))


def test_more_than_there_are(out: Path) -> None:
    before = snapshot(out)
    assert keep(out, 36, PeriodKind.MONTH) == Retired()
    assert snapshot(out) == before


@pytest.mark.parametrize("newest", [0, -1])
def test_none_is_no_number_to_keep(out: Path, newest: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        keep(out, newest, PeriodKind.MONTH)
    assert len(names(out)) == 8


def test_what_is_not_ours_neither_counts_nor_goes(out: Path) -> None:
    (out / "2020-01").mkdir()
    (out / "2020-02").mkdir()
    (out / "2020-02" / MANIFEST).write_text("{}", encoding="utf-8")
    (out / "2020-03").write_text("x", encoding="utf-8")
    (out / "2022-11").rename(out / "2020-04")  # its manifest names another month
    (out / "2029-12").mkdir()
    assert keep(out, 3, PeriodKind.MONTH) == Retired()
    assert keep(out, 2, PeriodKind.MONTH) == Retired(("2022-12",))
    assert {"2020-01", "2020-02", "2020-03", "2020-04", "2029-12"} <= set(names(out))


@posix
def test_a_link_is_not_followed(out: Path) -> None:
    (out / "2022-11").rename(out / "别处")
    (out / "2022-11").symlink_to("别处")
    assert keep(out, 1, PeriodKind.MONTH) == Retired(("2022-12", "2023-01"))
    assert (out / "2022-11" / MANIFEST).exists()


def test_somebodys_file_spares_its_folder(out: Path) -> None:
    (out / "2022-11" / "批示.docx").write_bytes(b"x")
    assert keep(out, 1, PeriodKind.MONTH) == Retired(("2022-12", "2023-01"), ("2022-11",))
    assert (out / "2022-11" / "批示.docx").exists()
    assert (out / "2022-11" / MANIFEST).exists()


def test_a_folder_that_cannot_go(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(source: Path, target: Path) -> None:
        if source.name == "2022-12":
            error = PermissionError(13, "in use")
            error.winerror = 32  # type: ignore[attr-defined,unused-ignore]
            raise error
        rename(source, target)

    monkeypatch.setattr(retention, "rename", held)
    with pytest.raises(PublishFailed, match=r"删不了.*2022-12.*正被 Excel 或 WPS 打开"):
        keep(out, 1, PeriodKind.MONTH)
    assert [name for name in names(out) if name in MONTHS] == MONTHS[1:]
    assert not [name for name in names(out) if name.startswith(".")]


def test_a_month_is_a_month() -> None:
    assert manifest().period == MONTH
