"""By which headings a table is one of problems, visits or financing, and what each column is.

Owns the words of such sheets.  A table of projects that has 存在问题 beside its figures is none:
what only such tables have (节点, 计划, 月度数) weighs against it.
"""

from collections.abc import Mapping
from functools import cache

from sangeyipi.ingest import columns, synonyms
from sangeyipi.ingest.meanings import Meaning, MeaningKind
from sangeyipi.ingest.table import SourceColumn, SourceTable
from sangeyipi.model import term
from sangeyipi.model.lazy_dataclass import dataclass
from sangeyipi.model.patterns import later
from sangeyipi.store.kinds import FINANCING, PROBLEMS, VISITS, RecordKind

#: Which project, beside its name; whether a problem is solved; a day of which nobody says which.
PROJECT_ID, CODE, SOLVED, SOME_DAY = "项目编号", "项目代码", "是否销号", "哪个日期"
NUMBER = "序号"
_OF_PROJECTS = {PROJECT_ID: "项目编号 项目台账编号", NUMBER: "序号 序 no 序次 顺序号"}
#: What the projects stand under where that is not 项目名称: by what they are visited or asked for.
_OTHER_NAMES = (
    "企业名称 企业 单位名称 公司名称 走访项目 走访企业 走访项目名称 走访企业名称 走访企业/项目 "
    "走访项目/企业 督导项目 调研项目 调研企业 服务项目 服务企业 核查项目 检查项目 涉及项目 "
    "所属项目 关联项目 融资项目 贷款项目 对接项目 融资企业 贷款企业 对接企业 企业(项目)名称 "
    "项目(企业)名称 企业/项目名称 项目/企业名称 项目编号 项目台账编号"
)
OTHER_NAMES = frozenset(_OTHER_NAMES.split())
_PROBLEM = {
    "id": "问题编号 问题台账编号 问题编码",
    "kind": "问题类别 问题类型 问题分类 诉求类别 诉求类型 困难类别 类别 类型 分类",
    "text": (
        "问题描述 存在问题 问题内容 问题诉求 企业诉求 具体诉求 诉求内容 诉求 反映问题 问题事项 "
        "问题详情 存在问题及诉求 主要诉求 诉求事项 发现问题 企业反映问题 问题简述 "
        + synonyms.REPORTED[term.PROBLEMS]
    ),
    "source": "问题来源 来源 诉求来源 收集渠道 提出渠道",
    "raised": (
        "提出时间 提出日期 收集时间 收集日期 问题提出时间 问题收集时间 登记时间 登记日期 反映时间 "
        "反映日期 发现时间 发现日期 提出"
    ),
    "unit": (
        "牵头单位 牵头部门 牵头责任单位 责任单位 责任部门 办理部门 办理单位 承办单位 主办单位 "
        "解决单位 整改单位 协调部门"
    ),
    "solver": "层级 解决层级 协调层级 办理层级",
    "due": (
        "办结时限 完成时限 时限 解决时限 整改时限 办理时限 办理期限 办结期限 完成期限 整改期限 "
        "要求完成时间 要求办结时间 计划完成时间 计划办结时间 计划解决时间 预计解决时间 "
        "预计办结时间 拟解决时间 拟办结时间"
    ),
    "followed": (
        "办理进展 进展情况 办理情况 解决进展 进展 目前进展 目前进展情况 最新进展 办理进度 "
        "解决情况 整改情况 落实情况 处理情况 推进情况 办理进展情况 整改进展"
    ),
    "closed": "销号时间 销号日期 办结时间 办结日期 实际办结时间 实际完成时间 实际解决时间",
    SOLVED: "是否销号 是否办结 是否已办结 是否解决 销号情况 办结情况 办理状态 状态 销号 办结",
    SOME_DAY: "完成时间 解决时间 整改时间 整改完成时间 完成日期 解决日期",
    "satisfaction": (
        "回访 满意度 回访情况 企业满意度 回访满意度 满意度评价 是否满意 回访结果 满意情况"
    ),
    "note": "备注 备注说明 说明",
}
_VISIT = {
    "date": (
        "走访时间 走访日期 调研时间 调研日期 督导时间 督导日期 督查时间 核查时间 核查日期 "
        "服务时间 服务日期 日期 时间"
    ),
    "visitor": (
        "走访人 走访领导 走访人员 走访人姓名 走访领导姓名 调研领导 调研人员 督导人员 督导领导 "
        "督查人员 核查人员 核查人 服务人员 县级领导 带队领导 "
        "包联领导 首席服务员"
    ),
    "capacity": "身份 走访身份 走访人身份 人员身份",
    "matter": (
        "走访内容 走访事项 走访情况 事项 内容 调研内容 督导内容 督查内容 核查内容 核查情况 "
        "服务内容 主要内容 走访记录"
    ),
    "problems": (
        "发现问题 发现的问题 走访发现问题 存在问题 存在的问题 问题 问题编号 反映问题 企业诉求 "
        "企业反映问题 收集问题"
    ),
    "verdict": "核查结论 核查结果 结论",
    "differs": "不符之处 不符情况 不实情况",
    "note": "备注 备注说明 说明",
}
_FINANCE = {
    "bank": (
        "银行 金融机构 银行名称 金融机构名称 对接银行 合作银行 贷款银行 承贷银行 授信银行 "
        "对接金融机构 合作金融机构 意向银行 经办银行 对接银行名称"
    ),
    "date": "截至 截至日期 截至时间 截止日期 截止时间 统计日期 统计时间 数据日期",
    "demand": (
        "需求 融资需求 资金需求 贷款需求 需求金额 需求额 融资需求金额 融资需求额 资金需求额 "
        "贷款需求金额 资金需求金额"
    ),
    "granted": "授信 授信金额 授信额度 授信额 授信总额 已授信 已授信金额 批准授信 批准授信金额",
    "drawn": (
        "投放 放款 投放金额 放款金额 投放额 放款额 已投放 已放款 已投放金额 已放款金额 累计投放 "
        "累计放款 累计投放金额 累计放款金额 实际投放 实际放款 实际放款金额 贷款投放 贷款投放金额 "
        "已投放贷款 实际投放金额"
    ),
    "note": "备注 备注说明 说明",
}
_AMOUNTS = ("demand", "granted", "drawn")
_SURE_PROBLEM = later(
    "问题(?:类|分类|编|描述|来源|提出|内容|收集)|提出|收集|销号|办结|回访|满意|诉求|整改|解决时限"
)
_SURE_VISIT = later("走访|调研|督导|督查|核查")
_TITLE = later("(?:问题|诉求)[^。]{0,8}(?:台账|清单|登记|交办|销号)")
#: What only tables of projects have weighs so much more than one word of a register.
_MORE = 2


@dataclass(frozen=True, slots=True)
class RegisterTable:
    """A table that is one of a register: its columns by field, and those that are nothing there."""

    kind: RecordKind
    columns: Mapping[str, SourceColumn]
    name: SourceColumn | None
    left: tuple[SourceColumn, ...]
    #: How sure it is, among registers.
    sure: int


@cache
def _words(kind: RecordKind) -> dict[str, tuple[str, int]]:
    """Every heading of a register, its field, and how likely it is among those of the field."""
    own = {PROBLEMS: _PROBLEM, VISITS: _VISIT, FINANCING: _FINANCE}[kind]
    found: dict[str, tuple[str, int]] = {}
    for field, text in (own | _OF_PROJECTS).items():
        for rank, word in enumerate(text.split()):
            found.setdefault(word, (field, rank))
    return found


@cache
def _all_words() -> frozenset[str]:
    return frozenset(word for kind in (PROBLEMS, VISITS, FINANCING) for word in _words(kind))


def is_known(heading: str) -> bool:
    """Whether it is a heading of one of these tables."""
    return columns.plain(heading) in _all_words()


def is_telling(heading: str) -> bool:
    """Whether a table with such a heading may be one, so that it is worth looking."""
    text = columns.plain(heading)
    if text not in _all_words():
        return False
    field = _words(FINANCING).get(text, ("", 0))[0]
    return field == "bank" or bool(_SURE_PROBLEM.search(text) or _SURE_VISIT.search(text))


def is_title(text: str) -> bool:
    """Whether it is the title of a table of problems."""
    return bool(_TITLE.search(text))


def recognised(
    table: SourceTable, names: tuple[str, ...], ids: frozenset[str]
) -> RegisterTable | None:
    """What register a table is of; None: it is one of projects.

    `names`: its file's; `ids`: the 编号 of the ledger's projects.
    """
    found = (_as(table, kind, names, ids) for kind in (VISITS, PROBLEMS, FINANCING))
    return max(filter(None, found), key=lambda one: one.sure, default=None)


def _as(
    table: SourceTable, kind: RecordKind, names: tuple[str, ...], ids: frozenset[str]
) -> RegisterTable | None:
    fields, name, left = _placed(table, kind, ids)
    sure = _sure(table, kind, fields, names)
    if not sure:
        return None
    against = sum(_of_projects_only(one) for one in left)
    if against and sure < against + _MORE:
        return None
    return RegisterTable(kind, fields, name, tuple(left), sure)


def _placed(
    table: SourceTable, kind: RecordKind, ids: frozenset[str]
) -> tuple[dict[str, SourceColumn], SourceColumn | None, list[SourceColumn]]:
    """Each column in its field: of two for one the likelier, the other is left."""
    best: dict[str, tuple[int, SourceColumn]] = {}
    left: list[SourceColumn] = []
    name: SourceColumn | None = None
    other: SourceColumn | None = None
    for one in table.columns:
        field, rank = _field(one, table, kind, ids)
        if not field and name is None and one.heading and columns.is_name(one.heading[-1]):
            name = one
            continue
        if not field and other is None and one.heading and one.heading[-1] in OTHER_NAMES:
            other = one
            continue
        if not field:
            left.append(one)
            continue
        there = best.get(field)
        if there is not None and there[0] <= rank:
            left.append(one)
            continue
        if there is not None:
            left.append(there[1])
        best[field] = rank, one
    if name is None:
        name = other
    elif other is not None:
        left.append(other)
    return {field: one for field, (_, one) in best.items()}, name, left


def _field(
    one: SourceColumn, table: SourceTable, kind: RecordKind, ids: frozenset[str]
) -> tuple[str, int]:
    if not one.heading:
        return "", 0
    words = _words(kind)
    found = words.get("".join(one.heading)) or words.get(one.heading[-1])
    own = _meaning(one, table)
    if own.kind in (MeaningKind.BATCH, MeaningKind.PHASE, MeaningKind.PHASE_AND_BATCH):
        return "", 0
    if own.path == (term.CODE,):
        return CODE, 0
    if own.kind is MeaningKind.NUMBER:
        return NUMBER, 0
    if found is None and own.path == (term.ID,):
        if kind is PROBLEMS and not ids.intersection(table.values(one)):
            return "id", 1
        return PROJECT_ID, 1
    return found or ("", 0)


def _meaning(one: SourceColumn, table: SourceTable) -> Meaning:
    return columns.meaning(one.heading, table.values(one))


def _sure(
    table: SourceTable, kind: RecordKind, fields: Mapping[str, SourceColumn], names: tuple[str, ...]
) -> int:
    """How much says that it is one of the register; 0: it is not."""
    headings = ["".join(one.heading) for one in fields.values()]
    if kind is FINANCING:
        amounts = sum(one in fields for one in _AMOUNTS)
        return amounts + 1 if "bank" in fields and amounts else 0
    if kind is VISITS:
        sure = sum(bool(_SURE_VISIT.search(one)) for one in headings)
        return sure if "date" in fields and "visitor" in fields else 0
    if "text" not in fields:
        return 0
    sure = sum(bool(_SURE_PROBLEM.search(one)) for one in headings)
    titled = any(_TITLE.search(one) for one in (*table.titles, table.sheet, *names))
    return sure + titled


def _of_projects_only(one: SourceColumn) -> bool:
    found = columns.meaning(one.heading)
    if found.kind in (MeaningKind.MONTHLY, MeaningKind.YEAR_TO_DATE, MeaningKind.SPAN):
        return True
    return found.path[:1] in ((term.MILESTONES,), (term.PLANNED,))
