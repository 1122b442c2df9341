"""The README's commands are there, are marked, and do what it says."""

import re
import shlex
from pathlib import Path

import pytest
from generating import commands, headings, page, stage

from sangeyipi.cli.main import main

README = page("README.md")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def marked(kind: str) -> list[str]:
    return [block.body for block in stage.blocks(README, kind) if block.language == "bash"]


@pytest.mark.parametrize(
    ("kind", "last"), [("run", "sgyp summary --phase 8"), ("test", "python -m pytest -n auto")]
)
def test_one_line_from_nothing(kind: str, last: str) -> None:
    (body,) = marked(kind)
    (line,) = body.splitlines()
    assert line.startswith("python3 -m venv .venv && .venv/bin/pip install ")
    assert line.endswith(f" && .venv/bin/{last}")
    assert f"<!-- {kind} -->\n```bash\n" in README, "the mark is right above the block"


def test_each_line_has_a_form_for_windows() -> None:
    windows = [b.body for b in stage.blocks(README) if b.language == "powershell"]
    for last in ("sgyp summary --phase 8", "python -m pytest"):
        (line,) = [body for body in windows if body.rstrip().endswith(last)]
        assert "&&" not in line
        assert line.startswith("py -3 -m venv .venv; ")
        assert line.rstrip().endswith(rf".venv\Scripts\{last}")


def test_first_output_is_the_real_ledger() -> None:
    first = stage.blocks(README, "output")[0]
    assert first.argument == "sgyp summary --phase 8"
    assert "374.5" in first.body


def test_headings_are_in_both_languages() -> None:
    assert len(headings(README)) > 10
    for heading in headings(README):
        chinese, _, english = heading.rpartition(" / ")
        assert CHINESE.search(chinese), heading
        assert english and not CHINESE.search(english), heading


def test_what_is_run_is_what_is_shown() -> None:
    """Each output stands below the line that made it, for readers who type along."""
    shown = " ".join(b.body for b in stage.blocks(README) if b.language == "bash")
    for block in stage.blocks(README, "output"):
        assert block.argument == "python" or block.argument in shown


def test_every_line_runs(tmp_path: Path) -> None:
    here = stage.Stage(tmp_path)
    ran = []
    for piece in stage.pieces(README):
        stage.played(here, piece)
        if isinstance(piece, str) or piece.language != "bash":
            continue
        for line in piece.body.splitlines():
            # Completion would be installed into the home of whoever runs the tests.
            if line.startswith("sgyp ") and "--install-completion" not in line:
                if piece.kind != "done":
                    stage.run(line, here.folder)
                ran.append(shlex.split(line)[1])
    assert set(ran) == set(commands())


def test_completion_can_be_installed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "--install-completion" in capsys.readouterr().out


def test_files_that_out_writes_open_in_excel(tmp_path: Path) -> None:
    here = stage.Stage(tmp_path)
    here.enter("examples/demo-county")
    stage.run("sgyp summary --phase 8 --out 表.csv", here.folder)
    assert (here.folder / "表.csv").read_bytes().startswith(b"\xef\xbb\xbf")
