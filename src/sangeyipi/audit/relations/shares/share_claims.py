"""What the words right before a percentage say that it is: a share, of what, or which rate.

Owns the spelling of a share (占…总数的, 占比, 完成年度目标的, 开工率, 亏损面), and that one which
says only 占 after others that named their whole is of the same.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import growth_of
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "年度计划投资20亿元，农业完成1.5亿元，占年度计划的7.5%；交通完成4亿元，占25%。",
        "wrong 4 / 20 * 100 = 25",
    ),
)
_BACK = 16
_ENDS = (
    "(?:已|也|仅|只|就|还|均|才){0,2}"
    "(?:有|为|是|达到|达|到|了|约|超过|超|近|不足|不到|高达|接近|将近|逾|过|至){0,2}$"
)
_SHARE = re.compile(
    "(?P<subject>[^占]{0,16}?)(?:所)?占(?:到|了|据|比重|比例|比)?"
    f"(?P<name>[^占]{{0,18}}?)的?(?:比重|比例|份额|占比|比)?{_ENDS}"
)
_RATIO = later(f"(?P<subject>[^占]{{0,16}}?)(?P<name>)(?:比例|比重){_ENDS}")
_RATE = re.compile(
    f"(?P<subject>[^占]{{0,12}}?)(?P<rate>[^占的]{{2,5}}?)(?:率|比例|(?<!方)面|(?<=支出|拨付|使用|兑付|执行)进度){_ENDS}"
)
#: 已筹集1726套，完成93.3%: a rate of its own.
_DONE = later(f"(?P<subject>)(?P<name>)(?P<rate>完成){_ENDS}")
_OF = re.compile(
    "(?P<subject>(?:[^占]{0,8}(?<!任务)(?<!目标))?)(?:完成|为|达到?|实现|相当于|执行)(?:了|到)?(?P<name>[^占]{1,14}?)"
    # 完成年度目标68%.
    "(?:的|(?<=[度年]目标)|(?<=[度年]计划)|(?<=[度年]任务)|(?<=目标任务))(?:约|近|超过?|不足|不到)?$"
)
#: 完成年度目标68% says what was done.
_AIM_MET = later("(?:完成|占)(?:了|到)?[^占,]{0,6}目标$")
CLAUSE = re.compile("[,;。:\n()、]")
STOP = later("[。;\n]")
WORDS_BACK = 44
#: Says nothing of what is counted.
DULL = re.compile(
    "项目|企业|其中|目前|已经|已|合计|总数|总量|总额|总值|全部|全县|全市|全省|全区|全州|我县|我市|各[类项]|今年|本次|此次|"
    "全年|的|了|数|个|名|家|户|件|人|有|共|总|达|为|是|占|比|重|例|应|所|在|同期|年度|额|[\\d.,%]"
)
WANTED = re.compile(
    "力争|确保|争取(?!到位|资金)|预计|要求|不低于|拟|目标(?:[^,;。]{0,4}率)?(?:为|是)?$|(?<!即)将"
)
PLANNED = re.compile("预算|计划|目标|任务")


class Claim(NamedTuple):
    """What the words before a percentage say: of what it is a share, or what rate it is."""

    subject: str
    #: 占年度计划的: what the whole is called; "" for none.
    name: str
    #: 开工率: what was done of it; "" for a share.
    rate: str


def unit_said(said: str) -> str:
    """按户数计开工率, 人数占比: by which unit what a percentage is of is counted; "" for any."""
    found = _BY_UNIT.search(said)
    if found is None:
        return ""
    return "个" if found[1] in _COUNTED else found[1]


_BY_UNIT = later("(小区|项目|个|户|人|件|宗|家)数(?:量)?(?:来?[计算]|口径|占)")
_COUNTED = ("小区", "项目")


def claimed(around: Surroundings, one: TextFigure) -> tuple[Claim | None, TextFigure]:
    """What is said before a percentage; of 占下限目标的82%、上限目标的73.8% where that begins."""
    return around.known(_claimed, one)


def _claimed(around: Surroundings, one: TextFigure) -> tuple[Claim | None, TextFigure]:
    begin, at, many = around.listed(one)
    if many == 1:
        claim = _claim(_said(around, one)) or _bare(around, one)
        return (_inherited(around, one, claim) if claim is not None else None), one
    first = around.of_list(_claim_of_list, one)
    if first is None or not at:
        return first, one
    named = _OWN_NAME.fullmatch(_said(around, one))
    return first._replace(name=named[1] if named else ""), around.reading.figures[begin]


def _claim_of_list(around: Surroundings, first: TextFigure) -> Claim | None:
    """What a list of percentages begins with, if each of the others says the name of its whole."""
    claim = _claim(_said(around, first))
    if claim is None or not claim.name:
        return None
    begin, _, many = around.listed(first)
    others = around.reading.figures[begin + 1 : begin + many]
    return claim if all(_OWN_NAME.fullmatch(_said(around, f)) for f in others) else None


def _inherited(around: Surroundings, one: TextFigure, claim: Claim) -> Claim:
    """农业完成1.5亿元，占年计划60.8%；交通完成0.4亿元，占6.4%: of its plan too."""
    if claim.name or claim.rate or claim.subject:
        return claim
    for before in reversed(around.reading.figures[max(0, one.order - _BACK) : one.order]):
        if before.sentence != one.sentence:
            break
        said = _claim(_said(around, before)) if before.role is Role.PERCENT else None
        if said is not None and said.name and not _NO_WHOLE.match(said.name):
            return claim._replace(name=said.name)
    return claim


#: 占比由上年的43.1%提高到45.3%, 占比分别为: no whole is named.
_NO_WHOLE = later("[由从]|分别$")
_OWN_NAME = later("[和与及]?(?:占)?([\u4e00-\u9fff]{2,10})的")


def _said(around: Surroundings, one: TextFigure) -> str:
    """The words of its clause before a percentage, up to the figure before it."""
    reading = around.reading
    before = reading.figures[one.order - 1] if one.order else None
    begin = before.end if before is not None else 0
    said = reading.text[max(begin, one.start - WORDS_BACK) : one.start].replace(" ", "")
    return CLAUSE.split(said)[-1]


@lru_cache(maxsize=4096)
def _claim(said: str) -> Claim | None:
    if WANTED.search(_AIM_MET.sub("", said)) or growth_of(said):
        return None
    for pattern in (_SHARE, _OF, _RATE, _RATIO, _DONE):
        found = pattern.fullmatch(said)
        if found is not None:
            named = found.groupdict()
            return Claim(named["subject"], named.get("name") or "", named.get("rate") or "")
    return None


def _bare(around: Surroundings, one: TextFigure) -> Claim | None:
    """产业类94个(38.2%): a bracket of nothing else."""
    text, part = around.reading.text, around.reading.figures[one.order - 1]
    alone = text[part.end : one.start] == "(" and text[one.end : one.end + 1] == ")"
    return Claim("", "", "") if alone and part.role in COUNTABLE else None


def clause_of(around: Surroundings, one: TextFigure) -> str:
    """The words of a figure's clause, before it and behind."""
    return around.known(_clause_of, one)


def _clause_of(around: Surroundings, one: TextFigure) -> str:
    text = around.reading.text
    before = text[max(0, one.start - WORDS_BACK) : one.start]
    if not one.inner:
        # 固定资产投资(不含农户)3.95亿元: one clause.
        before = _BRACKET.sub("", before)
    return CLAUSE.split(before)[-1] + CLAUSE.split(text[one.end : one.end + 14])[0]


_BRACKET = later("\\([^()]*\\)")
