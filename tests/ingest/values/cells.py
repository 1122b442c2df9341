"""Cells as the readers of spreadsheets make them."""

from sangeyipi.sheets.formats.cells import number_cell, text_cell
from sangeyipi.sheets.grid import Cell

__all__ = ("number", "text")


def text(said: str, format: str = "") -> Cell:
    return text_cell(said, format)


def number(saved: str, format: str = "", from_1904: bool = False) -> Cell:
    return number_cell(saved, format, from_1904=from_1904)
