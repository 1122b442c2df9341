"""A run that did not do what it should is no measurement."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from memory import peak_of_all
from processes import Command, python, run, run_in_turn

MB = 1024**2


def code(text: str, folder: Path, prints: str | None = None, makes: Path | None = None) -> Command:
    return Command(python("-c", text), folder, prints, makes)


def test_a_failure_stops_the_measuring(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="exit 3"):
        run(code("raise SystemExit(3)", tmp_path))


def test_so_does_other_output(tmp_path: Path) -> None:
    run(code("print('一')", tmp_path, prints="一"))
    with pytest.raises(RuntimeError, match="exit 0"):
        run(code("print('一')", tmp_path, prints=""))


def test_so_does_a_folder_that_was_not_made(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="did not make"):
        run(code("", tmp_path, makes=tmp_path / "out"))


def test_each_run_makes_its_file_anew(tmp_path: Path) -> None:
    """A document that is there would be filled instead of written."""
    out = tmp_path / "out"
    made = code("open('out', 'x').close()", tmp_path, makes=out)
    run(made)
    run(made)
    assert out.is_file()


def test_each_run_makes_its_folder_anew(tmp_path: Path) -> None:
    """mkdir fails where there already is one."""
    made = code("import os; os.mkdir('out')", tmp_path, makes=tmp_path / "out")
    assert len(run_in_turn({"made": made}, 2)["made"].seconds) == 2


def test_no_setting_of_the_user_gets_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PYTHONDONTWRITEBYTECODE", "SGYP_LEDGER", "GIT_DIR", "GIT_TRACE"):
        monkeypatch.setenv(name, "1")
    seen = "sorted(k for k in os.environ if k.startswith(('PYTHON', 'SGYP', 'GIT')))"
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.delenv("PYTHONHOME", raising=False)
    kept = str(["GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM"])
    run(code(f"import os; print({seen})", tmp_path, prints=kept))


HOLDING = """
import os, time
up, down = os.pipe(), os.pipe()
child = os.fork()
held = b"x" * (60 * 1024 * 1024)
os.write((up if child else down)[1], b".")
os.read((down if child else up)[0], 1)
time.sleep(0.5)
if child: os.waitpid(child, 0)
"""
MEASURING = """
import sys
from pathlib import Path
from memory import peak_of_all
from processes import Command, run
command = Command((sys.executable, sys.argv[1]), Path.cwd())
print(run(command).peak, peak_of_all(command))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of all processes")
def test_memory_is_that_of_all_processes_together(tmp_path: Path) -> None:
    """Two processes hold 60 MB each until both do; neither is larger than that by much.

    Measured from a process of its own: what is started by a large one is as large at first.
    """
    program = tmp_path / "holding.py"
    program.write_text(HOLDING, encoding="utf-8")
    told = subprocess.run(
        (sys.executable, "-c", MEASURING, str(program)),
        cwd=ROOT / "benchmarks",
        capture_output=True,
        text=True,
        check=True,
    )
    largest, together = map(int, told.stdout.split())
    assert 60 * MB < largest < 100 * MB
    assert 120 * MB < together < 200 * MB


def test_memory_of_one_process_is_what_the_system_says(tmp_path: Path) -> None:
    peak = peak_of_all(code("", tmp_path))
    assert peak is None if os.name == "nt" else peak


def test_a_file_is_changed_before_and_settings_are_given(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("- 编号: A\n", encoding="utf-8")
    code = "import os; print(os.environ['SGYP_CACHE'], open('a.yaml', 'rb').read().count(b'#'))"
    command = Command(python("-c", code), tmp_path, settings={"SGYP_CACHE": "off"}, changes=file)
    run(command._replace(prints="off 1"))
    run(command._replace(prints="off 2"))
