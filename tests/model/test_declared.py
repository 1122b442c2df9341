"""Each key is declared once, without Pydantic, and everything that tells of keys tells of it."""

import json
import subprocess
import sys
from typing import Any

import pytest
from figures.ledgers import figures, ledger, project, table

from sangeyipi.checks.spreadsheet import check_leftovers
from sangeyipi.figures.selection import Filter
from sangeyipi.model.declared import Shown, keys, kinds
from sangeyipi.model.document import answer
from sangeyipi.model.fields import IDENTIFIER, TEXT
from sangeyipi.model.project import Project, project_keys, searched
from sangeyipi.render.json import to_json
from sangeyipi.store.canonical.text import flattened, raw_of
from sangeyipi.store.keys import column_names, field_types
from sangeyipi.tables.grouping import GROUPINGS, OF_KEYS, named
from sangeyipi.tables.listing import list_table
from sangeyipi.tables.project import project_table

FULL = project(
    "A",
    "签约=1 开工=2",
    "签约=2021-07-10 履约=已 开工=2021-10-08",
    invest="10",
    platform=True,
    领域="工业",
    到位资金="2",
    建设单位="甲公司",
    责任单位="乙局",
    属地="丙镇",
    包联领导="丁某",
    包联级别="县级",
    首席服务员="戊某",
    计划={"投产": "2023-05", "年度计划投资": {"2022": "3"}},
    来源="己",
    备注="庚",
) | {"调出": {"日期": "2022-02-01", "原因": "用地未落实"}}
TEXTS = [name for name, kind in kinds(Project).items() if kind in (TEXT, IDENTIFIER)]


def full() -> Project:
    return ledger(FULL).projects[0]


def test_the_ledger_declares_itself_without_pydantic() -> None:
    """So that what is declared can be asked where Pydantic is not yet, or never, needed."""
    asked = "import sys, sangeyipi.model.ledger, sangeyipi.tables.grouping, sangeyipi.store.keys"
    code = f"{asked}; sys.exit(bool({{'pydantic', 'pydantic_core', 'yaml'}} & sys.modules.keys()))"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_key_of_a_project_says_where_it_is_told() -> None:
    assert set(project_keys()) == set(keys(Project))
    assert [key.word for key in project_keys().values()] == list(field_types(Project))


def test_show_tells_everything() -> None:
    book = ledger(FULL)
    shown = {row.cells["key"]: row.cells for row in project_table(book, full(), "").rows}
    said = flattened(raw_of(full()))
    assert {"计划.年度计划投资.2022", "属地", "备注"} <= said.keys() & shown.keys()
    # The reason stands beside the day.
    assert said.keys() - shown.keys() == {"调出.日期", "调出.原因"}
    assert shown["调出"] == {"key": "调出", "value": "2022-02-01", "remark": "用地未落实"}
    order = [key for key in shown if "." not in str(key)]
    assert order == [word for word in field_types(Project) if word in order]


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_declared_as_searched_is_found(name: str) -> None:
    text = getattr(full(), name)
    made = list_table(figures(ledger(FULL)), Filter(text=text, withdrawn=True))
    assert bool(made.rows) == (name in searched())


def test_a_new_text_is_searched_listed_and_put_out() -> None:
    plain = type(project_keys()["unit"])("新")
    assert (plain.searched, plain.listed, plain.on_page) == (True, Shown.IF_SAID, Shown.IN_DATA)


def listed(*projects: Any) -> Any:
    return json.loads(to_json(answer([list_table(figures(ledger(*projects)), Filter())], "")))


def test_what_nobody_says_is_in_data_only() -> None:
    for said in (None, "丙镇"):
        made = list_table(figures(ledger(project("A", 属地=said))), Filter())
        column = next(one for one in made.columns if one.key == "locality")
        assert (column.label, column.for_machines) == ("属地", said is None)
        assert made.rows[0].cells["locality"] == said


def test_what_may_stand_in_a_csv_file() -> None:
    assert column_names(Project)[9:12] == ["责任单位", "属地", "包联领导"]


def test_groupings_are_told_apart() -> None:
    names = [name for one in GROUPINGS for name in (one.key, one.word)]
    assert len(set(names)) == len(names)
    assert all(named(one.word) is named(one.key) is one for one in GROUPINGS)


@pytest.mark.parametrize("name", OF_KEYS)
def test_each_grouping_has_rows_of_its_own(name: str) -> None:
    book = ledger(FULL | {"调出": {"日期": "2023-01-01"}}, project("B", "签约=1"))
    rows = [row[name] for row in table(book, by=name, as_of="2022-06-30")["rows"]]
    word = project_keys()[name].word
    assert rows == [FULL[word], f"未填{word}", "合计"]


@pytest.mark.parametrize("word", ["属地", "建设单位", "备注"])
def test_what_a_spreadsheet_left_is_found_in_every_text(word: str) -> None:
    found = list(check_leftovers(ledger(FULL | {word: "#REF!"})))
    assert [one.place.path[-1] for one in found] == [word]


def test_what_a_spreadsheet_left_is_found_below_a_key() -> None:
    found = list(check_leftovers(ledger(FULL | {"调出": {"日期": "2023-01", "原因": "#N/A"}})))
    assert [one.place.path[-2:] for one in found] == [("调出", "原因")]
