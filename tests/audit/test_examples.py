"""Each kind of relation does what its examples say."""

import importlib
import pkgutil

import pytest

from sangeyipi.audit import alongside, doubts, relations
from sangeyipi.audit.check import audited
from sangeyipi.audit.finding import Finding
from sangeyipi.audit.text import AsRead

EXAMPLES = [
    (kind.name, *example)
    for kind in pkgutil.iter_modules(relations.__path__)
    for example in importlib.import_module(f"{relations.__name__}.{kind.name}").EXAMPLES
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
