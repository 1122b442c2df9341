"""Where and when everything happens: the county, the steps of a project, the days of the phases."""

from __future__ import annotations

from datetime import date

HEADER = "# 虚构数据，由 examples/generate.py 生成，与任何真实地区、单位、个人或项目无关"
PLACE = "云岫县"
NOTICE = "本台账为虚构示例，所有地名、单位、人名、项目和数字均由程序生成，与真实情况无关"

MILESTONES = ("签约", "履约", "开工", "投产", "达效")
BATCHES = ("签约", "开工", "投产")
UNDATED = "已"

# Phases 5 and 6 fall in one quarter, and the fourth quarter of 2022 has none, as happens.
PHASE_DATES = (
    "2021-07-12",
    "2021-10-21",
    "2022-01-18",
    "2022-04-15",
    "2022-07-06",
    "2022-09-27",
    "2023-01-10",
    "2023-04-20",
    "2023-07-13",
)
PHASES = tuple(date.fromisoformat(text).toordinal() for text in PHASE_DATES)
# The last day that the ledgers know of, and its month, counted as `construction` counts months.
LAST_DAY = date(2023, 10, 31)
HORIZON = LAST_DAY.toordinal()
LAST_MONTH = LAST_DAY.year * 12 + LAST_DAY.month - 1
