"""`sgyp export --verify`: is what was published whole, and what its commit still gives?"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sangeyipi.cli import exits
from sangeyipi.cli.exits import Stop
from sangeyipi.cli.narration import Narrator
from sangeyipi.cli.session import ledger_root

if TYPE_CHECKING:
    from sangeyipi.history.versions import Versions


def verify_sets(
    folder: Path, ledger: Path | None, tell: Narrator, beside: Sequence[str] = ()
) -> int:
    """Every set in `folder`, or the one that it is: 1 where a file is not what it should be.

    `beside`: options that were given though they say what to publish.  Raises Stop.
    """
    from sangeyipi.history.versions import Versions

    if beside:
        raise Stop(f"--verify 只核对已出的，不能和 {'、'.join(beside)} 一起写")
    sets = list(_sets(folder))
    if not sets:
        raise Stop(f"{folder} 里没有 sgyp export 出的文件夹（没有 manifest.json）")
    bad = 0
    with Versions(ledger_root(ledger)) as versions:
        for number, one in enumerate(sets, 1):
            tell.progress("正在核对", number, len(sets))
            found = _verified(one, versions)
            bad += bool(found)
            for line in found:
                tell.fault(line)
            if not found:
                tell.step(f"{one}：无误")
    if bad:
        raise Stop(f"{len(sets)} 个文件夹中有 {bad} 个不符", exits.ERRORS)
    tell.summary(f"{len(sets)} 个文件夹都完好，与各自的版本重算的一致")
    return exits.OK


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


def _verified(folder: Path, versions: "Versions") -> list[str]:
    """What is wrong with a set; also where it cannot be made again."""
    from sangeyipi.history.failures import HistoryFailed
    from sangeyipi.publish.editor import Unsound, again
    from sangeyipi.publish.failures import ManifestFailed
    from sangeyipi.publish.manifest import MANIFEST, read
    from sangeyipi.publish.origin import Refused
    from sangeyipi.publish.verify import verify
    from sangeyipi.version import VERSION

    try:
        manifest = read(folder / MANIFEST)
    except ManifestFailed as failed:
        return [str(failed)]
    try:
        found = verify(folder, again(versions, manifest))
    except (HistoryFailed, Unsound, Refused) as failed:
        return [*verify(folder, None), f"{folder}：不能重算：{failed}"]
    if found and manifest.dirty:
        found.append(f"{folder}：由未提交的改动所出，只能按现在的工作区重算")
    if found and manifest.version != VERSION:
        found.append(f"{folder}：由 sgyp {manifest.version} 所出，现在是 {VERSION}，写法可能不同")
    return found
