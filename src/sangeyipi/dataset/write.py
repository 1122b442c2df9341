"""A ledger written as a folder of Parquet files, in one pass, whole or not at all.

Owns the layout of the folder (`projects/part-0.parquet`, with --partition
`projects/region=…/part-0.parquet`) and `schema.json`, which says what is in it and that it is ours.
No clock, no machine's setting and no order of files reaches a byte of it.
"""

import contextlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from sangeyipi.dataset import resolved
from sangeyipi.dataset.columns import AMOUNT, COUNT, DATE, FLAG, ROW, TEXT, FactColumn
from sangeyipi.dataset.schema import FORMAT, MARK, SCHEMA
from sangeyipi.dataset.tables import NUMBER, REGION, FactTable, facts
from sangeyipi.figures.resolve import Figures
from sangeyipi.store.files import LEDGER_FILE
from sangeyipi.store.load import Loaded, locate
from sangeyipi.version import VERSION

#: So many rows are held at once, and make a row group.
GROUP = 65_536
_PLAIN = {
    AMOUNT: pa.decimal128(18, 4),
    resolved.WIDE: pa.decimal128(28, 4),
    COUNT: pa.int32(),
    FLAG: pa.bool_(),
    TEXT: pa.string(),
    DATE: pa.date32(),
    ROW: pa.int64(),
}
Progress = Callable[[int, int], None]


class RecordOrigin(NamedTuple):
    """Which ledger is written: its region, the commit that its files are of ("": of none)."""

    region: str | None
    commit: str
    partitioned: bool
    #: Of what was written, and how: all files of one dataset have it, and no other's.
    written: str = ""
    #: Of a ledger made of others, the region of each project by its 编号.
    projects: Mapping[str, str] = MappingProxyType({})

    def of(self, table: FactTable) -> Callable[[Any], str | None]:
        """The region of a row of a table."""
        if table.own_region is not None:
            own = table.own_region
            return lambda row: own(row) or self.region
        if table.project is not None and self.projects:
            project = table.project
            return lambda row: self.projects.get(project(row)) or self.region
        return lambda row: self.region


def arrow(kind: str) -> pa.DataType:
    """The Arrow type of a column's type."""
    if kind.startswith("list<"):
        return pa.list_(arrow(kind[5:-1]))
    if kind.startswith("map<"):
        of, _, value = kind[4:-1].partition(",")
        return pa.map_(arrow(of), arrow(value))
    return _PLAIN[kind]


def write(
    folder: Path,
    loaded: Loaded,
    figures: Figures,
    days: tuple[date | None, ...],
    origin: RecordOrigin,
    progress: Progress | None = None,
) -> list[str]:
    """Fill the empty folder; the names of its files, in order.  Raises OSError."""
    tables = [*facts()]
    regions = {one.id: one.region for one in figures.ledger.projects if one.region}
    origin = origin._replace(projects=regions, written=_digest(loaded, days, origin))
    told: list[dict[str, Any]] = []
    places: list[tuple[str, int, Any, str | None]] = []
    ledger = figures.ledger
    for done, table in enumerate(tables):
        if progress:
            progress(done, len(tables) + 2)
        rows = table.rows(ledger)
        if table.place is not None:
            rows, region = list(rows), origin.of(table)
            placed = enumerate(rows)
            places += [(table.name, i, table.place(row), region(row)) for i, row in placed]
        told.append(_written(folder, table, rows, origin))
    answers = FactTable("figures", _FIGURES, tuple(resolved.columns()), lambda _: ())
    told.append(_written(folder, answers, resolved.resolved(figures, days), origin))
    lines = locate(loaded.sources, (one[2] for one in places))
    told.append(_written(folder, _provenance(lines, origin), places, origin))
    settings = loaded.sources[LEDGER_FILE].text
    schema = _schema(told, figures, days, origin, settings)
    (folder / SCHEMA).write_bytes(schema)
    return [SCHEMA, *(file for one in told for file in one["files"])]


def _digest(loaded: Loaded, days: tuple[date | None, ...], origin: RecordOrigin) -> str:
    """Of the ledger's text and of what was asked for."""
    found = sha256(repr((VERSION, days, origin.commit, origin.partitioned)).encode())
    for name, source in sorted(loaded.sources.items()):
        found.update(f"\0{name}\0{len(source.data)}\0".encode())
        found.update(source.data)
    return found.hexdigest()


_FIGURES = "有汇总的台账：各期和合在一起的各行，由 sgyp 归并好；没有汇总的，没有行"


def _provenance(lines: Any, origin: RecordOrigin) -> FactTable:
    columns = (
        FactColumn("table", TEXT, "哪一张表", lambda one: one[0]),
        FactColumn("number", ROW, "那张表的 row", lambda one: one[1]),
        FactColumn("file", TEXT, "台账里的文件", lambda one: one[2].file),
        FactColumn("line", COUNT, "这条记录从第几行起", lambda one: _line(lines, one[2])),
        FactColumn(
            "commit",
            TEXT,
            "文件取自哪次提交；空着是有未提交的改动，或不在 git 里",
            lambda _: origin.commit or None,
        ),
    )
    return FactTable(
        "provenance", "出处：每条记录在哪个文件的第几行，哪次提交", columns, lambda _: ()
    )


_COMMIT = "文件取自哪次提交；空着是有未提交的改动，或不在 git 里"


def _line(lines: Any, place: Any) -> int | None:
    position = lines.get(place)
    return None if position is None else int(position.line)


def _written(
    folder: Path, table: FactTable, rows: Iterable[Any], origin: RecordOrigin
) -> dict[str, Any]:
    """One table, row group by row group; what the schema says of it."""
    in_path = origin.partitioned and table.region
    region = FactColumn(REGION, TEXT, _REGION, origin.of(table))
    columns = (*([] if in_path or not table.region else [region]), *table.columns)
    fields = [pa.field(one.name, arrow(one.type), metadata=_meta(one)) for one in columns]
    number = pa.field(NUMBER.name, pa.int64(), metadata=_meta(NUMBER))
    schema = pa.schema([number, *fields], metadata={MARK: origin.written})
    parts = _Parts(folder, table.name, schema)
    count = 0
    with contextlib.closing(parts):
        for chunk in _chunks(rows):
            numbered = list(enumerate(chunk, count))
            count += len(chunk)
            for where, some in _split(numbered, region.get if in_path else None).items():
                arrays = [pa.array([number for number, _ in some], pa.int64())]
                arrays += [
                    pa.array([one.get(row) for _, row in some], field.type)
                    for one, field in zip(columns, fields, strict=True)
                ]
                parts.put(where, pa.record_batch(arrays, schema=schema))
        if not parts.files:
            parts.put(partition(origin.region) if in_path else "", None)
    shown = (NUMBER, *([region] if in_path else []), *columns)
    return {
        "name": table.name,
        "title": table.title,
        "rows": count,
        "columns": [
            {"name": one.name, "type": str(arrow(one.type)), "meaning": one.meaning}
            for one in shown
        ],
        "files": sorted(parts.files),
    }


def part_writer(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    """A new file of a table, to be written row group by row group."""
    return pq.ParquetWriter(path, schema, compression="zstd", version="2.6")


class _Parts:
    """The files of one table, one for each region where they are kept apart."""

    def __init__(self, folder: Path, name: str, schema: pa.Schema) -> None:
        self.folder, self.name, self.schema = folder, name, schema
        self.files: dict[str, pq.ParquetWriter] = {}

    def put(self, where: str, batch: pa.RecordBatch | None) -> None:
        """Add rows to a part's file, which is made with the first."""
        path = "/".join(one for one in (self.name, where, "part-0.parquet") if one)
        writer = self.files.get(path)
        if writer is None:
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            writer = self.files[path] = part_writer(self.folder / path, self.schema)
        if batch is not None:
            writer.write_batch(batch)

    def close(self) -> None:
        """All of them whole."""
        for writer in self.files.values():
            writer.close()


_Numbered = list[tuple[int, Any]]


def _split(rows: _Numbered, region: Callable[[Any], str | None] | None) -> dict[str, _Numbered]:
    """The rows by the folder that they go to."""
    if region is None:
        return {"": rows}
    found: dict[str, _Numbered] = {}
    for number, row in rows:
        found.setdefault(partition(region(row)), []).append((number, row))
    return found


_REGION = "地区"
#: What stands for itself in no path, or not in Hive's.
_ESCAPED = frozenset("\"#%'*/:=?\\{}[]^<>|\x7f")


def partition(region: str | None) -> str:
    """The folder of a region, as Hive, DuckDB and Spark read it."""
    if not region:
        return f"{REGION}=__HIVE_DEFAULT_PARTITION__"
    kept = (f"%{ord(one):02X}" if one in _ESCAPED or one < " " else one for one in region)
    return f"{REGION}={''.join(kept)}"


def _meta(column: FactColumn) -> dict[str, str]:
    return {"meaning": column.meaning}


def _chunks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(rows)
    while chunk := list(islice(left, GROUP)):
        yield chunk


def _schema(
    tables: list[dict[str, Any]],
    figures: Figures,
    days: tuple[date | None, ...],
    origin: RecordOrigin,
    settings: str,
) -> bytes:
    told = {
        "format": FORMAT,
        "made_by": f"sgyp {VERSION}",
        "region": origin.region,
        "commit": origin.commit or None,
        "partitioned": origin.partitioned,
        "written": origin.written,
        "gathered": bool(figures.ledger.parts),
        # By whom, until when: of a later day, theirs is not all that there is.
        "known_to": {
            one.region: one.known_to.isoformat()
            for one in figures.ledger.parts
            if one.known_to is not None
        },
        "rollups": len(figures.ledger.rollups),
        "reports": len(figures.ledger.reports),
        "figures_as_of": [day.isoformat() if day else None for day in days],
        "tables": tables,
        "settings": settings,
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
