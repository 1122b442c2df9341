"""A workbook read as anybody would first write it: every cell, its format, what is struck out.

It finds no table, understands no word and matches nothing: what `sgyp import` is measured against.
"""

import sys

import openpyxl

book = openpyxl.load_workbook(sys.argv[1])
said = [
    (cell.value, cell.number_format, cell.font.strike)
    for sheet in book
    for row in sheet.iter_rows()
    for cell in row
    if cell.value is not None
]
print(len(said))
