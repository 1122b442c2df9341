"""A published folder as it stands on the disk, held against its manifest.

Owns which of its files are ours and what is wrong with them.  Changes nothing.
"""

import hashlib
import stat
from pathlib import Path

from sangeyipi.publish.failures import advice
from sangeyipi.publish.manifest import MANIFEST, FileEntry, Manifest

#: Put there by Office while a file is open, by NFS for a file deleted while open, by desktops.
_LITTER_PREFIXES = ("~$", ".nfs")
_LITTER = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


def strays(folder: Path, manifest: Manifest) -> list[str]:
    """What is in the folder and in no manifest: somebody put it there.  Raises OSError."""
    ours = {entry.name for entry in manifest.files} | {MANIFEST}
    return [name for name in names_in(folder) if name not in ours and not _litter(name)]


def names_in(folder: Path) -> list[str]:
    """What is in a folder, sorted, so that no file system's order matters.  Raises OSError."""
    return sorted(entry.name for entry in folder.iterdir())


def _litter(name: str) -> bool:
    return name.startswith(_LITTER_PREFIXES) or name.lower() in _LITTER


def fault(folder: Path, entry: FileEntry) -> str | None:
    """What is wrong with a file of the set, in Chinese; None: it is as it was published."""
    path = folder / entry.name
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            return "不是普通文件"
        if status.st_size != entry.size:
            return f"大小不符：清单为 {entry.size} 字节，现为 {status.st_size} 字节"
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return "缺少"
    except OSError as error:
        return f"读不了：{advice(error)}"
    return None if digest == entry.sha256 else "内容不符：sha256 与清单不同"
