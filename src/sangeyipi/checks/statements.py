"""Proving statements: the ledger must add up to what was published, as of that day."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial

from sangeyipi.checks.agreement import more_or_less
from sangeyipi.checks.projects import undeclared_phase
from sangeyipi.figures.entries import Entry, ProjectsEntry
from sangeyipi.figures.measures import CONVERTED, COUNT, FUNDS, INVESTMENT, Measure
from sangeyipi.figures.rates import RateAnswer, named_rate
from sangeyipi.figures.resolve import Figure, Figures
from sangeyipi.figures.totals import total
from sangeyipi.model import term
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.place import Place
from sangeyipi.model.question import Scope
from sangeyipi.model.rounding import EXACT, half_up, percentage, plain
from sangeyipi.model.rule import Rule
from sangeyipi.model.statement import Claim

_MEASURES = {one.word: one for one in (COUNT, INVESTMENT, CONVERTED)}
_SHOWN = 6


class _Proof(NamedTuple):
    """What the ledger says to one published figure; `value` None: nothing provable."""

    value: Decimal | None
    because: Callable[[], str]
    #: It is 100 or 0 only because it is rounded.
    rounded: bool = False


def check_statements(ledger: Ledger) -> Iterator[Diagnostic]:
    """Every published figure against the ledger, as of its statement's own day."""
    declared = {phase.number for phase in ledger.config.phases}
    for statement in ledger.statements:
        figures = Figures(ledger, statement.date)
        for index, claim in enumerate(statement.claims):
            place = statement.origin.at(term.CLAIMS, index)
            unknown = [phase for phase in claim.phases or () if phase not in declared]
            if unknown:
                yield undeclared_phase(place.at(term.PHASE), unknown[0])
                continue
            if claim.note is None and not any(claim.figures()):
                message = f"{claim.title}：没有写公布的数，这一条什么也没有核对"
                yield Diagnostic(Rule.STATEMENT_EMPTY, place, message)
            for word, stated in claim.figures():
                yield from _check(figures, claim, word, stated, place.at(word))


def _check(
    figures: Figures, claim: Claim, word: str, stated: Decimal, place: Place
) -> Iterator[Diagnostic]:
    scope = Scope(claim.phases, claim.batch, claim.on_platform)
    proof = _prove(figures, scope, word, stated)
    said = f"{claim.title}：{word} 公布 {stated:f}"
    if proof.value is None:
        message = f"{said}，台账算不出：{proof.because()}"
        yield Diagnostic(Rule.STATEMENT_UNPROVABLE, place, message)
    elif proof.value != stated:
        message = (
            f"{said}，台账 {proof.value:f}，"
            f"台账{more_or_less(proof.value - stated)}（{proof.because()}）"
        )
        yield Diagnostic(Rule.STATEMENT_MISMATCH, place, message)
    elif proof.rounded:
        not_so = "并没有全部达到" if stated else "并不是一个也没有"
        message = f"{said}，台账是 {proof.because()}，四舍五入才得 {stated:f}，{not_so}"
        yield Diagnostic(Rule.STATEMENT_RATE_ROUNDED, place, message)


def _prove(figures: Figures, scope: Scope, word: str, stated: Decimal) -> _Proof:
    """The ledger's figure at the decimals that were published."""
    places = max(0, -int(stated.as_tuple().exponent))
    scope = figures.narrowed(scope)
    if word in _MEASURES:
        figure = _figure(figures, scope, _MEASURES[word])
        value = figure.exact
        if figure.is_lower_bound and figure.value is not None and stated < figure.value:
            # Not known exactly, but known to be more than what was published.
            value = figure.value
        return _Proof(None if value is None else half_up(value, places), partial(_explain, figure))
    answer = named_rate(figures, scope, word)
    if answer is None:
        return _Proof(None, lambda: f"{word}不是{scope.batch}一批的比率")
    return _prove_rate(answer, stated, places)


def _figure(figures: Figures, scope: Scope, measure: Measure) -> Figure:
    """A published count or amount, counted as the tables count it."""
    ask = figures.ask if measure == CONVERTED else partial(total, figures)
    return ask(scope, measure)


def _prove_rate(answer: RateAnswer, stated: Decimal, places: int) -> _Proof:
    """Half up at the decimals published; what the tables print of it (never a false 100) holds too.

    The tables print one decimal.
    """
    rate = answer.rate
    if rate is not None:
        because = f"{plain(rate.numerator)}÷{plain(rate.denominator)}"
        exact = EXACT.divide(rate.numerator * 100, rate.denominator)
        value = half_up(exact, places)
        if places == 1 and stated == percentage(rate.numerator, rate.denominator):
            value = stated
        return _Proof(value, lambda: because, value != exact and value in (0, 100))
    if answer.denominator.exact == 0:
        return _Proof(None, lambda: "分母是 0")
    if answer.days:
        return _Proof(None, lambda: f"{_names(answer.days)}不是同一天的数，不相比")
    unknown = answer.numerator if answer.numerator.exact is None else answer.denominator
    return _Proof(None, partial(_explain, unknown))


def _explain(figure: Figure) -> str:
    """Which entries make the figure up, or why there is none."""
    if figure.missing:
        word = figure.measure.shown.word
        if figure.measure.shown == FUNDS and all(_gives_funds(one) for one in figure.missing):
            return f"{_names(figure.missing)}的“{word}”没有日期，不知道汇总那天是多少"
        return f"{_names(figure.missing)}没有“{word}”"
    if figure.undated:
        return f"{_names(figure.undated)}有的项目节点没有日期"
    if figure.outside:
        return f"{_names(figure.outside)}只与所问范围部分重叠"
    if figure.stale and figure.measure.shown == FUNDS:
        return f"{_names(figure.stale)}以后，其中在册项目的到位资金可能又有变化"
    if figure.stale:
        return f"{_names(figure.stale)}已经过时，其中有更新的数"
    if not figure.used:
        return "台账里没有这一范围的记录"
    return _joined(_parts(figure))


def _gives_funds(entry: Entry) -> bool:
    """Whether it is listed projects that all give their funds, if only as they are at present."""
    return isinstance(entry, ProjectsEntry) and not entry.missing_funds


def _parts(figure: Figure) -> list[str]:
    """What the figure is made of: each entry, or a sum for each batch where they are many."""
    known = [(entry, figure.measure.of(entry) or Decimal(0)) for entry in figure.used]
    if len(known) <= _SHOWN:
        return [f"{entry_title(entry)}：{plain(value)}" for entry, value in known]
    sums: dict[str, Decimal] = {}
    for entry, value in known:
        title = Scope(None, entry.scope.batch, entry.scope.on_platform).title
        sums[title] = sums.get(title, Decimal(0)) + value
    return [f"{title}：{plain(value)}" for title, value in sums.items()]


def entry_title(entry: Entry) -> str:
    """An entry as a message names it."""
    if isinstance(entry, ProjectsEntry):
        return f"{entry.scope.title}{'调出的' if entry.withdrawn else '的在册'}项目"
    return f"{entry.scope.title}（截至 {entry.rollup.date} 的汇总）"


def _names(entries: Sequence[Entry]) -> str:
    return _joined([entry_title(entry) for entry in entries])


def _joined(parts: list[str]) -> str:
    return "、".join(parts[:_SHOWN]) + (f" 等 {len(parts)} 项" if len(parts) > _SHOWN else "")
