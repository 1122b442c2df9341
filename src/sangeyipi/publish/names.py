"""What a published folder may be called, and in which order those names stand.

Owns the names and nothing of what is in the folders.
"""

import re

from sangeyipi.model.period import PeriodKind

_FORMS = {
    PeriodKind.MONTH: re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])"),
    PeriodKind.QUARTER: re.compile(r"([0-9]{4})-Q([1-4])"),
    PeriodKind.YEAR: re.compile(r"([0-9]{4})"),
    PeriodKind.PHASE: re.compile(r"phase-([1-9][0-9]*)(?:-([1-9][0-9]*))?"),
}
#: What no system takes for a separator, a stream or a device, so that a name stays in its folder.
_FILE = re.compile(r'[^<>:"/\\|?*\x00-\x1f]*[^<>:"/\\|?*\x00-\x1f. ]')


def kind_of(name: str) -> PeriodKind | None:
    """What a folder of this name covers; None: no name of ours."""
    return next((kind for kind, form in _FORMS.items() if form.fullmatch(name)), None)


def order(name: str) -> tuple[int, ...]:
    """Where a name stands among those of its kind, oldest first: 2023-09 < 2023-10."""
    numbers = tuple(int(part) for part in re.findall("[0-9]+", name))
    # Several phases stand where their last one does: 1-7 before 7 before 8.
    return (numbers[-1], numbers[0]) if kind_of(name) is PeriodKind.PHASE else numbers


def fits_a_file(name: str) -> bool:
    """Whether a file of a set may be called so, on every system."""
    return bool(_FILE.fullmatch(name)) and name.isprintable()
