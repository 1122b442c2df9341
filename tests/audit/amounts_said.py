"""Ways in which officials say that amounts belong together, with numbers put in.

A way is a sentence with figures in braces.  The figures of one way are one relation: a sum
(a b c d make w), a remainder (w less a and b leaves r), a difference (m less n is d), and so on.
`!` before a way: its words bind the figures, so a slip in them has to be told.  Without it the
relation must only be heard when it holds, and nothing else may be told wrong.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from sangeyipi.model.rounding import EXACT, half_up

_FIELD = re.compile(r"\{(\w+)\}")
_SUBJECTS = (
    ("项目", "个", ("工业类", "服务业类", "农业类", "基础设施类")),
    ("项目", "个", ("甲镇", "乙镇", "丙乡", "丁街道")),
    ("问题", "件", ("用地类", "融资类", "用工类", "环评类")),
    ("企业", "家", ("制造业", "建筑业", "批发业", "运输业")),
    ("重点工程", "项", ("交通", "水利", "能源", "教育")),
)

SUMS = """
!{s}共{w}{u}，其中{1}{a}{u}、{2}{b}{u}、其他{c}{u}。
!按类别分，{1}{a}{u}、{2}{b}{u}、{3}{c}{u}，合计{w}{u}。
!全县{w}{u}{s}分为{1}{a}{u}、{2}{b}{u}和{3}{c}{u}三类。
!{1}{a}{u}，{2}{b}{u}，{3}{c}{u}，三项合计{w}{u}。
!{1}、{2}、{3}{s}分别为{a}{u}、{b}{u}、{c}{u}，共计{w}{u}。
!{s}总数达到{w}{u}。从类别看，{1}{a}{u}，{2}{b}{u}，其他{c}{u}。
!一、{s}情况（共{w}{u}）\\n（一）{1}。共{a}{u}，已逐一明确责任人。\\n（二）{2}。共{b}{u}，由分管领导包抓。\\n（三）{3}。共{c}{u}，月底前报送方案。
!{1}{s}{a}{u}，{2}{s}{b}{u}，加上{3}的{c}{u}，总数为{w}{u}。
!{w}{u}{s}由{1}{a}{u}、{2}{b}{u}、{3}{c}{u}构成。
!{s}{w}{u}（{1}{a}{u}、{2}{b}{u}、{3}{c}{u}）。
!{1}有{a}{u}，{2}有{b}{u}，{3}有{c}{u}，三者相加{w}{u}。
!上半年新开工{s}{w}{u}，其中一季度{a}{u}、二季度{b}{u}。
!1月、2月、3月新增{s}分别为{a}{u}、{b}{u}、{c}{u}，一季度累计{w}{u}。
!总投资{w}亿元，其中{1}{a}亿元、{2}{b}亿元，剩下的{c}亿元为其他领域。
{s}共{w}{u}，{1}占了{a}{u}，{2}占了{b}{u}，{3}占了{c}{u}。
!完成投资{w}亿元，由中央资金{a}亿元、省级资金{b}亿元、市县配套{c}亿元三部分组成。
!新建{a}{u}、续建{b}{u}，{s}总计{w}{u}。
!{s}{w}{u}，新建的{a}{u}，续建的{b}{u}，收尾的{c}{u}。
!在{w}{u}{s}中，已完成{a}{u}，正在推进{b}{u}，尚未启动{c}{u}。
!{s}总量{w}{u}，按进度分：完成的{a}{u}，推进中的{b}{u}，未启动的{c}{u}。
现场观摩{w}{u}{s}，第一天看{1}{a}{u}，第二天看{2}{b}{u}，第三天看{3}{c}{u}。
!{1}{s}为{a}{u}；{2}{s}为{b}{u}；{3}{s}为{c}{u}。以上共计{w}{u}。
!{s}{w}{u}。其中：{1}{a}{u}，总投资3.2亿元；{2}{b}{u}，总投资14.8亿元；其他{c}{u}，总投资8.5亿元。
!两批{s}合计{w}{u}，第一批{a}{u}，第二批{b}{u}。
!四个县区共上报{s}{w}{u}，{1}{a}{u}，{2}{b}{u}，{3}{c}{u}，{4}{d}{u}。
!{a}{u}{1}{s}、{b}{u}{2}{s}和{c}{u}{3}{s}列入计划，总数{w}{u}。
!{s}{w}{u}，包括{1}{a}{u}、{2}{b}{u}以及其他{c}{u}。
!截至月底，{1}已有{a}{u}，{2}已有{b}{u}，{3}已有{c}{u}，累计达{w}{u}。
!上半年完成投资{w}亿元。其中，{1}{a}亿元，增长6.3%；{2}{b}亿元；{3}及其他{c}亿元。
!{s}由县级包联{a}{u}、由乡镇包联{b}{u}，两级共包联{w}{u}。
"""

REMAINDERS = """
!{s}{w}{u}，已开工{a}{u}，其余{r}{u}正在办理手续。
!计划开工的{w}{u}{s}，目前已开工{a}{u}，均已入库，其余{r}{u}年底前开工。
!计划年内开工的{w}{u}{s}中已开工{a}{u}，其余{r}{u}因用地原因尚未开工。
!共排查{s}{w}{u}，已销号{a}{u}，还剩{r}{u}。
!{w}{u}{s}中{a}{u}已办结，尚有{r}{u}未办结。
!梳理{s}{w}{u}，除{r}{u}正在协调外，{a}{u}均已解决。
!年度目标{w}亿元，已完成{a}亿元，距目标还差{r}亿元。
!{s}共{w}{u}。截至10月底，完成{a}{u}。剩余{r}{u}需年底前完成。
!{w}{u}{s}整改到位{a}{u}，余下{r}{u}正在整改。
!{s}{w}{u}，已完成{a}{u}、正在推进{b}{u}，其余{r}{u}未启动。
!全年任务{w}{u}，前三季度完成{a}{u}，四季度还需完成{r}{u}。
!授信{w}亿元，已投放{a}亿元，未投放{r}亿元。
!计划{w}{u}，实际{a}{u}，缺口{r}{u}。
!下达资金{w}亿元，支出{a}亿元，结余{r}亿元。
!{w}{u}{s}，有{r}{u}尚未开工，已开工的{a}{u}全部入库。
!反馈{s}{w}{u}，其中{a}{u}已办结，另外{r}{u}正在按程序办理。
!{s}总数{w}{u}，{a}{u}完成验收，未验收的还有{r}{u}。
!{w}{u}{s}中，除{a}{u}已竣工外，其余{r}{u}均在建设。
!列入清单的{w}{u}{s}，{a}{u}按期完成，{r}{u}逾期。
!{s}{w}{u}，完成{a}{u}，剩下的{r}{u}列入明年计划。
!总投资{w}亿元，累计完成{a}亿元，剩余投资{r}亿元。
!{s}{w}{u}。已开工{a}{u}。未开工{r}{u}，主要卡在用地。
!收到{s}{w}{u}，受理{a}{u}，不予受理{r}{u}。
!{w}{u}{s}已有{a}{u}投用，尚余{r}{u}在收尾。
!{s}办结{a}{u}，还有{r}{u}在办，累计交办{w}{u}。
!需整改{s}{w}{u}，{1}{a}{u}已完成，{2}{b}{u}月底完成，其余{r}{u}跨年完成。
!现有{w}{u}，退出{a}{u}后剩{r}{u}。
!批准用地{w}亩，已供应{a}亩，尚可供应{r}亩。
!督查发现，{w}{u}{s}只开工{a}{u}，开工率偏低，剩下{r}{u}至今没有动静。
!这{w}{u}{s}里，{a}{u}已经投产，另{r}{u}正在调试设备。
"""

DIFFERENCES = """
!甲县{m}{u}，乙县{n}{u}，甲县比乙县多{d}{u}。
!办理时间由{m}天缩短为{n}天，少跑{d}天。
!{s}由{n}{u}增加到{m}{u}，净增{d}{u}。
!今年{m}{u}，去年同期{n}{u}，多{d}{u}。
!计划{n}{u}，实际{m}{u}，超出{d}{u}。
!完成{m}{u}，比计划的{n}{u}多{d}{u}。
!较上年的{n}{u}增加{d}{u}，达到{m}{u}。
!从年初的{m}{u}减少到{n}{u}，减少了{d}{u}。
!最高的甲镇{m}{u}，最低的乙镇{n}{u}，二者相差{d}{u}。
!甲镇完成{m}亿元，高于乙镇的{n}亿元，高出{d}亿元。
!承诺时限{m}个工作日，实际用时{n}个工作日，提前{d}个工作日。
!6月底{n}{u}，9月底{m}{u}，三个月增加{d}{u}。
!{s}{m}{u}，比上月增加{d}{u}（上月为{n}{u}）。
!一季度{n}{u}，二季度{m}{u}，二季度比一季度多{d}{u}。
!{s}达{m}{u}，上年末为{n}{u}，全年净增{d}{u}。
!预算{m}亿元，中标{n}亿元，节约{d}亿元。
!概算由{n}亿元调整为{m}亿元，增加{d}亿元。
!材料由{m}份精简至{n}份，减少{d}份。
!目标{m}{u}，完成{n}{u}，少{d}{u}。
!送审{m}亿元，审定{n}亿元，核减{d}亿元。
!收入{m}亿元、支出{n}亿元，收支相抵结余{d}亿元。
!去年为{n}{u}，今年升至{m}{u}，多出{d}{u}。
!环节从{m}个压减到{n}个，压减{d}个。
!甲乙两县分别为{m}{u}和{n}{u}，相差{d}{u}。
!上月新开工{m}{u}，本月新开工{n}{u}，环比少{d}{u}。
!平均得分由{n}分提高到{m}分，提高{d}分。
!第一名甲镇{m}分，第三名丙镇{n}分，领先{d}分。
!在原有{n}{u}的基础上新增{d}{u}，总数达到{m}{u}。
!6月底开工{n}{u}，开工率75%；8月底开工{m}{u}，开工率87%，两个月新增开工{d}{u}。
!群众办事从跑{m}次变为跑{n}次，少跑{d}次。
"""

GROWTH = """
!完成投资{v}亿元，去年同期{o}亿元，同比增长{g}%。
!税收由{o}亿元增加到{v}亿元，增长{g}%。
!较上年的{o}亿元增长{g}%，达到{v}亿元。
!去年为{o}{u}，今年达{v}{u}，增幅{g}%。
!{s}{v}{u}，比上月{o}{u}增加{d}{u}，环比增长{g}%。
!4月、5月、6月分别新开工{x}个、{o}个、{v}个，其中6月环比增加{d}个，增长{g}%。
!4月、5月、6月分别新开工{x}个、{v}个、{o}个，其中6月环比减少{d}个，下降{f}%。
!一季度完成{o}亿元，二季度完成{v}亿元，环比增长{g}%。
!{s}由{v}{u}下降到{o}{u}，下降{f}%。
!办结时限由{v}天压缩至{o}天，压缩{f}%。
!上月{v}{u}，本月{o}{u}，环比下降{f}%。
完成{v}亿元，同比增加{d}亿元，增长{g}%。
完成{o}亿元，同比减少{d}亿元，下降{f}%。
!上年同期完成{o}亿元，今年完成{v}亿元，增速{g}%。
!2022年{o}亿元、2023年{v}亿元，增长{g}%。
!完成{v}亿元（上年{o}亿元），增长{g}%。
!与去年同期的{o}{u}相比，今年{v}{u}，上升{g}%。
!从{o}亿元到{v}亿元，一年增长{g}%。
!前三季度{v}亿元，比去年前三季度的{o}亿元净增{d}亿元，增长{g}%。
!3月份{o}{u}，4月份{v}{u}，4月比3月增长{g}%。
!信访量为{o}件，比上年的{v}件减少{d}件，降幅{f}%。
!同比增长{g}%，由上年的{o}亿元增至{v}亿元。
!在去年{o}亿元的基础上增长{g}%，达到{v}亿元。
!用时由{v}个工作日缩短到{o}个工作日，提速{f}%。
!税收{v}亿元，上年同期为{o}亿元，多收{d}亿元，增长{g}%。
!工业项目从立项到开工由原来的{v}天缩短为{o}天，少跑{d}天，压缩比例达{f}%。
!去年这个时候是{o}{u}，今年是{v}{u}，多了{d}{u}，涨了{g}%。
"""

POINTS = """
!6月底开工率{n}%，8月底开工率{m}%，两个月提高{d}个百分点。
!开工率由{n}%提高到{m}%，提高{d}个百分点。
!开工率{m}%，比上年的{n}%高{d}个百分点。
!甲县{m}%，乙县{n}%，两县相差{d}个百分点。
!完成率{m}%，高于全市平均（{n}%）{d}个百分点。
!6月底开工一批，开工率{n}%；8月底又开工一批，开工率{m}%，两个月提升{d}个百分点。
!全市平均{n}%，我县{m}%，高出{d}个百分点。
!开工率{n}%，较上月回落{d}个百分点（上月{m}%）。
!上月开工率{m}%，本月开工率{n}%，回落{d}个百分点。
!不良率从{m}%降至{n}%，降低{d}个百分点。
!目标{m}%，实际{n}%，差{d}个百分点。
!完成率最高{m}%，最低{n}%，极差{d}个百分点。
!比去年同期的{n}%上升{d}个百分点，达到{m}%。
!第一产业占比由{m}%下降为{n}%，下降{d}个百分点。
!满意率{m}%，同比提高{d}个百分点，去年为{n}%。
!甲、乙两镇完成率分别为{m}%、{n}%，相差{d}个百分点。
!开工率{m}%、投产率{n}%，前者高于后者{d}个百分点。
!一季度开工率{n}%，上半年开工率{m}%，提升了{d}个百分点。
!完成率{n}%，低于全县平均水平{d}个百分点，全县为{m}%。
!增速{m}%，快于全省{d}个百分点（全省{n}%）。
!城镇化率达到{m}%，比2020年（{n}%）提高{d}个百分点。
!与年初{n}%相比，提高了{d}个百分点，达{m}%。
!居首的甲镇{m}%，居末的乙镇{n}%，首尾差距{d}个百分点。
!8月为{n}%，9月为{m}%，环比提高{d}个百分点。
!与目标{m}%还差{d}个百分点，目前为{n}%。
!签约项目开工率{m}%，比上一期的{n}%高出{d}个百分点。
!省重点完成率{n}%，市重点完成率{m}%，省重点比市重点低{d}个百分点。
"""

TIMES = """
!税收由{o}亿元增长到{v}亿元，是原来的{k}倍。
!完成{v}亿元，是上年{o}亿元的{k}倍。
!去年{o}{u}，今年{v}{u}，为去年的{k}倍。
!税收由{o}亿元增加到{v}亿元，增长{j}倍。
!甲县{v}{u}，乙县{o}{u}，甲县是乙县的{k}倍。
!到位{v}亿元，相当于{o}亿元目标的{k}倍。
!规模从{o}亿元扩大到{v}亿元，为原来的{k}倍。
!较上年的{o}亿元增加{j}倍，达{v}亿元。
签约额{v}亿元，开工额{o}亿元，前者为后者的{k}倍。
!达到{v}亿元，为2019年{o}亿元的{k}倍。
!2019年为{o}亿元，2023年为{v}亿元，四年增长{j}倍。
!最多的甲镇{v}{u}，最少的乙镇{o}{u}，前者是后者的{k}倍。
!2020年只有{o}{u}，目前已达{v}{u}，是2020年的{k}倍。
!上年完成{o}亿元，今年完成{v}亿元，同比增长{j}倍。
!企业由{o}家发展到{v}家，增加了{j}倍。
"""

FLOWS = """
!6月底，在建项目{o}个；三季度新开工{i}个、竣工{x}个，到9月底在建{e}个。
!期初结余{o}件，新收{i}件，办结{x}件，期末结余{e}件。
!年初库存{o}万吨，购入{i}万吨，售出{x}万吨，年末库存{e}万吨。
!上年末企业{o}家，全年新增{i}家、注销{x}家，年末{e}家。
!原有{o}户，新纳入{i}户，退出{x}户，现有{e}户。
!年初入库项目{o}个，年内新入库{i}个，退库{x}个，目前在库{e}个。
!上月结转{o}件，本月受理{i}件，办结{x}件，结转下月{e}件。
!年初在建{o}个，其后又新开工{i}个，完工{x}个，目前在建{e}个。
!账户年初余额{o}亿元，本年收入{i}亿元，支出{x}亿元，年末余额{e}亿元。
!在库项目{e}个，是在年初{o}个的基础上新增{i}个、调出{x}个后形成的。
!储备项目年初{o}个，补充{i}个，转出{x}个，年底为{e}个。
!上期留存{o}条，本期收集{i}条，解决{x}条，目前留存{e}条。
!台账原有{o}项，今年增补{i}项、核销{x}项，调整后为{e}项。
"""

#: What is said by several amounts at once, and may not be called wrong though it does not add up.
NEAR = """
62个项目中，需办用地手续的{a}个，涉及林地的{b}个，需编环评报告的{c}个。
就业4860人，其中脱贫人口1{a}人、返乡农民工9{b}人、妇女26{c}人。
全年签约86个，亿元以上41个，10亿元以上9个，30亿元以上2个。
滞后10个百分点以上的有{a}个，滞后20个百分点以上的有2个，未达进度的项目119个。
计划开工{a}个、竣工{b}个，实际开工{c}个，其余正在推进。
项目96个，其中省重点12个，另储备项目150个。
第五至第八期分别为{a}个、{b}个、{c}个，占前八期451个的一部分。
项目{a}个，已开工{b}个，开工的多为工业项目；另有其余{c}个为储备项目。
截至6月底{a}个，7月新增{b}个，截至9月底{c}个。
约{a}个项目，其中工业约{b}个、农业{c}个。
总投资20{a}亿元，包括总投资25亿元的甲项目、12亿元的乙项目、{b}亿元的丙项目等。
甲县增加{a}个，乙县增加{b}个，全市净增{c}个。
项目{a}个，总投资{b}亿元，较上年增加{c}个百分点。
上年同期{a}亿元，本年计划{b}亿元，1—9月增加{c}亿元。
6月底开工率78.4%；8月底竣工率91.2%，开工率比5月底提高13.{a}个百分点。
工业项目由{b}个增加到{a}个，其中亿元以上项目净增2个。
办理时限由{a}天缩短为{b}天，比承诺时限少{c}天。
收入{a}亿元、支出{b}亿元，年终结余{c}亿元含上年结转。
甲镇{a}个，乙镇{b}个，丙镇{c}个，甲镇比去年多2个。
年初{a}个，新增{b}个，目前{c}个（部分已合并）。
4月、5月、6月分别{a}个、{b}个、13个，其中6月同比增加2个，增长18.2%。
6月底开工{b}个，8月底开工{a}个，较年初增加{c}个。
甲镇由{c}个增加到{b}个，乙镇由{b}个增加到{a}个，两镇净增9个。
比上月增加2个的有{c}个镇；本月{a}个，上月{b}个，同比增长8.2%。
1-6月完成{a}亿元，7月完成{c}亿元，增长3.6%。
完成{a}亿元，年度计划{b}亿元，同比增长12.3%。
收入{a}亿元，支出{b}亿元，增加1.5亿元。
项目{a}个，问题较多的{b}个，减少5个。
共{a}个。第一批已开工{c}个，剩余7个下月开工。
{a}个项目中，工业项目已开工{b}个，其余7个在办手续。
甲镇{b}个，乙镇{c}个，合计{a}个（含去年结转）。
甲镇{b}个，乙镇{c}个，全县总数达到1{a}个。
本月{a}个，上月{b}个，增加的主要是工业；比上年同期增加{c}个。
在建项目{a}个，比上月增加5个，达到开工条件的{b}个。
全市{a}个，其中市区{b}个，市直部门组织实施的{c}个。
"""

KINDS = {
    "sum": SUMS,
    "remainder": REMAINDERS,
    "difference": DIFFERENCES,
    "growth": GROWTH,
    "points": POINTS,
    "times": TIMES,
    "flow": FLOWS,
}
#: The figures that say what the others come to, by kind; a slip falls on one of them.
_RESULTS = {
    "sum": "w",
    "remainder": "r",
    "difference": "d",
    "growth": "gf",
    "points": "d",
    "times": "kj",
    "flow": "e",
}


@dataclass(frozen=True)
class Way:
    """One way of saying, of a kind; bound if its words leave no doubt about the figures."""

    kind: str
    said: str
    bound: bool

    @property
    def fields(self) -> list[str]:
        return [one for one in _FIELD.findall(self.said) if one not in "su1234"]


@dataclass(frozen=True)
class Said:
    """A sentence with its numbers, and where the figures stand that belong together."""

    text: str
    places: dict[str, tuple[int, int]]


def ways(kind: str) -> list[Way]:
    """All ways of saying of this kind."""
    said = (one for one in KINDS[kind].strip().splitlines() if one)
    return [Way(kind, one.lstrip("!").replace(r"\n", "\n"), one.startswith("!")) for one in said]


def _tenth(value: Decimal) -> Decimal:
    return half_up(value, 1)


def _numbers(way: Way, chance: random.Random) -> dict[str, Decimal]:
    money = any(unit in way.said for unit in ("亿元", "万吨", "分，", "{m}%"))
    draw: Callable[[int, int], Decimal] = lambda low, high: (  # noqa: E731
        Decimal(chance.randint(low * 10, high * 10)) / 10
        if money
        else Decimal(chance.randint(low, high))
    )
    got: dict[str, Decimal] = {}
    if way.kind == "sum":
        for name in "abcd":
            if name in way.fields:
                got[name] = draw(11, 89)
        got["w"] = sum(got.values(), Decimal(0))
    elif way.kind == "remainder":
        got = {name: draw(12, 70) for name in "abr" if name in way.fields}
        got["w"] = sum(got.values(), Decimal(0))
    elif way.kind in ("difference", "points"):
        got = {"n": draw(31, 49), "d": draw(11, 29)}
        got["m"] = got["n"] + got["d"]
    elif way.kind == "growth":
        got = {"o": draw(41, 120), "d": draw(13, 39), "x": draw(30, 50)}
        got["v"] = got["o"] + got["d"]
        got["g"] = _tenth(EXACT.divide(100 * got["d"], got["o"]))
        got["f"] = _tenth(EXACT.divide(100 * got["d"], got["v"]))
    elif way.kind == "times":
        got = {"o": draw(11, 39), "k": Decimal(chance.randint(3, 7))}
        got["v"], got["j"] = got["o"] * got["k"], got["k"] - 1
    else:
        got = {"o": draw(60, 99), "i": draw(21, 49), "x": draw(11, 20)}
        got["e"] = got["o"] + got["i"] - got["x"]
    return got


def _slip(way: Way, got: dict[str, Decimal], chance: random.Random) -> dict[str, Decimal]:
    """A figure of it as a typist gets it wrong."""
    name = next(one for one in way.fields if one in _RESULTS[way.kind])
    value, unit = got[name], Decimal(1).scaleb(got[name].as_tuple().exponent)  # type: ignore[arg-type]
    digits = str(value)
    kinds = [value + unit, value + 10 * unit]
    if way.kind == "sum" and len(got) > 3:
        kinds.append(value - got["b"])
    if len(digits) > 1 and digits[0] != digits[1] and digits[1] not in ".0":
        kinds.append(Decimal(digits[1] + digits[0] + digits[2:]))
    if way.kind == "times":
        kinds = [value + 1]
    unit_is_tenth = "." in digits
    if unit_is_tenth and way.kind not in ("growth", "times"):
        kinds[:2] = [value + 1, value + 10]
    if way.kind == "growth" and "." in digits:
        kinds = [value + 1, value + 10]
    return {**got, name: chance.choice([one for one in kinds if one > 0])}


def _filled(way: Way, got: dict[str, Decimal], chance: random.Random) -> Said:
    subject, unit, labels = chance.choice(_SUBJECTS)
    words = {"s": subject, "u": unit, **{str(n): one for n, one in enumerate(labels, 1)}}
    text, places, at = "", {}, 0
    for one in _FIELD.finditer(way.said):
        text += way.said[at : one.start()]
        name = one.group(1)
        printed = words[name] if name in words else str(got[name])
        if name in got:
            places[name] = (len(text), len(text) + len(printed))
        text, at = text + printed, one.end()
    return Said(text + way.said[at:], places)


def instances(way: Way, *, slipped: bool, many: int) -> Iterator[Said]:
    """Sentences said this way, of other numbers and subjects each."""
    chance = random.Random(f"{way.said} {slipped}")
    for _ in range(many):
        got = _numbers(way, chance)
        yield _filled(way, _slip(way, got, chance) if slipped else got, chance)


def near() -> Iterator[str]:
    """Sentences of which no relation follows, with numbers at random."""
    for said in NEAR.strip().splitlines():
        chance = random.Random(said)
        for _ in range(4):
            put = {name: str(chance.randint(*span)) for name, span in _NEAR_SPANS.items()}
            yield said.format(**put)


_NEAR_SPANS = {"a": (61, 90), "b": (31, 59), "c": (11, 29)}
