"""`sgyp why`: the figure of the table, its sources with file and line, the list that it advises."""

import json
import os
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sangeyipi.cli.console.exits import Stop
from sangeyipi.cli.main import app
from sangeyipi.figures.resolve import Figures
from sangeyipi.model import links
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month
from sangeyipi.model.period import of_month
from sangeyipi.model.question import Measurement, Moment, Question, Subject
from sangeyipi.render.docx import package
from sangeyipi.render.xlsx.workbook import to_xlsx
from sangeyipi.report.recalled import agrees, recalled
from sangeyipi.sheets.xlsx.notes import noted_cells
from sangeyipi.store.settled import load_files
from sangeyipi.tables.cell_notes import question_in
from sangeyipi.tables.monthly.document import document
from sangeyipi.tables.why import Why

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "examples" / "demo-county"
DATA = ROOT / "data"


def run(*arguments: str, folder: Path = DEMO) -> str:
    found = CliRunner().invoke(app, [*arguments, "--ledger", str(folder)])
    assert found.exit_code == 0, found.output
    return found.stdout


def repository(folder: Path) -> None:
    subprocess.run(["git", "init", "-q", str(folder)], check=True)


def commit(folder: Path, said: str, day: int) -> None:
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    when = {"GIT_COMMITTER_DATE": f"2024-01-0{day}T12:00:00+08:00"}
    for words in (["add", "-A"], ["commit", "-qm", said]):
        command = ["git", "-C", str(folder), *who, *words]
        subprocess.run(command, check=True, env={**os.environ, **when})


def opened(folder: Path) -> Ledger:
    found = load_files(folder).ledger
    assert found is not None
    return found


def tables(*arguments: str, folder: Path = DEMO) -> dict[str, list[dict[str, object]]]:
    made = json.loads(run(*arguments, "--format", "json", folder=folder))["tables"]
    return {table["id"]: table["rows"] for table in made}


@pytest.mark.parametrize(
    "asked",
    [
        "总投资 --phase 2 --batch 开工",
        "个数 --phase 1-8 --as-of 2023-06-30",
        "签约开工率 --phase 1-7 --as-of 2023-06-30",
        "个数 --by 领域 --group 现代服务业",
        "已开工 --phase 2 --batch 签约",
    ],
)
def test_the_list_that_it_advises_has_just_its_projects(asked: str) -> None:
    found = tables("why", *asked.split(), "--all")
    commands = [row for row in found["why"] if str(row["value"]).startswith("sgyp list")]
    assert commands
    *sources, _ = found["sources"]
    for number, row in enumerate(commands, 1):
        words = str(row["value"]).partition(" --ledger")[0].replace('"', "").split()[1:]
        listed = {one["id"] for one in tables(*words)["projects"]}
        assert listed == {one["source"] for one in sources if one[f"part{number}"] not in (0, "0")}


def test_a_source_says_its_file_and_line() -> None:
    *sources, total = tables("why", "总投资", "--phase", "2", "--batch", "开工")["sources"]
    assert sources and total["times"] == len(sources)
    for one in sources:
        file, _, line = str(one["where"]).rpartition(":")
        written = (DEMO / file).read_text("utf-8").splitlines()[int(line) - 1]
        assert str(one["source"]) in written


def test_a_published_total_names_its_rollup() -> None:
    found = tables("why", "总投资", "--phase", "1-7", "--batch", "签约", folder=DATA)
    (one, total) = found["sources"]
    assert (one["part1"], total["part1"]) == ("132.9", "132.9")
    assert str(one["where"]).startswith("rollups/")
    assert not any("sgyp list" in str(row["value"]) for row in found["why"])


def test_what_is_not_shown_is_in_the_sums() -> None:
    shown = tables("why", "总投资", "--phase", "1-8", "--platform")["sources"]
    every = tables("why", "总投资", "--phase", "1-8", "--platform", "--all")["sources"]
    assert len(shown) == 32
    assert "其余" in str(shown[-2]["source"])
    assert shown[-1] == every[-1]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["占比"], "个数占比、投资占比"),
        (["总投资额"], "是不是“总投资”"),
        (["转化率"], "签约开工率"),
        (["签约开工率", "--batch", "开工"], "签约一批的率"),
        (["总投资", "--group", "工业"], "--by"),
    ],
)
def test_what_is_no_single_figure_is_told(asked: list[str], said: str) -> None:
    found = CliRunner().invoke(app, ["why", *asked, "--ledger", str(DEMO)])
    assert isinstance(found.exception, Stop)
    assert said in str(found.exception)


def written(folder: Path, name: str, *, ledger: Path = DATA) -> Path:
    run("report", "--as-of", "2023-06-30", "--out", str(folder / name), folder=ledger)
    return folder / name


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("why")
    return {one: written(folder, f"汇报.{one}") for one in ("docx", "html", "md")}


@pytest.mark.parametrize("form", ["docx", "html", "md"])
def test_a_figure_of_a_file_is_asked_by_its_digits(files: dict[str, Path], form: str) -> None:
    found = tables("why", "137.70亿元", "--in", str(files[form]), folder=DATA)
    by_options = tables(
        *["why", "总投资", "--phase", "8", "--batch", "开工", "--as-of", "2023-06-30"], folder=DATA
    )
    assert found["sources"] == by_options["sources"]
    first, *rest = found["why"]
    assert "总投资137.7亿元" in str(first["value"]).replace("〔〕", "")
    assert rest == by_options["why"]


@pytest.mark.parametrize("form", ["docx", "html", "md"])
def test_every_figure_of_a_file_is_what_it_says(files: dict[str, Path], form: str) -> None:
    figures = Figures(opened(DATA), date(2023, 6, 30))
    why = Why(figures)
    found = recalled(form, files[form].read_bytes()).figures
    assert len(found) > 60
    for one in found:
        assert one.question is not None, one
        assert one.edited is None, one
        answer = why.explain(one.question)
        if answer is not None and answer.cell is not None:
            assert agrees(one.text, answer.cell), (one, answer)


def test_pages_ask_the_same_whatever_their_form(files: dict[str, Path]) -> None:
    """Cells of tables too; the figures of Markdown's tables by what stands below the page."""
    asked = {
        form: {
            (re.sub(r"\s", "", one.text), one.question)
            for one in recalled(form, file.read_bytes()).figures
            if any(char.isdigit() for char in one.text)
        }
        for form, file in files.items()
    }
    assert len(asked["md"]) > 300
    assert asked["md"] == asked["html"] == asked["docx"]


def test_the_same_digits_are_chosen_from(files: dict[str, Path]) -> None:
    listed = tables("why", "26", "--in", str(files["html"]), folder=DATA)["choices"]
    assert [row["number"] for row in listed] == [*range(1, len(listed) + 1)]
    assert len(listed) > 1
    chosen = tables("why", "26", "--in", str(files["html"]), "--nth", "2", folder=DATA)["why"]
    figure = next(row["value"] for row in chosen if row["key"] == "数")
    assert figure == "26 个"
    assert str(listed[1]["around"]).partition(" 等")[0] in str(chosen[0]["value"])


def test_what_was_edited_or_is_not_ours_is_said(files: dict[str, Path], tmp_path: Path) -> None:
    parts = package.parts_of(files["docx"].read_bytes())
    body = parts["word/document.xml"].replace(b"137.7<", b"138.8<")
    edited = tmp_path / "改过.docx"
    edited.write_bytes(package.packed({**parts, "word/document.xml": body}))
    page = tmp_path / "改过.html"
    page.write_text(files["html"].read_text("utf-8").replace(">137.7<", ">138.8<"), "utf-8")
    plain = tmp_path / "别人的.md"
    plain.write_text("总投资137.7亿元\n", "utf-8")
    rows = tables("why", "137.7", "--in", str(edited), folder=DATA)["why"]
    assert "138.8" in str(next(row["value"] for row in rows if row["key"] == "文件里改过"))
    rows = tables("why", "138.8", "--in", str(page), folder=DATA)["why"]
    assert next(row for row in rows if row["key"] == "与文件不同")
    for word, file, said in (
        ("138.8", edited, "后来改的"),
        ("137.7", plain, "没有记着出处的数"),
        ("99999", files["md"], "没有 99999 这个数"),
        ("总投资", files["md"], "不是一个数"),
    ):
        result = CliRunner().invoke(app, ["why", word, "--in", str(file), "--ledger", str(DATA)])
        assert isinstance(result.exception, Stop | SystemExit)
        assert said in f"{result.exception}{result.output}"
    other = CliRunner().invoke(
        app, ["why", "137.7", "--in", str(files["docx"]), "--ledger", str(DEMO)]
    )
    assert "是按台账" in f"{other.exception}{other.output}"


def test_names_of_anybody_stay_text_in_a_link() -> None:
    hostile = '甲"] [x](javascript:a) ~1;phase=9 `$x$` <b>\n\u202e'
    asked = Question(
        Subject(by="sector", group=hostile, moment=Moment(None)), Measurement("count", once=True)
    )
    link = links.target(asked)
    assert links.question_of(link) == asked
    assert re.fullmatch(r"#sgyp;[\w\u3400-\u9fff;=~%.-]+", link)


def test_a_source_says_its_last_commit(tmp_path: Path) -> None:
    """Of its whole record: what changed below its first line counts."""
    folder = tmp_path / "台账"
    shutil.copytree(DEMO, folder)
    asked = ("why", "总投资", "--phase", "2", "--batch", "开工")
    assert all("commit" not in row for row in tables(*asked, folder=folder)["sources"])
    repository(folder)
    commit(folder, "first", 1)
    *sources, _ = tables(*asked, folder=folder)["sources"]
    (first,) = {str(row["commit"]) for row in sources}
    file, _, line = str(sources[0]["where"]).rpartition(":")
    written_in = folder / file
    lines = written_in.read_text("utf-8").splitlines()
    at = next(n for n, text in enumerate(lines) if n >= int(line) and "总投资" in text)
    lines[at] += "  # 核过"
    written_in.write_text("\n".join(lines) + "\n", "utf-8")
    *sources, _ = tables(*asked, folder=folder)["sources"]
    assert [row["commit"] for row in sources] == ["未提交", *[first] * (len(sources) - 1)]
    commit(folder, "second", 2)
    *sources, _ = tables(*asked, folder=folder)["sources"]
    assert sources[0]["commit"] not in (first, "未提交")
    assert {row["commit"] for row in sources[1:]} == {first}


def test_a_figure_says_how_it_came_from_last_month() -> None:
    asked = ("why", "签约开工率", "--phase", "1-8", "--as-of", "2023-06-30")
    found = tables(*asked)
    (line,) = (str(row["value"]) for row in found["why"] if row["key"] == "比上月末 2023-05-31")
    then = tables("why", "签约开工率", "--phase", "1-8", "--as-of", "2023-05-31")["why"]
    assert line.startswith(f"由 {then[0]['value']} 到 {found['why'][0]['value']}，")
    *changed, total = found["changes"]
    assert total["part1"] == len(changed) > 0
    for row in changed:
        assert re.search(r"2023-06-\d\d 已开工", str(row["remark"]))
    same = CliRunner().invoke(app, [*asked, "--since", "2023-06-30", "--ledger", str(DEMO)])
    assert isinstance(same.exception, Stop)


def test_a_figure_says_how_it_came_from_another_version(tmp_path: Path) -> None:
    folder = tmp_path / "台账"
    shutil.copytree(DEMO, folder)
    repository(folder)
    commit(folder, "first", 1)
    file = folder / "projects" / "第2期.yaml"
    text = file.read_text("utf-8")
    first = re.search(r"编号: (\S+)[\s\S]*?总投资: (\S+)", text)
    assert first is not None
    file.write_text(
        text.replace(f"总投资: {first[2]}", f"总投资: {float(first[2]) + 1:g}", 1), "utf-8"
    )
    found = tables("why", "总投资", "--by", "领域", "--since", "HEAD", folder=folder)
    *changed, total = found["changes"]
    assert [(row["source"], row["part1"]) for row in changed] == [(first[1], "1")]
    assert f"总投资 {first[2]} →" in str(changed[0]["remark"])
    assert total["part1"] == "1"
    result = CliRunner().invoke(
        app, ["why", "总投资", "--since", "没有的", "--ledger", str(folder)]
    )
    assert isinstance(result.exception, Stop)


def test_a_workbook_remembers_its_figures_in_notes(tmp_path: Path) -> None:
    file = tmp_path / "表.xlsx"
    run("summary", "--phase", "8", "--as-of", "2023-06-30", "--out", str(file))
    asked = ("--phase", "8", "--batch", "开工", "--as-of", "2023-06-30")
    by_options = tables("why", "总投资", *asked)
    found = tables("why", "245.04", "--in", str(file))
    assert found["sources"] == by_options["sources"]
    first, *rest = found["why"]
    assert rest == by_options["why"]
    assert "!D5 开工一批" in str(first["value"])
    listed = tables("why", "13", "--in", str(file))["choices"]
    assert [str(row["title"]) for row in listed] == [
        "第8期开工一批个数",
        "第8期开工一批已开工个数",
    ]


def test_the_monthly_workbook_has_notes_that_are_answered_as_it_says() -> None:
    ledger = opened(DEMO)
    period = of_month(Month(2023, 6))
    cells, _ = noted_cells(to_xlsx(document(ledger, period)))
    why = Why(Figures(ledger, period.last))
    assert len(cells) > 300
    for one in cells:
        question = question_in(one.note)
        assert question is not None
        told = why.explain(question)
        assert told is not None
        assert agrees(one.shown, told.cell), (one, told.cell)
        first, *rest = one.note.splitlines()
        assert first == told.title
        assert f"口径：{told.definition}" in rest
