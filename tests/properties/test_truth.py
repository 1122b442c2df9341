"""What is exact is true, what is a lower bound is at most the truth, whatever the ledger lacks."""

from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from sangeyipi.checks.run import check, has_errors
from sangeyipi.figures.measures import CONVERTED, COUNT, INVESTMENT, Measure, reached
from sangeyipi.figures.resolve import Figures
from sangeyipi.model.question import Scope
from sangeyipi.model.stages import Milestone
from sangeyipi.store.load import Loaded

from .strategies import SCOPES, Known, partly_known, truth

MEASURES: dict[str, Measure] = {
    "个数": COUNT,
    "总投资": INVESTMENT,
    "转化": CONVERTED,
    **{milestone.value: reached(milestone) for milestone in Milestone},
}
scopes = st.lists(st.sampled_from(SCOPES), min_size=1, max_size=8)


def prove(known: Known, asked: list[Scope]) -> None:
    figures = Figures(known.ledger, known.as_of)
    for scope in SCOPES:
        if scope not in asked:
            continue
        true = truth(known.world, scope, known.as_of)
        for word, measure in MEASURES.items():
            figure = figures.ask(scope, measure)
            if figure.exact is not None:
                assert figure.exact == true[word], (scope, word, known.ledger)
            elif figure.value is not None:
                assert figure.value <= true[word], (scope, word, known.ledger)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(partly_known(), scopes)
def test_exact_is_true_and_a_bound_is_below(known: Known, asked: list[Scope]) -> None:
    assert not has_errors(check(Loaded(known.ledger, (), {})))
    prove(known, asked)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(partly_known(timed=True), scopes)
def test_exact_is_true_as_of_a_day(known: Known, asked: list[Scope]) -> None:
    prove(known, asked)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(partly_known(), st.sampled_from(SCOPES))
def test_narrowing_never_changes_an_exact_figure(known: Known, asked: Scope) -> None:
    figures = Figures(known.ledger)
    narrowed = figures.narrowed(asked)
    for measure in MEASURES.values():
        before = figures.ask(asked, measure)
        if before.exact is not None:
            assert figures.ask(narrowed, measure).exact == before.exact


@settings(max_examples=300, deadline=None, derandomize=True, phases=[Phase.generate])
@given(partly_known(hide_platform=True), scopes)
def test_a_project_of_unknown_platform_makes_no_exact_figure_wrong(
    known: Known, asked: list[Scope]
) -> None:
    assume(not has_errors(check(Loaded(known.ledger, (), {}))))
    prove(known, asked)


@settings(max_examples=150, deadline=None, derandomize=True, phases=[Phase.generate])
@given(partly_known(timed=True))
def test_what_was_true_on_its_day_is_no_error_later(known: Known) -> None:
    """Projects go on after the day of the rollups; that contradicts nothing."""
    assert not has_errors(check(Loaded(known.ledger, (), {})))
