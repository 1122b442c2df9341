"""What was counted before is taken up again by as many or more: 这47个中, 22件中，15件正在办理.

These are those of the sentence before, so that they are as many; and of as many things, said twice,
as many are done.  Wrong where the parts come to the one, or one is a slip of the other.

Asked, as `said_again`, of what all others have found.
"""

from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.adding import Window
from sangeyipi.audit.judging.completeness import is_exceeded
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.same_scope import MARK, one_scope, sentence_to
from sangeyipi.audit.relations.repeats.repeats import same_quantity
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past, own_words
from sangeyipi.audit.text.names_again import NAME, THESE, is_same_name
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.reference_periods import PART_OF_YEAR
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "会议确定事项22件，截至9月14日，已办结6件，正在办理16件。请抓紧办理。22件事项中，15件正在办理。",
        "wrong 16 = 15",
    ),
    (
        "新开工亿元以上项目49个。这47个新开工项目中，制造业31个，服务业12个，农业6个，均已纳入管理。",
        "wrong 49 = 47",
    ),
)


def these_again(reading: TextReading) -> Iterator[Finding]:
    """Every count that is taken up again otherwise, whatever else is found."""
    yield from _of_one_whole(reading)
    yield from _those_before(reading)


def _those_before(reading: TextReading) -> Iterator[Finding]:
    """新开工49个。这47个新开工项目中，31个，12个，6个: these are those, as many as the parts are.

    No other count before is as large, and the parts come to the one of the sentence before.
    """
    for one in reading.of(Role.COUNT):
        if one.lead not in THESE or one.value < _LEAST or one.hedge:
            continue
        known = _counted_before(reading, one)
        if known is not None and _comes_to(reading, one, known):
            yield same_quantity(known, one)


def _counted_before(reading: TextReading, one: TextFigure) -> TextFigure | None:
    """The one count of such things shortly before, nearly as large; none is as large as this."""
    before = [
        f
        for f in reading.paragraph_before(one)
        if f.role is Role.COUNT and f.unit == one.unit and not (f.inner or f.hedge)
    ]
    likes = [
        f
        for f in before
        if 0 < one.sentence - f.sentence <= _TWO
        and words.states_of(f.lead or f.tail) == words.states_of(one.tail)
        and not (change_of(f.lead) or is_past(f.lead) or MARK.search(f.lead))
    ]
    if len(likes) != 1 or any(f.value == one.value for f in before):
        return None
    known = likes[0]
    off = abs(known.value - one.value)
    # 49个，2个暂停。这47个: what is left of them.
    left = any(f.value == off for f in before if f.start > known.start)
    return None if left or off * _LEAST > known.value else known


def _comes_to(reading: TextReading, one: TextFigure, whole: TextFigure) -> bool:
    """Whether what a sentence lists behind its first count comes to another whole."""
    parts: list[TextFigure] = []
    for f in reading.figures[one.order + 1 : one.order + 1 + _FEW]:
        if f.sentence != one.sentence or f.role is not Role.COUNT or f.unit != one.unit:
            break
        parts.append(f)
        if len(parts) > _TWO and Window(whole, parts).verdict in GOOD:
            own = any(Window(one, parts[at:]).verdict in GOOD for at in range(len(parts)))
            plain = not own and not any(each.hedge or each.inner for each in parts)
            return plain and is_exceeded(parts)
    return False


def _of_one_whole(reading: TextReading) -> Iterator[Finding]:
    """22件，已办结6件，正在办理16件。…。22件中，15件正在办理: so many of as many, said twice.

    The later says no date, or the same; both are called alike, and stand right behind the whole.
    """
    wholes: dict[tuple[Decimal, str], list[TextFigure]] = {}
    for one in reading.of(Role.COUNT):
        if one.value >= _LEAST and not (one.inner or one.hedge):
            wholes.setdefault((one.value, one.unit), []).append(one)
    for several in wholes.values():
        if len(several) < _TWO or several[0].sentence == several[-1].sentence:
            continue
        seen: dict[str, tuple[TextFigure, TextFigure]] = {}
        for whole in several:
            for state, part in _states_of(reading, whole):
                before, other = seen.setdefault(state, (whole, part))
                near = abs(other.value - part.value) * _LEAST <= max(whole.value, Decimal(_LEAST))
                apart = other.sentence != part.sentence and other.value != part.value
                same = apart and near and _is_taken_up(reading, before, whole)
                if same and _same_when(reading, other, part):
                    yield same_quantity(other, part)


def _is_taken_up(reading: TextReading, one: TextFigure, again: TextFigure) -> bool:
    """Whether the later are those of the first, and nothing says of when or whose they are.

    上周，项目63个。本周，项目63个: each is of its own; so is 按统计口径，63个项目中.
    """
    bare = [_opens(reading, one, ""), _opens(reading, again, one.lead)]
    if bare != [False, True] or not _is_the_same(one, again):
        return False
    # 乙县进展较慢, 7月再次调度: those of another place or day.
    end = reading.text.find("。", one.end, again.start)
    return end < 0 or _MOVED_ON.search(reading.text, end, again.start) is None


def _opens(reading: TextReading, one: TextFigure, name: str) -> bool:
    """Whether a sentence begins with a count, or with its name: 88个项目中, 项目88个中."""
    said = reading.text[reading.begun("。;\n", one.start) : one.start]
    named = bool(name) and one.tail.startswith(("中", "里")) and name.endswith(said)
    return named or _OPENS.fullmatch(said) is not None


_MOVED_ON = later(
    "(?<![全我本该各])[县区市镇乡州旗]|公司|集团|部门|专班|\\d[月日时]|再次|再度|复查|会后|会前|本次|[上本][周月期次]"
    "|[上去]年|同期|口径|情况|、(?=[^。]{2,12}。)"
)
_OPENS = later("(?:目前|其中|在|对|(?:上述|以上|这些?)|,){0,3}")


def _is_the_same(one: TextFigure, again: TextFigure) -> bool:
    """Whether two counts are of the same things: 事项22件, and 22件事项中."""
    if not one.lead and not again.lead:
        return len(one.tail) >= NAME and one.tail[:NAME] == again.tail[:NAME]
    return is_same_name(one, again)


def _states_of(reading: TextReading, whole: TextFigure) -> Iterator[tuple[str, TextFigure]]:
    """What has become of how many, right behind the whole; each named once."""
    found: dict[str, list[TextFigure]] = {}
    for one in reading.figures[whole.order + 1 : whole.order + 1 + _STATES]:
        plain = not (one.inner or one.hedge or change_of(one.lead) or is_past(one.lead))
        if one.sentence != whole.sentence or one.role is Role.PERCENT:
            if one.sentence == whole.sentence:
                continue
            break
        if one.unit != whole.unit or one.value >= whole.value or not plain:
            break
        lead, tail = own_words(one)
        state = _PLAIN.sub("", tail if one.first or not _PLAIN.sub("", lead) else lead)
        if _IS_STATE.fullmatch(state) is None:
            break
        found.setdefault(state, []).append(one)
    yield from ((state, each[0]) for state, each in found.items() if len(each) == 1)


def _same_when(reading: TextReading, one: TextFigure, again: TextFigure) -> bool:
    """Whether the later is of no other time or place than the first."""
    when = [_DATES.findall(sentence_to(reading, f)) for f in (one, again)]
    dated = not when[1] or when[0] == when[1]
    return dated and again.paragraph - one.paragraph <= _LEAST and one_scope(reading, one, again)


_DATES = later(f"\\d{{1,2}}月(?:\\d{{1,2}}日|底|末)?|\\d{{1,2}}日|目前|{PART_OF_YEAR}")
_PLAIN = later("目前|现在?|已经?|[,、的有共中]|项目|其中|均")
_IS_STATE = later(
    "(?:正在)?(?:办理|办结|开工|竣工|完工|投产|签约|履约|在建|整改|解决|落实|答复|实施|推进)(?:中|完成|到位)?"
)
#: So few are alike by chance; and within so many figures all is told of a whole.
_LEAST, _FEW, _STATES, _TWO = 8, 8, 4, 2
