"""`sgyp show`: everything about one project, with its file and line."""

from typing import TYPE_CHECKING, Annotated

from sangeyipi.cli.console import options
from sangeyipi.cli.console.exits import OK, Stop
from sangeyipi.cli.console.parameters import Argument

if TYPE_CHECKING:
    from sangeyipi.cli.console.session import Session
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
    project = _find(options.word(id), figures.ledger.projects)
    table = project_table(figures.ledger, project, _where(session, project))
    send(answer(session.told([table]), figures.ledger.config.name), chosen_form, out)
    return OK


def _find(id: str, projects: "tuple[Project, ...]") -> "Project":
    for project in projects:
        if project.id == id:
            return project
    hint = options.project_meant(id, {project.id: project.name for project in projects})
    raise Stop(f"没有编号为“{id}”的项目{hint or '；sgyp list 可列出全部编号'}")


def _where(session: "Session", project: "Project") -> str:
    from sangeyipi.store.load import locate

    origin = project.origin
    position = locate(session.loaded.sources, [origin]).get(origin)
    file = (session.folder / origin.file).as_posix()
    return f"{file}:{position.line}" if position else file
