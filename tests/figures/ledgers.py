"""Small ledgers in a line or two each, and their tables as the JSON that users get."""

import json
from datetime import date
from typing import Any

from sangeyipi.api import summary
from sangeyipi.checks.run import check, has_errors
from sangeyipi.figures.resolve import Figures
from sangeyipi.model.document import answer
from sangeyipi.model.ledger import Config, Ledger
from sangeyipi.model.place import Place
from sangeyipi.model.project import Project
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.statement import Statement
from sangeyipi.render.json import to_json
from sangeyipi.store.load import Loaded
from sangeyipi.store.records import RecordType

PHASES = {1: "2021-07-10", 2: "2021-10-08", 3: "2022-01-04"}
DAY = "2022-06-30"

Raw = dict[str, Any]
Row = dict[str, Any]


def _pairs(text: str) -> dict[str, str]:
    """`签约=1 开工=2` as a mapping."""
    return dict(part.split("=") for part in text.split())


def _written(**values: Any) -> Raw:
    """Only what is not None or empty, spelled as a file would."""
    spelled = {True: "true", False: "false"}
    return {
        key: spelled[value] if isinstance(value, bool) else value
        for key, value in values.items()
        if value not in (None, "", {})
    }


def project(
    id: str,
    listed: str = "",
    reached: str = "",
    *,
    invest: str | None = None,
    platform: bool | None = None,
    out: str | None = None,
    **others: Any,
) -> Raw:
    """A project's raw record: listed `签约=1 开工=2`, reached `签约=2021-07-10 开工=已`."""
    return _written(
        编号=id,
        名称=f"{id} 示例工程",
        总投资=invest,
        监管平台=platform,
        在册=_pairs(listed),
        节点=_pairs(reached),
        调出={"日期": out} if out else None,
        **others,
    )


def rollup(
    phases: str | None = None,
    batch: str | None = None,
    platform: bool | None = None,
    *,
    reached: str = "",
    day: str = DAY,
    whole: bool = False,
    **figures: Any,
) -> Raw:
    """A rollup's raw record; `whole` is 含明细."""
    return _written(
        期=phases,
        批=batch,
        监管平台=platform,
        节点=_pairs(reached),
        截至=day,
        含明细=whole or None,
        **figures,
    )


def statement(*claims: Raw, day: str = DAY) -> Raw:
    return {"标题": "示例通报", "截至": day, "公布": list(claims)}


def _read(model: type[Any], raw: Raw, place: Place) -> Any:
    faults: list[Any] = []
    record = RecordType.of(model).read(raw, place, faults)
    assert not faults, faults
    return record


def ledger(
    *records: Raw,
    phases: dict[int, str] = PHASES,
    statements: list[Raw] | None = None,
    **config: Any,
) -> Ledger:
    """A ledger of raw records; what has a 编号 is a project, all else a rollup."""
    settings = {
        "名称": "示例台账",
        "期次": [{"期": str(number), "日期": day} for number, day in phases.items()],
        **config,
    }
    projects = [raw for raw in records if "编号" in raw]
    rollups = [raw for raw in records if "编号" not in raw]
    return Ledger(
        config=_read(Config, settings, Place("ledger.yaml")),
        projects=tuple(
            _read(Project, raw, Place("projects/p.yaml", (i,))) for i, raw in enumerate(projects)
        ),
        rollups=tuple(
            _read(Rollup, raw, Place("rollups/r.yaml", (i,))) for i, raw in enumerate(rollups)
        ),
        statements=tuple(
            _read(Statement, raw, Place(f"statements/{i}.yaml"))
            for i, raw in enumerate(statements or [])
        ),
    )


def faults(book: Ledger, strict: bool = False) -> list[str]:
    """The ids of the rules that a ledger breaks."""
    return sorted(one.rule.value for one in check(Loaded(book, (), {}), strict))


def figures(book: Ledger, as_of: str | None = None) -> Figures:
    """The figures of a ledger that is right in itself: no other ledger is ever totalled."""
    found = check(Loaded(book, (), {}))
    assert not has_errors(found), [one.message for one in found]
    return Figures(book, date.fromisoformat(as_of) if as_of else None)


def tables(book: Ledger, phases: str | None = None, as_of: str | None = None, **asked: Any) -> Any:
    """The summary's tables as JSON would hand them over, by id."""
    source = figures(book, as_of)
    made = summary(source, phases, **asked)
    parsed = json.loads(to_json(answer(made, book.config.name, source.as_of)))
    return {table["id"]: table for table in parsed["tables"]}


def table(book: Ledger, phases: str | None = None, as_of: str | None = None, **asked: Any) -> Any:
    """The only table of a question."""
    (one,) = tables(book, phases, as_of, **asked).values()
    return one


def rows(made: Any) -> dict[str, Row]:
    """A table's rows by their first column."""
    first = made["columns"][0]["key"]
    found = {row[first]: row for row in made["rows"]}
    assert len(found) == len(made["rows"]), "two rows with one label"
    return found


def percents(row: Row) -> dict[str, str | None]:
    """The rates and shares of a row as they are shown."""
    return {
        key: value["percent"] if value else None
        for key, value in row.items()
        if value is None or isinstance(value, dict)
    }
