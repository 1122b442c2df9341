"""How well figures that come to a whole stand as one list of it, by the build of the text alone.

Of ten counts in a row some come to one before them nearly always: 不明44个；规划许可办结38个、
办理中6个 says nothing.  A list begins where its whole opens it, and ends where nothing goes on; its
parts are told apart by one kind of mark, and are called alike.  The more of this is wanting, the
rarer by chance the sum must be.

Owns what is wanting and how much that asks for; finds no sums.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from sangeyipi.audit.judging.completeness import all_either
from sangeyipi.audit.judging.evidence import one_in
from sangeyipi.audit.judging.finding import RelationVerdict
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.breakdowns import BROKEN_DOWN, DIVIDED, OPENS
from sangeyipi.audit.text.terms.coverage import ALSO
from sangeyipi.audit.text.terms.reference_periods import LAST_YEAR
from sangeyipi.audit.text.terms.territories import WHOLE_REGION
from sangeyipi.audit.text.terms.totals import IN_ALL, IN_ALL_SO_FAR
from sangeyipi.model.patterns import later

_BRACKET = re.compile(r"\([^()]*\)")
_STOP, _HALF_STOP, _PAUSE = re.compile("[。!?\n]"), re.compile(";"), re.compile("[,:]|--")
_OPENS = re.compile(f"{OPENS}|含")
_VIEW = later(f"{DIVIDED}|{BROKEN_DOWN}")
_POINTED = later("[、和及与,;:。!?\n]|--")
_WHOLE = re.compile(f"{IN_ALL_SO_FAR}|总|满|全部|{WHOLE_REGION}")
_ELSE = re.compile(f"{ALSO}|其余|除|{IN_ALL}|其中|比|较|同期|{LAST_YEAR}")
_REST = re.compile("未|尚|还|剩|其[余他它]|余下|结余|缺|差|结转|正在|没有|退")
_LABEL = re.compile("[\u4e00-\u9fff]{2,4}$")
#: What stands behind a label that is named again.
_AGAIN = ("中", "里", "项目中", "项目里")
#: From here on marks part sentences.
_SENTENCES, _MOST_AFTER, _MOST_SKIPPED = 3, 12, 3
#: What it is worth that labels leave nothing out: 超前、正常、滞后.
_NOTHING_LEFT = 3
#: One in how many sums may come out by chance, by how much is wanting.
_DEMANDS = (0, 12, 40, 250, 1000, 4000, 16000)


def is_one_list(
    reading: TextReading, total: TextFigure, parts: Sequence[TextFigure], tries: int = 1
) -> bool:
    """Whether parts that come to a whole do so because they are a list of it.

    Where they need not come to it, but to one of so many others, chance hits as much oftener.
    """
    odds = _odds(total, parts) // tries
    if tries > 1 and odds < _DEMANDS[1]:
        return False
    if odds >= _DEMANDS[-1]:
        return True
    behind = total.order > parts[-1].order
    wanting = _wanting_before(reading, total, parts) if behind else _wanting(reading, total, parts)
    return not wanting or odds >= _DEMANDS[min(wanting, len(_DEMANDS) - 1)]


def _odds(total: TextFigure, parts: Sequence[TextFigure]) -> int:
    """How many rows come to none by chance until one comes to a whole as these do."""
    room = sum((one.half for one in parts), total.half * 0)
    value = sum((one.value for one in parts), total.half * 0)
    exact = value == total.value
    verdict = RelationVerdict.HOLDS if exact else RelationVerdict.ROUNDING
    return one_in(total, (value - room, value + room), total.value, verdict)


def _wanting(reading: TextReading, total: TextFigure, parts: Sequence[TextFigure]) -> int:
    text, first, like = reading.text, parts[0], _Like(parts)
    marks, step = _marks(reading, parts), _step(reading, parts)
    widest = max(marks)
    gap = text[total.end : first.start]
    bracketed = first.inner and gap.startswith("(")
    opened = bracketed or _OPENS.search(gap if first.inner else _BRACKET.sub("", gap)) is not None
    between = [f for f in reading.figures[total.order + 1 : first.order] if like.has(f)]
    wanting = 0
    bound = opened or first.lead.lstrip("、,;").startswith("已") or not _POINTED.search(gap)
    if not (bound or between or _WHOLE.search(total.lead)):
        nearer = _mark(gap)
        # 用地38项、用电21项: one thing more of the list.
        wanting += 2 * (nearer in (0, 2) and nearer <= widest)
        # 提出13个，已销号9个。本月新提出1个。未销号3个: the first belongs to the whole alone.
        wanting += 2 * (nearer < widest == _SENTENCES)
    if _is_other_view(text, total, between, first):
        known = sum(f.value for f in between) == total.value
        wanting += _apart(between[-1] if known else total, first)
    else:
        wanting += _apart(total, first)
        most = 1 if _are_listed(text, total, between, first) else _MOST_SKIPPED
        wanting += min(most, max(0, len(between) - max(0, step)))
        if between and step <= 0:
            before = text[between[-1].end : first.start]
            wanting += 2 * (_mark(before) <= widest and not _OPENS.search(before))
    wanting += _is_one_of_list(reading, total, parts, opened=opened)
    wanting += _goes_on(reading, like, step, widest)
    wanting += _unlike(total, parts, marks, step)
    # 开工19个，其中投产5个、在建14个: of these alone nothing is wanting.
    wanting += wanting > 0 and len(like.kinds) > 1
    if wanting and all_either(list(parts)):
        wanting -= _NOTHING_LEFT
    return max(0, wanting - (_REST.search(parts[-1].lead + parts[-1].tail[:6]) is not None))


def _wanting_before(reading: TextReading, total: TextFigure, parts: Sequence[TextFigure]) -> int:
    """The same of parts whose whole comes last."""
    text, figures, like = reading.text, reading.figures, _Like(parts)
    marks, step = _marks(reading, parts), _step(reading, parts)
    widest = max(marks)
    between = [f for f in figures[parts[-1].order + 1 : total.order] if like.has(f)]
    wanting = 2 * (_WHOLE.search(total.lead) is None)
    wanting += min(_MOST_SKIPPED, max(0, len(between) - max(0, step)))
    before = list(figures[max(0, parts[0].order - _MOST_AFTER) : parts[0].order])
    before = [f for f in before if like.has(f)]
    if before and step <= 0:
        gap = text[before[-1].end : parts[0].start]
        near = _mark(gap)
        wanting += 2 * (near <= widest and near < _SENTENCES and not _OPENS.search(gap))
    wanting += max(0, total.paragraph - parts[-1].paragraph)
    return wanting + _unlike(total, parts, marks, step)


def _unlike(total: TextFigure, parts: Sequence[TextFigure], marks: list[int], step: int) -> int:
    """How much the parts differ: in the marks between them, in units, in what they measure."""
    found = 2 * (len(set(marks)) > 1 and max(marks) >= _SENTENCES)
    found += step < 0
    found += total.dimension == "个" and len({f.unit for f in (total, *parts)}) > 1
    # 总投资20亿元，年度计划9亿元，完成7.9亿元: one is of the other.
    return found + 4 * (len({f.measure for f in parts} - {""}) > 1)


def _apart(one: TextFigure, other: TextFigure) -> int:
    """How much the paragraphs between two ask for."""
    return 2 * max(0, other.paragraph - one.paragraph - 1)


def _marks(reading: TextReading, parts: Sequence[TextFigure]) -> list[int]:
    return [_mark(reading.text[a.end : b.start]) for a, b in pairwise(parts)]


def _step(reading: TextReading, parts: Sequence[TextFigure]) -> int:
    """How many figures of the same dimension stand between any part and the next; -1 if it varies.

    甲9个、已开工8个，乙12个、已开工10个: one.
    """
    found = {_counted(reading, a, b) for a, b in pairwise(parts)}
    return found.pop() if len(found) == 1 else -1


def _is_other_view(
    text: str, total: TextFigure, between: Sequence[TextFigure], first: TextFigure
) -> bool:
    """Whether what stands before a list divides the same whole in another way.

    The words say so (按行业分), or that comes to the whole too.
    """
    if not between:
        return False
    said = _VIEW.search(text, between[-1].end, first.start) is not None
    return said or sum(f.value for f in between) == total.value


def _are_listed(
    text: str, total: TextFigure, between: Sequence[TextFigure], first: TextFigure
) -> bool:
    """Whether a whole has a list in its own sentence, before the one that the next begins."""
    if not between or not between[-1].sentence == total.sentence < first.sentence:
        return False
    return _OPENS.search(text, total.end, between[0].start) is not None


def _goes_on(reading: TextReading, like: "_Like", step: int, widest: int) -> int:
    """Whether a list that parts are taken of goes on behind the last of them."""
    last = like.parts[-1]
    after = reading.figures[last.order + 1 : last.order + _MOST_AFTER]
    more = [f for f in after if like.has(f)]
    step = max(0, step)
    if len(more) <= step:
        return 0
    gap = reading.text[last.end : more[step].start]
    if _ELSE.search(gap) or _OPENS.search(gap):
        return 0
    near = _mark(gap)
    if near < _SENTENCES:
        return 2 * (near <= widest)
    # Each part a sentence: the next is one more.
    return 2 * (widest == near and more[step].paragraph == last.paragraph)


def _is_one_of_list(
    reading: TextReading, total: TextFigure, parts: Sequence[TextFigure], *, opened: bool
) -> int:
    """Whether a whole is itself one thing of a list: 绿灯10个、不明30个."""
    gap = reading.text[total.end : parts[0].start]
    label = _LABEL.search(total.lead)
    # 有效497件、无效56件。有效信件中，投诉302件: named again.
    if _WHOLE.search(total.lead) or (label and any(label[0] + one in gap for one in _AGAIN)):
        return 0
    for at in (total.order - 1, total.order + 1):
        other = reading.figures[at] if 0 <= at < parts[0].order else total
        kin = (other.dimension, other.measure) == (total.dimension, total.measure)
        if other is total or not kin or other.inner is not total.inner:
            continue
        one, after = sorted((other, total), key=lambda f: f.order)
        between = reading.between(one, after)
        if _POINTED.search(between) and not _mark(between):
            # 开工15个、投产8个，其中工业5个、农业3个.
            return 1 if opened and parts[0].sentence == total.sentence else 4
    return 0


def _counted(reading: TextReading, one: TextFigure, other: TextFigure) -> int:
    """How many figures of the same dimension stand between two."""
    return sum(
        1
        for f in reading.figures[one.order + 1 : other.order]
        if f.dimension == one.dimension and f.measure == one.measure and f.inner is one.inner
    )


class _Like:
    """What a figure must be to be one more of some parts."""

    def __init__(self, parts: Sequence[TextFigure]) -> None:
        self.parts = parts
        self.kinds = {words.kind_of(f.lead) for f in parts}
        self._states = {words.state_of(f.lead) for f in parts}

    def has(self, one: TextFigure) -> bool:
        """Whether a figure might be one more of these parts."""
        part = self.parts[0]
        if one.dimension != part.dimension or one.measure != part.measure:
            return False
        if one.inner is not part.inner:
            return False
        if one.dimension != "个" or len(self.kinds) > 1:
            return True
        said = words.kind_of(one.lead) in self.kinds
        return said and (len(self._states) > 1 or words.state_of(one.lead) in self._states)


@lru_cache(maxsize=8192)
def _mark(gap: str) -> int:
    """How wide what stands between two figures parts them: 、 less than a comma than a stop."""
    gap = _BRACKET.sub("", gap)
    if _STOP.search(gap):
        return _SENTENCES
    return 2 if _HALF_STOP.search(gap) else 1 if _PAUSE.search(gap) else 0
