"""Whether the quick ways to read a ledger read what the slow ones do, on many mutants of files.

What is read line by line is what libyaml's events say; a record read by its declaration is the one
that Pydantic makes; where records stand is where the events stand; and what is remembered of a
file is what reading it gave, findings and all.  A quick way may give up, never differ.
"""

import argparse
import marshal
import sys
import time
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple, cast
from unittest.mock import patch

from mutants import Mutant, Mutants
from subject import DEMO, ROOT

from sangeyipi.model.monthly_report import MONTH_KEY
from sangeyipi.model.place import Place
from sangeyipi.store import parsing
from sangeyipi.store.canonical.mapping import read_mapping
from sangeyipi.store.canonical.reader import read_canonical, record_lines
from sangeyipi.store.files import FileKind
from sangeyipi.store.kinds import KINDS, model_of
from sangeyipi.store.parsed import Parsed
from sangeyipi.store.plain import NotPlain, codec, pack_records, unpack_records
from sangeyipi.store.records import RecordType
from sangeyipi.store.remembered import pack_findings, unpack_findings
from sangeyipi.store.source import Source, checked_source
from sangeyipi.store.yaml import reader as yaml_reader
from sangeyipi.store.yaml.building import read_events
from sangeyipi.store.yaml.events import position_of
from sangeyipi.store.yaml.places import locate, walk

#: No file of a mutant has as many records.
_MOST = 99
#: As many are read quickly, then slowly.
_BATCH = 500


class Tried(NamedTuple):
    """What came of a mutant: what was asked of it, and where the answers differ ("": nowhere)."""

    mutant: Mutant
    asked: frozenset[str]
    fault: str = ""


@contextmanager
def _slowly() -> Iterator[None]:
    """Every file by libyaml's events, every record by Pydantic."""
    with ExitStack() as patches:
        patches.enter_context(patch.object(yaml_reader, "read", read_events))
        for one in KINDS:
            patches.enter_context(patch.object(RecordType.of(one.model), "direct", None))
            patches.enter_context(patch.object(RecordType.of(one.model), "sound_files", None))
        yield


def tried(mutants: Sequence[Mutant]) -> Iterator[Tried]:
    """What comes of mutants, each read in every way."""
    texts = [
        (one, source)
        for one in mutants
        if isinstance(source := checked_source(one.name, one.data), Source)
    ]
    readable = {one for one, _ in texts}
    yield from (Tried(one, frozenset({"没有文字"})) for one in mutants if one not in readable)
    fresh = [parsing.parse_file(one.kind, one.name, source) for one, source in texts]
    with _slowly():
        slow = [parsing.parse_file(one.kind, one.name, source) for one, source in texts]
    for (one, source), *read in zip(texts, fresh, slow, strict=True):
        yield _compared(one, source, *read)


def _compared(mutant: Mutant, source: Source, fresh: Parsed, slow: Parsed) -> Tried:
    asked = set[str]()
    fault = _in_lines(source, asked) if not mutant.name.endswith(".csv") else ""
    if fresh.diagnostics:
        asked.add("有错或提示")
    if fresh.records:
        asked.add("有记录")
    if fresh.records and not fresh.diagnostics:
        asked.add("没有错")
    if _in_pieces(mutant, source):
        asked.add("整件读")
    fault = fault or _differ("慢读", mutant, fresh, slow)
    try:
        fault = fault or _remembered(mutant, fresh)
        asked.add("记住")
    except NotPlain as odd:
        fault = fault or f"记不住：{odd}"
    return Tried(mutant, frozenset(asked), fault)


def _in_pieces(mutant: Mutant, source: Source) -> bool:
    """Whether a file is read piece by piece: then `fresh` was."""
    files = None if mutant.kind is None else RecordType.of(model_of(mutant.kind)).sound_files
    passed = {MONTH_KEY: None} if mutant.kind is FileKind.PROGRESS else {}
    return files is not None and files.read(source.text, mutant.name, passed) is not None


def _differ(way: str, mutant: Mutant, fresh: Parsed, other: Parsed) -> str:
    if fresh.diagnostics != other.diagnostics:
        return f"{way}：错误不同"
    if fresh.records != other.records:
        return f"{way}：记录不同"
    if _spelled(mutant, fresh) != _spelled(mutant, other):
        return f"{way}：值的写法不同"
    origins = [[one.origin for one in parsed.records] for parsed in (fresh, other)]
    return "" if origins[0] == origins[1] else f"{way}：位置不同"


def _spelled(mutant: Mutant, parsed: Parsed) -> list[Any]:
    """Each record to its last decimal, and every value of its very class."""
    return [*map(codec(cast(Hashable, model_of(mutant.kind))).pack, parsed.records)]


def _in_lines(source: Source, asked: set[str]) -> str:
    """Whether what is read line by line, if it is, stands where the events have it."""
    found = read_canonical(source.text)
    single = read_mapping(source.text) if found is None else None
    if found is None and single is None:
        return ""
    asked.add("逐行读")
    events = read_events(source)
    value = found if found is not None else single
    if (events.value, [*events.diagnostics], events.empty, events.cuts) != (value, [], False, []):
        return "逐行读：值不同"
    if record_lines(source.text) is not None:
        asked.add("按行定位")
        by_events = {
            Place(source.name, path): position_of(event)
            for path, _, event in walk(source)
            if len(path) == 1
        }
        if locate(source, [Place(source.name, (at,)) for at in range(_MOST)]) != by_events:
            return "逐行读：位置不同"
    return ""


def _remembered(mutant: Mutant, fresh: Parsed) -> str:
    """Whether what is kept of a file gives back what reading it gave."""
    model = model_of(mutant.kind)
    plain = pack_records(model, fresh.records), pack_findings(fresh.diagnostics)
    kept, told = marshal.loads(marshal.dumps(plain))
    again = Parsed(unpack_records(model, kept), unpack_findings(told))
    return _differ("记住的", mutant, fresh, again)


def main() -> int:
    """Try mutants, print what was asked of how many, and those that are read in two ways."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("ledgers", nargs="*", type=Path, default=[ROOT / "data", DEMO])
    parser.add_argument("--mutants", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    asked, faults, began = Counter[str](), 0, time.monotonic()
    mutants = Mutants(options.ledgers, options.seed)
    left = options.mutants
    while left:
        batch = [mutants.next() for _ in range(min(left, _BATCH))]
        left -= len(batch)
        for found in tried(batch):
            asked.update(found.asked)
            if found.fault:
                faults += 1
                print(f"[不同] {found.fault} {found.mutant}", flush=True)
        seconds = time.monotonic() - began
        print(f"还有 {left}，{seconds:.0f} s", end="\r", file=sys.stderr, flush=True)
    told = "，".join(f"{what} {count}" for what, count in sorted(asked.items()))
    print(f"种子 {options.seed}，变异 {options.mutants}：{told}；不同 {faults}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
