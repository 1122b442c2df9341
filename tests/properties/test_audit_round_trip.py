"""A report of any ledger beside it: every figure bound and right; a digit changed is seen."""

import random
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from sangeyipi.audit.check import audited
from sangeyipi.audit.documents.opened import opened
from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict
from sangeyipi.audit.ledger.binding import Against
from sangeyipi.figures.resolve import Figures
from sangeyipi.model.document import Document, Quoted
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.table import Table
from sangeyipi.render.cells import shown
from sangeyipi.render.markdown import to_markdown
from sangeyipi.render.reading import read, visible
from sangeyipi.render.text import document_lines, needed
from sangeyipi.report.document import report
from sangeyipi.report.template import SECTION_ONE, packaged

from .strategies import FIRST, HELD, LAST, Known, ledgers_of_projects, partly_known

Place = tuple[int, int]
currents = st.none() | st.sampled_from(list(HELD))
chances = st.randoms(use_true_random=False)


def prose(document: Document) -> tuple[str, list[Place]]:
    """The sentences of a document alone, and where their figures stand."""
    text, places = "", []
    for part in document.sections:
        text += f"{part.title}\n"
        for paragraph in part.paragraphs:
            for run in paragraph.runs:
                said = run if isinstance(run, str) else run.text
                if isinstance(run, Quoted):
                    places.append((len(text), len(text) + len(said)))
                text += said
            text += "\n"
    return text, places


def beside(text: str, against: Against, kind: str = ".txt") -> dict[int, Finding]:
    """What is said of each figure beside the ledger, by where it begins."""
    found = audited(opened("x", text.encode(), kind).source, against).findings
    return {one.figures[0].start: one for one in found if one.kind is RelationKind.LEDGER}


def slip(text: str, place: Place, chance: random.Random) -> str:
    """The text with one digit of a figure changed."""
    at = chance.choice([n for n in range(*place) if text[n].isdigit()])
    other = chance.choice([digit for digit in "0123456789" if digit != text[at]])
    return text[:at] + other + text[at + 1 :]


def _by_words(document: Document, against: Against, chance: random.Random) -> None:
    """Sentences without the title: what anybody may have written."""
    text, places = prose(document)
    found = beside(text, against)
    for start, end in places:
        one = found.get(start)
        assert one is not None and one.verdict is RelationVerdict.HOLDS, (text[:end][-60:], one)
    for start, end in chance.sample(places, min(2, len(places))):
        changed = slip(text, (start, end), chance)
        one = beside(changed, against)[start]
        # Of what the ledger knows only at least nobody can say that more is wrong; nor where the
        # digits happen to be those of what may be meant as well.
        open_ = text[:start].endswith("至少") or one.message.startswith("可能是")
        seen = one.verdict is RelationVerdict.WRONG or (
            open_ and one.verdict is RelationVerdict.UNBOUND
        )
        assert seen, (changed[:end][-60:], one.message)


def _figures(table: Table, of_page: bool) -> int:
    """How many figures a table shows."""
    columns = needed(table) if of_page else visible(read(table))
    cells = (shown(row, column, read(table)) for row in read(table).rows for column in columns
             if column.is_figure)  # fmt: skip
    return sum(1 for one in cells if any(map(str.isdigit, one)))


def _whole(document: Document, against: Against, chance: random.Random, of_page: bool) -> None:
    """The file as it is written, tables and all: every figure, and every digit changed."""
    lines = [line for _, line in document_lines(document)]
    text = "\n".join(lines) + "\n" if of_page else to_markdown(document)
    kind = ".txt" if of_page else ".md"
    found = beside(text, against, kind)
    assert {one.verdict for one in found.values()} <= {RelationVerdict.HOLDS}, found
    quoted = len(prose(document)[1])
    assert len(found) >= quoted + sum(_figures(one, of_page) for one in document.tables)
    for start, one in chance.sample(sorted(found.items()), min(2, len(found))):
        changed = slip(text, (start, one.figures[0].end), chance)
        again = beside(changed, against, kind)
        assert again[start].verdict is RelationVerdict.WRONG, (
            changed[: start + 9][-60:],
            again[start],
        )


def _holds(figures: Figures, current: int | None, chance: random.Random) -> None:
    document = report(figures, packaged(SECTION_ONE), current)
    against = Against(figures.ledger, figures.as_of)
    _by_words(document, against, chance)
    _whole(document, against, chance, of_page=chance.random() < 0.5)


@settings(max_examples=6, deadline=None)
@given(ledgers_of_projects(), st.none() | st.dates(FIRST, LAST), currents, chances)
def test_report_of_projects(
    book: Ledger, day: date | None, current: int | None, chance: random.Random
) -> None:
    held = current is None or day is None or HELD[current] <= day
    _holds(Figures(book, day), current if held else None, chance)


@settings(max_examples=6, deadline=None)
@given(partly_known(hide_platform=True) | partly_known(timed=True), currents, chances)
def test_report_with_rollups(known: Known, current: int | None, chance: random.Random) -> None:
    _holds(Figures(known.ledger, known.as_of), current, chance)
