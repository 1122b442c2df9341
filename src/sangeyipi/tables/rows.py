"""Rows of section one: one scope's count, investment, shares and steps.

Owns the columns that the tables of section one share, and remembers every figure it asked for, so
that the footnotes can say what stands behind the table and what is unknown.
"""

from decimal import Decimal

from sangeyipi.figures.entries import Entry, RollupEntry, is_empty
from sangeyipi.figures.measures import COUNT, INVESTMENT, Measure
from sangeyipi.figures.rates import (
    RateRule,
    count_rate,
    investment_rate,
    next_step,
    own_step,
    ratio,
    rule_of,
)
from sangeyipi.figures.resolve import Figure, Figures
from sangeyipi.figures.scope import inside
from sangeyipi.figures.totals import counted_as, total
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.question import Measured, Measurement, OfList, Part, Scope, Subject
from sangeyipi.model.stages import Batch, Milestone, rate_word
from sangeyipi.model.table import Cell, Column, Kind, Rate, Row

TOTAL = "合计"
#: What a row of one of the ledgers that one is made of is by.
OF_REGION = "region"
NO_BATCH = "未分批"

_SHARE = Measurement(Measured.SHARE)
_OWN = Measurement(Measured.RATE, OfList.OWN)
_NEXT = Measurement(Measured.RATE, OfList.NEXT)
#: 签约率、开工率、投产率: one figure of every list, a column for each.
_OWN_WORDS = "、".join(rate_word(batch, batch.own) for batch in Batch)
COLUMNS = (
    Column("label", "范围"),
    Column("phase", "期", for_machines=True),
    Column("batch", "批", for_machines=True),
    Column("platform", "监管平台", Kind.FLAG, for_machines=True),
    Column("count", "个数", Kind.COUNT),
    Column("share_count", "个数 占比", Kind.RATE, asks=_SHARE),
    Column("investment", "总投资", Kind.AMOUNT),
    Column("share_investment", "投资 占比", Kind.RATE, asks=_SHARE.by_amount),
    Column("own_reached", "达到 本批节点 个数", Kind.COUNT, asks=_OWN.counted, spare=True),
    Column("own_rate", _OWN_WORDS, Kind.RATE, asks=_OWN, by_list=True),
    Column("own_rate_investment", "本批率 按投资", Kind.RATE, asks=_OWN.by_amount, spare=True),
    Column("next_reached", "达到 下一节点 个数", Kind.COUNT, asks=_NEXT.counted, spare=True),
    Column("next_rate", "转化率", Kind.RATE, asks=_NEXT, named=True),
    Column("next_rate_investment", "转化率 按投资", Kind.RATE, asks=_NEXT.by_amount, spare=True),
)
#: The same where each project counts once; the steps are those of the lists all the same.
ONCE_COLUMNS = tuple(
    column._replace(asks=column.measurement._replace(once=True))
    if column.is_figure and not column.of_step
    else column
    for column in COLUMNS
)


@dataclass(frozen=True)
class Size:
    """How many and how much (亿元) a scope is."""

    count: Figure
    investment: Figure


@dataclass
class RowBuilder:
    """Makes rows from figures.  `unique` counts each project once instead of each listing."""

    figures: Figures
    unique: bool = False
    asked: list[tuple[Scope, Figure]] = field(default_factory=list)
    #: What should add up: a name, the parts' rows and the whole's row.
    blocks: list[tuple[str, list[Row], Row]] = field(default_factory=list)
    #: What an entry that lies in none of the parts leaves over, as far as that was asked for.
    rests: list[tuple[Scope, Figure]] = field(default_factory=list)

    def row(self, label: str, subject: Subject, whole: Size, level: int = 0) -> Row:
        """One scope's row; `whole` is what its shares are shares of."""
        scope = subject.scope
        size = self.size(scope)
        cells: dict[str, Cell] = {"label": label, **_axes(scope, scope.batch or TOTAL)}
        lower: list[str] = []
        self._put(cells, lower, "count", scope, size.count)
        self._put(cells, lower, "investment", scope, size.investment)
        if level == 0 or not self._counts_apart:
            cells["share_count"] = share("个数占比", size.count, whole.count)
            cells["share_investment"] = share("投资占比", size.investment, whole.investment)
        if scope.batch is not None:
            self._steps(cells, lower, scope, scope.batch)
        return Row(cells, tuple(lower), level, subject)

    @property
    def _counts_apart(self) -> bool:
        """Whether totals are counted otherwise than their parts: then there are no shares."""
        return self.unique or not self.figures.ledger.config.conventions.converted_in_total

    def size(self, scope: Scope) -> Size:
        """Count and investment, by listings or by projects, with or without 转化."""
        if self.unique:
            return self._unique_size(scope)
        return Size(total(self.figures, scope, COUNT), total(self.figures, scope, INVESTMENT))

    def unsplit(
        self,
        entry: Entry,
        measures: list[Measure],
        parts: list[Scope],
        label: str,
        level: int = 1,
        *,
        whole: Size | None = None,
        part: Part = Part.REST,
    ) -> Row:
        """The row of an entry that lies in none of the parts: what it adds to theirs."""
        scope = entry.scope
        region = entry.rollup.region if isinstance(entry, RollupEntry) else ""
        cells: dict[str, Cell] = {"label": region + label, **_axes(scope, scope.batch or NO_BATCH)}
        for measure in measures:
            key = "count" if measure == COUNT else "investment"
            rest = self.rest(entry, measure, parts)
            cells[key] = cell_of(rest)
            if whole is not None and not self._counts_apart:
                name = "个数占比" if measure == COUNT else "投资占比"
                of = whole.count if measure == COUNT else whole.investment
                cells[f"share_{key}"] = share(name, rest, of)
        whose = Subject(scope, part, by=OF_REGION if region else "", group=region)
        return Row(cells, (), level, whose)

    def rest(self, entry: Entry, measure: Measure, parts: list[Scope]) -> Figure:
        """What an entry adds to the parts, counted as its total is."""
        counted = counted_as(self.figures, entry.scope, measure)
        rest = self.figures.rest(entry, counted, parts)
        if self.unique:
            # A rollup counts listings; how many projects they are nobody knows.
            rest = Figure(measure, None, rest.used)
        self.rests.append((entry.scope, rest))
        return rest

    def left_over(self, whole: Scope, parts: list[Scope]) -> list[tuple[Entry, list[Measure]]]:
        """Entries behind the whole's count and investment that lie in none of the parts."""
        masks = [self.figures.atoms.mask(part) for part in parts]
        found: dict[int, tuple[Entry, list[Measure]]] = {}
        for measure in (COUNT, INVESTMENT):
            figure = total(self.figures, whole, measure)
            behind = {id(one): one for one in (*figure.used, *figure.missing, *figure.stale)}
            for entry in behind.values():
                taken_off = not isinstance(entry, RollupEntry) and entry.withdrawn
                if taken_off or is_empty(entry):
                    continue
                if not any(inside(entry.mask, mask) for mask in masks):
                    found.setdefault(id(entry), (entry, []))[1].append(measure)
        return list(found.values())

    def _steps(self, cells: dict[str, Cell], lower: list[str], scope: Scope, batch: Batch) -> None:
        for prefix, rule in (("own", own_step(batch)), ("next", next_step(batch))):
            by_count = count_rate(self.figures, scope, rule)
            self._put(cells, lower, f"{prefix}_reached", scope, by_count.numerator)
            cells[f"{prefix}_rate"] = by_count.rate
            self._remember(scope, by_count.denominator)
            cells[f"{prefix}_rate_investment"] = self._by_investment(scope, rule)

    def _by_investment(self, scope: Scope, rule: RateRule) -> Rate | None:
        return investment_rate(self.figures, scope, rule).rate

    def _put(
        self, cells: dict[str, Cell], lower: list[str], key: str, scope: Scope, figure: Figure
    ) -> None:
        cells[key] = cell_of(figure)
        if figure.is_lower_bound:
            lower.append(key)
        self._remember(scope, figure)

    def _remember(self, scope: Scope, figure: Figure) -> None:
        self.asked.append((scope, figure))

    def _unique_size(self, scope: Scope) -> Size:
        count, investment = self.figures.ask(scope, COUNT), self.figures.ask(scope, INVESTMENT)
        if self.figures.snapshot_behind(scope) or count.value is None:
            # Known to be there, so that no footnote says that nothing is recorded.
            there = tuple(self.figures.touching(scope))
            return Size(Figure(COUNT, None, there), Figure(INVESTMENT, None, there))
        projects, total = self.figures.together(scope)
        return Size(
            Figure(COUNT, Decimal(projects), count.used, (), count.outside),
            Figure(INVESTMENT, total, investment.used, investment.missing, investment.outside),
        )


def word(column: Column, subject: Subject) -> str:
    """What a figure is called in a row: 已开工 for a count, 开工投产率 for a rate."""
    asks, batch = column.question(subject).measurement, subject.scope.batch
    if batch is None or not isinstance(asks.milestone, Milestone):
        return column.name
    if asks.name == Measured.REACHED:
        return f"已{asks.milestone}"
    rate = rule_of(batch, asks.milestone).name
    if asks.name == Measured.TARGET:
        return rate + column.name
    return rate + ("（按投资）" if asks.by_investment else "")


def share(name: str, part: Figure, whole: Figure) -> Rate | None:
    """A share, where both figures are exact and of the same days."""
    if part.exact is None or whole.exact is None or part.exact > whole.exact:
        return None
    if not _is_part(part, whole):
        return None
    return ratio(name, part.exact, whole.exact, part.measure.is_amount)


def _is_part(part: Figure, whole: Figure) -> bool:
    """Whether the whole is made of the part, or of rollups of the part's own day around it."""
    rollups = [entry for entry in whole.used if isinstance(entry, RollupEntry)]
    # By the rollup: a place's own figures have entries of their own.
    made_of = {id(entry.rollup) for entry in rollups}
    return all(
        id(one.rollup) in made_of or one.day in {r.day for r in rollups if inside(one.mask, r.mask)}
        for one in part.used
        if isinstance(one, RollupEntry)
    )


def cell_of(figure: Figure) -> Cell:
    """A figure as a cell: a whole number for counts, 亿元 for amounts, None for unknown."""
    if figure.value is None:
        return None
    return figure.value if figure.measure.is_amount else int(figure.value)


def _axes(scope: Scope, batch: str) -> dict[str, Cell]:
    axes: dict[str, Cell] = {"batch": batch}
    if scope.phases is not None:
        axes["phase"] = str(scope.phases)
    if scope.on_platform is not None:
        axes["platform"] = scope.on_platform
    return axes
