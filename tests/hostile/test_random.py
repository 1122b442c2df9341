"""Random and mutated ledgers: never an exception, and what has no error renders everywhere."""

import json
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePath
from unicodedata import category

import pytest
from conftest import DATA, DEMO, LEDGER, PROJECT, write_files
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sangeyipi import api
from sangeyipi.checks.run import has_errors
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.selection import Filter
from sangeyipi.model.document import answer
from sangeyipi.model.table import Table
from sangeyipi.render.csv import to_csv
from sangeyipi.render.diagnostics import FOR_PROGRAMS, to_text
from sangeyipi.render.json import to_json
from sangeyipi.render.markdown import to_markdown
from sangeyipi.render.placing import place
from sangeyipi.render.text import text
from sangeyipi.render.width import width
from sangeyipi.tables.listing import list_table

FAST = settings(
    max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
FILES = ("ledger.yaml", "projects/a.yaml", "projects/b.csv", "rollups/a.yaml", "statements/a.yaml")
ROLLUP = (DATA / "rollups" / "第八期.yaml").read_bytes()
SEEDS: dict[str, bytes] = {
    "ledger.yaml": (DATA / "ledger.yaml").read_bytes(),
    "projects/a.yaml": (DEMO / "projects" / "第9期.yaml").read_bytes()[:3000],
    "projects/b.csv": "编号,名称,总投资,在册.签约,节点.签约\nA-1,园,1.5,1,2021-07\n".encode(),
    "rollups/a.yaml": ROLLUP,
    "statements/a.yaml": (DATA / "statements" / "2023-06-19.yaml").read_bytes()[:600],
}
#: Pieces that mean something to YAML, CSV or the ledger.
PIECES = st.sampled_from(
    [
        "- ",
        ": ",
        ":",
        "：",
        "，",
        "\n",
        "  ",
        "\t",
        "{",
        "}",
        "[",
        "]",
        ",",
        "&a",
        "*a",
        "!!x",
        "<<: ",
        "---",
        "#",
        "'",
        '"',
        "\\",
        ">",
        "%",
        "@",
        "`",
        "~",
        "null",
        "—",
        "已",
        "-1",
        "0",
        "1e9",
        "2023-02-30",
        "2023-06",
        "9999-12-31",
        "编号: ",
        "名称: ",
        "总投资: ",
        "期: ",
        "批: ",
        "个数: ",
        "节点:",
        "在册:",
        "签约: ",
        "截至: ",
        "公布:",
        "口径:",
        "含明细: true",
        "调出:",
        "\x00",
        "\x1b",
        "\u2028",
        "\ufeff",
        "\u202e",
        "🏭",
    ]
)


def _survive(files: Mapping[str, bytes]) -> None:
    """Load, check and report; and where nothing is wrong, every table in every format."""
    with tempfile.TemporaryDirectory() as folder:
        loaded = api.load(write_files(Path(folder), files))
    found = api.check(loaded, strict=True)
    placed = place(loaded, found, PurePath("台账"))
    assert len(placed) == len(found)
    report = to_text(placed)
    assert not any(category(char) in HIDDEN for char in report.replace("\n", ""))
    for form, render in FOR_PROGRAMS.items():
        printed = render(placed, "台账")
        assert form == "github" or json.loads(printed)
    if loaded.ledger is None or has_errors(found):
        with pytest.raises(api.LedgerHasErrors):
            api.verified(loaded)
        return
    for day in (None, date(2022, 6, 30)):
        _render(Figures(loaded.ledger, day))


def _render(figures: Figures) -> None:
    tables = [*api.summary(figures), *api.summary(figures, unique=True)]
    tables += [table for by in ("phase", "batch") for table in api.summary(figures, by=by)]
    tables += [t for by in ("sector", "unit", "band") for t in api.summary(figures, by=by)]
    tables.append(list_table(figures, Filter()))
    _in_every_format(tables)


def _in_every_format(tables: list[Table]) -> None:
    assert text(tables)
    assert to_markdown(answer(tables, ""))
    assert to_csv(answer(tables, ""))
    assert json.loads(to_json(answer(tables, "台账")))["tables"]
    for columns in (20, 40, 120):
        lines = text(tables, columns).splitlines()
        assert max(width(line) for line in lines) <= columns


def _cut(data: bytes, at: int) -> bytes:
    """Cut somewhere, and mostly at a character: bytes that are no UTF-8 all end the same way."""
    return data[: at % (len(data) + 1)].decode("utf-8", "ignore").encode()


def _inserted(data: bytes, at: int, piece: str) -> bytes:
    head = _cut(data, at)
    return head + piece.encode() + data[len(head) :]


@FAST
@given(st.sampled_from(FILES), st.text())
@example("projects/a.yaml", "? [a]\n: b")
@example("rollups/a.yaml", "- 期: 1-9999\n  截至: 2021-01-01\n  个数: 999999999\n")
@example("ledger.yaml", "名称: x\n期次: []\n")
def test_random_text(name: str, content: str) -> None:
    _survive({"projects/z.yaml": PROJECT.encode(), name: content.encode("utf-8", "replace")})


@FAST
@given(st.sampled_from(FILES), st.binary(max_size=200))
def test_random_bytes(name: str, content: bytes) -> None:
    _survive({"projects/z.yaml": PROJECT.encode(), name: content})


@FAST
@given(st.sampled_from(FILES), st.lists(PIECES, max_size=30))
def test_random_pieces(name: str, pieces: list[str]) -> None:
    _survive({"projects/z.yaml": PROJECT.encode(), name: "".join(pieces).encode()})


@FAST
@given(st.sampled_from(FILES), st.integers(0, 10**6))
def test_truncated(name: str, at: int) -> None:
    _survive({**SEEDS, name: _cut(SEEDS[name], at)})


@FAST
@given(st.sampled_from(FILES), st.lists(st.tuples(st.integers(0, 10**6), PIECES), max_size=3))
def test_pieces_inserted(name: str, pieces: list[tuple[int, str]]) -> None:
    data = SEEDS[name]
    for at, piece in pieces:
        data = _inserted(data, at, piece)
    _survive({**SEEDS, name: data})


@FAST
@given(st.sampled_from(FILES), st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255))))
def test_bytes_flipped(name: str, flips: list[tuple[int, int]]) -> None:
    data = bytearray(SEEDS[name])
    for at, value in flips:
        data[at % len(data)] ^= value
    _survive({**SEEDS, name: bytes(data)})


@FAST
@given(st.data())
def test_lines_shuffled_between_files(data: st.DataObject) -> None:
    lines = [line for content in SEEDS.values() for line in content.splitlines(keepends=True)]
    chosen = data.draw(st.lists(st.sampled_from(lines), max_size=25))
    _survive({"projects/z.yaml": PROJECT.encode(), "projects/a.yaml": b"".join(chosen)})


AMOUNTS = st.decimals(0, 10**11, places=4).map(str)
DATES = st.sampled_from(["2021-07-10", "2021-07", "2021-10-08", "2022-01", "已"])


@st.composite
def _project(draw: st.DrawFn) -> str:
    """A project that is mostly right: so that figures are made, not only faults."""
    number = draw(st.integers(0, 10**6))
    lines = [f"- 编号: P-{number}", f"  名称: 园{number}"]
    if draw(st.booleans()):
        lines.append(f"  总投资: {draw(AMOUNTS)}")
    if draw(st.booleans()):
        lines.append(f"  监管平台: {draw(st.sampled_from(['true', 'false']))}")
    batches = draw(st.lists(st.sampled_from(["签约", "开工", "投产"]), unique=True))
    if batches:
        lines += ["  在册:", *(f"    {b}: {draw(st.integers(1, 2))}" for b in batches)]
    reached = draw(st.lists(st.sampled_from(["签约", "履约", "开工", "达效"]), unique=True))
    if reached:
        lines += ["  节点:", *(f"    {m}: {draw(DATES)}" for m in reached)]
    return "\n".join(lines) + "\n"


@FAST
@given(st.lists(_project(), max_size=6), st.sampled_from(["签约", "履约"]), st.booleans())
def test_ledgers_that_are_mostly_right(projects: list[str], base: str, total: bool) -> None:
    settled = f"口径:\n  开工率分母: {base}\n  转化计入总数: {str(total).lower()}\n"
    _survive(
        {
            "ledger.yaml": (LEDGER + settled).encode(),
            "projects/a.yaml": "".join(projects).encode(),
        }
    )


@pytest.mark.parametrize("name", FILES)
def test_the_seeds_are_read(name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert api.load(write_files(Path(folder), {name: SEEDS[name]})).ledger is not None
