"""What a reader makes of a file before anything is validated: text, lists and mappings of text.

A raw value is a str, None (nothing written), a list or a dict with str keys; nothing else.
"""

from collections.abc import Iterable
from typing import Protocol

from sangeyipi.model.diagnostic import Findings
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.place import Place, Position
from sangeyipi.store.source import Source

RawValue = str | None | list["RawValue"] | dict[str, "RawValue"]


class Cut(NamedTuple):
    """A text that ends before a ` #`, by its path, and the comment that may be the rest of it.

    `whole`: nothing is left of the text.
    """

    path: tuple[str | int, ...]
    text: str
    position: Position
    whole: bool = False


@dataclass(slots=True)
class RawFile:
    """A file's raw value and what was wrong with its text.

    `empty` where a key has nothing behind it: the value then holds None, or an empty collection.
    """

    value: RawValue = None
    diagnostics: Findings = field(default_factory=Findings)
    empty: bool = False
    cuts: list[Cut] = field(default_factory=list)


class FileReader(Protocol):
    """A file format: how to read it, and where in the text a place of it stands."""

    def read(self, source: Source) -> RawFile:
        """The raw value of the whole file."""

    def locate(self, source: Source, places: Iterable[Place]) -> dict[Place, Position]:
        """Where those places stand; a place that is not there is left out."""
