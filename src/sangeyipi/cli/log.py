"""`sgyp log`: which commits changed section one, or the life of one project."""

from typing import TYPE_CHECKING, Annotated

from sangeyipi.cli.console import options
from sangeyipi.cli.console.exits import OK, Stop
from sangeyipi.cli.console.parameters import Argument, Option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sangeyipi.compare.commits import Whose
    from sangeyipi.git.revisions import Revisions
    from sangeyipi.git.snapshots import HistoryStep
    from sangeyipi.model.table import Table

#: What a history of a ledger made of others is of.
_MEMBERS = "在这个仓库里的区县按各次提交的算，写了“版本”的按那一版；别的那时的数不知道（≥、—）。"
EXAMPLES = """
sgyp log
sgyp log -n 10 --format md
sgyp log MQ-001
"""


def log(
    id: Annotated[
        str | None,
        Argument(metavar="[编号]", help="只看一个项目的来历", autocompletion=options.complete_ids),
    ] = None,
    most: Annotated[
        int | None, Option("-n", metavar="次数", min=1, help="只列最近几次提交")
    ] = None,
    first_parent: Annotated[
        bool, Option("--first-parent", help="只沿主线，一次合并算一次改动")
    ] = False,
    rev: options.Rev = None,
    form: options.TableFormat = None,
    out: options.Out = None,
    ledger: options.LedgerDir = None,
) -> int:
    """git 历史里哪些提交改变了汇总数（新的在前）；写上编号则看这个项目的来历（旧的在前）。"""
    from sangeyipi.cli.console.results import send
    from sangeyipi.cli.console.session import history_root
    from sangeyipi.git.failures import HistoryFailed
    from sangeyipi.git.revisions import Revisions
    from sangeyipi.model.document import answer

    id = None if id is None else options.word(id)

    chosen_form = options.table_format(form, out, ledger)
    try:
        with Revisions(history_root(ledger)) as revisions:
            table, whose = _table(revisions, rev or "HEAD", id, most, first_parent)
    except HistoryFailed as error:
        raise Stop(str(error)) from None
    send(answer([table], whose.name), chosen_form, out)
    return OK


def _table(
    revisions: "Revisions", rev: str, id: str | None, most: int | None, first_parent: bool
) -> "tuple[Table, Whose]":
    from sangeyipi.compare.commits import Whose, timeline_table

    history = revisions.history(rev, first_parent)
    if id is not None:
        # The model and Pydantic, while git is at work.
        from sangeyipi.git.snapshots import along

        steps = list(along(history))
        whose = Whose.of(steps[-1].after.config)
        if whose.gathers:
            return _life_of_member(revisions, rev, id, most, first_parent), whose
        return _life(steps, id, most, _notes(revisions, whose)), whose

    from sangeyipi.compare.remembered_steps import timeline

    told, whose = timeline(history, first_parent)
    if whose.gathers:
        return _of_the_whole(revisions, rev, whose, most, first_parent), whose
    shown = told[::-1][:most]
    notes = [*_notes(revisions, whose), *_cut(len(told), len(shown), "次提交")]
    return timeline_table(shown, whose.region, notes), whose


def _of_the_whole(
    revisions: "Revisions", rev: str, whose: "Whose", most: int | None, first_parent: bool
) -> "Table":
    """Of a ledger made of others the commits of its own repository, the newest first."""
    from sangeyipi.compare.commits import timeline_table
    from sangeyipi.compare.remembered_whole import whole_timeline
    from sangeyipi.gather.history import WholeHistory

    shown = whole_timeline(WholeHistory(revisions, rev, first_parent), first_parent, most)
    notes = [*_notes(revisions, whose), _MEMBERS]
    if most is not None and len(shown) > most:
        notes.append(f"只列了最近 {most} 次提交，还有更早的。")
    return timeline_table(shown[:most], whose.region, notes)


def _life_of_member(
    revisions: "Revisions", rev: str, id: str, most: int | None, first_parent: bool
) -> "Table":
    """A project's life, in the history of the county whose it is."""
    from sangeyipi import api
    from sangeyipi.compare.commits import Whose
    from sangeyipi.gather.names import BETWEEN
    from sangeyipi.git.revisions import Revisions
    from sangeyipi.git.snapshots import along
    from sangeyipi.git.versions import open_revision

    region, _, own = id.rpartition(BETWEEN)
    members = open_revision(rev, revisions.folder, api.gather()).loaded.members
    there = [
        one.member
        for one in members
        if one.loaded is not None
        and one.loaded.ledger is not None
        and region in ("", one.member.region)
        and any(project.id == own for project in one.loaded.ledger.projects)
    ]
    if not there:
        raise Stop(
            f"各区县的台账里没有编号为“{id}”的项目；删去了的，到区县自己的台账里看："
            "sgyp log 编号 --ledger 区县的文件夹"
        )
    if len(there) > 1:
        named = "、".join(f"{one.region}{BETWEEN}{own}" for one in there)
        raise Stop(f"编号“{id}”有 {len(there)} 个区县在用，写明哪一个：{named}")
    member = there[0]
    with Revisions(revisions.folder / (member.folder or "")) as theirs:
        spec = member.revision or _same(theirs, revisions.found(rev).commit.oid) or "HEAD"
        steps = list(along(theirs.history(spec, first_parent)))
        whose = Whose.of(steps[-1].after.config)
        notes = [*_notes(theirs, whose), f"这是{member.region}台账（{member.folder}）里的历史。"]
        return _life(steps, own, most, notes)


def _same(theirs: "Revisions", oid: str) -> str:
    """The commit, where it is one of this repository as well; else ""."""
    from sangeyipi.git.failures import UnknownRevision

    try:
        return theirs.commit(oid).oid
    except UnknownRevision:
        return ""


def _life(steps: "Sequence[HistoryStep]", id: str, most: int | None, notes: list[str]) -> "Table":
    from sangeyipi.compare.life import called, life, life_table

    events = life(steps, id)
    if not events:
        raise Stop(f"历史里没有编号为“{id}”的项目{options.project_meant(id, called(steps))}")
    shown = events[-most:] if most else events
    return life_table(shown, id, [*notes, *_cut(len(events), len(shown), "条")])


def _notes(revisions: "Revisions", whose: "Whose") -> list[str]:
    notes = [whose.notice] if whose.notice else []
    if revisions.repository.shallow:
        notes.append(
            "浅克隆：更早的提交不在这里，最早的一次提交里看到的是当时的全部；"
            "git fetch --unshallow 可取全。"
        )
    return notes


def _cut(total: int, shown: int, unit: str) -> list[str]:
    return [f"共 {total} {unit}，只列了最近 {shown} {unit}。"] if shown < total else []
