"""Whether the figures of a relation are of different batches, years, states or places.

They are not meant for each other then, whatever they come to.
"""

import re

from sangeyipi.audit.judging.finding import SHARES, Finding, RelationKind
from sangeyipi.audit.text import words
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.named import change_of
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.model.patterns import later

_BATCH = re.compile("第?[一二两三四五六七八九十\\d]{1,3}[期批]")
#: 第一至第四期 are four.
_RANGE = later("第一[期批]?[至到—-]第?[一二三四五六七八九十]{1,2}[期批]")
_LAST_YEAR = re.compile("[上去]年")
_PLACE = later("[\u4e00-\u9fff](?:县|区|市|镇|乡)(?![级重直属定])")


def is_torn(one: Finding, stated: TextFigure) -> bool:
    """Whether its figures are of different batches, years or states, by their own words."""
    own, of = _batches(stated), [_batches(f) for f in one.operands]
    if one.kind is RelationKind.SUM:
        return _is_torn_sum(one, stated, own, of)
    if one.kind in SHARES:
        # 第一批12个，占三批36个的33.3%, but no rate of one is of all.
        of = [
            {each for each in named if one.kind is RelationKind.RATE or each[0] == "第"}
            for named in of
        ]
        said = [each for each in of if each]
        return len(said) > 1 and not said[0].intersection(*said[1:])
    if one.kind is not RelationKind.DIFFERENCE:
        return False
    if not all(each[0] == "第" for each in own) and any(
        each[0] == "第" for each in set().union(*of)
    ):
        return True
    pair = len(one.operands) == 2
    if pair and any(f.role in COUNTABLE and change_of(f.lead) for f in one.operands):
        # 第三批8个，四批比上年多7个: the difference is of the other; and none of two is left.
        said = [each for each in of if each]
        left = stated.role in COUNTABLE and not change_of(stated.lead)
        return left or (len(said) > 1 and not said[0].intersection(*said[1:]))
    return bool(own) and not change_of(stated.lead) and _is_mixed(one)


def _is_torn_sum(one: Finding, stated: TextFigure, own: set[str], of: list[set[str]]) -> bool:
    # 签约一批 of 第五期 is of that, and 第四期 is not.
    nths = [{each for each in named if each[0] == "第"} for named in (own, *of)]
    if nths[0] and any(each and own.isdisjoint(each) for each in nths[1:]):
        return True
    if _is_mixed(one) and "累计" not in stated.lead:
        return True
    if _LAST_YEAR.search(stated.lead) and not any(_LAST_YEAR.search(f.lead) for f in one.operands):
        return True
    batches = [{each[0] == "第" for each in named} for named in of]
    if {True} in batches and {False} in batches:
        return True
    if not all(each == {True} for each in batches):
        return False
    # 第一批项目32个、第二批项目13个 are not what 完工40个 is a sum of.
    states = {words.state_of(f.lead) for f in one.operands}
    of_whole = words.state_of(stated.lead)
    plain = all(f.lead.endswith("项目") for f in one.operands)
    if states == {""}:
        return bool(of_whole) and plain
    return len(states) > 1 or (not of_whole and stated.lead.endswith("项目"))


def _batches(one: TextFigure) -> set[str]:
    """Of which batch, or of how many, a figure says that it is: 第一批, 三批."""
    said = _RANGE.sub("", one.lead) if "第一" in one.lead else one.lead
    return set(_BATCH.findall(said))


def _is_mixed(one: Finding) -> bool:
    """Whether some of the operands are last year's."""
    old = sum(1 for f in one.operands if _LAST_YEAR.search(f.lead))
    return 0 < old < len(one.operands)


def is_of_places(around: Surroundings, one: Finding) -> bool:
    """甲县项目221个，乙县开工145个: a rate is not of what two places have."""
    if one.kind is not RelationKind.RATE or len(one.operands) != 2:
        return False
    said = [set(_PLACE.findall(around.clause(f))) for f in one.operands]
    return all(said) and said[0].isdisjoint(said[1])
