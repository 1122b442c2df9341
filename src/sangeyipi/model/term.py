"""The ledger's words that several modules speak: each spelled once, as a value.

Owns the spelling and nothing of what a word means: keys are declared in their records' classes,
milestones and batches in `stages`.
"""

# Keys of a project
ID = "编号"
NAME = "名称"
CODE = "项目代码"
PARTS = "子项目个数"
SECTOR = "领域"
INVESTMENT = "总投资"
FUNDS = "到位资金"
PLATFORM = "监管平台"
UNIT = "责任单位"
LEADER = "包联领导"
LISTED = "在册"
MILESTONES = "节点"
PLANNED = "计划"
YEARLY_PLAN = "年度计划投资"
WITHDRAWN = "调出"
SOURCE = "来源"
NOTE = "备注"
# Keys of rollups and statements
PHASE = "期"
BATCH = "批"
COUNT = "个数"
CONVERTED = "转化"
AS_OF = "截至"
WITH_PROJECTS = "含明细"
TITLE = "标题"
CLAIMS = "公布"
# Keys of ledger.yaml
PHASES = "期次"
DATE = "日期"
BANDS = "规模分档"
CONVENTIONS = "口径"
TARGETS = "目标"
ID_STYLE = "编号样式"
# Monthly reports, and their keys
REPORTS = "月调度"
COMPLETED = "本月完成投资"
COMPLETED_TO_DATE = "累计完成投资"
FUNDS_TO_DATE = "到位资金累计"
ON_SITE = "形象进度"
PROBLEMS = "存在问题"
OPINION = "责任单位意见"
# What tables say of rows
TOTAL = "合计"
NO_PHASE = "未分期"
