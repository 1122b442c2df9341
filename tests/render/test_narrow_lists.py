"""Lists on a terminal of 80 columns: a row a project, nothing cut, what is left out is named."""

import pytest
from figures.ledgers import figures, ledger, project

from sangeyipi.figures.selection import Filter
from sangeyipi.render.text import text
from sangeyipi.render.width import width
from sangeyipi.tables.list_columns import named
from sangeyipi.tables.listing import ListView, list_table

_NAME = "示例县先进制造业开发区智能仓储货架制造项目"
_UNIT = "示例县先进制造业开发区管委会"
BOOK = ledger(
    *(
        project(
            f"SL-2023-00{number}",
            "签约=1 开工=2 投产=3",
            "投产=2023-10-08",
            invest="118.5",
            领域="战略性新兴产业",
            责任单位=_UNIT,
            属地="先进制造业开发区",
            包联领导="张某某、李某某",
        )
        | {"名称": _NAME}
        for number in (1, 2)
    )
)


def _shown(chosen: Filter, columns: int | None) -> list[str]:
    return text([list_table(figures(BOOK), chosen)], columns).splitlines()


@pytest.mark.parametrize("columns", [80, 100, 120])
def test_a_list_stays_a_table_and_names_what_it_goes_without(columns: int) -> None:
    lines = _shown(Filter(), columns)
    assert max(map(width, lines)) <= columns
    [head] = [at for at, line in enumerate(lines) if line.startswith("序号")]
    rows = lines[head + 2 : -2]
    assert [row.split()[1] for row in rows if row.split()[0] in "12"] == [
        "SL-2023-001",
        "SL-2023-002",
    ]
    # The name is whole, in as many lines as it takes.
    at = width(lines[head][: lines[head].index("名称")])
    size = width(lines[head + 1].split()[2])
    name = "".join(_cut(row, at, size) for row in rows)
    assert name.count(_NAME) == 2
    told = "".join(line.strip() for line in lines)
    gone = [word for word in ("领域", "责任单位", "属地") if word not in lines[head]]
    assert gone and all(word in told.partition("未列：")[2] for word in gone)
    assert "窗口加宽" in told


def test_what_is_asked_about_stays() -> None:
    lines = _shown(Filter(leader="张某某"), 80)
    assert max(map(width, lines)) <= 80
    [head] = [line for line in lines if line.startswith("序号")]
    assert head.split() == ["序号", "编号", "名称", "总投资", "已到节点", "包联领导"]


def test_only_a_terminal_goes_without_columns() -> None:
    assert "未列" not in "".join(_shown(Filter(), None))
    assert "未列" not in "".join(_shown(Filter(), 200))
    # Too narrow for any table: each project as a list of its own, with everything.
    assert f"  责任单位: {_UNIT}" in _shown(Filter(), 45)


def _cut(line: str, at: int, size: int) -> str:
    """What stands in a line from a column of the screen on."""
    found, place = "", 0
    for char in line:
        if at <= place < at + size:
            found += char
        place += width(char)
    return found.strip()


def test_units_stand_over_amounts_alone_and_are_never_broken() -> None:
    def over(*columns: str) -> list[str]:
        view = ListView(tuple(map(named, columns)))
        lines = text([list_table(figures(BOOK), Filter(), view)], 80).splitlines()
        [head] = [at for at, line in enumerate(lines) if line.startswith("序号")]
        return [" ".join(line.split()) for line in lines[1:head]]

    day = "未限定截至日，按台账已记录的全部"
    assert "".join(over("编号")) == day
    assert over("编号", "名称", "包联领导") == [day]
    assert over("编号", "总投资")[-1] == "单位：个、亿元"
    assert over("编号", "名称", "总投资") == [f"{day} 单位：个、亿元"]
