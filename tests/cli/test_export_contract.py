"""What `sgyp export` owes to cron: all or nothing, the same bytes, and no need of anybody."""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from conftest import COMMAND, PATIENCE, SOURCE, Result, sane
from publish.sets import forks, posix, snapshot

from cli.exporting import (
    JUNE,
    RIGHT,
    WRONG,
    County,
    county,
    desk,
    june,
    nobodys_settings,
    published,
    settings,
    settled,
    whole,
)
from sangeyipi.publish.place.lock import LOCK, lock

__all__ = ["county", "desk", "june", "nobodys_settings", "settled"]

EVERY = "xlsx,csv,md,json,html"
#: The command where not even PYTHONPATH says where it is.
BARE = [
    sys.executable,
    "-c",
    f"import sys; sys.path.insert(0, {str(SOURCE)!r}); from sangeyipi.cli.main import run; run()",
]
#: A user that no system has anything of.
STRANGER = 43210
root_only = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become another user"
)
linux = pytest.mark.skipif(sys.platform != "linux", reason="mounts as Linux does")


def started(
    county: County, *arguments: str | Path, env: dict[str, str] | None = None
) -> "subprocess.Popen[bytes]":
    """The real command, running."""
    return subprocess.Popen(
        [*COMMAND, *map(str, county.said(*arguments))],
        env=env or settings(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def ended(process: "subprocess.Popen[bytes]") -> Result:
    out, err = process.communicate(timeout=PATIENCE)
    result = Result(process.returncode, out, err)
    sane(result)
    return result


# The same bytes


def locales() -> Iterator[str]:
    """C, and what else of consequence is installed."""
    yield "C"
    with contextlib.suppress(OSError):
        told = subprocess.run(["locale", "-a"], capture_output=True, check=False).stdout.decode()
        yield from [one for one in told.split() if "gb" in one.lower()][:1]
        yield from [one for one in told.split() if one.startswith(("tr_TR", "de_DE"))][:1]


@posix
def test_the_same_bytes_everywhere(desk: County, tmp_path: Path) -> None:
    """On any day, in any zone, locale and folder, for any user's settings, however it is called."""
    asked = ["export", "--month", "2023-06", "--format", EVERY]
    link = tmp_path / "链接"
    link.symlink_to(desk.ledger)
    home = tmp_path / "家"
    home.mkdir()
    (home / ".gitconfig").write_text("[core]\n\tquotepath = true\n", encoding="utf-8")
    last = [*locales()][-1]
    runs: list[tuple[str, Path, dict[str, str], int]] = [
        (str(desk.ledger), tmp_path, {"TZ": "America/Los_Angeles", "PYTHONHASHSEED": "1"}, 0o077),
        (str(link), Path("/"), {"LC_ALL": "C", "TZ": "Asia/Kathmandu", "COLUMNS": "20"}, 0),
        ("台账", desk.root, {"LC_ALL": last, "HOME": str(home), "PYTHONHASHSEED": "77"}, 0o022),
    ]
    told = []
    for number, (ledger, cwd, extra, mask) in enumerate(runs):
        out = tmp_path / f"出{number}"
        env = settings(**extra)
        if "HOME" in extra:
            del env["GIT_CONFIG_GLOBAL"]
        day = ["--today", f"202{number + 4}-02-28"]
        done = subprocess.run(
            [*COMMAND, *asked, *day, "--ledger", ledger, "--out", str(out)],
            cwd=cwd,
            env=env,
            umask=mask,
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b""), done.stderr.decode()
        told.append(snapshot(out / "2023-06"))
    assert len(told[0]) == 6
    for other in told[1:]:
        differing = [name for name in told[0] if told[0][name] != other.get(name)]
        assert differing == []


@posix
@pytest.mark.parametrize("form", ["csv", "html", "xlsx"])
def test_with_nothing_but_a_path(form: str, desk: County) -> None:
    """As cron runs it: no HOME, no LANG, no terminal, no stdin."""
    said = desk.said("--month", "2023-06", "--format", form)
    done = subprocess.run(
        ["env", "-i", f"PATH={os.environ['PATH']}", *BARE, *map(str, said)],
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        start_new_session=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    # In the C locale a path in Chinese goes out as the bytes that it is made of.
    assert done.stdout.decode().startswith(f"已写入 {desk.out / '2023-06'}（版本 ")
    assert desk.manifest()["formats"] == [form]


@posix
def test_in_a_home_that_may_not_be_written(desk: County, tmp_path: Path) -> None:
    """Nothing is left behind beside the output, neither at home nor among temporary files."""
    home, scratch = tmp_path / "家", tmp_path / "临时"
    home.mkdir()
    scratch.mkdir()
    env = settings(HOME=str(home), TMPDIR=str(scratch))
    assert desk.process("--month", "2023-06", "--format", "html", env=env).code == 0
    assert [*home.iterdir(), *scratch.iterdir()] == []


# Two at once


def test_the_other_waits_and_publishes_what_is_newer(county: County, june: Path) -> None:
    """What it had read before it waited is no longer the newest ledger."""
    with lock(published(county, june).out):
        said = county.refused("--month", "2023-06", "--wait", "0", code=2)
        assert said.startswith(f"另一个 sgyp 正在写 {county.out}，没有轮到。等它结束后重做")
        waiting = started(county, "--month", "2023-06", "--wait", "50")
        assert waiting.stderr
        first = waiting.stderr.readline().decode()
        assert first == f"另一个 sgyp 正在写 {county.out}，等它结束……\n"
        county.edit(JUNE, (RIGHT, WRONG))
        head = county.commit("改数")
    result = ended(waiting)
    assert result.code == 0
    assert county.manifest()["revision"] == head
    assert b"25.17" in county.files()["2023-06.csv"]


def test_what_became_unfit_while_waiting(county: County, june: Path) -> None:
    with lock(published(county, june).out):
        waiting = started(county, "--month", "2023-06")
        assert waiting.stderr and waiting.stderr.readline()
        county.edit(JUNE, (RIGHT, WRONG))
    result = ended(waiting)
    assert result.code == 1
    assert "未提交的改动" in result.errors
    assert snapshot(county.out) == snapshot(june)


def test_several_at_once(desk: County) -> None:
    asked = ("--month", "2023-04..2023-06", "--if-changed")
    results = [ended(one) for one in [started(desk, *asked) for _ in range(3)]]
    assert [one.code for one in results] == [0, 0, 0]
    assert sorted("没有重写" in one.text for one in results) == [False, True, True]
    assert desk.sets() == ["2023-04", "2023-05", "2023-06"]
    assert all(whole(desk.out / name) for name in desk.sets())


# Killed


@forks
def test_killed_at_any_moment(desk: County) -> None:
    """Six sets are replaced over and over, and whoever does it is killed in the midst of it.

    At each single step it is killed in publish/place/test_kill.py; here the whole command is.
    """
    months = [f"2023-0{number}" for number in range(1, 7)]
    asked = ("--month", "2023-01..2023-06", "--wait", "0")
    desk.fine(*asked)
    chance = random.Random(20230630)
    kills = met = 0
    while kills < 8:
        running = started(desk, *asked, "--format", ("md", QUICK_SET)[kills % 2])
        begun = met % 4 == 3 or seen(desk.out, running)
        time.sleep(chance.uniform(0, 0.25 if begun else 0.05))
        met += 1
        if running.poll() is None:
            running.send_signal(signal.SIGKILL)
            kills += 1
        running.communicate()
        # Nobody has cleaned up yet, and still each set is the old one or the new one, whole.
        assert [one for one in desk.sets() if not one.startswith(".")] == months
        for month in months:
            assert sorted(desk.manifest(month)["formats"]) in (["md"], ["csv", "json"])
        assert met < 80, "it always ended before it was killed"
    (desk.out / LOCK).stat()
    desk.fine(*asked)
    assert desk.sets() == months
    assert {tuple(desk.manifest(month)["formats"]) for month in months} == {("csv", "json")}


QUICK_SET = "json,csv"


def seen(out: Path, running: "subprocess.Popen[bytes]") -> bool:
    """Wait until a run has begun to write; False: it ended before."""
    while running.poll() is None:
        if any(name.startswith(".sgyp-work-") for name in os.listdir(out)):  # noqa: PTH208
            return True
        time.sleep(0.001)
    return False


@forks
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_told_to_stop(number: signal.Signals, desk: County, june: Path) -> None:
    """By systemd, a closed terminal or a person: as good as killed."""
    env = settings()
    # A file whose closing was interrupted is not worth a word, but there it would be an error.
    del env["PYTHONWARNINGS"]
    running = started(published(desk, june), "--month", "2022-01..2023-06", env=env)
    assert seen(desk.out, running)
    running.send_signal(number)
    _, err = running.communicate()
    assert running.returncode != 0
    assert b"Traceback" not in err
    assert all(whole(desk.out / one) for one in desk.sets() if not one.startswith("."))
    desk.fine("--month", "2023-06", "--wait", "0")
    assert not [one for one in desk.sets() if one.startswith(".")]


# Disks and targets


@contextlib.contextmanager
def mounted(folder: Path, options: str) -> Iterator[None]:
    folder.mkdir(exist_ok=True)
    words = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    try:
        done = subprocess.run(words, capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("no mount here")
    if done.returncode:
        pytest.skip(f"may not mount here: {done.stderr.decode().strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


@linux
def test_a_disk_that_fills_up(desk: County, june: Path) -> None:
    with mounted(desk.out, "size=900k"):
        shutil.copytree(june, desk.out, dirs_exist_ok=True)
        before = snapshot(desk.out)
        result = desk.process("--month", "2023-06", "--format", EVERY)
        assert (result.code, result.out) == (2, b"")
        target = desk.out / "2023-06"
        wanted = f"没有更新 {target}，原有的一套没有动：磁盘已满。腾出空间后重做\n"
        assert result.errors == wanted
        assert snapshot(desk.out) == before
        subprocess.run(["mount", "-o", "remount,size=4m", str(desk.out)], check=True)
        desk.fine("--month", "2023-06", "--format", EVERY)
        assert desk.sets() == ["2023-06"]
        subprocess.run(["mount", "-o", "remount,ro", str(desk.out)], check=True)
        said = desk.refused("--month", "2023-06", code=2)
        assert "磁盘只读" in said and str(desk.out) in said


@posix
def test_files_that_may_not_grow(desk: County, june: Path) -> None:
    """As where mounting is not allowed: the sixth kilobyte of a file is refused."""
    # Or Python would leave a compiled module of half its length behind.
    env = settings(PYTHONDONTWRITEBYTECODE="1")
    words = [*COMMAND, *map(str, published(desk, june).said("--month", "2023-06"))]
    done = subprocess.run(
        ["sh", "-c", 'ulimit -f 10; exec "$@"', "sh", *words],
        env=env,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert "原有的一套没有动：超过了文件大小上限" in done.stderr.decode()
    assert snapshot(desk.out) == snapshot(june)


def test_a_range_keeps_what_was_written_before_it_failed(desk: County) -> None:
    desk.out.mkdir()
    (desk.out / "2023-05").write_text("不是文件夹", encoding="utf-8")
    result = desk.export("--month", "2023-04..2023-06")
    assert result.code == 2
    assert f"{desk.out / '2023-05'} 是一个文件，不替换。移走后重做" in result.errors
    assert desk.sets() == ["2023-04", "2023-05"]
    assert whole(desk.out / "2023-04")


def test_a_share_that_is_not_mounted(desk: County, tmp_path: Path) -> None:
    """Its mount point is there all the same: a folder in it is what tells."""
    point = tmp_path / "mnt"
    point.mkdir()
    asked = ("--month", "2023-06", "--out", point / "月报", "--must-exist")
    said = desk.refused(*asked, code=2)
    assert "没有文件夹" in said and "--must-exist" in said and "是否已挂载" in said
    assert not list(point.iterdir())
    (point / "月报").mkdir()
    assert desk.export(*asked).code == 0
    assert whole(point / "月报" / "2023-06")


@posix
def test_a_link_into_a_share_that_is_not_mounted(desk: County, tmp_path: Path) -> None:
    (tmp_path / "mnt").mkdir()
    (tmp_path / "链").symlink_to(tmp_path / "mnt" / "月报")
    asked = ("--month", "2023-06", "--out", tmp_path / "链", "--must-exist")
    assert "没有文件夹" in desk.refused(*asked, code=2)
    assert not list((tmp_path / "mnt").iterdir())


def test_targets_that_are_not_ours(desk: County, tmp_path: Path) -> None:
    (desk.out / LOCK).parent.mkdir()
    (desk.out / LOCK).touch()
    for name in ("2023-06", "2023-06/批注.docx"):
        (desk.out / name).mkdir()
        said = desk.refused("--month", "2023-06", code=2)
        assert f"没有 {desk.out / '2023-06'}/manifest.json：不是 sgyp export 写的文件夹" in said
    file = tmp_path / "文件"
    file.touch()
    assert "是一个文件，不是文件夹" in desk.refused("--month", "2023-06", "--out", file, code=2)
    away = tmp_path / "没挂上的共享" / "月报"
    assert "请先建好，或检查共享是否已挂载" in desk.refused("--out", away, code=2)
    assert not away.parent.exists()


def test_somebodys_file_in_a_set(desk: County, june: Path) -> None:
    (published(desk, june).out / "2023-06" / "批注.docx").touch()
    said = desk.refused("--month", "2023-06", code=2)
    assert "里有不是 sgyp 写的文件（批注.docx），不替换" in said


# Another user


def as_user(user: int, home: Path) -> list[str]:
    """What to put before a command to run it as somebody who may read all, as on a shared host."""
    able = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
    start = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"]
    rest = ["env", "-i", f"PATH={os.environ['PATH']}", f"HOME={home}", *BARE[:1]]
    for words in ([*start, *rest], [*start, *able, *rest]):
        with contextlib.suppress(FileNotFoundError):
            done = subprocess.run([*words, "-c", "import typer"], capture_output=True, check=False)
            if done.returncode == 0:
                return words[:-1]
    pytest.skip("this Python can't be run as another user here")


def run_as(prefix: Sequence[str], words: Sequence[str | Path]) -> Result:
    done = subprocess.run(
        [*prefix, *map(str, words)],
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    return Result(done.returncode, done.stdout, done.stderr)


def open_to_all(folder: Path) -> None:
    """Let others pass through a test's folder to what is theirs."""
    # As deep as pytest has put it, which is one deeper on a worker of several.
    for one in (folder, *folder.parents[:3]):
        one.chmod(one.stat().st_mode | 0o011)


def owned(folder: Path, user: int) -> None:
    for path in (folder, *folder.rglob("*")):
        os.chown(path, user, user, follow_symlinks=False)


@root_only
@linux
def test_a_repository_of_another_user(county: County, tmp_path: Path) -> None:
    """Git refuses it; the message is the way out, for this folder only."""
    home = tmp_path / "家"
    home.mkdir()
    county.out.mkdir()
    open_to_all(tmp_path)
    for folder, user in ((county.root, STRANGER + 1), (home, STRANGER), (county.out, STRANGER)):
        owned(folder, user)
    prefix = as_user(STRANGER, home)
    words = [*BARE, *county.said("--month", "2023-06")]
    for more in ([], ["--allow-dirty"]):
        result = run_as(prefix, [*words, *more])
        assert (result.code, result.out) == (2, b""), result.errors
        assert "属于另一个用户" in result.errors
        assert list(county.out.iterdir()) == []
    (told,) = [line for line in result.errors.splitlines() if "git config" in line]
    assert told.strip().startswith("git config --global --add safe.directory ")
    assert str(county.root) in told
    done = run_as(prefix, ["sh", "-c", told])
    assert done.code == 0, done.errors
    result = run_as(prefix, words)
    assert (result.code, result.errors) == (0, "")
    assert county.manifest()["revision"] == county.git(
        "-c", f"safe.directory={county.root}", "rev-parse", "HEAD"
    )
    assert (county.out / "2023-06").stat().st_uid == STRANGER


@root_only
@linux
def test_a_folder_of_another_user(county: County, june: Path, tmp_path: Path) -> None:
    """What cron's user may not write, or not read, stays as it is."""
    published(county, june)
    open_to_all(tmp_path)
    owned(county.root, STRANGER)
    prefix = as_user(STRANGER, tmp_path)
    words = [*BARE, *county.said("--month", "2023-06")]
    result = run_as(prefix, words)
    assert (result.code, result.out) == (2, b"")
    assert "没有写入权限" in result.errors and str(county.out) in result.errors
    owned(county.root, STRANGER + 1)
    county.ledger.chmod(0o700)
    result = run_as(prefix, words)
    assert (result.code, result.out) == (2, b"")
    assert result.errors.startswith(f"选项 --ledger：{county.ledger} 没有读取权限\n")
    assert snapshot(county.out) == snapshot(june)
