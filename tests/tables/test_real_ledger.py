"""The published county: the figures that design §2 “With the real figures” promises."""

from decimal import Decimal
from pathlib import Path

import pytest

from sangeyipi.api import load, verified
from sangeyipi.figures.measures import CONVERTED, COUNT, INVESTMENT
from sangeyipi.figures.resolve import Figures
from sangeyipi.model.phases import parse_phases
from sangeyipi.model.question import Scope
from sangeyipi.model.stages import Batch


@pytest.fixture(scope="module")
def figures() -> Figures:
    return verified(load(Path(__file__).parents[2] / "data"))


def ask(figures: Figures, text: str, batch: Batch | None, platform: bool | None) -> list[str]:
    scope = figures.narrowed(Scope(parse_phases(text), batch, platform))
    found = [figures.ask(scope, measure).exact for measure in (COUNT, INVESTMENT)]
    return ["—" if value is None else f"{value:f}" for value in found]


@pytest.mark.parametrize(
    ("phases", "platform", "batches", "total"),
    [
        ("3", None, [["5", "—"], ["7", "—"], ["5", "—"]], ["17", "—"]),
        ("1-3", None, None, ["39", "—"]),
        ("1-7", True, [["19", "132.9"], ["58", "695.9"], ["55", "454.2"]], ["132", "1283.0"]),
        ("1-7", False, None, ["18", "146.6"]),
        ("1-7", None, None, ["150", "1429.6"]),
        ("8", None, [["3", "43"], ["12", "137.7"], ["11", "193.8"]], ["26", "374.5"]),
        ("1-8", None, None, ["176", "1804.1"]),
    ],
)
def test_the_real_figures(
    figures: Figures,
    phases: str,
    platform: bool | None,
    batches: list[list[str]] | None,
    total: list[str],
) -> None:
    assert ask(figures, phases, None, platform) == total
    if batches:
        assert [ask(figures, phases, batch, platform) for batch in Batch] == batches


def test_23_of_them_are_conversions(figures: Figures) -> None:
    assert figures.known_part(Scope(parse_phases("1-8")), CONVERTED) == Decimal(23)
