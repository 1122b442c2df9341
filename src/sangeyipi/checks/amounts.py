"""Amounts of a believable size: 万元 taken for 亿元, and the other way round, wherever they stand.

Owns what is too large or too small to be meant, and telling a column that is wrong throughout
once.  What a total may not exceed by less is for `project` and `progress`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple

from sangeyipi.checks.report_series import Series
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.place import Place
from sangeyipi.model.project import Project
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.rounding import has_places, plain
from sangeyipi.model.rule import Rule

#: 亿元.  No county project is this large: 1000 is typed by someone thinking in 万元.
LARGEST = Decimal(1000)
#: 亿元 (100 万元).  No listed project is this small: someone has divided by 万 once too often.
SMALLEST = Decimal("0.01")
#: Of what there is to invest, nothing is this much; a slip of the unit gives thousands.
TIMES = 10
#: 亿元.  More than all the projects that a county ever has.
_LARGEST_OF_ALL = 100 * LARGEST
#: 亿元.  No county sorts its projects by this.
_LARGEST_BAND = 10 * LARGEST
#: What is wrong in fewer places is told for each of them.
_COLUMN = 3
_WAN = Decimal(10000)
_ZERO = Decimal(0)
_YEARLY = "年度计划投资"
#: The amounts of a monthly report: field and word.
REPORTED = (
    ("completed", "本月完成投资"),
    ("completed_to_date", "累计完成投资"),
    ("funds_to_date", "到位资金累计"),
)
_MONTHLY = frozenset(word for _, word in REPORTED)
_Key = tuple[str | int, ...]


class _Kind(Enum):
    """What makes an amount unbelievable, in the order in which it is told."""

    TIMES = Rule.AMOUNT_TEN_TIMES, "不小于总投资的十倍"
    LARGE = Rule.INVESTMENT_UNIT_SLIP, "大得不寻常"
    SMALL = Rule.INVESTMENT_UNIT_SLIP, "小得不寻常"


class Slip(NamedTuple):
    """An amount that can hardly be meant."""

    kind: _Kind
    place: Place
    amount: Decimal
    #: What it is so many times of, for that kind.
    investment: Decimal
    #: Whose it is, as a message says it, and the same without the month.
    whose: str
    subject: str

    @property
    def word(self) -> str:
        """The amount as the ledger calls it."""
        *_, above, word = ("", *map(str, self.place.path))
        return f"{word} 年的{above}" if above == _YEARLY else word


def too_many_times(amount: Decimal | None, investment: Decimal | None) -> bool:
    """Whether an amount is ten times all there is to invest: then only that is told of it."""
    if amount is None or investment is None:
        return False
    return amount >= TIMES * investment > _ZERO


def enough(investment: Decimal | None) -> Decimal:
    """From how much on an amount of a project is unbelievable."""
    return LARGEST if investment is None or investment <= _ZERO else TIMES * investment


def check_units(ledger: Ledger) -> Iterator[Diagnostic]:
    """Every amount but those of monthly reports."""
    slips = [slip for project in ledger.projects for slip in _of_project(project)]
    slips += [slip for rollup in ledger.rollups for slip in _of_rollup(rollup)]
    slips += _of_claims(ledger)
    if slips:
        yield from told(slips, ledger)
    yield from _of_bands(ledger)


def _of_project(project: Project) -> Iterator[Slip]:
    investment, funds, yearly = project.investment, project.funds, project.planned.yearly
    if investment is not None and investment > _ZERO:
        kind = _size(investment)
        if kind is not None:
            yield _project_slip(kind, project, investment, "总投资")
    if funds is None and not yearly:
        return
    amounts: list[tuple[Decimal | None, _Key]] = [(funds, ("到位资金",))]
    amounts += [(planned, ("计划", _YEARLY, str(year))) for year, planned in yearly.items()]
    for amount, key in amounts:
        kind = _beside(amount, investment)
        if kind is not None and amount is not None:
            yield _project_slip(kind, project, amount, *key)


def _project_slip(kind: _Kind, project: Project, amount: Decimal, *key: str | int) -> Slip:
    whose = f"（{project.id} {project.name}）"
    place = project.origin.at(*key)
    return Slip(kind, place, amount, project.investment or _ZERO, whose, project.id)


def _size(investment: Decimal) -> _Kind | None:
    if investment >= LARGEST:
        return _Kind.LARGE
    return _Kind.SMALL if investment < SMALLEST else None


def _beside(amount: Decimal | None, investment: Decimal | None) -> _Kind | None:
    if amount is None or amount < enough(investment):
        return None
    return _Kind.TIMES if too_many_times(amount, investment) else _Kind.LARGE


def of_reports(series: Series) -> Iterator[Slip]:
    """The amounts of one project's monthly reports."""
    investment = series.project.investment if series.project else None
    for report in series.reports:
        for word, amount in _reported(report):
            kind = _beside(amount, investment)
            if kind is not None and amount is not None:
                whose = f"（{report.month}，{series.title}）"
                place = report.origin.at(word)
                yield Slip(kind, place, amount, investment or _ZERO, whose, series.id)


def without(series: Series, slips: Iterable[Slip]) -> Series:
    """The reports without amounts that cannot be meant: what else they say is held to the rules."""
    dropped = {slip.place for slip in slips if slip.kind is _Kind.TIMES}
    if not dropped:
        return series
    reports = [_without(report, dropped) for report in series.reports]
    return series._replace(reports=reports)


def _without(report: MonthlyReport, dropped: set[Place]) -> MonthlyReport:
    gone: dict[str, Any] = {
        name: None for name, word in REPORTED if report.origin.at(word) in dropped
    }
    return replace(report, **gone) if gone else report


def _reported(report: MonthlyReport) -> Iterator[tuple[str, Decimal | None]]:
    return ((word, getattr(report, name)) for name, word in REPORTED)


def _of_rollup(rollup: Rollup) -> Iterator[Slip]:
    """Totals by what they are for each project, where it is known how many these are."""
    whose = f"（{rollup.title}，截至 {rollup.date}）"
    for word, amount in (("总投资", rollup.investment), ("到位资金", rollup.funds)):
        if amount is None:
            continue
        if word == "到位资金" and too_many_times(amount, rollup.investment):
            kind: _Kind | None = _Kind.TIMES
        else:
            kind = _total_size(amount, rollup.count, word == "总投资")
        if kind is not None:
            place = rollup.origin.at(word)
            yield Slip(kind, place, amount, rollup.investment or _ZERO, whose, rollup.title)


def _total_size(total: Decimal, count: int | None, all_of_it: bool) -> _Kind | None:
    if total >= (count * LARGEST if count else _LARGEST_OF_ALL):
        return _Kind.LARGE
    return _Kind.SMALL if all_of_it and count and _ZERO < total < count * SMALLEST else None


def _of_claims(ledger: Ledger) -> Iterator[Slip]:
    for statement in ledger.statements:
        for index, claim in enumerate(statement.claims):
            kind = _total_size(claim.investment or _ZERO, claim.count, True)
            if kind is not None and claim.investment is not None:
                place = statement.origin.at("公布", index, "总投资")
                whose = f"（{claim.title}）"
                yield Slip(kind, place, claim.investment, _ZERO, whose, claim.title)


def _of_bands(ledger: Ledger) -> Iterator[Diagnostic]:
    floors = ledger.config.band_floors
    if floors and max(floors) >= _LARGEST_BAND:
        message = f"规模分档 {plain(max(floors))} 亿元大得不寻常，是不是把万元当成了亿元？"
        place = ledger.place().at("规模分档")
        remedy = "规模分档以亿元计：是万元的都除以 10000，如 500000 万元写作 50"
        yield Diagnostic(Rule.INVESTMENT_UNIT_SLIP, place, message, remedy)


def told(slips: Iterable[Slip], ledger: Ledger) -> Iterator[Diagnostic]:
    """What to say of them: a column that is wrong throughout is told once, and so is a project."""
    columns: dict[tuple[_Kind, str, _Key], list[Slip]] = defaultdict(list)
    for slip in slips:
        columns[slip.kind, slip.place.file, slip.place.path[1:]].append(slip)
    large = {where: found for where, found in columns.items() if len(found) >= _COLUMN}
    sizes = _sizes(ledger, {file for _, file, _ in large}) if large else Counter()
    single: dict[tuple[_Kind, str, _Key], list[Slip]] = defaultdict(list)
    for (kind, file, key), found in columns.items():
        size = sizes[file, key]
        if size and len(found) * 2 > size and len(found) >= _COLUMN:
            yield _column(kind, found, size)
            continue
        for slip in found:
            single[kind, slip.subject, _without_file(slip, key)].append(slip)
    for found in single.values():
        yield _one(found)


def _without_file(slip: Slip, key: _Key) -> _Key:
    # A project's months differ in their file; two rollups or claims of a scope are two.
    return key if slip.word in _MONTHLY else (slip.place.file, *slip.place.path)


def _sizes(ledger: Ledger, files: set[str]) -> Counter[tuple[str, _Key]]:
    """How many amounts stand in each column of some files; a 0 says nothing of its unit."""
    found: Counter[tuple[str, _Key]] = Counter()
    records: tuple[Any, ...] = (*ledger.projects, *ledger.rollups, *ledger.reports)
    for record in records:
        if record.origin.file in files:
            found.update((record.origin.file, key) for key, amount in _amounts(record) if amount)
    return found


def _amounts(record: Any) -> Iterator[tuple[_Key, Decimal | None]]:
    if isinstance(record, MonthlyReport):
        yield from (((word,), amount) for word, amount in _reported(record))
        return
    yield ("总投资",), record.investment
    yield ("到位资金",), record.funds
    if isinstance(record, Project):
        for year, amount in record.planned.yearly.items():
            yield ("计划", _YEARLY, str(year)), amount


def _column(kind: _Kind, found: list[Slip], size: int) -> Diagnostic:
    rule, what = kind.value
    first = found[0]
    in_csv = first.place.file.lower().endswith(".csv")
    named = f"“{first.word}”这一列" if in_csv else f"这个文件里的“{first.word}”"
    many = f"{size} 个数都" if len(found) == size else f"{size} 个数里有 {len(found)} 个"
    message = f"{named}{many}{what}，如 {plain(first.amount)} 亿元{first.whose}"
    if kind is _Kind.SMALL:
        remedy = "核对单位：金额以亿元计；多除了一次 10000 的，都乘以 10000"
    else:
        whole = "整列是万元的，把这一列" if in_csv else "这一项都是万元的，"
        remedy = f"核对单位：金额以亿元计；{whole}都除以 10000；不是的，逐个核对"
    return Diagnostic(rule, first.place, message, remedy)


def _one(found: list[Slip]) -> Diagnostic:
    slip = found[0]
    rule, what = slip.kind.value
    shown = f"{slip.word} {plain(slip.amount)}"
    more = f"，还有 {len(found) - 1} 个月也是" if len(found) > 1 else ""
    if slip.kind is not _Kind.TIMES:
        asked = "是不是把万元当成了亿元，或者反过来？"
        message = f"{shown} 亿元{slip.whose}{what}{more}，{asked}"
        return Diagnostic(rule, slip.place, message, _as_yi(slip))
    times = slip.amount // slip.investment
    exact = "" if times * slip.investment == slip.amount else "多"
    message = f"{shown} 是总投资 {plain(slip.investment)} 的 {times:f} {exact}倍{slip.whose}{more}"
    remedy = "核对这两个金额（都以亿元计），改正写错的那一个"
    return Diagnostic(rule, slip.place, message, f"{remedy}{_converted(slip.amount, '；')}")


def _as_yi(slip: Slip) -> str:
    if slip.kind is _Kind.SMALL:
        return ""
    said = _converted(slip.amount, "")
    return f"核对单位：金额以亿元计；{said}" if said else ""


def _converted(amount: Decimal, before: str) -> str:
    """What it would be in 亿元 if it was 万元; nothing where it was not."""
    value = amount / _WAN
    return f"{before}{plain(amount)} 万元写作 {plain(value)}" if has_places(value, 4) else ""
