"""Spark answers the same SQL files as the ledger does: one run of the real one.

Skipped where there is no Java, or no Python that has PySpark (SGYP_SPARK_PYTHON names it).
"""

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="the extra `dataset` is not installed")

from conftest import DATA, DEMO, ROOT

from sangeyipi import api
from sangeyipi.figures.resolve import Figures

from .asked import Question, cells, from_text, made, same

#: All in one JVM: a start costs more than all that is asked.
RUN = """
import json, sys
from datetime import date
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from summary import SQL, ask, open_dataset, run, session, told
spark = session("local[2]")
for folder, name, day, phases in json.loads(sys.argv[2]):
    open_dataset(spark, folder)
    ask(spark, SQL, (day and date.fromisoformat(day), phases, None, None))
    print(json.dumps([dict(told(row)) for row in run(spark, SQL, name)]))
for folder in sys.argv[3:]:
    try:
        open_dataset(spark, folder)
    except SystemExit as refused:
        print("refused:", refused)
spark.stop()
"""


#: Of so few rows, compiling what is asked costs more than answering it.
LEAN = (
    "--conf spark.sql.codegen.wholeStage=false --conf spark.sql.codegen.factoryMode=NO_CODEGEN "
    "--conf spark.sql.adaptive.enabled=false --driver-java-options "
    "'-XX:TieredStopAtLevel=1 -XX:+UseSerialGC' pyspark-shell"
)


def python_with_spark() -> str:
    if shutil.which("java") is None:
        pytest.skip("no Java")
    python = os.environ.get("SGYP_SPARK_PYTHON", sys.executable)
    found = subprocess.run([python, "-c", "import pyspark"], capture_output=True, check=False)
    if found.returncode:
        pytest.skip(f"no PySpark for {python}")
    return python


def exact(row: dict[str, Any], like: dict[str, Any]) -> dict[str, Any]:
    """A row of JSON, decimals read back; what is not said is not known."""
    found: dict[str, Any] = {}
    for key, value in like.items():
        said = row.get(key)
        found[key] = Decimal(said) if isinstance(said, str) and key != "label" else said
        if said is None and isinstance(value, bool):
            found[key] = False
    return found


def test_spark_answers_the_same(tmp_path: Path) -> None:
    python = python_with_spark()
    day = date(2023, 6, 30)
    asked = []
    for folder, name, question in (
        (DEMO, "summary", Question(day, "1-7")),
        (DEMO, "unit", Question(day)),
        (DEMO, "band", Question(None, "8")),
        (DATA, "summary", Question(None, "8")),
    ):
        source = api.load(folder)
        assert source.ledger is not None
        out = tmp_path / folder.name
        if not out.exists():
            made(out, source, partitioned=folder is DATA)
        question = question._replace(by=None if name == "summary" else name)
        (table,) = from_text(Figures(source.ledger), question)
        asked.append((str(out), name, question, cells(table)))
    more = shutil.copytree(tmp_path / DEMO.name, tmp_path / "more")
    shutil.copyfile(more / "plans" / "part-0.parquet", more / "plans" / "part-1.parquet")
    # A file of the same name and as many rows, left from when a project cost something else.
    other, stale = tmp_path / "other", shutil.copytree(tmp_path / DEMO.name, tmp_path / "stale")
    shutil.copytree(DEMO, tmp_path / "台账")
    changed = next((tmp_path / "台账" / "projects").glob("*.yaml"))
    text = changed.read_text("utf-8")
    changed.write_text(re.sub(r"总投资: .*", "总投资: 1", text, count=1), "utf-8")
    made(other, api.load(tmp_path / "台账"), partitioned=False)
    for file in ("projects/part-0.parquet", "listings/part-0.parquet"):
        assert (other / file).read_bytes() != (stale / file).read_bytes()
    shutil.copyfile(other / "listings/part-0.parquet", stale / "listings" / "part-0.parquet")
    # One that has lost rows since: its schema.json says how many there were.
    fewer = shutil.copytree(tmp_path / DEMO.name, tmp_path / "fewer")
    schema = json.loads((fewer / "schema.json").read_bytes())
    next(one for one in schema["tables"] if one["name"] == "projects")["rows"] += 1
    (fewer / "schema.json").write_text(json.dumps(schema), "utf-8")
    numbers = [",".join(map(str, one.chosen)) if one.chosen else None for *_, one, _ in asked]
    said = [
        (out, name, one.as_of and one.as_of.isoformat(), number)
        for (out, name, one, _), number in zip(asked, numbers, strict=True)
    ]
    done = subprocess.run(
        [
            python,
            "-c",
            RUN,
            str(ROOT / "examples" / "spark"),
            json.dumps(said),
            str(more),
            str(stale),
            str(fewer),
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYSPARK_SUBMIT_ARGS": LEAN},
    )
    assert done.returncode == 0, done.stderr[-3000:]
    # What DuckDB leaves alone, as schema.json does not list it, Spark would have counted.
    assert "plans 里的文件（2 个）与 schema.json 列的（1 个）不同" in done.stdout
    assert "listings/part-0.parquet 不是和 schema.json 一起写的" in done.stdout
    assert "projects 有 157 行，写的时候是 158 行" in done.stdout
    lines = [line for line in done.stdout.splitlines() if line.startswith("[")]
    for line, (_, _, question, expected) in zip(lines, asked, strict=True):
        rows = json.loads(line)
        assert len(rows) == len(expected), question
        found = [exact(row, like) for row, like in zip(rows, expected, strict=True)]
        same(found, expected, question)
