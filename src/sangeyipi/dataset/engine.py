"""The definitions in `sql/`, run on a dataset by DuckDB, which is embedded.

Owns how the files become statements and a question becomes the table `asked`; `examples/spark/`
does the same with Spark.  Must not know what any answer means.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

from sangeyipi.dataset.schema import MARK, SCHEMA, NotOurDataset, schema_of
from sangeyipi.model.phases import Phases

#: Views that the tables stand on, in order.
VIEWS = ("standing", "asked_phases", "listed", "population")
Row = dict[str, Any]


class SqlAsked(NamedTuple):
    """What the definitions are asked: the one row of `asked`."""

    as_of: date | None = None
    phases: Phases | None = None
    region: str | None = None
    platform: bool | None = None

    @property
    def numbers(self) -> str | None:
        """The phases as SQL takes them: 1,2,3."""
        return ",".join(map(str, self.phases)) if self.phases else None


@cache
def statements(name: str) -> tuple[str, ...]:
    """The statements of one file of `sql/`."""
    text = resources.files("sangeyipi.dataset").joinpath("sql", f"{name}.sql").read_text("utf-8")
    return tuple(one for one in text.split("\n;\n") if one.strip())


class Engine:
    """A dataset opened; to be asked one question after another.

    All that it is asked raises NotOurDataset where the files are not as its schema.json says.
    """

    def __init__(self, folder: Path) -> None:
        import duckdb

        self.folder, self.schema = folder, schema_of(folder)
        self._db: duckdb.DuckDBPyConnection = duckdb.connect()
        # What an answer is must not depend on the machine's settings.
        self._execute("SET TimeZone = 'UTC'")
        for table in self.schema["tables"]:
            self._open(table)
        self._check_files()
        self._check_columns()

    def close(self) -> None:
        """Let go of it."""
        self._db.close()

    def _open(self, table: Row) -> None:
        files = self._files([table])
        in_path = self.schema["partitioned"] and any("/region=" in file for file in table["files"])
        how = (
            ", hive_partitioning=true, hive_types={'region': VARCHAR}"
            if in_path
            else ", hive_partitioning=false"
        )
        source = f"read_parquet({files}{how})"
        self._execute(f'CREATE VIEW "{table["name"]}" AS SELECT * FROM {source}', table["name"])

    def _files(self, tables: list[Row]) -> str:
        """A name in a path stands for itself: no character of it is a pattern."""
        paths = (str(self.folder / file) for one in tables for file in one["files"])
        # DuckDB would take these for patterns.
        escaped = (re.sub(r"[\[*?]", r"[\g<0>]", path) for path in paths)
        return "[" + ",".join(_text(path) for path in escaped) + "]"

    def _check_files(self) -> None:
        """Each is of this very dataset, with as many rows as it was written with."""
        files = self._files(self.schema["tables"])
        sql = (
            f"SELECT file_name, value FROM parquet_kv_metadata({files}) "
            f"WHERE key = {_text(MARK)}::BLOB"
        )
        marks = {row["file_name"]: bytes(row["value"]).decode() for row in self.rows(sql)}
        sql = f"SELECT file_name, num_rows FROM parquet_file_metadata({files})"
        rows = {row["file_name"]: row["num_rows"] for row in self.rows(sql)}
        for table in self.schema["tables"]:
            paths = [str(self.folder / file) for file in table["files"]]
            for path in paths:
                if marks.get(path) != self.schema["written"]:
                    name = Path(path).relative_to(self.folder).as_posix()
                    raise self._refusal(f"{name} 不是和 {SCHEMA} 一起写的")
            count = sum(rows[path] for path in paths)
            if count != table["rows"]:
                told = f"{table['name']} 有 {count} 行，写的时候是 {table['rows']} 行"
                raise self._refusal(told)

    def _check_columns(self) -> None:
        """Their types are what was written."""
        found: dict[str, dict[str, str]] = {}
        for row in self.rows("SELECT table_name, column_name, data_type FROM duckdb_columns()"):
            found.setdefault(row["table_name"], {})[row["column_name"]] = row["data_type"]
        for table in self.schema["tables"]:
            here = found.get(table["name"], {})
            for column in table["columns"]:
                if here.get(column["name"]) != _type(column["type"]):
                    told = f"{table['name']} 的列 {column['name']} 缺了，或不是 {column['type']}"
                    raise self._refusal(told)

    def _refusal(self, why: str) -> NotOurDataset:
        folder = self.folder
        return NotOurDataset(f"{folder} 里的 {why}：重新运行 sgyp dataset {folder}")

    def ask(self, asked: SqlAsked) -> None:
        """What the next answers are about."""
        self._execute(
            "CREATE OR REPLACE TEMPORARY TABLE asked AS SELECT ?::DATE AS as_of, "
            "?::VARCHAR AS phases, ?::VARCHAR AS region, ?::BOOLEAN AS platform",
            values=[asked.as_of, asked.numbers, asked.region, asked.platform],
        )
        for name in VIEWS:
            self.run(name)

    def run(self, name: str) -> list[Row]:
        """One file of `sql/`: what its last statement answers."""
        for one in statements(name):
            self._execute(one)
        return self._rows()

    def rows(self, sql: str, values: list[Any] | None = None) -> list[Row]:
        """What a statement of ours answers, with values for its `?`."""
        self._execute(sql, values=values)
        return self._rows()

    def _execute(self, sql: str, table: str = "", values: list[Any] | None = None) -> None:
        with self._told(table):
            self._db.execute(sql, values or [])

    def _rows(self) -> list[Row]:
        names = [one[0] for one in self._db.description or ()]
        with self._told(""):
            return [dict(zip(names, row, strict=True)) for row in self._db.fetchall()]

    @contextmanager
    def _told(self, table: str) -> Iterator[None]:
        """What the engine cannot do, told: the SQL is proven, so that it is of the files."""
        import duckdb

        try:
            yield
        except duckdb.OutOfMemoryException as error:
            raise NotOurDataset(f"内存或临时磁盘不够，没有算成：{_first_line(error)}") from None
        except duckdb.Error as error:
            if table:
                raise self._refusal(f"{table} 缺了或坏了") from None
            told = f"有一张表读不了，坏了或是另一版 sgyp 写的（{_first_line(error)}）"
            raise self._refusal(told) from None


#: How DuckDB calls what Arrow does.
_TYPES = {
    "int32": "INTEGER",
    "int64": "BIGINT",
    "bool": "BOOLEAN",
    "string": "VARCHAR",
    "date32[day]": "DATE",
}


def _type(arrow: str) -> str:
    """DuckDB's type of a column, from Arrow's."""
    if found := re.fullmatch(r"decimal128\((\d+), (\d+)\)", arrow):
        return f"DECIMAL({found[1]},{found[2]})"
    if found := re.fullmatch(r"list<\w+: (.+)>", arrow):
        return f"{_type(found[1])}[]"
    if found := re.fullmatch(r"map<([^,]+), (.+?)>", arrow):
        return f"MAP({_type(found[1])}, {_type(found[2])})"
    return _TYPES.get(arrow, arrow)


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
