"""`sgyp chart`: the figures as a picture, in the terminal or in a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from sangeyipi.cli.console import destination, filters, options, output
from sangeyipi.cli.console.exits import OK, Stop
from sangeyipi.cli.console.parameters import Argument, Option
from sangeyipi.cli.console.results import send_as
from sangeyipi.render.formats import PICTURES, PLOT, PNG, SVG

if TYPE_CHECKING:
    from datetime import date

    from sangeyipi.cli.console.session import Session
    from sangeyipi.figures.selection import Filter
    from sangeyipi.model.picture import Picture

EXAMPLES = """
sgyp chart rates
sgyp chart investment --as-of 2023-06-30 --out 各期投资.svg
sgyp chart pipeline --phase 8 --out 推进情况.png
sgyp chart progress --as-of 2023-06
sgyp chart schedule --unit 县工信局 --out 倒排工期.svg
"""
KINDS = {
    "rates": "各期转化率",
    "investment": "各期投资",
    "pipeline": "走到哪一步",
    "progress": "完成投资与计划",
    "schedule": "倒排工期",
}
#: Those of lists, which totals tell as well.
_OF_LISTS = ("rates", "investment")
#: The picture of projects rather than of totals; what others can't be asked for.
_SCHEDULE = "schedule"
_ROWS, _MOST_ROWS = 40, 500
_MAKES = destination.makes(PICTURES, plain=False)


def chart(
    kind: Annotated[
        str,
        Argument(
            metavar="种类",
            help="、".join(f"{name} {word}" for name, word in KINDS.items()),
            autocompletion=lambda incomplete: [one for one in KINDS if one.startswith(incomplete)],
        ),
    ],
    form: Annotated[
        str | None,
        Option(
            "--format",
            metavar="|".join(_MAKES.words),
            help="svg、png，或 text（终端里看）；写 --out 时按扩展名",
            autocompletion=lambda incomplete: [
                one for one in _MAKES.words if one.startswith(incomplete)
            ],
        ),
    ] = None,
    out: Annotated[
        Path | None,
        Option("--out", metavar="文件", help=destination.told(_MAKES)),
    ] = None,
    phase: options.Phase = None,
    batch: options.BatchName = None,
    sector: filters.Sector = None,
    unit: filters.Unit = None,
    leader: filters.Leader = None,
    page: Annotated[
        int | None, Option("--page", metavar="页", min=1, help="schedule：画第几页，默认 1")
    ] = None,
    rows: Annotated[
        int | None,
        Option("--rows", metavar="个数", min=1, help=f"schedule：一页几个项目，默认 {_ROWS}"),
    ] = None,
    as_of: options.AsOf = None,
    platform: options.Platform = None,
    font: Annotated[
        Path | None,
        Option("--font", metavar="文件", help="png 用的中文字体文件；不写则自己找"),
    ] = None,
    rev: options.Rev = None,
    today: options.Today = None,
    ledger: options.LedgerDir = None,
) -> int:
    """画图：各期的率、各期各批的投资、走到哪一步、完成投资与计划、倒排工期。"""
    from sangeyipi.cli.console.session import Session
    from sangeyipi.tables.pictures.pictures import MAKERS

    name = options.one_of("图的种类", kind, KINDS)
    chosen_form = _form(form, out, ledger)
    if font is not None and chosen_form != PNG.word:
        raise Stop("--font 只用于 png：svg 和 text 用看图人自己的字体")
    of_projects = {"--batch": batch, "--sector": sector, "--unit": unit, "--leader": leader}
    given = [one for one, value in {**of_projects, "--page": page, "--rows": rows}.items() if value]
    if given and name != _SCHEDULE:
        raise Stop(f"{'、'.join(given)} 只用于 schedule（倒排工期），{name} 画的不是单个项目")
    if rows is not None and rows > _MOST_ROWS:
        raise Stop(f"--rows 至多 {_MOST_ROWS}：再多就看不清了，其余用 --page 分页看")
    day = options.as_of(as_of)
    session = Session(ledger, rev, today, complete=True, of_lists=name in _OF_LISTS)
    if name == _SCHEDULE:
        wanted = filters.chosen(
            session.loaded.ledger,
            phase,
            batch,
            platform,
            sector=sector,
            unit=unit,
            leader=leader,
        )
        picture = _schedule(session, day, wanted, (page or 1, rows or _ROWS))
    else:
        chosen = options.phases(phase, session.loaded.ledger)
        picture = MAKERS[name](session.figures(day), chosen, platform)
    _send(picture._replace(table=session.told([picture.table])[0]), chosen_form, out, font)
    return OK


def _schedule(
    session: "Session", as_of: "date | None", wanted: "Filter", of: tuple[int, int]
) -> "Picture":
    from sangeyipi.figures.resolve import Figures
    from sangeyipi.tables.schedule import SchedulePage, day_of, schedule_picture

    sound = session.figures(as_of).ledger
    page = SchedulePage(*of)
    drawn = schedule_picture(Figures(sound, day_of(sound, as_of)), wanted, page)
    if page.number > 1 and not drawn.table.rows:
        raise Stop(f"--page {page.number}：没有这么多页，去掉 --page 可看共几页")
    return drawn


def _form(wanted: str | None, out: Path | None, ledger: Path | None) -> str:
    destination.guard(out, ledger)
    chosen = None if wanted is None else options.one_of("--format", wanted, _MAKES.words)
    return destination.form_of(chosen, out, _MAKES) or PLOT.word


def _send(picture: "Picture", form: str, out: Path | None, font: Path | None) -> None:
    """The picture to stdout or into a file."""
    columns = output.terminal_columns()
    if form == PLOT.word and out is None and columns is not None:
        from sangeyipi.render.plot_text import lines

        output.write_styled(lines(picture, columns))
        return
    from sangeyipi.render.pictures import DrawingFailed, to_png

    with_font = PNG._replace(made=lambda drawn: to_png(drawn, font))
    try:
        send_as(picture, form, out, (SVG, with_font, PLOT))
    except DrawingFailed as error:
        raise Stop(str(error)) from None
