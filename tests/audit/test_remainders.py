"""What is left, and what is more: what may not be called wrong, and what must be."""

import pytest

from sangeyipi.audit.check import audited
from sangeyipi.audit.text.as_read import AsRead


def wrong(text: str) -> list[str]:
    found = audited(AsRead("x", text)).findings
    return [f"{one.expression} = {one.stated}" for one in found if one.verdict == "wrong"]


_DONE = "问题共164项。截至目前，已销号139项，销号率84.8%。"


@pytest.mark.parametrize(
    "rest",
    [
        "对剩余25项问题，已下发督办函。",
        "剩余20项问题年底前完成，另有5项明年完成。",
        "其余15项问题年底前完成。其余10项问题跨年完成。",
        # Of some of them only.
        "剩余15项征地问题年底前完成。",
        "城关镇剩余15项问题年底前完成。",
        "上年结转问题仍有35项未销号。",
        "仍有15项问题逾期未销号。",
        "仍有23项问题未完成验收。",
        "未竣工的35个项目，正在建设。",
    ],
)
def test_what_is_left_of_less_contradicts_nothing(rest: str) -> None:
    assert wrong(_DONE + rest) == []


@pytest.mark.parametrize(
    "rest", ["对剩余35项问题，已下发督办函。", "仍有15项未销号。", "未销号的52项问题正在整改。"]
)
def test_what_the_next_sentence_opens_with_is_left_of_what_a_rate_proves(rest: str) -> None:
    assert wrong(_DONE + rest) != []


def test_what_is_left_now_is_not_what_was_left_in_june() -> None:
    assert wrong("问题共164项。截至6月底已销号139项，销号率84.8%。目前仍有15项未销号。") == []


@pytest.mark.parametrize(
    "text",
    [
        # What was invested is not what was to be; more than what is sought may be found.
        "签约45个、总投资186.4亿元，已开工37个、完成投资52.8亿元，尚有8个、总投资33.6亿元未开工。",
        "招聘岗位45个、需求186人，已招37个、152人，其余8个、36人正在招聘。",
        "计划供地23宗、4126亩，已供应19宗、3380亩，剩余4宗、711亩。",
        "供地23宗、4126亩，已建成19宗、3385亩，较上年增加714亩，剩余4宗在建。",
        "发放贷款45笔、186.4亿元，已还37笔、150.2亿元，剩余8笔、余额42.6亿元。",
    ],
)
def test_what_stands_beside_is_another_measure(text: str) -> None:
    assert wrong(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "排查土地38宗、1256亩，已处置29宗、947亩，剩余9宗、390亩正在处置。",
        "下达项目45个、资金186.4亿元。已开工37个、资金152.8亿元，未开工8个、资金36.3亿元。",
    ],
)
def test_what_stands_beside_a_rest_is_told_once(text: str) -> None:
    assert len(wrong(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "净增规上企业63家，其中新入库86家，退库23家。",
        # Of another time, of others, of some of them.
        "今年新增企业1286家，退出394家，比年初净增982家。",
        "今年新增企业1286家，10月退出394家，净增982家。",
        "今年新登记经营主体8642户，注销2317户，净增企业3625户。",
        "今年新登记8642户，其中企业1985户；注销2317户，净增6235户。",
        "今年新增贷款86.4亿元，收回23.8亿元，净增62.6亿元。",
        "今年新入库规上企业86家，退库23家，净增税收6.3亿元。",
    ],
)
def test_what_is_net_of_others_contradicts_nothing(text: str) -> None:
    assert wrong(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "新登记经营主体8642户，同期注销2317户，净增6235户。总量9.46万户，比年初的8.83万户增长7.1%。",
        "今年新入库项目86个，退库23个，净增36个。",
        "今年转入9317人，转出8642人，净转入657人。",
    ],
)
def test_what_is_net_is_what_came_less_what_went(text: str) -> None:
    assert len(wrong(text)) == 1


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("受理诉求3264件，已办结3187件，办结率97.6%，97件在办理期限内。", "3264 - 3187"),
        ("审批事项623项，已完成486项，完成率78%，157项正在办理中。", "623 - 486"),
        ("项目送审投资52.7亿元，审定46.9亿元，审减9.8亿元。", "52.7 - 46.9"),
    ],
)
def test_what_is_still_being_done_is_no_more_than_is_left(text: str, expression: str) -> None:
    assert [one.split(" = ")[0] for one in wrong(text)] == [expression]


@pytest.mark.parametrize(
    "text",
    [
        "受理诉求3264件，已办结3187件，办结率97.6%，57件在办理期限内，20件超期。",
        "受理诉求3264件，已办结3187件，办结率97.6%，77件在办理期限内。",
        "受理诉求3264件，已办结3187件，办结率97.6%；上月受理的97件在办理期限内办结。",
        "送审投资52.7亿元，审定46.9亿元，审减率11.0%。",
    ],
)
def test_what_may_still_be_done_is_not_told(text: str) -> None:
    assert wrong(text) == []


@pytest.mark.parametrize(
    "text",
    [
        # Of some of them, of another state, of other things, and of no list of all.
        "收集问题634个，已办结597个，办结率94.2%。其中融资类143个、用工类128个。对尚未办结的47个问题，逐个研究。",
        "收集问题634个，已办结597个，办结率94.2%。对尚未销号的47个问题，逐个研究。",
        "收集问题634个，已办结597个，办结率94.2%。对尚未办结的47个事项，逐个研究。",
        "收集问题634个，已办结597个，办结率94.2%。对尚未办结的37个问题，逐个研究。",
        # The rate is of what was called; messages came in other ways.
        "共呼入来电20137个，接通19314个，接通率95.91%；网站受理39件；微信受理226件；平台转交158件。",
    ],
)
def test_what_is_left_of_others_is_not_told(text: str) -> None:
    assert wrong(text) == []


LEFT_LATER = [
    (
        "签约41个，已开工37个，开工率90.2%；投产52个，已达效49个，达效率94.2%。对未开工的{}个建台账。",
        4,
    ),
    ("新建28所，已投用23所，投用率82.1%。投用的23所中，小学14所、初中9所。其余{}所年底前投用。", 5),
    ("受理诉求3264件，已办结3187件，办结率97.6%，{}件在办理期限内。", 77),
]


@pytest.mark.parametrize(("text", "many"), LEFT_LATER)
def test_what_is_left_is_said_later(text: str, many: int) -> None:
    found = audited(AsRead("x", text.format(many)))
    assert found.wrong == 0
    assert [one for one in found.findings if one.kind == "difference" and one.computed == many]


@pytest.mark.parametrize(
    "text",
    [
        "签约41个，已开工37个，开工率90.2%；投产52个，已达效49个，达效率94.2%。新签约的4个未入库。",
        "签约41个，已开工37个，开工率90.2%；投产52个，已达效49个，达效率94.2%。4个企业未报统。",
        "受理诉求3264件，已办结3187件，办结率97.6%，77件为重复诉求。",
    ],
)
def test_what_is_no_rest_is_not_told_as_one(text: str) -> None:
    found = audited(AsRead("x", text))
    assert found.wrong == 0
    assert not [one for one in found.findings if one.kind == "difference"]


@pytest.mark.parametrize(
    "text",
    [
        "上年末规上企业322家，今年新入库28家、退库13家，净增15家，10月末共有327家。",
        "年初贷款余额386.2亿元，新增42.6亿元，收回17.3亿元，净增25.3亿元，9月末余额421.5亿元。",
        "期初库存137吨，本月购入526吨，售出589吨，净减63吨，期末库存84吨。",
    ],
)
def test_what_there_is_at_last_is_what_there_was_with_the_net(text: str) -> None:
    assert len(wrong(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "上年末规上企业322家，今年新入库28家、退库13家，净增15家，10月末共有337家。",
        # Of some of them, or of others; some left in other ways; the net is since another time.
        "上年末规上企业322家，今年新入库企业28家、退库13家，净增15家，10月末规上工业291家。",
        "年初结转项目45个，新增28个、退出13个，净增15个，目前在建38个。",
        "上年末在库148家，新入库43家，退库17家，目前在库企业152家。",
        "年初有工业企业322家，规上企业净增15家，10月末有工业企业329家。",
        "上年末规上企业322家，10月净增5家，10月末共有337家。",
    ],
)
def test_a_net_of_others_leaves_what_there_is_open(text: str) -> None:
    assert wrong(text) == []


REST_BY_NAME = "共搬迁67户，占总任务94户的71.3%，已签协议85户，占90.4%。目前剩余{}户尚未完成搬迁。"


@pytest.mark.parametrize(
    ("text", "many"),
    [
        (REST_BY_NAME.format(37), 1),
        (REST_BY_NAME.format(27), 0),
        # No slip of what is left: of some of them.
        (REST_BY_NAME.format(14), 0),
        (
            "共搬迁67户，占任务94户的71.3%；其中国有土地搬迁52户，占任务80户的65.0%。剩余37户尚未搬迁。",
            0,
        ),
        ("应拨付3420万元，已拨付2718万元，拨付率79.5%，尚有712万元待拨。", 1),
        # What waits may be less than what is left.
        ("应拨付3420万元，已拨付2718万元，拨付率79.5%，尚有402万元待拨。", 0),
    ],
)
def test_what_is_not_done_is_what_that_doing_has_left(text: str, many: int) -> None:
    assert len(wrong(text)) == many


HOOKED = (
    "挂钩项目64个，其中建设工程31个、产业项目33个。达到计划进度的建设工程25个，占80.6%；"
    "产业项目29个，占87.9%。\n{}。"
)


@pytest.mark.parametrize(
    ("rest", "many"),
    [
        ("建设工程中仍有8个未达到计划进度", 1),
        ("建设工程中仍有6个未达到计划进度", 0),
        # Something else is not done, or of another whole.
        ("建设工程中仍有8个未开工建设", 0),
        ("市政工程中仍有8个未达到计划进度", 0),
        ("产业项目中仍有4个未达到计划进度", 0),
    ],
)
def test_what_is_not_yet_so_is_the_rest_of_what_is(rest: str, many: int) -> None:
    assert len(wrong(HOOKED.format(rest))) == many


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("年初结存26个，上半年新增118个，解决109个，6月底结存45个，其中超期的6个。", 1),
        ("年初结存26个，上半年新增118个，解决109个，挂起10个，6月底结存45个，其中超期的6个。", 0),
        ("问题634个，已办结597个，办结率94.2%；其中212个已回访。对尚未办结的47个问题逐个研究。", 1),
        (
            "收集问题634个，已办结597个，办结率94.2%；其中212个重点问题。对尚未办结的47个重点问题逐个研究。",
            0,
        ),
    ],
)
def test_what_some_of_it_is_does_not_hide_what_is_left(text: str, wrong: int) -> None:
    assert audited(AsRead("x", text)).wrong == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("甲镇进度38.2分、质量47.5分，总分85.7分；乙镇进度36.4分、质量45.1分，总分85.1分。", 1),
        ("甲镇进度80分、质量90分，总分86分；乙镇进度82分、质量91分，总分87.4分。", 0),
        (
            "甲镇进度38.2分、质量47.5分，总分85.7分；乙镇进度36.4分、质量45.1分，另加2分，总分85.1分。",
            0,
        ),
        ("闲置9个、闲置资金3.84亿元，其中2个闲置0.68亿元已调整，剩余7个3.84亿元。", 1),
        ("闲置9个、闲置资金3.84亿元，其中2个闲置0.68亿元已调整，剩余7个项目总投资13.84亿元。", 0),
        ("计划9个、投资3.84亿元，已完成2个、0.68亿元，剩余7个、3.84亿元。", 0),
        ("摸排46宗，已处置28宗，处置率60.9%。其中收回11宗、开工17宗。剩余19宗年底前处置。", 1),
        ("摸排46宗，已处置28宗，处置率60.9%。其中收回11宗、开工13宗。剩余4宗为置换。", 0),
    ],
)
def test_rows_and_rests_are_told_where_nothing_else_is_meant(text: str, wrong: int) -> None:
    assert audited(AsRead("x", text)).wrong == wrong


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("新改建146.8公里，安防213公里。年度计划180公里，完成率81.6%，剩余32.3公里。", 1),
        # Both are of another figure, some of the plan was taken off, and nothing is a slip.
        ("新改建146.8公里，安防213公里。年度计划180公里，完成率86.1%，剩余25.0公里。", 0),
        (
            "新改建146.8公里，安防213公里。年度计划180公里，完成率81.6%，扣除停工的后剩余32.3公里。",
            0,
        ),
        ("新改建146.8公里，安防213公里。年度计划180公里，完成率81.6%，剩余21.6公里。", 0),
    ],
)
def test_what_is_left_of_a_plan_is_beside_its_rate(text: str, many: int) -> None:
    assert len(wrong(text)) == many


@pytest.mark.parametrize(
    ("later", "many"),
    [
        ("上半年新登记3327户，注销1169户。", 1),
        # Of a month, of some of them, with others that came.
        ("6月当月新登记3327户，注销1169户。", 0),
        ("上半年新登记企业3327户，注销1169户。", 0),
        ("上半年新登记3327户，注销1169户，迁入45户。", 0),
        ("上半年新登记3327户，注销1250户。", 0),
    ],
)
def test_those_that_came_and_went_are_told_later(later: str, many: int) -> None:
    text = f"市场主体38462户，比上年末净增2518户，其中企业12746户。企业占33.1%。{later}"
    assert len(wrong(text)) == many
