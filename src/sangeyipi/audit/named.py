"""What the words at a percentage say that it is a rate of: 开工率, 占年度计划的."""

import re

from sangeyipi.audit import words
from sangeyipi.audit.figure import Figure

#: 开工率, 开工率达; the name stands in the first group.
RATE = re.compile("([^,、的为达率]{2,6})率(?:已?(?:超过|达到|达|为|是|仅|超|近|约)?|分别[为达]?)?$")
#: 占年度计划的, 为全年任务的; what it is a share of stands in the first group.
BASE = re.compile(
    "(?:占|为|是|完成|实现|达)(?:到|了)?([^占为是,。;]{0,14}?)(?:的|近|超|比重|比例|达|为|约){0,3}$"
)
PLAN = re.compile("计划|目标|任务")
DONE = re.compile("已|实际|实质|其中|办结|解决|中")


def same_state(rate: str, part: Figure) -> bool:
    """Whether a count is what a rate of that name counts: 开工, and 已开工11个."""
    said = part.lead + part.tail
    if not DONE.search(part.lead) and not part.tail.startswith("已"):
        return False
    wanted = words.state_of(rate)
    if wanted:
        return words.state_of(said) == wanted
    stem = rate[-2:]
    return stem in said or (stem == "完成" and bool(re.search("办结|完成", said)))
