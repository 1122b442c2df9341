"""manifest.json: what a published set is made of and where its figures come from.

Owns its form, the same bytes for the same set on any day, and reading it strictly: what was
damaged, changed by hand or written by another program is a named failure.  Must not look at the
files it lists.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sangeyipi.publish.failures import ManifestFailed, advice
from sangeyipi.publish.names import fits_a_file, kind_of
from sangeyipi.publish.place.real import NotPlainFolder, RealFolder, open_plain

if TYPE_CHECKING:
    from pydantic import TypeAdapter

MANIFEST = "manifest.json"
_KIND = "sgyp-export"
_BEGINNING = b'{\n  "kind": "%s"' % _KIND.encode()
_LAYOUT = 1
_DIGEST = re.compile("[0-9a-f]{64}")
#: A set is a handful of files; whatever is longer is none of ours.
_MOST_BYTES = 1 << 20


class FileEntry(NamedTuple):
    """One file of a set."""

    name: str
    #: Of its content, in hexadecimal.
    sha256: str
    #: In bytes.
    size: int


class Manifest(NamedTuple):
    """What one set is and what it was derived from.  Nothing in it depends on when it was made."""

    #: As the folder is called: 2023-06, 2023-Q2, 2023, phase-8.
    period: str
    title: str
    as_of: date
    #: The ledger's commit; None outside of git.
    revision: str | None
    #: Whether the ledger's files differed from that commit.
    dirty: bool
    #: The tool's.
    version: str
    #: sha256 of the figures, whatever formats they are shown in.
    content: str
    formats: tuple[str, ...]
    #: The commit that the figures are compared with.
    compare: str | None
    #: Whatever else is needed to derive the set again.
    options: Mapping[str, str]
    #: By name.
    files: tuple[FileEntry, ...] = ()

    def to_json(self) -> bytes:
        """The manifest as a file."""
        document: dict[str, Any] = {
            "kind": _KIND,
            "layout": _LAYOUT,
            **self._asdict(),
            "as_of": self.as_of.isoformat(),
            "options": dict(sorted(self.options.items())),
            "files": [entry._asdict() for entry in self.files],
        }
        return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()

    def same_set(self, other: "Manifest") -> bool:
        """Whether both say the same: a new revision or tool version alone is no change."""
        return self._said() == other._said()

    def _said(self) -> "Manifest":
        return self._replace(
            revision=None, dirty=False, version="", files=(), options=dict(self.options)
        )


def entries(files: Mapping[str, bytes]) -> tuple[FileEntry, ...]:
    """The files of a set as the manifest lists them."""
    return tuple(
        FileEntry(name, hashlib.sha256(data).hexdigest(), len(data))
        for name, data in sorted(files.items())
    )


def read(path: Path) -> Manifest:
    """The manifest in a file.  Raises ManifestFailed."""
    return _read(lambda: open_plain(path), path)


def read_in(folder: RealFolder, name: str = MANIFEST) -> Manifest:
    """The manifest of a folder held open.  Raises ManifestFailed."""
    return _read(lambda: folder.open(name), folder.path / name)


def begins_as_ours(data: bytes) -> bool:
    """Whether this can be a manifest of which only the beginning was written."""
    return data.startswith(_BEGINNING) or _BEGINNING.startswith(data)


def _read(opened: Callable[[], BufferedReader], path: Path) -> Manifest:
    try:
        with opened() as file:
            data = file.read(_MOST_BYTES + 1)
    except NotPlainFolder:
        raise ManifestFailed(f"{path} 不是普通文件") from None
    except FileNotFoundError:
        raise ManifestFailed(f"没有 {path}：不是 sgyp export 写的文件夹") from None
    except OSError as error:
        raise ManifestFailed(f"读不了 {path}：{advice(error)}") from error
    return _parsed(data, path)


def _parsed(data: bytes, path: Path) -> Manifest:
    document = _document(data, path)
    if document.get("layout") != _LAYOUT:
        raise ManifestFailed(f"{path} 是另一个版本的 sgyp 写的，请用那个版本，或升级")
    manifest = _manifest(document)
    # Byte for byte as it would be written: nothing was added, reordered or said twice.
    if manifest is None or manifest.to_json() != data or not _sound(manifest):
        raise ManifestFailed(f"{path} 已损坏或被改过")
    return manifest


def _document(data: bytes, path: Path) -> dict[str, Any]:
    try:
        document = json.loads(data) if len(data) <= _MOST_BYTES else None
    except (ValueError, RecursionError):
        if not data.startswith(_BEGINNING):
            raise ManifestFailed(f"{path} 不是 sgyp export 写的") from None
        raise ManifestFailed(f"{path} 已损坏") from None
    if not isinstance(document, dict) or document.get("kind") != _KIND:
        raise ManifestFailed(f"{path} 不是 sgyp export 写的")
    return document


def _manifest(document: dict[str, Any]) -> Manifest | None:
    """The document with every type as it must be; None where one is not."""
    from pydantic import ValidationError

    told = {key: value for key, value in document.items() if key not in ("kind", "layout")}
    try:
        text = json.dumps(told).encode()
        return _form().validate_json(text, strict=True)
    except (ValidationError, ValueError, RecursionError):
        return None


@cache
def _form() -> "TypeAdapter[Manifest]":
    from pydantic import TypeAdapter

    return TypeAdapter(Manifest)


def _sound(manifest: Manifest) -> bool:
    names = [entry.name for entry in manifest.files]
    digests = [manifest.content, *(entry.sha256 for entry in manifest.files)]
    return (
        kind_of(manifest.period) is not None
        and all(_DIGEST.fullmatch(digest) for digest in digests)
        and all(entry.size >= 0 for entry in manifest.files)
        and all(fits_a_file(name) and name != MANIFEST for name in names)
        and names == sorted(set(names))
    )
