"""Tab is answered as Typer answers it, to the byte, in every shell."""

import contextlib
import io
import itertools
import os
import random
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer
from conftest import DATA, DEMO

from sangeyipi import api
from sangeyipi.cli import commands
from sangeyipi.cli.application import application
from sangeyipi.cli.console import completion, tab
from sangeyipi.cli.console.parameters import parameters_of
from sangeyipi.cli.console.plain import names_of

SHELLS = ("bash", "zsh", "fish", "powershell")
BEGUN = ("", "s", "MQ", "-", "--", "--f", "--phase", "签", "x y", "8", "/tmp", "--phase=", "'")
RANDOM_LINES = 150
AT_HAND = completion.at_hand


@pytest.fixture(scope="module")
def program() -> Any:
    return typer.main.get_command(application())


def of_typer(program: Any, asked: dict[str, str]) -> tab.Answer:
    """Typer's own answer, by the same environment."""
    from typer.completion import shell_complete

    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(said):
        for key, value in asked.items():
            patch.setenv(key, value)
        instruction = asked["_SGYP_COMPLETE"]
        try:
            code = shell_complete(program, {}, "sgyp", "_SGYP_COMPLETE", instruction)
        except SystemExit as ended:
            code = int(str(ended.code or 0))
    text = said.getvalue()
    return tab.Answer(text.removesuffix("\n") if text else None, code)


def asked(shell: str, words: list[str], begun: str, action: str = "get-args") -> dict[str, str]:
    line = " ".join(["sgyp", *words, begun])
    return {
        "_SGYP_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) + 1),
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": begun,
        "_TYPER_COMPLETE_FISH_ACTION": action,
    }


def of_each() -> Callable[[], Any]:
    """Each ledger loaded once."""
    load = cache(lambda _: AT_HAND())
    return lambda: load(os.environ["SGYP_LEDGER"])


def lines() -> Iterator[list[str]]:
    yield from ([], ["sho"], ["--help"], ["sumary"])
    for name in commands.NAMES:
        yield [name]
        wanted = parameters_of(commands.function_of(name)) or []
        names = [word for one in wanted for word in names_of(one.said)]
        for one in names:
            yield [name, one]
            yield [name, "3", one]
            yield [name, "--text", one]
        yield [name, "3"]
        yield [name, "3", "4"]
        yield [name, "--nothing"]
        yield [name, "--", "x"]


def at_random() -> Iterator[tuple[str, list[str], str]]:
    chance = random.Random("tab")
    for _ in range(RANDOM_LINES):
        name = chance.choice(commands.NAMES)
        wanted = parameters_of(commands.function_of(name)) or []
        names = [word for one in wanted for word in names_of(one.said)]
        words = [chance.choice([*names, "8", "x", "-1"]) for _ in range(chance.randint(0, 4))]
        yield chance.choice(SHELLS), [name, *words], chance.choice(BEGUN)


def test_every_line_in_every_shell(program: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SGYP_LEDGER", str(DATA))
    monkeypatch.setattr(completion, "at_hand", of_each())
    chance, met = random.Random("shells"), 0
    every = ((chance.choice(SHELLS), line, chance.choice(BEGUN)) for line in lines())
    for shell, words, begun in itertools.chain(every, at_random()):
        one = asked(shell, words, begun, chance.choice(("get-args", "is-args")))
        found = tab.answer(one)
        if found is not None:
            met += 1
            assert found == of_typer(program, one), one
    assert met > RANDOM_LINES


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("line", ["show", "log", "list --unit", "summary --phase"])
def test_values_of_a_ledger_are_answered_without_typer(
    line: str, shell: str, program: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(completion, "at_hand", of_each())
    for ledger in (DATA, DEMO):
        monkeypatch.setenv("SGYP_LEDGER", str(ledger))
        one = asked(shell, line.split(), "")
        found = tab.answer(one)
        assert found is not None
        assert found == of_typer(program, one)
        assert line == "list --unit" or found.text is None or "8" in found.text


@pytest.mark.parametrize("folder", [DATA, DEMO])
def test_the_ledger_at_hand_is_the_one_that_is_loaded(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SGYP_LEDGER", str(folder))
    assert completion.at_hand() == api.load(folder).ledger
    monkeypatch.setenv("SGYP_LEDGER", str(folder / "projects"))
    assert completion.at_hand() is None
