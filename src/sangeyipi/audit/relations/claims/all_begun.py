"""All are begun or done by a state word, and a rate further on that fewer of just those come to.

9个项目均已形成实物工作量。…；开工率88.9%: 8 of 9.  Told where the rate says no more than its name,
no time has passed between, and of all that is counted before it nothing else has such a rate.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.finding import Finding
from sangeyipi.audit.judging.pairs import RatePair
from sangeyipi.audit.relations.claims.states import contradicts
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

EXAMPLES = (
    (
        "债券支持的9个项目无一停工，均已形成实物工作量。其中续建5个、新开工4个；开工率88.9%。",
        "wrong 100 = 88.9",
    ),
    ("7个“签约一批”项目已全部落地开工，签约项目开工率85.7%。", "wrong 100 = 85.7"),
    ("12个农业项目均已建成投产。总投资8.6亿元，投产率91.7%。", "wrong 100 = 91.7"),
)
#: What is done to all of them, by the rate that it makes 100%.
_RATES = {
    "开工": "开工|动工|进场施工|形成实物工作量|开工建设",
    "复工": "复工",
    "投产": "投产|建成投产",
    "竣工": "竣工|竣工验收",
    "完工": "完工",
    "达效": "达效|投产达效",
    "履约": "履约",
    "办结": "办结",
}
_SAID = later(
    "(?P<all>(?:全部|均已?|无一未)(?:实现|如期|按期|已经|已|实质性|集中|落地){0,2})"
    f"(?P<done>{'|'.join(_RATES.values())})(?:建设)?(?=[,。;])"
)
_OF_ALL = later(
    "(?P<name>[^,。;:\\d除外前]{0,16}?(?:项目|工程|企业|事项))(?:无一[^,。;\\d]{2,4},|目前|已|,){0,2}"
)
_RATE = later(
    "[,;、]?(?:项目)?(?P<name>[\u4e00-\u9fff]{2,4}?)?(?:项目|工程)?(?P<done>[\u4e00-\u9fff]{2})率[为达]?"
)
_EXCEPT = later("除|外|基本|力争|确保|争取|预计|将|推动|促进|几乎|应|到期|计划|前$")
_SINCE = later(
    "\\d月|季度|年|[日周天旬]|此前|当时|上次|同期|比|较|又|新增|另|其他|退|调|全[市县区省]"
)
_THINGS = later("的|项目|工程|企业|事项")
#: 专项债券项目总投资8亿元，复工率87.5%: of others.
_THINGS_OF = later("项目|工程|企业|事项|其中[^,。;\\d]{0,8}率")
#: 省级8个重点项目: said before the count.
_OF_WHOM = later("[省市县区州镇国]级|[省市县区州]重|[省国部]|列入|纳入")
#: 第五期签约项目中，8个亿元以上项目均已开工: some of all of them.
_AMONG = later("[中里],|其中")
_FAR, _MANY, _LATER, _HUNDRED = 100, 24, 2, Decimal(100)
_QUOTES = re.compile('[“”"]|一批')


def all_begun(reading: TextReading) -> Iterator[Finding]:
    """Every rate that contradicts what is said to be done to all."""
    for said in _SAID.finditer(reading.text):
        after = reading.first_after(said.end())
        whole = reading.figures[after.order - 1] if after is not None and after.order else None
        if after is None or whole is None or not _is_whole(whole):
            continue
        of_all = _OF_ALL.fullmatch(reading.text, whole.end, said.start())
        begin = reading.begun("。;\n", whole.start)
        if of_all is None or _EXCEPT.search(reading.text, begin, said.start()):
            continue
        rate = _rate_of_it(reading, said, whole, after, of_all["name"])
        if rate is not None:
            yield contradicts(rate, said.start(), said[0])


def _is_whole(one: TextFigure) -> bool:
    return one.role is Role.COUNT and one.value > 1 and not (one.hedge or one.inner)


def _rate_of_it(
    reading: TextReading, said: "re.Match[str]", whole: TextFigure, after: TextFigure, name: str
) -> TextFigure | None:
    """The rate behind of what is done to all of a whole, that fewer of it come to."""
    called = _QUOTES.sub("", name)
    for one in reading.figures[after.order : after.order + _MANY]:
        apart = one.sentence - whole.sentence
        if one.paragraph != whole.paragraph or apart > _LATER or one.start - said.end() > _FAR:
            return None
        rate = _RATE.fullmatch(one.lead) if one.role is Role.PERCENT else None
        if rate is None or said["done"] not in _RATES.get(rate["done"], "").split("|"):
            continue
        # 9个省重点项目均已开工，重点项目开工率88.9%: of more than these.
        own = _THINGS.sub("", rate["name"] or "")
        if own and _OF_WHOM.search(whole.lead):
            return None
        if own not in ("", _THINGS.sub("", called)) or one.hedge or one.inner:
            return None
        between = reading.text[said.end() : one.start - len(one.lead)]
        if _SINCE.search(reading.text, said.end(), one.start) or _THINGS_OF.search(between):
            return None
        if _AMONG.search(reading.text, reading.begun("。;\n", whole.start), whole.start):
            return None
        before = reading.paragraph_before(one)
        others = [f for f in before if f.role is Role.COUNT and f is not whole]
        if not _comes_to(whole, one) or any(_comes_to(f, one) for f in others):
            return None
        # 其中按期开工6个，开工率85.7%: the rate of these.
        if any(f.order > whole.order and RatePair(f, whole).comes_to(one) for f in others):
            return None
        return one
    return None


def _comes_to(whole: TextFigure, one: TextFigure) -> bool:
    """Whether fewer than all of a count are such a percentage of it."""
    if not 0 < one.printed < _HUNDRED or whole.value <= 1:
        return False
    near = int(one.printed * whole.value / _HUNDRED)
    return any(
        half_up(EXACT.divide(Decimal(k) * _HUNDRED, whole.value), one.places) == one.printed
        for k in (near, near + 1)
        if k < whole.value
    )
