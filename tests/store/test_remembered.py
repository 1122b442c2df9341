"""What is remembered of a file is what reading it gave, for every kind of record and of fault."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import DATA, DEMO
from hypothesis import HealthCheck, given, settings
from properties.slips import slips
from properties.test_round_trip import ledgers
from properties.test_slips_in_yaml import LEDGERS
from properties.written import dump

from sangeyipi.checks import run, verdict
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.place import Place
from sangeyipi.model.plan import NO_PLAN
from sangeyipi.store import lasting, parsing, plain, program, remembered
from sangeyipi.store.files import LEDGER_FILE, find_files, sort_files
from sangeyipi.store.kinds import KINDS
from sangeyipi.store.load import Loaded, load_from
from sangeyipi.store.source import checked_source, read_source

Files = Mapping[str, str | bytes]


@contextmanager
def kept_in(folder: Path | str) -> Iterator[None]:
    os.environ["SGYP_CACHE"] = str(folder)
    try:
        yield
    finally:
        os.environ["SGYP_CACHE"] = "off"


def load(files: Files) -> Loaded:
    data = {n: text.encode() if isinstance(text, str) else text for n, text in files.items()}
    return load_from(
        sort_files([*data, "readme.csv"]), lambda name: checked_source(name, data[name])
    )


def rules(found: Iterable[Diagnostic]) -> list[str]:
    return [one.rule.value for one in found]


def told(loaded: Loaded) -> object:
    """All that anybody can tell of it; places and decimals of equal amounts too."""
    return repr(loaded.ledger), loaded.ledger, loaded.diagnostics, loaded.sources


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


@pytest.fixture
def only_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing may be read from its text."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(parsing, "parse_file", refuse)
    monkeypatch.setattr(run, "_check", refuse)


@pytest.mark.parametrize("one", KINDS, ids=lambda one: one.part)
def test_every_field_of_every_record_can_be_kept(one: Any) -> None:
    number, columns = plain.pack_records(one.model, [])
    assert (number, len(columns)) == (0, len(fields(one.model)))


@pytest.mark.parametrize("root", [DATA, DEMO], ids=["data", "demo"])
def test_a_ledger_is_remembered_as_it_was_read(
    root: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    def read() -> Loaded:
        return load_from(find_files(root), lambda name: read_source(root, name))

    fresh = read()
    assert fresh.key == ""
    with kept_in(tmp_path):
        first = read()
        found = verdict.check(first, hints=True)
        assert verdict.check_all(first) == run.check_all(fresh)
        request.getfixturevalue("only_remembered")
        again = read()
        assert told(again) == told(first) == told(fresh)
        assert again.key == first.key != ""
        assert verdict.check(again, hints=True) == found
        assert verdict.check_all(again) == []
        with pytest.raises(AssertionError):
            verdict.check(again, strict=True)
    assert again.ledger is not None
    plans = [one.planned for one in again.ledger.projects if one.planned == NO_PLAN]
    assert all(one is NO_PLAN for one in plans)


@settings(max_examples=8, deadline=None, suppress_health_check=[*HealthCheck])
@given(ledgers())
def test_any_ledger_is_remembered_as_it_was_read(kept: Path, ledger: Ledger) -> None:
    files = dump(ledger)
    fresh = told(load(files))
    with kept_in(kept):
        first, again = load(files), load(files)
        assert told(first) == told(again) == fresh
        assert verdict.check(again, True, True) == run.check(first, True, True)
        assert verdict.check(again, True, True) == run.check(again, True, True)


@settings(max_examples=30, deadline=None, suppress_health_check=[*HealthCheck])
@given(slips(LEDGERS["block"]["projects/a.yaml"]))
def test_so_is_what_is_wrong_with_one(kept: Path, slip: Any) -> None:
    files = {**LEDGERS["block"]}
    files["projects/a.yaml"] = slip.of(files["projects/a.yaml"])
    fresh = told(load(files))
    with kept_in(kept):
        first = load(files)
        found = verdict.check(first, hints=True)
        again = load(files)
        assert told(first) == told(again) == fresh
        assert verdict.check(again, hints=True) == found == run.check(again, hints=True)


BASE: Files = {
    LEDGER_FILE: "名称: 示例\n期次:\n  - 期: 1\n    日期: 2021-07-10\n",
    "projects/a.yaml": "- 编号: A\n  名称: 甲\n  总投资: 1.50\n  节点:\n    签约: 2021-06-01\n",
}
REPORT = "编号,本月完成投资\r\nA,0.1\r\n"


def test_what_a_file_means_lies_in_its_name_too(tmp_path: Path) -> None:
    with kept_in(tmp_path):
        for name in ("progress/2022-01.csv", "progress/2022-02.csv", "progress/x.csv"):
            loaded = load({**BASE, name: REPORT})
            months = [str(one.month) for one in loaded.ledger.reports] if loaded.ledger else []
            assert months == ([name[9:16]] if "-" in name else [])
        # The same text, as a file of another kind.
        text = BASE["projects/a.yaml"]
        assert load({**BASE, "projects/b.yaml": text}).complete
        assert not load({**BASE, "rollups/b.yaml": text}).complete


def test_an_unreadable_file_is_told_each_time(tmp_path: Path) -> None:
    files = {**BASE, "projects/b.yaml": b"\xff"}
    with kept_in(tmp_path):
        assert [load(files).key for _ in range(2)] == ["", ""]
        assert "not-utf8" in rules(load(files).diagnostics)


def test_a_verdict_is_that_of_these_files_asked_this_way(tmp_path: Path) -> None:
    with kept_in(tmp_path):
        keys = {load(BASE).key, load({**BASE, "projects/c.yaml": "[]"}).key}
        keys.add(load({**BASE, "projects/a.yaml": "- 编号: B\n  名称: 甲\n"}).key)
        keys.add(load({**BASE, "projects/项目.xlsx": ""}).key)
        assert len(keys) == 4
        before, after = date(2021, 1, 1), date(2022, 1, 1)
        for _ in range(2):
            assert "fact-in-future" in rules(verdict.check(load(BASE), today=before))
            assert rules(verdict.check(load(BASE), today=after)) == ["ignored-file"]


def test_a_ledger_that_is_not_as_it_was_read_is_judged_anew(tmp_path: Path) -> None:
    with kept_in(tmp_path):
        loaded = load(BASE)
        assert loaded.ledger is not None and loaded.key
        assert loaded._replace(sources={}).key == loaded.key
        assert loaded._replace(ledger=Ledger(config=loaded.ledger.config)).key == ""
        assert loaded._replace(diagnostics=()).key == ""
        assert Loaded(loaded.ledger, loaded.diagnostics, {}).key == ""


def test_another_program_does_not_know_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with kept_in(tmp_path):
        key = load(BASE).key
        monkeypatch.setattr(remembered, "program", lambda: "another")
        assert load(BASE).key != key
        monkeypatch.setattr(remembered, "program", lambda: None)
        assert load(BASE).key == ""


def test_a_changed_source_makes_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for part in program._PARTS:
        (tmp_path / part).mkdir()
    source = tmp_path / "model" / "a.py"
    source.write_text("one")
    told = program.program.__wrapped__
    monkeypatch.setattr(program, "_HERE", tmp_path)
    assert told() is None  # changed a moment ago
    monkeypatch.setattr(program, "_TICK", 0)
    before = told()
    assert before == told() is not None
    # The same size, and the time that it had: the system still knows.
    status = source.stat()
    source.write_text("two")
    os.utime(source, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert told() not in (before, None)
    (tmp_path / "store" / "b.yaml").touch()
    assert len({before, told()}) == 2


def test_an_entry_of_another_shape_is_read_anew(tmp_path: Path) -> None:
    with kept_in(tmp_path):
        fresh = told(load(BASE))
        memory = lasting.lasting()
        assert memory is not None
        keys = [one.name.removesuffix(".sgyp") for one in tmp_path.iterdir()]
        for odd in (1, "x", (), (1, 2), ((1, ()), ()), ((2, (["A"],)), ()), (None, None)):
            for key in keys:
                memory.put(key, odd)
            assert told(load(BASE)) == fresh


def test_what_is_not_of_its_type_is_not_kept() -> None:
    (one,) = load(BASE).ledger.projects  # type: ignore[union-attr]
    for odd in (
        replace(one, name=1),
        replace(one, investment=1),
        replace(one, on_platform=1),
        replace(one, origin=Place("a", (0,), key=True)),
    ):
        with pytest.raises(plain.NotPlain):
            plain.pack_records(type(one), [odd])
