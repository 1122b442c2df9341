"""A plain line is read as Typer reads it: every option of every command, and lines at random."""

import itertools
import random
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest
import typer
from conftest import DATA, DEMO, inside

from sangeyipi.cli import commands
from sangeyipi.cli.application import application
from sangeyipi.cli.console import plain
from sangeyipi.cli.console.parameters import Option, parameters_of

#: They want to know what was typed, or what nobody declared.
OTHERWISE = {"export", "add"}
PLAIN = [name for name in commands.NAMES if name not in OTHERWISE]
WORDS = ("8", "", "0", "-1", "７", "1_0", " 3", "-", "-总投资", "a=b", "--", "--help")
RANDOM_LINES = 60


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """A file and a folder that are there; one may not be read."""
    monkeypatch.delenv("SGYP_LEDGER", raising=False)
    monkeypatch.chdir(tmp_path)
    Path("there.yaml").write_text("", encoding="utf-8")
    Path("folder").mkdir()
    Path("secret").touch(0o000)
    return ("there.yaml", "folder", "secret", "missing")


class Typed:
    """What Typer gives the function of a command."""

    def __init__(self, name: str) -> None:
        program: Any = typer.main.get_command(application((name,)))
        self.command = program.commands[name]
        wrapper = self.command.callback
        free = dict(zip(wrapper.__code__.co_freevars, wrapper.__closure__, strict=True))
        self.seen: dict[str, Any] = {}
        free["callback"].cell_contents = self._keep

    def _keep(self, **values: Any) -> None:
        self.seen = values

    def values(self, words: list[str]) -> dict[str, Any] | None:
        try:
            with self.command.make_context("x", list(words)) as context:
                self.command.invoke(context)
        except (typer.TyperException, typer.Exit):
            return None
        return self.seen


def read(function: FunctionType, words: list[str]) -> dict[str, Any] | None:
    try:
        return plain.values(function, words)
    except plain.NotPlainLine:
        return None


def one_by_one(function: FunctionType, words: tuple[str, ...]) -> Iterator[list[str]]:
    """Each option with each word in each way, beside arguments of every number."""
    wanted = parameters_of(function)
    assert wanted is not None
    arguments = [one for one in wanted if not isinstance(one.said, Option)]
    for some in range(len(arguments) + 3):
        yield ["there.yaml"] * some
    yield from ([word] for word in words)
    enough = ["3"] * sum(one.default is ... for one in arguments)
    for one in wanted:
        if not isinstance(one.said, Option):
            continue
        for name in filter(None, (one.said.names, one.said.off)):
            yield [*enough, name]
            yield [name, *enough, name]
            for word in words:
                yield [*enough, name, word]
                yield [f"{name}={word}", *enough]
            yield [name, "2", *enough, name, "1"]
            yield [f"{name}2", *enough]


def at_random(function: FunctionType, words: tuple[str, ...], seed: str) -> Iterator[list[str]]:
    chance = random.Random(seed)
    options = [name for one in parameters_of(function) or () for name in plain.names_of(one.said)]
    for _ in range(RANDOM_LINES):
        yield [chance.choice((*options, *words)) for _ in range(chance.randint(1, 6))]


@pytest.mark.parametrize("name", PLAIN)
def test_what_is_read_is_what_typer_reads(name: str, paths: tuple[str, ...]) -> None:
    function, typed, words = commands.function_of(name), Typed(name), (*WORDS, *paths)
    met = 0
    lines = itertools.chain(one_by_one(function, words), at_random(function, words, name))
    for line in lines:
        found = read(function, line)
        if found is not None:
            met += 1
            theirs = typed.values(line)
            assert found == theirs, (name, line)
            kinds = {key: type(value) for key, value in found.items()}
            assert theirs is not None
            assert kinds == {key: type(value) for key, value in theirs.items()}, (name, line)
    assert met


def test_the_environment_names_the_ledger_for_both(
    paths: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    function = commands.function_of("summary")
    for value, line in itertools.product(("folder", "", "missing"), ([], ["--ledger", "x"])):
        monkeypatch.setenv("SGYP_LEDGER", value)
        assert read(function, line) == Typed("summary").values(line)


def test_every_example_is_plain() -> None:
    """So that what people type is answered quickly; what a shell takes apart is left out."""
    for name in PLAIN:
        examples = commands.module_of(name).EXAMPLES.strip().splitlines()
        for line in examples:
            words = line.split()
            if words[0] == "sgyp" and not set(line) & set("\"'*|>") and "--" not in words:
                assert plain.called(words[1:]), line


@pytest.mark.parametrize("name", sorted(OTHERWISE))
def test_what_is_not_plain_is_left_to_typer(name: str) -> None:
    assert plain.called([name]) is None


LINES: tuple[tuple[str, ...], ...] = (
    ("summary", "--phase", "8"),
    ("summary", "--phase", "第8期"),
    ("summary", "--by", "领域", "--rank", "签约开工率"),
    ("list", "--sort", "-总投资", "--format", "csv"),
    ("list", "--min"),
    ("list", "--nothing"),
    ("show",),
    ("show", "MQ-001"),
    ("show", "MQ-0001"),
    ("show", "MQ-001", "MQ-002"),
    ("check", "--strict", "--format=json"),
    ("check", "--strict=1"),
    ("log", "-n", "0"),
    ("report", "--help"),
    ("--version",),
    ("--", "summary"),
    ("sumary",),
)


@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_a_run_is_the_same_either_way(
    line: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SGYP_LEDGER", str(DATA if "MQ-001" in line else DEMO))
    quick = inside(*line)
    monkeypatch.setattr(plain, "called", lambda _: None)
    assert quick == inside(*line)


@pytest.mark.parametrize(
    "line",
    [[], ["--help"], ["--version"], ["--help", "sumary"], ["--help", "--x"], ["--version", "x"]],
    ids=" ".join,
)
def test_what_is_said_of_the_program_needs_no_option_of_a_command(
    line: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    brief = inside(*line)
    asked: list[str] = []

    def whole(first: str) -> typer.Typer:
        asked.append(first)
        return application()

    monkeypatch.setattr("sangeyipi.cli.application.for_line", whole)
    assert inside(*line) == brief
    assert asked == [line[0] if line else ""]
