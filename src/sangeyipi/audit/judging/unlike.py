"""When a percentage is not set against the figure that its words name, but against some of it.

后四期亿元以上项目开工率59.3%，比前八期低34.3个百分点: than theirs of 亿元以上.
市级项目中，末位的乙县69.2%，低于全市平均 is of those projects, and what a bracket or the clause
behind tells is meant.
"""

from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later

_PHASES = later("[前后第][一二三四五六七八九十\\d]{1,3}个?[期批轮次届]|[前后][两几]个?[期批轮次届]")
_DULL = later(
    "(?:项目|签约|开工|履约|投产|达效|竣工|完成|办结|整改|[一-鿿]{2}率)|(?:总体|整体)?(?:转化|进展|推进)?(?:偏|较|相对|明显)[慢快好低高差]|[\\d.%个项只仅已则也为是达到的共其中有,、:()]"
)
_CLAUSES, _PAIR = later("[。;\\n]"), 2
_OWN_WORDS = later("口径|含|剔除|扣除")


def is_told_apart(reading: TextReading, one: TextFigure, name: str) -> bool:
    """Whether words behind a difference say against what it is: （全市83.5%）, 含终止项目口径."""
    ends = _CLAUSES.search(reading.text, one.end)
    behind = reading.text[one.end : ends.start() if ends is not None else None]
    if behind.startswith("("):
        inner = behind.partition(")")[0]
        if _OWN_WORDS.search(inner) or any(each.isdigit() for each in inner):
            return True
    # 比工业项目低34.3个百分点，乡镇工业项目为93.6%.
    return any(
        f.role is Role.PERCENT and f.order > one.order and f.lead.lstrip(",;、(").find(name) > 0
        for f in reading.by_sentence[one.sentence]
    )


def are_unlike(reading: TextReading, now: TextFigure, old: TextFigure, name: str) -> bool:
    """Whether what is compared of one phase with another is of some kind that the other isn't."""
    if not _PHASES.fullmatch(name):
        return False
    own, theirs = (_said(reading, f) for f in (now, old))
    left = _DULL.sub("|", _PHASES.sub("|", own))
    return any(
        each[n : n + _PAIR] not in theirs for each in left.split("|") for n in range(len(each) - 1)
    )


def _said(reading: TextReading, one: TextFigure) -> str:
    return reading.text[reading.begun("。;\n", one.start) : one.start]


#: 末位的乙县为69.2%: a place, where it stands among its like, and nothing more.
_BARE = later(
    "(?:其中)?,?(?:[末首][位名]|最[高低]|第[一二三]|排名?[^,。;:\\d]{1,6}|倒数第[一二三])?(?:的|是|为)?(?:[\u4e00-\u9fff]{1,5}[县区市镇乡州旗村])(?:则|仅|只)?(?:[为是达])?到?"
)


def is_bare_place(reading: TextReading, one: TextFigure) -> bool:
    """Whether a percentage without a name goes on with the rate before, of a place alone."""
    return _BARE.fullmatch(_said(reading, one)) is not None
