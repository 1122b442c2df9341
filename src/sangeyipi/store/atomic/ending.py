"""What is to be done about an edit that is not ended: end it, wait for it, or read past it.

Owns the choice, for who reads a ledger; the steps are the transaction's.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.place import Place
from sangeyipi.model.rule import Rule
from sangeyipi.store.atomic.transaction import HalfDone, TransactionFailed, end, pending, state_of
from sangeyipi.store.atomic.turn import Busy, NotOurs, turn
from sangeyipi.store.files import LEDGER_FILE


class UnsettledEdit(NamedTuple):
    """What an edit that cannot be ended means for who reads.

    `files` are to be read instead of those on the disk (None: there is none), or there is a
    `fault`.
    """

    files: Mapping[str, bytes | None]
    fault: Diagnostic | None = None


def ended(root: Path) -> UnsettledEdit | None:
    """None where nothing is left of the edit; else what it means for who reads the folder."""
    try:
        with turn(root) as folder:
            end(root, folder)
    except HalfDone as fault:
        return _fault(fault.file, fault.message)
    except Busy:
        return _fault(LEDGER_FILE, "另一个 sgyp 正在改这个台账，等它结束后再运行一次")
    except NotOurs as fault:
        return _fault(LEDGER_FILE, f"{fault} 不是 sgyp 建的，移走后再运行一次")
    except (OSError, TransactionFailed):
        return _past(root)
    return None


def _past(root: Path) -> UnsettledEdit | None:
    """The files as the edit leaves them, where it cannot be ended here."""
    try:
        journal = pending(root)
        if journal is None:
            return None
        state_of(root, journal)
    except HalfDone as fault:
        return _fault(fault.file, fault.message)
    except OSError:
        return _fault(LEDGER_FILE, "上一次修改写到一半被打断，它的记录读不了")
    return UnsettledEdit(journal.new)


def _fault(file: str, message: str) -> UnsettledEdit:
    return UnsettledEdit({}, Diagnostic(Rule.UNREADABLE_FILE, Place(file), message))
