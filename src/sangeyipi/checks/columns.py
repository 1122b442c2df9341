"""Columns of amounts in another unit: told once, however many rows they have.

Owns how what `amounts` finds is told, and the comparison of a month's whole column with the other
months'.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Generator, Iterable, Iterator
from decimal import Decimal
from typing import Any

from sangeyipi.checks.amounts import (
    REPORTED,
    SEVERAL,
    AmountDoubt,
    AmountSlip,
    KeyPath,
    amounts_of,
    check_bands,
    slips_of,
)
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.place import Place
from sangeyipi.model.rounding import has_places, plain
from sangeyipi.model.rule import Rule

#: A slip of the unit makes 10,000 of it; no month of a whole county is so much more than the rest.
_TIMES = 2000
#: So many of a column say what is usual in it.
_ASKED = 101
#: The rules by which an amount is told already.
OF_AMOUNTS = frozenset({Rule.INVESTMENT_UNIT_SLIP, Rule.AMOUNT_TEN_TIMES})

_WAN = Decimal(10000)
_MONTHLY = frozenset(word for _, word in REPORTED)

_Column = list[tuple[Decimal, MonthlyReport]]


def check_units(ledger: Ledger) -> Iterator[Diagnostic]:
    """Every amount but those of monthly reports; nothing where there is no slip (`slips_of`)."""
    yield from told(slips_of(ledger), ledger)


def check_columns(ledger: Ledger, known: Container[tuple[str, str]]) -> Iterator[Diagnostic]:
    """Each column of a month that is in another unit than the others', once; 0 says nothing.

    `known`: files and words of columns in which an amount is told already (`OF_AMOUNTS`).
    """
    for word, files in _columns(ledger).items():
        usual = {name: _median(column) for name, column in files.items() if len(column) >= SEVERAL}
        for name, here in usual.items():
            others = [value for other, value in usual.items() if other != name]
            if not others or (name, word) in known:
                continue
            like = _middle(others)
            if here >= _TIMES * like:
                place = files[name][0][1].origin.at(word)
                yield _other_unit(word, place, here, like)


def _columns(ledger: Ledger) -> dict[str, dict[str, _Column]]:
    """The amounts of each column by file, as many as are asked."""
    found: dict[str, dict[str, _Column]] = {word: defaultdict(list) for _, word in REPORTED}
    for report in ledger.reports:
        for name, word in REPORTED:
            amount = getattr(report, name)
            if amount:
                column = found[word][report.origin.file]
                if len(column) < _ASKED:
                    column.append((amount, report))
    return found


def _median(column: _Column) -> Decimal:
    return _middle(amount for amount, _ in column)


def _middle(amounts: Iterable[Decimal]) -> Decimal:
    """The one in the middle by size, the smaller of two."""
    in_order = sorted(amounts)
    return in_order[(len(in_order) - 1) // 2]


def _other_unit(word: str, place: Place, here: Decimal, like: Decimal) -> Diagnostic:
    message = (
        f"这个月的“{word}”一般是 {plain(here)} 亿元，其他月份一般是 {plain(like)} 亿元，"
        "是不是整列把万元当成了亿元？"
    )
    remedy = "对照报表的单位：这个月整列是万元的，都除以 10000；是其他月份写小了的，改那几个月"
    return Diagnostic(Rule.INVESTMENT_UNIT_SLIP, place, message, remedy)


def told(slips: Iterable[AmountSlip], ledger: Ledger) -> Iterator[Diagnostic]:
    """What to say of them: a column that is wrong throughout is told once, and so is a project."""
    found = list(slips)
    sizes = _sizes(ledger) if len(found) > 1 else Counter()
    rest = yield from _columns_of(found, sizes, lambda file: file)
    # A ledger may have a file for each project.
    folders: Counter[tuple[str, KeyPath]] = Counter()
    for (file, key), size in sizes.items():
        folders[_folder(file), key] += size
    rest = yield from _columns_of(rest, folders, _folder)
    single: dict[tuple[AmountDoubt, str, KeyPath], list[AmountSlip]] = defaultdict(list)
    for slip in rest:
        if slip.kind is not AmountDoubt.HIGH:
            key = _without_file(slip, slip.place.path[1:])
            single[slip.kind, slip.subject, key].append(slip)
    for same in single.values():
        yield _one(same)


def _columns_of(
    slips: list[AmountSlip], sizes: Counter[tuple[str, KeyPath]], where: Callable[[str], str]
) -> Generator[Diagnostic, None, list[AmountSlip]]:
    """The columns, of a file or a folder, of which most is wrong; gives back what is in no such."""
    columns: dict[tuple[AmountDoubt, str, KeyPath], list[AmountSlip]] = defaultdict(list)
    for slip in slips:
        columns[_as(slip.kind), where(slip.place.file), slip.place.path[1:]].append(slip)
    rest: list[AmountSlip] = []
    for (kind, place, key), found in columns.items():
        if _most(found, sizes[place, key]):
            yield _column(kind, found, sizes[place, key])
        else:
            rest += found
    return rest


def _as(kind: AmountDoubt) -> AmountDoubt:
    """What is only high is told with what is too large, where most are."""
    return AmountDoubt.LARGE if kind is AmountDoubt.HIGH else kind


def _most(found: list[AmountSlip], size: int) -> bool:
    # What is wrong in fewer places is told for each of them, where it can be.
    enough = len(found) >= SEVERAL or any(slip.kind is AmountDoubt.HIGH for slip in found)
    return enough and size >= SEVERAL and len(found) * 2 > size


def _folder(file: str) -> str:
    return file.partition("/")[0]


def _without_file(slip: AmountSlip, key: KeyPath) -> KeyPath:
    # A project's months differ in their file; two rollups or claims of a scope are two.
    return key if slip.word in _MONTHLY else (slip.place.file, *slip.place.path)


def _sizes(ledger: Ledger) -> Counter[tuple[str, KeyPath]]:
    """How many amounts stand in each column of each file; a 0 says nothing of its unit."""
    found: Counter[tuple[str, KeyPath]] = Counter()
    records: tuple[Any, ...] = (
        *ledger.projects,
        *ledger.rollups,
        *ledger.reports,
        *ledger.financing,
    )
    for record in records:
        file = record.origin.file
        found.update((file, key) for key, amount in amounts_of(record) if amount)
    return found


def _column(kind: AmountDoubt, found: list[AmountSlip], size: int) -> Diagnostic:
    rule, what = kind.value
    first = found[0]
    in_csv = first.place.file.lower().endswith(".csv")
    named = f"“{first.word}”这一列" if in_csv else f"这个文件里的“{first.word}”"
    if len({slip.place.file for slip in found}) > 1:
        in_csv, named = False, f"各个文件里的“{first.word}”"
    many = f"{size} 个数都" if len(found) == size else f"{size} 个数里有 {len(found)} 个"
    message = f"{named}{many}{what}，如 {plain(first.amount)} 亿元{first.whose}"
    if kind is AmountDoubt.SMALL:
        remedy = "核对单位：金额以亿元计；多除了一次 10000 的，都乘以 10000"
    else:
        whole = "整列是万元的，把这一列" if in_csv else "这一项都是万元的，"
        remedy = f"核对单位：金额以亿元计；{whole}都除以 10000；不是的，逐个核对"
    return Diagnostic(rule, first.place, message, remedy)


def _one(found: list[AmountSlip]) -> Diagnostic:
    slip = found[0]
    rule, what = slip.kind.value
    shown = f"{slip.word} {plain(slip.amount)}"
    more = f"，还有 {len(found) - 1} 个月也是" if len(found) > 1 else ""
    if slip.kind is not AmountDoubt.TIMES:
        asked = "是不是把万元当成了亿元，或者反过来？"
        message = f"{shown} 亿元{slip.whose}{what}{more}，{asked}"
        return Diagnostic(rule, slip.place, message, _as_yi(slip))
    times = slip.amount // slip.investment
    exact = "" if times * slip.investment == slip.amount else "多"
    message = f"{shown} 是总投资 {plain(slip.investment)} 的 {times:f} {exact}倍{slip.whose}{more}"
    remedy = "核对这两个金额（都以亿元计），改正写错的那一个"
    return Diagnostic(rule, slip.place, message, f"{remedy}{_converted(slip.amount, '；')}")


def _as_yi(slip: AmountSlip) -> str:
    if slip.kind is AmountDoubt.SMALL:
        return ""
    said = _converted(slip.amount, "")
    return f"核对单位：金额以亿元计；{said}" if said else ""


def _converted(amount: Decimal, before: str) -> str:
    """What it would be in 亿元 if it was 万元; nothing where it was not."""
    value = amount / _WAN
    return f"{before}{plain(amount)} 万元写作 {plain(value)}" if has_places(value, 4) else ""


#: Run on what could be read of a ledger.
CHECKS = (check_units, check_bands)
