"""Number formats taken apart: sections, their pieces, whether they show a date.

Owns the grammar of format codes as spreadsheets save them.  What they make of a value is
`shown.py`'s.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple

from sangeyipi.model.lazy_dataclass import dataclass

#: `kind` of a piece.  DIGIT: 0, # or ?; DATE: y, m, mm, d, h, s…; ELAPSED: [h] and the like.
LITERAL, DIGIT, POINT, COMMA, PERCENT, EXPONENT = range(6)
TEXT, DATE, ELAPSED, HALVES, GENERAL, SLASH = range(6, 12)
_ESCAPES = "\\!"
_HALVES = re.compile(r"AM/PM|A/P|上午/下午", re.IGNORECASE)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
#: `e` is a year in Chinese formats, `a` a weekday, `b` a Buddhist year (never met: left literal).
_DATE_LETTERS = "ymdhsea"


class CodePiece(NamedTuple):
    """One piece of a section: what it is and as it is written."""

    kind: int
    text: str


@dataclass(frozen=True, eq=False)
class CodeSection:
    """One of the parts between semicolons; the same one for the same code."""

    pieces: tuple[CodePiece, ...]
    #: When it is used, of `[>=10000]`: the sign and the number.
    condition: tuple[str, Decimal] | None = None
    #: `[DBNum1]`: digits are shown in Chinese.
    chinese_digits: bool = False
    #: `[$-804]`: names of months and days are Chinese.
    chinese_names: bool = False
    #: `[$-F800]`: the system's own long date.
    system_date: bool = False

    @cached_property
    def date(self) -> frozenset[str]:
        """What of a date it shows: "y", "m", "d"; empty for a time of day or a number."""
        if self.system_date:
            return frozenset("ymd")
        found = {p.text[0].lower() for p in self.pieces if p.kind == DATE}
        found = {"y" if letter == "e" else letter for letter in found}
        return frozenset(found & set("ymd"))

    @cached_property
    def timed(self) -> bool:
        """Whether it shows a date or a time at all, rather than a number."""
        return self.system_date or any(p.kind in (DATE, ELAPSED, HALVES) for p in self.pieces)

    @cached_property
    def has_elapsed(self) -> bool:
        """Whether it shows a length of time, as `[h]:mm`."""
        return self.has(ELAPSED)

    def has(self, kind: int) -> bool:
        """Whether a piece of the kind is there."""
        return any(piece.kind == kind for piece in self.pieces)


@lru_cache(maxsize=4096)
def sections(code: str) -> tuple[CodeSection, ...]:
    """The parts of a format code, at least one."""
    return tuple(_section(tuple(tokens)) for tokens in _split(code))


def _split(code: str) -> list[list[str]]:
    """The tokens of each part: quoted texts, escapes, brackets and single characters."""
    found: list[list[str]] = [[]]
    for token in _tokens(code[:255]):
        if token == ";":
            found.append([])
        else:
            found[-1].append(token)
    return found


def _tokens(code: str) -> Iterator[str]:
    at = 0
    while at < len(code):
        width = _width(code, at)
        yield code[at : at + width]
        at += width


def _width(code: str, at: int) -> int:
    """How many characters the token takes that begins there."""
    first = code[at]
    if first == '"' or first == "[":
        end = code.find('"' if first == '"' else "]", at + 1)
        return (end if end >= 0 else len(code) - 1) - at + 1
    if first in _ESCAPES or first in "_*":
        return 2
    if first in "Ee" and code[at + 1 : at + 2] in ("+", "-"):
        return 2
    halves = _HALVES.match(code, at)
    if halves:
        return len(halves.group())
    if code[at : at + 7].lower() == "general":
        return 7
    end = at + 1
    if first.lower() in _DATE_LETTERS:
        while end < len(code) and code[end].lower() == first.lower():
            end += 1
    return end - at


class _Brackets:
    """What the bracketed words of a section say."""

    def __init__(self) -> None:
        self.condition: tuple[str, Decimal] | None = None
        self.digits = self.names = self.system = False

    def piece(self, word: str) -> CodePiece | None:
        """The piece that it stands for, if it is one that is shown."""
        inner = word.strip("[]")
        if _ELAPSED.fullmatch(inner):
            return CodePiece(ELAPSED, inner)
        condition = _CONDITION.fullmatch(inner)
        if condition:
            self.condition = (condition[1], Decimal(condition[2]))
        elif inner.upper().startswith("DBNUM1"):
            self.digits = True
        elif inner.startswith("$"):
            return self._locale(inner[1:])
        return None

    def _locale(self, inner: str) -> CodePiece | None:
        currency, _, place = inner.partition("-")
        place = place.upper()
        self.system |= place.startswith("F800")
        self.names |= place.endswith(("804", "ZH-CN"))
        return CodePiece(LITERAL, currency) if currency else None


_SIGNS = {".": POINT, ",": COMMA, "%": PERCENT, "@": TEXT, "/": SLASH}


def _section(tokens: tuple[str, ...]) -> CodeSection:
    brackets = _Brackets()
    pieces = []
    for token in tokens:
        piece = brackets.piece(token) if token[0] == "[" else _piece(token)
        if piece is not None:
            pieces.append(piece)
    return CodeSection(
        _minutes(pieces),
        brackets.condition,
        brackets.digits,
        brackets.names,
        brackets.system,
    )


def _piece(token: str) -> CodePiece | None:
    first = token[0]
    if first == '"':
        return CodePiece(LITERAL, token.strip('"'))
    if first in _ESCAPES:
        return CodePiece(LITERAL, token[1:])
    if first == "_":
        return CodePiece(LITERAL, " ")
    if first == "*":
        return None
    return _sign(token)


def _sign(token: str) -> CodePiece:
    if token in _SIGNS:
        return CodePiece(_SIGNS[token], token)
    if token in ("0", "#", "?"):
        return CodePiece(DIGIT, token)
    if len(token) == 2 and token[1] in "+-":
        return CodePiece(EXPONENT, token)
    if token.lower() == "general":
        return CodePiece(GENERAL, token)
    if _HALVES.fullmatch(token):
        return CodePiece(HALVES, token)
    if token[0].lower() in _DATE_LETTERS:
        return CodePiece(DATE, token)
    return CodePiece(LITERAL, token)


def _minutes(pieces: list[CodePiece]) -> tuple[CodePiece, ...]:
    """The pieces with `m` after hours or before seconds as minutes, which are written `n`."""
    clock = [i for i, piece in enumerate(pieces) if piece.kind in (DATE, ELAPSED)]
    found = list(pieces)
    for order, at in enumerate(clock):
        if pieces[at].kind != DATE or pieces[at].text[0] not in "mM" or len(pieces[at].text) > 2:
            continue
        before = pieces[clock[order - 1]].text[0].lower() if order else ""
        after = pieces[clock[order + 1]].text[0].lower() if order + 1 < len(clock) else ""
        if before == "h" or after == "s":
            found[at] = CodePiece(DATE, "n" * len(pieces[at].text))
    return tuple(found)
