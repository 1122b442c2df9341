"""One slip of the hand in a ledger's text, and whether a fact went missing by it without a word.

A slip is a character deleted, inserted, replaced or swapped with the next, or a line joined to the
next, doubled or shifted.  Told by any finding it is fine; untold it may only have changed one value
where it stands (12.5 → 1.5: nobody can know) or put a fact into a real comment.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any, NamedTuple

from hypothesis import strategies as st

from sangeyipi.model.ledger import Ledger
from sangeyipi.store.canonical.text import raw_of

KINDS = ("delete", "insert", "replace", "swap", "join", "double", "shift")
SHIFTS = (-4, -2, -1, 1, 2, 3, 4)
#: What is next to what was meant: marks of YAML and CSV, their full-width twins, blanks.
CHARACTERS = (
    *" \"'#:,-{}[]|>&*!?%@`~.;=\\/",
    *"，：；－。“”‘’　（）、",
    *"0129aA甲期",
    *"\t\n",
)


class Slip(NamedTuple):
    """What was done where: `at` counts characters, or lines for what is done to a line."""

    kind: str
    at: int
    character: str = ""
    by: int = 0

    def of(self, text: str) -> str:
        """The text with the slip in it."""
        if self.kind in ("join", "double", "shift"):
            return self._line(text.split("\n"))
        at, rest = self.at % max(len(text), 1), 0 if self.kind == "insert" else 1
        put = text[at + 1 : at + 2] + text[at : at + 1] if self.kind == "swap" else self.character
        rest += self.kind == "swap"
        return text[:at] + ("" if self.kind == "delete" else put) + text[at + rest :]

    def _line(self, lines: list[str]) -> str:
        at = self.at % max(len(lines) - 1, 1)
        line = lines[at]
        if self.kind == "double":
            lines.insert(at, line)
        elif self.kind == "join" and at + 1 < len(lines):
            lines[at : at + 2] = [line + lines[at + 1]]
        elif self.kind == "shift":
            blanks = len(line) - len(line.lstrip(" "))
            lines[at] = " " * max(blanks + self.by, 0) + line[blanks:]
        return "\n".join(lines)


def slips(text: str, characters: Sequence[str] = CHARACTERS) -> st.SearchStrategy[Slip]:
    """Any one slip in this text."""
    return st.builds(
        Slip,
        st.sampled_from(KINDS),
        st.integers(0, max(len(text) - 1, 0)),
        st.sampled_from(characters),
        st.sampled_from(SHIFTS),
    )


def storm(text: str, seed: int, count: int) -> Iterator[Slip]:
    """As many slips by chance, the same for a seed."""
    random = Random(seed)
    for _ in range(count):
        kind, at = random.choice(KINDS), random.randrange(len(text))
        yield Slip(kind, at, random.choice(CHARACTERS), random.choice(SHIFTS))


#: A record's kind and identity, and the place of a fact in it.
Facts = dict[tuple[str, str], dict[str, str]]


def facts(ledger: Ledger) -> Facts:
    """Every fact of a ledger by its record and place; a record met again is numbered."""
    found: Facts = {}
    met: Counter[str] = Counter()
    records: list[tuple[Any, ...]] = [
        *(("项目", one.id, one) for one in ledger.projects),
        *(("调度", f"{one.id} {one.month}", one) for one in ledger.reports),
        *(("汇总", _scope(one), one) for one in ledger.rollups),
        *(("公布", one.title, one) for one in ledger.statements),
        ("台账", "", ledger.config),
    ]
    for kind, identity, record in records:
        met[kind + identity] += 1
        number = met[kind + identity]
        flat = _claims(_flat(raw_of(record)))
        found[kind, identity + (f" {number}" if number > 1 else "")] = flat
    return found


def _scope(record: Any) -> str:
    return f"{record.phases}{record.batch}{record.on_platform}{record.date}"


def _claims(flat: Iterator[tuple[str, str]]) -> dict[str, str]:
    """A statement's facts, each figure by the scope that it is claimed of, wherever it stands."""
    plain = dict(flat)
    claims: dict[str, dict[str, str]] = {}
    for path in [path for path in plain if path.startswith("公布.")]:
        _, number, word = path.split(".", 2)
        claims.setdefault(number, {})[word] = plain.pop(path)
    for claim in claims.values():
        scope = "/".join(claim.pop(word, "") for word in ("期", "批", "监管平台"))
        plain.update({f"公布 {scope} {word}": figure for word, figure in claim.items()})
    return plain


def _flat(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    pairs: Any = value.items() if isinstance(value, dict) else enumerate(value)
    if isinstance(value, str):
        yield path, value
        return
    for key, child in pairs:
        yield from _flat(child, f"{path}.{key}" if path else str(key))


def missing(before: Facts, after: Facts, comments: str = "") -> list[str]:
    """What went wrong between two states of a ledger, each of which was read without a finding.

    `comments` is all that stands in comments now: what is there was not lost.
    """
    gone, come = sorted(before.keys() - after.keys()), sorted(after.keys() - before.keys())
    if len(gone) == len(come) == 1 and gone[0][0] == come[0][0]:
        # One whose identity is what was changed.
        return _differences(before[gone[0]], after[come[0]], comments)
    wrong = [f"没有了 {' '.join(key)}" for key in gone if key[1].split()[0] not in comments]
    wrong += [f"多出 {' '.join(key)}" for key in come]
    for key in before.keys() & after.keys():
        if before[key] != after[key]:
            found = _differences(before[key], after[key], comments)
            wrong += [f"{' '.join(key)} {one}" for one in found]
    return wrong


def _differences(was: dict[str, str], now: dict[str, str], comments: str) -> list[str]:
    """What one record lost or got, beside one value that changed where it stands."""
    lost, new = sorted(was.keys() - now.keys()), sorted(now.keys() - was.keys())
    if len(lost) == len(new) == 1 and _other_year(was, now, lost[0], new[0]):
        return []
    claimed = _figures(was, lost)
    if claimed and claimed == _figures(now, new):
        # A claim whose scope is what was changed.
        return []
    wrong = [f"没有了 {path}={was[path]}" for path in lost if was[path] not in comments]
    wrong += [f"多出 {path}={now[path]}" for path in new]
    changed = [path for path in was.keys() & now.keys() if was[path] != now[path]]
    for path in changed:
        # A character less is a value nobody can know; more of it cut off is a loss.
        rest = was[path][len(now[path]) :].strip()
        if _ends_in_zero(was[path], now[path]):
            continue
        if len("".join(now[path].split())) < len("".join(was[path].split())) - 1:
            wrong += [] if rest in comments else [f"截短 {path}: {was[path]} → {now[path]}"]
    return wrong if len(changed) < 2 else [*wrong, f"改了 {'、'.join(changed)}"]


def _ends_in_zero(was: str, now: str) -> bool:
    """Whether the one decimal of a figure was mistyped for 0: 3.5 became 3.0, which is 3."""
    whole, _, decimal = was.partition(".")
    return whole == now and len(decimal) == 1 and was.replace(".", "").isdigit()


def _figures(facts: dict[str, str], paths: list[str]) -> list[tuple[str, str]] | None:
    """Claimed figures apart from their scope; nothing where anything else is among them."""
    if not paths or not all(path.startswith("公布 ") for path in paths):
        return None
    return sorted((path.rsplit(" ", 1)[1], facts[path]) for path in paths)


def _other_year(was: dict[str, str], now: dict[str, str], old: str, new: str) -> bool:
    """Whether a year was mistyped: there the value is as it was, and the key nobody can know."""
    return old[:-4] == new[:-4] and old[-4:].isdigit() and was[old] == now[new]
