"""Relations between amounts are heard in whichever way they are said, and slips in them told."""

import pytest

from audit.amounts_said import KINDS, Said, Way, instances, near, ways
from sangeyipi.audit.check import audited
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.text.as_read import AsRead

#: Of the slips in bound figures so many may be missed, by kind.
_MISSED = {"sum": 5, "remainder": 5}
_MANY = 2


def findings(said: Said) -> list[Finding]:
    """Those between the figures of the relation and nothing else."""
    places = list(said.places.values())

    def is_own(one: Finding) -> bool:
        return len(one.figures) > 1 and all(
            any(start <= f.start < end or f.start <= start < f.end for start, end in places)
            for f in one.figures
        )

    return [one for one in audited(AsRead("x", said.text)).findings if is_own(one)]


@pytest.mark.parametrize("kind", KINDS)
def test_what_holds_is_heard_and_never_called_wrong(kind: str) -> None:
    for way in ways(kind):
        for said in instances(way, slipped=False, many=_MANY):
            wrong = [
                one.message
                for one in audited(AsRead("x", said.text)).findings
                if one.verdict is RelationVerdict.WRONG
            ]
            assert not wrong, (said.text, wrong)
            assert any(one.verdict in GOOD for one in findings(said)), said.text


@pytest.mark.parametrize("kind", KINDS)
def test_slips_in_figures_that_words_bind_are_told(kind: str) -> None:
    missed: list[tuple[Way, str]] = []
    for way in ways(kind):
        for said in instances(way, slipped=True, many=_MANY) if way.bound else ():
            if not any(one.verdict is RelationVerdict.WRONG for one in findings(said)):
                missed.append((way, said.text))
    assert len(missed) <= _MISSED.get(kind, 0), missed


def test_what_belongs_together_in_no_way_is_never_called_wrong() -> None:
    for text in near():
        found = audited(AsRead("x", text)).findings
        wrong = [one.message for one in found if one.verdict is RelationVerdict.WRONG]
        assert not wrong, (text, wrong)
