"""Where something stands in the ledger's files: a file and a path of keys, not yet a line.

Lines are looked up by the store only when something is said about a place, so that a ledger
without errors carries no positions.
"""

from sangeyipi.model.lazy_dataclass import dataclass
from sangeyipi.model.lazy_tuple import NamedTuple


@dataclass(frozen=True, slots=True)
class Place:
    """A value (or, with `key`, the key itself) in one file, by its path of keys and indices."""

    file: str
    path: tuple[str | int, ...] = ()
    key: bool = False

    def at(self, *keys: str | int) -> "Place":
        """The value under `keys` of this one."""
        return Place(self.file, (*self.path, *keys))

    def key_at(self, *keys: str | int) -> "Place":
        """The key itself, at `keys` of this one."""
        return Place(self.file, (*self.path, *keys), key=True)


#: For values that come from no file.
NOWHERE = Place("")


class Position(NamedTuple):
    """Line and column (both from 1) and how many characters are meant; 0: only the line."""

    line: int
    column: int
    width: int = 0
