"""What a published folder may be called, and in which order those names stand.

Owns the names and nothing of what is in the folders.
"""

import re
from enum import StrEnum


class Kind(StrEnum):
    """What a folder's table covers."""

    MONTH = "month"  # 2023-06
    QUARTER = "quarter"  # 2023-Q2
    YEAR = "year"  # 2023
    PHASE = "phase"  # phase-8, phase-1-7


_FORMS = {
    Kind.MONTH: re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])"),
    Kind.QUARTER: re.compile(r"([0-9]{4})-Q([1-4])"),
    Kind.YEAR: re.compile(r"([0-9]{4})"),
    Kind.PHASE: re.compile(r"phase-([1-9][0-9]*)(?:-([1-9][0-9]*))?"),
}
#: What no system takes for a separator, a stream or a device, so that a name stays in its folder.
_FILE = re.compile(r'[^<>:"/\\|?*\x00-\x1f]*[^<>:"/\\|?*\x00-\x1f. ]')


def kind_of(name: str) -> Kind | None:
    """What a folder of this name covers; None: no name of ours."""
    return next((kind for kind, form in _FORMS.items() if form.fullmatch(name)), None)


def order(name: str) -> tuple[int, ...]:
    """Where a name stands among those of its kind, oldest first: 2023-09 < 2023-10."""
    numbers = tuple(int(part) for part in re.findall("[0-9]+", name))
    # Several phases stand where their last one does: 1-7 before 7 before 8.
    return (numbers[-1], numbers[0]) if kind_of(name) is Kind.PHASE else numbers


def fits_a_file(name: str) -> bool:
    """Whether a file of a set may be called so, on every system."""
    return bool(_FILE.fullmatch(name)) and name.isprintable()
