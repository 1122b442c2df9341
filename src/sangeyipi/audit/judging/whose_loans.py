"""Whether a 存贷比 or a 不良贷款率 is of the loans and deposits that are printed, or of another's.

农商行不良率 is of that bank's, 上年末存贷比 of then; of deposits in 本外币 and loans in 人民币 none
is reckoned, and by 监管口径 it is of what is printed nowhere.
"""

import re

from sangeyipi.audit.judging.pairs import RatePair
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later

#: The ratio, and whether it is said to be of what there is or of what has come.
LOAN_RATIO = later(
    "(?P<sure>余额|[净新]增)?(?P<name>存贷比|不良(?:贷款)?率)(?:已|约)?(?:达到|达|为|是)?$"
)
#: Words before a name that say nothing of whose it is.
_ITS = later(
    "(?:\\d{1,2}月|[年季月期][末底]|末|金融机构|全[省市县区州]|其中|贷款|截至|目前|[、,])*"
)
_CURRENCY = later("本外币|人民币|外币")
_OTHERWISE = later("口径|监管|剔除|扣除|不含|调整|考核|可比")
_CLAUSE = later("[,。;:()\n]")
_WHO, _SAID = 24, 14


def is_of_other_loans(
    reading: TextReading, one: TextFigure, named: "re.Match[str]", pair: RatePair
) -> bool:
    """Whether words say that a ratio is not of a pair, or is reckoned in another way."""
    own, of = (set(_CURRENCY.findall(f.lead)) for f in pair[:2])
    if own and of and own != of:
        return True
    before = reading.text[max(0, one.start - _WHO) : one.start]
    who = _CLAUSE.split(before.removesuffix(named[0]))[-1]
    if not (_ITS.fullmatch(who) or (len(who) > 1 and who in pair.base.lead)):
        return True
    said = before[-_SAID - len(named[0]) :] + reading.text[one.end : one.end + _SAID]
    return _OTHERWISE.search(said) is not None
