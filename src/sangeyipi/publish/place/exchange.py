"""The calls that not every system has: two names exchanged in one step.

Owns what each system and file system can do.  Must not know what a published set is.
"""

import ctypes
import errno
import os
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

from sangeyipi.publish.failures import held_open

_HERE = -100  # AT_FDCWD
_EXCHANGE = 2  # RENAME_EXCHANGE on Linux, RENAME_SWAP on macOS
#: How a file system or a sandbox says that it has no exchange.  Where one of these means more, the
#: plain rename that is tried next says so too.
_NOT_HERE = frozenset(
    {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM, errno.EXDEV}
)
#: Seconds between tries while an indexer or a virus scanner looks at files just written.
_PATIENCE = (0.1, 0.2, 0.4, 0.8)


def swap(one: Path, other: Path) -> bool:
    """Exchange two existing names in one step; False where that can't be done here."""
    call = _call()
    if call is None:
        return False
    if call(os.fsencode(one), os.fsencode(other)) == 0:
        return True
    code = ctypes.get_errno()
    if code in _NOT_HERE:
        return False
    raise OSError(code, os.strerror(code), str(one), None, str(other))


@cache
def _call() -> Callable[[bytes, bytes], int] | None:
    """The system's call for it; None: it has none."""
    name = {"linux": "renameat2", "darwin": "renamex_np"}.get(sys.platform, "")
    try:
        call = getattr(ctypes.CDLL(None, use_errno=True), name) if name else None
    except (AttributeError, OSError):  # a C library older than the call
        return None
    if call is None:
        return None
    call.restype = ctypes.c_int
    if name == "renamex_np":
        call.argtypes = (ctypes.c_char_p, ctypes.c_char_p, ctypes.c_uint)
        return lambda one, other: int(call(one, other, _EXCHANGE))
    call.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    return lambda one, other: int(call(_HERE, one, _HERE, other, _EXCHANGE))


def rename(source: Path, target: Path) -> None:
    """Rename a folder to a name that is free; on Windows, waits up to 1.5 s for a passing reader.

    Whoever keeps a file in it open longer makes it fail, with nothing changed.
    """
    for pause in _PATIENCE:
        try:
            source.rename(target)
            return
        except PermissionError as error:
            if not held_open(error):
                raise
        time.sleep(pause)
    source.rename(target)
