"""Why a figure is what it is: what it is made of, project by project, and what keeps it open.

Owns which sums a question of section one is answered by, and their sources.  The sums are asked of
the code that makes the tables, the sources add up to them.  Must not shorten or show anything.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import islice

from sangeyipi.figures.entries import ProjectsEntry as ListCell
from sangeyipi.figures.entries import RollupEntry
from sangeyipi.figures.measures import CONVERTED, COUNT, INVESTMENT, FigureKind, Measure, reached
from sangeyipi.figures.pieces import Piece, Pieces, less, together
from sangeyipi.figures.rates import RateAnswer, count_rate, funds_rate, investment_rate, rule_for
from sangeyipi.figures.resolve import Figure, Figures
from sangeyipi.figures.totals import counted_as, total
from sangeyipi.model import term
from sangeyipi.model.explained import Explained, FigureSource, MadeSum, Since
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.phases import parse_phases, phases
from sangeyipi.model.project import Project
from sangeyipi.model.question import (
    OF_PHASES,
    OF_PLATFORM,
    OF_ROW,
    Measured,
    Measurement,
    Moment,
    Part,
    Question,
    Scope,
    Subject,
)
from sangeyipi.model.rounding import plain
from sangeyipi.model.stages import Batch, Milestone
from sangeyipi.model.table import Points, Rate
from sangeyipi.tables import notes
from sangeyipi.tables.definitions import LISTINGS, definition, measure_words, title
from sangeyipi.tables.footnotes import verdict
from sangeyipi.tables.grouping import REGION
from sangeyipi.tables.reasons import reasons
from sangeyipi.tables.regions import listed_step
from sangeyipi.tables.rows import RowBuilder, cell_of, share
from sangeyipi.tables.summary import periods
from sangeyipi.tables.why_groups import Months, of_group
from sangeyipi.tables.why_months import as_in_headline
from sangeyipi.tables.why_open import opened_answer
from sangeyipi.tables.why_ranks import is_place, of_place
from sangeyipi.tables.why_registers import of_register
from sangeyipi.tables.why_since import (
    ANEW,
    Told,
    begins_anew,
    changes,
    grown,
    is_growth,
    nothing_yet,
    sides_of,
)
from sangeyipi.tables.why_sums import PieceSum, WhyAnswer, in_options, source_of, until

_SIZES: dict[str, Measure] = {Measured.COUNT: COUNT, Measured.INVESTMENT: INVESTMENT}
_NAMED = 3
#: What `sgyp list` calls what it can be asked for.
_REACHED = "--reached"


@dataclass(frozen=True)
class Why:
    """Explains figures of a ledger; what several rest on is worked out once."""

    figures: Figures
    _others: dict[date | None, "Why"] = field(default_factory=dict, repr=False, compare=False)

    def explain(self, question: Question) -> Explained | None:
        """How the answer to a question came about; None where nobody can say."""
        question = as_in_headline(question) or _of_its_list(question)
        here = self.of(question)
        found = here._opened(question)
        return None if found is None else here._told(question, found)

    def since(
        self, question: Question, then: Question, title: str, told: Told, other: "Why | None" = None
    ) -> Since | None:
        """What became of a figure since the same was asked `then`; `other`: of another ledger."""
        question, then = (as_in_headline(one) or _of_its_list(one) for one in (question, then))
        after = self.of(question)._opened(question)
        before = (other or self).of(then)._opened(then)
        if after is None or before is None:
            return None
        if not _held_by(then, (other or self).figures):
            before = nothing_yet(after)
        return changes(title, before, after, told)

    def of(self, question: Question) -> "Why":
        """Who explains figures of the question's day."""
        moment = question.subject.moment or Moment(self.figures.as_of)
        if moment.as_of == self.figures.as_of:
            return self
        if moment.as_of not in self._others:
            self._others[moment.as_of] = Why(self.figures.on(moment.as_of), self._others)
        return self._others[moment.as_of]

    def brief(self, question: Question) -> str | None:
        """How it came about in a line; None where nobody can say."""
        question = _of_its_list(question)
        here = self.of(question)
        found = here._opened(question)
        if found is None:
            return None
        named = title(question, self.figures.ledger.config)
        return _brief(named, found, here.figures.as_of)

    @cached_property
    def pieces(self) -> Pieces:
        """The pieces of its figures."""
        return Pieces(self.figures)

    @cached_property
    def _months(self) -> Months:
        return Months(self.figures)

    def _opened(self, question: Question) -> WhyAnswer | None:
        """The answer, as far as it is known where places are not there."""
        found = self.answer(question)
        return None if found is None else opened_answer(self.figures, question, found)

    def answer(self, question: Question) -> WhyAnswer | None:
        """The same before it is told, of what is there."""
        of, asks = question
        period = of.moment.period if of.moment else ""
        if is_place(asks):
            return of_place(self.figures, question, self.answer)
        if period and is_growth(question):
            return self._growth(question)
        if period and not of.by and not asks.once and of.scope == Scope() and asks.name in _SIZES:
            everything = self.figures.narrowed(Scope(periods(self.figures).all))
            return self._single(everything, self.figures.ask(everything, _SIZES[asks.name]))
        if of.by == REGION.key and of.part is not Part.TOTAL and self.figures.ledger.parts:
            found = self._of_region(of, asks)
            if found is not None:
                return found
        found = of_register(self.figures, question) if of.by else None
        if found is not None:
            return found
        if of.by or (period and of.scope == Scope()):
            return of_group(self.figures, question, self._months)
        if asks.once:
            return self._once(of.scope, asks)
        if of.part.is_rest:
            return self._rest(of, asks)
        return self._of_lists(of, asks) if asks.name in tuple(Measured) else None

    def _of_region(self, of: Subject, asks: Measurement) -> WhyAnswer | None:
        """What one of the ledgers that this is made of answers by itself."""
        theirs = self.figures.of_region(of.group)
        if theirs is None or (of.moment and of.moment.period):
            return None
        if asks.name == Measured.SHARE and not of.part.is_rest:
            return self._share_of_region(theirs, of, asks)
        subject = Subject(of.scope, of.part, of.narrowed, moment=of.moment)
        return Why(theirs).answer(Question(subject, asks))

    def _share_of_region(self, theirs: Figures, of: Subject, asks: Measurement) -> WhyAnswer:
        measure = INVESTMENT if asks.by_investment else COUNT
        if asks.once:
            size = RowBuilder(theirs, unique=True).size(of.scope)
            part = size.investment if asks.by_investment else size.count
            size = RowBuilder(self.figures, unique=True).size(of.scope)
            all_of = size.investment if asks.by_investment else size.count
        else:
            part = total(theirs, of.scope, measure)
            all_of = total(self.figures, of.scope, measure)
        why = reasons(theirs, [(of.scope, part)])
        sums = (Why(theirs)._sum(of.scope, part), self._sum(of.scope, all_of))
        return WhyAnswer(share(measure_words(asks), part, all_of), False, sums, tuple(why))

    def _growth(self, question: Question) -> WhyAnswer | None:
        """What a table shows beside a figure: by how much it exceeds that of another period."""
        sides = sides_of(self.figures, question)
        if sides is None:
            return WhyAnswer(None, reasons=(ANEW,)) if begins_anew(question) else None
        before, after = (self.of(one).answer(one) for one in sides)
        return None if before is None or after is None else grown(before, after)

    def _of_lists(self, of: Subject, asks: Measurement) -> WhyAnswer | None:
        match Measured(asks.name):
            case Measured.COUNT | Measured.INVESTMENT as size:
                return self._single(of.scope, total(self.figures, of.scope, _SIZES[size]))
            case Measured.CONVERTED:
                return self._converted(of.scope)
            case Measured.REACHED:
                return self._came(of.scope, asks)
            case Measured.SHARE:
                return self._share(of, asks)
            case Measured.FUNDS_RATE:
                return self._rate(of.scope, funds_rate(self.figures, of.scope))
            case Measured.RATE | Measured.TARGET:
                return self._step(of, asks)
            case Measured.REMAINING:
                return self._remaining(of.scope, asks)

    def _single(self, scope: Scope, figure: Figure) -> WhyAnswer:
        one = self._sum(scope, figure)
        why = reasons(self.figures, [(scope, figure)])
        return WhyAnswer(cell_of(figure), figure.is_lower_bound, (one,), tuple(why))

    def _came(self, scope: Scope, asks: Measurement) -> WhyAnswer | None:
        if not isinstance(asks.milestone, Milestone):
            return None
        return self._single(scope, self.figures.ask(scope, reached(asks.milestone)))

    def _converted(self, scope: Scope) -> WhyAnswer:
        """As a footnote says it: as far as it is known."""
        asked = self.figures.ask(scope, CONVERTED)
        if asked.exact is not None:
            return self._single(scope, asked)
        known = self.figures.known(scope, CONVERTED)
        why = tuple(reasons(self.figures, [(scope, asked)]))
        if not known.value:
            return WhyAnswer(None, False, (self._sum(scope, asked),), why)
        one = self._sum(scope, known)
        one.made = one.made._replace(at_least=True)
        one.beside = self.pieces.beside(asked)
        return WhyAnswer(cell_of(known), True, (one,), why)

    def _step(self, of: Subject, asks: Measurement) -> WhyAnswer | None:
        if of.scope.batch is None or not isinstance(asks.milestone, Milestone):
            return None
        rule = rule_for(of.scope.batch, asks.milestone)
        if rule is None:
            return None
        asked = investment_rate if asks.by_investment else count_rate
        found = self._rate(of.scope, asked(self.figures, of.scope, rule))
        if asks.name == Measured.TARGET:
            found.cell = verdict(self.figures, found.cell)
        return found

    def _remaining(self, scope: Scope, asks: Measurement) -> WhyAnswer | None:
        """Those of a rate's denominator that its numerator has not, where the rate is known."""
        rule = rule_for(scope.batch, asks.milestone)
        if rule is None:
            return None
        found = count_rate(self.figures, scope, rule)
        answer = self._rate(scope, found)
        if found.rate is None:
            return answer
        part, whole = answer.sums
        left = found.rate.denominator - found.rate.numerator
        pieces = together([*whole.pieces, *less(part.pieces)])
        made = MadeSum(measure_words(asks), left, False)
        return WhyAnswer(int(left), False, (PieceSum(made, pieces, part.beside),), answer.reasons)

    def _rate(self, scope: Scope, answer: RateAnswer) -> WhyAnswer:
        sums = (self._sum(scope, answer.numerator), self._sum(scope, answer.denominator))
        why = list(reasons(self.figures, [(scope, answer.numerator), (scope, answer.denominator)]))
        if answer.denominator.exact == 0:
            why += notes.nothing_divides([scope])
        return WhyAnswer(answer.rate, False, sums, tuple(dict.fromkeys(why)))

    def _share(self, of: Subject, asks: Measurement) -> WhyAnswer:
        measure = INVESTMENT if asks.by_investment else COUNT
        whole = self.whole(of, asks)
        part, all_of = total(self.figures, of.scope, measure), total(self.figures, whole, measure)
        why = reasons(self.figures, [(of.scope, part), (whole, all_of)])
        name = measure_words(asks)
        sums = (self._sum(of.scope, part), self._sum(whole, all_of))
        return WhyAnswer(share(name, part, all_of), False, sums, tuple(why))

    def whole(self, of: Subject, asks: Measurement) -> Scope:
        """What a share is one of."""
        scope = of.scope
        asked = None if of.narrowed else scope.on_platform
        if asks.whole == OF_PLATFORM:
            return Scope(scope.phases, None, scope.on_platform)
        if asks.whole == OF_PHASES:
            return self.figures.narrowed(Scope(scope.phases))
        return self.figures.narrowed(Scope(parse_phases(asks.whole), None, asked))

    def _once(self, scope: Scope, asks: Measurement) -> WhyAnswer | None:
        """Each project once, on however many of the lists it stands."""
        size = RowBuilder(self.figures, unique=True).size(scope)
        if asks.name == Measured.SHARE:
            figure = size.investment if asks.by_investment else size.count
            one = self._sum_once(scope, figure)
            return WhyAnswer(share(measure_words(asks), figure, figure), False, (one, one))
        if asks.name not in _SIZES:
            return None
        figure = size.count if asks.name == Measured.COUNT else size.investment
        one = self._sum_once(scope, figure)
        why: list[str] = list(notes.rollups_left_out(self.figures, scope, "去重"))
        if not why:
            why += reasons(self.figures, [(scope, figure)])
        return WhyAnswer(cell_of(figure), figure.is_lower_bound, (one,), tuple(why))

    def _sum_once(self, scope: Scope, figure: Figure) -> PieceSum:
        one = self._sum(scope, self.figures.ask(scope, COUNT))
        amounts = figure.measure.is_amount
        pieces = tuple(
            piece._replace(part=piece.of.investment if amounts else Decimal(1))
            if isinstance(piece.of, Project)
            else piece._replace(part=None)
            for piece in one.pieces
        )
        made = MadeSum(
            f"{figure.measure.word}（每个项目只计一次）",
            figure.value,
            amounts,
            figure.is_lower_bound,
            one.made.listing,
        )
        return PieceSum(made, pieces, one.beside)

    def _rest(self, of: Subject, asks: Measurement) -> WhyAnswer | None:
        """What a rollup holds beyond the finer rows of its table."""
        entry = next(
            (
                one
                for one in self.figures.entries
                if isinstance(one, RollupEntry) and one.scope == of.scope
            ),
            None,
        )
        if entry is None or asks.name not in (*_SIZES, Measured.SHARE):
            return None
        if asks.name == Measured.SHARE:
            return self._share_of_rest(of, asks)
        measure = _SIZES[asks.name]
        counted = counted_as(self.figures, entry.scope, measure)
        beyond = list(self._beyond(of))
        rest = self.figures.rest(entry, counted, beyond)
        held, told = self.figures.beyond(entry, counted, beyond)
        pieces = together([*self.pieces.of(held), *less(self.pieces.of(told))])
        one = PieceSum(_made(rest), pieces, self.pieces.beside(rest))
        why = reasons(self.figures, [], [(of.scope, rest)])
        return WhyAnswer(cell_of(rest), False, (one,), tuple(why))

    def _share_of_rest(self, of: Subject, asks: Measurement) -> WhyAnswer | None:
        """Its part of the whole of its table."""
        name = Measured.INVESTMENT if asks.by_investment else Measured.COUNT
        entry = next(
            one
            for one in self.figures.entries
            if isinstance(one, RollupEntry) and one.scope == of.scope
        )
        size = asks._replace(name=name, by_investment=False, whole=OF_PHASES)
        part = self._rest(of, size)
        if part is None:
            return None
        whole = self.whole(of, asks)
        all_of = total(self.figures, whole, _SIZES[name])
        counted = counted_as(self.figures, entry.scope, _SIZES[name])
        rest = self.figures.rest(entry, counted, list(self._beyond(of)))
        why = [*part.reasons, *reasons(self.figures, [(whole, all_of)])]
        sums = (*part.sums, self._sum(whole, all_of))
        cell = share(measure_words(asks), rest, all_of)
        return WhyAnswer(cell, False, sums, tuple(dict.fromkeys(why)))

    def _beyond(self, of: Subject) -> Iterator[Scope]:
        """Of what its table has rows of their own."""
        if of.part is Part.REST_OF_PERIODS:
            found = periods(self.figures)
            yield from (Scope(one) for one in (found.finished, found.under_way) if one)
        elif of.part is Part.REST_OF_PHASES:
            numbers = of.scope.phases or self.figures.atoms.numbers
            yield from (Scope(phases([number])) for number in numbers)
        else:
            yield from (of.scope._replace(batch=batch) for batch in LISTINGS)

    def _sum(self, scope: Scope, figure: Figure) -> PieceSum:
        made = _made(figure)
        # A list has every listing of a project, 转化 or not.
        apart = figure.measure.net or figure.measure.what is FigureKind.CONVERTED
        if not apart and not any(_no_project(one) for one in (*figure.used, *figure.missing)):
            made = made._replace(listing=tuple(self._list(scope, figure.measure)))
        return PieceSum(made, self.pieces.of(figure), self.pieces.beside(figure))

    def _list(self, scope: Scope, measure: Measure) -> Iterator[str]:
        """What `sgyp list` is to be asked for the projects behind a sum."""
        numbers = self.figures.atoms.numbers
        yield from in_options(
            scope._replace(phases=scope.phases or (phases(numbers) if numbers else None))
        )
        if measure.milestone is not None:
            yield from (_REACHED, measure.milestone.value)
        yield from until(self.figures.as_of)

    def _told(self, question: Question, found: WhyAnswer) -> Explained:
        config = self.figures.ledger.config
        made = tuple(one.made for one in found.sums)
        sources = tuple(_sources([one.pieces for one in found.sums]))
        beside = tuple(_sources([together(p for one in found.sums for p in one.beside)]))
        named = title(question, config)
        return Explained(
            question,
            named,
            found.cell,
            found.at_least,
            _brief(named, found, self.figures.as_of),
            definition(question, config),
            made,
            sources,
            beside,
            found.reasons,
        )


def _of_its_list(question: Question) -> Question:
    """The question of a row of places, or of their total: a rate there is that of one list."""
    of, asks = question
    spans = of.scope.batch is None and of.by in ("", REGION.key) and not of.project
    step = asks.milestone
    if (
        not (spans and asks.name == Measured.RATE and isinstance(step, Milestone))
        or asks.once
        or asks.whole == OF_ROW
        or (of.moment and of.moment.period)
        or step not in {batch.next for batch in Batch}
    ):
        return question
    listed = of.scope._replace(batch=listed_step(step))
    # A list has no part that is its total.
    part = Part.ALL if of.part is Part.TOTAL else of.part
    return question._replace(subject=of._replace(scope=listed, part=part))


def _held_by(question: Question, figures: Figures) -> bool:
    """Whether any of the phases asked for had been held by the question's day."""
    scope, moment = question.subject.scope, question.subject.moment
    if scope.phases is None or moment is None or moment.as_of is None:
        return True
    held = {one.number for one in figures.ledger.config.held(moment.as_of)}
    return not held.isdisjoint(scope.phases)


def _no_project(entry: object) -> bool:
    return not isinstance(entry, ListCell) or bool(entry.withdrawn)


def _made(figure: Figure) -> MadeSum:
    measure = figure.measure
    word = f"已{measure.milestone}{term.COUNT}" if measure.counts_steps else measure.word
    if measure.net:
        word += "（不含转化）"
    return MadeSum(word, figure.value, measure.is_amount, figure.is_lower_bound)


def _sources(sums: Iterable[tuple[Piece, ...]]) -> Iterator[FigureSource]:
    """The pieces of several sums, each project and rollup once."""
    by_key = [{piece.key: piece for piece in pieces} for pieces in sums]
    for key, first in _in_turn(sums).items():
        ours = [found.get(key) for found in by_key]
        parts = tuple(Decimal(0) if one is None else one.part for one in ours)
        times = max((one.times for one in ours if one), key=abs)
        yield source_of(first, parts, times)


def _in_turn(sums: Iterable[tuple[Piece, ...]]) -> dict[tuple[str, ...], Piece]:
    """Each project and rollup of several sums, in the order of their sources."""
    found: dict[tuple[str, ...], Piece] = {}
    for pieces in sums:
        for piece in pieces:
            found.setdefault(piece.key, piece)
    return found


def _brief(named: str, found: WhyAnswer, as_of: date | None) -> str:
    """All of it in a line, its sources no more than counted: there are many such lines."""
    sources = _in_turn([one.pieces for one in found.sums])
    said = [named]
    formula = "÷".join(map(_spelled, (one.made for one in found.sums[:2])))
    if formula and isinstance(found.cell, Rate | Points):
        said[0] += f"＝{formula}"
    elif formula:
        said[0] += f" {formula}"
    if sources:
        first = (source_of(one, (), one.times) for one in islice(sources.values(), _NAMED))
        names = [f"{one.id} {one.name}" if one.times else one.id for one in first]
        more = f" 等 {len(sources)} 项" if len(sources) > _NAMED else ""
        said.append(f"来自{'、'.join(names)}{more}")
    said.append(f"{term.AS_OF} {as_of}" if as_of else "按台账已记录的全部")
    said += [reason.rstrip("。") for reason in found.reasons[:1]]
    return "；".join(said)


def _spelled(made: MadeSum) -> str:
    if made.value is None:
        return f"{made.word}不明"
    unit = f" {made.counted_in}" if made.of_amounts or made.unit else ""
    return f"{made.word}{'至少' if made.at_least else ''} {plain(made.value)}{unit}"


def briefs(figures: Figures, questions: Iterable[Question]) -> dict[str, str]:
    """How figures came about, each in a line by the text of its question; where anybody can say."""
    why = Why(figures)
    asked = {question.text: question for question in questions}
    found = {text: why.brief(question) for text, question in asked.items()}
    return {text: one for text, one in found.items() if one is not None}
