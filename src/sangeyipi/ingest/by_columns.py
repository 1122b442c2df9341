"""What the columns of a table say, put together by rows.

The reason: each row of a large table has fifteen facts, and to make a pair of every one of them
with its path, only to make a dictionary of the pairs, took as long as to read the cells.  Nearly
every column says its facts under one path all along: then no pair is made.
`tests/ingest/test_by_columns.py` holds this to the pairs.
"""

from collections.abc import Iterator, Sequence
from itertools import compress, repeat
from typing import NamedTuple

from sangeyipi.compare.fields import Path
from sangeyipi.ingest.said import SaidFact

Facts = dict[Path, SaidFact]


class ColumnFacts(NamedTuple):
    """The fact of each row, None where it says none; one path that all have, or that of each."""

    facts: Sequence[SaidFact | None]
    paths: Sequence[Path]


def by_rows(columns: Sequence[ColumnFacts]) -> list[Facts | None]:
    """The facts of each row, in the order of the columns; None where two have the same path."""
    rows = zip(*(one.facts for one in columns), strict=True)
    paths = [one.paths[0] for one in columns if len(one.paths) == 1]
    if len({*paths}) < len(columns):
        return list(_with_own_paths(columns, rows))
    if all(all(one.facts) for one in columns):
        return [dict(zip(paths, row, strict=True)) for row in rows]
    return [dict(zip(compress(paths, row), filter(None, row), strict=True)) for row in rows]


def _with_own_paths(
    columns: Sequence[ColumnFacts], rows: Iterator[tuple[SaidFact | None, ...]]
) -> Iterator[Facts | None]:
    said = [one.paths if len(one.paths) > 1 else repeat(one.paths[0]) for one in columns]
    for row, paths in zip(rows, zip(*said, strict=False), strict=False):
        facts = [one for one in row if one is not None]
        found = dict(zip(compress(paths, row), facts, strict=True))
        yield found if len(found) == len(facts) else None
