"""One file of the ledger as bytes and text.

Owns reading from disk: what is not a regular UTF-8 file of bearable size becomes a diagnostic, not
an exception.  Must not know what the text means.
"""

import stat
from pathlib import Path

from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.limits import FILE_MEGABYTES
from sangeyipi.model.place import Place, Position
from sangeyipi.model.rule import Rule
from sangeyipi.store.layout import REMEDIES, Disk, NotFollowed

MAX_BYTES = FILE_MEGABYTES * 1024 * 1024


#: How a file begins that stands for the ledger's, and what it then is.
_STAND_INS = {
    b"version https://git-lfs.github.com/spec/": (
        "是 Git LFS 指针，内容不在这里",
        "运行 git lfs pull 取回内容；再运行 git lfs untrack，让台账文件不归 LFS 管，重新提交",
    ),
    b"\0GITCRYPT\0": (
        "是 git-crypt 加密的，读不了",
        "运行 git-crypt unlock 解锁；或者在 .gitattributes 里不再加密台账文件，重新提交",
    ),
}


class Source(NamedTuple):
    """A file's name (relative to the ledger, with `/`) and its bytes, known to be UTF-8."""

    name: str
    data: bytes

    @property
    def text(self) -> str:
        """Its text, without a byte order mark."""
        return self.data.decode("utf-8-sig")

    def lines(self) -> list[str]:
        """Its lines, as YAML and CSV number them, without their ends."""
        return self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def read_source(root: Path | Disk, name: str) -> Source | Diagnostic:
    """The file `name` under `root`, or what is wrong with it."""
    data = read_bytes(root, name)
    return data if isinstance(data, Diagnostic) else checked_source(name, data)


def read_bytes(root: Path | Disk, name: str) -> bytes | Diagnostic:
    """The bytes of the file `name` under `root`, whatever their encoding, or what is wrong."""
    try:
        path = (root if isinstance(root, Disk) else Disk(root)).path(name)
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Diagnostic(Rule.UNREADABLE_FILE, Place(name), "不是普通文件，未读取")
        if status.st_size > MAX_BYTES:
            return _too_large(name, status.st_size)
        return path.read_bytes()
    except NotFollowed as fault:
        told = str(fault)
        return Diagnostic(Rule.UNREADABLE_FILE, Place(name), told, REMEDIES.get(told, ""))
    except OSError as error:
        return Diagnostic(Rule.UNREADABLE_FILE, Place(name), f"读不了：{_reason(error)}")


def checked_source(name: str, data: bytes) -> Source | Diagnostic:
    """`data` as a source, or what is wrong with it."""
    if len(data) > MAX_BYTES:
        return _too_large(name, len(data))
    for start, (message, remedy) in _STAND_INS.items():
        if data.startswith(start):
            return Diagnostic(Rule.UNREADABLE_FILE, Place(name), message, remedy)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return Diagnostic(
            Rule.NOT_UTF8,
            Place(name),
            f"文件不是 UTF-8 编码{_other_encoding(data)}",
            position=Position(data.count(b"\n", 0, error.start) + 1, 1),
        )
    return Source(name, data)


def _too_large(name: str, size: int) -> Diagnostic:
    message = f"文件超过 {FILE_MEGABYTES} MB（{size} 字节）"
    return Diagnostic(Rule.FILE_TOO_LARGE, Place(name), message)


def _other_encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "（像是 UTF-16，Excel 的“Unicode 文本”）"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "（像是 GBK，即 Windows 的“ANSI”）"


def _reason(error: OSError) -> str:
    known = {
        "ELOOP": "符号链接成环",
        "EACCES": "没有权限",
        "EPERM": "没有权限",
        "ENOENT": "文件不存在（可能是失效的符号链接）",
        "EISDIR": "是一个文件夹",
        "EIO": "磁盘读取出错",
    }
    import errno

    code = errno.errorcode.get(error.errno or 0, "")
    return known.get(code, f"系统错误 {code or error.__class__.__name__}")
