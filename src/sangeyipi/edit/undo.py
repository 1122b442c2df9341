"""The last edit taken back, if nothing was changed since.

Owns when that is possible.  Must not know what was edited.
"""

from pathlib import Path
from typing import NamedTuple

from sangeyipi.edit.failures import EditFailed
from sangeyipi.store.atomic.edits import FOLDER, UNDO
from sangeyipi.store.atomic.journal import Broken, Journal, read_journal
from sangeyipi.store.atomic.transaction import ChangedSince, replace_files


class Undone(NamedTuple):
    """What was taken back: the command that had done it, and the files that are as they were."""

    title: str
    files: tuple[str, ...]


def last_edit(root: Path) -> Journal | None:
    """What `undo` would take back; None: nothing.  Raises EditFailed."""
    path = root / FOLDER / UNDO
    try:
        found = read_journal(path)
    except Broken:
        raise EditFailed(f"上一次修改的记录 {path} 坏了，撤不回来") from None
    except OSError as error:
        raise EditFailed(f"读不了上一次修改的记录 {path}：{error.strerror}") from error
    return None if found is None or found.takes_back else found


def undo(root: Path) -> Undone:
    """Take the last edit of the ledger in `root` back.

    Raises EditFailed where there is none or a file was changed since, TransactionFailed.
    """
    found = last_edit(root)
    if found is None:
        raise EditFailed("没有可以撤回的修改")
    try:
        replace_files(root, found.old, found.new, title=found.title, takes_back=True)
    except ChangedSince as changed:
        message = f"{changed.file} 在那以后又改过，不能撤回，没有动任何文件"
        raise EditFailed(message) from None
    return Undone(found.title, tuple(found.new))
