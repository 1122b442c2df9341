"""What a figure answers: of whom, which measure, as of when.

Owns the identity of a figure, so that nothing is ever read back out of what is shown: a heading
or a label may be reworded, its question stays.  A row carries the subject, a column the measure,
a table the day; the question of a cell is the three together, made only where somebody asks.
Must not know any figure.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.phases import Phases, parse_phases
from sangeyipi.model.stages import STEP, Batch, Milestone


def scope_title(phases: Phases | None, batch: Batch | None, on_platform: bool | None) -> str:
    """A scope in words."""
    platform = {None: "", True: "（监管平台）", False: "（非监管平台）"}[on_platform]
    where = phases.title if phases else "各期"
    return f"{where}{f'{batch}一批' if batch else '项目'}{platform}"


class Scope(NamedTuple):
    """期, 批 and 监管平台 of a question or an entry; None spans the whole axis."""

    phases: Phases | None = None
    batch: Batch | None = None
    on_platform: bool | None = None

    @property
    def title(self) -> str:
        """In words, as a footnote names it."""
        return scope_title(self.phases, self.batch, self.on_platform)


class Part(StrEnum):
    """How much of its scope a row is."""

    ALL = "all"
    #: What all the other rows of the table are parts of, whichever phases those are.
    TOTAL = "total"
    #: What a rollup of that scope holds beyond what is known of the batches.
    REST = "rest"
    #: The same beyond what is known of the single phases.
    REST_OF_PHASES = "rest-of-phases"
    #: The same beyond the phases that are finished and the one under way.
    REST_OF_PERIODS = "rest-of-periods"
    #: By how much the figure of the day exceeds that of the period, which is another.
    LESS = "less"

    __hash__ = str.__hash__

    @property
    def is_rest(self) -> bool:
        """Whether it is what no finer row of its table holds."""
        return self in (Part.REST, Part.REST_OF_PHASES, Part.REST_OF_PERIODS)


class Moment(NamedTuple):
    """As of when, and within which period what happens in one is meant.

    Without a day: of all that is recorded.
    """

    as_of: date | None = None
    #: By name: `2023-06`.
    period: str = ""


class Subject(NamedTuple):
    """Of whom a row's figures are; and of when, where that is not the same in the whole table."""

    scope: Scope = Scope()
    part: Part = Part.ALL
    #: Asked without 监管平台, and answered for one value of it alone: all else is of that value.
    narrowed: bool = False
    #: What the group is one of: `sector`, `unit`, …; of a project it is the 编号.
    by: str = ""
    group: str = ""
    moment: Moment | None = None
    #: The 编号 of the one project whose records a table is of; "": of all.
    project: str = ""

    @property
    def facts(self) -> "Facts":
        """Its permanent names, for JSON; what is not named spans everything."""
        (phases, batch, on_platform), part, narrowed, by, group, moment, project = self
        as_of, period = moment or Moment()
        return _said(
            phase=str(phases) if phases else None,
            batch=batch,
            platform=on_platform,
            part=None if part is Part.ALL else part.value,
            narrowed=narrowed or None,
            by=by or None,
            group=group if by else None,
            project=project or None,
            period=period or None,
            as_of=as_of.isoformat() if as_of else None,
        )

    @property
    def asked(self) -> "Subject":
        """The same row of another ledger, whose answers may be narrowed, whose total may be longer.

        Two ledgers' rows that answer one question of whoever reads the table.
        """
        phases, batch, on_platform = self.scope
        scope = Scope(
            None if self.part is Part.TOTAL else phases,
            batch,
            None if self.narrowed else on_platform,
        )
        return self._replace(scope=scope, narrowed=False)

    @property
    def answered(self) -> "Subject":
        """The same figure wherever it stands: a total is that of its phases, and so are these."""
        if self.part is Part.TOTAL or self.narrowed:
            part = Part.ALL if self.part is Part.TOTAL else self.part
            return self._replace(part=part, narrowed=False)
        return self


#: What a group of one project is one of.
PROJECT = "project"
#: A light of a project: its group is the 编号 and, after a space, the dimension.
LIGHT = "light"


def of_project(id: str) -> Subject:
    """A single project, by its 编号."""
    return Subject(by=PROJECT, group=id)


class OfList(StrEnum):
    """A milestone by its place beside the list that a row is of."""

    OWN = "own"
    NEXT = "next"

    def of(self, batch: Batch) -> Milestone:
        """签约 for the 签约 list's own step, 开工 for its next."""
        return batch.own if self is OfList.OWN else batch.next


class Measured(StrEnum):
    """What is measured; a column that has no such measure is known by its key."""

    COUNT = "count"
    INVESTMENT = "investment"
    CONVERTED = "converted"
    REACHED = "reached"
    #: What a rate's denominator has more than its numerator: those that have not reached it.
    REMAINING = "remaining"
    RATE = "rate"
    FUNDS_RATE = "funds_rate"
    SHARE = "share"
    TARGET = "target"

    __hash__ = str.__hash__


#: Behind the name of what is measured: by how much it exceeds that of the period before.
LESS = "_less"

#: Behind the name of what a place (名次) is by; where the smallest is first.
RANK, RANK_RISING = "_rank", "_rank_rising"

#: What a share is one of: all of the subject's phases; these with its 监管平台 alone; its row.
OF_PHASES, OF_PLATFORM, OF_ROW = "", "platform", "row"


class Measurement(NamedTuple):
    """Which figure of a subject: how many reached 开工, the rate of 投产 by investment, …"""

    name: str
    #: Of which milestone, where it is of one; a step is that of the row's batch.
    milestone: Milestone | OfList | None = None
    #: Whether a rate or share is one of 亿元.
    by_investment: bool = False
    #: Whether each project counts once, on however many lists it stands.
    once: bool = False
    #: What a share is one of: OF_PHASES, OF_PLATFORM, OF_ROW, or the phases of its table by their
    #: text; so of a place.
    whole: str = OF_PHASES

    @property
    def facts(self) -> "Facts":
        """Its permanent names, for JSON."""
        name, milestone, by_investment, once, whole = self
        return _said(
            measure=name,
            milestone=milestone,
            by_investment=by_investment or None,
            once=once or None,
            whole=whole or None,
        )

    @property
    def by_amount(self) -> "Measurement":
        """The same of investments rather than counts."""
        return self._replace(by_investment=True)

    @property
    def counted(self) -> "Measurement":
        """Of a rate, how many reached the milestone."""
        return self._replace(name=Measured.REACHED)

    @property
    def remaining(self) -> "Measurement":
        """Of a rate, how many have not reached the milestone."""
        return self._replace(name=Measured.REMAINING)

    def of(self, batch: Batch | None) -> "Measurement":
        """The same with its milestone, on a batch's list."""
        if batch is None or not isinstance(self.milestone, OfList):
            return self
        return self._replace(milestone=self.milestone.of(batch))


class Question(NamedTuple):
    """What one cell answers."""

    subject: Subject
    measurement: Measurement

    @property
    def order(self) -> tuple[Any, ...]:
        """By subject (phases, batch, platform, …), then measure, then day."""
        (phases, batch, on_platform), part, narrowed, by, group, moment, project = self.subject
        whom = (part, narrowed, by, group, project)
        name, milestone, *how = self.measurement
        as_of, period = moment or Moment()
        return (
            phases.numbers if phases else (),
            STEP[batch.own] if batch else 0,
            {None: 0, True: 1, False: 2}[on_platform],
            whom,
            (name, STEP[milestone] if isinstance(milestone, Milestone) else 0, milestone or ""),
            tuple(how),
            (as_of or date.max, period),
        )

    @property
    def facts(self) -> "Facts":
        """Its permanent names, for JSON; what is not named spans everything."""
        return {**self.measurement.facts, **self.subject.facts}

    @property
    def text(self) -> str:
        """The same on a line: equal for equal questions, and for no others."""
        return in_line(self.facts)

    @staticmethod
    def parse(text: str) -> "Question | None":
        """The question that has this permanent text; None where none has."""
        found = Question.of(read_facts(text) or {})
        return found if found and found.text == text else None

    @staticmethod
    def of(facts: "Mapping[str, object]") -> "Question | None":
        """The question of permanent names, in whatever order; None where they name none.

        A step of “own” or “next” becomes that of the batch, as in a column.
        """
        try:
            subject, measurement = _subject(facts), _measurement(facts)
        except (KeyError, TypeError, ValueError):
            return None
        if not _names_no_more(facts, {**measurement.facts, **subject.facts}):
            return None
        return Question(subject, measurement.of(subject.scope.batch))


#: Permanent names and what is said by each.
Facts = dict[str, str | bool]
#: What is true or false, and no word.
_FLAGS = frozenset({"platform", "narrowed", "by_investment", "once"})
#: Longer than any question's text; what is longer was not written by us.
_LONGEST = 2000


def in_line(facts: Facts) -> str:
    """Permanent names on a line, as in a file of ours."""
    import json  # which a table on a terminal has no use for

    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def read_facts(text: str) -> Facts | None:
    """The names that a line of ours says; None for any other line."""
    if len(text) > _LONGEST:
        return None
    import json

    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _said(**facts: str | bool | None) -> Facts:
    return {key: value for key, value in facts.items() if value is not None}


def _names_no_more(facts: Mapping[str, object], understood: Facts) -> bool:
    """Whether all that is said was understood, and as it was said: true is no 1."""
    return len(facts) == len(understood) and all(
        key in facts
        and type(facts[key]) is (bool if key in _FLAGS else str)
        and facts[key] == value
        for key, value in understood.items()
    )


def _subject(facts: Mapping[str, Any]) -> Subject:
    phases = parse_phases(facts["phase"]) if "phase" in facts else None
    as_of = date.fromisoformat(facts["as_of"]) if "as_of" in facts else None
    return Subject(
        Scope(phases, Batch(facts["batch"]) if "batch" in facts else None, facts.get("platform")),
        Part(facts.get("part", Part.ALL)),
        facts.get("narrowed", False),
        facts.get("by", ""),
        facts.get("group", ""),
        Moment(as_of, facts.get("period", "")),
        facts.get("project", ""),
    )


def _measurement(facts: Mapping[str, Any]) -> Measurement:
    step = facts.get("milestone")
    return Measurement(
        facts["measure"],
        None if step is None else OfList(step) if step in tuple(OfList) else Milestone(step),
        facts.get("by_investment", False),
        facts.get("once", False),
        facts.get("whole", OF_PHASES),
    )
