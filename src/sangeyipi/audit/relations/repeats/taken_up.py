"""What is taken up again as those before: 支持项目23个。…上述25个项目; 上述27个项目总投资76亿元.

These are those that were counted, so that they are as many, and what was said of them is said
again.  Wrong only by a slip, where nothing else is counted before that they could be, and
where nothing is said between but other amounts of theirs: some may have dropped out in words.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.finding import Finding
from sangeyipi.audit.judging.same_scope import one_scope
from sangeyipi.audit.judging.slips import SlipKind, slip_kind
from sangeyipi.audit.relations.repeats.repeats import OTHER_TIME, same_quantity
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.names_again import name_of
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.coverage import AND_MORE, WITHDRAWN
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "争取专项资金7.26亿元，支持项目23个。已支出4.91亿元，支出进度67.6%。对上述25个项目建立台账。",
        "wrong 23 = 25",
    ),
    (
        "观摩项目27个，计划总投资74.6亿元。上述27个项目计划总投资达76.4亿元。",
        "wrong 74.6 = 76.4",
    ),
    (
        "观摩项目27个，计划总投资74.6亿元。上述27个项目计划总投资达74.6亿元。",
        "holds 74.6 = 74.6",
    ),
)
_THESE = later("(?:上述|以上|前述|这|这些|该)(?:的)?$")
_THING = later("[^,。;、:\\d]{0,8}?(项目|企业|问题|工程|任务|事项|案件|隐患|线索|诉求|提案|建议)")
_OTHER = later("未|尚|没有|不|滞后|重点|其[余他它]|剩余|新增|以[上下]|亿元|万元|获|合格|达标|拟")
_MORE = later(
    f"{AND_MORE}|加上|连同|以及|等|新增|追加|增加|调整|调入|{WITHDRAWN}|合并|暂停|分别|\n"
)
#: What has been spent of it, and who says so: nothing that makes others of them.
_AMOUNTS = later(
    "(?:(?:其中,?|截至[^,。;]{1,8},)?[^,。;、:()\\d]{0,12}\\d[\\d.]{0,12}(?:亿元|万元|元|%|个百分点|家|户|人|名)[,。;、]){0,8}"
)
_GONE = later(
    "[并撤调退减取扣剔缓停收转缴终]|其余|追|补[充报录]|新增|更[改换]|重新|批复|评审|审[批计]|含"
)
_GOES_ON = later("[,。;]?(?:(?:下一步|今后|接下来|下阶段),)?(?:[^,。;:()\\d]{0,6}(?:将|要))?对?")
_TOLD_BY = later("[,。;]?(?:[^,。;:()\\d]{2,6}(?:认为|指出|介绍|表示),?)?")
_FEW, _NEAR, _BEHIND, _DIGITS, _SAID = 8, 5, 4, 3, 3
_SLIPS = frozenset({SlipKind.CROSSED, SlipKind.ONE_DIGIT})


def taken_up(reading: TextReading) -> Iterator[Finding]:
    """Every count of those before, and the amount said of them again."""
    for one in reading.of(Role.COUNT):
        if one.hedge or not _THESE.search(one.lead):
            continue
        thing = _THING.match(one.tail)
        if thing is None or _OTHER.search(thing[0]) or one.value < _FEW:
            continue
        before = [
            f
            for f in reading.paragraph_before(one)
            if f.role is Role.COUNT and f.unit == one.unit and not f.inner
        ]
        if len(before) == 1 and _is_other(reading, before[0], one, thing[1]):
            yield same_quantity(before[0], one)
        for known in reversed(before):
            if known.value == one.value and known.sentence < one.sentence:
                yield from _said_of_them(reading, known, one)
                break


def _is_other(reading: TextReading, known: TextFigure, one: TextFigure, thing: str) -> bool:
    """Whether the only count before is of the same things, and differs by a slip."""
    if known.value == one.value or known.hedge or known.sentence >= one.sentence:
        return False
    if thing not in known.lead + known.tail[: 2 * _FEW] or change_of(known.lead):
        return False
    states = [words.states_of(f.lead + f.tail[:_FEW]) for f in (known, one)]
    if not states[1] <= states[0] or is_past(known.lead):
        return False
    # 58个。上述56个中，31个、12个、13个: what is divided may be some of them.
    behind = reading.figures[one.order + 1 : one.order + 1 + _BEHIND]
    if any(f.sentence == one.sentence and f.unit == one.unit for f in behind):
        return False
    near = abs(known.value - one.value) * _NEAR <= known.value
    slip = slip_kind(known.value, one) in _SLIPS
    return near and slip and _is_all_told(reading.text[known.end : _begun(one)], _GOES_ON)


def _begun(one: TextFigure) -> int:
    """Where 上述 and the like begin."""
    said = _THESE.search(one.lead)
    return one.start - len(said[0]) if said is not None else one.start


def _is_all_told(between: str, last: "re.Pattern[str]") -> bool:
    """Whether nothing but amounts, and words of a short list, stand between."""
    mark, said = between[:1], between[1:]
    if mark not in tuple(",。;"):
        return False
    amounts = _AMOUNTS.match(said)
    done = amounts.end() if amounts is not None else 0
    if _GONE.search(said, 0, done) or _MORE.search(said):
        return False
    return last.fullmatch(said, done) is not None


def _said_of_them(reading: TextReading, known: TextFigure, one: TextFigure) -> Iterator[Finding]:
    """The first amount behind either count, of one measure and called alike."""
    pair = [_amount(reading, f) for f in (known, one)]
    if pair[0] is None or pair[1] is None:
        return
    first, again = pair[0], pair[1]
    names = [name_of(f.lead).removeprefix("其") for f in (first, again)]
    shorter, longer = sorted(names, key=len)
    if first.measure != again.measure or len(shorter) < _SAID or not longer.endswith(shorter):
        return
    if first.dimension != again.dimension or not one_scope(reading, first, again):
        return
    digits = min(len(f.digits) for f in (first, again))
    slip = digits >= _DIGITS and slip_kind(first.value, again) in _SLIPS
    plain = (
        names[0].removesuffix("达") == names[1].removesuffix("达")
        and _is_all_told(reading.text[first.end : _begun(one)], _TOLD_BY)
        and reading.text[again.end : again.end + 1] in tuple(",。;\n")
    )
    if first.value == again.value or (slip and plain and first.scale == again.scale):
        yield same_quantity(first, again)


def _amount(reading: TextReading, count: TextFigure) -> TextFigure | None:
    """The amount right behind a count, as it is now and of all of them."""
    for one in reading.figures[count.order + 1 : count.order + 2]:
        said = reading.text[count.end : one.start]
        plain = one.role is Role.MONEY and not (one.inner or one.hedge)
        if plain and one.sentence == count.sentence and not _NOT_THEIRS.search(said):
            return None if OTHER_TIME.search(said) or change_of(one.lead) else one
    return None


_NOT_THEIRS = later("截[至止]|其中|[。;]|平均|均|每|最[大高小]|已")
