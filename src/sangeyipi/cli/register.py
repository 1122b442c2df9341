"""`sgyp register`: the registers of dispatch: problems, visits, guarantees, financing."""

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from sangeyipi.cli.console import asking, editing, options
from sangeyipi.cli.console.exits import OK, Stop
from sangeyipi.cli.console.parameters import Argument, Option

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from sangeyipi.cli.console.entering import Ending
    from sangeyipi.cli.console.session import Session
    from sangeyipi.figures.resolve import Figures
    from sangeyipi.model.ledger import Ledger

EXAMPLES = """
sgyp register 问题 --overdue
sgyp register 问题 --by 牵头单位 --month 2023-09
sgyp register 走访 --months 3
sgyp register 要素 --by 属地 --as-of 2023-09-30
sgyp register 银企 --by 领域 --format xlsx --out 银企.xlsx
sgyp register 问题 --add
sgyp register 问题 --add 项目=SL-2023-001 类别=用地 问题=差五十亩 提出=2023-06-01
sgyp register 问题 WT-2023-014 进展=已报征 --on 2023-06-10
sgyp register 问题 WT-2023-014 --close 2023-06-20 回访=满意
sgyp register 问题 WT-2023-015 --give-up 2023-06-25 原因=涉及永久基本农田
sgyp register 走访 --add 日期=2023-06-02 项目=SL-2023-001 走访人=张某某 身份=包联领导
sgyp register 走访 --undo
"""
EXIT_CODES = """
0 出了表；登记的已写入，没有要改的，或者 --dry-run 看过了
1 台账有错误；登记的没有写入：台账会有错误，或者没有答应
2 用法不对，值不对；不在终端里又没有写 --yes；写不出
"""

#: How edits by this command are called, for whoever takes one back.
_TITLE = "register"


class _Register(NamedTuple):
    """A register by its names, and which options it takes."""

    word: str
    english: str
    takes: frozenset[str] = frozenset()
    #: The part of the ledger that has its records; "": they stand in the projects.
    part: str = ""


_PROBLEMS = _Register("问题", "problems", frozenset(("--open", "--overdue")), "problems")
_VISITS = _Register("走访", "visits", frozenset(("--months",)), "visits")
_GUARANTEES = _Register("要素", "guarantees", frozenset(("--open",)))
_FINANCE = _Register("银企", "finance", part="financing")
_REGISTERS = (_PROBLEMS, _VISITS, _GUARANTEES, _FINANCE)


def _complete_registers(incomplete: str) -> list[str]:
    words = (*(one.word for one in _REGISTERS), *(one.english for one in _REGISTERS))
    return [word for word in words if word.startswith(incomplete)]


def _complete_by(incomplete: str) -> list[str]:
    from sangeyipi.tables.grouping import GROUPINGS

    own = ("类别", "牵头单位", "来源", "层级", "身份", "走访人", "银行")
    words = (*own, *(one.word for one in GROUPINGS if one.of_projects))
    return [word for word in words if word.startswith(incomplete)]


def _complete_words(incomplete: str) -> list[str]:
    from sangeyipi.edit.facts import fields
    from sangeyipi.store.kinds import REGISTERS

    words = dict.fromkeys(word for one in REGISTERS for word in fields(one.model))
    return [f"{word}=" for word in words if word.startswith(incomplete)]


def register(
    name: Annotated[
        str,
        Argument(
            metavar="台账",
            help="问题、走访、要素或银企（problems、visits、guarantees、finance）",
            autocompletion=_complete_registers,
            show_default=False,
        ),
    ],
    words: Annotated[
        list[str] | None,
        Argument(
            metavar="[编号] [字段=值]...",
            help="登记时写：哪个问题，要改什么；新增写 字段=值，一个不写则逐项问",
            autocompletion=_complete_words,
        ),
    ] = None,
    add: Annotated[bool, Option("--add", help="登记一个新的问题、走访或银企对接")] = False,
    close: Annotated[
        str | None, Option("--close", metavar="日期", help="这个问题这一天销号")
    ] = None,
    give_up: Annotated[
        str | None,
        Option("--give-up", metavar="日期", help="这一天认定办不了；另写 原因=…"),
    ] = None,
    on: Annotated[
        str | None,
        Option("--on", metavar="日期", help="进展=… 是哪一天的；不写就是今天"),
    ] = None,
    undo: Annotated[bool, Option("--undo", help="撤回上一次登记")] = False,
    by: Annotated[
        str | None,
        Option(
            "--by",
            metavar="类别",
            help="按什么分行：类别、牵头单位、包联领导、领域、银行……",
            autocompletion=_complete_by,
        ),
    ] = None,
    open_: Annotated[
        bool, Option("--open", help="只列还没有销号的问题，还在办、没有办的要素")
    ] = False,
    overdue: Annotated[bool, Option("--overdue", help="只列过了时限的问题")] = False,
    project: Annotated[
        str | None,
        Option(
            "--project",
            metavar="编号",
            help="只看这个项目",
            autocompletion=options.complete_ids,
        ),
    ] = None,
    months: Annotated[
        int | None,
        Option("--months", metavar="月数", min=1, help="列出几个月没有人走访的项目"),
    ] = None,
    month: Annotated[
        str | None,
        Option("--month", metavar="月", help="看这个月的，截至月末，如 2023-09"),
    ] = None,
    as_of: options.AsOf = None,
    form: options.TableFormat = None,
    out: options.Out = None,
    rev: options.Rev = None,
    yes: editing.Yes = False,
    dry_run: editing.DryRun = False,
    today: options.Today = None,
    ledger: options.LedgerDir = None,
) -> int:
    """问题、走访、要素保障、银企对接的台账：汇总和清单，或者登记一条。截至日不写，按最近月调度的月末。"""
    from sangeyipi.cli.console.entering import Ending
    from sangeyipi.cli.console.results import send
    from sangeyipi.cli.console.session import Session
    from sangeyipi.model.document import answer
    from sangeyipi.tables.registers.shared import RegisterFilter

    which = _named(name)
    ending = Ending(close, give_up, on)
    ending.must_be_days()
    if undo:
        from sangeyipi.cli.console.putting import taken_back

        return taken_back(ledger, _TITLE, "登记")
    if add or words or ending.there or on is not None:
        asked_too = {
            "--by": by,
            "--open": open_,
            "--overdue": overdue,
            "--project": project,
            "--months": months,
            "--month": month,
            "--as-of": as_of,
            "--format": form,
            "--out": out,
            "--rev": rev,
        }
        _only_entering([option for option, value in asked_too.items() if value])
        how = editing.How(f"{_TITLE} {which.word}", yes, dry_run)
        said = [options.word(one) for one in words or []]
        return _enter(which, said if not add else ["", *said], ending, (how, today, ledger))
    if yes or dry_run:
        raise Stop("--yes、--dry-run 是登记时用的：写 --add，或者哪个问题、改什么")
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
    asked = RegisterFilter(groups, open_, overdue, only, months)
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


def _only_entering(given: list[str]) -> None:
    if given:
        raise Stop(f"{given[0]} 是看台账用的，登记时不写")


def _enter(
    which: _Register,
    words: list[str],
    ending: "Ending",
    where: "tuple[editing.How, str | None, Path | None]",
) -> int:
    """Put a record in, or change a problem; the exit code.  Raises Stop.

    The first of `words` is a problem's 编号, and "" for a new record.
    """
    from sangeyipi.cli.console import entering
    from sangeyipi.cli.console.session import Session
    from sangeyipi.store.kinds import REGISTERS

    how, today, ledger = where
    kind = next((one for one in REGISTERS if one.part == which.part), None)
    if kind is None:
        raise Stop("要素、纳统、白名单写在项目里：sgyp set 编号 要素.环评=2023-06-20 白名单=true")
    id, *said = words or [""]
    _may_be_entered(which, id, said, ending)
    if id:
        session = Session(ledger, today=today)
        make = entering.changed(kind, id, said, ending, session.today)
        return editing.carry_out(session, make, how._replace(title=f"{how.title} {id}"))
    if not said:
        asking.must(f"没有写登记什么：写成 字段=值，如 {_example(which)}")
    facts = entering.typed(said, kind.model)
    options.today(today)
    session = Session(ledger, today=today)
    now = session.loaded.ledger
    if not facts and now is not None:
        facts = entering.asked(kind, now)
    return editing.carry_out(session, entering.added(kind, facts), how)


def _example(which: _Register) -> str:
    lines = EXAMPLES.strip().splitlines()
    added = f"sgyp register {which.word} --add "
    return next((line for line in lines if line.startswith(added)), f"{added}项目=… 银行=… 截至=…")


def _may_be_entered(which: _Register, id: str, said: list[str], ending: "Ending") -> None:
    """Refuse what is neither a new record nor a change of a problem.  Raises Stop."""
    is_fact = any(mark in id for mark in "=＝")
    if not id and (ending.there or ending.on is not None):
        raise Stop("--close、--give-up、--on 是改一个问题用的：写上它的编号，不写 --add")
    if which is not _PROBLEMS and id:
        folder = "finance" if which is _FINANCE else "visits"
        raise Stop(f"{which.word}没有编号：新增写 --add；要改，改 {folder}/ 里的那一行")
    if is_fact:
        raise Stop("没有写是哪个问题：先写编号，如 WT-2023-014 进展=…；新增的写 --add")
    if id and not said and not ending.there:
        raise Stop(f"没有写要改什么：如 sgyp register 问题 {id} --close 2023-06-20")


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
