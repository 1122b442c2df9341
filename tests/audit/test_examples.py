"""Each kind of relation does what its examples say."""

import importlib
import pkgutil

import pytest

from sangeyipi.audit import alongside, relations
from sangeyipi.audit.check import audited
from sangeyipi.audit.judging import doubts
from sangeyipi.audit.judging.finding import Finding
from sangeyipi.audit.text.as_read import AsRead

EXAMPLES = [
    (kind.name.rsplit(".", 1)[-1], *example)
    for kind in pkgutil.walk_packages(relations.__path__, relations.__name__ + ".")
    if not kind.ispkg
    for example in importlib.import_module(kind.name).EXAMPLES
]
EXAMPLES += [("doubts", *example) for example in doubts.EXAMPLES]
EXAMPLES += [("alongside", *example) for example in alongside.EXAMPLES]


def told(one: Finding) -> str:
    stated = one.stated.printed if one.stated and one.stated.printed else ""
    return f"{one.verdict} {one.expression} = {stated}".strip()


@pytest.mark.parametrize(("kind", "text", "expected"), EXAMPLES)
def test_examples(kind: str, text: str, expected: str) -> None:
    assert kind
    assert expected in [told(one) for one in audited(AsRead("x", text)).findings]
