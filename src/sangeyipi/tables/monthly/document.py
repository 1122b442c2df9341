"""The published table of a period: which sections it has, in which order.

Owns the composition only; every table comes from the module of its subject.  Without monthly
reports the sections about them are left out, and the document says so.
"""

from collections.abc import Iterator

from sangeyipi.figures.monthly import Book, book
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.status import standings
from sangeyipi.model.document import Document, Section
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.period import Period, PeriodKind
from sangeyipi.model.phases import phases
from sangeyipi.model.question import Scope
from sangeyipi.model.table import Table
from sangeyipi.tables.breakdown import breakdown
from sangeyipi.tables.grouping import BAND, BATCH, OF_KEYS
from sangeyipi.tables.monthly.comparison import comparison_table
from sangeyipi.tables.monthly.conventions import conventions
from sangeyipi.tables.monthly.freshness import told
from sangeyipi.tables.monthly.news import news_table
from sangeyipi.tables.monthly.progress import InvestmentProgress, added_up, progress_table
from sangeyipi.tables.monthly.projects import projects_page
from sangeyipi.tables.monthly.standouts import behind_table, movers_table, overdue_table
from sangeyipi.tables.notes import some
from sangeyipi.tables.pictures.phases import investment, rates
from sangeyipi.tables.pictures.pictures import pipeline
from sangeyipi.tables.pictures.year import progress_picture
from sangeyipi.tables.summary import cumulative_table, phase_table, phases_table

_SECTOR, _UNIT, _LEVEL = (OF_KEYS[name] for name in ("sector", "unit", "level"))
_PROGRESS_BY = (BATCH, _SECTOR, _UNIT, _LEVEL)
_MILESTONES_BY = (_SECTOR, _UNIT, _LEVEL, BAND)
_CALLED = {
    PeriodKind.MONTH: "月报",
    PeriodKind.QUARTER: "季报",
    PeriodKind.YEAR: "年报",
    PeriodKind.PHASE: "分期情况",
}


def document(ledger: Ledger, period: Period, said: Book | None = None) -> Document:
    """Everything that is published for a period, as of its last day.

    `said`: the book of the ledger's reports, where it has been made before.
    """
    said = book(ledger.reports) if said is None else said
    figures = Figures(ledger, period.last)
    found = standings(figures, period, said)
    whole = added_up(found) if found else None
    config = ledger.config
    opening = [line for line in (told(ledger, period), config.notice) if line]
    if not found:
        opening.append("台账没有月调度和年度计划投资，投资进度各表从略。")
    opening += _too_early(figures, period, said)
    sections = (
        _section_one(figures, period),
        Section("news", f"{period.kind.this}新增", (news_table(figures, period),)),
        *(_progress(figures, period, whole) if whole else ()),
        Section(
            "steps",
            "分类情况",
            tuple(breakdown(figures, by, Scope()) for by in _MILESTONES_BY),
        ),
        Section(
            "comparison",
            "主要指标对比",
            (comparison_table(figures, period, whole, said),),
        ),
        Section("overdue", "逾期节点", (overdue_table(figures, period),)),
        Section("projects", "项目一览", (projects_page(figures, period, found),)),
    )
    return Document(
        title=f"{config.region or ''}“三个一批”项目{_CALLED[period.kind]}（{period.title}）",
        ledger=config.name,
        period=period,
        as_of=period.last,
        sections=tuple(_without_notice(one, config.notice) for one in sections),
        opening=tuple(opening),
        notes=tuple(conventions(config, period, bool(found))),
    )


def _too_early(figures: Figures, period: Period, said: Book) -> Iterator[str]:
    """Who reports before being in the programme: no table holds them, and none may hide that."""
    there = {project.id for project in figures.population(Scope())}
    month = period.month.ordinal
    early = [
        project.id
        for project in figures.ledger.projects
        if project.id in said
        and said[project.id].months[0] <= month
        and project.id not in there
        and project.counts(period.last)
    ]
    if early:
        yield f"有月调度、到{period.title}末却既未在册也没有节点的，各表都没有计入：{some(early)}。"


def _section_one(figures: Figures, period: Period) -> Section:
    tables = [cumulative_table(figures), phases_table(figures)]
    if period.kind is PeriodKind.PHASE:
        number = int(period.name.partition("-")[2])
        tables.insert(0, phase_table(figures, phases([number])))
    pictures = (rates(figures, None), investment(figures, None), pipeline(figures, None))
    return Section("section-one", "总体情况", tuple(tables), pictures)


def _progress(figures: Figures, period: Period, whole: InvestmentProgress) -> tuple[Section, ...]:
    found = whole.members
    tables = tuple(progress_table(figures, period, whole, by) for by in _PROGRESS_BY)
    standouts = (movers_table(figures, period, found), behind_table(figures, period, found))
    return (
        Section("progress", "投资进度", tables, (progress_picture(figures, period, found),)),
        Section("standouts", "进度排名", standouts),
    )


def _without_notice(section: Section, notice: str | None) -> Section:
    """The ledger's own notice stands once at the head of the document, not under every table."""
    tables = tuple(_quiet(table, notice) for table in section.tables)
    pictures = tuple(one._replace(table=_quiet(one.table, notice)) for one in section.pictures)
    return section._replace(tables=tables, pictures=pictures)


def _quiet(table: Table, notice: str | None) -> Table:
    return table._replace(notes=tuple(note for note in table.notes if note != notice))
