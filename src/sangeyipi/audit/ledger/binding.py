"""A text's figures beside a ledger's: the same, another, or not to be compared.

Owns the judging of what is bound, and the command that asks the ledger for the same figure.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict, judged
from sangeyipi.audit.judging.reasons import Reason, Why
from sangeyipi.audit.judging.slips import slip_of
from sangeyipi.audit.ledger.answers import LedgerAnswer, LedgerAnswers
from sangeyipi.audit.ledger.asking import asked, days_said
from sangeyipi.audit.ledger.measuring import RATED, AskedMeasure
from sangeyipi.audit.ledger.own import LineMatches, NumberMatch, matches
from sangeyipi.audit.ledger.vocabulary import Vocabulary
from sangeyipi.audit.ledger.written import written
from sangeyipi.audit.text.figure import Hedge, Role, TextFigure, number
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.words import HEDGES_BEFORE
from sangeyipi.figures.rates import rule_of
from sangeyipi.model import term
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.question import Measured, Measurement, Part, Question
from sangeyipi.model.rounding import percentage
from sangeyipi.model.stages import Batch, Milestone
from sangeyipi.report.numerals import day_in_words
from sangeyipi.tables.definitions import title
from sangeyipi.tables.grouping import named
from sangeyipi.tables.why_sums import in_options, until

_YI = Decimal(10**8)
_LEAST = ("至少", "不少于", "不低于")


class Against(NamedTuple):
    """A ledger that a text is held against; `named` is how a command is to name it."""

    ledger: Ledger
    as_of: date | None = None
    named: str = ""
    #: Its folder, for templates of its own.
    root: Path | None = None


def bound(reading: TextReading, against: Against) -> Iterator[Finding]:
    """A finding for every figure of the prose, and for those of tables that are ours."""
    vocabulary = Vocabulary(against.ledger.config)
    first, others = days_said(reading, vocabulary)
    unsaid = against.as_of is None and first is not None and others
    day = against.as_of or first
    judge = _Judge(reading, against, LedgerAnswers(against.ledger))
    document = written(against.ledger, against.root, reading.text, day)
    found = matches(reading.text, document) if document else LineMatches()
    ours = {one.start: one for one in found.numbers}
    for one in asked(reading, vocabulary, None if unsaid else day):
        match = ours.pop(one.figure.start, None)
        if match is not None:
            yield judge.ours(one.figure, match)
        elif found.holds(one.figure.start):
            continue
        elif unsaid and one.questions and _day(one.questions[0]) is None:
            yield _unbound(one.figure, "文中写了几个截至日，不知道这里是哪一天的：加 --as-of")
        else:
            yield judge.finding(one)
    cells = {one.figure.start: one.figure for table in reading.tables for one in table.entries}
    for start, match in ours.items():
        if match.ours.question is not None:
            yield judge.ours(cells.get(start) or _bare(reading.text, match), match)


def _day(question: Question) -> date | None:
    return question.subject.moment.as_of if question.subject.moment else None


def _bare(text: str, match: NumberMatch) -> TextFigure:
    """A figure of a table without its unit, which only its head says."""
    said = text[match.start : match.end]
    places = len(said.partition(".")[2])
    return TextFigure(
        match.start, match.end, said, Role.QUANTITY, Decimal(said), "", Decimal(1), places
    )


class _Judge:
    def __init__(self, reading: TextReading, against: Against, answers: LedgerAnswers) -> None:
        self._text, self._against, self._answers = reading.text, against, answers

    def finding(self, one: AskedMeasure) -> Finding:
        """What can be said of one figure."""
        if not one.questions:
            return _unbound(one.figure, one.reason)
        if one.same and len({self._answers.of(each)[:2] for each in one.same}) > 1:
            return _unbound(one.figure, "前面的个数不是一批的全部，这些项目的投资表里没有")
        found = [self._one(one.figure, question) for question in one.questions]
        best = min(found, key=lambda each: _ORDER.index(each.verdict))
        if best.verdict is RelationVerdict.UNBOUND:
            # Nothing is known of the nearest meaning: the other one may be what is written.
            others = (self._one(one.figure, shadow) for shadow in one.shadows)
            return next((other for other in others if other.verdict is RelationVerdict.HOLDS), best)
        if best.verdict is not RelationVerdict.WRONG:
            return best
        if one.unsure:
            return _unbound(one.figure, one.unsure, best.message)
        for shadow in one.shadows:
            answer = self._answers.of(shadow)
            other = self._one(one.figure, shadow).verdict
            if other is not RelationVerdict.WRONG and answer.value is not None:
                return _unbound(
                    one.figure, f"可能是{words(shadow)}，也可能是{words(one.questions[0])}"
                )
        return best

    def ours(self, figure: TextFigure, match: NumberMatch) -> Finding:
        """What can be said of a figure in a line of ours."""
        ours, question = Decimal(match.ours.text), match.ours.question
        bare = figure._replace(hedge=Hedge.NONE)
        value = ours * figure.scale
        verdict = judged(value, (value, value), bare)
        about = self._about(question) if question else "sgyp 写的这一处"
        least = "至少" if self._says_least(figure) else ""
        said = f"{about}{least}是 {match.ours.text}{figure.unit}，写的是 {least}{figure.text}"
        wrong = verdict is RelationVerdict.WRONG
        return Finding(
            verdict,
            RelationKind.LEDGER,
            said,
            about,
            self._exact(question, value, bare),
            figure,
            (figure,),
            self._remedy(f"{match.ours.text}{figure.unit}", question) if wrong else "",
            slip_of(value, bare) if wrong else None,
        )

    def _about(self, question: Question) -> str:
        if _named(question):
            return f"台账里{words(question)}"
        return f"台账里{title(question, self._against.ledger.config)}"

    def _exact(self, question: Question | None, value: Decimal, figure: TextFigure) -> Decimal:
        """The ledger's unrounded value, where it is what ours was rounded from."""
        answer = self._answers.of(question) if question and _named(question) else None
        if answer is None or answer.value is None:
            return value
        exact = _base(answer.value, figure)
        places = max(0, -int(figure.said(value).normalize().as_tuple().exponent))
        printed = figure._replace(printed=figure.said(value), places=places)
        return exact if judged(exact, (exact, exact), printed) is RelationVerdict.HOLDS else value

    def _one(self, figure: TextFigure, question: Question) -> Finding:
        answer = self._answers.of(question)
        about = words(question)
        if answer.value is None:
            return _unbound(figure, f"台账里{about}不明")
        if figure.role is Role.UNREADABLE:
            least = "至少" if answer.at_least else ""
            known = f"台账里{about}{least}是 {shown(answer, figure)}"
            found = _unbound(figure, f"{figure.text} 读不出", known)
            return found._replace(verdict=RelationVerdict.UNREADABLE)
        value = _base(answer.value, figure)
        verdict = self._verdict(figure, answer, value)
        said = f"台账里{about}{'至少' if answer.at_least else ''}是 {shown(answer, figure)}"
        said += f"，写的是 {self._as_written(figure)}"
        if verdict is RelationVerdict.UNBOUND:
            return _unbound(figure, f"{said}，不能断定对错")
        wrong = verdict is RelationVerdict.WRONG
        return Finding(
            verdict,
            RelationKind.LEDGER,
            said,
            about,
            value,
            figure,
            (figure,),
            self._remedy(shown(answer, figure), question) if wrong else "",
            slip_of(value, figure) if wrong else None,
        )

    def _verdict(self, figure: TextFigure, answer: LedgerAnswer, value: Decimal) -> RelationVerdict:
        least = self._says_least(figure)
        bare = figure._replace(hedge=Hedge.NONE) if least else figure
        exact = judged(value, (value, value), bare)
        if answer.rate is not None and _as_shown(answer, figure) == figure.printed:
            exact = RelationVerdict.HOLDS
        if not answer.at_least:
            above = least and bare.value < value
            return RelationVerdict.HEDGE if exact is RelationVerdict.WRONG and above else exact
        if exact in (RelationVerdict.HOLDS, RelationVerdict.ROUNDING) and least:
            return exact
        low, high = bare.interval
        most = answer.most
        impossible = (high < value and not least) or (
            most is not None and low > _base(most, figure)
        )
        return RelationVerdict.WRONG if impossible else RelationVerdict.UNBOUND

    def _says_least(self, figure: TextFigure) -> bool:
        return self._text[max(0, figure.start - 3) : figure.start].endswith(_LEAST)

    def _as_written(self, figure: TextFigure) -> str:
        """A figure with the word before it that says in which direction it is off: 不少于26个."""
        before = self._text[max(0, figure.start - 3) : figure.start] if figure.hedge else ""
        hedges = [one for _, each in HEDGES_BEFORE for one in each if before.endswith(one)]
        return max(hedges, key=len, default="") + figure.text

    def _remedy(self, right: str, question: Question | None) -> str:
        said = f"台账若无误，应为 {right}"
        if question is None or not _named(question):
            return said
        command = " ".join(map(_typed, asking(question)))
        return f"{said}；怎么来的：sgyp why {command}{self._against.named}"


def _named(question: Question) -> bool:
    """Whether it is one of those that words ask for too."""
    (scope, part, _, by, _, moment, *_), asks = question
    if part not in (Part.ALL, Part.TOTAL) or (moment and moment.period):
        return False
    if by:
        return part is Part.ALL and asks.once and asks.name in _GROUPED
    if asks.name in (Measured.RATE, Measured.REACHED, Measured.REMAINING):
        return not asks.once and (scope.batch, asks.milestone) in RATED
    return asks.name in _SIZES and not asks.once and scope.phases is not None


_ORDER = (
    RelationVerdict.HOLDS,
    RelationVerdict.ROUNDING,
    RelationVerdict.HEDGE,
    RelationVerdict.UNREADABLE,
    RelationVerdict.UNBOUND,
    RelationVerdict.WRONG,
)


def _unbound(figure: TextFigure, said: str, known: str = "") -> Finding:
    why = Why(known, Reason.OPEN) if known else None
    kind = RelationKind.LEDGER
    return Finding(RelationVerdict.UNBOUND, kind, said, "", None, figure, (figure,), "", why)


def _base(value: Decimal, figure: TextFigure) -> Decimal:
    """A value of the ledger in the base units of a text's figures."""
    return value * _YI if figure.dimension == "元" else value


def _as_shown(answer: LedgerAnswer, figure: TextFigure) -> Decimal | None:
    """A rate as the tables round it: 99.9% until all have."""
    rate = answer.rate
    return rate and percentage(rate.numerator, rate.denominator, max(figure.places, 1))


def shown(answer: LedgerAnswer, figure: TextFigure) -> str:
    """An answer for a person, in the unit of the figure."""
    assert answer.value is not None
    made = ""
    if answer.rate is not None:
        made = f"（{number(answer.rate.numerator)}/{number(answer.rate.denominator)}）"
    return (
        number(figure.said(_base(answer.value, figure))) + (figure.unit or figure.dimension) + made
    )


def _typed(word: str) -> str:
    return f'"{word}"' if " " in word else word


def words(question: Question) -> str:
    """A question for a person: 第8期开工一批的总投资（截至2023年6月19日）."""
    (scope, _, _, by, group, moment, *_), asks = question
    where = f"{group}的项目" if by else scope.title
    day = f"（截至{day_in_words(moment.as_of)}）" if moment and moment.as_of else ""
    return f"{where}的{_measure(asks, scope.batch)}{day}"


def _measure(asks: Measurement, batch: Batch | None) -> str:
    match asks.name, asks.milestone, batch:
        case Measured.REMAINING, Milestone() as step, _:
            return f"未{step}个数"
        case Measured.REACHED, Milestone() as step, _:
            return f"已{step}个数"
        case Measured.RATE, Milestone() as step, Batch() as of:
            return rule_of(of, step).name + ("（按投资）" if asks.by_investment else "")
    return _SIZES[Measured(asks.name)]


_GROUPED = (Measured.COUNT, Measured.INVESTMENT)
_SIZES = {
    Measured.COUNT: term.COUNT,
    Measured.INVESTMENT: term.INVESTMENT,
    Measured.CONVERTED: term.CONVERTED,
}


def asking(question: Question) -> Iterator[str]:
    """What follows `sgyp why` to ask it; of who has not taken a step, their rate."""
    (scope, _, _, by, group, moment, *_), asks = question
    remaining = asks.name == Measured.REMAINING
    asked = asks._replace(name=Measured.RATE) if remaining else asks
    word = _measure(asked, scope.batch)
    yield (
        word.replace("个数", "")
        if asks.name == Measured.REACHED
        else word.replace("（按投资）", "按投资")
    )
    yield from in_options(scope)
    grouping = named(by) if by else None
    if grouping is not None:
        yield from ("--by", grouping.word, "--group", group)
    yield from until(moment.as_of if moment else None)
