"""The bulletin (通报) of a month as a document: which sections it has, in which order.

Owns the composition.  A section stands only where the ledger keeps what it tells of; the tables
that its figures are taken from follow the text, as in the month's published set.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from sangeyipi.figures.problems import problems as known_problems
from sangeyipi.figures.resolve import Figures
from sangeyipi.model.document import Document, Section
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.period import Period
from sangeyipi.model.table import Table
from sangeyipi.report.bulletin import dispatch, monthly
from sangeyipi.report.bulletin.wanting import Wanting, wanting
from sangeyipi.report.given import Given
from sangeyipi.report.language import Written
from sangeyipi.report.template import Known
from sangeyipi.tables.monthly.document import conventions, quiet
from sangeyipi.tables.monthly.parts import Parts

#: What writes a section: the name of its template, what that is given.
Write = Callable[[str, Given], Written]
#: The templates, with what they are given, in the order of the sections.
TEMPLATES: dict[str, tuple[str, type[Given]]] = {
    "bulletin-overall": ("通报-总体情况", monthly.Overall),
    "bulletin-news": ("通报-本月新增", monthly.News),
    "bulletin-progress": ("通报-投资进度", monthly.Progress),
    "bulletin-rankings": ("通报-进度排名", monthly.Rankings),
    "bulletin-lights": ("通报-红黄灯", dispatch.Lit),
    "bulletin-problems": ("通报-问题办理", dispatch.Problems),
    "bulletin-guarantees": ("通报-要素保障", dispatch.Guaranteed),
    "bulletin-visits": ("通报-包联走访", dispatch.Visited),
    "bulletin-nodes": ("通报-下月计划节点", monthly.Nodes),
    "section-three": ("第三部分", Wanting),
}
#: Where their texts are, by the same names.
KNOWN = {name: Known(f"{name}.txt", word) for name, (word, _) in TEMPLATES.items()}
_LEAD = "bulletin-"


class Told(NamedTuple):
    """A section: its template, what that is given, the tables it was taken from."""

    template: str
    given: Given
    tables: tuple[Table, ...]


class NothingYet(Exception):
    """By the month's end nothing is in the ledger."""


def bulletin(ledger: Ledger, period: Period, write: Write) -> Document:
    """The bulletin of a month.  Raises NothingYet, and whatever `write` raises."""
    made = Parts(ledger, period)
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


def _section(one: Told, written: Written) -> Section:
    id = one.template.removeprefix(_LEAD)
    paragraphs = tuple(part._replace(id=f"{id}.{part.id}") for part in written.paragraphs)
    return Section(id, written.title, paragraphs=paragraphs)


def sections(made: Parts) -> Iterator[Told]:
    """What there is to tell, in order."""
    yield Told("bulletin-overall", *monthly.overall(made))
    yield Told("bulletin-news", *monthly.news(made))
    if made.whole is not None:
        yield Told("bulletin-progress", *monthly.progress(made))
        ranked = monthly.rankings(made)
        if ranked[0].tables:
            yield Told("bulletin-rankings", *ranked)
    if made.alerts is not None and made.alerts.projects:
        yield Told("bulletin-lights", *dispatch.lit(made.alerts))
    if known_problems(made.ledger, made.period.last).found:
        yield Told("bulletin-problems", *dispatch.registered(made.figures))
    for name, found in (
        ("bulletin-guarantees", dispatch.guaranteed(made.figures)),
        ("bulletin-visits", dispatch.visited(made.figures)),
    ):
        if found is not None:
            yield Told(name, *found)
    if made.nodes is not None:
        yield Told("bulletin-nodes", *monthly.nodes(made))


def section_three(figures: Figures, write: Write) -> tuple[Section, ...]:
    """What is wanting, in figures; nothing where the ledger has none of them."""
    given, tables = wanting(figures)
    if not (given.large or given.behind or given.problems):
        return ()
    done = write("section-three", given)
    shown = tuple(table for table in tables if table.rows)
    return (Section("section-three", done.title, shown, (), done.paragraphs),)
