"""What is true is never called wrong, in whatever order it is told."""

import random
from decimal import Decimal

import pytest

from sangeyipi.audit.check import audited
from sangeyipi.audit.text import AsRead
from sangeyipi.model.rounding import EXACT, half_up

_NTH = "一二三四五"
_STATES = ("开工", "完工", "投产")


def _rate(part: int | Decimal, of: int | Decimal) -> str:
    return f"{half_up(EXACT.divide(Decimal(100) * part, Decimal(of)), 1)}%"


def _told_of(chance: random.Random) -> list[str]:
    """All that can be said of some batches and of last year, each clause with its subject."""
    many, state = chance.randint(2, 4), chance.choice(_STATES)
    rows = [(n + chance.randint(1, 9), n) for n in chance.sample(range(4, 40), many)]
    money = [Decimal(chance.randint(200, 990)) / 10 for _ in rows]
    said, every, total = [], "两三四五"[many - 2], sum(money, Decimal(0))
    for nth, (of, done), amount in zip(_NTH, rows, money, strict=False):
        said.append(f"第{nth}批项目{of}个")
        said.append(f"第{nth}批已{state}{done}个，{state}率{_rate(done, of)}")
        said.append(f"第{nth}批总投资{amount}亿元")
    whole, done = sum(of for of, _ in rows), sum(done for _, done in rows)
    said.append(f"{every}批合计项目{whole}个，总投资{total}亿元")
    said.append(f"{every}批合计{state}{done}个，总{state}率{_rate(done, whole)}")
    said.append(f"{every}批尚未{state}{whole - done}个")
    old = done - chance.randint(1, min(9, done - 1))
    said.append(f"{every}批比上年多{state}{done - old}个，增长{_rate(done - old, old)}")
    said.append(f"上年{state}{old}个")
    plan = total * chance.randint(11, 19) / 10
    said.append(f"{every}批完成投资{total}亿元，完成年度计划{plan}亿元的{_rate(total, plan)}")
    return said


@pytest.mark.parametrize("seed", range(4))
def test_what_is_true_is_never_called_wrong_in_whatever_order(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(12):
        said = _told_of(chance)
        chance.shuffle(said)
        text = "".join(one + chance.choice("，；。\n") for one in said)
        wrong = [one for one in audited(AsRead("x", text)).findings if one.verdict == "wrong"]
        assert not wrong, (text, [(one.expression, one.message) for one in wrong])
