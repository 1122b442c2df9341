"""`sgyp register`: the registers as tables, and records put in from what is typed or asked for."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import DEMO, Result, Write, inside

from cli.asked import asked
from sangeyipi import api
from sangeyipi.compare.fields import flat
from sangeyipi.render.width import width

DAY = ("--today", "2023-10-15")
FILES = {
    "projects/a.yaml": """\
- 编号: A-1
  名称: 甲纺织
  总投资: 5
  包联领导: 张某某、李某某
  包联级别: 县级
  在册:
    签约: 1
- 编号: A-2
  名称: 乙化工
  在册:
    签约: 1
""",
    "problems/2023.yaml": """\
# 一行注释
- 编号: WT-2023-001
  项目: A-1
  类别: 用地
  问题: 差五十亩
  提出: 2023-03-05
  时限: 2023-08-31
  进展:
    2023-04-01: 已报征
- 编号: WT-2022-017
  项目: A-2
  类别: 资金
  问题: 缺贷款
  提出: 2022-12-05
""",
    "visits/2023.csv": """\
日期,项目,走访人,身份,事项,问题,核查结论
2023-03-05,A-1,张某某,包联领导,看现场,WT-2023-001,
""",
    "finance/2023.csv": """\
项目,银行,截至,需求,授信,投放
A-1,农行,2023-05-31,1,0.8,0.3
""",
    "progress/2023-08.csv": "编号,累计完成投资\nA-1,0.5\n",
}
NEW = ("项目=A-2", "类别=审批", "问题=缺批文", "提出=2023-09-04")


@pytest.fixture
def county(ledger: Write) -> Path:
    return ledger(FILES)


def register(county: Path, *said: str | Path) -> Result:
    return inside("register", *said, *DAY, "--ledger", county)


def fine(county: Path, *said: str) -> str:
    result = register(county, *said)
    assert result.code == 0, result.errors
    return result.text


def refused(county: Path, *said: str, code: int = 2) -> str:
    before = _bytes(county)
    result = register(county, *said)
    assert result.code == code, result.text
    assert _bytes(county) == before
    return result.errors


def _bytes(county: Path) -> dict[str, bytes]:
    files = (one for one in county.rglob("*") if one.is_file() and ".sgyp" not in str(one))
    return {str(one): one.read_bytes() for one in files}


def records(county: Path, part: str) -> list[dict[str, Any]]:
    now = api.load(county).ledger
    assert now is not None
    found = getattr(now, part)
    return [{".".join(path): value for path, value in flat(one).items()} for one in found]


def problem(county: Path, id: str) -> dict[str, Any]:
    return next(one for one in records(county, "problems") if one["编号"] == id)


# Tables


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        (("问题", "problems"), ["problems", "problems-outcome", "problems-list"]),
        (("走访", "visits"), ["visits-leaders", "visits-by-capacity", "visits-list"]),
        (("要素", "guarantees"), ["guarantees"]),
        (("银企", "finance"), ["financing", "financing-list"]),
    ],
)
def test_a_register_by_either_name_at_the_end_of_the_newest_month(
    county: Path, names: tuple[str, str], ids: list[str]
) -> None:
    told = [json.loads(fine(county, name, "--format", "json")) for name in names]
    assert told[0] == told[1]
    assert [table["id"] for table in told[0]["tables"]] == ids
    assert told[0]["as_of"] == "2023-08-31"
    same = fine(county, names[0], "--format", "json", "--as-of", "2023-08-31")
    assert json.loads(same) == told[0]
    assert json.loads(fine(county, names[0], "--format", "json", "--month", "2023-08")) == told[0]


def test_without_a_report_a_day_has_to_be_named(county: Path) -> None:
    (county / "progress" / "2023-08.csv").unlink()
    assert "--as-of" in refused(county, "问题")
    assert "截至 2023-09-30" in fine(county, "问题", "--as-of", "2023-09-30")


@pytest.mark.parametrize("name", ["问题", "走访", "要素", "银企"])
def test_a_ledger_without_records_says_how_to_begin(one_project: Path, name: str) -> None:
    """And what it says, filled in, does begin."""
    result = inside("register", name, "--as-of", "2023-09-30", "--ledger", one_project)
    assert result.code == 0, result.errors
    assert ("sgyp set" if name == "要素" else f"sgyp register {name} --add") in result.text


@pytest.mark.parametrize("name", ["问题", "走访", "要素", "银企"])
def test_summaries_fit_a_screen_and_every_format_takes_them(name: str, tmp_path: Path) -> None:
    day = ("--as-of", "2023-09-30", "--ledger", DEMO)
    text = inside("register", name, *day).text
    for table in text.split("\n\n"):
        if not any(word in table.splitlines()[0] for word in ("清单", "记录", "未登记")):
            head = [one for one in table.splitlines() if set(one) == {"-", " "}]
            assert all(width(one) <= 80 for one in head), head
    for form in ("md", "csv", "html", "xlsx"):
        out = tmp_path / f"表.{form}"
        assert inside("register", name, *day, "--out", out).code == 0
        assert out.stat().st_size


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("问题", "--by", "领导"), "是不是“包联领导”"),
        (("走访", "--by", "牵头单位"), "走访只能按"),
        (("走访", "--overdue"), "--overdue 只用于问题"),
        (("问题", "--months", "3"), "--months 只用于走访"),
        (("银企", "--open"), "--open 只用于问题、要素"),
        (("问題",), "没有台账"),
        (("问题", "--project", "A-3"), "没有编号 A-3"),
        (("走访", "--project", "A-1", "--by", "身份"), "不要再写 --by"),
        (("问题", "--month", "2023-08", "--as-of", "2023-08-31"), "不要再写 --as-of"),
        (("问题", "--yes"), "--yes"),
        (("问题", "WT-2023-001", "--by", "类别"), "--by 是看台账用的"),
        (("问题", "--add", "--open"), "--open 是看台账用的"),
        (("要素", "--add"), "sgyp set"),
        (("走访", "A-1"), "走访没有编号"),
        (("银企", "需求=3"), "银企没有编号"),
        (("问题", "回访=满意"), "先写编号"),
        (("问题", "WT-2023-001"), "没有写要改什么"),
        (("问题", "WT-2023-002", "--close", "2023-09-01"), "没有问题 WT-2023-002；是不是"),
        (("问题", "--add", "--close", "2023-09-01"), "不写 --add"),
        (("问题", "WT-2023-001", "--give-up", "2023-09-01"), "原因=…"),
        (("问题", "WT-2023-001", "--on", "2023-09-01", "回访=满意"), "进展=…"),
        (("问题", "WT-2023-001", "进展="), "办到哪一步"),
        (("问题", "WT-2023-001", "编号=WT-2023-009"), "编号不改"),
        (("问题", "WT-2023-001", "总投资=3"), "总投资"),
        (("问题", "WT-2023-001", "--close", "昨天"), "日期“昨天”写法不对"),
        (("问题", "--add"), "没有写登记什么"),
        (("问题", "--add", *NEW, "编号=WT-2023-001"), "已经有了"),
        (("问题", "--add", "项目=A-9", *NEW[1:]), "没有编号 A-9 的项目"),
        (("问题", "--add", *NEW[1:]), "项目"),
        (
            ("走访", "--add", "日期=2023-03-05", "项目=A-1", "走访人=张某某", "身份=包联领导"),
            "已经登记过了",
        ),
        (("银企", "--add", "项目=A-1", "银行=农行", "截至=2023-05-31"), "已经登记过了"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(
    county: Path, said: tuple[str, ...], told: str
) -> None:
    assert told in refused(county, *said)


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        (("--add", *NEW[:1], "类别=土地", *NEW[2:], "--yes"), "problem-undeclared-kind"),
        (("WT-2023-001", "--close", "2023-02-01", "--yes"), "problem-closed-before-raised"),
        (("WT-2023-001", "--close", "2023-12-01", "--yes"), "fact-in-future"),
        (("WT-2023-001", "--close", "2023-09-01"), "加 --yes"),
    ],
)
def test_what_a_rule_refuses_is_not_written(county: Path, said: tuple[str, ...], rule: str) -> None:
    assert rule in refused(county, "问题", *said, code=2 if "--yes" not in said else 1)


# Records


@pytest.mark.parametrize("typed", ["2023-09-04", "2023/9/4", "2023年9月4日", "2023.9.4"])
def test_a_new_problem_has_the_next_number_of_its_year(county: Path, typed: str) -> None:
    said = (*NEW[:3], f"提出={typed}")
    told = fine(county, "问题", "--add", *said, "--dry-run")
    assert told.count("新增 问题 WT-2023-002") == 1 and "没有写入" in told
    assert len(records(county, "problems")) == 2
    assert "problems/2023.yaml。" in fine(county, "问题", "--add", *said, "--yes")
    assert problem(county, "WT-2023-002") == {
        "编号": "WT-2023-002",
        "项目": "A-2",
        "类别": "审批",
        "问题": "缺批文",
        "提出": "2023-09-04",
    }
    assert (county / "problems/2023.yaml").read_text("utf-8").startswith("# 一行注释\n")
    fine(county, "问题", "--add", *NEW[:3], "提出=2022年12月", "--yes")
    assert problem(county, "WT-2022-018")["提出"] == "2022-12"


def test_a_problem_is_followed_closed_and_asked_about(county: Path) -> None:
    path = county / "problems/2023.yaml"
    untouched = path.read_text("utf-8").partition("- 编号: WT-2022-017")[2]
    fine(county, "问题", "WT-2023-001", "进展=已挂牌", "--on", "2023/5/1", "--yes")
    fine(county, "问题", "WT-2023-001", "进展=补报图纸", "--on", "2023-04-01", "--yes")
    fine(county, "问题", "WT-2023-001", "进展=已供地", "--yes")
    fine(county, "问题", "WT-2023-001", "--close", "2023年9月20日", "回访=满意", "--yes")
    assert problem(county, "WT-2023-001") == {
        "编号": "WT-2023-001",
        "项目": "A-1",
        "类别": "用地",
        "问题": "差五十亩",
        "提出": "2023-03-05",
        "时限": "2023-08-31",
        "进展.2023-04-01": "已报征；补报图纸",
        "进展.2023-05-01": "已挂牌",
        "进展.2023-10-15": "已供地",
        "销号": "2023-09-20",
        "回访": "满意",
    }
    assert path.read_text("utf-8").partition("- 编号: WT-2022-017")[2] == untouched
    assert "没有要改的" in fine(county, "问题", "WT-2023-001", "--close", "2023-09-20", "--yes")


def test_a_problem_is_given_up_and_solved_after_all_and_that_taken_back(county: Path) -> None:
    fine(county, "问题", "WT-2023-001", "--give-up", "2023-09-01", "原因=占基本农田", "--yes")
    assert problem(county, "WT-2023-001")["无法办理.原因"] == "占基本农田"
    told = refused(county, "问题", "WT-2023-001", "--close", "2023-09-20", "--yes", code=1)
    assert "删去“无法办理”" in told
    gone = ("无法办理=", "进展=改线后解决")
    fine(county, "问题", "WT-2023-001", "--close", "2023-09-20", *gone, "--yes")
    assert "无法办理.原因" not in problem(county, "WT-2023-001")
    assert "又是登记以前的样子" in fine(county, "问题", "--undo")
    assert problem(county, "WT-2023-001")["无法办理.原因"] == "占基本农田"


def test_beside_an_error_elsewhere_the_facts_are_shown(county: Path) -> None:
    unread = "- 编号: A-3\n  名称: 丙\n  总投资: 十亿\n"
    (county / "projects/b.yaml").write_text(unread, "utf-8")
    result = register(county, "问题", "WT-2023-001", "--close", "2023-09-20", "--yes")
    assert result.code == 0, result.errors
    assert "问题 WT-2023-001  销号：— → 2023-09-20" in result.text
    result = register(county, "问题", "--add", *NEW, "--yes")
    assert "新增 问题 WT-2023-002：" in result.text and "类别 审批" in result.text


def test_visits_and_financing_are_put_into_their_year(county: Path) -> None:
    walk = ("日期=2023/9/9", "项目=A-2", "走访人=王某某", "身份=督导组", "问题=WT-2023-001")
    assert "visits/2023.csv" in fine(county, "走访", "--add", *walk, "--yes")
    line = ("项目=A-1", "银行=农行", "截至=2023/9/30", "需求=1", "授信=0.9")
    assert "finance/2023.csv" in fine(county, "finance", "--add", *line, "--yes")
    assert records(county, "visits")[-1] == {
        "日期": "2023-09-09",
        "项目": "A-2",
        "走访人": "王某某",
        "身份": "督导组",
        "问题": "WT-2023-001",
    }
    assert (county / "finance/2023.csv").read_text("utf-8").endswith("A-1,农行,2023-09-30,1,0.9,\n")


def test_a_new_problem_is_asked_for_and_each_answer_proven(county: Path) -> None:
    answers = [
        "A-9",
        "A-2",
        "土地",
        "用地",
        "",
        "缺批文",
        "听说",
        "督查",
        "前天",
        "2023/9/4",
        "自然资源局",
        "",
        "待定",
        "",
        "y",
    ]
    lines = "".join(f"{line}\n" for line in answers)
    code, screen = asked("register", "问题", "--add", *DAY, answers=lines, cwd=county)
    assert code == 0, screen
    assert problem(county, "WT-2023-002") == {
        "编号": "WT-2023-002",
        "项目": "A-2",
        "类别": "用地",
        "问题": "缺批文",
        "来源": "督查",
        "提出": "2023-09-04",
        "牵头单位": "自然资源局",
        "时限": "待定",
    }
    for said in ("没有编号 A-9", "只能是：资金、用地", "“问题”不能空着", "bad-date", "回车则用"):
        assert said in screen
