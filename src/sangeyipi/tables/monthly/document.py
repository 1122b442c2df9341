"""The published table of a period: which sections it has, in which order.

Owns the composition, and the wording of its 口径 (how figures are made, for its last page); every
table comes from the module of its subject, every definition is the code that makes the figure.
Without monthly reports the sections about them are left out, and the document says so.
"""

from collections.abc import Iterator

from sangeyipi.figures.monthly import Book
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.schedule import Schedule
from sangeyipi.figures.schedule import told as in_words
from sangeyipi.model.document import (
    AFTER_REGION,
    CONVERTED_SAID,
    OPENING_PAGE,
    Document,
    Section,
)
from sangeyipi.model.ledger import Bands, CompletedBy, Config, Ledger
from sangeyipi.model.period import Period, PeriodKind
from sangeyipi.model.phases import phases
from sangeyipi.model.question import Scope
from sangeyipi.model.rounding import plain
from sangeyipi.model.table import Table
from sangeyipi.tables.breakdown import breakdown
from sangeyipi.tables.cell_notes import notes_of
from sangeyipi.tables.grouping import BAND, BATCH, OF_KEYS
from sangeyipi.tables.monthly.dispatch import sections as registers
from sangeyipi.tables.monthly.parts import Parts
from sangeyipi.tables.monthly.projects import projects_page
from sangeyipi.tables.monthly.rankings import by_phase, by_unit
from sangeyipi.tables.monthly.standouts import movers_table
from sangeyipi.tables.monthly.upcoming import title as upcoming_title
from sangeyipi.tables.pictures.phases import investment, rates
from sangeyipi.tables.pictures.pictures import pipeline
from sangeyipi.tables.pictures.year import progress_picture
from sangeyipi.tables.regions import by_region_table, open_named, opened, uncounted_in
from sangeyipi.tables.schedule import backward_table
from sangeyipi.tables.summary import cumulative_table, phase_table, phases_table

_SECTOR, _UNIT, _LEVEL = (OF_KEYS[name] for name in ("sector", "unit", "level"))
_PROGRESS_BY = (BATCH, _SECTOR, _UNIT, _LEVEL)
_MILESTONES_BY = (_SECTOR, _UNIT, _LEVEL, BAND)
_BY_UNIT = f"progress-by-{_UNIT.key}"
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
    made = Parts(Figures(ledger, period.last), period, said)
    figures, whole, config = made.figures, made.whole, ledger.config
    one = _section_one(figures, period)
    progress = _progress(made) if whole else ()
    sections = (
        Section(OPENING_PAGE, f"{period.kind.this}要看的数", (made.headline,)),
        one,
        *_regions(made),
        Section("news", f"{period.kind.this}新增", (made.news,)),
        *progress,
        *registers(figures, period, made.alerts),
        Section(
            "steps",
            "分类情况",
            tuple(breakdown(figures, by, Scope()) for by in _MILESTONES_BY),
        ),
        Section(
            "comparison",
            "主要指标对比",
            (made.comparison, *_compared(made, (one, *progress))),
        ),
        *_upcoming(made),
        Section("overdue", "逾期节点", (made.overdue,)),
        *_backward(figures, period),
        Section("projects", "项目一览", (projects_page(figures, period, made.standings),)),
    )
    made_of = Document(
        title=f"{config.region or ''}{AFTER_REGION}{_CALLED[period.kind]}（{period.title}）",
        ledger=config.name,
        period=period,
        as_of=period.last,
        sections=tuple(_without_notice(one, config.notice) for one in sections),
        opening=made.opening,
        notes=tuple(conventions(config, period, whole.schedule if whole else None)),
        noted=notes_of(config, (table for section in sections for table in section.tables)),
    )
    return _of_parts(made_of, ledger) if ledger.parts else made_of


def _of_parts(made: Document, ledger: Ledger) -> Document:
    """The document of a ledger made of others, as it may be told by those that are there.

    A picture cannot say that something is at least so much: there is none where one is not whole.
    """
    gone = ledger.open(made.as_of)
    sections = tuple(
        one._replace(
            tables=tuple(opened(table, ledger) for table in one.tables),
            pictures=() if gone else one.pictures,
        )
        for one in made.sections
    )
    told = [f"{open_named(gone)}的数不明或不全，各表里分别注明；图从略。"] if gone else []
    return made._replace(
        title=made.title + uncounted_in(ledger),
        sections=sections,
        opening=(*told, *made.opening),
    )


def _regions(made: Parts) -> Iterator[Section]:
    """各区县, of a ledger made of others: its lists, then who stands where by each rate."""
    if made.ledger.parts:
        lists = by_region_table(made.figures, None)
        yield Section("regions", "各区县情况", (lists, *made.of_regions))


def _section_one(figures: Figures, period: Period) -> Section:
    tables = [cumulative_table(figures), phases_table(figures)]
    if period.kind is PeriodKind.PHASE:
        number = int(period.name.partition("-")[2])
        tables.insert(0, phase_table(figures, phases([number])))
    pictures = (rates(figures, None), investment(figures, None), pipeline(figures, None))
    return Section("section-one", "总体情况", tuple(tables), pictures)


def _compared(made: Parts, sections: tuple[Section, ...]) -> Iterator[Table]:
    """Units and phases beside the period before, where there are monthly reports.

    `sections`: those that have them as they are now.
    """
    now = {table.id: table for section in sections for table in section.tables}
    earlier = made.earlier
    if _BY_UNIT not in now or earlier is None:
        return
    found = (
        by_unit(made.figures, made.period, now[_BY_UNIT], earlier),
        by_phase(made.figures, made.period, now["phases"], earlier),
    )
    yield from (table for table in found if table is not None)


def _upcoming(made: Parts) -> Iterator[Section]:
    """What is planned for the next period, where anything is."""
    if made.upcoming is not None:
        yield Section("upcoming", upcoming_title(made.period), (made.upcoming,))


def _progress(made: Parts) -> tuple[Section, ...]:
    figures, period, found = made.figures, made.period, made.standings
    tables = tuple(made.progress_by(by) for by in _PROGRESS_BY)
    standouts = (*made.rankings, movers_table(figures, period, found), made.behind)
    return (
        Section("progress", "投资完成情况", tables, (progress_picture(figures, period, found),)),
        Section("standouts", "进度排名", standouts),
    )


def _backward(figures: Figures, period: Period) -> Iterator[Section]:
    """倒排工期表, where anything is planned."""
    table = backward_table(figures, period)
    if table is not None:
        yield Section("backward", "倒排工期表", (table,))


def _without_notice(section: Section, notice: str | None) -> Section:
    """The ledger's own notice stands once at the head of the document, not under every table."""
    tables = tuple(quiet(table, notice) for table in section.tables)
    pictures = tuple(one._replace(table=quiet(one.table, notice)) for one in section.pictures)
    return section._replace(tables=tables, pictures=pictures)


def quiet(table: Table, notice: str | None) -> Table:
    """The table without the ledger's own notice."""
    return table._replace(notes=tuple(note for note in table.notes if note != notice))


def conventions(config: Config, period: Period, planned: Schedule | None) -> Iterator[str]:
    """The conventions of one document; those of monthly reports where the ledger has any.

    `planned`: the schedule of all that report or plan, None where nobody does.
    """
    chosen = config.conventions
    yield f"本表截至 {period.last}（北京时间当日终了）。"
    yield f"{period.title}：{period.first} 至 {period.last}。"
    yield "总投资、完成投资、到位资金都以亿元计，精确到万元记账，显示时只四舍五入一次。"
    yield "“—”：不明，或没有分母，不是零；“≥”：至少数；空白：不适用。原因注在每张表下面。"
    yield "项次：一个项目每列入一批名单计一次；按领域、责任单位、规模、包联级别的表只计一次。"
    yield "达到后一节点即视为达到前一节点；只写到月的日期按月末计；调出的项目自调出之日起不计。"
    yield f"签约开工率＝签约一批中已开工的个数÷签约一批的{_base(config)}个数。"
    yield "开工投产率＝开工一批中已投产的个数÷开工一批的个数。"
    yield "投产达效率＝投产一批中已达效的个数÷投产一批的个数。"
    yield "率保留一位小数；只有分子等于分母才是 100%，只有分子为零才是 0%。"
    yield CONVERTED_SAID[chosen.converted_in_total]
    if config.band_floors:
        bands = "各档不重叠" if chosen.bands is Bands.DISJOINT else "各档累计"
        floors = "、".join(plain(floor) for floor in config.band_floors)
        yield f"规模分档（亿元）：{floors}，含下限，{bands}。"
    if planned is not None:
        yield from _of_reports(config, period, planned)


def _whole_months(period: Period) -> str:
    """Which months a phase's own figures are of: reports know no days."""
    first, last = period.opening_month.plus(1), period.month
    if last < first:
        return "本期还没有满一个整月，没有本期完成投资。"
    return f"本期完成投资按整月计：{first.title}至{last.title}。"


def _base(config: Config) -> str:
    return "履约" if config.conventions.started_base.value == "履约" else ""


def _of_reports(config: Config, period: Period, planned: Schedule) -> Iterator[str]:
    month = period.month
    by = config.conventions.completed_by
    paid = "，不会超过到位资金" if by is CompletedBy.PAYMENT else ""
    yield f"完成投资按{by}计{paid}；到{month.title}底为止的月调度。"
    if period.kind is PeriodKind.PHASE:
        yield _whole_months(period)
    yield "调度项目：到那时报过月调度的，或已经开工（包括开工日期不明）的。"
    yield "没有开工的项目完成投资为零，月调度报了的除外。"
    yield "累计完成投资达到总投资、其后不再报送的，完成投资和到位资金都按最后一次报送计。"
    yield "上年底已完成全部投资、今年没有写年度计划投资的项目，年度计划投资为零。"
    yield "投资完成率＝累计完成投资÷总投资；资金到位率＝累计到位资金÷总投资；都只对调度项目。"
    yield "年度完成率＝本年完成投资÷年度计划投资；今年有计划而未开工的项目，其计划也计入。"
    yield f"超/欠序时＝年度完成率－序时进度（{in_words(planned)}），单位是百分点；正为超，负为欠。"
    if planned.monthly:
        yield "有月计划的，序时进度＝月计划累计÷年度计划投资，没写年度计划投资的÷月计划合计。"
