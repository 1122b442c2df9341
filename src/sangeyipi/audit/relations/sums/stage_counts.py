"""Counts of the stages that a whole has, wherever they stand: 63个重点项目…27个新开工…36个续建.

Each stands before what it counts or behind its name, in its clause with other things, and the whole
stands before them in the paragraph.  Only what comes out is told: others may stand nowhere.
"""

import re
from collections.abc import Iterator, Sequence

from sangeyipi.audit.judging.adding import Window, summed
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.slips import SlipKind, slip_kind
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.totals import IN_ALL_SO_FAR
from sangeyipi.model import numerals
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "全县63个重点项目完成投资58.4亿元。27个计划新开工项目已开工22个，开工率81.5%；36个续建项目全部复工。",
        "holds 27 + 36 = 63",
    ),
    (
        "共签约、开工项目71个。32个“签约一批”项目总投资268.4亿元；39个“开工一批”项目总投资305.7亿元。",
        "holds 32 + 39 = 71",
    ),
    (
        "分四批下达9.86亿元，依次为2.4亿元、3.15亿元、1.97亿元、2.34亿元。前三批已到账7.52亿元。",
        "holds 2.4 + 3.15 + 1.97 = 7.52",
    ),
    (
        "梳理问题76个。当月办结57个，办结率75.0%。5月份结转问题16个，本月办结13个，两项合计办结70个。",
        "holds 57 + 13 = 70",
    ),
    (
        "共签约、开工项目53个，总投资654亿元；结转投产项目67个。38个“签约一批”项目总投资312.6亿元；"
        "45个“开工一批”项目总投资341.4亿元。",
        "wrong 38 + 45 = 53",
    ),
    (
        "梳理问题76个。当月办结57个，办结率75.0%。5月份结转问题16个，本月办结13个，两项合计办结40个。",
        "wrong 57 + 13 = 40",
    ),
)
#: What one stage is called, for each way to divide into two.
_WAYS = tuple(
    tuple(later(one) for one in way)
    for way in (
        ("新开工|新建|拟开工|新上", "续建|结转"),
        ("“?签约一批”?", "“?开工一批”?"),
        ("(?<!未)(?<!部分)(?:达产|达效|全面投产)", "部分投产|试产|试生产|试运行"),
    )
)
_LEAST, _WORDS, _BACK, _MOST = 20, 10, 40, 12
_FIRST_FEW = later("前([两二三四五六七八])(?:批|期|笔)(?:次)?[^,。;、\\d]{0,12}$")
_LISTED = later("(?:依次|分别)[为是]?:?$")
_SEVERAL = later(
    f"([两二三四五])(?:项|者|类|批|部分|块)(?:{IN_ALL_SO_FAR})([\u4e00-\u9fff]{{2,6}})$"
)


def stage_counts(reading: TextReading) -> Iterator[Finding]:
    """Every whole that two such counts come to, and what the first of a list come to."""
    paragraphs: dict[int, list[TextFigure]] = {}
    for one in reading.figures:
        if one.role is Role.COUNT and not one.inner:
            paragraphs.setdefault(one.paragraph, []).append(one)
        elif one.role is Role.MONEY:
            window = _of_first(reading, one)
            if window is not None:
                yield summed(window, None)
    for counts in paragraphs.values():
        if len(counts) <= _BACK:
            yield from _of_ways(counts)
            yield from (summed(each, None) for each in _of_several(reading, counts))


def _of_ways(counts: Sequence[TextFigure]) -> Iterator[Finding]:
    for first, second in _WAYS:
        one = [f for f in counts if _is_stage(f, first, second)]
        other = [f for f in counts if _is_stage(f, second, first)]
        windows = [
            Window(total, sorted((a, b), key=_order))
            for a in one[:_MOST]
            for b in other[:_MOST]
            for total in counts
            if total.order < min(a.order, b.order) and total.value == a.value + b.value
        ]
        plain = [w for w in windows if _is_whole(w.total) and w.total.unit == w.parts[0].unit]
        if plain:
            yield summed(plain[0], None)
        elif len(one) == len(other) == 1:
            window = _of_both(counts, sorted((one[0], other[0]), key=_order), (first, second))
            if window is not None:
                yield summed(window, None)


def _of_both(
    counts: Sequence[TextFigure], parts: list[TextFigure], names: "tuple[re.Pattern[str], ...]"
) -> Window | None:
    """共签约、开工项目53个: the one whole before that names both, off by a slip."""
    said = [_BOTH.search(f.lead) for f in counts]
    wholes = [f for f, each in zip(counts, said, strict=True) if each is not None]
    if len(wholes) != 1 or wholes[0].order > parts[0].order or not _is_whole(wholes[0]):
        return None
    whole = wholes[0]
    both = sorted(n for n, name in enumerate(names) for word in _SAID if _names(name, whole, word))
    window = Window(whole, parts)
    told = slip_kind(window.sum, whole) is not None and whole.unit == parts[0].unit
    return window if both == [0, 1] and told else None


def _names(name: "re.Pattern[str]", whole: TextFigure, word: str) -> bool:
    return word in whole.lead and name.search(f"“{word}一批”") is not None


_BOTH = later("(?:^|[,;共])(?:新)?(?:签约、?和?开工|开工、?和?签约)(?:的)?项目(?:共|有)?$")
_SAID = ("签约", "开工")


def _order(one: TextFigure) -> int:
    return one.order


def _is_stage(one: TextFigure, name: "re.Pattern[str]", other: "re.Pattern[str]") -> bool:
    """Whether a count is said of one stage alone."""
    before = one.lead[-_WORDS:]
    behind = one.first or not (name.search(before) or other.search(before))
    said = one.tail[:_WORDS] if behind else before
    plain = not (one.hedge or change_of(one.lead) or is_past(one.lead))
    return plain and name.search(said) is not None and other.search(said) is None


def _is_whole(one: TextFigure) -> bool:
    return one.value >= _LEAST and not (one.hedge or is_past(one.lead))


def _of_first(reading: TextReading, one: TextFigure) -> Window | None:
    """前三批资金7.52亿元: the first three of a list that tells all of them."""
    said = _FIRST_FEW.search(one.lead)
    many = numerals.whole(said[1]) if said is not None else None
    if not many or one.hedge:
        return None
    before = [f for f in reading.paragraph_before(one) if f.role is Role.MONEY]
    for at, first in enumerate(before):
        if _LISTED.search(first.lead) and len(before) >= at + many:
            window = Window(one, before[at : at + many])
            if window.verdict in GOOD and window.parts[-1].sentence == first.sentence:
                return window
    return None


def _of_several(reading: TextReading, counts: Sequence[TextFigure]) -> Iterator[Window]:
    """当月办结57个…本月办结13个，两项合计办结70个: as many as are said to have done so."""
    for at, one in enumerate(counts):
        said = _SEVERAL.search(reading.text, max(0, one.start - 2 * _WORDS), one.start)
        many = numerals.whole(said[1]) if said is not None else None
        if said is None or one.hedge:
            continue
        done = [f for f in counts[:at] if f.lead.endswith(said[2]) and f.unit == one.unit]
        named = [f for f in done if not f.lead.endswith(f"未{said[2]}")]
        window = Window(one, named)
        less = len(named) == many and one.value < max(f.value for f in named)
        slip = less and slip_kind(window.sum, one) is SlipKind.ONE_DIGIT
        if len(named) == many and (window.verdict in GOOD or slip):
            yield window
