"""The quick ways to read differ from the slow ones in nothing: a share of what `fuzz.py` tries."""

from collections import Counter
from contextlib import ExitStack
from unittest.mock import patch

from conftest import DATA, DEMO
from fuzz import tried
from mutants import Mutants

from sangeyipi.model.project import Project
from sangeyipi.store.canonical.reader import read_canonical
from sangeyipi.store.records import RecordType

MUTANTS = 900


def test_mutants_are_read_the_same_in_every_way() -> None:
    mutants = Mutants([DATA, DEMO], seed=1)
    asked = Counter[str]()
    for one in tried([mutants.next() for _ in range(MUTANTS)]):
        assert not one.fault, one
        asked.update(one.asked)
    # A share that is worth it is read quickly, and is refused.
    for what in ("逐行读", "整件读", "按行定位", "有记录", "没有错", "有错或提示", "记住"):
        assert asked[what] > MUTANTS / 20, asked


def test_what_reads_otherwise_is_found() -> None:
    mutants = [one for one, _ in zip(Mutants([DATA], seed=1), range(100), strict=False)]
    first = RecordType.of(Project)
    files = first.sound_files
    assert files is not None
    read = files.read
    by_line = "sangeyipi.store.yaml.reader.read_canonical"
    by_records = patch.object(first, "sound_files", None)
    swallowed = patch(by_line, lambda text: (read_canonical(text) or [])[1:] or None)
    lost = patch.object(first, "direct", lambda raw: Project(id="A", name="甲"))
    in_pieces = patch.object(files, "read", lambda *asked: (read(*asked) or ())[1:] or None)
    for faults, told in (
        ((by_records, swallowed), "慢读：记录不同"),
        ((by_records, lost), "慢读："),
        ((in_pieces,), "慢读：记录不同"),
    ):
        with ExitStack() as patches:
            for one in faults:
                patches.enter_context(one)
            found = {one.fault for one in tried(mutants)}
        assert any(one.startswith(told) for one in found), found
    assert {one.fault for one in tried(mutants)} == {""}
