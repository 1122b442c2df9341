"""How large, long and late what a ledger says may be: each limit once, and how a message names it.

The types, the rules and the options read these, and a test holds 格式.md to them.  What may be
written (`WRITTEN_YEAR`) is wider than `YEARS`: a commit made before that rule stays readable.
"""

from sangeyipi.model.lazy_tuple import NamedTuple


class Between(NamedTuple):
    """A whole number from `first` to `last`, both included."""

    first: int
    last: int

    def holds(self, number: int) -> bool:
        """Whether a number is one of them."""
        return self.first <= number <= self.last

    def __str__(self) -> str:
        """As a message says it: 1 到 9999."""
        return f"{self.first} 到 {self.last}"


class Digits(NamedTuple):
    """A decimal number by how many digits it may have before and behind its point."""

    whole: int
    places: int

    @property
    def pattern(self) -> str:
        """A regular expression for one that is not negative."""
        behind = rf"(?:\.[0-9]{{1,{self.places}}})?" if self.places else ""
        return f"(?:0|[1-9][0-9]{{0,{self.whole - 1}}}){behind}"

    def broken(self, text: str) -> str:
        """Which of the two a number in ASCII digits exceeds, as a message says it; "" for none."""
        before, point, behind = text.lstrip("-").partition(".")
        if not (before + (behind or "0")).isdigit() or not text.isascii():
            return ""
        if len(before) > self.whole:
            return f"整数至多 {self.whole} 位"
        return f"小数至多 {self.places} 位" if point and len(behind) > self.places else ""


#: 亿元; four decimals are 万元.
AMOUNT = Digits(12, 4)
#: Per cent.
RATE = Digits(6, 4)
COUNT = Digits(9, 0)
#: 亩, of land.
AREA = Digits(7, 4)
#: 子项目个数.
PARTS = Between(1, 9999)
#: 期, and how many characters a set of them may take.
PHASE = Between(1, 9999)
PHASES_LENGTH = 100
#: The programme began in 2021; older projects may be on its lists, and plans go a few years ahead.
YEARS = Between(2000, 2100)
WRITTEN_YEAR = "[12][0-9]{3}"
ID_LENGTH = 64
#: How many digits 编号样式 may ask for.
SERIAL_LENGTH = Between(1, 9)
#: 停报月数 and 金额小数位.
MONTHS = Between(1, 99)
PLACES = Between(0, 4)
#: A target is above the first: what is written as a share of 1 is one in per cent.
TARGET = Between(1, 100)
#: 资金到位率 apart, no rate exceeds it.
ALL = 100
#: Levels of a YAML file: list → record → 公布 → claim is the deepest.
NESTING = 8
#: A county's ledger is far below a megabyte; a million projects in files of a thousand are 650 kB
#: each.
FILE_MEGABYTES = 64


def not_in_years(what: str) -> str:
    """What is said of a date, or of anything else with a year, that is of no year to believe."""
    return f"{what}不在 {YEARS} 年之间"
