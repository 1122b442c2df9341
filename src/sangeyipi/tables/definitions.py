"""What each figure is called and how it is defined (口径), by its question.

Owns these words for whoever explains a figure and for the 口径 of what is published; rates are
those that are declared as keys of what is published.  Must not know any figure.
"""

from sangeyipi.figures.rates import FUNDS_RATE, SIGNED_STARTED, RateRule, rule_of
from sangeyipi.figures.status import AHEAD, COMPLETED_RATE, YEAR_RATE
from sangeyipi.model import term
from sangeyipi.model.ledger import Config, RateBase
from sangeyipi.model.question import (
    LESS,
    OF_PHASES,
    OF_PLATFORM,
    PROJECT,
    Measured,
    Measurement,
    Part,
    Question,
)
from sangeyipi.model.stages import Batch, Milestone
from sangeyipi.tables.grouping import GROUPINGS

LISTINGS = tuple(Batch)
_ONCE = "每个项目只计一次"
#: What monthly figures are called and mean, by their columns' keys.
OF_MONTHS = {
    "completed": ("本期完成投资", "调度项目在这一期里的完成投资"),
    "year_plan": ("年度计划投资", "今年的计划投资，有计划而未开工的也计入"),
    "year_completed": ("本年完成投资", "调度项目今年以来的完成投资"),
    "year_rate": (YEAR_RATE, "本年完成投资÷年度计划投资；今年有计划而未开工的项目，其计划也计入"),
    "ahead": (AHEAD, "年度完成率－序时进度，单位是百分点；正为超，负为欠"),
    "completed_to_date": ("累计完成投资", "调度项目开工以来的完成投资"),
    "completed_rate": (COMPLETED_RATE, "累计完成投资÷总投资，只对调度项目"),
    "funds": ("累计到位资金", "调度项目到位资金的累计"),
    "funds_rate": (FUNDS_RATE, "累计到位资金÷总投资，只对调度项目"),
}


def rate_definition(rule: RateRule, config: Config, by_investment: bool = False) -> str:
    """签约一批中已开工的个数÷签约一批的个数."""
    what = term.INVESTMENT if by_investment else term.COUNT
    committed = config.conventions.started_base is RateBase.COMMITTED and rule == SIGNED_STARTED
    base = f"已{Milestone.COMMITTED}的" if committed else ""
    return f"{rule.batch}一批中已{rule.milestone}的{what}÷{rule.batch}一批中{base}的{what}".replace(
        "一批中的", "一批的"
    )


def measure_words(asks: Measurement, batch: Batch | None = None) -> str:
    """What a measure is called: 总投资, 签约开工率, 投资占比."""
    if asks.name.endswith(LESS):
        plain = asks._replace(name=asks.name.removesuffix(LESS))
        return f"{measure_words(plain, batch)}比上期增减"
    step = asks.milestone if isinstance(asks.milestone, Milestone) else None
    by_amount = "（按投资）" if asks.by_investment else ""
    match asks.name:
        case Measured.COUNT:
            return term.COUNT
        case Measured.INVESTMENT:
            return term.INVESTMENT
        case Measured.CONVERTED:
            return f"{term.CONVERTED}{term.COUNT}"
        case Measured.REACHED:
            return f"已{step}{term.COUNT}"
        case Measured.SHARE:
            return "投资占比" if asks.by_investment else "个数占比"
        case Measured.FUNDS_RATE:
            return FUNDS_RATE
        case Measured.RATE | Measured.TARGET if step and batch:
            rate = rule_of(batch, step).name + by_amount
            return f"{rate}达标" if asks.name == Measured.TARGET else rate
        case Measured.RATE:
            return f"已{step}占比"
    return OF_MONTHS[asks.name][0] if asks.name in OF_MONTHS else asks.name


def title(question: Question, config: Config) -> str:
    """Whose figure it is and which one: 第8期开工一批总投资."""
    (scope, part, _, by, group, moment), asks = question
    scoped = scope != (None, None, None)
    where = scope.title if scoped else ""
    kind = next((one.word for one in GROUPINGS if one.key == by), by)
    if by == PROJECT:
        where += group
    elif by and part is not Part.TOTAL:
        where += f"{kind}“{group}”"
    if part.is_rest:
        where += "未分批" if part is Part.REST else "未分期"
    if moment and part is Part.LESS:
        where = f"截至 {moment.as_of} 与 {moment.period} {where}"
    elif moment and moment.period:
        where = f"{moment.period} {where}"
    once = f"（{_ONCE}）" if asks.once and not by else ""
    less = "的差" if part is Part.LESS else ""
    return f"{where or '全部'}{measure_words(asks, scope.batch)}{once}{less}"


def definition(question: Question, config: Config) -> str:
    """口径, in a sentence or two; nothing where none is written down."""
    (scope, part, _, by, _, moment), asks = question
    step = asks.milestone if isinstance(asks.milestone, Milestone) else None
    month = bool(moment and moment.period)
    if asks.name.endswith(LESS) or part is Part.LESS:
        of = Question(
            question.subject._replace(part=Part.ALL),
            asks._replace(name=asks.name.removesuffix(LESS)),
        )
        return f"两个时点的差，都按现在的台账算，只比较双方都确切的：{definition(of, config)}"
    if month and asks.name in OF_MONTHS:
        return OF_MONTHS[asks.name][1]
    if part.is_rest:
        return "汇总里的数，减去表里已经另列的部分"
    if month and by and asks.name == Measured.COUNT:
        return "调度项目：到那时报过月调度的，或已经开工（包括开工日期不明）的"
    if asks.name in (Measured.RATE, Measured.TARGET) and step:
        if scope.batch and not by:
            return rate_definition(rule_of(scope.batch, step), config, asks.by_investment)
        return f"已到{step}的个数÷本行的个数，{_ONCE}"
    return _of_size(asks, by, config)


def _of_size(asks: Measurement, by: str, config: Config) -> str:
    match asks.name:
        case Measured.COUNT:
            return _ONCE if asks.once else f"项次：一个项目每列入一批名单计一次{_total(config)}"
        case Measured.INVESTMENT:
            counted = _ONCE if asks.once else "每列入一批名单计一次"
            return f"各项目的总投资之和（亿元），{counted}{'' if asks.once else _total(config)}"
        case Measured.CONVERTED:
            return "由前期名单转入的项次：项目在更早的一期已在另一批名单上"
        case Measured.REACHED:
            return f"已到{asks.milestone}（或后面的节点）的个数；只写到月的按月末计"
        case Measured.SHARE:
            what = term.INVESTMENT if asks.by_investment else term.COUNT
            return f"本行的{what}÷{_whole(asks, by)}的{what}"
        case Measured.FUNDS_RATE:
            return "到位资金（报月调度的，累计到位资金）÷总投资"
    return ""


def _total(config: Config) -> str:
    included = config.conventions.converted_in_total
    return "；合计含转化项目" if included else "；合计不含转化项目"


def _whole(asks: Measurement, by: str) -> str:
    if by or asks.once:
        return "合计"
    if asks.whole == OF_PLATFORM:
        return "同样监管平台口径的合计"
    return "这几期合计" if asks.whole == OF_PHASES else f"第{asks.whole}期合计"
