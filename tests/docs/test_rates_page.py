"""Worked figures of 口径.md, worked out by hand there, against what the ledgers on the page give.

Fresh output alone would be right about whatever the program prints; `率 = a ÷ b = c` in the text is
a claim of its own, and so is `谁的什么 = sum = value` (`≥`: a lower bound) about a monthly table.
"""

import json
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from generating import page, stage

from sangeyipi.figures.rates import FUNDS_RATE, RULES
from sangeyipi.figures.status import COMPLETED_RATE

PAGE = page("docs/口径.md")
CLAIM = re.compile(
    r"- (?P<name>\w+率)(?P<by>（按投资）)? = (?P<a>[\d.]+) ÷ (?P<b>[\d.]+) = (?P<c>[\d.]+)%\n"
)
SUM = re.compile(
    r"- ((?P<period>\w+)，)?(?P<who>[\w-]+)的(?P<what>[^ ]+) (?P<sign>[=≥]) "
    r"((?P<sum>[\d. +−×÷]+) = )?(?P<value>[+-]?[\d.]+)\n"
)
#: How the tables head a rate of which the name in JSON is longer.
YEAR_RATE = "年度完成率"
NOTED = re.compile(r"(?P<name>履约率|资金到位率) (?P<c>[\d.]+)%（(?P<a>[\d.]+)/(?P<b>[\d.]+)）")


@dataclass(frozen=True)
class Worked:
    """One rate as worked out by hand, and in which section."""

    name: str
    numerator: str
    denominator: str
    percent: str
    section: int


class Said(NamedTuple):
    """A figure of a monthly table: by its document's period, its row and its column."""

    period: str
    who: str
    what: str
    sign: str
    value: str


class Summed(NamedTuple):
    """A figure as worked out by hand, and where: without a period it is the section's only one."""

    said: Said
    sum: str
    section: int

    @property
    def title(self) -> str:
        return f"{self.said.who} {self.said.what} {self.said.value}"


def sections() -> list[list[Any]]:
    found: list[list[Any]] = [[]]
    for piece in stage.pieces(PAGE):
        if isinstance(piece, str) and re.match(r"#{2,3} ", piece):
            found.append([])
        found[-1].append(piece)
    return found


SECTIONS = sections()
COMMON = {p.argument: p.body for p in stage.blocks(PAGE[: PAGE.index("\n## ")], "file")}


def worked() -> Iterator[Worked]:
    for number, section in enumerate(SECTIONS):
        claims = [CLAIM.fullmatch(piece) for piece in section if isinstance(piece, str)]
        for claim in filter(None, claims):
            yield Worked(claim["name"], claim["a"], claim["b"], claim["c"] + "%", number)


def summed() -> Iterator[Summed]:
    for number, section in enumerate(SECTIONS):
        claims = [SUM.fullmatch(piece) for piece in section if isinstance(piece, str)]
        for one in filter(None, claims):
            what = one["who"], one["what"], one["sign"], one["value"]
            yield Summed(Said(one["period"] or "", *what), one["sum"] or one["value"], number)


@cache
def given(number: int) -> frozenset[tuple[str, str, str, str]]:
    """Every rate that a section's commands give."""
    return frozenset(_given(number))


def _given(number: int) -> Iterator[tuple[str, str, str, str]]:
    section = SECTIONS[number]
    commands = [p.argument for p in section if not isinstance(p, str) and p.kind == "output"]
    own = {p.argument: p.body for p in section if not isinstance(p, str) and p.kind == "file"}
    if not own:
        return
    for command in commands:
        bare = command.removesuffix(" --format json")
        if bare.startswith("sgyp summary"):
            yield from _rates(_json(bare, COMMON | own))
    for document in exported(number):
        yield from _rates(document)
        yield from _rates_by_column(document)


def _json(command: str, files: dict[str, str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        here = stage.Stage(Path(folder))
        for name, body in files.items():
            here.file(name, body)
        found: dict[str, Any] = json.loads(stage.run(f"{command} --format json", here.folder))
    return found


@cache
def exported(number: int) -> list[dict[str, Any]]:
    """What a section exports, as JSON: its pieces are played, but with another format."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        here = stage.Stage(Path(folder))
        for name, body in COMMON.items():
            here.file(name, body)
        for piece in SECTIONS[number]:
            if isinstance(piece, str) or piece.kind in ("file", "edit"):
                stage.played(here, piece)
            elif piece.kind == "done":
                for line in piece.body.splitlines():
                    stage.run(line.replace("--format md", "--format json"), here.folder)
        for path in sorted(here.folder.glob("export/*/[!m]*.json")):
            found.append(json.loads(path.read_text(encoding="utf-8")))
    return found


@cache
def said(number: int) -> frozenset[Said]:
    """Every figure of what a section exports, with its period and, where it is one, without."""
    documents = exported(number)
    alone = len(documents) == 1
    return frozenset(one for document in documents for one in _of_document(document, alone))


def _of_document(document: dict[str, Any], alone: bool) -> Iterator[Said]:
    period = document["title"].partition("（")[2].rstrip("）")
    for table in document["tables"]:
        labels = {column["key"]: column["label"] for column in table["columns"]}
        for row in table["rows"]:
            for called in (period, "") if alone else (period,):
                yield from _said(called, labels, row)


def _said(period: str, labels: dict[str, str], row: dict[str, Any]) -> Iterator[Said]:
    who = next(value for value in row.values() if isinstance(value, str))
    bounds = row.get("lower_bounds", [])
    for key, label in labels.items():
        value = row.get(key)
        if value is not None:
            text = value.get("points", "") if isinstance(value, dict) else str(value)
            yield Said(period, who, label, "≥" if key in bounds else "=", text)


def _rates_by_column(document: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    for table in document["tables"]:
        for column in table["columns"]:
            for cell in (row.get(column["key"]) for row in table["rows"]):
                if isinstance(cell, dict) and "percent" in cell:
                    made_of = str(cell["numerator"]), str(cell["denominator"])
                    yield column["label"], *made_of, cell["percent"]


def _rates(document: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    for table in document["tables"]:
        for row in table["rows"]:
            for cell in row.values():
                if isinstance(cell, dict) and "percent" in cell:
                    made_of = str(cell["numerator"]), str(cell["denominator"])
                    yield cell["name"], *made_of, cell["percent"]
        for note in table["notes"]:
            for match in NOTED.finditer(note):
                yield match["name"], match["a"], match["b"], match["c"] + "%"


WORKED = list(worked())
SUMMED = list(summed())


def test_every_rate_has_a_worked_example() -> None:
    assert {one.name for one in WORKED} == {*RULES, FUNDS_RATE, COMPLETED_RATE, YEAR_RATE}
    assert len(WORKED) >= 22


def test_every_claim_is_understood() -> None:
    lines = [piece for piece in stage.pieces(PAGE) if isinstance(piece, str)]
    claims = [line for line in lines if re.match(r"- .* [=≥] ", line)]
    assert len(WORKED) + len(SUMMED) == len(claims) >= 60


@pytest.mark.parametrize("one", WORKED, ids=lambda one: f"{one.name} {one.percent}")
def test_worked_by_hand_is_what_the_ledger_gives(one: Worked) -> None:
    assert (one.name, one.numerator, one.denominator, one.percent) in given(one.section)


@pytest.mark.parametrize("one", WORKED, ids=lambda one: f"{one.name} {one.percent}")
def test_arithmetic(one: Worked) -> None:
    exact = Decimal(one.numerator) * 100 / Decimal(one.denominator)
    shown = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    if exact != 100 and shown == 100:
        shown = Decimal("99.9")
    if exact != 0 and shown == 0:
        shown = Decimal("0.1")
    assert Decimal(one.percent.rstrip("%")) == shown


@pytest.mark.parametrize("one", SUMMED, ids=lambda one: one.title)
def test_figure_worked_by_hand_is_in_a_table(one: Summed) -> None:
    assert one.said in said(one.section)


@pytest.mark.parametrize("one", SUMMED, ids=lambda one: one.title)
def test_sum(one: Summed) -> None:
    exact = Decimal(one.said.value)
    found = _added_up(one.sum)
    if "× 100" in one.sum:
        # Points have one decimal, half up away from zero.
        assert abs(found - Fraction(exact)) <= Fraction(1, 20)
    else:
        assert found == Fraction(exact)


def _added_up(text: str) -> Fraction:
    """`4.5 − 3`, `1.8 ÷ 6 × 100 − 3 ÷ 12 × 100`: terms of factors, from the left."""
    total = Fraction(0)
    for sign, term in re.findall(r"(^|[+−]) ?([^+−]+)", text):
        first, *others = re.findall(r"([×÷]?) ?([\d.]+)", term)
        value = Fraction(first[1])
        for operator, number in others:
            value = value * Fraction(number) if operator == "×" else value / Fraction(number)
        total += -value if sign == "−" else value
    return total
