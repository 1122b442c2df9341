"""Why a spreadsheet file cannot be read, and what to do about it.

Owns the one exception of this package, and the words of the failures that several kinds share.
"""


class SheetsFailed(Exception):
    """A file that is not read: what is the matter with it, and what its owner should do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


SAVE_AS_XLSX = "用 Excel 或 WPS 打开，另存为“Excel 工作簿 (*.xlsx)”，再导入"


def cut_off(kind: str, what: str = "") -> SheetsFailed:
    """A file that ends too early, or whose content is damaged."""
    told = f"（{what}）" if what else ""
    return SheetsFailed(
        f"{kind}文件不完整或已损坏{told}",
        "多半是没传完、没下完：找发来的人重要一份；能在 Excel 或 WPS 里打开的，另存为 xlsx 再导入",
    )


def encrypted() -> SheetsFailed:
    """A file with a password to open it."""
    return SheetsFailed(
        "文件有打开密码",
        "在 Excel 或 WPS 里用密码打开，“文件—信息—保护工作簿—用密码进行加密”里清空密码，"
        "保存后再导入",
    )


def over_limit(what: str, limit: str) -> SheetsFailed:
    """A file that holds more than is ever read: by mistake, or to do harm."""
    return SheetsFailed(
        f"{what}超过上限 {limit}，没有读",
        "在 Excel 里只把台账的行和列复制到新工作簿（选择性粘贴—值和数字格式），另存为 xlsx 再导入",
    )
