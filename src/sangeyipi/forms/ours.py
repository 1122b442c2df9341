"""Which workbooks went out from us, and the sheet in them that nobody sees.

Apart from what that sheet carries (`base`): every import asks, and most are of a county's own
tables, which need none of what reads the cells of a form.
"""

from sangeyipi.sheets.grid import Sheet, Workbook

#: The name of the sheet, and of the custom property that says the file is ours.
SHEET = "sgyp"


def is_ours(workbook: Workbook) -> bool:
    """Whether it went out from us, with or without its values."""
    return SHEET in workbook.properties or carrying(workbook) is not None


def carrying(workbook: Workbook) -> Sheet | None:
    """The sheet that carries its values."""
    return next((sheet for sheet in workbook.sheets if carries(sheet)), None)


def carries(sheet: Sheet) -> bool:
    """Whether it is the sheet that nobody sees."""
    return sheet.at(0, 0).text == SHEET and len(sheet.at(0, 2).text) == 64
