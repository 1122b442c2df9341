"""The identity of a figure: equal texts for equal questions, in the order of the ledger."""

import json
from datetime import date
from itertools import product

from sangeyipi.model.phases import parse_phases
from sangeyipi.model.question import (
    Measured,
    Measurement,
    Moment,
    OfList,
    Part,
    Question,
    Scope,
    Subject,
)
from sangeyipi.model.stages import Batch, Milestone

PHASES = tuple(map(parse_phases, ("8", "10", "1-7")))
SCOPES = [Scope(*axes) for axes in product((None, *PHASES), (None, *Batch), (None, True, False))]
SUBJECTS = [
    *(Subject(scope, part) for scope in SCOPES for part in Part),
    Subject(Scope(PHASES[0], None, True), narrowed=True),
    Subject(by="sector", group="工业"),
    Subject(by="sector", group=""),
    Subject(by="sector", part=Part.TOTAL),
    Subject(by="project", group='A","x'),
    Subject(by="project", group="A"),
    Subject(moment=Moment(date(2023, 6, 30))),
    Subject(moment=Moment(date(2023, 6, 30), "2023-06")),
]
MEASURES = [
    Measurement(Measured.COUNT),
    Measurement(Measured.RATE, Milestone.STARTED),
    Measurement(Measured.RATE, Milestone.STARTED, by_investment=True),
    Measurement(Measured.RATE, OfList.NEXT),
    Measurement(Measured.COUNT, once=True),
    Measurement(Measured.SHARE),
    Measurement(Measured.SHARE, whole="table"),
    Measurement("completed"),
]
ALL = [Question(*one) for one in product(SUBJECTS, MEASURES)]


def test_texts_are_equal_for_equal_questions_and_for_no_others() -> None:
    texts = {one.text for one in ALL}
    assert len(texts) == len(set(ALL))
    assert all(json.loads(one.text) == one.facts for one in ALL)


def test_a_text_is_permanent() -> None:
    subject = Subject(Scope(PHASES[0], Batch.SIGNED, True), moment=Moment(date(2023, 6, 30)))
    rate = Measurement(Measured.RATE, OfList.NEXT, by_investment=True).of(Batch.SIGNED)
    assert Question(subject, rate).text == (
        '{"measure":"rate","milestone":"开工","by_investment":true,'
        '"phase":"8","batch":"签约","platform":true,"as_of":"2023-06-30"}'
    )
    total = Subject(part=Part.TOTAL, by="unit")
    assert Question(total, Measurement("completed")).text == (
        '{"measure":"completed","part":"total","by":"unit","group":""}'
    )


def test_questions_have_one_order() -> None:
    ordered = sorted(ALL, key=lambda one: one.order)
    assert len({one.order for one in ALL}) == len(ALL)
    phases = [q.subject.scope.phases for q in ordered if q.subject.scope.phases]
    assert [str(one) for one in dict.fromkeys(phases)] == ["1-7", "8", "10"]


def test_a_step_is_that_of_the_list() -> None:
    steps = {batch: (OfList.OWN.of(batch), OfList.NEXT.of(batch)) for batch in Batch}
    assert steps[Batch.STARTED] == (Milestone.STARTED, Milestone.PRODUCING)
    count = Measurement(Measured.COUNT)
    assert count.of(Batch.SIGNED) is count
    step = Measurement(Measured.REACHED, OfList.OWN)
    assert step.of(None) is step


def test_as_asked_and_as_answered() -> None:
    scope = Scope(PHASES[2], Batch.SIGNED, True)
    narrowed = Subject(scope, narrowed=True)
    assert narrowed.asked == Subject(Scope(PHASES[2], Batch.SIGNED)) == Subject(*narrowed.asked)
    assert narrowed.answered == Subject(scope)
    # Asked for the platform, it stays that.
    assert Subject(scope).asked == Subject(scope).answered == Subject(scope)
    total = Subject(Scope(PHASES[2]), Part.TOTAL)
    assert total.asked == Subject(part=Part.TOTAL)
    assert total.answered == Subject(Scope(PHASES[2]))
    rest = Subject(scope, Part.REST)
    assert rest.asked == rest.answered == rest
