"""Is a published folder still what was published, and what the ledger gives today?

Owns the comparison and its words.  Reads only, takes no lock: a set that is being replaced at this
very moment can look incomplete.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from sangeyipi.publish.contents import fault, strays
from sangeyipi.publish.failures import ManifestFailed, advice
from sangeyipi.publish.manifest import MANIFEST, Manifest, read


def verify(folder: Path, derived: Mapping[str, bytes] | None) -> list[str]:
    """What is wrong with the set in `folder`, file by file, in Chinese; empty: all is well.

    `derived`: the set's files as the ledger gives them today, without the manifest; None leaves
    that comparison out.
    """
    try:
        manifest = read(folder / MANIFEST)
        extra = strays(folder, manifest)
    except ManifestFailed as failed:
        return [str(failed)]
    except OSError as error:
        return [f"读不了 {folder}：{advice(error)}"]
    found = dict(_altered(folder, manifest))
    found.update((name, "清单里没有的文件") for name in extra)
    for name, what in _derived_otherwise(folder, manifest, derived):
        found.setdefault(name, what)
    told = [f"{folder / name}：{found[name]}" for name in sorted(found)]
    if folder.resolve().name != manifest.period:
        told.insert(0, f"{folder}：文件夹名与清单里的“{manifest.period}”不同")
    return told


def _altered(folder: Path, manifest: Manifest) -> Iterator[tuple[str, str]]:
    for entry in manifest.files:
        wrong = fault(folder, entry)
        if wrong:
            yield entry.name, wrong


def _derived_otherwise(
    folder: Path, manifest: Manifest, derived: Mapping[str, bytes] | None
) -> Iterator[tuple[str, str]]:
    if derived is None:
        return
    published = {entry.name: entry for entry in manifest.files}
    for name in sorted(published.keys() | derived.keys()):
        if name not in derived:
            yield name, "按台账现在不会有这个文件"
        elif name not in published:
            yield name, "按台账现在应有这个文件，清单里没有"
        elif _other(folder / name, derived[name]):
            yield name, "与台账现在算出的不同"


def _other(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() != data
    except OSError:
        return True
