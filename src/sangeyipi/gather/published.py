"""What a member published: its sets in a folder, each as its manifest says, as a ledger of rollups.

Owns which sets are read and why one may not be.  What a set's figures are worth to a ledger is for
published_rollups.
"""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from sangeyipi.gather.published_rollups import PublishedSet, contradiction, rollups_of
from sangeyipi.model.document import AFTER_REGION
from sangeyipi.model.gathering import Member, alike
from sangeyipi.model.ledger import Config, Ledger
from sangeyipi.publish.failures import ManifestFailed, advice
from sangeyipi.publish.manifest import MANIFEST, Manifest
from sangeyipi.publish.manifest import read as read_manifest
from sangeyipi.publish.verify import verify
from sangeyipi.store.load import Loaded, LoadedMember


def read_published(folder: Path, member: Member, config: Config) -> LoadedMember:
    """The sets in a folder (or the one that it is) as a ledger of rollups, each of its own day."""

    def fault(said: object) -> LoadedMember:
        """Told by the name that ledger.yaml has for the folder, wherever that is read from."""
        return LoadedMember(member, fault=str(said).replace(str(folder), str(member.published)))

    if not folder.is_dir():
        return fault(f"{member.published} 不在，没有公布的表")
    try:
        sets = _sets(folder)
    except ManifestFailed as failed:
        return fault(f"公布的表读不了：{failed}")
    except OSError as error:
        return fault(f"公布的表读不了：{advice(error)}")
    if not sets:
        return fault(f"{member.published} 里没有 sgyp export 出的表")
    said: list[PublishedSet] = []
    for one, manifest in sets:
        wrong = verify(one, None)
        if wrong:
            return fault(f"公布的表与清单不符：{wrong[0]}")
        found = _document(one, manifest)
        if found is None:
            return fault(f"{one} 里没有 JSON 的表，数取不出来：请对方 sgyp export 时带上 json")
        file = f"{member.region}/{manifest.period}"
        said.append(PublishedSet.of(found, manifest.as_of, member.region, file))
    ledger = Ledger(config=config, rollups=tuple(rollups_of(said, config)))
    odd = contradiction(said, ledger)
    if odd:
        return fault(odd)
    named = [manifest.title.partition(AFTER_REGION)[0] for _, manifest in sets]
    return LoadedMember(
        member,
        Loaded(ledger, (), {}),
        # Of two places in one folder the one that is not the member's is told.
        calls_itself=next((one for one in named if not alike(one, member.region)), ""),
    )


def _sets(folder: Path) -> list[tuple[Path, Manifest]]:
    if (folder / MANIFEST).is_file():
        return [(folder, read_manifest(folder / MANIFEST))]
    below = sorted(one for one in folder.iterdir() if (one / MANIFEST).is_file())
    found = [(one, read_manifest(one / MANIFEST)) for one in below]
    # Of sets of one day (a month, its quarter) one says all that the others do.
    return list({manifest.as_of: (one, manifest) for one, manifest in found}.values())


def _document(folder: Path, manifest: Manifest) -> Mapping[str, Any] | None:
    name = next((one.name for one in manifest.files if one.name.endswith(".json")), None)
    if name is None:
        return None
    found = json.loads((folder / name).read_bytes(), parse_float=Decimal)
    return found if isinstance(found, dict) else None
