"""The neutral picture: a table and how it is drawn.

Owns no figure: everything drawn stands in the table, and what is unknown there, or only a lower
bound, is a gap in the picture.  Must not know of any way of drawing.
"""

from datetime import date
from enum import StrEnum

from sangeyipi.model.dates import When
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.table import Table


class PictureShape(StrEnum):
    """How the series stand to each other."""

    LINES = "lines"  # a line for each series, a mark at each category
    COLUMNS = "columns"  # upright, side by side
    STACKED = "stacked"  # upright, on top of each other: parts of a whole
    STEPS = "steps"  # lying, on top of each other, the first category at the top
    TIMES = "times"  # lying, days along the axis: planned and actual nodes of each category


class TimeNode(NamedTuple):
    """A node of a project on a scale of days: when it is planned, when it was reached."""

    name: str
    #: None: no plan says.
    planned: When | None
    #: By the picture's day; 已 is a mark without a place; None where it was not reached, or nobody
    #: recorded when.
    actual: When | None
    #: Whether it was reached by the day; None: nobody knows.
    reached: bool | None
    #: Whether its planned date is past and it was certainly not reached.
    overdue: bool = False

    @property
    def letter(self) -> str:
        """What stands in its mark."""
        return self.name[:1]

    @property
    def told(self) -> str:
        """In words: 开工 计划2023-06 未到（逾期）; empty where nothing is planned or known."""
        plan = f"计划{self.planned.text}" if self.planned else ""
        late = "逾期未到" if self.overdue else ""
        if self.actual is not None:
            done = "已到，日期不明" if self.actual.undated else f"实际{self.actual.text}"
        elif self.reached:
            done = "已过，没有记日期"
        else:
            done = "是否已到不明" if plan and self.reached is None else late
        return f"{self.name} {'，'.join(filter(None, (plan, done)))}" if plan or done else ""


class Times(NamedTuple):
    """What is drawn of each row of a picture of times, in the rows' order, and its day."""

    tracks: tuple[tuple[TimeNode, ...], ...]
    day: date | None


class Picture(NamedTuple):
    """A drawing of a table's rows.  Its title and footnotes are the table's."""

    id: str
    shape: PictureShape
    table: Table
    #: The key of the text column along the axis.
    category: str
    #: The keys of the columns drawn, in their order; counts, amounts or rates, all of one kind.
    series: tuple[str, ...]
    #: What the axis of figures says: 亿元, 个, %.
    unit: str
    #: Keys of columns drawn as a line over the columns: a plan over what was done.
    lines: tuple[str, ...] = ()
    #: The key of what the series add up to: told beside them, not drawn.  Empty where nothing is.
    whole: str = ""
    #: Of a picture of times; any other has none.
    times: Times | None = None
