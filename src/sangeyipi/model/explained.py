"""How one figure came about: its definition, what it is made of, and where that is written.

Owns what an answer to “why” is made of and nothing of how it is found or shown.
"""

from decimal import Decimal
from typing import NamedTuple

from sangeyipi.model.place import Place
from sangeyipi.model.question import Question
from sangeyipi.model.table import Cell


class MadeSum(NamedTuple):
    """A sum that a figure is, or is worked out from: 个数; or 分子 and 分母 of a rate.

    Counts, or 亿元.  `value` is None where it is not known; `at_least`: it may be more.
    """

    word: str
    value: Decimal | None
    of_amounts: bool = False
    at_least: bool = False
    #: What follows `sgyp list` to list just its projects; nothing where it does not rest on these
    #: alone.
    listing: tuple[str, ...] = ()
    #: What it is counted in, where that is neither 个 nor 亿元: 天, 亩.
    unit: str = ""

    @property
    def counted_in(self) -> str:
        """The unit of its value."""
        return self.unit or ("亿元" if self.of_amounts else "个")


class FigureSource(NamedTuple):
    """A project or an entry of 汇总 that a figure is made of, or that may belong to it."""

    #: 编号; of 汇总 its scope in words.
    id: str
    name: str
    #: What it adds to each of the figure's sums, in their order; None where that is not known.
    parts: tuple[Decimal | None, ...]
    #: How often a project is listed in what the figure counts; 0 for 汇总.
    times: int
    #: Where its record is written; its line is looked up by whoever has the texts.
    place: Place
    remark: str = ""


class Since(NamedTuple):
    """What has become of a figure since another day, or since another version of the ledger.

    `made` are the differences of the figure's sums, None where a side is not exact; the parts of
    `sources`, those that differ alone, add up to them.
    """

    #: What it is compared with, in words.
    title: str
    #: What the same question answered then.
    cell: Cell
    at_least: bool
    made: tuple[MadeSum, ...]
    sources: tuple[FigureSource, ...]


class Explained(NamedTuple):
    """What `sgyp why` says of a figure.  `brief` is all of it in a line: a title, a footnote.

    The parts of `sources` add up to the sums of `made`, each to its own.
    """

    question: Question
    #: Whose figure it is and which one, in words.
    title: str
    #: The figure, exact; None where it is not known.
    cell: Cell
    at_least: bool
    brief: str
    #: 口径, in a sentence or two.
    definition: str
    made: tuple[MadeSum, ...] = ()
    sources: tuple[FigureSource, ...] = ()
    #: What overlaps or may belong to it and is not counted.
    beside: tuple[FigureSource, ...] = ()
    #: What keeps it from being known, or exact.
    reasons: tuple[str, ...] = ()
    #: What changed, where that was asked.
    since: Since | None = None
