"""When two records are the same one, and what a row makes of the one that is there."""

from collections.abc import Mapping
from typing import Any

from sangeyipi.ingest.values.texts import folded
from sangeyipi.model import term


def identity(part: str, record: Any) -> tuple[Any, ...]:
    """By what a record is told from the others of its part of the ledger."""
    if part == "problems":
        return (record.id,)
    if part == "visits":
        return record.date, record.project, record.visitor, record.capacity
    return record.date, record.project, folded(record.bank)


def same_problem(record: Any) -> tuple[Any, ...]:
    """What makes two problems without numbers one: the project, the words, the day."""
    return record.project, folded(record.text), str(record.raised.text)


def other_problem(old: Any, new: Any) -> bool:
    """Whether neither the words nor the day are the same: the number is a slip."""
    return folded(old.text) != folded(new.text) and old.raised != new.raised


def merged(old: dict[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """What is there with what a row says; a field that it leaves empty stays."""
    found = dict(old)
    for word, value in new.items():
        there = found.get(word)
        if isinstance(value, dict) and isinstance(there, dict):
            found[word] = there | value
        elif word == term.NOTE and there and value in there:
            continue
        else:
            found[word] = value
    return found
