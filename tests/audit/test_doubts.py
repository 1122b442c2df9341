"""What is true is never called wrong, in whatever order it is told."""

import random
from decimal import Decimal

import pytest

from sangeyipi.audit.check import audited
from sangeyipi.audit.text.as_read import AsRead
from sangeyipi.model.rounding import EXACT, half_up

_NTH = "一二三四五"
_STATES = ("开工", "完工", "投产")


def _rate(part: int | Decimal, of: int | Decimal) -> str:
    return f"{half_up(EXACT.divide(Decimal(100) * part, Decimal(of)), 1)}%"


def _told_of(chance: random.Random) -> list[str]:
    """All that can be said of some batches and of last year, each clause with its subject."""
    many, state = chance.randint(2, 4), chance.choice(_STATES)
    rows = [(n + chance.randint(1, 9), n) for n in chance.sample(range(4, 40), many)]
    money = [Decimal(chance.randint(200, 990)) / 10 for _ in rows]
    said, every, total = [], "两三四五"[many - 2], sum(money, Decimal(0))
    for nth, (of, done), amount in zip(_NTH, rows, money, strict=False):
        said.append(f"第{nth}批项目{of}个")
        said.append(f"第{nth}批已{state}{done}个，{state}率{_rate(done, of)}")
        said.append(f"第{nth}批总投资{amount}亿元")
    whole, done = sum(of for of, _ in rows), sum(done for _, done in rows)
    said.append(f"{every}批合计项目{whole}个，总投资{total}亿元")
    said.append(f"{every}批合计{state}{done}个，总{state}率{_rate(done, whole)}")
    said.append(f"{every}批尚未{state}{whole - done}个")
    old = done - chance.randint(1, min(9, done - 1))
    said.append(f"{every}批比上年多{state}{done - old}个，增长{_rate(done - old, old)}")
    said.append(f"上年{state}{old}个")
    plan = total * chance.randint(11, 19) / 10
    said.append(f"{every}批完成投资{total}亿元，完成年度计划{plan}亿元的{_rate(total, plan)}")
    return said


@pytest.mark.parametrize("seed", range(4))
def test_what_is_true_is_never_called_wrong_in_whatever_order(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(12):
        said = _told_of(chance)
        chance.shuffle(said)
        text = "".join(one + chance.choice("，；。\n") for one in said)
        wrong = [one for one in audited(AsRead("x", text)).findings if one.verdict == "wrong"]
        assert not wrong, (text, [(one.expression, one.message) for one in wrong])


@pytest.mark.parametrize(
    "text",
    [
        # The base is the row's own plan, not printed; nor do the digits of ten times another agree.
        (
            "全年安排重点项目210个，总投资6803.5亿元，年计划投资1236.5亿元。其"
            "中建成投产项目22个，续建项目80个，新开工项目108个。全年完成投资1302."
            "6亿元，占年计划105.3%。其中建成投产项目完成投资121.4亿元，占该计划的"
            "98.5%；续建项目完成投资605.2亿元，占该计划的104.4%。"
        ),
        # In a unit so small that it adds nothing, the next row would be a part of any sum.
        (
            "1-5月，全市投资完成450.6亿元，同比增长12.3%。第一产业完成投资27."
            "4亿元，同比增长20.1%；第二产业136亿元，同比增长5.8%，其中工业135"
            "亿元；第三产业287亿元，同比增长15.3%。"
        ),
        # The plan that it is of stands before; that of the rows behind is theirs.
        (
            "全市谋划实施提质项目395个，概算总投资1864.22亿元，年度计划投资420."
            "51亿元。目前在建项目230个，竣工62个，开工率73.92%，完成投资231."
            "42亿元，占年度计划投资的55.03%。其中，城区项目190个，概算总投资140"
            "0.12亿元，年度计划投资300.21亿元；在建98个，竣工30个，开工率67."
            "37%，完成投资168.3亿元，占年度计划的56.06%。四个县实施205个，概"
            "算总投资464.1亿元，年度计划投资120.3亿元；在建132个，竣工32个，开"
            "工率80%，完成投资63.12亿元，占年度计划的52.47%。"
        ),
        # What 31 of the 84 were to do is not printed.
        (
            "安排重点项目84个，总投资2310亿元，年度计划投资215.4亿元。1至8月完成投资1"
            "48.6亿元，占年度计划的69%。（省级31个，完成投资112.8亿元，占年度计划的81."
            "6%；县级53个，完成投资35.8亿元，占年度计划的46.4%。）"
        ),
        # More than the whole plan is wanted, so that the schedule is another.
        (
            "在建项目按年度计划完成率120%以上的目标推进。1至8月完成投资112.8亿元，完成年度计"
            "划的82.5%，高于序时进度2.5个百分点。"
        ),
    ],
    ids=["own plan", "next row", "plan before", "row of its own", "aim of its own"],
)
def test_another_whole_makes_nothing_wrong(text: str) -> None:
    found = audited(AsRead("x", text)).findings
    assert not [one.message for one in found if one.verdict == "wrong"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "普查登记户籍人口486213人,与上一次普查(口径相同)的470865人相比,增加15348人,增长3.26%。",
            id="compared with, in so many words behind it",
        ),
        pytest.param(
            "全市工业耗水4120万立方米,同比减少489万立方米,下降10.6%(去年同期为增长18.9%),"
            "降幅比1-4月收窄11.7个百分点。",
            id="since a month of this year, not since the last",
        ),
        pytest.param(
            "青河县签约亿元以上项目4个,其中5-10亿元(不含10亿元)项目2个;"
            "白塔县签约亿元以上项目9个,其中5-10亿元(不含10亿元)项目3个。",
            id="the next row of bands is no part",
        ),
        pytest.param(
            "接待外来务工人员410万人。最低月补贴提高到860元。新建站点523个、座位4.6万个。"
            "新增投保人数286万人,投保率达91%。",
            id="people of another sentence",
        ),
        pytest.param(
            "水质达标比例为71.4%,扣除降雨影响后,实际为73.1%,好于年度目标1.1个百分点,"
            "较整治前的2021年同期(68.2%)上升3.2个百分点。",
            id="two rates of now",
        ),
        pytest.param(
            "全县安排项目84宗，总投资1260亿元，年度投资计划215亿元。1至5月，累计完成投资88.2亿元，"
            "完成年度计划投资的41.02%。（市级项目31宗，完成投资63.4亿元，完成年度计划的52.8%；"
            "县级项目53宗，完成投资24.8亿元，完成年度计划的36.1%。）",
            id="some have a plan of their own",
        ),
        pytest.param(
            "1至7月完成投资127亿元。按上半年完成率六成的目标调度，"
            "市级项目完成年度计划的78.4%，高于序时进度6.4个百分点；县级项目完成年度计划的51.5%，"
            "低于序时进度20.5个百分点。",
            id="two are against one other schedule",
        ),
        pytest.param(
            "本月收到来信2760条,市直部门收到1710条,各乡镇收到1050条,其中求助类1180条、"
            "咨询类1490条、建议类90条。",
            id="behind 其中 parts of what stands before the last",
        ),
        pytest.param(
            "一般火情8起,同比增加4起,增长100%;一般险情12起,同比减少4起,下降25%;"
            "小险情55起,同比增加5起,增长10%。",
            id="one row has not become the next",
        ),
        pytest.param(
            "入库项目240个,具体如下:能源类60个,占比25%;水利类84个,占比35%;其他类36个,占比15%。",
            id="rows whose shares say that others are missing",
        ),
        pytest.param(
            "受理各类申请2604件(旧存310件),办结1203件。其中:受理立项类申请96件,办结61件;"
            "受理用地类申请1345件,办结680件;受理环评类申请52件,办结22件;"
            "受理施工类申请1108件,办结440件。",
            id="a kind of which none is closed may be left out",
        ),
        pytest.param(
            "大项目投资同比增长18.4%,上拉全市投资增速5.9个百分点;技改投资增长8.9%。",
            id="what it gave, no distance of two rates",
        ),
        pytest.param(
            "大项目投资同比增长18.4%,技改投资增长8.9%,影响全市投资增速5.9个百分点。",
            id="by how much it told on the whole",
        ),
        pytest.param(
            "入库资金57.6亿元,超额完成全年任务52亿元的10.8%。",
            id="only what was done besides",
        ),
        pytest.param(
            "市级实施水利工程26个,已开工11个,占比42.3%;能源项目15个,已开工9个,占比70%。"
            "水利工程和能源项目有22个处于前期,占比53.7%。",
            id="named after two groups",
        ),
        pytest.param(
            "截至8月底,两级今年开工建设项目2186个,开工率86.4%。其中420个省级项目已开工380个,"
            "开工率90.5%;市级项目开工1806个,开工率86.2%。",
            id="what has a rate of that name is no whole of it",
        ),
    ],
)
def test_what_words_or_sums_explain_is_no_contradiction(text: str) -> None:
    found = audited(AsRead("x", text)).findings
    assert not [one.message for one in found if one.verdict == "wrong"]


@pytest.mark.parametrize(
    "text",
    [
        # Rows that come to another count than the last.
        "工程项目868个。到8月底,累计完成投资1021.6亿元,开工841个,开工率96.9%。分层级看,省级112个,"
        "完成投资268.4亿元;市级295个,完成投资391.7亿元;县级461个,完成投资361.5亿元。",
        # What was a base before, two rates of two pairs, others than are counted, 竣工项目中.
        "民生支出80242万元,占财政支出98240万元的81.68%;财政支出为年初预算200500万元的49.00%。",
        "上报9个批次,面积2186.4亩,已获批7个批次1703.2亩,批次批复率77.8%,面积批复率77.9%。",
        "5个开发区规上工业企业占全市428家的65.9%。",
        # What the clause is about has no figure of its own, or has one of another year.
        "规上工业投资12.5亿元,工业投资完成年度计划80亿元的50.3%。",
        "去年工业投资35.2亿元,工业投资完成年度目标120亿元的81.3%。",
        "新开工项目101个,其中上半年开工68个,占新开工项目的67.3%;年内计划竣工76个,"
        "竣工项目中产业转型类51个,占67.1%。",
    ],
    ids=["another count", "named again", "two rates", "others", "wider", "then", "among"],
)
def test_what_is_of_others_is_no_slip(text: str) -> None:
    found = audited(AsRead("x", text)).findings
    assert not [one.message for one in found if one.verdict == "wrong"]


def test_a_row_that_is_what_the_next_four_come_to_is_not_their_whole() -> None:
    text = (
        "共88个,总投资652.38亿元。先进制造业41个,总投资267.15亿元,包括总投资96亿元的终端产业基地等项目;"
        "新兴产业15个,总投资142.6亿元;"
        "现代服务业9个,总投资78.43亿元;现代农业8个,总投资46.2亿元;基础设施9个,总投资71.5亿元;"
        "社会民生6个,总投资37.5亿元。"
    )
    wrong = [one for one in audited(AsRead("x", text)).findings if one.verdict == "wrong"]
    assert [f"{one.stated.printed}" for one in wrong if one.stated] == ["652.38"]


def test_shares_of_what_the_parts_come_to_blame_the_whole_and_no_share() -> None:
    text = (
        "共办理代表建议812件。所提问题已经解决的有203件,占总数的25.1%;"
        "列入计划逐步解决的有500件,占总数的61.8%;暂不具备条件的有90件,占总数的11.1%;"
        "留作参考的有16件,占总数的2%。"
    )
    wrong = [one for one in audited(AsRead("x", text)).findings if one.verdict == "wrong"]
    assert [one.expression for one in wrong] == ["203 + 500 + 90 + 16"]
    # Far from the whole, they are of fewer than all.
    far = audited(AsRead("x", text.replace("812", "1812"))).findings
    assert not [one.message for one in far if one.verdict == "wrong"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("户籍人口486213人,与上一次的470865人相比,增加15348人,增长3.62%。", "3.62"),
        ("其中亿元以上项目4个,其中5-10亿元项目2个,10亿元以上项目5个。", "4"),
        ("现有教师240人,其中高级职称90人,占25.1%;中级职称150人,占62.5%。", "25.1"),
        ("达标比例为71.4%,较整治前的2021年同期(68.2%)上升2.3个百分点。", "2.3"),
        ("收到来信760条,市直410条,乡镇350条,其中求助类430条、咨询类303条。", "350"),
        ("一般火情8起,同比增加4起,增长100%;一般险情12起,同比减少4起,下降52.0%。", "52.0"),
        ("项目120个:甲类30个,占25%;乙类42个,占35%;其他类46个,占40%。", "120"),
        ("技改投资占比18.4%,上年占比8.9%,提高5.9个百分点。", "5.9"),
        ("入库资金57.6亿元,超额完成全年任务52亿元的18.0%。", "18.0"),
    ],
)
def test_what_nothing_explains_stays_wrong(text: str, told: str) -> None:
    wrong = [one for one in audited(AsRead("x", text)).findings if one.verdict == "wrong"]
    assert told in [f"{one.stated.printed}" for one in wrong if one.stated]
