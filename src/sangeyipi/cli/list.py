"""`sgyp list`: the projects, filtered."""

from typing import Annotated

import typer

from sangeyipi.cli.console import options, vocabulary
from sangeyipi.cli.console.exits import OK

EXAMPLES = """
sgyp list --phase 8 --batch 开工 --not-reached 投产
sgyp list --sector 先进制造业 --min 10
sgyp list --text 产业园 --format csv --out 项目.csv
"""


def list_(
    phase: options.Phase = None,
    batch: options.BatchName = None,
    reached: Annotated[
        str | None,
        typer.Option(
            "--reached",
            metavar="节点",
            help=f"已到：{vocabulary.MILESTONES}",
            autocompletion=options.complete_milestones,
        ),
    ] = None,
    not_reached: Annotated[
        str | None,
        typer.Option(
            "--not-reached",
            metavar="节点",
            help="未到该节点",
            autocompletion=options.complete_milestones,
        ),
    ] = None,
    sector: Annotated[
        str | None,
        typer.Option(
            "--sector",
            metavar="领域",
            help="这个领域的",
            autocompletion=options.complete_sectors,
        ),
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit", metavar="单位", help="这个责任单位的", autocompletion=options.complete_units
        ),
    ] = None,
    at_least: Annotated[
        str | None, typer.Option("--min", metavar="亿元", help="总投资不少于")
    ] = None,
    less_than: Annotated[
        str | None, typer.Option("--max", metavar="亿元", help="总投资少于")
    ] = None,
    text: Annotated[
        str, typer.Option("--text", metavar="文字", help=f"{vocabulary.SEARCHED}里含有")
    ] = "",
    withdrawn: Annotated[bool, typer.Option("--withdrawn", help="只看已调出的")] = False,
    as_of: options.AsOf = None,
    platform: options.Platform = None,
    form: options.TableFormat = None,
    out: options.Out = None,
    rev: options.Rev = None,
    today: options.Today = None,
    ledger: options.LedgerDir = None,
) -> int:
    """项目清单，可按期、批、节点、领域、单位、投资和文字筛选。"""
    from sangeyipi.cli.console.results import send
    from sangeyipi.cli.console.session import Session
    from sangeyipi.figures.selection import Filter
    from sangeyipi.model.document import answer
    from sangeyipi.tables.listing import list_table

    chosen_form = options.table_format(form, out, ledger)
    day = options.as_of(as_of)
    session = Session(ledger, rev, today)
    projects = session.loaded.ledger.projects if session.loaded.ledger else ()
    sectors = session.loaded.ledger.config.sectors if session.loaded.ledger else ()
    chosen = Filter(
        phases=options.phases(phase, session.loaded.ledger),
        batch=options.batch(batch),
        reached=options.milestone("--reached", reached),
        not_reached=options.milestone("--not-reached", not_reached),
        sector=options.known(
            "--sector", "领域", sector, (*sectors, *(one.sector for one in projects))
        ),
        unit=options.known("--unit", "责任单位", unit, (one.unit for one in projects)),
        at_least=options.amount("--min", at_least),
        less_than=options.amount("--max", less_than),
        text=options.word(text),
        on_platform=platform,
        withdrawn=withdrawn,
    )
    figures = session.figures(day)
    tables = session.told([list_table(figures, chosen)])
    send(answer(tables, figures.ledger.config.name, day), chosen_form, out)
    return OK
