"""A history, the figures along it and the life of a project, on repositories made for it."""

import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from git.repositories import CONFIG, NewRepo, Repo, project
from store.versions import Versions

from sangeyipi.compare.commits import timeline_table
from sangeyipi.compare.figures_along import (
    FIGURES,
    Rows,
    Tally,
    after,
    between_phases,
    by_phase,
    tally,
)
from sangeyipi.compare.life import life
from sangeyipi.compare.timeline import CommitEffect, commit_effects
from sangeyipi.figures.resolve import Figures
from sangeyipi.git.history import History
from sangeyipi.git.repository import Commit, Repository
from sangeyipi.git.snapshots import File, HistoryStep, Snapshot, along
from sangeyipi.store.files import FileKind
from sangeyipi.store.load import parse_file
from sangeyipi.store.source import checked_source
from sangeyipi.tables.footnotes import with_aside
from sangeyipi.tables.summary import cumulative_table


def steps(made: Repo, first_parent: bool = False) -> list[HistoryStep]:
    folder = made.ledger.relative_to(made.root).as_posix() + "/"
    with Repository(made.root) as opened:
        tip = opened.commit("HEAD")
        return list(along(History(opened, tip, "" if folder == "./" else folder, first_parent)))


def told(made: Repo, first_parent: bool = False) -> list[CommitEffect]:
    return list(commit_effects(steps(made, first_parent), first_parent))


def subjects(found: list[CommitEffect]) -> list[str]:
    return [one.commit.subject for one in found]


def moves(one: CommitEffect) -> dict[tuple[tuple[Any, ...], str], tuple[Any, Any]]:
    """The figures of a commit, by scope and key."""
    return {
        ((str(m.subject.scope.phases), *m.subject.scope[1:]), m.column.key): (
            m.before.cell,
            m.after.cell,
        )
        for m in one.differences
    }


def events(made: Repo, id: str) -> list[tuple[str, str, str | None, str | None]]:
    return [(e.commit.subject, e.word, e.before, e.after) for e in life(steps(made), id)]


def test_timeline(repo: Repo) -> None:
    repo.commit(
        "只改名称", projects__b="# 注\n" + project("Z").replace("  在册:\n    签约: 1\n", "")
    )
    found = told(repo)
    assert subjects(found) == ["建账", "A 开工", "B 增资"]
    assert found[2].projects == ("B",)
    moved = moves(found[2])
    assert moved[("1-2", None, True), "investment"] == (Decimal(12), Decimal("12.5"))
    assert {m.column.key for m in found[1].differences} == {
        "own_rate", "own_rate_investment", "next_rate", "next_rate_investment", "committed_rate",
    }  # fmt: skip


def test_life(repo: Repo) -> None:
    assert events(repo, "B") == [
        ("建账", "登记", None, None),
        ("建账", "编号", None, "B"),
        ("建账", "名称", None, "项目B"),
        ("建账", "总投资", None, "7"),
        ("建账", "监管平台", None, "true"),
        ("建账", "在册.签约", None, "1"),
        ("B 增资", "总投资", "7", "7.5"),
    ]
    assert events(repo, "无") == []


def test_life_follows_a_new_id_and_a_moved_file(repo: Repo) -> None:
    text = (repo.ledger / "projects/a.yaml").read_text(encoding="utf-8")
    repo.commit("换编号", projects__a=text.replace("编号: B", "编号: B2"))
    text = (repo.ledger / "projects/a.yaml").read_text(encoding="utf-8")
    repo.commit("挪文件", projects__a=None, projects__新=text)
    repo.commit("删去", projects__新=project("A"))
    assert events(repo, "B2")[-3:] == [
        ("B 增资", "总投资", "7", "7.5"),
        ("换编号", "编号", "B", "B2"),
        ("删去", "删除", None, None),
    ]


HEAD = "编号,本月完成投资,累计完成投资,形象进度\n"


def reports(made: Repo, **months: str | None) -> None:
    for name, rows in months.items():
        path = f"progress/2023-{name[1:]}.csv"
        if rows is None:
            (made.ledger / path).unlink()
        else:
            made.write(path, HEAD + rows)


def of_reports(made: Repo, id: str) -> list[tuple[str, str, str | None, str | None]]:
    return [event for event in events(made, id) if event[1].startswith("月调度")]


def test_life_tells_each_months_report_once(repo: Repo) -> None:
    reports(repo, _02="A,0.5,0.5,基础\nB,,,未动\n", _03="A,0.7,1.2,\n")
    repo.commit("两个月")
    reports(repo, _02="B,,,未动\nA,0.50,0.5,基础\n")
    repo.commit("只动次序")
    reports(repo, _02="A,0.6,0.5,\nB,,,未动\n", _03=None)
    repo.commit("改")
    assert of_reports(repo, "A") == [
        ("两个月", "月调度 2023-02", None, "本月完成投资 0.5，累计完成投资 0.5"),
        ("两个月", "月调度 2023-03", None, "本月完成投资 0.7，累计完成投资 1.2"),
        ("改", "月调度 2023-02", "本月完成投资 0.5，形象进度 基础", "本月完成投资 0.6"),
        ("改", "月调度 2023-03", "本月完成投资 0.7，累计完成投资 1.2", None),
    ]
    assert of_reports(repo, "B") == [("两个月", "月调度 2023-02", None, "形象进度 未动")]


def test_life_follows_reports_to_a_new_id(repo: Repo) -> None:
    reports(repo, _02="B,0.5,0.5,\n")
    repo.commit("二月")
    text = (repo.ledger / "projects/a.yaml").read_text(encoding="utf-8")
    reports(repo, _02="B2,0.5,0.5,\n", _03="B2,1,1.5,\n")
    repo.commit("换编号", projects__a=text.replace("编号: B", "编号: B2"))
    assert [event[:2] for event in of_reports(repo, "B2")] == [
        ("二月", "月调度 2023-02"),
        ("换编号", "月调度 2023-03"),
    ]


def test_life_tells_the_years_of_a_plan(repo: Repo) -> None:
    plan = "  计划:\n    年度计划投资:\n      2023: {}\n"
    repo.commit("定计划", projects__b=project("C") + plan.format(3))
    repo.commit("调计划", projects__b=project("C") + plan.format("3.5\n      2024: 1"))
    assert events(repo, "C")[-3:] == [
        ("定计划", "计划.年度计划投资.2023", None, "3"),
        ("调计划", "计划.年度计划投资.2023", "3", "3.5"),
        ("调计划", "计划.年度计划投资.2024", None, "1"),
    ]


def test_merged_reports_are_told_by_their_branch(repo: Repo) -> None:
    repo.git("checkout", "-q", "-b", "支")
    reports(repo, _02="A,0.5,0.5,\n")
    repo.commit("支上报")
    repo.git("checkout", "-q", "main")
    repo.commit("主线")
    repo.git("merge", "-q", "--no-ff", "-m", "合并", "支")
    assert [event[0] for event in of_reports(repo, "A")] == ["支上报"]


def test_a_report_moves_the_rate_that_it_is_part_of(repo: Repo) -> None:
    """资金到位率 is section one's, and what has arrived may be known from reports alone."""
    repo.write("progress/2023-02.csv", "编号,到位资金累计\nA,2\nB,3\n")
    repo.commit("二月")
    repo.write("progress/2023-03.csv", "编号,到位资金累计\nA,2.5\n")
    repo.commit("三月")
    rates = [
        (one.commit.subject, figure.before.cell, figure.after.cell, one.projects)
        for one in told(repo)
        for figure in one.differences
        if figure.column.key == "funds_rate"
    ]
    assert [(subject, ids) for subject, _, _, ids in rates] == [
        ("二月", ("A", "B")),
        ("二月", ("A", "B")),
        ("三月", ("A",)),
        ("三月", ("A",)),
    ], "the period's row, and the total's"
    assert {str(getattr(after, "numerator", None)) for _, _, after, _ in rates} == {"5", "5.5"}


def test_a_report_that_cannot_be_read_leaves_no_figures(repo: Repo) -> None:
    reports(repo, _02="A,0.5,0.5,\n")
    repo.commit("报")
    repo.write("progress/2023-03.csv", "编号,不认识\n")
    repo.commit("写坏的月调度", projects__b=project("C"))
    last = told(repo)[-1]
    assert (last.commit.subject, last.readable, last.differences) == ("写坏的月调度", False, ())


def test_merge_of_two_branches_is_told_by_them(repo: Repo) -> None:
    start = project("A", "5", "开工 2023-02-03") + project("B", "7.5")
    repo.git("checkout", "-q", "-b", "支")
    repo.commit("支上加 C", projects__c=project("C"))
    repo.git("checkout", "-q", "main")
    repo.commit("主线改 A", projects__a=start.replace("总投资: 5\n", "总投资: 6\n"))
    repo.git("merge", "-q", "--no-ff", "-m", "合并", "支")
    assert sorted(subjects(told(repo))[3:]) == ["主线改 A", "支上加 C"]
    assert subjects(told(repo, first_parent=True))[3:] == ["主线改 A", "合并"]
    assert [event[0] for event in events(repo, "C")] == ["支上加 C"] * 6
    assert events(repo, "A")[-1] == ("主线改 A", "总投资", "5", "6")


def test_merge_that_says_something_itself_is_told(repo: Repo) -> None:
    repo.git("checkout", "-q", "-b", "支")
    repo.commit("支", projects__a=project("A", "8"))
    repo.git("checkout", "-q", "main")
    repo.commit("主", projects__a=project("A", "9"))
    repo.git("merge", "-q", "-s", "ours", "--no-commit", "支")
    repo.commit("解决", projects__a=project("A", "10"))
    assert subjects(told(repo))[-1] == "解决"
    assert events(repo, "A")[-1][0] == "解决"


def test_unreadable_commit_gives_no_figures_and_no_false_history(repo: Repo) -> None:
    good = (repo.ledger / "projects/a.yaml").read_text(encoding="utf-8")
    repo.commit("写坏", projects__a=good + "- 编号: [\n")
    repo.commit("还坏着", projects__b=project("D"))
    repo.commit("修好", projects__a=good)
    found = told(repo)[3:]
    assert subjects(found) == ["写坏", "修好"]
    assert [one.readable for one in found] == [False, True]
    assert [m.after.cell for m in found[1].differences if m.column.key == "count"] == [3, 3, 3]
    assert len(events(repo, "A")) == 7


def test_other_folders_and_phases_and_rollups(new_repo: NewRepo) -> None:
    made = new_repo(ledger="县 一/台账")
    made.write("../无关.txt", "1")
    made.commit("建账", ledger=CONFIG, projects__a=project("A"))
    made.write("../无关.txt", "2")
    made.commit("无关")
    more = CONFIG + "  - 期: 3\n    日期: 2023-07-01\n"
    made.commit("加一期", ledger=more, projects__a=project("A") + project("B", "3", "", 3))
    made.commit(
        "加汇总",
        rollups__r="- 期: 2\n  批: 开工\n  个数: 4\n  总投资: 9\n  截至: 2023-05-01\n",
    )
    made.commit("有汇总时改项目", projects__a=project("A", "6") + project("B", "3", "", 3))
    assert subjects(told(made)) == ["建账", "加一期", "加汇总", "有汇总时改项目"]


def test_what_moves_only_between_finished_phases_is_told(new_repo: NewRepo) -> None:
    """The cumulative table holds phases 1 and 2 together: there nothing moves."""
    three = CONFIG + "  - 期: 3\n    日期: 2023-07-01\n"
    made = new_repo()
    made.commit("建账", ledger=three, projects__a=project("A") + project("B", "7", phase=2))
    made.commit("改说明", projects__a="# 注\n" + project("A") + project("B", "7", phase=2))
    made.commit("A 其实是第二期", projects__a=project("A", phase=2) + project("B", "7", phase=2))
    found = told(made)
    assert subjects(found) == ["建账", "A 其实是第二期"]
    assert found[1].projects == ("A",)
    moved = moves(found[1])
    assert moved[("2", None, True), "count"] == (1, 2)
    assert moved[("2", "签约", True), "investment"] == (Decimal(7), Decimal(12))
    assert not any(question[0] == "1-2" for question, _ in moved)


def test_rollups_that_move_only_between_finished_phases_are_told(new_repo: NewRepo) -> None:
    three = CONFIG + "  - 期: 3\n    日期: 2023-07-01\n"

    def rollups(first: int, second: int) -> str:
        counts = enumerate((first, second), 1)
        return "".join(
            f"- 期: {n}\n  批: 开工\n  个数: {c}\n  截至: 2023-07-01\n" for n, c in counts
        )

    made = new_repo()
    made.commit("建账", ledger=three, rollups__a=rollups(4, 6))
    made.commit("注", rollups__a="# 注\n" + rollups(4, 6))
    made.commit("两期的数写反了", rollups__a=rollups(6, 4))
    found = told(made)
    assert subjects(found) == ["建账", "两期的数写反了"]
    moved = moves(found[1])
    assert moved == {
        (("1", None, None), "count"): (4, 6),
        (("2", None, None), "count"): (6, 4),
        (("1", "开工", None), "count"): (4, 6),
        (("2", "开工", None), "count"): (6, 4),
    }


def test_a_remainder_is_never_taken_for_the_whole(new_repo: NewRepo) -> None:
    """A rollup over a finished phase and the one under way is in neither; its row says so."""
    made = new_repo()
    rollup = "- 期: {}\n  批: 开工\n  个数: 4\n  总投资: 9\n  截至: 2023-07-01\n"
    made.commit("建账", ledger=CONFIG, rollups__a=rollup.format("1-2"))
    more = CONFIG + "  - 期: 3\n    日期: 2023-07-01\n"
    made.commit("第1-2期已完成", ledger=more)
    table = timeline_table([one.told for one in told(made)], "")
    rows = [tuple(row.cells.get(key) for key in ("scope", "before", "after")) for row in table.rows]
    rest = "第1-2期开工一批（其余）"
    assert [row for row in rows if row[0] in (rest, "第1-2期开工一批")] == [
        (rest, None, 4),
        (rest, None, Decimal(9)),
        ("第1-2期开工一批", None, 4),
        ("第1-2期开工一批", None, Decimal(9)),
        (rest, 4, None),
        (rest, Decimal(9), None),
    ]


def test_shallow_clone_starts_with_what_it_has(repo: Repo, new_repo: NewRepo) -> None:
    path = repo.root.parent / "浅"
    repo.git("clone", "-q", "--depth=2", f"file://{repo.root}", str(path))
    with Repository(path) as opened:
        found = list(commit_effects(along(History(opened, opened.commit("HEAD"), ""))))
    assert subjects(found) == ["A 开工", "B 增资"]


def some_project(chance: random.Random, id: int) -> str:
    """A project of any kind that figures tell apart."""
    of_one = [("签约: 1",), ("签约: 2",), ("开工: 2",), ()]
    lists = chance.choice([*of_one, ("签约: 1", "开工: 2"), ("签约: 2", "开工: 1")])
    lines = [f"- 编号: P{id}", f"  名称: 项目{id}"]
    lines += [f"  总投资: {chance.choice(['1', '2.5', '0.0001', '30'])}"] * (chance.random() < 0.9)
    lines += [f"  监管平台: {chance.choice(['true', 'true', 'false'])}"] * (chance.random() < 0.9)
    lines += [f"  责任单位: {chance.choice(['甲局', '乙局'])}"]
    lines += ["  在册:", *(f"    {one}" for one in lists)] if lists else []
    reached = chance.choice(["", "签约: 2023-01-05", "开工: 2023-02-03", "达效: 已"])
    lines += ["  节点:", f"    {reached}"] if reached else []
    lines += ["  调出:", "    日期: 2023-08-01"] if chance.random() < 0.15 else []
    return "".join(f"{line}\n" for line in lines)


def some_history(chance: random.Random, commits: int) -> Iterator[dict[str, list[str]]]:
    """Two files of projects: mostly one project edited at a time, now and then anything at all."""
    files = {"a": [some_project(chance, one) for one in range(12)], "b": []}
    for _ in range(commits):
        texts = files[chance.choice("ab")]
        what = chance.random()
        if texts and what < 0.7:
            place = chance.randrange(len(texts))
            texts[place] = some_project(chance, int(texts[place].split()[2].removeprefix("P")))
        elif texts and what < 0.8:
            texts.pop(chance.randrange(len(texts)))
        elif what < 0.9:
            # Sometimes a 编号 that another project has.
            texts.insert(0, some_project(chance, chance.randrange(20)))
        else:
            chance.shuffle(texts)
            files["b"], files["a"] = files["a"], files["b"]
        yield files


def said(rows: Rows) -> list[tuple[Any, ...]]:
    """What rows say of the figures that are told, in order."""
    return [
        (subject, column.key, row.cells[column.key], column.key in row.lower_bounds)
        for subject, row in rows.items()
        for column in FIGURES
        if column.key in row.cells
    ]


def afresh(state: Snapshot) -> Rows:
    """Section one of a state by the whole summary."""
    ledger = state.ledger()
    assert ledger is not None
    figures = Figures(ledger)
    rows = [with_aside(figures, row) for row in cumulative_table(figures).rows]
    return {row.subject.answered: row for row in rows if row.subject}


def tallies(history: list[HistoryStep]) -> Iterator[tuple[HistoryStep, Tally]]:
    """The tally of each step, made from the one before it."""
    before: Tally | None = None
    for step in history:
        before = after(step, before) if before else tally(step.after)
        assert before is not None
        yield step, before


def same_phases(step: HistoryStep, before: Tally, now: Tally) -> bool:
    """Whether the rows of single phases that are asked again are those of the whole table."""
    moved = list(between_phases(step, before, now))
    old = {row.subject.answered: row for row, _ in moved if row and row.subject}
    new = {row.subject.answered: row for _, row in moved if row and row.subject}
    was, is_now = by_phase(step.before), by_phase(step.after)
    rest = was.keys() - old.keys()
    assert said({one: was[one] for one in old}) == said(old)
    assert said({one: is_now[one] for one in new}) == said(new)
    return said({one: was[one] for one in rest}) == said({one: is_now[one] for one in rest})


SETTINGS = "口径:\n  转化计入总数: false\n  开工率分母: 履约\n"


def test_figures_along_the_way_are_those_worked_out_afresh(new_repo: NewRepo) -> None:
    """The quick way equals the whole one at every commit of a history."""
    made = new_repo()
    for files in some_history(random.Random(7), 40):
        made.commit(ledger=CONFIG, **{f"projects__{n}": "".join(t) for n, t in files.items()})
    last = None
    for step, quick in tallies(steps(made)):
        assert said(quick.rows) == said(afresh(step.after))
        assert last is None or same_phases(step, last, quick)
        last = quick


@pytest.mark.parametrize("config", [CONFIG, CONFIG + SETTINGS], ids=["plain", "settings"])
@pytest.mark.parametrize("seed", range(3))
def test_figures_of_long_histories(seed: int, config: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same without git, long enough for lists to become empty and records to be doubled."""
    cache = Versions()
    asked = []

    def whole(state: Snapshot) -> Tally | None:
        asked.append(state)
        return tally(state)

    monkeypatch.setattr("sangeyipi.compare.figures_along.tally", whole)
    ledger = File(cache.read(None, "ledger.yaml", config.encode()).records)
    history, state = [], Snapshot()
    for files in some_history(random.Random(seed), 200):
        now = {"ledger.yaml": ledger}
        for name, texts in files.items():
            path = f"projects/{name}.yaml"
            parsed = cache.read(FileKind.PROJECTS, path, "".join(texts).encode())
            assert parsed.complete
            now[path] = File(parsed.records)
        names = tuple(name for name in now if now[name] != state.files.get(name))
        history.append(HistoryStep(Commit("", (), 0), state, Snapshot(now), names))
        state = history[-1].after
    last = None
    for number, (step, quick) in enumerate(tallies(history)):
        assert said(quick.rows) == said(afresh(step.after))
        assert last is None or number % 5 or same_phases(step, last, quick)
        last = quick
    assert len(asked) < len(history) / 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# 只有注释\n",
        project("A") + "\n# 之间\n\n" + project("B"),
        "﻿# 头\n" + project("A"),
        project("A").replace("\n", "\r\n"),
        project("A").rstrip("\n"),
        project("A") + project("A"),
        project("A") + "  备注: |+\n    行一\n    - 不是记录\n\n\n",
        project("A") + '  备注: "一\n- 二"\n' + project("B"),
        project("A") + "  备注: 一\r- 编号: X\n",
        project("A") + "  备注: 一\n---\n" + project("B"),
        "---\n" + project("A"),
        "%YAML 1.1\n---\n" + project("A"),
        "键: 值\n" + project("A"),
        "- - 编号: A\n",
        "- A\n- B\n",
        "- 编号: &x A\n- 编号: *x\n",
        "- 编号: A\n  编号: B\n",
        "- 编号: A\n  名称: 甲\n  总投资: 五\n" + project("B"),
        "  - 编号: A\n    名称: 甲\n",
        "- {编号: A, 名称: 甲}\n- [1,\n- 2]\n",
        project("A") + "...\n" + project("B"),
        "- 编号: A\n\t名称: 甲\n",
        "- \n- 编号: A\n  名称: 甲\n",
    ],
)
def test_reading_by_records_is_reading_the_whole_file(text: str) -> None:
    name, data = "projects/a.yaml", text.encode()
    cache = Versions()
    whole = parse_file(FileKind.PROJECTS, name, checked_source(name, data))
    for before in (project("Z").encode(), b""):
        cache.read(FileKind.PROJECTS, name, before + data)
        found = cache.read(FileKind.PROJECTS, name, data)
        assert (found.records, found.diagnostics) == (whole.records, whole.diagnostics)
        origins = [(one.origin.file, one.origin.path) for one in found.records]
        assert origins == [(one.origin.file, one.origin.path) for one in whole.records]
