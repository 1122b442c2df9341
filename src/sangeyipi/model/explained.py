"""How one figure came about: its definition, what it is made of, and where that is written.

Owns what an answer to “why” is made of and nothing of how it is found or shown.
"""

from decimal import Decimal
from typing import NamedTuple

from sangeyipi.model.question import Question


class Source(NamedTuple):
    """A project or an entry of 汇总 that a figure is made of, and its part of it."""

    #: 编号 or 期, 批, 监管平台.
    id: str
    name: str
    #: Its part of the figure (of a rate: of the numerator); None where that is not known.
    part: Decimal | None
    #: How often a project is listed in what the figure counts.
    times: int
    #: Within the ledger's folder.
    file: str
    line: int


class Explained(NamedTuple):
    """What `sgyp why` says of a figure.  `brief` is all of it in a line: a title, a footnote."""

    question: Question
    brief: str
    #: 口径, in a sentence or two.
    definition: str
    sources: tuple[Source, ...]
