"""`sgyp fmt` on files: which, what becomes of them, what is said, the exit code."""

import contextlib
import errno
import io
import os
import re
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from sangeyipi.cli.console import exits
from sangeyipi.cli.main import main
from sangeyipi.store.canonical import format
from sangeyipi.store.files import FileKind
from sangeyipi.store.source import Source

ROOT = Path(__file__).parents[2]
CONFIG = "名称: 示例\n期次:\n  - 期: 1\n    日期: 2021-07-10\n"
CANONICAL = "- 编号: A\n  名称: 甲\n"
SLOPPY = "- 名称: '甲'\n  编号: A\n"
BROKEN = "- 编号: A\n  名称: 甲\n  总投资: 5亿\n"


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("SGYP_LEDGER", raising=False)
    monkeypatch.chdir(tmp_path)
    root = tmp_path / "data"
    (root / "projects").mkdir(parents=True)
    (root / "ledger.yaml").write_text(CONFIG, encoding="utf-8")
    (root / "projects" / "甲 乙.yaml").write_text(SLOPPY, encoding="utf-8")
    (root / "projects" / "好.yaml").write_text(CANONICAL.replace("A", "B"), encoding="utf-8")
    return root


def sloppy(ledger: Path) -> Path:
    return ledger / "projects" / "甲 乙.yaml"


def test_rewrites_what_needs_it(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    untouched = (ledger / "ledger.yaml").stat().st_mtime_ns
    assert main(["fmt"]) == exits.OK
    assert capsys.readouterr() == ("3 个文件，整理了 1 个。\n", "")
    assert sloppy(ledger).read_bytes() == CANONICAL.encode()
    assert (ledger / "ledger.yaml").stat().st_mtime_ns == untouched
    assert main(["fmt"]) == exits.OK
    assert capsys.readouterr().out == "3 个文件，都已是统一写法。\n"


def test_check_names_files_and_writes_nothing(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fmt", "--check"]) == exits.ERRORS
    said = "data/projects/甲 乙.yaml\n3 个文件，1 个要整理（运行 sgyp fmt）。\n"
    assert capsys.readouterr() == (said, "")
    assert sloppy(ledger).read_text(encoding="utf-8") == SLOPPY
    sloppy(ledger).unlink()
    assert main(["fmt", "--check"]) == exits.OK


def test_diff_is_a_patch(ledger: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    old = "\ufeff" + SLOPPY.replace("\n", "\r\n").rstrip()
    sloppy(ledger).write_bytes(old.encode())
    assert main(["fmt", "--diff"]) == exits.ERRORS
    out, err = capfdbinary.readouterr()
    assert sloppy(ledger).read_bytes() == old.encode()
    assert err == b""
    assert out.decode() == (
        "--- a/data/projects/甲 乙.yaml\n+++ b/data/projects/甲 乙.yaml\n@@ -1,2 +1,2 @@\n"
        "-\ufeff- 名称: '甲'\r\n-  编号: A\n\\ No newline at end of file\n"
        "+- 编号: A\n+  名称: 甲\n"
    )
    apply = ["git", "apply", "--whitespace=nowarn"]
    subprocess.run(apply, input=out, check=True, cwd=ledger.parent)
    assert sloppy(ledger).read_text(encoding="utf-8") == CANONICAL
    assert main(["fmt", "--diff"]) == exits.OK


def test_reports(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (ledger / "progress").mkdir()
    path = ledger / "progress" / "2023-05.csv"
    path.write_bytes("\ufeff本月完成投资,编号\r\n0.50,B\r\n1,A\r\n".encode())
    (ledger / "progress" / "六月.csv").write_text("编号\nA\n", encoding="utf-8")
    assert main(["fmt", str(path)]) == exits.OK
    assert path.read_bytes() == "\ufeff编号,本月完成投资\nA,1\nB,0.5\n".encode()
    assert main(["fmt", "--check", str(path)]) == exits.OK
    capsys.readouterr()
    assert main(["fmt", "data/progress"]) == exits.ERRORS
    assert "data/progress/六月.csv" in capsys.readouterr().err


def test_a_file_with_errors_is_left_alone_and_the_others_are_not(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (ledger / "projects" / "坏.yaml").write_text(BROKEN, encoding="utf-8")
    (ledger / "rollups").mkdir()
    (ledger / "rollups" / "坏.csv").write_bytes(b"\xff\xfe")
    assert main(["fmt"]) == exits.ERRORS
    out, err = capsys.readouterr()
    assert out == "5 个文件，整理了 1 个，2 个有错误没有动。\n"
    assert "data/projects/坏.yaml:3:8: 错误[bad-amount]" in err
    assert "  3 |   总投资: 5亿" in err
    assert "data/rollups/坏.csv:1:1: 错误[not-utf8]" in err
    assert (ledger / "projects" / "坏.yaml").read_text(encoding="utf-8") == BROKEN
    assert sloppy(ledger).read_text(encoding="utf-8") == CANONICAL


def test_our_own_fault_names_the_file_and_leaves_it(
    ledger: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(format, "to_yaml", lambda value, notes: CANONICAL.replace("甲", "乙"))
    assert main(["fmt", str(sloppy(ledger))]) == exits.BUG
    out, err = capsys.readouterr()
    assert out == "1 个文件，1 个有错误没有动。\n"
    assert err.startswith("程序出错：data/projects/甲 乙.yaml：整理后的内容与原来不同，文件没有动")
    assert sloppy(ledger).read_text(encoding="utf-8") == SLOPPY


def test_keeps_mode_and_symlink(ledger: Path) -> None:
    real = ledger / "别处.yaml"
    sloppy(ledger).rename(real)
    real.chmod(0o640)
    sloppy(ledger).symlink_to(Path("..", "别处.yaml"))
    assert main(["fmt", str(sloppy(ledger))]) == exits.OK
    assert sloppy(ledger).readlink() == Path("..", "别处.yaml")
    assert real.read_text(encoding="utf-8") == CANONICAL
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert [path.name for path in ledger.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("paths", "files"),
    [
        (["data"], 3),
        (["."], 3),
        (["data/projects"], 2),
        (["data/ledger.yaml"], 1),
        (["data/projects/甲 乙.yaml", "data/projects", "./data/projects/../projects/好.yaml"], 2),
    ],
)
def test_paths(
    ledger: Path, paths: list[str], files: int, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["fmt", "--check", *paths])
    assert f"{files} 个文件，" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("no.yaml", "no.yaml 不存在"),
        ("other.yaml", "other.yaml 不是台账文件：应是 ledger.yaml，或它旁边"),
        ("data/projects/notes.txt", "不是台账文件"),
        ("data/elsewhere/x.yaml", "不是台账文件"),
        ("data/elsewhere", "data/elsewhere 里没有台账文件"),
    ],
)
def test_a_path_that_is_no_part_of_a_ledger(
    ledger: Path, path: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (ledger / "elsewhere").mkdir()
    for name in ("other.yaml", "data/projects/notes.txt", "data/elsewhere/x.yaml"):
        Path(name).write_text("a: 1\n", encoding="utf-8")
    assert main(["fmt", "data/projects", path]) == exits.USAGE
    out, err = capsys.readouterr()
    assert (out, message in err) == ("", True)
    assert sloppy(ledger).read_text(encoding="utf-8") == SLOPPY, "nothing is done by halves"


def test_check_and_diff_together(ledger: Path) -> None:
    assert main(["fmt", "--check", "--diff"]) == exits.USAGE


def test_no_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SGYP_LEDGER", raising=False)
    assert main(["fmt"]) == exits.USAGE


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (ledger / "projects").chmod(0o500)
    assert main(["fmt"]) == exits.USAGE
    (ledger / "projects").chmod(0o700)
    assert "没有写入权限" in capsys.readouterr().err


SLOPPY_TEXTS = {"yaml": "- 名称: '甲'\n  编号: P{}\n", "csv": "名称,编号\n甲,P{}\n"}


@pytest.mark.parametrize("form", ["yaml", "csv"])
def test_what_is_saved_meanwhile_is_kept(
    ledger: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    form: str,
) -> None:
    """By an editor that saves a file while it is being formatted, or removes it."""
    paths = [ledger / "projects" / f"{number}.{form}" for number in range(6)]
    for number, path in enumerate(paths):
        path.write_text(SLOPPY_TEXTS[form].format(number), encoding="utf-8")
    edited = SLOPPY_TEXTS[form].format("改").encode()
    real = format.formatted

    def slow(source: Source, kind: FileKind) -> object:
        made = real(source, kind)
        if source.name in ("projects/1." + form, "projects/4." + form):
            (ledger / source.name).write_bytes(edited)
        if source.name == "projects/2." + form:
            (ledger / source.name).unlink()
        return made

    monkeypatch.setattr(format, "formatted", slow)
    assert main(["fmt", *map(str, paths)]) == exits.ERRORS
    out, err = capsys.readouterr()
    assert out == "6 个文件，整理了 3 个，3 个没有整理成。\n"
    assert [line.partition("：")[::2] for line in err.splitlines()] == [
        (f"data/projects/{number}.{form}", "整理时被改过，没有动。再运行一次 sgyp fmt")
        for number in (1, 2, 4)
    ]
    assert [path.read_bytes() == edited for path in (paths[1], paths[4])] == [True, True]
    assert not paths[2].exists()
    monkeypatch.undo()
    monkeypatch.chdir(ledger.parent)
    assert main(["fmt"]) == exits.OK


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_full_disk_is_no_success(
    ledger: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    before = {path: path.read_bytes() for path in ledger.rglob("*.yaml")}

    def full(*_: object) -> int:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        assert main(["fmt"]) == exits.USAGE
    out, err = capsys.readouterr()
    assert out == "3 个文件，1 个没有整理成。\n"
    assert err.startswith("data/projects/甲 乙.yaml：写不了：")
    assert {path: path.read_bytes() for path in ledger.rglob("*") if path.is_file()} == before


def test_what_a_killed_run_left_is_cleared(ledger: Path) -> None:
    left = ledger / "projects" / ".甲 乙.yaml.sgyp-0123456789ab.tmp"
    left.write_bytes(b"half")
    assert main(["fmt", "--check"]) == exits.ERRORS
    assert left.exists()
    assert main(["fmt"]) == exits.OK
    assert not left.exists()


@pytest.mark.parametrize("options", [[], ["--check"], ["--diff"]])
@pytest.mark.parametrize("kind", ["只读", "硬链接"])
def test_what_is_for_its_owner_to_decide(
    ledger: Path, capsys: pytest.CaptureFixture[str], kind: str, options: list[str]
) -> None:
    other = ledger.parent / "另一个名字"
    if kind == "只读":
        sloppy(ledger).chmod(0o444)
    else:
        os.link(sloppy(ledger), other)
    assert main(["fmt", *options]) == exits.ERRORS
    out, err = capsys.readouterr()
    assert err.startswith("data/projects/甲 乙.yaml：")
    assert kind in err
    assert sloppy(ledger).read_text(encoding="utf-8") == SLOPPY
    if not options:
        assert out == "3 个文件，1 个没有整理成。\n"
        # As the message says.
        if kind == "只读":
            sloppy(ledger).chmod(0o644)
        else:
            sloppy(ledger).unlink()
            sloppy(ledger).write_bytes(other.read_bytes())
        assert main(["fmt"]) == exits.OK
        assert sloppy(ledger).read_text(encoding="utf-8") == CANONICAL


def _all_of(terminal: int) -> str:
    """Whatever was written to a terminal that is closed by now; it comes in pieces."""
    pieces: list[bytes] = []
    with contextlib.suppress(OSError):  # EIO: that was all
        while piece := os.read(terminal, 10_000):
            pieces.append(piece)
    os.close(terminal)
    return b"".join(pieces).decode()


def test_progress_on_a_terminal(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pty = pytest.importorskip("pty")
    real = format.formatted

    def slow(source: Source, kind: FileKind) -> object:
        time.sleep(1)
        return real(source, kind)

    monkeypatch.setattr(format, "formatted", slow)
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w", encoding="utf-8") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        assert main(["fmt", str(sloppy(ledger)), str(ledger / "ledger.yaml")]) == exits.OK
    said = _all_of(ours)
    assert said.startswith("\r正在整理 0/2 个文件 \r正在整理 1/2 个文件 ")
    assert said.endswith("\r")  # and taken away again


@pytest.mark.parametrize("folder", ["data", "examples/demo-county"])
def test_our_own_ledgers_are_canonical(folder: str) -> None:
    assert main(["fmt", "--check", "--ledger", str(ROOT / folder)]) == exits.OK


def test_hooks_miss_no_file_and_no_deletion() -> None:
    from sangeyipi.store.files import LEDGER_FILE, FileKind

    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    form, check = yaml.safe_load(text)
    # No list of files decides: a commit that only deletes has none.
    assert (check["always_run"], check["pass_filenames"]) == (True, False)
    assert "files" not in check
    names = [
        LEDGER_FILE,
        *(f"{kind}/甲.{end}" for kind in FileKind for end in ("yaml", "yml", "csv")),
    ]
    for name in names:
        for path in (name, f"data/{name}", f"县/台账/{name}"):
            assert re.search(form["files"], path), path
    for other in ("README.md", "表.csv", "projects/说明.md", "export/2023-06/2023-06.csv"):
        assert not re.search(form["files"], other), other


def test_hooks_name_commands_that_exist() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [hook["id"] for hook in hooks] == ["sgyp-fmt", "sgyp-check"]
    for hook in hooks:
        program, command = hook["entry"].split()[:2]
        assert program == "sgyp"
        assert main([command, "--help"]) == exits.OK


EXCEL = "编号,名称,总投资,节点.签约,,\r\nD,丁,5.00,2023/1/10,,\r\nC,丙,,{},,\r\n"
MENDED = "编号,名称,总投资,节点.签约\nC,丙,,{}\nD,丁,5,2023-01-10\n"


@pytest.fixture
def table(ledger: Path) -> Path:
    path = ledger / "projects" / "表.csv"
    path.write_bytes(EXCEL.format("Jun-23").encode("gb18030"))
    return path


def test_repair_shows_and_asks(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = table.read_bytes()
    assert main(["fmt", "--repair"]) == exits.ERRORS
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "data/projects/表.csv：编码 GB18030（Windows 的“ANSI”） 改成 UTF-8",
        "data/projects/表.csv：删去 2 个没有列名的空列",
        "data/projects/表.csv:2 节点.签约：2023/1/10 → 2023-01-10",
        "data/projects/表.csv:3 节点.签约：Jun-23 → 2023-06",
    ]
    assert err == "没有写入。确认上面的改动以后，加 --yes 再运行一次。\n"
    assert table.read_bytes() == before
    assert main(["check"]) == exits.ERRORS
    assert "CSV 里有 4 处是 Excel 存坏的，sgyp fmt --repair 能修。" in capsys.readouterr().out


def test_repair_leaves_what_is_no_table_of_records(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table.unlink()
    statement = table.parent.parent / "statements" / "公布.csv"
    statement.parent.mkdir(exist_ok=True)
    statement.write_text("标题,截至\nA,2023/1/1\n", encoding="utf-8")
    assert main(["fmt", "--repair"]) == exits.OK
    assert "没有能修的" in capsys.readouterr().out
    assert main(["check"]) == exits.ERRORS
    assert "能修" not in capsys.readouterr().out


def test_repair_writes_what_excel_opens_again(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fmt", "--repair", "--yes", str(table)]) == exits.OK
    assert capsys.readouterr().out.endswith("修好了 1 个文件。运行 sgyp check 核对。\n")
    assert table.read_bytes() == ("\ufeff" + MENDED.format("2023-06")).encode()
    assert main(["check"]) == exits.OK
    assert "Excel" not in capsys.readouterr().out
    assert main(["fmt", "--check", str(table)]) == exits.OK
    assert main(["fmt", "--repair"]) == exits.OK
    assert capsys.readouterr().out.endswith("1 个 CSV 文件，没有能修的。\n")


@pytest.mark.parametrize(("answer", "code"), [("y\n", exits.OK), ("\n", exits.ERRORS)])
def test_repair_asks_at_a_terminal(
    table: Path, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    before = table.read_bytes()
    typed = io.StringIO(answer)
    monkeypatch.setattr(typed, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", typed)
    assert main(["fmt", "--repair"]) == code
    assert (table.read_bytes() == before) == (code != exits.OK)


def test_repair_names_what_it_cannot_mend(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table.write_bytes(EXCEL.format("23-Jun").encode())
    assert main(["fmt", "--repair", "--yes"]) == exits.ERRORS
    out = capsys.readouterr().out
    assert "data/projects/表.csv:3 节点.签约：23-Jun 修不了：看不出是哪一天或哪个月\n" in out
    assert out.endswith("修好了 1 个文件。另有 1 处修不了，要对照原件改。运行 sgyp check 核对。\n")
    assert "C,丙,,23-Jun\n" in table.read_text(encoding="utf-8")


def test_repair_is_for_csv(ledger: Path) -> None:
    assert main(["fmt", "--repair", str(sloppy(ledger))]) == exits.USAGE
    assert main(["fmt", "--repair", "--diff"]) == exits.USAGE
    assert main(["fmt", "--yes"]) == exits.USAGE


def test_a_csv_keeps_the_mark_that_excel_knows_it_by(ledger: Path) -> None:
    path = ledger / "projects" / "表.csv"
    for mark in ("", "\ufeff"):
        path.write_bytes((mark + MENDED.format("2023-06")).encode())
        assert main(["fmt", "--check", str(path)]) == exits.OK
        path.write_bytes((mark + "名称,编号\r\n甲,A\r\n").encode())
        assert main(["fmt", str(path)]) == exits.OK
        assert path.read_bytes() == f"{mark}编号,名称\nA,甲\n".encode()
