"""`sgyp show`: everything about one project, with its file and line."""

from typing import TYPE_CHECKING, Annotated

from sangeyipi.cli.console import exits, options
from sangeyipi.cli.console.exits import OK, Stop
from sangeyipi.cli.console.parameters import Argument

if TYPE_CHECKING:
    from sangeyipi.cli.console.session import Session
    from sangeyipi.model.ledger import Ledger
    from sangeyipi.model.project import Project

EXAMPLES = """
sgyp show MQ-001
sgyp show MQ-001 --format json
"""


def show(
    id: Annotated[
        str,
        Argument(metavar="编号", help="项目编号", autocompletion=options.complete_ids),
    ],
    form: options.TableFormat = None,
    out: options.Out = None,
    rev: options.Rev = None,
    today: options.Today = None,
    ledger: options.LedgerDir = None,
) -> int:
    """一个项目的全部内容，和它在哪个文件第几行。"""
    from sangeyipi.cli.console.results import send
    from sangeyipi.cli.console.session import Session
    from sangeyipi.model.document import answer
    from sangeyipi.tables.project import project_table

    chosen_form = options.table_format(form, out, ledger)
    session = Session(ledger, rev, today)
    figures = session.figures()
    project, ledger_of_it = _find(options.word(id), figures.ledger)
    table = project_table(ledger_of_it, project, _where(session, project))
    send(answer(session.told([table]), figures.ledger.config.name), chosen_form, out)
    return OK


def _find(id: str, whole: "Ledger") -> "tuple[Project, Ledger]":
    """The project and the ledger that has it, of a place beside the sums too.  Raises Stop."""
    beside = [one.ledger for one in whole.parts if not one.member.counted and one.ledger]
    every = [whole, *beside]
    for ledger in every:
        for project in ledger.projects:
            if project.id == id:
                return project, ledger
    gone = "、".join(f"{one.region}（{one.fault}）" for one in whole.parts if one.ledger is None)
    if gone:
        raise Stop(f"没有编号为“{id}”的项目；{gone}的没有查", exits.ERRORS)
    names = {project.id: project.name for ledger in every for project in ledger.projects}
    hint = options.project_meant(id, names)
    raise Stop(f"没有编号为“{id}”的项目{hint or '；sgyp list 可列出全部编号'}")


def _where(session: "Session", project: "Project") -> str:
    from sangeyipi.store.load import locate

    origin = project.origin
    position = locate(session.loaded.sources, [origin]).get(origin)
    file = (session.folder / origin.file).as_posix()
    return f"{file}:{position.line}" if position else file
