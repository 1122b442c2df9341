"""The working folder of a run, beside what it publishes: how it is made, left and cleared up.

A working folder `.sgyp-work-<name>-<8 hex>` stands in the output folder, so that everything moves
between two names of one file system.  In it:
- `sgyp`: our mark, made first and removed last.  It holds the manifest of the set that is to be
  written (nothing, where none is), so that the files of a half-written one can be told from others.
- `new`: the set being written; after an exchange, the set that it replaced.
- `old`: the set that stood in place, while two renames put the new one there.
- `gone`: a set that nobody will miss; being removed.
Whatever a run was doing when it was killed, `settle` ends it: `old` goes back if nothing stands in
its place, the rest is removed.  A run's own ways out use the same function, so there is one.

Owns these names and their removal.  Removes only what a manifest of ours lists, and puts back only
what is as its manifest says; nothing is reached through a link, whoever has put one here.  Must be
called under the lock.
"""

import contextlib
import os
import re
import secrets
from pathlib import Path
from typing import NamedTuple

from sangeyipi.publish.contents import fault, listed, names_in, strays_in
from sangeyipi.publish.failures import ManifestFailed, PublishFailed, advice, refused
from sangeyipi.publish.manifest import MANIFEST, Manifest, begins_as_ours, read_in
from sangeyipi.publish.names import kind_of
from sangeyipi.publish.place.exchange import rename
from sangeyipi.publish.place.real import NotPlainFolder, RealFolder, is_real_folder
from sangeyipi.store.atomic.durable import sync_folder

NEW = "new"
OLD = "old"
GONE = "gone"
_MARK = "sgyp"
#: Bytes that tell our mark from a file of somebody's.
_MARK_BEGINS = 64
_NAME = re.compile(r"\.sgyp-work-(?P<name>.+)-[0-9a-f]{8}")


class Recovered(NamedTuple):
    """What an interrupted run had left behind."""

    #: Names whose set a killed run had taken away and which stand in place again.
    put_back: tuple[str, ...] = ()
    #: How many working folders were removed.
    removed: int = 0
    #: Why one could not be removed, in Chinese; the next run tries again.
    stuck: tuple[str, ...] = ()


def open_work(out: Path, name: str, planned: Manifest | None = None) -> Path:
    """A new working folder for the set `name`, with our mark in it.  Raises OSError.

    `planned`: the set that is going to be written there.
    """
    work = out / f".sgyp-work-{name}-{secrets.token_hex(4)}"
    work.mkdir()
    try:
        with RealFolder(work) as real:
            real.write(_MARK, planned.to_json() if planned else b"")
            # On the disk before a set is: a power cut must not leave one without our mark.
            real.sync()
        sync_folder(out)
    except OSError:
        with contextlib.suppress(OSError, PublishFailed):
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
        try:
            with refused(f"没能把 {work / OLD} 放回 {out / name}"):
                if _may_go_back(work, out / name) and put_back_old(work, out / name):
                    put_back.append(name)
        except _NotOurs as failed:
            stuck.append(f"上次运行留下的 {work} 没有放回：{failed}")
            continue
        try:
            clear(work)
            removed += 1
        except OSError as error:
            stuck.append(f"上次运行留下的 {work} 删不掉：{advice(error)}")
        except PublishFailed as failed:
            stuck.append(f"上次运行留下的 {work} 没有删：{failed}")
    return Recovered(tuple(put_back), removed, tuple(stuck))


def settle(work: Path, target: Path) -> None:
    """End what this run began in `work`, at whichever step it stands.  Raises as `clear` does."""
    put_back_old(work, target)
    clear(work)


def put_back_old(work: Path, target: Path) -> bool:
    """Put the set kept aside back, if nothing stands in its place.  Raises OSError."""
    if os.path.lexists(target) or not os.path.lexists(work / OLD):
        return False
    rename(work / OLD, target)
    return True


class _NotOurs(Exception):
    """What was kept aside is not, or no longer, a set of ours as it was published."""


def _may_go_back(work: Path, target: Path) -> bool:
    """Whether a set was kept aside, as its manifest says it was published.

    Only a killed run is asked: what this one has put aside it knows.  Raises _NotOurs.
    """
    if os.path.lexists(target) or not os.path.lexists(work / OLD):
        return False
    try:
        with RealFolder(work) as inside, RealFolder(work / OLD, inside) as old:
            manifest = read_in(old)
            foreign = strays_in(old, listed(manifest))
            wrong = [one.name for one in manifest.files if fault(old.path, one)]
    except PublishFailed as failed:
        raise _NotOurs(str(failed)) from failed
    if manifest.period != target.name:
        raise _NotOurs(f"{work / OLD} 是 {manifest.period} 的，请移走")
    if foreign or wrong:
        named = "、".join(foreign or wrong)
        why = "里有不是 sgyp 写的文件" if foreign else "里的文件与清单不符"
        raise _NotOurs(f"{work / OLD} {why}（{named}），请移走")
    return True


def clear(work: Path) -> None:
    """Remove a working folder, once what stands beside it is on the disk.

    Looks at everything first, and removes nothing where something is not ours.  Raises OSError,
    and PublishFailed where somebody's own file or a link is in it.
    """
    sync_folder(work.parent)
    with RealFolder(work.parent) as out, RealFolder(work, out) as inside:
        planned = _planned(inside)
        foreign = set(inside.names()) - {_MARK, NEW, OLD, GONE}
        if foreign:
            raise PublishFailed(_foreign(work, sorted(foreign)))
        parts = [part for part in (OLD, NEW, GONE) if inside.holds(part)]
        for part in parts:
            RealFolder(work / part, inside).close()
        if OLD in parts:
            # From here on nobody may take it for a set to be put back: it is no longer whole.
            rename(work / OLD, work / GONE)
        left = [part for part in (NEW, GONE) if inside.holds(part)]
        for part in left:
            with RealFolder(work / part, inside) as folder:
                _judge(folder, planned)
        for part in left:
            _remove_set(work / part, inside, planned)
        if inside.holds(_MARK):
            inside.unlink(_MARK)
        out.rmdir(work.name)


def _planned(work: RealFolder) -> frozenset[str]:
    """The names of the files that a run was going to write here."""
    try:
        manifest = read_in(work, _MARK)
    except ManifestFailed:
        return frozenset()  # cut off: then nothing else was begun
    return listed(manifest) if manifest.period == _set_name(work.path) else frozenset()


def _judge(folder: RealFolder, planned: frozenset[str]) -> None:
    """Raises PublishFailed where a file is in it that neither its manifest nor the plan lists."""
    try:
        ours = planned | listed(read_in(folder))
    except ManifestFailed:
        ours = planned  # never finished by us, or nearly removed by us
    foreign = strays_in(folder, ours)
    if foreign:
        raise PublishFailed(_foreign(folder.path, foreign))


def _foreign(folder: Path, names: list[str]) -> str:
    return f"{folder} 里有不是 sgyp 写的文件（{'、'.join(names)}），请移走"


def _remove_set(path: Path, within: RealFolder, planned: frozenset[str]) -> None:
    """Files first, the manifest last: as long as it stands it tells ours from somebody's."""
    with RealFolder(path, within) as folder:
        _judge(folder, planned)
        for name in sorted(folder.names(), key=lambda name: name == MANIFEST):
            folder.unlink(name)
    within.rmdir(path.name)


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
        if not is_real_folder(work.lstat()):
            return False
        with RealFolder(work) as inside:
            return not inside.names() or _is_marked(inside)
    except OSError as error:
        raise PublishFailed(f"读不了 {work}：{advice(error)}") from error


def _is_marked(work: RealFolder) -> bool:
    """Whether the file of our mark's name is one that we have made."""
    try:
        with work.open(_MARK) as file:
            return begins_as_ours(file.read(_MARK_BEGINS))
    except (FileNotFoundError, NotPlainFolder):
        return False
