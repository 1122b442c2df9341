"""State words and things named: examples, and what may not be called wrong."""

import pytest

from sangeyipi.audit.check import audited
from sangeyipi.audit.judging.finding import Finding
from sangeyipi.audit.text.as_read import AsRead


def told(one: Finding) -> str:
    stated = one.stated
    return f"{one.verdict} {one.expression} = {stated.printed if stated else ''}"


@pytest.mark.parametrize(
    "text",
    [
        "签约项目已全部签约，签约开工率90%。",
        "除两个外已全部开工，开工率95%。",
        "省级项目6个已全部开工，市级项目20个，开工率95%。",
        "力争年底前全部开工，开工率95%。",
        "开工项目5个，分别为东桥、西渠等。",
        "开工项目3个，分别为东桥、西渠。",
    ],
)
def test_nothing_is_called_wrong_that_may_be_right(text: str) -> None:
    assert audited(AsRead("x", text)).wrong == 0
