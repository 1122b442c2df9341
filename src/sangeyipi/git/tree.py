"""The files below a ledger's folder in a commit or the index, their links resolved as on a disk.

Owns where a link in git leads: read from its blob, relative to where the ledger lies.  Outside of
the ledger nothing is known, so that a way through there is only followed by its words.  Must not
run git itself.
"""

from collections.abc import Iterable, Mapping

from sangeyipi.git.repository import Entry, Site
from sangeyipi.store.layout import LOOP, NotFollowed, What, below

LINK, SUBMODULE = "120000", "160000"
#: As many as Linux follows.
_MOST_LINKS = 40


class StoredTree:
    """Entries below a ledger's folder; `targets` are what links say, by their ids."""

    def __init__(
        self, entries: Mapping[str, Entry], targets: Mapping[str, bytes], site: Site
    ) -> None:
        self._entries = entries
        self._targets = targets
        self._site = site
        self._folders = _folders(entries)

    def what(self, real: str) -> What | None:
        """What stands there."""
        entry = self._entries.get(real)
        if entry is None:
            return What.FOLDER if real in self._folders else None
        return {LINK: What.LINK, SUBMODULE: What.NESTED}.get(entry.mode, What.FILE)

    def names(self, real: str) -> list[str]:
        """What is in a folder."""
        return list(self._folders[real])

    def followed(self, real: str) -> str:
        """Where a link ends.  Raises NotFollowed."""
        base = self._site.base
        todo = real.split("/")[::-1]
        done = list(base)
        links = 0
        while todo:
            part = todo.pop()
            if part == "..":
                del done[-1:]
            elif part not in ("", "."):
                done.append(part)
            inside = "/".join(done[len(base) :]) if tuple(done[: len(base)]) == base else None
            if not inside:
                continue
            if self.what(inside) is What.LINK:
                links += 1
                if links > _MOST_LINKS:
                    raise NotFollowed(LOOP)
                done.pop()
                done = self._turn(done, self._text(inside), todo)
        return below(tuple(done), base)

    def _text(self, link: str) -> str:
        return self._targets[self._entries[link].oid].decode("utf-8", "surrogateescape")

    def _turn(self, done: list[str], target: str, todo: list[str]) -> list[str]:
        """Go where a link says: what is left to walk goes to `todo`; from where."""
        parts = target.replace("\\", "/").split("/") if self._site.windows else target.split("/")
        absolute = parts[0] == "" or (self._site.windows and parts[0].endswith(":"))
        if not absolute:
            todo.extend(reversed(parts))
            return done
        for spelled in (self._site.base, self._site.alias):
            told = (f"{parts[0]}/", *parts[1:])
            if spelled and told[: len(spelled)] == spelled:
                todo.extend(reversed(told[len(spelled) :]))
                return list(self._site.base)
        todo.extend(reversed(parts))
        return []


def _folders(entries: Iterable[str]) -> dict[str, dict[str, None]]:
    """Each folder with what is in it."""
    found: dict[str, dict[str, None]] = {}
    for name in entries:
        while name:
            folder, _, last = name.rpartition("/")
            known = found.setdefault(folder, {})
            if last in known:
                break
            known[last] = None
            name = folder
    return found
