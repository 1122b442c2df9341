"""`sgyp chart`: the figures as a picture, in the terminal or in a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sangeyipi.cli.console import destination, options, output
from sangeyipi.cli.console.exits import OK, Stop
from sangeyipi.cli.console.results import send_as
from sangeyipi.render.formats import PICTURES, PLOT, PNG, SVG

if TYPE_CHECKING:
    from sangeyipi.model.picture import Picture

EXAMPLES = """
sgyp chart rates
sgyp chart investment --as-of 2023-06-30 --out 各期投资.svg
sgyp chart pipeline --phase 8 --out 推进情况.png
sgyp chart progress --as-of 2023-06
"""
KINDS = {
    "rates": "各期转化率",
    "investment": "各期投资",
    "pipeline": "走到哪一步",
    "progress": "完成投资与计划",
}
_MAKES = destination.makes(PICTURES, plain=False)


def chart(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="种类",
            help="、".join(f"{name} {word}" for name, word in KINDS.items()),
            autocompletion=lambda incomplete: [one for one in KINDS if one.startswith(incomplete)],
        ),
    ],
    form: Annotated[
        str | None,
        typer.Option(
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
        typer.Option("--out", metavar="文件", help=destination.told(_MAKES)),
    ] = None,
    phase: options.Phase = None,
    as_of: options.AsOf = None,
    platform: options.Platform = None,
    font: Annotated[
        Path | None,
        typer.Option("--font", metavar="文件", help="png 用的中文字体文件；不写则自己找"),
    ] = None,
    rev: options.Rev = None,
    today: options.Today = None,
    ledger: options.LedgerDir = None,
) -> int:
    """画图：各期的率、各期各批的投资、项目走到哪一步、完成投资与计划。"""
    from sangeyipi.cli.console.session import Session
    from sangeyipi.tables.pictures.pictures import MAKERS

    name = options.one_of("图的种类", kind, KINDS)
    chosen_form = _form(form, out, ledger)
    if font is not None and chosen_form != PNG.word:
        raise Stop("--font 只用于 png：svg 和 text 用看图人自己的字体")
    day = options.as_of(as_of)
    session = Session(ledger, rev, today)
    chosen = options.phases(phase, session.loaded.ledger)
    picture = MAKERS[name](session.figures(day), chosen, platform)
    _send(picture._replace(table=session.told([picture.table])[0]), chosen_form, out, font)
    return OK


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
