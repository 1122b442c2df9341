"""A dataset put in its place: the folder appears whole, or not at all.

It is made beside its place and takes it by one rename, or by an exchange with a dataset of ours.
Owns what may be replaced and removed: a folder whose schema.json is ours and that holds no file
but those which it lists.
"""

import contextlib
import os
import re
import secrets
from collections.abc import Callable
from pathlib import Path

from sangeyipi.dataset.schema import SCHEMA, NotOurDataset, told_of
from sangeyipi.publish.failures import PublishFailed, refused
from sangeyipi.publish.place import exchange
from sangeyipi.publish.place.real import is_real_folder
from sangeyipi.store.atomic.claim import claim
from sangeyipi.store.atomic.durable import sync_folder

#: Locked by the run that fills a folder, for as long as it runs.
_MARK = ".sgyp.lock"
#: Behind the name of what stood there, while it is replaced where no system call exchanges names.
_ASIDE = "-old"


def put(out: Path, fill: Callable[[Path], list[str]]) -> bool:
    """Make a dataset with `fill` and put it at `out`; whether one of ours stood there before.

    Raises PublishFailed; then what stood there still does.
    """
    if not out.absolute().parent.is_dir():
        raise PublishFailed(f"没有文件夹 {out.absolute().parent}：先建好它")
    _clear_left(out)
    replaced = replaceable(out)
    work = out.absolute().parent / f".sgyp-dataset-{out.name}-{secrets.token_hex(4)}"
    with (
        refused(f"没有写成 {out}" + ("，原有的没有动" if replaced else "")),
        contextlib.ExitStack() as held,
    ):
        try:
            work.mkdir()
            _mark(work, held)
            _synced(work, fill(work))
            if os.name == "nt":  # which renames no folder with an open file in it
                held.close()
                (work / _MARK).unlink()
            old = _placed(work, out, replaced)
            (out / _MARK).unlink(missing_ok=True)
        except BaseException:
            with contextlib.suppress(OSError):
                _remove(work)
            raise
    if old is not None:
        with refused(f"{out} 已换成新的，原来的留在 {old}，没能删去"):
            _remove(old)
    return replaced


def replaceable(out: Path) -> bool:
    """Whether a dataset of ours stands there; False: nothing does.  Raises PublishFailed."""
    with refused(f"读不了 {out}"):
        try:
            status = out.lstat()
        except FileNotFoundError:
            return False
        if not is_real_folder(status):
            raise PublishFailed(f"{out} 不是文件夹，不替换。移走它，或换一个名字")
        if not any(out.iterdir()):
            return True
        try:
            told = told_of(out)
        except NotOurDataset as error:
            raise PublishFailed(f"{error}，不替换。移走它，或换一个名字") from None
        listed = {SCHEMA, _MARK, *(file for one in told["tables"] for file in one["files"])}
        found = {one.relative_to(out).as_posix() for one in out.rglob("*") if not is_folder(one)}
        foreign = sorted(found - listed)
        if foreign:
            named = "、".join(foreign[:5])
            raise PublishFailed(f"{out} 里有不是 sgyp 写的文件（{named}），不替换。移走后重做")
    return True


def _mark(work: Path, held: contextlib.ExitStack) -> None:
    """Say that a run fills the folder, until `held` is let go."""
    new = work / (_MARK if os.name == "nt" else f"{_MARK}.new")
    claim(held.enter_context(new.open("xb")).fileno())
    # Only now it is a mark: nobody finds one that is not claimed yet.
    new.replace(work / _MARK)


def _clear_left(out: Path) -> None:
    """Remove what killed runs have left beside `out`; what cannot be is left to the next."""
    name = re.compile(rf"\.sgyp-dataset-{re.escape(out.name)}-[0-9a-f]{{8}}({_ASIDE})?")
    with contextlib.suppress(OSError):
        # What was put aside first: it may be all that there is.
        for one in sorted(out.absolute().parent.iterdir(), reverse=True):
            if found := name.fullmatch(one.name):
                with contextlib.suppress(OSError, PublishFailed):
                    if found[1] is None or not _put_back(one, out):
                        _clear(one)


def _put_back(aside: Path, out: Path) -> bool:
    """Whether it was, or may not be touched: what stood at `out` until a run was killed.

    Between its two renames neither the old nor the new stood there.
    """
    if _is_filled(aside.with_name(aside.name.removesuffix(_ASIDE))):
        return True
    try:
        out.lstat()
    except FileNotFoundError:
        if replaceable(aside):
            exchange.rename(aside, out)
        return True
    if not any(aside.iterdir()):
        aside.rmdir()
        return True
    return False


def _is_filled(work: Path) -> bool:
    """Whether a run that has not ended fills the folder, as far as a lock says so."""
    try:
        mark = _open_mark(work)
    except OSError:
        return False
    try:
        return not claim(mark)
    finally:
        os.close(mark)


def _open_mark(folder: Path) -> int:
    return os.open(folder / _MARK, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))


def _clear(left: Path) -> None:
    """Remove a folder of ours whose run has ended, if nothing else is in it."""
    if not is_folder(left):
        return
    try:
        mark = _open_mark(left)
    except FileNotFoundError:
        # What an exchange put aside is a whole dataset; one that was not begun is empty.
        if any(left.iterdir()) and replaceable(left):
            _remove(left)
        return
    try:
        ended = claim(mark)
        if os.name == "nt":
            os.close(mark)
            (left / _MARK).unlink()  # refused while its run has it open
        ours = all(_is_of_ours(one) for one in left.rglob("*") if not is_folder(one))
        if ended and ours:
            _remove(left)
    finally:
        if os.name != "nt":
            os.close(mark)


def _is_of_ours(file: Path) -> bool:
    return file.name in (SCHEMA, _MARK) or file.suffix == ".parquet"


def is_folder(path: Path) -> bool:
    """Whether it is a folder itself, and no link to one."""
    return is_real_folder(path.lstat())


def _synced(work: Path, files: list[str]) -> None:
    """Contents and names are on the disk before the folder has its name."""
    for name in files:
        with (work / name).open("rb+") as file:
            os.fsync(file.fileno())
    for folder in (*(one for one in work.rglob("*") if one.is_dir()), work):
        sync_folder(folder)


def _placed(work: Path, out: Path, replaced: bool) -> Path | None:
    """Where what stood there is now, if anything did."""
    if not replaced:
        exchange.rename(work, out)
        sync_folder(out.absolute().parent)
        return None
    if not exchange.swap(work, out):
        aside = work.with_name(f"{work.name}{_ASIDE}")
        exchange.rename(out, aside)
        try:
            exchange.rename(work, out)
        except OSError:
            exchange.rename(aside, out)
            raise
        work = aside
    sync_folder(out.absolute().parent)
    return work


def _remove(folder: Path) -> None:
    """A folder of ours, file by file; nothing is reached through a link."""
    # What says that it is ours last: until then the next run can go on with it.
    last = (folder / _MARK, folder / SCHEMA)
    inside = sorted(
        folder.rglob("*"), key=lambda one: (one not in last, len(one.parts)), reverse=True
    )
    for one in inside:
        one.rmdir() if is_folder(one) else one.unlink()
    folder.rmdir()
