"""A second look at the records of an .xls file, for what xlrd does not tell.

Owns two findings: that the file has a password, and which formulas were saved without a value.
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from sangeyipi.sheets.failures import encrypted

_BOUNDSHEET, _FILEPASS, _BOF, _EOF = 0x85, 0x2F, 0x809, 0x0A
_FORMULAS = (0x06, 0x206, 0x406)
_KINDS = {1: "宏表", 2: "图表页", 6: "模块"}
#: The value is the empty text, or there is none; a formula that may give one says so itself.
_BLANK = b"\x03"
_EMPTY_TEXT = b"\x17\x00"
_NOT_A_NUMBER = b"\xff\xff"
_CALCULATE_ON_LOAD = 0x2
_JOINED = b"\x08"


class ListedSheet(NamedTuple):
    """A sheet as the file lists it: where its records begin; `other` is what it is instead."""

    offset: int
    other: str
    name: bytes


class FormulaLook(NamedTuple):
    """What was found: of each worksheet the places of formulas without a value."""

    uncomputed: list[set[tuple[int, int]]]
    others: list[str]


def look(stream: bytes) -> FormulaLook:
    """Look through the records of a workbook; fails where they are encrypted."""
    listed = []
    for kind, content, _ in _records(stream, 0):
        if kind == _FILEPASS:
            raise encrypted()
        if kind == _BOUNDSHEET and len(content) >= 8:
            offset, _, sheet = struct.unpack("<IBB", content[:6])
            listed.append(ListedSheet(offset, _KINDS.get(sheet, ""), content[6:]))
    sheets = [_uncomputed(stream, one.offset) for one in listed if not one.other]
    return FormulaLook(sheets, [f"{one.other}（{_name(one.name)}）" for one in listed if one.other])


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes, int]]:
    """The records from a place to the end of that part, parts within it left out."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        content = stream[at + 4 : at + 4 + length]
        depth += (kind == _BOF) - (kind == _EOF)
        if kind == _EOF and depth <= 0:
            return
        if depth <= 1:
            yield kind, content, at
        at += 4 + length


def _uncomputed(stream: bytes, offset: int) -> set[tuple[int, int]]:
    found = set()
    for kind, content, _ in _records(stream, offset):
        if kind in _FORMULAS and len(content) >= 16 and _has_no_value(content):
            found.add(struct.unpack_from("<HH", content))
    return found


def _has_no_value(content: bytes) -> bool:
    value, flags = content[6:14], content[14]
    if value[6:] == _NOT_A_NUMBER:
        return value[:1] == _BLANK and _EMPTY_TEXT not in content[16:]
    if any(value):
        return False
    # What joins texts is never 0: LibreOffice saves that where it had not computed.
    return bool(flags & _CALCULATE_ON_LOAD) or content.endswith(_JOINED)


def _name(packed: bytes) -> str:
    """A sheet's name as BIFF8 packs it: its length, whether it is wide, the characters."""
    if len(packed) < 2:
        return ""
    wide = packed[1] & 1
    return packed[2 : 2 + packed[0] * (1 + wide)].decode(
        "utf-16-le" if wide else "latin-1", "replace"
    )
