"""Problems, visits and financing as `diff` tells them, and whom they follow."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from sangeyipi.compare.comparison import compare_loaded
from sangeyipi.compare.merge.files import MergeVersions, merge
from sangeyipi.compare.records import apply, compare, in_order
from sangeyipi.model import dates
from sangeyipi.model.date_fields import PENDING
from sangeyipi.model.financing import Financing
from sangeyipi.model.ledger import Config, Ledger
from sangeyipi.model.problem import Problem
from sangeyipi.model.project import Project
from sangeyipi.model.visit import Capacity, Visit
from sangeyipi.render.changes.sections import to_text
from sangeyipi.store.files import FileKind
from sangeyipi.store.load import Loaded

PROBLEM = Problem(
    id="WT-2023-014",
    project="A",
    kind="用地",
    text="差五十亩",
    raised=dates.day(date(2023, 3, 5)),
    due=dates.word(PENDING),
    followed={date(2023, 4, 1): "已报征"},
)
VISIT = Visit(date=date(2023, 3, 5), project="A", visitor="张某某", capacity=Capacity.LEADER)
CREDIT = Financing(project="A", bank="农行", date=date(2023, 5, 31), granted=Decimal("0.5"))
BEFORE = Ledger(
    config=Config(name="台账", phases=()),
    projects=(Project(id="A", name="甲"),),
    problems=(PROBLEM,),
    visits=(VISIT,),
    financing=(CREDIT,),
)


def told(after: Ledger) -> str:
    old, new = (Loaded(one, (), {}) for one in (BEFORE, after))
    return to_text(compare_loaded(old, new, ("前", "后")))


def test_what_became_of_a_problem_is_said_in_words() -> None:
    followed = PROBLEM.followed | {date(2023, 6, 1): "已供地"}
    closed = dates.day(date(2023, 6, 20))
    due = dates.month(2023, 9)
    problem = replace(PROBLEM, closed=closed, due=due, followed=followed)
    text = told(replace(BEFORE, problems=(problem,)))
    said = "时限 待定 → 2023-09；进展 2023-06-01：已供地；销号 2023-06-20"
    assert f"问题 WT-2023-014（A 甲）：{said}" in text
    assert text.splitlines()[1] == "问题 1"


def test_a_later_record_of_a_bank_is_told_beside_the_one_before() -> None:
    later = replace(CREDIT, date=date(2023, 8, 31), granted=Decimal("0.8"))
    other = replace(later, bank="建行")
    text = told(replace(BEFORE, financing=(CREDIT, later, other)))
    assert "新增 A 甲 农行（截至 2023-08-31）：授信 0.5 → 0.8 亿元" in text
    assert "新增 A 甲 建行（截至 2023-08-31）：授信 0.8 亿元" in text


def test_visits_come_and_go_by_who_went_when() -> None:
    other = replace(VISIT, visitor="李某某", matter="看现场")
    text = told(replace(BEFORE, visits=(other,)))
    assert "新增 2023-03-05 李某某（包联领导）到 A 甲：看现场" in text
    assert "删去 2023-03-05 张某某（包联领导）到 A 甲" in text


def test_they_follow_a_renamed_project() -> None:
    after = replace(
        BEFORE,
        projects=(Project(id="B", name="甲"),),
        problems=(replace(PROBLEM, project="B"),),
        visits=(replace(VISIT, project="B"),),
        financing=(replace(CREDIT, project="B"),),
    )
    changes = compare(BEFORE, after)
    assert not any(changes.registers.values())
    assert changes.of_kind(FileKind.VISITS).followed == (("A", "B"),)
    assert apply(changes, BEFORE) == in_order(after)
    assert "问题" not in told(after)


VISITS_HEAD = "日期,项目,走访人,身份,问题\n2023-03-05,A,张某某,包联领导,\n"


def test_visits_of_both_sides_are_merged() -> None:
    ours = VISITS_HEAD + "2023-03-06,A,李某某,首席服务员,\n"
    theirs = VISITS_HEAD.replace("包联领导,", "包联领导,WT-1") + "2023-03-06,B,李某某,首席服务员,\n"
    made = merge(
        "visits/2023.csv", MergeVersions(*(one.encode() for one in (VISITS_HEAD, ours, theirs)))
    )
    assert made is not None and made.clean
    assert made.data.decode().splitlines()[1:] == [
        "2023-03-05,A,张某某,包联领导,WT-1",
        "2023-03-06,A,李某某,首席服务员,",
        "2023-03-06,B,李某某,首席服务员,",
    ]


def test_financing_changed_on_both_sides_is_a_conflict_of_that_record() -> None:
    base, ours, theirs = (
        f"项目,银行,截至,授信\nA,农行,2023-05-31,{one}\nA,建行,2023-05-31,1\n".encode()
        for one in ("0.5", "0.6", "0.7")
    )
    made = merge("finance/2023.csv", MergeVersions(base, ours, theirs))
    assert made is not None
    assert [one.path for one in made.conflicts] == [(("2023-05-31", "A", "农行"),)]
    assert b"<<<<<<< \xe6\x9c\xac\xe6\x96\xb9 2023-05-31 A " in made.data


def test_progress_of_a_problem_merges_by_day() -> None:
    head = "- 编号: WT-1\n  项目: A\n  类别: 用地\n  问题: 差地\n  提出: 2023-03-05\n  进展:\n"
    base = f"{head}    2023-04-01: 已报征\n"
    ours = f"{base}    2023-06-01: 已供地\n"
    theirs = f"{base}    2023-05-01: 已挂牌\n  销号: 2023-06-20\n"
    made = merge("x", MergeVersions(*(one.encode() for one in (base, ours, theirs))))
    assert made is not None and made.clean
    days = "    2023-04-01: 已报征\n    2023-05-01: 已挂牌\n    2023-06-01: 已供地\n"
    assert made.data.decode() == f"{head}{days}  销号: 2023-06-20\n"
