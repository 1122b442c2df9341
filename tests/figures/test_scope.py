import pytest

from sangeyipi.figures.scope import Universe, crosses, inside, universe
from sangeyipi.model.phases import Phases, parse_phases
from sangeyipi.model.question import Scope
from sangeyipi.model.stages import Batch

from .ledgers import ledger, project, rollup

ATOMS = Universe((1, 2, 3))


def scope(text: str, batch: str | None = None, platform: bool | None = None) -> Scope:
    found = parse_phases(text) if text else None
    return Scope(found, Batch(batch) if batch else None, platform)


ALL = scope("")
ONE = scope("1")
ONE_SIGNED = scope("1", "签约")
ONE_SIGNED_ON = scope("1", "签约", True)
ONE_ON = scope("1", None, True)


@pytest.mark.parametrize(
    ("one", "other", "is_inside", "is_crossing"),
    [
        (ONE, ALL, True, False),
        (ALL, ONE, False, False),
        (ONE_SIGNED, ONE, True, False),
        (ONE_SIGNED_ON, ONE_SIGNED, True, False),
        (ONE_SIGNED_ON, ONE_ON, True, False),
        (ONE_SIGNED, ONE_ON, False, True),
        (scope("1-2"), scope("2-3"), False, True),
        (scope("1-2", "签约"), ONE, False, True),
        (scope("1-3"), ALL, True, False),
        (scope("", "签约"), scope("", None, True), False, True),
        (ONE, scope("2"), False, False),
        (scope("1", None, True), scope("1", None, False), False, False),
    ],
)
def test_inside_and_crossing(one: Scope, other: Scope, is_inside: bool, is_crossing: bool) -> None:
    a, b = ATOMS.mask(one), ATOMS.mask(other)
    assert inside(a, b) is is_inside
    assert crosses(a, b) is is_crossing
    assert crosses(b, a) is is_crossing


def test_an_omitted_axis_spans_it() -> None:
    assert ATOMS.mask(ALL) == ATOMS.mask(scope("1-3"))
    assert ATOMS.mask(ALL).bit_count() == 3 * 3 * 2
    halves = ATOMS.mask(scope("", None, True)) | ATOMS.mask(scope("", None, False))
    assert halves == ATOMS.mask(ALL)


def test_a_phase_that_nothing_speaks_of_has_no_atoms() -> None:
    assert ATOMS.mask(scope("9")) == 0


def test_the_universe_is_what_is_declared_listed_or_rolled_up() -> None:
    book = ledger(project("A", "签约=5"), rollup("7-8", 个数="1"), phases={1: "2021-07-10"})
    assert universe(book).numbers == (1, 5, 7, 8)
    assert Phases((1,)) == scope("1").phases
