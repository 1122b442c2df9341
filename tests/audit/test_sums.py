"""Sums of a text: what holds is found, what is wrong is named, what is open is left open."""

import json

import pytest

from sangeyipi.audit.check import audited
from sangeyipi.audit.judging.finding import Finding, RelationVerdict
from sangeyipi.audit.telling.told import to_json, to_text
from sangeyipi.audit.text.as_read import AsRead


def told(one: Finding) -> str:
    stated = one.stated
    return f"{one.verdict} {one.expression} = {stated.printed if stated else ''}"


@pytest.mark.parametrize(
    "text",
    [
        "受理61件，办结58件，办结率95.1%。其中投诉31件，咨询24件，建议6件。",
        "全市项目60个，其中列入省级名单20个，列入市级名单50个。",
        "一期签约3个，二期开工9个，三期投产7个。",
        "重点项目50个，总投资90亿元，分布在多个领域。其中，产业类20个，总投资40亿元；民生类5个，总投资6亿元。",
        "“982工程”项目40个，装机80万千瓦，10亿元以上12个，5亿元以上20个，1亿元以上35个。",
    ],
)
def test_nothing_is_called_wrong_that_may_be_right(text: str) -> None:
    assert audited(AsRead("x", text)).wrong == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Two of a bracket, two batches, two ways: nothing is both.
        ("收到信件164件（来电58件、来信116件）。", "wrong 58 + 116 = 164"),
        ("开复工68项（新建31项，续建47项），完成投资9.3亿元。", "wrong 31 + 47 = 68"),
        ("全部47个项目中，续建项目91个，完成投资26.4亿元；新建项目28个。", "wrong 91 + 28 = 47"),
        (
            "集中开工项目92个，总投资118.6亿元。其中，产业项目有71个，基础设施项目17个，民生项目6个。",
            "wrong 71 + 17 + 6 = 92",
        ),
        # Off by one digit of many, or two that are crossed.
        (
            "到位资金4183.5万元，其中区县投入1963.2万元，乡镇自筹2320.3万元。",
            "wrong 1963.2 + 2320.3 = 4183.5",
        ),
        (
            "截至9月底，268个市重点项目完成投资1738.6亿元。97个产业项目完成811.4亿元。"
            "104个基础设施项目完成683.7亿元。67个民生项目完成234.5亿元。",
            "wrong 811.4 + 683.7 + 234.5 = 1738.6",
        ),
    ],
)
def test_more_than_all_and_off_by_a_slip(text: str, expected: str) -> None:
    assert expected in [told(one) for one in audited(AsRead("x", text)).findings]


@pytest.mark.parametrize(
    "text",
    [
        # Of two views, in two states, of another whole, with a rate of its own.
        "参会186人，其中女代表79人、党员117人。",
        "受理提案179件，其中会后14件，经审查立案166件，立案率92.7%。",
        "签约项目52个，其中民间投资项目31个，制造业项目22个。",
        "全县58个项目已开工41个。其中工业18个，已开工13个；城建25个，已开工17个；农业15个，已开工11个。"
        "达到目标进度的36个，其中工业18个，城建25个。",
        # What it was and what it is now.
        "散居孤儿由每人每月1563元提高到1587元。护理补贴、生活补贴分别由每人每月213元、276元提高到224元、"
        "310元。",
        # What is round to hundreds leaves out what is.
        "下达资金5600万元，其中水利1200万元，道路3400万元。",
        "下达资金56840万元，其中水利12160万元，道路34580万元。",
    ],
)
def test_parts_that_may_be_no_parts_are_not_wrong(text: str) -> None:
    assert audited(AsRead("x", text)).wrong == 0


@pytest.mark.parametrize(
    "text",
    [
        "分三批发行：第一批7.20亿元、第二批6.85亿元、第三批4.85亿元，累计发行18.90亿元，剩余额度12.56亿元。",
        "第一批12个、7.20亿元，第二批18个、6.85亿元，共发行30个，剩余额度12.56亿元。",
        "第一批12个、7.20亿元，第二批18个、6.85亿元，共发行30个，已拨付11.2亿元。",
        "第一批12个、7.20亿元，第二批18个、6.85亿元，共发行30个，其中专项债券9.3亿元。",
        "第一批3.6亿元，第二批2.8亿元，累计下达6.4亿元，较上年同期增加5.1亿元。",
    ],
)
def test_what_is_left_behind_a_whole_is_no_sum_of_its_parts(text: str) -> None:
    assert audited(AsRead("x", text)).wrong == 0


@pytest.mark.parametrize(
    "text",
    [
        # Of what is solved, of some, and as it is looked at.
        "收集问题317个，已解决289个，正在推进28个。按类别划分，用工类73个，融资类76个，用地类43个，配套类61个，其他36个。",
        "收集问题317个，已解决289个，正在推进28个。按类别划分，主要是用工类47个，融资类96个，用地类53个，配套类61个。",
        "收集问题317个，已解决289个，正在推进28个。从类别看，用工类47个，融资类96个，用地类53个，配套类61个。",
        "项目46个，已开工40个，未开工6个。按行业分，工业25个，农业9个，服务业12个。已开工的40个中，按行业分，"
        "工业22个，农业8个，服务业10个。",
    ],
)
def test_a_view_behind_states_may_be_of_one_of_these(text: str) -> None:
    assert audited(AsRead("x", text)).wrong == 0


@pytest.mark.parametrize(
    "text",
    [
        # More than either part, of other things, of a third part, and what 剔除重复 says itself.
        "项目68个，甲类65个，乙类21个，其中28个同时列入两个清单。",
        "隐患53处，其中电气类21处、消防类44处，既有电气又有消防隐患的企业12家。",
        "列入甲类65个，列入乙类21个，列入丙类7个，其中18个同时列入两个清单，剔除重复后共72个。",
        "受理来电65件，来信21件，其中重复件18件，去重后办结61件。",
    ],
)
def test_an_overlap_is_taken_away_only_from_its_parts(text: str) -> None:
    found = audited(AsRead("x", text))
    assert not found.wrong
    assert not any(" - " in one.expression for one in found.findings)


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("集中签约24个，其中制造业18个，食品、文旅、康养各2个。", ["holds"]),
        # Some of them may be named, and 五县三区 are eight.
        ("集中签约24个，其中制造业18个，食品、文旅、康养各3个。", ["incomplete"]),
        ("集中签约24个，其中制造业18个，投资10亿元以上和外资项目各9个。", ["incomplete"]),
        ("五县三区共24个，其中甲县12个，乙县、丙县、丁县各1个，三区各3个。", ["incomplete"]),
    ],
)
def test_so_many_of_each_is_counted_for_each(text: str, verdicts: list[str]) -> None:
    found = audited(AsRead("x", text))
    assert [str(one.verdict) for one in found.findings] == verdicts
    assert to_text(found) and to_json(found)


def test_the_output_for_people_and_programs() -> None:
    text = "第一行。\n總數9個，其中簽約3個，開工４個，投產3個。\n"
    found = audited(AsRead("甲.txt", text))
    assert "甲.txt:2:3: 错误[sum]" in to_text(found)
    assert "^^^" in to_text(found)
    one = json.loads(to_json(found))["findings"][0]
    assert (one["verdict"], one["computed"], one["stated"]) == ("wrong", "10", "9")
    assert [text[o["start"] : o["end"]] for o in one["operands"]] == ["9個", "3個", "４個", "3個"]


def test_a_run_of_parts_over_two_lists_is_no_sum() -> None:
    text = (
        "共24个，总投资60亿元。按行业分，甲类15个，总投资33亿元；乙类3个，总投资9亿元；丙类6个，总投资18亿元。"
        "\n按区域分，东6个，总投资20亿元；南8个，总投资22亿元；北10个，总投资18亿元。"
    )
    found = audited(AsRead("x", text))
    assert {told(one) for one in found.findings} == {
        "holds 15 + 3 + 6 = 24",
        "holds 6 + 8 + 10 = 24",
        "holds 33 + 9 + 18 = 60",
        "holds 20 + 22 + 18 = 60",
    }


def test_the_states_of_one_step_are_no_list_of_the_first() -> None:
    """办理中 ends in 中, and opens nothing; 办结 is one of the three itself."""
    text = "全县环评办结70个、办理中1个、不明60个；能评办结55个、办理中1个、未办1个、不明61个。"
    assert audited(AsRead("x", text)).findings == ()


def test_what_came_in_is_the_whole_and_not_the_plan_that_it_is_a_share_of() -> None:
    text = "收入完成24627万元，完成预算60999万元的40.4%。其中：税收8103万元；非税16524万元。"
    assert [one.verdict for one in audited(AsRead("x", text)).findings if one.kind == "sum"] != [
        "wrong"
    ]


def test_amounts_of_many_paragraphs_are_not_added_up_by_chance() -> None:
    """A sum that is near a whole far away, but not within its digits, is told by nobody."""
    lines = "\n".join(f"第{n}项工作投入超{n}00亿元，成效明显。" for n in "123456789")
    assert not audited(AsRead("x", f"全省总产值达到0.46万亿元，其中增长4%。\n{lines}")).wrong


def test_a_row_that_lacks_a_cell_contradicts_no_total() -> None:
    """Which of its cells is lacking is not said, so that no column knows its own figures."""
    text = (
        "类别 | 学校 | 班级 | 学生 |\n小学 | 34 | 869 | 37101 |\n初中 | 17 | 367 | 17137 |\n"
        "高中 | 185 | 8975 |\n职教 | 5 | 62 | 3548 |\n总计 | 62 | 1483 | 66761 |\n"
    )
    found = audited(AsRead("x", text)).findings
    assert not [one for one in found if one.verdict is RelationVerdict.WRONG]


def test_the_advice_changes_no_whole_where_a_part_is_wrong() -> None:
    """Followed to the letter by someone in a hurry: 147亿元 is right, and 83万元 is not."""
    of_part = (
        "总投资147亿元的45个项目集中开工。其中产业类23个、总投资64亿元，民生类22个、总投资83万元。"
    )
    (wrong,) = audited(AsRead("x", of_part)).doubtful
    assert "83万元 像是单位或小数点错了，应为 83亿元" in wrong.message
    assert wrong.remedy.startswith("先核对这一部分")
    (wrong,) = audited(AsRead("x", "第一批15个，第二批18个，第三批21个，三批共53个。")).doubtful
    assert wrong.remedy.startswith("各部分若无误，合计应为 54个")


def test_june_is_no_half_year() -> None:
    """88个项目 up to June and in June: two amounts, however near."""
    text = "上半年，全市88个重点项目完成投资12.15亿元。\n{}，全市88个重点项目完成投资12.95亿元。"
    assert audited(AsRead("x", text.format("6月当月"))).wrong == 0
    assert audited(AsRead("x", text.format("1-6月"))).wrong > 0


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "第五期“三个一批”共78个。其中，“签约一批”26个，已开工25个；“开工一批”39个，已投产24个；"
            "“投产一批”33个，已达效30个。",
            "26 + 39 + 33",
        ),
        (
            "第五期共78个。签约一批项目26个，已开工25个；开工一批项目39个，已投产24个；投产一批项目33个，已达效30个。",
            "26 + 39 + 33",
        ),
        (
            "全市830个市级重点项目完成投资68.3亿元。其中，62个续建项目完成47.1亿元；45个计划新开工项目已开工29个；"
            "23个前期项目不安排年度投资。",
            "62 + 45 + 23",
        ),
        ("全市先后两次集中开工，共78个，其中一季度31个，二季度41个。", "31 + 41"),
        ("全市先后两次集中开工，共34个，其中一季度27个，二季度37个。", "27 + 37"),
        ("上半年，完成投资133.4亿元，其中一季度58.7亿元、二季度74.3亿元。", "58.7 + 74.3"),
        ("共发现问题62条，当场整改29条，限期整改38条。", "29 + 38"),
    ],
)
def test_batches_stages_and_times_leave_nothing_out(text: str, wrong: str) -> None:
    found = audited(AsRead("x", text)).findings
    assert wrong in [one.expression for one in found if one.verdict == "wrong"]


@pytest.mark.parametrize(
    "text",
    [
        # Works that are still looked for need not be told of.
        "安排重点项目358个。其中133个续建项目完成454.31亿元；124个新建项目已开工122个；50个建成项目完成40.48亿元。",
        "全市开工项目78个。签约项目26个，已开工25个；开工项目39个，已投产24个；投产项目33个，已达效30个。",
        "重点企业78家。签约项目26个，已开工25个；开工项目39个，已投产24个；投产项目33个，已达效30个。",
        "第五期项目112个。签约项目26个，已开工25个；产业项目39个，已投产24个；投产项目33个，已达效30个。",
        "全市两次集中开工，共78个，其中工业31个，农业21个。",
        "前三季度，完成投资193.4亿元，其中一季度58.7亿元、二季度74.3亿元。",
        "去年共完成投资193.4亿元，其中一季度58.7亿元、二季度74.3亿元。",
        "共发现问题72条，当场整改29条，整改率40.3%。",
        "共发现问题62条，移交线索29条，涉及单位38家。",
        "集中开工项目19个，总投资12.77亿元。其中，工业项目6个，总投资6.35亿元；农业项目3个，总投资1.12亿元；"
        "教育项目2个，总投资8600万元；卫生项目1个，总投资3280万元；道路项目3个，总投资1.11亿元。",
    ],
)
def test_what_may_leave_something_out_is_not_told(text: str) -> None:
    assert not audited(AsRead("x", text)).wrong


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (
            "新认定31家，每家15万元，计465万元；重新认定24家，每家5万元，计120万元；两项合计{}万元。",
            "585",
            "5850",
        ),
        (
            "土地处置任务2430亩，已处置1895亩；闲置土地处置任务612亩，已处置508亩。两项合计任务{}亩。",
            "3042",
            "3024",
        ),
        (
            "征收补偿专项资金1243万元，安置过渡专项资金612万元；两类专项资金共计{}万元。",
            "1855",
            "1585",
        ),
    ],
)
def test_what_is_named_together_is_added_up(text: str, right: str, wrong: str) -> None:
    assert audited(AsRead("x", text.format(right))).wrong == 0
    assert audited(AsRead("x", text.format(wrong))).wrong == 1


@pytest.mark.parametrize(
    "text",
    [
        "新认定31家，计465万元；重新认定24家，计120万元；贴息5265万元；三项合计5850万元。",
        "土地出让收入243万元，非税收入612万元；两项收入合计825万元，扣除上解30万元。",
        "土地处置任务2430亩，其中闲置土地处置任务612亩。两项工作合计任务3024亩。",
        "年初任务2430亩，调整后任务2340亩。两批任务合计4237亩。",
    ],
)
def test_what_may_be_named_with_others_is_not_wrong(text: str) -> None:
    assert audited(AsRead("x", text)).wrong == 0


_ROWS = (
    "其中甲类项目38个，{0}96.5亿元；乙类项目29个，{0}64.2亿元；丙类项目17个，{0}88亿元；"
    "丁类项目30个，{0}21.3亿元{1}。"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "共开工项目143个，总投资270亿元。" + _ROWS.format("总投资", ""),
            "wrong 38 + 29 + 17 + 30 = 143",
        ),
        (
            "共开工项目114个，总投资334.2亿元。" + _ROWS.format("总投资", ""),
            "wrong 96.5 + 64.2 + 88 + 21.3 = 334.2",
        ),
    ],
)
def test_a_row_that_was_counted_twice(text: str, expected: str) -> None:
    found = [one for one in audited(AsRead("x", text)).findings if told(one) == expected]
    assert found
    assert "算了两次" in found[0].message


@pytest.mark.parametrize(
    "text",
    [
        "共开工项目114个，总投资270亿元。" + _ROWS.format("总投资", ""),
        "共有项目143个，已开工的总投资270亿元。" + _ROWS.format("总投资", ""),
        "共有项目143个，到位资金270亿元。" + _ROWS.format("到位资金", ""),
        "共有项目143个，完成投资270亿元。" + _ROWS.format("完成投资", ""),
        "共有项目143个，总投资270亿元。" + _ROWS.format("总投资", "，另有29个尚未估算"),
    ],
)
def test_rows_that_leave_out_what_looks_like_one_of_them(text: str) -> None:
    assert audited(AsRead("x", text)).wrong == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("集中开工项目56个，总投资103.7亿元。其中，亿元以上项目{}个，总投资97.2亿元。", "61 = 56"),
        ("集中开工项目56个、总投资103.7亿元，其中10亿元以上的{}个、97.2亿元。", "61 = 56"),
        ("共签约56个项目，总投资103.7亿元。其中：工业项目{}个，总投资61.4亿元。", "61 = 56"),
        ("开工项目61个，总投资97.2亿元。其中省重点项目{}个，总投资103.7亿元。", "103.7 = 97.2"),
    ],
)
def test_a_part_is_above_its_whole_beside_one_that_is_not(text: str, expected: str) -> None:
    many = "61" if "61" in expected else "16"
    found = [told(one) for one in audited(AsRead("x", text.format(many))).findings]
    assert f"wrong {expected}" in found


@pytest.mark.parametrize(
    "text",
    [
        "集中开工项目56个，总投资103.7亿元。其中，亿元以上项目16个，总投资97.2亿元。",
        "集中开工项目56个，总投资103.7亿元，累计开工213个。其中，亿元以上项目61个，总投资97.2亿元。",
        "新开工项目56个，总投资103.7亿元。其中，亿元以上项目累计61个，总投资103.2亿元。",
        "新开工项目6个，总投资13.7亿元；续建项目56个，总投资103.7亿元。其中，亿元以上61个，"
        "总投资97.2亿元。",
        "重点项目完成投资103.7亿元，新开工项目56个，总投资203亿元。其中，亿元以上项目61个，"
        "总投资97.2亿元。",
        "新开工项目56个，总投资约103.7亿元。其中，产业项目16个，总投资104亿元。",
    ],
)
def test_what_is_above_may_be_of_others(text: str) -> None:
    assert audited(AsRead("x", text)).wrong == 0


@pytest.mark.parametrize(
    "text",
    [
        "其中国道118.6公里、省道203.5公里、县道312.8公里。国省干线合计312.1公里，占12.4%。",
        "国道118.6公里、省道203.5公里，国省道共计332.1公里。",
        "县道312.8公里、乡道689.7公里、村道987.6公里，农村公路1909.1公里。",
    ],
)
def test_roads_of_several_classes_are_those_of_each(text: str) -> None:
    assert audited(AsRead("x", text)).wrong == 1


@pytest.mark.parametrize(
    "text",
    [
        "其中国道118.6公里、省道203.5公里、县道312.8公里。国省干线合计322.1公里。",
        # Of some of them, of others, and what was done to them.
        "全县国道118.6公里、省道203.5公里。国省干线优良路312.1公里。",
        "全县国道118.6公里、省道203.5公里。全市国省干线332.1公里。",
        "全县国道118.6公里、省道203.5公里。养护国省干线312.1公里。",
        "县道312.8公里、乡道689.7公里、村道987.6公里。硬化农村公路1980.1公里。",
    ],
)
def test_some_roads_of_several_classes_are_not_all(text: str) -> None:
    assert audited(AsRead("x", text)).wrong == 0


_ROWS = "新建项目88个，本月到位资金5.32亿元；续建项目195个，本月到位资金14.45亿元。"


@pytest.mark.parametrize(
    ("whole", "wrong"),
    [
        ("本月完成到位资金19.86亿元，其中省外资金7.93亿元。", 1),
        ("本月完成到位资金19.77亿元，其中省外资金7.93亿元。", 0),
        # Of another time, or of more than these.
        ("累计完成到位资金19.86亿元，其中省外资金7.93亿元。", 0),
        ("本月计划到位资金19.86亿元，其中省外资金7.93亿元。", 0),
        ("本月完成到位资金21.77亿元，其中省外资金7.93亿元。", 0),
    ],
)
def test_a_column_of_all_rows_is_the_amount_of_its_name(whole: str, wrong: int) -> None:
    text = f"全市开工项目283个。{whole}在已实施的项目中，{_ROWS}"
    assert audited(AsRead("x", text)).wrong == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "支持项目92个。按类别划分，道路类31个、水利类28个、供热类19个、管网类11个，没有其他类型。",
            1,
        ),
        (
            "收集问题143件。按问题性质分类（每件只计一类），用地类52件、融资类41件、用工类33件、审批类19件。",
            1,
        ),
        # Counted once each, some need not be named; or they are all there are of another count.
        ("收集问题143件。按性质分类（每件只计一类），用地类52件、融资类41件、用工类33件。", 0),
        (
            "支持项目86个，涉及企业83家。按类型分，道路类21个、水利类18个、供热类9个、管网类35个，无其他类型。",
            0,
        ),
        (
            "计划开工58个，已开工47个。未开工的按原因归类，每个项目只计一项，用地5个、资金4个、规划2个。",
            0,
        ),
        # Counted more than once.
        ("滞后项目24个。按原因归类（可重复计），征迁9个、资金8个、手续6个、用工5个。", 0),
    ],
)
def test_a_division_that_closes_itself_comes_to_its_whole(text: str, wrong: int) -> None:
    assert audited(AsRead("x", text)).wrong == wrong


GROUPS = (
    "督导分{}组，共检查项目{}个。第一组赴甲县、乙县，分别检查项目8个、9个；第二组赴丙县、丁县，"
    "分别检查项目7个、6个；第三组赴戊县、己县，分别检查项目8个、7个。"
)


@pytest.mark.parametrize(
    ("groups", "total", "wrong"), [("三", 45, 0), ("三", 46, 1), ("四", 48, 0), ("三", 90, 0)]
)
def test_the_lists_of_all_groups_come_to_the_whole(groups: str, total: int, wrong: int) -> None:
    assert audited(AsRead("x", GROUPS.format(groups, total))).wrong == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("下达资金3260万元，惠及6个乡镇。截至9月底，资金已全额拨付到位，累计拨付3.26亿元。", 1),
        ("下达资金3260万元，惠及6个乡镇。截至9月底，资金已全额拨付到位，累计拨付3260万元。", 0),
        # What it brings, or what all of it is.
        ("下达资金3260万元，已全额拨付到位，带动社会投资3.26亿元。", 0),
        ("总投资3.264亿元，年度安排资金3264万元，已全部拨付到位，累计拨付3264万元。", 0),
    ],
)
def test_all_that_was_given_out_is_no_tenth_of_it(text: str, wrong: int) -> None:
    assert audited(AsRead("x", text)).wrong == wrong


BANDS = "50亿元以上项目7个，20亿—50亿元16个，10亿—20亿元29个，10亿元以下148个，共200个。{}。"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("10亿元以上项目52个", 0),
        ("10亿元以上项目57个", 1),
        # What has been reached of these, or which they are.
        ("10亿元以上项目已开工48个", 0),
        ("其中工业10亿元以上项目57个", 0),
        ("省重点10亿元以上项目57个", 0),
        ("从工业看，10亿元以上项目57个", 0),
    ],
)
def test_those_above_an_edge_are_the_bands_above_it(text: str, wrong: int) -> None:
    assert audited(AsRead("x", BANDS.format(text))).wrong == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("签约项目47个，总投资318亿元。从规模看，10亿元以下34个，10亿元及以上15个。", 1),
        ("签约项目47个，总投资318亿元。从规模看，10亿元以下32个，10亿元及以上15个。", 0),
        # Of which count it is, or what lies between, is not said.
        ("签约项目47个，开工42个。从规模看，10亿元以下34个，10亿元及以上15个。", 0),
        ("签约项目47个，总投资318亿元。从规模看，1亿元以下31个，10亿元及以上15个。", 0),
        # What is left of a list that comes to its whole without it.
        ("投产96个，其中制造41个、战略性新兴产业33个、新型基础设施14个、民生8个、其他13个。", 1),
        ("投产96个，其中制造41个、战略性新兴产业33个、新型基础设施14个、民生8个、规上13个。", 0),
        # A part in another unit.
        ("政府性基金收入8642万元，增长12.3%。其中，土地出让收入7318亿元，增长9.6%。", 1),
        ("政府性基金收入8642万元，增长12.3%。全省土地出让收入7318亿元，增长9.6%。", 0),
    ],
)
def test_a_view_a_rest_and_a_part_are_of_their_whole(text: str, wrong: int) -> None:
    assert audited(AsRead("x", text)).wrong == wrong


ITEMS = (
    "1.智能装备项目（产业类），总投资6.3亿元；2.粮食仓储园（产业类），总投资4.4亿元；"
    "3.污水处理厂（民生类），总投资1.8亿元；4.精密铸造线（产业类），总投资3.5亿元。"
)
STATES = (
    "第一次确定39项，完成37项，正在办理2项，完成率94.9%；第二次确定52项，完成46项，正在办理6项，完成率88.5%；"
    "第三次确定47项，完成38项，{}，完成率80.9%。"
)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (f"{ITEMS}产业类3个、14.9亿元。", 1),
        (f"{ITEMS}产业类3个、14.2亿元。", 0),
        # Not as many; planned for a year.
        (f"{ITEMS}产业类5个、14.9亿元。", 0),
        (f"{ITEMS}产业类3个、年度计划投资4.9亿元。", 0),
        (STATES.format("正在办理8项"), 1),
        (STATES.format("正在办理9项"), 0),
        (STATES.format("正在办理8项，取消1项"), 0),
    ],
)
def test_items_and_rows_that_are_told_alike_come_to_their_whole(text: str, wrong: int) -> None:
    assert audited(AsRead("x", text)).wrong == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("甲项目贷款3.2亿元，乙项目贷款4.5亿元，两个项目贷款合计7.9亿元。", 1),
        ("甲项目贷款3.2亿元，乙项目贷款4.5亿元，两个项目总投资合计7.9亿元。", 0),
        ("甲项目完成投资3.2亿元，乙项目完成投资4.5亿元，两个项目共完成投资8.1亿元。", 1),
        ("甲项目今年完成投资3.2亿元，乙项目今年完成投资4.5亿元，两个项目累计完成投资8.1亿元。", 0),
        ("已举办三期活动，累计实施项目341个。第一期92个，第二期118个，第三期121个。", 1),
        ("已举办四期活动，累计实施项目341个。第一期92个，第二期118个，第三期121个。", 0),
        ("已举办三期活动，累计开工341个。第一期签约92个，第二期签约118个，第三期签约121个。", 0),
        ("已举办三期活动，累计341个（未剔除重复）。第一期92个，第二期118个，第三期121个。", 0),
    ],
)
def test_as_many_as_are_said_are_all_there_is(text: str, wrong: int) -> None:
    assert audited(AsRead("x", text)).wrong == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("甲镇签约35个、乙镇签约32个、丙镇签约28个、丁镇签约20个，前三个镇共签约98个。", 1),
        ("甲镇签约35个、丁镇签约20个、乙镇签约32个、丙镇签约28个，前三名共签约98个。", 0),
        ("甲镇35个、乙镇32个、丙镇28个、丁镇20个，前三个镇共签约98个。", 0),
        ("开工一批21个、投产一批17个、签约一批34个，前两批共38个。", 0),
        ("甲镇35个、乙镇17个、丙镇14个、丁镇9个，后两个镇合计24个。", 1),
        ("甲类增长3.2%、乙类增长2.4%、丙类增长1.1%，前两类合计增长5.9%。", 0),
        ("第一期签约82个、第二期签约104个、第三期签约93个，后两期签约187个。", 1),
        ("第一期签约82个、第二期签约104个、第三期签约93个，后两期开工187个。", 0),
        ("第五期签约82个、第六期签约104个、第七期签约93个，前两期签约187个。", 0),
        ("省级支持14个，市级支持11个，其中4个项目同时获得两级支持，实际支持项目22个。", 1),
        ("省级支持14个，市级支持11个，其中4个项目同时获得两级支持，实际开工项目22个。", 0),
        (
            "46个项目完成64.2亿元。其中，15个甲类、20个乙类、11个丙类项目分别完成12.1亿元、21.5亿元、31.6亿元。",
            1,
        ),
        (
            "46个项目总投资64.2亿元。其中，15个甲类、20个乙类、11个丙类项目分别完成12.1亿元、21.5亿元、31.6亿元。",
            0,
        ),
        ("共236件，其中来电87件、来信149件。目前已办结168件，阶段性办结49件，未办结29件。", 1),
        (
            "共236件，其中来电87件、来信149件。交办210件。目前已办结168件，阶段性办结49件，未办结29件。",
            0,
        ),
    ],
)
def test_some_of_a_list_and_columns_of_it_are_as_many_as_are_said(text: str, wrong: int) -> None:
    assert audited(AsRead("x", text)).wrong == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "国道养护186公里，完成152公里；省道养护243公里，完成201公里。两级公路共养护429公里，{}",
            1,
        ),
        # A third row, another name, what is in both, and another state.
        (
            "县道养护98公里，完成61公里；国道养护186公里，完成152公里；省道养护243公里，完成201公里。"
            "两级公路共养护429公里，{}",
            0,
        ),
        (
            "国道养护186公里，完成152公里；省道养护243公里，完成201公里，其中18公里路段重复。"
            "两级公路共养护429公里，{}",
            0,
        ),
        (
            "国道养护186公里，大修27公里；省道养护243公里，大修38公里。两级公路共养护429公里，{}",
            0,
        ),
    ],
)
def test_as_many_rows_as_are_counted_come_to_what_they_have_together(text: str, wrong: int) -> None:
    assert audited(AsRead("x", text.format("完成353公里。"))).wrong == 0
    assert audited(AsRead("x", text.format("完成335公里。"))).wrong == wrong


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        (
            "签约：33个 / 162.5亿元\n开工：47个 / 238.1亿元\n投产：29个 / 117.6亿元\n"
            "合计：109个 / {}",
            1,
        ),
        (
            "签约：33个（162.5亿元）\n开工：47个（238.1亿元）\n投产：29个（117.6亿元）\n合计：109个（{}）",
            1,
        ),
        # One line has no amount, and one more is of some of them.
        ("签约：33个（162.5亿元）\n开工：47个\n投产：29个（117.6亿元）\n合计：109个（{}）", 0),
        (
            "签约：33个 / 162.5亿元\n开工：47个 / 238.1亿元\n投产：29个 / 117.6亿元\n"
            "工业：61个 / 300亿元\n合计：109个 / {}",
            0,
        ),
    ],
)
def test_lines_with_a_colon_come_to_the_line_below(lines: str, wrong: int) -> None:
    assert audited(AsRead("x", lines.format("518.2亿元"))).wrong == 0
    assert audited(AsRead("x", lines.format("581.2亿元"))).wrong == wrong
