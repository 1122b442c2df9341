"""`sgyp add`: a new project from what is typed or asked for."""

import subprocess
from pathlib import Path

import pytest
from conftest import COMMAND, Result, Write, environment, inside

from cli.asked import asked
from sangeyipi import api
from sangeyipi.compare.fields import flat
from sangeyipi.model.project import project_keys

DAY = ("--today", "2023-10-15")
PROJECTS = """\
# 一行注释
- 编号: A-1
  名称: 甲纺织
  总投资: 12.5
  在册:
    签约: 1
"""
NEW = ["编号=A-2", "名称=乙化工", "总投资=3.2", "在册.签约=2", "节点.签约=2021-10-08"]


@pytest.fixture
def county(ledger: Write) -> Path:
    return ledger({"projects/a.yaml": PROJECTS})


def add(county: Path, *said: str) -> Result:
    return inside("add", *said, *DAY, "--ledger", county)


def fine(county: Path, *said: str) -> str:
    result = add(county, *said, "--yes")
    assert result.code == 0, result.errors
    return result.text


def facts(county: Path, id: str) -> dict[str, object]:
    ledger = api.load(county).ledger
    assert ledger is not None
    project = next(one for one in ledger.projects if one.id == id)
    return {".".join(path): value for path, value in flat(project).items()}


SAID = {
    "编号": "A-2",
    "名称": "乙化工",
    "总投资": "3.2",
    "在册.签约": "2",
    "节点.签约": "2021-10-08",
}


@pytest.mark.parametrize(
    "said",
    [
        NEW,
        [f"--{one}" for one in NEW],
        [word for one in NEW for word in f"--{one}".split("=")],
        [*NEW[:2], "--总投资", "3.2", "--在册.签约=2", "节点．签约＝2021-10-08"],
        [*NEW, "领域="],
    ],
)
def test_what_is_typed(county: Path, said: list[str]) -> None:
    told = fine(county, *said)
    assert "新增项目（1）" in told and "对第一部分的影响" in told
    assert facts(county, "A-2") == SAID
    old = (county / "projects/a.yaml").read_text(encoding="utf-8")
    files = [one.name for one in (county / "projects").iterdir()]
    assert old.startswith(PROJECTS) or files != ["a.yaml"]


def test_into_a_file(county: Path) -> None:
    fine(county, *NEW, "--into", "projects/新.yaml")
    assert (county / "projects/a.yaml").read_text(encoding="utf-8") == PROJECTS
    assert "A-2" in (county / "projects/新.yaml").read_text(encoding="utf-8")


def test_nothing_is_written_without_a_word(county: Path) -> None:
    assert "没有写入（--dry-run）" in add(county, *NEW, "--dry-run").text
    nobody = add(county, *NEW)
    assert nobody.code == 2 and "--yes" in nobody.errors and "新增项目（1）" in nobody.text
    assert [one.name for one in (county / "projects").iterdir()] == ["a.yaml"]
    assert (county / "projects/a.yaml").read_text(encoding="utf-8") == PROJECTS


@pytest.mark.parametrize(
    ("said", "told", "code"),
    [
        ([], "没有写是什么项目", 2),
        (["编号=A-2"], "缺少“名称”", 2),
        (["编号=A-1", "名称=丙"], "已经有了（甲纺织）", 2),
        (["编号=A-2", "名称=丙", "总投资=一"], "错误[bad-amount]", 2),
        (["编号=A-2", "名称=丙", "节点.开工=2030-01-01"], "future", 1),
        (["编号=A-2", "名称=丙", "在册.签约=9"], "undeclared-phase", 1),
        (["--编号", "A-2", "--名称"], "后面要写值", 2),
        (["--编号", "A-2", "--名字", "丙"], "名称", 2),
        ([*NEW, "--into", "别处/a.yaml"], "别处/a.yaml", 1),
    ],
)
def test_what_is_not_taken(county: Path, said: list[str], told: str, code: int) -> None:
    result = add(county, *said, "--yes")
    assert (result.code, told in result.errors) == (code, True), result
    assert (county / "projects/a.yaml").read_text(encoding="utf-8") == PROJECTS
    assert [one.name for one in (county / "projects").iterdir()] == ["a.yaml"]


def test_a_number_of_the_ledgers_own_style(county: Path) -> None:
    """Of the year of the first phase that lists it, behind the last one; never one of before."""
    said = ["--yes", "在册.签约=1", "节点.签约=2021-07-10"]
    fine(county, "名称=乙化工", *said)
    fine(county, "名称=丙机械", *said, "在册.开工=2")
    assert facts(county, "XM-2021-001")["名称"] == "乙化工"
    assert facts(county, "XM-2021-002")["名称"] == "丙机械"
    config = (county / "ledger.yaml").read_text(encoding="utf-8")
    (county / "ledger.yaml").write_text(f"{config}编号样式: SL{{序号}}\n", encoding="utf-8")
    fine(county, "名称=丁食品")
    assert facts(county, "SL1")["名称"] == "丁食品"


def test_two_at_once_get_two_numbers(county: Path) -> None:
    runs = [
        subprocess.Popen(
            [*COMMAND, "add", f"名称={name}", "在册.签约=1", *DAY, "--yes"],
            cwd=county,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for name in ("乙化工", "丙机械", "丁食品")
    ]
    for run in runs:
        _, err = run.communicate(timeout=120)
        assert run.returncode == 0, err.decode()
    names = {facts(county, f"XM-2021-00{number}")["名称"] for number in (1, 2, 3)}
    assert names == {"乙化工", "丙机械", "丁食品"}


def test_asked_one_by_one(county: Path) -> None:
    """Every declared key; what the model refuses is asked again."""
    answers = {
        "id": ["A-2"],
        "name": ["", "乙化工"],
        "investment": ["3.2万元", "3.2"],
        "listed": ["签约=2"],
        "milestones": ["签约=2021/10/8", "签约=2021-10-08"],
    }
    keys = [name for name in project_keys() if name != "withdrawn"]
    typed = [line for name in keys for line in answers.get(name, [""])]
    lines = "".join(f"{line}\n" for line in [*typed, "y"])
    code, screen = asked("add", *DAY, answers=lines, cwd=county)
    assert code == 0, screen
    assert facts(county, "A-2") == SAID
    for name, key in project_keys().items():
        assert name == "withdrawn" or f"{key.word}（" in screen
    assert "bad-amount" in screen and "应写作 2021-10-08" in screen
