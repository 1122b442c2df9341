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
        _guard_alone(whose)
        return _life(steps, id, most, _notes(revisions, whose)), whose

    from sangeyipi.compare.remembered_steps import timeline

    told, whose = timeline(history, first_parent)
    _guard_alone(whose)
    shown = told[::-1][:most]
    notes = [*_notes(revisions, whose), *_cut(len(told), len(shown), "次提交")]
    return timeline_table(shown, whose.region, notes), whose


def _guard_alone(whose: "Whose") -> None:
    """Refuse a ledger that is made of others.  Raises NotAlone."""
    from sangeyipi.git.failures import NotAlone

    if whose.gathers:
        raise NotAlone.called(whose.name)


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
