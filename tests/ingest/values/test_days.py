"""Dates as counties write them: a day, a month, 已; or kept as a text and said, never made up."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.values.cells import number, text
from sangeyipi.ingest.values.days import answered, day, span
from sangeyipi.ingest.values.results import NOT_WRITTEN, NOTHING, TakenValue
from sangeyipi.model.date_fields import parse_date
from sangeyipi.model.stages import Milestone
from sangeyipi.sheets.formats.calendar import serial_of
from sangeyipi.sheets.formats.cells import text_cell
from sangeyipi.sheets.grid import EMPTY, Cell, CellKind

STARTED = Milestone.STARTED


@pytest.mark.parametrize(
    ("said", "read"),
    [
        *(("2023.6", "2023-06"), ("2023.06.01", "2023-06-01"), ("2023/6/1", "2023-06-01")),
        *(("2023-06-01", "2023-06-01"), ("20230328", "2023-03-28"), ("202409", "2024-09")),
        *(("2023—04—03", "2023-04-03"), ("2023－04－03", "2023-04-03"), ("2023–4", "2023-04")),
        *(("Jun-23", "2023-06"), ("1-Jun-23", "2023-06-01"), ("June 2023", "2023-06")),
        *(("Jun 15, 2023", "2023-06-15"), ("2023年6月", "2023-06"), ("2023年6月1日", "2023-06-01")),
        *(("23.6.1", "2023-06-01"), ("23年6月", "2023-06"), ("23.6", "2023-06")),
        *(("23/6/1", "2023-06-01"), ("6/15/2023", "2023-06-15"), ("6/15/23", "2023-06-15")),
        *(("２０２３年６月", "2023-06"), ("２０２３．６．１", "2023-06-01")),
        *(("2023 年 6 月 1 日", "2023-06-01"), ("2023. 6. 1", "2023-06-01")),
        *(("2023 06 01", "2023-06-01"), ("2023 1 1", "2023-01-01"), ("2023\n年6月", "2023-06")),
        *(("2023。6。1", "2023-06-01"), ("2023年6月份", "2023-06"), ("2023.6月", "2023-06")),
        *(("2023年06月01号", "2023-06-01"), ("2023-06-01 00:00:00", "2023-06-01")),
        *(("2023-06-01T08:30:00", "2023-06-01"), ("2022.10", "2022-10"), ("2022.1", "2022-01")),
        *(("二〇二三年六月", "2023-06"), ("二零二三年十二月三十一日", "2023-12-31")),
        *(("45095", "2023-06-18"), ("2023.6.", "2023-06"), ("（2023.6）", "2023-06")),
        *(("'2023.6", "2023-06"), ('="2023-06-01"', "2023-06-01")),
        *(("2023年五月", "2023-05"), ("2024年元月", "2024-01"), ("2023.8（已开工）", "2023-08")),
        # Words that name the month all the same.
        *(("2023年6月底", "2023-06"), ("2023年6月中旬", "2023-06"), ("2023年6月初", "2023-06")),
        *(("2023年6月上旬", "2023-06"), ("2023年6月下旬", "2023-06")),
        *(("2023年6月开工", "2023-06"), ("已于2023年6月开工", "2023-06")),
        *(("2023年6月已开工", "2023-06"), ("2023.6.1开工建设", "2023-06-01")),
        *(
            ("实际2023年6月", "2023-06"),
            ("2023.6（实际）", "2023-06"),
            ("开工时间：2023.6", "2023-06"),
        ),
    ],
)
def test_read(said: str, read: str) -> None:
    assert day(text(said), step=STARTED) == TakenValue(read)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        *(("2024年6月底前", "2024-06"), ("2024年6月前", "2024-06"), ("2024.6.30前", "2024-06-30")),
        *(("拟2024年6月", "2024-06"), ("计划2024年6月开工", "2024-06")),
        *(("预计2024年6月底", "2024-06"), ("计划于2024年6月底前完成开工", "2024-06")),
        *(("2024年6月拟开工", "2024-06"), ("2024.6（计划）", "2024-06"), ("2024.6(拟)", "2024-06")),
        *(("力争2024年6月中旬", "2024-06"), ("2024年6月底之前开工", "2024-06")),
    ],
)
def test_read_as_a_plan(said: str, read: str) -> None:
    assert day(text(said), step=STARTED) == TakenValue(read, planned=True)


@pytest.mark.parametrize(
    "said",
    [
        *("待定", "拟开工", "未开工", "否", "×", "在建", "前期", "另行通知", "FALSE"),
        *(
            "2023年底",
            "2023年底前",
            "2023年上半年",
            "2023年三季度",
            "2023年第3季度",
            "2023",
            "2023年",
        ),
        *("2023Q3", "今年6月", "年底", "6.15", "6", "12.6"),
        *("2023-02-30", "2023.13", "2023年6月31日", "20231301", "2023.6.0", "1923.6", "2203.6"),
        *("2023年6月左右", "约2023年6月", "2023年6-8月", "2023.6-2024.8", "2023.6、2024.8"),
        *("2023.6\n2023.8", "2023.6开工2024.5投产", "6/7/2023", "5/8/23", "2023年6月30日底"),
        *("2023.8（未开工）", "2023.8（已签约）", "2024年6月以后", "不早于2024.6", "推迟至2024.6"),
        *("2023年6月签约", "2023年6月投产", "已签约", "Jun-05", "Sept", "1-1-1", "202361"),
        *("#REF", "2023,6", "20236", "2023101", "45095元"),
    ],
)
def test_what_names_no_month_is_kept_and_said(said: str) -> None:
    taken = day(text(said), step=STARTED)
    assert taken.text is None and taken.note.split() == said.split() and "记入备注" in taken.remark
    assert not (taken.refused or taken.question)


@pytest.mark.parametrize("said", ["", "—", "/", "-", "——", "无", " ", "暂无", "\u3000"])
def test_unknown(said: str) -> None:
    assert day(text(said)) == day(EMPTY) == NOTHING


def test_a_month_of_the_year_that_the_sheet_names() -> None:
    assert day(text("6月"), year=2023) == TakenValue("2023-06")
    assert day(text("6月15日"), year=2023) == TakenValue("2023-06-15")
    assert day(text("6月底前"), year=2023) == TakenValue("2023-06", planned=True)
    assert day(text("五月"), year=2023) == day(text("五月份"), year=2023) == TakenValue("2023-05")
    assert day(number("6", '0"月"'), year=2023) == TakenValue("2023-06")
    assert "哪一年" in day(text("6月")).remark and "哪一年" in day(text("五月")).remark


@pytest.mark.parametrize("said", ["已", "是", "√", "已开工", "已动工", "Y", "已完成"])
def test_reached_without_a_date(said: str) -> None:
    assert day(text(said), step=STARTED) == TakenValue("已")
    assert day(text(said), planned=True, step=STARTED).note == said


@pytest.mark.parametrize(
    ("saved", "format", "read"),
    [
        ("45095", "yyyy-mm-dd", "2023-06-18"),
        ("45095", 'yyyy"年"m"月"d"日"', "2023-06-18"),
        ("45095", 'm"月"d"日"', "2023-06-18"),
        ("45095.5", "yyyy/m/d h:mm", "2023-06-18"),
        ("45078", 'yyyy"年"m"月"', "2023-06"),
        ("45078", "mmm-yy", "2023-06"),
        ("45078", "yyyy/m", "2023-06"),
        ("45078", "yyyy-mm-dd", "2023-06-01"),
        # The day is there, though the format shows none.
        ("45095", "mmm-yy", "2023-06-18"),
        ("45095", "", "2023-06-18"),
        ("45095", "#,##0", "2023-06-18"),
        ("20230328", "", "2023-03-28"),
        ("202409", "", "2024-09"),
        ("2023.06", "", "2023-06"),
        ("2023.11", "", "2023-11"),
        ("2022.2", "", "2022-02"),
        ("2022.1", "0.00", "2022-10"),
        ("2022.1", "0.00_ ", "2022-10"),
        ("2022.1", "0.0", "2022-01"),
    ],
)
def test_numbers(saved: str, format: str, read: str) -> None:
    assert day(number(saved, format)) == TakenValue(read)


def test_days_from_1904() -> None:
    assert day(number("43633", "yyyy-mm-dd", from_1904=True)) == TakenValue("2023-06-18")


@pytest.mark.parametrize("saved", ["2022.1", "22.1"])
def test_january_or_october_is_asked(saved: str) -> None:
    taken = day(number(saved))
    assert "1 月还是 10 月" in taken.question and taken.text is None
    assert taken.answers == ("2022-01", "2022-10", NOT_WRITTEN)
    assert [answered(one).text for one in taken.answers] == ["2022-01", "2022-10", None]


@pytest.mark.parametrize(
    ("cell", "note"),
    [
        (number("2023"), "2023"),
        (number("2023", "yyyy/m/d"), "2023"),
        (number("45078", 'yyyy"年"'), "2023年"),
        (number("6"), "6"),
        (number("123"), "123"),
        (number("100", "yyyy/m/d"), "1900/4/9"),
    ],
)
def test_numbers_that_are_no_date(cell: Cell, note: str) -> None:
    taken = day(cell)
    assert taken.text is None and taken.note == note and taken.remark


@pytest.mark.parametrize(
    "cell", [Cell(CellKind.ERROR, "#REF!"), Cell(CellKind.UNCOMPUTED, "=TODAY()")]
)
def test_errors_leave_the_field_empty_and_are_said(cell: Cell) -> None:
    taken = day(cell)
    assert (taken.text, taken.note, taken.refused) == (None, "", "") and taken.remark


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("2023.6-2024.12", "2023-06", "2024-12"),
        ("2023年6月至2024年12月", "2023-06", "2024-12"),
        ("2023年6月—2024年12月", "2023-06", "2024-12"),
        ("2023.06～2025.08", "2023-06", "2025-08"),
        ("2023-06-2024-12", "2023-06", "2024-12"),
        ("2023.6.1-2024.5.31", "2023-06-01", "2024-05-31"),
        ("2023/6--2024/12", "2023-06", "2024-12"),
        ("2023年6月-12月", "2023-06", "2023-12"),
        ("202306-202412", "2023-06", "2024-12"),
        ("2023.6-2023.6", "2023-06", "2023-06"),
        ("自2023年6月至2024年12月", "2023-06", "2024-12"),
    ],
)
def test_a_span_is_two_plans(said: str, first: str, last: str) -> None:
    assert span(text(said)) == (TakenValue(first, planned=True), TakenValue(last, planned=True))


@pytest.mark.parametrize(
    "said",
    ["2023-2025", "2023年-2025年", "24个月", "2023.6", "2024.12-2023.6", "2023.6-12", "长期"],
)
def test_what_is_no_span_of_months_is_kept_and_said(said: str) -> None:
    first, last = span(text(said))
    assert first.text is None and first.note == said and first.remark and last == NOTHING


SPELLINGS = (
    "{y}-{m:02}-{d:02}",
    "{y}.{m}.{d}",
    "{y}/{m}/{d}",
    "{y}年{m}月{d}日",
    "{y}{m:02}{d:02}",
    "{y}—{m:02}—{d:02}",
    "{s:02}.{m}.{d}",
    "{s:02}年{m}月{d}日",
    "{y} 年 {m} 月 {d} 日",
    "{y}-{m:02}-{d:02} 00:00:00",
    "计划{y}年{m}月{d}日",
    "{y}.{m}.{d}前",
)


@given(st.dates(date(2015, 1, 1), date(2040, 12, 31)), st.sampled_from(SPELLINGS), st.booleans())
def test_any_day_in_any_spelling_comes_back(when: date, form: str, wide: bool) -> None:
    said = form.format(y=when.year, s=when.year % 100, m=when.month, d=when.day)
    if wide:
        said = "".join(chr(ord(c) + 0xFEE0) if c in "0123456789./-" else c for c in said)
    assert day(text(said)).text == when.isoformat()


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.booleans(), st.booleans())
def test_any_day_of_a_spreadsheet_comes_back(when: date, dated: bool, from_1904: bool) -> None:
    if dated:
        cell = number(str(serial_of(when, from_1904)), "yyyy-mm-dd", from_1904)
    else:
        cell = number(str(serial_of(when)))
    assert day(cell).text == when.isoformat()


@given(st.text(max_size=12) | st.text("0123456789.-/年月日底前拟已 ", max_size=14))
def test_any_text_is_read_or_kept(said: str) -> None:
    taken = day(text(said), step=STARTED)
    assert not taken.refused and not taken.question
    if taken.text is not None and taken.text != "已":
        assert parse_date(taken.text)
    for one in span(text(said)):
        assert not (one.refused or one.question) and (one.text is None or parse_date(one.text))


def test_a_serial_as_text_in_a_file_that_counts_from_1904_is_no_day() -> None:
    cell = text_cell("43585", from_1904=True)
    assert day(cell).text is None
    assert "1904" in day(cell).remark
    assert day(text_cell("43585")).text == "2019-04-30"
