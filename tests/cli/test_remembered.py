"""A command on files seen before: the same to the byte, without reading or checking them again."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import DATA, DEMO, environment, inside, replaced

COMMANDS = [
    ("summary", "--phase", "8"),
    ("summary", "--by", "领域", "--format", "json"),
    ("list", "--format", "csv"),
    ("check", "--hints", "--format", "json"),
    ("alerts", "--as-of", "2023-09"),
    ("register", "问题", "--as-of", "2023-09-30"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("ledger", [DATA, DEMO], ids=["data", "demo"])
def test_remembered_is_fresh_to_the_byte(
    command: tuple[str, ...], ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = inside(*command, "--ledger", ledger)
    monkeypatch.setenv("SGYP_CACHE", str(tmp_path))
    assert [inside(*command, "--ledger", ledger) for _ in range(2)] == [fresh] * 2


def test_a_changed_file_is_read_again_whatever_its_size_and_time(
    data_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SGYP_CACHE", str(tmp_path / "kept"))
    path = next((data_copy / "projects").iterdir())
    command = ("list", "--format", "csv", "--ledger", data_copy)
    before = [inside(*command) for _ in range(2)][-1]
    status = path.stat()
    replaced(path, ("总投资: 120", "总投资: 130"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size
    after = inside(*command)
    monkeypatch.setenv("SGYP_CACHE", "off")
    assert after == inside(*command) != before


SOUND = """
import sys
from sangeyipi.cli.main import main
assert main(["summary", "--phase", "8", "--ledger", sys.argv[1]]) == 0
sys.exit(bool({"pydantic", "pydantic_core", "yaml", "subprocess"} & set(sys.modules)))
"""


@pytest.mark.parametrize("ledger", [DATA, DEMO], ids=["data", "demo"])
def test_a_sound_ledger_needs_neither_pydantic_nor_yaml(ledger: Path) -> None:
    command = [sys.executable, "-c", SOUND, str(ledger)]
    done = subprocess.run(command, env=environment(SGYP_CACHE="off"), capture_output=True)
    assert done.returncode == 0, done.stderr.decode()


CODE = """
import sys
from sangeyipi.cli.main import main
assert main(["summary", "--phase", "8", "--ledger", sys.argv[1]]) == 0
sys.exit(bool({"sangeyipi.store.direct", "sangeyipi.checks.run"} & set(sys.modules)))
"""


def test_what_was_read_is_neither_read_nor_checked_again(tmp_path: Path) -> None:
    def run(**env: str) -> tuple[int, bytes, bytes]:
        done = subprocess.run(
            [sys.executable, "-c", CODE, str(DEMO)], env=environment(**env), capture_output=True
        )
        return done.returncode, done.stdout, done.stderr

    # HOME alone says where; the folder below it is made.
    kept = {"SGYP_CACHE": "", "HOME": str(tmp_path)}
    cold, warm, none = run(**kept), run(**kept), run(SGYP_CACHE="")
    assert (cold[0], warm[0], none[0]) == (1, 0, 1)
    assert cold[1:] == warm[1:] == none[1:]
    assert list((tmp_path / ".cache" / "sgyp").iterdir())
