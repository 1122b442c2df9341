"""The number formats that spreadsheets know by number only, as Chinese Excel and WPS show them.

Owns nothing but that list.  Numbers 27 to 36 and 50 to 58 are East Asian dates.
"""

GENERAL = "General"
_YEAR_MONTH = 'yyyy"年"m"月"'
_MONTH_DAY = 'm"月"d"日"'
_HOUR_MINUTE = '上午/下午h"时"mm"分"'
_HOUR_SECOND = '上午/下午h"时"mm"分"ss"秒"'
_CODES = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0',
    6: '"¥"#,##0;[Red]"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00',
    8: '"¥"#,##0.00;[Red]"¥"-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: _YEAR_MONTH,
    28: _MONTH_DAY,
    29: _MONTH_DAY,
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: _HOUR_MINUTE,
    35: _HOUR_SECOND,
    36: _YEAR_MONTH,
    37: "#,##0;-#,##0",
    38: "#,##0;[Red]-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;[Red]-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    50: _YEAR_MONTH,
    51: _MONTH_DAY,
    52: _YEAR_MONTH,
    53: _MONTH_DAY,
    54: _MONTH_DAY,
    55: _HOUR_MINUTE,
    56: _HOUR_SECOND,
    57: _YEAR_MONTH,
    58: _MONTH_DAY,
}


#: Formats that web pages and XML of spreadsheets name by a word.
_NAMED = {
    "General Number": GENERAL,
    "General Date": "yyyy/m/d h:mm",
    "Short Date": "yyyy/m/d",
    "Medium Date": "d-mmm-yy",
    "Long Date": 'yyyy"年"m"月"d"日"',
    "Short Time": "h:mm",
    "Medium Time": "h:mm AM/PM",
    "Long Time": "h:mm:ss",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    "Scientific": "0.00E+00",
    "Currency": '"¥"#,##0.00',
    "Text": "@",
}


def named(word: str) -> str:
    """The code of a format that a file names by a word; a code stays as it is."""
    return _NAMED.get(word, word)


def builtin(number: int) -> str:
    """The code of a format that a file names by number only; General for one not known."""
    return _CODES.get(number, GENERAL)
