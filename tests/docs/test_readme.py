"""The README's commands are there, are marked, and do what it says."""

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import COMMAND, ROOT, environment
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


def test_every_command_is_there() -> None:
    """That each line runs and prints what is shown, the reader below finds out."""
    shown = [line for b in stage.blocks(README) if b.language == "bash" for line in b.lines]
    # Completion is an option, and would be installed into the home of whoever tries it.
    typed = [line for line in shown if line.startswith("sgyp ") and "--install-" not in line]
    assert {shlex.split(line)[1] for line in typed} == set(commands())


#: Lines for a shell, and a command that asks how it was called.
OF_ITS_OWN = re.compile(r"[|&;<>$*~`]|git-setup")
#: What a reader sees differently: commits of their own, and nothing that is not committed.
OWN = ("sgyp diff", "sgyp log", "sgyp why", "sgyp export --month")


class Reader:
    """Somebody with a fresh clone, who types what the page says into one terminal, in order."""

    def __init__(self, home: Path) -> None:
        self.clone = home / "clone"
        self.here = self.clone
        for name in ("data", "examples"):
            shutil.copytree(ROOT / name, self.clone / name)
        bin_ = home / "bin"
        bin_.mkdir()
        for name, program in (("sgyp", shlex.join(COMMAND)), ("python", shlex.quote(COMMAND[0]))):
            (bin_ / name).write_text(f'#!/bin/sh\nexec {program} "$@"\n', encoding="utf-8")
            (bin_ / name).chmod(0o755)
        names = ("GIT_AUTHOR", "GIT_COMMITTER")
        who = {f"{name}_{key}": "a@example.com" for name in names for key in ("NAME", "EMAIL")}
        path = f"{bin_}{os.pathsep}{os.environ['PATH']}"
        self.env = environment(PATH=path, HOME=str(home), COLUMNS="80", **who)
        for line in ("git init -q .", "git add -A", "git commit -qm x"):
            assert self.types(line)[0] == 0

    def types(self, line: str) -> tuple[int, str]:
        """The exit code of a line, and all that the terminal shows."""
        if line.startswith("cd "):
            self.here = (self.here / line[3:]).resolve()
            assert self.here.is_dir(), line
            return 0, ""
        if line.startswith("sgyp ") and not OF_ITS_OWN.search(line):
            return self._within(shlex.split(line)[1:])
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=self.here,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        return done.returncode, done.stdout.decode()

    def _within(self, words: list[str]) -> tuple[int, str]:
        """The same of a command run within this process, where its environment is all there is."""
        shown = io.BytesIO()
        with pytest.MonkeyPatch.context() as patch:
            for name in [name for name in os.environ if name not in self.env]:
                patch.delenv(name)
            for name, value in self.env.items():
                patch.setenv(name, value)
            patch.chdir(self.here)
            for stream in ("stdout", "stderr"):
                text = io.TextIOWrapper(shown, "utf-8", newline="\n", write_through=True)
                patch.setattr(sys, stream, text)
            code = main(words)
            told = shown.getvalue().decode()
        return code, told

    @property
    def bench(self) -> Any:
        """Where an editor or a spreadsheet is at work."""
        bench = stage.Stage.__new__(stage.Stage)
        bench.folder = self.here
        return bench


#: Lines that a test does not run: this very environment is the one they would make.
NOT_RUN = re.compile(r"python -m pytest|source |pip install|sgyp --install-completion")
#: After the break on purpose.
FAILING = (
    "sgyp check",
    "sgyp check --ledger examples/demo-city",
    "sgyp summary --phase 9",
    "sgyp fmt --check",
)


@pytest.mark.skipif(sys.platform == "win32", reason="the page has other lines for Windows")
def test_a_reader_can_follow_it_from_the_first_line_to_the_last(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    shown: dict[str, tuple[int, str]] = {}
    ran = 0
    for piece in stage.pieces(README):
        if isinstance(piece, str):
            continue
        if piece.kind == "edit":
            reader.bench.edit(piece.argument, piece.body)
        elif piece.language == "bash":
            if piece.kind == "filled":
                reader.bench.fill(piece.argument)
            for typed in piece.body.splitlines():
                line = typed.rpartition(" && .venv/bin/")[2]
                if not NOT_RUN.match(line):
                    shown[line] = reader.types(line)
                    ran += 1
                    allowed = (0, 1) if line in FAILING else (0,)
                    assert shown[line][0] in allowed, (line, shown[line])
        elif piece.language == "python":
            (reader.here / "试.py").write_text(piece.body, encoding="utf-8")
            shown["python"] = reader.types("python 试.py")
            (reader.here / "试.py").unlink()
        elif piece.kind == "output" and not piece.argument.startswith(OWN):
            assert shown[piece.argument][1] == piece.body, piece.argument
    assert ran >= 30


def test_completion_can_be_installed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "--install-completion" in capsys.readouterr().out


def test_files_that_out_writes_open_in_excel(tmp_path: Path) -> None:
    here = stage.Stage(tmp_path)
    here.enter("examples/demo-county")
    stage.run("sgyp summary --phase 8 --out 表.csv", here.folder)
    assert (here.folder / "表.csv").read_bytes().startswith(b"\xef\xbb\xbf")
