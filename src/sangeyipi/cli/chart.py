"""`sgyp chart`: the figures as a picture, in the terminal or in a file."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sangeyipi.cli.console import destination, options, output
from sangeyipi.cli.console.destination import Makes
from sangeyipi.cli.console.exits import OK, Stop

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
_MAKES = Makes({".svg": "svg", ".png": "png", ".txt": "text"}, "")
_FORMATS = tuple(_MAKES.by_suffix.values())


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
            metavar="|".join(_FORMATS),
            help="svg、png，或 text（终端里看）；写 --out 时按扩展名",
            autocompletion=lambda incomplete: [
                one for one in _FORMATS if one.startswith(incomplete)
            ],
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="文件", help="写入文件：.svg、.png 或 .txt")
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
    if font is not None and chosen_form != "png":
        raise Stop("--font 只用于 png：svg 和 text 用看图人自己的字体")
    if chosen_form == "png" and out is None and sys.stdout.isatty():
        raise Stop(
            "png 不能显示在终端里：用 --out 文件.png 写入文件，或用 --format text 在终端里看"
        )
    day = options.as_of(as_of)
    session = Session(ledger, rev, today)
    chosen = options.phases(phase, session.loaded.ledger)
    picture = MAKERS[name](session.figures(day), chosen, platform)
    _send(picture._replace(table=session.told([picture.table])[0]), chosen_form, out, font)
    return OK


def _form(wanted: str | None, out: Path | None, ledger: Path | None) -> str:
    destination.guard(out, ledger)
    chosen = None if wanted is None else options.one_of("--format", wanted, _FORMATS)
    return destination.form_of(chosen, out, _MAKES) or "text"


def _send(picture: "Picture", form: str, out: Path | None, font: Path | None) -> None:
    """The picture to stdout or into a file."""
    if form == "text":
        _send_text(picture, out)
        return
    from sangeyipi.render.pictures import DrawingFailed, to_png, to_svg

    try:
        data = to_png(picture, font) if form == "png" else to_svg(picture).encode("utf-8")
    except DrawingFailed as error:
        raise Stop(str(error)) from None
    if out is None:
        output.write_raw(data)
    else:
        output.put_out(out, data)


def _send_text(picture: "Picture", out: Path | None) -> None:
    from sangeyipi.render import plot_text

    columns = output.terminal_columns() if out is None else None
    if out is not None:
        output.put_out(out, plot_text.to_text(picture))
    elif columns is None:
        output.write_text(plot_text.to_text(picture))
    else:
        output.write_styled(plot_text.lines(picture, columns))
