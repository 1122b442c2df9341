"""Shares that say of which whole they are, and were worked out of another.

占已支出资金的 of what was issued, 完成全年计划的 of what was planned up to September.  What stands
there comes to the last digit of a figure that says of itself that it is another: of another state
than the name, or of a part of the year.  The one figure that is called so is the whole.
"""

from collections.abc import Callable

from sangeyipi.audit.judging.finding import SHARES, Finding, RelationVerdict
from sangeyipi.audit.judging.pairs import RatePair, of_other_base, told
from sangeyipi.audit.judging.reasons import Why
from sangeyipi.audit.text import words
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.named import PLAN, base_of, change_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import half_up

EXAMPLES = (
    (
        "新开工目标任务25万套，基本建成目标任务18万套。已开工8.86万套，完成35.44%；基本建成6.27万套，完成25.08%。",
        "wrong 6.27 / 18 * 100 = 25.08",
    ),
    (
        "计划新开工改造小区312个。前三季度新开工改造小区318个，开工率101.9%；已完工196个，占已开工小区数的62.8%。",
        "wrong 196 / 318 * 100 = 62.8",
    ),
    (
        "发行专项债券42.86亿元。截至6月末，已支出29.73亿元，支出进度69.4%；"
        "其中用于项目资本金5.12亿元，占已支出资金的11.9%。",
        "wrong 5.12 / 29.73 * 100 = 11.9",
    ),
    (
        "发行专项债券42.86亿元。截至6月末，已支出29.73亿元，支出进度69.4%；"
        "其中用于项目资本金5.12亿元，占已支出资金的17.2%。",
        "holds 5.12 / 29.73 * 100 = 17.2",
    ),
    (
        "年度计划新开工项目262项，其中前三季度计划新开工196项，实际已开工171项，完成全年新开工计划的87.2%。",
        "wrong 171 / 262 * 100 = 87.2",
    ),
    (
        "年度计划新开工项目262项，其中前三季度计划新开工196项，实际已开工171项，完成前三季度计划的87.2%。",
        "holds 171 / 196 * 100 = 87.2",
    ),
    (
        "当年计划投资由年初的58.4亿元调整为64.7亿元。1-12月份完成投资66.9亿元，完成调整后计划的114.6%。",
        "wrong 66.9 / 64.7 * 100 = 114.6",
    ),
)
#: What becomes of projects and of money, one after the other.
_STATES = later("签约|开工|投产|竣工|达效|发行|下达|到位|拨付|支出|支付|落地|履约|入库|受理|办结")
_OF_YEAR, _OF_PART = later("全年|年度|当年|本年"), later("季度|半年|\\d月|当月|阶段|时段")
_TWO, _DIGITS, _BACK = 2, 100, 24


def said_wholes(around: Surroundings, found: list[Finding]) -> list[Finding]:
    """The findings, with a share that was found to hold told wrong of the whole that it names."""
    return [_instead(around, one) or one for one in found]


def _instead(around: Surroundings, found: Finding) -> Finding | None:
    one = found.stated
    if found.kind not in SHARES or found.verdict is not RelationVerdict.HOLDS or one is None:
        return None
    if len(found.operands) != _TWO or not all(map(around.knows, found.figures)):
        return None
    name = _name(one)
    part, base = found.operands
    told_so = _told(around, one, name, RatePair(part, base)) if name else None
    return told_so or _of_other_plan(around, one, part, base)


def _of_other_plan(
    around: Surroundings, one: TextFigure, part: TextFigure, base: TextFigure
) -> Finding | None:
    """新开工任务25万套，基本建成任务18万套。…基本建成6.27万套，完成25.08%: of what was to begin."""
    own, of = (words.states_of(around.clause(f)) for f in (part, base))
    if len(own) != 1 or len(of) != 1 or own == of or one.printed.scaleb(one.places) < _DIGITS:
        return None
    if one.hedge or not PLAN.search(around.clause(base)) or PLAN.search(around.clause(part)):
        return None
    if half_up(RatePair(part, base).value, one.places) != one.printed:
        return None

    def is_planned(f: TextFigure) -> bool:
        clause = around.clause(f)
        return words.states_of(clause) == own and PLAN.search(clause) is not None

    whole = _only(around, part, base, is_planned, _PARAGRAPHS)
    better = told(RatePair(part, whole), one) if whole is not None else None
    if better is None or better.verdict is not RelationVerdict.WRONG:
        return None
    return better._replace(why=of_other_base(base))


_PARAGRAPHS = 1


def said_whole(around: Surroundings, one: TextFigure) -> Finding | None:
    """The same of a share that nothing else has bound: of the figure right before it."""
    name = _name(one)
    if not name or not one.order:
        return None
    part = around.before(one)
    if part.role not in COUNTABLE or part.sentence != one.sentence or part.inner or part.hedge:
        return None
    before = around.reading.figures[max(0, part.order - _BACK) : part.order]
    for base in reversed(before):
        kin = base.dimension == part.dimension and base.paragraph == part.paragraph
        if kin and base.value > part.value and not base.hedge:
            found = _told(around, one, name, RatePair(part, base))
            if found is not None:
                return found
    return None


def _name(one: TextFigure) -> str:
    """What a share of three digits says that it is of."""
    if one.hedge or one.inner or one.printed.scaleb(one.places) < _DIGITS:
        return ""
    said = base_of(one.lead)
    return said[1] if said is not None and len(said[1]) > _TWO else ""


def _told(around: Surroundings, one: TextFigure, name: str, pair: RatePair) -> Finding | None:
    """What is told of a share that comes out of another pair than its name says."""
    if pair.base.value <= 0 or not pair.comes_to(one):
        return None
    part, base = pair.part, pair.base
    whole = (
        _revised(around, name, base)
        or _of_year(around, name, part, base)
        or _of_state(around, name, part, base)
        or _of_done(around, name, part, base)
    )
    if whole is None:
        return None
    better = told(RatePair(part, whole), one)
    if better.verdict is not RelationVerdict.WRONG:
        return None
    why = of_other_base(base)
    return better._replace(why=Why(f"写的是“{name}”，{why.said}", why.kind))


def _revised(around: Surroundings, name: str, base: TextFigure) -> TextFigure | None:
    """由年初的58.4亿元调整为64.7亿元, and 完成调整后计划的: what it was changed into."""
    if not _REVISED.search(name) or base.order + 1 >= len(around.reading.figures):
        return None
    after = around.reading.figures[base.order + 1]
    alike = (after.role, after.dimension, after.sentence) == (
        base.role,
        base.dimension,
        base.sentence,
    )
    into = _INTO.fullmatch(around.reading.text, base.end, after.start) is not None
    return after if alike and into and not after.hedge else None


_REVISED = later("调[整增减]后|核[增减]后|追加后|变更后")
_INTO = later("(?:[^,。;\\d]{0,6})(?:调整|调增|调减|核增|核减|变更|追加|增加|减少)(?:为|到|至)")


def _of_state(
    around: Surroundings, name: str, part: TextFigure, base: TextFigure
) -> TextFigure | None:
    """What is called as a share says that its whole is, where its base is of another state."""
    wanted, own = _states(name), _states(around.clause(base))
    if len(wanted) != 1 or not own or wanted & own:
        return None
    return _only(around, part, base, lambda f: _states(around.clause(f)) == wanted)


def _of_done(
    around: Surroundings, name: str, part: TextFigure, base: TextFigure
) -> TextFigure | None:
    """计划新开工312个。…，新开工318个；…，占已开工数的: of what was begun, and not was to be."""
    wanted = _states(name)
    if len(wanted) != 1 or not _DONE.search(name) or not PLAN.search(around.clause(base)):
        return None

    def is_done(f: TextFigure) -> bool:
        clause = around.clause(f)
        return _states(clause) == wanted and not PLAN.search(clause)

    return _only(around, part, base, is_done) if _states(around.clause(base)) == wanted else None


_DONE = later("已|实际")


def _of_year(
    around: Surroundings, name: str, part: TextFigure, base: TextFigure
) -> TextFigure | None:
    """The plan of the year, where the base is one of some months."""
    if not PLAN.search(name) or not _OF_YEAR.search(name) or not _OF_PART.search(base.lead):
        return None
    if not PLAN.search(base.lead):
        return None
    states = _states(base.lead)
    return _only(
        around,
        part,
        base,
        lambda f: (
            bool(_OF_YEAR.search(f.lead) and PLAN.search(f.lead))
            and not _OF_PART.search(f.lead)
            and _states(f.lead) == states
        ),
    )


def _only(
    around: Surroundings,
    part: TextFigure,
    base: TextFigure,
    is_called: Callable[[TextFigure], bool],
    paragraphs: int = 0,
) -> TextFigure | None:
    """The one figure before a part that is called so, and may be its whole; not so many paragraphs
    before."""
    before = around.reading.figures[max(0, part.order - _BACK) : part.order]
    called = [
        f
        for f in before
        if part.paragraph - f.paragraph <= paragraphs
        and f is not base
        and (f.role, f.dimension) == (base.role, base.dimension)
        and not (f.hedge or f.inner or is_past(f.lead) or change_of(f.lead))
        and is_called(f)
    ]
    return called[0] if len(called) == 1 and called[0].value >= part.value else None


def _states(said: str) -> frozenset[str]:
    return frozenset(_STATES.findall(said))
