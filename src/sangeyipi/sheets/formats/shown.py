"""What a person reads of a number, by its format.

Owns how digits, separators, scaling commas and literal texts are put together.  Dates and times
are `dates.py`'s.  A format that is not understood (fractions) shows all digits of the number.
"""

import re
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from sangeyipi.model.rounding import half_up
from sangeyipi.sheets.formats.codes import (
    COMMA,
    DIGIT,
    EXPONENT,
    GENERAL,
    PERCENT,
    POINT,
    SLASH,
    TEXT,
    CodePiece,
    CodeSection,
    sections,
)

_COMPARED = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
}
_SIMPLE = re.compile(r"#*0(?:\.0+)?")
#: Beyond these digits nobody reads a number; half_up holds 60.
_MOST_WHOLE = 30


def section_of(code: str, number: Decimal) -> tuple[CodeSection, bool]:
    """The part of a format that a number is shown by, and whether a minus is put before it."""
    parts = sections(code)[:3]
    if len(parts) == 1 and not parts[0].condition:
        return parts[0], number < 0
    conditioned = [p for p in parts if p.condition]
    if conditioned:
        for part in conditioned:
            sign, limit = part.condition or ("=", number)
            if _COMPARED[sign](number, limit):
                return part, number < 0
        rest = [p for p in parts if not p.condition]
        return (rest[-1] if rest else parts[0]), number < 0
    if number < 0 and len(parts) > 1:
        return parts[1], False
    if number == 0 and len(parts) > 2:
        return parts[2], False
    return parts[0], number < 0


def shown_text(text: str, code: str) -> str:
    """What a person reads of a text, by a format such as `@"万元"` or `;;;`."""
    if code in ("", "General", "@"):
        return text
    parts = sections(code)
    part = parts[3] if len(parts) > 3 else parts[-1]
    if len(parts) <= 3 and not part.has(TEXT):
        return text
    return "".join(text if p.kind == TEXT else p.text for p in part.pieces).strip()


def shown_number(number: Decimal, code: str, text: str) -> str:
    """What a person reads of a number that is no date; `text` are all its digits."""
    part, minus = section_of(code, number)
    if number.adjusted() > _MOST_WHOLE or (number and number.adjusted() < -_MOST_WHOLE):
        return text
    layout = _layout(part)
    if layout is None:
        return text
    digits = layout.digits(abs(number), text.lstrip("-"))
    minus = minus and (not layout.places or any(c in "123456789" for c in digits))
    return f"{'-' if minus else ''}{digits}".strip()


class _Layout(NamedTuple):
    """A section as a number fills it: what stands before, in and after its digits."""

    before: tuple[CodePiece, ...]
    whole: tuple[CodePiece, ...]
    fraction: tuple[CodePiece, ...]
    exponent: tuple[CodePiece, ...]
    after: tuple[CodePiece, ...]
    places: int
    grouped: bool
    #: Powers of ten that the number is multiplied by: per cent, scaling commas.
    scale: int
    #: What stands before and after, where the digits between are `0` or `0.00`.
    simple: tuple[str, str] | None = None

    def digits(self, number: Decimal, text: str) -> str:
        """The section filled with a number that is not negative."""
        if self.simple:
            scaled = number.scaleb(self.scale) if self.scale else number
            return f"{self.simple[0]}{half_up(scaled, self.places):f}{self.simple[1]}"
        if not self.whole and not self.fraction:
            general = (text if p.kind in (GENERAL, TEXT) else p.text for p in self.before)
            return "".join(general)
        number = number.scaleb(self.scale)
        power = ""
        if self.exponent:
            number, power = self._scientific(number)
        whole, _, fraction = f"{half_up(number, self.places):f}".partition(".")
        return "".join(
            (
                _literal(self.before),
                _filled_whole(self.whole, whole, self.grouped),
                _filled_fraction(self.fraction, fraction),
                power,
                _literal(self.after),
            )
        )

    def _scientific(self, number: Decimal) -> tuple[Decimal, str]:
        """The number below the steps of its exponent, and the exponent written."""
        step = max(1, sum(p.kind == DIGIT for p in self.whole))
        power = number.adjusted() if number else 0
        power -= power % step if step > 1 else 0
        scaled = number.scaleb(-power)
        if half_up(scaled, self.places) >= 10**step:
            power += step
            scaled = number.scaleb(-power)
        sign = "-" if power < 0 else "+" if self.exponent[0].text[1] == "+" else ""
        width = sum(p.kind == DIGIT for p in self.exponent)
        return scaled, f"E{sign}{abs(power):0{width}d}"


def _literal(pieces: tuple[CodePiece, ...]) -> str:
    return "".join(p.text for p in pieces)


@lru_cache(maxsize=4096)
def _layout(part: CodeSection) -> _Layout | None:
    """How a section is filled; none where this is a fraction, which nobody's ledger has."""
    pieces = list(part.pieces)
    places = [i for i, p in enumerate(pieces) if p.kind == DIGIT]
    if part.chinese_digits or _is_fraction(pieces):
        return None
    scale = 2 * sum(p.kind == PERCENT for p in pieces)
    if not places:
        return _Layout(tuple(pieces), (), (), (), (), 0, False, scale)
    point = next((i for i, p in enumerate(pieces) if p.kind == POINT), len(pieces))
    power = next((i for i, p in enumerate(pieces) if p.kind == EXPONENT), len(pieces))
    first, last = min(places[0], point), max(i for i in (*places, point) if i < len(pieces))
    grouped, commas = _commas(pieces, min(point, power), places)
    whole = tuple(p for p in pieces[first : min(point, power, last + 1)] if p.kind != COMMA)
    ends = last + 1
    fraction = tuple(p for p in pieces[point + 1 : min(power, ends)] if p.kind != COMMA)
    after = tuple(p for p in pieces[ends:] if p.kind != COMMA)
    decimals = sum(p.kind == DIGIT for p in fraction)
    if point < len(pieces):
        fraction = (pieces[point], *fraction)
    before = tuple(pieces[:first])
    simple = None
    if power == len(pieces) and not grouped:
        digits = "".join(p.text for p in (*whole, *fraction))
        if _SIMPLE.fullmatch(digits) and all(p.kind == DIGIT for p in whole):
            simple = (_literal(before), _literal(after))
    return _Layout(
        before,
        whole,
        fraction,
        tuple(pieces[power:ends]),
        after,
        decimals,
        grouped,
        scale - 3 * commas,
        simple,
    )


def _is_fraction(pieces: list[CodePiece]) -> bool:
    kinds = [p.kind for p in pieces if p.kind in (DIGIT, SLASH)]
    return SLASH in kinds and kinds[0] == DIGIT and kinds[-1] == DIGIT


def _commas(pieces: list[CodePiece], end: int, places: list[int]) -> tuple[bool, int]:
    """Whether thousands are set apart, and how many commas scale the number down."""
    grouped, scaling = False, 0
    for at, piece in enumerate(pieces):
        if piece.kind != COMMA or at < places[0]:
            continue
        if any(at < place < end for place in places):
            grouped = True
        else:
            scaling += 1
    return grouped, scaling


def _filled_whole(pieces: tuple[CodePiece, ...], digits: str, grouped: bool) -> str:
    """The digits before the point put into their places from the right, literals between."""
    left = list(digits.lstrip("0"))
    found: list[str] = []
    count = 0
    slots = sum(p.kind == DIGIT for p in pieces)
    for piece in reversed(pieces):
        if piece.kind != DIGIT:
            found.append(piece.text)
            continue
        slots -= 1
        taken = [left.pop()] if left else list({"0": "0", "?": " "}.get(piece.text, ""))
        if not slots:
            taken += reversed(left)
        for digit in taken:
            if grouped and count and count % 3 == 0 and digit != " ":
                found.append(",")
            found.append(digit)
            count += 1
    return "".join(reversed(found))


def _filled_fraction(pieces: tuple[CodePiece, ...], digits: str) -> str:
    """The point and the digits after it; `#` at the end shows no zero."""
    needed = len(digits.rstrip("0"))
    slots = [p for p in pieces if p.kind == DIGIT]
    last = max((i + 1 for i, p in enumerate(slots) if p.text == "0"), default=0)
    kept = max(needed, last)
    supply = iter(digits)
    found = []
    for piece in pieces:
        if piece.kind != DIGIT:
            found.append(piece.text)
            continue
        digit = next(islice(supply, 1), "0")
        if kept > 0:
            found.append(digit)
        elif piece.text == "?":
            found.append(" ")
        kept -= 1
    return "".join(found)
