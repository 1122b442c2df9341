"""What a city makes of its counties only when asked is what it would make at once."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import Result, inside

from sangeyipi import api
from sangeyipi.figures.entries import cells
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.scope import universe
from sangeyipi.figures.snapshots import snapshots
from sangeyipi.gather import names
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.project import Project
from sangeyipi.store import beside, remembered, second_process
from sangeyipi.store.plain import unpack_records

from .cities import city, county, member, projects

_QUESTIONS = (
    ("summary",),
    ("summary", "--by", "地区"),
    ("summary", "--by", "责任单位", "--format", "csv"),
    ("summary", "--by", "包联领导", "--format", "csv"),
    ("list", "--format", "csv"),
    ("check",),
    ("check", "--format", "json"),
)
_REPORTS = "编号,本月完成投资,累计完成投资,到位资金累计\n{0}-1,0,0,0.5\n{0}-2,0,0,\n"
#: Projects that two counties or three have, by number: with another's name first, in two files.
_ALIKE = {
    (0, 1): {"名称": "示例园", "建设单位": "甲公司"},
    (1, 1): {"名称": "示例园", "建设单位": "乙公司"},
    (1, 9): {"项目代码": "2201-410000-04-01-100001"},
    (2, 2): {"名称": "示例园", "建设单位": "乙公司"},
    (3, 8): {"名称": "示例园项目", "建设单位": "乙公司"},
    (3, 9): {"项目代码": "2201-410000-04-01-100001"},
}
_ROLLUP = "- {{期: 1, 批: 签约, 个数: {0}, 总投资: {0}, 截至: 2022-07-01, 含明细: true}}\n"


def _written(root: Path, seed: int) -> Path:
    """Four counties: with months, with a rollup, with an error, not counted."""
    for at, name in enumerate(("甲县", "乙县", "丙县", "丁县")):
        # Seed 0: two counties use the same 编号.
        prefix = f"P{min(at, 2) if seed == 0 else at}"
        found = [
            {
                **one,
                "责任单位": f"单位{index % 3}",
                "包联领导": f"张{index % 4}、李{at}",
                **_ALIKE.get((at, index), {}),
            }
            for index, one in enumerate(projects(seed * 10 + at, 12, prefix))
        ]
        folder = county(root, name, found[:7])
        more = county(root / "空", name, found[7:])
        (more / "projects" / "a.yaml").rename(folder / "projects" / "b.yaml")
        if name == "甲县":
            (folder / "progress").mkdir()
            (folder / "progress" / "2022-06.csv").write_text(_REPORTS.format(prefix), "utf-8")
        if name == "乙县" and seed % 2:
            (folder / "rollups").mkdir()
            (folder / "rollups" / "r.yaml").write_text(_ROLLUP.format(900), "utf-8")
        if name == "丙县" and seed == 2:
            county(root, name, [{**found[0], "总投资": "x"}])
    members = [member("甲县"), member("乙县"), member("丙县"), member("丁县", 计入=False)]
    return city(root, members, f"口径: {{转化计入总数: {str(bool(seed % 2)).lower()}}}\n")


@contextmanager
def _kept_in(folder: Path) -> Iterator[None]:
    before = os.environ["SGYP_CACHE"]
    os.environ["SGYP_CACHE"] = str(folder)
    try:
        yield
    finally:
        os.environ["SGYP_CACHE"] = before


def _answers(root: Path) -> list[Result]:
    return [inside(*question, "--ledger", root) for question in _QUESTIONS]


@pytest.mark.parametrize("seed", range(3))
def test_what_is_remembered_of_counties_changes_no_answer(seed: int, tmp_path: Path) -> None:
    root = _written(tmp_path / "市", seed)
    plain = _answers(root)
    found = [one.text.count("是不是同一个项目") for one in plain]
    # Of seed 0, nine more have the 编号 and the name of another, and no 建设单位.
    assert found[-2:] == [(12, 3, 2)[seed]] * 2
    with _kept_in(tmp_path / "kept"):
        assert _answers(root) == plain
        assert _answers(root) == plain


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is one process alone")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.parametrize("seed", range(3))
def test_two_processes_read_a_city_as_one_does(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = _written(tmp_path / "市", seed)
    plain = _answers(root)
    asked = []

    class Asked(second_process.SecondProcess):
        def __init__(self, parts: int, work: second_process.Work) -> None:
            super().__init__(parts, work)
            asked.append(parts)

    monkeypatch.setattr(second_process, "SecondProcess", Asked)
    monkeypatch.setattr(beside, "LEAST_BYTES", 0)
    monkeypatch.setattr(second_process, "possible", lambda: True)
    with _kept_in(Path("off")):
        assert _answers(root) == plain
    # Of 甲县 single projects are wanted, for it reports by months; of others what they come to.
    assert asked
    with _kept_in(tmp_path / "kept"):
        assert _answers(root) == plain
        assert _answers(root) == plain


def test_of_a_city_that_was_read_no_project_is_made_for_its_totals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "市"
    for at, name in enumerate(("甲县", "乙县")):
        county(root, name, projects(at, 9, f"P{at}"))
    city(root, [member("甲县"), member("乙县")])
    asked = ("summary", "--by", "地区", "--ledger", root)
    with _kept_in(tmp_path / "kept"):
        plain = inside(*asked)

        def made(model: type, plain: Any) -> tuple[Any, ...]:
            if model is Project:
                raise AssertionError("a project was made")
            return unpack_records(model, plain)

        monkeypatch.setattr(remembered, "unpack_records", made)
        assert inside(*asked) == plain
        with pytest.raises(AssertionError, match="was made"):
            inside("list", "--ledger", root)


def _at_once(ledger: Ledger) -> Ledger:
    """The same with every record made, and none but the records themselves to be counted."""
    parts = (replace(one, ledger=one.ledger and replace(one.ledger)) for one in ledger.parts)
    return replace(ledger, parts=tuple(parts))


@pytest.mark.parametrize("day", [None, date(2022, 6, 30)])
@pytest.mark.parametrize("seed", range(3))
def test_figures_are_those_of_the_records(seed: int, day: date | None, tmp_path: Path) -> None:
    root = _written(tmp_path / "市", seed)
    with _kept_in(tmp_path / "kept"):
        for _ in range(2):
            loaded = api.load(root)
            figures = api.trusted(loaded, api.check(loaded), day)
            assert [one.fault != "" for one in figures.ledger.parts].count(True) == (seed == 2)
            plain = _at_once(figures.ledger)
            atoms = universe(plain)
            assert figures.atoms == atoms
            made = [
                entry
                for index, part in enumerate(plain.parts)
                if part.member.counted and part.ledger is not None
                for entry in (
                    *cells(part.ledger, atoms.of_part(index), day),
                    *snapshots(part.ledger, atoms.of_part(index), day),
                )
            ]
            assert repr(list(figures.entries)) == repr(made)
            assert figures.unlisted() == Figures(plain, day).unlisted()
            assert figures.ledger == plain


def test_names_are_told_apart_only_for_who_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = _written(tmp_path / "市", 2)

    def told(*_: object) -> None:
        raise AssertionError("a project was made anew")

    plain = inside("summary", "--by", "地区", "--ledger", root)
    monkeypatch.setattr(names, "_project", told)
    assert inside("summary", "--by", "地区", "--ledger", root) == plain
    with pytest.raises(AssertionError, match="made anew"):
        inside("summary", "--by", "责任单位", "--ledger", root)
