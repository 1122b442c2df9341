"""Small sets to publish, and what can be said of a folder that they were published in."""

import hashlib
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sangeyipi.publish.manifest import MANIFEST, Manifest, read
from sangeyipi.publish.place.lock import LOCK
from sangeyipi.publish.place.replace import Outcome, publish
from sangeyipi.publish.verify import verify

MONTH = "2023-06"
Files = dict[str, bytes]

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX only")
forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")


def a_set(of: str) -> Files:
    """Three files that only this set has in this form; one has a name that only it has."""
    return {
        "月报.csv": f"\ufeff编号,{of}\n".encode() * 40,
        "月报.json": f'{{"{of}": 1}}\n'.encode(),
        f"{of}.md": b"",
    }


def manifest(of: str = "a", period: str = MONTH, **changed: Any) -> Manifest:
    made = Manifest(
        period=period,
        title="三个一批月调度表",
        as_of=date(2023, 6, 30),
        revision="0" * 40,
        dirty=False,
        version="0.2.0",
        content=hashlib.sha256(of.encode()).hexdigest(),
        formats=("csv", "json", "md"),
        compare=None,
        options={"today": "2023-07-02", "rev_at_month_end": "false"},
    )
    return made._replace(**changed)


def put(out: Path, of: str = "a", name: str = MONTH) -> Outcome:
    return publish(out, name, a_set(of), manifest(of, name))


def present(out: Path, name: str = MONTH) -> str | None:
    """Which set stands there, every file of it as its manifest says; None: nothing is there."""
    folder = out / name
    if not folder.exists():
        return None
    assert verify(folder, None) == []
    told = read(folder / MANIFEST).files
    (of,) = (entry.name.removesuffix(".md") for entry in told if entry.name.endswith(".md"))
    assert verify(folder, a_set(of)) == []
    return of


def names(out: Path) -> list[str]:
    """All that is in the folder but the lock."""
    return sorted(entry.name for entry in out.iterdir() if entry.name != LOCK)


def snapshot(folder: Path) -> Mapping[str, bytes | None]:
    """Everything below a folder, by its path in it."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }
