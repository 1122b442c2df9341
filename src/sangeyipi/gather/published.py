"""What a member published, as far as a ledger can count with it: rollups of its lists by phase.

Owns which of a published set's figures are facts of any 口径 (a list's count, investment and how
many reached its two steps), and that the set is as its manifest says.  A total over several lists
is made by the whole's own 口径, so none is taken from here.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sangeyipi.model.document import AFTER_REGION
from sangeyipi.model.gathering import Member, alike
from sangeyipi.model.ledger import Config, Ledger
from sangeyipi.model.phases import parse_phases
from sangeyipi.model.place import Place
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.stages import Batch, Milestone
from sangeyipi.publish.failures import ManifestFailed, advice
from sangeyipi.publish.manifest import MANIFEST, Manifest
from sangeyipi.publish.manifest import read as read_manifest
from sangeyipi.publish.verify import verify
from sangeyipi.store.load import Loaded, LoadedMember

#: The table with a row for each phase and batch.
_TABLE = "phases"


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
    rollups: list[Rollup] = []
    for one, manifest in sets:
        wrong = verify(one, None)
        if wrong:
            return fault(f"公布的表与清单不符：{wrong[0]}")
        found = _document(one, manifest)
        if found is None:
            return fault(f"{one} 里没有 JSON 的表，数取不出来：请对方 sgyp export 时带上 json")
        rollups += _rollups(found, member, manifest.as_of, f"{member.region}/{manifest.period}")
    ledger = Ledger(config=config, rollups=tuple(rollups))
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


def _rollups(
    document: Mapping[str, Any], member: Member, as_of: date, file: str
) -> Iterator[Rollup]:
    tables = (one for one in document.get("tables", ()) if one.get("id") == _TABLE)
    for table in tables:
        phase = None
        for index, row in enumerate(table.get("rows", ())):
            phase = row.get("phase", phase)
            made = _rollup(row, phase, member, as_of, Place(file, (index,)))
            if made is not None:
                yield made


def _rollup(
    row: Mapping[str, Any], phase: str | None, member: Member, as_of: date, origin: Place
) -> Rollup | None:
    """One list of one phase; nothing where its count is not known for certain."""
    batch = next((one for one in Batch if one == row.get("batch")), None)
    phases = parse_phases(phase) if phase else None
    least = row.get("lower_bounds", ())
    count = row.get("count")
    if batch is None or phases is None or not isinstance(count, int) or "count" in least:
        return None
    investment = row.get("investment")
    if "investment" in least:
        investment = None
    return Rollup(
        phases=phases,
        batch=batch,
        on_platform=row.get("platform"),
        count=count,
        investment=None if investment is None else Decimal(investment),
        milestones=dict(_reached(row, batch, least)),
        date=as_of,
        region=member.region,
        origin=origin,
    )


def _reached(row: Mapping[str, Any], batch: Batch, least: Any) -> Iterator[tuple[Milestone, int]]:
    for key, milestone in (("own_reached", batch.own), ("next_reached", batch.next)):
        if isinstance(row.get(key), int) and key not in least:
            yield milestone, row[key]
