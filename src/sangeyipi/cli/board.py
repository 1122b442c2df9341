"""`sgyp board`: the wall chart, one page for a meeting room or a share."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from sangeyipi.cli.console import destination, filters, options, output
from sangeyipi.cli.console.exits import OK, Stop
from sangeyipi.cli.console.parameters import Option

if TYPE_CHECKING:
    from sangeyipi.cli.console.session import Session
    from sangeyipi.model.ledger import Ledger
    from sangeyipi.tables.board import Where

EXAMPLES = """
sgyp board --out 看板.html
sgyp board --as-of 2023-06-30 --out 六月看板.html
sgyp board --phase 8 --unit 县工信局 --out 看板.html
"""
_SUFFIXES = (".html", ".htm")


def board(
    out: Annotated[Path, Option("--out", metavar="文件", help="写成这个网页：看板.html")],
    as_of: options.AsOf = None,
    phase: options.Phase = None,
    batch: options.BatchName = None,
    sector: filters.Sector = None,
    unit: filters.Unit = None,
    leader: filters.Leader = None,
    platform: options.Platform = None,
    rev: options.Rev = None,
    today: options.Today = None,
    ledger: options.LedgerDir = None,
) -> int:
    """挂图作战：一页看板，指标、红黄灯、倒排工期和每个项目，不联网也能开。"""
    from sangeyipi.cli.console.session import Session
    from sangeyipi.figures.resolve import Figures
    from sangeyipi.render.board.page import to_page
    from sangeyipi.tables import board as boards
    from sangeyipi.tables.schedule import day_of

    destination.guard(out, ledger)
    if out.suffix.lower() not in _SUFFIXES:
        raise Stop(f"--out {out}：看板是网页，文件名要以 .html 结尾")
    day = options.as_of(as_of)
    session = Session(ledger, rev, today, complete=True)
    wanted = filters.chosen(
        session.loaded.ledger, phase, batch, platform, sector=sector, unit=unit, leader=leader
    )
    sound = session.figures(day).ledger
    figures = Figures(sound, day_of(sound, day))
    made = boards.board(figures, wanted, _where(session, sound))
    if session.note:
        made = made._replace(notes=(session.note, *made.notes))
    output.put_out(out, to_page(made).encode("utf-8", "backslashreplace"))
    return OK


def _where(session: "Session", ledger: "Ledger") -> "Where":
    """File and line of a record, as seen from the ledger's own folder: the same on any machine."""
    from sangeyipi.store.load import locate

    of_kinds = (ledger.projects, ledger.reports, ledger.problems, ledger.visits, ledger.financing)
    places = [one.origin for kind in of_kinds for one in kind]
    found = locate(session.loaded.sources, places)

    def where(place: object) -> str:
        position = found.get(place)  # type: ignore[call-overload]
        file = getattr(place, "file", "")
        return f"{file}:{position.line}" if position else file

    return where
