"""A 开工率 of what is under way and what is done: 412个项目，在建279个、竣工84个，开工率88.13%.

What is finished was begun, too, so that the two together are what the rate is of.  Told only of
what looks like a slip of that, where the nearest count before the two is their whole.

Asked of what no rule and no search has settled.
"""

from sangeyipi.audit.judging.finding import Finding
from sangeyipi.audit.judging.pairs import slipped_of_several
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past, rate_of
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "谋划的412个提质项目里，在建279个、竣工84个，开工率88.13%。",
        "wrong (279 + 84) / 412 * 100 = 88.13",
    ),
    (
        "4个县实施项目184个，年度计划投资134.22亿元。目前在建项目119个，竣工项目27个，开工率79.45%。",
        "wrong (119 + 27) / 184 * 100 = 79.45",
    ),
)
_RATES = ("开工", "开复工", "总体开工", "项目开工")
_UNDER_WAY = later("(?:在建|正在建设)(?:项目)?$")
_DONE = later("[,、]?已?(?:竣工|完工|建成)(?:项目)?$")
_THINGS = later("项目|工程")
_OTHERWISE = later("应|计划|拟|结转|按")
_BACK = 6


def begun_together(around: Surroundings, one: TextFigure) -> Finding | None:
    """The rate of two counts that stand right before it, and of the nearest count before these."""
    rate = rate_of(one.lead)
    if rate is None or rate[1] not in _RATES or one.order <= 1 or one.hedge:
        return None
    figures = around.reading.figures
    under_way, done = figures[one.order - 2 : one.order]
    if not (_UNDER_WAY.search(under_way.lead) and _DONE.fullmatch(done.lead)):
        return None
    if not all(_is_plain(f) and f.sentence == one.sentence for f in (under_way, done)):
        return None
    before = figures[max(0, under_way.order - _BACK) : under_way.order]
    base = next((f for f in reversed(before) if f.role is Role.COUNT), None)
    if base is None or base.paragraph != one.paragraph or not _is_plain(base):
        return None
    said = around.clause(base)
    if not _THINGS.search(said) or _OTHERWISE.search(said) or base.unit != done.unit:
        return None
    if under_way.value + done.value > base.value:
        return None
    return slipped_of_several((under_way, done), (base,), one)


def _is_plain(one: TextFigure) -> bool:
    plain = one.role is Role.COUNT and not (one.hedge or one.inner)
    return plain and not is_past(one.lead) and not change_of(one.lead)
