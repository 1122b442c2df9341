"""Giving diagnostics their place: file as the user would type it, line, column, text, remedy."""

from collections.abc import Iterable
from pathlib import PurePath

from sangeyipi.checks.catalogue import catalogue
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.place import Place, Position
from sangeyipi.render.diagnostics import Placed, in_order
from sangeyipi.store.loader import Loaded, locate


def place(loaded: Loaded, diagnostics: Iterable[Diagnostic], folder: PurePath) -> list[Placed]:
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
) -> Placed:
    position = one.position or positions.get(one.place) or positions.get(_record(one.place))
    name = one.place.file
    text = lines.get(name, [])
    line = text[position.line - 1] if position and 0 < position.line <= len(text) else ""
    return Placed(
        _with_column(one),
        (folder / name).as_posix(),
        position or Position(1, 1),
        line,
        one.remedy or catalogue()[one.rule].remedy,
    )
