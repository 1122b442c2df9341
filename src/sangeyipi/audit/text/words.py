"""The words of bulletins that the grammar of figures knows: measures, states, hedges, what lists.

Each is a pattern over plain text (`plain.py`), of alternatives only, so that no search takes
longer than the text is long.  Owns words; must not know of relations.
"""

import re
from functools import lru_cache

from sangeyipi.audit.text.terms.breakdowns import BROKEN_DOWN, DIVIDED
from sangeyipi.audit.text.terms.coverage import AND_MORE
from sangeyipi.model.patterns import later

#: Counted one by one.
PIECES = frozenset("个项宗件家")
#: After 个: not a piece of anything.
NOT_PIECES = re.compile(
    "月|季度|工作日|小时|年度(?!计划|目标|任务|投资|新|重点)|百分点|星期|一批|年头"
)
#: What kinds are counted by: 五大领域, 7个领域.
KINDS = re.compile("(?:个|大|)(?:领域|类别|大类|类|方面|板块|行业|产业类型)")
OTHER_UNITS = (
    "个基点|基点|微克|毫克|平方公里|平方米|立方米|km²|平米|㎡|m²|㎥|m³|千瓦时|千瓦|个工作日|兆瓦|公里|千米|公顷|公斤|周年|工作日|小时|分钟|人次|个月|"
    "余年|人民币|美元|港元|欧元|户|处|名|人|条|座|次|台|套|亩|米|吨|斤|辆|只|头|株|批次|户次|场|架|"
    "艘|部|份|笔|起|张|支|‰|封|例|棵|盏|册|幅|间|公|度|周|天|岁|页|强|企|线|厘|克|级|款|位|届|期|批|倍|章|类|路|区|县|镇|村|层|栋|所|组|班|图|号|标箱|眼(?![科镜下前])|种(?![植子业粮养苗群田类地])|列(?=[,。;、)\n]|次)|分(?![之钟为别类期析管布工享级批步开数内])"
)

#: Of these what is counted or measured can be added up and compared.
MEASURED = (
    *("微克", "毫克", "平方公里", "平方米", "立方米", "千瓦时", "公里", "千米", "公顷", "公斤"),
    *("km²", "平米", "㎡", "m²", "㎥", "m³", "人次", "批次", "户次", "标箱"),
    *("美元", "港元", "欧元", "个工作日", "工作日"),
    *"户名人条座台套亩米吨斤辆头部次处场栋所株只架艘份笔起张天‰封例棵盏册幅分间支种眼列",
)

HEDGES_BEFORE = (
    # 高达, 多达 say that it is much, not that it is more.
    ("超", ("超过了", "突破了", "超过", "超", "逾", "突破", "不少于", "不低于", "至少", "过")),
    ("近", ("近", "不足", "不到", "接近", "将近", "最多")),
    ("约", ("约", "大约", "约为", "大概", "左右")),
)
#: Words that end as a hedge does and are none: 签约5个, 验收通过3个, 走过9个县.
NO_HEDGE = later("[签履违合契预节解]约$|[经通走到去]过$|[最附邻临靠就]近$")
#: What the characters beside a number that end or begin a hedge are.
HEDGE_ENDS = frozenset(one[-1] for _, spelled in HEDGES_BEFORE for one in spelled)
HEDGES_AFTER = (("以上", "超"), ("以下", "近"), ("左右", "约"), ("上下", "约"), ("余", "超"))

HEDGE_BEGINS = frozenset(one[0] for one, _ in HEDGES_AFTER)
#: 30%多, 11倍多, 三分之一还多, 四分之一强: of a share or a multiple, with nothing counted behind.
_SHARE_ENDS = "(?=[,。;:、)的\n]|$)"
HEDGES_OF_SHARES = (
    (later(f"(?:还要?多|略?多|多一?点|还?强|稍?强|出头){_SHARE_ENDS}"), "超"),
    (later(f"(?:稍|略)?弱{_SHARE_ENDS}"), "近"),
)
SHARE_HEDGE_BEGINS = frozenset("还略多强稍出弱")

#: A measure, by the words in front of an amount; the last that is found is meant.
MEASURES = (
    ("年产值", "年产值|产值"),
    ("引资", "合同引资|合同引进|合同.{0,6}资金|协议.{0,4}金额|引资|合同额"),
    ("到位", "到位资金|到位|落实资金"),
    ("计划", "(?:年度|年内|当年|今年|全年|本年)(?:(?:计划|目标|任务)(?:完成)?)?投资"),
    (
        "计划",
        "[今当全]年计划完成|年[度内]计划完成|计划完成投资|计划投资|年度计划|当年计划|年内计划|全年计划|年度目标|年度任务|计划",
    ),
    ("任务", "任务|目标"),
    ("总投资", "计划总投资|总投资额|总投资|投资总额|投资额|总额|概算"),
    (
        "完成",
        "完成[\u4e00-\u9fff]{2,6}?投资|累计完成投资|完成投资额|完成投资|累计完成|完成额|完成|已投资",
    ),
    ("总投资", "投资"),
)
_MEASURE = re.compile("|".join(f"(?P<m{n}>{words})" for n, (_, words) in enumerate(MEASURES)))
_SPAN = re.compile("本月|当月|累计|预计|省外")

#: What a project has reached, and what a rate of it is called.
#: What rows reach, one of which several may reach: 涉及企业39家, 惠及群众3.2万人.
REACHES = "涉及|覆盖|惠及|带动|受益"
STATES = re.compile("签约|履约|开工|动工|投产|达效|竣工|办结|完工|建成|新建|续建|化解|满意")
#: 重点项目, 省级项目: only some of all that there are.
ONLY_SOME = later("重点|[省市县]级|产业|工业|技改|专项|民生|基础设施|亿元以上")
#: 签约一批: what a count of a batch is said of.
BATCH = re.compile("(?<!第)一批[”’]?(?:项目)?(?:共|计|有)?$")
_SAME_STATE = {"动工": "开工", "建成": "竣工", "完工": "竣工"}
LISTS = re.compile(
    "其中|包括|包含|分别|分为|分成|即|涉及|含|按|从.{1,8}看|分.{1,6}看|有:|:|里,|中,|\n|。|!|\\?|;"
)
DIVIDES = re.compile(f"{DIVIDED}|{BROKEN_DOWN}|由.{{1,12}}组成")
PARTIAL = later(f"主要|等.{{0,6}}领域|重点|包含|列入|纳入|代表|以上|以下|不含|其余|之外|{AND_MORE}")


@lru_cache(maxsize=8192)
def measure_of(lead: str) -> str:
    """The measure that the words before an amount name; "" where they name none."""
    named = [one.lastgroup for one in _MEASURE.finditer(lead) if one.lastgroup]
    if not named:
        return ""
    word = MEASURES[int(named[-1][1:])][0]
    span = ""
    for found in _SPAN.finditer(lead):
        span = found[0]
    return (span if span != "累计" else "") + word


@lru_cache(maxsize=8192)
def state_of(words: str) -> str:
    """The last state that the words name."""
    found = STATES.findall(words)
    return _SAME_STATE.get(found[-1], found[-1]) if found else ""


@lru_cache(maxsize=4096)
def states_of(words: str) -> frozenset[str]:
    """All of them."""
    return frozenset(_SAME_STATE.get(one, one) for one in STATES.findall(words))


def share_two(one: str, other: str) -> bool:
    """Whether two pieces of text have two characters in a row in common."""
    return any(one[n : n + 2] in other for n in range(len(one) - 1))


@lru_cache(maxsize=4096)
def kind_of(lead: str) -> str:
    """What a count is said of: a batch, a state, or neither."""
    if BATCH.search(lead):
        return "batch"
    return "state" if STATES.search(lead) else ""
