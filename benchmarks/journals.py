"""The same number of transactions for other programs, in their own formats.

One transaction a project, with less in it than a project's record: date, number, name, two tags
and two postings, over a thousand days and forty accounts.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

_FIRST = date(2021, 1, 1)
_DAYS = 1_000
_ACCOUNTS = 40


def write_hledger(n: int, path: Path) -> None:
    """A journal of n transactions."""
    _write(path, (_hledger(number, n) for number in range(n)))


def write_beancount(n: int, path: Path) -> None:
    """A Beancount file of n transactions; Beancount wants every account opened."""
    accounts = ["Equity:Investors", *(_account(number) for number in range(_ACCOUNTS))]
    opened = (f"{_FIRST} open {account} CNY\n" for account in accounts)
    _write(path, chain(opened, (_beancount(number, n) for number in range(n))))


def write_csv(n: int, path: Path) -> None:
    """The same as rows of a table."""
    head = "day,id,name,unit,account,amount\n"
    _write(path, chain((head,), (_csv(number, n) for number in range(n))))


def _csv(number: int, n: int) -> str:
    return (
        f"{_day(number, n)},B-{number:07d},云岫县望岚镇{number:07d}号标准化厂房及配套道路工程,"
        f"云岫县住房和城乡建设局,{_account(number)},{_amount(number)}\n"
    )


def _hledger(number: int, n: int) -> str:
    return (
        f"{_day(number, n)} (B-{number:07d}) 云岫县望岚镇{number:07d}号标准化厂房及配套道路工程\n"
        f"    ; 领域: 基础设施\n    ; 责任单位: 云岫县住房和城乡建设局\n"
        f"    {_account(number)}  {_amount(number)} CNY\n"
        "    Equity:Investors\n\n"
    )


def _beancount(number: int, n: int) -> str:
    name = f"云岫县望岚镇{number:07d}号标准化厂房及配套道路工程"
    return (
        f'{_day(number, n)} * "{name}" ^B-{number:07d}\n'
        '  sector: "基础设施"\n  unit: "云岫县住房和城乡建设局"\n'
        f"  {_account(number)}  {_amount(number)} CNY\n"
        "  Equity:Investors\n\n"
    )


def _account(number: int) -> str:
    return f"Assets:Unit{number % _ACCOUNTS:02d}"


def _day(number: int, n: int) -> date:
    return _FIRST + timedelta(number * _DAYS // n)


def _amount(number: int) -> str:
    value = number * 7919 % 1_000_000 + 1
    return f"{value // 100}.{value % 100:02d}"


def _write(path: Path, entries: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(entries)
