"""Zip files that hold a spreadsheet, read piece by piece within bounds.

Owns what may be unpacked: which members, how much.  What the members mean is for its callers.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from sangeyipi.sheets.building import Progress
from sangeyipi.sheets.failures import SheetsFailed, cut_off, encrypted, over_limit

_MEGABYTE = 1024 * 1024
#: What all parts that are read may unpack to; fifty thousand projects take less than half.
MOST_UNPACKED = 256 * _MEGABYTE
#: Of a part that has no business to be large: texts used in common, formats, lists of parts.
MOST_OF_PART = 40 * _MEGABYTE
MOST_MEMBERS = 20_000
_PIECE = 256 * 1024
_ENCRYPTED = 0x1
#: What zipfile meets in files that are damaged.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    struct.error,
)


class Archive:
    """A zip file whose members are asked for by name, upper and lower case alike."""

    def __init__(self, data: bytes, progress: Progress | None = None) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except _DAMAGED as error:
            raise cut_off("压缩的表格") from error
        if len(members) > MOST_MEMBERS:
            raise over_limit("文件里的部件", f"{MOST_MEMBERS} 个")
        self._members: dict[str, list[zipfile.ZipInfo]] = {}
        for member in members:
            name = member.filename.replace("\\", "/").lstrip("/").lower()
            self._members.setdefault(name, []).append(member)
        self._left = MOST_UNPACKED
        self._progress = progress
        self._total = sum(m.file_size for m in members if m.filename.endswith(".xml"))
        self._done = 0

    def __contains__(self, name: str) -> bool:
        return name.lstrip("/").lower() in self._members

    def names(self) -> tuple[str, ...]:
        """The names of all members, in lower case."""
        return tuple(self._members)

    def text(self, name: str, most: int = 4096) -> str:
        """The beginning of a member as ASCII, "" if there is none."""
        if name not in self:
            return ""
        return next(self.pieces(name), b"")[:most].decode("ascii", "replace")

    def whole(self, name: str, most: int) -> bytes | None:
        """The content of a member that is no larger; none of one that is."""
        found = self._members.get(name.lstrip("/").lower(), [])
        if len(found) != 1 or found[0].file_size > most:
            return None
        return b"".join(self.pieces(name, most))

    def pieces(self, name: str, most: int = MOST_OF_PART) -> Iterator[bytes]:
        """The content of a member; fails where it is damaged, written twice or too large."""
        found = self._members.get(name.lstrip("/").lower(), [])
        if len(found) != 1:
            raise cut_off("", f"部件 {name} {'有几份' if found else '没有'}")
        if found[0].flag_bits & _ENCRYPTED:
            raise encrypted()
        if found[0].file_size > most:
            raise _bomb(name, most)
        if found[0].file_size > self._left:
            raise _bomb("各部件合计", MOST_UNPACKED)
        try:
            with self._zip.open(found[0]) as member:
                while piece := member.read(_PIECE):
                    # Never more than the size that was declared: zipfile stops there.
                    self._left -= len(piece)
                    self._tell(len(piece))
                    yield piece
        except _DAMAGED as error:
            raise cut_off("压缩的表格", f"部件 {name} 解不开") from error

    def _tell(self, size: int) -> None:
        self._done += size
        if self._progress is not None:
            self._progress(min(self._done, self._total), self._total)


def _bomb(what: str, most: int) -> SheetsFailed:
    return over_limit(f"{what} 解压后的大小", f"{most // _MEGABYTE} MB")
