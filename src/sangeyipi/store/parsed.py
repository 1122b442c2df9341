"""One file of a ledger as it was read: its records, and what is wrong with it."""

from collections.abc import Callable
from typing import Any

from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.lazy_dataclass import replace
from sangeyipi.model.project_file import KnownOfFile
from sangeyipi.model.rule import Severity
from sangeyipi.store.source import Source


class Parsed:
    """One file by itself: its records and what is wrong with it; no source if it is unreadable."""

    __slots__ = ("_later", "_records", "diagnostics", "key", "known", "source")

    def __init__(
        self,
        records: tuple[Any, ...] = (),
        diagnostics: tuple[Diagnostic, ...] = (),
        source: Source | None = None,
        key: str = "",
        later: Callable[[], tuple[Any, ...]] | None = None,
        known: KnownOfFile | None = None,
    ) -> None:
        """`later`: makes the records, where they are not made before somebody asks for them."""
        self._records = records
        self._later = later
        self.diagnostics = diagnostics
        self.source = source
        #: What it is remembered under; "": by nobody.
        self.key = key
        #: What else is known of it, in this run or from another one; None: nothing can be.
        self.known = known

    @property
    def records(self) -> tuple[Any, ...]:
        """What the file says."""
        if self._later is not None:
            self._records, self._later = self._later(), None
        return self._records

    @property
    def complete(self) -> bool:
        """Whether all that the file holds was read."""
        return not any(map(unread, self.diagnostics))


def of_region(one: Diagnostic, region: str) -> Diagnostic:
    """A finding of a member, where the file is called by its name."""
    if not region:
        return one
    return one._replace(place=replace(one.place, file=f"{region}/{one.place.file}"))


def unread(one: Diagnostic) -> bool:
    """Whether a fault kept something from being read.

    What a rule of form alone refuses has been read all the same.
    """
    return one.rule.severity is Severity.ERROR and not one.present_only
