"""Which files make up a ledger, and where the ledger is.

Owns the layout of a ledger's folder.  A file that looks as if it belonged but is not read is said
so: a figure must never be missing in silence.
"""

import os
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path, PurePosixPath
from typing import IO

from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.month import Month, parse_month
from sangeyipi.model.nearest import in_natural_order
from sangeyipi.model.place import Place
from sangeyipi.model.rule import Rule
from sangeyipi.model.table import NOTE_COLUMN, TABLE_COLUMN, WORKBOOK_CATEGORY
from sangeyipi.store.layout import REMEDIES, Disk, LedgerTree, Listing, listing

LEDGER_FILE = "ledger.yaml"
_SUFFIXES = frozenset({".yaml", ".yml", ".csv"})
#: Left behind by editors, Excel and desktops; nobody takes them for part of the ledger.
_LITTER_PREFIXES = (".", "~$", "#")
_LITTER_SUFFIXES = ("~", ".bak", ".orig", ".rej", ".swp", ".tmp", "thumbs.db", "desktop.ini", ".md")


class FileKind(StrEnum):
    """What a file holds, by the folder it is in."""

    PROJECTS = "projects"
    ROLLUPS = "rollups"
    STATEMENTS = "statements"
    PROGRESS = "progress"
    PROBLEMS = "problems"
    VISITS = "visits"
    FINANCE = "finance"


_KINDS = frozenset(kind.value for kind in FileKind)
#: What people call these folders by mistake.
_NEARLY_KINDS = _KINDS | {
    *("project", "rollup", "statement", "problem", "visit", "finances"),
    *("项目", "项目库", "汇总", "公布", "月调度", "问题", "走访", "银企"),
}
_LOOKS_LIKE_DATA = _SUFFIXES | {".xlsx", ".xls", ".et"}
#: What tables of ours look like data as.
_TABLES = (".csv", ".xlsx")
#: More than a workbook says of itself.
_MOST_PROPERTIES = 1 << 16


def month_of_file(name: str) -> Month | None:
    """The month that a file of monthly reports is about; None if its name says none."""
    return parse_month(PurePosixPath(name).stem)


class DataFiles(NamedTuple):
    """The names of a ledger's data files (relative, with `/`), in order, and what was odd."""

    files: tuple[tuple[FileKind, str], ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def find_ledger(start: Path) -> Path | None:
    """The folder of the nearest ledger.yaml: `start`, its `data`, or the same of a parent."""
    for folder in (start, *start.parents):
        for candidate in (folder, folder / "data"):
            if (candidate / LEDGER_FILE).is_file():
                return candidate
    return None


def find_files(root: Path) -> DataFiles:
    """The data files under `root`, sorted by name, so that no file system's order matters."""
    found = files_below(Disk(root))
    sorted_out = sort_files((*_beside(root), *found.files))
    return DataFiles(sorted_out.files, (*unreadable(found), *sorted_out.diagnostics))


def files_below(tree: LedgerTree) -> Listing:
    """What stands in the ledger's folders, wherever its files are kept."""
    return listing(tree, tuple(FileKind), _is_litter)


def unreadable(found: Listing) -> list[Diagnostic]:
    """What should have been read and is not."""
    return [unread(name, found.faults[name]) for name in in_natural_order(found.faults)]


def unread(name: str, fault: str) -> Diagnostic:
    """A file or folder that is not read, and why."""
    return Diagnostic(Rule.UNREADABLE_FILE, Place(name), fault, REMEDIES.get(fault, ""))


def sort_files(names: Iterable[str]) -> DataFiles:
    """Which of `names` (relative, with `/`) are data files, and which only look like it."""
    files: list[tuple[FileKind, str]] = []
    odd: list[Diagnostic] = []
    for name in in_natural_order(names):
        folder, _, rest = name.partition("/")
        if folder not in _KINDS:
            odd.extend(_misplaced(name, folder, rest))
            continue
        if not rest or _is_litter(rest):
            continue
        if PurePosixPath(rest.lower()).suffix in _SUFFIXES:
            files.append((FileKind(folder), name))
        else:
            message = "不是 .yaml 或 .csv 文件，没有读取"
            odd.append(Diagnostic(Rule.IGNORED_FILE, Place(name), message))
    return DataFiles(tuple(files), tuple(odd))


def _misplaced(name: str, folder: str, rest: str) -> Iterator[Diagnostic]:
    """What stands beside these folders as if it were read."""
    if _is_litter(name) or name == LEDGER_FILE:
        return
    if _looks_like_data(name) and (not rest or folder.lower() in _NEARLY_KINDS):
        message = f"不在 {'、'.join(FileKind)} 文件夹里，没有读取"
        yield Diagnostic(Rule.IGNORED_FILE, Place(name), message)


def _looks_like_data(name: str) -> bool:
    return PurePosixPath(name.lower()).suffix in _LOOKS_LIKE_DATA


class LedgerFile(NamedTuple):
    """A file as part of a ledger: the ledger's folder, the file's name in it, and what it holds."""

    root: Path
    name: str
    #: None: ledger.yaml.
    kind: FileKind | None = None
    #: Why it cannot be read.
    fault: Diagnostic | None = None

    @property
    def path(self) -> Path:
        """Where it is."""
        return self.root / self.name


def members(root: Path) -> list[LedgerFile]:
    """Every file of the ledger in `root`, and what should have been one but cannot be read."""
    found = find_files(root)
    unread = [one for one in found.diagnostics if one.rule is Rule.UNREADABLE_FILE]
    return [
        LedgerFile(root, LEDGER_FILE),
        *(LedgerFile(root, name, kind) for kind, name in found.files),
        *(LedgerFile(root, one.place.file, None, one) for one in unread),
    ]


def owner(path: Path) -> LedgerFile | None:
    """A file as part of the ledger in which it stands; None if it is part of none."""
    path = unresolved(path)
    for root in path.parents:
        if (root / LEDGER_FILE).is_file():
            for kind, name in sort_files([path.relative_to(root).as_posix()]).files:
                return LedgerFile(root, name, kind)
    return LedgerFile(path.parent, LEDGER_FILE) if path.name == LEDGER_FILE else None


def unresolved(path: Path) -> Path:
    """`path` from the top, without `..`: a symbolic link stands where it stands."""
    return Path(os.path.abspath(path))  # noqa: PTH100


def _is_litter(path: str) -> bool:
    return any(
        part.startswith(_LITTER_PREFIXES) or part.endswith(_LITTER_SUFFIXES)
        for part in path.lower().split("/")
    )


def _beside(root: Path) -> Iterator[str]:
    """Files in the ledger's own folder, and one file of each folder named nearly as it should."""
    for entry in _entries(root):
        # Where a link leads is not looked at, and not a name of what is there told.
        if entry.is_symlink() or entry.is_file():
            if not _made_by_us(entry):
                yield entry.name
        elif entry.name.lower() in _NEARLY_KINDS and entry.name not in _KINDS:
            files = (one for one in _entries(Path(entry.path)) if one.is_file())
            data = (one for one in files if _looks_like_data(one.name) and not _made_by_us(one))
            inner = next(data, None)
            if inner:
                yield f"{entry.name}/{inner.name}"


def _made_by_us(entry: "os.DirEntry[str]") -> bool:
    """Whether it is a table that was written beside the ledger's own files."""
    if not may_be_our_own(entry.name) or entry.is_symlink():
        return False
    try:
        with Path(entry.path).open("rb") as file:
            return is_our_own(file)
    except OSError:
        return False


def may_be_our_own(name: str) -> bool:
    """Whether a file that looks like data could be a table of ours."""
    return name.lower().endswith(_TABLES)


def is_our_own(file: IO[bytes]) -> bool:
    """Whether a CSV file or workbook is one of our tables.

    No ledger has the first column of our CSV files; workbooks of ours say so.
    """
    start = file.read(16)
    return _is_our_workbook(file) if start.startswith(b"PK") else start.startswith(_our_own())


def _is_our_workbook(file: IO[bytes]) -> bool:
    from zipfile import BadZipFile, ZipFile
    from zlib import error

    try:
        with ZipFile(file) as parts, parts.open("docProps/core.xml") as part:
            said = part.read(_MOST_PROPERTIES)
    except (BadZipFile, KeyError, OSError, ValueError, RuntimeError, EOFError, error):
        return False
    return f">{WORKBOOK_CATEGORY}</cp:category>".encode() in said


def _entries(folder: Path) -> list["os.DirEntry[str]"]:
    try:
        with os.scandir(folder) as listing:
            return sorted(listing, key=lambda entry: entry.name)
    except OSError:
        return []


@cache
def _our_own() -> tuple[bytes, ...]:
    """How a CSV file of our own making begins, also once Excel saved it in the system's encoding.

    Not asked for before there is one: Python loads that encoding for nothing else.
    """
    return tuple(
        f"{mark}{cell},".encode(encoding)
        for cell in (TABLE_COLUMN, NOTE_COLUMN)
        for mark, encoding in (("\ufeff", "utf-8"), ("", "utf-8"), ("", "gb18030"))
    )
