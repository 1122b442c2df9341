"""Section one by Spark: the same SQL as `sgyp summary --dataset`, on one machine or a cluster.

    spark-submit examples/spark/summary.py 数据集 --phases 1,2,3 --as-of 2023-06-30
    spark-submit --master yarn examples/spark/summary.py hdfs:///数据集 --table unit

Prints one JSON line a row.  Needs PySpark and Java, and of sgyp nothing but its SQL files, which
are read from the folder given by --sql.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

#: Views that the tables stand on, in order.
VIEWS = ("standing", "asked_phases", "listed", "population")
#: Tables that say in which group each project is; `by.sql` then adds up.
GROUPED = ("sector", "unit", "region", "band", "people")
TABLES = ("summary", "progress", "rates", *GROUPED)
SQL = Path(__file__).resolve().parents[2] / "src" / "sangeyipi" / "dataset" / "sql"
#: Under this name each Parquet file has the `written` of its schema.json.
MARK = "sgyp"
ASKED = "as_of date, phases string, region string, platform boolean"


def statements(sql: Path, name: str) -> list[str]:
    """The statements of one file."""
    text = (sql / f"{name}.sql").read_text(encoding="utf-8")
    return [one for one in text.split("\n;\n") if one.strip()]


def session(master: str | None) -> Any:
    """A session of Spark; without a master, the one that spark-submit gives, or this machine."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("sgyp")
    if master:
        builder = builder.master(master)
    # A region is a text, even where it looks like a number; a CASE may compare what does not fit.
    settings = {
        "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    if master and master.startswith("local"):
        # Two hundred parts, as by default, are for a cluster.
        settings["spark.sql.shuffle.partitions"] = "2"
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def open_dataset(spark: Any, folder: str) -> None:
    """A view for each table of a dataset.

    Raises SystemExit where other files lie in it, or not those that were written with schema.json.
    """
    schema = json.loads(spark.read.text(f"{folder}/schema.json", wholetext=True).first()[0])
    for table in schema["tables"]:
        name = table["name"]
        found = spark.read.parquet(f"{folder}/{name}")
        # Spark reads whatever lies in a folder: a file left there would be counted in.
        there, listed = (
            sorted(file.rpartition("/")[2] for file in files)
            for files in (found.inputFiles(), table["files"])
        )
        if there != listed:
            raise SystemExit(
                f"{folder}/{name} 里的文件（{len(there)} 个）与 schema.json 列的"
                f"（{len(listed)} 个）不同：移走别的文件，或重新运行 sgyp dataset"
            )
        _check_files(spark, folder, table, schema["written"], found.inputFiles())
        found.createOrReplaceTempView(name)


def _check_files(
    spark: Any, folder: str, table: dict[str, Any], written: str, files: Sequence[str]
) -> None:
    """Each is of this very dataset, and together they have as many rows as were written.

    Their footers say so, which hold what sgyp wrote of them beside the columns.
    """
    jvm, settings = spark._jvm, spark._jsc.hadoopConfiguration()
    parquet = jvm.org.apache.parquet.hadoop
    rows = 0
    for file in files:
        path = jvm.org.apache.hadoop.fs.Path(jvm.java.net.URI.create(file))
        reader = parquet.ParquetFileReader.open(
            parquet.util.HadoopInputFile.fromPath(path, settings)
        )
        try:
            mark = reader.getFileMetaData().getKeyValueMetaData().get(MARK)
            rows += reader.getRecordCount()
        finally:
            reader.close()
        if mark != written:
            name = f"{table['name']}/{file.rpartition('/')[2]}"
            raise SystemExit(
                f"{folder} 里的 {name} 不是和 schema.json 一起写的：重新运行 sgyp dataset"
            )
    if rows != table["rows"]:
        raise SystemExit(
            f"{folder} 里的 {table['name']} 有 {rows} 行，写的时候是 {table['rows']} 行："
            "重新运行 sgyp dataset"
        )


def ask(spark: Any, sql: Path, asked: tuple[Any, ...]) -> None:
    """What the next answers are about: day, phases (`1,2,3`), region, 监管平台."""
    spark.createDataFrame([asked], ASKED).createOrReplaceTempView("asked")
    for name in VIEWS:
        run(spark, sql, name)


def run(spark: Any, sql: Path, name: str) -> list[dict[str, Any]]:
    """One table: the rows that the last statement of its file answers."""
    found = None
    for name_of_file in (name, "by") if name in GROUPED else (name,):
        for one in statements(sql, name_of_file):
            found = spark.sql(one)
    return [row.asDict() for row in found.collect()] if found is not None else []


def told(row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """What is known, exact: decimals as they are written, days as in a ledger."""
    for key, value in row.items():
        if value is not None:
            yield key, value if isinstance(value, str | int | bool) else str(value)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description="sgyp's definitions, run by Spark.")
    parser.add_argument("dataset", help="a folder that sgyp dataset has written, or its address")
    parser.add_argument("--table", choices=TABLES, default="summary")
    parser.add_argument("--as-of", type=date.fromisoformat, help="2023-06-30; else all recorded")
    parser.add_argument("--phases", help="1,2,3; else all")
    parser.add_argument("--region")
    parser.add_argument("--platform", choices=("true", "false"))
    parser.add_argument("--master", help="local[*], yarn, spark://…; else spark-submit's")
    parser.add_argument("--sql", type=Path, default=SQL, help="the folder of sgyp's SQL files")
    options = parser.parse_args(arguments)
    platform = None if options.platform is None else options.platform == "true"
    spark = session(options.master)
    open_dataset(spark, options.dataset)
    ask(spark, options.sql, (options.as_of, options.phases, options.region, platform))
    for row in run(spark, options.sql, options.table):
        sys.stdout.write(json.dumps(dict(told(row)), ensure_ascii=False) + "\n")
    spark.stop()


if __name__ == "__main__":
    main()
