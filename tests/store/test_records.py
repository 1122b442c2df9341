"""Raw values → model: every refusal has its rule, its place and, where there is one, a spelling."""

from typing import Any

import pytest

from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.ledger import Config
from sangeyipi.model.place import Place
from sangeyipi.model.project import Project
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.statement import Statement
from sangeyipi.store.keys import field_types
from sangeyipi.store.records import RecordType

HERE = Place("projects/a.yaml", (3,))


def read(model: type[Any], raw: Any) -> tuple[Any, list[Diagnostic]]:
    found: list[Diagnostic] = []
    return RecordType.of(model).read(raw, HERE, found), found


def fault(model: type[Any], raw: Any) -> tuple[str, tuple[str | int, ...], str]:
    _, (one,) = read(model, raw)
    assert one.place.file == HERE.file
    return one.rule.value, one.place.path[1:], one.message + one.remedy


GOOD = {"编号": "A", "名称": "甲"}


def test_a_record_knows_where_it_stands() -> None:
    record, found = read(Project, dict(GOOD))
    assert found == []
    assert record.origin == HERE
    assert (record.id, record.investment, record.listed) == ("A", None, {})


@pytest.mark.parametrize(
    ("model", "raw", "rule", "path", "says"),
    [
        (Project, {"编号": "A"}, "missing-key", (), "名称"),
        (Project, {**GOOD, "总投咨": "1"}, "unknown-key", ("总投咨",), "总投资"),
        (Project, {**GOOD, "在册": {"签定": "1"}}, "unknown-key", ("在册", "签定"), "签约"),
        (Project, {**GOOD, "在册": {"履约": "1"}}, "unknown-key", ("在册", "履约"), ""),
        (Project, {**GOOD, "在册": {"签约": "1-2"}}, "bad-phase", ("在册", "签约"), "一期"),
        (Project, {**GOOD, "在册": "签约"}, "wrong-type", ("在册",), ""),
        (Project, {**GOOD, "总投资": "5000万"}, "bad-amount", ("总投资",), "0.5"),
        (Project, {**GOOD, "总投资": ["1"]}, "wrong-type", ("总投资",), ""),
        (Project, {**GOOD, "节点": {"开工": "2023-02-30"}}, "bad-date", ("节点", "开工"), "28"),
        (Project, {**GOOD, "计划": {"开工": "已"}}, "bad-date", ("计划", "开工"), "已"),
        (Project, {**GOOD, "监管平台": "是"}, "wrong-type", ("监管平台",), "true"),
        (Project, {**GOOD, "调出": {"原因": "x"}}, "missing-key", ("调出",), "日期"),
        (Project, "编号", "wrong-type", (), ""),
        (Project, None, "wrong-type", (), "空"),
        (Rollup, {"个数": "3"}, "missing-key", (), "截至"),
        (Rollup, {"截至": "2023-06-19", "个数": "-1"}, "bad-count", ("个数",), ""),
        (Rollup, {"截至": "2023-06-19", "批": "达效"}, "wrong-type", ("批",), "投产"),
        (Rollup, {"截至": "2023-06-19", "节点": {"开工": "已"}}, "bad-count", ("节点", "开工"), ""),
        (Statement, {"标题": "x", "截至": "2023-06"}, "bad-date", ("截至",), "日"),
        (
            Statement,
            {"标题": "x", "截至": "2023-06-19", "公布": [{"开工率": "99%"}]},
            "bad-rate",
            ("公布", 0, "开工率"),
            "99",
        ),
        (Config, {"名称": "x", "期次": {"期": "1"}}, "wrong-type", ("期次",), "列表"),
    ],
)
def test_refusals(
    model: type[Any], raw: Any, rule: str, path: tuple[str | int, ...], says: str
) -> None:
    got = fault(model, raw)
    assert got[:2] == (rule, path)
    assert says in got[2]


def test_every_fault_of_a_record_is_told_at_once() -> None:
    _, found = read(Project, {"编号": "A B", "总投资": "一", "在册": {"签约": "零"}})
    assert sorted(one.rule.value for one in found) == [
        "bad-amount",
        "bad-phase",
        "missing-key",
        "wrong-type",
    ]


def test_the_formats_keys_are_the_models() -> None:
    assert list(field_types(Rollup)) == [
        "期", "批", "监管平台", "个数", "总投资", "到位资金", "转化", "节点", "含明细", "截至",
        "来源", "备注",
    ]  # fmt: skip


def test_a_faulty_record_keeps_its_other_facts_so_that_one_run_shows_all() -> None:
    raw = {**GOOD, "总投资": "一", "在册": {"签约": "1", "开工": "零"}}
    record, found = read(Project, raw)
    assert sorted(one.rule.value for one in found) == ["bad-amount", "bad-phase"]
    assert (record.id, record.investment) == ("A", None)
    assert [batch.value for batch in record.listed] == ["签约"]


def test_a_record_without_what_it_must_have_is_none() -> None:
    assert read(Project, {"名称": "甲"})[0] is None
    assert read(Rollup, {"个数": "一", "总投资": "3", "截至": "2022-01-01"})[0] is None
