"""What a 【…】 at the head of a paragraph says, and the paragraph says otherwise behind it.

【签约42个、总投资203.8亿元】…共签下项目42个，总投资208.3亿元: the amount beside the same count, or
the count beside the same amount; and what is called as the head calls it (新增纳统项目128个 above
新增纳统固定资产投资项目182个).  Wrong only where one looks like the other but for a slip, of
one time and place, and where the paragraph doesn't say what the head does, too.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sangeyipi.audit.judging.finding import Finding
from sangeyipi.audit.judging.same_scope import months_in, years_in
from sangeyipi.audit.judging.slips import OF_ONE_DIGIT, SlipKind, slip_kind
from sangeyipi.audit.relations.repeats.repeats import same_quantity
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.reference_periods import PART_OF_YEAR, YEAR_OVER
from sangeyipi.audit.text.terms.totals import IN_ALL_SO_FAR
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "【签约42个、总投资203.8亿元】昨日，全县集中签约，共签下项目42个，总投资208.3亿元，其中工业26个。",
        "wrong 203.8 = 208.3",
    ),
    (
        "【前三季度新增纳统项目128个】1—9月，全市新增纳统固定资产投资项目182个，其中亿元以上76个。",
        "wrong 128 = 182",
    ),
    ("【集中开工68个项目 总投资93.6亿元】今天开工项目86个，总投资93.6亿元。", "wrong 68 = 86"),
)
_HEAD = later("(?:^|(?<=\\n))【[^【】\\n]{4,60}】")
_BODY, _SENTENCES = 240, 2
_TELLING, _NAMED = 3, 4
#: Of another time, or of some of them, if only one of the two says it.
_MARK = later(
    f"其中|{YEAR_OVER}|同期|累计|当[月季]|[本上]月|计划(?!总投资)|年度|目标|任务|预计|力争|将|省[外内级]|市[级本]|新增|净增|拟|续建|到位"
)
_NTH = later("第[^,。;第]{1,3}?[期批次场届]")
_PLACE = later("[\u4e00-\u9fff](?=[省市县区镇乡州旗])(?<![全我本该各从在由向对为了和及与是的])")
_DULL = later(
    f"\\d{{4}}年|\\d{{1,2}}(?:-\\d{{1,2}})?个?月份?|\\d{{1,2}}日|{PART_OF_YEAR}|[今本全]年|[全我本][省市县区州镇乡]"
    "|固定资产投资|固投|重[大点]|各类|建设|项目"
    f"|{IN_ALL_SO_FAR}|已经?|完成|实现|达到?|约?为|的|[,、;:“”【】 ]"
)


def bracketed_heads(reading: TextReading) -> Iterator[Finding]:
    """Every figure of such a head that is said otherwise behind it."""
    for found in _HEAD.finditer(reading.text):
        stop = reading.text.find("\n", found.end())
        stop = min(found.end() + _BODY, stop if stop >= 0 else len(reading.text))
        heads = [f for f in reading.between_places(found.start(), found.end()) if _is_plain(f)]
        below = reading.between_places(found.end(), stop)
        first = below[0].sentence if below else 0
        body = [f for f in below if f.sentence - first < _SENTENCES and _is_plain(f)]
        told: set[int] = set()
        for head, one in (*_pairs(heads, body), *_named(heads, body)):
            if head.start in told or any(_is_same(head, f) for f in below if f is not one):
                continue
            if _of_one(reading, found.end(), head, one):
                told.add(head.start)
                yield same_quantity(head, one)


def _is_plain(one: TextFigure) -> bool:
    return one.role in COUNTABLE and not (one.inner or one.hedge)


def _is_same(head: TextFigure, one: TextFigure) -> bool:
    return (head.role, head.value, head.dimension) == (one.role, one.value, one.dimension)


def _pairs(
    heads: Sequence[TextFigure], body: Sequence[TextFigure]
) -> Iterator[tuple[TextFigure, TextFigure]]:
    """42个、203.8亿元 and 42个，208.3亿元: of two side by side one is the same."""
    for head in pairwise(heads):
        if not _is_pair(*head):
            continue
        count, amount = head
        below = [pair for pair in pairwise(body) if _is_pair(*pair) and _are_alike(head, pair)]
        of_count = [pair for pair in below if _is_same(count, pair[0])]
        of_amount = [pair for pair in below if _is_same(amount, pair[1])]
        if len(of_count) == len(of_amount) == 1 and of_count == of_amount:
            yield from zip(head, of_count[0], strict=True)
        elif len(of_count) == 1 and not of_amount and _is_slip(amount, of_count[0][1]):
            yield amount, of_count[0][1]
        elif len(of_amount) == 1 and not of_count and _is_near(count, of_amount[0][0]):
            yield count, of_amount[0][0]


def _is_pair(count: TextFigure, amount: TextFigure) -> bool:
    beside = amount.order == count.order + 1 and amount.sentence == count.sentence
    return beside and count.role is Role.COUNT and amount.role is Role.MONEY and count.value > 1


def _are_alike(head: tuple[TextFigure, TextFigure], pair: tuple[TextFigure, TextFigure]) -> bool:
    """Whether two pairs may be of the same things, in the same state."""
    states = [
        words.states_of(count.lead) | words.states_of(count.tail) for count, _ in (head, pair)
    ]
    same = not all(states) or not states[0].isdisjoint(states[1])
    return same and head[0].unit == pair[0].unit and head[1].measure == pair[1].measure


def _is_slip(one: TextFigure, other: TextFigure) -> bool:
    kind = slip_kind(one.value, other)
    digits = min(len(one.digits), len(other.digits))
    return digits >= _TELLING and (kind is SlipKind.CROSSED or kind in OF_ONE_DIGIT)


def _is_near(one: TextFigure, other: TextFigure) -> bool:
    kind = slip_kind(one.value, other)
    return kind is SlipKind.CROSSED or kind is SlipKind.ONE_DIGIT


def _named(
    heads: Sequence[TextFigure], body: Sequence[TextFigure]
) -> Iterator[tuple[TextFigure, TextFigure]]:
    """新增纳统项目128个, and 新增纳统固定资产投资项目182个: called so by both."""
    for head in heads:
        name = _name(head)
        likes = [
            f
            for f in body
            if (f.role, f.unit) == (head.role, head.unit) and sorted(_name(f)) == sorted(name)
        ]
        if len(name) < _NAMED or len(likes) != 1:
            continue
        kin = [f for f in body if (f.role, f.unit) == (head.role, head.unit)]
        few = len(head.digits) < _TELLING and (len(heads) > 1 or kin[0] is not likes[0])
        if not few and slip_kind(head.value, likes[0]) is SlipKind.CROSSED:
            yield head, likes[0]


def _name(one: TextFigure) -> str:
    """What it is called: 新增纳统 before it, or 集中开工 behind it."""
    return _DULL.sub("", one.lead) or _DULL.sub("", one.tail.partition("】")[0])


def _of_one(reading: TextReading, begin: int, head: TextFigure, one: TextFigure) -> bool:
    """Whether what is said before either is of one time, place and kind."""
    titled = reading.text[reading.begun("\n", head.start) : begin]
    said = reading.text[max(begin, reading.begun("。;\n", one.start)) : one.start]
    marks = [set(_MARK.findall(each)) for each in (titled, said)]
    if marks[0] != marks[1] or _PART.search(said) or _is_explained(reading, head, one):
        return False
    for told in (months_in, years_in, _places, _nths):
        own, theirs = told(titled), told(said)
        if own and theirs and own != theirs:
            return False
    return True


def _is_explained(reading: TextReading, head: TextFigure, one: TextFigure) -> bool:
    """208.3亿元，其中4.5亿元不计入: whether what stands behind says what the head leaves out."""
    ends = reading.text.find("。", one.end)
    off = abs(head.value - one.value)
    behind = [f for f in reading.by_sentence[one.sentence] if f.order > one.order]
    said = reading.text[one.end : ends if ends >= 0 else None]
    return _WITHOUT.search(said) is not None or any(
        f.value == off and f.dimension == one.dimension for f in behind
    )


_PART = later("其中|含(?!量)|[剔扣]除|口径")
_WITHOUT = later("[不未](?:计|列|纳)入|[不未][含计]|口径|剔除|扣除")


def _nths(said: str) -> set[str]:
    return set(_NTH.findall(said))


def _places(said: str) -> set[str]:
    return set(_PLACE.findall(said))
