"""`sgyp verify`: is what was published whole, and what its commit still gives?"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

from sangeyipi.cli.console import exits, options
from sangeyipi.cli.console.exits import Stop
from sangeyipi.cli.console.narration import Narrator
from sangeyipi.cli.console.parameters import Argument
from sangeyipi.cli.console.session import ledger_root

if TYPE_CHECKING:
    from sangeyipi.git.versions import LedgerVersions

EXAMPLES = """
sgyp verify 月报
sgyp verify 月报/2023-06 月报/2023-07 --quiet
"""

EXIT_CODES = """
0 都完好，与各自的版本重算的一致
1 有不符的：文件改过、少了、多了，或重算出来的不同
2 没有不符的，但有没法核对的（没有 git，版本不在了，另一版 sgyp 所出）；用法不对
3 程序自身的错
"""


def verify(
    folders: Annotated[
        list[Path],
        Argument(metavar="文件夹...", help="sgyp export 出的一期，或装着若干期的文件夹"),
    ],
    quiet: options.Quiet = False,
    log: options.Log = False,
    ledger: options.LedgerDir = None,
) -> int:
    """核对已出的表：文件是否完好，与当时那一版台账重算的是否一致。"""
    tell = Narrator(quiet, log)
    with tell.to_the_end(), _failures():
        return verify_sets(folders, ledger, tell)


@contextmanager
def _failures() -> Iterator[None]:
    from sangeyipi.git.failures import HistoryFailed

    try:
        yield
    except HistoryFailed as failed:
        raise Stop(str(failed)) from failed


def verify_sets(folders: Sequence[Path], ledger: Path | None, tell: Narrator) -> int:
    """Every set in the folders, or the sets that they are.

    Raises Stop, with exit code 1, where a file is not what it should be.
    """
    from sangeyipi import api
    from sangeyipi.git.versions import LedgerVersions

    sets = [one for folder in folders for one in _found(folder)]
    bad = unsure = 0
    with LedgerVersions(ledger_root(ledger), api.gather()) as versions:
        for number, one in enumerate(sets, 1):
            tell.progress("正在核对", number, len(sets))
            found = _verified(one, versions)
            bad += bool(found.wrong)
            unsure += bool(found.unsure and not found.wrong)
            for line in (*found.wrong, *found.unsure):
                tell.fault(line)
            if not found.wrong and not found.unsure:
                tell.step(f"{one}：无误")
    rest = f"，{unsure} 个没法核对" if unsure else ""
    if bad:
        raise Stop(f"{len(sets)} 个文件夹中有 {bad} 个不符{rest}", exits.ERRORS)
    if unsure:
        raise Stop(f"{len(sets)} 个文件夹中没有不符的{rest}")
    tell.summary(f"{len(sets)} 个文件夹都完好，与各自的版本重算的一致")
    return exits.OK


class _Verdict(NamedTuple):
    """What is wrong with a set, and what nobody can tell; both empty: all is well."""

    wrong: list[str]
    unsure: list[str]


def _found(folder: Path) -> list[Path]:
    sets = list(_sets(folder))
    if not sets:
        raise Stop(f"{folder} 里没有 sgyp export 出的文件夹（没有 manifest.json）")
    return sets


def _sets(folder: Path) -> Iterator[Path]:
    """The sets to look at; one that lost its manifest still has the name of a set."""
    from sangeyipi.publish.manifest import MANIFEST
    from sangeyipi.publish.names import kind_of

    if (folder / MANIFEST).is_file():
        yield folder
    elif folder.is_dir():
        inside = sorted(one for one in folder.iterdir() if one.is_dir())
        found = [one for one in inside if kind_of(one.name) or (one / MANIFEST).is_file()]
        itself = not found and kind_of(folder.resolve().name)
        yield from [folder] if itself else found


def _verified(folder: Path, versions: "LedgerVersions") -> _Verdict:
    """A set held against its manifest, and its manifest against what its commit gives."""
    from sangeyipi.git.failures import HistoryFailed
    from sangeyipi.publish.failures import ManifestFailed
    from sangeyipi.publish.issue import Unsound, again
    from sangeyipi.publish.manifest import MANIFEST, read
    from sangeyipi.publish.origin import PublishRefused
    from sangeyipi.publish.verify import fields_otherwise, verify

    try:
        manifest = read(folder / MANIFEST)
    except ManifestFailed as failed:
        return _Verdict([str(failed)], [])
    try:
        made = again(versions, manifest)
    except ManifestFailed as failed:
        return _Verdict([*verify(folder, None), f"{folder}：{failed}"], [])
    except (HistoryFailed, Unsound, PublishRefused) as failed:
        return _Verdict(verify(folder, None), [f"{folder}：没法核对：不能重算：{failed}"])
    unsure = [f"{folder}：没法核对：{one}" for one in made.unsure]
    wrong = [*fields_otherwise(folder, manifest, made.manifest), *verify(folder, made.files)]
    if manifest.dirty and (unsure or wrong):
        # Made of what nobody committed: that other figures come out now proves nothing.
        gone = f"{folder}：没法核对：由未提交的改动所出，现在的工作区算出来不同"
        return _Verdict(verify(folder, None), unsure or [gone])
    return _Verdict(wrong, unsure)
