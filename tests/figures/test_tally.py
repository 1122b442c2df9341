"""Figures made of what is remembered of each file are those of the projects themselves."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import DEMO
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from properties.test_round_trip import ledgers
from properties.written import dump

from sangeyipi import api
from sangeyipi.figures import tally
from sangeyipi.figures.resolve import Figures
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.place import Place
from sangeyipi.store.files import find_files, sort_files
from sangeyipi.store.load import load_from
from sangeyipi.store.source import checked_source, read_source


@contextmanager
def kept_in(folder: Path) -> Iterator[None]:
    os.environ["SGYP_CACHE"] = str(folder)
    try:
        yield
    finally:
        os.environ["SGYP_CACHE"] = "off"


def load(files: Mapping[str, str]) -> Ledger:
    loaded = load_from(
        sort_files(files), lambda name: checked_source(name, files[name].encode("utf-8"))
    )
    assert loaded.ledger is not None
    return loaded.ledger


def told(ledger: Ledger) -> object:
    """All that figures say of a ledger: every cell with its lists, and who stands in none."""
    figures = Figures(ledger)
    tables = [repr(api.summary(figures, by=by)) for by in (None, "batch", "phase")]
    return figures.atoms, repr(figures.entries), figures.unlisted(), tables


def not_wanted(part: bytes) -> object:
    raise AssertionError(f"{len(part)} bytes of records are read")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


@settings(max_examples=10, deadline=None, suppress_health_check=[*HealthCheck])
@given(ledgers(), st.data())
def test_any_ledger_comes_to_the_same(kept: Path, ledger: Ledger, data: st.DataObject) -> None:
    files = st.sampled_from(["projects/b.yaml", "projects/a.yaml", "projects/c.yaml"])
    named = {one.id: f"{number % 3}{one.id}" for number, one in enumerate(ledger.projects)}
    projects = tuple(
        replace(one, origin=Place(data.draw(files), (0,)), id=named[one.id])
        for one in ledger.projects
    )
    reporting = ledger.reports if data.draw(st.booleans()) else ()
    reports = tuple(replace(one, id=named.get(one.id, one.id)) for one in reporting)
    texts = dump(replace(ledger, projects=projects, reports=reports))
    plain = told(load(texts))
    with kept_in(kept):
        for _ in range(2):
            remembered = load(texts)
            assert tally.known(remembered, None) is not None
            assert told(remembered) == plain
        assert told(replace(remembered)) == plain


def test_so_does_the_demo_with_its_months(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read() -> Ledger:
        loaded = load_from(find_files(DEMO), lambda name: read_source(DEMO, name))
        assert loaded.ledger is not None
        return loaded.ledger

    plain = told(read())
    with kept_in(tmp_path):
        assert told(read()) == told(read()) == plain
        # Neither a project nor a report, problem or visit is made for it.
        again = read()
        monkeypatch.setattr("sangeyipi.store.remembered.unsealed", not_wanted)
        assert told(again) == plain


def test_what_a_month_reports_is_counted_when_it_is_changed(tmp_path: Path) -> None:
    report = "- 编号: A\n  形象进度: 主体施工\n  到位资金累计: {}\n"
    texts = {**TEXTS, "progress/2021-08.yaml": report.format("0.50")}
    changed = {**texts, "progress/2021-08.yaml": report.format("0.70")}
    plain = [told(load(one)) for one in (TEXTS, texts, changed)]
    assert plain[0] != plain[1] != plain[2]
    with kept_in(tmp_path):
        for _ in range(2):
            assert [told(load(one)) for one in (TEXTS, texts, changed)] == plain
            assert told(replace(load(changed))) == plain[2]
        odd = load(texts)
        assert odd.known is not None
        odd.known.put("tally", [1])
        assert told(load(texts)) == plain[1]


TEXTS = {
    "ledger.yaml": "名称: 示例\n期次:\n  - 期: 1\n    日期: 2021-07-10\n",
    "projects/a.yaml": "- 编号: A\n  名称: 甲\n  总投资: 1.50\n  在册:\n    签约: 1\n",
    "projects/b.yaml": "- 编号: B\n  名称: 乙\n  节点:\n    签约: 2021-06-01\n",
}


def test_what_was_known_needs_no_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with kept_in(tmp_path):
        before = told(load(TEXTS))
        again = load(TEXTS)
        monkeypatch.setattr("sangeyipi.store.remembered.unsealed", not_wanted)
        assert told(again) == before
        # Of a file that changed it does, and of no other.
        monkeypatch.undo()
        changed = {**TEXTS, "projects/b.yaml": TEXTS["projects/b.yaml"].replace("B", "C")}
        figures = Figures(load(changed))
        assert figures.unlisted() == [("C", None)]


def test_an_edited_ledger_is_added_up_anew(tmp_path: Path) -> None:
    with kept_in(tmp_path):
        ledger = load(TEXTS)
        assert ledger.files is not None
        less = replace(ledger, projects=ledger.projects[1:])
        assert less.files is None and len(less.projects) == 1
        assert told(less) == told(replace(load(TEXTS), projects=ledger.projects[1:]))


def test_an_entry_of_another_shape_is_none(tmp_path: Path) -> None:
    with kept_in(tmp_path):
        before = told(load(TEXTS))
        ledger = load(TEXTS)
        assert ledger.files is not None
        cell: tuple[object, ...] = (0, [[], []], [], [], [], [], None)
        odd = [1, (), (1, 2), ([((1, "签约", None), 3)], []), ([((1, "?", None), cell)], [])]
        for one in odd:
            for file in ledger.files:
                file.known.put("tally", one)
            assert told(load(TEXTS)) == before
