"""Bytes of a text file as text: which encoding it is in, and that it is in one only.

Owns that choice: UTF-16 where marked or certain, strict UTF-8, then GB18030.  A file that is
partly in one and partly in another fails with its line; nothing is replaced.
"""

import codecs
import re
from typing import NamedTuple

from sangeyipi.model.patterns import later
from sangeyipi.sheets.failures import SheetsFailed

_REMEDY = "用 Excel 或 WPS 打开，核对文字无误，另存为“CSV UTF-8”或 xlsx，再导入"
#: Line breaks that Word leaves in a cell (VT, FF) are none of these.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ufffe\uffff]")
_HAN = later(r"[\u4e00-\u9fff]")
#: A line of Chinese in UTF-8: three characters at least, and none of those that GBK read as UTF-8
#: comes out as.
_CHINESE_LINE = later(r"(?:[^\x80-\u2fff\uac00-\uf8ff]|[\u2010-\u2312])*")
#: Text of another encoding read as GB18030 is full of kana, Greek and rare 汉字.
_USUAL = later(
    r"[\u4e00-\u9fff\u2010-\u203f\u2160-\u2169\u2460-\u249b\u3000-\u3029\uff00-\uffef\xa0-\xf7]"
)
_ENOUGH = 10
#: What Chinese becomes where an encoding without it is saved to.
_LOST = re.compile(r"\?{2,}")
_ENOUGH_LOST = 3


class Decoded(NamedTuple):
    """A text and, in words, the encoding it was in."""

    text: str
    encoding: str


def decoded(data: bytes) -> Decoded:
    """The text of a file."""
    found = _marked(data) or _unmarked_utf16(data) or _utf8(data) or _gb18030(data)
    if len(_LOST.findall(found.text)) >= _ENOUGH_LOST and not _HAN.search(found.text):
        raise SheetsFailed(
            "文件里的汉字都变成了问号，存的时候已经丢了", "找原来的 Excel 文件，直接导入它"
        )
    # DOS ended its files with this.
    found = found._replace(text=found.text.rstrip("\x1a"))
    control = _CONTROL.search(found.text)
    if control:
        line = found.text.count("\n", 0, control.start()) + 1
        raise SheetsFailed(f"不是表格也不是文本：第 {line} 行有不能显示的字符", _REMEDY)
    return found


def _marked(data: bytes) -> Decoded | None:
    """A text whose first bytes say its encoding."""
    marks = (
        (codecs.BOM_UTF8, "utf-8", "UTF-8（带 BOM）"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
        (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
        (b"\x84\x31\x95\x33", "gb18030", "GB18030（带 BOM）"),
    )
    for mark, encoding, told in marks:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(encoding), told)
            except UnicodeDecodeError as error:
                raise _undecodable(data, error.start + len(mark), told) from error
    return None


def _unmarked_utf16(data: bytes) -> Decoded | None:
    """A text with the zero bytes that only UTF-16 has; of the two orders the sensible one."""
    if b"\0" not in data or len(data) % 2:
        return None
    even, odd = data[::2].count(0), data[1::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    if min(even, odd) * 20 > max(even, odd) or _CONTROL.search(text):
        return None
    return Decoded(text, "UTF-16（没有 BOM，按内容判断）")


def _utf8(data: bytes) -> Decoded | None:
    try:
        return Decoded(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError:
        return None


def _gb18030(data: bytes) -> Decoded:
    """A text that is not UTF-8; fails where it is no GB18030 either, or only in part."""
    mixed = _utf8_line(data)
    if mixed:
        raise SheetsFailed(
            f"文件里有两种编码，或有损坏：第 {mixed} 行是 UTF-8，第 {_bad_line(data)} 行不是",
            _REMEDY,
        )
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise _undecodable(data, error.start, "UTF-8 或 GB18030") from error
    wide = [c for c in text if not c.isascii()]
    odd = sum(1 for c in wide if not _is_usual(c))
    if len(wide) >= _ENOUGH and odd * 10 > len(wide) * 3:
        raise SheetsFailed("认不出文件的编码：不是 UTF-8，按 GB18030 读出来不成文字", _REMEDY)
    return Decoded(text, "GB18030（Windows 的“ANSI”）")


def _is_usual(character: str) -> bool:
    """Whether a character is one that Chinese texts are made of: a usual 汉字, punctuation."""
    if not _USUAL.match(character):
        return False
    try:
        return bool(character.encode("gb2312")) or not _HAN.match(character)
    except UnicodeEncodeError:
        return not _HAN.match(character)


def _utf8_line(data: bytes) -> int:
    """The number of the first line that certainly is Chinese in UTF-8; 0 if none is."""
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.isascii():
            try:
                text = line.decode("utf-8")
            except UnicodeDecodeError:
                continue
            if len(_HAN.findall(text)) >= 3 and _CHINESE_LINE.fullmatch(text):
                return number
    return 0


def _bad_line(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    return 0


def _undecodable(data: bytes, at: int, encoding: str) -> SheetsFailed:
    line = data.count(b"\n", 0, at) + 1
    return SheetsFailed(f"不是表格，也不是 {encoding} 的文本：第 {line} 行读不出文字", _REMEDY)
