"""A spreadsheet as a grid of cells, whatever file it came from.

Owns what is known of a cell before anything is understood: what it says, what kind of thing that
is, how it is displayed, and what a person sees of it (hidden, struck out, merged).
"""

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from sangeyipi.model.lazy_dataclass import dataclass, field


class CellKind(Enum):
    """What a cell holds."""

    EMPTY = auto()
    TEXT = auto()
    NUMBER = auto()
    #: A number that is displayed as a date: `text` is the ISO day, by the file's own calendar.
    DATE = auto()
    FLAG = auto()
    #: `#REF!`, `#N/A`…: `text` is what is displayed.
    ERROR = auto()
    #: A formula of which no value was saved: `text` is the formula.
    UNCOMPUTED = auto()


class Cell(NamedTuple):
    """One cell: `text` is what it says, exactly, its lines ended by `\\n`.

    `number` is of NUMBER and DATE (the serial) only, with the 15 digits that spreadsheets keep;
    `text` of a number is these digits without exponent, and all that the file has of one that is
    `lossy`.  `shown` is what a person reads: by the format, `2022.10` of the number 2022.1,
    `000456` of 456, `1.2万` of 12345, "" of what its format hides (`;;;`); else the text.  Numbers
    without a format have all their digits there, though a spreadsheet may show 4.1E+11.

    `struck` is where all of it is struck out; `struck_part` is what is where not all is.
    `from_1904`: a NUMBER or TEXT of a file whose days count from 1904, should it be one.
    """

    kind: CellKind
    text: str = ""
    number: Decimal | None = None
    format: str = ""
    shown: str = ""
    struck: bool = False
    struck_part: str = ""
    from_1904: bool = False

    @property
    def lossy(self) -> bool:
        """Whether it is a number that a spreadsheet can't keep: digits past the 15th became 0."""
        return self.number is not None and self.number.adjusted() >= MOST_DIGITS


#: How many digits of a number a spreadsheet keeps.
MOST_DIGITS = 15
EMPTY = Cell(CellKind.EMPTY)


class Area(NamedTuple):
    """Merged cells; rows and columns from 0, both ends within."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.  `rows` ends with the last row that says something, each row with its last cell.

    Of merged cells only the first says something; what a file hides below it is told in the
    workbook's notes.  Areas, hidden rows and columns end where the written cells do.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False

    def at(self, row: int, column: int) -> Cell:
        """The cell there; an empty one beyond what is written."""
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return EMPTY


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file of sheets.  `name` is the file's, without its folder; `digest` is its SHA-256.

    `notes` say what was decided about the file as a whole: its real kind, its encoding, its
    separator.  `properties` are custom ones that the file carries, by name.
    """

    name: str
    digest: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)


def cell_name(row: int, column: int) -> str:
    """The name of a cell as spreadsheets write it, from places that count from 0: `AB12`."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


@lru_cache(16384)
def column_of(letters: str) -> int:
    """The column of `AB`, from 0."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def place_name(sheet: str, row: int, column: int) -> str:
    """A cell as messages name it: `Sheet1!AB12`."""
    return f"{sheet}!{cell_name(row, column)}"
