"""A new ledger is canonical, passes its own checks, and never overwrites anything."""

import contextlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from conftest import Sgyp, inside

from sangeyipi import api
from sangeyipi.cli.main import main
from sangeyipi.store.example import EXAMPLE_FILE
from sangeyipi.store.files import FileKind
from sangeyipi.store.schema import KINDS
from sangeyipi.store.template import BEGINNINGS, REPORTING_FILE

OPTIONS = ["--name", "示例: “三个一批”台账", "--region", "示例县"]
PHASES = ["--phase", "1=2021-07-10", "--phase", "8=2023-05-08"]


def tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("phases", [PHASES, []], ids=["phases", "no phases"])
def test_passes_its_own_checks(phases: list[str], here: Path) -> None:
    assert main(["init", "新 台账", *OPTIONS, *phases]) == 0
    assert main(["check", "--strict", "--ledger", "新 台账"]) == 0
    assert main(["fmt", "--check", "--ledger", "新 台账"]) == 0
    ledger = api.load(here / "新 台账").ledger
    assert ledger is not None
    assert ledger.config.name == OPTIONS[1]
    assert [phase.number for phase in ledger.config.phases] == ([1, 8] if phases else [])
    assert len(ledger.projects) == 1


def test_all_the_files(here: Path) -> None:
    main(["init", *OPTIONS])
    made = tree(here)
    assert set(made) == {
        "ledger.yaml",
        EXAMPLE_FILE,
        *BEGINNINGS,
        ".gitattributes",
        ".gitignore",
        ".editorconfig",
        ".pre-commit-config.yaml",
        ".github/workflows/ledger.yml",
        ".gitlab-ci.yml",
        ".workflow/ledger.yml",
        *(f"schemas/{kind}.schema.json" for kind in KINDS),
    }
    for name, data in made.items():
        assert b"\r" not in data
        assert b"@" not in data.replace(b"actions/checkout@v4", b"").replace(
            b"actions/setup-python@v5", b""
        ).replace(b"build@python", b""), f"{name}: a placeholder was left"
        if name.endswith((".yaml", ".yml")):
            yaml.safe_load(data)


@pytest.mark.parametrize("name", ["ledger.yaml", EXAMPLE_FILE])
def test_schema_line_points_at_a_file(name: str, here: Path) -> None:
    main(["init", *OPTIONS])
    first = (here / name).read_text(encoding="utf-8").splitlines()[0]
    label, _, target = first.partition("$schema=")
    assert label == "# yaml-language-server: "
    assert (here / name).parent.joinpath(target).is_file()


def test_never_overwrites(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / ".gitattributes").write_text("* -text\n")
    (here / ".editorconfig").symlink_to("nowhere")
    assert main(["init", *OPTIONS]) == 0
    assert (here / ".gitattributes").read_text() == "* -text\n"
    assert (here / ".editorconfig").readlink() == Path("nowhere")
    assert "已有，未动 .gitattributes" in capsys.readouterr().out


def test_the_first_month_is_begun_as_it_is_told(here: Path) -> None:
    """The heading is copied, a row is added: that is a report."""
    main(["init", *OPTIONS])
    assert [path.name for path in (here / "progress").iterdir()] == ["说明.md"]
    told = (here / REPORTING_FILE).read_text(encoding="utf-8")
    assert not re.search(r"\d\.\d", told), "no figure is made up"
    header = told.split("```csv\n")[1].split("```")[0]
    row = "SL-001,0.5,0.5" + "," * (header.count(",") - 2)
    (here / "progress/2023-05.csv").write_text(f"{header}{row}\n", encoding="utf-8")
    assert main(["check"]) == 0
    assert main(["fmt", "--check"]) == 0
    ledger = api.load(here).ledger
    assert ledger is not None
    assert [str(one.month) for one in ledger.reports] == ["2023-05"]


def test_no_advice_where_there_are_reports(here: Path) -> None:
    (here / "progress").mkdir()
    (here / "progress/2023-05.csv").write_text("编号\n", encoding="utf-8")
    main(["init", *OPTIONS])
    assert not (here / REPORTING_FILE).exists()


@pytest.mark.parametrize("kind", FileKind)
def test_every_kind_of_file_is_given_to_git(kind: FileKind, here: Path) -> None:
    main(["init", *OPTIONS])
    subprocess.run(["git", "init", "-q", "."], cwd=here, check=True)
    endings = ("yaml", "yml") if kind is FileKind.STATEMENTS else ("yaml", "yml", "csv")
    names = [f"{kind}/{folder}a.{end}" for folder in ("", "下/一/") for end in endings]
    done = subprocess.run(
        ["git", "check-attr", "merge", "diff", "eol", "--", *names],
        cwd=here, check=True, capture_output=True, text=True,
    )  # fmt: skip
    told = [line.rpartition(": ")[2] for line in done.stdout.splitlines()]
    assert told == ["sgyp", "sgyp", "lf"] * len(names)


def test_tables_and_locks_are_nothing_for_git_and_the_ledger_is(here: Path) -> None:
    main(["init", *OPTIONS])
    subprocess.run(["git", "init", "-q", "."], cwd=here, check=True)
    ours = [
        "ledger.yaml",
        *(
            f"{kind}/{name}"
            for kind in FileKind
            for name in ("a.yaml", "a.csv", "下/一.yml", "a.html")
        ),
        *("README.md", "来源/通报.xlsx", ".gitignore", "schemas/project.schema.json"),
    ]
    theirs = [
        *("第8期.xlsx", "项目.csv", "月报/2023-06/manifest.json", "报表/一局.xlsx", "转化率.svg"),
        *("~$第8期.xlsx", "projects/~$a.csv", ".~lock.第8期.xlsx#", "projects/.a.csv.sgyp-1.tmp"),
        "projects/.~a.csv",
    ]
    done = subprocess.run(
        ["git", "-c", "core.quotepath=off", "check-ignore", "--no-index", "--stdin"],
        input="\n".join([*ours, *theirs]),
        cwd=here, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout.splitlines() == theirs


def test_again_changes_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["init", *OPTIONS])
    before = tree(here)
    capsys.readouterr()
    assert main(["init"]) == 0
    assert tree(here) == before
    assert "写入" not in capsys.readouterr().out


def test_completes_an_existing_ledger_without_an_example(here: Path) -> None:
    (here / "ledger.yaml").write_text("名称: 台账\n期次: []\n", encoding="utf-8")
    assert main(["init"]) == 0
    assert (here / ".gitattributes").is_file()
    assert not (here / EXAMPLE_FILE).exists()


def test_no_example_among_projects(here: Path) -> None:
    (here / "projects").mkdir()
    (here / "projects/一.yaml").write_text("- 编号: A-1\n  名称: 甲\n", encoding="utf-8")
    main(["init", *OPTIONS])
    assert not (here / EXAMPLE_FILE).exists()


def test_existing_ledger_keeps_its_name(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "ledger.yaml").write_text("名称: 台账\n期次: []\n", encoding="utf-8")
    before = tree(here)
    assert main(["init", *OPTIONS]) == 2
    assert "已经有了" in capsys.readouterr().err
    assert tree(here) == before


WRONG = {
    "no name": (["--region", "示例县"], "缺 --name"),
    "nothing": ([], "缺 --name、--region"),
    "no date": ([*OPTIONS, "--phase", "8"], "期=日期"),
    "no such day": ([*OPTIONS, "--phase", "8=2023-02-30"], "没有这一天"),
    "no year": ([*OPTIONS, "--phase", "8=5月8日"], "没有写是哪一年"),
    "a month": ([*OPTIONS, "--phase", "8=2023-05"], "要写到日"),
    "two readings": ([*OPTIONS, "--phase", "8=5/8/2023"], "年月日的次序看不出来"),
    "a number": ([*OPTIONS, "--phase", "8=45054"], "期=日期"),
    "phase zero": ([*OPTIONS, "--phase", "0=2023-05-08"], "期=日期"),
    "twice": ([*OPTIONS, *PHASES, *PHASES], "从小到大"),
    "days run back": (
        [*OPTIONS, "--phase", "1=2023-05-08", "--phase", "2=2021-07-10"],
        "日期不倒退",
    ),
    "blank name": (["--name", " ", "--region", "示例县"], "缺 --name"),
}


@pytest.mark.parametrize(("options", "told"), WRONG.values(), ids=list(WRONG))
def test_wrong_usage_writes_nothing(
    options: list[str], told: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", *options]) == 2
    assert told in capsys.readouterr().err
    assert tree(here) == {}


def test_folder_is_a_file(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "data").write_text("")
    assert main(["init", "data", *OPTIONS]) == 2
    assert "是一个文件" in capsys.readouterr().err


def answers(*given: str) -> Iterator[str]:
    yield from given


def test_asks_on_a_terminal(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = answers("示例县", "示例台账", "2021-07-10", "2021-13-01", "2021-10-08", "")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(given))
    assert main(["init"]) == 0
    ledger = api.load(here).ledger
    assert ledger is not None
    assert (ledger.config.name, ledger.config.region) == ("示例台账", "示例县")
    assert [str(phase.date) for phase in ledger.config.phases] == ["2021-07-10", "2021-10-08"]


def test_below_the_root_says_what_to_move(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / ".git").mkdir()
    assert main(["init", "县 台账", *OPTIONS]) == 0
    assert "要移到仓库根目录" in capsys.readouterr().out
    for name in (".pre-commit-config.yaml", ".github/workflows/ledger.yml", ".gitlab-ci.yml"):
        assert "sgyp check --ledger '县 台账'" in (here / "县 台账" / name).read_text(
            encoding="utf-8"
        ).replace(" --format github", "")


def at_a_terminal(here: Path, *typed: str) -> str:
    """`sgyp init` with somebody typing; what was on the screen."""
    pty = pytest.importorskip("pty")
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(here)
        command = [sys.executable, "-m", "sangeyipi", "init"]
        os.execve(command[0], command, {**os.environ, "PYTHONIOENCODING": "utf-8"})
    os.write(terminal, "".join(f"{line}\n" for line in typed).encode())
    said = b""
    with contextlib.suppress(OSError):  # the terminal is gone when the run ends
        while part := os.read(terminal, 10_000):
            said += part
    os.close(terminal)
    status = os.waitpid(child, 0)[1]
    assert os.waitstatus_to_exitcode(status) == 0, said.decode()
    return said.decode()


@pytest.mark.parametrize(
    ("typed", "phases"),
    [
        (["2021-07-10", ""], [(1, "2021-07-10")]),
        (["8=2023-05-08", ""], [(8, "2023-05-08")]),
        (["8=2023年5月8日", "2023年8月21日", ""], [(8, "2023-05-08"), (9, "2023-08-21")]),
        (["8=2023/5/8", "2023/8/21", ""], [(8, "2023-05-08"), (9, "2023-08-21")]),
        (["2021/7-10", "第三期 2021.10.8", ""], [(1, "2021-07-10"), (3, "2021-10-08")]),
        (["第8期＝２０２３年５月８号", ""], [(8, "2023-05-08")]),
        (["2021年7月10日", "8=2023-5-8", ""], [(1, "2021-07-10"), (8, "2023-05-08")]),
        # What was typed wrongly is asked for again, and nothing typed before is lost.
        (["", "5月8日", "8=2023-02-30", "8=2023-05-08", ""], [(8, "2023-05-08")]),
        (
            ["8=2023-05-08", "7=2023-08-01", "2022-01-01", "2203-08-21", "2023-08-21", ""],
            [(8, "2023-05-08"), (9, "2023-08-21")],
        ),
    ],
)
def test_phases_as_people_type_them(
    here: Path, typed: list[str], phases: list[tuple[int, str]]
) -> None:
    said = at_a_terminal(here, " 示例县 ", "", *typed)
    assert "写入 ledger.yaml" in said
    assert "写法不对：应为 期=日期" not in said  # A day alone will do where one is asked for.
    config = api.load(here).ledger
    assert config is not None
    made = [(phase.number, str(phase.date)) for phase in config.config.phases]
    assert made == phases
    assert config.config.region == "示例县"
    assert main(["check", "--strict"]) == 0
    assert main(["fmt", "--check"]) == 0


def test_a_phase_that_is_still_to_come(here: Path) -> None:
    """It is no phase in which anything can have been signed."""
    assert main(["init", *OPTIONS, "--phase", "1=2021-07-10", "--phase", "2=2099-01-01"]) == 0
    assert "签约: 2021-07-10" in (here / EXAMPLE_FILE).read_text(encoding="utf-8")
    assert main(["check", "--strict"]) == 0
    assert main(["init", "b", *OPTIONS, "--phase", "2=2099-01-01"]) == 0
    assert main(["check", "--strict", "--ledger", "b"]) == 0


@pytest.mark.parametrize("arguments", [[], ["--name", "台账"]])
@pytest.mark.parametrize("closed", ["<&-", "</dev/null"])
def test_nobody_to_ask(here: Path, arguments: list[str], closed: str) -> None:
    command = f'"$0" -m sangeyipi init "$@" {closed}'
    done = subprocess.run(
        ["/bin/sh", "-c", command, sys.executable, *arguments],
        cwd=here, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "这里不是终端，没法问" in done.stderr.decode()
    assert tree(here) == {}


@pytest.mark.parametrize("closed", ["<&-", "</dev/null"])
def test_nothing_to_ask(here: Path, closed: str) -> None:
    command = f'"$0" -m sangeyipi init "$@" {closed}'
    subprocess.run(
        ["/bin/sh", "-c", command, sys.executable, *OPTIONS, *PHASES], cwd=here, check=True
    )
    assert main(["check", "--strict"]) == 0


def test_an_answer_cut_off_writes_nothing(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("示例县\n台账\n"))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    assert main(["init"]) == 130
    assert tree(here) == {}
    assert "已中断" in capsys.readouterr().err


def test_a_name_that_check_would_refuse(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--name", "台\x1b[31m账", "--region", "示例县", *PHASES]) == 2
    assert "\x1b" not in capsys.readouterr().err
    assert tree(here) == {}


@pytest.mark.parametrize("folder", ["projects", ".github", "schemas", ".vscode"])
def test_nothing_is_written_through_a_linked_folder(folder: str, tmp_path: Path) -> None:
    (tmp_path / "外").mkdir()
    (tmp_path / "这里").mkdir()
    (tmp_path / "这里" / folder).symlink_to(tmp_path / "外")
    asked = ("--name", "台账", "--region", "示例县", "--phase", "1=2021-07-10")
    result = inside("init", tmp_path / "这里", *asked)
    assert list((tmp_path / "外").iterdir()) == []
    if result.code:
        assert result.code == 2 and "是链接" in result.errors
        assert [path.name for path in (tmp_path / "这里").iterdir()] == [folder]


@pytest.mark.parametrize(
    "day",
    [
        *("2023-05-08", "2023年5月8日", "2023年05月08号", "2023/5/8", "２０２３－5-8"),
        *("20230508", "2023.5.8", "2023。5。8", "二〇二三年五月八日", "23年5月8日"),
    ],
)
def test_an_option_takes_what_the_question_takes(
    day: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", "甲", *OPTIONS, "--phase", f"8={day}"]) == 0
    assert main(["init", "乙", *OPTIONS, "--phase", f"第8期={day}"]) == 0
    for folder in ("甲", "乙"):
        ledger = api.load(here / folder).ledger
        assert ledger is not None
        assert [(one.number, str(one.date)) for one in ledger.config.phases] == [(8, "2023-05-08")]
    capsys.readouterr()
    assert main(["init", "丙", *OPTIONS, "--phase", day]) != 0
    said = capsys.readouterr().err
    assert f"没有写是第几期：前面写上“期=”，如第 8 期写成 8={day}" in said
    assert not (here / "丙" / "ledger.yaml").exists()


@pytest.mark.parametrize(
    "phase", ["12=", "第12期=", "第十二期＝", "第12期：", "第十二期 ", "12期:"]
)
def test_any_phase_may_be_the_first(phase: str, here: Path) -> None:
    assert main(["init", *OPTIONS, "--phase", f"{phase}2024年5月8日"]) == 0
    ledger = api.load(here).ledger
    assert ledger is not None
    assert [(one.number, str(one.date)) for one in ledger.config.phases] == [(12, "2024-05-08")]


def test_no_light_is_lit_unless_a_set_of_thresholds_is_chosen(here: Path) -> None:
    """Both sets are named by who published them, and each is right as soon as it is taken."""
    main(["init", *OPTIONS, *PHASES])
    text = (here / "ledger.yaml").read_text(encoding="utf-8")
    ledger = api.load(here).ledger
    assert ledger is not None and ledger.config.lights == ()
    assert ledger.config.sectors == ("先进制造业", "现代服务业", "基础设施", "社会民生")
    first, last = text.split("# 例一，银川市")[1].split("# 例二，武汉市")
    for part, count in ((first, 3), (last, 1)):
        taken = re.sub(r"^# ", "", part[part.index("# 红黄灯:") :], flags=re.MULTILINE)
        (here / "ledger.yaml").write_text(text + taken, encoding="utf-8")
        assert main(["check", "--strict"]) == 0
        assert main(["fmt", "--check"]) == 0
        chosen = api.load(here).ledger
        assert chosen is not None and len(chosen.config.lights) == count
    settings = text.split("# 调度的设置")[1].split("\n", 1)[1].split("\n\n")[0]
    taken = re.sub(r"^# ", "", settings, flags=re.MULTILINE)
    (here / "ledger.yaml").write_text(f"{text}{taken}\n", encoding="utf-8")
    assert main(["check", "--strict"]) == 0


def test_each_kind_of_record_is_begun_as_it_is_told(here: Path) -> None:
    main(["init", *OPTIONS, *PHASES])
    rows = {
        "problems/说明.md": "",
        "visits/说明.md": "2023-05-20,SL-001,张某某,督导组,看现场,WT-2023-001,,,\n",
        "finance/说明.md": "SL-001,示例银行,2023-05-31,0.5,,,\n",
    }
    for name, row in rows.items():
        told = (here / name).read_text(encoding="utf-8")
        kind, text = told.split("```")[1].split("\n", 1)
        file = (here / name).with_name(f"2023.{kind}")
        file.write_text(f"{text}{row}", encoding="utf-8")
    assert main(["check", "--strict"]) == 0
    ledger = api.load(here).ledger
    assert ledger is not None
    assert [len(ledger.problems), len(ledger.visits), len(ledger.financing)] == [1, 1, 1]


def test_in_another_folder_it_says_how_to_mean_it(sgyp: Sgyp, tmp_path: Path) -> None:
    said = sgyp.fine("init", "县 台账", *OPTIONS, "--phase", "1=2021-07-10", cwd=tmp_path)
    assert '（cd "县 台账"），或在命令后面写 --ledger "县 台账"。' in said
    again = sgyp.fine("init", *OPTIONS, "--phase", "1=2021-07-10", cwd=tmp_path)
    assert "--ledger" not in again
