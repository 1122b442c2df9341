"""Passages in which every figure has a reading that comes out: nothing in them is told wrong.

Each was written to tempt a rule: of another time, place or state than the words that it knows, with
parts that overlap, or with what it is off by told beside it.
"""

import json
from pathlib import Path

from sangeyipi.audit.check import audited
from sangeyipi.audit.judging.finding import RelationVerdict
from sangeyipi.audit.text.as_read import AsRead

PASSAGES = Path(__file__).with_name("true_passages.jsonl")


def test_nothing_is_told_wrong_of_what_comes_out() -> None:
    texts = [json.loads(one)["text"] for one in PASSAGES.read_text("utf-8").splitlines()]
    assert len(texts) > 600
    assert {text: wrong for text in texts if (wrong := _told_wrong(text))} == {}


def _told_wrong(text: str) -> list[str]:
    found = audited(AsRead("x", text)).findings
    return [one.expression for one in found if one.verdict is RelationVerdict.WRONG]
