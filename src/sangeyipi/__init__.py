"""sgyp: the ledger of “三个一批” investment projects as plain text, proven and totalled.

`load`, `check` and `summary` are the library; everything else is reached through them.  They are
imported when first used, so that importing the package costs nothing.
"""

from sangeyipi.version import VERSION as __version__

# Read by type checkers as if it came from `typing`, which takes longer to import than the rest of
# what happens before Ctrl-C is answered.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from sangeyipi.api import LedgerHasErrors, LedgerNotFound, check, load, summary

__all__ = ["LedgerHasErrors", "LedgerNotFound", "__version__", "check", "load", "summary"]


def __getattr__(name: str) -> object:
    if name in __all__:
        from sangeyipi import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
