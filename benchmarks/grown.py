"""A ledger of any size as Parquet, and the text that says the same: one block, copy after copy.

`examples/generate.py` draws the block and `sgyp dataset` writes it; each copy has 编号, names and
files of its own, and all else of the block.  Ten million projects drawn one by one would take an
hour; an engine that reads row group by row group is kept as busy by copies.  Two processes write a
part each, a row group at a time; the same block and number give the same bytes.

    python benchmarks/grown.py parquet BLOCK-DATASET 10000000 OUT
    python benchmarks/grown.py text BLOCK-LEDGER 1000000 OUT
"""

import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import pyarrow as pa

#: What of a copy is its own: the digits in the middle, which count projects or files.
_CODE, _NAME = (
    r"^(?P<before>B-)(?P<number>\d+)(?P<behind>)$",
    r"^(?P<before>.*?)(?P<number>\d{7})(?P<behind>号.*)$",
)
_FILE = r"^(?P<before>projects/)(?P<number>\d{4})(?P<behind>\.yaml)$"
_COUNTED: Mapping[tuple[str, str], str] = {
    ("projects", "id"): _CODE,
    ("projects", "name"): _NAME,
    ("listings", "project"): _CODE,
    ("milestones", "project"): _CODE,
    ("plans", "project"): _CODE,
    ("provenance", "file"): _FILE,
}
#: Tables with a row for each project, or several; in the others, copies add nothing.
REPEATED = ("projects", "listings", "milestones", "plans", "provenance")
FILE_SIZE = 1_000  # projects in a file, as examples/generate.py puts them
PARTS = 2


class Copies(NamedTuple):
    """Some copies of a block, for one part of a table: from the first, before the last."""

    block: Path
    out: Path
    table: str
    part: int
    first: int
    last: int
    #: Projects in the block, and in the whole.
    size: int
    n: int


def grow_parquet(block: Path, n: int, out: Path) -> None:
    """A dataset of n projects from that of a block; the block has a multiple of 1,000 projects."""
    schema = json.loads((block / "schema.json").read_bytes())
    rows = {one["name"]: one["rows"] for one in schema["tables"]}
    size = rows["projects"]
    copies = -(-n // size)
    shutil.copytree(block, out, ignore=lambda _, names: [one for one in names if one in REPEATED])
    each = [copies * part // PARTS for part in range(PARTS + 1)]
    jobs = [
        Copies(block, out, table, part, each[part], each[part + 1], size, n)
        for table in REPEATED
        for part in range(PARTS)
        if each[part] < each[part + 1]
    ]
    with ProcessPoolExecutor(PARTS) as pool:
        counted = list(pool.map(_copied, jobs))
    for table in schema["tables"]:
        if table["name"] in REPEATED:
            mine = [
                (job, count)
                for job, count in zip(jobs, counted, strict=True)
                if job.table == table["name"]
            ]
            table["rows"] = sum(count for _, count in mine)
            table["files"] = [f"{job.table}/part-{job.part}.parquet" for job, _ in mine]
    text = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
    (out / "schema.json").write_text(text, encoding="utf-8")


def _copied(job: Copies) -> int:
    """Write one part of one table; how many rows it has."""
    import pyarrow.parquet as pq

    from sangeyipi.dataset.write import part_writer

    whole = pq.read_table(job.block / job.table / "part-0.parquet", partitioning=None)
    changed = {
        name: change
        for name in whole.column_names
        if (change := _change(job.table, name, whole)) is not None
    }
    path = job.out / job.table / f"part-{job.part}.parquet"
    path.parent.mkdir(exist_ok=True)
    count = 0
    with part_writer(path, whole.schema) as writer:
        for copy in range(job.first, job.last):
            copied = whole
            for name, change in changed.items():
                place = whole.column_names.index(name)
                column = change(copy, job.size)
                copied = copied.set_column(place, whole.schema.field(name), column)
            left = job.n - copy * job.size
            if left < job.size:
                copied = copied.slice(0, _of_first(job.table, whole, left))
            writer.write_table(copied, row_group_size=max(copied.num_rows, 1))
            count += copied.num_rows
    return count


#: What a column is in a copy of the block, of so many projects.
_Change = Callable[[int, int], Any]


def _change(table: str, name: str, whole: "pa.Table") -> _Change | None:
    """How a column of the block becomes a copy's; None: it is the same."""
    import pyarrow.compute as pc

    column = whole[name]
    if name == "row":
        rows = whole.num_rows
        return lambda copy, _: pc.add(column, copy * rows)
    if (table, name) == ("provenance", "number"):
        return lambda copy, size: pc.add(column, copy * size)
    pattern = _COUNTED.get((table, name))
    if pattern is None:
        return None
    before, number, behind = _parts(column, pattern)
    each, width = (FILE_SIZE, 4) if pattern is _FILE else (1, 7)

    def counted(copy: int, size: int) -> Any:
        moved = pc.cast(pc.add(number, copy * size // each), "string")
        return pc.binary_join_element_wise(before, pc.utf8_lpad(moved, width, "0"), behind, "")

    return counted


def _parts(column: Any, pattern: str) -> tuple[Any, Any, Any]:
    """A column of texts apart: before a number, the number, behind it."""
    import pyarrow as pa
    import pyarrow.compute as pc

    found = pc.extract_regex(column.combine_chunks(), pattern)
    if found.null_count:
        raise SystemExit(f"not as examples/generate.py writes it: {pattern}")
    before, number, behind = (found.field(name) for name in ("before", "number", "behind"))
    return before, pc.cast(number, pa.int64()), behind


def _of_first(table: str, whole: "pa.Table", projects: int) -> int:
    """How many rows of the block are of its first so many projects."""
    import pyarrow.compute as pc

    if table in ("projects", "provenance"):
        return projects
    _, number, _ = _parts(whole["project"], _CODE)
    return int(pc.sum(pc.less_equal(number, projects)).as_py() or 0)


def grow_text(block: Path, n: int, out: Path) -> None:
    """A ledger of n projects from that of a block."""
    files = sorted(block.glob("projects/*.yaml"))
    size = sum(one.read_text("utf-8").count("\n- 编号: ") for one in files)
    (out / "projects").mkdir(parents=True)
    shutil.copyfile(block / "ledger.yaml", out / "ledger.yaml")
    for copy in range(-(-n // size)):
        for at, file in enumerate(files):
            left = n - copy * size - at * FILE_SIZE
            if left <= 0:
                break
            text = file.read_text("utf-8")
            if left < FILE_SIZE:
                text = "\n- 编号: ".join(text.split("\n- 编号: ")[: left + 1]).rstrip("\n") + "\n"
            path = out / "projects" / f"{copy * size // FILE_SIZE + at:04d}.yaml"
            path.write_bytes(_moved(text, copy * size).encode())


def _moved(text: str, by: int) -> str:
    return re.sub(r"(?<=B-)\d{7}|\d{7}(?=号)", lambda found: f"{int(found[0]) + by:07d}", text)


def _ways() -> Iterator[tuple[str, Callable[[Path, int, Path], None]]]:
    yield "parquet", grow_parquet
    yield "text", grow_text


if __name__ == "__main__":
    _how, _block, _n, _out = sys.argv[1:]
    dict(_ways())[_how](Path(_block), int(_n), Path(_out))
