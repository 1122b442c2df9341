"""`sgyp log`: which commits changed section one, or the life of one project."""

from typing import TYPE_CHECKING, Annotated

from sangeyipi.cli.console import options
from sangeyipi.cli.console.exits import OK, Stop
from sangeyipi.cli.console.parameters import Argument, Option

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sangeyipi.git.revisions import Revisions
    from sangeyipi.git.snapshots import Step
    from sangeyipi.model.ledger import Config
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
            table, config = _table(revisions, rev or "HEAD", id, most, first_parent)
    except HistoryFailed as error:
        raise Stop(str(error)) from None
    send(answer([table], config.name if config else ""), chosen_form, out)
    return OK


def _table(
    revisions: "Revisions", rev: str, id: str | None, most: int | None, first_parent: bool
) -> "tuple[Table, Config | None]":
    history = revisions.history(rev, first_parent)
    # The model and Pydantic, while git is at work.
    from sangeyipi.git.snapshots import along

    steps = along(history)
    if id is not None:
        every = list(steps)
        config = every[-1].after.config
        _guard_alone(config)
        return _life(every, id, most, _notes(revisions, config)), config

    from sangeyipi.compare.timeline import commit_effects, timeline_table

    last: list[Step] = []
    told = list(commit_effects(_remembering(steps, last), first_parent))
    config = last[-1].after.config
    _guard_alone(config)
    shown = told[::-1][:most]
    notes = [*_notes(revisions, config), *_cut(len(told), len(shown), "次提交")]
    return timeline_table(shown, (config and config.region) or "", notes), config


def _guard_alone(config: "Config | None") -> None:
    """Refuse a ledger that is made of others.  Raises Stop."""
    from sangeyipi.git.failures import NotAlone
    from sangeyipi.git.versions import guard_alone
    from sangeyipi.model.ledger import Ledger

    try:
        guard_alone(Ledger(config=config) if config else None)
    except NotAlone as refused:
        raise Stop(str(refused)) from None


def _remembering(steps: "Iterable[Step]", last: "list[Step]") -> "Iterator[Step]":
    """The steps; the last of them is left in `last`."""
    for step in steps:
        last[:] = [step]
        yield step


def _life(steps: "Sequence[Step]", id: str, most: int | None, notes: list[str]) -> "Table":
    from sangeyipi.compare.life import called, life, life_table

    events = life(steps, id)
    if not events:
        raise Stop(f"历史里没有编号为“{id}”的项目{options.project_meant(id, called(steps))}")
    shown = events[-most:] if most else events
    return life_table(shown, id, [*notes, *_cut(len(events), len(shown), "条")])


def _notes(revisions: "Revisions", config: "Config | None") -> list[str]:
    notes = [config.notice] if config and config.notice else []
    if revisions.repository.shallow:
        notes.append(
            "浅克隆：更早的提交不在这里，最早的一次提交里看到的是当时的全部；"
            "git fetch --unshallow 可取全。"
        )
    return notes


def _cut(total: int, shown: int, unit: str) -> list[str]:
    return [f"共 {total} {unit}，只列了最近 {shown} {unit}。"] if shown < total else []
