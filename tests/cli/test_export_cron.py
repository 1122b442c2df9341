"""The operator's files in examples/cron: what cron makes of the line, and systemd of the units.

Cron and what needs other mounts run as root only, and in name spaces of their own where that is
allowed, so that nothing of the machine's own cron is run or changed.
"""

import os
import pwd
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import ROOT, SOURCE

from cli.exporting import County, county, nobodys_settings, settled
from sangeyipi.publish.files import FORMATS

__all__ = ["county", "nobodys_settings", "settled"]

CRON = ROOT / "examples" / "cron"
CRONTAB, SERVICE, TIMER = "sgyp.crontab", "sgyp-export.service", "sgyp-export.timer"
#: Where the examples have the command, the ledger and the output.
COMMAND, LEDGER, OUT = "/srv/sgyp/venv/bin/sgyp", "/srv/sgyp/ledger", "/srv/sgyp/out"
#: Tenths of the exposure that systemd reckons; up to 20 it says SAFE.
MOST_EXPOSED = 10
#: A minute until cron looks again, and what a month in two formats takes.
PATIENCE = 240.0


def example(name: str) -> str:
    return (CRON / name).read_text(encoding="utf-8")


def entry() -> list[str]:
    """The crontab's one line: five fields of time, the account, the command."""
    (line,) = [line for line in example(CRONTAB).splitlines() if re.match(r"[0-9*]", line)]
    return line.split(maxsplit=6)


def variables() -> dict[str, str]:
    found = re.findall(r"^([A-Z_]+)=(.*)$", example(CRONTAB), re.M)
    return {str(name): str(value) for name, value in found}


def directives(name: str) -> dict[str, str]:
    found = re.findall(r"^([A-Za-z]+)=(.*)$", example(name), re.M)
    return {str(key): str(value) for key, value in found}


def command_for(county: County, line: str) -> str:
    """The command of an example with this very package, ledger and output in it."""
    county.out.mkdir(exist_ok=True)  # once, by hand: --must-exist makes none
    for there, here in ((LEDGER, county.ledger), (OUT, county.out)):
        assert f" {there} " in line
        line = line.replace(f" {there} ", f" {shlex.quote(str(here))} ")
    return line.replace(COMMAND, str(county.root.parent / "sgyp"))


def program(county: County) -> Path:
    """The command as a file that needs no environment, like the one in a venv."""
    made = county.root.parent / "sgyp"
    made.write_text(
        f"#!{sys.executable}\n"
        f"import sys\n"
        f"sys.path.insert(0, {str(SOURCE)!r})\n"
        f"from sangeyipi.cli.main import run\n"
        f"run()\n",
        encoding="utf-8",
    )
    made.chmod(0o755)
    return made


# What the files say


def test_the_examples_name_no_machine() -> None:
    assert sorted(one.name for one in CRON.iterdir()) == [SERVICE, TIMER, CRONTAB]
    places = "srv|etc|usr|bin|home|root|work|tmp"
    for name in (CRONTAB, SERVICE, TIMER):
        told = re.findall(rf"(?<![\w.:])/(?:{places})[\w/.-]*", example(name))
        system = r"/(etc/(cron\.d/sgyp|systemd/system/)|bin(/sh)?|usr/(local/)?bin)"
        assert all(path.startswith("/srv/sgyp") or re.fullmatch(system, path) for path in told)


def test_both_run_the_same_command() -> None:
    """Cron is to be silent when all is well; the journal may have its one line."""
    assert entry()[6] == f"{directives(SERVICE)['ExecStart']} --quiet"


def test_the_line_of_the_crontab() -> None:
    *times, account, command = entry()
    assert times == ["10", "6", "5", "*", "*"]
    assert account == directives(SERVICE)["User"] == "sgyp"
    assert "%" not in command, "cron takes a per cent sign for the end of the line"
    told = variables()
    assert set(told) == {"SHELL", "PATH", "MAILTO", "CRON_TZ"}
    assert told["CRON_TZ"] == "Asia/Shanghai"
    assert example(CRONTAB).endswith("\n"), "cron does not read a last line without an end"
    assert "safe.directory" in example(CRONTAB)


def test_the_units_give_nothing_away() -> None:
    told = directives(SERVICE)
    wanted = {
        **{"Type": "oneshot", "ProtectSystem": "strict", "ProtectHome": "read-only"},
        **{"PrivateNetwork": "yes", "NoNewPrivileges": "yes", "PrivateTmp": "yes"},
        **{"ReadWritePaths": OUT, "CapabilityBoundingSet": "", "RestrictSUIDSGID": "yes"},
    }
    assert {key: told.get(key) for key in wanted} == wanted
    timer = directives(TIMER)
    assert timer["OnCalendar"] == "*-*-05 06:10:00 Asia/Shanghai"
    assert timer["Persistent"] == "true"
    assert timer["WantedBy"] == "timers.target"


# What systemd makes of the units


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units as they are, but for the command, which has to be there."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze here")
    for name in (SERVICE, TIMER):
        text = example(name).replace(COMMAND, shutil.which("true") or "/bin/true")
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def analyzed(*words: str | Path) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(["systemd-analyze", *words], capture_output=True, check=False)


def test_systemd_finds_nothing_wrong(units: Path) -> None:
    done = analyzed("verify", units / TIMER, units / SERVICE)
    assert (done.returncode, done.stderr) == (0, b"")


def test_systemd_finds_what_is_wrong(units: Path) -> None:
    """That it would: a misspelled setting is named."""
    text = (units / SERVICE).read_text(encoding="utf-8")
    (units / SERVICE).write_text(text.replace("ProtectHome=", "ProtctHome="), encoding="utf-8")
    assert b"ProtctHome" in analyzed("verify", units / SERVICE).stderr


def test_systemd_calls_it_safe(units: Path) -> None:
    done = analyzed(
        "security", "--offline=true", f"--threshold={MOST_EXPOSED}", "--no-pager", units / SERVICE
    )
    if b"offline" in done.stderr:
        pytest.skip("this systemd can't judge a unit that is not running")
    assert done.returncode == 0, done.stdout.decode().splitlines()[-1]


def test_the_timer_goes_off_in_the_morning_in_china(units: Path) -> None:
    base = ("calendar", "--base-time=2023-07-04 12:00 UTC")
    done = analyzed(*base, directives(TIMER)["OnCalendar"])
    if done.returncode:
        pytest.skip("this systemd takes no --base-time")
    assert b"Tue 2023-07-04 22:10:00 UTC" in done.stdout


# What they do


def rooted() -> None:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root can start cron, or mount")


def apart(script: str, *words: str | Path) -> list[str]:
    """A shell script in a mount name space of its own, where that is allowed."""
    return [
        "unshare",
        "--mount",
        "--propagation",
        "private",
        "sh",
        "-ec",
        script,
        "sh",
        *map(str, words),
    ]


def allowed_apart() -> bool:
    if shutil.which("unshare") is None:
        return False
    script = 'mount -t tmpfs tmpfs "$1"'
    return subprocess.run(apart(script, "/mnt"), capture_output=True, check=False).returncode == 0


def test_with_the_ledger_read_only_and_no_network(county: County) -> None:
    """As the unit has it: all but the output is read-only, no home, no net, no privilege."""
    rooted()
    if not allowed_apart():
        pytest.skip("may not mount here")
    program(county)
    county.out.mkdir()
    script = (
        'mount --bind "$1" "$1"; mount -o remount,bind,ro "$1"; mount -t tmpfs -o ro tmpfs "$2";'
        " shift 2; exec unshare --net env -i PATH=/usr/bin:/bin HOME=/nonexistent"
        ' setpriv --no-new-privs --bounding-set=-all --inh-caps=-all "$@"'
    )
    line = command_for(county, directives(SERVICE)["ExecStart"])
    more = ["--today", "2023-07-05", "--format", ",".join(FORMATS)]
    # A root without capabilities may still do what its own files allow.
    words = apart(script, county.root, "/mnt", *shlex.split(line), *more)
    done = subprocess.run(words, cwd="/", capture_output=True, check=False)
    if b"setpriv" in done.stderr:
        pytest.skip(f"may not give up privileges here: {done.stderr.decode().strip()}")
    assert (done.returncode, done.stderr) == (0, b""), done.stderr.decode()
    assert done.stdout.decode().startswith(f"已写入 {county.out / '2023-06'}（版本 ")
    assert county.manifest()["formats"] == list(FORMATS)


#: Cron's own places, empty, so that it runs our entry only and leaves the machine's alone.
_CRON_ALONE = (
    "mount -t tmpfs tmpfs /etc/cron.d; mount -t tmpfs tmpfs /var/spool/cron; mkdir -m 1730"
    " /var/spool/cron/crontabs; mount -t tmpfs tmpfs /run; mount --bind /dev/null /etc/crontab"
    ' 2>/dev/null || :; cp "$1" /etc/cron.d/"$2"; chmod 644 /etc/cron.d/"$2"; exec "$3" -f'
)


@contextmanager
def cron(table: Path, name: str) -> Iterator[None]:
    """Debian's cron with one table: apart from the machine if possible, else among its own."""
    daemon = shutil.which("cron", path=f"{os.environ['PATH']}:/usr/sbin")
    assert daemon
    if allowed_apart():
        words: Sequence[str] = apart(_CRON_ALONE, table, name, daemon)
        placed = None
    else:
        words = [daemon, "-f"]
        placed = Path("/etc/cron.d") / name
        placed.write_bytes(table.read_bytes())
        placed.chmod(0o644)
    # Should the machine's own be running already, this one ends at once and that one does the work.
    running = subprocess.Popen(
        words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        running.terminate()
        running.wait()
        if placed:
            placed.unlink()


def test_by_real_cron(county: County) -> None:
    """The example's line, each minute: twice at once, so that one of them has to wait."""
    rooted()
    if shutil.which("cron", path=f"{os.environ['PATH']}:/usr/sbin") is None:
        pytest.skip("Debian's cron is not installed")
    program(county)
    log = county.root.parent / "记录"
    line = command_for(county, entry()[6]).replace("%", r"\%")
    more = f"--today 2023-07-05 --format json,csv --log >>{shlex.quote(str(log))} 2>&1"
    account = pwd.getpwuid(os.geteuid()).pw_name
    head = [f"{key}={value}" for key, value in variables().items() if key != "MAILTO"]
    # Whatever it says must not be mailed to anybody of this machine.
    lines = [*head, 'MAILTO=""', *[f"* * * * * {account} {line} {more}"] * 2]
    table = county.root.parent / "表"
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with cron(table, f"sgyp-test-{os.getpid()}"):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and ended(log) < 2:
            time.sleep(0.2)
    told = log.read_text(encoding="utf-8") if log.exists() else ""
    assert ended(log) >= 2, f"cron ran nothing, or it did not end: {told}"
    assert told.count("已写入 ") == 2, told
    assert " 内容没有变，没有重写：2023-06" in told
    assert county.sets() == ["2023-06"]
    assert county.manifest()["revision"] == county.git("rev-parse", "HEAD")


def ended(log: Path) -> int:
    """How many runs have told their last line."""
    if not log.exists():
        return 0
    told = log.read_text(encoding="utf-8")
    return len(re.findall(r"^\S+ (?:已写入 |内容没有变，没有重写)", told, re.M))
