"""The working folder of a run, beside what it publishes: how it is made, left and cleared up.

A working folder `.sgyp-work-<name>-<8 hex>` stands in the output folder, so that everything moves
between two names of one file system.  In it:
- `sgyp`: an empty file, our mark; made first, removed last.
- `new`: the set being written; after an exchange, the set that it replaced.
- `old`: the set that stood in place, while two renames put the new one there.
- `gone`: a set that nobody will miss; being removed.
Whatever a run was doing when it was killed, `settle` ends it: `old` goes back if nothing stands in
its place, the rest is removed.  A run's own ways out use the same function, so there is one.

Owns these names and their removal.  Removes a set only where its manifest lists every file in it.
Must be called under the lock.
"""

import contextlib
import os
import re
import secrets
import stat
from pathlib import Path
from typing import NamedTuple

from sangeyipi.publish.contents import names_in, strays
from sangeyipi.publish.exchange import rename, sync_folder
from sangeyipi.publish.failures import ManifestFailed, PublishFailed, advice, refused
from sangeyipi.publish.manifest import MANIFEST, read
from sangeyipi.publish.names import kind_of

NEW = "new"
OLD = "old"
GONE = "gone"
_MARK = "sgyp"
_NAME = re.compile(r"\.sgyp-work-(?P<name>.+)-[0-9a-f]{8}")


class Recovered(NamedTuple):
    """What an interrupted run had left behind."""

    #: Names whose set a killed run had taken away and which stand in place again.
    put_back: tuple[str, ...] = ()
    #: How many working folders were removed.
    removed: int = 0
    #: Why one could not be removed, in Chinese; the next run tries again.
    stuck: tuple[str, ...] = ()


def open_work(out: Path, name: str) -> Path:
    """A new working folder for the set `name`, with our mark in it.  Raises OSError."""
    work = out / f".sgyp-work-{name}-{secrets.token_hex(4)}"
    work.mkdir()
    try:
        (work / _MARK).open("xb").close()
        # On the disk before a set is: a power cut must not leave one in a folder without our mark.
        sync_folder(work)
        sync_folder(out)
    except OSError:
        with contextlib.suppress(OSError):
            clear(work)
        raise
    return work


def recover(out: Path) -> Recovered:
    """Clear up after runs that were killed: the first thing each run does.

    Touches nothing but folders of our name that are empty or hold our mark.  Raises PublishFailed
    if a set can't be put back in its place.
    """
    put_back, removed, stuck = [], 0, []
    for work in _left_over(out):
        name = _set_name(work)
        with refused(f"没能把 {work / OLD} 放回 {out / name}"):
            if put_back_old(work, out / name):
                put_back.append(name)
        try:
            clear(work)
            removed += 1
        except OSError as error:
            stuck.append(f"上次运行留下的 {work} 删不掉：{advice(error)}")
        except PublishFailed as failed:
            stuck.append(f"上次运行留下的 {work} 没有删：{failed}")
    return Recovered(tuple(put_back), removed, tuple(stuck))


def settle(work: Path, target: Path) -> None:
    """End what was begun in `work`, at whichever step it stands.  Raises as `clear` does."""
    put_back_old(work, target)
    clear(work)


def put_back_old(work: Path, target: Path) -> bool:
    """Put the set kept aside back, if nothing stands in its place.  Raises OSError."""
    if os.path.lexists(target) or not os.path.lexists(work / OLD):
        return False
    rename(work / OLD, target)
    return True


def clear(work: Path) -> None:
    """Remove a working folder, once what stands beside it is on the disk.

    Raises OSError, and PublishFailed where somebody's own file is in it.
    """
    sync_folder(work.parent)
    # From here on nobody may take it for a set to be put back: it is no longer whole.
    if os.path.lexists(work / OLD):
        rename(work / OLD, work / GONE)
    for part in (work / NEW, work / GONE):
        if os.path.lexists(part):
            _remove_set(part)
    (work / _MARK).unlink(missing_ok=True)
    work.rmdir()


def _remove_set(folder: Path) -> None:
    """Files first, the manifest last: as long as it stands it tells ours from somebody's."""
    try:
        foreign = strays(folder, read(folder / MANIFEST))
    except ManifestFailed:
        foreign = []  # never finished by us, or nearly removed by us
    if foreign:
        raise PublishFailed(f"{folder} 里有不是 sgyp 写的文件（{'、'.join(foreign)}），请移走")
    for name in sorted(names_in(folder), key=lambda name: name == MANIFEST):
        (folder / name).unlink()
    folder.rmdir()


def _left_over(out: Path) -> list[Path]:
    with refused(f"读不了 {out}"):
        names = names_in(out)
    return [out / name for name in names if _NAME.fullmatch(name) and _is_ours(out / name)]


def _set_name(work: Path) -> str:
    found = _NAME.fullmatch(work.name)
    return found["name"] if found else ""


def _is_ours(work: Path) -> bool:
    """A real folder with our mark, or one in which not even that was made yet."""
    if kind_of(_set_name(work)) is None:
        return False
    try:
        if not stat.S_ISDIR(work.lstat().st_mode):
            return False
        inside = names_in(work)
    except OSError as error:
        raise PublishFailed(f"读不了 {work}：{advice(error)}") from error
    return not inside or _MARK in inside
