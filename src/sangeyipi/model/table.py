"""The neutral table: what figures come out as and what every renderer takes.

Owns the kinds of cells and nothing of how they look.  A cell is exact; rounding happens in
`render`.  A key missing from a row does not apply there; a None is unknown.
"""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.question import (
    OF_PHASES,
    OF_PLATFORM,
    Measured,
    Measurement,
    Moment,
    OfList,
    Question,
    Subject,
)

#: The first cell of a CSV file of ours: of a table's headings, and of what is told about it.
TABLE_COLUMN = "表"
NOTE_COLUMN = "注"

#: The category of a workbook of ours, in the properties that a spreadsheet keeps when it saves it.
WORKBOOK_CATEGORY = "sgyp"


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    COUNT = "count"
    AMOUNT = "amount"  # 亿元
    RATE = "rate"
    POINTS = "points"  # 个百分点
    NUMBER = "number"  # of what the row or the heading says: 分, 天, …
    FLAG = "flag"


class Rate(NamedTuple):
    """A rate or share with what it is made of, so that it can be checked by hand."""

    name: str
    numerator: Decimal
    denominator: Decimal
    #: What the denominator is, where that is not the row's own count or investment.
    base: str = ""
    #: Whether numerator and denominator are 亿元 rather than counts.
    of_amounts: bool = False


class Points(NamedTuple):
    """By how many percentage points a rate is above (or, negative, below) another.

    Against what was due of the year's plan (序时进度: by 月计划, or months ÷ 12), or against the
    same rate at another time.
    """

    name: str
    rate: Rate
    against: Rate


#: A text, a count, an amount in 亿元, a rate, points, a flag, or None: unknown.
Cell = str | int | Decimal | Rate | Points | bool | None


class Column(NamedTuple):
    """One column: its key in JSON, its Chinese heading, what it holds.

    A space in `label` is where a narrow heading may break.
    """

    key: str
    label: str
    kind: Kind = Kind.TEXT
    #: For programs and spreadsheets; a reader is told the same by the label or the title.
    for_machines: bool = False
    #: Which figure it holds, where its key does not say that.
    asks: Measurement | None = None
    #: Whether readers get a column for each list, filled on its rows: 签约率, 开工率, 投产率.
    by_list: bool = False
    #: Whether a rate of it has its name beside it: 签约开工率 83.3%.
    named: bool = False
    #: Whether a table can do without it where there is no room, as others say nearly as much.
    spare: bool = False
    #: In which order a terminal that is too narrow for a list goes without it: the highest first,
    #: of the same the last; 0: never.
    yields: int = 0
    #: Decimals that all its figures are shown with; None: each with those that it needs.
    places: int | None = None

    @property
    def is_figure(self) -> bool:
        """Whether its cells are figures."""
        return self.kind not in (Kind.TEXT, Kind.FLAG)

    @property
    def measurement(self) -> Measurement:
        """Which figure it holds; of a step where that is each row's own."""
        return self.asks or Measurement(self.key)

    def question(self, subject: Subject) -> Question:
        """What its cell in a row of a subject answers."""
        return Question(subject, self.measurement.of(subject.scope.batch))

    @property
    def of_step(self) -> bool:
        """Whether its cells are of the step of each row's list."""
        return isinstance(self.measurement.milestone, OfList)

    @property
    def name(self) -> str:
        """The heading in one piece."""
        return self.label.replace(" ", "")


class Row(NamedTuple):
    """One row.  `lower_bounds` are the keys of cells that are at least what they say."""

    cells: Mapping[str, Cell]
    lower_bounds: tuple[str, ...] = ()
    #: 0 for totals and headings, 1 for what is part of them.
    level: int = 0
    #: Of whom its figures are.
    subject: Subject | None = None
    #: The keys of cells that say the same as those above: a reader is shown them there, data has
    #: them in each row.
    repeated: tuple[str, ...] = ()
    #: Of which phases its shares are, where these are more than its own: a rollup of one phase
    #: leaves something over in a table of several.
    shares_of: str = ""

    @property
    def left_over(self) -> bool:
        """Whether it is what no finer row holds: it has no shares or steps of its own."""
        return self.subject is not None and self.subject.part.is_rest


class Basis(str):
    """The note that says in which units a table's figures are, and of which day.

    Where there is a place for it, it stands over the table: the day left, the units right.
    """

    units: str
    day: str

    def __new__(cls, units: str, day: str) -> "Basis":
        """A note of both: 单位：个、亿元；截至 2023-06-30。"""
        made = super().__new__(cls, f"单位：{units}；{day}。")
        made.units, made.day = f"单位：{units}", day
        return made


class Table(NamedTuple):
    """A titled table with its footnotes, ready for any output."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    #: Decimals that amounts are shown with; the cells stay exact.
    amount_places: int = 2
    #: As of when its figures are, where a row does not say otherwise.
    moment: Moment = Moment()
    #: Whether its rows are counted for readers (序号), as in every list of projects.
    numbered: bool = False

    @property
    def basis(self) -> Basis | None:
        """Its units and day, where it has a note of them."""
        return next((note for note in self.notes if isinstance(note, Basis)), None)

    def question(self, row: Row, column: Column) -> Question | None:
        """What a cell answers; None where it is no figure of anybody's."""
        subject = row.subject
        if subject is None or not (column.is_figure or column.asks):
            return None
        if subject.moment is None:
            subject = subject._replace(moment=self.moment)
        question = column.question(subject)
        return _of_table(question, row.shares_of) if row.shares_of else question


def _of_table(question: Question, phases: str) -> Question:
    """The same; where it asks for a share, one of all phases of the table, as its column says."""
    (subject, asks) = question
    if asks.name != Measured.SHARE or asks.whole not in (OF_PHASES, OF_PLATFORM):
        return question
    # A rollup of one value of 监管平台 may stand in a table of both.
    both = asks.whole == OF_PHASES and subject.scope.on_platform is not None
    return Question(subject._replace(narrowed=both), asks._replace(whole=phases))
