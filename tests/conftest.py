"""What the tests of the command share: running it, ledgers to run it on, and goldens.

Owns how the command is started: as a process of its own, in an environment that no machine's
settings leak into.  Must not know what any command prints.
"""

import atexit
import gc
import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

import sangeyipi

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
DEMO = ROOT / "examples" / "demo-county"
SOURCE = Path(sangeyipi.__file__).resolve().parents[1]
COMMAND = [sys.executable, "-m", "sangeyipi"]
#: Seconds after which a process has hung; a busy machine may need a minute for what takes a second.
PATIENCE = 300

# A busy machine is no fault of the code; what is too slow is for benchmarks/ to say.
settings.register_profile("sgyp", deadline=None)
settings.load_profile("sgyp")

# A shell has Ctrl-C ignored in what it starts in the background, and children inherit that.
if threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGINT, signal.default_int_handler)

#: Where what is read is remembered: never the user's own, but one of this session, whose workers
#: inherit it.  So that each ledger is read for the first time by a few tests, and then remembered,
#: as users have it.
_OF_THE_SESSION = "SGYP_CACHE_OF_TESTS"
if _OF_THE_SESSION not in os.environ:
    os.environ[_OF_THE_SESSION] = tempfile.mkdtemp(prefix="sgyp-cache-")

    def _forget(folder: str = os.environ[_OF_THE_SESSION], process: int = os.getpid()) -> None:
        if os.getpid() == process:
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(_forget)
os.environ["SGYP_CACHE"] = os.environ[_OF_THE_SESSION]
#: Tests of how a text is read and judged, and of ledgers that are never seen again.
_READ_ANEW = ("store", "checks", "properties")

#: What a machine needs to start a process at all; everything else is set by `environment`.
_KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")

LEDGER = """\
名称: 示例县项目台账
地区: 示例县
期次:
  - 期: 1
    日期: 2021-07-10
  - 期: 2
    日期: 2021-10-08
"""
PROJECT = """\
- 编号: A-1
  名称: 示例产业园
  总投资: 12.5
  在册:
    签约: 1
    开工: 2
  节点:
    签约: 2021-07-10
    开工: 2021-10-08
"""


def environment(**extra: str) -> dict[str, str]:
    """A plain UTF-8 environment in which this very package is found, with `extra` on top."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    base = {"LANG": "C.UTF-8", "PYTHONPATH": str(SOURCE), "PYTHONWARNINGS": "error"}
    base["SGYP_CACHE"] = os.environ[_OF_THE_SESSION]
    return {**kept, **base, **extra}


@pytest.fixture(autouse=True)
def _memory(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is remembered where reading itself is tested."""
    if request.path.relative_to(ROOT / "tests").parts[0] in _READ_ANEW:
        monkeypatch.setenv("SGYP_CACHE", "off")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is collected stays to the end, so the garbage collector needn't go through it again.

    Else up to a tenth of the time goes into looking through twelve thousand tests and their modules
    for the little that a run within this process leaves; the command itself has it off.
    """
    gc.disable()
    result = yield
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()
    return result


#: Set in the process of its own that a test runs in.
_OF_ITS_OWN = "SGYP_TEST_OF_ITS_OWN"


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """A test that forks again and again is run in a pytest of its own.

    A fork costs what the process holds, and a worker holds all the tests and what they made.
    """
    if _OF_ITS_OWN in os.environ or not pyfuncitem.get_closest_marker("forks_often"):
        return None
    alone = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", pyfuncitem.nodeid]
    env = {**os.environ, _OF_ITS_OWN: "1"}
    done = subprocess.run(alone, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("."), done.stdout
    return True


@dataclass(frozen=True)
class Result:
    """What a run left: its exit code and its output."""

    code: int
    out: bytes
    err: bytes

    @property
    def text(self) -> str:
        """Its stdout."""
        return self.out.decode("utf-8")

    @property
    def errors(self) -> str:
        """Its stderr."""
        return self.err.decode("utf-8", "replace")


def limited(seconds: int | None) -> list[str]:
    """What to put before a command that may take so many seconds of a processor."""
    if seconds is None or os.name == "nt":
        return []
    return ["sh", "-c", f'ulimit -St {seconds}; exec "$@"', "sh"]


class Sgyp:
    """The real command.  A traceback or an exit code of a bug fails whatever test runs it."""

    def __call__(
        self,
        *arguments: str | Path,
        cwd: Path = ROOT,
        env: Mapping[str, str] | None = None,
        seconds: int | None = None,
    ) -> Result:
        """Run it; `seconds` is what it may take of a processor, however busy the machine is."""
        done = subprocess.run(
            [*limited(seconds), *COMMAND, *map(str, arguments)],
            cwd=cwd,
            env=dict(env) if env is not None else environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode != -getattr(signal, "SIGXCPU", 0) or not seconds, "not in time"
        result = Result(done.returncode, done.stdout, done.stderr)
        sane(result)
        return result

    def fine(self, *arguments: str | Path, cwd: Path = ROOT) -> str:
        """The stdout of a run that must succeed in silence."""
        result = self(*arguments, cwd=cwd)
        assert (result.code, result.errors) == (0, said_of_out(*arguments))
        return result.text

    def refused(self, *arguments: str | Path, code: int = 2, cwd: Path = ROOT) -> str:
        """The stderr of a run that must fail with `code` and print nothing else."""
        result = self(*arguments, cwd=cwd)
        assert (result.code, result.out) == (code, b""), result
        return result.errors


def said_of_out(*arguments: str | Path) -> str:
    """What stderr says of a run that wrote one file, as nothing is printed."""
    if "--out" not in arguments or arguments[0] == "export":
        return ""
    return f"已写入 {arguments[arguments.index('--out') + 1]}\n"


def sane(result: Result) -> None:
    """No traceback, no bug of ours, and a known exit code."""
    said = result.err + result.out
    assert b"Traceback" not in said, said.decode("utf-8", "replace")
    assert result.code in (0, 1, 2), (result.code, said[-800:].decode("utf-8", "replace"))


@pytest.fixture(scope="session")
def sgyp() -> Sgyp:
    return Sgyp()


Write = Callable[[Mapping[str, str | bytes]], Path]


def write_files(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """A ledger in `root`: a small one, with `files` (path → content) on top."""
    for name, content in {"ledger.yaml": LEDGER, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


@pytest.fixture
def ledger(tmp_path: Path) -> Write:
    """Writes a small ledger with the files given into a folder of the test's own."""
    return lambda files: write_files(tmp_path / "台账", files)


@pytest.fixture
def one_project(ledger: Write) -> Path:
    """A ledger of one project."""
    return ledger({"projects/a.yaml": PROJECT})


@pytest.fixture
def data_copy(tmp_path: Path) -> Path:
    """The real ledger, free to be broken, at `data` below the test's own folder."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


@pytest.fixture
def demo_copy(tmp_path: Path) -> Path:
    """The fictional county's ledger, free to be broken."""
    return Path(shutil.copytree(DEMO, tmp_path / "demo"))


def replaced(path: Path, *changes: tuple[str, str]) -> None:
    """Replace the first occurrence of each text in a file; it must be there."""
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, (path, old)
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8", newline="\n")


def compare(golden: Path, told: str | bytes) -> None:
    """Compare with a golden file; SGYP_UPDATE_GOLDENS=1 rewrites it (then read the diff)."""
    data = told.encode() if isinstance(told, str) else told
    if os.environ.get("SGYP_UPDATE_GOLDENS") == "1":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_bytes(data)
    # As text, so that a difference is shown line by line; then as bytes, so that none is missed.
    assert data.decode("utf-8") == golden.read_bytes().decode("utf-8")
    assert data == golden.read_bytes()


def inside(*arguments: str | Path) -> Result:
    """The command within this process: no streams and no environment of its own, but quick."""
    from sangeyipi.cli.main import main

    out, err = io.BytesIO(), io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", io.TextIOWrapper(out, "utf-8", newline="\n"))
        patch.setattr(sys, "stderr", io.TextIOWrapper(err, "utf-8", newline="\n"))
        code = main([str(argument) for argument in arguments])
        sys.stdout.flush()
        sys.stderr.flush()
        result = Result(code, out.getvalue(), err.getvalue())
    sane(result)
    return result


def told(*arguments: str | Path) -> str:
    """The stdout of a run within this process that must succeed in silence."""
    result = inside(*arguments)
    assert (result.code, result.errors) == (0, said_of_out(*arguments))
    return result.text
