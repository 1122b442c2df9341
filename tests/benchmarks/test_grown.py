"""What is grown as Parquet is what `sgyp dataset` writes of what is grown as text."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("duckdb", reason="the extra `dataset` is not installed")
pytest.importorskip("pyarrow", reason="the extra `dataset` is not installed")

import pyarrow as pa
import pyarrow.parquet as pq
from conftest import ROOT, inside
from grown import grow_text

BLOCK, SIZE = 1_000, 1_500


def test_copies_say_what_their_text_says(tmp_path: Path) -> None:
    block, text = tmp_path / "block", tmp_path / "text"
    generate = ROOT / "examples" / "generate.py"
    subprocess.run([sys.executable, generate, "bench", str(BLOCK), block], check=True)
    grow_text(block, SIZE, text)
    read = {}
    for ledger in (block, text):
        done = inside("dataset", tmp_path / f"{ledger.name}-dataset", "--ledger", ledger)
        assert done.code == 0, done.errors
    grown = tmp_path / "grown"
    words = [
        ROOT / "benchmarks" / "grown.py",
        "parquet",
        tmp_path / "block-dataset",
        str(SIZE),
        grown,
    ]
    subprocess.run([sys.executable, *map(str, words)], check=True)
    for folder in (grown, tmp_path / "text-dataset"):
        told = json.loads((folder / "schema.json").read_bytes())
        tables = {one.pop("name"): (one, _read(folder, one.pop("files"))) for one in told["tables"]}
        read[folder.name] = tables
    for name, (told, rows) in read["text-dataset"].items():
        other_told, other_rows = read["grown"][name]
        assert other_told == told
        assert other_rows.schema.equals(rows.schema)
        assert other_rows.equals(rows), name
    assert read["grown"]["projects"][0]["rows"] == SIZE
    assert inside("summary", "--dataset", grown).text == inside("summary", "--ledger", text).text


def _read(folder: Path, files: list[str]) -> Any:
    return pa.concat_tables(pq.read_table(folder / one, partitioning=None) for one in files)
