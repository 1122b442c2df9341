"""Words that say how much of a plan is done, against its rate: 占年度任务的85.6%，提前超额完成.

More than all of it is done where the words say 超额完成 or 提前完成, and more than half where they
say 任务过半.  They go on of the rate of a plan right before, or come right before it; the plan that
they name, if any, is the one that the rate is of.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import base_of, change_of, growth_of, is_base, is_past
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    ("铁路完成投资38.7亿元，占年度任务46亿元的84.1%，同样提前超额完成。", "wrong 84.1 < 100 = 100"),
    ("铁路完成投资48.3亿元，占年度任务46亿元的105%，提前超额完成。", "holds 105 > 100 = 100"),
    ("完成年度计划的46.3%，快于全市进度2.1个百分点，实现任务过半。", "wrong 46.3 < 50 = 50"),
    ("完成投资86亿元，为年计划的53.8%，实现“时间过半、任务过半”。", "holds 53.8 > 50 = 50"),
    ("提前两个月超额完成全年任务，累计完成投资27.6亿元，占年度目标的92%。", "wrong 92 < 100 = 100"),
    ("实际使用外资9.4亿美元，已超额完成11.2亿美元的全年目标。", "wrong 9.4 < 11.2 = 11.2"),
    ("实际使用外资12.4亿美元，已超额完成11.2亿美元的全年目标。", "holds 12.4 > 11.2 = 11.2"),
)
_HALF, _ALL = Decimal(50), Decimal(100)
_PLANNED = "(?:[各项年度全省市县区的定制]|目标|任务|计划|投资|建设|工作){0,8}"
_WORDS = re.compile(
    "(?:^|(?<=[,;。:(\n]))(?:目前|现|已经?|均|都|全部|也|且|又|并|同样|顺利|全面|如期|圆满|一举){0,4}"
    "(?:实现|达到)?了?[“”]?(?P<word>(?:时间过半、?)?(?:任务|投资|计划|目标|进度|双)(?P<half>过半)"
    "|(?:提前(?:[\\d一二两三四五六七八九十]{1,2}个?(?:月|季度|天))?,?)?超额完成"
    "|提前(?:[\\d一二两三四五六七八九十]{1,2}个?(?:月|季度|天))?完成(?=[^,。;)\n]))了?"
    f"(?P<plan>{_PLANNED})[“”]?(?=[,。;)\n])"
)
_YEAR = "年"
_OF_ANY = later("[各项年度全的定制]|目标|任务|计划|投资|建设|工作")
#: 累计完成投资27.6亿元，占年度目标: what goes on of the words before it.
_DONE = later("[,:]?(?:已|累计|实际|共|今年){0,3}(?:完成|实现|到位)(?:投资)?")
_RATE = later("[,:(]?(?:已|累计|实际|共){0,2}(?:占|为|达到?|完成|实现)[^,。;]{2,14}的")
_PLAN = later("计划|目标|任务")
_OVER = later("超额完成了?[^,。;\\d]{0,6}$")
_AIM = later("的?(?:[全今]?年度?)?(?:目标|任务|计划)")
_MOST, _NEXT = 6, 3


def fulfilled(reading: TextReading) -> Iterator[Finding]:
    """Every rate of a plan, or amount of it, beside words that say it is done, or half of it."""
    for said in _WORDS.finditer(reading.text):
        one = _before(reading, said) or _behind(reading, said)
        if one is not None and not one.hedge and _is_of(_plan_of(reading, one), said["plan"]):
            yield _against(one, said)
    for one in reading.figures:
        if one.role in COUNTABLE and _OVER.search(one.lead) and _AIM.match(one.tail):
            yield from _amount(reading, one)


def _before(reading: TextReading, said: "re.Match[str]") -> TextFigure | None:
    """The rate of a plan that the words go on of; how it compares may stand between."""
    after = reading.first_after(said.start())
    last = (after.order if after is not None else len(reading.figures)) - 1
    for at in range(last, max(-1, last - _MOST), -1):
        one = reading.figures[at]
        if re.search("[。;\n]", reading.text[one.end : said.start()]) or one.inner:
            return None
        if _plan_of(reading, one):
            return one
        beside = one.role is Role.POINTS or growth_of(one.lead) or change_of(one.lead)
        if not beside:
            return None
    return None


def _behind(reading: TextReading, said: "re.Match[str]") -> TextFigure | None:
    """提前完成年度任务，完成投资27.6亿元，占年度目标的92%: of the same, where no other is named."""
    after = reading.first_after(said.end())
    at = said.end()
    if after is None:
        return None
    for one in reading.figures[after.order : after.order + _NEXT]:
        gap = reading.text[at : one.start]
        if one.role is Role.PERCENT:
            bound = _RATE.fullmatch(gap) or (is_base(reading, reading.figures[one.order - 1]))
            return one if bound and _plan_of(reading, one) else None
        base = _plan_of(reading, reading.figures[one.order + 1]) if _has_next(reading, one) else ""
        if one.role not in COUNTABLE or not (_DONE.fullmatch(gap) or (base and "占" in gap)):
            return None
        at = one.end
    return None


def _has_next(reading: TextReading, one: TextFigure) -> bool:
    return one.order + 1 < len(reading.figures) and is_base(reading, one)


def _plan_of(reading: TextReading, one: TextFigure) -> str:
    """What plan a percentage is of, by its words or by those of its base; "" for none."""
    if one.role is not Role.PERCENT:
        return ""
    base = base_of(one.lead)
    said = base[1] if base is not None else ""
    if one.lead == "的" and one.order and is_base(reading, reading.figures[one.order - 1]):
        said = reading.figures[one.order - 1].lead
    return said if _PLAN.search(said) else ""


def _is_of(plan: str, named: str) -> bool:
    """Whether a plan that words name is the one that a rate is of."""
    return bool(plan) and (_YEAR not in named or _YEAR in plan) and not _more(named, plan)


def _more(named: str, plan: str) -> bool:
    return any(each not in plan for each in _OF_ANY.sub("", named))


def _against(one: TextFigure, said: "re.Match[str]") -> Finding:
    worth = _HALF if said["half"] else _ALL
    at, end = said.span("word")
    stated = TextFigure(
        at, end, said["word"], Role.PERCENT, worth, "%", Decimal(1), 0, dimension="%"
    )
    right = one.value + one.half >= worth
    verdict = RelationVerdict.HOLDS if right else RelationVerdict.WRONG
    text = f"{one.printed:f} {'>' if right else '<'} {worth:f}"
    message = f"{one.text} 写的是“{said['word']}”"
    remedy = "" if right else "核对这个率，或改这几个字"
    return Finding(verdict, RelationKind.STATE, message, text, one.value, stated, (one,), remedy)


def _amount(reading: TextReading, aim: TextFigure) -> Iterator[Finding]:
    """实际使用外资9.4亿美元，已超额完成11.2亿美元的全年目标: less than the aim."""
    done = [
        f
        for f in reading.figures[reading.begins[aim.order] : aim.order]
        if (f.dimension, f.role) == (aim.dimension, aim.role)
        and not (change_of(f.lead) or is_past(f.lead))
    ]
    if len(done) != 1 or done[0].hedge or aim.hedge or done[0].inner or done[0].value == aim.value:
        return
    (one,) = done
    right = one.value > aim.value
    verdict = RelationVerdict.HOLDS if right else RelationVerdict.WRONG
    text = f"{aim.said(one.value):f} {'>' if right else '<'} {aim.printed:f}"
    message = f"{one.text} 写的是超额完成 {aim.text}"
    remedy = "" if right else "核对这两个数，或改这几个字"
    yield Finding(verdict, RelationKind.STATE, message, text, one.value, aim, (one,), remedy)
