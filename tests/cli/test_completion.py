"""What stands in a ledger is never run by a shell when Tab is pressed: tried in real shells."""

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import Write, environment

from sangeyipi.cli.console.completion import is_plain

#: Each would leave a file behind if a shell ran any of it.
HOSTILE = (
    "$(touch${IFS}HIT)",
    "`touch${IFS}HIT`",
    "<(touch HIT)",
    ">HIT",
    "A;touch HIT;",
    "A&touch HIT&",
    "A|touch HIT|",
    "A\ntouch HIT\n",
    "尾\\",
    "'",
    '"',
    "'$(touch HIT)'",
    '"$(touch HIT)"',
    "(touch HIT)",
    "=(touch HIT)",
    "${(e):-$(touch HIT)}",
    "))'; touch HIT; : '((",
    ")) touch HIT ((",
    "*",
    "?",
    "~",
    "!!",
    "#",
    "-rf",
    "—help",
    "“touch HIT”",
    "A[1]",
    "A B",
    "A\u3000B",
    "A\u200bB",
    "A:::B",
    "A,B",
    "@A",
    "%A%",
    "{A,B}",
    "A=B",
    "^A",
)
PLAIN = ("A-1", "甲（1）", "县商务局", "MQ_2023.1/2+3", "【重点】1号")
PATIENCE = 120


@pytest.mark.parametrize("word", HOSTILE)
def test_what_a_shell_could_read_otherwise_is_left_out(word: str) -> None:
    assert not is_plain(word)


@pytest.mark.parametrize("word", PLAIN)
def test_what_every_shell_takes_as_it_is(word: str) -> None:
    assert is_plain(word)


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


@pytest.fixture
def trap(ledger: Write, tmp_path: Path) -> Path:
    """A ledger whose ids, units and sectors are hostile, and a place where `sgyp` is a program."""
    words = (*HOSTILE, *PLAIN)
    # Between two that end in a backslash, as a quote within quotes.
    units = [unit for word in words for unit in ("尾\\", word, "尾2\\")]
    records = [
        f"- 编号: {_quoted(word)}\n  名称: 园{number}\n  责任单位: {_quoted(unit)}\n"
        for number, (word, unit) in enumerate(zip([*words, *units], [*units, *words], strict=True))
    ]
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    program = bin_ / "sgyp"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m sangeyipi "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return ledger({"projects/a.yaml": "".join(records)})


#: What zsh has been seen to run, a few at a time: among all the others it gives up at the first.
RUN_BY_ZSH = (
    ("甲\\", "<(touch HIT)", "乙\\"),
    ("甲\\", "$(touch HIT)", "乙\\"),
    ("<(touch HIT)",),
    ("'$(touch HIT)'",),
    ("))'; touch HIT; : '((",),
)


def _environment(root: Path, **more: str) -> dict[str, str]:
    path = f"{root.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"
    home = str(root.parent)
    return environment(PATH=path, HOME=home, ZDOTDIR=home, TERM="dumb", PS1="> ", **more)


def _script(root: Path, shell: str) -> Path:
    """The script of completion as `sgyp --install-completion` writes it."""
    done = subprocess.run(
        [sys.executable, "-m", "sangeyipi"],
        env=_environment(root, _SGYP_COMPLETE=f"source_{shell}"),
        capture_output=True,
        check=False,
    )
    path = root.parent / f"completion.{shell}"
    path.write_bytes(done.stdout)
    assert "sgyp" in path.read_text(encoding="utf-8")
    return path


def _needs(shell: str) -> str:
    if sys.platform == "win32":
        pytest.skip("needs a POSIX terminal")
    found = shutil.which(shell)
    return found or pytest.skip(f"no {shell} here")


def _untouched(root: Path) -> None:
    assert {one.name for one in root.iterdir()} == {"ledger.yaml", "projects"}


LINES = ("sgyp show ", "sgyp log ", "sgyp list --unit ")


@pytest.mark.parametrize("line", LINES)
def test_bash(trap: Path, line: str) -> None:
    bash = _needs("bash")
    script = _script(trap, "bash")
    words = f'({line} "")'
    code = (
        f"source {script}; COMP_WORDS={words}; COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); "
        '_sgyp_completion sgyp; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        [bash, "--norc", "-c", code],
        cwd=trap,
        env=_environment(trap),
        capture_output=True,
        check=False,
    )
    assert set(done.stdout.decode().splitlines()) == set(PLAIN)
    _untouched(trap)


@pytest.mark.parametrize("line", LINES)
def test_fish(trap: Path, line: str) -> None:
    fish = _needs("fish")
    code = f"source {_script(trap, 'fish')}; complete -C '{line}'"
    done = subprocess.run(
        [fish, "--no-config", "-c", code],
        cwd=trap,
        env=_environment(trap),
        capture_output=True,
        check=False,
    )
    assert set(done.stdout.decode().splitlines()) == set(PLAIN)
    _untouched(trap)


class Terminal:
    """A shell in a terminal, whose keys are pressed one after the other."""

    def __init__(self, command: list[str], folder: Path) -> None:
        child, self._side = pty.fork()
        if not child:
            os.chdir(folder)
            os.execve(command[0], command, _environment(folder))
        self._child = child
        self.seen = ""

    def press(self, keys: str, until: str) -> None:
        """Send keys, and read on until the terminal shows a text."""
        os.write(self._side, keys.encode())
        began, end = len(self.seen), time.monotonic() + PATIENCE
        while until not in self.seen[began:]:
            left = end - time.monotonic()
            assert left > 0, self.seen
            if select.select([self._side], [], [], left)[0]:
                self.seen += os.read(self._side, 65536).decode("utf-8", "replace")

    def close(self) -> None:
        os.close(self._side)
        os.waitpid(self._child, 0)


@pytest.mark.parametrize("shell", ["bash", "zsh"])
@pytest.mark.parametrize("line", LINES)
def test_in_a_terminal(trap: Path, shell: str, line: str) -> None:
    path = _needs(shell)
    options = {"bash": ["--norc", "--noprofile", "-i"], "zsh": ["-f", "-i"]}[shell]
    terminal = Terminal([path, *options], trap)
    ready = "" if shell == "bash" else "autoload -Uz compinit; compinit -u -D; "
    terminal.press(f"{ready}source {_script(trap, shell)}; echo READ''Y\n", "READY")
    # Twice lists what there is; the line is then taken back.
    terminal.press(f"{line}\t\t", "县商务局")
    terminal.press("\x15echo DON''E\n", "DONE")
    terminal.press("exit\n", "exit")
    terminal.close()
    _untouched(trap)


@pytest.mark.parametrize("units", RUN_BY_ZSH)
def test_zsh_runs_nothing(trap: Path, units: tuple[str, ...]) -> None:
    records = [
        f"- 编号: A-{number}\n  名称: 园{number}\n  责任单位: {_quoted(unit)}\n"
        for number, unit in enumerate([*units, "县商务局"])
    ]
    (trap / "projects" / "a.yaml").write_text("".join(records), encoding="utf-8")
    terminal = Terminal([_needs("zsh"), "-f", "-i"], trap)
    script = _script(trap, "zsh")
    terminal.press("autoload -Uz compinit; compinit -u -D; echo REA''DY\n", "READY")
    terminal.press(f"source {script}; echo SOURC''ED\n", "SOURCED")
    terminal.press("sgyp list --unit \t", "县商务局")
    terminal.press("\x15echo DON''E\n", "DONE")
    terminal.press("exit\n", "exit")
    terminal.close()
    _untouched(trap)


def test_a_broken_ledger_says_nothing(ledger: Write) -> None:
    root = ledger({"ledger.yaml": "\xff: [", "projects/a.yaml": "- ["})
    done = subprocess.run(
        [sys.executable, "-m", "sangeyipi"],
        cwd=root,
        env=environment(_SGYP_COMPLETE="complete_bash", COMP_WORDS="sgyp show ", COMP_CWORD="2"),
        capture_output=True,
        check=False,
    )
    assert (done.stdout.strip(), done.stderr) == (b"", b"")
