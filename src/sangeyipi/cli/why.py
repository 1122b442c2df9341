"""`sgyp why`: how a figure came about."""

from typing import TYPE_CHECKING, Annotated

import typer

from sangeyipi.cli.console import options
from sangeyipi.cli.console.exits import OK, Stop

if TYPE_CHECKING:
    from sangeyipi.cli.console.session import Session
    from sangeyipi.model.explained import Explained
    from sangeyipi.model.place import Place

EXAMPLES = """
sgyp why 总投资 --phase 8 --batch 开工
sgyp why 签约开工率 --phase 8 --as-of 2023-06-30
sgyp why 个数 --phase 1-7 --platform --all
sgyp why 总投资 --by 领域 --group 先进制造业 --format md
"""


def why(
    measure: Annotated[
        str, typer.Argument(metavar="指标", help="哪个数：个数、总投资、转化，或一个率")
    ],
    phase: options.Phase = None,
    batch: options.BatchName = None,
    as_of: options.AsOf = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="类别",
            help="与 --group 连用：按哪个类别分的组",
            autocompletion=options.complete_by,
        ),
    ] = None,
    group: Annotated[
        str | None, typer.Option("--group", metavar="组", help="哪一组，如 --by 领域 的一个领域")
    ] = None,
    unique: Annotated[bool, typer.Option("--unique", help="每个项目只计一次，不按项次")] = False,
    platform: options.Platform = None,
    every: Annotated[bool, typer.Option("--all", help="列出全部来源，不只前 30 项")] = False,
    form: options.TableFormat = None,
    out: options.Out = None,
    rev: options.Rev = None,
    today: options.Today = None,
    ledger: options.LedgerDir = None,
) -> int:
    """一个数是怎么来的：口径、分子分母，由哪些项目和汇总组成，记在哪个文件第几行。"""
    from sangeyipi.cli.console.results import send
    from sangeyipi.cli.console.session import Session
    from sangeyipi.model.document import answer
    from sangeyipi.model.question import Scope
    from sangeyipi.tables.asked import AskedWrongly, question
    from sangeyipi.tables.why import Why
    from sangeyipi.tables.why_tables import why_tables

    chosen_form = options.table_format(form, out, ledger)
    day = options.as_of(as_of)
    session = Session(ledger, rev, today)
    chosen = options.phases(phase, session.loaded.ledger)
    figures = session.figures(day)
    try:
        asked = question(
            figures,
            options.word(measure),
            Scope(chosen, options.batch(batch), platform),
            by=None if by is None else options.word(by),
            group=None if group is None else options.word(group),
            unique=unique,
        )
    except AskedWrongly as error:
        raise Stop(f"{error}{options.meant(error.word, error.words)}") from None
    found = Why(figures).explain(asked)
    if found is None:
        raise Stop("这个数的来历还不能逐项说明：sgyp summary 的注里有它的口径")
    tables = why_tables(figures, found, _where(session, found), session.named, every)
    send(answer(session.told(tables), figures.ledger.config.name, day), chosen_form, out)
    return OK


def _where(session: "Session", found: "Explained") -> "dict[Place, str]":
    """File and line of each source."""
    from sangeyipi.store.load import locate

    places = {one.place for one in (*found.sources, *found.beside) if one.place.file}
    positions = locate(session.loaded.sources, places)
    return {
        place: f"{place.file}:{positions[place].line}" if place in positions else place.file
        for place in places
    }
