"""The record of one edit of several files: what each held before and holds after.

Owns the form of the file; it carries its own digest, so that a part of it is never taken for the
whole.  Must not replace any file of a ledger.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from sangeyipi.model.lazy_dataclass import dataclass
from sangeyipi.store.files import LEDGER_FILE, sort_files

_START = b"sgyp-edit 1 "


class Broken(Exception):
    """The file is no record of an edit, or only a part of one."""


@dataclass(frozen=True, slots=True)
class Journal:
    """What each file held and holds, by its name in the ledger; None: there is no such file.

    `title` is the command as the user gave it; `takes_back`: it undid the one before.
    """

    old: Mapping[str, bytes | None]
    new: Mapping[str, bytes | None]
    title: str = ""
    takes_back: bool = False

    def to_bytes(self) -> bytes:
        """The whole file."""
        blobs: list[bytes] = []
        files: list[dict[str, Any]] = []
        for name in self.new:
            sides = (self.old[name], self.new[name])
            blobs += [one for one in sides if one is not None]
            lengths = [None if one is None else len(one) for one in sides]
            files.append({"name": name, "old": lengths[0], "new": lengths[1]})
        said = {"title": self.title, "takes_back": self.takes_back, "files": files}
        body = json.dumps(said, ensure_ascii=False).encode() + b"\n" + b"".join(blobs)
        return _START + hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def read_journal(path: Path) -> Journal | None:
    """The record in a file; None: there is none.  Raises Broken, OSError."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    head, _, body = data.partition(b"\n")
    if head != _START + hashlib.sha256(body).hexdigest().encode():
        raise Broken
    try:
        return _parsed(body)
    except (ValueError, LookupError, TypeError) as error:
        raise Broken from error


def _parsed(body: bytes) -> Journal:
    line, _, blobs = body.partition(b"\n")
    said = json.loads(line)
    at = 0
    sides: dict[str, dict[str, bytes | None]] = {"old": {}, "new": {}}
    for file in said["files"]:
        if not is_ledger_file(file["name"]):
            raise Broken
        for side, found in sides.items():
            length = file[side]
            found[file["name"]] = None if length is None else blobs[at : at + length]
            at += length or 0
    if at != len(blobs):
        raise Broken
    return Journal(sides["old"], sides["new"], said["title"], said["takes_back"])


def is_ledger_file(name: str) -> bool:
    """Whether a name is that of a file which a ledger may have, below its folder."""
    parts = PurePosixPath(name).parts
    if ".." in parts or "/".join(parts) != name or "\\" in name or "\0" in name:
        return False
    return name == LEDGER_FILE or bool(sort_files([name]).files)
