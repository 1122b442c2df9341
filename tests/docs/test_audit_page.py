"""The examples of what `sgyp audit` checks: each row's is heard, as it stands there."""

import re
from pathlib import Path

import pytest

from sangeyipi.audit.check import audited
from sangeyipi.audit.text.as_read import AsRead

_PAGE = Path(__file__).parents[2] / "docs" / "audit.md"
_ROW = re.compile(r"\| ([^|]+) \| ([^|]+) \|")
#: Cut short, or told in words: a table, a headline and its body, several paragraphs.
_NO_SENTENCE = re.compile("……|…|表里|一列|标题|各期")


def _examples() -> list[str]:
    checked = _PAGE.read_text(encoding="utf-8").split("## 核什么")[1].split("### 结论")[0]
    rows = [row for row in map(_ROW.fullmatch, checked.splitlines()) if row is not None]
    said = [row[2] for row in rows if row[1] != "核的" and not row[1].startswith(":")]
    return [one for one in said if not _NO_SENTENCE.search(one)]


def test_most_rows_have_an_example_that_can_be_tried() -> None:
    assert len(_examples()) > 30


@pytest.mark.parametrize("example", _examples())
def test_an_example_is_heard(example: str) -> None:
    told = [
        finding.verdict.value
        for said in (example, *example.split("；"))
        for finding in audited(AsRead("x", f"{said}。")).findings
    ]
    assert told, example
