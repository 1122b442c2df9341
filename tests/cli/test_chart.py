"""`sgyp chart`: the form asked for, in every environment the same, and quiet."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import COMMAND, DATA, DEMO, PATIENCE, ROOT, SOURCE, Sgyp, environment, inside, told
from git.repositories import Repo

from sangeyipi.cli.chart import KINDS
from sangeyipi.render.pictures import raster
from sangeyipi.tables.pictures.pictures import MAKERS

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")
RATES = ("chart", "rates", "--ledger", DEMO)


def test_what_can_be_drawn_is_what_is_offered() -> None:
    assert list(KINDS) == [*MAKERS, "schedule"]
    said = "、".join(f"{name} {word}" for name, word in KINDS.items())
    assert said.replace(" ", "") in "".join(told("chart", "--help").split())
    result = inside("chart")
    assert result.errors == f"缺少种类：{said}\nsgyp chart --help 可看用法和例子\n"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("folder", [DATA, DEMO])
def test_in_the_terminal_and_as_svg(kind: str, folder: Path) -> None:
    words = told("chart", kind, "--ledger", folder)
    assert re.search(r"^注1?：", words, re.M)
    drawn = told("chart", kind, "--ledger", folder, "--format", "svg")
    ElementTree.fromstring(drawn.encode())
    title = words.splitlines()[0]
    assert title in drawn


@pytest.mark.parametrize(
    ("name", "start"),
    [("图.svg", b"<?xml"), ("图.PNG", b"\x89PNG\r\n"), ("图.txt", "云岫县".encode())],
)
def test_the_suffix_says_the_format(tmp_path: Path, name: str, start: bytes) -> None:
    _needs_font(name)
    assert told(*RATES, "--out", tmp_path / name) == ""
    assert (tmp_path / name).read_bytes().startswith(start)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def _needs_font(name: str) -> None:
    if name.lower().endswith("png"):
        pytest.importorskip("resvg_py")
        if not [*raster._found()]:
            pytest.skip("no Chinese font on this machine")


def test_a_file_is_what_is_printed(tmp_path: Path) -> None:
    for form, name in (("svg", "a.svg"), ("text", "a.txt")):
        told(*RATES, "--out", tmp_path / name)
        assert (tmp_path / name).read_bytes() == inside(*RATES, "--format", form).out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("chart", "bars"), "rates、investment、pipeline"),
        (("chart",), "缺少"),
        ((*RATES, "--out", "图.jpg"), ".svg、.png、.txt"),
        ((*RATES, "--out", "图"), "--format"),
        ((*RATES, "--format", "pdf"), "svg、png、text"),
        ((*RATES, "--font", "字体.ttf"), "--font 只用于 png"),
        ((*RATES, "--format", "png", "--font", "没有.ttf"), "不是文件"),
        ((*RATES, "--phase", "99"), "第99期不在台账里"),
        ((*RATES, "--as-of", "今天"), "--as-of"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], words: str) -> None:
    result = inside(*arguments)
    assert (result.code, result.out) == (2, b"")
    assert words in result.errors


def test_a_ledger_with_errors_draws_nothing(tmp_path: Path, data_copy: Path) -> None:
    (data_copy / "projects" / "坏.yaml").write_text("- 编号: X\n", encoding="utf-8")
    result = inside("chart", "rates", "--ledger", data_copy, "--out", tmp_path / "图.svg")
    assert result.code == 1
    assert not (tmp_path / "图.svg").exists()


def test_options_narrow_the_picture() -> None:
    drawn = told(*RATES, "--phase", "3-4", "--as-of", "2022-10")
    assert "第4期" in drawn
    assert "第5期" not in drawn
    assert "截至 2022-10-31" in drawn
    assert "（监管平台口径）" in told(*RATES, "--platform")


def _bytes(env: dict[str, str], cwd: Path, *arguments: str | Path) -> bytes:
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=cwd,
        env=env,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr.decode()) == (0, "")
    return done.stdout


@posix
def test_the_same_svg_in_every_environment(tmp_path: Path) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    svg = ("chart", "investment", "--ledger", DEMO, "--format", "svg")
    expected = inside(*svg).out
    bare = {"PATH": os.environ["PATH"], "PYTHONPATH": str(SOURCE), "TMPDIR": str(temporary)}
    strange = environment(
        TZ="America/Los_Angeles",
        LANG="de_DE.UTF-8",
        HOME="/proc/nowhere",
        XDG_CACHE_HOME="/proc/nowhere",
        FONTCONFIG_FILE="/dev/null",
        SOURCE_DATE_EPOCH="1",
        PYTHONHASHSEED="7",
        TMPDIR=str(temporary),
    )
    assert _bytes(bare, ROOT, *svg) == expected
    assert _bytes(strange, tmp_path, *svg) == expected
    assert not list(temporary.iterdir())


@posix
def test_a_png_without_a_home(tmp_path: Path) -> None:
    _needs_font("png")
    png = ("chart", "pipeline", "--ledger", DEMO, "--format", "png")
    bare = {"PATH": os.environ["PATH"], "PYTHONPATH": str(SOURCE), "TMPDIR": str(tmp_path)}
    assert _bytes(bare, ROOT, *png) == inside(*png).out
    assert not list(tmp_path.iterdir())


@posix
def test_a_current_folder_that_is_gone(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    svg = shlex.join([*COMMAND, "chart", "investment", "--ledger", str(DEMO), "--format", "svg"])
    done = subprocess.run(
        ["sh", "-c", f"cd gone && rmdir ../gone && {svg}"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 2)


@posix
def test_fonts_of_a_machine_without_chinese_ones(tmp_path: Path) -> None:
    """PNG says what is missing and what to do; SVG is the same as ever."""
    _needs_font("png")
    svg = ("chart", "pipeline", "--ledger", DEMO, "--format", "svg")
    # As on a bare server: nothing below /usr/share/fonts that this process may look at.
    hidden = (
        "import os, sys\nwalk = os.walk\n"
        "os.walk = lambda top: walk(top) if 'dejavu' in str(top) else iter(())\n"
        "from sangeyipi.cli.start import run\nrun()\n"
    )

    def hiding(*arguments: str | Path) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            [sys.executable, "-c", hidden, *map(str, arguments)],
            env=environment(),
            capture_output=True,
            check=False,
        )

    assert hiding(*svg).stdout == inside(*svg).out
    failed = hiding(*svg[:-1], "png", "--out", tmp_path / "图.png")
    assert (failed.returncode, failed.stdout) == (2, b"")
    for word in ("没有找到中文字体", "fonts-noto-cjk", "--font", "svg"):
        assert word in failed.stderr.decode()
    assert not list(tmp_path.iterdir())
    font = next(raster._found())[0]
    assert hiding(*svg[:-1], "png", "--font", font).stdout == inside(*svg[:-1], "png").out


@posix
def test_fonts_elsewhere_change_no_svg(tmp_path: Path) -> None:
    (tmp_path / "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig><dir>{tmp_path}</dir></fontconfig>\n",
        encoding="utf-8",
    )
    svg = ("chart", "rates", "--ledger", DEMO, "--format", "svg")
    env = environment(FONTCONFIG_FILE=str(tmp_path / "fonts.conf"), HOME=str(tmp_path))
    assert _bytes(env, tmp_path, *svg) == inside(*svg).out


def test_only_png_needs_the_rasterizer(sgyp: Sgyp, tmp_path: Path) -> None:
    (tmp_path / "resvg_py.py").write_text("raise ImportError('gone')\n", encoding="utf-8")
    env = environment(PYTHONPATH=os.pathsep.join([str(tmp_path), str(SOURCE)]))
    assert sgyp(*RATES, env=env).code == 0
    assert sgyp(*RATES, "--format", "svg", env=env).code == 0
    if not [*raster._found()]:
        pytest.skip("no Chinese font on this machine")
    result = sgyp(*RATES, "--format", "png", env=env)
    assert (result.code, result.out) == (2, b"")
    assert "pip install resvg-py" in result.errors


@posix
def test_no_png_on_a_terminal() -> None:
    import pty

    master, slave = pty.openpty()
    done = subprocess.run(
        [*COMMAND, *map(str, RATES), "--format", "png"],
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=slave,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(slave)
    os.close(master)
    assert done.returncode == 2
    assert "--out" in done.stderr.decode()


@posix
def test_on_a_terminal_the_bars_fit(tmp_path: Path) -> None:
    import fcntl
    import pty
    import struct
    import termios

    from sangeyipi.render.width import width

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 60, 0, 0))
    with subprocess.Popen(
        [*COMMAND, "chart", "pipeline", "--ledger", str(DEMO)],
        env=environment(TERM="xterm"),
        stdout=slave,
        stderr=slave,
    ) as process:
        os.close(slave)
        drawn = b""
        while True:
            try:
                piece = os.read(master, 65536)
            except OSError:  # Linux says EIO when the other side is gone.
                break
            if not piece:
                break
            drawn += piece
    os.close(master)
    assert process.returncode == 0
    lines = re.sub(r"\x1b\[[0-9;]*m", "", drawn.decode()).splitlines()
    assert max(map(width, lines)) <= 60
    assert any("####" in line for line in lines)


@pytest.mark.parametrize("form", ["text", "svg"])
def test_an_old_revision_says_so_in_the_picture(repo: Repo, form: str) -> None:
    asked = ("chart", "rates", "--format", form, "--ledger", repo.root)
    assert "台账取自 HEAD~1（" in told(*asked, "--rev", "HEAD~1")
    assert "台账取自" not in told(*asked)
