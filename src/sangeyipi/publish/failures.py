"""What keeps a set from being published; the message is for the user, in Chinese.

Owns the words for what a system refuses.  Touches no file.
"""

import contextlib
import errno
from collections.abc import Iterator


class PublishFailed(Exception):
    """It was not done; the message names the path and says what to do."""


class FolderBusy(PublishFailed):
    """Another run holds the folder."""


class ManifestFailed(PublishFailed):
    """There is no manifest of ours, or it can't be relied on."""


_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已满",
    errno.EROFS: "磁盘只读",
    errno.ENOENT: "文件夹不存在，请先建好",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EFBIG: "超过了文件大小上限",
    errno.ELOOP: "符号链接成环",
}
#: What writing a set can meet besides.
_MORE_REASONS = {
    errno.EIO: "磁盘读写出错",
    errno.EBUSY: "正被占用，或是挂载点",
    errno.EXDEV: "这个位置不能整个文件夹换名",
    errno.ENOTEMPTY: "里面多出了别的文件",
    errno.EEXIST: "里面多出了别的文件",
}
_REMEDIES = {
    errno.ENOSPC: "腾出空间后重做",
    errno.EDQUOT: "腾出空间或加大配额后重做",
    errno.EFBIG: "放宽上限（ulimit -f）后重做",
    errno.EROFS: "改用可写的文件夹，或重新挂载后重做",
    errno.EIO: "检查磁盘或网络共享后重做",
    errno.EBUSY: "换一个 --out，或卸载后重做",
    errno.EXDEV: "把 --out 放到普通的磁盘或卷上",
    errno.ENOTEMPTY: "移走后重做",
    errno.EEXIST: "移走后重做",
}


def held_open(error: OSError) -> bool:
    """Whether Windows refused because a program has the file open."""
    return getattr(error, "winerror", None) in (5, 32)


def reason(error: OSError) -> str:
    """Why the system refused."""
    if held_open(error):
        return "文件正被 Excel 或 WPS 打开，关闭后再试"
    if error.errno in (errno.EACCES, errno.EPERM):
        return "没有写入权限；若正被 Excel 或 WPS 打开，关闭后再试"
    code = error.errno or 0
    return _REASONS.get(code, f"系统错误 {errno.errorcode.get(code, '')}")


def reason_of_reading(error: OSError) -> str:
    """Why the system does not give a file's bytes."""
    if isinstance(error, FileNotFoundError):
        return "没有这个文件"
    if isinstance(error, IsADirectoryError):
        return "这是文件夹，不是文件"
    if error.errno in (errno.EACCES, errno.EPERM) and not held_open(error):
        return "没有读取权限；若正被别的程序打开，关闭后再试"
    return reason(error)


def advice(error: OSError) -> str:
    """Why the system refused, and what to do before the next run."""
    code = error.errno or 0
    why = _MORE_REASONS.get(code) or reason(error)
    return f"{why}。{_REMEDIES[code]}" if code in _REMEDIES else why


@contextlib.contextmanager
def refused(what: str) -> Iterator[None]:
    """A system's refusal as a PublishFailed; `what` says, with its path, what could not be done."""
    try:
        yield
    except OSError as error:
        raise PublishFailed(f"{what}：{advice(error)}") from error
