"""How the command answers what it was not asked properly: one clear line, exit code 2."""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from conftest import (
    COMMAND,
    DATA,
    DEMO,
    PATIENCE,
    PROJECT,
    ROOT,
    Sgyp,
    Write,
    environment,
    inside,
    told,
)

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell and /dev")

#: command line → what the message must say.
WRONG = {
    "sumary": ["没有命令 sumary", "是不是 summary"],
    "chek": ["没有命令 chek；是不是 check、schema？"],
    "--nope": ["没有选项 --nope"],
    "summary --formt json": ["没有选项 --formt", "--format"],
    "summary --phase": ["选项 --phase 后面要写值"],
    "summary --phase x": ["--phase", "x", "8、1-7 或 6,8"],
    "summary --phase 0": ["--phase", "8、1-7 或 6,8"],
    "summary --phase 7-1": ["--phase", "8、1-7 或 6,8"],
    "summary --phase 第8期": ["--phase", "8、1-7 或 6,8"],
    "summary --phase 99": ["第99期不在台账里", "8"],
    "list --phase 1-9": ["第9期不在台账里"],
    "summary --by 单位": ["--by", "单位", "责任单位"],
    "summary --by unit --unique": ["--unique"],
    "summary --format xml": ["--format", "xml", "table、md、csv、json"],
    "check --format table": ["--format", "table", "text、json、github、sarif"],
    "summary --as-of 2023-02-30": ["--as-of", "2023 年 2 月只有 28 天"],
    "summary --as-of 2023-13-01": ["--as-of", "13 月"],
    "summary --as-of 2023/6/19": ["--as-of", "应写作 2023-06-19"],
    "summary --as-of 今天": ["--as-of", "2023-05-08"],
    "list --min 5亿": ["--min", "应写作 5"],
    "list --max 1,000": ["--max", "应写作 1000"],
    "list --min １２": ["--min", "应写作 12"],
    "list --batch 落地": ["--batch", "签约、开工、投产"],
    "list --reached 完工": ["--reached", "达效"],
    "list --not-reached 完工": ["--not-reached", "达效"],
    "show": ["缺少编号"],
    "show MQ-0012": ["没有编号为“MQ-0012”的项目", "MQ-001"],
    "show 没有": ["没有编号为“没有”的项目", "sgyp list"],
    "summary --platform=1": ["选项 --platform 后面不写值"],
    "summary --ledger nowhere": ["nowhere", "--ledger"],
    "summary --ledger pyproject.toml": ["pyproject.toml", "--ledger"],
    "rules nope": ["没有名为“nope”的规则", "sgyp rules"],
    "rules bad-amont": ["没有名为“bad-amont”的规则", "bad-amount"],
}


@pytest.mark.parametrize("line", WRONG)
def test_wrong_usage_is_named(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = inside(*line.split())
    assert (result.code, result.out) == (2, b"")
    for words in WRONG[line]:
        assert words in result.errors
    assert "Error" not in result.errors
    assert len(result.errors.splitlines()) <= 2


@pytest.mark.parametrize("line", ["summary extra", "show MQ-001 MQ-002", "summary -- --phase"])
def test_too_many_arguments_are_told_in_chinese(line: str) -> None:
    assert "多出了参数" in inside(*line.split()).errors


def test_wrong_usage_as_a_process(sgyp: Sgyp) -> None:
    said = sgyp.refused("summary", "--bogus")
    assert "没有选项 --bogus" in said
    assert "--help" in said


def test_no_command_shows_help(sgyp: Sgyp) -> None:
    assert sgyp.fine() == sgyp.fine("--help")


def test_version(sgyp: Sgyp) -> None:
    from sangeyipi import __version__

    assert sgyp.fine("--version") == f"sgyp {__version__}\n"


def test_batch_takes_its_long_name() -> None:
    short, long = (
        told("list", "--phase", "8", "--batch", word, "--ledger", DEMO)
        for word in ("开工", "开工一批")
    )
    assert short == long


def _phase(sgyp: Sgyp, cwd: Path, *more: str | Path) -> str:
    return sgyp.fine("summary", "--phase", "8", *more, cwd=cwd).splitlines()[0]


def test_the_nearest_ledger_is_found(sgyp: Sgyp, tmp_path: Path) -> None:
    here = "河南省商丘市民权县第8期“三个一批”项目情况表"
    for folder in (DATA, ROOT, DATA / "projects", ROOT / "tests" / "cli"):
        assert _phase(sgyp, folder) == here
    assert _phase(sgyp, DEMO / "projects") == "云岫县第8期“三个一批”项目情况表"


def test_a_nearer_ledger_goes_first(sgyp: Sgyp, one_project: Path) -> None:
    (one_project / "data" / "projects").mkdir(parents=True)
    other = (one_project / "ledger.yaml").read_text(encoding="utf-8").replace("示例县", "别县")
    (one_project / "data" / "ledger.yaml").write_text(other, encoding="utf-8")
    (one_project / "data" / "projects" / "a.yaml").write_text(PROJECT, encoding="utf-8")
    for folder, region in ((one_project, "示例县"), (one_project / "data", "别县")):
        title = sgyp.fine("summary", "--phase", "1", cwd=folder).splitlines()[0]
        assert title.startswith(f"{region}第1期")


def test_no_ledger_anywhere(sgyp: Sgyp, tmp_path: Path) -> None:
    for command in ("summary", "check"):
        said = sgyp.refused(*command.split(), cwd=tmp_path)
        assert "找不到台账" in said
        assert "--ledger" in said


@pytest.mark.parametrize("where", ["data", "data/", "data/ledger.yaml", "./data/../data"])
def test_ledger_option(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert told("summary", "--phase", "8", "--ledger", where).startswith("河南省")


def test_ledger_from_the_environment(sgyp: Sgyp, tmp_path: Path) -> None:
    env = environment(SGYP_LEDGER=str(DEMO))
    from_environment = sgyp("summary", "--phase", "8", cwd=tmp_path, env=env)
    assert from_environment.code == 0
    assert from_environment.text.startswith("云岫县")
    option = sgyp("summary", "--phase", "8", "--ledger", DATA, cwd=tmp_path, env=env)
    assert option.text.startswith("河南省")
    wrong = sgyp("summary", cwd=DATA, env=environment(SGYP_LEDGER=str(tmp_path / "无")))
    assert (wrong.code, wrong.out) == (2, b"")
    assert "无 不是文件夹" in wrong.errors


def test_an_empty_environment_variable_is_none(sgyp: Sgyp) -> None:
    result = sgyp("summary", "--phase", "8", cwd=DATA, env=environment(SGYP_LEDGER=""))
    assert result.code == 0


def _shell(script: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[bytes]:
    command = " ".join(COMMAND)
    return subprocess.run(
        ["bash", "-c", script.replace("sgyp", command)],
        cwd=cwd,
        env=environment(),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )


@posix
def test_head_of_a_short_table() -> None:
    done = _shell('sgyp summary --phase 8 | head -1; echo "${PIPESTATUS[0]}"')
    assert done.stdout.decode().splitlines() == ["河南省商丘市民权县第8期“三个一批”项目情况表", "0"]
    assert done.stderr == b""


@posix
def test_a_reader_that_never_reads() -> None:
    script = '{ sleep 0.2; sgyp summary; } | true; echo "${PIPESTATUS[0]}"'
    assert _shell(script).stdout == b"0\n"


@posix
@pytest.mark.parametrize("form", ["table", "md", "csv", "json"])
def test_a_reader_that_leaves_early_is_no_error(form: str, ledger: Write) -> None:
    # Enough rows that the pipe's buffer cannot hold them all.
    many = "".join(f"- 编号: B-{n}\n  名称: 示例第{n}园区\n  总投资: 1\n" for n in range(3000))
    root = ledger({"projects/a.yaml": PROJECT + many})
    script = f'sgyp list --format {form} --ledger "{root}" | head -1; echo "${{PIPESTATUS[0]}}"'
    done = _shell(script)
    assert done.stderr == b""
    assert len(done.stdout.splitlines()) == 2
    assert done.stdout.splitlines()[-1] == b"0"


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize(
    "line",
    [
        "summary --phase 8",
        "summary --format json",
        "list --format csv",
        "check",
        "--help",
        "--version",
    ],
)
def test_a_full_disk_is_no_success(line: str) -> None:
    done = _shell(f"sgyp {line} > /dev/full")
    assert done.returncode == 2
    assert done.stderr.decode() == "写不出：磁盘已满\n"


@posix
@pytest.mark.parametrize("line", ["summary --phase 8", "summary --format json", "--help"])
def test_closed_stdout(line: str) -> None:
    done = _shell(f"sgyp {line} >&-")
    assert b"Traceback" not in done.stderr
    assert done.returncode == 2


@posix
def test_closed_stderr_does_not_matter() -> None:
    done = _shell("sgyp summary --phase 8 2>&-")
    assert done.returncode == 0
    assert "374.5" in done.stdout.decode()


@posix
def test_closed_stderr_keeps_the_exit_code() -> None:
    assert _shell("sgyp summary --phase 99 2>&-").returncode == 2


def _completed(line: str, cwd: Path = ROOT) -> Iterable[str]:
    words = line.split(" ")
    env = environment(
        _SGYP_COMPLETE="complete_bash",
        COMP_WORDS=" ".join(words),
        COMP_CWORD=str(len(words) - 1),
    )
    script = "from sangeyipi.cli.main import app; app(prog_name='sgyp')"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=cwd, env=env, capture_output=True, check=False
    )
    assert b"Traceback" not in done.stderr
    return done.stdout.decode().split()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("sgyp summary --phase ", {"1", "8"}),
        ("sgyp show MQ-00", {"MQ-001", "MQ-008"}),
        ("sgyp list --sector 现代", set()),
    ],
)
def test_completion(line: str, expected: set[str]) -> None:
    assert expected <= set(_completed(line))


def test_completion_of_sectors_and_units() -> None:
    assert set(_completed("sgyp list --sector 现代", DEMO)) == {"现代服务业", "现代农业"}


def test_completion_without_a_ledger(tmp_path: Path) -> None:
    assert not list(_completed("sgyp show ", tmp_path))


def test_help_does_not_need_a_ledger(sgyp: Sgyp, tmp_path: Path) -> None:
    sgyp.fine("summary", "--help", cwd=tmp_path)
    for command in ("summary", "list", "show", "check", "rules"):
        page = told(command, "--help")
        assert "例:" in page
        for english in ("Usage", "Options", "Show this", "required", "default"):
            assert english not in page


def test_help_aligns_its_columns() -> None:
    from sangeyipi.render.width import width

    page = told("list", "--help")
    starts = {
        width(line[: line.rindex("  ")]) for line in page.splitlines() if line.startswith("  --")
    }
    assert len(starts) == 1


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="POSIX only")
def test_the_folder_one_stands_in_is_gone(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    done = _shell("cd gone && rmdir ../gone && sgyp summary", cwd=tmp_path)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert len(done.stderr.decode().splitlines()) == 1
