"""The figures of a text → what each asks of a ledger, or the word that keeps it from asking.

Owns the walk through a text: what each of its words does to the scope that figures are of.  A
figure asks only where all words of its scope are understood.  Must not answer.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise

from sangeyipi.audit.ledger.measuring import AS_STEP, AskedMeasure, Measuring, Pending
from sangeyipi.audit.ledger.scopes import ScopePlace
from sangeyipi.audit.ledger.vocabulary import (
    MilestoneState,
    RateNamed,
    Vocabulary,
    Word,
    WordToken,
    is_place,
    is_time,
)
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.phases import Phases
from sangeyipi.model.question import (
    Question,
)
from sangeyipi.model.stages import Batch

#: What may be bound; limits and kinds named are words of a scope.
BINDABLE = frozenset(
    {
        Role.COUNT,
        Role.MONEY,
        Role.PERCENT,
        Role.POINTS,
        Role.TIMES,
        Role.OWN,
        Role.UNREADABLE,
    }
)
#: A heading is no longer.
_HEADING = 40


Item = WordToken | TextFigure


def asked(reading: TextReading, vocabulary: Vocabulary, day: date | None) -> list[AskedMeasure]:
    """Every figure of a text with its questions, as of a day where the text says none."""
    return list(_Walk(reading, vocabulary, day).walked())


def days_said(reading: TextReading, vocabulary: Vocabulary) -> tuple[date | None, bool]:
    """The day that a text says before its first figure, and whether it says another anywhere."""
    first: date | None = None
    every, begun = set(), False
    for items in _of_lines(reading, vocabulary):
        for one in items:
            if isinstance(one, TextFigure):
                begun = True
            elif isinstance(one.said, date):
                first = first if begun or first else one.said
                every.add(one.said)
    return first, bool(every - {first})


def _of_lines(reading: TextReading, vocabulary: Vocabulary) -> Iterator[list[Item]]:
    """The words and figures of each line; of a table only its cells of prose."""
    starts = [*reading.lines.paragraphs, len(reading.text)]
    tables = [
        (reading.plain.place(one.grid.start), reading.plain.place(one.grid.end))
        for one in reading.tables
    ]
    figures = [one for one in reading.figures if one.role in BINDABLE]
    number = 0
    for begin, end in pairwise(starts):
        items: list[Item] = []
        at = begin
        while number < len(figures) and figures[number].start < end:
            one = figures[number]
            items += [*vocabulary.tokens(reading.text, at, one.start), one]
            at, number = max(at, one.end), number + 1
        if items or not any(start <= begin < stop for start, stop in tables):
            yield [*items, *vocabulary.tokens(reading.text, at, max(at, end))]


class _Walk:
    """Goes through the lines of a text."""

    def __init__(self, reading: TextReading, vocabulary: Vocabulary, day: date | None) -> None:
        self._lines = _of_lines(reading, vocabulary)
        self._vocabulary, self._day = vocabulary, day
        #: Of a heading, until the next one.
        self._base = ScopePlace(day=day)
        #: Of a title that names another place: nothing of the text is of this ledger.
        self._other_place = ""
        self._begun = False

    def walked(self) -> Iterator[AskedMeasure]:
        """All figures, in order."""
        for items in self._lines:
            if any(isinstance(one, TextFigure) for one in items):
                self._begun = True
                yield from _Line(self._vocabulary, items, self._base.copy()).asked()
            else:
                self._heading(items)

    def _heading(self, items: list[WordToken | TextFigure]) -> None:
        words = [one for one in items if isinstance(one, WordToken)]
        if not any(one.text.strip() for one in words):
            return
        ends = any(one.kind is Word.STOP and one.text != "\n" for one in words)
        if ends or sum(len(one.text) for one in words) > _HEADING:
            return
        unknown = [one.text for one in words if one.kind is Word.UNKNOWN]
        elsewhere = next(filter(is_place, unknown), "")
        if not self._begun:
            self._other_place = self._other_place or elsewhere
        place = ScopePlace(day=self._day, paragraph=self._other_place or elsewhere)
        for one in words:
            if isinstance(one.said, Phases):
                place.enter_phases(one.said)
                place.paragraph = place.paragraph or "".join(unknown)
            elif one.kind is Word.PLATFORM:
                place.enter_platform(bool(one.said))
            elif isinstance(one.said, date):
                place.day = one.said
        place.attached = False
        place.paragraph = place.paragraph or next(filter(is_time, unknown), "")
        self._base = place


class _Line:
    """Goes through one line with figures."""

    def __init__(self, vocabulary: Vocabulary, items: list[Item], place: ScopePlace) -> None:
        self._vocabulary, self._items, self.place = vocabulary, items, place
        self._pending = Pending()
        #: What the count before is of: amounts that follow are of the same.
        self._subject: tuple[Question, ...] | None = None
        self._brackets: list[tuple[ScopePlace, tuple[Question, ...] | None]] = []
        self._last_word: WordToken | None = None
        self._stops = [one.start for one in items if _is_stop(one)]
        self._lists_named: dict[int, set[Batch]] = {}
        for one in items:
            if isinstance(one, WordToken) and isinstance(one.said, Batch):
                self._lists_named.setdefault(self._sentence_of(one), set()).add(one.said)
        self._doing: dict[Word, Callable[[WordToken], None]] = {
            Word.PHASE: self._phase,
            Word.BATCH: self._batch,
            Word.PLATFORM: self._platform,
            Word.STEP: self._step,
            Word.RATE: self._rate,
            Word.INVESTMENT: self._investment,
            Word.CONVERTED: self._converted,
            Word.GROUP: self._group,
            Word.WHOLE_LEDGER: self._whole_ledger,
            Word.DIVIDES: lambda one: self.place.divide(),
            Word.DAY: self._day,
            Word.BY_AMOUNT: self._by_amount,
            Word.STOP: self._stop,
            Word.COMMA: self._comma,
            Word.OPEN: self._open,
            Word.CLOSE: self._close,
            Word.UNKNOWN: self._unknown,
            Word.WITHIN: self._within,
            Word.YEAR: self._year,
        }

    def asked(self) -> Iterator[AskedMeasure]:
        """Its figures, in order."""
        for number, one in enumerate(self._items):
            if isinstance(one, TextFigure):
                yield self._figure(one, number)
                self._pending = Pending()
                self.place.attached, self.place.counted = False, True
                self._last_word = None
            elif one.kind in self._doing:
                self._doing[one.kind](one)
                self._last_word = one if one.kind is not Word.COMMA or self._joins(one) else None

    def _joins(self, one: WordToken) -> bool:
        return one.text == "、"

    def _sentence_of(self, one: WordToken) -> int:
        return bisect_left(self._stops, one.start)

    # --- words

    def _phase(self, one: WordToken) -> None:
        assert isinstance(one.said, Phases)
        last = self._last_word
        if last is not None and last.kind is Word.PHASE and last.said != one.said:
            # 第一期、第二期…: which figure is of which nobody can say.
            self.place.sentence = f"{last.text}…{one.text}"
            return
        self.place.enter_phases(one.said)
        self._pending = Pending(scoped=True)
        self._subject = None

    def _year(self, one: WordToken) -> None:
        after = next(
            (o for o in self._items if isinstance(o, WordToken) and o.start >= one.end), None
        )
        right = (
            after is not None
            and isinstance(after.said, Phases)
            and isinstance(one.said, int)
            and self._vocabulary.held_in(one.said, after.said)
        )
        if not right:
            self._unknown(one)

    def _batch(self, one: WordToken) -> None:
        assert isinstance(one.said, Batch)
        self.place.list_platform()
        said_of_steps = "一批" not in one.text and not self._all_lists(one)
        self.place.enter_batch(one.said, AS_STEP if said_of_steps else "")
        self._pending.scoped = True

    def _all_lists(self, at: WordToken) -> bool:
        """Whether the sentence names every list: then 开工项目 is one of these."""
        return self._lists_named[self._sentence_of(at)] == set(Batch)

    def _within(self, one: WordToken) -> None:
        self._pending.within = True
        # The whole was spoken of, with a number or as 待核实.
        self.place.counted = True

    def _platform(self, one: WordToken) -> None:
        self.place.enter_platform(bool(one.said))
        self._pending.scoped = True

    def _step(self, one: WordToken) -> None:
        assert isinstance(one.said, MilestoneState)
        self._pending.step = one.said

    def _rate(self, one: WordToken) -> None:
        assert isinstance(one.said, RateNamed)
        self._pending.rate = one.said

    def _investment(self, one: WordToken) -> None:
        self._pending.investment = True

    def _by_amount(self, one: WordToken) -> None:
        self._pending.by_amount = True

    def _converted(self, one: WordToken) -> None:
        self._pending.converted = True

    def _group(self, one: WordToken) -> None:
        assert isinstance(one.said, tuple)
        self.place.group = one.said
        self._pending.scoped = True

    def _whole_ledger(self, one: WordToken) -> None:
        self.place.phases, self.place.batch, self.place.whole_ledger = None, None, True
        self.place.head = self.place.inner = self.place.own = None

    def _day(self, one: WordToken) -> None:
        assert isinstance(one.said, date)
        self.place.day = one.said

    def _stop(self, one: WordToken) -> None:
        self.place.end_sentence()
        self._pending, self._subject = Pending(), None
        self._brackets.clear()

    def _comma(self, one: WordToken) -> None:
        self.place.end_clause()
        self._pending = Pending(scoped=self._pending.scoped)

    def _open(self, one: WordToken) -> None:
        self._brackets.append((self.place.copy(), self._subject))

    def _close(self, one: WordToken) -> None:
        if self._brackets:
            self.place, self._subject = self._brackets.pop()
        self._pending = Pending(scoped=self._pending.scoped)

    def _unknown(self, one: WordToken) -> None:
        word = one.text.strip()
        if not word:
            return
        if is_place(word) or is_time(word):
            self.place.paragraph = self.place.paragraph or word
        else:
            self.place.clause = self.place.clause or word

    # --- figures

    def _figure(self, one: TextFigure, number: int) -> AskedMeasure:
        tail = self._tail(number)
        for word in self._governing(number, tail):
            self._doing[word.kind](word)
        foreign = self.place.foreign or _foreign(tail)
        if foreign:
            found = AskedMeasure(one, reason=f"“{foreign}”不是台账的词")
        else:
            found = Measuring(self.place, self._pending, self._subject).asked(one, tail)
        if one.dimension == "个":
            self._subject = found.questions
        return found

    def _tail(self, number: int) -> list[WordToken]:
        """The words behind a figure up to the next mark or figure."""
        found: list[WordToken] = []
        for one in self._items[number + 1 :]:
            if isinstance(one, TextFigure) or one.kind in _MARKS:
                break
            found.append(one)
        return found

    def _governing(self, number: int, tail: list[WordToken]) -> Iterator[WordToken]:
        """Words behind a figure that say of whom it is: 35个“签约一批”项目, 150个（第一至七期）."""
        behind = self._items[number + 1 + len(tail) :]
        if all(one.kind is Word.NOISE for one in tail):
            inside = _in_brackets(behind)
            if inside and all(one.kind in (Word.PHASE, Word.NOISE) for one in inside):
                yield from (one for one in inside if one.kind is Word.PHASE)
        for one in tail:
            if one.kind in (Word.BATCH, Word.PLATFORM):
                yield one
            elif one.kind is not Word.NOISE:
                return


def _is_stop(one: Item) -> bool:
    return isinstance(one, WordToken) and one.kind is Word.STOP


_MARKS = frozenset({Word.COMMA, Word.STOP, Word.OPEN, Word.CLOSE})


def _foreign(tail: list[WordToken]) -> str:
    return next(
        (one.text.strip() for one in tail if one.kind is Word.UNKNOWN and one.text.strip()), ""
    )


def _in_brackets(items: list[Item]) -> list[WordToken]:
    """The words of a bracket that begins here and holds no figure."""
    found: list[WordToken] = []
    if not items or isinstance(items[0], TextFigure) or items[0].kind is not Word.OPEN:
        return []
    for one in items[1:]:
        if isinstance(one, TextFigure) or one.kind is Word.STOP:
            return []
        if one.kind is Word.CLOSE:
            return found
        found.append(one)
    return []
