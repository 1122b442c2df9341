"""Figures that cannot be read are named, with the one value that fits where there is one."""

import pytest

from sangeyipi.audit.check import audited
from sangeyipi.audit.judging.finding import Finding
from sangeyipi.audit.text.as_read import AsRead


def told(one: Finding) -> str:
    return f"{one.verdict} {one.expression} {one.computed if one.computed is not None else ''}"


@pytest.mark.parametrize(
    "text",
    [
        "总投资亿元以上项目10个。",
        "投资亿元的项目。",
        "5G基站12个，3D打印项目2个。",
        "B2B项目3个，G236线。",
    ],
)
def test_what_can_be_read_is_not_lost(text: str) -> None:
    assert not [one for one in audited(AsRead("x", text)).findings if one.verdict == "unreadable"]
