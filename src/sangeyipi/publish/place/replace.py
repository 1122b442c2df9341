"""A set of files put in its place: all of them appear together, or none.

What a reader and a killed run get, by where the set is published:
- Linux on a disk of its own (ext4, xfs, btrfs, tmpfs, …) and macOS on APFS: the new set and the one
  in place change names in one step of the kernel.  Whoever looks at the name sees the old set or
  the new one at every moment, whatever is killed or loses power when.
- Windows, and network shares (SMB, NFS, FUSE) on any system: two renames.  Between them the name is
  missing, for about a millisecond.  A run killed just then leaves the old set aside, whole; the
  next run puts it back first thing (`recover`).  At no moment is a set there in part.
- A name that is free gets its set by one rename, everywhere.
- On Windows a file that Excel or WPS holds open keeps its folder from being renamed: nothing is
  changed, and the message says so.  On a share of a Linux server the set is replaced, and whoever
  has a file open keeps seeing the old one.
Contents and names are on the disk (fsync) before the set is put in place, and the change of names
before the old set is removed; Windows and some shares can't promise the names.

Owns the writing of a set.  Must be called under the lock, after `recover`.
"""

import contextlib
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from sangeyipi.publish.contents import fault, strays
from sangeyipi.publish.failures import ManifestFailed, PublishFailed, advice, refused
from sangeyipi.publish.manifest import MANIFEST, Manifest, entries, read, read_in
from sangeyipi.publish.names import fits_a_file, kind_of
from sangeyipi.publish.place import exchange
from sangeyipi.publish.place.real import RealFolder, is_real_folder
from sangeyipi.publish.place.staging import NEW, OLD, open_work, settle
from sangeyipi.store.atomic.durable import sync_folder


class Outcome(NamedTuple):
    """A set that stands in its place."""

    path: Path
    #: Whether there was one before.
    replaced: bool
    #: False: this system or share needed two renames.
    in_one_step: bool


def publish(out: Path, name: str, files: Mapping[str, bytes], manifest: Manifest) -> Outcome:
    """Put `files` and their manifest in place as `out/name`.

    The manifest's own list of files is made here.  Raises PublishFailed; then what stood there
    before still does.  The one exception is said in the message: a disk that fails while the names
    are made durable.
    """
    _check(name, files, manifest)
    target = out / name
    replaced = _replaceable(target)
    whole = manifest._replace(files=entries(files))
    with refused(f"没有更新 {target}，原有的一套没有动" if replaced else f"没有写成 {target}"):
        work = open_work(out, name, whole)
    try:
        _write(work / NEW, files, whole)
        in_one_step = _place(work, target)
    except BaseException as error:
        left = _leave(work, target)
        if isinstance(error, OSError):
            raise PublishFailed(_told(target, replaced, error) + left) from error
        raise
    _finish(work, target)
    return Outcome(target, replaced, in_one_step)


def is_current(out: Path, name: str, manifest: Manifest) -> bool:
    """Whether `out/name` already is this set, untouched: there is nothing to publish.

    A new revision or version of the tool alone is no change.
    """
    folder = out / name
    try:
        with RealFolder(folder) as real:
            present = read_in(real)
    except (PublishFailed, OSError):
        return False
    return manifest.same_set(present) and not any(fault(folder, one) for one in present.files)


def _check(name: str, files: Mapping[str, bytes], manifest: Manifest) -> None:
    """A caller's mistakes, none of a user's."""
    if kind_of(name) is None or manifest.period != name:
        raise ValueError(f"no name of a set: {name!r} (its manifest: {manifest.period!r})")
    for file in files:
        if not fits_a_file(file) or file == MANIFEST:
            raise ValueError(f"no name for a file of a set: {file!r}")


def _replaceable(target: Path) -> bool:
    """Whether a set of ours stands there; False: nothing does.  Anything else is not replaced."""
    with refused(f"读不了 {target}"):
        try:
            status = target.lstat()
        except FileNotFoundError:
            return False
        if stat.S_ISREG(status.st_mode):
            raise PublishFailed(f"{target} 是一个文件，不替换。移走后重做")
        if not is_real_folder(status):
            raise PublishFailed(f"{target} 是符号链接，不替换。移走后重做")
        try:
            foreign = strays(target, read(target / MANIFEST))
        except ManifestFailed as failed:
            raise PublishFailed(f"{target} 不替换：{failed}。移走后重做") from failed
    if foreign:
        named = "、".join(foreign)
        raise PublishFailed(f"{target} 里有不是 sgyp 写的文件（{named}），不替换。移走后重做")
    return True


def _write(path: Path, files: Mapping[str, bytes], manifest: Manifest) -> None:
    path.mkdir()
    with RealFolder(path) as folder:
        for name, data in sorted(files.items()):
            folder.write(name, data)
        folder.write(MANIFEST, manifest.to_json())
        folder.sync()


def _place(work: Path, target: Path) -> bool:
    """Whether it took one step."""
    if not os.path.lexists(target):
        exchange.rename(work / NEW, target)
        return True
    if exchange.swap(work / NEW, target):
        return True
    exchange.rename(target, work / OLD)
    exchange.rename(work / NEW, target)
    return False


def _leave(work: Path, target: Path) -> str:
    """Undo what a failed run began; what could not be undone, in Chinese."""
    with contextlib.suppress(OSError, PublishFailed):
        settle(work, target)
    if os.path.lexists(work / OLD) and not os.path.lexists(target):
        return f"。原有的一套暂存在 {work / OLD}，下次运行时放回"
    return ""


def _told(target: Path, replaced: bool, error: OSError) -> str:
    if not replaced:
        return f"没有写成 {target}：{advice(error)}"
    kept = "，原有的一套没有动" if os.path.lexists(target) else ""
    return f"没有更新 {target}{kept}：{advice(error)}"


def _finish(work: Path, target: Path) -> None:
    with refused(f"{target} 已换成新的一套，但没能确认已写入磁盘"):
        sync_folder(target.parent)
    # A set that is no longer in place and can't be removed now is the next run's to remove.
    with contextlib.suppress(OSError, PublishFailed):
        settle(work, target)
