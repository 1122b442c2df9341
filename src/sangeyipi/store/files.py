"""Which files make up a ledger, and where the ledger is.

Owns the layout of a ledger's folder.  A file that looks as if it belonged but is not read is said
so: a figure must never be missing in silence.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.place import Place
from sangeyipi.model.rule import Rule

LEDGER_FILE = "ledger.yaml"
_SUFFIXES = frozenset({".yaml", ".yml", ".csv"})
#: Left behind by editors, Excel and desktops; nobody takes them for part of the ledger.
_LITTER_PREFIXES = (".", "~$", "#")
_LITTER_SUFFIXES = ("~", ".bak", ".orig", ".rej", ".swp", ".tmp", "thumbs.db", "desktop.ini", ".md")


class Kind(StrEnum):
    """What a file holds, by the folder it is in."""

    PROJECTS = "projects"
    ROLLUPS = "rollups"
    STATEMENTS = "statements"


@dataclass(frozen=True, slots=True)
class Found:
    """The names of a ledger's files (relative, with `/`), in order, and what was odd about them."""

    files: tuple[tuple[Kind, str], ...]
    diagnostics: tuple[Diagnostic, ...] = field(default=())


def find_ledger(start: Path) -> Path | None:
    """The folder of the nearest ledger.yaml: `start`, its `data`, or the same of a parent."""
    for folder in (start, *start.parents):
        for candidate in (folder, folder / "data"):
            if (candidate / LEDGER_FILE).is_file():
                return candidate
    return None


def find_files(root: Path) -> Found:
    """The data files under `root`, sorted by name, so that no file system's order matters."""
    files: list[tuple[Kind, str]] = []
    diagnostics: list[Diagnostic] = []
    for kind in Kind:
        for name, fault in _walk(root, kind.value):
            if fault:
                diagnostics.append(Diagnostic(fault[0], Place(name), fault[1]))
            else:
                files.append((kind, name))
    return Found(tuple(files), tuple(diagnostics))


_Fault = tuple[Rule, str] | None


def _walk(root: Path, folder: str) -> Iterator[tuple[str, _Fault]]:
    try:
        with os.scandir(root / folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError:
        yield folder, (Rule.UNREADABLE_FILE, "文件夹读不了")
        return
    for entry in entries:
        name = f"{folder}/{entry.name}"
        lower = entry.name.lower()
        if lower.startswith(_LITTER_PREFIXES) or lower.endswith(_LITTER_SUFFIXES):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(root, name)
        elif entry.is_symlink() and Path(entry.path).is_dir():
            yield name, (Rule.UNREADABLE_FILE, "是指向文件夹的符号链接，不跟随")
        elif Path(lower).suffix in _SUFFIXES:
            yield name, None
        else:
            yield name, (Rule.IGNORED_FILE, "不是 .yaml 或 .csv 文件，没有读取")
