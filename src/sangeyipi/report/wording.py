"""The words that follow figures: 全部, 尚有, 正在推进, 至少, 均为.

Owns which word a figure may be told with, so that no template can say more than is known: “全部”
only where numerator and denominator are the same, an unknown step as under way, a lower bound as
one.
"""

from typing import NamedTuple

from sangeyipi.model.stages import Milestone
from sangeyipi.model.table import Rate
from sangeyipi.report.given import Phrase, ProseFigure, joined, phrase


class StepCount(NamedTuple):
    """How many of a list took one step."""

    milestone: Milestone
    #: What its rate is called: 签约开工率.
    rate_name: str
    reached: ProseFigure
    remaining: ProseFigure
    rate: ProseFigure
    #: What the rate is made of; None: unknown.
    made_of: Rate | None
    #: Those that the rate is a rate of, where that is not the whole list: 已履约.
    base: ProseFigure | None = None

    @property
    def done(self) -> bool:
        """Whether all have taken it: exactly, whatever the rate is rounded to."""
        rate = self.made_of
        return rate is not None and rate.numerator == rate.denominator

    @property
    def known(self) -> bool:
        """Whether anything is known of it."""
        return self.reached.known


#: Of an investment of which only a part is known.
INCOMPLETE = "（总投资待核实）"


def size(
    count: ProseFigure, investment: ProseFigure, net: bool = False, incomplete: str = ""
) -> Phrase:
    """26个、总投资374.5亿元; an investment of which nothing is known is left out.

    `net`: 转化 is not counted in.
    """
    said = phrase(*(() if count.known else ("个数",)), count, "（不含转化项目）" if net else "")
    return phrase(said, "、总投资", investment) if investment.known else phrase(said, incomplete)


def converted(count: ProseFigure, number: ProseFigure) -> Phrase:
    """How many of a list came from former lists, in brackets; nothing where none is known to."""
    if not number.value:
        return phrase()
    if number.exact is None or number.exact != count.exact:
        return phrase("（其中转化项目", number, "）")
    return phrase("（为转化项目）" if count.is_one else "（均为转化项目）")


def state(count: ProseFigure, own: StepCount, following: StepCount) -> Phrase:
    """How far a list has come: its own step, and the next one where anything is known of it."""
    if own.done and following.done and following.base is None:
        both = f"{own.milestone}并{following.milestone}"
        done = f"已{both}" if count.is_one else f"已全部{both}"
        return phrase(done, "，", following.rate_name, following.rate)
    if not own.known and following.known:
        return step(count, following)
    # Of a list that has its name from what is not known, the next step is not spoken of.
    parts = [_own_done(count, own) if own.done else step(count, own)]
    return joined([*parts, step(count, following)] if own.known else parts, "，")


def _own_done(count: ProseFigure, own: StepCount) -> Phrase:
    """Without its rate, which would stand beside that of the next step."""
    return phrase(f"已{own.milestone}" if count.is_one else f"已全部{own.milestone}")


def step(count: ProseFigure, one: StepCount) -> Phrase:
    """How many took one step, its rate and how many are left.

    Of a list of which nothing is known nothing is said: there may be none.
    """
    word = one.milestone
    if not one.reached.known:
        return phrase(f"正在推进{word}") if count.known else phrase()
    if one.made_of is None:
        return _bounded(count, one)
    rated = phrase("，", one.rate_name, one.rate, _of_base(one))
    if one.base is not None:
        return phrase(_of_those(one), rated, _left(one))
    if one.done:
        return phrase(f"已{word}" if count.is_one else f"已全部{word}", rated)
    if count.is_one:
        return phrase(f"尚未{word}", rated)
    if one.reached.is_zero:
        return phrase(one.remaining, f"均未{word}", rated)
    return phrase(f"已{word}", one.reached, rated, _left(one))


def _bounded(count: ProseFigure, one: StepCount) -> Phrase:
    """Without a rate: who is not known to have taken the step is under way."""
    if one.reached.is_zero and count.value == 0:
        return phrase()
    if not one.reached.value:
        return phrase(f"正在推进{one.milestone}")
    said = phrase(f"已{one.milestone}", one.reached)
    may_be_all = count.value is not None and one.reached.value >= count.value
    return said if may_be_all else phrase(said, "，其余正在推进")


def _of_base(one: StepCount) -> str:
    """Of whom the rate is, where it is not of the whole list."""
    return f"（以{one.made_of.base}数为分母）" if one.made_of and one.made_of.base else ""


def _of_those(one: StepCount) -> Phrase:
    """Of those that 签约开工率 is a rate of, where that is set to be 已履约."""
    assert one.base is not None and one.made_of is not None
    whom = phrase(f"已{one.made_of.base}", one.base)
    if one.done and not one.base.is_one:
        return phrase(whom, f"，全部{one.milestone}")
    return phrase(whom, f"，已{one.milestone}", one.reached)


def _left(one: StepCount) -> Phrase:
    if one.done:
        return phrase()
    return phrase("，尚有", one.remaining, f"未{one.milestone}")
