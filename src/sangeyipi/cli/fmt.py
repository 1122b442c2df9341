"""`sgyp fmt`: every file of the ledger in its canonical text."""

from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

from sangeyipi.cli.console import options, output
from sangeyipi.cli.console.exits import BUG, ERRORS, OK, USAGE, Stop
from sangeyipi.cli.console.parameters import Argument, Option

if TYPE_CHECKING:
    from sangeyipi.ingest.repair import Repair
    from sangeyipi.model.diagnostic import Diagnostic
    from sangeyipi.store.files import LedgerFile
    from sangeyipi.store.source import Source

EXAMPLES = """
sgyp fmt
sgyp fmt --diff
sgyp fmt --check data/projects
sgyp fmt --repair progress/2023-06.csv
"""


#: Files that were left as they are, named one by one; a full disk stops every one of them.
_MOST_TOLD = 200


class _Outcome(Enum):
    """What became of a file that should change."""

    #: Left: only looked at, or its owner has to decide first.
    KEPT = "kept"
    WRITTEN = "written"
    #: The system would not let us.
    REFUSED = "refused"


class _Result(NamedTuple):
    """A file and the text it should have; without `new` it is left alone."""

    member: "LedgerFile"
    source: "Source | None" = None
    new: bytes | None = None
    diagnostics: "tuple[Diagnostic, ...]" = ()
    fault: str = ""
    outcome: _Outcome = _Outcome.KEPT
    #: Why it was left, in Chinese.
    told: str = ""

    @property
    def path(self) -> str:
        """The file as seen from here."""
        from sangeyipi.cli.console.session import relative
        from sangeyipi.render.inert import inert

        return inert((relative(self.member.root) / self.member.name).as_posix())

    @property
    def changes(self) -> bool:
        """Whether the file does not have the text that it should have."""
        return self.source is not None and self.new not in (None, self.source.data)


def fmt(
    paths: Annotated[
        list[Path] | None,
        Argument(metavar="[文件]...", help="台账里的文件或文件夹；不写则为整个台账"),
    ] = None,
    check: Annotated[bool, Option("--check", help="不改文件，列出要整理的")] = False,
    diff: Annotated[bool, Option("--diff", help="不改文件，显示会怎样改")] = False,
    repair: Annotated[
        bool,
        Option("--repair", help="修 CSV 里被 Excel 存坏的：日期、编码、空列等；先列出再问"),
    ] = False,
    yes: Annotated[bool, Option("--yes", help="--repair 不问，直接写入")] = False,
    ledger: options.LedgerDir = None,
) -> int:
    """把台账文件整理成统一写法：键序、引号、数字、次序；文字首尾的空格去掉，其余内容和注释不变。"""
    if check + diff + repair > 1:
        raise Stop("--check、--diff、--repair 只写一个")
    if yes and not repair:
        raise Stop("--yes 与 --repair 一起写")
    if repair:
        return _repair(_members(paths or [], ledger), paths or [], yes)
    results = _formatted(_members(paths or [], ledger), write=not (check or diff))
    changes = [one for one in results if one.changes]
    if diff:
        _show(changes)
    else:
        names = "".join(f"{one.path}\n" for one in changes) if check else ""
        output.write_text(names + _summary(results, check))
    _report(results)
    if any(one.fault for one in results):
        return BUG
    if any(one.outcome is _Outcome.REFUSED for one in changes):
        return USAGE
    left = [one for one in changes if one.outcome is not _Outcome.WRITTEN]
    return ERRORS if left or any(one.diagnostics for one in results) else OK


def _formatted(members: "list[LedgerFile]", write: bool) -> list[_Result]:
    """Each file in turn read, formatted and at once written, so that little time is between."""
    from sangeyipi.cli.console.progress import ProgressLine
    from sangeyipi.store.atomic.replace import sweep

    for folder in dict.fromkeys(one.path.parent for one in members) if write else ():
        sweep(folder)
    for root in dict.fromkeys(one.root for one in members):
        _settle(root)
    progress = ProgressLine("整理")
    results = []
    try:
        for number, member in enumerate(members):
            progress(number, len(members))
            result = _format(member)
            results.append(_written(result, write) if result.changes else result)
    finally:
        progress.clear()
    return results


def _settle(root: Path) -> None:
    """Not in the middle of an edit of several files.  Raises Stop."""
    from sangeyipi.store.settled import settle

    left = settle(root)
    if left:
        told = left.fault.message if left.fault else "上一次修改写到一半被打断，这里写不了，接不上"
        raise Stop(f"{left.fault.place.file if left.fault else root}：{told}")


def _members(paths: list[Path], ledger: Path | None) -> "list[LedgerFile]":
    """The files meant, each once.  Raises Stop for a path that is no part of a ledger."""
    from sangeyipi.cli.console.session import ledger_root
    from sangeyipi.store.files import members

    if not paths:
        return members(ledger_root(ledger).absolute())
    found: dict[LedgerFile, None] = {}
    for path in paths:
        found.update(dict.fromkeys(_below(path) if path.is_dir() else [_single(path)]))
    return list(found)


def _below(folder: Path) -> "list[LedgerFile]":
    from sangeyipi.store.files import find_ledger, members, unresolved

    here = unresolved(folder)
    root = find_ledger(here)
    found = [one for one in members(root) if one.path.is_relative_to(here)] if root else []
    if not found:
        raise Stop(f"{folder} 里没有台账文件")
    return found


def _single(path: Path) -> "LedgerFile":
    from sangeyipi.store.files import owner

    if not path.exists():
        raise Stop(f"{path} 不存在")
    found = owner(path)
    if found is None:
        raise Stop(
            f"{path} 不是台账文件：应是 ledger.yaml，"
            "或它旁边 projects、rollups、statements、progress 文件夹里的 .yaml、.csv 文件"
        )
    return found


def _format(member: "LedgerFile") -> _Result:
    from sangeyipi.model.diagnostic import Diagnostic
    from sangeyipi.store.canonical.format import NotTheSame, formatted
    from sangeyipi.store.source import read_source

    if member.fault:
        return _Result(member, diagnostics=(member.fault,))
    source = read_source(member.root, member.name)
    if isinstance(source, Diagnostic):
        return _Result(member, diagnostics=(source,))
    try:
        text = formatted(source, member.kind)
    except NotTheSame as error:
        return _Result(member, source, fault=error.what)
    if isinstance(text, list):
        return _Result(member, source, diagnostics=tuple(text))
    return _Result(member, source, text.encode())


def _written(one: _Result, write: bool) -> _Result:
    """The file replaced, or what became of it instead."""
    from sangeyipi.store.atomic.replace import FileChanged, replace

    assert one.source is not None
    assert one.new is not None
    try:
        target = one.member.path.resolve()
        kept = _kept_for(target)
        if kept or not write:
            return one._replace(outcome=_Outcome.KEPT, told=kept)
        replace(target, one.new, expected=one.source.data)
    except (FileChanged, FileNotFoundError):
        return one._replace(outcome=_Outcome.KEPT, told="整理时被改过，没有动。再运行一次 sgyp fmt")
    except OSError as error:
        return one._replace(outcome=_Outcome.REFUSED, told=f"写不了：{output.reason(error)}")
    return one._replace(outcome=_Outcome.WRITTEN)


def _kept_for(target: Path) -> str:
    """Why a file is not ours to replace, for its owner to decide; "": it is."""
    status = target.stat()
    if not status.st_mode & 0o200:
        return "是只读的，不动它。确要整理，先改成可写（chmod u+w）再运行"
    if status.st_nlink > 1:
        return "另有硬链接指着同一个文件，整理会把它们断开，不动它。确要整理，先另存一份换上再运行"
    return ""


class _Repaired(NamedTuple):
    """A CSV file, what of it is to be mended, and what it is to be then."""

    result: _Result
    found: "Repair"


def _repair(members: "list[LedgerFile]", paths: list[Path], yes: bool) -> int:
    """Show what spreadsheets did to CSV files, and take it back if that is wanted."""
    from sangeyipi.store.kinds import LISTS

    named = [one for one in members if one.name.lower().endswith(".csv") and not one.fault]
    tables = [one for one in named if one.kind in LISTS]
    if paths and not tables:
        raise Stop("--repair 只修 CSV 文件，这里没有")
    for root in dict.fromkeys(one.root for one in tables):
        _settle(root)
    every = [_repaired(one) for one in tables]
    lines = [line for one in every for line in _told(one)]
    if lines:
        output.write_text("".join(f"{line}\n" for line in lines))
    mending = [one for one in every if one.found]
    left = sum(len(one.found.left) for one in every)
    rest = f"另有 {left} 处修不了，要对照原件改。" if left else ""
    if not mending:
        output.write_text(f"{len(tables)} 个 CSV 文件，没有能修的。{rest}\n")
        return ERRORS if left else OK
    if not yes and not _agreed(len(mending)):
        output.warn("没有写入。确认上面的改动以后，加 --yes 再运行一次。")
        return ERRORS
    results = [_written(one.result, write=True) for one in mending]
    done = sum(1 for one in results if one.outcome is _Outcome.WRITTEN)
    output.write_text(f"修好了 {done} 个文件。{rest}运行 sgyp check 核对。\n")
    _report(results)
    if any(one.outcome is _Outcome.REFUSED for one in results):
        return USAGE
    return ERRORS if left or done < len(results) else OK


def _repaired(member: "LedgerFile") -> _Repaired:
    """Raises Stop where the file cannot be read."""
    from sangeyipi.ingest.repair import repaired
    from sangeyipi.model.diagnostic import Diagnostic
    from sangeyipi.store.canonical.format import formatted
    from sangeyipi.store.source import Source, read_bytes

    assert member.kind is not None
    data = read_bytes(member.root, member.name)
    if isinstance(data, Diagnostic):
        raise Stop(f"{member.path}：{data.message}")
    found = repaired(member.name, member.kind, data)
    new = found.data
    if found:
        text = formatted(Source(member.name, new), member.kind)
        new = text.encode() if isinstance(text, str) else new
    return _Repaired(_Result(member, Source(member.name, data), new), found)


def _told(one: _Repaired) -> Iterable[str]:
    """Each change in a line, then what is left."""
    from sangeyipi.render.inert import inert

    path, found = one.result.path, one.found
    for what in found.whole:
        yield f"{path}：{what}"
    for mend in found.mends[:_MOST_TOLD]:
        note = f"（{mend.note}）" if mend.note else ""
        yield f"{path}:{mend.line} {mend.column}：{inert(f'{mend.old} → {mend.new}')}{note}"
    if len(found.mends) > _MOST_TOLD:
        yield f"{path}：另有 {len(found.mends) - _MOST_TOLD} 处同样修"
    for left in found.left[:_MOST_TOLD]:
        cell = f" {left.column}：{inert(left.text)}" if left.column else ""
        yield f"{path}{f':{left.line}' if left.line else ''}{cell} 修不了：{left.why}"
    if len(found.left) > _MOST_TOLD:
        yield f"{path}：另有 {len(found.left) - _MOST_TOLD} 处修不了"


def _agreed(files: int) -> bool:
    """Whether the person at the terminal wants it; nobody there does not."""
    import sys

    if not sys.stdin.isatty():
        return False
    import typer

    return typer.confirm(f"照上面改 {files} 个文件？", default=False, err=True)


def _show(changes: list[_Result]) -> None:
    """A patch for programs; on a terminal with everything invisible spelled out."""
    from sangeyipi.render.inert import inert

    for one in changes:
        lines = _diff(one)
        if output.terminal_columns() is None:
            output.write_exact("".join(lines))
        else:
            output.write_text("".join(inert(line.rstrip("\n")) + "\n" for line in lines))


def _diff(one: _Result) -> Iterable[str]:
    import difflib

    old = one.source.data if one.source else b""
    names = (f"a/{one.path}", f"b/{one.path}")
    for line in difflib.unified_diff(_lines(old), _lines(one.new or b""), *names):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(data: bytes) -> list[str]:
    """Lines as git counts them: nothing but a line feed ends one."""
    lines = [f"{line}\n" for line in data.decode().split("\n")]
    last = lines.pop()
    return [*lines, last[:-1]] if last != "\n" else lines


def _summary(results: list[_Result], check: bool) -> str:
    changes = [one for one in results if one.changes]
    done = sum(1 for one in changes if one.outcome is _Outcome.WRITTEN)
    wrong = sum(1 for one in results if one.diagnostics or one.fault)
    told = f"{len(results)} 个文件"
    if check and changes:
        told += f"，{len(changes)} 个要整理（运行 sgyp fmt）"
    elif done:
        told += f"，整理了 {done} 个"
    elif not wrong and not changes:
        told += "，都已是统一写法"
    if not check and len(changes) > done:
        told += f"，{len(changes) - done} 个没有整理成"
    return f"{told}{f'，{wrong} 个有错误没有动' if wrong else ''}。\n"


def _report(results: list[_Result]) -> None:
    """Why files were left alone, on stderr."""
    from sangeyipi.cli.console.session import relative
    from sangeyipi.render.placing import told
    from sangeyipi.store.load import Loaded

    for root in dict.fromkeys(one.member.root for one in results):
        here = [one for one in results if one.member.root == root]
        found = tuple(diagnostic for one in here for diagnostic in one.diagnostics)
        sources = {one.member.name: one.source for one in here if one.source}
        if found:
            text = told(Loaded(None, found, sources), found, relative(root))
            output.warn(text.rstrip("\n"))
    kept = [one for one in results if one.told]
    for one in kept[:_MOST_TOLD]:
        output.warn(f"{one.path}：{one.told}")
    if len(kept) > _MOST_TOLD:
        output.warn(f"另有 {len(kept) - _MOST_TOLD} 个文件没有动。")
    for one in results:
        if one.fault:
            output.warn(
                f"程序出错：{one.path}：{one.fault}，文件没有动。这是 sgyp 的问题，不是台账的问题。"
            )
