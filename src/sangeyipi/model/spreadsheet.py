"""What a spreadsheet leaves in a cell that has no value: its errors, and formulas as text.

Owns how these are known and named.
"""

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
    return "写上算好的结果；还不知道的，删去冒号后面的内容"
