"""`--out`: whole or not at all, never over what it should not, and always UTF-8."""

import csv
import errno
import io
import json
import os
import stat
import sys
import time
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import DATA, DEMO, ROOT, Sgyp, inside, told

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")
SUMMARY = ("summary", "--phase", "8", "--ledger", DATA)
OLD = "原来的内容\n"


def _nothing_left(folder: Path, *expected: str) -> None:
    assert sorted(path.name for path in folder.iterdir()) == sorted(expected)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("表.md", "md"),
        ("表.csv", "csv"),
        ("表.CSV", "csv"),
        ("表.json", "json"),
        ("表.txt", "table"),
        ("表.xlsx", "xlsx"),
        ("表.html", "html"),
        ("表", "table"),
        ("a b'c.csv", "csv"),
    ],
)
def test_the_suffix_says_the_format(tmp_path: Path, name: str, form: str) -> None:
    assert told(*SUMMARY, "--out", tmp_path / name) == ""
    expected = inside(*SUMMARY, "--format", form).out
    written = (tmp_path / name).read_bytes()
    assert written == (b"\xef\xbb\xbf" if form == "csv" else b"") + expected
    assert b"\r" not in written or form == "xlsx"
    _nothing_left(tmp_path, name)


def test_a_format_that_contradicts_the_suffix_is_refused(tmp_path: Path) -> None:
    result = inside(*SUMMARY, "--format", "json", "--out", tmp_path / "表.csv")
    assert (result.code, "改成 表.json" in result.errors) == (2, True)
    _nothing_left(tmp_path)


@pytest.mark.parametrize(
    "line",
    [
        ("summary",),
        ("summary", "--phase", "8"),
        ("summary", "--as-of", "2023-06-30", "--by", "领域"),
        ("list", "--phase", "8"),
        ("show", "YX-2023-003"),
    ],
)
def test_a_workbook_holds_the_tables_of_the_json(tmp_path: Path, line: tuple[str, ...]) -> None:
    """A sheet for each table, with its counts, amounts, rates and texts, cell by cell."""
    made = json.loads(inside(*line, "--format", "json", "--ledger", DEMO).text)["tables"]
    assert told(*line, "--out", tmp_path / "表.xlsx", "--ledger", DEMO) == ""
    book = openpyxl.load_workbook(tmp_path / "表.xlsx")
    assert len(book.worksheets) == len(made)
    for sheet, table in zip(book.worksheets, made, strict=True):
        rows = [list(row) for row in sheet.values]
        assert rows.pop(0)[0] == table["title"]
        corners = {cell for cell in rows.pop(0) if cell} if table["id"] != "project" else set()
        assert corners <= {"单位：个、亿元", "截至 2023-06-30", "未限定截至日，按台账已记录的全部"}
        places = {_bare(cell): place for place, cell in enumerate(rows.pop(0)) if cell}
        columns = {one["key"]: one for one in table["columns"]}
        compared = 0
        for row, cells in zip(table["rows"], rows[: len(table["rows"])], strict=True):
            for key, value in row.items():
                if key not in columns or value is None:
                    continue
                label = f"{row['batch']}率" if key == "own_rate" else columns[key]["label"]
                cell = cells[places[label]]
                if key in row.get("lower_bounds", ()):
                    assert str(cell).startswith("≥")
                else:
                    compared += _agree(value, columns[key]["type"], cell)
        assert compared >= len(table["rows"])
        for note in table["notes"]:
            if note.startswith("单位："):
                continue
            assert any(note in str(cell) for one in rows for cell in one)


def _bare(cell: object) -> str:
    return "".join(str(cell).split())


def _agree(value: Any, kind: str, cell: Any) -> bool:
    """That a cell is what the JSON says; False of the kinds that are shown otherwise."""
    if kind == "text":
        assert _bare(cell or "") == _bare(value)
    elif kind == "amount":
        # A tie is written as it is shown.
        exact = Decimal(value)
        assert Decimal(str(cell)) in (exact, exact.quantize(Decimal("0.01"), ROUND_HALF_UP))
    elif kind == "count":
        assert cell == value
    elif kind == "rate" and value["percent"] is not None:
        exact = Decimal(value["numerator"]) / Decimal(value["denominator"])
        assert abs(Decimal(str(cell)) - exact) <= Decimal("0.0005")
    else:
        return False
    return True


def test_a_page_holds_the_tables_and_loads_nothing(tmp_path: Path) -> None:
    told("summary", "--out", tmp_path / "表.html", "--ledger", DEMO)
    page = (tmp_path / "表.html").read_text(encoding="utf-8")
    made = json.loads(inside("summary", "--format", "json", "--ledger", DEMO).text)["tables"]
    assert page.count("<table ") == len(made)
    assert page.count("<tr") == sum(len(table["rows"]) + 1 for table in made)
    assert "//" not in page and "<h2>" not in page and "<nav" not in page


def test_the_same_bytes_on_any_day(tmp_path: Path) -> None:
    """A workbook would say when it was made; this one says of which day its figures are."""
    told("summary", "--out", tmp_path / "甲.xlsx", "--ledger", DEMO)
    time.sleep(1.1)  # a workbook's time of making is told to the second
    told("summary", "--out", tmp_path / "乙.xlsx", "--ledger", DEMO)
    assert (tmp_path / "甲.xlsx").read_bytes() == (tmp_path / "乙.xlsx").read_bytes()
    told("summary", "--as-of", "2023-06-30", "--out", tmp_path / "丙.xlsx", "--ledger", DEMO)
    made = openpyxl.load_workbook(tmp_path / "丙.xlsx").properties.created
    assert made.date().isoformat() == "2023-06-30"


def test_a_workbook_goes_through_a_pipe(sgyp: Sgyp) -> None:
    assert sgyp(*SUMMARY, "--format", "xlsx").out.startswith(b"PK")


def test_as_a_process(sgyp: Sgyp, tmp_path: Path) -> None:
    assert sgyp.fine(*SUMMARY, "--out", "表.csv", cwd=tmp_path) == ""
    rows = list(csv.reader(io.StringIO((tmp_path / "表.csv").read_text(encoding="utf-8-sig"))))
    assert len({len(row) for row in rows}) == 1
    assert rows[4][:4] == ["河南省商丘市民权县第8期“三个一批”项目情况表", "合计", "8", "合计"]


def test_a_file_does_not_depend_on_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    told(*SUMMARY, "--out", tmp_path / "a.txt")
    monkeypatch.setenv("COLUMNS", "400")
    told(*SUMMARY, "--out", tmp_path / "b.txt")
    assert (tmp_path / "a.txt").read_bytes() == (tmp_path / "b.txt").read_bytes()


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("", "是一个文件夹"),
        ("没有/表.csv", "文件夹不存在，请先建好"),
        ("文件/表.csv", "不是文件夹"),
        ("长" * 200 + ".csv", "文件名太长"),
    ],
)
def test_what_cannot_be_written(sgyp: Sgyp, tmp_path: Path, where: str, words: str) -> None:
    (tmp_path / "文件").write_text(OLD, encoding="utf-8")
    assert words in sgyp.refused(*SUMMARY, "--out", tmp_path / where)
    _nothing_left(tmp_path, "文件")


def test_a_ledger_with_errors_leaves_the_old_file(tmp_path: Path, data_copy: Path) -> None:
    (tmp_path / "表.csv").write_text(OLD, encoding="utf-8")
    (data_copy / "projects" / "坏.yaml").write_text("- 编号: X\n", encoding="utf-8")
    result = inside("summary", "--ledger", data_copy, "--out", tmp_path / "表.csv")
    assert result.code == 1
    assert (tmp_path / "表.csv").read_text(encoding="utf-8") == OLD


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EDQUOT, "磁盘配额已满"),
        (errno.EROFS, "磁盘只读"),
        (errno.EIO, "EIO"),
        (errno.EACCES, "没有写入权限"),
    ],
)
def test_a_failure_keeps_the_old_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    target = tmp_path / "表.csv"
    target.write_text(OLD, encoding="utf-8")

    def refuse(_: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", refuse)
    result = inside(*SUMMARY, "--out", target)
    assert result.code == 2
    assert words in result.errors
    assert target.read_text(encoding="utf-8") == OLD
    _nothing_left(tmp_path, "表.csv")


def test_open_in_excel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "表.csv"
    target.write_text(OLD, encoding="utf-8")

    def held(self: Path, _: Any) -> Path:
        error = PermissionError(errno.EACCES, "in use")
        error.winerror = 32  # type: ignore[attr-defined,unused-ignore]
        raise error

    monkeypatch.setattr(Path, "replace", held)
    result = inside(*SUMMARY, "--out", target)
    assert result.code == 2
    assert "Excel" in result.errors
    assert "关闭后再试" in result.errors
    assert target.read_text(encoding="utf-8") == OLD
    _nothing_left(tmp_path, "表.csv")


@posix
def test_a_file_that_may_not_grow(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    import signal
    import subprocess

    from conftest import COMMAND, environment

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

    target = tmp_path / "表.json"
    target.write_text(OLD, encoding="utf-8")
    done = subprocess.run(
        [*COMMAND, *map(str, SUMMARY), "--out", str(target)],
        cwd=ROOT,
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        preexec_fn=limit,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert "文件大小上限" in done.stderr.decode()
    assert target.read_text(encoding="utf-8") == OLD
    _nothing_left(tmp_path, "表.json")


@posix
@pytest.mark.skipif(hasattr(os, "getuid") and os.getuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder(tmp_path: Path) -> None:
    folder = tmp_path / "只读"
    folder.mkdir()
    folder.chmod(0o500)
    result = inside(*SUMMARY, "--out", folder / "表.csv")
    folder.chmod(0o700)
    assert result.code == 2
    assert "没有写入权限" in result.errors
    _nothing_left(folder)


@posix
def test_mode_and_link_survive(tmp_path: Path) -> None:
    target = tmp_path / "真.csv"
    target.write_text(OLD, encoding="utf-8")
    target.chmod(0o640)
    (tmp_path / "链.csv").symlink_to("真.csv")
    told(*SUMMARY, "--out", tmp_path / "链.csv")
    assert (tmp_path / "链.csv").is_symlink()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert "374.5" in target.read_text(encoding="utf-8-sig")


@posix
def test_a_dangling_link_is_filled(tmp_path: Path) -> None:
    (tmp_path / "链.csv").symlink_to("真.csv")
    told(*SUMMARY, "--out", tmp_path / "链.csv")
    assert "374.5" in (tmp_path / "真.csv").read_text(encoding="utf-8-sig")


@posix
def test_a_loop_of_links(tmp_path: Path) -> None:
    (tmp_path / "环.csv").symlink_to("环.csv")
    result = inside(*SUMMARY, "--out", tmp_path / "环.csv")
    assert result.code == 2


@posix
def test_no_device_or_pipe_is_replaced(tmp_path: Path) -> None:
    # With --out /dev/null root would lose /dev/null; a pipe in a folder of ours shows the same.
    pipe = tmp_path / "管道"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        inside(*SUMMARY, "--out", pipe)
        assert stat.S_ISFIFO(pipe.stat().st_mode)
    finally:
        os.close(reader)


def test_every_format_of_every_command(tmp_path: Path) -> None:
    for line in ("summary", "list", "show YX-2023-018"):
        for suffix in ("txt", "md", "csv", "json"):
            target = tmp_path / f"表.{suffix}"
            assert told(*line.split(), "--ledger", DEMO, "--out", target) == ""
            assert target.stat().st_size > 100
