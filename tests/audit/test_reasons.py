"""Why a figure is wrong is a value beside its words, which nobody reads back."""

import pickle
import re
from pathlib import Path

from sangeyipi import audit
from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict
from sangeyipi.audit.judging.reasons import Reason, Why
from sangeyipi.audit.judging.slips import SlipKind

_READ_BACK = re.compile(r"\bin [\w.]+\.(?:message|said|why)\b|\.message\.(?:split|r?partition)")


def _found(why: Why | None) -> Finding:
    return Finding(RelationVerdict.WRONG, RelationKind.SUM, "合计 3个，写的是 4个", why=why)


def test_no_decision_is_taken_by_words() -> None:
    files = list(Path(audit.__file__).parent.rglob("*.py"))
    assert len(files) > 100
    assert not [
        (file.name, line)
        for file in files
        for line in file.read_text(encoding="utf-8").splitlines()
        if _READ_BACK.search(line)
    ]


def test_words_stand_behind_the_statement() -> None:
    plain = _found(None)
    assert (plain.message, plain.reason, plain.is_recognised) == (plain.said, None, False)
    one = plain.also("像是漏了一项").also("也可能写错", Reason.OPEN)
    assert one.message == f"{plain.said}；像是漏了一项；也可能写错"
    assert (one.reason, one.is_recognised) == (Reason.OPEN, False)
    assert _found(Why("像是单位错了", SlipKind.UNIT)).is_recognised


def test_a_reason_comes_back_from_another_process() -> None:
    one = _found(Why("反了", Reason.TURNED))
    assert pickle.loads(pickle.dumps(one)).reason is Reason.TURNED
