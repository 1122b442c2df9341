"""A spreadsheet file of any make → a `Workbook`.

Owns the opening of the file, which kind is read by whom, and what is said of the file as a whole.
Imports what a kind needs only when one of that kind is read.
"""

import errno
import gc
import hashlib
import os
import stat
from collections.abc import Callable
from pathlib import Path

from sangeyipi.model.limits import FILE_MEGABYTES
from sangeyipi.sheets.building import Progress
from sangeyipi.sheets.failures import SheetsFailed
from sangeyipi.sheets.grid import Workbook
from sangeyipi.sheets.kinds import ENDINGS, NAMES, SheetsKind, kind_of
from sangeyipi.sheets.made import MadeSheets

_MEGABYTE = 1024 * 1024
_OPEN_ELSEWHERE = "它在 Excel 里开着的先关闭；或复制到自己的文件夹再导入"
_LOCKS = ("~$", ".~lock.", ".~")


def read_workbook(path: Path, progress: Progress | None = None) -> Workbook:
    """What a file holds.  Raises `SheetsFailed` where it is not read."""
    data = _content(path)
    kind = kind_of(data)
    collecting = gc.isenabled()
    # Nothing built here refers in circles; collecting many small objects costs as much as making.
    gc.disable()
    try:
        made = _READERS[kind](data, path.stem, progress)
    finally:
        if collecting:
            gc.enable()
    if not made.sheets:
        raise SheetsFailed("文件里没有工作表", "核对是不是这个文件；只有图表的，找带数据的那一份")
    notes = made.notes
    ending = path.suffix.lower()
    if ending not in ENDINGS[kind]:
        notes = (f"文件名是 {ending or '没有扩展名的'}，按内容是{NAMES[kind]}，照此读", *notes)
    digest = hashlib.sha256(data).hexdigest()
    return Workbook(path.name, digest, made.sheets, notes, made.properties)


def _content(path: Path) -> bytes:
    """The bytes of a file; fails where it is none, too large, or not to be read."""
    if path.name.startswith(_LOCKS):
        raise SheetsFailed(
            "是 Excel 或 WPS 打开文件时留下的锁定文件，里面没有表格",
            "导入不带 ~$ 的那个文件；它正开着的，先保存并关闭",
        )
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise SheetsFailed("是一个文件夹，不是文件", "写上里面的表格文件，如 文件夹/*.xlsx")
        if not stat.S_ISREG(mode):
            raise SheetsFailed("不是普通文件（是管道或设备）", "先存成文件，再导入")
        with path.open("rb") as file:
            data = file.read(FILE_MEGABYTES * _MEGABYTE + 1)
    except OSError as error:
        raise _unreadable(error) from error
    if len(data) > FILE_MEGABYTES * _MEGABYTE:
        raise SheetsFailed(
            f"文件超过 {FILE_MEGABYTES} MB",
            "删去图片和用不到的工作表，或只把台账复制到新工作簿，另存为 xlsx 再导入",
        )
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise SheetsFailed("文件是空的", "多半是没传完或没存上：找原件，或在 Excel 里重新保存")
    return data


def _unreadable(error: OSError) -> SheetsFailed:
    known = {
        errno.ENOENT: ("没有这个文件", "核对文件名和所在的文件夹"),
        errno.ENOTDIR: ("没有这个文件", "核对文件名和所在的文件夹"),
        errno.EACCES: ("没有权限读这个文件", _OPEN_ELSEWHERE),
        errno.EPERM: ("没有权限读这个文件", _OPEN_ELSEWHERE),
        errno.ELOOP: ("符号链接成环", "换成文件本身"),
        errno.ENAMETOOLONG: ("文件名太长", "把文件名改短"),
    }
    code = error.errno or 0
    what, remedy = known.get(code, (f"读文件出错（{os.strerror(code)}）", "复制到本机硬盘再导入"))
    return SheetsFailed(what, remedy)


def _xlsx(data: bytes, name: str, progress: Progress | None) -> MadeSheets:
    from sangeyipi.sheets.archive import Archive
    from sangeyipi.sheets.xlsx.workbook import read_xlsx

    return read_xlsx(Archive(data, progress))


def _text(data: bytes, name: str, progress: Progress | None) -> MadeSheets:
    from sangeyipi.sheets.csv import read_text_table
    from sangeyipi.sheets.text import decoded

    found = decoded(data)
    made = read_text_table(found.text, name)
    return MadeSheets(made.sheets, (f"编码是 {found.encoding}", *made.notes))


def _xls(data: bytes, name: str, progress: Progress | None) -> MadeSheets:
    from sangeyipi.sheets.xls.workbook import read_xls

    return read_xls(data, progress)


def _ods(data: bytes, name: str, progress: Progress | None) -> MadeSheets:
    from sangeyipi.sheets.archive import Archive
    from sangeyipi.sheets.ods.document import read_ods

    return read_ods(Archive(data, progress))


def _flat_ods(data: bytes, name: str, progress: Progress | None) -> MadeSheets:
    from sangeyipi.sheets.ods.document import read_flat_ods

    return read_flat_ods([data])


def _xml2003(data: bytes, name: str, progress: Progress | None) -> MadeSheets:
    from sangeyipi.sheets.text import decoded
    from sangeyipi.sheets.xml2003 import read_xml2003

    return read_xml2003(decoded(data).text)


def _html(data: bytes, name: str, progress: Progress | None) -> MadeSheets:
    from sangeyipi.sheets.html import read_html

    return read_html(data, name)


_READERS: dict[SheetsKind, Callable[[bytes, str, Progress | None], MadeSheets]] = {
    SheetsKind.XLSX: _xlsx,
    SheetsKind.XLS: _xls,
    SheetsKind.ODS: _ods,
    SheetsKind.FLAT_ODS: _flat_ods,
    SheetsKind.XML_2003: _xml2003,
    SheetsKind.HTML: _html,
    SheetsKind.TEXT: _text,
}
