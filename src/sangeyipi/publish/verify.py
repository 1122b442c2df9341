"""Is a published folder still what was published, and what the ledger gives today?

Owns the comparison and its words.  Reads only, takes no lock: a set that is being replaced at this
very moment can look incomplete.
"""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from sangeyipi.model import term
from sangeyipi.publish.contents import fault, strays
from sangeyipi.publish.failures import ManifestFailed, advice
from sangeyipi.publish.manifest import MANIFEST, Manifest, read

#: The fields of a manifest that are derived again, as a user knows them.
_FIELDS = {
    "title": term.TITLE,
    "as_of": "截至的日子",
    "revision": "版本",
    "content": "内容的 sha256",
    "formats": "格式",
    "compare": "相比的版本",
    "options": "选项",
}


def fields_otherwise(folder: Path, manifest: Manifest, derived: Manifest) -> list[str]:
    """What the manifest in `folder` says otherwise than the one made again, in Chinese."""
    return [
        f"{folder / MANIFEST}：{word}（{field}）与重算的不同，"
        f"清单为 {_told(getattr(manifest, field))}，应为 {_told(getattr(derived, field))}"
        for field, word in _FIELDS.items()
        if _told(getattr(manifest, field)) != _told(getattr(derived, field))
    ]


def _told(value: object) -> str:
    if isinstance(value, Mapping):
        return "、".join(f"{key}={value[key]}" for key in sorted(value)) or "无"
    return "、".join(value) if isinstance(value, tuple) else "无" if value is None else str(value)


def verify(folder: Path, derived: Mapping[str, bytes] | None) -> list[str]:
    """What is wrong with the set in `folder`, file by file, in Chinese; empty: all is well.

    `derived`: the set's files as the ledger gives them today, without the manifest; None leaves
    that comparison out.
    """
    try:
        manifest = read(folder / MANIFEST)
        extra = strays(folder.resolve(), manifest)
    except ManifestFailed as failed:
        return [str(failed)]
    except OSError as error:
        return [f"读不了 {folder}：{advice(error)}"]
    found = dict(_altered(folder, manifest))
    for name in extra:
        found.setdefault(name, "清单里没有的文件")
    if derived is not None:
        found |= dict(_derived_otherwise(manifest, tuple(found), derived))
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
    manifest: Manifest, known: tuple[str, ...], derived: Mapping[str, bytes]
) -> Iterator[tuple[str, str]]:
    """What differs from `derived`, except for the files `known` to be wrong already."""
    published = {entry.name: entry for entry in manifest.files}
    for name in sorted((published.keys() | derived.keys()) - set(known)):
        if name not in derived:
            yield name, "按台账现在不会有这个文件"
        elif name not in published:
            yield name, "按台账现在应有这个文件，清单里没有"
        elif hashlib.sha256(derived[name]).hexdigest() != published[name].sha256:
            yield name, "与台账现在算出的不同"
