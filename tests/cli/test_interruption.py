"""Ctrl-C says 已中断 and exits 130 whenever it comes; no traceback, nothing half written."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import DEMO, PATIENCE, environment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")

#: Runs the program with a Ctrl-C at the moment when a module is about to be imported.
AT_IMPORT = """
import os, signal, sys
class Pressing:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), signal.SIGINT)
from sangeyipi.cli import start
sys.meta_path.insert(0, Pressing())
sys.argv = {line!r}
start.run()
"""


def _ended(code: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize(
    ("module", "command"),
    [
        ("sangeyipi.cli.main", "check"),
        ("typer.core", "export"),
        ("sangeyipi.api", "check"),
        ("pydantic", "summary"),
        ("sangeyipi.store.load", "list"),
        ("sangeyipi.tables.summary", "summary"),
        ("sangeyipi.render.pictures.charts", "chart"),
    ],
)
def test_during_an_import(module: str, command: str) -> None:
    more = ["rates", "--format", "svg"] if command == "chart" else []
    line = ["sgyp", command, *more, "--ledger", str(DEMO)]
    code, out, err = _ended(AT_IMPORT.format(module=module, line=line))
    assert (code, out, err.strip()) == (130, "", "已中断")


READY = """
import os
from sangeyipi.cli import start
from sangeyipi.cli.console import interruption
interruption.at_once()
os.write(1, b".")
start.run()
"""
SWALLOWED = """
import os, signal, sys
from sangeyipi.cli import start
from sangeyipi import api
class Finalized:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
        for _ in range(1000): pass
def load(*_, **__):
    {what}
api.load = load
sys.argv = ["sgyp", "check", "--ledger", {ledger!r}]
start.run()
"""
PRESSED = "try: os.kill(os.getpid(), signal.SIGINT)\n    except BaseException:"


@pytest.mark.parametrize(
    "what",
    [
        # Python prints what a finalizer raises, and goes on.
        "Finalized()",
        # An extension or git that was cut short fails in its own way.
        f"{PRESSED} raise ImportError('numpy')",
        f"{PRESSED} raise OSError(5, 'gone')",
    ],
)
def test_an_interruption_that_is_taken_for_something_else(what: str) -> None:
    code, out, err = _ended(SWALLOWED.format(what=what, ledger=str(DEMO)))
    assert (code, out, err.strip()) == (130, "", "已中断")


def test_where_it_is_ignored_it_stays_so() -> None:
    line = ["sgyp", "check", "--ledger", str(DEMO)]
    ignoring = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
    code, out, err = _ended(ignoring + AT_IMPORT.format(module="sangeyipi.api", line=line))
    assert (code, err) == (0, "")
    assert "没有错误" in out


@pytest.mark.parametrize("command", ["summary", "export"])
def test_at_any_moment(command: str, demo_copy: Path) -> None:
    """The whole group gets it, as from a terminal: git too."""
    git = ("git", "-c", "user.name=x", "-c", "user.email=x@example.com")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "x")):
        subprocess.run((*git, *words), cwd=demo_copy, env=environment(), check=True)
    months = ("--month", "2022-01..2023-06", "--out", "月报") if command == "export" else ()
    chance = random.Random(20261126)
    met = set()
    for _ in range(12):
        running = subprocess.Popen(
            [sys.executable, "-c", READY, command, *months],
            cwd=demo_copy,
            # A file that an import leaves open is no warning to anybody but these tests.
            env=environment(PYTHONWARNINGS=""),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        assert running.stdout and running.stdout.read(1) == b"."
        time.sleep(chance.uniform(0, 1))
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGINT)
        out, err = running.communicate(timeout=PATIENCE)
        assert b"Traceback" not in err, err.decode()
        met.add(running.returncode)
        if running.returncode == 130:
            assert err.decode().strip().splitlines()[-1] == "已中断"
        else:
            assert (running.returncode, err) == (0, b""), out
    assert 130 in met
    assert not list(demo_copy.rglob("*.tmp"))
