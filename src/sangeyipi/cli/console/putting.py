"""An import put into the ledger's files, all of it or nothing, and taken back.

Owns when that is refused, and what is said of it.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sangeyipi.cli.console import output
from sangeyipi.cli.console.exits import ERRORS, OK, Stop

if TYPE_CHECKING:
    from sangeyipi.cli.console.session import Session
    from sangeyipi.edit.proposal import Proposal
    from sangeyipi.ingest.imported import Imported

#: What the record of an edit begins with that an import made.
_TITLE = "import"


def undone(files: list[Path] | None, ledger: Path | None) -> int:
    """Take the last import back.  Raises Stop."""
    if files:
        raise Stop("--undo 撤回上一次写入，后面不写文件")
    return taken_back(ledger, _TITLE, "导入")


def taken_back(ledger: Path | None, title: str, what: str) -> int:
    """Take the last edit back, if its title begins so; `what` it was, in words.  Raises Stop."""
    from sangeyipi.cli.console.session import ledger_root
    from sangeyipi.edit.failures import EditFailed
    from sangeyipi.edit.undo import last_edit, undo
    from sangeyipi.store.atomic.transaction import TransactionFailed

    root = ledger_root(ledger)
    try:
        last = last_edit(root)
        if last is not None and not last.title.startswith(title):
            told = f"上一次修改是 sgyp {last.title}，不是{what}：没有动任何文件"
            raise Stop(f"{told}；要撤回它，用 sgyp undo")
        done = undo(root)
    except (EditFailed, TransactionFailed) as why:
        raise Stop(str(why)) from None
    names = "、".join(done.files)
    output.write_text(f"撤回了 sgyp {done.title}：{names} 又是{what}以前的样子。\n")
    return OK


def applied(
    found: "Imported",
    session: "Session",
    paths: list[Path],
    *,
    into: str | None,
    partial: bool,
    mapping: Path | None,
) -> int:
    """Write what was found; the exit code.  Raises Stop, saying why nothing was written."""
    rejected = len(found.reconciliation.rows.rejected)
    if found.broken:
        raise Stop("没有写入：写进去台账会有错误，先改正上面说的。", ERRORS)
    if rejected and not partial:
        told = f"没有写入：有 {rejected} 行不能导入。{remedy(found, mapping)}。"
        rest = "确要先写其余的，加 --partial。" if found.changes else ""
        raise Stop(told + rest, ERRORS)
    if not found.changes:
        output.warn("与台账一样，没有要写入的。")
    else:
        _put(found, session, paths, into)
    return ERRORS if rejected else OK


def remedy(found: "Imported", mapping: Path | None) -> str:
    """What to do about rows that do not get in; `mapping` is where the questions were written."""
    if not any(one.question for one in found.reconciliation.rows.rejected):
        return "改好表格再运行一次"
    if mapping is not None:
        return f"改好表格，或在 {mapping} 里答好问题（用 --mapping {mapping}），再运行一次"
    return (
        "改好表格再运行一次；要回答问题，在终端里运行会逐个问，"
        "或加 --write-mapping 映射.yaml 写成文件来答"
    )


def _put(found: "Imported", session: "Session", paths: list[Path], into: str | None) -> None:
    from sangeyipi.cli.console.session import ledger_root
    from sangeyipi.edit.failures import EditFailed
    from sangeyipi.edit.proposal import propose, put_in_place
    from sangeyipi.store.atomic.transaction import TransactionFailed

    names = "、".join(path.name for path in paths)
    root = ledger_root(Path(session.folder))
    try:
        proposal = propose(session.loaded, found.changes, into, session.today)
        _refuse_unsound(proposal, found, session)
        put_in_place(root, proposal, f"{_TITLE} {names}")
    except (EditFailed, TransactionFailed) as why:
        raise Stop(str(why), ERRORS) from None
    told = [f"写入了 {(session.folder / name).as_posix()}" for name in proposal.texts]
    told.append(f"核对：sgyp check{session.named}")
    told.append(f"要撤回：sgyp import --undo{session.named}")
    output.warn("\n".join(told))


def _refuse_unsound(proposal: "Proposal", found: "Imported", session: "Session") -> None:
    """Raises Stop where the ledger would have an error that it does not have now."""
    from sangeyipi.checks.verdict import check
    from sangeyipi.cli.console.session import report

    now = {(one.rule, one.message) for one in check(session.loaded, today=session.today)}
    new = [one for one in proposal.errors if (one.rule, one.message) not in now]
    if not new:
        return
    report(proposal.after, new, session.folder)
    cells = found.cells_of(proposal.after, new)
    where = f"（表里的 {'、'.join(cells)}）" if cells else ""
    raise Stop(f"没有写入：写进去台账会有 {len(new)} 处错误{where}，先改正。", ERRORS)
