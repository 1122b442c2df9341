"""Registers made at random, as the raw words of files; and their tables as users get them.

What the tests expect is worked out of these words by their own means: each day that a date may
mean is tried, instead of reasoning with intervals.
"""

import calendar
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from typing import Any

from sangeyipi.figures.resolve import Figures
from sangeyipi.model.document import answer
from sangeyipi.model.financing import Financing
from sangeyipi.model.ledger import Config, Ledger
from sangeyipi.model.month import parse_month
from sangeyipi.model.monthly_report import MONTH_KEY, MonthlyReport
from sangeyipi.model.place import Place
from sangeyipi.model.problem import Problem
from sangeyipi.model.project import Project
from sangeyipi.model.table import Table
from sangeyipi.model.visit import Visit
from sangeyipi.render.json import to_json
from sangeyipi.store.records import RecordType
from sangeyipi.tables.registers.shared import RegisterFilter

Raw = dict[str, Any]
KINDS = ("资金", "用地", "其他")
LEADERS = ("张某某", "李某某", "王某某", "赵某某")
LEVELS = ("县级", "市级", None)
BANKS = ("农行", "工行", "中行")


def read(model: type[Any], raw: Raw) -> Any:
    """The record that a file with these words would make."""
    faults: list[Any] = []
    record = RecordType.of(model).read(raw, Place("x.yaml", (0,)), faults)
    assert not faults, faults
    return record


def book(
    *projects: Raw,
    problems: list[Raw] | None = None,
    visits: list[Raw] | None = None,
    finance: list[Raw] | None = None,
    reports: list[Raw] | None = None,
    **config: Any,
) -> Ledger:
    """A ledger of raw records, in the order that a ledger has."""
    settings = {"名称": "示例台账", "期次": [{"期": "1", "日期": "2022-01-10"}], **config}
    return Ledger(
        config=read(Config, settings),
        projects=tuple(read(Project, one) for one in sorted(projects, key=lambda one: one["编号"])),
        problems=tuple(read(Problem, one) for one in problems or []),
        visits=tuple(
            read(Visit, one) for one in sorted(visits or [], key=lambda one: str(one["日期"]))
        ),
        financing=tuple(
            read(Financing, one) for one in sorted(finance or [], key=lambda one: str(one["截至"]))
        ),
        reports=tuple(
            read(MonthlyReport, {**one, MONTH_KEY: parse_month(one[MONTH_KEY])})
            for one in reports or []
        ),
    )


def project(id: str, **others: Any) -> Raw:
    """A project that has been in the ledger since 2022."""
    said = {"编号": id, "名称": f"{id} 示例工程", "在册": {"签约": "1"}, **others}
    return {key: value for key, value in said.items() if value is not None}


def shown(make: Any, ledger: Ledger, day: date, **asked: Any) -> dict[str, Any]:
    """The tables as JSON hands them over, by id; of rows their figures, by the first cell."""
    figures = Figures(ledger, day)
    tables: list[Table] = make(figures, RegisterFilter(**asked))
    told = json.loads(to_json(answer(tables, "", day)))["tables"]
    return {one["id"]: one for one in told}


def rows(table: Any) -> dict[str, dict[str, Any]]:
    """Its rows by their first cell."""
    first = table["columns"][0]["key"]
    return {row[first]: row for row in table["rows"]}


def days_of(text: str) -> list[date]:
    """Each day that a date may mean."""
    if len(text) == len("2023-06"):
        year, month = map(int, text.split("-"))
        return [date(year, month, n + 1) for n in range(calendar.monthrange(year, month)[1])]
    return [date.fromisoformat(text)]


def worlds(problem: Raw) -> Iterator[tuple[date, date | None, date | None]]:
    """Each way in which a problem may have gone: raised, closed, given up."""
    closed = problem.get("销号")
    given = problem.get("无法办理", {}).get("日期")
    ways = product(
        days_of(problem["提出"]),
        days_of(closed) if closed else [None],
        days_of(given) if given else [None],
    )
    for raised, end, up in ways:
        if all(one is None or one >= raised for one in (end, up)):
            yield raised, end, up


def random_problems(chance: random.Random, ids: list[str], number: int) -> list[Raw]:
    """Problems of a year: open, closed, given up, dated to the day or to the month."""
    made = []
    for n in range(number):
        raised = date(2023, 1, 1) + timedelta(days=chance.randrange(300))
        end = raised + timedelta(days=chance.randrange(90))
        due = raised + timedelta(days=chance.randrange(60))
        raw: Raw = {
            "编号": f"WT-2023-{n:03d}",
            "项目": chance.choice(ids),
            "类别": chance.choice(KINDS),
            "问题": "卡住了",
            "提出": _spelled(chance, raised),
            "时限": chance.choice(("待定", _spelled(chance, due), _spelled(chance, due), None)),
        }
        ending = chance.random()
        if ending < 0.5:
            raw["销号"] = _spelled(chance, end)
            raw["回访"] = chance.choice(("满意", "基本满意", "不满意", None))
        elif ending < 0.6:
            raw["无法办理"] = {"日期": _spelled(chance, end), "原因": "办不了"}
        made.append({key: value for key, value in raw.items() if value is not None})
    return made


def _spelled(chance: random.Random, day: date) -> str:
    return day.isoformat() if chance.random() < 0.7 else day.isoformat()[:7]
