"""Changes of a ledger → the new texts of the files that change, proven before they are given out.

In YAML only the lines that must change are touched, in CSV only the cells.  A file in canonical
form stays in it.  Each new text is read back: it has to say exactly what the changes make of the
old one, and hold every comment.  Must not write files.
"""

import re
from bisect import bisect_left
from collections import Counter
from itertools import pairwise
from typing import Any

from sangeyipi.compare import published
from sangeyipi.compare.fields import flat
from sangeyipi.compare.records import Changes, config_in_order
from sangeyipi.edit.csv_text import CsvText
from sangeyipi.edit.failures import EditFailed
from sangeyipi.edit.operations import FileEdit, operations
from sangeyipi.edit.yaml_text import Order, YamlText
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.store.canonical.format import NotTheSame, column_order, formatted
from sangeyipi.store.canonical.gaps import comment_texts
from sangeyipi.store.canonical.text import Path, raw_of, to_csv, to_yaml
from sangeyipi.store.files import FileKind
from sangeyipi.store.keys import keys_at, words_of
from sangeyipi.store.kinds import BY_ID, LISTS, model_of, records_of
from sangeyipi.store.load import Loaded, parse_file
from sangeyipi.store.source import Source, checked_source

_BOM = "\ufeff"
_DASH = re.compile(r"(?:(?<=[\r\n])|\A)( *)-(?=\s)")
_LINE_END = re.compile("\r\n|\r|\n")


def rewritten(loaded: Loaded, changes: Changes, into: str | None = None) -> dict[str, bytes]:
    """The new content of each file that changes, by its name in the ledger.

    New projects go to the file `into` if it is given, else where `placing` says.
    Raises EditFailed.
    """
    made: dict[str, bytes] = {}
    for name, edit in operations(loaded, changes, into).items():
        source = loaded.sources.get(name)
        try:
            if any(one.place.file == name for one in loaded.unread):
                raise EditFailed("文件有错误，先改正（sgyp check）")
            data = _rewritten(edit, source, _records_of(loaded, name))
        except EditFailed as failed:
            raise EditFailed(f"{name}：{failed}，没有改。请用编辑器改这一处") from failed
        if source is None or data != source.data:
            made[name] = data
    return made


def _records_of(loaded: Loaded, name: str) -> list[Any]:
    """The records of a file, in its order."""
    ledger = loaded.ledger
    assert ledger is not None
    found = [one for one in records_of(ledger) if one.origin.file == name]
    return sorted(found, key=lambda one: one.origin.path)


def _rewritten(edit: FileEdit, source: Source | None, old: list[Any]) -> bytes:
    wanted = _wanted(edit, old)
    if source is None:
        data = _new_file(edit).encode()
    else:
        try:
            data = _edited(edit, source, old).encode()
        except (ValueError, LookupError, AssertionError) as error:
            raise EditFailed(f"写法太特别，改不了（{type(error).__name__}）") from error
        data = _kept_canonical(edit, source, data)
    _prove(edit, source, wanted, data)
    return data


def _wanted(edit: FileEdit, old: list[Any]) -> list[Any]:
    """The records that the new text has to say."""
    if edit.kind not in LISTS:
        return edit.added or [edit.now[0]]
    kept = (
        edit.now.get(one.origin.path[0], one)
        for one in old
        if one.origin.path[0] not in edit.removed
    )
    return [*kept, *edit.added]


def _new_file(edit: FileEdit) -> str:
    if edit.kind is FileKind.STATEMENTS:
        return to_yaml(raw_of(edit.added[0]))
    records = sorted(edit.added, key=lambda one: one.id) if edit.kind in BY_ID else edit.added
    raws = [raw_of(one) for one in records]
    if not edit.name.lower().endswith(".csv"):
        return to_yaml(raws)
    model = model_of(edit.kind)
    names = sorted({name for raw in raws for name in _flat(raw)}, key=column_order(model))
    return to_csv(raws, names)


def _flat(raw: dict[str, Any]) -> list[str]:
    from sangeyipi.store.canonical.text import flattened

    return list(flattened(raw))


def _edited(edit: FileEdit, source: Source, old: list[Any]) -> str:
    whole = source.data.decode()
    text = whole.lstrip(_BOM)
    mark = whole[: len(whole) - len(text)]
    if edit.name.lower().endswith(".csv"):
        return mark + _csv(edit, text, old)
    match = _LINE_END.search(text)
    newline = match[0] if match else "\n"
    model = model_of(edit.kind)
    starts = _starts(text) if edit.kind in LISTS else []
    if old and len(starts) == len(old):
        return mark + _by_record(edit, text, starts, old, newline)
    whole_text = YamlText(text, _order(model), newline)
    _at_once(edit, whole_text, old)
    return mark + whole_text.text


def _order(model: type[Any]) -> Order:
    """Where a key stands in the format: years by number, what it lacks last."""

    def order(path: Path, key: str) -> tuple[int, int]:
        known = keys_at(model, words_of(path))
        if key in known:
            return 0, known.index(key)
        return (1, int(key)) if key.isdecimal() else (2, 0)

    return order


def _at_once(edit: FileEdit, text: YamlText, old: list[Any]) -> None:
    """A file that is one record, or a list in brackets, or has nothing in it."""
    for index, puts in edit.puts.items():
        for put in puts:
            text.put(put.path if index is None else (index, *put.path), put.value)
    for insert in sorted(edit.inserts, key=lambda one: one.at, reverse=True):
        text.insert(insert.path, insert.at, insert.values)
    for path, index in sorted(edit.cuts, key=lambda one: one[1], reverse=True):
        mine = (one for one in edit.inserts if one.path == path and one.at <= index)
        before = sum(len(one.values) for one in mine)
        text.remove(path, index + before)
    count = len(old)
    for place, records in sorted(_places(edit, old).items(), reverse=True):
        text.insert((), place, [raw_of(one) for one in records])
        count += len(records)
    for index in sorted(edit.removed, reverse=True):
        moved = sum(len(many) for at, many in _places(edit, old).items() if at <= index)
        text.remove((), index + moved)


def _by_record(edit: FileEdit, text: str, starts: list[int], old: list[Any], newline: str) -> str:
    """A list of records one below the other: each is edited by itself."""
    starts = [0, *starts[1:], len(text)]
    pieces = [text[a:b] for a, b in pairwise(starts)]
    order = _order(model_of(edit.kind))
    apart = len(pieces) > 1 and all(map(_ends_apart, pieces[:-1]))

    def piece(number: int) -> YamlText:
        return YamlText(pieces[number], order, newline)

    for index, puts in edit.puts.items():
        assert index is not None
        record = piece(index)
        for put in puts:
            record.put((0, *put.path), put.value)
        pieces[index] = record.text
    places = _places(edit, old)
    for place, records in sorted(places.items(), reverse=True):
        before = piece(max(place - 1, 0))
        before.insert((), min(place, 1), [raw_of(one) for one in records], apart=apart)
        pieces[max(place - 1, 0)] = before.text
    for index in edit.removed:
        record = piece(index)
        last = index == 0 and not edit.added and len(edit.removed) == len(pieces)
        record.remove((), len(places.get(0, ())) if index == 0 else 0, last=last)
        pieces[index] = record.text
    return "".join(pieces)


def _starts(text: str) -> list[int]:
    """Where each record of a list begins, one below the other; of any other text, something else.

    In an accepted text nothing else stands as far left as a dash, and is one.
    """
    first = _DASH.search(text)
    if first is None:
        return []
    same = re.compile(rf"(?:(?<=[\r\n])|\A) {{{len(first[1])}}}-(?=\s)")
    return [match.start() for match in same.finditer(text)]


def _ends_apart(piece: str) -> bool:
    """Whether a blank line stands below a record, above the comments of the next."""
    for line in reversed(_LINE_END.split(piece)[:-1]):
        if not line.strip():
            return True
        if not line.lstrip().startswith("#"):
            return False
    return False


def _places(edit: FileEdit, old: list[Any]) -> dict[int, list[Any]]:
    """The new records by the one before which they go: by 编号 where the others stand so."""
    if not edit.added:
        return {}
    end = len(old)
    ids = [one.id for one in old] if edit.kind in BY_ID else []
    if edit.kind not in BY_ID:
        return {end: list(edit.added)}
    added = sorted(edit.added, key=lambda one: one.id)
    if ids != sorted(ids):
        return {end: added}
    places: dict[int, list[Any]] = {}
    for one in added:
        places.setdefault(bisect_left(ids, one.id), []).append(one)
    return places


def _csv(edit: FileEdit, text: str, old: list[Any]) -> str:
    if not text.strip():
        return _new_file(edit)
    assert edit.kind is not None
    table = CsvText(edit.name, text, column_order(LISTS[edit.kind]))
    for index, puts in edit.puts.items():
        for put in puts:
            assert index is not None
            table.put(index, ".".join(map(str, put.path)), put.value)
    places = {at: [raw_of(one) for one in many] for at, many in _places(edit, old).items()}
    return table.finish(edit.removed, places)


def _kept_canonical(edit: FileEdit, source: Source, data: bytes) -> bytes:
    """The new text in canonical form, if the old one was."""
    try:
        text = formatted(Source(edit.name, data), edit.kind)
        # Most edits keep the form by themselves: what the file was like need not be asked then.
        if not isinstance(text, str) or text.encode() == data:
            return data
        return text.encode() if _is_canonical(source, edit.kind) else data
    except NotTheSame:
        return data


def _is_canonical(source: Source, kind: FileKind | None) -> bool:
    text = formatted(source, kind)
    return isinstance(text, str) and text.encode() == source.data


def _prove(edit: FileEdit, source: Source | None, wanted: list[Any], data: bytes) -> None:
    """The text says exactly what it should, and no comment is lost."""
    again = checked_source(edit.name, data)
    if isinstance(again, Diagnostic):
        raise EditFailed(again.message)
    parsed = parse_file(edit.kind, edit.name, again)
    if not parsed.complete:
        unread = next(one for one in parsed.diagnostics if not one.lossless)
        raise EditFailed(f"改后读不回来：{unread.message}")
    if _normal(edit, parsed.records) != _normal(edit, wanted):
        raise EditFailed("改后的内容与要改的不同")
    if source is None or edit.name.lower().endswith(".csv"):
        return
    if Counter(comment_texts(source)) != Counter(comment_texts(again)):
        raise EditFailed("改后会丢注释")


def _normal(edit: FileEdit, records: Any) -> list[Any]:
    if edit.kind is FileKind.STATEMENTS:
        return [
            (published.key_of(one), one.source, published.published_figures(one))
            for one in map(published.in_order, records)
        ]
    if edit.kind is None:
        # Two entries that are called the same are told apart by their order alone.
        return [flat(config_in_order(one)) for one in records]
    if edit.kind in BY_ID:
        return sorted(records, key=lambda one: one.id)
    return list(records)
