"""The bulletin (通报) of a month as a document: which sections it has, in which order.

Owns the composition.  A section stands only where the ledger keeps what it tells of; the tables
that its figures are taken from follow the text, as in the month's published set.
"""

from collections.abc import Iterator
from typing import NamedTuple

from sangeyipi.figures.problems import problems_by
from sangeyipi.figures.resolve import Figures
from sangeyipi.model.document import Document, Section
from sangeyipi.model.period import Period
from sangeyipi.model.table import Table
from sangeyipi.report.bulletin import dispatch, monthly
from sangeyipi.report.bulletin.problems import ProblemsSection, registered
from sangeyipi.report.given import Given
from sangeyipi.report.language import Write
from sangeyipi.report.marked import WrittenSection
from sangeyipi.tables.monthly.document import conventions, quiet
from sangeyipi.tables.monthly.parts import Parts

#: What their templates are given, in the order of the sections.
GIVEN: dict[str, type[Given]] = {
    "bulletin-overall": monthly.Overall,
    "bulletin-news": monthly.News,
    "bulletin-progress": monthly.ProgressSection,
    "bulletin-rankings": monthly.Rankings,
    "bulletin-lights": dispatch.Lit,
    "bulletin-problems": ProblemsSection,
    "bulletin-guarantees": dispatch.Guaranteed,
    "bulletin-visits": dispatch.Visited,
    "bulletin-nodes": monthly.Nodes,
}
_LEAD = "bulletin-"


class BulletinSection(NamedTuple):
    """A section: its template, what that is given, the tables it was taken from."""

    template: str
    given: Given
    tables: tuple[Table, ...]


class NothingYet(Exception):
    """By the month's end nothing is in the ledger."""


def bulletin(figures: Figures, period: Period, write: Write) -> Document:
    """The bulletin of a month.  Raises NothingYet, and whatever `write` raises."""
    made, ledger = Parts(figures, period), figures.ledger
    now = made.comparison.rows[0]
    if not ledger.config.held(period.last) and not now.cells.get("projects"):
        raise NothingYet
    told = list(sections(made))
    texts = [_section(one, write(one.template, one.given)) for one in told]
    notice = ledger.config.notice
    tables: dict[str, Table] = {}
    for one in told:
        for table in one.tables:
            if table.rows:
                tables.setdefault(table.id, quiet(table, notice))
    config, whole = ledger.config, made.whole
    return Document(
        title=f"{config.region or ''}“三个一批”项目建设情况通报（{period.title}）",
        ledger=config.name,
        period=period,
        as_of=period.last,
        sections=(*texts, Section("tables", "附表", tuple(tables.values()))),
        opening=made.opening,
        notes=tuple(conventions(config, period, whole.schedule if whole else None)),
    )


def _section(one: BulletinSection, written: WrittenSection) -> Section:
    id = one.template.removeprefix(_LEAD)
    paragraphs = tuple(part._replace(id=f"{id}.{part.id}") for part in written.paragraphs)
    return Section(id, written.title, paragraphs=paragraphs)


def sections(made: Parts) -> Iterator[BulletinSection]:
    """What there is to tell, in order."""
    yield BulletinSection("bulletin-overall", *monthly.overall(made))
    yield BulletinSection("bulletin-news", *monthly.news(made))
    if made.whole is not None:
        yield BulletinSection("bulletin-progress", *monthly.progress(made))
    ranked = monthly.rankings(made)
    if ranked[0].tables:
        yield BulletinSection("bulletin-rankings", *ranked)
    if made.alerts is not None and made.alerts.projects:
        yield BulletinSection("bulletin-lights", *dispatch.lit(made.alerts))
    if problems_by(made.figures).found:
        yield BulletinSection("bulletin-problems", *registered(made.figures))
    for name, found in (
        ("bulletin-guarantees", dispatch.guaranteed(made.figures)),
        ("bulletin-visits", dispatch.visited(made.figures)),
    ):
        if found is not None:
            yield BulletinSection(name, *found)
    if made.nodes is not None:
        yield BulletinSection("bulletin-nodes", *monthly.nodes(made))
