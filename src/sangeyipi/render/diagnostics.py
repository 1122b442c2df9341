"""Diagnostics for people and for programs: text, JSON, GitHub annotations, SARIF.

Takes diagnostics that have been placed (file, line, column); looks nothing up in the ledger.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.nearest import natural
from sangeyipi.model.place import Position
from sangeyipi.model.rule import Rule, Severity
from sangeyipi.render.inert import inert
from sangeyipi.render.width import width
from sangeyipi.version import VERSION

_EXCERPT = 100
#: Characters of a message that people are shown.
_LONGEST = 1000
#: How programs call a severity, in JSON and in SARIF.
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
#: The same as commands of GitHub's workflows.
_ANNOTATIONS = {**LEVELS, Severity.HINT: "notice"}


class PlacedDiagnostic(NamedTuple):
    """A diagnostic with its file as the user would type it, its position, and that line's text."""

    diagnostic: Diagnostic
    file: str
    position: Position
    line: str = ""
    remedy: str = ""

    @property
    def where(self) -> str:
        """file:line:column."""
        return f"{inert(self.file)}:{self.position.line}:{self.position.column}"


def in_order(placed: Iterable[PlacedDiagnostic]) -> list[PlacedDiagnostic]:
    """By file and line."""
    return sorted(
        placed,
        key=lambda p: (
            natural(p.file),
            p.position.line,
            p.position.column,
            p.diagnostic.rule,
            p.diagnostic.message,
        ),
    )


def to_text(placed: Iterable[PlacedDiagnostic]) -> str:
    """Each with its line, a caret under what is meant, and the remedy."""
    return "".join("\n".join(_text(one)) + "\n" for one in placed)


def _text(one: PlacedDiagnostic) -> Iterator[str]:
    rule = one.diagnostic.rule
    yield f"{one.where}: {rule.severity}[{rule}]: {inert(_cut(one.diagnostic.message))}"
    if one.line.strip():
        yield from _excerpt(one.line, one.position)
    if one.remedy:
        yield f"  = 改法: {inert(one.remedy)}"


def _cut(message: str) -> str:
    """A message that a person can read, whatever it quotes from the ledger."""
    if len(message) <= _LONGEST:
        return message
    return f"{message[:_LONGEST]}……（共 {len(message)} 字，没有写完）"


def _excerpt(line: str, position: Position) -> Iterator[str]:
    gutter = str(position.line)
    start = position.column - 1
    cut = max(0, start - 60)
    piece = line[cut : cut + _EXCERPT]
    dots = "…" if cut else ""
    yield f"  {gutter} | {dots}{inert(piece)}"
    if position.width:
        before = dots + inert(line[cut:start])
        marked = inert(line[start : min(start + position.width, cut + _EXCERPT)])
        yield f"  {' ' * len(gutter)} | {' ' * width(before)}{'^' * max(1, width(marked))}"


def to_json(placed: Iterable[PlacedDiagnostic], ledger: str) -> str:
    """A list of plain objects, and of how many more breaches of which rule in which file."""
    every = list(placed)
    found = [
        {
            "rule": one.diagnostic.rule.value,
            "severity": LEVELS[one.diagnostic.rule.severity],
            "file": one.file,
            "line": one.position.line,
            "column": one.position.column,
            "message": one.diagnostic.message,
            "remedy": one.remedy,
        }
        for one in every
        if not one.diagnostic.more
    ]
    return _dump({"diagnostics": found, "more": _more(every), "ledger": ledger})


def _more(placed: Iterable[PlacedDiagnostic]) -> list[dict[str, Any]]:
    """What is only counted, by file and rule."""
    numbers: Counter[tuple[str, Rule]] = Counter()
    for one in placed:
        if one.diagnostic.more:
            numbers[one.file, one.diagnostic.rule] += one.diagnostic.more
    return [
        {"rule": rule.value, "severity": LEVELS[rule.severity], "file": file, "count": number}
        for (file, rule), number in numbers.items()
    ]


def to_github(placed: Iterable[PlacedDiagnostic], ledger: str, more: str = "") -> str:
    """Workflow commands: each becomes an annotation on its line; `more` says what is left out."""
    left = f"::notice title=sgyp::{_data(more)}\n" if more else ""
    return left + "".join(
        f"::{_ANNOTATIONS[one.diagnostic.rule.severity]} "
        f"file={_property(inert(one.file))},line={one.position.line},col={one.position.column},"
        f"title={_property(one.diagnostic.rule.value)}::"
        f"{_data(_lines_inert(_cut(one.diagnostic.message)))}"
        f"{_data(_lines_inert(f' 改法：{one.remedy}')) if one.remedy else ''}\n"
        for one in placed
    )


def _lines_inert(text: str) -> str:
    return "\n".join(inert(line) for line in text.split("\n"))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def to_sarif(placed: Iterable[PlacedDiagnostic], ledger: str) -> str:
    """SARIF 2.1.0, as code-scanning services read it."""
    results = [_sarif_result(one) for one in placed]
    rules = sorted({result["ruleId"] for result in results})
    driver = {"name": "sgyp", "version": VERSION, "rules": [{"id": rule} for rule in rules]}
    return _dump(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {"driver": driver},
                    "columnKind": "unicodeCodePoints",
                    "results": results,
                }
            ],
        }
    )


def _sarif_result(one: PlacedDiagnostic) -> dict[str, Any]:
    from urllib.parse import quote

    start = {"startLine": one.position.line, "startColumn": one.position.column}
    times = {"occurrenceCount": one.diagnostic.more} if one.diagnostic.more else {}
    return {
        **times,
        "ruleId": one.diagnostic.rule.value,
        "level": LEVELS[one.diagnostic.rule.severity],
        "message": {"text": one.diagnostic.message + (f"\n{one.remedy}" if one.remedy else "")},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(one.file, errors="surrogateescape")},
                    "region": start,
                }
            }
        ],
    }


def _dump(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


#: Renderers for programs, by the name of `--format`.
FOR_PROGRAMS: dict[str, Callable[[Iterable[PlacedDiagnostic], str], str]] = {
    "json": to_json,
    "github": to_github,
    "sarif": to_sarif,
}
