"""Pictures drawn: as SVG, which scales and needs no font here, or as PNG.

Owns the two forms as text and bytes; the same picture gives the same bytes on any day, in any
time zone and locale, and an SVG on any machine.  Raises DrawingFailed where it cannot be drawn.
"""

import io
from pathlib import Path

from sangeyipi.model.picture import Picture
from sangeyipi.render import drawing_fonts, drawing_library
from sangeyipi.render.drawing_library import DrawingFailed
from sangeyipi.render.drawing_values import in_words
from sangeyipi.render.inert import inert

__all__ = ["DrawingFailed", "to_png", "to_svg", "to_svg_element"]

#: Dots per inch of a PNG: about 1900 dots across, sharp when printed on A4.
_DOTS_PER_INCH = 180
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def to_svg(picture: Picture) -> str:
    """An SVG file."""
    return f"{_DECLARATION}{to_svg_element(picture, picture.id)}\n"


def to_svg_element(picture: Picture, prefix: str) -> str:
    """An `svg` element for a page; `prefix` sets its ids apart from other pictures' ids."""
    drawing_library.load()
    from sangeyipi.render.drawing_marks import arrange, draw
    from sangeyipi.render.drawing_svg import cleaned

    out = io.StringIO()
    with drawing_library.settings((drawing_library.BUNDLED,)):
        arranged = arrange(picture)
        draw(arranged).savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    words = in_words(picture, arranged.values)
    return cleaned(out.getvalue(), inert(picture.table.title), words, prefix)


def to_png(picture: Picture, font: Path | None = None) -> bytes:
    """A PNG file, written with `font` or with a Chinese font found on this machine."""
    drawing_library.load()
    from sangeyipi.render.drawing_marks import arrange, draw

    out = io.BytesIO()
    with drawing_library.settings((drawing_library.BUNDLED,)):
        arranged = arrange(picture)
    families = drawing_fonts.families(font, [text.text for text in arranged.page.texts])
    with drawing_library.settings(families):
        figure = draw(arranged)
        figure.savefig(out, format="png", dpi=_DOTS_PER_INCH, metadata={"Software": None})
    return out.getvalue()
