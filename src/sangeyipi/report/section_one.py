"""Section one: how many projects and how much investment, phase by phase, and how far they are.

Owns what its template is given, every figure of it a cell of the tables of `summary` or of `steps`.
"""

from typing import NamedTuple, TypeVar

from sangeyipi.figures.entries import ProjectsEntry
from sangeyipi.figures.measures import INVESTMENT
from sangeyipi.figures.resolve import Figures
from sangeyipi.model.phases import Phases
from sangeyipi.model.question import Measured, Measurement, OfList, Scope, Subject
from sangeyipi.model.stages import Batch, rate_word
from sangeyipi.model.table import Row, Table
from sangeyipi.report import wording
from sangeyipi.report.given import Given, Phrase, ProseFigure, given
from sangeyipi.report.numerals import day_in_words, phases_in_words
from sangeyipi.report.quoting import by_subject, figure, rate
from sangeyipi.report.wording import StepCount
from sangeyipi.tables.steps import BASE, steps_table
from sangeyipi.tables.summary import cumulative_table, periods, phases_table

_COUNT, _INVESTMENT = Measurement(Measured.COUNT), Measurement(Measured.INVESTMENT)
_CONVERTED = Measurement(Measured.CONVERTED)
_Of = TypeVar("_Of", bound="ListOfPhase")


class StepOfList(Given):
    """一步"""

    milestone: str = given("节点", "这一步的节点：开工")
    rate_name: str = given("率名", "率的名称：签约开工率")
    reached: ProseFigure = given("已达到", "已达到这个节点的个数")
    remaining: ProseFigure = given("未达到", "还没有达到的个数：率的分母减分子，率未知的也未知")
    rate: ProseFigure = given("率", "这一步的率")
    words: Phrase = given("情况", "这一步的情况，措辞随数：已全部开工，签约开工率100%")


class ListOfPhase(Given):
    """一批"""

    batch: str = given("批", "签约、开工或投产")
    name: str = given("名称", "带引号的名称：“签约一批”")
    platform: str = given("范围", "这一批的数只是监管平台内（或外）的，写作“监管平台”，否则为空")
    count: ProseFigure = given("个数", "这一批的个数")
    investment: ProseFigure = given("总投资", "这一批的总投资，亿元")
    size: Phrase = given("规模", "个数和总投资：3个、总投资43亿元；总投资未知的只写个数")
    incomplete: str = given("总投资不全", "只知道一部分项目的总投资的，写作“（总投资待核实）”")


class SteppedList(ListOfPhase):
    """一期的一批"""

    converted: ProseFigure = given("转化", "其中由前期名单转入的个数")
    converted_words: Phrase = given("转化情况", "加括号的转化项目：（均为转化项目）；没有的为空")
    own: StepOfList = given("本步", "本批同名的节点：签约一批的签约")
    next: StepOfList = given("下步", "下一节点：签约一批的开工")
    state: Phrase = given("状态", "两步合起来的情况，措辞随数；已结束各期用")


class Whole(Given):
    """几期合计"""

    name: str = given("名称", "第八期，第一期至第七期")
    platform: str = given("范围", "合计只是监管平台内（或外）的，写作“监管平台”，否则为空")
    count: ProseFigure = given("个数", "项目个数（项次）")
    investment: ProseFigure = given("总投资", "总投资，亿元")
    size: Phrase = given("规模", "个数和总投资：26个、总投资374.5亿元；总投资未知的只写个数")
    on_platform: Phrase = given("监管平台", "其中监管平台内的规模；未知或已在“范围”里的为空")
    lists: tuple[ListOfPhase, ...] = given("各批", "签约、开工、投产各一批")
    some: tuple[ListOfPhase, ...] = given(
        "有项目的批", "各批中个数不是 0 的；没有一批的数是已知的，就一批也没有"
    )


class OnePhase(Given):
    """一期"""

    name: str = given("名称", "第八期")
    platform: str = given("范围", "这一期的数只是监管平台内（或外）的，写作“监管平台”，否则为空")
    count: ProseFigure = given("个数", "项目个数（项次）")
    investment: ProseFigure = given("总投资", "总投资，亿元")
    size: Phrase = given("规模", "个数和总投资：26个、总投资374.5亿元；总投资未知的只写个数")
    on_platform: Phrase = given("监管平台", "其中监管平台内的规模；未知或已在“范围”里的为空")
    lists: tuple[SteppedList, ...] = given("各批", "签约、开工、投产各一批")
    some: tuple[SteppedList, ...] = given(
        "有项目的批", "各批中个数不是 0 的；没有一批的数是已知的，就一批也没有"
    )


class SectionOne(Given):
    """第一部分"""

    region: str = given("地区", "ledger.yaml 的地区；没有写的为空")
    as_of: str = given("截至", "截至2023年6月30日；没有 --as-of 的为空")
    finished: Whole | None = given("已结束", "已结束各期的合计；还没有的为空")
    phases: tuple[OnePhase, ...] = given("各期", "已结束的每一期，从前到后")
    current: OnePhase | None = given("当前", "正在实施的一期；还没有举行过的为空")


class SectionOneData(NamedTuple):
    """What the template of section one is given, and the tables it was taken from."""

    given: SectionOne
    #: Those of `summary`, and where each list stands.
    tables: tuple[Table, ...]


def section_one(figures: Figures, current: int | None = None) -> SectionOneData:
    """Section one as of the figures' day; `current`: which phase passes for the one under way."""
    found = periods(figures, current)
    whole = cumulative_table(figures, current=current)
    by_phase = phases_table(figures, current=current)
    steps = steps_table(figures, by_phase)
    finder = _Finder(figures, whole, by_phase, steps)
    config = figures.ledger.config
    return SectionOneData(
        SectionOne(
            config.region or "",
            f"截至{day_in_words(figures.as_of)}" if figures.as_of else "",
            finder.whole(found.finished) if found.finished else None,
            tuple(finder.phase(Phases((one,))) for one in found.finished or ()),
            finder.phase(found.under_way) if found.under_way else None,
        ),
        (whole, by_phase, steps),
    )


class _Finder:
    """Finds the rows of phases and batches, as they were asked for, in the tables."""

    def __init__(self, figures: Figures, whole: Table, by_phase: Table, steps: Table) -> None:
        self._figures = figures
        self._net = not figures.ledger.config.conventions.converted_in_total
        self._whole, self._phases, self._steps = whole, by_phase, steps
        self._rows = {table.id: by_subject(table.rows) for table in (whole, by_phase, steps)}

    def whole(self, phases: Phases) -> Whole:
        """Finished phases taken together."""
        row = self._row(self._whole, Scope(phases))
        lists = tuple(self._list(self._whole, Scope(phases, batch)) for batch in Batch)
        return Whole(
            phases_in_words(phases),
            *self._sized(self._whole, row),
            self._on_platform(row, phases),
            lists,
            _with_projects(lists),
        )

    def phase(self, phases: Phases) -> OnePhase:
        """One phase."""
        row = self._row(self._phases, Scope(phases))
        lists = tuple(self._stepped(Scope(phases, batch)) for batch in Batch)
        return OnePhase(
            phases_in_words(phases),
            *self._sized(self._phases, row),
            self._on_platform(row, phases),
            lists,
            _with_projects(lists),
        )

    def _row(self, table: Table, scope: Scope) -> Row | None:
        return self._rows[table.id].get(Subject(scope))

    def _sized(self, table: Table, row: Row | None) -> tuple[str, ProseFigure, ProseFigure, Phrase]:
        count, investment = figure(table, row, _COUNT), figure(table, row, _INVESTMENT)
        incomplete = self._incomplete(row, investment)
        size = wording.size(count, investment, self._net and _spans(row), incomplete)
        return _platform(row), count, investment, size

    def _incomplete(self, row: Row | None, investment: ProseFigure) -> str:
        """That a part of an investment is known: its figure could be thought to be forgotten."""
        if investment.known or row is None or row.subject is None:
            return ""
        scope = row.subject.scope
        missing = self._figures.ask(scope, INVESTMENT).missing
        parts = (INVESTMENT.least(one) for one in missing if isinstance(one, ProjectsEntry))
        some = self._figures.known(scope, INVESTMENT).value or any(parts)
        return wording.INCOMPLETE if some else ""

    def _on_platform(self, row: Row | None, phases: Phases) -> Phrase:
        """How much of it is on the platform, unless all of it is or that is not known."""
        found = self._row(self._whole, Scope(phases, None, True))
        count = figure(self._whole, found, _COUNT)
        if _platform(row) or not count.known:
            return Phrase(())
        investment = figure(self._whole, found, _INVESTMENT)
        return wording.size(count, investment, incomplete=self._incomplete(found, investment))

    def _list(self, table: Table, scope: Scope) -> ListOfPhase:
        assert scope.batch is not None
        row = self._row(table, scope)
        sized = self._sized(table, row)
        incomplete = self._incomplete(row, sized[2])
        return ListOfPhase(scope.batch.value, f"“{scope.batch}一批”", *sized, incomplete)

    def _stepped(self, scope: Scope) -> SteppedList:
        listed = self._list(self._phases, scope)
        row = self._row(self._steps, scope)
        own, following = (self._step(row, Batch(listed.batch), of) for of in OfList)
        number = figure(self._steps, row, _CONVERTED)
        return SteppedList(
            listed.batch,
            listed.name,
            listed.platform,
            listed.count,
            listed.investment,
            listed.size,
            listed.incomplete,
            number,
            wording.converted(listed.count, number),
            _told(listed.count, own),
            _told(listed.count, following),
            wording.state(listed.count, own, following),
        )

    def _step(self, row: Row | None, batch: Batch, of: OfList) -> StepCount:
        asked = Measurement(Measured.RATE, of)
        milestone = of.of(batch)
        made_of = rate(self._steps, row, asked)
        based = made_of is not None and made_of.base
        return StepCount(
            milestone,
            rate_word(batch, milestone),
            figure(self._steps, row, asked.counted),
            figure(self._steps, row, asked.remaining),
            figure(self._steps, row, asked, unit=""),
            made_of,
            figure(self._steps, row, BASE.measurement) if based else None,
        )


def _told(count: ProseFigure, one: StepCount) -> StepOfList:
    words = wording.step(count, one)
    return StepOfList(
        one.milestone.value, one.rate_name, one.reached, one.remaining, one.rate, words
    )


def _platform(row: Row | None) -> str:
    """Of which value of 监管平台 alone a row is."""
    if row is None or row.subject is None:
        return ""
    return {None: "", True: "监管平台", False: "非监管平台"}[row.subject.scope.on_platform]


def _spans(row: Row | None) -> bool:
    return row is not None and row.subject is not None and row.subject.scope.batch is None


def _with_projects(lists: tuple[_Of, ...]) -> tuple[_Of, ...]:
    if not any(one.count.known or one.investment.known for one in lists):
        return ()
    return tuple(one for one in lists if not one.count.is_zero)
