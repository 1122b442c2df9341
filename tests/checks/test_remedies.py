"""An advice fits its file: nobody indents the lines of a spreadsheet, nor has YAML any columns."""

from collections.abc import Iterator
from pathlib import PurePath

import pytest

from sangeyipi.checks.catalogue import catalogue
from sangeyipi.checks.run import check
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.rule import Rule
from sangeyipi.render.placing import place
from sangeyipi.store.files import DataFiles, FileKind
from sangeyipi.store.load import load_from
from sangeyipi.store.source import Source, checked_source

CONFIG = "名称: 例\n期次: [{期: 1, 日期: 2021-07-10}, {期: 2, 日期: 2021-10-08}]\n领域: [甲业]\n"
#: What only YAML has, and what only a spreadsheet has.
IN_YAML = ("缩进", "“- ”", "补上一行", "半角冒号", "冒号后", "左边对齐", "注释", "逐行写出")
IN_CSV = ("一列", "整列", "这一格", "表头", "列名", "CSV")
#: Cannot be broken by the text of a CSV file.
ONLY_YAML = {
    rule
    for rule in Rule
    if rule.startswith("yaml-")
    or rule
    in (
        *(Rule.DUPLICATE_KEY, Rule.NESTING_TOO_DEEP, Rule.COMMENTED_OUT, Rule.TEXT_CUT),
        *(Rule.EMPTY_VALUE, Rule.PHASE_ORDER, Rule.BAND_ORDER),
    )
}
#: Is about CSV files or about what is no file of a ledger yet.
ONLY_CSV = {
    rule
    for rule in Rule
    if rule.startswith("csv-")
    or rule in (Rule.SPREADSHEET_LEFTOVER, Rule.NOT_UTF8, Rule.IGNORED_FILE)
}
COLUMNS = {
    "projects/a": "编号 名称 领域 总投资 到位资金 监管平台 责任单位 包联级别 在册.签约 节点.签约"
    " 计划.开工 计划.年度计划投资.2023 调出.日期 备注",
    "rollups/a": "期 批 监管平台 个数 总投资 到位资金 转化 节点.开工 含明细 截至 来源",
    "progress/2023-05": "编号 本月完成投资 累计完成投资 到位资金累计 形象进度",
}
RIGHT = {"编号": "A-1", "名称": "甲厂", "期": "1", "截至": "2021-08-31", "个数": "3"}
VALUES = (
    *("是", "7个", "5亿元", "-1", "0", "62500", "2.02E+08", "2023-05", "2204-07", "2099-01"),
    *(
        "2023年5月8日",
        "#REF!",
        "=SUM(A1)",
        "第1期",
        "9",
        "总投资：5",
        "、",
        "一，二",
        "1 2",
        "$x",
        "已",
    ),
    *(
        "\u200b甲",
        "甲\u202e",
        "１２",
        "100%",
        "abc",
        "x" * 300,
        "9" * 30,
        "合计",
        "甲,乙",
        "[1",
        "{1}",
    ),
)


def told(name: str, text: str) -> list[tuple[Rule, str]]:
    found = DataFiles(((FileKind(name.partition("/")[0]), name),), ())
    texts = {"ledger.yaml": CONFIG, name: text}

    def read(file: str) -> Source | Diagnostic:
        return checked_source(file, texts[file].encode())

    loaded = load_from(found, read)
    placed = place(loaded, check(loaded, strict=True, hints=True), PurePath())
    return [(one.diagnostic.rule, one.remedy) for one in placed if one.file == name]


def wrong_cells() -> Iterator[tuple[str, str, str]]:
    for name, words in COLUMNS.items():
        columns = words.split()
        for column in columns:
            for value in VALUES:
                yield name, column, value


def _quoted(cell: str) -> str:
    return f'"{cell}"' if "," in cell else cell


def as_csv(name: str, column: str, value: str) -> str:
    cells = {key: RIGHT.get(key, "") for key in COLUMNS[name].split()} | {column: value}
    return f"{','.join(cells)}\n{','.join(map(_quoted, cells.values()))}\n"


def as_yaml(name: str, column: str, value: str) -> str:
    given = {key: RIGHT[key] for key in COLUMNS[name].split() if key in RIGHT}
    *groups, last = column.split(".")
    lines = [f"{'- ' if not n else '  '}{k}: {v}" for n, (k, v) in enumerate(given.items())]
    if column in given:
        return "\n".join(lines).replace(f"{column}: {given[column]}", f"{column}: '{value}'") + "\n"
    lines += [f"{'  ' * (depth + 1)}{group}:" for depth, group in enumerate(groups)]
    return "\n".join([*lines, f"{'  ' * (len(groups) + 1)}{last}: '{value}'"]) + "\n"


def test_no_csv_file_is_given_the_advice_of_yaml() -> None:
    for name, column, value in wrong_cells():
        for rule, remedy in told(f"{name}.csv", as_csv(name, column, value)):
            assert not [word for word in IN_YAML if word in remedy], (rule, remedy, column, value)


def test_no_yaml_file_is_given_the_advice_of_csv() -> None:
    for name, column, value in wrong_cells():
        for rule, remedy in told(f"{name}.yaml", as_yaml(name, column, value)):
            if rule is not Rule.SPREADSHEET_LEFTOVER:
                found = [word for word in IN_CSV if word in remedy]
                assert not found, (rule, remedy, column, value)


@pytest.mark.parametrize("rule", sorted(set(Rule) - ONLY_YAML))
def test_what_the_catalogue_says_of_a_csv_file(rule: Rule) -> None:
    remedy = catalogue()[rule].remedy_in("projects/a.csv")
    assert not [word for word in IN_YAML if word in remedy], remedy


@pytest.mark.parametrize("rule", sorted(set(Rule) - ONLY_CSV))
def test_what_the_catalogue_says_of_a_yaml_file(rule: Rule) -> None:
    remedy = catalogue()[rule].remedy_in("projects/a.yaml")
    assert not [word for word in IN_CSV if word in remedy], remedy
