"""Which rules run on how much of a ledger, and that what they say of figures is so."""

from pathlib import Path

import pytest

from sangeyipi.api import LedgerHasErrors, summary
from sangeyipi.checks.run import check, has_errors
from sangeyipi.store.settled import load_files

LEDGER = """\
名称: 示例
期次:
  - 期: 1
    日期: 2021-07-10
  - 期: 2
    日期: 2021-10-08
"""


def rules(root: Path, strict: bool = False, **files: str) -> list[str]:
    """The rules that a folder of files breaks (`projects_a` is projects/a.yaml)."""
    for name, text in {"ledger": LEDGER, **files}.items():
        path = root / (name.replace("_", "/") + ".yaml")
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    return sorted(one.rule.value for one in check(load_files(root), strict))


def project(id: str = "A", **facts: str) -> str:
    lines = "".join(f"  {key}: {value}\n" for key, value in facts.items())
    return f"- 编号: {id}\n  名称: {id} 示例工程\n{lines}"


def statement(*claims: str, day: str = "2022-06-30") -> str:
    return f"标题: 通报\n截至: {day}\n公布:\n" + "".join(f"  - {{{claim}}}\n" for claim in claims)


def test_a_ledger_that_is_right_breaks_nothing(tmp_path: Path) -> None:
    assert rules(tmp_path, projects_a=project()) == []


def test_no_totals_from_a_ledger_with_errors(tmp_path: Path) -> None:
    assert rules(tmp_path, projects_a=project(在册="{签约: 9}")) == ["undeclared-phase"]
    with pytest.raises(LedgerHasErrors):
        summary(load_files(tmp_path))


def test_warnings_stop_no_totals(tmp_path: Path) -> None:
    assert rules(tmp_path) == ["empty-ledger"]
    loaded = load_files(tmp_path)
    assert not has_errors(check(loaded))
    assert summary(loaded)


NOT_MISSING = [
    # What is written and could not be read is not missing
    (
        "a.yaml",
        "- {编号: A, 名称: 甲, 总投资: 1, 在册: {签约: 1}, "
        "节点: {签约: 2021-07-10, 履约: 2021/8/1, 开工: 2021-09-01}}\n",
        ["bad-date"],
    ),
    (
        "a.yaml",
        "- {编号: A, 名称: 甲, 总投资: 十, 到位资金: 1, 在册: {签约: 第1期}, "
        "节点: {签约: 2021-07-10}}\n",
        ["bad-amount", "bad-phase"],
    ),
    ("a.csv", "编号,名称,总投资(万元),到位资金\nA,甲,12000,1\n", ["unknown-key"]),
    (
        "a.csv",
        "编号,名称,在册.签约,节点.签约,节点.履约,节点.开工\nA,甲,1,2021-07-10,2021/8/1,2021-09\n",
        ["bad-date"],
    ),
    # Of another record it still is
    (
        "a.csv",
        "编号,名称,总投资,到位资金\nA,甲,十,1\nB,乙,,1\n",
        ["bad-amount", "funds-without-investment"],
    ),
]


@pytest.mark.parametrize(("name", "text", "expected"), NOT_MISSING)
def test_what_could_not_be_read_is_not_missing(
    tmp_path: Path, name: str, text: str, expected: list[str]
) -> None:
    (tmp_path / "projects").mkdir()
    (tmp_path / "ledger.yaml").write_text(LEDGER, encoding="utf-8")
    (tmp_path / "projects" / name).write_text(text, encoding="utf-8")
    found = check(load_files(tmp_path), strict=True, hints=True)
    assert sorted(one.rule.value for one in found) == expected


def test_half_a_ledger_is_not_blamed_for_what_is_missing(tmp_path: Path) -> None:
    found = rules(
        tmp_path,
        projects_a="- [\n",
        rollups_a="- {期: 1, 批: 签约, 个数: 1, 截至: 2022-06-30}\n",
        statements_a=statement("期: 1, 批: 签约, 个数: 3"),
    )
    assert found == ["yaml-syntax"]


def test_rules_of_single_records_run_on_half_a_ledger_too(tmp_path: Path) -> None:
    found = rules(
        tmp_path,
        projects_a="- [\n",
        projects_b=project(节点="{签约: 2022-01-01, 开工: 2021-01-01}"),
    )
    assert found == ["milestone-out-of-order", "yaml-syntax"]


def test_statements_are_not_proven_from_sums_known_to_be_wrong(tmp_path: Path) -> None:
    found = rules(
        tmp_path,
        projects_a=project(在册="{签约: 1}") * 2,
        statements_a=statement("期: 1, 个数: 1"),
    )
    assert found == ["duplicate-id"]


def test_strict_rules_speak_only_when_asked(tmp_path: Path) -> None:
    skipped = project(节点="{开工: 2022-01-01}")
    assert rules(tmp_path, projects_a=skipped) == []
    assert rules(tmp_path, True, projects_a=skipped) == ["milestone-without-predecessor"]


@pytest.mark.parametrize(
    ("claim", "broken"),
    [
        ("期: 1, 个数: 2", []),
        ("期: 1, 个数: 3", ["statement-mismatch"]),
        ("期: 1, 总投资: 12.3", []),
        ("期: 1, 总投资: 12.4", ["statement-mismatch"]),
        ("期: 1, 总投资: 12", []),
        ("期: 1, 总投资: 12.25", []),
        ("期: 1, 总投资: 12.250", []),
        ("期: 1, 总投资: 12.2", ["statement-mismatch"]),
        ("期: 1, 签约开工率: 50", []),
        ("期: 1, 批: 签约, 签约开工率: 50.0", []),
        ("期: 1, 批: 开工, 签约开工率: 50", ["statement-unprovable"]),
        ("期: 1, 转化: 0", []),
        ("期: 2, 个数: 2", ["statement-unprovable"]),
        ("期: 9, 个数: 2", ["undeclared-phase"]),
        ("期: 1, 监管平台: true, 个数: 2", ["statement-unprovable"]),
    ],
)
def test_statements(tmp_path: Path, claim: str, broken: list[str]) -> None:
    # 2 projects, 12.25 亿元; half up that is 12.3.
    found = rules(
        tmp_path,
        projects_a=project("A", 在册="{签约: 1}", 总投资="10", 节点="{开工: 2021-09-01}")
        + project("B", 在册="{签约: 1}", 总投资="2.25"),
        statements_a=statement(claim),
    )
    assert found == broken


@pytest.mark.parametrize(
    ("day", "started", "broken"),
    [
        ("2021-09-29", "0", []),
        ("2021-09-29", "100", ["statement-mismatch"]),
        ("2021-09-30", "100", []),
        ("2021-07-09", "0", ["statement-unprovable"]),
    ],
)
def test_a_statement_is_checked_as_of_its_own_day(
    tmp_path: Path, day: str, started: str, broken: list[str]
) -> None:
    found = rules(
        tmp_path,
        projects_a=project(在册="{签约: 1}", 节点="{开工: 2021-09}"),
        statements_a=statement(f"期: 1, 签约开工率: {started}", day=day),
    )
    assert found == broken


def test_a_statement_is_asked_for_the_one_platform_value_known(tmp_path: Path) -> None:
    found = rules(
        tmp_path,
        rollups_a="- {期: 1, 批: 签约, 监管平台: true, 个数: 5, 截至: 2022-06-30}\n"
        "- {期: 1-2, 监管平台: false, 个数: 18, 截至: 2022-06-30}\n",
        statements_a=statement("期: 1, 个数: 5", "期: 1-2, 个数: 23"),
    )
    assert found == []


def test_a_statement_below_a_lower_bound_is_a_mismatch(tmp_path: Path) -> None:
    found = rules(
        tmp_path,
        projects_a=project("A", 在册="{签约: 1}") + project("B", 在册="{签约: 1}"),
        rollups_a="- {期: 1-2, 批: 签约, 个数: 9, 含明细: true, 截至: 2022-06-30}\n",
        statements_a=statement("期: 1, 个数: 1"),
    )
    assert found == ["statement-mismatch"]


def test_out_of_order_around_a_month(tmp_path: Path) -> None:
    found = rules(
        tmp_path,
        projects_a=project(节点="{签约: 2021-07-30, 履约: 2021-07, 开工: 2021-07-15}"),
    )
    assert found == ["milestone-out-of-order"]


@pytest.mark.parametrize(
    "dates",
    [
        "{签约: 2021-07, 开工: 2021-07-15}",
        "{签约: 2021-07-30, 开工: 2021-07}",
        "{签约: 2021-07-15, 开工: 2021-07-15}",
        "{签约: 已, 开工: 2021-07-15}",
        "{签约: 2021-07-15, 履约: 已, 开工: 2021-07-15}",
    ],
)
def test_what_may_be_in_order_is_no_error(tmp_path: Path, dates: str) -> None:
    assert rules(tmp_path, projects_a=project(节点=dates)) == []


def test_conversions_of_a_complete_cover_agree(tmp_path: Path) -> None:
    found = rules(
        tmp_path,
        rollups_a="- {期: 2, 批: 开工, 个数: 9, 转化: 2, 截至: 2022-06-30}\n"
        "- {期: 2, 批: 开工, 监管平台: true, 个数: 5, 转化: 1, 截至: 2022-06-30}\n"
        "- {期: 2, 批: 开工, 监管平台: false, 个数: 4, 转化: 4, 截至: 2022-06-30}\n",
    )
    assert found == ["rollup-disagrees"]


def test_the_order_of_files_changes_no_diagnostic(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    a, b = project("A", 在册="{签约: 9}"), project("B", 总投资="-1")
    assert rules(one, projects_a=a, projects_b=b) == rules(other, projects_b=a, projects_a=b)
