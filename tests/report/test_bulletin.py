"""The month's bulletin: every figure is a cell of its tables, and of the county's own files."""

import os
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import pytest
from conftest import DEMO
from hypothesis import given, settings
from hypothesis import strategies as st
from properties import county_oracle as oracle
from properties.monthly_ledgers import truths
from properties.monthly_oracle import Asked, Oracle
from properties.test_monthly_oracle import MONTHS, period, progress_row

from sangeyipi.figures import problems, status
from sangeyipi.figures.resolve import Figures
from sangeyipi.model.document import Document, Quoted
from sangeyipi.model.ledger import Ledger, RankGroup
from sangeyipi.model.period import of_month
from sangeyipi.model.rounding import percentage, plain, points_between, rounded
from sangeyipi.model.table import Cell, Points, Rate, Table
from sangeyipi.report.bulletin.document import NothingYet
from sangeyipi.report.bulletin.wanting import section_three, wanting
from sangeyipi.store.settled import load_files
from sangeyipi.tables.why import Why, briefs

from .bulletins import made, quoted, text, written

GOLDENS = Path(__file__).parent / "goldens"
DATA = DEMO.parents[1] / "data"


def opened(folder: Path) -> Ledger:
    found = load_files(folder).ledger
    assert found is not None
    return found


def _same(name: str, said: str) -> None:
    path = GOLDENS / name
    if os.environ.get("SGYP_UPDATE_GOLDENS"):
        path.write_text(said, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == said


@pytest.mark.parametrize("month", ["2021-08", "2022-01", "2023-06", "2023-09", "2023-11"])
def test_a_month_of_the_demo_county_reads(month: str) -> None:
    _same(f"bulletin-{month}.txt", text(made(opened(DEMO), period("month", month))))


def test_groups_that_are_ranked_apart_are_told_apart() -> None:
    """Each with places of its own; who is in none comes last, and so does the group of one."""
    ledger = opened(DEMO)
    groups = (
        RankGroup(by="责任单位", group="交通水利", names=("云岫县交通运输局", "云岫县水利局")),
        RankGroup(by="责任单位", group="独一", names=("云岫县教育体育局",)),
        RankGroup(
            by="责任单位",
            group="社会事业",
            names=("云岫县卫生健康委员会", "云岫县文化广电和旅游局"),
        ),
    )
    apart = replace(ledger, config=replace(ledger.config, ranked_apart=groups))
    document = made(apart, period("month", "2023-06"))
    (said,) = (one for one in text(document).splitlines() if one.startswith("责任单位按"))
    assert said.startswith(
        "责任单位按年度投资完成率从高到低："
        "交通水利，依次为第1位云岫县交通运输局（100%），第2位云岫县水利局（76.1%）；"
        "社会事业，依次为第1位云岫县文化广电和旅游局（69.1%），第2位云岫县卫生健康委员会（15.4%）；"
        "未分组，居前的是第1位云岫县工业和信息化局（62.7%），"
    )
    assert "独一" not in said
    says_only_what_tables_say(document)
    why = Why(Figures(apart, document.as_of))
    places = [one for one in quoted(document) if one.question.measurement.name.endswith("_rank")]
    for one in places:
        told = why.explain(one.question)
        assert told is not None and str(told.cell) == one.text, one


def test_a_ledger_without_records_of_dispatch_tells_of_none() -> None:
    _same("bulletin-data.txt", text(made(opened(DATA), period("month", "2023-06"))))


@pytest.mark.parametrize("folder", [DEMO, DATA], ids=lambda folder: folder.name)
def test_section_three(folder: Path) -> None:
    data, tables = wanting(Figures(opened(folder)))
    done = written("section-three", data)
    lines = [done.title, *(one.text for one in done.paragraphs), *(one.id for one in tables)]
    _same(f"section-three-{folder.name}.txt", "\n".join(lines) + "\n")


def _digits(value: Cell, table: Table) -> str:
    if isinstance(value, Rate):
        return f"{plain(percentage(value.numerator, value.denominator))}%"
    if isinstance(value, Points):
        return plain(abs(points_between(*value.rate[1:3], *value.against[1:3])))
    return rounded(abs(value), table.amount_places) if isinstance(value, Decimal) else str(value)


def cells(document: Document) -> set[tuple[str, str]]:
    """Questions with the digits of their cells, as shown."""
    found = set()
    for table in document.tables:
        for row in table.rows:
            for column in table.columns:
                question, value = table.question(row, column), row.cells.get(column.key)
                if question is not None and value is not None:
                    shown = _digits(abs(value) if type(value) is int else value, table)
                    found.add((question.text, shown))
    return found


def says_only_what_tables_say(document: Document) -> None:
    known, by_question = cells(document), Counter(one for one, _ in cells(document))
    for one in quoted(document):
        if '"measure":"number"' in one.question.text:
            # A light's figure: shown with as many decimals as keep it in its band.
            assert one.question.text in by_question
        else:
            assert (one.question.text, one.text) in known
    said = "".join(p.text for section in document.sections for p in section.paragraphs)
    assert not re.search("None|nan|待核实|Decimal|(?<![A-Z])-[0-9]", said)
    assert "，。" not in said
    assert "至少至少" not in said
    texts = sorted(
        {
            str(value)
            for table in document.tables
            for row in table.rows
            for value in row.cells.values()
            if isinstance(value, str)
        },
        key=len,
        reverse=True,
    )
    for section in document.sections:
        for paragraph in section.paragraphs:
            words = "".join(run for run in paragraph.runs if isinstance(run, str))
            words = re.sub("[0-9]+年[0-9]+月([0-9]+日)?", "", words)
            for name in (one for one in texts if re.search("[0-9]", one)):
                words = words.replace(name, "")
            assert not re.search("[0-9]", words), words


@pytest.mark.parametrize("month", ["2021-08", "2022-12", "2023-06", "2023-09", "2023-11"])
def test_every_figure_of_the_demo_county_is_a_cell(month: str) -> None:
    says_only_what_tables_say(made(opened(DEMO), period("month", month)))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_every_figure_of_a_random_ledger_is_a_cell(data: st.DataObject) -> None:
    ledger = data.draw(truths()).ledger
    document = made(ledger, of_month(data.draw(st.sampled_from(MONTHS[4:]))))
    says_only_what_tables_say(document)
    tables = {table.id: table for table in document.tables}
    said = "".join(p.text for section in document.sections for p in section.paragraphs)
    if "全部达到序时进度" in said:
        total = tables["behind-by-unit"].rows[-1].cells
        assert total["on_plan"] == total["judged"]
        assert (total["behind"], total["undecided"]) == (0, 0)


def _found(pattern: str, said: str) -> tuple[str, ...]:
    found = re.search(pattern, said)
    assert found is not None, pattern
    return found.groups()


@pytest.mark.parametrize("month", ["2022-06", "2023-06", "2023-09"])
def test_the_registers_as_they_are_counted_from_the_files(month: str) -> None:
    """Sentences read by a grammar of the test's own, figures made of the files by the oracle."""
    when = period("month", month)
    day: date = when.last
    said = text(made(opened(DEMO), when))
    county = oracle.County(DEMO)
    rows = oracle.problems_on(county, day)
    one = oracle.problem_figures(rows, day)
    assert _found(r"累计提出问题(\d+)个，已销号(\d+)个，化解率([0-9.]+)%", said) == (
        str(one["raised"]),
        str(one["closed"]),
        plain(percentage(Decimal(one["closed"]), Decimal(one["raised"]))),
    )
    assert _found(r"未销号(\d+)个，其中超期(\d+)个", said) == (
        str(one["open"]),
        str(one["overdue"]),
    )
    for key, word in (("raised_now", "新提出"), ("closed_now", "销号")):
        if one[key]:
            assert _found(rf"。本月(?:新提出\d+个、)?{word}(\d+)个", said) == (str(one[key]),)
    (kinds,) = _found("未销号的分类别看，(.*?)。", said)
    still = Counter(each["类别"] for each in rows if oracle.is_open(each, day))
    assert kinds.split("、") == [
        f"{kind}{still[kind]}个" for kind in re.findall("[^0-9、]+(?=\\d)", kinds)
    ]
    assert Counter(re.findall("[^0-9、]+(?=\\d)", kinds)) == Counter(still.keys())
    leaders = oracle.leaders_of(county, day)
    assert _found("包联领导走访([0-9]+)次。", said) == (str(leaders[oracle.LAST_LINE]["visits"]),)
    short = {
        name: each["visits_short"] for name, each in leaders.items() if name != oracle.LAST_LINE
    }
    for name, days in re.findall(r"[、有]([^、有（]+)（还差([0-9]+)天）", said):
        assert short[name] == int(days)
    of_kinds = oracle.guarantee_figures(county, day)
    for kind, each in of_kinds.items():
        word = "已入库" if kind == "纳统" else "办结"
        assert _found(rf"{kind}{word}([0-9]+)个", said) == (str(each["done"]),)


def test_a_month_before_everything_has_no_bulletin() -> None:
    with pytest.raises(NothingYet):
        made(opened(DEMO), period("month", "2019-01"))


def test_the_months_investment_as_the_oracle_has_it() -> None:
    """完成投资, 占年度计划 and 序时 of a month that is reported in full."""
    members = Oracle(opened(DEMO)).members(Asked(date(2023, 6, 1), date(2023, 6, 30)))
    row = progress_row(members, Asked(date(2023, 6, 1), date(2023, 6, 30)))
    said = text(made(opened(DEMO), period("month", "2023-06")))
    pattern = "本年累计完成投资([0-9.]+)亿元，占年度计划投资([0-9.]+)亿元的([0-9.]+)%"
    done, plan, rate = map(Fraction, _found(pattern, said))
    assert abs(done - row["year_completed"].least) <= Fraction(1, 200)
    assert abs(plan - row["year_plan"].least) <= Fraction(1, 200)
    assert abs(rate - row["year_rate"] * 100) <= Fraction(1, 20)
    (points,) = map(Fraction, _found("低于序时进度([0-9.]+)个百分点", said))
    assert abs(points + row["ahead"] * 100) <= Fraction(1, 20)
    count, completed = _found("本月，([0-9]+)个调度项目完成投资([0-9.]+)亿元", said)
    assert int(count) == row["count"]
    assert abs(Fraction(completed) - row["completed"].least) <= Fraction(1, 200)


def test_what_the_sentences_rest_on_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The explanations of a document's figures stand on the figures that its tables were of."""
    made_up: Counter[str] = Counter()

    def counting(module: ModuleType, name: str) -> None:
        once = getattr(module, name)

        def counted(*given: object) -> object:
            made_up[name] += 1
            return once(*given)

        monkeypatch.setattr(module, name, counted)

    counting(problems, "problems")
    counting(status, "standings")
    counting(status, "book")
    figures = Figures(opened(DEMO), date(2023, 6, 30))
    (section,) = section_three(figures, written)
    asked = [
        one.question for each in section.paragraphs for one in each.runs if isinstance(one, Quoted)
    ]
    assert {one.measurement.name for one in asked} >= {"behind", "overdue"}
    assert len(briefs(figures, asked)) == len({one.text for one in asked})
    assert made_up == {"problems": 1, "standings": 1, "book": 1}
