"""The header of a CSV file beside the records that its rows are to be.

Owns what is told of columns: each fault once, at the header, and not again in every row.
"""

from collections.abc import Hashable
from typing import Any, cast

from sangeyipi.model.diagnostic import Diagnostic, Findings, Sink
from sangeyipi.model.place import Place, Position
from sangeyipi.model.rule import Rule
from sangeyipi.store.csv import reader as csv_reader
from sangeyipi.store.csv.headings import not_a_header, other_headings
from sangeyipi.store.csv.years import lacks_time
from sangeyipi.store.explained import lacks, unknown_key
from sangeyipi.store.keys import column_names, is_column, required_columns
from sangeyipi.store.raw import RawValue
from sangeyipi.store.source import Source

#: With more unknown columns than this it is another kind of file, and naming them all helps nobody.
_MOST_NAMED = 20
#: How many columns an example of a header shows.
_SHOWN = 4
_TOP = Position(1, 1)


def first_row(source: Source, model: type[Any], diagnostics: Findings) -> Findings:
    """The faults of a CSV file, or only that its first row is no header."""
    top = csv_reader.top(source)
    if not top:
        return diagnostics
    kind, names = cast(Hashable, model), column_names(cast(Hashable, model))
    required = required_columns(kind)
    like = ",".join(name for name in names if name in (*names[:_SHOWN], *required))

    def known(name: str) -> bool:
        return is_column(kind, name) or _renamed(unknown_key(name, names)[2]) != ""

    header = [name for name in top[0][1] if name.strip()]
    told = None
    if not any(is_column(kind, name) for name in header):
        told = not_a_header(source.name, top, known, like)
    if told is None and not any(name in required for name in map(_meant(names), header)):
        told = other_headings(source.name, header, known, required, like)
    return Findings([told] if told else diagnostics, _of_absent(names, csv_reader.header(source)))


def _of_absent(known: list[str], header: list[str]) -> frozenset[str]:
    """What each row is told to lack that lies in a column which is not there."""
    return frozenset(lacks(name) for name in known if name not in header)


def _meant(names: list[str]) -> Any:
    return lambda name: name if name in names else _renamed(unknown_key(name, names)[2])


def _renamed(remedy: str) -> str:
    """The column that a remedy says to call it; "" where it says none."""
    before, found, rest = remedy.partition("改成“")
    return rest.partition("”")[0] if found and not before else ""


def without_unknown(
    source: Source, model: type[Any], value: RawValue, diagnostics: Sink
) -> RawValue:
    """The records of a CSV file without the columns that nobody knows, which are told."""
    names = csv_reader.header(source)
    known = column_names(cast(Hashable, model))
    odd = [
        name
        for name in names
        if not is_column(cast(Hashable, model), name)
        or (lacks_time(name, known) and _filled(value, name))
    ]
    place = Place(source.name)
    for name in odd[:_MOST_NAMED]:
        rule, message, remedy = unknown_key(name, known)
        where = csv_reader.heading_position(source, name)
        diagnostics.append(Diagnostic(rule, place, message, remedy, where))
    if odd[_MOST_NAMED:]:
        message = f"另有 {len(odd) - _MOST_NAMED} 列也不认识"
        diagnostics.append(Diagnostic(Rule.UNKNOWN_KEY, place, message, position=_TOP))
    for record in value if odd and isinstance(value, list) else ():
        if isinstance(record, dict):
            csv_reader.drop(record, odd)
    return value


def _filled(value: RawValue, name: str) -> bool:
    """Whether any record says something in a column."""
    return any(_said(record, name.split(".")) for record in value or ())


def _said(record: RawValue, path: list[str]) -> bool:
    for key in path:
        record = record.get(key) if isinstance(record, dict) else None
    return record is not None


def missing(source: Source, model: type[Any], diagnostics: Findings) -> Findings:
    """The faults of a CSV file; cells of a column that is not there are one fault of the header."""
    lacking = diagnostics.messages()
    if not lacking:
        return diagnostics
    header, known = csv_reader.header(source), column_names(cast(Hashable, model))
    absent = {lacks(name): name for name in known if lacks(name) in lacking}
    odd = [name for name in header if not is_column(cast(Hashable, model), name)]
    # To be mended by another name for a column that is there.
    renamed = {_renamed(unknown_key(name, known)[2]) for name in odd}
    kept = diagnostics.without(lambda rule, _, message: message in absent)
    kept.extend(_absent(source, name, odd) for name in absent.values() if name not in renamed)
    return kept


def _absent(source: Source, name: str, odd: list[str]) -> Diagnostic:
    remedy = f"在表头加上“{name}”一列，逐行填上"
    if odd:
        remedy = f"已有这一列的，把表头改成“{name}”；没有的，加上这一列，逐行填上"
    message = f"表头里没有“{name}”这一列"
    return Diagnostic(Rule.MISSING_KEY, Place(source.name), message, remedy, _TOP)
