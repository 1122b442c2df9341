"""What a spreadsheet makes of a cell: errors, formulas as text, dates of its own.

Owns how these are known and named, and how a cell is kept as it was written.
"""

import re

from sangeyipi.model.patterns import later

#: What everything begins with that a spreadsheet leaves.
LEFT = ("#", "=", "＝")
_ERRORS = {
    "#REF!": "引用的单元格没有了",
    "#N/A": "要找的值没有找到",
    "#VALUE!": "公式里有算不了的内容",
    "#DIV/0!": "除数是 0",
    "#NAME?": "公式名写错了",
    "#NUM!": "算出的数不成立",
    "#NULL!": "引用的范围不成立",
    "#SPILL!": "结果放不下",
    "#CALC!": "算不出来",
}
_FORMULA = later(r"[=＝]\s*[-+(]*\s*(?:[A-Za-z_.]+\s*\(|\$?[A-Z]{1,3}\$?[0-9]|[0-9.]+\s*[-+*/])")

#: A day as a spreadsheet counts it, which a cell shows once it is set to be a text or a number.
_SERIAL = later(r"[1-9][0-9]{4}(?:\.[0-9]+)?", re.ASCII)
_MONTH = later(r"[0-9]{4}-(?:0[1-9]|1[0-2])", re.ASCII)
#: Not “文本”: that turns each date which the cells already hold into its serial number.
_AS_A_DATE = "把这一格的格式设成“自定义”的 yyyy-mm-dd（只知道到月的 yyyy-mm）"


def leftover(text: str) -> str:
    """What a cell's text is if a spreadsheet left it there instead of a value; "" where not."""
    if not text.startswith(LEFT):
        return ""
    word = text.strip().upper()
    if word in _ERRORS:
        return f"“{word}”是 Excel 的错误值：{_ERRORS[word]}"
    if len(word) > 2 and not word.strip("#"):
        return f"“{word[:12]}”是 Excel 里列太窄、显示不下的样子，不是数"
    if _FORMULA.match(text):
        return f"“{text[:20]}”是 Excel 的公式，没有算成数"
    return ""


def advice(in_csv: bool) -> str:
    """What to do about it, where the cell stands in a CSV file or not."""
    if in_csv:
        return "在 Excel 或 WPS 里改好公式、算出结果，再另存为“CSV UTF-8”"
    return "写上算好的结果；还不知道的，这一项不写"


def date_advice(text: str, spelling: str) -> str:
    """What to do about a cell that holds no date, or not as a ledger writes it (`spelling`)."""
    if _SERIAL.fullmatch(text):
        return f"像是 Excel 存日期的数：在 Excel 或 WPS 里{_AS_A_DATE}，对照原件，再另存"
    right = f"应写作 {spelling}" if spelling else "对照原件，写成 2023-05-08 或 2023-05 的样子"
    if _MONTH.fullmatch(text):  # Refused only where a day is wanted.
        right = "对照原件，写到日，如 2023-05-08"
    return f"{right}；在 Excel 或 WPS 里改的，先{_AS_A_DATE}，再填"
