"""Reading version after version of a file by its records: always what reading it whole gives."""

import random
from pathlib import Path

import pytest

from sangeyipi.store import memory
from sangeyipi.store.files import FileKind
from sangeyipi.store.load import Parsed, parse_file
from sangeyipi.store.source import checked_source
from store.versions import Versions

NAME = "projects/a.yaml"
EMPTY = "  备注:\n".encode()
#: What a hand or a merge may leave anywhere in a file.
BITS = (
    b"\n",
    b"- ",
    EMPTY,
    b"\n- ",
    "# 注\n".encode(),
    b"  ",
    b"\xff",
    b"\r",
    b"---\n",
    b"",
    b"x\n- ",
)


def record(id: int, sum: int) -> bytes:
    text = f"- 编号: P{id}\n  名称: 甲\n  总投资: {sum}\n"
    text += "  备注: |+\n    行一\n\n" if sum % 5 == 0 else ""
    # A key with nothing behind it is a hint, and no more.
    return (text + ("  节点:\n  领域:\n" if sum % 7 == 0 else "")).encode()


def edited(data: bytes, chance: random.Random) -> bytes:
    """The next version: a record more, less or changed; now and then anything at all."""
    lines = data.splitlines(keepends=True)
    starts = [i for i, line in enumerate(lines) if line.startswith(b"- ")] or [0]
    here, what = chance.choice(starts), chance.random()
    fresh = record(chance.randrange(9), chance.randrange(30))
    if what < 0.4:
        return b"".join([*lines[:here], fresh, *lines[here + 3 :]])
    if what < 0.6:
        return b"".join([*lines[:here], fresh, *lines[here:]])
    if what < 0.75:
        return b"".join([*lines[:here], *lines[here + 3 :]])
    if what < 0.85:
        return data.rstrip(b"\n") if chance.random() < 0.5 else data + b"\n" + fresh
    place = chance.randrange(len(data) + 1)
    return data[:place] + chance.choice(BITS) + data[place + chance.randrange(3) :]


def told(parsed: Parsed) -> object:
    places = [(one.origin.file, one.origin.path) for one in parsed.records]
    return parsed.records, parsed.diagnostics, places


@pytest.mark.parametrize("seed", range(20))
def test_versions_of_a_file_are_read_as_the_whole_file_is(seed: int) -> None:
    chance = random.Random(seed)
    cache = Versions()
    good = data = b"# \xe5\xa4\xb4\n\n" + b"".join(record(one, one) for one in range(5))
    fine = 0
    for _ in range(60):
        whole = parse_file(FileKind.PROJECTS, NAME, checked_source(NAME, data))
        found = cache.read(FileKind.PROJECTS, NAME, data)
        assert told(found) == told(whole)
        # What is broken is mended soon, or nothing else would be tried.
        if whole.complete:
            good = data
            fine += 1
        data = edited(good, chance)
    assert fine > 20


def test_what_did_not_change_is_the_very_same_object() -> None:
    cache = Versions()
    texts = [record(one, one) for one in range(1, 5)]
    before = cache.read(FileKind.PROJECTS, NAME, b"".join(texts)).records
    texts[1] = record(2, 7)
    after = cache.read(FileKind.PROJECTS, NAME, b"".join(texts)).records
    assert [one is other for one, other in zip(before, after, strict=True)] == [
        True, False, True, True,
    ]  # fmt: skip
    fewer = cache.read(FileKind.PROJECTS, NAME, b"".join([texts[0], *texts[2:]])).records
    assert fewer[0] is before[0]
    assert [one.id for one in fewer] == ["P1", "P3", "P4"]
    assert [one.origin.path for one in fewer] == [(0,), (1,), (2,)]


def test_records_that_an_earlier_run_has_read_are_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SGYP_CACHE", str(tmp_path))
    chance = random.Random(1)
    data = b"".join(record(one, one) for one in range(8))
    # Of another file too, and with hints at some.
    versions = [("projects/b.yaml", record(14, 14)), (NAME, data)]
    while len(versions) < 30:
        lines = versions[-1][1].splitlines(keepends=True)
        starts = [i for i, line in enumerate(lines) if line.startswith(b"- ")]
        at = chance.choice(starts)
        fresh = record(chance.randrange(9), chance.randrange(30))
        versions.append((NAME, b"".join([*lines[:at], fresh, *lines[at:]])))

    def read(history: str, given: list[tuple[str, bytes]]) -> list[object]:
        cache = Versions()
        cache.restore(history)
        found = [told(cache.read(FileKind.PROJECTS, name, text)) for name, text in given]
        cache.keep()
        return found

    fresh_ones = read("h", versions)
    assert "empty-value" in repr(fresh_ones)
    with monkeypatch.context() as patch:
        patch.setattr(memory, "_read", None)
        assert read("h", versions) == fresh_ones
        with pytest.raises(TypeError):
            read("other", versions)
        with pytest.raises(TypeError):
            read("h", [(NAME, record(3, 31))])
    # What is new is read, and known from then on.
    assert read("h", [(NAME, record(3, 31))]) == read("", [(NAME, record(3, 31))])
    with monkeypatch.context() as patch:
        patch.setattr(memory, "_read", None)
        assert read("h", [(NAME, record(3, 31)), *versions])[1:] == fresh_ones
