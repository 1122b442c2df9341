"""The words by which counties head the columns of what the ledger has a word for.

Owns the words that stand for one of the ledger's as they are; what is built by rule (dates, years,
months) is `columns`' to read.
"""

from sangeyipi.model import term
from sangeyipi.model.project import project_keys
from sangeyipi.model.stages import Milestone

_KEYS = project_keys()


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: What counties write for a word of the ledger, besides that word.
FIELDS: dict[str, str] = {
    term.ID: "项目编号 台账编号 ID",
    term.NAME: "项目 项目名称 工程名称 建设项目名称 项目名 名字 建设项目 重点项目名称",
    term.SECTOR: (
        "产业类别 行业类别 所属行业 行业 所属领域 产业领域 行业领域 所属产业 产业类型 行业分类 "
        "产业 领域类别 行业类型 产业分类"
    ),
    term.INVESTMENT: (
        "计划总投资 投资总额 投资额 总投资额 项目总投资 投资 总投资规模 投资规模 投资金额 "
        "总投资金额 概算总投资 估算总投资 项目总投资额 计划总投资额 计划投资总额 项目投资 "
        "项目投资额 预计总投资 拟总投资 项目计划总投资"
    ),
    term.FUNDS: "资金到位 已到位资金 资金到位额 实际到位资金",
    term.PLATFORM: (
        "是否纳入监管平台 是否纳入省监管平台 是否纳入市监管平台 是否纳入省市监管平台 是否纳入平台 "
        "是否入库 是否进入监管平台 是否录入监管平台 是否监管平台 省市监管平台 纳入监管平台 "
        "是否在监管平台 监管平台项目 是否监管平台项目 是否为监管平台项目 是否省市监管平台项目 "
        "省监管平台 是否上平台 是否纳入省级监管平台 是否纳入省、市监管平台"
    ),
    _KEYS["builder"].word: (
        "项目单位 业主 业主单位 项目业主 项目业主单位 投资方 投资单位 投资企业 企业名称 投资主体 "
        "建设主体 项目法人 项目主体 项目法人单位 投资商 项目企业 单位名称 公司名称 项目建设单位 "
        "企业 建设单位名称 投资单位名称 业主名称 建设企业 实施单位 项目实施单位 投资方名称 "
        "投资人 业主企业"
    ),
    term.UNIT: (
        "牵头单位 责任部门 牵头部门 主管单位 主管部门 行业主管部门 责任主体 牵头责任单位 "
        "项目责任单位"
    ),
    _KEYS["locality"].word: (
        "所在乡镇 建设地点 所属乡镇 乡镇 所在地 项目所在地 建设地址 项目地址 地点 项目地点 落户地 "
        "乡镇街道 所在园区 落地乡镇 属地乡镇 所在乡镇街道 所属地 项目属地 建设位置"
    ),
    term.LEADER: (
        "包抓领导 县级领导 责任领导 分包领导 包保领导 联系领导 挂包领导 县领导 包联县领导 "
        "包联县级领导 县级包联领导 分包县级领导 分包县领导 联系县领导 县级责任领导 牵头领导 "
        "包抓县领导 包抓县级领导 联系县级领导 包联领导姓名"
    ),
    _KEYS["level"].word: "领导级别",
    _KEYS["officer"].word: "首席服务官 服务员 项目首席服务员",
    term.SOURCE: "",
    term.NOTE: "备注说明 说明",
    term.CODE: (
        "统一代码 项目统一代码 投资项目代码 投资项目统一代码 项目统一编码 在线审批平台代码 "
        "国家统一代码 投资项目在线审批监管平台代码 在线审批监管平台代码 统一项目代码 项目赋码"
    ),
    term.PARTS: "子项目数 子项目数量 子项目 打捆项目个数 打捆个数 包含子项目数 含子项目数",
}
#: The same of monthly figures.
REPORTED: dict[str, str] = {
    term.COMPLETED: (
        "本月完成 当月完成 当月完成投资 本月完成投资额 本月投资完成额 本月实际完成投资 本月投资 "
        "当月完成投资额 本月投资完成"
    ),
    term.COMPLETED_TO_DATE: (
        "累计完成 累计完成投资额 累计投资 开工以来累计完成投资 自开工累计完成投资 累计完成总投资 "
        "自开工以来累计完成投资 开工至今累计完成投资 累计实际完成投资 已完成投资 已完成投资额 "
        "已累计完成投资"
    ),
    term.FUNDS_TO_DATE: "累计到位资金 资金累计到位",
    term.ON_SITE: (
        "工程进度 工程形象进度 进展情况 项目进展 项目进展情况 目前进展 当前进展 目前进展情况 "
        "工程进展 工程进展情况 建设进度 项目进度 进度 当前形象进度 目前形象进度 形象进度情况 "
        "本月形象进度 本月进展 建设进展 建设进展情况 工作进展 推进情况"
    ),
    term.PROBLEMS: (
        "存在的问题 困难问题 存在困难 存在困难和问题 存在困难及问题 需协调解决的问题 问题 "
        "需要协调解决的问题 存在问题及困难 存在主要问题 主要问题 存在的主要问题 困难和问题 "
        "具体问题 需协调问题 需要协调的问题 存在问题和困难"
    ),
    term.OPINION: "",
}
PHASE = _set("期 期别 期数 期次 所在期 所属期 第几期 列入期次 所在期次 所属期数 所属期次")
#: What holds batches, or phases, or something else: its values tell.
OPEN = _set(
    "批 一批 分类 名单 批别 批次 类别 类型 三个一批 所在批次 所属名单 所属批次 所属类别 "
    "项目分类 项目批次 项目类别 项目类型 三个一批类别 三个一批类型"
)
#: Of these, what holds batches where its values say nothing.
SURELY_BATCH = _set("批 批别 三个一批 三个一批类别 三个一批类型")
NUMBERS = _set("序 no 序列 序号 序次 排序 编次 no. 顺序号 项目序号")
#: What such tables have besides, and the ledger has no word for.
OTHER = _set(
    "建设内容 建设规模 建设内容及规模 建设规模及内容 建设规模和内容 建设内容和规模 主要建设内容 "
    "建设规模及主要建设内容 总建设规模和建设内容 项目概况 项目简介 建设性质 施工单位 承建单位 "
    "监理单位 设计单位 联系人 联系电话 电话 联系方式 联系人及电话 责任人 项目负责人 负责人 "
    "完成率 投资完成率 用地面积 占地面积 资金来源 建成后效益 预期效益 经济效益 "
    "下一步措施 下步措施 下一步计划 下步打算 解决措施 工作措施 是否开工 是否投产 是否纳统 "
    "是否签约 手续办理情况 审批手续 "
    "建设阶段 目前阶段"
)
#: What reaching a milestone is called, the parts of a pattern.
STEPS: dict[Milestone, str] = {
    Milestone.SIGNED: "签约|签订|签订合同|签订协议|合同签订|协议签订",
    Milestone.COMMITTED: "履约",
    Milestone.STARTED: "开工|动工|开工建设|开建",
    Milestone.PRODUCING: "竣工投产|投产竣工|建成投产|建成投用|建成运营|投产运营|投产达产|竣工|投产"
    "|建成|完工|投用|投运|投入使用|竣工验收",
    Milestone.AT_CAPACITY: "达产达效|达效|达效达产",
}
