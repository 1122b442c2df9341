"""The page on datasets: its tables, its files of SQL and its commands are those that there are."""

import json
import re
from decimal import Decimal
from importlib import resources
from pathlib import Path

import pytest
from conftest import DEMO, ROOT, inside

duckdb = pytest.importorskip("duckdb", reason="the extra `dataset` is not installed")
pytest.importorskip("pyarrow", reason="the extra `dataset` is not installed")

PAGE = (ROOT / "docs" / "数据集.md").read_text("utf-8")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo county as a dataset, and by 地区, in folders called as on the page."""
    folder = tmp_path_factory.mktemp("page")
    for name, more in (("数据集", ()), ("分区", ("--partition", "地区"))):
        done = inside("dataset", folder / name, *more, "--ledger", DEMO)
        assert done.code == 0, done.errors
    return folder


def test_the_tables_and_what_is_said_of_their_columns(written: Path) -> None:
    schema = json.loads((written / "数据集" / "schema.json").read_bytes())
    tables = {one["name"]: one for one in schema["tables"]}
    listed = [line.split("|")[1] for line in PAGE.splitlines() if re.match(r"\| `[a-z]", line)]
    named = [name for cell in listed for name in re.findall("`([a-z_]+)`", cell)]
    assert named == [*dict.fromkeys(named)]
    assert set(named) - {"sgyp"} == tables.keys()
    columns = [one for table in tables.values() for one in table["columns"]]
    assert all(one["meaning"] for one in columns)
    # No floats; an amount has four places, a date four columns.
    assert not [one for one in columns if re.search("float|double", one["type"])]
    assert next(one for one in columns if one["name"] == "investment")["type"].endswith(", 4)")
    said = {one["name"]: one["type"] for one in tables["milestones"]["columns"]}
    dates = ("date", "date_first", "date_last", "date_precision")
    assert [said[one] for one in dates] == ["string", "date32[day]", "date32[day]", "string"]


def test_the_files_of_sql_are_those_that_it_names() -> None:
    there = {one.name for one in resources.files("sangeyipi.dataset").joinpath("sql").iterdir()}
    assert set(re.findall(r"`([a-z_]+\.sql)`", PAGE)) == there


def test_what_is_typed_for_duckdb_works(written: Path) -> None:
    (asked,) = re.findall(r'^duckdb -c "(.*)"$', PAGE, re.MULTILINE)
    assert "'数据集/projects/*.parquet'" in asked
    whole = dict(duckdb.sql(asked.replace("数据集", str(written / "数据集"))).fetchall())
    (by_region,) = re.findall(r"写 `'(数据集/projects/.*\.parquet)'`", PAGE)
    place = by_region.replace("数据集", str(written / "分区"))
    apart = dict(duckdb.sql(f"SELECT unit, COUNT(*) FROM '{place}' GROUP BY unit").fetchall())
    assert apart == whole
    assert sum(whole.values()) > 100
    folders = {one.parent.name for one in (written / "分区" / "projects").glob("*/*.parquet")}
    assert folders == {"region=云岫县"}


def test_a_file_is_written_group_by_group(written: Path) -> None:
    from sangeyipi.dataset.write import GROUP

    assert 65_000 <= GROUP < 66_000
    of_groups = "SELECT row_group_num_rows FROM parquet_metadata('{}')"
    path = written / "数据集" / "reports" / "part-0.parquet"
    sizes = [size for (size,) in duckdb.sql(of_groups.format(path)).fetchall()]
    assert max(sizes) <= GROUP
    total = f"SELECT SUM(investment) FROM '{written}/数据集/projects/*.parquet'"
    ((found,),) = duckdb.sql(total).fetchall()
    assert isinstance(found, Decimal)
