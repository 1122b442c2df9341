"""The definitions in `sql/`, run on a dataset by DuckDB, which is embedded.

Owns how the files become statements and a question becomes the table `asked`; `examples/spark/`
does the same with Spark.  Must not know what any answer means.
"""

from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sangeyipi.dataset.place import NotOurDataset, schema_of
from sangeyipi.model.phases import Phases

if TYPE_CHECKING:
    pass

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
    """A dataset opened; to be asked one question after another.  Raises NotOurs."""

    def __init__(self, folder: Path) -> None:
        import duckdb

        self.schema = schema_of(folder)
        self._db: duckdb.DuckDBPyConnection = duckdb.connect()
        # What an answer is must not depend on the machine's settings.
        self._db.execute("SET TimeZone = 'UTC'")
        partitioned = bool(self.schema["partitioned"])
        for table in self.schema["tables"]:
            self._open(folder, table, partitioned)

    def close(self) -> None:
        """Let go of it."""
        self._db.close()

    def _open(self, folder: Path, table: Row, partitioned: bool) -> None:
        # A name in a path stands for itself: no character of it is a pattern.
        files = ",".join(_text(str(folder / file)) for file in table["files"])
        in_path = partitioned and any("/region=" in file for file in table["files"])
        how = (
            ", hive_partitioning=true, hive_types={'region': VARCHAR}"
            if in_path
            else ", hive_partitioning=false"
        )
        source = f"read_parquet([{files}]{how})"
        import duckdb

        try:
            self._db.execute(f'CREATE VIEW "{table["name"]}" AS SELECT * FROM {source}')
        except duckdb.Error:
            told = f"{folder} 里的 {table['name']} 缺了或坏了：重新运行 sgyp dataset {folder}"
            raise NotOurDataset(told) from None

    def ask(self, asked: SqlAsked) -> None:
        """What the next answers are about."""
        self._db.execute(
            "CREATE OR REPLACE TEMPORARY TABLE asked AS SELECT ?::DATE AS as_of, "
            "?::VARCHAR AS phases, ?::VARCHAR AS region, ?::BOOLEAN AS platform",
            [asked.as_of, asked.numbers, asked.region, asked.platform],
        )
        for name in VIEWS:
            self.run(name)

    def run(self, name: str) -> list[Row]:
        """One file of `sql/`: what its last statement answers."""
        for one in statements(name):
            self._db.execute(one)
        return self._rows()

    def rows(self, sql: str, values: list[Any] | None = None) -> list[Row]:
        """What a statement of ours answers, with values for its `?`."""
        self._db.execute(sql, values or [])
        return self._rows()

    def _rows(self) -> list[Row]:
        names = [one[0] for one in self._db.description or ()]
        return [dict(zip(names, row, strict=True)) for row in self._db.fetchall()]


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
