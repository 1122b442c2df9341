"""One file of a ledger as it was read: its records, and what is wrong with it."""

from typing import Any, NamedTuple

from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.rule import Severity
from sangeyipi.store.source import Source


class Parsed(NamedTuple):
    """One file by itself: its records and what is wrong with it; no source if it is unreadable."""

    records: tuple[Any, ...]
    diagnostics: tuple[Diagnostic, ...]
    source: Source | None = None
    #: What it is remembered under; "": by nobody.
    key: str = ""

    @property
    def complete(self) -> bool:
        """Whether all that the file holds was read."""
        return not any(map(unread, self.diagnostics))


def of_region(one: Diagnostic, region: str) -> Diagnostic:
    """A finding of a member, where the file is called by its name."""
    if not region:
        return one
    from dataclasses import replace  # which a county's own ledger has no use for

    return one._replace(place=replace(one.place, file=f"{region}/{one.place.file}"))


def unread(one: Diagnostic) -> bool:
    """Whether a fault kept something from being read.

    What a rule of form alone refuses has been read all the same.
    """
    return one.rule.severity is Severity.ERROR and not one.present_only
