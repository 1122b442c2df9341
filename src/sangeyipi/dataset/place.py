"""A dataset put in its place: the folder appears whole, or not at all.

It is made beside its place and takes it by one rename, or by an exchange with a dataset of ours.
Owns what may be replaced and removed: a folder whose schema.json is ours and that holds no file
but those which it lists.
"""

import contextlib
import json
import os
import re
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sangeyipi.publish.failures import PublishFailed, refused
from sangeyipi.publish.place import exchange
from sangeyipi.publish.place.real import is_real_folder
from sangeyipi.store.atomic.claim import claim
from sangeyipi.store.atomic.durable import sync_folder

SCHEMA = "schema.json"
FORMAT = "sgyp-dataset-1"
#: Locked by the run that fills a folder, for as long as it runs.
_MARK = ".sgyp.lock"


class NotOurDataset(Exception):
    """A folder that is no dataset of ours; the message is for the user, in Chinese."""


def schema_of(folder: Path) -> dict[str, Any]:
    """What a dataset says of itself.  Raises NotOurs."""
    if not folder.is_dir():
        raise NotOurDataset(f"没有数据集 {folder}：先运行 sgyp dataset {folder}")
    try:
        told = json.loads((folder / SCHEMA).read_bytes())
    except (OSError, ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or not isinstance(told.get("tables"), list):
        raise NotOurDataset(f"{folder} 不是 sgyp 的数据集（里面没有它的 {SCHEMA}）")
    if told.get("format") != FORMAT:
        raise NotOurDataset(
            f"{folder} 是另一版 sgyp 写的数据集，读不了：重新运行 sgyp dataset {folder}"
        )
    return told


def put(out: Path, fill: Callable[[Path], list[str]]) -> bool:
    """Make a dataset with `fill` and put it at `out`; whether one of ours stood there before.

    Raises PublishFailed; then what stood there still does.
    """
    replaced = replaceable(out)
    if not out.absolute().parent.is_dir():
        raise PublishFailed(f"没有文件夹 {out.absolute().parent}：先建好它")
    _clear_left(out)
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
            told = schema_of(out)
        except NotOurDataset as error:
            raise PublishFailed(f"{error}，不替换。移走它，或换一个名字") from None
        listed = {SCHEMA, _MARK, *(str(file) for one in told["tables"] for file in one["files"])}
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
    name = re.compile(rf"\.sgyp-dataset-{re.escape(out.name)}-[0-9a-f]{{8}}")
    with contextlib.suppress(OSError):
        for one in list(out.absolute().parent.iterdir()):
            if name.fullmatch(one.name):
                with contextlib.suppress(OSError, PublishFailed):
                    _clear(one)


def _clear(left: Path) -> None:
    """Remove a folder of ours whose run has ended, if nothing else is in it."""
    if not is_folder(left):
        return
    try:
        mark = os.open(left / _MARK, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
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
        aside = work.with_name(f"{work.name}-old")
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
    # The mark last: until then the next run can go on with it.
    inside = sorted(
        folder.rglob("*"), key=lambda one: (one != folder / _MARK, len(one.parts)), reverse=True
    )
    for one in inside:
        one.rmdir() if is_folder(one) else one.unlink()
    folder.rmdir()
