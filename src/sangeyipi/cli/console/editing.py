"""An edit shown with what it does, agreed to, and put into the files: what set, add, convert share.

Owns the order: the whole ledger is checked before anything is asked or written; where another edit
came between, it is all made anew on the ledger as that left it.  Must not know what is edited.
"""

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

from sangeyipi.cli.console import asking, output
from sangeyipi.cli.console.exits import ERRORS, OK, USAGE, Stop
from sangeyipi.cli.console.parameters import Option
from sangeyipi.model.lazy_tuple import NamedTuple

if TYPE_CHECKING:
    from sangeyipi.cli.console.session import Session
    from sangeyipi.compare.records import Changes
    from sangeyipi.edit.facts import Fact, FactRefused
    from sangeyipi.edit.proposal import Proposal
    from sangeyipi.model.ledger import Ledger

Yes = Annotated[bool, Option("--yes", help="不问，直接写入（给脚本用）")]
DryRun = Annotated[bool, Option("--dry-run", help="只看会改什么，不写入")]
EXIT_CODES = """
0 已写入；没有要改的；--dry-run 看过了
1 没有写入：改了台账会有错误，或者没有答应
2 用法不对，值不对；不在终端里又没有写 --yes；写不出
"""
#: More often nobody edits between reading and writing, unless a program never stops.
_TRIES = 20


class Edited(NamedTuple):
    """The ledger as it should be; `told` is what is said first.  None: there is nothing to do."""

    ledger: "Ledger | None"
    told: str = ""


class How(NamedTuple):
    """How an edit is carried out: `title` is the command, for whoever takes it back."""

    title: str
    yes: bool = False
    dry_run: bool = False
    into: str | None = None


def carry_out(session: "Session", make: Callable[["Ledger"], Edited], how: How) -> int:
    """Make the edit, again on the newest ledger if need be; the exit code.  Raises Stop."""
    from sangeyipi.edit.proposal import put_in_place
    from sangeyipi.store.atomic.transaction import ChangedSince, TransactionFailed

    session.alone("改项目、登记")
    seen: Changes | None = None
    for _ in range(_TRIES):
        edited = make(_ledger(session))
        changes = _changes(session, edited)
        if not changes:
            output.write_text(f"{edited.told}没有要改的。\n")
            return OK
        proposal = _proposal(session, changes, how, edited.told)
        if seen is None or (seen != changes and not how.yes):
            _show(proposal, changes, edited)
            if how.dry_run:
                output.write_text(f"没有写入（--dry-run）：会写 {_files(session, proposal)}。\n")
                return OK
            if not (how.yes or _agreed(session, proposal)):
                output.warn("没有写入。")
                return ERRORS
            seen = changes
        try:
            put_in_place(session.root, proposal, how.title)
        except ChangedSince:
            session.reload()
            continue
        except TransactionFailed as failed:
            raise Stop(f"没有写入：{failed}", USAGE) from failed
        output.write_text(f"已写入 {_files(session, proposal)}。\n")
        output.warn(f"要撤回：sgyp undo{session.named}")
        return OK
    raise Stop("没有写入：一直有别的程序在改这个台账，等它停了再试")


def _ledger(session: "Session") -> "Ledger":
    if session.loaded.ledger is None:
        session.report(session.loaded.unread)
        raise Stop("没有写入：ledger.yaml 读不了，先改正上面说的。", ERRORS)
    # By its 编号 a project is told from the others: of two with one nobody knows which is meant.
    several = Counter(one.id for one in session.loaded.ledger.projects).most_common(1)
    if several and several[0][1] > 1:
        id, number = several[0]
        raise Stop(
            f"没有写入：编号 {id} 有 {number} 个项目，先在文件里改成各不相同（sgyp check 可看）",
            ERRORS,
        )
    return session.loaded.ledger


def _changes(session: "Session", edited: Edited) -> "Changes | None":
    from sangeyipi.compare.records import compare

    if edited.ledger is None:
        return None
    return compare(_ledger(session), edited.ledger)


def _proposal(session: "Session", changes: "Changes", how: How, first: str) -> "Proposal":
    """What would be written, which makes no error that the ledger has not.  Raises Stop."""
    from sangeyipi.edit.failures import EditFailed
    from sangeyipi.edit.proposal import propose
    from sangeyipi.edit.soundness import new_errors

    try:
        proposal = propose(session.loaded, changes, how.into, session.today)
    except EditFailed as failed:
        raise Stop(f"没有写入：{failed}", ERRORS) from failed
    wrong = new_errors(proposal, session.today)
    if wrong:
        from sangeyipi.cli.console.session import report

        output.write_text(first)
        report(proposal.after, wrong, session.folder)
        raise Stop(f"没有写入：改了台账会有 {len(wrong)} 处错误（上面是改后的样子）。", ERRORS)
    return proposal


def _show(proposal: "Proposal", changes: "Changes", edited: Edited) -> None:
    from sangeyipi.render.changes.sections import to_text

    if proposal.comparison is not None:
        output.write_text(f"{edited.told}{to_text(proposal.comparison)}\n")
        return
    lines = "".join(f"{line}\n" for line in _plainly(changes))
    output.write_text(f"{edited.told}{lines}\n")
    output.warn("台账别处有错误（sgyp check 可看），说不出对第一部分的影响。")


def _plainly(changes: "Changes") -> list[str]:
    """The changes where no two ledgers can be compared: fact by fact."""
    from sangeyipi.render.changes import fields

    told = [f"新增 {fields.project(one)}" for one in changes.added]
    for project in changes.edited:
        told += [f"{fields.project(project.after)}  {fields.field(one)}" for one in project.fields]
    for report in changes.reports.edited:
        told += [f"{report.after.id}  {fields.field(one)}" for one in report.fields]
    told += [f"新增 {one.id} {one.month} 的月调度" for one in changes.reports.added]
    told += [f"删去 {one.id} {one.month} 的月调度" for one in changes.reports.removed]
    told += _of_registers(changes)
    return told + [f"{a.id} → {b.id} {fields.project(b)}" for a, b in changes.renamed]


def _of_registers(changes: "Changes") -> list[str]:
    """What is done to problems, visits and financing, fact by fact."""
    from sangeyipi.compare.fields import flat
    from sangeyipi.render.changes import fields
    from sangeyipi.render.inert import inert
    from sangeyipi.store.kinds import of_kind

    told = []
    for kind, found in changes.registers.items():
        title = of_kind(kind).title_of
        for one in found.added:
            facts = (f"{'.'.join(path)} {fields.fact(text)}" for path, text in flat(one).items())
            said = "，".join(facts)
            told.append(f"新增 {inert(title(one))}：{said}")
        told += [f"删去 {inert(title(one))}" for one in found.removed]
        for edit in found.edited:
            told += [f"{inert(title(edit.after))}  {fields.field(one)}" for one in edit.fields]
    return told


def _agreed(session: "Session", proposal: "Proposal") -> bool:
    asking.must("没有写入：这里不是终端，没法问。照上面写入，加 --yes；只看不写，用 --dry-run")
    return asking.agreed(f"写入 {_files(session, proposal)} 吗？")


def _files(session: "Session", proposal: "Proposal") -> str:
    from sangeyipi.render.inert import inert

    return "、".join(inert((session.folder / name).as_posix()) for name in proposal.texts)


def typed_fact(text: str, model: type) -> "Fact":
    """The fact that was typed.  Raises Stop, with the ledger's word for what counties call so."""
    from sangeyipi.edit.facts import NotAFact, typed
    from sangeyipi.ingest.typed import meant
    from sangeyipi.model.monthly_report import MonthlyReport

    try:
        return typed(text, model)
    except NotAFact as fault:
        name, mark, value = text.replace("＝", "=").partition("=")
        word = meant(name.strip(), monthly=model is MonthlyReport) if mark else ""
        if word:
            told = f"“{name.strip()}”在台账里叫“{word}”：写成 {word}={value}"
            raise Stop(told) from None
        raise Stop(str(fault)) from None


def refusal(refused: "FactRefused") -> str:
    """What the model says to values that were typed, each as it would say it of a file."""
    from sangeyipi.checks.catalogue import catalogue
    from sangeyipi.model.rule import Rule

    lines = []
    for fact, one in refused.faults:
        where = f"{fact.said}：" if fact else ""
        remedy = one.remedy or catalogue()[one.rule].remedy
        if one.rule is Rule.MISSING_KEY:
            remedy = "把缺的这一项也写上：字段=值"
        lines.append(f"{where}{one.rule.severity}[{one.rule}]: {one.message}\n  = 改法: {remedy}")
    return "\n".join(lines)
