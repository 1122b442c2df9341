"""`sgyp summary`: section one's tables."""

from typing import TYPE_CHECKING, Annotated

import typer

from sangeyipi.cli.console import options, vocabulary
from sangeyipi.cli.console.exits import OK, Stop

if TYPE_CHECKING:
    from sangeyipi.tables.grouping import Grouping

EXAMPLES = """
sgyp summary --phase 8
sgyp summary --as-of 2023-06-30 --format csv --out 六月.csv
sgyp summary --by 领域 --phase 1-7
sgyp summary --as-of 2023-06-30 --rev 2023-07-05
"""


def summary(
    phase: options.Phase = None,
    as_of: options.AsOf = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="类别",
            help=f"按{vocabulary.BY_WORDS}",
            autocompletion=options.complete_by,
        ),
    ] = None,
    unique: Annotated[bool, typer.Option("--unique", help="每个项目只计一次，不按项次")] = False,
    platform: options.Platform = None,
    form: options.TableFormat = None,
    out: options.Out = None,
    rev: options.Rev = None,
    today: options.Today = None,
    ledger: options.LedgerDir = None,
) -> int:
    """个数、总投资和转化率：一期、几期，或全部。"""
    from sangeyipi import api
    from sangeyipi.cli.console.results import send
    from sangeyipi.cli.console.session import Session
    from sangeyipi.model.document import answer

    chosen_form = options.table_format(form, out, ledger)
    day = options.as_of(as_of)
    kind = _kind(by, unique)
    session = Session(ledger, rev, today)
    chosen = options.phases(phase, session.loaded.ledger)
    figures = session.figures(day)
    tables = api.summary(figures, chosen, by=kind, on_platform=platform, unique=unique)
    send(answer(session.told(tables), figures.ledger.config.name, day), chosen_form, out)
    return OK


def _kind(by: str | None, unique: bool) -> "Grouping | None":
    if by is None:
        return None
    from sangeyipi.tables.grouping import GROUPINGS, named

    kind = named(options.word(by))
    if kind is None:
        names = [name for one in GROUPINGS for name in (one.word, one.key)]
        near = options.meant(options.word(by), names)
        can = "、".join(f"{one.key}（{one.word}）" for one in GROUPINGS)
        raise Stop(f"--by 不能是“{options.word(by)}”，只能是：{can}{near}")
    if unique and kind.of_projects:
        raise Stop(f"--by {kind.word} 本来就每个项目只计一次，不要再写 --unique")
    return kind
