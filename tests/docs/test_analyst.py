"""The README's page for the analyst: from a messy Excel file to the table of a phase."""

import csv
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import COMMAND, DEMO, ROOT, environment
from generating import page, stage

_HEADING = "## 从 Excel 到汇总"


def _section() -> str:
    readme = page("README.md")
    begin = readme.index(_HEADING)
    return readme[begin : readme.index("\n## ", begin)]


def _lines() -> list[list[str]]:
    """The lines of the page, as they are typed."""
    blocks = [block for block in stage.blocks(_section()) if block.language == "bash"]
    return [block.body.splitlines() for block in blocks]


@pytest.mark.skipif(sys.platform == "win32", reason="the page is for a shell")
def test_five_commands_lead_from_a_mess_to_the_demo_county_s_own_figures(tmp_path: Path) -> None:
    (_, making), commands = _lines()
    assert len(commands) == 5
    who = {
        f"GIT_{one}_{key}": "a@b.cn" for one in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")
    }
    env = environment(HOME=str(tmp_path), **who)
    script = shlex.split(making)
    subprocess.run(
        [sys.executable, str(ROOT / script[1]), *script[2:]], cwd=tmp_path, check=True, env=env
    )
    for line in commands:
        done = subprocess.run(
            [*COMMAND, *shlex.split(line)[1:]],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        assert done.returncode == 0, (line, done.stderr.decode())
    # One of them left the programme in June, which the file does not say.
    assert _figures(tmp_path / "云岫县", env) == _figures(DEMO, env, "--as-of", "2023-05-31")


def _figures(ledger: Path, env: dict[str, str], *options: str) -> list[object]:
    """Counts and investments of phase 8, by batch."""
    command = [*COMMAND, "summary", "--phase", "8", "--format", "csv", "--ledger", str(ledger)]
    done = subprocess.run([*command, *options], capture_output=True, check=True, env=env)
    rows = csv.DictReader(done.stdout.decode("utf-8").splitlines())
    return [(one["批"], one["个数"], one["总投资"]) for one in rows if one["个数"]]
