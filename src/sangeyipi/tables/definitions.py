"""What each figure is called and how it is defined (口径), by its question.

Owns these words for whoever explains a figure and for the 口径 of what is published; rates are
those that are declared as keys of what is published.  Must not know any figure.
"""

from collections.abc import Iterator

from sangeyipi.figures.rates import FUNDS_RATE, RULES, SIGNED_STARTED, RateRule, rule_for
from sangeyipi.figures.status import AHEAD, COMPLETED_RATE, YEAR_RATE
from sangeyipi.model import term
from sangeyipi.model.ledger import Config, Conventions, RateBase
from sangeyipi.model.project import project_keys
from sangeyipi.model.question import (
    LESS,
    OF_PHASES,
    OF_PLATFORM,
    OF_ROW,
    PROJECT,
    RANK,
    RANK_RISING,
    Measured,
    Measurement,
    Part,
    Question,
)
from sangeyipi.model.stages import Batch, Milestone
from sangeyipi.tables.grouping import GROUPINGS, REGION

LISTINGS = tuple(Batch)
_ONCE, _LISTED = "每个项目只计一次", "每列入一批名单计一次"
_REPORTING = "调度项目：到那时报过月调度的，或已经开工（包括开工日期不明）的"
_REST = "汇总里的数，减去表里已经另列的部分"
#: Of a milestone.
_REACHED = "已到{}（或后面的节点）的个数；只写到月的按月末计"
_REMAINING = "率的分母减分子：分母里还没有到{}的；率不明的也不明"
_ROW_SHARE = f"已到{{}}的个数÷本行的个数，{_ONCE}"
_DIFFERENCE = "两个时点的差，都按现在的台账算，只比较双方都确切的"
_FALLING, _RISING = (f"{order}排，按准确值比，相等的并列" for order in ("从高到低", "从低到高"))
#: What monthly figures are called and mean, by their columns' keys.
OF_MONTHS = {
    "completed": ("本期完成投资", "调度项目在这一期里的完成投资"),
    "year_plan": ("年度计划投资", "今年的计划投资，有计划而未开工的也计入"),
    "year_completed": ("本年完成投资", "调度项目今年以来的完成投资"),
    "year_rate": (YEAR_RATE, "本年完成投资÷年度计划投资；今年有计划而未开工的项目，其计划也计入"),
    "ahead": (AHEAD, "年度完成率－序时进度，单位是百分点；正为超，负为欠"),
    "completed_to_date": ("累计完成投资", "调度项目开工以来的完成投资"),
    "completed_rate": (COMPLETED_RATE, "累计完成投资÷总投资，只对调度项目"),
    "funds_to_date": ("累计到位资金", "月调度报的到位资金的累计"),
    "funds": ("累计到位资金", "调度项目到位资金的累计"),
    "funds_rate": (FUNDS_RATE, "累计到位资金÷总投资，只对调度项目"),
}


#: Numbers of registers, lights and nodes: by what they are of, by their columns' keys.
_CERTAIN = "日期只到月、定不下来的另说"
_RECORDS = {
    "问题": {
        "raised": ("累计提出问题", f"到截至日提出的问题；已调出项目的不计，{_CERTAIN}"),
        "raised_now": ("本月提出问题", f"截至日当月提出的问题，{_CERTAIN}"),
        "closed": ("累计销号问题", f"到截至日已销号的问题，{_CERTAIN}"),
        "closed_now": ("本月销号问题", f"截至日当月销号的问题，{_CERTAIN}"),
        "given_up": ("无法办理问题", "到截至日认定无法办理的问题"),
        "open": ("未销号问题", "到截至日提出、既未销号也未认定无法办理的问题"),
        "overdue": (
            "超期",
            "过了时限还没有销号的问题，没有时限的不算；节点：计划日期已过还没有达到的",
        ),
        "limitless": ("没有时限的问题", "未销号的问题里没有写时限或时限待定的"),
        "solved_rate": ("化解率", "累计销号÷累计提出，未销号和无法办理的都在分母里"),
        "answered": ("有回访的问题", "已了结、写了满意程度的问题"),
        "pleased": ("满意的问题", "回访满意或基本满意的问题"),
        "satisfied_rate": ("满意率", "满意（包括基本满意）÷有回访的"),
        "mean_days_closed": ("销号平均天数", "从提出到销号的天数，只算日期都到日的"),
        "mean_days_open": ("未销号平均天数", "从提出到截至日的天数，只算日期都到日的"),
        "days_closed_known": ("算平均的已销号问题", "提出和销号日期都到日的"),
        "days_open_known": ("算平均的未销号问题", "提出日期到日的"),
        "days": ("天数", "从提出到销号或截至日，同一天的是 0 天"),
        "days_over": ("超期天数", "截至日过了时限的天数"),
    },
    "走访": {
        "led": ("包联项目", "写了包联领导的项目，不含已调出的"),
        "visits": ("走访次数", "截至日当年到截至日的走访；按领导的只算身份是包联领导的"),
        "visit_days": ("走访天数", "身份是包联领导的走访，同一天算一天"),
        "visits_due": ("应走访天数", "全年要求×已满的月数÷12"),
        "visits_short": ("还差走访天数", "应走访天数进到整天－走访天数"),
        "visits_required": ("全年要求走访天数", "按他包联项目的包联级别"),
        "visited_projects": ("走访项目", "去过的项目，每个只计一次"),
        "found": ("发现问题", "走访写明编号的问题，每个只计一次"),
        "found_closed": ("发现问题已销号", "走访发现的问题里，到截至日已销号的"),
        "verified": ("核查", "写了核查结论的走访"),
        "verified_true": ("核查属实", "核查结论是属实的走访"),
        "verified_partly": ("核查部分属实", "核查结论是部分属实的走访"),
        "verified_false": ("核查不属实", "核查结论是不属实的走访"),
    },
    "要素": {
        "guarantee_projects": ("要素保障项目", "台账里没有调出的项目"),
        "done": ("办结项目", "到截至日办结的"),
        "in_hand": ("办理中项目", "写着办理中的"),
        "not_needed": ("不需要的项目", "写着不需要的"),
        "missing": ("未办项目", "写着未办的；纳统是未入库的"),
        "done_rate": ("办结率", "办结÷需办（不需要的除外），有不明的不算"),
        "land_projects": ("用地项目", "台账里没有调出的项目"),
        "land_wanted": ("需求亩", "写了的相加，没有写的不是 0"),
        "land_given": ("已供亩", "写了的相加，没有写的不是 0"),
        "land_lacking": ("尚缺亩", "需求亩－已供亩，两样都写了的"),
        "land_unsaid": ("用地没有写全的项目", "没有写全需求亩和已供亩的"),
        "whitelist_projects": ("项目", "不含打捆项目"),
        "whitelist_plan": (term.YEARLY_PLAN, "不含打捆项目；没有写年度计划的用月计划合计"),
        "whitelist_share": ("白名单占比", "年度计划投资÷合计的年度计划投资"),
    },
    "银企": {
        "all_projects": ("项目", "台账里没有调出的项目"),
        "matched": ("对接项目", "有银企对接的项目，每个只计一次"),
        "coverage": ("对接覆盖率", "有对接的项目÷台账里没有调出的项目"),
        "banks": ("银行", "有对接的银行，每家只计一次"),
        "demand": (term.DEMAND, "同一项目、同一银行取截至日以前最近的一条，相加"),
        "granted": (term.GRANTED, "同一项目、同一银行取截至日以前最近的一条，相加"),
        "drawn": (term.DRAWN, "同一项目、同一银行取截至日以前最近的一条，相加"),
    },
    "红黄灯": {
        "red": ("红灯", "最重的一条是红灯；分维度的按那一维度"),
        "yellow": ("黄灯", "最重的一条是黄灯；分维度的按那一维度"),
        "green": ("绿灯", "没有一条亮红黄灯，也没有可能更重而不明的"),
        "exempt": ("豁免", "到截至日在豁免期里的"),
        "unknown": ("不明", "没有写的，或者日期定不下来的；不明不算好"),
        "not_applicable": ("不适用", "规则不看的"),
        "number": ("红黄灯的准数", "按台账里这一条红黄灯规则的指标"),
    },
    "序时和节点": {
        "judged": ("能判断是否达到序时的项目", "年度计划和本年完成投资都知道的"),
        "on_plan": ("达到序时的项目", "本年完成投资不少于按序时应完成的"),
        "behind": ("欠序时的项目", "本年完成投资少于按序时应完成的"),
        "shortfall": ("欠额", "按序时应完成的－本年完成投资，只加欠的"),
        "undecided": ("是否达到序时不明的项目", "年度计划或本年完成投资不明的"),
        "planned_next": ("计划节点", "计划在下一期达到、到截至日还没有达到的节点"),
        "months_overdue": (
            "逾期月数",
            "计划的节点到期没有达到，到截至日几个月了；几个节点的取最长",
        ),
        "figure": (f"未报的{term.UNIT}", "已开工而这个月没有月调度的项目所在的单位"),
    },
    "清单": {
        "parts": (project_keys()["parts"].word, "打捆的项目写的子项目个数"),
        "times": ("项次", "在问的这几批名单上列了几次"),
    },
}
OF_RECORDS = {key: told for group in _RECORDS.values() for key, told in group.items()}
#: What rows of registers are one of, beside what projects say.
_BY = {
    "kind": term.KIND,
    "lead-unit": term.LEAD_UNIT,
    "source": term.SOURCE,
    "solver": "层级",
    "problem": "问题",
    "capacity": term.CAPACITY,
    "visitor": term.VISITOR,
    "bank": term.BANK,
    "match": "对接",
    "dimension": term.DIMENSION,
    "milestone": "新增",
    "planned-milestone": "计划节点",
    "whitelisted": term.WHITELISTED,
    "headline": "",
    "light": term.LIGHTS,
}


def rate_definition(rule: RateRule, conventions: Conventions, by_investment: bool = False) -> str:
    """签约一批中已开工的个数÷签约一批的个数."""
    what = term.INVESTMENT if by_investment else term.COUNT
    committed = conventions.started_base is RateBase.COMMITTED and rule == SIGNED_STARTED
    base = f"中已{Milestone.COMMITTED}" if committed else ""
    return f"{rule.batch}一批中已{rule.milestone}的{what}÷{rule.batch}一批{base}的{what}"


def measure_words(asks: Measurement, batch: Batch | None = None) -> str:
    """What a measure is called: 总投资, 签约开工率, 投资占比."""
    if asks.name.endswith(LESS):
        bare = asks._replace(name=asks.name.removesuffix(LESS))
        return f"{measure_words(bare, batch)}比上期增减"
    if asks.name.endswith((RANK, RANK_RISING)):
        return f"按{measure_words(_ranked_by(asks), batch)}的名次"
    step = asks.milestone if isinstance(asks.milestone, Milestone) else None
    if asks.name in (Measured.RATE, Measured.TARGET):
        return _rate_words(asks, batch, step)
    if asks.name == Measured.SHARE:
        return "投资占比" if asks.by_investment else "个数占比"
    words = {
        Measured.COUNT: term.COUNT,
        Measured.INVESTMENT: term.INVESTMENT,
        Measured.CONVERTED: f"{term.CONVERTED}{term.COUNT}",
        Measured.REACHED: f"已{step}{term.COUNT}",
        Measured.REMAINING: f"未{step}{term.COUNT}",
        Measured.FUNDS_RATE: FUNDS_RATE,
    }
    told = {**OF_RECORDS, **OF_MONTHS}.get(asks.name, (asks.name, ""))[0]
    return next((word for name, word in words.items() if name == asks.name), told)


def _rate_words(asks: Measurement, batch: Batch | None, step: Milestone | None) -> str:
    rule = None if asks.whole == OF_ROW else rule_for(batch, step)
    if rule is None:
        return f"已{step}占比"
    rate = rule.name + ("（按投资）" if asks.by_investment else "")
    return f"{rate}达标" if asks.name == Measured.TARGET else rate


def _ranked_by(asks: Measurement) -> Measurement:
    return asks._replace(name=asks.name.removesuffix(RANK_RISING).removesuffix(RANK))


def title(question: Question, config: Config) -> str:
    """Whose figure it is and which one: 第8期开工一批总投资."""
    (scope, part, _, by, group, moment, project), asks = question
    scoped = scope != (None, None, None)
    where = scope.title if scoped else ""
    kind = next((one.word for one in GROUPINGS if one.key == by), _BY.get(by, ""))
    if by == PROJECT or (by.startswith("planned-") and part is not Part.TOTAL):
        where += group
    elif by == REGION.key and part is not Part.TOTAL:
        where = group + where
    elif by and part is not Part.TOTAL and by != "headline":
        where += f"{kind}“{group}”"
    if project:
        where = f"{term.PROJECT} {project} {where}"
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
    (scope, part, _, by, _, moment, *_), asks = question
    step = asks.milestone if isinstance(asks.milestone, Milestone) else None
    month = bool(moment and moment.period)
    if asks.name.endswith(LESS) or part is Part.LESS:
        of = Question(
            question.subject._replace(part=Part.ALL),
            asks._replace(name=asks.name.removesuffix(LESS)),
        )
        return f"{_DIFFERENCE}：{definition(of, config)}"
    if asks.name.endswith((RANK, RANK_RISING)):
        of = question._replace(measurement=_ranked_by(asks))
        order = _RISING if asks.name.endswith(RANK_RISING) else _FALLING
        return f"{order}；{definition(of, config)}"
    if (month or by == PROJECT) and asks.name in OF_MONTHS:
        return OF_MONTHS[asks.name][1]
    if part.is_rest:
        share = f"{_of_size(asks, by, config.conventions)}；本行是"
        return f"{share if asks.name == Measured.SHARE else ''}{_REST}"
    if month and by and asks.name == Measured.COUNT:
        return _REPORTING
    if asks.name in OF_RECORDS and not asks.once:
        return OF_RECORDS[asks.name][1]
    if asks.name in (Measured.RATE, Measured.TARGET) and step:
        rule = None if asks.whole == OF_ROW else rule_for(scope.batch, step)
        if rule is None:
            return _ROW_SHARE.format(step)
        return rate_definition(rule, config.conventions, asks.by_investment)
    return _of_size(asks, by, config.conventions)


def _of_size(asks: Measurement, by: str, conventions: Conventions) -> str:
    match asks.name:
        case Measured.COUNT:
            return (
                _ONCE if asks.once else f"项次：一个项目每列入一批名单计一次{_total(conventions)}"
            )
        case Measured.INVESTMENT:
            counted = _ONCE if asks.once else "每列入一批名单计一次"
            return (
                f"各项目的总投资之和（亿元），{counted}{'' if asks.once else _total(conventions)}"
            )
        case Measured.CONVERTED:
            return "由前期名单转入的项次：项目在更早的一期已在另一批名单上"
        case Measured.REACHED:
            return _REACHED.format(asks.milestone)
        case Measured.REMAINING:
            return _REMAINING.format(asks.milestone)
        case Measured.SHARE:
            what = term.INVESTMENT if asks.by_investment else term.COUNT
            return f"本行的{what}÷{_whole(asks, by)}的{what}"
        case Measured.FUNDS_RATE:
            return "到位资金（报月调度的，累计到位资金）÷总投资"
    return ""


def _total(conventions: Conventions) -> str:
    included = conventions.converted_in_total
    return "；合计含转化项目" if included else "；合计不含转化项目"


def _whole(asks: Measurement, by: str) -> str:
    if by or asks.once:
        return "合计"
    if asks.whole == OF_PLATFORM:
        return "同样监管平台口径的合计"
    return "这几期合计" if asks.whole == OF_PHASES else f"第{asks.whole}期合计"


#: For one of the milestones, or of the phases, where a page tells of all.
SOME_STEP, SOME_PHASE = "某节点", "某"


def declared() -> dict[str, list[tuple[str, str]]]:
    """Every figure's name and definition, by what it is of: for the page that tells them all."""
    found = {"率": list(_of_rates()), "名单": list(_of_lists()), "月调度": list(OF_MONTHS.values())}
    found["月调度"].append(("调度项目", _REPORTING))
    return found | {name: list(group.values()) for name, group in _RECORDS.items()}


def _of_rates() -> Iterator[tuple[str, str]]:
    usual, other = Conventions(), Conventions(started_base=RateBase.COMMITTED)
    for rule in RULES.values():
        yield rule.name, rate_definition(rule, usual)
        if rule == SIGNED_STARTED:
            yield f"{rule.name}（分母为{Milestone.COMMITTED}的）", rate_definition(rule, other)
    yield FUNDS_RATE, _of_size(Measurement(Measured.FUNDS_RATE), "", usual)


def _of_lists() -> Iterator[tuple[str, str]]:
    usual, without = Conventions(), Conventions(converted_in_total=False)
    for name, word in ((Measured.COUNT, term.COUNT), (Measured.INVESTMENT, term.INVESTMENT)):
        asks = Measurement(name)
        yield f"{word}（项次）", _of_size(asks, "", usual)
        yield f"{word}（不计转化）", _of_size(asks, "", without)
        yield f"{word}（{term.PROJECT}）", _of_size(asks._replace(once=True), "", usual)
    yield term.CONVERTED, _of_size(Measurement(Measured.CONVERTED), "", usual)
    yield f"已{SOME_STEP}{term.COUNT}", _REACHED.format(SOME_STEP)
    yield f"未{SOME_STEP}{term.COUNT}", _REMAINING.format(SOME_STEP)
    yield f"已{SOME_STEP}占比", _ROW_SHARE.format(SOME_STEP)
    for word, whole, by in (
        ("按领域等分的", OF_PHASES, "sector"),
        ("同一监管平台口径的", OF_PLATFORM, ""),
        ("几期的", OF_PHASES, ""),
        ("一期的", SOME_PHASE, ""),
    ):
        asks = Measurement(Measured.SHARE, whole=whole)
        for each in (asks, asks.by_amount):
            yield f"{measure_words(each)}（{word}）", _of_size(each, by, usual)
    yield "未分批、未分期", _REST
    yield "名次", _FALLING
    yield "名次（+）", _RISING
    yield "比上期增减", _DIFFERENCE
