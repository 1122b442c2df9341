"""Random edits of random ledgers, written the way nobody should: exactly these edits come out.

What is read back equals `apply`, every comment is there, records that nobody edited stand as they
stood, byte for byte, and what was in canonical form still is.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

from hypothesis import given, settings

from properties.test_changes import edited, ledgers
from properties.test_fmt import RANDOM, Writer
from properties.written import dump
from sangeyipi.compare.records import apply, compare, in_order, rollup_key
from sangeyipi.edit.failures import EditFailed
from sangeyipi.edit.proposal import with_texts
from sangeyipi.edit.texts import rewritten
from sangeyipi.model.ledger import Ledger
from sangeyipi.store.canonical.format import formatted
from sangeyipi.store.canonical.text import flattened, raw_of
from sangeyipi.store.files import LEDGER_FILE, FileKind, sort_files
from sangeyipi.store.kinds import KINDS, LISTS, REGISTERS
from sangeyipi.store.load import Loaded, load_from
from sangeyipi.store.source import Source, checked_source

LISTED = tuple(one for one in KINDS if one.by_id or one.about)
_IN_CSV = LISTS.keys() - {FileKind.ROLLUPS}
#: What no statement can be taught by itself.
_REFUSED = ("请删去这个文件", "公布里没有", "里有同名的")


def loaded(files: dict[str, bytes]) -> Loaded:
    found = load_from(sort_files(files), lambda name: checked_source(name, files[name]))
    assert found.complete, (found.diagnostics, files)
    return found


def raws(ledger: Ledger) -> dict[str, Any]:
    files: dict[str, Any] = {LEDGER_FILE: raw_of(ledger.config)}
    for index, project in enumerate(ledger.projects):
        files.setdefault(f"projects/{index % 2}.yaml", []).append(raw_of(project))
    for rollup in ledger.rollups:
        files.setdefault("rollups/a.yaml", []).append(raw_of(rollup))
    for report in ledger.reports:
        files.setdefault(f"progress/{report.month}.yaml", []).append(raw_of(report))
    for kind in REGISTERS:
        for index, one in enumerate(getattr(ledger, kind.part)):
            files.setdefault(f"{kind.kind}/{index % 2}.yaml", []).append(raw_of(one))
    for number, statement in enumerate(ledger.statements):
        files[f"statements/{number}.yaml"] = raw_of(statement)
    return files


def written(ledger: Ledger, random: Random) -> tuple[dict[str, bytes], dict[str, Writer]]:
    """Files of a ledger: some as nobody should write them, some in CSV, some empty."""
    texts: dict[str, bytes] = {}
    writers: dict[str, Writer] = {}
    for name, raw in raws(ledger).items():
        writer = Writer(random)
        kind = kind_of(name)
        if kind in _IN_CSV and random.random() < 0.4:
            texts[name[:-5] + ".csv"] = as_csv(raw, random)
            continue
        if isinstance(raw, list) and random.random() < 0.1:
            texts[name] = writer.flow(raw, 0).encode() + b"\n"
        else:
            texts[name] = writer.file(raw)
        writers[name] = writer
    return texts, writers


def kind_of(name: str) -> FileKind | None:
    return next((kind for kind, _ in sort_files([name]).files), None)


def as_csv(raw: list[dict[str, Any]], random: Random) -> bytes:
    rows = [flattened(one) for one in raw]
    names = list(dict.fromkeys(name for row in rows for name in row))
    random.shuffle(names)
    out = io.StringIO()
    end = random.choice(["\n", "\r\n"])
    writer = csv.writer(out, lineterminator=end)
    if random.random() < 0.5:
        writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator=end)
    writer.writerow(names)
    for row in rows:
        writer.writerow([row.get(name, "") for name in names])
        if random.random() < 0.1:
            out.write(end)
    text = out.getvalue()
    text = text.removesuffix(end) if random.random() < 0.3 else text
    return text.encode(random.choice(["utf-8", "utf-8-sig"]))


def without_nulls(ledger: Ledger) -> bool:
    """In a CSV, `~` and `null` are nothing."""
    return not any(text in ("~", "null") for one in ledger.projects for text in values(one)) and (
        not any(text in ("~", "null") for one in ledger.reports for text in values(one))
    )


def values(record: Any) -> Iterator[str]:
    yield from flattened(raw_of(record)).values()


def tried(before: Loaded, after: Ledger) -> tuple[dict[str, bytes], Loaded] | None:
    assert before.ledger is not None
    changes = compare(before.ledger, after)
    try:
        texts = rewritten(before, changes)
    except EditFailed as failed:
        assert any(word in str(failed) for word in _REFUSED), (
            str(failed),
            {name: one.data.decode() for name, one in before.sources.items()},
            changes,
        )
        return None
    now = with_texts(before, texts)
    assert now.ledger is not None
    assert apply(changes, before.ledger) == in_order(now.ledger) == in_order(after)
    again = loaded({name: one.data for name, one in now.sources.items()})
    assert again.ledger is not None
    assert in_order(again.ledger) == in_order(after)
    return texts, now


def check_untouched(before: Loaded, after: Loaded, texts: dict[str, bytes]) -> None:
    """Records that are the same stand there as they stood."""
    assert before.ledger is not None and after.ledger is not None
    kept = set(map(key, records(after.ledger)))
    # Of several rollups of one scope on one day, which a ledger may not have, any may be edited.
    scopes = Counter(map(rollup_key, (*before.ledger.rollups, *after.ledger.rollups)))
    odd = {key(one) for one in before.ledger.rollups if scopes[rollup_key(one)] > 2}
    for name, new in texts.items():
        if name not in before.sources:
            continue
        old = before.sources[name].data
        assert new != old
        pieces = parts(name, old)
        mine = [one for one in records(before.ledger) if one.origin.file == name]
        if len(pieces) != len(mine):
            continue  # in brackets
        for one in mine:
            if key(one) in kept - odd and not name.endswith(".csv"):
                assert pieces[one.origin.path[0]] in new, (old.decode(), new.decode())


def records(ledger: Ledger) -> list[Any]:
    return [*ledger.rollups, *(one for kind in LISTED for one in getattr(ledger, kind.part))]


def key(record: Any) -> str:
    return repr(record).partition("origin=")[0]


def parts(name: str, data: bytes) -> list[bytes]:
    """The text of each record, without comments and blank lines at its end."""
    starts = [match.start() for match in re.finditer(rb"(?m)^-(?=\s)", data)]
    found = [data[a:b] for a, b in zip(starts, [*starts, len(data)][1:], strict=True)]
    return [b"\n".join(trimmed(one.split(b"\n"))) for one in found]


def trimmed(lines: list[bytes]) -> list[bytes]:
    while lines and (not lines[-1].strip() or lines[-1].strip().startswith((b"#", b"..."))):
        lines.pop()
    return lines


@settings(max_examples=30, deadline=None)
@given(edited(), RANDOM)
def test_a_few_edits(pair: tuple[Ledger, Ledger], random: Random) -> None:
    check(*pair, random)


@settings(max_examples=20, deadline=None)
@given(ledgers(), ledgers(), RANDOM)
def test_records_that_come_and_go(one: Ledger, other: Ledger, random: Random) -> None:
    check(one, other, random)


def check(one: Ledger, other: Ledger, random: Random) -> None:
    in_csv = without_nulls(one) and without_nulls(other)
    texts, writers = written(one, random)
    if not in_csv:
        texts = {n: w.file(raws(one)[n]) for n, w in fresh(one, random).items()}
        writers = {}
    before = loaded(texts)
    made = tried(before, other)
    if made is None:
        return
    new, after = made
    check_untouched(before, after, new)
    for name, writer in writers.items():
        text = after.sources[name].text
        assert all(comment in text for comment in writer.comments), text


def fresh(ledger: Ledger, random: Random) -> dict[str, Writer]:
    return {name: Writer(random) for name in raws(ledger)}


@settings(max_examples=25, deadline=None)
@given(edited() | ledgers().flatmap(lambda one: ledgers().map(lambda other: (one, other))), RANDOM)
def test_canonical_stays_canonical(pair: tuple[Ledger, Ledger], random: Random) -> None:
    one, other = pair
    texts: dict[str, bytes] = {}
    for name, text in dump(one).items():
        canonical = formatted(Source(name, text.encode()), kind_of(name))
        assert isinstance(canonical, str)
        texts[name] = canonical.encode()
    made = tried(loaded(texts), other)
    for name, data in (made[0] if made else {}).items():
        assert formatted(Source(name, data), kind_of(name)) == data.decode()
