"""What tables are called, and what their rows say of themselves, changes no difference."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from figures.reported import period

from sangeyipi.compare.commits import timeline_table
from sangeyipi.compare.effects import effects
from sangeyipi.compare.records import compare
from sangeyipi.compare.timeline import commit_effects
from sangeyipi.git.repository import Commit
from sangeyipi.git.snapshots import File, HistoryStep, Snapshot
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.period import PeriodKind
from sangeyipi.model.table import Column
from sangeyipi.render.restated import restated
from sangeyipi.store.settled import load_files
from sangeyipi.tables import breakdown, rows, summary
from sangeyipi.tables.monthly import progress
from sangeyipi.tables.monthly.document import document

ROOT = Path(__file__).resolve().parents[2]
LEDGERS = (ROOT / "data", ROOT / "examples" / "demo-county")


def changed(book: Ledger) -> Ledger:
    """Some of everything is not the same."""
    projects = list(book.projects)
    amount = projects[0].investment or Decimal(0)
    projects[0] = replace(projects[0], investment=amount + 1, unit="另一个局")
    projects[-1] = replace(projects[-1], on_platform=False, milestones={})
    del projects[1]
    rollups = list(book.rollups)
    rollups[:1] = [replace(one, count=(one.count or 0) + 3) for one in rollups[:1]]
    return replace(
        book,
        projects=tuple(projects),
        rollups=tuple(rollups),
        reports=tuple(replace(one, completed=Decimal("0.5")) for one in book.reports),
    )


def steps(old: Ledger, new: Ledger) -> Iterator[HistoryStep]:
    before = Snapshot()
    for oid, book in (("1", old), ("2", new)):
        records = {"ledger": (book.config,), "projects/a": book.projects, "rollups/a": book.rollups}
        files = {f"{name}.yaml": File(found) for name, found in records.items()}
        now = Snapshot({**files, "progress/2023.csv": File(book.reports)})
        yield HistoryStep(
            Commit(oid, ("1",) if oid == "2" else (), 0), before, now, tuple(now.files)
        )
        before = now


def differences(old: Ledger, new: Ledger) -> dict[str, Any]:
    """What diff, log and 更正 commit_effects, without what it is called."""
    told = list(commit_effects(steps(old, new)))
    assert timeline_table([one.told for one in told], "").rows
    month = period("2023-06")
    corrected = restated(document(old, month), document(new, month))
    return {
        "diff": [
            (e.table, e.subject, e.column.measurement, e.before, e.after, e.difference, e.causes)
            for e in effects(compare(old, new), old, new)
        ],
        "log": [
            (one.commit.oid, m.subject, m.column.measurement, m.before, m.after)
            for one in told
            for m in one.differences
        ],
        "更正": Counter((row.cells["before"], row.cells["now"]) for row in corrected),
    }


@pytest.mark.parametrize("folder", LEDGERS, ids=lambda folder: folder.name)
def test_other_words_give_the_same_differences(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = load_files(folder).ledger
    assert old is not None
    new = changed(old)
    plain = differences(old, new)
    assert all(plain.values())

    monkeypatch.setattr(Column, "name", property(lambda column: f"（{column.key}）"))
    monkeypatch.setattr(PeriodKind, "this", property(lambda _: "眼下"))
    # Neither what a row is called nor the words for programs are there to be read.
    monkeypatch.setattr(rows, "_axes", lambda *_: {"batch": ""})
    monkeypatch.setattr(summary, "_platform", lambda *_: "")
    monkeypatch.setattr(summary, "_axis", lambda *_: "")
    for module, name in (
        (rows, "NO_BATCH"), (summary, "NO_BATCH"), (summary, "TOTAL"), (rows, "TOTAL"),
        (breakdown, "WHOLE"), (progress, "WHOLE"),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, "别的字")
    monkeypatch.setattr(rows.RowBuilder, "row", _called_otherwise(rows.RowBuilder.row))
    assert differences(old, new) == plain


def _called_otherwise(made: Any) -> Any:
    def row(build: Any, label: str, *others: Any) -> Any:
        return made(build, "一行", *others)

    return row
