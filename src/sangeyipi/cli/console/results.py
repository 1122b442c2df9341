"""Sending results out in the format asked for."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sangeyipi.cli.console import output
from sangeyipi.cli.console.exits import Stop
from sangeyipi.render.formats import DOCUMENTS, TEXT, Format, OutputReader, Shown

if TYPE_CHECKING:
    from sangeyipi.model.document import Document


def send(document: "Document", form: str, out: Path | None) -> None:
    """A document to stdout or into a file.  A file's layout never depends on the terminal."""
    columns = output.terminal_columns()
    if form == TEXT.word and out is None and columns is not None:
        from sangeyipi.render.text import document_lines

        output.write_styled(document_lines(document, columns))
    else:
        send_as(document, form, out, DOCUMENTS)


def send_as(shown: Shown, form: str, out: Path | None, formats: Sequence[Format[Shown]]) -> None:
    """What one of the formats makes, to stdout or into a file.  Raises Stop."""
    chosen = next(one for one in formats if one.word == form)
    if out is not None:
        output.put_out(out, chosen.file(shown))
        return
    if chosen.reader is OutputReader.NOBODY and sys.stdout.isatty():
        shown_here = next(one.word for one in formats if one.reader is OutputReader.PERSON)
        raise Stop(
            f"{form} 不能显示在终端里：用 --out 文件{chosen.suffix} 写入文件，"
            f"或用 --format {shown_here} 在终端里看"
        )
    data = chosen.made(shown)
    if chosen.reader is OutputReader.PERSON:
        output.write_text(data.decode("utf-8"))
    else:
        output.write_raw(data)
