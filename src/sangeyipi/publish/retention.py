"""Keeping the newest sets only.

Owns which sets are old.  A folder counts and goes only if it is a set of ours, by its own manifest,
and holds nothing else.  Must be called under the lock, after `recover`.
"""

from pathlib import Path
from typing import NamedTuple

from sangeyipi.model.period import PeriodKind
from sangeyipi.publish.contents import names_in, strays
from sangeyipi.publish.failures import PublishFailed, refused
from sangeyipi.publish.manifest import MANIFEST, read, read_in
from sangeyipi.publish.names import kind_of, order
from sangeyipi.publish.place.exchange import rename
from sangeyipi.publish.place.real import RealFolder
from sangeyipi.publish.place.staging import GONE, clear, open_work


class Retired(NamedTuple):
    """What was too old."""

    removed: tuple[str, ...] = ()
    #: Too old, but somebody has put files of their own there.
    spared: tuple[str, ...] = ()


def keep(out: Path, newest: int, kind: PeriodKind) -> Retired:
    """Remove all sets of one kind but the `newest`, oldest first.  Raises PublishFailed."""
    if newest < 1:
        raise ValueError(f"at least one set is kept, not {newest}")
    removed, spared = [], []
    with refused(f"读不了 {out}"):
        names = [name for name in names_in(out) if kind_of(name) is kind]
    ours = sorted((name for name in names if _is_ours(out / name)), key=order)
    for name in ours[:-newest]:
        with refused(f"删不了 {out / name}"):
            if strays(out / name, read(out / name / MANIFEST)):
                spared.append(name)
                continue
            _remove(out, name)
            removed.append(name)
    return Retired(tuple(removed), tuple(spared))


def _is_ours(folder: Path) -> bool:
    try:
        with RealFolder(folder) as real:
            return read_in(real).period == folder.name
    except (PublishFailed, OSError):
        return False


def _remove(out: Path, name: str) -> None:
    """Out of sight in one step, then file by file: a set is never there in part."""
    work = open_work(out, name)
    try:
        rename(out / name, work / GONE)
    finally:
        clear(work)
