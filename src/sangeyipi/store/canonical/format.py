"""A file of the ledger in its canonical text: the same facts and comments, spelled one way.

Owns what formatting may change: the order of keys and of projects, quotes, blanks (those at the
ends of texts, too), zeros.  What the
user wrote stays written, even where it equals a default.  Before a text is given out it is read
back and compared; a text that would lose anything is never given out.
"""

from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from typing import Any, cast

from sangeyipi.model.characters import without_outer_blanks, wrapped
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.rule import Rule, Severity
from sangeyipi.model.statement import Claim, Statement
from sangeyipi.store.canonical.comments import read_comments
from sangeyipi.store.canonical.gaps import comment_texts
from sangeyipi.store.canonical.text import (
    Comments,
    Path,
    published,
    spelled,
    to_csv,
    to_yaml,
    word_order,
)
from sangeyipi.store.csv import reader as csv_reader
from sangeyipi.store.files import FileKind
from sangeyipi.store.keys import column_places, key_of
from sangeyipi.store.kinds import BY_ID, LISTS
from sangeyipi.store.load import parse_file
from sangeyipi.store.raw import RawValue
from sangeyipi.store.source import Source, checked_source
from sangeyipi.store.text_fields import with_texts
from sangeyipi.store.yaml import reader as yaml_reader


class NotTheSame(Exception):
    """Our fault: the canonical text of `file` would not say what the file says."""

    def __init__(self, file: str, what: str) -> None:
        super().__init__(f"{file}: {what}")
        self.file = file
        self.what = what


def formatted(source: Source, kind: FileKind | None) -> str | list[Diagnostic]:
    """The canonical text of a file of that kind (None: ledger.yaml), or why it has none.

    Raises NotTheSame.
    """
    parsed = parse_file(kind, source.name, source)
    faults = [one for one in parsed.diagnostics if one.rule.severity is Severity.ERROR]
    # Lines of one value that stand too far left are spelled anew; nothing else is for us to mend.
    if any(one.rule is not Rule.YAML_INDENT for one in faults):
        return [one for one in parsed.diagnostics if one.rule.severity is not Severity.HINT]
    try:
        if _is_csv(source):
            # The mark by which a spreadsheet knows the encoding again.
            mark = "\ufeff" if source.data.startswith(BOM_UTF8) else ""
            text = mark + _csv_text(source, cast(FileKind, kind), list(parsed.records))
        else:
            text = _yaml_text(source, kind, list(parsed.records))
        if text.encode() != source.data:
            _prove(source, kind, parsed.records, text)
    except NotTheSame:
        raise
    except Exception as error:
        raise NotTheSame(source.name, f"{type(error).__name__}: {error}") from error
    return text


def _is_csv(source: Source) -> bool:
    return source.name.lower().endswith(".csv")


def _yaml_text(source: Source, kind: FileKind | None, records: list[Any]) -> str:
    raw = yaml_reader.read(source).value
    notes = read_comments(source)
    if raw is None:
        return _only_comments(notes)
    value: Any = records if isinstance(raw, list) else records[0]
    tree = _Respelling(notes).value(value, raw, ())
    if kind in BY_ID and records:
        order = _by_id(records)
        _hand_on_blank(notes, (0,), (order[0],))
        tree = [tree[index] for index in order]
        notes = _moved(notes, {old: new for new, old in enumerate(order)})
    return to_yaml(tree, notes)


def _only_comments(notes: Comments) -> str:
    lines = [*notes.before.get((), []), *notes.end]
    while lines and not lines[-1]:
        lines.pop()
    return to_yaml(None, Comments(end=lines))


def _by_id(projects: list[Any]) -> list[int]:
    """Where each project stands now, in the order in which they should."""
    return sorted(range(len(projects)), key=lambda index: projects[index].id)


def _csv_text(source: Source, kind: FileKind, records: list[Any]) -> str:
    tree = _Respelling(Comments(), csv=True).value(records, csv_reader.read(source).value, ())
    order = _by_id(records) if kind in BY_ID else range(len(records))
    columns = sorted(csv_reader.header(source), key=column_order(LISTS[kind]))
    return to_csv([tree[index] for index in order], columns)


def column_order(model: type) -> Callable[[str], tuple[int, str]]:
    """Where a column stands; one that the format lacks (which is empty) goes last."""
    places = column_places(model)

    def order(name: str) -> tuple[int, str]:
        if name in places:
            return places[name], ""
        parent, _, last = name.rpartition(".")
        return places.get(parent, len(places)), last

    return order


class _Respelling:
    """Raw values in the format's order and spelling; blank lines kept where they separate."""

    def __init__(self, notes: Comments, csv: bool = False) -> None:
        self.notes = notes
        self.csv = csv

    def value(self, value: Any, raw: RawValue, path: Path, in_claim: bool = False) -> Any:
        """What the ledger writes for a model value that the file wrote as `raw`."""
        if raw is None or raw == []:
            return raw  # nothing is written, whatever it means
        if isinstance(raw, dict):
            return self.mapping(value, raw, path)
        if isinstance(raw, list):
            _hand_on_blank(self.notes, (*path, 0), (*path, 0))
            pairs = enumerate(zip(value, raw, strict=True))
            return [self.value(one, written, (*path, i)) for i, (one, written) in pairs]
        if isinstance(value, tuple):
            return [spelled(one) for one in value]  # on one line, as a cell has it
        if isinstance(value, str) and value.__class__ is str:
            return self.text(value)
        return published(value) if in_claim else spelled(value)

    def text(self, text: str) -> str:
        """A text without the blanks at its ends, which nobody sees."""
        return _mended(text, self.csv)

    def mapping(self, value: Any, raw: dict[str, RawValue], path: Path) -> dict[str, Any]:
        values = _by_key(value, raw)
        keys = [key for key in values if key in raw]
        if keys:
            _hand_on_blank(self.notes, (*path, next(iter(raw))), (*path, keys[0]))
        in_claim = isinstance(value, Claim)
        return {key: self.value(values.get(key), raw[key], (*path, key), in_claim) for key in keys}


def _by_key(value: Any, raw: dict[str, RawValue]) -> dict[str, Any]:
    """A record's values, or those by milestone, level, year or day, in the format's order."""
    if isinstance(value, dict):
        given = {spelled(key): one for key, one in value.items()}
        return {word: given.get(word) for word in sorted({*given, *raw}, key=word_order)}
    if not is_dataclass(value):
        return {}
    named = ((key_of(type(value), one.name), one.name) for one in fields(value))
    return {key: getattr(value, name) for key, name in named if key}


def _hand_on_blank(notes: Comments, was_first: Path, is_first: Path) -> None:
    """No blank line above the first of several: the one that it displaced gets it."""
    _drop_blank(notes, was_first)
    if _drop_blank(notes, is_first):
        notes.before.setdefault(was_first, []).insert(0, "")


def _drop_blank(notes: Comments, path: Path) -> bool:
    lines = notes.before.get(path)
    if not lines or lines[0]:
        return False
    del lines[0]
    return True


def _moved(notes: Comments, places: dict[int, int]) -> Comments:
    """The comments of a list whose items went to other places."""

    def to(path: Path) -> Path:
        return (places[cast(int, path[0])], *path[1:]) if path else path

    return Comments(
        {to(path): lines for path, lines in notes.before.items()},
        {to(path): text for path, text in notes.beside.items()},
        {to(path): lines for path, lines in notes.after.items()},
        notes.end,
    )


def _mended(text: str, csv: bool) -> str:
    # In a CSV cell, quotes that a blank stands before are text: without it they would be none.
    return text if csv and wrapped(text) else without_outer_blanks(text)


def _prove(source: Source, kind: FileKind | None, records: tuple[Any, ...], text: str) -> None:
    """Nothing was lost: `text`, read back, gives the same records and holds the same comments.

    The same but for blanks at the ends of their texts.
    """
    again = checked_source(source.name, text.encode())
    parsed = parse_file(kind, source.name, again)
    if isinstance(again, Diagnostic) or not parsed.complete:
        raise NotTheSame(source.name, "整理后的文字读不回来")
    csv = _is_csv(source)
    before = [with_texts(one, lambda text: _mended(text, csv)) for one in records]
    if kind in BY_ID:
        before = [before[index] for index in _by_id(before)]
    if before != list(parsed.records) or _figures(before) != _figures(parsed.records):
        raise NotTheSame(source.name, "整理后的内容与原来不同")
    if not _is_csv(source) and Counter(comment_texts(source)) != Counter(comment_texts(again)):
        raise NotTheSame(source.name, "整理后的注释与原来不同")


def _figures(records: Iterable[Any]) -> list[str]:
    """Published figures with their decimals, which equality of numbers does not see."""
    statements = [one for one in records if isinstance(one, Statement)]
    claims = [claim for statement in statements for claim in statement.claims]
    return [f"{word} {figure:f}" for claim in claims for word, figure in claim.figures()]
