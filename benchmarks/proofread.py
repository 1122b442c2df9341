"""How many relations `sgyp audit` hears, and how often it is wrong, on passages with known facts.

    python benchmarks/proofread.py FILE…            the table
    python benchmarks/proofread.py FILE… --misses   and every fact missed, every wrong verdict

A file holds a passage a line: `id`, `text`, `facts`.  A fact has `kind`, `expr` (the arithmetic;
its value is `lhs`), `rhs` (what the text says), and `holds`: true, false, "approx" or
"incomplete".  A finding speaks of a fact when it states `rhs`, computes `lhs`, and the figures
that it involves, but for one at most, stand where the fact's own numbers stand in the text.  Only
what the JSON of `sgyp audit` says is read, never the inner objects.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from sangeyipi.audit.check import audited
from sangeyipi.audit.documents.markdown import markdown
from sangeyipi.audit.telling.told import to_json
from sangeyipi.audit.text.as_read import AsRead

GOOD = frozenset({"holds", "rounding", "hedge"})
_DIGITS = re.compile(r"[0-9０-９](?:[0-9０-９,. \n．]*[0-9０-９])?")
_HAN = re.compile("[零〇一二两三四五六七八九十百千万半]+")
_HAN_DIGITS = {han: n for n, han in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN_TENS = {"十": 10, "百": 100, "千": 1000, "万": 10000}
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
#: A fact of the schedule rests on the months gone by, which stand in the text as a date.
_DATED = re.compile(r"\s*(?:个?月|季度|-|至|年|~)")

#: 增加5.2亿元 stands for 28.7 - 23.5, 80亿元 for 800000万元.
_FOREIGN = 1

Fact = dict[str, Any]
Finding = dict[str, Any]


@dataclass
class Score:
    """What was counted, and the cases behind what was not right."""

    counted: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def add(self, name: str, of: str, right: bool, miss: str) -> None:
        """One more of `of`; of `name` if it is right, and remembered if it is not."""
        self.counted[of] += 1
        self.counted[name] += right
        if not right:
            self.misses.append(f"{of}: {miss}")


def score(cases: Iterable[dict[str, Any]]) -> Score:
    """Every case read by the auditor and held against its facts."""
    found = Score()
    for case in cases:
        told = json.loads(to_json(audited(_opened(case))))["findings"]
        _score(found, case, told)
    return found


def _opened(case: dict[str, Any]) -> AsRead:
    """A passage with a table of Markdown is read as a file of that; its offsets stay."""
    if "|--" in case["text"]:
        return markdown(case["id"], case["text"])
    return AsRead(case["id"], case["text"])


def _score(found: Score, case: dict[str, Any], told: list[Finding]) -> None:
    places = _places(case["text"])
    about = [[one for one in told if _speaks(one, fact, places, case)] for fact in case["facts"]]
    explained: list[int] = []
    for fact, matching in zip(case["facts"], about, strict=True):
        verdicts = {one["verdict"] for one in matching}
        label = f"{case['id']}: {fact['statement']} ({fact['note']}) {sorted(verdicts)}"
        found.counted["judged"] += len(matching)
        if fact["holds"] is False:
            explained += [id(one) for one in matching]
            found.add("faults found", "faults", "wrong" in verdicts, label)
            found.counted["judged rightly"] += sum(one["verdict"] == "wrong" for one in matching)
        else:
            found.counted["judged rightly"] += sum(one["verdict"] != "wrong" for one in matching)
        if fact["holds"] is True and fact["expr"]:
            found.add("holding found", "holding", bool(verdicts & GOOD), label)
    for one in told:
        if one["verdict"] == "wrong":
            _blame(found, case, one, id(one) in explained, places)


def _blame(
    found: Score,
    case: dict[str, Any],
    one: Finding,
    explained: bool,
    places: list[tuple[int, int, Decimal]],
) -> None:
    """A wrong verdict: of a fault; of a figure that a fault spoils; or a false alarm."""
    spoilt = any(
        Decimal(str(fact["rhs"])) in _values_of(one, places)
        for fact in case["facts"]
        if fact["holds"] is False
    )
    found.counted["alarms"] += 1
    kind = "alarms right" if explained else "alarms beside a fault" if spoilt else "false alarms"
    found.counted[kind] += 1
    if kind != "alarms right":
        found.misses.append(f"{kind}: {case['id']}: {one['expression']}: {one['message']}")


def _speaks(
    one: Finding, fact: Fact, places: list[tuple[int, int, Decimal]], case: dict[str, Any]
) -> bool:
    numbers = [Decimal(n) for n in _NUMBER.findall(fact["expr"])]
    rhs = abs(Decimal(str(fact["rhs"])))
    own = {abs(n) for n in numbers} | {rhs}
    if fact["kind"] in ("state", "repeat"):
        return one["kind"] == fact["kind"] and bool(_values_of(one, places) & own)
    if one["stated"] is None or abs(Decimal(one["stated"])) != rhs:
        return False
    if not fact["expr"] and fact["kind"] == "rate":
        # 增加925个 but 下降234.8%: a fact that is no arithmetic names its figures in words.
        own |= {Decimal(n) for n in _NUMBER.findall(fact["statement"])}
    if fact["expr"] and not _computes(one, fact["lhs"]):
        return False
    foreign = [o for o in one["operands"] if not _in_place(o, own, places, case["text"])]
    return len(foreign) <= _FOREIGN and len(foreign) < len(one["operands"]) - 1 + (not numbers)


def _computes(one: Finding, lhs: float) -> bool:
    if one["computed"] is None:
        return False
    off = abs(abs(Decimal(one["computed"])) - abs(Decimal(str(lhs))))
    return off < Decimal("0.006") * max(Decimal(1), abs(Decimal(str(lhs))) / 100)


def _in_place(
    operand: dict[str, Any], own: set[Decimal], places: list[tuple[int, int, Decimal]], text: str
) -> bool:
    if _DATED.match(text, operand["end"]) or operand["start"] < 0:
        return True
    # A thing that is named counts for one; a fact that only says how many has no arithmetic.
    if operand["value"] == "1" and not _NUMBER.search(operand["text"]):
        return Decimal(1) in own or len(own) == 1
    if not _NUMBER.search(operand["text"]) and Decimal(operand["value"]) in own:
        # 超过序时进度 is a word that stands for 75%.
        return True
    return bool(_values(operand, places) & own)


def _values_of(one: Finding, places: list[tuple[int, int, Decimal]]) -> set[Decimal]:
    return {value for operand in one["operands"] for value in _values(operand, places)}


def _values(operand: dict[str, Any], places: list[tuple[int, int, Decimal]]) -> set[Decimal]:
    return {v for start, end, v in places if start < operand["end"] and operand["start"] < end}


def _places(text: str) -> list[tuple[int, int, Decimal]]:
    """Where which number stands in a text: read here anew, not by the auditor."""
    found = []
    for one in _DIGITS.finditer(text):
        digits = one[0].translate({0xFF10 + n: str(n) for n in range(10)} | {0xFF0E: "."})
        found += [
            (one.start(), one.end(), Decimal(joined))
            for joined in {re.sub(r"[, \n]", "", digits)}
            if _NUMBER.fullmatch(joined)
        ]
        found += [
            (one.start() + n.start(), one.start() + n.end(), Decimal(n[0]))
            for n in _NUMBER.finditer(digits)
        ]
    found += [(one.start(), one.end(), _han(one[0])) for one in _HAN.finditer(text)]
    return found


def _han(word: str) -> Decimal:
    """四十二 → 42; 五成 and 一半 are read as what a fact writes: 50."""
    if word in ("半", "一半"):
        return Decimal(50)
    total, digit = 0, 0
    for one in word:
        if one in _HAN_TENS:
            total += (digit or 1) * _HAN_TENS[one]
            digit = 0
        else:
            digit = _HAN_DIGITS.get(one, 0)
    return Decimal(total + digit)


def read(path: Path) -> Iterator[dict[str, Any]]:
    """The cases of a file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def measured(*files: Path) -> list[str]:
    """The table of some files."""
    return table({path.stem: score(read(path)) for path in files})


def table(named: dict[str, Score]) -> list[str]:
    """The figures as a table of Markdown, a column a file."""
    rows = (
        ("成立的关系，认出", "holding found", "holding"),
        ("矛盾，报出", "faults found", "faults"),
        ("说到的关系，说对", "judged rightly", "judged"),
        ("报错，报对", "alarms right", "alarms"),
    )
    lines = [f"| 量的 | {' | '.join(named)} |", f"| :--- |{' ---: |' * len(named)}"]
    for label, part, whole in rows:
        cells = [_share(one.counted[part], one.counted[whole]) for one in named.values()]
        lines.append(f"| {label} | {' | '.join(cells)} |")
    for label, part in (("误报", "false alarms"), ("错处旁边连带报的", "alarms beside a fault")):
        cells = [str(one.counted[part]) for one in named.values()]
        lines.append(f"| {label} | {' | '.join(cells)} |")
    return lines


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole}（{100 * part / whole:.1f}%）" if whole else "—"


def main() -> None:
    """Score the files named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--misses", action="store_true", help="name what is not right")
    given = parser.parse_args()
    named = {path.stem: score(read(path)) for path in given.files}
    print("\n".join(table(named)))
    if given.misses:
        for name, one in named.items():
            print("\n".join(("", name, *(f"  {miss}" for miss in sorted(one.misses)))))


if __name__ == "__main__":
    main()
