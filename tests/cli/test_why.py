"""`sgyp why`: the figure of the table, its sources with file and line, the list that it advises."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sangeyipi.cli.console.exits import Stop
from sangeyipi.cli.main import app

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "examples" / "demo-county"
DATA = ROOT / "data"


def run(*arguments: str, folder: Path = DEMO) -> str:
    found = CliRunner().invoke(app, [*arguments, "--ledger", str(folder)])
    assert found.exit_code == 0, found.output
    return found.stdout


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
