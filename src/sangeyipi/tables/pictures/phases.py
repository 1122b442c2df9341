"""Pictures of the phases: their rates and their investment, each as a table and how it is drawn.

Owns which figures they show.  Every figure is asked where the tables ask it; must not know how
anything is drawn.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from sangeyipi.figures.entries import Entry
from sangeyipi.figures.measures import INVESTMENT
from sangeyipi.figures.rates import COMMITTED, RateRule, count_rate, next_step
from sangeyipi.figures.resolve import Figures
from sangeyipi.model import term
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.phases import Phases, phases
from sangeyipi.model.picture import Picture, PictureShape
from sangeyipi.model.question import Scope
from sangeyipi.model.stages import Batch
from sangeyipi.model.table import Cell, Column, Kind, Row, Table
from sangeyipi.tables import notes
from sangeyipi.tables.reasons import reasons
from sangeyipi.tables.rows import RowBuilder
from sangeyipi.tables.summary import periods

_RATES: dict[str, RateRule] = {
    "committed_rate": COMMITTED,
    "signed_started_rate": next_step(Batch.SIGNED),
    "started_producing_rate": next_step(Batch.STARTED),
    "producing_capacity_rate": next_step(Batch.PRODUCING),
}
_BATCH_KEYS = {Batch.SIGNED: "signed", Batch.STARTED: "started", Batch.PRODUCING: "producing"}
_NO_BATCH = "no_batch"
_PHASE_COLUMNS = (Column("label", term.PHASE), Column("phase", "期号", for_machines=True))


@dataclass
class _PhaseBlock:
    """Investments of one category by column key, in 亿元; None is unknown."""

    label: str
    phases: str | None
    parts: dict[str, Decimal | None] = field(default_factory=dict)
    whole: Decimal | None = None
    lower: list[str] = field(default_factory=list)

    def add(self, key: str, amount: Decimal | None) -> None:
        """Add to a part what is not in it yet; the unknown makes it unknown."""
        before = self.parts.get(key, Decimal(0))
        self.parts[key] = None if before is None or amount is None else before + amount

    def sum(self) -> Decimal | None:
        """All parts together."""
        known = [amount for amount in self.parts.values() if amount is not None]
        return sum(known, Decimal(0)) if len(known) == len(self.parts) else None

    def row(self) -> Row:
        cells: dict[str, Cell] = {"label": self.label, **self.parts, "total": self.whole}
        if self.phases is not None:
            cells["phase"] = self.phases
        return Row(cells, tuple(self.lower))


def rates(figures: Figures, chosen: Phases | None, on_platform: bool | None = None) -> Picture:
    """履约率, 签约开工率, 开工投产率 and 投产达效率 by phase, by count.  Id: `rates`."""
    whole, each = _phases_asked(figures, chosen, on_platform)
    asked: notes.Asked = []
    nothing: list[Scope] = []
    based: list[Row] = []
    rows = []
    for scope in each:
        cells: dict[str, Cell] = _axes(scope, whole)
        for key, rule in _RATES.items():
            part = Scope(scope.phases, rule.batch, scope.on_platform)
            answer = count_rate(figures, part, rule)
            cells[key] = answer.rate
            asked += [(part, one.unless_bound()) for one in (answer.numerator, answer.denominator)]
            if answer.denominator.exact == 0:
                nothing.append(part)
            based.append(Row({"next_rate": answer.rate}))
        rows.append(Row(cells))
    remarks = [
        "履约率、签约开工率÷签约一批个数，开工投产率÷开工一批个数，投产达效率÷投产一批个数。",
        *notes.base_note(based),
        *notes.rollups_behind(figures, asked),
        *notes.unlisted(figures, on_platform),
        *reasons(figures, asked),
        *notes.nothing_divides(nothing),
        *_none_held(each),
    ]
    series = [Column(key, rule.name, Kind.RATE) for key, rule in _RATES.items()]
    title = f"“三个一批”项目各期转化率{convention(whole)}"
    table = picture_table("rates", title, figures, [*_PHASE_COLUMNS, *series], rows, remarks)
    return Picture("rates", PictureShape.LINES, table, "label", tuple(_RATES), "%")


def investment(figures: Figures, chosen: Phases | None, on_platform: bool | None = None) -> Picture:
    """Total investment by phase, each batch a part of it.  Id: `investment`.

    What is known only for several phases together is a category of its own, as in the tables.
    """
    whole, each = _phases_asked(figures, chosen, on_platform)
    build = RowBuilder(figures)
    # The whole is not shown, so that nobody sees it as a bound.
    unseen = build.size(whole).investment.unless_bound()
    asked: notes.Asked = [(whole, unseen)] if each else []
    blocks = [_phase_block(build, scope, whole, asked) for scope in each]
    spanning = list(_spanning_blocks(build, whole, each, asked))
    parts = [key for key in (*_BATCH_KEYS.values(), _NO_BATCH) if _any(blocks + spanning, key)]
    names = {**{key: str(batch) for batch, key in _BATCH_KEYS.items()}, _NO_BATCH: "未分批"}
    columns = [Column(key, names[key], Kind.AMOUNT) for key in parts]
    remarks = [
        *notes.rollups_behind(figures, asked),
        *(notes.conversions(figures, whole) if each else ()),
        *notes.unlisted(figures, on_platform),
        *reasons(figures, asked, build.rests),
        *_rounding(figures, blocks + spanning),
        *(["未分期：只有跨期合计、没有分期数，列在最后。"] if spanning else []),
        *_none_held(each),
    ]
    title = f"“三个一批”项目各期总投资{convention(whole)}"
    made = picture_table(
        "investment",
        title,
        figures,
        [*_PHASE_COLUMNS, *columns, Column("total", term.TOTAL, Kind.AMOUNT)],
        [block.row() for block in blocks + spanning],
        remarks,
    )
    return Picture(
        "investment", PictureShape.STACKED, made, "label", tuple(parts), "亿元", whole="total"
    )


def _phases_asked(
    figures: Figures, chosen: Phases | None, on_platform: bool | None
) -> tuple[Scope, list[Scope]]:
    """The question as a whole, and for each phase, as the tables by phase ask it."""
    asked = chosen or periods(figures).all
    whole = figures.narrowed(Scope(asked, None, on_platform))
    each = [
        figures.narrowed(Scope(phases([number]), None, whole.on_platform)) for number in asked or ()
    ]
    return whole, each


def _axes(scope: Scope, whole: Scope) -> dict[str, Cell]:
    return {"label": _label(scope, whole), "phase": str(scope.phases)}


def _label(scope: Scope, whole: Scope) -> str:
    assert scope.phases is not None
    platform = {None: "", True: " 平台", False: " 非平台"}[scope.on_platform]
    return scope.phases.title + ("" if whole.on_platform is not None else platform)


def _phase_block(build: RowBuilder, scope: Scope, whole: Scope, asked: notes.Asked) -> _PhaseBlock:
    """One phase's investment: each batch, and what has no batch."""
    block = _PhaseBlock(_label(scope, whole), str(scope.phases))
    batches = [Scope(scope.phases, batch, scope.on_platform) for batch in Batch]
    for part, key in zip(batches, _BATCH_KEYS.values(), strict=True):
        figure = build.size(part).investment
        block.parts[key] = figure.value
        block.lower += [key] if figure.is_lower_bound else []
        asked.append((part, figure))
    for entry in _left_over(build, scope, batches):
        block.add(_NO_BATCH, build.rest(entry, INVESTMENT, batches).value)
    total = build.size(scope).investment
    block.whole = total.value
    block.lower += ["total"] if total.is_lower_bound else []
    asked.append((scope, total))
    return block


def _spanning_blocks(
    build: RowBuilder, whole: Scope, each: list[Scope], asked: notes.Asked
) -> Iterator[_PhaseBlock]:
    """What is known only for several phases together, or for none in particular."""
    found: dict[str, _PhaseBlock] = {}
    for entry in _left_over(build, whole, each) if each else ():
        chosen = entry.scope.phases
        label = f"{chosen}期 未分期" if chosen else term.NO_PHASE
        block = found.setdefault(label, _PhaseBlock(label, str(chosen) if chosen else None))
        key = _BATCH_KEYS[entry.scope.batch] if entry.scope.batch else _NO_BATCH
        rest = build.rest(entry, INVESTMENT, each)
        block.add(key, rest.value)
        asked.append((entry.scope, rest))
    for block in found.values():
        block.whole = block.sum()
        yield block


def _left_over(build: RowBuilder, whole: Scope, parts: list[Scope]) -> Iterator[Entry]:
    for entry, measures in build.left_over(whole, parts):
        if INVESTMENT in measures:
            yield entry


def _any(blocks: Iterable[_PhaseBlock], key: str) -> bool:
    """Batches are always shown; what has no batch only where there is any."""
    return key != _NO_BATCH or any(key in block.parts for block in blocks)


def _rounding(figures: Figures, blocks: Iterable[_PhaseBlock]) -> Iterator[str]:
    places = figures.ledger.config.conventions.amount_places
    added = [
        (
            block.label,
            [Row({"investment": amount}) for amount in block.parts.values()],
            Row({"investment": block.whole}),
        )
        for block in blocks
    ]
    yield from notes.rounding(added, places)


def _none_held(each: list[Scope]) -> Iterator[str]:
    if not each:
        yield "还没有举行过一期，没有可统计的数。"


def convention(scope: Scope) -> str:
    """Which side of the platform's line a title speaks of."""
    return {None: "", True: "（监管平台口径）", False: "（非监管平台口径）"}[scope.on_platform]


def picture_table(
    id: str,
    title: str,
    figures: Figures,
    columns: list[Column],
    rows: list[Row],
    remarks: list[str],
) -> Table:
    """A picture's table: titled for the region, its notes opened as those of every table."""
    config = figures.ledger.config
    said = (*notes.opening(figures), *dict.fromkeys(remarks))
    return Table(
        id,
        f"{config.region or ''}{title}",
        tuple(columns),
        tuple(rows),
        said,
        config.conventions.amount_places,
    )
