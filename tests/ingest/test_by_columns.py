"""Property: facts put together by rows are what pairs of a path and a fact come to."""

from hypothesis import given
from hypothesis import strategies as st

from sangeyipi.compare.fields import Path
from sangeyipi.ingest.by_columns import ColumnFacts, Facts, by_rows
from sangeyipi.ingest.said import SaidFact

_PATHS = st.sampled_from([("名称",), ("总投资",), ("节点", "开工"), ("计划", "开工")])
_FACT = st.none() | st.sampled_from([SaidFact("甲", "A1"), SaidFact("", "B2")])


@st.composite
def _columns(draw: st.DrawFn) -> list[ColumnFacts]:
    rows = draw(st.integers(1, 4))
    facts = st.lists(_FACT, min_size=rows, max_size=rows)
    paths = st.lists(_PATHS, min_size=rows, max_size=rows) | _PATHS.map(lambda one: [one])
    return draw(st.lists(st.builds(ColumnFacts, facts, paths), min_size=1, max_size=4))


def _plainly(columns: list[ColumnFacts], at: int) -> Facts | None:
    found: Facts = {}
    for one in columns:
        path: Path = one.paths[at] if len(one.paths) > 1 else one.paths[0]
        fact = one.facts[at]
        if fact is not None:
            if path in found:
                return None
            found[path] = fact
    return found


@given(_columns())
def test_facts_by_rows(columns: list[ColumnFacts]) -> None:
    found = by_rows(columns)
    assert found == [_plainly(columns, at) for at in range(len(columns[0].facts))]
    told = [list(one) for one in found if one is not None]
    plain = [_plainly(columns, at) for at in range(len(found))]
    assert told == [list(one) for one in plain if one is not None]
