"""No page is stale, nothing is left undocumented, no link leads nowhere."""

import re
from dataclasses import MISSING, Field, fields
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from generating import PAGES, ROOT, commands, generate, headings, page, stage

from sangeyipi.api import summary
from sangeyipi.checks.catalogue import catalogue
from sangeyipi.figures.resolve import Figures
from sangeyipi.model import term
from sangeyipi.model.financing import Financing
from sangeyipi.model.guarantees import Guarantees, InStatistics, Land
from sangeyipi.model.ledger import Config, Conventions, Phase, Targets
from sangeyipi.model.light import LightRule, Quantity
from sangeyipi.model.month import Month
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.period import of_month
from sangeyipi.model.plan import Plan
from sangeyipi.model.problem import Problem, Unsolvable
from sangeyipi.model.project import Exemption, Project, Withdrawal
from sangeyipi.model.question import Measured, Question
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.statement import Claim, Statement
from sangeyipi.model.visit import Visit
from sangeyipi.report.document import report
from sangeyipi.report.template import SECTION_ONE, packaged
from sangeyipi.store.keys import field_types, key_of
from sangeyipi.store.settled import load_files
from sangeyipi.tables.definitions import SOME_PHASE, SOME_STEP, definition
from sangeyipi.tables.grouping import named
from sangeyipi.tables.monthly.document import document
from sangeyipi.tables.why_months import as_in_headline

RECORDS = (
    *(Config, Phase, Conventions, Targets, Project, Plan, Withdrawal),
    *(Guarantees, Land, InStatistics, Exemption),
    *(Rollup, Statement, Claim, MonthlyReport),
    *(Problem, Unsolvable, Visit, Financing, LightRule),
)
LINK = re.compile(r"\]\(([^)\s]+)\)")


def test_pages_are_fresh() -> None:
    assert list(generate.stale()) == [], "run: python docs/generate.py"


def _bare(definition: str, question: Question) -> str:
    """As the page has it: of some milestone, of some phase, of counts."""
    asks = question.measurement
    if asks.name in (Measured.RATE, Measured.TARGET) and asks.by_investment:
        definition = definition.replace(term.INVESTMENT, term.COUNT)
    if asks.name in (Measured.REACHED, Measured.REMAINING) or definition.startswith("已到"):
        definition = definition.replace(str(asks.milestone), SOME_STEP)
    return re.sub("第[0-9,-]+期", f"第{SOME_PHASE}期", definition)


def test_what_why_tells_of_a_figure_stands_on_the_page_word_for_word() -> None:
    """Of every figure of the demo county's tables; a definition made of two is both of them."""
    told = set(re.findall(r"^\| [^|]+ \| ([^|]+) \|$", page("docs/口径.md"), re.M))
    ledger = load_files(ROOT / "examples/demo-county").ledger
    assert ledger is not None
    figures = Figures(ledger, date(2023, 10, 31))
    tables = (
        *document(ledger, of_month(Month(2023, 10))).tables,
        *report(figures, packaged(SECTION_ONE), None).tables,
        *summary(figures, None, by=named("责任单位"), rank="年度完成率"),
        *summary(figures, unique=True),
    )
    seen = {
        _bare(definition(as_in_headline(question) or question, ledger.config), question)
        for table in tables
        for row in table.rows
        for one in table.columns
        if one.is_figure and row.cells.get(one.key) is not None
        for question in (table.question(row, one),)
        if question is not None
    }
    assert len(seen) > 60
    assert sorted(one for one in seen if one not in told and not _made_of(one, told)) == []


def _made_of(definition: str, told: set[str]) -> bool:
    """Whether it is one that stands on the page behind another that does."""
    return any(
        definition.removeprefix(f"{one}{sign}") in told
        for one in told
        for sign in "：；"
        if definition.startswith(f"{one}{sign}")
    )


def test_stale_pages_are_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(generate, "pages", lambda: {"LICENSE": "something else"})
    before = page("LICENSE")
    assert generate.write(["--check"]) == 1
    assert "LICENSE" in capsys.readouterr().out
    assert page("LICENSE") == before


def test_outputs_are_replaced_by_what_is_printed() -> None:
    text = "<!-- in: . -->\n<!-- output: sgyp rules bad-date -->\n```text\nold\n```\nafter\n"
    fresh = stage.refreshed(text)
    assert "bad-date（错误）" in fresh
    assert "old" not in fresh
    assert fresh.endswith("```\nafter\n")
    assert stage.refreshed(fresh) == fresh


@pytest.mark.parametrize("command", ["sgyp nonsense", "sgyp summary --phase 99", "rm x"])
def test_a_misused_command_is_never_shown(command: str) -> None:
    with pytest.raises(ValueError):
        stage.run(command, ROOT)


def test_an_edit_that_no_longer_fits_is_refused(tmp_path: Path) -> None:
    here = stage.Stage(tmp_path)
    here.file("ledger.yaml", "a: 1\nb: 2\n")
    here.edit("ledger.yaml", "-b: 2\n+b: 3\n")
    assert here.shown("ledger.yaml") == "a: 1\nb: 3\n"
    with pytest.raises(ValueError):
        here.edit("ledger.yaml", "-b: 2\n+b: 3\n")


TABLES = "# t\n\n### 甲\n\n| 一 | 二 |\n| :--- | ---: |\n| 　a | 1 |\n\n1. 注。\n\n### 乙\n\nx\n"


def test_a_table_is_taken_from_under_its_heading(tmp_path: Path) -> None:
    here = stage.Stage(tmp_path)
    here.file("a.md", TABLES)
    text = "<!-- table: a.md | 甲 | 二, 一 -->\nold\n<!-- end -->\nafter\n"
    fresh = "".join(stage.played(here, piece) for piece in stage.pieces(text))
    assert fresh.splitlines()[1:4] == ["| 二 | 一 |", "| ---: | :--- |", "| 1 | 　a |"]
    assert fresh.endswith("|\n\n1. 注。\n<!-- end -->\nafter\n")
    assert here.table("a.md | 乙") == "x\n"


@pytest.mark.parametrize("said", ["a.md | 丙", "a.md | 甲 | 三"])
def test_a_table_that_is_not_there_is_refused(said: str, tmp_path: Path) -> None:
    here = stage.Stage(tmp_path)
    here.file("a.md", TABLES)
    with pytest.raises(ValueError, match=r"no (heading 丙|column 三)"):
        here.table(said)


def test_a_commit_is_the_same_everywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2001-01-01T00:00:00Z")
    monkeypatch.setenv("TZ", "America/New_York")
    here = stage.Stage(tmp_path)
    here.file("ledger.yaml", "名称: 示例县项目台账\n期次: []\n")
    here.commit("2023-10-08 张某某 建账 第一次")
    told = stage.run("sgyp diff HEAD HEAD", here.folder)
    assert "HEAD（9d9acb6c，2023-10-08）" in told


def test_every_command_is_documented() -> None:
    assert headings(page("docs/命令.md"))[2:] == [f"## sgyp {name}" for name in commands()]
    for name in commands():
        assert f"sgyp {name}" in page("README.md")


def test_every_rule_is_documented() -> None:
    assert headings(page("docs/规则.md"))[1:] == [f"## {rule}" for rule in catalogue()]


@pytest.mark.parametrize("record", RECORDS)
def test_every_key_of_the_format_is_documented(record: Any) -> None:
    text = page("docs/格式.md")
    table = text.split(f"<!-- keys: {record.__name__} -->\n")[1].split("\n\n")[0]
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in table.splitlines()[2:]]
    assert [row[0] for row in rows] == list(field_types(record))
    # What the store adds (its place in the files, the month in a file's name) is no key.
    keys = [field for field in fields(record) if key_of(record, field.name)]
    assert [row[2] for row in rows] == ["是" if _required(field) else "" for field in keys]
    assert all(row[1] for row in rows), "each key says what is written there"


def test_every_quantity_of_a_light_is_documented() -> None:
    table = page("docs/格式.md").split("<!-- quantities -->\n")[1].split("\n\n")[0]
    assert [row.split("|")[1].strip() for row in table.splitlines()[2:]] == list(Quantity)


def _required(field: "Field[Any]") -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def anchors(text: str) -> set[str]:
    """As a forge makes them: lower case, punctuation gone, spaces to hyphens."""
    bare = (re.sub(r"[^\w\- ]", "", heading.lstrip("#").strip()) for heading in headings(text))
    return {heading.lower().replace(" ", "-") for heading in bare}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    prose = [p for p in stage.pieces(path.read_text(encoding="utf-8")) if isinstance(p, str)]
    for link in LINK.findall("".join(prose)):
        if link.startswith("https://"):
            continue
        name, _, anchor = unquote(link).partition("#")
        target = path.parent / name if name else path
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target.read_text(encoding="utf-8")), link
