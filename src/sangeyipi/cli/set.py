"""`sgyp set`: facts of a project changed, without opening its file."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from sangeyipi.cli.console import editing, options
from sangeyipi.cli.console.exits import Stop
from sangeyipi.cli.console.parameters import Argument, Option

if TYPE_CHECKING:
    from sangeyipi.cli.console.editing import Edited
    from sangeyipi.cli.console.session import Session
    from sangeyipi.edit.facts import Fact
    from sangeyipi.model.ledger import Ledger
    from sangeyipi.model.month import Month
    from sangeyipi.model.project import Project

EXAMPLES = """
sgyp set YX-2023-022 节点.开工=2023-07-13 总投资=8.9
sgyp set YX-2023-022 计划.年度计划投资.2023=5 备注=
sgyp set YX-2023-022 调出=2023-09-01 --reason 企业放弃投资
sgyp set YX-2023-022 --month 2023-08 本月完成投资=0.5 累计完成投资=3.2
"""
EXIT_CODES = editing.EXIT_CODES


def _complete_facts(incomplete: str) -> list[str]:
    from sangeyipi.edit.facts import fields
    from sangeyipi.model.monthly_report import MonthlyReport
    from sangeyipi.model.project import Project

    words = dict.fromkeys((*fields(Project), *fields(MonthlyReport)))
    return [f"{word}=" for word in words if word.startswith(incomplete)]


def set_(
    id: Annotated[
        str,
        Argument(
            metavar="编号", help="哪个项目", autocompletion=options.complete_ids, show_default=False
        ),
    ],
    facts: Annotated[
        list[str] | None,
        Argument(
            metavar="[字段=值]...",
            help="要改成什么；等号后面空着是删去",
            autocompletion=_complete_facts,
        ),
    ] = None,
    reason: Annotated[str | None, Option("--reason", metavar="原因", help="为什么调出")] = None,
    month: Annotated[
        str | None,
        Option("--month", metavar="月", help="改的是这个月的月调度，如 2023-08"),
    ] = None,
    yes: editing.Yes = False,
    dry_run: editing.DryRun = False,
    today: options.Today = None,
    ledger: options.LedgerDir = None,
) -> int:
    """改一个项目的事实：先显示改了什么、对第一部分的影响，核对整个台账，答应了才写入。"""
    from sangeyipi.cli.console.session import Session
    from sangeyipi.model.monthly_report import MonthlyReport
    from sangeyipi.model.project import Project

    of = _month(month)
    session = Session(ledger, today=today)
    _no_problem(options.word(id), session)
    wanted = _facts(facts or [], MonthlyReport if of else Project)
    if reason is not None:
        wanted.append(_reason(options.word(reason), of))
    if not wanted:
        raise Stop("没有写要改什么：写成 字段=值，如 sgyp set 编号 总投资=12.5")

    def make(now: "Ledger") -> "Edited":
        project = project_of(options.word(id), now)
        new = _of_month(now, project, of, wanted) if of else _of(now, project, wanted)
        return editing.Edited(new)

    how = editing.How(f"set {project_id(id)}", yes, dry_run)
    return editing.carry_out(session, make, how)


def _no_problem(id: str, session: "Session") -> None:
    """Raises Stop where it is a problem that is meant: problems are changed by `register`."""
    read = session.loaded.ledger
    if read is None or any(one.id == id for one in read.projects):
        return
    if any(one.id == id for one in read.problems):
        raise Stop(
            f"{id} 是一个问题，不是项目：销号用 sgyp register 问题 {id} --close 日期，"
            f"改别的用 sgyp register 问题 {id} 字段=值"
        )


def project_id(text: str) -> str:
    """A 编号 as it was typed, on one line."""
    return " ".join(options.word(text).split())


def _month(text: str | None) -> "Month | None":
    from sangeyipi.model.month import parse_month

    if text is None:
        return None
    found = parse_month(options.word(text))
    if found is None:
        raise Stop(f"--month “{options.word(text)}”写法不对：应为 2023-08")
    return found


def _facts(said: list[str], model: type) -> "list[Fact]":
    """What was typed.  Raises Stop."""
    return [editing.typed_fact(options.word(one), model) for one in said]


def _reason(text: str, of: "Month | None") -> "Fact":
    from sangeyipi.edit.facts import Fact
    from sangeyipi.model import term
    from sangeyipi.model.declared import keys
    from sangeyipi.model.project import Withdrawal

    if of:
        raise Stop("--reason 是调出的原因，不能与 --month 一起写")
    return Fact((term.WITHDRAWN, keys(Withdrawal)["reason"].word), text.strip())


def project_of(id: str, ledger: "Ledger") -> "Project":
    """The project of a 编号.  Raises Stop, with those that may be meant."""
    found = next((one for one in ledger.projects if one.id == id), None)
    if found is not None:
        return found
    near = options.project_meant(id, {one.id: one.name for one in ledger.projects})
    raise Stop(f"台账里没有编号 {id}{near}")


def _of(ledger: "Ledger", old: "Project", facts: "list[Fact]") -> "Ledger":
    """The ledger with facts of a project changed; its reports follow a new 编号.  Raises Stop."""
    from sangeyipi.edit.facts import FactRefused, NotAFact, with_facts
    from sangeyipi.ingest.typed import made_of
    from sangeyipi.model import term

    renames = any(one.path == (term.ID,) for one in facts)
    if renames and len(facts) > 1:
        raise Stop(f"改{term.ID}单独写一行：一次只改{term.ID}，别的另写一行")
    try:
        new = made_of(lambda said: with_facts(old, said), facts)
    except NotAFact as fault:
        raise Stop(str(fault)) from None
    except FactRefused as refused:
        raise Stop(editing.refusal(refused)) from None
    others = [one for one in ledger.projects if one is not old]
    if renames and any(one.id == new.id for one in others):
        raise Stop(f"编号 {new.id} 已经有了：换一个")
    reports = ledger.reports
    if renames:
        reports = tuple(replace(o, id=new.id) if o.id == old.id else o for o in reports)
    return replace(ledger, projects=tuple(sorted((*others, new), key=_by_id)), reports=reports)


def _by_id(project: "Project") -> str:
    return project.id


def _of_month(ledger: "Ledger", project: "Project", of: "Month", facts: "list[Fact]") -> "Ledger":
    """The ledger with facts of a monthly report changed, which may be new.  Raises Stop."""
    from sangeyipi.edit.facts import FactRefused, NotAFact, says_nothing, with_facts
    from sangeyipi.ingest.typed import made_of
    from sangeyipi.model import term
    from sangeyipi.model.monthly_report import MonthlyReport

    if any(one.path == (term.ID,) for one in facts):
        raise Stop(f"{term.REPORTS}跟着项目走：改编号用 sgyp set 旧编号 编号=新编号，不带 --month")
    here = [one for one in ledger.reports if (one.id, one.month) == (project.id, of)]
    if len(here) > 1:
        raise Stop(f"{project.id} 在 {of} 有 {len(here)} 条{term.REPORTS}：先删去多余的")
    old = here[0] if here else MonthlyReport(id=project.id, month=of)
    try:
        new = made_of(lambda said: with_facts(old, said), facts)
    except NotAFact as fault:
        raise Stop(str(fault)) from None
    except FactRefused as refused:
        raise Stop(editing.refusal(refused)) from None
    others = [one for one in ledger.reports if one not in here]
    kept = [] if says_nothing(new) else [new]
    return replace(ledger, reports=(*others, *kept))
