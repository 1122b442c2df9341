"""Our own passages with known facts: no false alarm, nothing called what it is not."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))


from proofread import read, score  # noqa: E402

from sangeyipi.audit.check import audited  # noqa: E402
from sangeyipi.audit.text.as_read import AsRead  # noqa: E402

PASSAGES = ("passages.jsonl", "passages-kept.jsonl", "passages-dev.jsonl")


@pytest.mark.parametrize("name", PASSAGES)
def test_no_false_alarm_and_hardly_a_wrong_verdict(name: str) -> None:
    """How many are heard is in docs/audit.md, which is kept fresh."""
    found = score(read(ROOT / "tests/audit" / name))
    assert found.counted["false alarms"] == 0, found.misses
    assert found.counted["judged rightly"] >= 0.96 * found.counted["judged"], found.misses


def test_what_two_rules_find_alike_is_told_once() -> None:
    """A sum with two digits changed places: found as a slip, and as an open sum that crosses."""
    text = "全区受理诉求1473件，其中咨询412件、求助508件、投诉517件。"
    told = [one.expression for one in audited(AsRead("t", text)).findings]
    assert told == ["412 + 508 + 517"]
