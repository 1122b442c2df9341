"""Twice a text takes twice the work, and none takes more than a bound, whatever it is.

The work is counted in lines of the audit that are run, a turn of a loop for one, so that no clock
is asked: a figure looked for among all others shows at once.  What a regular expression does
inside is proven in `test_patterns.py`.
"""

import random
import re
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import pytest

from sangeyipi.audit import chapters as cutting
from sangeyipi.audit.check import audited
from sangeyipi.audit.documents.markdown import markdown
from sangeyipi.audit.telling.marked import to_page
from sangeyipi.audit.text.as_read import AsRead

#: Bytes; the second is twice as many.
_SIZES = (3_000, 6_000)
_DIGITS = re.compile("\\d+")
#: What is said again and again with other digits: without an end, in sentences of no more figures
#: than are searched, in lines.
_UNITS = (
    ("共9个、", ""), ("占5%", ""), ("总数9个，其中签约3个，开工4个，投产3个，", ""),
    ("5个(占5%)", "。"), ("年均5亿元、占8成，", "。"),
    ("由5个增至8个\n", ""),
)  # fmt: skip
_PLAIN = ("5", "亿", "(", "其中", "|", "5个\r", "|5|\n", "5,", "占", " 5 ")
#: In a sentence, of units of one figure and of several.
_MANY = 44
#: Lines run for a byte, at most: ordinary text takes a tenth of it.
_MOST = 300


class _Counted:
    """How many lines of the audit are run."""

    def __init__(self) -> None:
        self.lines = 0

    def __call__(self, frame: FrameType, event: str, _: object) -> Any:
        if event == "call":
            return self if "sangeyipi" in frame.f_code.co_filename else None
        self.lines += event == "line"
        return self


def _work(text: AsRead, do: Callable[[AsRead], object] = audited) -> int:
    counted, before = _Counted(), sys.gettrace()
    sys.settrace(counted)
    try:
        do(text)
    finally:
        sys.settrace(before)
    return counted.lines


def _said(unit: str, size: int, end: str) -> str:
    """A unit again and again with other digits, with an end after so many figures."""
    chance = random.Random(5)
    pieces: list[str] = []
    length = figures = 0
    while length < size:
        piece = _DIGITS.sub(lambda one: _another(chance, one[0]), unit)
        figures += max(1, len(_DIGITS.findall(unit)))
        if end and figures >= _MANY:
            piece, figures = piece.rstrip("、，；") + end, 0
        pieces.append(piece)
        length += len(piece.encode())
    return "".join(pieces)


def _another(chance: random.Random, digits: str) -> str:
    return str(chance.randrange(1, 10)) + "".join(chance.choices("0123456789", k=len(digits) - 1))


def _texts() -> Iterator[tuple[str, str, str]]:
    for unit, end in _UNITS:
        once, twice = (_said(unit, size, end) for size in _SIZES)
        yield f"{unit!r}{end}", once, twice
    for piece in _PLAIN:
        once, twice = (piece * (size // len(piece.encode())) for size in _SIZES)
        yield repr(piece), once, twice


_TEXTS = list(_texts())


@pytest.mark.parametrize(("name", "once", "twice"), _TEXTS, ids=[one[0] for one in _TEXTS])
def test_twice_a_text_takes_twice_the_work_at_most(name: str, once: str, twice: str) -> None:
    work, more = (_work(AsRead("x", one)) for one in (once, twice))
    assert more < 2.4 * work, name
    assert more < _MOST * _SIZES[1], name


def test_lists_that_come_to_their_wholes_are_not_held_against_all_others() -> None:
    said = "玉米52.6万亩、大豆11.4万亩、其他6.3万亩，共70.3万亩，"
    work, more = (_work(AsRead("x", said * many)) for many in (90, 180))
    assert more < 2.08 * work


def test_twice_the_tables_and_the_markup_are_twice_the_cutting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, size in (("WHOLE", 600), ("LEAST", 200), ("MOST", 400)):
        monkeypatch.setattr(cutting, name, size)
    said = "**甲**镇的情况。\n\n|镇|签约|\n|-|-|\n|甲|5|\n\n~~乙~~镇的情况。\n\n"
    texts = [markdown("x", said * many) for many in (100, 200)]
    work, more = (_work(one, cutting.chapters) for one in texts)
    assert more < 2.2 * work
    assert sum(len(one.source.tables) for one in cutting.chapters(texts[1])) == 200


def test_a_table_of_twice_the_rows_is_twice_the_page() -> None:
    # Each of its figures is told the sum that it is part of.
    def page(many: int) -> str:
        rows = "".join(f"|甲{number}镇|{number % 7 + 3}|\n" for number in range(many))
        total = sum(number % 7 + 3 for number in range(many))
        text = f"|镇|签约|\n|-|-|\n{rows}|合计|{total}|\n"
        return to_page(audited(markdown("x", text)))

    once, twice = page(500), page(1000)
    assert "相符" in once and len(twice) < 2.2 * len(once)
