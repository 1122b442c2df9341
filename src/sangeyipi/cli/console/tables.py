"""Sending tables out in the format asked for."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sangeyipi.cli.console import output

if TYPE_CHECKING:
    from sangeyipi.model.table import Table


def send(
    tables: "list[Table]", form: str, out: Path | None, ledger: str, as_of: date | None
) -> None:
    """Tables to stdout or into a file.  A file's layout never depends on the terminal."""
    if out is None and form == "table":
        _to_screen(tables)
        return
    text = _rendered(tables, form, ledger, as_of)
    if out is not None:
        output.put_out(out, text, bom=form == "csv")
    elif form == "md":
        output.write_text(text)
    else:
        output.write_exact(text)


def _to_screen(tables: "list[Table]") -> None:
    from sangeyipi.render.text import lines, text

    columns = output.terminal_columns()
    if columns is None:
        output.write_text(text(tables))
    else:
        output.write_styled(lines(tables, columns))


def _rendered(tables: "list[Table]", form: str, ledger: str, as_of: date | None) -> str:
    if form == "json":
        from sangeyipi.render.json import to_json

        return to_json(tables, ledger, as_of)
    if form == "csv":
        from sangeyipi.render.csv import to_csv

        return to_csv(tables)
    if form == "md":
        from sangeyipi.render.markdown import to_markdown

        return to_markdown(tables)
    from sangeyipi.render.text import text

    return text(tables)
