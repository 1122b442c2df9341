"""Pictures of characters: plain ASCII bars, every figure told, no line wider than asked."""

import re

import pytest

from sangeyipi.render.pictures.values import plotted
from sangeyipi.render.plot_text import to_text
from sangeyipi.render.width import width

from .pictures.samples import PICTURES

MONTHS = """\
完成投资与序时计划
（亿元）
2023-01  累计完成投资  ###                                                 3.125
         序时计划          |                                                   4
2023-02  累计完成投资  ######                                               6.25
         序时计划              |                                               8
2023-03  累计完成投资  ##########                                          9.375
         序时计划                  |                                          12
2023-04  累计完成投资                                                          —
         序时计划                      |                                      16
"""


def _exact(name: str) -> str:
    picture = PICTURES[name]
    return to_text(picture._replace(table=picture.table._replace(amount_places=4)))


def test_columns_under_a_plan() -> None:
    assert _exact("months").startswith(MONTHS)
    assert "≥18.75" in _exact("months")


def test_parts_of_a_whole_begin_where_the_part_before_ended() -> None:
    lines = to_text(PICTURES["demo-pipeline"]).splitlines()
    beyond = next(line for line in lines if line.startswith("开工"))
    standing = lines[lines.index(beyond) + 1]
    assert width(beyond[: beyond.rindex("#") + 1]) == width(standing[: standing.index("=")])


def test_a_gap_has_no_bar() -> None:
    lines = _exact("stacks").splitlines()
    gaps = [line for line in lines if line.endswith("—")]
    assert len(gaps) == 7
    assert not [line for line in gaps if re.search("[#=]", line.replace("<b>", ""))]


@pytest.mark.parametrize("name", PICTURES)
def test_every_figure_is_told(name: str) -> None:
    drawn = to_text(PICTURES[name])
    values = plotted(PICTURES[name])
    figures = [line.rsplit(" ", 1)[-1] for line in drawn.splitlines()]
    expected = [
        one.marks[i].text
        for i in range(len(values.categories))
        for one in values.told
        if one.marks[i].text
    ]
    assert [figure for figure in figures if figure in expected][: len(expected)] == expected


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("columns", [20, 33, 60, 80, 200])
def test_no_line_is_wider_than_the_terminal(name: str, columns: int) -> None:
    lines = to_text(PICTURES[name], columns).splitlines()
    wide = [line for line in lines if width(line) > columns]
    assert not wide


@pytest.mark.parametrize("name", PICTURES)
def test_bars_are_what_every_console_shows(name: str) -> None:
    for line in to_text(PICTURES[name]).splitlines():
        assert not re.search("[─-╿▀-▟■-◿]", line)
    bars = re.sub("[^#=+:o|-]", "", to_text(PICTURES["demo-rates"]))
    assert bars.isascii()
    to_text(PICTURES["real-rates"]).encode("gb18030")


def test_what_is_more_than_nothing_has_a_bar() -> None:
    line = next(one for one in to_text(PICTURES["few"]).splitlines() if "99.9%" in one)
    assert "#" in line
    zero = next(one for one in to_text(PICTURES["few"]).splitlines() if one.endswith(" 0%"))
    assert "#" not in zero


def test_nothing_known_is_said() -> None:
    assert "没有可画的数，原因见注" in to_text(PICTURES["real-pipeline"])
    assert "没有数据，原因见注" in to_text(PICTURES["before-investment"])
