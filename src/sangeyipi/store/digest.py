"""SHA-256 of little, without OpenSSL; of much, with it.

The reason: `hashlib` loads OpenSSL, and to start that takes a third of what Python takes to start.
Python has a SHA-256 of its own beside it, several times as slow: a small ledger and what is
remembered of it are digested in less time than OpenSSL takes to load.  The module of it is not
documented: where there is none, or where much has been digested, `hashlib` is asked.
`tests/store/test_digest.py` holds the two to the same.
"""

import sys
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hashlib import _Hash

#: After as many bytes OpenSSL would have made up for its start.
MUCH = 1 << 20
#: Python's own.
OWN = "_sha2" if sys.version_info >= (3, 12) else "_sha256"


class Digests:
    """Who digests; whoever has begun to be worth it goes on."""

    def __init__(self) -> None:
        self.left = MUCH
        self.digest: Callable[..., _Hash] | None = None

    def of(self, *parts: Any) -> "_Hash":
        """`hashlib.sha256` of bytes, one after the other."""
        self.left -= sum(map(len, parts))
        if self.digest is None or (self.left < 0 and "_hashlib" not in sys.modules):
            self.digest = self._chosen()
        found = self.digest(usedforsecurity=False)
        for one in parts:
            found.update(one)
        return found

    def _chosen(self) -> "Callable[..., _Hash]":
        if self.left >= 0 and "_hashlib" not in sys.modules:
            try:
                own: Callable[..., _Hash] = import_module(OWN).sha256
                own(usedforsecurity=False)
            except (ImportError, AttributeError, TypeError):
                pass
            else:
                return own
        import hashlib

        return hashlib.sha256


#: `hashlib.sha256` of bytes, one after the other.
sha256 = Digests().of
