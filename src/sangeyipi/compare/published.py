"""Statements figure by figure: each published figure by its statement, its scope and its word.

Owns the normal form of a statement, in which neither the order nor the grouping of its claims
matters.  A figure keeps the decimals it was published with: 100 and 100.0 claim different things.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from sangeyipi.compare.fields import FieldChange, differences, edited, read
from sangeyipi.model import term
from sangeyipi.model.declared import keys
from sangeyipi.model.phases import Phases
from sangeyipi.model.question import scope_title
from sangeyipi.model.stages import STEP, Batch
from sangeyipi.model.statement import Claim, Statement
from sangeyipi.store.canonical.text import raw_of

NOTE = keys(Claim)["note"].word
#: In the format's order.
_WORDS = [key.word for key in keys(Claim).values()]


class FigureKey(NamedTuple):
    """A figure within its statement; `nth` tells apart what one scope publishes twice."""

    phases: Phases | None
    batch: Batch | None
    on_platform: bool | None
    word: str
    nth: int = 0

    @property
    def scope(self) -> str:
        """The scope in words."""
        return scope_title(self.phases, self.batch, self.on_platform)

    @property
    def order(self) -> tuple[Any, ...]:
        """By phases, batch, platform and word."""
        batch = STEP[self.batch.own] if self.batch else 0
        platform = {None: 0, True: 1, False: 2}[self.on_platform]
        numbers = self.phases.numbers if self.phases else ()
        return numbers, batch, platform, _WORDS.index(self.word), self.nth


class FigureChange(NamedTuple):
    """A published figure, old → new, with its decimals; None: not published."""

    key: FigureKey
    before: str | None
    after: str | None


class StatementChange(NamedTuple):
    """One statement that is new, gone (the other side None), or says something else."""

    before: Statement | None
    after: Statement | None
    figures: tuple[FigureChange, ...] = ()
    fields: tuple[FieldChange, ...] = ()

    @property
    def statement(self) -> Statement:
        """Either side; both have the same title and date."""
        found = self.after or self.before
        assert found is not None
        return found


class PublishedFigure(NamedTuple):
    """What a statement says under a key, and in which of its claims."""

    value: str
    claim: int


def published_figures(statement: Statement) -> dict[FigureKey, PublishedFigure]:
    """Every figure and note of a statement."""
    found: dict[FigureKey, list[PublishedFigure]] = {}
    for index, claim in enumerate(statement.claims):
        for word, value in _words(claim):
            key = FigureKey(claim.phases, claim.batch, claim.on_platform, word)
            found.setdefault(key, []).append(PublishedFigure(value, index))
    return {
        key._replace(nth=nth): one
        for key in sorted(found, key=lambda key: key.order)
        for nth, one in enumerate(sorted(found[key]))
    }


def _words(claim: Claim) -> Iterator[tuple[str, str]]:
    for word, value in claim.figures():
        yield word, f"{value:f}"
    if claim.note is not None:
        yield NOTE, claim.note


def key_of(statement: Statement) -> tuple[date, str]:
    """A statement's identity."""
    return statement.date, statement.title


def compare_statement(before: Statement | None, after: Statement | None) -> StatementChange | None:
    """What is different, figure by figure; None where nothing is."""
    old = published_figures(before) if before else {}
    new = published_figures(after) if after else {}
    figures = tuple(
        FigureChange(key, _value(old, key), _value(new, key))
        for key in sorted(old.keys() | new.keys(), key=lambda key: key.order)
        if _value(old, key) != _value(new, key)
    )
    fields = differences(_bare(before), _bare(after)) if before and after else ()
    if before and after and not figures and not fields:
        return None
    return StatementChange(before, after, figures, fields)


def _value(found: dict[FigureKey, PublishedFigure], key: FigureKey) -> str | None:
    return found[key].value if key in found else None


def _bare(statement: Statement) -> Statement:
    return replace(statement, claims=())


def applied(change: StatementChange, statement: Statement) -> Statement:
    """The statement with the change made, in normal form."""
    bare = edited(_bare(statement), change.fields)
    figures = {key: one.value for key, one in published_figures(statement).items()}
    for key, _, after in change.figures:
        if after is None:
            del figures[key]
        else:
            figures[key] = after
    return _with(bare, figures)


def in_order(statement: Statement) -> Statement:
    """The same statement in normal form: one claim for each scope, in order."""
    return _with(
        _bare(statement), {key: one.value for key, one in published_figures(statement).items()}
    )


def _with(bare: Statement, figures: dict[FigureKey, str]) -> Statement:
    claims: dict[FigureKey, dict[str, str]] = {}
    for key in sorted(figures, key=lambda key: key.order):
        raw = claims.setdefault(key._replace(word=NOTE), _scope(key))
        raw[key.word] = figures[key]
    ordered = [claims[key] for key in sorted(claims, key=lambda key: key.order)]
    return replace(read(Statement, {**raw_of(bare), term.CLAIMS: ordered}), origin=bare.origin)


def _scope(key: FigureKey) -> dict[str, str]:
    """期, 批 and 监管平台 as a claim writes them."""
    claim = Claim(phases=key.phases, batch=key.batch, on_platform=key.on_platform)
    scope: dict[str, str] = raw_of(claim)
    return scope
