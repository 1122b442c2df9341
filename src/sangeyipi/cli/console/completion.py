"""What Tab offers: words of the ledger, but only those that no shell takes for anything else.

Owns that choice.  The scripts of completion hand candidates to bash bare and let zsh evaluate them,
so a word that would need escaping is left out: it can still be typed.
"""

import os
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sangeyipi.model.ledger import Ledger

#: The signs that are plain text to bash, zsh, fish and PowerShell wherever they stand in a word.
_PLAIN = frozenset("-_./+")
#: PowerShell takes these for quotes, as it does the ASCII ones.
_QUOTES = frozenset("‘’‚‛“”„")


def is_plain(word: str) -> bool:
    """Whether a shell takes `word`, as it stands, for these very characters."""
    return (
        bool(word)
        and unicodedata.category(word[0]) != "Pd"
        and all(_is_plain(character) for character in word)
    )


def _is_plain(character: str) -> bool:
    if character.isascii():
        return character.isalnum() or character in _PLAIN
    # Neither a blank of whatever width nor anything invisible.
    return character.isprintable() and character not in _QUOTES


def from_ledger(words: Callable[["Ledger"], Iterable[str]]) -> Callable[[str], list[str]]:
    """A completion from the ledger at hand; silent where there is none, whatever is wrong."""

    def complete(incomplete: str) -> list[str]:
        try:
            ledger = at_hand()
        except Exception:
            return []  # nobody who presses Tab asked for a message
        found = dict.fromkeys(words(ledger)) if ledger else ()
        return [word for word in found if word.startswith(incomplete) and is_plain(word)]

    return complete


def at_hand() -> "Ledger | None":
    """The ledger that is asked; for its words alone, so that what makes tables is not imported."""
    from sangeyipi.git.working_tree import load_folder
    from sangeyipi.store.files import find_ledger

    said = os.environ.get("SGYP_LEDGER")
    root = Path(said) if said else find_ledger(Path.cwd())
    ledger = load_folder(root).ledger if root else None
    if ledger is None or not ledger.config.members:
        return ledger
    from sangeyipi import api

    return api.load(root).ledger
