"""A diagnostic: what is wrong, where, and what to do about it.  A value, never an exception."""

from collections.abc import Iterable
from typing import NamedTuple

from sangeyipi.model.place import Place, Position
from sangeyipi.model.rule import Rule, Severity


class Diagnostic(NamedTuple):
    """One breach of one rule.  `remedy` is empty where the catalogue's own remedy is meant.

    `position` is set by whoever knew the line already; otherwise the store looks `place` up.
    `lossless`: what it refuses holds no fact, so that a commit made before the rule stays readable.
    """

    rule: Rule
    place: Place
    message: str
    remedy: str = ""
    position: Position | None = None
    lossless: bool = False

    @property
    def present_only(self) -> bool:
        """Whether it binds only the ledger as it stands, and no commit named as such."""
        return self.lossless or self.rule.present_only


def count(diagnostics: Iterable[Diagnostic], severity: Severity) -> int:
    """How many of them are of that severity."""
    return sum(one.rule.severity is severity for one in diagnostics)
