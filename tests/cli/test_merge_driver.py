"""The merge driver under the real git: merges, rebases, cherry-picks."""

from collections.abc import Callable

import pytest
import yaml

from cli.merging import A1, A5, PROJECTS, Repo, merge
from sangeyipi.cli.main import main


@pytest.fixture
def repo(driven: Repo) -> Repo:
    return driven


def rebase(repo: Repo, fails: bool = False) -> str:
    # Replays ours upon theirs.
    return repo.git("rebase", "theirs", fails=fails)


def cherry_pick(repo: Repo, fails: bool = False) -> str:
    return repo.git("cherry-pick", "theirs", fails=fails)


WAYS = pytest.mark.parametrize("way", [merge, rebase, cherry_pick])
Way = Callable[..., str]


@WAYS
def test_different_projects_at_one_place(repo: Repo, way: Way) -> None:
    two, three = "- 编号: A-2\n  名称: 乙化工\n", "- 编号: A-3\n  名称: 丙食品\n  总投资: 1\n"
    repo.diverge(A1 + three + A5, A1 + two + A5)
    way(repo)
    assert repo.read() == A1 + two + three + A5
    assert main(["fmt", "--check"]) == 0


@WAYS
def test_different_facts_on_adjacent_lines(repo: Repo, way: Way) -> None:
    repo.diverge(
        A1.replace("总投资: 5", "总投资: 6") + A5,
        A1.replace("  节点", "  监管平台: true\n  节点") + "    开工: 2022-03-01\n" + A5,
    )
    way(repo)
    expected = A1.replace("总投资: 5", "总投资: 6\n  监管平台: true") + "    开工: 2022-03-01\n"
    assert repo.read() == expected + A5


@WAYS
def test_same_fact_twice_is_a_conflict(repo: Repo, way: Way) -> None:
    repo.diverge(
        A1.replace("总投资: 5", "总投资: 6") + A5.replace("7", "8"),
        A1.replace("总投资: 5", "总投资: 5.5  # 县发改委核") + A5,
    )
    told = way(repo, fails=True)
    text = repo.read()
    sides = ["  总投资: 6\n", "  总投资: 5.5  # 县发改委核\n"]
    ours, theirs = sides[::-1] if way is rebase else sides
    assert (f"<<<<<<< 本方 A-1 总投资\n{ours}=======\n{theirs}>>>>>>> 对方 A-1 总投资\n") in text
    assert "  总投资: 8\n" in text, "the rest is merged all the same"
    assert "A-1 总投资：本方" in told
    assert main(["check"]) == 1, "nobody gets totals from a file with markers"


def test_delete_against_change_is_a_conflict(repo: Repo) -> None:
    repo.diverge(A5, A1.replace("总投资: 5", "总投资: 6") + A5)
    merge(repo, fails=True)
    changed = A1.replace("总投资: 5", "总投资: 6")
    assert f"<<<<<<< 本方 A-1\n=======\n{changed}>>>>>>> 对方 A-1\n{A5}" in repo.read()


def test_deletions_of_both_sides_hold(repo: Repo) -> None:
    repo.commit(A1 + A5 + "- 编号: A-6\n  名称: 己\n")
    repo.diverge(A5 + "- 编号: A-6\n  名称: 己\n", A1 + A5)
    merge(repo)
    assert repo.read() == A5


def test_comments_and_reordering(repo: Repo) -> None:
    repo.diverge("# 第一期\n" + A1 + A5 + "# 完\n", A5 + A1.replace("5\n", "6  # 核过\n"))
    merge(repo)
    text = repo.read()
    assert text.startswith("# 第一期\n")
    assert text.endswith("# 完\n")
    assert "总投资: 6  # 核过" in text


def test_added_by_both_in_one_new_file(repo: Repo) -> None:
    name = "data/projects/第2期.yaml"
    two, three = "- 编号: A-2\n  名称: 乙化工\n", "- 编号: A-3\n  名称: 丙食品\n"
    repo.diverge(three, two, name)
    merge(repo)
    assert repo.read(name) == two + three


def test_renamed_file(repo: Repo) -> None:
    repo.git("branch", "theirs")
    repo.git("mv", PROJECTS, "data/projects/一 期.yaml")
    repo.git("commit", "-q", "-m", "rename")
    repo.git("checkout", "-q", "theirs")
    repo.commit(A1 + "    开工: 2022-03-01\n" + A5)
    repo.git("checkout", "-q", "main")
    merge(repo)
    assert repo.read("data/projects/一 期.yaml") == A1 + "    开工: 2022-03-01\n" + A5


def test_ledger_file_by_key(repo: Repo) -> None:
    name = "data/ledger.yaml"
    text = repo.read(name)
    phase = "    日期: 2021-07-10\n"
    repo.diverge(
        text.replace(phase, phase + "  - 期: 2\n    日期: 2021-10-08\n").replace(
            "社会民生]", "社会民生, 农业]"
        ),
        text.replace(phase, phase + "  - 期: 3\n    日期: 2022-01-04\n").replace(
            "社会民生]", "社会民生, 文旅]"
        ),
        name,
    )
    merge(repo)
    merged = yaml.safe_load(repo.read(name))
    assert [one["期"] for one in merged["期次"]] == [1, 2, 3]
    assert merged["领域"][-2:] == ["农业", "文旅"]


def test_csv_by_row(repo: Repo) -> None:
    name = "data/projects/表.csv"
    repo.commit("编号,名称,总投资\nB-1,一,1\nB-3,三,3\n", name)
    repo.diverge(
        "编号,名称,总投资,节点.签约\nB-1,一,1,2021-07-10\nB-2,二,2,\nB-3,三,3,\n",
        "编号,名称,总投资\nB-1,一,1.5\nB-3,三,4\n",
        name,
    )
    merge(repo)
    assert repo.read(name) == (
        "编号,名称,总投资,节点.签约\nB-1,一,1.5,2021-07-10\nB-2,二,2,\nB-3,三,4,\n"
    )


def test_csv_conflict_marks_the_row(repo: Repo) -> None:
    name = "data/projects/表.csv"
    repo.commit("编号,名称,总投资\nB-1,一,1\nB-3,三,3\n", name)
    repo.diverge("编号,名称,总投资\nB-1,一,2\nB-3,三,3\n", "编号,名称,总投资\nB-1,一,5\n", name)
    merge(repo, fails=True)
    assert repo.read(name) == (
        "编号,名称,总投资\n<<<<<<< 本方 B-1\nB-1,一,2\n=======\nB-1,一,5\n>>>>>>> 对方 B-1\n"
    )


MONTH = "data/progress/2023-06.csv"
COLUMNS = "编号,本月完成投资,累计完成投资,形象进度\n"
ONE, FIVE = "A-1,0.5,1.2,基础\n", "A-5,0.1,0.1,\n"


def report(repo: Repo, text: str) -> None:
    (repo.root / MONTH).parent.mkdir(exist_ok=True)
    repo.commit(text, MONTH)


@WAYS
def test_reports_of_different_projects(repo: Repo, way: Way) -> None:
    report(repo, COLUMNS + ONE)
    repo.diverge(COLUMNS + ONE + "A-3,1,1,\n", COLUMNS + ONE + "A-2,2,2,\n" + FIVE, MONTH)
    way(repo)
    assert repo.read(MONTH) == COLUMNS + ONE + "A-2,2,2,\nA-3,1,1,\n" + FIVE


@WAYS
def test_one_report_by_its_facts(repo: Repo, way: Way) -> None:
    report(repo, COLUMNS + ONE + FIVE)
    problem = (
        COLUMNS.replace("\n", ",存在问题\n") + ONE.replace("\n", ",缺地\n") + "A-5,0.1,0.1,,\n"
    )
    repo.diverge(COLUMNS + ONE.replace("0.5,1.2", "0.6,1.3") + FIVE, problem, MONTH)
    way(repo)
    assert repo.read(MONTH) == problem.replace("0.5,1.2", "0.6,1.3")
    assert main(["fmt", "--check"]) == 0


def test_another_spelling_of_an_amount_is_no_change(repo: Repo) -> None:
    report(repo, COLUMNS + ONE)
    repo.diverge(COLUMNS + ONE.replace("1.2", "1.20"), COLUMNS + ONE.replace("1.2", "1.3"), MONTH)
    merge(repo)
    assert repo.read(MONTH) == COLUMNS + ONE.replace("1.2", "1.3")


def test_a_new_month_begun_on_both_sides(repo: Repo) -> None:
    report(repo, COLUMNS + ONE)
    july = MONTH.replace("06", "07")
    repo.diverge("编号,本月完成投资\nA-1,0.5\n", "编号,存在问题\nA-1,缺地\nA-5,缺电\n", july)
    merge(repo)
    assert repo.read(july) == "编号,本月完成投资,存在问题\nA-1,0.5,缺地\nA-5,,缺电\n"
    assert main(["check"]) == 0


def test_one_figure_twice_is_a_conflict_of_the_row(repo: Repo) -> None:
    report(repo, COLUMNS + ONE + FIVE)
    repo.diverge(
        COLUMNS + ONE.replace("0.5", "0.6") + FIVE.replace("0.1,0.1", "0.2,0.2"),
        COLUMNS + ONE.replace("0.5", "0.7") + FIVE,
        MONTH,
    )
    told = merge(repo, fails=True)
    assert "A-1：本方 改动，对方 改动" in told
    sides = ONE.replace("0.5", "0.6"), ONE.replace("0.5", "0.7")
    marked = f"<<<<<<< 本方 A-1\n{sides[0]}=======\n{sides[1]}>>>>>>> 对方 A-1\n"
    assert repo.read(MONTH) == COLUMNS + marked + "A-5,0.2,0.2,\n"
    assert main(["check"]) == 1


@WAYS
def test_years_of_a_plan(repo: Repo, way: Way) -> None:
    plan = "  计划:\n    开工: 2022-03\n    年度计划投资:\n      2022: 3\n      2023: 4\n"
    repo.commit(A1 + plan + A5)
    more = plan + "      2024: 1\n"
    repo.diverge(
        A1 + plan.replace("2022: 3", "2022: 3.5") + A5,
        A1 + more.replace("2023: 4", "2023: 4.2") + A5,
    )
    way(repo)
    expected = more.replace("2022: 3", "2022: 3.5").replace("2023: 4", "2023: 4.2")
    assert repo.read() == A1 + expected + A5


def test_one_year_twice_is_a_conflict_of_the_year(repo: Repo) -> None:
    plan = "  计划:\n    年度计划投资:\n      2022: 3\n      2023: 4\n"
    repo.commit(A1 + plan + A5)
    repo.diverge(*(A1 + plan.replace("2023: 4", f"2023: {n}") + A5 for n in (5, 6)))
    told = merge(repo, fails=True)
    assert "A-1 计划 年度计划投资 2023：本方 5，对方 6" in told
    head = "<<<<<<< 本方 A-1 计划 年度计划投资 2023\n      2023: 5\n=======\n      2023: 6\n"
    assert head in repo.read()


def test_reports_are_shown_by_their_facts(repo: Repo) -> None:
    """git hands textconv a copy, whose name need not say the month."""
    report(repo, COLUMNS + FIVE + ONE)
    repo.write(COLUMNS + ONE.replace("1.2", "1.30") + FIVE, MONTH)
    told = repo.git("-c", "core.quotepath=off", "diff", "-U0")
    changed = [line for line in told.splitlines()[4:] if line[0] in "+-"]
    assert changed == ["-  累计完成投资: 1.2", "+  累计完成投资: 1.3"]
    assert "@@ A-1" in told


def test_what_does_not_parse_is_merged_by_lines(repo: Repo) -> None:
    broken = "- 编号: [A-9\n"
    repo.diverge(A1 + A5 + broken, A1.replace("甲", "贾") + A5)
    told = merge(repo)
    assert "逐行合并" in told
    assert repo.read() == A1.replace("甲", "贾") + A5 + broken


def test_what_does_not_parse_conflicts_as_git_does(repo: Repo) -> None:
    broken = "- 编号: [A-9\n"
    repo.diverge(A1 + A5 + broken, A1 + A5 + "- 编号: A-8\n  名称: 辛\n")
    merge(repo, fails=True)
    assert "<<<<<<< 本方\n" in repo.read()
    assert broken in repo.read()


def test_criss_cross(repo: Repo) -> None:
    """Two common ancestors, which git merges first, conflict and all."""
    repo.diverge(A1.replace("5", "6") + A5, A1.replace("5", "7") + A5)
    repo.git("branch", "side")
    repo.git("merge", "-q", "-s", "ours", "-m", "m", "theirs")
    repo.git("checkout", "-q", "theirs")
    repo.git("merge", "-q", "-s", "ours", "-m", "m", "side")
    repo.commit(repo.read() + "- 编号: A-8\n  名称: 辛\n")
    repo.git("checkout", "-q", "main")
    merge(repo, fails=True)
    assert {"  总投资: 6", "  总投资: 7", "- 编号: A-8"} <= set(repo.read().splitlines())


def test_a_missing_program_never_drops_a_side(repo: Repo) -> None:
    driver = repo.git("config", "merge.sgyp.driver").replace("sangeyipi", "gone_module").strip()
    repo.git("config", "merge.sgyp.driver", driver)
    repo.diverge(A1.replace("5", "6") + A5, A1.replace("5", "7") + A5)
    merge(repo, fails=True)
    assert {"  总投资: 6", "  总投资: 7"} <= set(repo.read().splitlines())
