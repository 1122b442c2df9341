"""Our own bulletins and reports beside the ledger: every figure, and what was changed in them."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sangeyipi import api
from sangeyipi.audit.check import audited
from sangeyipi.audit.documents.opened import opened
from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict
from sangeyipi.audit.ledger.binding import Against
from sangeyipi.audit.ledger.written import written
from sangeyipi.figures.resolve import Figures
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.stages import Batch
from sangeyipi.render.markdown import to_markdown
from sangeyipi.render.text import document_lines
from sangeyipi.report.document import report
from sangeyipi.report.template import SECTION_ONE, packaged

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def demo() -> Ledger:
    found = api.load(ROOT / "examples/demo-county").ledger
    assert found is not None
    return found


@pytest.fixture(scope="module")
def bulletin(demo: Ledger) -> str:
    made = written(demo, None, "云岫县“三个一批”项目建设情况通报(2021年12月)", None)
    assert made is not None
    return "".join(f"{line}\n" for _, line in document_lines(made))


def beside(text: str, ledger: Ledger, day: date | None = None) -> list[Finding]:
    found = audited(opened("x", text.encode(), ".txt").source, Against(ledger, day)).findings
    return [one for one in found if one.kind is RelationKind.LEDGER]


def test_a_bulletin_holds_and_its_slips_are_seen(demo: Ledger, bulletin: str) -> None:
    found = beside(bulletin, demo)
    assert len(found) > 500
    assert {one.verdict for one in found} == {RelationVerdict.HOLDS}, [
        one for one in found if one.verdict is not RelationVerdict.HOLDS
    ]
    right = re.search("累计提出问题([0-9]+)个", bulletin)
    assert right is not None
    slipped = bulletin.replace(right[0], f"累计提出问题{right[1]}7个")
    (wrong,) = (one for one in beside(slipped, demo) if one.verdict is not RelationVerdict.HOLDS)
    assert wrong.verdict is RelationVerdict.WRONG and wrong.stated
    assert wrong.stated.text == f"{right[1]}7个"
    assert f"应为 {right[1]}个" in wrong.remedy


def test_what_a_person_reworded_is_left_to_its_words(demo: Ledger, bulletin: str) -> None:
    line = next(one for one in bulletin.split("\n") if "累计提出问题" in one)
    edited = bulletin.replace(line, re.sub("累计提出问题[0-9]+个", "今年提出问题7个", line))
    found = [one for one in beside(edited, demo) if one.verdict is not RelationVerdict.HOLDS]
    assert found and {one.verdict for one in found} == {RelationVerdict.UNBOUND}


def test_another_county_s_bulletin_is_none_of_this_ledger(demo: Ledger, bulletin: str) -> None:
    other = bulletin.replace("云岫县", "甲县")
    assert "wrong" not in {one.verdict for one in beside(other, demo)}


def test_a_table_that_is_nearly_empty_is_read_with_all_its_columns(demo: Ledger) -> None:
    """Its notes, broken as on a page, have more dates than it has figures."""
    left = next(one for one in demo.projects if one.id == "YX-2021-017")
    day = date(2022, 2, 28)
    gone = replace(left, listed={Batch.SIGNED: 1, Batch.PRODUCING: 3})
    few = Ledger(config=demo.config, projects=(gone,))
    text = to_markdown(report(Figures(few, day), packaged(SECTION_ONE), 1))
    cells = re.findall(r"(?<=\| )[0-9]+(?= \|)", text)
    found = audited(opened("x", text.encode(), ".md").source, Against(few, day)).findings
    own = [one for one in found if one.kind is RelationKind.LEDGER]
    assert {one.verdict for one in own} == {RelationVerdict.HOLDS}
    assert len(own) >= len(cells) > 10
