"""CSV files of the ledger as spreadsheets leave them: the same facts again, or said; never others.

The files are made by hand as Excel writes them, and by LibreOffice itself.
"""

import csv
import io
import random
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from office import OFFICE, Saving, save

from sangeyipi.ingest.repair import Repair, repaired
from sangeyipi.store.files import FileKind
from sangeyipi.store.load import parse_file
from sangeyipi.store.source import Source

NAME = "projects/a.csv"
HEAD = "编号,名称,总投资,监管平台,在册.签约,节点.签约,节点.开工,计划.投产,备注"
ROW = "A-1,甲厂,12.5,true,8,2023-01-10,2023-06-18,2023-06,好"
COLUMNS = HEAD.split(",")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def with_cell(column: str, text: str) -> str:
    cells = dict(zip(COLUMNS, ROW.split(","), strict=True)) | {column: text}
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([COLUMNS, cells.values()])
    return out.getvalue()


def repair(text: str, encoding: str = "utf-8", kind: FileKind = FileKind.PROJECTS) -> Repair:
    return repaired(f"{kind.value}/a.csv", kind, text.encode(encoding))


def cells(found: Repair) -> list[list[str]]:
    return list(csv.reader(io.StringIO(found.data.decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("column", "text", "new"),
    [
        ("节点.签约", "2023/1/10", "2023-01-10"),
        ("节点.签约", "2023-1-10", "2023-01-10"),
        ("节点.签约", "2023年1月10日", "2023-01-10"),
        ("节点.签约", "20230110", "2023-01-10"),
        ("节点.签约", "2023.1.10", "2023-01-10"),
        ("节点.签约", "2023/1/10 0:00:00", "2023-01-10"),
        ("节点.签约", "10-Jan-23", "2023-01-10"),
        ("节点.签约", "45095", "2023-06-18"),
        ("节点.签约", "6/15/2023", "2023-06-15"),
        ("节点.签约", "23/6/10", "2023-06-10"),
        ("计划.投产", "Jun-23", "2023-06"),
        ("计划.投产", "2023年6月", "2023-06"),
        ("计划.投产", "2023/6", "2023-06"),
        ("总投资", " 12.5 ", "12.5"),
        ("总投资", "￥12.50", "12.5"),
        ("总投资", "12.300000000000001", "12.3"),
        ("在册.签约", "8.00", "8"),
        ("监管平台", "是", "true"),
        ("监管平台", "否", "false"),
        ("编号", '="A-1"', "A-1"),
        ("备注", '="00123"', "00123"),
    ],
)
def test_one_reading(column: str, text: str, new: str) -> None:
    found = repair(with_cell(column, text))
    assert [(one.column, one.old, one.new) for one in found.mends] == [(column, text, new)]
    assert not found.left
    expected = dict(zip(COLUMNS, ROW.split(","), strict=True)) | {column: new}
    assert cells(found)[1] == list(expected.values())


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("节点.签约", "23-Jun"),
        ("节点.签约", "6月"),
        ("节点.签约", "1月10日"),
        ("节点.签约", "1/2/2023"),
        ("节点.签约", "1/2/23"),
        ("节点.签约", "23/6/18"),
        ("节点.签约", "2023.1"),
        ("节点.签约", "2023"),
        ("节点.签约", "########"),
        ("节点.签约", "2023/2/30"),
        ("总投资", "1.00E+05"),
        ("总投资", "12.5%"),
        ("总投资", "12,34"),
        ("总投资", "(12.5)"),
        ("在册.签约", "8.5"),
        ("在册.签约", "1-7"),
        ("编号", "1.23E+10"),
        ("编号", "7-Jan"),
        ("监管平台", "1"),
    ],
)
def test_what_has_no_single_reading_is_said_and_stays(column: str, text: str) -> None:
    whole = with_cell(column, text)
    found = repair(whole)
    assert found.data == whole.encode()
    assert not found
    assert [(one.line, one.column, one.text) for one in found.left] == [(2, column, text)]
    assert found.left[0].why


def test_what_the_ledger_reads_is_never_touched() -> None:
    for text in (f"{HEAD}\r\n{ROW}\r\n", f"\ufeff{HEAD}\n{ROW.replace('true', 'TRUE')}\n", ""):
        assert repair(text) == Repair(text.encode())
    # Free words may look like a date.
    assert not repair(with_cell("备注", "2023/1/10")).mends


def test_a_first_of_a_month_may_have_been_a_month() -> None:
    (mend,) = repair(with_cell("计划.投产", "2023/6/1")).mends
    assert (mend.new, mend.note) == ("2023-06-01", "原来只写到月的，改成 2023-06")


def test_phases_that_became_a_day() -> None:
    for text in ("7-Jan", "1-Jul", "1月7日", "Jan-07"):
        found = repair(f"期,批,个数,截至\n{text},签约,3,2023-06-19\n", kind=FileKind.ROLLUPS)
        assert [one.new for one in found.mends] == ["1-7"], text
    assert repair("期,批,个数,截至\n7-Jul,签约,3,2023-06-19\n", kind=FileKind.ROLLUPS).left


@pytest.mark.parametrize(
    ("encoding", "mark", "separator"),
    [
        ("utf-8", "\ufeff", ","),
        ("gb18030", "", ","),
        ("utf-16", "", "\t"),
        ("utf-8", "", ";"),
        ("utf-8", "sep=;\r\n", ";"),
    ],
)
def test_whole_files(encoding: str, mark: str, separator: str) -> None:
    lines = [f"{HEAD},,", f"{ROW},,", ",,,,,,,,,,", ",,,,,,,,,,"]
    text = mark + "".join(f"{line}\r\n" for line in lines).replace(",", separator)
    found = repair(text, encoding)
    assert found.data.decode("utf-8-sig") == f"{HEAD}\n{ROW}\n"
    assert found.data.startswith(b"\xef\xbb\xbf") == (encoding != "utf-8" or mark == "\ufeff")
    assert found.whole[-2:] == ("删去 2 个空行", "删去 2 个没有列名的空列")
    assert not found.left


@pytest.mark.parametrize("text", ["1,250", "1,234.50", "￥1,234.50"])
def test_an_amount_with_thousands_may_be_in_万元(text: str) -> None:
    found = repair(with_cell("总投资", text))
    assert not found.mends
    (left,) = found.left
    assert (left.text, left.why) == (text, "有千位分隔的，看不出原数是亿元还是万元")


def test_a_comma_may_be_a_decimal_one() -> None:
    found = repair("编号;名称;总投资\nA;甲;1,234\n")
    assert [one.text for one in found.left] == ["1,234"]
    assert cells(found)[1] == ["A", "甲", "1,234"]


def test_what_cannot_be_read_is_said() -> None:
    assert (
        "两种编码"
        in repaired(NAME, FileKind.PROJECTS, "汉字汉字\n".encode() + b"\xba\xba").left[0].why
    )
    assert repair(f'{HEAD}\n"A,甲\n').left[0].why.startswith("引号")
    assert repair(f"{HEAD}\nA-1,甲厂,1,234.5\n").left[0].why == "这一行有 4 格，表头有 9 列"
    for head in ("编号,名称,,节点.签约", "编号,名称,名称,节点.签约"):
        found = repair(f"{head}\nA-1,甲厂,乙,2023/1/10\n")
        assert [one.why for one in found.left] == ["表头有空的或重复的列名，先改好表头再修"]
    found = repair(with_cell("节点.签约", "2023/1/10").replace("A-1", "7"))
    assert "开头的 0" in found.left[0].why


def records(data: bytes) -> tuple[object, ...]:
    return parse_file(FileKind.PROJECTS, NAME, Source(NAME, data)).records


def some_day(chance: random.Random) -> date:
    return date(chance.randint(2020, 2024), chance.randint(1, 12), chance.randint(1, 28))


def spoiled_day(day: date, chance: random.Random) -> str:
    y, m, d = day.year, day.month, day.day
    return chance.choice(
        [
            f"{y}/{m}/{d}", f"{y}-{m}-{d}", f"{y}年{m}月{d}日", f"{y}{m:02}{d:02}", f"{m}/{d}/{y}",
            f"{d}/{m}/{y}", f"{d}-{MONTHS[m - 1]}-{y % 100}", f"{d}-{MONTHS[m - 1]}", f"{m}月{d}日",
            f"{y % 100}/{m}/{d}", str((day - date(1899, 12, 30)).days), "#####", day.isoformat(),
        ]
    )  # fmt: skip


def spoiled_month(day: date, chance: random.Random) -> str:
    y, m = day.year, day.month
    cut = f"{y}.{m}".rstrip("0") if m != 10 else f"{y}.1"
    return chance.choice(
        [f"{MONTHS[m - 1]}-{y % 100}", f"{y}年{m}月", f"{y}/{m}", cut, f"{y}-{m:02}"]
    )


def spoiled_amount(amount: Decimal, chance: random.Random) -> str:
    return chance.choice(
        [f"{amount:,}", f"￥{amount:,}", f" {amount} ", f"{amount:.2E}", str(amount)]
    )


@pytest.mark.parametrize("seed", range(150))
def test_the_same_facts_or_said(seed: int) -> None:
    """A random file, spoiled in ways of spreadsheets: no cell ever comes to mean something else."""
    chance = random.Random(seed)
    right, wrong = [COLUMNS], [COLUMNS]
    for number in range(8):
        signed, started, planned = (some_day(chance) for _ in range(3))
        amount = Decimal(chance.randint(1, 99_999_999)) / chance.choice([1, 10, 100, 10_000])
        on_platform = chance.choice(["true", "false", ""])
        id, phase = f"A-{number}", str(chance.randint(1, 8))
        months = planned.isoformat()[:7]
        right.append([id, f"厂{number}", f"{amount:f}", on_platform, phase, signed.isoformat(),
                      started.isoformat(), months, "1,2"])  # fmt: skip
        wrong.append([
            chance.choice([id, f'="{id}"']), f"厂{number}", spoiled_amount(amount, chance),
            on_platform.upper(), chance.choice([phase, f"{phase}.00"]), spoiled_day(signed, chance),
            spoiled_day(started, chance), spoiled_month(planned, chance), "1,2",
        ])  # fmt: skip
    separator, encoding = chance.choice([(",", "gb18030"), ("\t", "utf-16"), (",", "utf-8-sig")])
    blank = [""] * chance.randint(0, 3)
    out = io.StringIO()
    rows = [[*row, *blank] for row in wrong]
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows([*rows, [""] * 9])
    found = repaired(NAME, FileKind.PROJECTS, out.getvalue().encode(encoding))
    said = {(one.line, one.column) for one in found.left}
    for at, (made, row) in enumerate(zip(cells(found)[1:], right[1:], strict=True), 2):
        for column, now, was in zip(COLUMNS, made, row, strict=True):
            same = was in (now, now.lower()) or (column == "总投资" and _same_amount(now, was))
            assert same or (at, column) in said, (column, now, was)
    if not said:
        plain = io.StringIO()
        csv.writer(plain, lineterminator="\n").writerows(right)
        assert records(found.data) == records(plain.getvalue().encode())


def _same_amount(now: str, was: str) -> bool:
    try:
        return Decimal(now) == Decimal(was)
    except ArithmeticError:
        return False


@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice")
def test_what_libreoffice_saves(tmp_path: Path) -> None:
    """Opened by its import filter in three languages, saved with three separators."""
    text = (
        f"{HEAD}\n{ROW}\nA-2,乙厂,100000,false,8,2023-01-01,已,2024-10,\n"
        "A-3,丙厂,0.01,,8,2023-06-01,2023-06,2024-06-30,“话”\n"
    )
    source = tmp_path / "a.csv"
    source.write_text(text, encoding="utf-8")
    savings = [
        Saving(
            source,
            tmp_path / f"{language}-{separator}" / "a.csv",
            reading=f"44,34,76,1,,{language},false,true",
            writing=f"{separator},34,{charset},1,,0,false,true",
        )
        for language in (1033, 2052, 1031)
        for separator, charset in ((44, 76), (59, 76), (9, 65535))
    ]
    save(tmp_path / "home", savings)
    for saving in savings:
        found = repaired(NAME, FileKind.PROJECTS, saving.target.read_bytes())
        assert not found.left
        assert records(found.data) == records(text.encode())


def test_a_key_beside_its_group_is_no_column_to_mend() -> None:
    data = "编号,在册,在册.签约\nA,1,2023/1/10\n".encode()
    found = repaired("projects/a.csv", FileKind.PROJECTS, data)
    assert not found
    assert [one.why for one in found.left] == ["表头有空的或重复的列名，先改好表头再修"]
