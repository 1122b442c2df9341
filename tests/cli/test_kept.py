"""What a command made stays until the process ends, and only where it does end with the command."""

import weakref

import pytest

from sangeyipi.cli.console import kept


class Made:
    """Anything that is taken apart when nobody holds it."""


def freed() -> bool:
    made = Made()
    kept.keep(made)
    left = weakref.ref(made)
    del made
    return left() is None


def test_what_was_made_stays_where_the_process_ends_with_the_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kept, "_KEPT", [])
    assert freed()
    kept.from_now_on()
    assert not freed()
