"""Pictures drawn: as SVG, which scales and needs no font here, or as PNG.

Owns the two forms as text and bytes.  The same picture gives the same SVG on any machine, and the
same PNG wherever it is drawn with the same font.  An SVG can always be made; a PNG raises
DrawingFailed where there is no font, or no glyph, for what it says.
"""

from pathlib import Path

from sangeyipi.model.picture import Picture
from sangeyipi.render.pictures import charts, times
from sangeyipi.render.pictures.raster import DrawingFailed, rasterized
from sangeyipi.render.pictures.svg import SvgSheet

__all__ = ["DrawingFailed", "to_png", "to_svg", "to_svg_element"]

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def to_svg(picture: Picture) -> str:
    """An SVG file."""
    return f"{_DECLARATION}{to_svg_element(picture, picture.id)}\n"


def to_svg_element(picture: Picture, prefix: str) -> str:
    """An `svg` element for a page; `prefix` sets its ids apart from other pictures' ids."""
    return _draw(picture, prefix).to_svg()


def to_png(picture: Picture, font: Path | None = None) -> bytes:
    """A PNG file, written with `font` or with a Chinese font found on this machine."""
    return rasterized(_draw(picture, picture.id), font)


def _draw(picture: Picture, prefix: str) -> SvgSheet:
    return charts.draw(picture, prefix) if picture.times is None else times.draw(picture, prefix)
