"""Giving diagnostics their place: file as the user would type it, line, column, text, remedy."""

from collections.abc import Iterable
from heapq import nsmallest
from pathlib import PurePath
from typing import Any

from sangeyipi.checks.catalogue import catalogue
from sangeyipi.model.diagnostic import Diagnostic, count
from sangeyipi.model.nearest import natural
from sangeyipi.model.place import Place, Position
from sangeyipi.model.rule import Severity
from sangeyipi.render.diagnostics import PlacedDiagnostic, in_order, to_text
from sangeyipi.store.load import Loaded, locate

#: Findings that people are shown at once; programs are given all that are kept.
MOST_SHOWN = 200
_GRAVITY = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}


def told(loaded: Loaded, diagnostics: Iterable[Diagnostic], folder: PurePath) -> str:
    """The gravest diagnostics as text, and how many more there are."""
    placed, more = for_people(loaded, diagnostics, folder)
    return to_text(placed) + (f"{more}\n" if more else "")


def for_people(
    loaded: Loaded, diagnostics: Iterable[Diagnostic], folder: PurePath
) -> tuple[list[PlacedDiagnostic], str]:
    """The gravest diagnostics, and in Chinese how many more there are ("": none).

    All in order where they are few, else errors first.  Only what is shown is looked up: a file of
    faults takes no more memory than a sound one.
    """
    found = list(diagnostics)
    if len(found) <= MOST_SHOWN:
        return place(loaded, found, folder), ""
    order = {name: natural(name) for name in {one.place.file for one in found}}
    chosen = nsmallest(MOST_SHOWN, found, key=lambda one: _weight(one, order[one.place.file]))
    placed = place(loaded, chosen, folder)
    placed.sort(key=lambda one: _GRAVITY[one.diagnostic.rule.severity])
    left = [
        f"{number} 处{severity}"
        for severity in Severity
        if (number := count(found, severity) - count(chosen, severity))
    ]
    return placed, (
        f"只列出前 {MOST_SHOWN} 处，另有 {'、'.join(left)}没有列出"
        "（先改这些；要看全部，用 sgyp check --format json）。"
    )


def _weight(one: Diagnostic, file: object) -> tuple[Any, ...]:
    """Gravity, then where: by the number of its record, which no line need be looked up for.

    What only says how many more there are comes behind those that are told one by one.
    """
    where = one.position.line if one.position else max(one.row, 0)
    return (_GRAVITY[one.rule.severity], one.more > 0, file, where)


def place(
    loaded: Loaded, diagnostics: Iterable[Diagnostic], folder: PurePath
) -> list[PlacedDiagnostic]:
    """The diagnostics in order; `folder` is the ledger's, as paths should begin."""
    found = list(diagnostics)
    unplaced = [one.place for one in found if one.position is None]
    positions = locate(loaded.sources, {*unplaced, *map(_record, unplaced)}) if unplaced else {}
    lines = {
        name: loaded.sources[name].lines()
        for name in {one.place.file for one in found}
        if name in loaded.sources
    }
    return in_order(_place(lines, one, positions, folder) for one in found)


def _with_column(one: Diagnostic) -> Diagnostic:
    """In a CSV file the column is named: a place in the text says little in a spreadsheet."""
    keys = one.place.path[1:]
    if not keys or not one.place.file.lower().endswith(".csv"):
        return one
    return one._replace(message=f"{one.message}（“{'.'.join(map(str, keys))}”列）")


def _record(place: Place) -> Place:
    """Where to point when the place itself is not written: the record that lacks it."""
    return Place(place.file, place.path[:1] if place.path else ())


def _place(
    lines: dict[str, list[str]],
    one: Diagnostic,
    positions: dict[Place, Position],
    folder: PurePath,
) -> PlacedDiagnostic:
    position = one.position or positions.get(one.place) or positions.get(_record(one.place))
    name = one.place.file
    text = lines.get(name, [])
    line = text[position.line - 1] if position and 0 < position.line <= len(text) else ""
    return PlacedDiagnostic(
        _with_column(one),
        (folder / name).as_posix(),
        position or Position(1, 1),
        line,
        one.remedy or catalogue()[one.rule].remedy_in(name),
    )
