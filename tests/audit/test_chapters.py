"""A long text is cut where it may be, audited by chapters and told as one, whoever does which."""

import json
import os
import pickle
import random
import select
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sangeyipi.audit import chapters as cutting
from sangeyipi.audit.chapters import chapters
from sangeyipi.audit.check import audited
from sangeyipi.audit.documents.markdown import markdown
from sangeyipi.audit.judging.finding import RelationVerdict
from sangeyipi.audit.telling import told
from sangeyipi.audit.telling.told import to_json, to_text
from sangeyipi.audit.text.as_read import AsRead, Grid, GridCell, TextSpot
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.store import second_process
from sangeyipi.store.second_process import SecondProcess

_WRONG = "共有项目50个，已开工23个，开工率64%。"
_LINE = "各单位要认真落实，按时报送。\n"
_PLACES = ["第一章", "第二章", "第三章"]


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chapters of a few hundred characters."""
    for name, size in (("WHOLE", 600), ("LEAST", 200), ("MOST", 400)):
        monkeypatch.setattr(cutting, name, size)


def _cut(source: AsRead) -> list[str]:
    return [one.source.text for one in chapters(source)]


def test_what_is_no_longer_than_a_long_bulletin_is_whole() -> None:
    text = _LINE * (cutting.WHOLE // len(_LINE))
    assert _cut(AsRead("x", text)) == [text]
    assert len(_cut(AsRead("x", text + _LINE))) > 1


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize(
    ("said", "end", "begin"),
    [
        (f"{_LINE}\n", "\n", "第二章　总体情况\n"),
        (f"{_LINE}\n", "\n", "  二、项目进展\n"),
        (f"{_LINE}\n", "\n", "## 进展\n"),
        (_LINE, "  \n", ""),
        ("到7月底的情况\n投资", "已完成。\n", ""),
        ("已完成", "的\n", ""),
        ("已完成。", "另\n", ""),
        ("已完成，", "。", ""),
        # Not where something is said to follow, nor where one line is two.
        ("甲镇12个；\n", "。\n", "各镇的情况：\n"),
        (_LINE, "", "二、各镇情况\n甲镇：\n单位：个\n表3 项目\n（一）签约\n"),
        ("已完成5", "个。", "，\n"),
        ("共12", "个、", "12"),
    ],
)
def test_a_text_is_cut_at_the_best_place(said: str, end: str, begin: str) -> None:
    before = said * (300 // len(said)) + end
    first, second, *_ = _cut(AsRead("x", before + begin + said * (900 // len(said))))
    assert first == before
    assert second.startswith(begin + said)


@pytest.mark.usefixtures("short")
def test_every_text_is_all_of_its_chapters_and_none_is_too_long() -> None:
    chance = random.Random(6)
    for _ in range(300):
        text = "".join(chance.choices("甲5。\n\t |一、# ", k=chance.randrange(601, 3000)))
        found = chapters(AsRead("x", text))
        assert "".join(one.source.text for one in found) == text
        assert [one.start for one in found] == [
            sum(len(each.source.text) for each in found[:at]) for at in range(len(found))
        ]
        assert all(0 < len(one.source.text) <= cutting.MOST for one in found)


@pytest.mark.usefixtures("short")
def test_no_table_is_cut_and_each_chapter_has_its_own() -> None:
    rows = "甲镇\t12\t7\n" * 60
    cells = tuple(
        GridCell(row, column, at + offset, at + offset + size)
        for row, at in enumerate(range(len(_LINE) * 20, len(_LINE) * 20 + len(rows), 8))
        for column, (offset, size) in enumerate(((0, 2), (3, 2), (6, 1)))
    )
    text = _LINE * 20 + rows + _LINE * 40
    source = AsRead("x", text, (TextSpot(0, "第1段"),), (Grid(cells, "单位：个"),), ((3, 5),))
    found = chapters(source)
    assert "".join(one.source.text for one in found) == text
    (within,) = [one for one in found if one.source.tables]
    (table,) = within.source.tables
    assert [within.source.text[one.start : one.end] for one in table.cells[:3]] == [
        "甲镇", "12", "7",
    ]  # fmt: skip
    assert len(table.cells) == len(cells) and table.title == "单位：个"
    assert [one.source.hidden for one in found] == [((3, 5),), *[()] * (len(found) - 1)]
    # Rows of plain text stand together as long as they may.
    plainly = _LINE * 25 + "甲镇\t12\t7\n" * 20 + _LINE * 40
    assert [one.count("甲镇") for one in _cut(AsRead("x", plainly)) if "甲镇" in one] == [20]


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("divided", ["\t", "|", "  "])
@pytest.mark.parametrize("first", [True, False])
def test_a_table_of_plain_text_is_whole_however_long(divided: str, first: bool) -> None:
    counts = [(number * 7 % 12, number * 5 % 9) for number in range(120)]
    total = "合计", sum(one for one, _ in counts), sum(one for _, one in counts) + 3
    rows = [(f"甲{number}镇", *two) for number, two in enumerate(counts)]
    lines = [
        ("镇", "签约", "开工"),
        *([total] if first else []),
        *rows,
        *([] if first else [total]),
    ]
    bar = divided.strip(" \t")
    said = [f"{bar}{divided.join(map(str, one))}{bar}\n" for one in lines]
    text = _LINE * 25 + "".join(["各镇的情况\n", "单位：个\n", *said]) + _LINE * 40
    (whole,) = [one for one in _cut(AsRead("x", text)) if "镇" in one]
    assert whole.count("甲") == len(rows) and whole.endswith(
        said[-1] + whole.rpartition(said[-1])[2]
    )
    (wrong,) = audited(AsRead("x", text)).doubtful
    assert wrong.verdict is RelationVerdict.WRONG
    assert wrong.stated is not None and wrong.stated.text == str(total[2])


@pytest.mark.usefixtures("short")
def test_a_line_that_goes_on_in_the_next_is_not_cut_there() -> None:
    # As a page breaks it, just after what looks like the end of a sentence.
    torn = "一共写了十五个字的这么一行。\n"
    text = _LINE * 18 + torn * 8 + _LINE * 30
    ends = [text.index(torn) + len(torn) * number for number in range(1, 9)]
    first = chapters(AsRead("x", text, hidden=tuple((end - 1, end) for end in ends)))[0]
    assert len(first.source.text) not in ends


def test_a_bar_without_a_cell_is_no_table() -> None:
    assert markdown("x", "|\n-\n").tables == ()


@pytest.mark.usefixtures("short")
def test_what_is_found_stands_where_it_is_in_the_whole_text() -> None:
    text = "".join(f"{name}　情况\n{_LINE * 20}{_WRONG}\n" for name in _PLACES)
    source = AsRead("x", text)
    assert len(chapters(source)) > 2
    found = audited(source)
    wrong = [one for one in found.findings if one.verdict is RelationVerdict.WRONG]
    assert len(wrong) == found.wrong == len(_PLACES)
    assert list(found.doubtful) == wrong
    for number, one in enumerate(wrong):
        assert one.stated is not None
        at = text.index("64%", text.index(_PLACES[number]))
        assert (one.stated.start, one.stated.end) == (at, at + 3)
        assert [text[f.start : f.end] for f in one.operands] == ["23个", "50个"]
    assert found.many == len(found.figures) == 9
    assert f"x:{source.where(text.rindex('64%')).line}:" in to_text(found)
    assert all(text[one.start : one.end] == one.text for one in found.figures)


def _passages() -> AsRead:
    path = Path(__file__).with_name("passages.jsonl")
    lines = path.read_text(encoding="utf-8").splitlines()
    table = "|镇|计划开工|已开工|\n|-|-|-|\n|甲|15|12|\n|乙|9|8|\n|合计|24|21|\n"
    return AsRead("x", "\n\n".join([*(json.loads(line)["text"] for line in lines), table]))


def test_of_passages_all_is_found_whether_the_text_is_cut_or_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = _passages()
    alone = [
        (one.verdict, one.message, one.figures[0].start if one.figures else 0)
        for one in audited(text).findings
    ]
    for name, size in (("WHOLE", 2000), ("LEAST", 400), ("MOST", 1200)):
        monkeypatch.setattr(cutting, name, size)
    assert len(chapters(text)) > 3
    cut = [
        (one.verdict, one.message, one.figures[0].start if one.figures else 0)
        for one in audited(text).findings
    ]
    # Passages of their own have nothing to do with each other, but for a few that say alike.
    assert len(set(alone) & set(cut)) > 0.95 * len(alone) > 100


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no second process here")
@pytest.mark.usefixtures("short")
def test_two_processes_find_and_tell_what_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    text = _passages()
    monkeypatch.setattr(second_process, "possible", lambda: False)
    plainly = to_json(audited(text)), to_text(audited(text))
    monkeypatch.setattr(second_process, "possible", lambda: True)
    # However slow the other one is, which is to have its turn.
    monkeypatch.setattr(second_process, "_LEAST", 60)
    done: list[tuple[int, int]] = []
    audited(text, progress=lambda at, of: done.append((at, of)))
    assert done == [(at + 1, len(done)) for at in range(len(done))] and len(done) > 10
    heard: list[bool] = []
    take = SecondProcess.take
    monkeypatch.setattr(SecondProcess, "take", _heard(_waited(take), heard))
    monkeypatch.setattr(told, "_AT_ONCE", 3)
    assert (to_json(audited(text)), to_text(audited(text))) == plainly
    assert heard.count(True) > 20
    # What it does not hand over is done here, as where no process can be had.
    monkeypatch.setattr(SecondProcess, "take", lambda *_: None)
    assert (to_json(audited(text)), to_text(audited(text))) == plainly

    def none(*_: object) -> None:
        raise OSError("no process")

    monkeypatch.setattr(SecondProcess, "__init__", none)
    assert (to_json(audited(text)), to_text(audited(text))) == plainly


def test_a_figure_that_is_sent_is_the_same() -> None:
    for one in audited(_passages()).figures:
        again = pickle.loads(pickle.dumps(one))
        assert [getattr(again, name) for name in TextFigure.FIELDS] == [
            getattr(one, name) for name in TextFigure.FIELDS
        ]
        assert again.interval == one.interval


def _heard(take: Callable[[SecondProcess, int], bytes | None], heard: list[bool]) -> Any:
    """`SecondProcess.take`, noting whether the other process had done it."""

    def took(self: SecondProcess, at: int) -> bytes | None:
        found = take(self, at)
        heard.append(found is not None)
        return found

    return took


def _waited(take: Callable[[SecondProcess, int], bytes | None]) -> Any:
    """`SecondProcess.take` once the other process has done all parts but the first."""

    def waited(self: SecondProcess, at: int) -> bytes | None:
        while self._pipe is not None and self._at > 0:
            select.select([self._pipe], [], [], 60)
            self._read()
        return take(self, at)

    return waited
