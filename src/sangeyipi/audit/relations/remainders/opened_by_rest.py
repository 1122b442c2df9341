"""Whether a sentence opens with what is left, all of it and of nothing else: 对剩余25项问题，….

剩余15项征地问题, 城关镇仍有15项, 仍有15项逾期未办结 are left of less than the whole, or some of the
rest.  Owns these words.
"""

from decimal import Decimal

from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.reference_periods import PART_OF_YEAR
from sangeyipi.model.patterns import later

EXAMPLES = (
    ("应办83件。目前已办结61件。仍有32件未办结。", "wrong 83 - 61 = 32"),
    ("应办83件。目前已办结61件。未办结的22件正在办理。", "holds 83 - 61 = 22"),
)
_REACH = 24
_SENTENCE = later("[。;!?\\n]")
_SINCE = "(?:截至目前|目前|现|但)?,?"
_NOUN = "(?:问题|项目|企业|任务|工程|事项)?"
_REST = later(
    f"{_SINCE}(?:对于?|针对|对于)?(?:其余|其它|剩余|剩下|余下|[还尚仍]剩(?:余|下)?|尚余|剩|缺口(?:面积|资金)?)的?{_NOUN}"
)
_STILL = later(f"{_SINCE}[尚还仍](?:有|余)?")
_UNDONE = later(
    f"{_SINCE}[尚还仍]?(?:未|没有)(?P<what>[\u4e00-\u9fff]{{2}})的?{_NOUN}(?:[还尚仍共]?有|为)?"
)
_GOES_ON = later(
    f"{_NOUN}(?=[,。;]|正|均|已|将|也|都|全|[尚仍还]|未|待|需|要|力争|预计|计划|因|由于"
    f"|[纳列转]入|拟|年[底内]|{PART_OF_YEAR}|\\d{{1,2}}月|$)"
)
_STILL_UNDONE = later(f"{_NOUN}[尚还仍]?(?:未|没有)(?P<what>[\u4e00-\u9fff]{{2}})(?=[,。;]|$)")

#: 截至6月底已办结61个，…。目前仍有12个: some were done since.
_DATED = later("截[至止](?!目前)|月[底末]|\\d日|上半年|季度")
_NOW = later("目前|现|至今")
_AFTER = 4


def opens_with_rest(reading: TextReading, one: TextFigure, taken: str) -> bool:
    """Whether a sentence begins with what is left by what was done, in the words for that."""
    before = reading.text[max(0, one.start - _REACH) : one.start]
    said = _SENTENCE.split(before)[-1].replace(" ", "")
    if _REST.fullmatch(said):
        return _GOES_ON.match(reading.text, one.end) is not None
    undone = _UNDONE.fullmatch(said)
    if undone is not None and _GOES_ON.match(reading.text, one.end):
        return is_of(undone["what"], taken)
    behind = _STILL_UNDONE.match(reading.text, one.end) if _STILL.fullmatch(said) else None
    return behind is not None and is_of(behind["what"], taken)


def is_told_whole(reading: TextReading, one: TextFigure, done: TextFigure, rest: Decimal) -> bool:
    """Whether what is left is told at once, and as of when the rest was done."""
    said = _SENTENCE.split(reading.text[max(0, done.start - _REACH) : done.start])[-1]
    now = _SENTENCE.split(reading.text[max(0, one.start - _REACH) : one.start])[-1]
    if _DATED.search(said) and _NOW.search(now):
        return False
    if one.value > rest:
        return not others_are_in_it(reading, one, one.value - rest)
    # 剩余20项年底前完成，另5项…: what is less goes on being told.
    behind = reading.figures[one.order + 1 : one.order + 1 + _AFTER]
    return not any(f.paragraph == one.paragraph and f.dimension == one.dimension for f in behind)


def others_are_in_it(reading: TextReading, one: TextFigure, many: Decimal) -> bool:
    """正在办理137件。其中，上年结转3件: whether so many more than are left are told of behind."""
    behind = reading.figures[one.order + 1 : one.order + 1 + _AFTER]
    near = [f for f in behind if f.paragraph == one.paragraph and f.dimension == one.dimension]
    end = near[0].end if near else one.end
    end = max(end, len(_SENTENCE.split(reading.text[one.end : one.end + _REACH])[0]) + one.end)
    return any(f.value == many for f in near) or bool(_BROUGHT.search(reading.text, one.end, end))


#: What was there before, or is looked at again.
_BROUGHT = later(
    "结转|跨年|往[年月期]|[上去]年|上[月期季]|此前|历史|遗留|复[查核发]|返工|新增|反弹|重复"
)


def is_of(what: str, taken: str) -> bool:
    """Whether what is not done is what was done of the others."""
    state = words.state_of(what)
    # 放款 leaves what is 未投放: half of the word is enough, where it names no state.
    return state in words.states_of(taken) if state else any(each in taken for each in what)
