"""A part behind 其中 that is more than anything before it: 重点项目174个…。其中：235个项目正常推进.

Of which whole a part is, is often open; that it is of none which stands before it says enough.
Told only of counts of projects and amounts of one measure, where no word says that more than the
whole is meant.
"""

from collections.abc import Iterator

from sangeyipi.audit.judging.finding import Finding, RelationVerdict
from sangeyipi.audit.relations.sums.bands import too_large
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import is_plain
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "全市174个重点项目完成投资607.1亿元。其中，12个项目建成投用，235个项目正常推进，27个前期项目加快办理手续。",
        "wrong 235 = 174",
    ),
    (
        "31个省重点项目完成投资45.9亿元，投资完成率47.3%。其中，续建项目19个，完成投资48.2亿元，投资完成率51.4%。",
        "wrong 48.2 = 45.9",
    ),
    ("支出总计54.39亿元，其中一般公共预算支出74.26亿元，上解支出1.92亿元。", "wrong 74.26 = 54.39"),
)
_AMONG = "其中"
#: What is told of others than these, or of more, or of another time.
_MORE = later(
    ";|其[余他它]|全部|利润|盈利|亏损|盈余|顺差|增值|累计|另|此外|以来|[上去前]年|同期|结转|历年|对应|储备|"
    "谋划|可|将|拟|平均|每|次|[不未]含|扣除|剔除|净|下降|减少"
)
_NOUN = "项目"
_NEAR, _WINDOW, _REACH = 10, 24, 60
_TOTAL = later("(?:总计|合计|共计|总额|总量|总收入|总支出)(?:达到?|为|是|完成|实现|约)?$")
_PRINTED = (Role.COUNT, Role.MONEY)


def above_all(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings, with the parts behind each 其中 that are larger than all they could be of.

    Asked after all sums: what one says of a whole that is wrong says more.
    """
    made: list[Finding] = []
    at = reading.text.find(_AMONG)
    while at >= 0:
        made += _behind(reading, at)
        at = reading.text.find(_AMONG, at + len(_AMONG))
    if not made:
        return found
    told = {f.start for one in found if one.verdict is RelationVerdict.WRONG for f in one.figures}
    return [*found, *(one for one in made if not told & {f.start for f in one.figures})]


def _behind(reading: TextReading, at: int) -> Iterator[Finding]:
    first = reading.first_after(at + len(_AMONG))
    if first is None or first.inner or first.start - at > _REACH:
        return
    before = [
        f
        for f in reading.figures[max(0, first.order - _WINDOW) : first.order]
        if f.paragraph == first.paragraph
    ]
    for one in reading.figures[first.order : first.order + _NEAR]:
        said = reading.text[at + len(_AMONG) : one.start]
        if one.sentence != first.sentence or _AMONG in said or _MORE.search(said + one.tail):
            return
        whole = _whole(reading, before, first, one)
        if whole is not None:
            yield too_large(whole, one)
            return


def _whole(
    reading: TextReading, before: list[TextFigure], first: TextFigure, one: TextFigure
) -> TextFigure | None:
    """The nearest figure that a part could be of, where it is larger than every one."""
    if one.role not in _PRINTED or not is_plain(one):
        return None
    alike = [f for f in before if f.role is one.role and f.dimension == one.dimension]
    if not alike or max(f.value for f in alike) >= one.value:
        return None
    near = alike[-1]
    if not is_plain(near) or first.sentence - near.sentence > 1 or _MORE.search(near.lead):
        return None
    if one.role is Role.COUNT:
        alone = all(map(_is_of_projects, (near, one))) and _opens(reading, near)
        return near if alone else None
    if near.measure == one.measure and all(one.measure in f.lead for f in (near, one)):
        return near
    total = one is first and near.order == first.order - 1 and near.sentence == first.sentence
    return near if total and _TOTAL.search(near.lead) else None


def _opens(reading: TextReading, one: TextFigure) -> bool:
    """Whether no other whole that is not counted may be meant: 重点项目完成103亿元，新开工56个."""
    return not any(
        f.role in _PRINTED for f in reading.figures[reading.begins[one.order] : one.order]
    )


def _is_of_projects(one: TextFigure) -> bool:
    """Whether the words next to a count say that it is of projects."""
    return _NOUN in one.lead[-_WORDS:] + one.tail[:_WORDS]


_WORDS = 8
