"""Prose of any ledger: only figures of its tables, and 全部 or 均未 only where that is true."""

import re
from collections.abc import Iterator
from datetime import date

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from report.test_bulletin import cells

from sangeyipi.checks.run import check, has_errors
from sangeyipi.figures.resolve import Figures
from sangeyipi.model.document import Document, Quoted
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.phases import phases
from sangeyipi.model.question import Scope
from sangeyipi.model.stages import Batch
from sangeyipi.report.document import report
from sangeyipi.report.template import SECTION_ONE, packaged
from sangeyipi.store.load import Loaded

from .one_draw import days_of, or_none
from .strategies import FIRST, HELD, LAST, Known, ledgers_of_projects, partly_known, truth

NUMERALS = "一二三"
currents = st.none() | st.sampled_from(list(HELD))


def _made(book: Ledger, day: date | None, current: int | None) -> Document:
    held = current is None or day is None or HELD[current] <= day
    return report(Figures(book, day), packaged(SECTION_ONE), current if held else None)


def _said(document: Document) -> str:
    return "\n".join(one.text for part in document.sections for one in part.paragraphs)


def _only_what_tables_say(document: Document) -> None:
    known = cells(document)
    for part in document.sections:
        for run in (run for one in part.paragraphs for run in one.runs):
            if isinstance(run, Quoted):
                assert (run.question.text, run.text) in known
            else:
                assert not re.search("[0-9]", re.sub("截至[0-9年月]+日", "", run)), run
    said = _said(document)
    assert not re.search(
        "None|nan|Decimal|-|—|至少至少|[，；、][，；。]|(?<![0-9])[个亿%]元", said
    ), said
    for rate in re.findall("全部[^，；。]+，[^，；。]*率([0-9.]+)%", said):
        assert rate == "100", said


@settings(max_examples=30, deadline=None)
@given(ledgers_of_projects(), or_none(days_of(FIRST, LAST)), currents)
def test_prose_of_projects(book: Ledger, day: date | None, current: int | None) -> None:
    _only_what_tables_say(_made(book, day, current))


#: What a paragraph says first when all its figures are of one side of the platform only.
SIDES = {"": None, "纳入": True, "未纳入": False}


def _lists(said: str) -> Iterator[tuple[Scope, str]]:
    """What is said of each list of one phase."""
    for line in said.split("\n"):
        named = re.match("(?:截至[0-9年月]+日，)?第(.)期(?!至|共)", line)
        if named:
            side = re.match("[^“]*?(未?纳入)监管平台的项目", line)
            held, platform = phases([NUMERALS.index(named[1]) + 1]), SIDES[side[1] if side else ""]
            for batch, words in re.findall("“(..)一批”([^；。]+)", line):
                yield Scope(held, Batch(batch), platform), words


@settings(max_examples=40, deadline=None)
@given(partly_known(hide_platform=True) | partly_known(timed=True), currents)
def test_prose_with_rollups(known: Known, current: int | None) -> None:
    assume(not has_errors(check(Loaded(known.ledger, (), {}))))
    document = _made(known.ledger, known.as_of, current)
    _only_what_tables_say(document)
    for scope, words in _lists(_said(document)):
        true = truth(known.world, scope, known.as_of)
        count = re.match("(至少)?([0-9]+)个", words)
        if count:
            assert int(count[2]) <= true["个数"] if count[1] else int(count[2]) == true["个数"]
        for both in re.findall("已全部(..)(?:并(..))?", words):
            for step in filter(None, both):
                assert true[step] == true["个数"] > 1, words
        for step in re.findall("均未(..)", words):
            assert true[step] == 0 < true["个数"], words
        for step, least, number in re.findall("已(..)(至少)?([0-9]+)个", words):
            assert int(number) <= true[step] if least else int(number) == true[step], words
