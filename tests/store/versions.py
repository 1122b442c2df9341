"""The memory of parsed text as a history asks it: version after version, each read anew."""

import hashlib

from sangeyipi.store.files import FileKind
from sangeyipi.store.load import Parsed
from sangeyipi.store.memory import ParsedFiles


class Versions(ParsedFiles):
    """The memory, as a history asks it."""

    def read(self, kind: FileKind | None, name: str, data: bytes) -> Parsed:
        """A version that is followed by others."""
        oid = hashlib.sha1(data).hexdigest()
        self.forget(name, oid)
        return self.stored(kind, name, oid, data, by_record=True)
