"""Passages that tempt a false alarm or a sum by chance, each after a mistake that was made once."""

import pytest

from sangeyipi.audit.check import audited
from sangeyipi.audit.judging.finding import Finding, RelationKind
from sangeyipi.audit.text.as_read import AsRead


def told(one: Finding) -> str:
    stated = one.stated.printed if one.stated else ""
    return f"{one.verdict} {one.kind} {one.expression} = {stated}"


@pytest.mark.parametrize(
    "text",
    [
        # The notes of a table say that its parts overlap.
        "|银行|项目|需求|\n|---|---|---|\n|甲行|3|22.1|\n|乙行|3|2.4|\n|丙行|3|3.8|\n|丁行|3|8.7|\n"
        "|戊行|3|18.6|\n|合计|13|55.6|\n\n1. 单位：个、亿元。\n2. 各家都计，合计只计一次。\n",
        # What is left is without what is told behind it.
        "提出问题71个，已销号45个。未销号21个，其中超期15个；另有无法办理的5个。",
        # The same count of things of two places.
        "甲市活动共推进项目48个，总投资152.9亿元。\n乙市活动共推进项目48个，总投资90.4亿元。",
        # A difference is no last year's figure, and no whole of the list after it.
        "完成投资313.6亿元，较去年同期增长153.3亿元，同比增长95.6%。",
        "完成75.3亿元，比去年同期73.8亿元增加1.5亿元。按行业分，农业项目48个，完成22.3亿元；"
        "工业项目50个，完成27.1亿元；交通项目10个，完成25.9亿元。",
        # 签约12个 is no 约12个; stages do not add up.
        "全县签约项目50个，其中已履约48个、已开工40个、已投产20个。",
        # What was due by midyear is not printed; a plan need not be the year's target.
        "今年计划开工项目85个，上半年已开工48个，开工率96%。",
        "计划投资50亿元，实际完成投资43亿元，占年度目标的72%。",
        # Another subject's half year.
        "一季度完成54.1亿元，二季度完成61.4亿元。78个续建项目上半年完成78.3亿元。",
        # Attributes that overlap; a whole that another whole has.
        "全县62个项目中，亿元以上项目28个，占45.2%；工业项目35个，占56.5%。",
        "签约5个、开工4个，总投资70.2亿元。签约5个，总投资21.4亿元；开工4个，总投资70.2亿元。",
        # Lists of several measures, of which only the first is named.
        "个数、总投资、年度投资分别为26个、86亿元、30亿元，其中新开工分别为10个、40亿元、15亿元，"
        "续建分别为16个、46亿元、15亿元。",
        # What else the rest is, is not said; a bracket takes some away; two old figures.
        "40个项目已开工27个，还有5个未开工项目手续不全。",
        "年初48个，退出3个，新增2个，现有46个（另合并1个）。",
        "完成60亿元，其中工业50亿元，增长25%，去年同期为50亿元和40亿元。",
        # A part of what was added.
        "在建项目由18个增加到26个，增加5个亿元以上项目。",
        # The same batch of two phases.
        "第一期15个，其中“签约一批”项目1个，项目已全部签约落地，签约开工率100%；“开工一批”项目14个。"
        "第二期7个，其中“签约一批”项目2个，项目已全部签约落地，签约开工率100%；“开工一批”项目5个。",
        # What was granted, not what was spent; an amount that one of the rows does not have.
        "项目26个，下达14.85亿元。其中水利9个、支出4.06亿元，道路6个、支出2.88亿元，其他11个、支出4.33亿元。",
        "52个项目完成投资61.8亿元，其中31个续建项目完成43.6亿元，15个新建项目完成17.4亿元，6个前期项目"
        "未形成投资。",
        "项目19个，总投资123.1亿元。其中工业11个，总投资83.4亿元；农业5个，总投资39.7亿元；另有储备3个，"
        "总投资32.7亿元。",
        # All but some; of other projects, of another year; those that are not are out of them.
        "20个项目除2个外已全部开工，未开工的2个正在办理手续。",
        "第一批20个项目已全部开工；未开工的2个为第二批项目。",
        "去年的20个项目已全部开工，今年未开工的2个正在办理手续。",
        # A ratio of others, of another time, and one that is reckoned in another way.
        "资产总计8321.5亿元，负债合计5173.9亿元，国有企业资产负债率66.2%。",
        "资产总计8321.5亿元，负债合计5173.9亿元，上年末资产负债率66.2%。",
        "各项存款余额631.7亿元，各项贷款余额428.3亿元，存贷比76.8%。",
        # Two tasks in brackets, each with its rate; one whose part was said elsewhere.
        "到位资金18.36亿元，完成市定任务（31.5亿元）的58.29%；完成县定任务（34亿元）的54.00%。",
        "到位资金18.36亿元，其中外资仅完成县定任务（6.4亿元）的61.3%。",
        # Of the two that are listed the amount is the first; of last year's, of a whole not said.
        "签约35个，总投资216.4亿元，制造业项目金额和个数占比分别达94.28%、97.14%。",
        "去年新开工35个，今年制造业项目个数占比94.28%。",
        "今年新开工35个。全市各县区中制造业项目个数占比94.28%。",
        # What is in brackets has grown by that.
        "受理126件，其中住房类39件（11.4%）、交通类42件（-17.5%）、教育类45件（12.3%）。",
        "20个项目已全部开工，未开工的2个已调出计划。",
        "60个问题已全部整改。其中，住建类22个，已整改22个；水利类38个，整改任务由3个部门承担。",
        # Last year's rate of last year's figures.
        "去年签约48个、开工39个，开工率81.3%；今年签约60个。",
        "今年签约60个、开工45个，开工率75%，去年签约48个、开工39个，开工率81.3%。",
        # Half a month into the tenth; a schedule of its own.
        "截至10月15日，完成投资24.6亿元，占年度计划的82%，超序时进度3.2个百分点。",
        "1-9月完成投资24.6亿元，占年度计划的82%，超目标进度5个百分点。",
        # Rates of other lists, in their own order.
        "甲、乙、丙分别完成12亿元、25亿元、9亿元，年度计划分别为40亿元、50亿元、30亿元，到位率分别为"
        "61.3%、58.9%、77.4%。",
        # Groups of which not all are named.
        "入库项目9个，分别为东桥、西渠、南园等三个产业项目，以及北湖、中洲两个民生项目等。",
        "入库项目8个，包括东桥、西渠、南园三个产业项目，以及北湖、中洲两个民生项目。",
        # What is left over is of more than what was named; a name of its own flow.
        "期初结余137件，本月新收526件，其中转办31件，办结589件，重复件5件，期末结余69件。",
        "全市年初企业212家，新增31家，注销12家，规上企业期末86家。",
        "流入资金28.6亿元，流出资金11.2亿元，贷款净流入8.9亿元。",
        "非税收入4.86亿元，短收0.64亿元，完成调整预算的98.4%。",
        # An average of some years, of some months, of another amount.
        "2019—2022年共投入86.4亿元，其中2022年投入31.2亿元，近三年年均24.1亿元。",
        "1-8月完成投资96亿元，后四个月月均需完成21亿元。",
        "8月28日—9月3日接听来电31157个，较上月日均4602个下降3.3%。",
        # A share of something else than what stands around.
        "80个项目中，10亿元以上项目16个，总投资320亿元。10亿元以上项目占总投资的71.2%。",
        "收集问题1263个。融资类问题占比30%，共涉及企业412家。",
        # A bracket behind a rate that says something else.
        "开工率72.7%（涉及11个乡镇6个部门）；投产率54.1%（去年同期11个、8个）。",
        "第一批21个已完工20个；第二批26个已完工19个。两批合计完工39个，三批总完工率70.3%。",
        # Contributions of two industries, of all that contributes.
        "第二产业贡献率为41.5%，第三产业贡献率为46.4%。",
        "生产总值增长6.4%，工业、建筑业分别拉动增长2.8个和0.6个百分点。",
        # Another growth than that which turned; a rank among others.
        "增速由上半年的下降6.2%转为增长1.8%，比全市高0.6个百分点。",
        "由第8位上升到第5位，较去年前移2位后再进1位。",
        "三次产业结构由15.6∶41.2∶43.2调整为14.8∶41.9∶43.3，城镇化率提高1.1个百分点。",
        # Dues of some of the rows, and of other things.
        "东镇完成6.3亿元，完成率70%；西镇5.76亿元，完成率64%；南乡2.94亿元，完成率42%。三地还款计划依次为"
        "6亿元、6亿元、3.5亿元。",
        # Terms, not days that are counted.
        "办理时限由15天压缩到6天、5天，其中环评3天、用地2天。",
        # Growth of another column than the table has; a total of some rows.
        "投资（单位：亿元）\n|行业|2021年|2022年|\n|---|---|---|\n|工业|46.8|53.1|\n|能源|17.2|15.9|\n"
        "|合计|64|69|\n2022年工业增加值增长8.1%，2022年两个行业新增投资5.3亿元。",
        # Named again, but of another time; what a share is of besides; three batches of four.
        "企业贷款余额86.4亿元，占各项贷款余额的39.6%，各项贷款余额去年为233.8亿元。",
        "全市186个项目分四批推进，第一批52个，第二批47个，第三批38个。",
        "项目由38个调整为42个，其中新增亿元以上5个，退出2个县级项目，另有省级项目调入1个。",
        "县域完成98.6亿元，市区完成54.3亿元，另有省属项目1亿元，合计153.9亿元。",
        "税收增长12.5%，其中税务部门征收18.6亿元，超收1.2亿元，完成调整任务16.8亿元的110.7%。",
        # Levels of which one is lost on purpose; projects of several levels.
        "60个重点项目，省级8个、市级14个。",
        "40个项目列入各级盘子，其中列入省重点8个、市重点14个、县重点27个。",
        # Gaps of ranks that are not all named; a gain that is of another time.
        "完成率最高的甲镇112%，最低的丁镇41%，第一名与最后一名相差较大，平均为83.6%，比上月高12.1个百分点。",
        "公共预算收入12.86亿元，同比增长8.2%，比年初预算增收0.35亿元。",
        # Last year's ratio; one of other incomes.
        "城镇居民收入38650元；农村居民收入21480元。去年城乡居民收入比为1.89，城乡居民消费收入比0.81。",
        # A row that lacks a column, so that the run before it comes out by chance.
        "123个项目中，亮红灯26个，亮黄灯11个。分维度看，投资进度红灯12个、黄灯6个；投资进度比红灯9个、黄灯3个；"
        "节点推进红灯4个、黄灯5个；进展雷同红灯1个、黄灯2个；问题办理黄灯5个；月度计划红灯6个、黄灯1个。",
        # How much more is no amount; an earlier month told first; more than what is left.
        "4月、5月、6月分别新开工7个、11个、9个，二季度共27个，较一季度的20个多7个，增长35%；其中6月环比减少2个，"
        "下降18.2%。",
        "8月为35.9%，9月为52.5%，环比提高16.6个百分点。",
        "项目62个，已开工34个，开工的多为工业项目；另有其余14个为储备项目。",
        "在库项目84个，是在年初65个的基础上新增34个、调出15个后形成的。",
        # Rows below a row, without a last one that counts them.
        "类别\t个数\t金额\n一、产业\t31\t40\n1.工业\t22\t30\n2.农业\t9\t10\n二、民生\t20\t9\n",
        # Lists that other views, the rest, states, or things of two orders follow.
        "全市投资完成412.6亿元，其中工业投资完成231.4亿元、服务业投资完成181.2亿元、"
        "技改投资完成96.8亿元。",
        "总投资286.4亿元，其中政府投资118.2亿元、企业投资168.2亿元、银行贷款74.5亿元。",
        "公路总里程1284公里，其中一级公路186公里、二级公路1098公里、绿化公路312公里。",
        "甲市完成投资186.4亿元，其中产业投资112.3亿元、基础设施74.1亿元；"
        "乙市完成投资152.7亿元，其中产业投资96.8亿元、基础设施48.4亿元，"
        "其余为民生投资。",
        "甲县签约28个，其中内资21个、外资7个；乙县签约31个，其中内资22个、外资8个、合资1个。",
        "受理诉求2846件，其中咨询1518件，占53.3%；求助862件，占30.3%；"
        "投诉466件，占16.4%。另收到表扬214件。",
        "完成投资624.8亿元，其中续建完成412.3亿元、新建完成212.5亿元。"
        "按行业分，交通完成186.4亿元，水利完成98.2亿元，能源完成143.7亿元。",
        "全市项目416个，总投资2817亿元。按行业看，制造业186个、总投资1264亿元，"
        "商贸物流92个、总投资473亿元，文化旅游57个、总投资318亿元。",
        "省级项目37个，已开工31个，未开工6个；市级项目64个，应开工52个，已开工49个，未开工3个。",
        "市级项目64个，总投资187.2亿元，上半年应开工52个，已开工49个，未开工3个。",
        "项目总数86个，已开工71个，未开工12个，调整退出3个。",
        "续建项目完工42个，未完工18个，新建项目开工31个，未开工9个。",
        "今年共有重点项目158个，其中投产42个，续建78个，新开工27个，前期11个。",
        "三产比例由8.1:42.6:49.3优化为7.8:41.9:50.3。",
        "种植、养殖、加工收入占比为5:3:2。",
        "城乡居民收入比为2.1:1，投入配比为4:3:3。",
        "全年工业用电量占比62.4%，商业用电占比18.7%，居民用电占比14.2%。",
        "一季度完成年度目标的24.6%。1月、2月、3月当月增速分别为6.2%、8.1%和7.4%。",
        "已有46个竣工，82个在建，这35个项目是省级重点项目。",
        "已完成招标46个，开工38个，这84个项目中有12个省级项目。",
        "开复工项目286个，其中上半年开工112个，复工后又停工的9个。",
        "全市新增贷款186.3亿元，其中短期贷款72.4亿元、中长期贷款113.9亿元、涉农贷款58.2亿元。",
        "一般公共预算支出48.6亿元，其中民生支出39.2亿元、教育支出12.4亿元、社保支出9.8亿元。",
        "全区企业686家，其中规上企业124家、规下企业562家、高新技术企业87家。",
        "发放补贴3864万元，其中种粮补贴1428万元、农机补贴1136万元，惠及农户6.2万户。",
        "甲镇完成植树12.6万株，其中乔木8.4万株、灌木4.2万株；乙镇完成植树10.8万株，"
        "其中乔木6.9万株、灌木3.1万株、花卉0.8万株。",
        "重点项目146个，总投资813.4亿元。其中，省级38个、总投资421.6亿元，"
        "市级108个、总投资391.8亿元，年内计划投资267亿元。",
        "产业项目86个，完成投资214.3亿元。其中，新建项目47个，完成投资98.6亿元，"
        "续建项目39个，完成投资115.7亿元。民生项目31个，完成投资42.8亿元。",
        "省内、省外旅客数分别为126.4万人次、58.2万人次，省外旅客占比31.5%，境外旅客0.8万人次。",
        "到位资金86.4亿元，其中境内资金72.1亿元，实际利用外资2.1亿美元。",
        # Rates whose base is not the one that stands before.
        "计划投资86.4亿元，完成52.7亿元，完成率63.2%（按调减后的83.4亿元计算）。",
        "应检企业512家，已检467家，检查率94.2%（其中16家停产不列入）。",
        "年度计划投资164亿元，其中工业84亿元。工业完成71.6亿元，占调整后计划的78.3%。",
        "任务20个，已完成17个，完成首批任务的94.4%。",
        "共签约164个。第二批已履约57个，履约率87.7%。",
        "下达任务5200户，已开工4870户，竣工3910户，竣工率80.3%。",
        "全市规上企业234家。新建厂房开工76个，开工率92.7%。",
        "一季度计划投资224.3亿元，完成投资266.7亿元，完成年度计划的32.5%。",
        "一期任务2400户，二期任务1800户，已完成2310户，完成率96.3%。",
        "已办结137件，办结率92.6%，满意率98.4%。共收到各类诉求162件，其中不予受理14件。",
    ],
)
def test_nothing_is_called_wrong(text: str) -> None:
    assert [
        told(one) for one in audited(AsRead("x", text)).findings if one.verdict == "wrong"
    ] == []


@pytest.mark.parametrize(
    "text",
    [
        "10个计划投产项目投产7个，投产率70%；有3个续建项目提前投产。",
        "共23个：已投产7个，在建13个，将开工1个，未开工2个。另有合同项目21个，在谈9个。",
        "829亿元已完成。甲完成17亿元，乙完成7亿元。年度计划356亿元，完成211亿元。产业完成1064亿元。",
    ],
)
def test_no_sum_by_chance(text: str) -> None:
    sums = [one for one in audited(AsRead("x", text)).findings if one.kind is RelationKind.SUM]
    assert not [
        one for one in sums if one.stated and one.stated.text in ("10个", "21个", "1064亿元")
    ]


def test_a_report_of_phases_is_read_as_a_whole() -> None:
    text = (
        "全县纳入平台项目12个，其中签约项目3个；开工项目5个；投产项目4个；"
        "项目资金到位率、开工率均实现预期目标第一期共纳入项目5个，其中“签约一批”项目1个；"
        "“开工一批”项目3个，项目已全部开工，投产率100%；“投产一批”项目1个第二期共纳入项目7个，"
        "其中“签约一批”项目2个；“开工一批”项目2个，开工率100%；“投产一批”项目3个"
        "第三期项目共26个，其中签约项目3个，开工项目12个，投产项目H个\n"
    )
    found = audited(AsRead("x", text)).findings
    assert [one for one in found if one.verdict == "wrong"] == []
    said = [(one.verdict.value, one.stated.text) for one in found if one.stated]
    assert ("unbound", "资金到位率") in said
    assert ("base-unclear", "全部开工") in said
    lost = next(one for one in found if one.verdict == "unreadable")
    assert f"{lost.expression} = {lost.computed}" == "26 - 3 - 12 = 11"
    sums = {one.expression for one in found if one.kind is RelationKind.SUM}
    assert {"3 + 5 + 4", "1 + 2", "3 + 2", "1 + 3", "2 + 2 + 3"} <= sums
