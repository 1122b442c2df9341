"""Each limit that 格式.md names is the declared one, holds at its edge, and is named when broken.

The numbers are read from the page: a page, a message or a type that goes its own way is found here.
"""

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ROOT

from sangeyipi.checks.run import check
from sangeyipi.model import limits
from sangeyipi.store.settled import load_files

PAGE = (ROOT / "docs/格式.md").read_text(encoding="utf-8")
VALUES = dict(re.findall(r"(?m)^\| (\S+) \| (.+?) \| .*\|$", PAGE.partition("## ledger.yaml")[0]))


def said(row: str, pattern: str, text: str = "") -> tuple[int, ...]:
    """The numbers that a row of the page (or another text of it) gives for a limit."""
    match = re.search(pattern, text or VALUES[row])
    assert match, (row, pattern)
    return tuple(map(int, match.groups()))


AMOUNT = said("金额", r"整数至多 (\d+) 位，小数至多 (\d+) 位")
RATE = said("比率", r"整数至多 (\d+) 位，小数至多 (\d+) 位")
TARGET = said("比率", r"目标大于 (\d+)、不超过 (\d+)")
(ALL,) = said("比率", r"公布的率除资金到位率外不超过 (\d+)")
(COUNT,) = said("个数", r"至多 (\d+) 位")
YEARS = said("日期", r"年份 (\d+) 到 (\d+)")
PHASE = said("期", r"(\d+) 到 (\d+)")
(PHASES,) = said("期", r"至多 (\d+) 个字")
(ID,) = said("编号", r"至多 (\d+) 个字")
MONTHS = said("", r"连续几个月没有月调度就提醒，(\d+) 到 (\d+)", PAGE)
PLACES = said("", r"印几位小数，(\d+) 到 (\d+)", PAGE)


def test_the_page_gives_the_declared_limits() -> None:
    assert AMOUNT == limits.AMOUNT
    assert RATE == limits.RATE
    assert TARGET == limits.TARGET
    assert ALL == limits.ALL
    assert limits.COUNT == (COUNT, 0)
    assert YEARS == limits.YEARS == said("年份", r"(\d+) 到 (\d+)")
    assert said("", r"日期在 (\d+) 到 (\d+) 年之间", PAGE) == YEARS
    assert PHASE == limits.PHASE
    assert (PHASES, ID) == (limits.PHASES_LENGTH, limits.ID_LENGTH)
    assert MONTHS == limits.MONTHS
    assert PLACES == limits.PLACES
    assert said("", r"嵌套超过 (\d+) 层、超过 (\d+) MB", PAGE) == (
        limits.NESTING,
        limits.FILE_MEGABYTES,
    )


class Edge(NamedTuple):
    """Where a value of a kind stands, what is within its limit, what is not, and what is said."""

    where: str
    within: list[str]
    beyond: list[str]
    words: str


def nines(digits: int) -> str:
    return "9" * digits


EDGES = [
    Edge(
        "projects 总投资",
        [nines(AMOUNT[0]), nines(AMOUNT[0] - 1), "0." + nines(AMOUNT[1]), "0.1"],
        [nines(AMOUNT[0] + 1)],
        f"整数至多 {AMOUNT[0]} 位",
    ),
    Edge("projects 总投资", ["1"], ["1." + nines(AMOUNT[1] + 1)], f"小数至多 {AMOUNT[1]} 位"),
    Edge("rollups 总投资", ["1"], [nines(AMOUNT[0] + 1)], f"整数至多 {AMOUNT[0]} 位"),
    Edge("progress 累计完成投资", ["1"], [nines(AMOUNT[0] + 1)], f"整数至多 {AMOUNT[0]} 位"),
    Edge("rollups 个数", [nines(COUNT), "0"], [nines(COUNT + 1), "-1"], f"至多 {COUNT} 位"),
    Edge("rollups 转化", [nines(COUNT)], [nines(COUNT + 1)], f"至多 {COUNT} 位"),
    Edge("rollups 节点.开工", ["0"], [nines(COUNT + 1)], f"至多 {COUNT} 位"),
    Edge(
        "projects 在册.签约",
        [str(PHASE[0]), str(PHASE[1])],
        [str(PHASE[0] - 1), str(PHASE[1] + 1)],
        f"一期是 {PHASE[0]} 到 {PHASE[1]} 的整数",
    ),
    Edge(
        "rollups 期",
        [f"{PHASE[0]}-{PHASE[1]}", "1,2"],
        [f"1-{PHASE[1] + 1}", "0-1", "1,0", f"{PHASE[1] + 1},1"],
        f"一期是 {PHASE[0]} 到 {PHASE[1]} 的整数",
    ),
    Edge(
        "rollups 期",
        ["1," * (PHASES // 2 - 1) + "1", "1," * (PHASES // 2 - 1) + "10"],
        ["1," * (PHASES // 2) + "1"],
        f"至多 {PHASES} 个字",
    ),
    Edge(
        "projects 编号",
        ["A" * ID, "A" * (ID - 1)],
        ["A" * (ID + 1)],
        f"至多 {ID} 个字，这里有 {ID + 1} 个",
    ),
    *(
        Edge(
            where,
            [f"{YEARS[0]}-01", f"{YEARS[1]}-12"],
            [f"{YEARS[0] - 1}-12", f"{YEARS[1] + 1}-01", "0999-12", "3000-01", "0203-05-08"],
            f"不在 {YEARS[0]} 到 {YEARS[1]} 年之间",
        )
        for where in ("projects 节点.签约", "projects 计划.开工", "projects 调出.日期")
    ),
    Edge(
        "rollups 截至",
        [f"{YEARS[0]}-01-01", f"{YEARS[1]}-12-31"],
        [f"{YEARS[0] - 1}-12-31", f"{YEARS[1] + 1}-01-01", "0999-12-31", "3000-01-01"],
        f"不在 {YEARS[0]} 到 {YEARS[1]} 年之间",
    ),
    Edge(
        "projects 计划.年度计划投资",
        [str(YEARS[0]), str(YEARS[1])],
        [str(YEARS[0] - 1), str(YEARS[1] + 1), "0999", "3000"],
        f"不在 {YEARS[0]} 到 {YEARS[1]} 年之间",
    ),
]
ONLY_YAML = [
    Edge(
        "ledger 目标",
        [str(TARGET[1]), f"{TARGET[0]}.0001", str(TARGET[1] - 1)],
        [f"{TARGET[1]}.0001", str(TARGET[1] + 1)],
        f"率不会超过 {TARGET[1]}",
    ),
    Edge("ledger 目标", ["2"], [str(TARGET[0]), "0", "0.9999"], f"目标大于 {TARGET[0]}"),
    Edge("ledger 目标", ["2"], [nines(RATE[0] + 1)], f"整数至多 {RATE[0]} 位"),
    Edge(
        "ledger 目标",
        ["2." + nines(RATE[1])],
        ["2." + nines(RATE[1] + 1)],
        f"小数至多 {RATE[1]} 位",
    ),
    Edge("statements 签约率", [str(ALL)], [f"{ALL}.1"], f"率不会超过 {ALL}"),
    Edge("statements 签约率", ["0"], [nines(RATE[0] + 1)], f"整数至多 {RATE[0]} 位"),
    Edge("statements 资金到位率", [nines(RATE[0])], [nines(RATE[0] + 1)], f"整数至多 {RATE[0]} 位"),
    Edge("statements 资金到位率", ["0"], ["-1"], "不小于 0"),
    Edge(
        "ledger 停报月数",
        [str(MONTHS[0]), str(MONTHS[1])],
        [str(MONTHS[0] - 1), str(MONTHS[1] + 1), nines(COUNT + 1)],
        f"只能是 {MONTHS[0]} 到 {MONTHS[1]} 的整数",
    ),
    Edge(
        "ledger 金额小数位",
        [str(PLACES[0]), str(PLACES[1])],
        ["-1", str(PLACES[1] + 1)],
        f"只能是 {PLACES[0]} 到 {PLACES[1]} 的整数",
    ),
    Edge(
        "ledger 期",
        [str(PHASE[0]), str(PHASE[1])],
        [str(PHASE[0] - 1), str(PHASE[1] + 1)],
        f"一期是 {PHASE[0]} 到 {PHASE[1]} 的整数",
    ),
    Edge(
        "ledger 日期",
        [f"{YEARS[0]}-01-01", f"{YEARS[1]}-12-31"],
        [f"{YEARS[0] - 1}-12-31", f"{YEARS[1] + 1}-01-01", "3000-01-01"],
        f"不在 {YEARS[0]} 到 {YEARS[1]} 年之间",
    ),
]
RULES = {"bad-amount", "bad-count", "bad-rate", "bad-phase", "bad-date", "year-out-of-range"}
FIXED = {
    "projects": {"编号": "A", "名称": "甲厂"},
    "rollups": {"截至": "2023-01-01", "个数": "1"},
    "progress": {"编号": "A"},
}


def in_csv(kind: str, word: str, value: str) -> str:
    if word.endswith("年度计划投资"):
        word, value = f"{word}.{value}", "1"
    cells = FIXED[kind] | {word: f'"{value}"'}
    return f"{','.join(cells)}\n{','.join(cells.values())}\n"


def in_yaml(kind: str, word: str, value: str) -> str:
    group, dot, key = word.rpartition(".")
    inner = f"{{{key}: {value}}}" if dot else value
    if key == "年度计划投资":
        inner = f"{{{key}: {{{value}: 1}}}}"
    cells = FIXED[kind] | {group or word: inner}
    return f"- {{{', '.join(f'{one}: {cell}' for one, cell in cells.items())}}}\n".replace(
        f": {value}}}", f': "{value}"}}'
    )


def config(word: str = "", value: str = "1") -> str:
    phase = value if word == "期" else "1"
    day = value if word == "日期" else "2023-01-01"
    more = {
        "目标": f"目标: {{签约开工率: {value}}}\n",
        "停报月数": f"口径: {{停报月数: {value}}}\n",
        "金额小数位": f"口径: {{金额小数位: {value}}}\n",
    }
    return f"名称: 示例\n期次: [{{期: {phase}, 日期: {day}}}]\n{more.get(word, '')}"


def told(folder: Path, files: dict[str, str]) -> list[str]:
    """What is said of limits when these are the ledger."""
    for name, text in {"ledger.yaml": config(), **files}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    found = check(load_files(folder))
    limited = ("个字", "年之间")
    return [
        one.message
        for one in found
        if one.rule.value in RULES or any(word in one.message for word in limited)
    ]


@pytest.mark.parametrize("form", ["csv", "yaml"])
@pytest.mark.parametrize("edge", EDGES, ids=lambda edge: f"{edge.where} {edge.words}")
def test_a_record_at_and_beyond_a_limit(tmp_path: Path, edge: Edge, form: str) -> None:
    kind, word = edge.where.split(" ")
    name = f"{kind}/{'2023-01' if kind == 'progress' else 'a'}.{form}"
    write = in_csv if form == "csv" else in_yaml
    for value in edge.within:
        assert told(tmp_path, {name: write(kind, word, value)}) == [], value
    for value in edge.beyond:
        found = told(tmp_path, {name: write(kind, word, value)})
        assert [one for one in found if edge.words in one], (value, found)


@pytest.mark.parametrize("edge", ONLY_YAML, ids=lambda edge: f"{edge.where} {edge.words}")
def test_a_setting_at_and_beyond_a_limit(tmp_path: Path, edge: Edge) -> None:
    kind, word = edge.where.split(" ")

    def files(value: str) -> dict[str, str]:
        claim = f"标题: 通报\n截至: 2023-01-01\n公布:\n  - {word}: {value}\n"
        single = {"ledger.yaml": config(word, value)}
        return single if kind == "ledger" else {"statements/a.yaml": claim}

    for value in edge.within:
        assert told(tmp_path, files(value)) == [], value
    for value in edge.beyond:
        found = told(tmp_path, files(value))
        assert [one for one in found if edge.words in one], (value, found)


@pytest.mark.parametrize(
    "month", [f"{YEARS[0] - 1}-12", f"{YEARS[1] + 1}-01", "0999-05", "3000-05"]
)
def test_a_file_of_a_month_beyond_the_years(tmp_path: Path, month: str) -> None:
    (tmp_path / "progress").mkdir()
    (tmp_path / "ledger.yaml").write_text(config(), encoding="utf-8")
    (tmp_path / f"progress/{month}.csv").write_text("编号\nA\n", encoding="utf-8")
    found = [one.message for one in check(load_files(tmp_path))]
    assert [one for one in found if f"不在 {YEARS[0]} 到 {YEARS[1]} 年之间" in one], found
