"""Each kind of relation does what its examples say."""

import importlib
import pkgutil

import pytest

from sangeyipi import audit
from sangeyipi.audit import relations
from sangeyipi.audit.check import audited
from sangeyipi.audit.judging.finding import Finding
from sangeyipi.audit.text.as_read import AsRead

MODULES = [
    importlib.import_module(one.name)
    for one in pkgutil.walk_packages(audit.__path__, audit.__name__ + ".")
    if not one.ispkg
]
#: A kind of relation without examples is none; what judges them or reads words may have some.
EXAMPLES = [
    (module.__name__.rsplit(".", 1)[-1], *example)
    for module in MODULES
    for example in (
        module.EXAMPLES
        if module.__name__.startswith(relations.__name__)
        else getattr(module, "EXAMPLES", ())
    )
]


def told(one: Finding) -> str:
    stated = one.stated.printed if one.stated and one.stated.printed else ""
    return f"{one.verdict} {one.expression} = {stated}".strip()


@pytest.mark.parametrize(("kind", "text", "expected"), EXAMPLES)
def test_examples(kind: str, text: str, expected: str) -> None:
    assert kind
    assert expected in [told(one) for one in audited(AsRead("x", text)).findings]
