"""`sgyp register`: the registers of dispatch: problems, visits, guarantees, financing."""

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from sangeyipi.cli.console import options
from sangeyipi.cli.console.exits import OK, Stop

if TYPE_CHECKING:
    from datetime import date

    from sangeyipi.cli.console.session import Session
    from sangeyipi.figures.resolve import Figures
    from sangeyipi.model.ledger import Ledger

EXAMPLES = """
sgyp register 问题 --overdue
sgyp register 问题 --by 牵头单位 --month 2023-09
sgyp register 走访 --months 3
sgyp register 要素 --by 属地 --as-of 2023-09-30
sgyp register 银企 --by 领域 --format xlsx --out 银企.xlsx
"""


class _Register(NamedTuple):
    """A register by its names, and which options it takes."""

    word: str
    english: str
    takes: frozenset[str] = frozenset()


_PROBLEMS = _Register("问题", "problems", frozenset(("--open", "--overdue")))
_VISITS = _Register("走访", "visits", frozenset(("--months",)))
_GUARANTEES = _Register("要素", "guarantees", frozenset(("--open",)))
_FINANCE = _Register("银企", "finance")
_REGISTERS = (_PROBLEMS, _VISITS, _GUARANTEES, _FINANCE)


def _complete_registers(incomplete: str) -> list[str]:
    words = (*(one.word for one in _REGISTERS), *(one.english for one in _REGISTERS))
    return [word for word in words if word.startswith(incomplete)]


def _complete_by(incomplete: str) -> list[str]:
    from sangeyipi.tables.grouping import GROUPINGS

    own = ("类别", "牵头单位", "来源", "层级", "身份", "走访人", "银行")
    words = (*own, *(one.word for one in GROUPINGS if one.of_projects))
    return [word for word in words if word.startswith(incomplete)]


def register(
    name: Annotated[
        str,
        typer.Argument(
            metavar="台账",
            help="问题、走访、要素或银企（problems、visits、guarantees、finance）",
            autocompletion=_complete_registers,
            show_default=False,
        ),
    ],
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="类别",
            help="按什么分行：类别、牵头单位、包联领导、领域、银行……",
            autocompletion=_complete_by,
        ),
    ] = None,
    open_: Annotated[
        bool, typer.Option("--open", help="只列还没有销号的问题，还在办、没有办的要素")
    ] = False,
    overdue: Annotated[bool, typer.Option("--overdue", help="只列过了时限的问题")] = False,
    project: Annotated[
        str | None,
        typer.Option(
            "--project",
            metavar="编号",
            help="只看这个项目",
            autocompletion=options.complete_ids,
        ),
    ] = None,
    months: Annotated[
        int | None,
        typer.Option("--months", metavar="月数", min=1, help="列出几个月没有人走访的项目"),
    ] = None,
    month: Annotated[
        str | None,
        typer.Option("--month", metavar="月", help="看这个月的，截至月末，如 2023-09"),
    ] = None,
    as_of: options.AsOf = None,
    form: options.TableFormat = None,
    out: options.Out = None,
    rev: options.Rev = None,
    today: options.Today = None,
    ledger: options.LedgerDir = None,
) -> int:
    """问题、走访、要素保障、银企对接的台账：汇总和清单。不写截至日，按最近一次月调度的月末。"""
    from sangeyipi.cli.console.results import send
    from sangeyipi.cli.console.session import Session
    from sangeyipi.model.document import answer
    from sangeyipi.tables.registers.shared import Asked

    which = _named(name)
    chosen_form = options.table_format(form, out, ledger)
    given = (("--open", open_), ("--overdue", overdue), ("--months", months is not None))
    _fitting(which, [option for option, there in given if there])
    if by is not None and project is not None and which is not _PROBLEMS:
        raise Stop("--project 只看一个项目，不分行：不要再写 --by")
    day = _day(as_of, month)
    session = Session(ledger, rev, today)
    now = session.loaded.ledger
    groups = None if by is None or now is None else _groups(which, options.word(by), now)
    only = None if project is None or now is None else _project(options.word(project), now)
    figures = _figures(session, day)
    asked = Asked(groups, open_, overdue, only, months)
    tables = session.told(_made(which).tables(figures, asked))
    send(answer(tables, figures.ledger.config.name, figures.as_of), chosen_form, out)
    return OK


def _named(text: str) -> _Register:
    """The register of a name.  Raises Stop."""
    word = options.word(text)
    for one in _REGISTERS:
        if word in (one.word, one.english):
            return one
    names = [name for one in _REGISTERS for name in (one.word, one.english)]
    can = "、".join(f"{one.word}（{one.english}）" for one in _REGISTERS)
    raise Stop(f"没有台账“{word}”，只能是：{can}{options.meant(word, names)}")


def _fitting(which: _Register, given: list[str]) -> None:
    """Refuse what says nothing of a register.  Raises Stop."""
    for option in given:
        if option not in which.takes:
            fit = "、".join(one.word for one in _REGISTERS if option in one.takes)
            raise Stop(f"{option} 只用于{fit}，{which.word}里没有这样的")


def _day(as_of: str | None, month: str | None) -> "date | None":
    """The day that is named; None: none is.  Raises Stop."""
    from sangeyipi.model.month import parse_month

    if month is None:
        return options.as_of(as_of)
    if as_of is not None:
        raise Stop("--month 就是截至那个月的月末：不要再写 --as-of")
    found = parse_month(options.word(month))
    if found is None:
        raise Stop(f"--month “{options.word(month)}”写法不对：应为 2023-09")
    return found.last


def _figures(session: "Session", day: "date | None") -> "Figures":
    """The figures on the day, or at the end of the newest month reported.  Raises Stop."""
    figures = session.figures(day)
    if day is not None:
        return figures
    from dataclasses import replace

    from sangeyipi.figures.schedule import dispatch_day

    found = dispatch_day(figures.ledger)
    if found is None:
        raise Stop("台账没有月调度，不知道看到哪一天：加 --as-of 日期，如 --as-of 2023-09-30")
    return replace(figures, as_of=found)


def _project(id: str, ledger: "Ledger") -> str:
    """The 编号 of a project.  Raises Stop."""
    names = {one.id: one.name for one in ledger.projects}
    if id not in names:
        raise Stop(f"--project：台账里没有编号 {id}{options.project_meant(id, names)}")
    return id


def _groups(which: _Register, by: str, ledger: "Ledger") -> str:
    """What a register is broken down by.  Raises Stop where it cannot be."""
    from sangeyipi.tables.registers.by import named

    can = _made(which).ways(ledger.config)
    if named(can, by) is None:
        words = "、".join(f"{one.key}（{one.word}）" for one in can)
        near = options.meant(by, [name for one in can for name in (one.key, one.word)])
        raise Stop(f"--by 不能是“{by}”，{which.word}只能按：{words}{near}")
    return by


def _made(which: _Register) -> Any:
    """The module of a register's tables."""
    from sangeyipi.tables.registers import financing, guarantees, problems, visits

    return {
        _PROBLEMS: problems,
        _VISITS: visits,
        _GUARANTEES: guarantees,
        _FINANCE: financing,
    }[which]
