"""A month whose whole column is thousands of times that of the other months: another unit.

Owns that comparison.  One amount beside its own project is the business of `amounts`.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from decimal import Decimal

from sangeyipi.checks.amounts import REPORTED
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.place import Place
from sangeyipi.model.rounding import plain
from sangeyipi.model.rule import Rule

#: A slip of the unit makes 10,000 of it; no month of a whole county is so much more than the rest.
_TIMES = 2000
#: Fewer amounts than this are no column.
_LEAST = 3
#: So many of a column say what is usual in it.
_ASKED = 101
#: The rules by which an amount is told already.
OF_AMOUNTS = frozenset({Rule.INVESTMENT_UNIT_SLIP, Rule.AMOUNT_TEN_TIMES})

_Column = list[tuple[Decimal, Place]]


def check_columns(ledger: Ledger, known: Container[tuple[str, str]]) -> Iterator[Diagnostic]:
    """Each column of a month that is in another unit than the others', once; 0 says nothing.

    `known`: files and words of columns in which an amount is told already (`OF_AMOUNTS`).
    """
    for word, files in _columns(ledger).items():
        usual = {name: _median(column) for name, column in files.items() if len(column) >= _LEAST}
        for name, here in usual.items():
            others = [value for other, value in usual.items() if other != name]
            if not others or (name, word) in known:
                continue
            like = _middle(others)
            if here >= _TIMES * like:
                yield _told(word, files[name][0][1], here, like)


def _columns(ledger: Ledger) -> dict[str, dict[str, _Column]]:
    """The amounts of each column by file, as many as are asked."""
    found: dict[str, dict[str, _Column]] = {word: defaultdict(list) for _, word in REPORTED}
    for report in ledger.reports:
        for name, word in REPORTED:
            amount = getattr(report, name)
            if amount:
                column = found[word][report.origin.file]
                if len(column) < _ASKED:
                    column.append((amount, report.origin.at(word)))
    return found


def _median(column: _Column) -> Decimal:
    return _middle(amount for amount, _ in column)


def _middle(amounts: Iterable[Decimal]) -> Decimal:
    """The one in the middle by size, the smaller of two."""
    in_order = sorted(amounts)
    return in_order[(len(in_order) - 1) // 2]


def _told(word: str, place: Place, here: Decimal, like: Decimal) -> Diagnostic:
    message = (
        f"这个月的“{word}”一般是 {plain(here)} 亿元，其他月份一般是 {plain(like)} 亿元，"
        "是不是整列把万元当成了亿元？"
    )
    remedy = "对照报表的单位：这个月整列是万元的，都除以 10000；是其他月份写小了的，改那几个月"
    return Diagnostic(Rule.INVESTMENT_UNIT_SLIP, place, message, remedy)
