"""The projects of one file, made when somebody asks for one of them.

The reason: of a large ledger that was read before, most questions need sums that are known of each
file (figures/tally.py), and no project; to make an object for each is then nine tenths of a run.
Whoever asks a `Ledger` for its projects is given them as ever, and cannot tell.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from sangeyipi.model.project import Project


class KnownOfFile(Protocol):
    """What is remembered of a file, or of all of them, beside records, by what it is called."""

    def get(self, name: str, /) -> Any:
        """A plain value; None: nothing, or nothing to rely on."""

    def put(self, name: str, value: Any, /) -> None:
        """Keep it for the next run, if that can be done."""


class ProjectFile:
    """A file of projects as it was read."""

    __slots__ = ("_made", "_make", "known")

    def __init__(self, known: KnownOfFile, make: "Callable[[], tuple[Project, ...]]") -> None:
        self.known = known
        self._make = make
        self._made: tuple[Project, ...] | None = None

    def projects(self) -> "tuple[Project, ...]":
        """Its projects, as the file has them."""
        if self._made is None:
            self._made = self._make()
        return self._made
