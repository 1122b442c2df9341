"""What each format says, read back from its file: cell by cell what the JSON says.

The JSON holds exact figures; how they are shown is worked out here once more.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
import python_calamine
from conftest import DATA, DEMO, Sgyp

from sangeyipi.model.period import PeriodKind, parse_period
from sangeyipi.publish.files import FORMATS, Files
from sangeyipi.render.docx.document import to_docx
from sangeyipi.store.settled import load_files
from sangeyipi.tables.monthly.document import document

LEDGERS = {"demo": DEMO, "data": DATA}
MONTHS = [("demo", "2022-03"), ("demo", "2023-06"), ("data", "2023-06"), ("data", "2023-05")]
EVERY = pytest.mark.parametrize(("ledger", "month"), MONTHS)
#: A page of projects shows their amounts in full.
PLACES = {"all-projects": 4, "problems-outcome": 1}

Table = dict[str, Any]


@cache
def issued(ledger: str, month: str) -> tuple[Table, dict[str, bytes]]:
    """The JSON, and the files of all formats."""
    loaded = load_files(LEDGERS[ledger]).ledger
    period = parse_period(PeriodKind.MONTH, month)
    assert loaded and period
    made = document(loaded, period)
    files = Files(made).of(FORMATS)
    assert set(files) == {f"{month}.{form}" for form in FORMATS}
    said = json.loads(files[f"{month}.json"])
    # What its JSON does not say of a table.
    tables = [*made.tables, *(picture.table for picture in made.pictures)]
    for table, told in zip(tables, [*said["tables"], *said["pictures"]], strict=True):
        for column, other in zip(table.columns, told["columns"], strict=True):
            other |= {"machines": column.for_machines, "by_list": column.by_list}
        told["numbered"] = table.numbered
        told["basis"] = table.basis
    return said, files


# --- how a figure is to be shown


def decimals(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def half_up(value: Fraction, places: int) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def percent(rate: dict[str, Any]) -> str:
    """100% and 0% only where they are exact."""
    part, whole = Fraction(rate["numerator"]), Fraction(rate["denominator"])
    shown = half_up(part * 100 / whole, 1)
    if part not in (0, whole) and shown in (0, 100):
        closest = {0: "0.1", 100: "99.9" if part < whole else "100.1"}
        shown = Decimal(closest[int(shown)])
    return f"{decimals(f'{shown:f}')}%"


def points(value: dict[str, Any]) -> str:
    rates = [Fraction(r["numerator"]) / Fraction(r["denominator"]) for r in _two(value)]
    exact = (rates[0] - rates[1]) * 100
    shown = half_up(exact, 1)
    if not shown and exact:
        shown = Decimal("0.1") if exact > 0 else Decimal("-0.1")
    return f"{'+' if shown > 0 else ''}{decimals(f'{shown:f}')}" if shown else "0"


def _two(value: dict[str, Any]) -> list[dict[str, Any]]:
    return [value["rate"], value["against"]]


def shown(row: Table, column: Table, table: Table, exact: bool = False) -> str:
    """The text of a cell."""
    key, kind = column["key"], column["type"]
    if key not in row:
        return ""
    value = row[key]
    if value is None:
        return "—"
    least = "≥" if key in row.get("lower_bounds", ()) else ""
    if isinstance(value, dict):
        if "points" in value:
            assert value["points"] == points(value)
            return points(value)
        assert value["percent"] == percent(value)
        base = value.get("base")
        return least + percent(value) + (f"（÷{base}{value['denominator']}）" if base else "")
    if kind == "flag":
        return "是" if value else "否"
    if kind != "text" and isinstance(value, str) and not exact:
        rounded = half_up(Fraction(value), PLACES.get(table["id"], 2))
        text = decimals(f"{rounded:f}")
        return least + ("0" if text == "-0" else text)
    return least + str(value)


#: The rate that a list is named after, and that of its next step.
OWN = {"签约": "签约率", "开工": "开工率", "投产": "投产率"}
NEXT = {"签约": "签约开工率", "开工": "开工投产率", "投产": "投产达效率"}


def read(
    table: Table, *, exact: bool = False, machines: bool = False, listed: bool = True
) -> tuple[list[str], list[list[str]]]:
    """Headings and rows as readers are to get them.

    `listed`: with the rows of a list counted, the name beside a rate of the next step, and one
    number of decimals in a column, as people are shown them and programs not.
    """
    heads: list[str] = []
    found: list[list[str]] = []
    if listed and table["numbered"]:
        heads.append("序号")
        found.append([str(number) for number in range(1, len(table["rows"]) + 1)])
    for column in table["columns"] if machines else printed(table):
        heads += parts_of(column)
        found += texts(table, column, exact, listed)
    return heads, [list(row) for row in zip(*found, strict=True)]


def batch(row: Table) -> str:
    """Of which list a row is."""
    said: str = row.get("batch") or row.get("label", "")
    return said.removesuffix("一批")


def parts_of(column: Table) -> list[str]:
    """签约率、开工率、投产率: each is a column of its own."""
    label: str = column["label"]
    return label.split("、") if column["by_list"] else [label]


def texts(table: Table, column: Table, exact: bool, listed: bool) -> list[list[str]]:
    """What stands in a column, of whose heading each part is a column of its own."""
    cells = [shown(row, column, table, exact) for row in table["rows"]]
    parts = parts_of(column)
    if len(parts) > 1:
        own = [OWN.get(batch(row), "") for row in table["rows"]]
        apart = [
            [cell if name == part else "" for cell, name in zip(cells, own, strict=True)]
            for part in parts
        ]
        return [padded(one, column) if listed else one for one in apart]
    if listed:
        cells = padded(cells, column)
    if listed and column["label"] == "名次":
        # A place that is shared is shown once.
        cells = [c if c != above else "" for c, above in zip(cells, ["", *cells], strict=False)]
    if listed and column["key"] == "next_rate":
        names = [NEXT.get(batch(row), "") for row in table["rows"]]
        cells = [f"{name} {c}" if c and name else c for name, c in zip(names, cells, strict=True)]
    return [cells]


def padded(cells: list[str], column: Table) -> list[str]:
    """With the same number of decimals everywhere."""
    if column["type"] not in ("amount", "rate", "points"):
        return cells
    number = re.compile(r"^([≥+-]*\d+)(?:\.(\d+))?")
    matches = [number.match(cell) for cell in cells]
    places = max((len(one[2] or "") for one in matches if one), default=0)
    if not places:
        return cells
    return [
        number.sub(f"{one[1]}.{(one[2] or '').ljust(places, '0')}", cell) if one else cell
        for one, cell in zip(matches, cells, strict=True)
    ]


def footnotes(table: Table) -> list[str]:
    """The notes under a table, less what stands over it."""
    return [note for note in table["notes"] if note != table["basis"]]


def printed(table: Table) -> list[Table]:
    """Without the columns that only programs are told: attributes of the page's rows."""
    return [column for column in table["columns"] if not column["machines"]]


# --- CSV


@EVERY
def test_csv(ledger: str, month: str) -> None:
    said, files = issued(ledger, month)
    raw = files[f"{month}.csv"]
    assert raw.startswith(b"\xef\xbb\xbf")
    text = raw.decode("utf-8-sig")
    found = iter([line for line in csv.reader(io.StringIO(text)) if line])
    for line in (said["title"], *said["opening"]):
        assert next(found) == ["注", line]
    heading: list[str] = []
    for table in (*said["tables"], *said["pictures"]):
        heads, rows = read(table, exact=True, machines=True, listed=False)
        columns = ["表", *heads]
        if columns != heading:
            assert next(found) == columns
            heading = columns
        for row in rows:
            cells = [bare(cell) for cell in next(found)]
            assert cells == [table["title"], *row]
        for note in table["notes"]:
            kind, line, *rest = next(found)
            assert (kind, bare(line)) == ("注", note)
            assert not any(rest)
    assert list(found) == [["口径", note] for note in said["notes"]]


def bare(cell: str) -> str:
    """A text without the mark that keeps a spreadsheet from calculating it."""
    return cell[1:] if re.match(r"'[=+\-@\t\r＝＋－＠]", cell) else cell


# --- Markdown


@EVERY
def test_md(ledger: str, month: str) -> None:
    said, files = issued(ledger, month)
    text = files[f"{month}.md"].decode()
    opening = re.findall(r"^\*\*(.*)\*\*$", text, re.M)
    assert [plain(line) for line in opening] == said["opening"]
    found = list(markdown_tables(text))
    expected = in_sections(said)
    assert [title for title, _, _ in found] == [table["title"] for table in expected]
    for (_, rows, notes), table in zip(found, expected, strict=True):
        heads, cells = read(table)
        assert rows == [heads, *cells]
        assert notes == footnotes(table)
        if table["basis"]:
            assert f"\n{table['basis'].day}　{table['basis'].units}\n" in text
    conventions = text.partition("\n## 口径\n")[2]
    # Below them the targets of links, by which a cell can be asked; no reader sees these.
    shown = [line for line in conventions.split("\n") if not re.match(r"\[\w+\]: #sgyp", line)]
    assert [plain(line[2:]) for line in shown if line] == said["notes"]


def in_sections(said: Table) -> list[Table]:
    """All tables, those of a section's pictures after its own."""
    sections = dict.fromkeys(table["section"] for table in said["tables"])
    return [
        table
        for section in sections
        for kind in ("tables", "pictures")
        for table in said[kind]
        if table["section"] == section
    ]


def plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def markdown_tables(text: str) -> Iterator[tuple[str, list[list[str]], list[str]]]:
    for block in text.split("\n### ")[1:]:
        title, _, rest = block.partition("\n")
        body = rest.partition("\n## ")[0].split("\n")
        rows = [
            [plain(cell).strip(" 　") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            for line in body
            if line.startswith("|")
        ]
        notes = [plain(line.partition(". ")[2]) for line in body if re.match(r"\d+\. ", line)]
        yield plain(title), [rows[0], *rows[2:]], notes


# --- HTML


@dataclass
class Page(HTMLParser):
    """The tables of a page: their keys, headings, rows, and what is behind a row."""

    tables: list[tuple[str, list[str], list[list[str]], list[dict[str, str]]]] = field(
        default_factory=list
    )
    opening: list[str] = field(default_factory=list)
    notes: list[list[str]] = field(default_factory=list)
    _into: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "table":
            self.tables.append((said["data-table"], [], [], []))
        elif tag in ("th", "td"):
            rows = self.tables[-1][2]
            if said.get("scope") == "col":
                self.tables[-1][1].append("")
                self._into = "heading"
            else:
                rows[-1].append("")
                self._into = "cell"
        elif tag == "tr" and self.tables:
            hidden = {k.removeprefix("data-"): v for k, v in said.items() if k.startswith("data-")}
            self.tables[-1][2].append([])
            self.tables[-1][3].append(hidden)
        elif tag in ("ul", "ol") and said.get("class") in ("opening", "notes"):
            self._into = said["class"]
            if self._into == "notes":
                self.notes.append([])
        elif tag == "li" and self._into in ("opening", "notes"):
            (self.opening if self._into == "opening" else self.notes[-1]).append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td", "ul", "ol"):
            self._into = ""

    def handle_data(self, data: str) -> None:
        if self._into == "heading":
            self.tables[-1][1][-1] += data
        elif self._into == "cell":
            self.tables[-1][2][-1][-1] += data
        elif self._into == "opening" and self.opening:
            self.opening[-1] += data.strip("\n")
        elif self._into == "notes" and self.notes[-1]:
            self.notes[-1][-1] += data.strip("\n")


@EVERY
def test_html(ledger: str, month: str) -> None:
    said, files = issued(ledger, month)
    page = Page()
    page.feed(files[f"{month}.html"].decode())
    assert page.opening == said["opening"]
    expected = [table for table in said["tables"] if table["rows"]]
    assert [id for id, _, _, _ in page.tables] == [table["id"] for table in expected]
    for (_, headings, rows, hidden), table in zip(page.tables, expected, strict=True):
        columns = printed(table)
        assert (headings, rows[1:]) == read(table)
        others = [column for column in table["columns"] if column not in columns]
        assert hidden[1:] == [
            {c["key"]: shown(row, c, table, exact=True) for c in others if c["key"] in row}
            for row in table["rows"]
        ]
    told = [notes for table in said["tables"] if (notes := footnotes(table))]
    assert page.notes == [*told, said["notes"]]


# --- Word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@EVERY
def test_docx(ledger: str, month: str) -> None:
    said, _ = issued(ledger, month)
    loaded = load_files(LEDGERS[ledger]).ledger
    period = parse_period(PeriodKind.MONTH, month)
    assert loaded and period
    made = document(loaded, period)
    bare = tuple(section._replace(pictures=()) for section in made.sections)
    with zipfile.ZipFile(io.BytesIO(to_docx(made._replace(sections=bare)))) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))
    lines = [_text(paragraph) for paragraph in body.iter(f"{W}p")]
    for line in said["opening"]:
        assert line in lines
    found = [
        [[_text(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
        for table in body.iter(f"{W}tbl")
    ]
    expected = [table for table in said["tables"] if table["rows"]]
    assert len(found) == len(expected)
    for rows, table in zip(found, expected, strict=True):
        heads, cells = read(table)
        assert rows == [heads, *cells], table["title"]
    for table in said["tables"]:
        assert table["title"] in lines
        notes = footnotes(table)
        for number, note in enumerate(notes, 1):
            count = f"{number}. " if len(notes) > 1 else ""
            assert f"{'注：' if number == 1 else '　　'}{count}{note}" in lines
    assert [f"{number}. {note}" for number, note in enumerate(said["notes"], 1)] == lines[
        -len(said["notes"]) :
    ]


def _text(element: ElementTree.Element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


# --- Excel


class Sheets:
    """A workbook's sheets as rows of what they display."""

    def __init__(self, data: bytes) -> None:
        self._book = openpyxl.load_workbook(io.BytesIO(data))
        self.names = self._book.sheetnames

    def rows(self, name: str) -> list[list[str]]:
        return [[displayed(cell) for cell in row] for row in self._book[name].iter_rows()]

    def values(self, name: str) -> list[list[Any]]:
        return [[cell.value for cell in row] for row in self._book[name].iter_rows()]


def displayed(cell: Any) -> str:
    """What a spreadsheet shows in a cell: its number in its format, rounded as Excel rounds."""
    value = cell.value
    if value is None or isinstance(value, str):
        return value or ""
    form = cell.number_format.split(";")[0]
    prefix = "".join(re.findall(r'^"([^"]*)"', form))
    suffix = "".join(re.findall(r'"([^"]*)"', form.removeprefix(f'"{prefix}"')))
    read = re.fullmatch(r"(\+?)0(?:\.(0+))?(%?)", re.sub(r'"[^"]*"', "", form))
    assert read, form
    sign, places, share = read.groups()
    number = Decimal(f"{value:.15g}") * (100 if share else 1)
    text = f"{number.quantize(Decimal(1).scaleb(-len(places or '')), ROUND_HALF_UP):f}"
    if number > 0:
        text = sign + text
    return prefix + text + share + suffix


@EVERY
def test_xlsx(ledger: str, month: str) -> None:
    said, files = issued(ledger, month)
    sheets = Sheets(files[f"{month}.xlsx"])
    everywhere = [row for name in sheets.names for row in sheets.rows(name)]
    at = 0
    drawn: list[Table] = []
    for table in in_sections(said):
        heading, wanted = read({**table, "columns": in_sheets(table)}, machines=True)
        start = _find(everywhere, at, table, heading)
        if start is None:
            # A picture's table is not written twice.
            assert table in said["pictures"]
            assert any(_same(table, other) for other in drawn)
            continue
        drawn.append(table)
        at = start
        top = _filled(everywhere[at])
        places: list[int] = []
        for label in heading:
            # Two columns may be called the same.
            places.append(next(i for i, c in enumerate(top) if c == label and i not in places))
        for row in wanted:
            at += 1
            assert [everywhere[at][place] for place in places] == row, table["title"]
        notes = footnotes(table)
        for number, note in enumerate(notes, 1):
            head = f"注{number}：" if len(notes) > 1 else "注："
            rest = head + note
            while rest:
                # A long one is continued below, as a row is only so high.
                at += 1
                part = everywhere[at][0]
                assert part and rest.startswith(part)
                rest = rest.removeprefix(part)
    there = {cell for row in everywhere for cell in row}
    assert {said["title"], *said["opening"], *said["notes"]} <= there
    assert len(drawn) >= len(said["tables"])


def _filled(row: list[str]) -> list[str]:
    return [cell.replace("\n", "") for cell in row]


def in_sheets(table: Table) -> list[Table]:
    """What only programs are told stands behind the rest."""
    return [*printed(table), *(c for c in table["columns"] if c not in printed(table))]


def _find(rows: list[list[str]], at: int, table: Table, heading: list[str]) -> int | None:
    """The row of a table's headings: below its title, and its day and units where it says them."""
    basis = table["basis"]
    for number in range(at, len(rows) - 2):
        if rows[number][0] != table["title"]:
            continue
        below = number + 1
        if basis:
            measured = any(
                column["type"] in ("count", "amount", "number") for column in printed(table)
            )
            assert basis.day in rows[below]
            # Rates alone are in no unit.
            assert (basis.units in rows[below]) == measured
            below += 1
        if set(heading) <= set(_filled(rows[below])):
            return below
    return None


def _same(table: Table, other: Table) -> bool:
    return bool(table["rows"] == other["rows"] and table["columns"] == other["columns"])


@EVERY
def test_xlsx_as_another_program_reads_it(ledger: str, month: str) -> None:
    _, files = issued(ledger, month)
    data = files[f"{month}.xlsx"]
    sheets = Sheets(data)
    other = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert other.sheet_names == sheets.names
    for name in sheets.names:
        read = other.get_sheet_by_name(name).to_python(skip_empty_area=False)
        width = max((len(row) for row in read), default=0)
        mine = [[("" if v is None else v) for v in row] for row in sheets.values(name)]
        mine = [[*row, *[""] * (width - len(row))][:width] for row in mine]
        assert read == mine[: len(read)]
        assert not any(cell for row in mine[len(read) :] for cell in row)


def test_no_figure_is_cut_off_instead_of_rounded() -> None:
    """The reader above is no use if it rounds as it should have been told to."""
    cut = Decimal("0.125").quantize(Decimal("0.01"), ROUND_DOWN)
    assert half_up(Fraction("0.125"), 2) != cut
    assert percent({"numerator": "1999", "denominator": "2000"}) == "99.9%"
    assert percent({"numerator": "1", "denominator": "9999"}) == "0.1%"


# --- section one is what `sgyp summary` says


@EVERY
def test_section_one_is_the_summary(sgyp: Sgyp, ledger: str, month: str) -> None:
    said, _ = issued(ledger, month)
    where = LEDGERS[ledger]
    run = sgyp("summary", "--format", "json", "--as-of", said["as_of"], "--ledger", str(where))
    summary = json.loads(run.text)
    assert summary["as_of"] == said["as_of"]
    notice = {"demo": 1, "data": 0}[ledger]
    mine = [dict(table) for table in said["tables"] if table["section"] == "section-one"]
    assert [table["id"] for table in mine] == ["cumulative", "phases"]
    for table, other in zip(mine, summary["tables"], strict=True):
        for added in ("section", "numbered", "basis"):
            del table[added]
        told = ("key", "label", "type")
        table["columns"] = [{k: c[k] for k in told} for c in table["columns"]]
        # What the ledger says of itself stands once, at the head.
        assert table == other | {"notes": other["notes"][notice:]}
        assert other["notes"][:notice] == said["opening"][:notice]


def test_nothing_is_known_before_the_first_published_day() -> None:
    said, _ = issued("data", "2023-05")
    figures = {"count", "investment", "own_reached", "next_reached"}
    for table in said["tables"]:
        if table["section"] == "section-one":
            for row in table["rows"]:
                assert all(row[key] is None for key in figures & set(row)), row


def test_every_table_has_an_id_of_its_own() -> None:
    for ledger, month in MONTHS:
        said, _ = issued(ledger, month)
        ids = [table["id"] for table in said["tables"]]
        assert len(set(ids)) == len(ids)


def test_every_cell_belongs_to_a_column() -> None:
    for ledger, month in MONTHS:
        said, _ = issued(ledger, month)
        for table in (*said["tables"], *said["pictures"]):
            keys = {column["key"] for column in table["columns"]}
            for row in table["rows"]:
                cells = set(row) - {"lower_bounds"}
                assert cells <= keys, table["id"]
                assert set(row.get("lower_bounds", ())) <= cells, table["id"]
