"""A report of any ledger beside it: every figure bound and right; a digit changed is seen."""

import random
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from sangeyipi.audit.check import audited
from sangeyipi.audit.finding import Finding, Kind, Verdict
from sangeyipi.audit.ledger.binding import Against
from sangeyipi.audit.text import AsRead
from sangeyipi.figures.resolve import Figures
from sangeyipi.model.document import Document, Quoted
from sangeyipi.model.ledger import Ledger
from sangeyipi.report.document import report
from sangeyipi.report.template import SECTION_ONE, packaged

from .strategies import FIRST, HELD, LAST, Known, ledgers_of_projects, partly_known

Place = tuple[int, int]
currents = st.none() | st.sampled_from(list(HELD))
chances = st.randoms(use_true_random=False)


def prose(document: Document) -> tuple[str, list[Place]]:
    """The text of a document without its tables, and where its figures stand."""
    text, places = f"{document.title}\n", []
    for part in document.sections:
        text += f"{part.title}\n"
        for paragraph in part.paragraphs:
            text += "　　"
            for run in paragraph.runs:
                said = run if isinstance(run, str) else run.text
                if isinstance(run, Quoted):
                    places.append((len(text), len(text) + len(said)))
                text += said
            text += "\n"
    return text, places


def beside(text: str, against: Against) -> dict[int, Finding]:
    """What is said of each figure beside the ledger, by where it begins."""
    found = audited(AsRead("x", text), against).findings
    return {one.figures[0].start: one for one in found if one.kind is Kind.LEDGER}


def slip(text: str, place: Place, chance: random.Random) -> str:
    """The text with one digit of a figure changed."""
    at = chance.choice([n for n in range(*place) if text[n].isdigit()])
    other = chance.choice([digit for digit in "0123456789" if digit != text[at]])
    return text[:at] + other + text[at + 1 :]


def _holds(document: Document, against: Against, chance: random.Random) -> None:
    text, places = prose(document)
    found = beside(text, against)
    for start, end in places:
        one = found.get(start)
        assert one is not None and one.verdict is Verdict.HOLDS, (text[:end][-60:], one)
    for start, end in chance.sample(places, min(2, len(places))):
        changed = slip(text, (start, end), chance)
        one = beside(changed, against)[start]
        # Of what the ledger knows only at least nobody can say that more is wrong; nor where the
        # digits happen to be those of what may be meant as well.
        open_ = text[:start].endswith("至少") or one.message.startswith("可能是")
        seen = one.verdict is Verdict.WRONG or (open_ and one.verdict is Verdict.UNBOUND)
        assert seen, (changed[:end][-60:], one.message)


@settings(max_examples=12, deadline=None)
@given(ledgers_of_projects(), st.none() | st.dates(FIRST, LAST), currents, chances)
def test_report_of_projects(
    book: Ledger, day: date | None, current: int | None, chance: random.Random
) -> None:
    held = current is None or day is None or HELD[current] <= day
    told = report(Figures(book, day), packaged(SECTION_ONE), current if held else None)
    _holds(told, Against(book, day), chance)


@settings(max_examples=12, deadline=None)
@given(partly_known(hide_platform=True) | partly_known(timed=True), currents, chances)
def test_report_with_rollups(known: Known, current: int | None, chance: random.Random) -> None:
    told = report(Figures(known.ledger, known.as_of), packaged(SECTION_ONE), current)
    _holds(told, Against(known.ledger, known.as_of), chance)
