"""The form of `--format json`: English keys, exact figures, unknown null, inapplicable absent."""

import json
import re
from typing import Any

import pytest
from conftest import DATA, DEMO, Sgyp, environment, told

AXES = {"label", "phase", "batch"}
SIZE = {"count", "investment", "share_count", "share_investment"}
STEPS = {
    f"{step}_{what}" for step in ("own", "next") for what in ("reached", "rate", "rate_investment")
}
REACHED = {"signed", "committed", "started", "producing", "at_capacity"}
COLUMN_TYPES = {"text", "count", "amount", "rate", "flag"}
BATCHES = {"签约", "开工", "投产", "合计", "未分批"}
AMOUNT = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?")
PERCENT = re.compile(r"[0-9]+(\.[1-9])?%")

SUMMARIES = {
    "summary": ["cumulative", "phases"],
    "summary --as-of 2022-12-31": ["cumulative", "phases"],
    "summary --phase 8": ["phase"],
    "summary --phase 1-7": ["phase"],
    "summary --phase 6,8": ["phase"],
    "summary --phase 8 --as-of 2023-06-18": ["phase"],
    "summary --no-platform": ["cumulative", "phases"],
    "summary --by phase": ["by-phase"],
    "summary --by batch": ["by-batch"],
}
BREAKDOWNS = ["sector", "unit", "band"]


def _document(line: str, where: Any) -> dict[str, Any]:
    text = told(*line.split(), "--format", "json", "--ledger", where)
    document: dict[str, Any] = json.loads(text)
    assert set(document) == {"tables", "ledger", "as_of"}
    for table in document["tables"]:
        assert set(table) == {"id", "title", "columns", "rows", "notes"}
        assert all(set(column) == {"key", "label", "type"} for column in table["columns"])
        assert {column["type"] for column in table["columns"]} <= COLUMN_TYPES
        assert all(isinstance(note, str) and note for note in table["notes"])
        types = {column["key"]: column["type"] for column in table["columns"]}
        for row in table["rows"]:
            assert set(row) <= {*types, "lower_bounds"}
            for key, value in row.items():
                if key != "lower_bounds":
                    _typed(types[key], value)
    return document


def _typed(kind: str, value: Any) -> None:
    if value is None:
        return
    if kind == "count":
        assert type(value) is int
        assert value >= 0
    elif kind == "amount":
        assert type(value) is str
        assert AMOUNT.fullmatch(value)
    elif kind == "flag":
        assert type(value) is bool
    elif kind == "rate":
        _rate(value)
    else:
        assert type(value) is str


def _rate(rate: dict[str, Any]) -> None:
    assert set(rate) - {"base"} == {"name", "numerator", "denominator", "percent"}
    for part in (rate["numerator"], rate["denominator"]):
        assert type(part) is int or AMOUNT.fullmatch(part)
    assert type(rate["numerator"]) is type(rate["denominator"])
    assert PERCENT.fullmatch(rate["percent"])
    assert (rate["percent"] == "100%") == (rate["numerator"] == rate["denominator"])
    assert (rate["percent"] == "0%") == (float(rate["numerator"]) == 0)


@pytest.mark.parametrize("where", [DATA, DEMO], ids=["data", "demo"])
@pytest.mark.parametrize("line", SUMMARIES)
def test_summaries(line: str, where: Any) -> None:
    document = _document(line, where)
    assert [table["id"] for table in document["tables"]] == SUMMARIES[line]
    for table in document["tables"]:
        for row in table["rows"]:
            _summary_row(row, steps=table["id"] != "by-phase")


def _summary_row(row: dict[str, Any], steps: bool) -> None:
    assert row["batch"] in BATCHES
    assert re.fullmatch(r"[1-9][0-9,-]*", row["phase"])
    keys = set(row) - {"lower_bounds", "platform"}
    if row["batch"] == "未分批" or keys < AXES | SIZE:
        assert keys <= AXES | SIZE
    elif row["batch"] == "合计" or not steps:
        # A next step of 合计 would mix three definitions: the keys are absent, not null.
        assert keys == AXES | SIZE
    else:
        assert keys == AXES | SIZE | STEPS
    for key in row.get("lower_bounds", ["count"]):
        assert key in SIZE | STEPS
    for key in row.get("lower_bounds", []):
        assert row[key] is not None


@pytest.mark.parametrize("where", [DATA, DEMO], ids=["data", "demo"])
@pytest.mark.parametrize("by", BREAKDOWNS)
def test_breakdowns(by: str, where: Any) -> None:
    (table,) = _document(f"summary --by {by}", where)["tables"]
    assert table["id"] == f"by-{by}"
    for row in table["rows"]:
        assert set(row) == {by} | SIZE | REACHED
    assert table["rows"][-1][by] == "合计"


def test_list() -> None:
    (table,) = _document("list", DEMO)["tables"]
    assert table["id"] == "projects"
    for row in table["rows"]:
        keys = {"id", "name", "sector", "investment", "listed", "milestone"}
        keys |= {"code", "parts", "unit", "locality", "platform"}
        assert set(row) == keys


def test_show() -> None:
    (table,) = _document("show YX-2023-018", DEMO)["tables"]
    assert table["id"] == "project"
    for row in table["rows"]:
        assert {"key", "value"} <= set(row) <= {"key", "value", "remark"}


def test_name_and_day() -> None:
    document = _document("summary --phase 8 --as-of 2023-06", DATA)
    assert document["ledger"] == "民权县“三个一批”项目台账"
    assert document["as_of"] == "2023-06-30"
    assert _document("summary --phase 8", DATA)["as_of"] is None


def test_platform_is_true_false_or_absent() -> None:
    cumulative = _document("summary", DATA)["tables"][0]
    assert {row.get("platform", "absent") for row in cumulative["rows"]} == {True, False, "absent"}


def test_an_unknown_is_null_and_a_lower_bound_says_so() -> None:
    rows = _document("summary --phase 6,8", DATA)["tables"][0]["rows"]
    assert rows[-1]["count"] == 54
    assert rows[-1]["investment"] is None
    assert rows[-1]["lower_bounds"] == ["count"]
    assert rows[0]["own_rate"] is None


def test_same_bytes_in_any_environment(sgyp: Sgyp) -> None:
    lines = [["summary", "--format", form, "--ledger", str(DATA)] for form in ("json", "csv")]
    for line in lines:
        plain = sgyp(*line)
        for extra in (
            {"LC_ALL": "C", "PYTHONUTF8": "0"},
            {"PYTHONIOENCODING": "gbk"},
            {"COLUMNS": "40", "TZ": "America/New_York", "NO_COLOR": "1", "FORCE_COLOR": "1"},
        ):
            assert sgyp(*line, env=environment(**extra)).out == plain.out
