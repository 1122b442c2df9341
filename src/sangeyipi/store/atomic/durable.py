"""A folder made durable: what its names are after a power cut.

Owns what each system and share can do about it.
"""

import contextlib
import errno
import os
from pathlib import Path

#: How a share says that it makes no folder durable.
_NO_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EBADF})


def sync_folder(folder: Path) -> None:
    """The names in a folder are on the disk when this returns.

    Windows has no such call, and a share may not offer it: then names last as long as the system
    that keeps them stays up.
    """
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        sync_descriptor(descriptor)
    finally:
        with contextlib.suppress(OSError):
            os.close(descriptor)


def sync_descriptor(descriptor: int) -> None:
    """The same for a folder held open."""
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
