"""`sgyp convert`: 转化: what has come on goes onto the next batch's list of a later phase."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

from sangeyipi.cli.console import asking, editing, options, output
from sangeyipi.cli.console.exits import Stop
from sangeyipi.cli.console.parameters import Argument, Option

if TYPE_CHECKING:
    from sangeyipi.cli.console.editing import Edited
    from sangeyipi.edit.conversion import Candidate
    from sangeyipi.model.ledger import Ledger
    from sangeyipi.model.phases import Phases
    from sangeyipi.model.project import Project
    from sangeyipi.model.stages import Batch

EXAMPLES = """
sgyp convert --from 7 --to 8
sgyp convert --from 1-7 --to 8 --dry-run
sgyp convert --from 7 --to 8 --batch 开工 --yes
sgyp convert --from 7 --to 8 YX-2022-031
"""
EXIT_CODES = editing.EXIT_CODES


def convert(
    ids: Annotated[
        list[str] | None,
        Argument(
            metavar="[编号]...",
            help="只转这几个；日期不明的写在这里，就是说确在那一期以前",
            autocompletion=options.complete_ids,
        ),
    ] = None,
    source: Annotated[
        str,
        Option(
            "--from",
            metavar="期",
            help="从哪一期（几期）的名单转来：7 或 1-7",
            autocompletion=options.complete_phases,
            show_default=False,
        ),
    ] = "",
    to: Annotated[
        str,
        Option(
            "--to",
            metavar="期",
            help="转入哪一期",
            autocompletion=options.complete_phases,
            show_default=False,
        ),
    ] = "",
    batch: Annotated[
        str,
        Option(
            "--batch",
            metavar="批",
            help="转入哪一批：投产（从开工一批来）或开工（从签约一批来）",
            autocompletion=lambda: list(_batches()),
        ),
    ] = "投产",
    yes: editing.Yes = False,
    dry_run: editing.DryRun = False,
    today: options.Today = None,
    ledger: options.LedgerDir = None,
) -> int:
    """转化：前几期名单里走到了下一步的，列入后一期的下一批；没有列入的逐个说明为什么。"""
    from sangeyipi.cli.console.session import Session

    into = _batch(batch)
    for option, text in (("--from", source), ("--to", to)):
        if not text:
            raise Stop(f"没有写 {option}：如 sgyp convert --from 7 --to 8")
    session = Session(ledger, today=today)
    wanted = [options.word(one) for one in ids or []]
    answers: dict[str, bool] = {}

    def make(now: "Ledger") -> "Edited":
        came, goes = _phases("--from", source, now), _phase(to, now)
        if max(came) >= goes:
            raise Stop(f"--from 要早于 --to：{came.title}不早于第{goes}期")
        return _edited(now, came, goes, into, _Choice(wanted, answers, asks=not (yes or dry_run)))

    how = editing.How(f"convert --from {source} --to {to}", yes, dry_run)
    return editing.carry_out(session, make, how)


def _batches() -> "tuple[Batch, ...]":
    from sangeyipi.edit.conversion import SOURCE

    return tuple(reversed(SOURCE))


def _batch(text: str) -> "Batch":
    from sangeyipi.model.stages import Batch

    word = options.word(text).removesuffix("一批")
    if word == Batch.SIGNED:
        raise Stop("--batch：签约一批都是新签约的，没有转化来的；可写投产或开工")
    return Batch(options.one_of("--batch", word, _batches()))


def _phases(option: str, text: str, ledger: "Ledger") -> "Phases":
    try:
        found = options.phases(text, ledger)
    except Stop as fault:
        raise Stop(str(fault).replace("--phase", option, 1)) from None
    assert found is not None
    return found


def _phase(text: str, ledger: "Ledger") -> int:
    found = _phases("--to", text, ledger)
    if not found.single:
        raise Stop("--to 只能写一期")
    return found.numbers[0]


class _Choice:
    """Which of the candidates are meant: all that are ready, or those that were named."""

    def __init__(self, ids: list[str], answers: dict[str, bool], *, asks: bool) -> None:
        self.ids = ids
        self._answers = answers
        self._asks = asks and asking.somebody()

    def takes(self, one: "Candidate") -> bool:
        """Whether it is to be listed; of one that nobody can tell a person is asked, once."""
        from sangeyipi.edit.conversion import Readiness

        if self.ids and one.project.id not in self.ids:
            return False
        if one.standing is not Readiness.UNSURE:
            return one.standing is Readiness.READY
        if self.ids:
            return True
        id = one.project.id
        if self._asks and id not in self._answers:
            output.warn(f"{_line(one.project)}：{one.reason}")
            self._answers[id] = asking.agreed("  在那以前吗？")
        return self._answers.get(id, False)


def _edited(
    ledger: "Ledger", came: "Phases", goes: int, batch: "Batch", choice: _Choice
) -> "Edited":
    from sangeyipi.edit.conversion import SOURCE, Readiness, candidates, listed_in

    found = candidates(ledger, came, goes, batch)
    _stop_at_others(ledger, found, choice.ids, f"{came.title}{SOURCE[batch]}一批")
    taken = [one for one in found if choice.takes(one)]
    left = [one for one in found if one not in taken]
    if choice.ids:
        left = []
    unsure = [one for one in left if one.standing is Readiness.UNSURE]
    day = ledger.config.date_of(goes)
    head = f"{came.title}{SOURCE[batch]}一批 → 第{goes}期{batch}一批（{day}）\n"
    told = head + "".join(
        _section(title, many)
        for title, many in (
            ("转入", taken),
            ("要问清的，没有转入", unsure),
            ("没有转入", [one for one in left if one not in unsure]),
        )
    )
    if unsure:
        told += f"确在那以前的，写明编号再转：sgyp convert --from {came} --to {goes}"
        told += f"{'' if batch is _batches()[0] else f' --batch {batch}'} {unsure[0].project.id}\n"
    if not found:
        told += f"{came.title}没有{SOURCE[batch]}一批的项目。\n"
    told += "\n"
    if not taken:
        return editing.Edited(None, told)
    return editing.Edited(listed_in(ledger, (one.project for one in taken), goes, batch), told)


def _stop_at_others(
    ledger: "Ledger", found: "list[Candidate]", ids: Iterable[str], where: str
) -> None:
    """Whoever was named can be listed.  Raises Stop, saying why not."""
    from sangeyipi.cli.set import project_of
    from sangeyipi.edit.conversion import Readiness

    by_id = {one.project.id: one for one in found}
    for id in ids:
        project = project_of(id, ledger)
        if id not in by_id:
            raise Stop(f"{_line(project)}：不在{where}")
        if by_id[id].standing is Readiness.NOT:
            raise Stop(f"{_line(project)}：{by_id[id].reason}")


def _section(title: str, many: "list[Candidate]") -> str:
    if not many:
        return ""
    lines = "".join(f"  {_line(one.project)}：{one.reason}\n" for one in many)
    return f"{title}（{len(many)}）\n{lines}"


def _line(project: "Project") -> str:
    from sangeyipi.render.changes import fields

    return fields.project(project)
