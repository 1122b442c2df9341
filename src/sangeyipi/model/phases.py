"""Sets of phases as users write them: `8`, `1-7`, `6,8`.

Owns their text form.  Must not know which phases a ledger declares.
"""

import re
from collections.abc import Iterable, Iterator

from sangeyipi.model import limits
from sangeyipi.model.lazy_dataclass import dataclass
from sangeyipi.model.patterns import later

#: One phase, within its limit.
PHASE_PATTERN = f"[1-9][0-9]{{0,{len(str(limits.PHASE.last)) - 1}}}"
_PART = later(rf"({PHASE_PATTERN})(?:-({PHASE_PATTERN}))?")
_NUMBER = later("[0-9]+", re.ASCII)
_FORM = later("[0-9]+(?:-[0-9]+)?(?:,[0-9]+(?:-[0-9]+)?)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Phases:
    """An ordered, non-empty set of phase numbers."""

    numbers: tuple[int, ...]

    def __str__(self) -> str:
        """The shortest spelling: runs as `1-7`, otherwise commas."""
        return ",".join(f"{a}-{b}" if b > a else f"{a}" for a, b in self._runs())

    def __contains__(self, number: int) -> bool:
        return number in self.numbers

    def __iter__(self) -> Iterator[int]:
        return iter(self.numbers)

    @property
    def title(self) -> str:
        """As a table's title says it: 第8期, 第1-7期."""
        return f"第{self}期"

    @property
    def single(self) -> bool:
        """Whether it is one phase."""
        return len(self.numbers) == 1

    def _runs(self) -> Iterator[tuple[int, int]]:
        first = last = self.numbers[0]
        for number in self.numbers[1:]:
            if number != last + 1:
                yield first, last
                first = number
            last = number
        yield first, last


def phases(numbers: Iterable[int]) -> Phases:
    """The set of `numbers`, which must not be empty."""
    ordered = tuple(sorted(set(numbers)))
    if not ordered:
        raise ValueError("a set of phases is never empty")
    return Phases(ordered)


def parse_phases(text: str) -> Phases | None:
    """Phases from `8`, `1-7` or `6,8`; None when `text` is nothing of the kind."""
    if len(text) > limits.PHASES_LENGTH:
        return None
    numbers: list[int] = []
    for part in text.split(","):
        match = _PART.fullmatch(part)
        if not match:
            return None
        first = int(match[1])
        last = int(match[2]) if match[2] else first
        if last < first:
            return None
        numbers.extend(range(first, last + 1))
    return phases(numbers)


def phases_fault(text: str) -> str:
    """Why `text` is no set of phases, as a message says it."""
    form, fault = "应为 8、1-7 或 6,8", ""
    if len(text) > limits.PHASES_LENGTH:
        fault = f"至多 {limits.PHASES_LENGTH} 个字"
    elif _FORM.fullmatch(text):
        if not all(limits.PHASE.holds(int(one)) for one in _NUMBER.findall(text)):
            fault = f"一期是 {limits.PHASE} 的整数"
        elif not re.search(r"(?<![0-9])0", text):
            fault = "“-”前面的一期要早于后面的一期"
    return f"{fault}，{form}" if fault else form
