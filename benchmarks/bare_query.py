"""The bare query: DuckDB runs `progress.sql` on a dataset, with nothing of sgyp but its SQL.

    python benchmarks/bare_query.py DATASET SQL-FOLDER

Prints one JSON line a row, as `examples/spark/summary.py --table progress` does.
"""

import json
import sys
from pathlib import Path

import duckdb

FILES = ("standing", "asked_phases", "listed", "progress")
ASKED = (
    "CREATE TABLE asked AS SELECT NULL::DATE AS as_of, NULL::VARCHAR AS phases, "
    "NULL::VARCHAR AS region, NULL::BOOLEAN AS platform"
)


def main(dataset: Path, sql: Path) -> None:
    """Run it."""
    db = duckdb.connect()
    for one in json.loads((dataset / "schema.json").read_bytes())["tables"]:
        files = f"read_parquet('{dataset}/{one['name']}/*.parquet')"
        db.execute(f"CREATE VIEW {one['name']} AS SELECT * FROM {files}")
    db.execute(ASKED)
    for name in FILES:
        for statement in (sql / f"{name}.sql").read_text("utf-8").split("\n;\n"):
            db.execute(statement)
    names = [one[0] for one in db.description or ()]
    for row in db.fetchall():
        known = {name: value for name, value in zip(names, row, strict=True) if value is not None}
        print(json.dumps(known, ensure_ascii=False, default=str))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
