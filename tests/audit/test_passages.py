"""Our own passages with known facts: no false alarm, nothing called what it is not."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))


from proofread import read, score  # noqa: E402

PASSAGES = ("passages.jsonl", "passages-kept.jsonl", "passages-dev.jsonl")


@pytest.mark.parametrize("name", PASSAGES)
def test_no_false_alarm_and_hardly_a_wrong_verdict(name: str) -> None:
    """How many are heard is in docs/audit.md, which is kept fresh."""
    found = score(read(ROOT / "tests/audit" / name))
    assert found.counted["false alarms"] == 0, found.misses
    assert found.counted["judged rightly"] >= 0.96 * found.counted["judged"], found.misses
