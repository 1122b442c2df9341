"""State words and things named: examples, and what may not be called wrong; speed of the whole."""

import random
import time

import pytest

from sangeyipi.audit.check import audited
from sangeyipi.audit.finding import Finding
from sangeyipi.audit.text import AsRead

_PIECES = (
    "共12个项目，", "其中", "签约3个、", "总投资4.5亿元，", "占年度计划的", "36.9%",
    "由50个增至", "分别为", "高于序时进度2个百分点", "H个，", "三十三个", "(", ")",
    "\n", "。", "1", ".", ",", " ", "万", "亿", "%", "个", "超",
)  # fmt: skip


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


def test_any_text_is_read_in_time_that_grows_with_its_length() -> None:
    chance = random.Random(7)
    for piece in _PIECES:
        audited(AsRead("x", piece * 100))
    for _ in range(40):
        audited(AsRead("x", "".join(chance.choices(_PIECES, k=60))))
    text = "".join(chance.choices(_PIECES, k=1500))
    begun = time.process_time()
    audited(AsRead("x", text))
    once = time.process_time() - begun
    begun = time.process_time()
    audited(AsRead("x", text * 4))
    assert time.process_time() - begun < 12 * once + 0.5
