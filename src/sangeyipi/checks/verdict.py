"""What the rules say of a ledger, asked once: the verdict on files seen before is remembered.

It holds for these files, what is odd beside them, what was asked and the day after which nothing
can have happened; and for the program, whose rules these are.  A ledger that is not as it was read
(edited, or made in memory) is always judged anew.  Must not have a rule of its own.
"""

from collections.abc import Callable
from datetime import date
from itertools import chain

from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.store.lasting import key_of, lasting
from sangeyipi.store.load import Loaded
from sangeyipi.store.plain import UNFIT, NotPlain
from sangeyipi.store.remembered import pack_findings, unpack_findings


def check(
    loaded: Loaded,
    strict: bool = False,
    hints: bool = False,
    *,
    past: bool = False,
    today: date | None = None,
) -> list[Diagnostic]:
    """The diagnostics of a loaded ledger, as `run.check` gives them."""

    def fresh() -> list[Diagnostic]:
        from sangeyipi.checks import run
        from sangeyipi.checks.by_file import ByFile

        if not loaded.members:
            by_file = None if hints else ByFile.of(loaded, strict, past)
            if by_file is not None and by_file.sound(today):
                return []
            found = run.check(loaded, strict, hints, past=past, today=today)
            if by_file is not None and not found:
                by_file.keep()
            return found
        there = [(one.loaded, one.past) for one in loaded.members if one.loaded is not None]
        each = (check(one, strict, hints, past=was, today=today) for one, was in there)
        return run.check_whole(loaded, chain.from_iterable(each), hints)

    return _once(loaded, f"{strict} {hints} {past} {today}", fresh)


def check_all(loaded: Loaded) -> list[Diagnostic]:
    """Every one of the diagnostics that `check` gives by default, however many."""

    def fresh() -> list[Diagnostic]:
        from sangeyipi.checks import run

        return run.check_all(loaded)

    return _once(loaded, "every", fresh)


def _once(loaded: Loaded, asked: str, fresh: Callable[[], list[Diagnostic]]) -> list[Diagnostic]:
    memory = lasting()
    if memory is None or not loaded.key:
        return fresh()
    key = key_of("verdict", loaded.key, asked)
    known = _restored(memory.get(key))
    if known is not None:
        return known
    found = fresh()
    try:
        memory.put(key, pack_findings(found))
    except NotPlain:
        return found
    return found


def _restored(plain: object) -> list[Diagnostic] | None:
    if plain:
        # Rules that are declared beside their checks are known once these are imported.
        import sangeyipi.checks.run  # noqa: F401
    try:
        return None if plain is None else [*unpack_findings(plain)]
    except UNFIT:
        return None
