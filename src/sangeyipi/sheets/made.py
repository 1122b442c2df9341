"""What the reader of one kind of file hands over."""

from collections.abc import Mapping
from typing import NamedTuple

from sangeyipi.sheets.grid import Sheet


class MadeSheets(NamedTuple):
    """The sheets of a file, what was decided in reading it, the custom properties it carries."""

    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()
    properties: Mapping[str, str] = {}
