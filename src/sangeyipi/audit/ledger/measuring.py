"""Which figure of its scope a figure of prose is: 个数, 总投资, 转化, a step, a rate.

Owns the measure that the words around a figure name, and the questions that come of it.  What may
be meant in two ways asks both.  Must not read texts nor answer.
"""

from typing import NamedTuple

from sangeyipi.audit.ledger.scopes import ScopePlace
from sangeyipi.audit.ledger.vocabulary import MilestoneState, RateNamed, Word, WordToken
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.figures.rates import RULES
from sangeyipi.model.lazy_dataclass import dataclass
from sangeyipi.model.question import Measured, Measurement, Moment, Question, Scope, Subject
from sangeyipi.model.stages import Batch, Milestone

_COUNT, _INVESTMENT = Measurement(Measured.COUNT), Measurement(Measured.INVESTMENT)
_CONVERTED = Measurement(Measured.CONVERTED)
RATED = {(rule.batch, rule.milestone) for rule in RULES.values()}


class AskedMeasure(NamedTuple):
    """What a figure asks.  Nothing: `reason` says why."""

    figure: TextFigure
    #: Each of these may be meant as well as the others.
    questions: tuple[Question, ...] = ()
    #: What may be meant against the grammar: where one of these fits, nothing is wrong.
    shadows: tuple[Question, ...] = ()
    reason: str = ""
    #: Asked only where these have the same answer: of 转化 that are the whole list.
    same: tuple[Question, ...] = ()
    #: Why it may ask something else: then nothing is wrong.
    unsure: str = ""


@dataclass
class Pending:
    """What has been said since the last figure of the figure to come."""

    rate: RateNamed | None = None
    step: MilestoneState | None = None
    converted: bool = False
    investment: bool = False
    by_amount: bool = False
    #: Whether a scope word came, so that an amount is of that and not of the figure before.
    scoped: bool = False
    #: Whether 其中 came, and nothing that says of whom.
    within: bool = False


#: Why a figure without a word of its own asks nothing.
UNSAID = "没有写是哪些项目的"
AS_STEP = "可能是达到这个节点的个数，不是这一批的"
#: The questions of a figure, and their shadows.
Meant = tuple[tuple[Question, ...], tuple[Question, ...]]


@dataclass
class Measuring:
    """A figure's scope, what was said since the last figure, and what that one counted."""

    place: ScopePlace
    pending: Pending
    subject: tuple[Question, ...] | None

    def asked(self, one: TextFigure, tail: list[WordToken]) -> AskedMeasure:
        """What a figure asks, with the words behind it."""
        if one.role is Role.OWN:
            return AskedMeasure(one, reason="举例的数，不是一批的合计")
        if self.place.group is not None:
            return self._of_group(one)
        if self.place.phases is None:
            return AskedMeasure(one, reason="没有写是第几期的")
        found = self._questions(one, tail)
        if isinstance(found, str):
            return AskedMeasure(one, reason=found)
        return AskedMeasure(one, *found, same=self._same(one), unsure=self.place.unsure)

    def _same(self, one: TextFigure) -> tuple[Question, ...]:
        """Of an amount behind a count of 转化: it is the list's where that is the count's."""
        if one.dimension == "个" or self.subject is None or self.pending.scoped:
            return ()
        if not self.subject or any(q.measurement != _CONVERTED for q in self.subject):
            return ()
        return (self.subject[0], self.subject[0]._replace(measurement=_COUNT))

    def _questions(self, one: TextFigure, tail: list[WordToken]) -> "Meant | str":
        scopes = self.place.scopes()
        if one.role is Role.PERCENT:
            return self._of_rate(scopes)
        if one.role is Role.MONEY or (one.role is Role.UNREADABLE and one.dimension != "个"):
            return self._of_amount(one, scopes)
        if one.role in (Role.COUNT, Role.UNREADABLE):
            return self._of_count(scopes, tail)
        return "看不出是台账的哪个数"

    def _of_rate(self, scopes: list[Scope]) -> "Meant | str":
        named = self.pending.rate
        if named is None:
            return "没有写是哪个率"
        found = []
        for scope in scopes:
            batch = named.batch or scope.batch
            milestone = named.milestone or (batch.next if batch else None)
            if batch is None and milestone is Milestone.SIGNED:
                batch = Batch.SIGNED
            if batch is None or milestone is None or (batch, milestone) not in RATED:
                continue
            asks = Measurement(Measured.RATE, milestone, self.pending.by_amount)
            found.append(self._question(scope._replace(batch=batch), asks))
        return _first(found) if found else "没有写是哪一批的率"

    def _of_amount(self, one: TextFigure, scopes: list[Scope]) -> "Meant | str":
        if one.measure != "总投资" or not self.pending.investment:
            return f"“{one.measure}”不在各期各批的表里" if one.measure else "没有写是什么金额"
        if self.pending.converted or self.pending.step:
            return "一批中一部分项目的投资，表里没有"
        if self.subject is not None and not self.pending.scoped:
            of = {each.measurement for each in self.subject}
            if not of or not of <= {_COUNT, _CONVERTED}:
                return "前面的个数不是一批的全部，这些项目的投资表里没有"
        elif self.pending.within and not self.pending.scoped:
            return UNSAID
        return _first([self._question(scope, _INVESTMENT) for scope in scopes])

    def _of_count(self, scopes: list[Scope], tail: list[WordToken]) -> "Meant | str":
        if self.pending.rate or self.pending.investment:
            return "看不出是台账的哪个数"
        behind = next((t.said for t in tail if isinstance(t.said, MilestoneState)), None)
        step = self.pending.step
        if any(t.kind is Word.CONVERTED for t in tail) or self.pending.converted:
            batch = step and _as_batch(step)
            of = [s._replace(batch=batch) if batch else s for s in scopes]
            if batch:
                self.place.enter_batch(batch)
            return _first([self._question(scope, _CONVERTED) for scope in of])
        undone = next((s for s in (behind, step) if s and s.undone), None)
        if undone is not None:
            return self._stepped(scopes, undone.milestone, Measured.REMAINING)
        if step is not None:
            return self._after_step(scopes, step)
        if behind is not None and not behind.every:
            return self._before_step(scopes, behind)
        if not self.pending.scoped and (self.place.counted or self.pending.within):
            return UNSAID
        return _first([self._question(scope, _COUNT) for scope in scopes])

    def _after_step(self, scopes: list[Scope], step: MilestoneState) -> "Meant | str":
        """已开工8个; 开工8个, which may be the list."""
        if step.done and not step.every:
            return self._stepped(scopes, step.milestone, Measured.REACHED)
        batch = _as_batch(step)
        if step.done or step.every or batch is None:
            return "看不出是一批的个数还是达到节点的个数"
        if self.place.batch is None:
            self.place.enter_batch(batch, AS_STEP)
            self.pending.scoped = True
            return _first([self._question(s, _COUNT) for s in self.place.scopes()])
        reached = self._stepped(scopes, step.milestone, Measured.REACHED)
        lists = [self._question(s._replace(batch=batch), _COUNT) for s in scopes]
        if isinstance(reached, str):
            self.place.enter_batch(batch, AS_STEP)
            return tuple(lists), ()
        return (*reached[0], *reached[1], *lists), ()

    def _before_step(self, scopes: list[Scope], step: MilestoneState) -> "Meant | str":
        """3个已开工: how many have, or a list that has."""
        reached = self._stepped(scopes, step.milestone, Measured.REACHED)
        if isinstance(reached, str):
            return reached
        lists = [self._question(scope, _COUNT) for scope in scopes]
        return (*lists, *reached[0], *reached[1]), ()

    def _stepped(
        self, scopes: list[Scope], milestone: Milestone, measure: Measured
    ) -> "Meant | str":
        asks = Measurement(measure, milestone)
        known = [s for s in scopes if s.batch and (s.batch, milestone) in RATED]
        if not known:
            return "没有写是哪一批里的"
        return _first([self._question(scope, asks) for scope in known])

    def _of_group(self, one: TextFigure) -> AskedMeasure:
        """领域 and 规模: projects, each once, of the whole ledger."""
        if not self.place.whole_ledger or self.place.group is None:
            return AskedMeasure(
                one, reason="没有写明是台账中逐项登记的项目，按项次还是按项目说不清"
            )
        by, group = self.place.group
        size = {"个": Measured.COUNT, "元": Measured.INVESTMENT}.get(one.dimension)
        plain = not (self.pending.rate or self.pending.step or self.pending.converted)
        if size is None or not plain:
            return AskedMeasure(one, reason="按领域、规模分的只核个数和总投资")
        subject = Subject(Scope(), by=by, group=group, moment=Moment(self.place.day))
        return AskedMeasure(one, (Question(subject, Measurement(size, once=True)),))

    def _question(self, scope: Scope, asks: Measurement) -> Question:
        return Question(Subject(scope, moment=Moment(self.place.day)), asks)


def _first(found: list[Question]) -> tuple[tuple[Question, ...], tuple[Question, ...]]:
    return tuple(found[:1]), tuple(found[1:])


def _as_batch(step: MilestoneState) -> Batch | None:
    """The list that is named as the step is."""
    return next((batch for batch in Batch if batch.own is step.milestone), None)
