"""One digit of a figure changed: what held no longer does, and nothing else is blamed for it."""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from sangeyipi.audit.check import Audited, audited
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.text.as_read import AsRead
from sangeyipi.audit.text.figure import TextFigure

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

from proofread import read  # noqa: E402

PASSAGES = ROOT / "tests/audit/passages.jsonl"
#: Shares of the changed figures; raise them with the grammar.
_WRONG, _TOLD = 0.45, 0.60


def test_a_changed_digit_is_found_where_it_is() -> None:
    """Called wrong, or told as what can't be settled; never held against other figures."""
    changed = wrong = told = 0
    blamed = []
    chance = random.Random(11)
    for case in read(PASSAGES):
        before = audited(AsRead(case["id"], case["text"]))
        for figure in _held(before, case["text"]):
            text, at = _changed(case["text"], figure, chance)
            after = audited(AsRead(case["id"], text))
            blamed += [f"{text}: {one.message}" for one in _elsewhere(before, after, at)]
            here = [one for one in after.findings if _covers(one, at)]
            if not any(one.verdict is RelationVerdict.WRONG for one in here) and _harmless(
                before, here
            ):
                continue
            changed += 1
            wrong += any(one.verdict is RelationVerdict.WRONG for one in here)
            told += any(one.verdict not in GOOD for one in here)
    assert blamed == []
    assert wrong >= _WRONG * changed, (wrong, changed)
    assert told >= _TOLD * changed, (told, changed)


def _held(found: Audited, text: str) -> Iterator[TextFigure]:
    """The figures in digits of the relations that hold, each once, every other one."""
    good = {one.start: one for f in found.findings if f.verdict in GOOD for one in f.figures}
    for figure in list(good.values())[::2]:
        if any(letter in "0123456789" for letter in text[figure.start : figure.end]):
            yield figure


def _changed(text: str, figure: TextFigure, chance: random.Random) -> tuple[str, int]:
    places = [n for n in range(figure.start, figure.end) if text[n] in "0123456789"]
    at = chance.choice(places)
    digit = chance.choice([one for one in "123456789" if one != text[at]])
    return text[:at] + digit + text[at + 1 :], at


def _covers(one: Finding, at: int) -> bool:
    return any(figure.start <= at < figure.end for figure in one.figures)


def _places(one: Finding) -> tuple[int, ...]:
    return tuple(figure.start for figure in one.figures)


def _harmless(before: Audited, here: list[Finding]) -> bool:
    """Whether a relation still holds within the digits printed."""
    held = {_places(one) for one in before.findings if one.verdict in GOOD}
    return any(one.verdict in GOOD and _places(one) in held for one in here)


def _elsewhere(before: Audited, after: Audited, at: int) -> list[Finding]:
    """What is called wrong now and was not, though the digit is none of its own."""
    was = {_places(one) for one in before.findings if one.verdict is RelationVerdict.WRONG}
    return [
        one
        for one in after.findings
        if one.verdict is RelationVerdict.WRONG and not _covers(one, at) and _places(one) not in was
    ]
