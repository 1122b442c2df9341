"""Worked figures of 口径.md, worked out by hand there, against what the ledgers on the page give.

Fresh output alone would be right about whatever the program prints; `率 = a ÷ b = c` in the text is
a claim of its own.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from generating import page, stage

from sangeyipi.stats.rates import FUNDS_RATE, RULES

PAGE = page("docs/口径.md")
CLAIM = re.compile(
    r"- (?P<name>\w+率)(?P<by>（按投资）)? = (?P<a>[\d.]+) ÷ (?P<b>[\d.]+) = (?P<c>[\d.]+)%\n"
)
NOTED = re.compile(r"(?P<name>履约率|资金到位率) (?P<c>[\d.]+)%（(?P<a>[\d.]+)/(?P<b>[\d.]+)）")


@dataclass(frozen=True)
class Worked:
    """One rate as worked out by hand, and every rate that its section's commands gave."""

    name: str
    numerator: str
    denominator: str
    percent: str
    given: frozenset[tuple[str, str, str, str]]


def worked() -> Iterator[Worked]:
    section: list[str | Any] = []
    for piece in [*stage.pieces(PAGE), "## end\n"]:
        if isinstance(piece, str) and re.match(r"#{2,3} ", piece):
            yield from _of_section(section)
            section = []
        section.append(piece)


def _of_section(section: list[Any]) -> Iterator[Worked]:
    claims = [CLAIM.fullmatch(piece) for piece in section if isinstance(piece, str)]
    given = frozenset(_given(section))
    for claim in filter(None, claims):
        yield Worked(claim["name"], claim["a"], claim["b"], claim["c"] + "%", given)


def _given(section: list[Any]) -> Iterator[tuple[str, str, str, str]]:
    commands = [p.argument for p in section if not isinstance(p, str) and p.kind == "output"]
    files = {p.argument: p.body for p in stage.blocks(PAGE[: PAGE.index("\n## ")], "file")}
    own = {p.argument: p.body for p in section if not isinstance(p, str) and p.kind == "file"}
    if not own:
        return
    for command in commands:
        bare = command.removesuffix(" --format json")
        if bare.startswith("sgyp summary"):
            yield from _rates(_json(bare, files | own))


def _json(command: str, files: dict[str, str]) -> dict[str, Any]:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        here = stage.Stage(Path(folder))
        for name, body in files.items():
            here.file(name, body)
        found: dict[str, Any] = json.loads(stage.run(f"{command} --format json", here.folder))
    return found


def _rates(document: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    for table in document["tables"]:
        for row in table["rows"]:
            for cell in row.values():
                if isinstance(cell, dict):
                    made_of = str(cell["numerator"]), str(cell["denominator"])
                    yield cell["name"], *made_of, cell["percent"]
        for note in table["notes"]:
            for match in NOTED.finditer(note):
                yield match["name"], match["a"], match["b"], match["c"] + "%"


WORKED = list(worked())


def test_every_rate_has_a_worked_example() -> None:
    assert {one.name for one in WORKED} == {*RULES, FUNDS_RATE}
    assert len(WORKED) == len(CLAIM.findall(PAGE)) >= 15


@pytest.mark.parametrize("one", WORKED, ids=lambda one: f"{one.name} {one.percent}")
def test_worked_by_hand_is_what_the_ledger_gives(one: Worked) -> None:
    assert (one.name, one.numerator, one.denominator, one.percent) in one.given


@pytest.mark.parametrize("one", WORKED, ids=lambda one: f"{one.name} {one.percent}")
def test_arithmetic(one: Worked) -> None:
    exact = Decimal(one.numerator) * 100 / Decimal(one.denominator)
    shown = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    if exact != 100 and shown == 100:
        shown = Decimal("99.9")
    if exact != 0 and shown == 0:
        shown = Decimal("0.1")
    assert Decimal(one.percent.rstrip("%")) == shown
