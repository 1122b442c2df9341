"""The neutral picture: a table and how it is drawn.

Owns no figure: everything drawn stands in the table, and what is unknown there, or only a lower
bound, is a gap in the picture.  Must not know of any way of drawing.
"""

from enum import StrEnum
from typing import NamedTuple

from sangeyipi.model.table import Table


class Shape(StrEnum):
    """How the series stand to each other."""

    LINES = "lines"  # a line for each series, a mark at each category
    COLUMNS = "columns"  # upright, side by side
    STACKED = "stacked"  # upright, on top of each other: parts of a whole
    STEPS = "steps"  # lying, on top of each other, the first category at the top


class Picture(NamedTuple):
    """A drawing of a table's rows.  Its title and footnotes are the table's."""

    id: str
    shape: Shape
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
