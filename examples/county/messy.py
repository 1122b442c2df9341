"""The demo county's register of phase 8 as it is passed around in Excel: everything about it askew.

Owns the mess: titles, a two-row head, sections with counts, 万元, dates in many spellings, totals,
notes.  What it says is the demo county's own; who reads it right gets the county's own figures.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xlsxwriter

from county.projects import Project

_PHASE = 8
_TITLE = "云岫县第八期“三个一批”项目台账（截至2023年10月31日）"
_HEAD = (
    ("序号", "项目名称", "项目单位", "计划总投资", "牵头单位", "节点时间", "", "", "", "备注"),
    ("", "", "", "", "", "签约", "动工", "竣工投产", "达效", ""),
)
_MERGED = ("A4:A5", "B4:B5", "C4:C5", "D4:D5", "E4:E5", "F4:I4", "J4:J5")
_SECTIONS = (("一", "签约"), ("二", "开工"), ("三", "投产"))
_STEPS = ("签约", "开工", "投产", "达效")
_WIDTHS = (6, 40, 34, 12, 30, 12, 12, 12, 12, 20)


def _spelled(day: str, number: int) -> str:
    """A day or a month as different hands write it."""
    parts = [int(one) for one in day.split("-")] if day[:1].isdecimal() else []
    if len(parts) == 3:
        year, month, date = parts
        forms = (f"{year}.{month}.{date}", f"{year}年{month}月{date}日", f"{year}/{month}/{date}")
        return forms[number % len(forms)]
    if len(parts) == 2:
        return f"{parts[0]}年{parts[1]}月"
    return day


def write_messy(projects: list[Project], path: Path) -> None:
    """The workbook; the same cells every time."""
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("第八期")
    middle = book.add_format({"align": "center", "valign": "vcenter", "text_wrap": True})
    for column, width in enumerate(_WIDTHS):
        page.set_column(column, column, width)
    page.merge_range("A1:J1", _TITLE, middle)
    page.write(1, 9, "单位：万元")
    for at, texts in enumerate(_HEAD, 3):
        for column, text in enumerate(texts):
            page.write(at, column, text, middle)
    for area in _MERGED:
        first = area.partition(":")[0]
        text = _HEAD[int(first[1:]) - 4]["ABCDEFGHIJ".index(first[0])]
        page.merge_range(area, text, middle)
    _body(page, projects)
    book.close()


def _body(page: Any, projects: list[Project]) -> None:
    at, total = 5, 0
    for mark, batch in _SECTIONS:
        listed = [one for one in projects if one.listed.get(batch) == _PHASE]
        page.write(at, 0, f"{mark}、{batch}项目（{len(listed)}个）")
        at += 1
        for number, one in enumerate(listed, 1):
            total += one.total
            days = [_spelled(one.reached.get(step, ""), number) for step in _STEPS]
            texts = (number, one.name, one.builder, one.total, one.unit, *days)
            for column, text in enumerate(texts):
                if text != "":
                    page.write(at, column, text)
            at += 1
    page.write(at, 1, "合计")
    page.write(at, 3, total)
    page.write(at + 1, 0, "注：本表为虚构示例，与真实情况无关。")
    page.write(at + 2, 0, "填表人：张某某")
