"""A published folder as it stands on the disk, held against its manifest.

Owns which of its files are ours and what is wrong with them.  Changes nothing.
"""

import hashlib
import stat
from collections.abc import Iterable
from pathlib import Path

from sangeyipi.publish.failures import advice
from sangeyipi.publish.manifest import MANIFEST, FileEntry, Manifest
from sangeyipi.publish.place.real import NotPlainFolder, RealFolder, open_plain

#: Put there by Office while a file is open, by NFS for a file deleted while open, by desktops.
_LITTER_PREFIXES = ("~$", ".nfs")
_LITTER = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
#: Such files are small (162 bytes, some kilobytes, a thumbnail for each file of a set): a document
#: that somebody has called so is none.
_LARGEST_LITTER = 1 << 20


def strays(folder: Path, manifest: Manifest) -> list[str]:
    """What is in the folder and in no manifest: somebody put it there.

    Raises OSError, and PublishFailed where the folder is a link.
    """
    with RealFolder(folder) as real:
        return strays_in(real, listed(manifest))


def listed(manifest: Manifest) -> frozenset[str]:
    """The names of a set's files, the manifest's own among them."""
    return frozenset({entry.name for entry in manifest.files} | {MANIFEST})


def strays_in(folder: RealFolder, ours: Iterable[str]) -> list[str]:
    """What is in a folder and is neither ours nor litter; a folder never is.  Raises OSError."""
    known = set(ours)
    return [name for name in folder.names() if not _belongs(folder, name, name in known)]


def _belongs(folder: RealFolder, name: str, known: bool) -> bool:
    if not known and not _litter(name):
        return False
    status = folder.status(name)
    if stat.S_ISDIR(status.st_mode):
        return False
    return known or (stat.S_ISREG(status.st_mode) and status.st_size <= _LARGEST_LITTER)


def names_in(folder: Path) -> list[str]:
    """What is in a folder, sorted, so that no file system's order matters.  Raises OSError."""
    return sorted(entry.name for entry in folder.iterdir())


def _litter(name: str) -> bool:
    return name.startswith(_LITTER_PREFIXES) or name.lower() in _LITTER


def fault(folder: Path, entry: FileEntry) -> str | None:
    """What is wrong with a file of the set, in Chinese; None: it is as it was published."""
    try:
        with open_plain(folder / entry.name) as file:
            size = file.seek(0, 2)
            if size != entry.size:
                return f"大小不符：清单为 {entry.size} 字节，现为 {size} 字节"
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except NotPlainFolder:
        return "不是普通文件"
    except FileNotFoundError:
        return "缺少"
    except OSError as error:
        return f"读不了：{advice(error)}"
    return None if digest == entry.sha256 else "内容不符：sha256 与清单不同"
