"""`sgyp export --verify`: is what was published whole, and what its commit still gives?"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sangeyipi.cli import exits, output
from sangeyipi.cli.exits import Stop
from sangeyipi.cli.narration import Narrator
from sangeyipi.cli.session import ledger_root

if TYPE_CHECKING:
    from sangeyipi.history.versions import Versions


def verify_sets(folder: Path, ledger: Path | None, tell: Narrator) -> int:
    """Every set in `folder`, or the one that it is: 1 where a file is not what it should be."""
    from sangeyipi.history.versions import Versions

    sets = list(_sets(folder))
    if not sets:
        raise Stop(f"{folder} 里没有 sgyp export 出的文件夹（没有 manifest.json）")
    bad = 0
    with Versions(ledger_root(ledger)) as versions:
        for number, one in enumerate(sets, 1):
            tell.progress(number, len(sets))
            found = _verified(one, versions)
            bad += bool(found)
            for line in found:
                output.warn(line)
            if not found:
                tell.step(f"{one}：无误")
    if bad:
        raise Stop(f"{len(sets)} 个文件夹中有 {bad} 个不符", exits.ERRORS)
    tell.summary(f"{len(sets)} 个文件夹都完好，与各自的版本重算的一致")
    return exits.OK


def _sets(folder: Path) -> Iterator[Path]:
    from sangeyipi.publish.manifest import MANIFEST

    if (folder / MANIFEST).is_file():
        yield folder
        return
    if folder.is_dir():
        yield from (one for one in sorted(folder.iterdir()) if (one / MANIFEST).is_file())


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
    if found and manifest.version != VERSION:
        found.append(f"{folder}：由 sgyp {manifest.version} 所出，现在是 {VERSION}，写法可能不同")
    return found
